"""What the README tells people to type works."""

import re
import tomllib
from pathlib import Path

import pytest

from simulation.scenario import changed, load

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
WHAT_IFS = [block for block in BLOCKS if block.startswith("base =")]
TABLES = [tomllib.loads(block) for block in BLOCKS if block not in WHAT_IFS]


def test_every_make_command_it_names_exists():
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test", "setup"} <= named <= targets


@pytest.mark.parametrize("tables", TABLES, ids=lambda tables: next(iter(tables)))
def test_its_tables_fit_the_office_file(tables):
    office = load("immigration-2025")
    changes = {}
    for kind, named in tables.items():
        for name, table in named.items():
            new = name not in getattr(office, kind)
            changes |= {f"{kind}.{name}": table} if new else {f"{kind}.{name}.{k}": v for k, v in table.items()}
    assert changed(office, changes).content_hash != office.content_hash


def test_its_what_if_is_a_scenario(tmp_path):
    (what_if,) = WHAT_IFS
    (tmp_path / "immigration-family-24.toml").write_text(what_if)
    scenario = load(tmp_path / "immigration-family-24.toml")
    assert scenario.base == "immigration-2025" and scenario.teams["family"].heads.value == 24
