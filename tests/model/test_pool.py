"""A team's heads and queue, one piece of work at a time. Days are told in hours: h(9) is 09:00 of the first day."""

from math import inf

import pytest

from simulation.model.clock import Clock
from simulation.model.ledger import ClosedMinutes, Journal
from simulation.model.pool import Pool
from simulation.model.presence import Shift
from simulation.model.worked import Worked

DAY = 1440.0


def h(hour: float, day: int = 0) -> float:
    return day * DAY + hour * 60


def shifts(heads: int, days: int = 3, opens: float = 8, closes: float = 16) -> list[Shift]:
    return [Shift(day, h(opens, day), h(closes, day), heads) for day in range(days)]


class Piece(Worked):
    """A file, or a person at the door; remembers when its work was done."""

    __slots__ = ("done_at", "gone_at", "office", "person")

    def __init__(self, office: "Office", number: int, arrived: float, rank: float, start: float, person: bool) -> None:
        self.office, self.number, self.arrived, self.rank, self.head_start = office, number, arrived, rank, start
        self.ticket, self.gone, self.entry, self.started, self.person = 0, False, None, -inf, person
        self.done_at = self.gone_at = None
        self.story = self.done

    def done(self) -> None:
        self.done_at = self.office.clock.now

    def at_the_door(self) -> bool:
        return self.person

    def sent_away(self) -> None:
        self.gone_at = self.office.clock.now


class Office:
    """One team, and work that comes at given times."""

    def __init__(self, plan: list[Shift], rule: str = "put_down", oldest: bool = True, days: int = 3) -> None:
        self.clock, self.journal = Clock(), Journal(["s"], [], ["team"])
        self.journal.step("work")
        self.end = days * DAY
        self.plan = plan
        self.pool = Pool(
            self.clock, self.journal, 0, plan, rule=rule, oldest=oldest, stretch=1.0, until=self.end
        )  # fmt: skip
        self.pieces: list[Piece] = []

    def work(self, at: float, minutes: float, *, arrived: float | None = None, rank: float = 5, start: float = 0,
             person: bool = False, due: float = -inf) -> Piece:  # fmt: skip
        number = self.journal.birth(at, 0, 0, -1, 0, False)
        piece = Piece(self, number, at if arrived is None else arrived, rank, start, person)
        self.pieces.append(piece)
        self.then(at, lambda: self.pool.work(piece, 0, minutes, due=due))
        return piece

    def then(self, at: float, what) -> None:
        event = self.clock.timeout(at - self.clock.now)
        event.callbacks.append(lambda _: what())

    def run(self) -> dict[str, list[float]]:
        """Rows of the activities, by case."""
        self.clock.run(until=self.end)
        self.pool.finish()
        closed = ClosedMinutes([[(s.opens, s.closes) for s in self.plan]])
        _, rows = self.journal.tables(self.end, closed)
        names = ("case", "queued", "started", "ended", "closed_minutes", "worked_minutes")
        return sorted(zip(*(rows[name].tolist() for name in names), strict=True))


def test_an_idle_head_begins_at_once():
    office = Office(shifts(1))
    piece = office.work(h(9), 30)
    assert office.run() == [(0, h(9), h(9), h(9.5), 0, 30)]
    assert piece.done_at == h(9.5)


def test_work_that_comes_before_opening_waits_for_it():
    office = Office(shifts(1))
    office.work(h(6), 30)
    assert office.run() == [(0, h(6), h(8), h(8.5), 120, 30)]


def test_closing_puts_work_down_and_the_next_morning_takes_it_up():
    office = Office(shifts(1))
    piece = office.work(h(15.5), 60)
    assert office.run() == [(0, h(15.5), h(15.5), h(8.5, 1), 16 * 60, 60)]
    assert piece.done_at == h(8.5, 1)
    assert office.pool.busy[:2] == [30, 30] and not any(office.pool.overtime)


def test_long_work_is_put_down_every_evening():
    office = Office(shifts(1))
    piece = office.work(h(8), 20 * 60)
    office.run()
    assert piece.done_at == h(12, 2)
    assert office.pool.busy[:3] == [480, 480, 240]


