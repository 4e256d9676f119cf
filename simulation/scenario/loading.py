"""From a file to a checked scenario: limits first, then TOML, base and changes, then every check, in one line of
error."""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulation.scenario.changes import apply
from simulation.scenario.errors import ScenarioError
from simulation.scenario.origins import named_sources
from simulation.scenario.scenario import Scenario

DATA = Path(__file__).resolve().parents[2] / "data"
MOST_BYTES, MOST_LINE, MOST_DOTS, MOST_BASES, MOST_NAME = 500_000, 2_000, 60, 6, 200


def scenario_ids() -> list[str]:
    """Ids of the scenarios that ship: each office file, then its what-ifs."""
    offices = sorted(path.stem for path in (DATA / "offices").glob("*.toml"))
    return offices + sorted(path.stem for path in (DATA / "scenarios").glob("*.toml"))


def find(ref: str | Path) -> Path:
    """The file of a scenario given by its path or its id. Raises ScenarioError when there is none."""
    text = str(ref)
    if not _is_name(text):
        raise ScenarioError(text[:80], "", f"is no name of a file or a scenario; known: {_like(text)}")
    if text.endswith(".toml") or "/" in text:
        path = Path(text)
        if path.is_file():
            return path
        raise ScenarioError(path.name or text, "", "there is no such file; check the path")
    for folder in ("offices", "scenarios"):
        if text.replace("-", "").replace("_", "").isalnum() and (path := DATA / folder / f"{text}.toml").is_file():
            return path
    raise ScenarioError(text[:80], "", f"there is no scenario of this id; known: {_like(text)}, or give a file")


def _is_name(text: str) -> bool:
    """Whether a file can have this name at all."""
    return all(len(part) <= MOST_NAME for part in text.split("/")) and len(text) <= 16 * MOST_NAME and "\0" not in text


def _like(text: str) -> str:
    """The offices, and the scenarios whose ids are like a text."""
    offices = sorted(path.stem for path in (DATA / "offices").glob("*.toml"))
    return ", ".join(dict.fromkeys([*get_close_matches(text[:MOST_NAME], scenario_ids(), n=4), *offices]))


def load(ref: str | Path) -> Scenario:
    """The scenario of a file or an id. Raises ScenarioError with file, place, value and remedy in one line."""
    path = find(ref)
    document, base, changes = _assembled(path, ())
    try:
        scenario = Scenario.checked(
            document, identifier=path.stem, base=base.stem if base else None, changes=changes, file=path.name
        )
        _refuse_unknown_sources(scenario)
    except ScenarioError as error:
        if base is not None:
            _refuse_base(path, base)
        bare = _bare_path(changes)
        if bare:
            table = bare.split(".")[0]
            what = f'takes the place of the whole table; write the path in quotes to change one value: "{bare}" = …'
            raise ScenarioError(path.name, f"changes › {table}", what) from error
        raise
    return scenario


def _refuse_base(path: Path, base: Path) -> None:
    """A fault that the base has by itself is told with its name."""
    try:
        load(base)
    except ScenarioError as error:
        raise ScenarioError(path.name, "base", str(error)) from None


def _bare_path(changes: Mapping[str, Any]) -> str:
    """The path of a change without its quotes: TOML then reads tables within tables."""
    for name, value in changes.items():
        names = [name]
        while isinstance(value, dict) and len(value) == 1:
            [(name, value)] = value.items()
            names.append(name)
        if len(names) > 2 and "." not in names[0]:
            return ".".join(names)
    return ""


def _refuse_unknown_sources(scenario: Scenario) -> None:
    """What is published has a source that can be looked up: one that ships, or one of the file's own."""
    known = {*shipped_sources(), *scenario.document.sources}
    for place, source in named_sources(scenario.document):
        if source not in known:
            near = get_close_matches(source, known, n=1)
            remedy = f"did you mean {near[0]!r}?" if near else f"add it as [sources.{source[:60]}] with title and date"
            raise ScenarioError(
                scenario.file,
                f"{place.replace('.', ' › ')} › published",
                f"there is no source {source[:80]!r} in data/sources.toml or the file; {remedy}",
            )


def shipped_sources() -> Mapping[str, Any]:
    """Title and date of the sources of the project, by their ids."""
    return _sources(DATA / "sources.toml")


@lru_cache(maxsize=4)
def _sources(file: Path) -> Mapping[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _assembled(path: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Any], Path | None, dict[str, Any]]:
    """Raw document, file of the base and changes of a file, its bases put under it."""
    path = path.resolve()
    if path in seen:
        chain = " -> ".join(p.stem for p in (*seen, path))
        raise ScenarioError(seen[0].name, "base", f"goes round in a circle ({chain}); base it on an office file")
    if len(seen) >= MOST_BASES:
        raise ScenarioError(seen[0].name, "base", f"more than {MOST_BASES} bases deep; base it on an office file")
    raw = read(path)
    if "base" not in raw:
        if not raw:
            raise ScenarioError(
                path.name, "", "is empty; it needs at least [office], [teams] and [services], or a base"
            )
        return raw, None, {}
    base_ref = raw.pop("base")
    if not isinstance(base_ref, str):
        raise ScenarioError(path.name, "base", f"must be the id or file of a scenario, is {base_ref!r}")
    nearby = path.parent / base_ref
    try:
        base_path = nearby if base_ref.endswith(".toml") and _is_name(base_ref) and nearby.is_file() else find(base_ref)
    except ScenarioError as error:
        raise ScenarioError(path.name, "base", f"{base_ref[:80]!r}: {error.what}") from None
    document, _, inherited = _assembled(base_path, (*seen, path))
    changes, removed = raw.pop("changes", {}), raw.pop("remove", [])
    unknown = set(raw) - {"title", "why", "sources"}
    if unknown:
        raise ScenarioError(path.name, sorted(unknown)[0], "has no place beside base; put it under [changes]")
    if not isinstance(changes, dict) or not isinstance(removed, list):
        raise ScenarioError(path.name, "changes", 'must be a table like "teams.family.heads" = 24')
    if isinstance(raw.get("sources"), dict) and isinstance(document.get("sources"), dict):
        raw["sources"] = document["sources"] | raw["sources"]
    document |= raw
    apply(document, changes, path.name, removed=removed)
    return document, base_path, {**inherited, **changes}


def read(path: Path) -> dict[str, Any]:
    """The raw table of a TOML file; refuses what would take long or cannot be text."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ScenarioError(path.name, "", f"has {size:,} bytes; a scenario file has at most {MOST_BYTES:,}")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError(path.name, "", f"cannot be read ({error.strerror}); check the file") from None
    except UnicodeDecodeError:
        raise ScenarioError(path.name, "", "is not a text file in UTF-8; write a TOML file") from None
    if "\0" in text:
        raise ScenarioError(path.name, "", "is not a text file; write a TOML file")
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MOST_LINE:
            raise ScenarioError(path.name, f"line {number}", f"has {len(line):,} letters; at most {MOST_LINE:,}")
        if line.count(".") > MOST_DOTS or line.count("[") + line.count("{") > MOST_DOTS:
            raise ScenarioError(
                path.name, f"line {number}", f"more than {MOST_DOTS} dots or brackets; write it shorter"
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(path.name, "", f"is not valid TOML: {error}; correct it there") from None
    except RecursionError:
        raise ScenarioError(path.name, "", "is nested too deeply; write it flatter") from None
