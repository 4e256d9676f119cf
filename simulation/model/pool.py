"""A team's heads and its queue: work is one event, which fires when the work is done.

The pool notes when a piece of work joined and when a head took it up. A piece that closing time cuts off is put down
and taken up again at the next opening, before the queue; so it costs no event of its own. A case in the pool is known
by its ticket: whoever leaves the queue (hangs up, withdraws, is moved forward) gets another ticket, and the old place
is passed over.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf, nan
from typing import Any

from simpy.events import NORMAL

from simulation.model.clock import Clock, Moment
from simulation.model.ledger import Journal, activity
from simulation.model.presence import Shift
from simulation.model.worked import Absentee, Worked

RANK_MINUTES = 1e9
"""A rank outweighs any age."""
_NOBODY = -1_000_000
_ABSENT = -1.0
"""In the place of the minutes worked so far: nobody comes for this turn."""


class Pool:
    """The heads of a team, or the one head of a dedicated caseload."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        code: int,
        shifts: Sequence[Shift],
        *,
        rule: str,
        oldest: bool,
        stretch: float,
        until: float,
    ) -> None:
        self.clock, self.code, self.shifts = clock, code, shifts
        self.note = journal.note
        self.stretch = stretch
        self.oldest = oldest
        self.rule = rule
        self._until = until
        self.free = 0
        self.queue: list[Any] = []
        self._after_hours: list[Any] = []
        self._line = self._after_hours
        self.put_down: list[Any] = []
        self._absentees = False
        self.busy = [0.0] * (len(shifts) + 1)
        self._busy = 0.0
        self._last_of = _last_adjoining(shifts)
        self.overtime = [0.0] * (len(shifts) + 1)
        self.idle_minutes = [0.0] * (len(shifts) + 1)
        self._index = len(shifts)
        self._is_open = False
        self._still_serving = 0
        self._cut = self._closes = self._home = -inf
        self._tickets = count(1)
        self._serial = clock._eid
        self._events = clock._queue
        self._when_done = [self.done]
        self._when_opening = [self._open]
        self._when_closing = [self._close]
        self._when_idle_ends = [self._idle_ends]
        self._door = Moment()
        self.colleague = self
        """Who works on what the head himself may not: of dedicated caseloads the next one."""
        if shifts:
            clock.at(shifts[0].opens, self._door, self._when_opening)

    def work(self, case: Worked, step: int, minutes: float, rank: float = -1.0, due: float = -inf) -> None:
        """Have the case worked on; its `story` goes on when the work is done. `due` is a booked time: who is early
        waits his turn from then on, but an idle head takes him at once."""
        now = self.clock._now
        if self.free > 0:
            self.free -= 1
            self._start(case, step, minutes * self.stretch, now)
            return
        joined = due if due > now else now
        score = (case.arrived if self.oldest else joined) - case.head_start
        score += RANK_MINUTES * (case.rank if rank < 0 else rank)
        case.ticket = ticket = next(self._tickets)
        case.entry = entry = (score, ticket, case, step, minutes * self.stretch, joined, nan, 0.0, self)
        heappush(self._line, entry)

    def _start(self, case: Worked, step: int, wall: float, queued: float) -> None:
        now = self.clock._now
        end = now + wall
        case.ticket = 0
        case.started = now
        if queued > now:
            queued = now
        if end <= self._closes:
            self._busy += wall
        elif end <= self._cut:
            self._spread(now, min(end, self._until))
        else:
            self._busy += self._closes - now
            left = end - self._cut
            if self._cut > self._closes:
                self._spread(self._closes, self._cut)
            self.put_down.append((case, step, left, queued, now, self._cut - now))
            return
        self.note(activity(case.number, step, self.code, queued, now, end, wall))
        case.callbacks = self._when_done  # type: ignore[assignment]
        heappush(self._events, (end, NORMAL, next(self._serial), case))

    def done(self, case: Worked) -> None:
        """The work on the case is done: the head takes the next piece, and the case's story goes on."""
        queue = self.queue
        if queue and self.free >= 0:
            entry = heappop(queue)
            waiting = entry[2]
            if waiting.ticket == entry[1] and not entry[7]:
                waiting.entry = None
                self._start(waiting, entry[3], entry[4], entry[5])
            else:
                heappush(queue, entry)
                self._next()
        else:
            self._next()
        case.story()

    def _next(self) -> None:
        if self.free < 0:
            self.free += 1
            return
        queue = self.queue
        while queue:
            entry = heappop(queue)
            case = entry[2]
            if case.ticket == entry[1]:
                case.entry = None
                if entry[7]:
                    case.ticket = 0
                    self._take_up((case, entry[3], entry[4], entry[5], entry[6], entry[7]))
                else:
                    self._start(case, entry[3], entry[4], entry[5])
                return
        if self._is_open:
            self.free += 1
        else:
            self._still_serving -= 1

    def _take_up(self, piece: tuple[Any, int, float, float, float, float]) -> None:
        """Go on with a piece of work that closing time cut off; or call an absentee."""
        case, step, left, queued, started, worked = piece
        if worked == _ABSENT:
            self._idle(left)
            return
        now = self.clock._now
        end = now + left
        if end <= self._cut:
            self._spread(now, end)
            self.note(activity(case.number, step, self.code, queued, started, end, worked + left))
            self.clock.at(end, case, self._when_done)
        else:
            self._spread(now, self._cut)
            self.put_down.append((case, step, end - self._cut, queued, started, worked + self._cut - now))

    def _spread(self, begin: float, end: float) -> None:
        """Count busy minutes by shift; those in none are overtime of the shift before."""
        left = end - begin
        index = min(self._index, len(self.shifts) - 1)
        for number in range(index, len(self.shifts)):
            shift = self.shifts[number]
            if shift.opens >= end:
                break
            inside = min(end, shift.closes) - max(begin, shift.opens)
            if inside > 0:
                self.busy[number] += inside
                left -= inside
        if left > 1e-9:
            self.overtime[index] += left

    def await_absentee(self, minutes: float, rank: float = 5.0) -> None:
        """A customer does not come to his appointment: the desk whose turn it is calls him, and waits so long."""
        if minutes <= 0 or not self._is_open:
            return
        if self.free > 0:
            self.free -= 1
            self._idle(minutes)
            return
        self._absentees, absentee, now = True, Absentee(), self.clock._now
        absentee.ticket = ticket = next(self._tickets)
        heappush(self.queue, (now + RANK_MINUTES * rank, ticket, absentee, -1, minutes, now, nan, _ABSENT, self))

    def _idle(self, minutes: float) -> None:
        """A desk waits for nobody, until closing time at most."""
        minutes = max(min(minutes, self._home - self.clock._now), 0.0)
        self.idle_minutes[self._index] += minutes
        self.clock.at(self.clock._now + minutes, Moment(), self._when_idle_ends)

    def _idle_ends(self, _: Moment) -> None:
        self._next()

    def hurry(self, case: Worked) -> None:
        """Give a waiting case the place of its present rank and head start."""
        if case.ticket:
            score, _, _, step, wall, joined, started, worked, _ = case.entry
            better = (case.arrived if self.oldest else joined) - case.head_start + RANK_MINUTES * case.rank
            if better < score:
                case.ticket = ticket = next(self._tickets)
                case.entry = entry = (better, ticket, case, step, wall, joined, started, worked, self)
                heappush(self.queue if self.rule == "finish" and joined <= self._closes else self._line, entry)

    def leave(self, case: Worked) -> None:
        """The case leaves the queue; its wait is noted up to now."""
        if case.ticket:
            entry = case.entry
            now = self.clock._now
            self.note(activity(case.number, entry[3], self.code, min(entry[5], now), entry[6], now, entry[7]))
            case.ticket = 0
            case.entry = None

    def _open(self, door: Moment) -> None:
        self._book_busy()
        self._index += 1
        if self._index > len(self.shifts):
            self._index = 0
        shift, before = self.shifts[self._index], self.shifts[self._index - 1] if self._index else None
        joined = before is not None and before.closes == shift.opens
        self._closes = shift.closes
        last = self._last_of[self._index]
        self._home = self.shifts[last].closes
        self._cut = self._home if self.rule == "put_down" else inf
        if joined and before is not None:
            self.free += shift.heads - before.heads
        else:
            self.free = shift.heads - self._still_serving
            self._still_serving = 0
        self._is_open = True
        for entry in self._after_hours:
            heappush(self.queue, entry)
        self._after_hours, self._line = [], self.queue
        if last == self._index:
            self.clock.at(shift.closes, Moment(), self._when_closing)
        if self._index + 1 < len(self.shifts):
            self.clock.at(self.shifts[self._index + 1].opens, door, self._when_opening)
        if not joined:
            self._take_up_what_was_put_down()
        while self.free > 0 and self.queue:
            self.free -= 1
            self._next()

    def _take_up_what_was_put_down(self) -> None:
        pieces, self.put_down = self.put_down, []
        for piece in pieces:
            case, step, left, queued, started, worked = piece
            if case.gone:
                self.note(activity(case.number, step, self.code, queued, started, inf, worked))
            elif self.free > 0:
                self.free -= 1
                self._take_up(piece)
            else:
                case.ticket = ticket = next(self._tickets)
                case.entry = entry = (-inf, ticket, case, step, left, queued, started, worked, self)
                heappush(self.queue, entry)

    def _close(self, _: Moment) -> None:
        if self.rule == "put_down":
            self.free = _NOBODY  # who is done just now goes home, and begins nothing
        else:
            self._still_serving = self.shifts[self._index].heads - self.free
            self.free = 0
        self._is_open = False
        self._line = self._after_hours
        if self._absentees:
            self.queue = [entry for entry in self.queue if entry[7] != _ABSENT]  # nobody is called the next morning
            heapify(self.queue)
            self._absentees = False
        if self.rule in ("send_away", "finish_begun"):
            waiting = self.queue[:]
            self.queue.clear()
            for entry in sorted(waiting, key=lambda e: e[:2]):
                case = entry[2]
                if case.ticket != entry[1]:
                    continue
                if not case.at_the_door():
                    heappush(self._after_hours, entry)
                elif self.rule == "send_away":
                    self.leave(case)
                    case.sent_away()
                else:
                    heappush(self.queue, entry)

    def _book_busy(self) -> None:
        """Add the busy minutes counted since the last opening to their shift."""
        self.busy[self._index] += self._busy
        self._busy = 0.0

    def finish(self) -> None:
        """Note what still waits or lies put down when the run ends."""
        self._book_busy()
        for case, step, _, queued, started, worked in self.put_down:
            self.note(activity(case.number, step, self.code, queued, started, inf, worked))
        for entry in sorted(self.queue + self._after_hours, key=lambda e: e[:2]):
            if entry[2].ticket == entry[1] and entry[7] != _ABSENT:
                self.note(activity(entry[2].number, entry[3], self.code, entry[5], entry[6], inf, entry[7]))


def _last_adjoining(shifts: Sequence[Shift]) -> list[int]:
    """For each shift, the last one that it goes over into without a break."""
    last = list(range(len(shifts)))
    for number in range(len(shifts) - 2, -1, -1):
        if shifts[number + 1].opens == shifts[number].closes:
            last[number] = last[number + 1]
    return last
