"""A race claims no more than its replications allow, and does not care who is named first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from simulation.study.places import By, Race
from simulation.study.questions import StudyError
from simulation.study.race import Policy, questions, race
from simulation.study.ranking import Entrant, default_by, ranked
from simulation.study.statistics import holm, interval, p_value, paired
from simulation.study.workers import InProcess
from tests.study.stub import PaperStore, desk, frame, out_of_luck, queue_at_a_desk

WAIT = By("waiting_time", "mean", "lower")


def entrant(name: str, waits: list[float], **others: list[float]) -> Entrant:
    return Entrant(name, f"run-{name}", frame({"waiting_time": waits, **others}))


def crowd(seed: int, policies: int, replications: int, better: float = 0.0) -> list[Entrant]:
    """Policies that share what happens on each day and differ by chance; the first is better."""
    rng = np.random.default_rng(seed)
    days = rng.normal(100, 30, replications)
    waits = days + rng.normal(0, 1, (policies, replications))
    waits[0] -= better
    return [entrant("abcdefgh"[k], list(values)) for k, values in enumerate(waits)]


def verdicts(found: Race) -> dict[str, str]:
    return {one.name: one.verdict for one in found.places}


def run(policies: list[Policy], store: PaperStore, **more) -> Race:
    return race(policies, store, InProcess(), **({"work": queue_at_a_desk, "replications": 6} | more))


def test_more_heads_win_against_the_same_people(tmp_path: Path, store: PaperStore) -> None:
    policies = [Policy(f"{heads} heads", desk(tmp_path, heads)) for heads in (1, 2, 3)]
    found = run(policies, store, replications=12)
    assert [one.name for one in found.places] == ["3 heads", "2 heads", "1 heads"] and found.decided
    for one in found.places[1:]:
        assert one.verdict == "worse" and 0 < one.gap.low <= one.gap.mean <= one.gap.high
    assert len(store.published) == 36 and {one.seed for one in store.runs()} == {1}


def test_what_the_store_has_is_not_computed_again(tmp_path: Path, store: PaperStore) -> None:
    policies = [Policy("one", desk(tmp_path)), Policy("two", desk(tmp_path, 2))]
    first = run(policies, store)
    assert run(policies, store, work=out_of_luck) == first
    steps: list[tuple[int, int]] = []
    run(
        [*policies, Policy("three", desk(tmp_path, 3))], store, progress=lambda made: steps.append((made.done, made.of))
    )
    assert steps[0] == (6, 18) and steps[-1] == (18, 18) and steps == sorted(steps)


def test_one_policy_under_two_names_is_the_same_and_not_unclear(tmp_path: Path, store: PaperStore) -> None:
    found = run([Policy("z", desk(tmp_path)), Policy("a", desk(tmp_path))], store)
    assert verdicts(found) == {"a": "best", "z": "same"} and found.decided
    twin = found.places[1]
    assert (twin.rank, twin.gap.mean, twin.gap.low, twin.gap.high) == (1, 0, 0, 0)
    assert len(store.published) == 6


def test_a_twin_makes_nothing_less_certain() -> None:
    two = crowd(3, 2, 8, better=1.5)
    alone, beside = ranked(two, WAIT), ranked([*two, Entrant("twin", "run", two[1].measures)], WAIT)
    assert beside.places[1].gap == alone.places[1].gap and beside.places[1].p == alone.places[1].p


def test_the_order_in_which_policies_are_named_does_not_matter() -> None:
    four = crowd(5, 4, 6, better=2.0)
    assert len({repr(ranked(order, WAIT)) for order in permutations(four)}) == 1


@pytest.mark.parametrize("policies", [2, 5, 8])
def test_among_equals_a_difference_is_claimed_in_no_more_than_one_race_of_twenty(policies: int) -> None:
    claimed = sum(len(ranked(crowd(seed, policies, 6), WAIT).may_be_best) < policies for seed in range(400))
    assert claimed / 400 <= 0.05 + 2.6 * (0.05 * 0.95 / 400) ** 0.5


def test_the_true_best_stays_in_the_race_as_often_as_it_says() -> None:
    kept = sum("a" in [one.name for one in ranked(crowd(s, 6, 5, 0.5), WAIT).may_be_best] for s in range(400))
    assert kept / 400 >= 0.95


def test_pairs_find_a_winner_where_two_intervals_overlap() -> None:
    found = ranked(crowd(1, 2, 12, better=4.0), WAIT)
    best, other = found.places
    assert best.name == "a" and best.over.high > other.over.low and other.verdict == "worse"


def test_holm_counts_all_pairs_because_the_data_choose_the_best() -> None:
    three = crowd(2, 3, 6, better=3.0)
    columns = {one.name: one.measures["number"].to_list() for one in three}
    raw = {pair: p_value([x - y for x, y in zip(columns[pair[0]], columns[pair[1]], strict=True)])
           for pair in ("ab", "ac", "bc")}  # fmt: skip
    adjusted = dict(zip(raw, holm(list(raw.values())), strict=True))
    found = {one.name: one.p for one in ranked(three, WAIT).places}
    assert (found["b"], found["c"]) == (adjusted["ab"], adjusted["ac"])


@pytest.mark.parametrize("seed", range(40))
def test_a_gap_leaves_out_zero_exactly_if_holm_is_sure(seed: int) -> None:
    for one in ranked(crowd(seed, 5, 6, better=1.5), WAIT).places[1:]:
        assert one.gap.excludes(0) == (one.verdict == "worse") == (one.p <= 0.05)


def test_two_policies_are_an_ordinary_pair() -> None:
    best, other = [5.0, 7.0, 4.0], [6.0, 7.5, 6.5]
    found = ranked([entrant("a", best), entrant("b", other)], WAIT)
    assert found.places[1].gap == paired(other, best) and found.places[1].over == interval(other)


def test_higher_is_better_when_it_is_said_so() -> None:
    two = crowd(1, 2, 8, better=4.0)
    assert ranked(two, By("waiting_time", "mean", "higher")).best.name == "b"


def test_one_replication_decides_nothing_and_asks_for_more() -> None:
    found = ranked([entrant("a", [1.0]), entrant("b", [2.0])], WAIT)
    assert not found.decided and found.wanted is None and len(found.may_be_best) == 2


def test_the_forecast_of_an_unclear_race_is_what_settles_it_at_the_same_spread() -> None:
    gaps = [2.0, -1.0, 1.5, -0.5, 1.0]
    early = ranked([entrant("a", [0.0] * 5), entrant("b", gaps)], WAIT)
    assert not early.decided and early.wanted and 5 < early.wanted < 40
    times = -(-early.wanted // 5)
    assert ranked([entrant("a", [0.0] * 5 * times), entrant("b", gaps * times)], WAIT).decided
    hopeless = ranked([entrant("a", [0.0] * 5), entrant("b", [10.0, -9.9, 10.0, -9.9, 0.1])], WAIT)
    assert not hopeless.decided and hopeless.wanted is None


def test_other_measures_stand_beside_in_the_order_of_the_places() -> None:
    found = ranked(
        [entrant("a", [3.0, 3.5], lead_time=[1.0, 1.0]), entrant("b", [1.0, 1.5], lead_time=[2.0, 3.0]),
         entrant("c", [2.0, 2.2])], WAIT)  # fmt: skip
    lead = next(line for line in found.lines if line.measure == "lead_time")
    assert [one.name for one in found.places] == ["b", "c", "a"]
    assert [over and over.mean for over in lead.over] == [2.5, None, 1.0]
    assert [gap and gap.mean for gap in lead.gaps] == [0.0, None, -1.5]


def test_a_statistic_may_have_a_unit_of_its_own() -> None:
    def two(name: str) -> Entrant:
        share = frame({"waiting_time": [0.5, 0.6]}).with_columns(statistic=pl.lit("share"), unit=pl.lit("share"))
        return Entrant(name, name, pl.concat([frame({"waiting_time": [1.0, 2.0]}), share]))

    found = ranked([two("a"), two("b")], By("waiting_time", "share", "higher"))
    assert found.unit == "share" and [line.unit for line in found.lines] == ["minutes", "share"]


def test_a_group_is_raced_by_its_own_numbers() -> None:
    two = [
        Entrant(
            name, name, pl.concat([frame({"waiting_time": [1.0, 1.0]}), frame({"waiting_time": t}, "team", "desk")])
        )
        for name, t in (("a", [5.0, 6.0]), ("b", [2.0, 3.0]))
    ]
    assert ranked(two, By("waiting_time", "mean", "lower", "team", "desk")).best.name == "b"
    assert verdicts(ranked(two, WAIT)) == {"a": "best", "b": "same"}


def test_only_replications_that_all_have_are_compared() -> None:
    found = ranked([entrant("a", [1.0, 2.0, 9.0]), entrant("b", [2.0, 3.1])], WAIT)
    assert found.replications == 2 and found.places[0].over.mean == 1.5


def test_without_data_there_is_no_race() -> None:
    two = [entrant("a", [1.0, 2.0], access_time=[1.0, 2.0]), entrant("b", [1.0, 2.0])]
    with pytest.raises(StudyError, match="b: access_time mean has no data"):
        ranked(two, By("access_time", "mean", "lower"))
    assert default_by(two) == WAIT and default_by(two, "higher").better == "higher"
    with pytest.raises(StudyError, match="name what to rank by"):
        default_by([Entrant(name, name, frame({"backlog": [1.0]})) for name in "ab"])


@pytest.mark.parametrize(("number", "named"), [(1, "at least two"), (9, "at most 8 policies, here are 9")])
def test_two_to_eight_policies_race(tmp_path: Path, number: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        questions([Policy(str(k), desk(tmp_path)) for k in range(number)])


def test_policies_of_other_days_do_not_meet_the_same_people(tmp_path: Path) -> None:
    from simulation.scenario import changed

    longer = changed(desk(tmp_path), {"office.days": 6})
    with pytest.raises(ValueError, match="long: is of 6 days from 2025-03-17, short of 5"):
        questions([Policy("short", desk(tmp_path)), Policy("long", longer)])
    with pytest.raises(ValueError, match="short: named twice"):
        questions([Policy("short", desk(tmp_path)), Policy("short", desk(tmp_path))])


def test_a_race_is_one_json_document_without_infinities() -> None:
    import json

    for waits in ([1.0], [1.0, 2.0]):
        found = ranked([entrant("a", waits), entrant("b", [3.0, 5.0])], WAIT).to_dict()
        json.dumps(found, allow_nan=False)
        assert ("low" in found["policies"][0]) == (len(waits) > 1)
