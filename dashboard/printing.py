"""What the command prints: a table for a person, CSV, or one JSON document."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.study.questions import Question
    from simulation.study.runs import Answer


def print_answer(found: Answer, asked: Question) -> None:
    """The measures of an answer, and in sentences how they differ from the base."""
    from dashboard.terminal import headlines, sentence
    from simulation.study.questions import Precision

    teams = _changed_teams(asked)
    print(f"{found.run}: {found.scenario}, {found.replications} replications from seed {found.seed}")
    print_measures(headlines(found.measures, teams))
    if isinstance(asked.stop, Precision) and found.replications == asked.stop.most:
        print(f"{asked.stop.most} replications are the most, the precision asked for may not be reached.")
    if found.differences is None:
        return
    print(f"\nAgainst {found.against} ({found.against_run}), pair by pair, with 95 % intervals:")
    for row in headlines(found.differences, teams):
        print(sentence(row))


def _changed_teams(asked: Question) -> list[str]:
    """Teams that one side changes and the other does not, or not in the same way."""
    before = {} if asked.against is None else dict(asked.against.changes)
    after = dict(asked.scenario.changes)
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return list(dict.fromkeys(path.split(".")[1] for path in paths if path.startswith("teams.")))


def print_measures(found: list[dict[str, Any]]) -> None:
    """Rows as a table."""
    from dashboard.terminal import measure_lines

    heads = ["measure", "statistic", "group", "mean", "95 % interval", "unit"]
    table(heads, measure_lines(found), right=(3, 4))


def print_csv(found: list[dict[str, Any]], keys: list[str]) -> None:
    """Rows as CSV, a column a group key."""
    import csv

    groups = [*dict.fromkeys([*keys, *(key for row in found for key in row["group"])])]
    heads = ["measure", "statistic", *groups, "unit", "mean", "low", "high"]
    writer = csv.DictWriter(sys.stdout, heads, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | row["group"] for row in found)


def print_json(document: dict[str, Any]) -> None:
    """One JSON document; NaN is an error, not an output."""
    print(json.dumps(document, ensure_ascii=False, allow_nan=False))


def table(heads: list[str], lines: list[list[str]], right: tuple[int, ...] = ()) -> None:
    """A table for a person; `right` are the columns of numbers."""
    from dashboard.terminal import print_table

    print_table(heads, lines, right)


def cell(value: Any) -> str:
    """A cell; empty for nothing."""
    return "" if value is None else str(value)


def english(words: Any) -> str:
    """The English of a pair of words."""
    return words if isinstance(words, str) else str(words.get("en") or next(iter(words.values()), ""))


def say(line: str) -> None:
    """One line on standard error, never wrapped."""
    print(" ".join(line.split()), file=sys.stderr, flush=True)
