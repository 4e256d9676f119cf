"""Calls, messages and visits without a route: no generator, a few callbacks. A textbook customer is one, too."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import nan
from typing import TYPE_CHECKING, Any

from simulation.model.births import Rhythm
from simulation.model.case import Case
from simulation.model.clock import Moment
from simulation.model.draws import Dice, OneDraw, column, single
from simulation.model.ledger import ABANDONED, FAILED_SEARCH, GAVE_UP, KINDS, NO_CAUSE, SERVED, activity
from simulation.model.pool import Pool
from simulation.model.worked import Worked
from simulation.scenario.calendar import DAY
from simulation.scenario.figures import Sourced
from simulation.scenario.office import Contact as ContactFacts

if TYPE_CHECKING:
    from simulation.model.world import World

DRAWS = 64
"""Numbers set aside for the tries of one contact; what somebody asks next has others."""
_KIND_OF = {"phone": "call", "message": "message", "personal": "visit", "none": "visit"}


class Contact(Worked):
    """Somebody who wants one thing done, now."""

    __slots__ = ("asks_about", "cause", "desk", "first", "minutes", "patience", "person", "pool", "tries", "urgent")
    pool: Pool
    desk: "ContactDesk"
    person: int
    minutes: float
    patience: float
    urgent: bool
    tries: int
    first: int
    """Number of the first draw of what he wants; a try has the next one."""
    cause: int
    asks_about: Case | None

    @property
    def n(self) -> int:
        """Number of this try's draws."""
        return self.first + self.tries

    def served(self) -> None:
        """The head is done with him."""
        self.story = _rest
        self.desk.served(self)

    def answered(self) -> None:
        """His follow-up work is done."""
        self.story = _rest
        self.desk.world.journal.close(self.number, self.desk.world.clock._now, SERVED)

    def at_the_door(self) -> bool:
        """Until he has been served; his follow-up work needs nobody at the door."""
        return self.story == self.served

    def sent_away(self) -> None:
        """Closing time."""
        self.desk.failed(self, GAVE_UP)


def _rest() -> None:
    """A contact that is over has no story left; and no story that holds it in memory."""


class _Patience(Moment):
    """How long somebody waits."""

    __slots__ = ("contact", "ticket")

    def __init__(self, contact: Contact) -> None:
        self.contact, self.ticket = contact, contact.ticket


