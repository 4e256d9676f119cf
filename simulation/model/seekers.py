"""People who look for an appointment themselves: wish, looks, booking, visit; and what they do when they find none."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import inf, nan
from typing import TYPE_CHECKING

from simulation.model.births import arrival_times
from simulation.model.draws import Column, column
from simulation.model.fate import Stages
from simulation.model.keeping import Keeping
from simulation.model.ledger import GAVE_UP, KINDS, SERVED, activity, look
from simulation.model.looking import HOURS, WAIT_LIST, Looking
from simulation.model.market import Market
from simulation.model.public import AFTERNOON, BOT, KNOWS, MORNING, ONE_SITE, SAME_DAY, WAITS, People
from simulation.model.seeker import Seeker, Turn, Way
from simulation.scenario.calendar import DAY
from simulation.scenario.searching import Booked

if TYPE_CHECKING:
    from simulation.model.wait_list import WaitingList
    from simulation.model.world import World

WISH = KINDS.index("wish")
MOST_LOOKS = 32767
_LUCK = ("gives up", "learns", "turns", "lapses", "elsewhere")
"""What happens to a person by luck: each with draws of its own, so that no policy changes another's."""


class Seekers:
    """The lives of the people of one service."""

    def __init__(self, world: "World", key: str, code: int, facts: Booked, market: Market) -> None:
        self.world, self.key, self.code, self.facts, self.market = world, key, code, facts, market
        self.search = search = world.document.searching[facts.search]
        self._clock, self._journal = world.clock, world.journal
        self.books = [market.books.index(book) for book in facts.sites()]
        teams = [world.document.books[book].team for book in market.books]
        self._teams = [world.journal.teams.index(team) for team in teams]
        self._holds = [world.document.books[book].hold for book in market.books]
        self.keeping = Keeping(self)
        self.waits = world.journal.step(f"{key}_slot", "no_slot")
        self._rank, self._head_start = world.priority(facts.priority)
        self._looking = Looking(world, facts.search, search)
        self._luck = {purpose: world.keyed(facts.search, purpose).draw for purpose in _LUCK}
        self._gives_up, self._learns = search.gives_up.value, search.learns.value
        self._turns = list(search.turns)
        self._turn_bounds = list(accumulate(share.value for share in search.turns.values()))
        self._lead = search.same_day_lead_minutes.value
        start = world.document.office.starts
        self._box = Stages(start, facts.elsewhere.stages) if facts.elsewhere else None
        self._layers = self._arriving()
        self._ways = {
            (site, channel): self._way_of(site, channel)
            for site in range(-1, len(self.books))
            for channel in range(-1, len(world.channels))
        }
        self._open: dict[int, Seeker] = {}
        self.waiting_list: WaitingList | None = None
        self._when_looks, self._when_turn = [self._looks], [self._on_turn]

    def _way_of(self, site: int, channel: int) -> Way:
        market, name = self.market, self.world.channels[channel] if channel >= 0 else None
        books = self.books if site < 0 else [self.books[site]]
        view = frozenset(kind for book in books for kind in market.view(self.key, name, book))
        every, later = (market.release_times(view, same_day=same_day) for same_day in (True, False))
        return market.shelves(view, self.facts.slots), every, later, view

    def _arriving(self) -> list[tuple[People, Column]]:
        facts, document, found = self.facts, self.world.document, []
        if facts.arrivals is None:
            return []
        factor = document.demand.value * facts.demand.value
        for layer, share in [("base", min(factor, 1.0))] + ([("added", factor - 1)] if factor > 1 else []):
            times = arrival_times(document, self.world.seed, self.key, facts.arrivals, layer, share)
            if len(times):
                found.append((People(self, layer, len(times)), column(times)))
        return found

    def come(self) -> None:
        """Let everybody have his wish at its time."""
        for people, times in self._layers:
            self.world.feed(times, lambda i, people=people: self._wishes(people, i))  # type: ignore[misc]

    def born(self, people: People, i: int, arrived: float) -> Seeker:
        """A person with a wish."""
        seeker = Seeker()
        seeker.home, seeker.people, seeker.i, seeker.person = self, people, i, people.key + i
        seeker.arrived = seeker.began = seeker.sought = arrived
        seeker.rank, seeker.head_start = self._rank, self._head_start
        seeker.ticket, seeker.started, seeker.gone, seeker.entry = 0, -inf, False, None
        seeker.looks = seeker.booked = seeker.since = seeker.turn = 0
        seeker.knows, seeker.comes, seeker.due, seeker.held = people.habits[i] & (KNOWS | BOT), inf, inf, []
        team = self._teams[self.books[people.site[i]]]
        seeker.number = self._journal.birth(arrived, self.code, WISH, people.channel[i], team, 0)
        self._open[seeker.number] = seeker
        return seeker

    def has_booked_before(self, people: People, i: int, row: int, booked: float) -> None:
        """Somebody who holds a slot when the run starts; he wished for it when he booked it."""
        seeker = self.born(people, i, booked)
        seeker.held, seeker.booked, seeker.turn = [(self.market.book(row, seeker.number, self.code, booked), row)], 1, 1
        seeker.took = booked
        self.keeping.awaits(seeker, booked, 0.0, may_cancel=True)

    def site_share(self, book: int) -> float:
        """Weight of a book as a person's own site."""
        return dict(zip(self.books, self.facts.sites().values(), strict=True))[book]

    def _wishes(self, people: People, i: int) -> None:
        seeker = self.born(people, i, self._clock._now)
        if self._box and self.facts.elsewhere:
            site = self.facts.elsewhere.book
            here = site is None or self.market.books[self.books[people.site[i]]] == site
            if here and self._luck["elsewhere"](seeker.person) < self._box.share(self._clock._now):
                self.close(seeker, SERVED)
                return
        self.searches_on(seeker, at_once=True)

    def searches_on(self, seeker: Seeker, *, at_once: bool) -> None:
        """He looks next after a release if he knows the times and one is to come; else now, or at an hour of his."""
        now, n, at = self._clock._now, seeker.looks, inf
        if seeker.knows:
            _, every, later, _ = self.way(seeker)
            times = every if seeker.people.habits[seeker.i] & SAME_DAY else later
            at, seeker.way = self._looking.after_release(times, now, seeker.person, n, seeker.knows & BOT > 0)
        if at == inf:
            seeker.way = HOURS
            if at_once:
                self._looks(seeker)
                return
            at = self._looking.by_the_hour(now, seeker.person, n)
        if at >= self.world.horizon:
            return
        if self.waiting_list is None:
            self._clock.at(at, seeker, self._when_looks)
        else:
            self._clock.at(at, Turn(seeker), self._when_turn)

    def _on_turn(self, moment: Turn) -> None:
        if moment.turn == moment.seeker.turn:
            self._looks(moment.seeker)

    def way(self, seeker: Seeker) -> Way:
        """What he may book, where."""
        people, i = seeker.people, seeker.i
        return self._ways[people.site[i] if people.habits[i] & ONE_SITE else -1, people.channel[i]]

    def bounds(self, seeker: Seeker, now: float) -> tuple[float, float]:
        """The earliest and the latest start that suit him."""
        people, i = seeker.people, seeker.i
        low = now + self._lead if people.habits[i] & SAME_DAY else (now // DAY + 1) * DAY
        return low, now + people.furthest[i] if people.furthest else inf

    def _looks(self, seeker: Seeker) -> None:
        """One look: take a slot, or fail."""
        now = self._clock._now
        seeker.looks = n = seeker.looks + 1
        offered, rows = self.find(seeker, *self.bounds(seeker, now), now)
        self._note_look(seeker, now, offered)
        if not rows:
            self._fails(seeker, now)
            return
        hold = self._holds[self.market.book_of(rows[0])]
        if hold is not None and self._luck["lapses"](seeker.person, n) < hold.lapses.value:
            self._lapses(seeker, rows, now, hold.minutes.value)
            return
        self.takes(seeker, rows, now)

    def looks_once(self, seeker: Seeker, now: float) -> list[int]:
        """A single look at any hour: the rows that he would take, if there are some."""
        seeker.looks, seeker.way = seeker.looks + 1, HOURS
        offered, rows = self.find(seeker, *self.bounds(seeker, now), now)
        self._note_look(seeker, now, offered)
        return rows

    def _note_look(self, seeker: Seeker, now: float, offered: float) -> None:
        n = min(seeker.looks - seeker.since, MOST_LOOKS)
        self._journal.looked(look(seeker.number, n, seeker.way, now, offered))

    def find(self, seeker: Seeker, low: float, high: float, now: float) -> tuple[float, list[int]]:
        """The start of the first slot that suits him (nan: none), and the rows that he takes."""
        market, habits = self.market, seeker.people.habits[seeker.i]
        (before_noon, after_noon), _, _, view = self.way(seeker)
        if self.facts.slots > 1:
            early, late = (
                market.find_run(view, shelf, low, high, now, self.facts.slots) for shelf in (before_noon, after_noon)
            )
        else:
            first, second = market.find(before_noon, low, high, now), market.find(after_noon, low, high, now)
            early, late = [first] if first >= 0 else [], [second] if second >= 0 else []
        if not early or not late:
            rows = early or late
            return (market.starts[rows[0]] if rows else nan), rows
        offered = market.starts[min(early[0], late[0])]
        if habits & (MORNING | AFTERNOON):
            return offered, early if habits & MORNING else late
        return offered, early if early[0] < late[0] else late

    def _fails(self, seeker: Seeker, now: float) -> None:
        """Nothing suits him: he gives up, or looks again."""
        n, person, patience = seeker.looks, seeker.person, seeker.people.patience
        if self._luck["gives up"](person, n) < self._gives_up or (
            patience and now - seeker.sought > patience[seeker.i]
        ):
            self._lost(seeker)
            return
        if not seeker.knows and self._luck["learns"](person, n) < self._learns:
            seeker.knows = KNOWS
        if self.waiting_list is not None and seeker.people.habits[seeker.i] & WAITS:
            self.waiting_list.join(seeker)
        self.searches_on(seeker, at_once=False)

    def _lost(self, seeker: Seeker) -> None:
        """He gives up searching; some call, write or come instead."""
        self.close(seeker, GAVE_UP)
        place = bisect_right(self._turn_bounds, self._luck["turns"](seeker.person, seeker.looks))
        if place < len(self._turns):
            self.world.desks[self._turns[place]].spawn_instead(seeker.person, seeker.looks)

    def _lapses(self, seeker: Seeker, rows: Sequence[int], now: float, minutes: float) -> None:
        """He reserves, but never confirms: the slots are blocked for a while."""
        for part, row in enumerate(rows, 1):
            booking = self.market.book(row, seeker.number, self.code, now, part)
            self.world.later(now + minutes, lambda b=booking, r=row: self.market.lapse(b, r))  # type: ignore[misc]
        self._fails(seeker, now)

    def takes(self, seeker: Seeker, rows: Sequence[int], now: float) -> None:
        """He books the slots."""
        market = self.market
        seeker.held = [(market.book(row, seeker.number, self.code, now, n), row) for n, row in enumerate(rows, 1)]
        self.keeping.begin(seeker, now)

    def has_been_offered(self, seeker: Seeker, row: int, nth: int, now: float) -> None:
        """He takes a slot from the wait list."""
        seeker.looks, seeker.way = seeker.looks + 1, WAIT_LIST
        self._note_look(seeker, now, self.market.starts[row])
        seeker.held = [(self.market.hold(row, nth, seeker.number, self.code, now), row)]
        self.keeping.begin(seeker, now)

    def starts_anew(self, seeker: Seeker) -> None:
        """The appointment came to nothing: he looks for another one."""
        now = self._clock._now
        if seeker.began < now:
            self._journal.note(activity(seeker.number, self.waits, -1, seeker.began, seeker.began, now, 0.0))
        seeker.began = seeker.sought = now
        seeker.since, seeker.held, seeker.due, seeker.comes = seeker.looks, [], inf, inf
        self.searches_on(seeker, at_once=False)

    def close(self, seeker: Seeker, outcome: int) -> None:
        """His wish is over."""
        now = self._clock._now
        if seeker.began < now:
            self._journal.note(activity(seeker.number, self.waits, -1, seeker.began, seeker.began, now, 0.0))
        self._journal.close(seeker.number, now, outcome)
        seeker.gone, seeker.held = True, []
        seeker.turn += 1
        del self._open[seeker.number]

    def note_open(self) -> None:
        """The wait of those who still look or wait for their slot when the run ends: until they are taken or due."""
        for seeker in self._open.values():
            until = inf
            if seeker.comes < self.world.horizon:
                due = max(seeker.comes, seeker.due)
                begun = not seeker.ticket or seeker.entry[6] == seeker.entry[6]
                until = min(due, seeker.started) if begun and seeker.started >= seeker.comes else due
            self._journal.note(activity(seeker.number, self.waits, -1, seeker.began, seeker.began, until, 0.0))
