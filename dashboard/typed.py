"""What was typed on the command line, turned into questions; BadInput says in one line what cannot be used."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.study.places import By
    from simulation.study.questions import Question, Stop
    from simulation.study.race import Policy


class BadInput(Exception):
    """What was typed cannot be used; one line for standard error, exit code 2."""


def load(name: str) -> Scenario:
    """The scenario of a file or id."""
    from simulation.scenario import ScenarioError, load

    try:
        return load(name)
    except ScenarioError as error:
        raise BadInput(_with_name(str(error), name)) from error
    except OSError as error:
        raise BadInput(f"{name}: cannot be read, {error.strerror or error}") from error


def _with_name(line: str, name: str) -> str:
    return line if Path(name).name in line else f"{name} › {line}"


def question(name: str, against: str | None, sets: list[str], stop: Stop, seed: int) -> Question:
    """The question that scenario, base, changes and stop make."""
    from simulation.scenario import ScenarioError, changed
    from simulation.study.pairs import Strangers
    from simulation.study.questions import Question

    scenario = load(name)
    changes = dict(_change(text, name) for text in sets)
    if changes:
        try:
            scenario = changed(scenario, changes)
        except ScenarioError as error:
            raise BadInput(_with_name(str(error), name)) from error
    base = None if against is None else load(against)
    try:
        return Question(scenario, base, seed, stop)
    except Strangers as error:
        raise BadInput(str(error)) from error
    except ValueError as error:
        raise BadInput(f"--{error}") from error


def _change(text: str, name: str) -> tuple[str, Any]:
    """PATH=VALUE, the value as TOML writes it; a bare word is a text."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        raise BadInput(f"{name} › --set {text[:80]}: must be PATH=VALUE, such as teams.family.heads=24")
    if len(text) > 2000:
        raise BadInput(f"{name} › --set {path[:80]}: longer than 2000 characters")
    try:
        parsed = tomllib.loads(f"value = {value}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return path.strip(), value.strip()
    return path.strip(), parsed["value"] if parsed.keys() == {"value"} else value.strip()


def stop_of(replications: int | None, precision: float | None) -> Stop:
    """When to stop: a number of replications, or a precision."""
    from simulation.study.questions import Precision, Replications

    if replications is not None and precision is not None:
        raise BadInput("--replications and --precision: choose one")
    try:
        if precision is not None:
            return Precision(precision)
        return Replications() if replications is None else Replications(replications)
    except ValueError as error:
        raise BadInput(f"--{error}") from error


def policies(names: list[str]) -> list[Policy]:
    """Scenarios that race each other, each by its id; by what was typed where ids are not unique."""
    from simulation.study.race import Policy

    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise BadInput(f"{twice}: named twice")
    found = [load(name) for name in names]
    ids = [one.id for one in found]
    return [Policy(one.id if ids.count(one.id) == 1 else name, one) for name, one in zip(names, found, strict=True)]


def by_of(text: str, better: str | None, entered: list[Policy]) -> By | None:
    """MEASURE[:STATISTIC[:KEY=VALUE]]; None for nothing typed. Without a statistic, the first that the measure has."""
    from simulation.results import BY_NAME
    from simulation.study.places import By

    if not text:
        return None
    name, _, rest = text.partition(":")
    statistic, _, group = rest.partition(":")
    key, _, value = group.partition("=")
    measure = BY_NAME.get(name)
    if measure is None:
        raise BadInput(f"--by {name[:80]}: no such measure; there are {', '.join(BY_NAME)}")
    if statistic and statistic not in measure.statistics:
        raise BadInput(f"--by {text[:80]}: {name} has no {statistic}, but {', '.join(measure.statistics)}")
    keys = [one for one in measure.by if one not in ("week", "day")]
    if group and (key not in keys or not value):
        raise BadInput(f"--by {text[:80]}: must end in KEY=VALUE with a key of {', '.join(keys)}")
    home = {"team": "teams", "service": "services"}.get(key, "")
    for policy in entered if home else []:
        if value not in getattr(policy.scenario, home):
            raise BadInput(f"--by {text[:80]}: {policy.name} has no {key} {value}")
    way = better or measure.better
    if way == "none":
        raise BadInput(f"--by {name}: neither way is better by itself, add --better higher or --better lower")
    return By(name, statistic or next(iter(measure.statistics)), "higher" if way == "higher" else "lower", key, value)
