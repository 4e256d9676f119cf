"""Page against file: what both show, pair by pair."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.words.measures import amount
from simulation.scenario import Scenario
from tests.exports.files import File
from tests.exports.screen import WAYS, Screen, parts, squashed, texts

TOKEN = re.compile(r"[−+]?\d[\d.,]*\d|[−+]?\d")


@dataclass(frozen=True)
class Both:
    """One thing that page and file show: a number that is not rounded, or a text (is it in the file?)."""

    what: str
    page: float | str | None
    file: float | str | None

    @property
    def equal(self) -> bool:
        if isinstance(self.page, str) or isinstance(self.file, str):
            return str(self.page) in str(self.file)
        if self.page is None or self.file is None:
            return self.page is self.file
        return math.isclose(self.page, self.file, rel_tol=1e-9, abs_tol=1e-12)


def exact(screen: Screen, file: File, scenario: Scenario) -> Iterator[Both]:
    """Numbers of the page's tables that the file has too."""
    for place, values in screen.compared().items():
        yield from _each(f"compared {place}", values, file.compared.get(place))
        means = file.measured.get(place)
        yield from _each(f"mean of {place}", (values[1],), means and means[:1])
    for place, values in screen.groups(scenario).items():
        yield from _each(f"group {place}", values, file.measured.get(place))
    ways = {screen.words.text(title): way for title, way in WAYS.items()}
    for row in screen.rows("quota-race-share"):
        there = file.measured.get(("race_share", "share", "way", ways[row["way"]]))
        yield from _each(f"race {row['way']}", (row["share"], row["low"], row["high"]), there)
    for row in screen.rows("numbers"):
        there = file.paths.get(row["path"])
        if there is not None and isinstance(row["raw"], int | float):
            yield from _each(f"number {row['path']}", (row["raw"], row["low"], row["high"]), there)
    yield from _weeks(screen, file)


def _each(what: str, page: tuple[float | None, ...], file: tuple[float | None, ...] | None) -> Iterator[Both]:
    for number, (one, other) in enumerate(zip(page, file or (), strict=False)):
        yield Both(f"{what} [{number}]", one, other)


def _weeks(screen: Screen, file: File) -> Iterator[Both]:
    """The path of the backlog on the days on which weeks begin; slots by week."""
    _ = screen.words.text
    for row in screen.rows("backlog"):
        there = file.weeks.get((_("Backlog: undecided cases"), row["scenario"], f"{row['date']:%Y-%m-%d}"))
        yield from _each(f"backlog {row['date']}", (row["mean"], row["low90"], row["high90"]), there)
    scenario = screen.request.chosen().title
    for row in screen.rows("quota-filling"):
        for name, title in (
            ("slots_kept", _("Appointments kept a week")),
            ("slots_unused", _("Slots left empty a week")),
        ):
            there = file.weeks.get((title, scenario, f"{row['week']:%Y-%m-%d}"))
            yield from _each(f"{name} {row['week']}", (row[name],), there)


def printed(screen: Screen, file: File) -> Iterator[Both]:
    """Texts of the page that the file must have as they are: rows, cards, the sentence that decides."""
    for row in screen.compared_rows():
        if row.place is not None and row.place in file.said:
            yield Both(f"said of {row.place}", file.said[row.place], row.whole)
    if not file.text:
        return
    if screen.request.path in ("/staffing", "/quotas", "/reports"):
        for lead in parts(screen.drawn, "tw-lead") if screen.compared_rows() else ():
            yield Both("lead", squashed("".join(texts(lead))), file.text)
        for row in screen.compared_rows() if file.name == "PDF" else ():
            if row.title in file.text:
                yield Both(f"row {row.title}", row.whole, file.text)
    for card in parts(screen.drawn, "tw-kpi"):
        figure = squashed("".join(texts(next(parts(card, "tw-num")))))
        between = squashed("".join(texts(list(parts(card, "tw-s"))[-1])))
        yield Both("key figure", figure, file.text)
        yield Both("range", between, file.text)
    for table in parts(screen.drawn, "tw-helps"):
        for cell in [one for row in list(parts(table, "Tr"))[1:] for one in list(parts(row, "Td"))[:-1]]:
            said, *interval = texts(cell)
            yield Both("alternative", squashed(said + f"({interval[0]})" if interval else said), file.text)


def sentences(screen: Screen, file: File, scenario: Scenario, group: tuple[str, str]) -> Iterator[Both]:
    """The times on the page, put into its sentences anew with the numbers of the file."""
    if screen.request.path != "/waiting":
        return
    words, _ = screen.words, screen.words.text
    kind = screen.kind(scenario)
    where = kind.group if kind.group[0] else group
    median, p90 = (file.measured.get((kind.measure, statistic, *where)) for statistic in ("median", "p90"))
    if median and p90 and median[0] is not None and p90[0] is not None:
        digits = 0 if kind.unit == "days" or p90[0] >= 10 else 1
        text = _("Half wait no longer than {median}, one in ten longer than **{p90}**.")
        if p90[1] is not None:
            text = _("Half wait no longer than {median}, one in ten longer than **{p90}** ({low} to {high}).")
        said = text.format(
            median=amount(words, round(median[0], digits), kind.unit, digits),
            p90=amount(words, round(p90[0], digits), kind.unit, digits),
            low="–" if p90[1] is None else words.number(p90[1], digits),
            high="–" if p90[2] is None else words.number(p90[2], digits),
        )
        yield Both(f"spread of {kind.measure} {where}", squashed(said), screen.text)


def invented(shown: Iterable[str], spoken: str, left_out: str) -> set[str]:
    """Numbers of a text that are in none of those shown. `left_out` is a pattern that pages have no place for."""
    return set(TOKEN.findall(re.sub(left_out, " ", spoken))) - {token for one in shown for token in TOKEN.findall(one)}
