"""Twenty combinations of filters: the pages as they are drawn with them, and the same runs in every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.exports.formats import Choice, export
from dashboard.exports.report import WHOLE, Asked, Group
from dashboard.shelf import Shelf
from dashboard.words import Words
from tests.exports import files
from tests.exports.comparing import Both, exact, printed, sentences
from tests.exports.files import File
from tests.exports.screen import Screen, drawn

OFFICE = ("immigration-2025", "teams.family.heads:24")
SLOTS = ("road-traffic-2025", "road-traffic-remainder-30")


@dataclass(frozen=True)
class Filters:
    """What a person chose on the pages: office, alone or against its base, a group, a time, a language."""

    office: str
    lang: str
    pair: bool = False
    group: Group = WHOLE
    time: str = ""

    def __str__(self) -> str:
        kept = (
            self.office[:4],
            "pair" if self.pair else "alone",
            "=".join(self.group).strip("="),
            self.time,
            self.lang,
        )
        return " ".join(one for one in kept if one)

    @property
    def link(self) -> dict[str, str]:
        """Of the pages that show a scenario, without the base that it is held against."""
        group = {self.group[0]: self.group[1]}
        if self.office == OFFICE[0]:
            return {"scenario": OFFICE[0], "set": OFFICE[1] if self.pair else "", "time": self.time, **group}
        return {"scenario": SLOTS[1] if self.pair else SLOTS[0], "time": self.time, **group}


HERE, THERE = OFFICE[0], SLOTS[0]
COMBINATIONS = [
    Filters(HERE, "de"),
    Filters(HERE, "en"),
    Filters(HERE, "de", True),
    Filters(HERE, "en", True),
    Filters(HERE, "de", False, ("team", "family"), "decision"),
    Filters(HERE, "en", True, ("team", "family"), "decision"),
    Filters(HERE, "de", True, ("team", "employment"), "lead"),
    Filters(HERE, "en", False, ("service", "humanitarian"), "decision"),
    Filters(HERE, "de", True, ("service", "family"), "lead"),
    Filters(HERE, "en", True, ("channel", "online"), "decision"),
    Filters(HERE, "de", False, ("channel", "post"), "access"),
    Filters(HERE, "en", True, ("team", "new_residents"), "access"),
    Filters(HERE, "de", True, time="waiting"),
    Filters(HERE, "en", False, time="adhoc"),
    Filters(THERE, "de"),
    Filters(THERE, "en", True),
    Filters(THERE, "de", True, ("service", "licence"), "access"),
    Filters(THERE, "en", False, ("pool", "counter"), "access"),
    Filters(THERE, "de", True, time="waiting"),
    Filters(THERE, "en", True, ("service", "registration"), "access"),
]


QUICK = (COMBINATIONS[0], COMBINATIONS[3], COMBINATIONS[6], COMBINATIONS[14], COMBINATIONS[15])
LEAST = {"PDF": 9, "XLSX": 150, "CSV": 1, "API": 1, "API report": 10}
"""So many things a file and the pages both show, whatever the filters."""


def runs_of(store: Path) -> tuple[str, str]:
    """The base, and what is held against it."""
    found = Shelf(store).store.runs()
    base = next(
        one.run
        for one in found
        if one.scenario_id in (HERE, THERE) and 'heads": 24' not in one.scenario.split('"document"')[0]
    )
    return base, next(one.run for one in found if one.run != base)


def pages(store: Path, chosen: Filters) -> list[Screen]:
    """Every page with numbers of these runs, drawn with these filters."""
    against = {"against": chosen.office} if chosen.pair else {}
    change = "/staffing" if chosen.office == HERE else "/quotas"
    found = [drawn(store, path, chosen.lang, **chosen.link, **against) for path in ("/", "/waiting")]
    found += [drawn(store, path, chosen.lang, **chosen.link) for path in (change, "/sources")]
    base, other = runs_of(store)
    run, held = (other, base) if chosen.pair else (base, "-")
    group = ":".join(chosen.group) if chosen.group != WHOLE else ""
    return [*found, drawn(store, "/reports", chosen.lang, run=run, against=held, group=group)]


def written(store: Path, chosen: Filters, server: Any, folder: Path) -> list[File]:
    """The same in every format."""
    base, other = runs_of(store)
    run, against = (other, base) if chosen.pair else (base, "")
    shelf, words = Shelf(store), Words(chosen.lang)
    asked = Asked(run, against or "-", (), chosen.group, chosen.lang)
    for name, choice in (("pdf", Choice()), ("xlsx", Choice()), ("csv", Choice())):
        export(shelf, asked, name, choice, folder / f"run.{name}")
    differences = folder / "differences.csv" if against else None
    if differences:
        export(shelf, asked, "csv", Choice(table="differences"), differences)
    client = server.test_client()
    return [
        files.pdf((folder / "run.pdf").read_bytes()),
        files.xlsx((folder / "run.xlsx").read_bytes(), words),
        files.csv(folder / "run.csv", differences, chosen.lang),
        files.api(client, run, against, chosen.group),
        files.api_report(client, run, against, chosen.group, words),
    ]


def both(store: Path, chosen: Filters, screens: list[Screen], file: File) -> Iterator[Both]:
    scenario = screens[0].request.chosen().scenario
    for screen in screens:
        yield from exact(screen, file, scenario)
        yield from printed(screen, file)
        yield from sentences(screen, file, scenario, chosen.group)


def faults(store: Path, chosen: Filters, screens: list[Screen], file: File) -> tuple[int, list[Both]]:
    """How many things page and file both show, and those that differ."""
    found = list(both(store, chosen, screens, file))
    return len(found), [one for one in found if not one.equal]
