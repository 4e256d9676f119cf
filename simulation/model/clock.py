"""SimPy's environment with moments at absolute times, and the slim event that a case is.

SimPy's `schedule(delay)` adds to the current time, so that a slot at 09:00 could come out a rounding error late; `at`
does not. A `Moment` is a SimPy event that can be used again and again: whoever waits for one thing at a time (a case, a
call, a team's opening) is the event it waits for, and needs no new object for each wait.
"""

from heapq import heapify, heappop, heappush
from typing import Any

import simpy
from simpy.events import NORMAL, URGENT, Event, EventPriority

from simulation.scenario.calendar import DAY

Happens = list[Any]
"""Functions of one argument, the moment; as SimPy keeps callbacks."""


class Moment(Event):
    """An event that is scheduled by `Clock.at`; what happens then stands in `callbacks`."""

    __slots__ = ("callbacks",)
    _ok = True
    _value = None

    def __init__(self, happens: Happens | None = None) -> None:
        self.callbacks = happens  # type: ignore[assignment]


class Clock(simpy.Environment):
    """Minutes since 00:00 of the first day. Moments of later days lie in a drawer by day until their day begins, so
    that the list of events that SimPy searches at every step stays short."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self._tomorrow = DAY
        self._drawers: dict[int, list[tuple[float, EventPriority, int, Event]]] = {}
        self._midnight = Moment()
        self._when_midnight = [self._next_day]
        self._midnight.callbacks = self._when_midnight  # type: ignore[assignment]
        heappush(self._queue, (0.0, URGENT, -1, self._midnight))

    def at(self, time: float, moment: Moment, happens: Happens) -> None:
        """Let `happens` (a list that SimPy does not change) happen to the moment at that time."""
        moment.callbacks = happens
        if time < self._tomorrow:
            heappush(self._queue, (time, NORMAL, next(self._eid), moment))
            return
        event = (time, NORMAL, next(self._eid), moment)
        day = int(time // DAY)
        if day in self._drawers:
            self._drawers[day].append(event)
        else:
            self._drawers[day] = [event]

    def step(self) -> None:
        """The next moment happens. SimPy's step without what no moment here can do: fail, or happen twice at once."""
        self._now, _, _, moment = heappop(self._queue)
        for happens in moment.callbacks:
            happens(moment)

    def _next_day(self, midnight: Moment) -> None:
        """Open the drawer of the day that begins. Midnight itself comes before everything else of its day."""
        day = int(self._now // DAY)
        self._tomorrow = (day + 1) * DAY
        self._queue.extend(self._drawers.pop(day, []))
        heapify(self._queue)
        midnight.callbacks = self._when_midnight  # type: ignore[assignment]
        heappush(self._queue, (self._tomorrow, URGENT, -1, midnight))
