"""Who does not come to his appointment (Nichterscheinen)."""

from math import exp, log, log1p

from simulation.scenario.calendar import DAY
from simulation.scenario.searching import StaysAway


class NoShow:
    """The chance to stay away by lead: logistic in ln(1 + days), odds times the reminder's."""

    def __init__(self, facts: StaysAway) -> None:
        share = facts.share.value
        self._always = share if share in (0.0, 1.0) or facts.reminder_odds.value == 0 else None
        if facts.reminder_odds.value == 0 and share < 1:
            self._always = 0.0
        self._slope = facts.slope.value
        self._base = log(share / (1 - share) * facts.reminder_odds.value) if self._always is None else 0.0

    def chance(self, lead_minutes: float) -> float:
        """The share that stays away of those who booked so long ahead."""
        if self._always is not None:
            return self._always
        return 1 / (1 + exp(-self._base - self._slope * log1p(max(lead_minutes, 0.0) / DAY)))
