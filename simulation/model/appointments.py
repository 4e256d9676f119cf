"""An appointment in the life of a case: invitation, slot, visit; cancelled and missed slots are booked anew."""

from math import inf, log
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.model.book import ATTENDED, NO_SHOW, Booking
from simulation.model.case import Case
from simulation.model.draws import Column, Dice, column
from simulation.model.ledger import GAVE_UP, activity
from simulation.model.scenes import Channels, Scene
from simulation.scenario.calendar import DAY
from simulation.scenario.routes import Appointment

if TYPE_CHECKING:
    from simulation.model.scenes import Play
    from simulation.model.world import World


class AppointmentScene(Scene):
    """Invitation, slot, visit; cancelled and missed slots are booked anew."""

    def __init__(self, world: "World", key: str, facts: Appointment) -> None:
        self._world, self._key, self._facts = world, key, facts
        self._book = world.books[facts.book]
        self._team = world.teams[facts.team]
        self._code = world.journal.step(key, "team", facts.contact)
        self._slot_wait = world.journal.step(f"{key}_slot", "no_slot")
        self._invite = world.errand(f"{key}_invite", facts.invite)
        self._line = world.lines.get(facts.book)
        self._rank = world.rank(facts.priority)
        self._luck = {name: world.keyed(key, name) for name in ("stays away", "cancels", "when", "again")}
        self._lead = world.single(("lead", key), self._book.rule.lead_days, work=False)
        self._chance = _NoShowChance(facts)

    def draw(self, dice: Dice, channel: Channels) -> tuple[Column, Column, Column]:
        facts = self._facts
        late = dice.offsets(f"{self._key} punctuality", facts.punctuality) if facts.punctuality else np.zeros(dice.n)
        invite = dice.minutes(f"{self._key} invite", facts.invite.minutes) if facts.invite else np.zeros(0)
        return column(dice.minutes(self._key, facts.minutes)), column(late), column(invite)

    def play(self, case: Case, drawn: Any) -> "Play":
        return self._until_visited(case, drawn, self._invite is not None, None)

    def resume(self, case: Case, drawn: Any) -> "Play":
        return self._until_visited(case, drawn, False, 0.0)

    def _until_visited(self, case: Case, drawn: Any, invited: bool, lead: float | None) -> "Play":
        world, facts = self._world, self._facts
        missed = tries = 0
        while True:
            if invited and self._invite:
                yield from self._invite(case, drawn[2][case.i])
            now = world.clock._now
            days = self._lead(case.person, tries) if lead is None else lead
            lead = None
            not_before = max(now, (now // DAY + days) * DAY)
            if self._line:
                place = self._line.join(case, self._slot_wait, not_before, tries)
                yield
                now = world.clock._now
                booking = place.booking
            else:
                booking = self._book.take(now, not_before, case.number, case.group.service, case.person, tries)
            if booking is None:
                world.wait(case, self._slot_wait, inf)
                yield
                return None
            left_at = self._cancels_at(case, booking, tries)
            if left_at is not None:
                world.wait(case, self._slot_wait, left_at)
                yield
                self._book.free_again(booking, world.clock._now)
                invited = self._luck["again"].draw(case.person, tries) >= facts.cancel.again.value  # type: ignore[union-attr]
                tries += 1
                continue
            if self._comes(case, booking, tries, missed):
                break
            world.wait(case, self._slot_wait, booking.starts)
            yield
            booking.state = NO_SHOW
            rank = case.rank if self._rank < 0 else self._rank
            self._team.pool_of(case.letter).await_absentee(facts.idle_minutes.value, rank)
            missed += 1
            tries += 1
            invited = True
            if facts.no_show and missed > facts.no_show.most:
                return GAVE_UP
        arrives = max(booking.starts + drawn[1][case.i], now)
        world.expected[case.number] = (case, self._slot_wait, now, arrives, max(arrives, booking.starts))
        world.clock.at(arrives, case, world.goes_on)
        yield
        self._team.pool_of(case.letter).work(case, self._code, drawn[0][case.i], self._rank, booking.starts)
        yield
        booking.state = ATTENDED
        begun = min(max(arrives, booking.starts), case.started)
        world.journal.note(activity(case.number, self._slot_wait, -1, now, now, begun, 0.0))
        del world.expected[case.number]
        return None

    def _comes(self, case: Case, booking: Booking, tries: int, missed: int) -> bool:
        facts = self._facts.no_show
        if facts is None or (missed >= facts.most and facts.then == "comes"):
            return True
        return self._luck["stays away"].draw(case.person, tries) >= self._chance.at(
            (booking.starts - booking.booked) / DAY
        )

    def _cancels_at(self, case: Case, booking: Booking, tries: int) -> float | None:
        """When the booking is cancelled; None when it is kept."""
        cancel = self._facts.cancel
        if cancel is None or self._luck["cancels"].draw(case.person, tries) >= cancel.share.value:
            return None
        where, early = self._luck["when"].draw(case.person, tries), cancel.early.value
        two_days = booking.starts - 2 * DAY
        if two_days <= booking.booked:
            return booking.booked + (booking.starts - booking.booked) * where
        if where < early:
            return booking.booked + (two_days - booking.booked) * where / early
        return two_days + (booking.starts - two_days) * (where - early) / (1 - early)


class _NoShowChance:
    """Chance to stay away by lead in days; logistic in ln(1 + days)."""

    def __init__(self, facts: Appointment) -> None:
        self._facts = facts.no_show
        if self._facts:
            share = self._facts.share.value
            self._flat = share if share in (0.0, 1.0) else None
            self._slope = self._facts.slope.value
            odds = share / (1 - share) * self._facts.reminder_odds.value if self._flat is None else 0.0
            self._base = log(odds) - self._slope * log(1 + self._facts.at_days.value) if odds > 0 else -inf

    def at(self, lead_days: float) -> float:
        """The share that does not appear of those who were invited so many days ahead."""
        if self._facts is None:
            return 0.0
        if self._flat is not None:
            return self._flat
        odds = self._base + self._slope * log(1 + max(lead_days, 0.0))
        return 1 / (1 + float(np.exp(-odds))) if odds > -700 else 0.0
