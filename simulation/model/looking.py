"""When somebody looks for a slot: right after a release, or by the hour of the day."""

from array import array
from bisect import bisect_right
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from simulation.scenario.calendar import DAY
from simulation.scenario.searching import Searching

if TYPE_CHECKING:
    from simulation.model.world import World

FIRST_MINUTE, AFTER_RELEASE, HOURS, BOT, WAIT_LIST = range(5)
HOURS_A_DAY = 24
A_MOMENT = 1e-6
"""Who looks right at a release finds what it brings."""


class Looking:
    """The times of looks of a public; the n-th look of a person has the same luck under every policy."""

    def __init__(self, world: "World", key: str, facts: Searching) -> None:
        weights = facts.hours.values if facts.hours else (1.0,) * HOURS_A_DAY
        total = sum(weights)
        self._below = [0.0, *accumulate(weight / total for weight in weights)]
        self._below[-1] = 1.0
        self._again = world.single(("look again", key), facts.again_days, work=False)
        self._after = world.single(("after a release", key), facts.at_release.after_minutes, work=False)
        self._prompt = facts.at_release.first_minute.value
        self._luck = world.keyed("prompt", key)

    def after_release(self, times: "array[float]", now: float, person: int, n: int, bot: bool) -> tuple[float, int]:
        """When and in which way a person looks who waits for the next release; never (inf) when there is none."""
        place = bisect_right(times, now)
        if place == len(times):
            return inf, AFTER_RELEASE
        luck = self._luck.draw(person, n)
        if bot:
            return times[place] + luck / 60, BOT
        if luck < self._prompt:
            return times[place] + luck / self._prompt, FIRST_MINUTE
        return times[place] + self._after(person, n) + A_MOMENT, AFTER_RELEASE

    def by_the_hour(self, now: float, person: int, n: int) -> float:
        """When somebody looks again who does not know the release times: some days later in days of looking, which
        pass by the hourly profile."""
        day = now // DAY
        hour, inside = divmod((now - day * DAY) / 60, 1)
        below = self._below
        passed = day + below[int(hour)] + inside * (below[int(hour) + 1] - below[int(hour)])
        day, left = divmod(passed + self._again(person, n), 1)
        hour_then = min(bisect_right(below, left), HOURS_A_DAY) - 1
        share = below[hour_then + 1] - below[hour_then]
        return day * DAY + 60 * (hour_then + ((left - below[hour_then]) / share if share > 0 else 0.0))
