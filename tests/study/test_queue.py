"""The queue is fair, outlives the processes that work on it, and forgets nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from simulation.study import database
from simulation.study import queue as queues
from simulation.study.asking import Cancelled, answer_here
from simulation.study.database import connect
from simulation.study.drafts import Drafts
from simulation.study.questions import Question, Replications
from simulation.study.queue import Queue
from simulation.study.workers import InProcess
from tests.study.stub import PaperStore, desk, out_of_luck, queue_at_a_desk, slowly


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "store")


def question(folder: Path, seed: int) -> Question:
    return Question(desk(folder), seed=seed, stop=Replications(3))


def test_owners_take_turns_and_have_one_run_at_a_time(tmp_path: Path, queue: Queue) -> None:
    asked = {"anna": (1, 2, 3), "bert": (4, 5), "cem": (6,)}
    for owner, seeds in asked.items():
        for seed in seeds:
            queue.ask(question(tmp_path, seed), owner)
    served = []
    while (claimed := queue.claim()) is not None:
        assert queue.claim() is None, "one at once is enough"
        served.append(claimed[0].owner)
        queue.end(claimed[0].ticket, "done")
    assert served == ["anna", "bert", "cem", "anna", "bert", "anna"]


def test_an_owner_waits_for_the_own_run_even_when_there_is_room(tmp_path: Path, queue: Queue) -> None:
    for seed in (1, 2):
        queue.ask(question(tmp_path, seed), "anna")
    queue.ask(question(tmp_path, 3), "bert")
    assert [queue.claim(at_once=5)[0].owner, queue.claim(at_once=5)[0].owner] == ["anna", "bert"]
    assert queue.claim(at_once=5) is None


def test_the_same_question_is_one_entry(tmp_path: Path, queue: Queue) -> None:
    one = queue.ask(question(tmp_path, 1), "anna")
    two = queue.ask(question(tmp_path, 1), "bert")
    assert one.ticket == two.ticket and two.owner == "anna" and len(queue.entries()) == 1


def test_a_cancelled_question_waits_again_when_it_is_asked_again(tmp_path: Path, queue: Queue) -> None:
    ticket = queue.ask(question(tmp_path, 1), "anna").ticket
    assert [entry.state for entry in queue.cancel(ticket)] == ["cancelled"]
    assert queue.claim() is None
    assert queue.ask(question(tmp_path, 1), "anna").state == "waiting"


def test_only_its_owner_cancels_a_question_when_an_owner_is_named(tmp_path: Path, queue: Queue) -> None:
    ticket = queue.ask(question(tmp_path, 1), "anna").ticket
    assert queue.cancel(ticket, owner="bert") == []
    assert queue.get(ticket).state == "waiting"


def test_a_running_question_hears_that_it_is_cancelled(tmp_path: Path, queue: Queue) -> None:
    queue.ask(question(tmp_path, 1), "anna")
    entry, _ = queue.claim()
    assert not queue.beat(entry.ticket)
    queue.cancel(entry.run)
    assert queue.beat(entry.ticket)


def test_progress_gives_the_rest_of_the_time(tmp_path: Path, queue: Queue) -> None:
    queue.ask(question(tmp_path, 1), "anna")
    entry, _ = queue.claim()
    assert entry.seconds_left() is None
    queue.progress(entry.ticket, done=2, of=3, fresh=1)
    now = queue.get(entry.ticket)
    assert (now.done, now.of) == (2, 3) and now.seconds_left() >= 0


def test_what_a_dead_runner_left_waits_for_the_next_and_a_dead_command_is_told(tmp_path: Path, queue: Queue) -> None:
    left = queue.ask(question(tmp_path, 1), "anna")
    queue.claim()
    mine = queue.begin(question(tmp_path, 2))
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    with connect(tmp_path / "store") as db:
        here = queues.me().split("/")[0]
        db.execute("UPDATE entries SET runner = ?", (f"{here}/{int(gone.stdout)}/1",))
    assert queue.requeue() == 2
    assert queue.get(left.ticket).state == "waiting"
    assert queue.get(mine.ticket).state == "failed" and "goes on" in queue.get(mine.ticket).message
    assert queue.claim()[0].ticket == left.ticket


def test_the_living_are_not_requeued_and_silent_ones_elsewhere_are(tmp_path: Path, queue: Queue) -> None:
    queue.ask(question(tmp_path, 1), "anna")
    entry, _ = queue.claim()
    assert queue.requeue() == 0
    with connect(tmp_path / "store") as db:
        db.execute("UPDATE entries SET runner = 'other-host/1/1', heartbeat = heartbeat - 30")
    assert queue.requeue() == 0, "half a minute is no death"
    with connect(tmp_path / "store") as db:
        db.execute("UPDATE entries SET heartbeat = heartbeat - 60")
    assert queue.requeue() == 1 and queue.get(entry.ticket).state == "waiting"


def test_a_process_id_that_was_given_again_is_not_the_same_process(tmp_path: Path, queue: Queue) -> None:
    queue.ask(question(tmp_path, 1), "anna")
    queue.claim()
    with connect(tmp_path / "store") as db:
        db.execute("UPDATE entries SET runner = ?", (queues.me().rsplit("/", 1)[0] + "/12",))
    assert queue.requeue() == 1


def test_threads_that_claim_together_never_get_the_same_question(tmp_path: Path, queue: Queue) -> None:
    for seed in range(1, 9):
        queue.ask(question(tmp_path, seed), f"owner {seed}")
    claimed: list[str] = []

    def claim() -> None:
        while (found := queue.claim(at_once=99)) is not None:
            claimed.append(found[0].ticket)

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == len(set(claimed)) == 8


def test_a_command_keeps_its_entry_from_begin_to_end(tmp_path: Path, store: PaperStore) -> None:
    asked = question(tmp_path, 1)
    states: list[str] = []
    answer_here(
        asked,
        store,
        InProcess(),
        lambda made: states.append(Queue(store.path).get(asked.ticket).state),
        work=queue_at_a_desk,
    )
    assert set(states) == {"running"} and Queue(store.path).get(asked.ticket).state == "done"


def at_once(folder: Path, store: PaperStore, work=queue_at_a_desk) -> tuple[threading.Thread, list]:
    """The question answered by a thread: what it found, or why not."""
    found: list = []

    def run() -> None:
        try:
            found.append(answer_here(question(folder, 1), store, InProcess(), work=work))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def test_the_same_question_twice_at_once_is_computed_once_and_answered_twice(
    tmp_path: Path, store: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.study.asking.BEAT_SECONDS", 0.01)
    began = threading.Event()

    def work(scenario: str, seed: int):
        began.set()
        return slowly(scenario, seed)

    thread, first = at_once(tmp_path, store, work)
    assert began.wait(10)
    told: list[tuple[int, int]] = []
    second = answer_here(
        question(tmp_path, 1), store, InProcess(), lambda made: told.append((made.done, made.of)), work=out_of_luck
    )
    thread.join(10)
    assert second.complete and first[0].measures == second.measures and len(store.published) == 3
    assert told[0] < told[-1] == (3, 3) and Queue(store.path).get(second.run).state == "done"


def other_process(store: PaperStore, asked: Question) -> subprocess.Popen:
    """A process that holds the question and computes nothing."""
    holder = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    Queue(store.path).begin(asked)
    with connect(store.path) as db:
        here = queues.me().split("/")[0]
        db.execute("UPDATE entries SET runner = ?", (f"{here}/{holder.pid}/{queues._born(holder.pid)}",))
    return holder


def test_who_waits_for_a_question_takes_it_over_when_its_process_dies(
    tmp_path: Path, store: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.study.asking.BEAT_SECONDS", 0.01)
    holder = other_process(store, question(tmp_path, 1))
    thread, found = at_once(tmp_path, store)
    thread.join(0.2)
    assert thread.is_alive() and not store.published
    holder.communicate()
    thread.join(10)
    assert found[0].complete and Queue(store.path).get(found[0].run).state == "done"


def test_who_waits_for_a_question_is_cancelled_with_it(
    tmp_path: Path, store: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.study.asking.BEAT_SECONDS", 0.01)
    asked, queue = question(tmp_path, 1), Queue(store.path)
    holder = other_process(store, asked)
    thread, found = at_once(tmp_path, store)
    queue.cancel(asked.run)
    thread.join(10)
    assert isinstance(found[0], Cancelled) and queue.beat(asked.ticket) and not store.published
    holder.communicate()


def test_a_command_that_fails_says_why_in_the_queue(tmp_path: Path, store: PaperStore) -> None:
    asked = question(tmp_path, 1)
    with pytest.raises(ZeroDivisionError):
        answer_here(asked, store, InProcess(), work=out_of_luck)
    entry = Queue(store.path).get(asked.ticket)
    assert (entry.state, entry.message) == ("failed", "no luck with this seed")


def test_a_command_that_is_cancelled_from_elsewhere_stops_and_keeps_what_it_has(
    tmp_path: Path, store: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.study.asking.BEAT_SECONDS", 0.0)
    asked = question(tmp_path, 1)

    def cancel(made) -> None:
        if made.done == 2:
            Queue(store.path).cancel(asked.run)

    with pytest.raises(Cancelled, match="cancelled after 2 of 3"):
        answer_here(asked, store, InProcess(), cancel, work=queue_at_a_desk)
    assert len(store.kept) == 2 and Queue(store.path).get(asked.ticket).state == "cancelled"


def test_the_file_is_in_wal_mode_so_that_readers_never_wait(tmp_path: Path, queue: Queue) -> None:
    queue.entries()
    with connect(tmp_path / "store") as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert os.listdir(tmp_path / "store")[0].startswith("queue.sqlite")


def test_whoever_only_reads_waits_for_no_writer(tmp_path: Path, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = queue.ask(question(tmp_path, 1), "anna").ticket
    drafts = Drafts(tmp_path / "store")
    draft = drafts.save("anna", "more heads", "desk", {}).draft
    patient = sqlite3.connect
    with connect(tmp_path / "store") as writing:
        writing.execute("UPDATE entries SET done = 2")
        monkeypatch.setattr(sqlite3, "connect", lambda file, **how: patient(file, **{**how, "timeout": 0}))
        monkeypatch.setattr(database, "_ready", set())
        assert [entry.done for entry in (queue.get(ticket), *queue.entries())] == [0, 0]
        assert queue.question(ticket) is not None and queue.position(ticket) == 0
        assert drafts.get(draft) is not None and len(drafts.list("anna")) == 1
    assert queue.get(ticket).done == 2


def test_a_question_whose_process_is_gone_is_not_told_as_running(tmp_path: Path, queue: Queue) -> None:
    mine = queue.begin(question(tmp_path, 1))
    queue.ask(question(tmp_path, 2), "anna")
    queue.claim()
    with connect(tmp_path / "store") as db:
        db.execute("UPDATE entries SET runner = ?", (queues.me().rsplit("/", 1)[0] + "/12",))
    assert {entry.owner: entry.state for entry in queue.entries()} == {"anna": "waiting", "command line": "failed"}
    assert "goes on" in queue.get(mine.ticket).message
