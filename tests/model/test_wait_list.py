"""The wait list: who found nothing is told of a freed slot, in the order of joining, if it suits."""

from typing import Any

import numpy as np

from simulation.model import simulate
from simulation.model.seeker import Seeker
from simulation.model.world import World
from tests.laws.heads_at_work import labels
from tests.laws.slot_laws import slots_of
from tests.model.slot_office import Raw, scenario_of, slot_office, world_of

DAY = 1440.0


def office(answers: float = 1, minutes: float = 60, habits: Raw | None = None, **service: Any) -> Raw:
    """A book of one desk for the next week, a wait list, and nobody who looks twice within the run."""
    freed = {"kind": "wait_list", "answers": answers, "answer_minutes": minutes}
    release = {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 7}}
    public = {"again_days": 99} | (habits or {})
    return slot_office(days=10, book={"desks": 1, "freed": freed, "release": release}, public=public, **service)


class Waiting:
    """A book that is fully taken by a stranger, and people who join its list one after the other."""

    def __init__(self, number: int, *, answers: float = 1, **service: Any) -> None:
        self.world: World = world_of(office(answers, arrivals={"per_day": number, "count": "fixed"}, **service))
        self.home, self.market = self.world.seekers[0], self.world.markets[0]
        stranger = self.seeker(0)
        self.bookings = {
            row: self.market.book(row, stranger.number, 0, 0.0) for row in range(8, len(self.market.starts))
        }
        self.people = [self.seeker(i) for i in range(1, number)]
        for seeker in self.people:
            self.home.waiting_list.join(seeker)

    def seeker(self, i: int) -> Seeker:
        return self.home.born(self.home._layers[0][0], i, 0.0)

    def free(self, row: int, until: float) -> list[int]:
        """Who holds the slot some time after it was given back: indices of the list, by the order of their booking."""
        self.market.give_back(self.bookings.pop(row), row, self.world.clock._now)
        self.world.clock.run(until=until)
        numbers = {seeker.number: n for n, seeker in enumerate(self.people)}
        return [numbers[b["case"]] for b in self.market.bookings.table() if b["row"] == row and b["case"] in numbers]


def test_the_first_who_joined_is_told_first_and_has_answered_within_the_hour():
    waiting = Waiting(4)
    assert waiting.free(12, 60.0) == [0]
    assert waiting.free(13, 120.0) == [1] and waiting.free(14, 180.0) == [2]


def test_who_does_not_answer_is_passed_over_after_the_term_and_the_slot_goes_on_sale_in_the_end():
    waiting = Waiting(3, answers=0)
    row = 12
    assert waiting.free(row, 59.0) == [] and not waiting.market._shown[row]
    waiting.world.clock.run(until=119.0)
    assert not waiting.market._shown[row], "the second has his term, too"
    waiting.world.clock.run(until=121.0)
    assert waiting.market._shown[row]


def test_nobody_is_told_of_a_slot_that_does_not_suit_him():
    waiting = Waiting(3)
    suits = waiting.home.bounds
    waiting.home.bounds = lambda seeker, now: (9e9, 9e9) if seeker is waiting.people[0] else suits(seeker, now)
    assert waiting.free(12, 60.0) == [1]


def test_who_has_given_up_meanwhile_is_passed_over():
    waiting = Waiting(3)
    waiting.home.close(waiting.people[0], 4)
    assert waiting.free(12, 60.0) == [1]


def test_who_gives_up_while_he_is_asked_leaves_the_slot_to_the_next():
    waiting = Waiting(3)
    waiting.world.later(1e-9, lambda: waiting.home.close(waiting.people[0], 4))
    assert waiting.free(12, 120.0) == [1]


def test_a_slot_that_does_not_suit_any_more_when_he_answers_goes_to_the_next():
    waiting = Waiting(3)
    suits = waiting.home.bounds
    waiting.home.bounds = lambda seeker, now: (
        (9e9, 9e9) if seeker is waiting.people[0] and now > 0 else suits(seeker, now)
    )
    assert waiting.free(12, 121.0) == [1]


def test_who_needs_two_slots_in_a_row_holds_up_nobody():
    waiting = Waiting(3, slots=2)
    assert waiting.free(12, 60.0) == [] and waiting.market._shown[12]


def test_in_a_running_office_nobody_overtakes_an_earlier_joiner():
    """All want the same and answer: slots that come free go by the time of the failed look that put one on the list."""
    cancel = {"per_day": 0.3, "last_days": 0, "per_last_day": 0, "again": 0}
    run = simulate(scenario_of(office(minutes=0.1, habits={"cancel": cancel}, arrivals={"per_day": 40})), 3)
    told = labels(run.searches["way"]) == "wait_list"
    joined = dict(zip(run.searches["case"][~told].tolist(), run.searches["looked"][~told].tolist(), strict=True))
    order = [joined[case] for case in run.searches["case"][told].tolist()]
    assert len(order) > 5 and order == sorted(order)
    waited = run.searches["looked"][told] - np.asarray(order)
    assert (waited > 0).all()
    on_list = set(joined) - {row.case for row in slots_of(run) if row.held}
    assert all(joined[case] > max(order) for case in on_list)
