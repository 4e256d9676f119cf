"""Whether two scenarios meet the same people: only then do their replications make pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.scenario import Scenario


class Strangers(ValueError):
    """Two scenarios that do not meet the same people, in one line; `name` is that of the first."""

    def __init__(self, name: str, what: str, remedy: str) -> None:
        self.name, self.what, self.remedy = name, what, remedy
        super().__init__(f"{name}: {what}; {remedy}")


def strangers(one: Scenario, base: Scenario, name: str = "", base_name: str = "") -> Strangers | None:
    """Why the two cannot be compared, None when they can; without names, their ids stand in the line.

    Whatever else a what-if changes, it is of the same office and of the same days.
    """
    name, base_name = name or one.id, base_name or base.id
    if not _of_one_office(one, base):
        return Strangers(name, f"is of another office than {base_name}", "compare two of one office")
    if (one.starts, one.days) != (base.starts, base.days):
        days, of = (f"{each.days} days from {each.starts}" for each in (one, base))
        what = f"is of {days}, {base_name} of {of}, so they do not meet the same people"
        return Strangers(name, what, "compare two of the same days")
    return None


def _of_one_office(one: Scenario, base: Scenario) -> bool:
    """One is based on the other, both on a third, or the office has the same name, as in a file that was copied."""
    related = {one.id, one.base} & {base.id, base.base} - {None}
    return bool(related) or one.office.name == base.office.name
