"""The JSON Schema for editors says what the checks say, as far as a schema can."""

import tomllib
from pathlib import Path

import jsonschema
import pytest

from simulation.scenario.scenario import _plain
from simulation.scenario.schema import SCHEMA, schema, text

ROOT = Path(__file__).parents[2]
FILES = [*ROOT.glob("data/*/*.toml"), *ROOT.glob("tests/*/*.toml")]
CHECKER = jsonschema.Draft202012Validator(schema())


def raw(path: Path) -> dict[str, object]:
    return _plain(tomllib.loads(path.read_text()))


def test_the_schema_that_is_checked_in_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == text(), "run: python -m simulation.scenario.schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scenario_file_of_the_project_fits_the_schema(path):
    fault = jsonschema.exceptions.best_match(CHECKER.iter_errors(raw(path)))
    assert fault is None, f"{list(fault.absolute_path)}: {fault.message[:300]}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("teams", "desk", "desc"), True), (("teams", "desk", "heads"), "two"), (("office", "days"), 0),
        (("routes", "permit", "check", "kind"), "dance"), (("books", "visits", "from"), "nine"), (("weather",), {}),
        (("hours", "day"), {"mon": 8}), (("services", "call", "medium"), "fax"), (("teams", "Desk"), {}),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_checks_refuse(path, value):
    document = raw(Path(__file__).parent / "small.toml")
    node = document
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    assert list(CHECKER.iter_errors(document))


def test_the_schema_refuses_tables_beside_a_base():
    assert list(CHECKER.iter_errors({"base": "immigration-2025", "teams": {}}))
    assert not list(CHECKER.iter_errors({"base": "immigration-2025", "changes": {"teams.family.heads": 24}}))


def test_every_table_is_described():
    parts = schema()["$defs"]
    assert not [name for name, part in parts.items() if not part.get("description")]
