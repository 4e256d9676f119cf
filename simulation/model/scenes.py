"""The steps of a route at work: each draws for a whole group, and plays for one case, from top to bottom.

`play` is a generator; a `yield` waits until the work or the wait is over. It returns an outcome when the case ends
with it. `resume` is how a case of the initial backlog finds itself in the middle of the step.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation.model.case import Case, Group
from simulation.model.draws import Codes, Column, Dice, codes, column
from simulation.model.ledger import GAVE_UP, REFUSED
from simulation.scenario.calendar import DAY
from simulation.scenario.figures import Sourced
from simulation.scenario.routes import Decide, Documents, Recur, Wait, Work

if TYPE_CHECKING:
    from collections.abc import Generator

    from simulation.model.world import World

    Play = Generator[None, None, int | None]

Channels = NDArray[np.int64]


class Scene(ABC):
    """A step of a route."""

    @abstractmethod
    def draw(self, dice: Dice, channel: Channels) -> Any:
        """What the people of a group bring for this step; `channel` is the channel code of each."""

    @abstractmethod
    def play(self, case: Case, drawn: Any) -> "Play":
        """The step in the life of one case."""

    def resume(self, case: Case, drawn: Any) -> "Play":
        """The same for a case that stands in the middle of it when the run starts."""
        return self.play(case, drawn)


class WorkScene(Scene):
    """A team works on the case."""

    def __init__(self, world: "World", key: str, facts: Work) -> None:
        self._world, self._key, self._facts = world, key, facts
        self._team = None if facts.team == "own" else world.teams[facts.team]
        self._pool = self._team.pools[0] if self._team is not None and len(self._team.pools) == 1 else None
        self._code = world.journal.step(key, "team", facts.contact)
        self._rank = world.rank(facts.priority)

    def draw(self, dice: Dice, channel: Channels) -> Column:
        facts = self._facts
        minutes = dice.minutes(self._key, facts.minutes)
        central = facts.minutes.central()
        if facts.by_channel and central:
            means = [facts.by_channel[c].value if c in facts.by_channel else central for c in self._world.channels] + [
                central
            ]
            minutes = minutes * (np.asarray(means)[channel] / central)
        return column(minutes)

    def begin(self, case: Case, minutes: float) -> None:
        """Hand the case to the team; the story goes on when the work is done."""
        pool = self._pool or (case.pool if self._team is None else self._team.pool_of(case.letter))
        if self._facts.other_head:
            pool = pool.colleague
        pool.work(case, self._code, minutes, self._rank)

    def play(self, case: Case, drawn: Column) -> "Play":
        self.begin(case, drawn[case.i])
        yield
        return None


class WaitScene(Scene):
    """The case waits for somebody outside the teams."""

    def __init__(self, world: "World", key: str, facts: Wait) -> None:
        self._world, self._key, self._facts = world, key, facts
        self._code = world.journal.step(key, facts.owner)
        self._during = world.openings[facts.during] if facts.during else None
        self._hour = world.keyed(key, "hour of the day")

    def draw(self, dice: Dice, channel: Channels) -> tuple[Column, Column]:
        return column(dice.amounts(self._key, self._facts.days)), dice.elapsed(self._key)

    def play(self, case: Case, drawn: tuple[Column, Column]) -> "Play":
        return self._wait(case, drawn[0][case.i])

    def resume(self, case: Case, drawn: tuple[Column, Column]) -> "Play":
        return self._wait(case, drawn[0][case.i] * drawn[1][case.i])

    def _wait(self, case: Case, days: float) -> "Play":
        now = self._world.clock._now
        until = self._world.working.later(now, days) if self._facts.working_days else now + days * DAY
        if self._during:
            until = self._during.in_hours(now, until, self._hour.draw(case.person), self._hour.draw(case.person, 1))
        self._world.wait(case, self._code, max(until, now))
        yield
        return None


class DocumentsScene(Scene):
    """Request, answer, second check, until the case is complete."""

    def __init__(self, world: "World", key: str, facts: Documents) -> None:
        self._world, self._key, self._facts = world, key, facts
        self._answer = world.journal.step(f"{key}_answer", "customer")
        self._request = world.errand(f"{key}_request", facts.request)
        self._reminder = world.errand(f"{key}_reminder", facts.reminder)
        self._again = world.errand(f"{key}_again", facts.again)

    def draw(self, dice: Dice, channel: Channels) -> Any:
        facts, key = self._facts, self._key
        first = facts.shares[0].value
        by_channel = [facts.by_channel[c].value if c in facts.by_channel else first for c in self._world.channels] + [
            first
        ]
        shares: list[Any] = [np.minimum(np.asarray(by_channel)[channel] * self._world.incomplete, 1.0)]
        shares += [share.value for share in facts.shares[1:]]
        rounds = np.zeros(dice.n, dtype=np.int64)
        still = np.ones(dice.n, dtype=bool)
        never = np.full(dice.n, -1, dtype=np.int64)
        for n, share in enumerate(shares):
            still &= dice.uniforms(f"{key} incomplete {n}") < share
            rounds += still
            silent = still & (never < 0) & (dice.uniforms(f"{key} never {n}") < facts.never.value)
            never[silent] = n

        def each(name: str, duration: Sourced | None, minutes: bool) -> list[Column]:
            draw = dice.minutes if minutes else dice.amounts
            return [column(draw(f"{key} {name} {n}", duration)) for n in range(len(shares))] if duration else []

        return (
            codes(rounds),
            codes(never),
            each("request", facts.request.minutes if facts.request else None, True),
            each("answer", facts.answer_days, False),
            each("again", facts.again.minutes, True),
            dice.elapsed(key),
            column(dice.minutes(f"{key} reminder", facts.reminder.minutes)) if facts.reminder else [],
        )

    def play(self, case: Case, drawn: Any) -> "Play":
        return self._rounds(case, drawn, 0)

    def resume(self, case: Case, drawn: Any) -> "Play":
        outcome = yield from self._round(case, drawn, 0, drawn[5][case.i])
        if outcome:
            return outcome
        return (yield from self._rounds(case, drawn, 1))

    def _rounds(self, case: Case, drawn: Any, first: int) -> "Play":
        for n in range(first, drawn[0][case.i]):
            if self._request:
                yield from self._request(case, drawn[2][n][case.i])
            outcome = yield from self._round(case, drawn, n, 1.0)
            if outcome:
                return outcome
        return None

    def _round(self, case: Case, drawn: Any, n: int, left: float) -> "Play":
        """Wait for the documents, then check again; `left` is the part of the wait that is still to come."""
        world, facts, i = self._world, self._facts, case.i
        asked = world.clock._now
        silent = drawn[1][i] == n
        days = facts.closes_after_days.value if silent else drawn[3][n][i] * left
        if self._reminder and facts.reminder and days > facts.reminder.after_days.value:
            world.wait(case, self._answer, asked + facts.reminder.after_days.value * DAY)
            yield
            yield from self._reminder(case, drawn[6][i])
        world.wait(case, self._answer, max(asked + days * DAY, world.clock._now))
        yield
        if silent:
            return GAVE_UP
        if self._again:
            yield from self._again(case, drawn[4][n][i])
        return None


class DecideScene(Scene):
    """The decision."""

    def __init__(self, world: "World", key: str, facts: Decide) -> None:
        self._world, self._key, self._facts = world, key, facts

    def draw(self, dice: Dice, channel: Channels) -> Codes:
        return codes(dice.uniforms(self._key) < self._facts.refused.value)

    def play(self, case: Case, drawn: Codes) -> "Play":
        self._world.decide(case)
        return REFUSED if drawn[case.i] else None
        yield


class RecurScene(Scene):
    """Some come again later with a new case of the same service."""

    def __init__(self, world: "World", key: str, facts: Recur) -> None:
        self._world, self._key, self._facts = world, key, facts

    def draw(self, dice: Dice, channel: Channels) -> tuple[Column, Column]:
        return column(dice.amounts(self._key, self._facts.days)), dice.elapsed(self._key)

    def play(self, case: Case, drawn: tuple[Column, Column]) -> "Play":
        self._world.comes_again(case.group, case.i, self._world.clock._now + drawn[0][case.i] * DAY)
        return None
        yield

    def due(self, group: Group, i: int, drawn: tuple[Column, Column]) -> None:
        """Somebody whose last case ended before the run: only the next one is seen."""
        self._world.comes_again(group, i, self._world.clock._now + drawn[0][i] * drawn[1][i] * DAY)
