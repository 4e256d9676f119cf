"""Questions are answered from what is kept, pair by pair, and stop when they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.study.questions import Precision, Question, Replications, StudyError
from simulation.study.runs import Progress, Tally, answer, so_far
from simulation.study.workers import Cluster, InProcess, Task
from tests.study.stub import PaperStore, PaperView, desk, killing_its_worker_once, out_of_luck, queue_at_a_desk, slowly


def ask(question: Question, store: PaperStore, **more):
    return answer(question, store, InProcess(), **({"work": queue_at_a_desk} | more))


def test_a_run_brings_a_mean_with_an_interval_around_it(tmp_path: Path, store: PaperStore) -> None:
    found = ask(Question(desk(tmp_path), stop=Replications(5)), store)
    assert found.complete and found.replications == 5 and found.differences is None
    office, team = found.measures
    assert office["group"] == {} and team["group"] == {"team": "desk"}
    assert office["low"] < office["mean"] < office["high"]


def test_one_replication_has_a_mean_and_claims_no_interval(tmp_path: Path, store: PaperStore) -> None:
    found = ask(Question(desk(tmp_path), stop=Replications(1)), store)
    assert next(sorted(row) for row in found.measures) == ["group", "mean", "measure", "statistic", "unit"]


def test_more_replications_compute_only_what_is_missing(tmp_path: Path, store: PaperStore) -> None:
    ask(Question(desk(tmp_path), stop=Replications(3)), store)
    ask(Question(desk(tmp_path), stop=Replications(5)), store)
    assert len(store.published) == 5


def test_an_asked_question_is_answered_from_the_store(tmp_path: Path, store: PaperStore) -> None:
    first = ask(Question(desk(tmp_path), stop=Replications(3)), store)
    again = ask(Question(desk(tmp_path), stop=Replications(3)), store, work=out_of_luck)
    assert again.measures == first.measures and again.run == first.run


def test_a_what_if_without_changes_differs_by_exactly_nothing(tmp_path: Path, store: PaperStore) -> None:
    found = ask(Question(desk(tmp_path), desk(tmp_path), stop=Replications(4)), store)
    assert found.differences and {(row["mean"], row["low"], row["high"]) for row in found.differences} == {(0, 0, 0)}
    assert len(store.published) == 4, "what both share is computed once"


def test_pairs_arrive_early_and_share_their_seed(tmp_path: Path, store: PaperStore) -> None:
    seen: list[tuple[int, int]] = []

    class Watching(InProcess):
        def replications(self, tasks, cancelled, work):
            def noted():
                for task in tasks:
                    seen.append((task.side, task.seed))
                    yield task

            return super().replications(noted(), cancelled, work)

    question = Question(desk(tmp_path, 2), desk(tmp_path), seed=7, stop=Replications(3))
    found = answer(question, store, Watching(), work=queue_at_a_desk)
    assert seen == [(0, 7), (1, 7), (0, 8), (1, 8), (0, 9), (1, 9)]
    assert found.differences and found.differences[0]["mean"] < 0, "two heads wait less"


def test_a_cancelled_run_keeps_what_arrived_and_goes_on_from_there(tmp_path: Path, store: PaperStore) -> None:
    question = Question(desk(tmp_path), stop=Replications(6))
    found = ask(question, store, cancelled=lambda: len(store.published) >= 2)
    assert not found.complete and found.replications == 2 and store.runs() == []
    assert so_far(question, store).replications == 2
    made: list[Progress] = []
    assert ask(question, store, progress=made.append).complete
    assert (made[0].done, made[0].of) == (2, 6) and made[-1].fresh == 4 and len(store.published) == 6


def test_a_run_stops_when_it_is_precise_and_stays_so(tmp_path: Path, store: PaperStore) -> None:
    stop = Precision(0.2, measure="waiting_time", most=400)
    found = ask(Question(desk(tmp_path), stop=stop), store)
    row = found.measures[0]
    assert (row["high"] - row["low"]) / 2 <= 0.2 * row["mean"]
    assert 10 <= found.replications < 400
    assert store.runs()[0].notes == {"precision_reached": True}


def test_a_precision_is_the_same_answer_whatever_is_kept_already(tmp_path: Path, store: PaperStore) -> None:
    stop = Precision(0.3, most=300)
    fresh = ask(Question(desk(tmp_path), stop=stop), store)
    longer = PaperStore(tmp_path)
    ask(Question(desk(tmp_path), stop=Replications(300)), longer)
    assert ask(Question(desk(tmp_path), stop=stop), longer).to_dict()["measures"] == fresh.measures


def test_what_is_kept_already_is_read_once_for_a_precision(
    tmp_path: Path, store: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question(desk(tmp_path, 2), desk(tmp_path), stop=Precision(0.001, most=40))
    ask(Question(question.scenario, question.against, stop=Replications(40)), store)
    read: list[int] = []
    measures = PaperView.measures
    monkeypatch.setattr(PaperView, "measures", lambda view: read.append(1) or measures(view))
    tally = Tally(question, store)
    assert (tally.done, tally.number, tally.complete) == (80, 40, True) and len(read) == 2, "once a side"


def test_what_another_question_publishes_meanwhile_counts(tmp_path: Path, store: PaperStore) -> None:
    question = Question(desk(tmp_path, 2), desk(tmp_path), stop=Replications(4))

    def beside_another(scenario: str, seed: int):
        if seed == 1:
            for side in (0, 1):
                kept = queue_at_a_desk(question.sides[side].to_json(), 4)
                store.kept[question.key(side, 4)] = kept
        return queue_at_a_desk(scenario, seed)

    made: list[Progress] = []
    found = ask(question, store, work=beside_another, progress=made.append)
    assert found.complete and found.replications == 4
    assert len(store.published) == 6 and made[-1].done == 8


def test_a_precision_out_of_reach_stops_at_the_most_and_says_so(tmp_path: Path, store: PaperStore) -> None:
    found = ask(Question(desk(tmp_path), stop=Precision(0.001, most=12)), store)
    assert found.replications == 12 and store.runs()[0].notes == {"precision_reached": False}


def test_a_measure_without_data_cannot_be_made_precise(tmp_path: Path, store: PaperStore) -> None:
    with pytest.raises(StudyError, match="decision_time has no data"):
        ask(Question(desk(tmp_path), stop=Precision(0.1, measure="decision_time")), store)


def test_the_name_of_a_run_is_its_content_and_not_its_names(tmp_path: Path) -> None:
    one, two = desk(tmp_path), desk(tmp_path, 2)
    assert Question(one).run == Question(desk(tmp_path)).run
    assert len({Question(one).run, Question(two).run, Question(one, seed=2).run}) == 3
    assert Question(one).run != Question(one, stop=Replications(11)).run
    assert Question(two, one).against_run == Question(one).run, "a base alone and in a pair are one run"


def test_a_question_survives_as_text(tmp_path: Path) -> None:
    for stop in (Replications(4), Precision(0.05, "lead_time", "median", 6, 60)):
        question = Question(desk(tmp_path, 2), desk(tmp_path), 9, stop)
        again = Question.from_json(question.to_json())
        assert (again.ticket, again.stop, again.seed) == (question.ticket, stop, 9)


@pytest.mark.parametrize("bad", [0, -1, 10**9])
def test_an_impossible_number_of_replications_is_refused(bad: int) -> None:
    with pytest.raises(ValueError, match="replications: must be between"):
        Replications(bad)


@pytest.mark.parametrize("bad", [0.0, -0.1, 1.0, float("nan")])
def test_an_impossible_precision_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="precision"):
        Precision(bad)


def test_two_workers_and_this_process_give_the_same_bytes(tmp_path: Path, store: PaperStore) -> None:
    question = Question(desk(tmp_path), stop=Replications(4))
    ask(question, store)
    other = PaperStore(tmp_path)
    with Cluster(2) as pool:
        answer(question, other, pool, work=queue_at_a_desk)
        loaded = pool.loaded()
        niceness = pool.niceness()
        addresses = pool.addresses()
    assert {key: one.hashes for key, one in other.kept.items()} == {key: one.hashes for key, one in store.kept.items()}
    assert not loaded & {"dash", "plotly", "flask", "dash_mantine_components"}
    assert min(niceness) >= 10
    assert all(address.startswith("tls://127.0.0.1:") for address in addresses)


def test_workers_that_are_slow_to_die_spoil_no_answer() -> None:
    class Slow:
        asked = 0

        def close(self, timeout: float) -> None:
            self.asked += 1
            raise TimeoutError

    pool, parts = Cluster(1), (Slow(), Slow())
    pool._open, pool._local = parts
    pool.close()
    assert [part.asked for part in parts] == [1, 1] and not pool.started


def test_a_failing_replication_is_one_line_that_names_its_seed(tmp_path: Path, store: PaperStore) -> None:
    with Cluster(1) as pool, pytest.raises(StudyError, match="seed 5 failed: ZeroDivisionError: no luck"):
        answer(Question(desk(tmp_path), seed=5, stop=Replications(1)), store, pool, work=out_of_luck)


def test_a_cluster_that_has_nothing_to_do_starts_no_process(tmp_path: Path, store: PaperStore) -> None:
    question = Question(desk(tmp_path), stop=Replications(2))
    ask(question, store)
    with Cluster(2) as pool:
        answer(question, store, pool, work=slowly)
        assert not pool.started


def test_a_worker_that_dies_at_a_replication_costs_a_retry(tmp_path: Path, store: PaperStore) -> None:
    from simulation.scenario import changed

    marked = changed(desk(tmp_path), {"office.name": {"de": "x", "en": str(tmp_path / "mark")}})
    tasks = [Task(0, number, marked.to_json(), number) for number in (1, 2, 3, 4)]
    with Cluster(1) as pool:
        arrived = {task.seed for task, _ in pool.replications(iter(tasks), lambda: False, killing_its_worker_once)}
    assert arrived == {1, 2, 3, 4} and (tmp_path / "mark").exists()