class ContactDesk:
    """What happens to the contacts of one service."""

    def __init__(self, world: "World", key: str, code: int, facts: ContactFacts) -> None:
        self.world, self.key, self.code, self.facts = world, key, code, facts
        shares = {facts.team: 1.0} if isinstance(facts.team, str) else {k: v.value for k, v in facts.team.items()}
        self._teams = [(world.teams[key], world.journal.teams.index(key)) for key in shares]
        team, code_of_team = self._teams[0]
        single_pool = len(self._teams) == len(team.pools) == 1
        self._only_pool = (team.pools[0], code_of_team) if single_pool else None
        self._places = world.places(facts)
        self._bounds = list(accumulate(shares.values()))
        self._kind = KINDS.index(_KIND_OF[facts.medium])
        self._step = world.journal.step(key, "team", facts.medium)
        self._follow_step = world.journal.step(f"{key}_follow_up", "team") if facts.follow_up else -1
        self._rank, self._head_start = world.priority(facts.priority)
        self._urgent_rank, self._urgent_start = world.priority(facts.urgent_priority or facts.priority)
        self._one = {
            "minutes": self._draws("minutes", facts.minutes, world.shape),
            "patience": self._draws("patience", facts.patience_minutes, None),
            "retry": self._draws("redial", facts.retry.minutes if facts.retry else None, None),
            "follow": self._draws("follow up", facts.follow_up.minutes if facts.follow_up else None, world.shape),
        }
        self._luck = {
            name: world.keyed(key, name)
            for name in ("again", "day", "hour", "raises", "whom", "urgent", "team", "letter")
        }
        self._rhythm = Rhythm(facts.arrivals)
        self._openings = world.openings[next(iter(shares))]
        self._places_taken: dict[int, int] = {}
        self._when_patience_ends = [self._patience_ends]
        self._when_back = [self._come_back]

    def _draws(self, purpose: str, duration: Sourced | None, shape: Sourced | None) -> OneDraw | None:
        return None if duration is None else single(self.world.seed, (purpose, self.key), duration, shape)

    def expect(self, layer: str, times: Sequence[float]) -> None:
        """Let people come at those times."""
        if not times:
            return
        dice = Dice(self.world.seed, (self.key, layer), len(times), self.world.shape)
        facts = self.facts
        minutes = column(dice.minutes("minutes", facts.minutes))
        patience = column(dice.amounts("patience", facts.patience_minutes)) if facts.patience_minutes else None
        urgent = (dice.uniforms("urgent") < facts.urgent.value).tolist() if facts.urgent.value else None
        key = self.world.people_key(self.key, layer)

        def arrive(i: int) -> None:
            self.begin(key + i, minutes[i], patience[i] if patience else nan, bool(urgent and urgent[i]))

        self.world.feed(times, arrive)

    def spawn(self, person: int, asks_about: Case | None, n: int, cause: int) -> None:
        """A contact that grows out of something else (a case that asks, a call that failed); his n-th."""
        minutes, patience, first = self._one["minutes"], self._one["patience"], n * DRAWS
        assert minutes is not None
        urgent = self.facts.urgent.value > 0 and self._luck["urgent"].draw(person, first) < self.facts.urgent.value
        fresh = patience(person, first) if patience else nan
        self.begin(person, minutes(person, first), fresh, urgent, asks_about, first=first, cause=cause)

    def spawn_at_an_hour(self, person: int, asks_about: Case | None, n: int, cause: int) -> None:
        """The same in the hours of the team, by the hourly profile; who thinks of it on a closed day calls on one of
        the next five working days."""
        now = self.world.clock._now
        if not self._openings.today(now):
            now = self.world.working.later(now, int(5 * self._luck["day"].draw(person, n))) // DAY * DAY
        time = self._openings.next_time(now, self._rhythm.at(self._luck["hour"].draw(person, n)))
        self.world.later(
            time, lambda: self.spawn(person, asks_about, n, cause) if not (asks_about and asks_about.gone) else None
        )

    def spawn_instead(self, person: int, n: int) -> None:
        """Somebody who found no slot: writes at once, calls at an hour of the team, or comes while it is open."""
        if self.facts.medium == "phone":
            self.spawn_at_an_hour(person, None, n, FAILED_SEARCH)
        elif self.facts.medium == "personal":
            now, hour, day = self.world.clock._now, *(self._luck[name].draw(person, n) for name in ("hour", "day"))
            at = self._openings.in_hours(now, now, hour, day)
            self.world.later(at, lambda: self.spawn(person, None, n, FAILED_SEARCH))
        else:
            self.spawn(person, None, n, FAILED_SEARCH)

    def begin(
        self, person: int, minutes: float, patience: float, urgent: bool, asks: Case | None = None, *,
        first: int = 0, tries: int = 0, cause: int = NO_CAUSE,
    ) -> None:  # fmt: skip
        """Somebody comes."""
        world, now = self.world, self.world.clock._now
        contact = Contact()
        contact.desk, contact.person, contact.minutes, contact.patience = self, person, minutes, patience
        contact.urgent, contact.asks_about, contact.first, contact.tries = urgent, asks, first, tries
        contact.cause = cause
        contact.arrived, contact.ticket, contact.gone = now, 0, False
        contact.rank, contact.head_start = (
            (self._urgent_rank, self._urgent_start) if urgent else (self._rank, self._head_start)
        )
        contact.pool, team = self._only_pool or self._pool_of(person)
        contact.number = world.journal.birth(now, self.code, self._kind, -1, team, urgent, cause=cause)
        contact.story = contact.served
        if self._places and not self._place_left(now):
            self.failed(contact, GAVE_UP)
            return
        pool = contact.pool
        if patience == 0.0 and pool.free <= 0:
            world.journal.note(activity(contact.number, self._step, pool.code, now, nan, now, 0.0))
            self.failed(contact, ABANDONED)
            return
        pool.work(contact, self._step, minutes)
        if contact.ticket and patience == patience:
            world.clock.at(now + patience, _Patience(contact), self._when_patience_ends)

    def _pool_of(self, person: int) -> tuple[Pool, int]:
        """The pool that serves a person, and its team's code; by the same letter as ever for the same person."""
        place = min(bisect_right(self._bounds, self._luck["team"].draw(person)), len(self._teams) - 1)
        team, code = self._teams[place]
        return team.pool_of(self._luck["letter"].draw(person)), code

    def _place_left(self, now: float) -> bool:
        day = int(now // DAY)
        taken = self._places_taken.get(day, 0)
        self._places_taken[day] = taken + 1
        return self._places is None or taken < self._places(day)

    def _patience_ends(self, moment: _Patience) -> None:
        contact = moment.contact
        if contact.ticket and contact.ticket == moment.ticket:
            contact.pool.leave(contact)
            self.failed(contact, ABANDONED)

    def failed(self, contact: Contact, outcome: int) -> None:
        """Not served: some try again, the others turn to another way."""
        world, facts = self.world, self.facts
        now = world.clock._now
        contact.story = _rest
        world.journal.close(contact.number, now, outcome)
        retry = facts.retry
        again = retry and (retry.most is None or contact.tries < retry.most)
        if again and retry and self._luck["again"].draw(contact.person, contact.n) < retry.share.value:
            self._plan_return(contact, now)
            return
        if facts.instead:
            world.desks[facts.instead].spawn(contact.person, contact.asks_about, contact.n, contact.cause)

    def _plan_return(self, contact: Contact, now: float) -> None:
        minutes = self._one["retry"]
        if minutes is not None:
            time = now + minutes(contact.person, contact.n)
        else:
            time = self._openings.next_day(now, self._rhythm.at(self._luck["hour"].draw(contact.person, contact.n)))
        if time < self.world.horizon:
            self.world.clock.at(time, contact, self._when_back)

    def _come_back(self, old: Any) -> None:
        contact: Contact = old
        patience = self._one["patience"]
        fresh = patience(contact.person, contact.n + 1) if patience else nan
        self.begin(
            contact.person, contact.minutes, fresh, contact.urgent, contact.asks_about,
            first=contact.first, tries=contact.tries + 1, cause=contact.cause,
        )  # fmt: skip

    def served(self, contact: Contact) -> None:
        """Done; what was asked about a case is work for its own team now."""
        world = self.world
        follow, asked = self._one["follow"], contact.asks_about
        raises = self.facts.raises.value
        if contact.urgent and raises > 0 and self._luck["raises"].draw(contact.person, contact.n) < raises:
            world.raise_one(self._luck["whom"].draw(contact.person, contact.n), self._urgent_rank, self._urgent_start)
        if follow is None or self.facts.follow_up is None or (self.facts.follow_up.team == "own" and asked is None):
            world.journal.close(contact.number, world.clock._now, SERVED)
            return
        contact.story = contact.answered
        if asked is not None and self.facts.follow_up.team == "own":
            pool = asked.pool
        else:
            pool = world.teams[self.facts.follow_up.team].pool_of(self._luck["letter"].draw(contact.person))
        contact.arrived = world.clock._now
        rank = world.rank(self.facts.follow_up.priority)
        pool.work(contact, self._follow_step, follow(contact.person, contact.n), rank)