def test_what_was_put_down_goes_before_the_queue():
    office = Office(shifts(1))
    first = office.work(h(15.5), 60)
    older = office.work(h(15.75), 10, arrived=-1e6)
    office.run()
    assert (first.done_at, older.done_at) == (h(8.5, 1), h(8.5, 1) + 10)


def test_put_down_work_waits_when_fewer_heads_are_there_next_day():
    office = Office([Shift(0, h(8), h(16), 2), Shift(1, h(8, 1), h(16, 1), 1)])
    pieces = [office.work(h(15), 120), office.work(h(15), 120)]
    office.run()
    assert [piece.done_at for piece in pieces] == [h(9, 1), h(10, 1)]


def test_more_heads_during_the_day_do_not_work_on_what_is_in_hand():
    office = Office([Shift(0, h(8), h(12), 1), Shift(0, h(12), h(16), 2), *shifts(2)[1:]])
    piece = office.work(h(11), 8 * 60)
    office.run()
    assert piece.done_at == h(11, 1)
    assert sum(office.pool.busy) == 8 * 60


def test_heads_that_go_during_the_day_finish_first():
    office = Office([Shift(0, h(8), h(12), 2), Shift(0, h(12), h(16), 1)])
    pieces = [office.work(h(11), 120), office.work(h(11), 90), office.work(h(11.5), 10)]
    office.run()
    assert [piece.done_at for piece in pieces] == [h(13), h(12.5), h(13) + 10]


def test_a_team_that_finishes_counts_overtime():
    office = Office(shifts(1), "finish")
    piece = office.work(h(15.5), 60)
    office.run()
    assert piece.done_at == h(16.5)
    assert (office.pool.busy[0], office.pool.overtime[0]) == (30, 30)


def test_a_team_that_finishes_serves_who_is_there_at_closing_but_nobody_after():
    office = Office(shifts(1), "finish", oldest=False)
    there, late = (office.work(at, 30) for at in (h(15.9), h(16.2)))
    office.work(h(15.5), 60)
    office.run()
    assert there.done_at == h(17)
    assert late.done_at == h(8.5, 1)


def test_people_are_sent_away_at_closing_and_files_wait():
    office = Office(shifts(1), "send_away", oldest=False)
    served, person, file = (
        office.work(h(15.5), 60, person=True), office.work(h(15.6), 5, person=True), office.work(h(15.7), 5),
    )  # fmt: skip
    office.run()
    assert served.done_at == h(16.5)
    assert (person.gone_at, person.done_at) == (h(16), None)
    assert file.done_at == h(8, 1) + 5


def test_a_lower_rank_goes_first_whatever_its_age():
    office = Office(shifts(1))
    office.work(h(8), 60)
    normal, urgent = office.work(h(8.2), 10, arrived=-1e6), office.work(h(8.5), 10, rank=1)
    office.run()
    assert (urgent.done_at, normal.done_at) == (h(9) + 10, h(9) + 20)


def test_within_a_rank_the_older_goes_first_and_a_head_start_counts_as_age():
    office = Office(shifts(1))
    office.work(h(8), 60)
    young, old, favoured = (
        office.work(h(8.1), 10, arrived=-100.0), office.work(h(8.2), 10, arrived=-200.0),
        office.work(h(8.3), 10, arrived=0.0, start=DAY),
    )  # fmt: skip
    office.run()
    assert [piece.done_at - h(9) for piece in (favoured, old, young)] == [10, 20, 30]


def test_nobody_starves_because_age_beats_a_head_start_in_the_end():
    office = Office(shifts(1))
    office.work(h(8), 60)
    old, favoured = office.work(h(8.1), 10, arrived=-3 * DAY), office.work(h(8.2), 10, arrived=0.0, start=2 * DAY)
    office.run()
    assert old.done_at < favoured.done_at


def test_a_desk_serves_in_the_order_of_joining():
    office = Office(shifts(1), oldest=False)
    office.work(h(8), 60)
    first, older = office.work(h(8.1), 10, arrived=0.0), office.work(h(8.2), 10, arrived=-1e6)
    office.run()
    assert first.done_at < older.done_at


