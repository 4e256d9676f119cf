"""The office while it is simulated: clock, journal, teams, books, and the people who come."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simulation.model.book import Book
from simulation.model.case import Case, Group
from simulation.model.clock import Clock, Happens, Moment
from simulation.model.contacts import ContactDesk
from simulation.model.days import Openings, WorkingDays
from simulation.model.draws import single
from simulation.model.earlier import take_at_start
from simulation.model.ledger import GRANTED, SERVED, Journal, activity
from simulation.model.line import Line
from simulation.model.market import Market
from simulation.model.pool import Pool
from simulation.model.presence import Shift, caseload_shifts, hours_of, open_days, shifts_of, week_of, working_days
from simulation.model.seekers import Seekers
from simulation.model.streams import Keyed, key_of
from simulation.model.team import Team
from simulation.model.wait_list import WaitingList
from simulation.scenario.calendar import DAY
from simulation.scenario.document import Document
from simulation.scenario.figures import Sourced
from simulation.scenario.freed import WaitList
from simulation.scenario.markets import markets_of, offer_names
from simulation.scenario.office import Contact as ContactFacts
from simulation.scenario.office import Service
from simulation.scenario.releases import Invitation
from simulation.scenario.routes import Decide, Errand
from simulation.scenario.searching import Booked
from simulation.scenario.supply import invitation_of, supply_of

AHEAD_DAYS = 400
"""Books go on so long after the end of the run, so that nobody meets the edge of the world."""


class _Later(Moment):
    __slots__ = ("what",)

    def __init__(self, what: Callable[[], None]) -> None:
        self.what = what


class _Feeder(Moment):
    __slots__ = ("arrive", "happens", "k", "times")

    def __init__(self, times: Sequence[float], arrive: Callable[[int], None], happens: Happens) -> None:
        self.times, self.arrive, self.happens, self.k = times, arrive, happens, 0


class World:
    """Everything that a life needs to go on."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document, self.seed = document, seed
        self.horizon = document.office.days * DAY
        self.clock = Clock()
        self.shape: Sourced | None = document.office.handling
        self.incomplete = document.incomplete.value
        self.channels = tuple(document.channels)
        simulated = {key: team for key, team in document.teams.items() if team.simulated}
        deciding = [
            key for key, facts in document.services.items()
            if isinstance(facts, Service) and any(isinstance(step, Decide) for step in document.route_of(key).values())
        ]  # fmt: skip
        self.journal = Journal(tuple(document.services), self.channels, tuple(simulated), deciding)
        self.shifts: dict[str, list[list[Shift]]] = {}
        self.teams: dict[str, Team] = {}
        weeks = {key: week_of(document, team) for key, team in simulated.items()}
        self.hours = {key: hours_of(document, week, document.office.days) for key, week in weeks.items()}
        self.openings = {
            key: Openings(hours_of(document, week, document.office.days + AHEAD_DAYS)) for key, week in weeks.items()
        }
        for code, (key, team) in enumerate(simulated.items()):
            dedicated = team.caseload == "dedicated"
            self.shifts[key] = caseload_shifts(document, key, seed) if dedicated else [shifts_of(document, key, seed)]
            stretch = 1.0 if team.desk else 1.0 / max(team.productive.value, 1e-9)
            pools = [
                Pool(
                    self.clock, self.journal, code, shifts, rule=team.closing_rule(),
                    oldest=team.queue_order() == "oldest", stretch=stretch, until=self.horizon,
                )
                for shifts in self.shifts[key]
            ]  # fmt: skip
            self.teams[key] = Team(key, pools, 1.0 / stretch)
        self.working = WorkingDays(working_days(document, weeks.values(), document.office.days + AHEAD_DAYS))
        self.books = {
            key: self._book(key, code, rule, open_days(document, weeks[facts.team], document.office.days + AHEAD_DAYS))
            for code, (key, facts) in enumerate(document.books.items())
            if (rule := invitation_of(document, facts)) is not None
        }
        self.desks = {
            key: ContactDesk(self, key, code, facts)
            for code, (key, facts) in enumerate(document.services.items())
            if isinstance(facts, ContactFacts)
        }
        self.goes_on: Happens = [lambda case: case.story()]
        self._when_later: Happens = [lambda moment: moment.what()]
        self.begin: Callable[[Group, int], None]
        self._open_cases: list[Case] = []
        self._most_remembered = 1000
        self.expected: dict[int, tuple[Case, int, float, float, float]] = {}
        """Who has a slot that he will keep: the case, the step, and when he booked, comes and is due."""
        self.lines = {key: Line(self, book) for key, book in self.books.items() if book.rule.order == "important"}
        self.rules = tuple(dict.fromkeys(
            offer for key, book in document.books.items() if book.desks is not None
            for offer in offer_names(document, book)
        ))  # fmt: skip
        self.markets = [Market(self, books) for books in markets_of(document)]
        self.seekers = [
            Seekers(self, key, code, facts, next(m for m in self.markets if next(iter(facts.sites())) in m.books))
            for code, (key, facts) in enumerate(document.services.items())
            if isinstance(facts, Booked)
        ]
        for market in self.markets:
            searching = [seekers for seekers in self.seekers if seekers.market is market]
            market.begin()
            if any(isinstance(document.books[key].freed, WaitList) for key in market.books):
                waiting = WaitingList(self, market)
                for seekers in searching:
                    seekers.waiting_list = waiting
            take_at_start(self, market, searching)

    def _book(self, key: str, code: int, rule: Invitation, days: Sequence[int]) -> Book:
        facts, grid = self.document.books[key], np.empty(0)
        if facts.desks is not None:
            supply = supply_of(self.document, key, self.document.office.days + AHEAD_DAYS)
            given = [offer.kind == "invitation" for offer in supply.offers]
            mine = np.asarray(given)[supply.offer]
            grid = np.repeat(supply.starts[mine], supply.count[mine])
        return Book(self.seed, key, code, facts, rule, days, grid.tolist())

    def places(self, facts: ContactFacts) -> Callable[[int], float] | None:
        """Places of a day for those who come without an appointment; None: no limit."""
        if facts.places_from is not None:
            supply = supply_of(self.document, facts.places_from, self.document.office.days)
            held = np.asarray([offer.kind == "ad_hoc" for offer in supply.offers])[supply.offer]
            days = (supply.starts[held] // DAY).astype(np.int64)
            by_day = np.bincount(days, weights=supply.count[held], minlength=self.document.office.days).tolist()
            return lambda day: float(by_day[day])
        if facts.places_per_day is None:
            return None
        places = facts.places_per_day.value
        return lambda day: places

    def keyed(self, *purpose: str) -> Keyed:
        """Uniforms by counter for a purpose."""
        return Keyed(self.seed, *purpose)

    def people_key(self, *group: str) -> int:
        """The first person's key of a group."""
        return key_of(self.seed, "people", *group) >> 8

    def single(self, purpose: tuple[str, ...], duration: Sourced, *, work: bool) -> Callable[[int, int], float]:
        """A function (person, n) that draws one value."""
        return single(self.seed, purpose, duration, self.shape if work else None)

    def priority(self, key: str | None) -> tuple[float, float]:
        """Rank and head start (minutes) of a priority class; the normal class when there is none."""
        if key is None:
            normal = self.document.priorities.get("normal")
            return (float(normal.rank), normal.head_start_days.value * DAY) if normal else (5.0, 0.0)
        facts = self.document.priorities[key]
        return float(facts.rank), facts.head_start_days.value * DAY

    def rank(self, key: str | None) -> float:
        """Rank that a step prescribes; -1 for the case's own."""
        return -1.0 if key is None else self.priority(key)[0]

    def errand(self, key: str, facts: Errand | None) -> Callable[[Case, float], Any] | None:
        """A piece of work within a step, as a generator function of case and minutes."""
        if facts is None:
            return None
        code = self.journal.step(key, "team")
        team = None if facts.team == "own" else self.teams[facts.team]
        rank = self.rank(facts.priority)

        def do(case: Case, minutes: float) -> Any:
            (case.pool if team is None else team.pool_of(case.letter)).work(case, code, minutes, rank)
            yield

        return do

    def note_expected(self) -> None:
        """The wait for the slot of those whose visit is not over when the run ends: until they are taken or due."""
        for line in self.lines.values():
            line.note_waiting()
        for case, step, booked, comes, due in self.expected.values():
            begun = not case.ticket or case.entry[6] == case.entry[6]
            until = min(due, case.started) if begun and case.started >= comes else due
            self.journal.note(activity(case.number, step, -1, booked, booked, until, 0.0))

    def wait(self, case: Case, step: int, until: float) -> None:
        """The case waits until then; nobody's time passes but its own."""
        now = self.clock._now
        self.journal.note(activity(case.number, step, -1, now, now, until, 0.0))
        if until <= self.horizon:
            self.clock.at(until, case, self.goes_on)

    def later(self, time: float, what: Callable[[], None]) -> None:
        """Let something happen at that time."""
        if time <= self.horizon:
            self.clock.at(time, _Later(what), self._when_later)

    def feed(self, times: Sequence[float], arrive: Callable[[int], None]) -> None:
        """Let the k-th person arrive at times[k]."""
        feeder = _Feeder(times, arrive, [self._next_arrival])
        self.clock.at(times[0], feeder, feeder.happens)

    def _next_arrival(self, feeder: Any) -> None:
        k = feeder.k
        feeder.k = k + 1
        feeder.arrive(k)
        if k + 1 < len(feeder.times):
            self.clock.at(feeder.times[k + 1], feeder, feeder.happens)

    def decide(self, case: Case) -> None:
        """Grant or refusal, now."""
        case.decided = True
        self.journal.decide(case.number, self.clock._now)

    def close(self, case: Case, outcome: int | None) -> None:
        """The case ends; granted or served when no step said otherwise."""
        end = outcome if outcome else GRANTED if case.decided else SERVED
        case.gone = True
        self.journal.close(case.number, self.clock._now, end)

    def comes_again(self, group: Group, i: int, time: float) -> None:
        """A later case of the same person."""
        again = group.again
        if again is not None:
            self.later(time, lambda: self.begin(again(), i))

    def undecided(self, case: Case) -> None:
        """Remember an open case, so that an urgent visitor can have one moved forward; forget those that are over."""
        cases = self._open_cases
        cases.append(case)
        if len(cases) > self._most_remembered:
            self._open_cases = [c for c in cases if not c.gone and not c.decided]
            self._most_remembered = 2 * len(self._open_cases) + 1000

    def raise_one(self, uniform: float, rank: float, head_start: float) -> None:
        """Move one of the undecided cases forward in every queue."""
        cases = self._open_cases
        for step in range(min(len(cases), 50)):
            case = cases[(int(uniform * len(cases)) + step) % len(cases)]
            if not case.gone and not case.decided:
                self.raise_case(case, rank, head_start)
                return

    def raise_case(self, case: Case, rank: float, head_start: float) -> None:
        """Give a case a better priority, where it stands and from now on."""
        if rank < case.rank or (rank == case.rank and head_start > case.head_start):
            case.rank, case.head_start = rank, head_start
            if case.ticket:
                case.entry[8].hurry(case)

    def run(self) -> None:
        """Let the time pass until the run ends."""
        self.clock.run(until=self.horizon)

    def capacity_rows(self) -> list[tuple[float, ...]]:
        """(team, day, heads, open, busy, overtime, idle) of every team and open day; minutes of heads' work."""
        rows: list[tuple[float, ...]] = []
        for code, key in enumerate(self.journal.teams):
            team = self.teams[key]
            by_day: dict[int, list[float]] = {}
            for pool in team.pools:
                heads: dict[int, int] = {}
                for number, shift in enumerate(pool.shifts):
                    row = by_day.setdefault(shift.day, [0.0, 0.0, 0.0, 0.0, 0.0])
                    heads[shift.day] = max(heads.get(shift.day, 0), shift.heads)
                    row[1] += (shift.closes - shift.opens) * shift.heads * team.productive
                    row[2] += pool.busy[number] * team.productive
                    row[3] += pool.overtime[number] * team.productive
                    row[4] += pool.idle_minutes[number] * team.productive
                for day, count in heads.items():
                    by_day[day][0] += count
            rows += [(code, day, *values) for day, values in sorted(by_day.items())]
        return rows
