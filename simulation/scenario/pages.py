"""What the pages say of an office beside its results (`[pages]` of a file). It moves no result."""

from pydantic import Field

from simulation.scenario.figures import Plain
from simulation.scenario.routes import Name


class Before(Plain):
    """A scenario of an earlier year, against which a figure without a goal is held once it was run."""

    scenario: str
    year: int


class Example(Plain):
    """A first what-if that the page Staffing offers to press."""

    name: Name
    changes: dict[str, float | str] = Field(min_length=1, description="values by path, as in a what-if")


class Pages(Plain):
    """Words of one office for the pages (Seiten): for which year its goals are, what was before, what to try first."""

    goal_year: int | None = Field(default=None, description="calendar year for which the goals are")
    before: Before | None = None
    example: Example | None = None
