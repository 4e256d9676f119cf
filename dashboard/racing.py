"""The command `terminwerk race`: the same people against up to eight policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.options import (
    STORE,
    Format,
    FormatOption,
    ReplicationsOption,
    SchedulerOption,
    SeedOption,
    StoreOption,
    Way,
    WorkersOption,
)
from dashboard.printing import print_json, table
from dashboard.running import computing
from dashboard.typed import BadInput, by_of, policies, stop_of

if TYPE_CHECKING:
    from simulation.study.places import Line, Race

SHOWN = 14  # measures side by side; the JSON has all


def race(
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="Two to eight files or ids.")],
    by: Annotated[
        str, typer.Option(metavar="MEASURE[:STATISTIC[:KEY=VALUE]]", help="Rank by lead_time:median:team=family.")
    ] = "",
    better: Annotated[Way | None, typer.Option(help="Which way is better, where the measure does not say.")] = None,
    replications: ReplicationsOption = None,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    store: StoreOption = STORE,
    format: FormatOption = Format.text,
) -> None:
    """Rank two to eight scenarios that meet the same people; says who wins, and what cannot be told apart."""
    from dashboard.interrupts import interrupts

    with interrupts() as stop:
        from simulation.results import Store
        from simulation.study.race import questions, race

        entered = policies(scenarios)
        way: Any = better.value if better else None
        decided_by = by_of(by, way, entered)
        number = stop_of(replications, None).most
        try:
            questions(entered, number, seed)
        except ValueError as error:
            raise BadInput(str(error)) from error
        with computing("race", workers, scheduler) as (pool, show):
            found = race(
                entered,
                Store(store),
                pool,
                decided_by,
                better=way,
                replications=number,
                seed=seed,
                progress=show,
                stop=stop,
            )
        if format is Format.json:
            print_json(found.to_dict() | {"said": _verdict(found)})
        else:
            print_race(found)


def print_race(race: Race) -> None:
    """Who wins in a sentence, the ranking, and the other measures side by side."""
    from dashboard.words import Words
    from dashboard.words.races import gap_said, value_said

    words = Words("en")
    print(
        f"{len(race.places)} policies, {race.replications} replications each from seed {race.seed}, "
        f"by {race.by} ({race.by.better} is better)\n"
    )
    lines = []
    for one in race.places:
        gap = gap_said(words, race, one)
        said = ["best" if race.decided else "ahead", ""] if one is race.best else [gap.words, gap.interval]
        lines.append([str(one.rank), one.name, value_said(words, one.over.mean, race), *said, one.run])
    table(["rank", "policy", race.by.measure, f"than {race.best.name}", "interval", "run"], lines, right=(0, 2))
    print(f"\n{_verdict(race)}\nIntervals of 95 % of differences pair by pair, by Holm over all pairs.\n")
    heads = ["measure", "statistic", *(one.name for one in race.places)]
    table([*heads, "unit"], [_cells(line) for line in _headlines(race)], right=tuple(range(2, len(heads))))


def _headlines(race: Race) -> list[Line]:
    """The measures that a person reads first."""
    from dashboard.terminal import HEADLINES

    by_name = {(line.measure, line.statistic): line for line in race.lines}
    first = [by_name[name] for name in HEADLINES if name in by_name]
    return (first or list(race.lines))[:SHOWN]


def _cells(line: Line) -> list[str]:
    from dashboard.terminal import number

    gaps = [gap.half_width for gap in line.gaps if gap and gap.finite]
    half = min((one for one in gaps if one), default=0.0)
    means = ["" if over is None else number(over.mean, half, line.unit) for over in line.over]
    return [line.measure, line.statistic, *means, "%" if line.unit == "share" else line.unit]


def _verdict(race: Race) -> str:
    from dashboard.words import Words
    from dashboard.words.races import verdict

    return verdict(Words("en"), race).replace("**", "")
