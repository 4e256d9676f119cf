"""What a page shows, read as a person does: its tables as numbers; its rows, cards and sentences as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dashboard.components.time_kinds import kinds_of
from dashboard.naming import group_name
from dashboard.pages import PAGES
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import Words
from dashboard.words.measures import MEASURES
from simulation.scenario import Scenario

Place = tuple[str, str, str, str]
COMPARISONS = ("changes", "against", "quota-changes")
AT_THE_COUNTER = {("waiting_time", "mean"): "appointment", ("waiting_time", "adhoc"): "adhoc"}


def squashed(text: str) -> str:
    """Text without what a line break or a typesetter changes: spaces, soft hyphens, kinds of hyphens, bold marks."""
    return re.sub(r"[\s\u00ad\u2010\u2011*-]", "", text)


def place_of(measure: str, statistic: str) -> Place:
    """Where the figure stands that pages show under this measure: waits at the counter are told apart by their way."""
    way = AT_THE_COUNTER.get((measure, statistic))
    return (measure, "mean", "way", way) if way else (measure, statistic, "", "")


def titles(words: Words) -> dict[str, Place]:
    """Title with its subtitle, as tables have it, and the figure that it means."""
    return {f"{words.text(one.title)}, {words.text(one.sub)}": place_of(*key) for key, one in MEASURES.items()}


def texts(component: Any) -> Iterator[str]:
    """All visible text, in the order of the page."""
    if isinstance(component, str | int | float):
        yield str(component)
    elif isinstance(component, list | tuple):
        for one in component:
            yield from texts(one)
    elif component is not None:
        yield from texts(getattr(component, "children", None))


def parts(component: Any, wanted: str) -> Iterator[Any]:
    """Every component of a kind (`Tr`) or of a class (`tw-kpi`)."""
    if isinstance(component, list | tuple):
        for one in component:
            yield from parts(one, wanted)
    elif component is not None and not isinstance(component, str | int | float):
        if type(component).__name__ == wanted or wanted in (getattr(component, "className", None) or "").split():
            yield component
        yield from parts(getattr(component, "children", None), wanted)


@dataclass(frozen=True)
class Row:
    """A row before and after as it is printed, squashed: its title with subtitle, and all of it; `place` is None for
    one of a group."""

    place: Place | None
    title: str
    whole: str


@dataclass(frozen=True)
class Screen:
    """One page as it is drawn for a link."""

    request: Request
    drawn: Any

    @property
    def words(self) -> Words:
        return self.request.words

    @cached_property
    def text(self) -> str:
        return squashed("".join(texts(self.drawn)))

    @cached_property
    def spoken(self) -> str:
        return " ".join(texts(self.drawn))

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of the table of a chart, none where the page has no such chart."""
        table = self.request.tables.get(name)
        return [dict(row) for row in table.rows] if table else []

    def compared(self) -> dict[Place, tuple[float | None, ...]]:
        """Before, after, difference, low, high of each row before and after."""
        known = titles(self.words)
        rows = [row for name in COMPARISONS for row in self.rows(name)]
        return {
            known[row["what"]]: tuple(row[k] for k in ("before", "after", "difference", "low", "high")) for row in rows
        }

    def compared_rows(self) -> list[Row]:
        """The rows of that table as they are printed."""
        known = {squashed(title): place for title, place in titles(self.words).items()}
        tables = [one for one in parts(self.drawn, "tw-diff") if "tw-race" not in one.className]
        found = []
        for row in [row for table in tables for row in list(parts(table, "Tr"))[1:]]:
            title, sub = texts(next(parts(row, "Th")))
            place = None if ":" in sub else known[squashed(f"{title}, {sub}")]
            found.append(Row(place, squashed(title + sub), squashed("".join(texts(row)))))
        return found

    def groups(self, scenario: Scenario) -> dict[Place, tuple[float | None, ...]]:
        """Median with its interval, and P90, by team, service or way: the chart beside the spread."""
        table = self.request.tables.get("teams")
        if table is None:
            return {}
        _by, key, measure = table.name.split("-", 2)
        view = self.request.shelf.reading(scenario)
        named = {group_name(self.words, scenario, key, value): value for value in view.by(measure, "median", key)}
        found: dict[Place, tuple[float | None, ...]] = {}
        for row in table.rows:
            found[measure, "median", key, named[row["team"]]] = (row["median"], row["low"], row["high"])
            found[measure, "p90", key, named[row["team"]]] = (row["p90"],)
        return found

    def kind(self, scenario: Scenario) -> Any:
        """The time that was chosen on the page Waiting times."""
        kinds = kinds_of(self.request.shelf.reading(scenario))
        return kinds.get(self.request.ask("time")) or next(iter(kinds.values()))


WAYS = {
    "within the first minute": "first_minute",
    "later after the release": "after_release",
    "some time of the day": "hours",
}


def drawn(store: Path, path: str, lang: str, **query: str) -> Screen:
    """A page as a browser with this link gets it."""
    request = Request(Words(lang), "light", path, {k: v for k, v in query.items() if v}, Shelf(store), "me")
    return Screen(request, PAGES[path].layout(request))
