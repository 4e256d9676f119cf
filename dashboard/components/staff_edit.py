"""From what stands in the fields of the Staffing page to the changes of a what-if, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard import whatif
from dashboard.components.staff_inputs import LIMITS, fault
from dashboard.whatif import Changes
from dashboard.words import Words
from simulation.scenario import Scenario

OF_A_TEAM = ("heads", "filled", "present", "caseload")
SHOWN_TO = 0.0005  # shares are shown in per cent with one digit: what differs by less was not typed


@dataclass(frozen=True)
class Fields:
    """What stands in the fields: heads, per cent filled and present, common pile by team; factors in per cent, slots
    as such."""

    heads: Mapping[str, Any]
    filled: Mapping[str, Any]
    present: Mapping[str, Any]
    pooled: Mapping[str, bool]
    factors: Mapping[str, Any]


@dataclass
class Edited:
    """The changes that hold now, and by field why a value was refused (empty: it was not)."""

    changes: Changes
    filled_faults: dict[str, str] = field(default_factory=dict)
    present_faults: dict[str, str] = field(default_factory=dict)
    factor_faults: dict[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return not any(any(one.values()) for one in (self.filled_faults, self.present_faults, self.factor_faults))


def edited(
    words: Words, base: Scenario, before: Changes, fields: Fields, refused: Callable[[str, Any], str] = lambda *_: ""
) -> Edited:
    """Changes against `base`; a refused value stays what it was `before`. `refused` is the scenario's own check."""
    slots = whatif.slots_path(base)
    found = Edited({path: value for path, value in before.items() if path != slots and not _editable(path)})

    def keep(path: str, wrong: str, value: Any) -> None:
        if wrong:
            if path in before:
                found.changes[path] = before[path]
        elif _differs(value, whatif.at(base, path)):
            found.changes[path] = value

    for team, heads in fields.heads.items():
        keep(f"teams.{team}.heads", "", int(heads))
    shares = (("filled", fields.filled, found.filled_faults), ("present", fields.present, found.present_faults))
    for name, typed, faults in shares:
        for team, value in typed.items():
            faults[team] = wrong = fault(words, name, value)
            keep(f"teams.{team}.{name}", wrong, None if wrong else round(value / 100, 4))
    for team, pooled in fields.pooled.items():
        keep(f"teams.{team}.caseload", "", "pooled" if pooled else "dedicated")
    for path, value in fields.factors.items():
        wrong = fault(words, path, value)
        new = None if wrong else value if path == slots else round(value / 100, 4)
        found.factor_faults[path] = wrong = wrong or refused(path, new)
        keep(path, wrong, new)
    return found


def _differs(value: Any, other: Any) -> bool:
    if isinstance(value, float) and isinstance(other, float):
        return abs(value - other) > SHOWN_TO
    return bool(value != other)


def _editable(path: str) -> bool:
    return path in LIMITS or (path.startswith("teams.") and path.rsplit(".", 1)[-1] in OF_A_TEAM)
