"""Groups of people: who comes, through which channel, with which marks, to which team; all drawn at once."""

from functools import cache
from math import log1p
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation.model.appointments import AppointmentScene
from simulation.model.births import arrival_times
from simulation.model.case import Act, Group
from simulation.model.draws import Column, Dice, codes, column
from simulation.model.scenes import DecideScene, DocumentsScene, RecurScene, Scene, WaitScene, WorkScene
from simulation.scenario.backlog import Backlog
from simulation.scenario.calendar import DAY
from simulation.scenario.office import Service
from simulation.scenario.routes import Appointment, Decide, Documents, Recur, Route, RouteStep, Wait, Work

if TYPE_CHECKING:
    from simulation.model.world import World

SCENES: dict[type[RouteStep], type[Any]] = {
    Work: WorkScene,
    Wait: WaitScene,
    Documents: DocumentsScene,
    Decide: DecideScene,
    Appointment: AppointmentScene,
    Recur: RecurScene,
}
"""Which scene plays which kind of step."""
Floats = NDArray[np.float64]


class ServicePeople:
    """Makes the groups of one service."""

    def __init__(self, world: "World", key: str, code: int, facts: Service) -> None:
        self.world, self.key, self.code, self.facts = world, key, code, facts
        self.route: Route = world.document.route_of(key)
        self._scenes: list[tuple[str, RouteStep, Scene]] = [
            (step, f, SCENES[type(f)](world, step, f)) for step, f in self.route.items()
        ]
        document = world.document
        self._bits = {mark: 1 << n for n, mark in enumerate([*document.channels, *document.traits])}
        self._asks = document.failure_demand is not None and any(isinstance(f, Decide) for f in self.route.values())

    def arriving(self) -> list[Group]:
        """The groups of those who come during the run: the base, and added demand as a group of its own."""
        arrivals, document = self.facts.arrivals, self.world.document
        if arrivals is None:
            return []
        factor = document.demand.value * self.facts.demand.value
        layers = [("base", min(factor, 1.0))] + ([("added", factor - 1)] if factor > 1 else [])
        groups = []
        for layer, share in layers:
            times = arrival_times(document, self.world.seed, self.key, arrivals, layer, share)
            if len(times):
                groups.append(self._group(layer, times, len(times)))
        return groups

    def backlog(self, name: str, facts: Backlog, cases: int) -> Group | None:
        """Cases that are there at the start, oldest furthest along."""
        if cases == 0:
            return None
        dice = self._dice(f"backlog {name}", cases)
        ages = np.sort(dice.amounts("age", facts.ages_days))[::-1]
        group = self._group(f"backlog {name}", -ages * DAY, cases, halfway=True)
        steps = list(self.route)
        places = [(step, place.share.value) for place in facts.places if (step := place.of(self.route))]
        shares = np.cumsum([share for _step, share in places])
        rank = (np.arange(cases)[::-1] + 0.5) / cases * shares[-1]
        spot = np.minimum(np.searchsorted(shares, rank), len(places) - 1)
        group.starts_at = [steps.index(places[int(k)][0]) for k in spot]
        group.decided = facts.decided
        return group

    def _dice(self, layer: str, n: int, halfway: bool = False) -> Dice:
        return Dice(self.world.seed, (self.key, layer), n, self.world.shape, halfway=halfway)

    def _group(self, layer: str, times: Floats | None, n: int, depth: int = 0, *, halfway: bool = False) -> Group:
        world, dice = self.world, self._dice(layer, n, halfway)
        channel = self._channels(dice)
        marks = self._marks(dice, channel)
        letter = dice.uniforms("letter")
        teams = self._teams(dice)
        names = list(world.teams)
        rank, head_start = self._priorities(marks)
        urgent = (marks & self._bits.get("urgent", 0)) > 0
        group = Group(
            service=self.code,
            key=world.people_key(self.key, layer),
            arrived=None if times is None else column(times),
            acts=[self._act(dice, channel, marks, *scene) for scene in self._scenes],
            pools=[world.teams[names[t]].pool_of(u) for t, u in zip(teams.tolist(), letter.tolist(), strict=True)],
            channel=codes(channel),
            urgent=codes(urgent),
            teams=codes(teams),
            rank=column(rank),
            head_start=column(head_start),
            letter=column(letter),
            expires=self._expires(dice),
            withdraws=self._withdraws(dice),
            asks=self._first_asks(dice),
        )
        if any(isinstance(facts, Recur) for facts in self.route.values()):
            group.again = cache(lambda: self._group(f"{layer} again {depth + 1}", None, n, depth + 1))
        return group

    def _channels(self, dice: Dice) -> NDArray[np.int64]:
        channels = self.world.document.channels
        if not channels or not self.facts.channels:
            return np.full(dice.n, -1, dtype=np.int64)
        shares = np.cumsum([channel.share.value for channel in channels.values()])
        return np.minimum(np.searchsorted(shares, dice.uniforms("channel"), side="right"), len(channels) - 1)

    def _marks(self, dice: Dice, channel: NDArray[np.int64]) -> NDArray[np.int64]:
        marks = np.where(channel >= 0, 1 << np.maximum(channel, 0), 0)
        for key, trait in self.world.document.traits.items():
            share = self.facts.traits.get(key, trait.share).value
            has = dice.uniforms(f"trait {key}") < share
            if trait.of:
                has &= (marks & self._bits[trait.of]) > 0
            marks = marks | np.where(has, self._bits[key], 0)
        return marks

    def _teams(self, dice: Dice) -> NDArray[np.int64]:
        codes = {key: code for code, key in enumerate(self.world.teams)}
        if isinstance(self.facts.team, str):
            return np.full(dice.n, codes[self.facts.team], dtype=np.int64)
        shares = np.cumsum([share.value for share in self.facts.team.values()])
        chosen = np.minimum(np.searchsorted(shares, dice.uniforms("team"), side="right"), len(shares) - 1)
        return np.asarray([codes[key] for key in self.facts.team])[chosen]

    def _priorities(self, marks: NDArray[np.int64]) -> tuple[Floats, Floats]:
        rank0, start0 = self.world.priority(self.facts.priority)
        rank, start = np.full(len(marks), rank0), np.full(len(marks), start0)
        for key, trait in self.world.document.traits.items():
            if trait.priority:
                better_rank, better_start = self.world.priority(trait.priority)
                has = (marks & self._bits[key]) > 0
                has &= (rank > better_rank) | ((rank == better_rank) & (start < better_start))
                rank[has], start[has] = better_rank, better_start
        return rank, start

    def _act(
        self, dice: Dice, channel: NDArray[np.int64], marks: NDArray[np.int64], key: str, facts: RouteStep, scene: Scene
    ) -> Act:
        takes: NDArray[np.bool_] | None = None
        only, unless = (sum(self._bits[mark] for mark in names) for names in (facts.only, facts.unless))
        if only or unless:
            takes = ((marks & only) > 0) | (only == 0)
            takes &= (marks & unless) == 0
        if facts.share is not None:
            some = dice.uniforms(f"{key} takes part") < facts.share.value
            takes = some if takes is None else takes & some
        drawn: Any = scene.draw(dice, channel)
        return scene, None if takes is None else codes(takes), drawn

    def _expires(self, dice: Dice) -> Column | None:
        titles = self.world.document.titles
        if titles is None or self.key not in titles.services:
            return None
        days = dice.amounts("title runs out", titles.days)
        holds = dice.uniforms("holds a title") < titles.share.value
        return column(np.where(holds, days * DAY, np.nan))

    def _withdraws(self, dice: Dice) -> Column | None:
        withdrawal = self.world.document.withdrawal
        if withdrawal is None or withdrawal.per_year.value <= 0:
            return None
        mean = -365 * DAY / log1p(-min(withdrawal.per_year.value, 1 - 1e-12))
        return column(-np.log1p(-dice.uniforms("withdraws")) * mean)

    def _first_asks(self, dice: Dice) -> Column | None:
        facts = self.world.document.failure_demand
        if not self._asks or facts is None or facts.asks == "off":
            return None
        return column(-np.log1p(-dice.uniforms("asks")) * facts.every_days.value * DAY)
