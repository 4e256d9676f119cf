"""What the command line shows a person: tables, sentences with intervals, a progress bar."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulation.study.runs import Progress

HEADLINES = (
    ("decisions_per_year", "total"),
    ("contacts_per_year", "total"),
    ("lead_time", "mean"),
    ("lead_time", "median"),
    ("lead_time", "p90"),
    ("access_time", "mean"),
    ("search_success", "per_person"),
    ("demand_lost", "total"),
    ("slots_kept", "total"),
    ("slots_unused", "total"),
    ("no_show_share", "share"),
    ("waiting_time", "mean"),
    ("backlog", "mean"),
    ("backlog", "end"),
    ("utilisation", "mean"),
    ("share_over_three_months", "share"),
    ("calls_answered_in_20s", "share"),
    ("calls_abandoned", "share"),
    ("failure_demand", "total"),
)
IN_TEAM = (("lead_time", "mean"), ("utilisation", "mean"), ("backlog", "end"))
LONG = 1000
"""Lines from which on a table is printed as it is: nobody reads it on one screen, and drawing it takes seconds."""
TIMES = ("days", "hours", "minutes", "seconds")


def headlines(rows: Iterable[dict[str, Any]], teams: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The rows that a person reads first: the whole office, then the named teams."""
    by_name = {(row["measure"], row["statistic"], tuple(row["group"].items())): row for row in rows}
    wanted: list[tuple[str, str, tuple[tuple[str, str], ...]]] = [(*name, ()) for name in HEADLINES]
    wanted += [(*name, (("team", team),)) for team in teams for name in IN_TEAM]
    return [by_name[name] for name in wanted if name in by_name]


def sentence(row: dict[str, Any]) -> str:
    """A difference in words, `lead_time in family: shorter by 27 days (24 to 30)`; unclear if its interval holds 0."""
    name = _name(row)
    mean, low, high = row["mean"], row.get("low"), row.get("high")
    less, more = _directions(row["unit"])
    if low is None or high is None:
        return f"{name}: {less if mean < 0 else more} by {_amount(abs(mean), 0, row['unit'])} in one pair, ask for more"
    half = (high - low) / 2
    if low == high == 0:
        return f"{name}: no difference"
    if low <= 0 <= high:
        return (
            f"{name}: unclear, between {_amount(-low, half, row['unit'])} {less} "
            f"and {_amount(high, half, row['unit'])} {more}"
        )
    small, large = sorted((abs(low), abs(high)))
    return (
        f"{name}: {less if mean < 0 else more} by {_amount(abs(mean), half, row['unit'])} "
        f"({number(small, half, row['unit'])} to {number(large, half, row['unit'])})"
    )


def measure_lines(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Cells for a table of measures: name, statistic, group, mean, interval, unit."""
    lines = []
    for row in rows:
        half = (row["high"] - row["low"]) / 2 if "low" in row else 0.0
        between = ""
        if "low" in row:
            between = f"{number(row['low'], half, row['unit'])} to {number(row['high'], half, row['unit'])}"
        group = ", ".join(f"{key} {value}" for key, value in row["group"].items())
        mean = number(row["mean"], half, row["unit"])
        lines.append([row["measure"], row["statistic"], group, mean, between, _unit(row["unit"])])
    return lines


def print_table(heads: Sequence[str], lines: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table on standard output; where that is no terminal, nothing is cut or wrapped."""
    if not sys.stdout.isatty() or len(lines) > LONG:
        widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
        for line in (heads, *lines):
            cells = [
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            print("  ".join(cells).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in right else "left")
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    console = Console(highlight=False)
    with console.capture() as capture:
        console.print(table)
    print("\n".join(line.rstrip() for line in capture.get().rstrip().split("\n")))


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda made: None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("replications"),
        bars.TimeElapsedColumn(),
        bars.TextColumn("{task.fields[left]}"),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, left="")

        def show(made: Progress) -> None:
            left = ""
            if made.fresh and made.done < made.of:
                left = f"about {_duration(made.seconds / made.fresh * (made.of - made.done))} left"
            bar.update(task, completed=made.done, total=made.of, left=left)

        yield show


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _name(row: dict[str, Any]) -> str:
    statistic = "" if row["statistic"] in ("mean", "total", "share") else f" ({row['statistic']})"
    return row["measure"] + statistic + "".join(f" in {value}" for value in row["group"].values())


def _directions(unit: str) -> tuple[str, str]:
    return ("shorter", "longer") if unit in TIMES else ("lower", "higher")


def _unit(unit: str) -> str:
    return "%" if unit == "share" else unit


def _amount(value: float, half: float, unit: str) -> str:
    return f"{number(value, half, unit)} {'percentage points' if unit == 'share' else unit}"


def number(value: float, half: float, unit: str) -> str:
    """As many decimals as the interval is worth, shares in per cent."""
    if unit == "share":
        value, half = 100 * value, 100 * half
    size = half if half > 0 else abs(value) / 20
    decimals = 0 if size >= 2 or size == 0 else min(max(-math.floor(math.log10(1.001 * size)), 1), 4)
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "") if float(text.replace(",", "")) == 0 else text
