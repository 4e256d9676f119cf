"""What a person reads on the command line: a sentence a difference, numbers as exact as they are."""

from __future__ import annotations

import pytest

from dashboard.terminal import headlines, measure_lines, sentence


def row(measure: str, unit: str, mean: float, low: float, high: float, **group: str) -> dict:
    return {
        "measure": measure,
        "statistic": "mean",
        "group": group,
        "unit": unit,
        "mean": mean,
        "low": low,
        "high": high,
    }


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (
            row("lead_time", "days", -27.1, -30.2, -24.0, team="family"),
            "lead_time in family: shorter by 27 days (24 to 30)",
        ),
        (row("lead_time", "days", 6.2, 4.84, 7.56), "lead_time: longer by 6.2 days (4.8 to 7.6)"),
        (row("lead_time", "days", 1.0, -2.0, 4.0), "lead_time: unclear, between 2 days shorter and 4 days longer"),
        (row("utilisation", "share", -0.04, -0.05, -0.03), "utilisation: lower by 4.0 percentage points (3.0 to 5.0)"),
        (row("backlog", "cases", -1234.0, -1300.0, -1168.0), "backlog: lower by 1,234 cases (1,168 to 1,300)"),
        (row("lead_time", "days", 0.0, 0.0, 0.0), "lead_time: no difference"),
    ],
)
def test_a_difference_is_one_sentence(difference: dict, words: str) -> None:
    assert sentence(difference) == words


def test_one_pair_makes_no_claim_of_an_interval() -> None:
    lonely = {"measure": "lead_time", "statistic": "mean", "group": {}, "unit": "days", "mean": -3.0}
    assert sentence(lonely) == "lead_time: shorter by 3.0 days in one pair, ask for more"


def test_the_headlines_are_the_office_and_then_the_teams_that_changed() -> None:
    rows = [row("lead_time", "days", 1, 0, 2, team=name) for name in ("family", "returns")]
    rows += [row("lead_time", "days", 1, 0, 2), row("lead_time", "days", 1, 0, 2, service="visa")]
    assert [one["group"] for one in headlines(rows, ["family"])] == [{}, {"team": "family"}]


def test_numbers_show_as_many_digits_as_their_interval_is_worth() -> None:
    lines = measure_lines(
        [row("lead_time", "days", 123.456, 120.1, 126.8), row("utilisation", "share", 0.951, 0.95, 0.952)]
    )
    assert lines[0][3:] == ["123", "120 to 127", "days"]
    assert lines[1][3:] == ["95.1", "95.0 to 95.2", "%"]