def test_a_case_that_becomes_pressing_moves_forward():
    office = Office(shifts(1))
    office.work(h(8), 60)
    first, second = office.work(h(8.1), 10), office.work(h(8.2), 10)

    def press() -> None:
        second.rank = 0
        office.pool.hurry(second)

    office.then(h(8.5), press)
    rows = office.run()
    assert (second.done_at, first.done_at) == (h(9) + 10, h(9) + 20)
    assert len(rows) == 3


def test_who_leaves_the_queue_is_not_served_and_his_wait_is_noted():
    office = Office(shifts(1))
    office.work(h(8), 60)
    impatient, patient = office.work(h(8.1), 10), office.work(h(8.2), 10)
    office.then(h(8.5), lambda: office.pool.leave(impatient))
    rows = office.run()
    assert impatient.done_at is None and patient.done_at == h(9) + 10
    case, queued, started, ended, _, worked = rows[1]
    assert (case, queued, ended, worked) == (1, h(8.1), h(8.5), 0) and started != started


def test_who_is_early_waits_his_turn_but_an_idle_head_takes_him():
    office = Office(shifts(1), oldest=False)
    early = office.work(h(8.5), 10, due=h(9))
    assert office.run()[0][1:4] == (h(8.5), h(8.5), h(8.5) + 10)
    office = Office(shifts(1), oldest=False)
    office.work(h(8), 60)
    early, in_time = office.work(h(8.1), 10, due=h(9.5)), office.work(h(8.5), 10)
    office.run()
    assert in_time.done_at < early.done_at


def test_a_desk_waits_for_who_stays_away_but_not_after_closing():
    office = Office(shifts(1))
    office.then(h(9), lambda: office.pool.await_absentee(30))
    piece = office.work(h(9.1), 10)
    office.then(h(15.9), lambda: office.pool.await_absentee(30))
    late = office.work(h(8, 1), 10)
    office.run()
    assert piece.done_at == h(9.5) + 10
    assert office.pool.idle_minutes[0] == pytest.approx(36) and late.done_at == h(8, 1) + 10


def test_a_busy_desk_calls_the_absentee_when_it_is_his_turn():
    office = Office(shifts(1), "finish", oldest=False)
    office.work(h(8.9), 30)
    before = office.work(h(8.95), 10)
    office.then(h(9), lambda: office.pool.await_absentee(3))
    after = office.work(h(9.1), 10)
    rows = office.run()
    assert before.done_at == h(8.9) + 40 and after.done_at == h(8.9) + 53
    assert office.pool.idle_minutes[0] == pytest.approx(3) and len(rows) == 3


def test_a_team_that_finishes_what_it_has_begun_leaves_files_and_serves_people():
    office = Office(shifts(1), "finish_begun", oldest=False)
    begun, file = office.work(h(15.9), 30), office.work(h(15.95), 10)
    person = office.work(h(15.95), 10, person=True)
    office.run()
    assert begun.done_at == h(15.9) + 30 and person.done_at == h(15.9) + 40 and file.done_at == h(8, 1) + 10


def test_work_that_ends_at_closing_time_leaves_the_head_as_it_was():
    office = Office(shifts(1))
    office.work(h(15), 60)
    pieces = [office.work(h(8, 1), 60) for _ in range(2)]
    office.run()
    assert [piece.done_at for piece in pieces] == [h(9, 1), h(10, 1)]


def test_nobody_there_means_nobody_served():
    office = Office(shifts(0))
    piece = office.work(h(9), 10)
    assert office.run()[0][4] > 0 and piece.done_at is None


@pytest.mark.parametrize("rule", ["put_down", "finish", "finish_begun", "send_away"])
def test_a_team_around_the_clock_never_closes(rule):
    office = Office(shifts(1, opens=0, closes=24), rule)
    piece = office.work(h(23), 180)
    office.run()
    assert piece.done_at == h(2, 1)
    assert office.pool.busy[:2] == [60, 120]
