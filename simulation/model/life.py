"""The life of a case (Vorgang), told from top to bottom by its route; and what happens to it on the way."""

from math import inf, nan
from typing import TYPE_CHECKING

from simulation.model.case import Case, Group, Story
from simulation.model.clock import Moment
from simulation.model.ledger import OPEN_CASE, activity
from simulation.model.scenes import RecurScene, WorkScene
from simulation.scenario.calendar import DAY
from simulation.scenario.office import FailureDemand

if TYPE_CHECKING:
    from simulation.model.world import World


def life(world: "World", case: Case, first: int) -> Story:
    """One scene after the other, as far as the case takes part in it; `first` is where a backlog case stands."""
    i, outcome = case.i, None
    acts = case.group.acts
    if first >= 0:
        scene, takes, drawn = acts[first]
        if takes is None or takes[i]:
            outcome = yield from scene.resume(case, drawn)
        acts = [] if outcome else acts[first + 1 :]
    for scene, takes, drawn in acts:
        if takes is None or takes[i]:
            if type(scene) is WorkScene:
                scene.begin(case, drawn[i])
                yield
                continue
            outcome = yield from scene.play(case, drawn)
            if outcome:
                break
    world.close(case, outcome)
    case.story = _rest
    yield


def _rest() -> None:
    """A closed case has no story left."""


class _Ask(Moment):
    """The next time that an undecided case asks about itself."""

    __slots__ = ("case", "n")

    def __init__(self, case: Case) -> None:
        self.case, self.n = case, 0


class _Turn(Moment):
    """Something that will happen to a case unless it is over by then."""

    __slots__ = ("case",)

    def __init__(self, case: Case) -> None:
        self.case = case


class Lives:
    """Begins lives, and lets cases ask, withdraw and become pressing."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._history = world.journal.step("before_start", "history")
        document = world.document
        self._failure: FailureDemand | None = document.failure_demand
        self._mean_wait = self._failure.every_days.value * DAY if self._failure else 0.0
        self._luck = {name: world.keyed("asks", name) for name in ("by phone", "next")}
        titles = document.titles
        self._within = titles.within_days.value * DAY if titles else 0.0
        self._pressing = world.priority(titles.priority) if titles else (0.0, 0.0)
        ageing = document.ageing
        self._ages = ageing.after_days.value * DAY if ageing else inf
        self._aged = world.priority(ageing.priority) if ageing else (0.0, 0.0)
        self._when_aged = [self._age]
        self._when_asking = [self._ask]
        self._when_withdrawing = [self._withdraw]
        self._when_pressing = [self._press]
        world.begin = self.begin

    def begin(self, group: Group, i: int) -> None:
        """A case is born, or found in the backlog at the start of the run."""
        world = self._world
        first = group.starts_at[i] if group.starts_at else -1
        if first >= 0 and isinstance(scene := group.acts[first][0], RecurScene):
            scene.due(group, i, group.acts[first][2])
            return
        now = world.clock._now
        arrived = now if group.arrived is None else group.arrived[i]
        expires = arrived + group.expires[i] if group.expires else nan
        number = world.journal.birth(
            arrived, group.service, 0, group.channel[i], group.teams[i], group.urgent[i], expires,
            min(-1.0, 0.1 * arrived) if group.decided else nan,
        )  # fmt: skip
        case = Case(group, i, number, arrived)
        if arrived < now:
            world.journal.note(activity(number, self._history, -1, arrived, arrived, now, 0.0))
        if not group.decided:
            self._expect_turns(case, now, expires)
        case.story = life(world, case, first).__next__
        case.story()

    def _expect_turns(self, case: Case, now: float, expires: float) -> None:
        world, group, i = self._world, case.group, case.i
        if case.arrived + self._ages < world.horizon:
            world.clock.at(max(case.arrived + self._ages, now), _Turn(case), self._when_aged)
        if expires == expires:
            if expires - self._within <= now:
                self._press(_Turn(case))
            elif expires - self._within < world.horizon:
                world.clock.at(expires - self._within, _Turn(case), self._when_pressing)
        if group.withdraws and now + group.withdraws[i] < world.horizon:
            world.clock.at(now + group.withdraws[i], _Turn(case), self._when_withdrawing)
        if group.asks:
            world.undecided(case)
            if now + group.asks[i] < world.horizon:
                world.clock.at(now + group.asks[i], _Ask(case), self._when_asking)

    def _press(self, turn: _Turn) -> None:
        if not turn.case.decided and not turn.case.gone:
            self._world.raise_case(turn.case, *self._pressing)

    def _age(self, turn: _Turn) -> None:
        if not turn.case.decided and not turn.case.gone:
            self._world.raise_case(turn.case, *self._aged)

    def _withdraw(self, turn: _Turn) -> None:
        if not turn.case.decided and not turn.case.gone:
            turn.case.withdraw(self._world.journal, self._world.clock._now)

    def _ask(self, ask: _Ask) -> None:
        """The case asks about itself, by phone in the hotline's hours or by message; and will ask again."""
        case, world, failure = ask.case, self._world, self._failure
        if case.decided or case.gone or failure is None:
            return
        if self._luck["by phone"].draw(case.person, ask.n) < failure.by_phone.value:
            world.desks[failure.call].spawn_at_an_hour(case.person, case, ask.n, OPEN_CASE)
        else:
            world.desks[failure.message].spawn(case.person, case, ask.n, OPEN_CASE)
        ask.n += 1
        again = world.clock._now + self._luck["next"].exponential(case.person, self._mean_wait, ask.n)
        if again < world.horizon:
            world.clock.at(again, ask, self._when_asking)
