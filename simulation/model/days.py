"""Working days and opening hours of a run, for waits that are told in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from simulation.scenario.calendar import DAY


class WorkingDays:
    """Adds working days (Werktage of the office) to a time; the time of the day stays."""

    def __init__(self, days: Sequence[int]) -> None:
        self._days = list(days) or [0]

    def later(self, time: float, working_days: float) -> float:
        """The time so many working days after; a wait that begins on a closed day begins with the next open one."""
        whole = int(working_days)
        day = int(time // DAY)
        begin = bisect_left(self._days, day)
        inside = (time - day * DAY if begin < len(self._days) and self._days[begin] == day else 0.0) + (
            working_days - whole
        ) * DAY
        if inside >= DAY:
            whole, inside = whole + 1, inside - DAY
        end = begin + whole
        if end < len(self._days):
            return self._days[end] * DAY + inside
        return (self._days[-1] + (end - len(self._days) + 1) * 1.4) * DAY + inside


class Openings:
    """When a team is open for the public, day by day."""

    def __init__(self, hours: Sequence[tuple[int, float, float]]) -> None:
        self._hours = list(hours)
        self._closes = [closes for _, _, closes in hours]
        self._begins = [day * DAY for day, _, _ in hours]

    def in_hours(self, now: float, time: float, uniform: float, which_day: float) -> float:
        """A time of opening on the day of `time`; who would come on a closed day comes on one of the next five open
        ones. Never before `now`."""
        place = bisect_left(self._begins, int(time // DAY) * DAY)
        if not self.today(time):
            place += int(5 * which_day)
        place = max(place, bisect_right(self._closes, now))
        while place < len(self._hours):
            _, opens, closes = self._hours[place]
            at = opens + uniform * (closes - opens)
            if at >= now:
                return at
            place += 1
        return max(now, time) + DAY

    def today(self, now: float) -> bool:
        """Whether the team opens on the day of `now`."""
        today = int(now // DAY) * DAY
        place = bisect_left(self._begins, today)
        return place < len(self._begins) and self._begins[place] == today

    def next_day(self, now: float, minute: float) -> float:
        """The clock time `minute` on the first open day after today."""
        place = bisect_left(self._begins, (int(now // DAY) + 1) * DAY)
        return self._begins[place] + minute if place < len(self._begins) else float("inf")

    def next_time(self, now: float, minute: float) -> float:
        """The clock time `minute` today if the team opens today and it has not passed, else on the next open day."""
        today = int(now // DAY) * DAY
        place = bisect_left(self._begins, today)
        if place < len(self._begins) and self._begins[place] == today and today + minute >= now:
            return today + minute
        return self.next_day(now, minute)
