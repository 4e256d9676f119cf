"""What becomes of an appointment: given back or exchanged, missed, or kept; the visit, and who came in vain."""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from simulation.model.bookings import ATTENDED, NO_SHOW
from simulation.model.fate import Cancellation, Stages
from simulation.model.ledger import GAVE_UP, SERVED, STAYED_AWAY, WITHDRAWN, activity
from simulation.model.pool import Pool
from simulation.model.seeker import Seeker
from simulation.scenario.calendar import DAY
from simulation.scenario.no_shows import NoShow

if TYPE_CHECKING:
    from simulation.model.seekers import Seekers


class Keeping:
    """The bookings of the people of one service."""

    def __init__(self, seekers: "Seekers") -> None:
        world, facts, search = seekers.world, seekers.facts, seekers.search
        self._seekers, self._world, self._market = seekers, world, seekers.market
        self._clock, self._journal = world.clock, world.journal
        self._cancel, self._away, self._twice = search.cancel, facts.turned_away, search.twice
        self._teams = [world.teams[world.document.books[book].team] for book in seekers.market.books]
        self._step = world.journal.step(seekers.key, "team", "personal")
        self._luck = {purpose: world.keyed(facts.search, purpose).draw for purpose in _LUCK}
        self._cancels = Cancellation(search.cancel) if search.cancel else None
        self._no_show = NoShow(search.no_show) if search.no_show else None
        self._comes_again = search.no_show.again.value if search.no_show else 0.0
        self._idle = search.idle_minutes.value
        start = world.document.office.starts
        self._in_vain = Stages(start, facts.turned_away.stages) if facts.turned_away else None
        self._remedy = facts.turned_away.remedy if facts.turned_away else None
        self._remedy_since = (self._remedy.since - start).days * DAY if self._remedy else inf
        self._when_gives_back, self._when_comes, self._when_missed = [self._gives_back], [self._comes], [self._misses]

    def _pool_of(self, person: int, row: int) -> Pool:
        """The desks of a row's site; of dedicated caseloads the head who serves this person's letter."""
        team = self._teams[self._market.book_of(row)]
        return team.pool_of(self._luck["letter"](person)) if len(team.pools) > 1 else team.pools[0]

    def begin(self, seeker: Seeker, now: float) -> None:
        """He has booked."""
        seeker.booked += 1
        seeker.took = now
        seeker.turn += 1
        twice = self._twice
        if twice and self._luck["twice"](seeker.person, seeker.booked) < twice.share.value:
            self._second(seeker, now, twice.gives_back.value)
        self.awaits(seeker, now, now, may_cancel=True)

    def _second(self, seeker: Seeker, now: float, gives_back: float) -> None:
        """He takes another slot besides, which nobody will use: given back some time before, or left to lapse."""
        market, world = self._market, self._world
        _, high = self._seekers.bounds(seeker, now)
        _, rows = self._seekers.find(seeker, market.starts[seeker.held[-1][1]] + 1, high, now)
        luck = self._luck["second"](seeker.person, seeker.booked)
        for part, row in enumerate(rows, 1):
            booking = market.book(row, seeker.number, self._seekers.code, now, part)
            starts = market.starts[row]
            if luck < gives_back:
                at = now + (starts - now) * luck / gives_back
                world.later(at, lambda b=booking, r=row, t=at: market.give_back(b, r, t))  # type: ignore[misc]
            else:
                pool = self._pool_of(seeker.person, row)
                world.later(starts, lambda b=booking, p=pool: self._unused(b, p))  # type: ignore[misc]

    def _unused(self, booking: int, pool: Pool) -> None:
        self._market.bookings.settle(booking, NO_SHOW)
        pool.await_absentee(self._idle)

    def awaits(self, seeker: Seeker, booked: float, now: float, *, may_cancel: bool) -> None:
        """What becomes of his booking, which he made at `booked`: he gives it back, misses it, or comes."""
        starts, luck = self._market.starts[seeker.held[0][1]], self._luck
        person, n, clock = seeker.person, seeker.booked, self._clock
        seeker.due, seeker.comes = starts, inf
        gone = self._cancels.at(now, starts, luck["cancels"](person, n)) if self._cancels and may_cancel else None
        if gone is not None:
            if gone < self._world.horizon:
                clock.at(gone, seeker, self._when_gives_back)
        elif self._no_show and luck["stays away"](person, n) < self._no_show.chance(starts - booked):
            if starts < self._world.horizon:
                clock.at(starts, seeker, self._when_missed)
        else:
            late = seeker.people.late
            seeker.comes = max(starts + late[seeker.i], now) if late else starts
            if seeker.comes < self._world.horizon:
                clock.at(seeker.comes, seeker, self._when_comes)

    def _gives_back(self, seeker: Seeker) -> None:
        """He cannot come then: takes another slot in exchange, or gives his back and looks again or not."""
        now, n, person, cancel = self._clock._now, seeker.booked, seeker.person, self._cancel
        assert cancel is not None
        old, seeker.sought, seeker.since = seeker.held, now, seeker.looks
        again = self._luck["again"](person, n) < cancel.again.value
        if again and self._luck["keeps"](person, n) < cancel.keeps.value:
            rows = self._seekers.looks_once(seeker, now)
            if not rows:
                self.awaits(seeker, seeker.took, now, may_cancel=False)
                return
            self._seekers.takes(seeker, rows, now)
            self._return(old, now)
            return
        seeker.held = []
        self._return(old, now)
        if again:
            seeker.due = seeker.comes = inf
            self._seekers.searches_on(seeker, at_once=False)  # at once he would take his own slot again
        else:
            self._seekers.close(seeker, WITHDRAWN)

    def _return(self, held: Sequence[tuple[int, int]], now: float) -> None:
        for booking, row in held:
            self._market.give_back(booking, row, now)

    def _misses(self, seeker: Seeker) -> None:
        """He does not come: the desk waits a little."""
        for booking, _ in seeker.held:
            self._market.bookings.settle(booking, NO_SHOW)
        self._pool_of(seeker.person, seeker.held[0][1]).await_absentee(self._idle, seeker.rank)
        if self._luck["comes again"](seeker.person, seeker.booked) < self._comes_again:
            self._seekers.starts_anew(seeker)
        else:
            self._seekers.close(seeker, STAYED_AWAY)

    def _comes(self, seeker: Seeker) -> None:
        """He is there, and waits his turn."""
        now, person, n = self._clock._now, seeker.person, seeker.booked
        minutes = seeker.people.minutes[seeker.i]
        seeker.in_vain = False
        if self._in_vain and self._away:
            remedy = self._remedy
            if remedy and now >= self._remedy_since and self._luck["remedy"](person) < remedy.share.value:
                minutes += remedy.minutes.value
            elif self._luck["in vain"](person, n) < self._in_vain.share(now):
                seeker.in_vain, minutes = True, self._away.minutes.value
        seeker.story = seeker.served
        pool = self._pool_of(person, seeker.held[0][1])
        pool.work(seeker, self._step, minutes, due=seeker.due)

    def served(self, seeker: Seeker) -> None:
        """The visit is over; who came in vain looks for another appointment."""
        for booking, _ in seeker.held:
            self._market.bookings.settle(booking, ATTENDED)
        begun = min(max(seeker.comes, seeker.due), seeker.started)
        self._journal.note(activity(seeker.number, self._seekers.waits, -1, seeker.began, seeker.began, begun, 0.0))
        seeker.began = self._clock._now
        away = self._away
        if not (seeker.in_vain and away):
            self._seekers.close(seeker, SERVED)
        elif self._luck["tries again"](seeker.person, seeker.booked) < away.again.value:
            self._seekers.starts_anew(seeker)
        else:
            self._seekers.close(seeker, GAVE_UP)


_LUCK = (
    "cancels", "again", "keeps", "stays away", "comes again", "twice", "second", "in vain", "remedy", "tries again",
    "letter",
)  # fmt: skip
"""What happens to a booking by luck: each with draws of its own, so that no policy changes another's."""
