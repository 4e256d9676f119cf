"""simulate(scenario, seed): a pure function from a scenario and a seed to ledgers (law 1)."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np

from simulation.model.births import arrival_times
from simulation.model.draws import column
from simulation.model.ledger import ClosedMinutes, Coded, Journal, Ledgers, Table
from simulation.model.life import Lives
from simulation.model.people import ServicePeople
from simulation.model.slots import slots_table
from simulation.model.world import World
from simulation.scenario import Scenario
from simulation.scenario.calendar import DAY
from simulation.scenario.office import Contact, Service
from simulation.scenario.stock import shared_out

MODEL_VERSION = "3"
"""Part of the identity of a replication: raised whenever the same scenario and seed give other ledgers."""


def simulate(scenario: Scenario, seed: int) -> Ledgers:
    """The ledgers of one replication: minutes since 00:00 of the first day, before 0 for what was there already.

    Touches no disk, clock, log or environment. The same scenario and seed give bit-identical columns.
    """
    with _tidied():
        journal, closed, slots, capacity = _run(scenario, seed)
    cases, activities = journal.tables(scenario.days * DAY, closed)
    return Ledgers(cases, activities, slots, capacity, journal.searches_table())


@contextmanager
def _tidied() -> Iterator[None]:
    """Garbage is collected once, at the end, and only what was made meanwhile is looked through."""
    collecting, aside = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    gc.freeze()
    try:
        yield
        gc.collect()  # unlike collect(0), it empties Python's free lists, which hold on to half of the memory
    finally:
        if not aside:
            gc.unfreeze()
        if collecting:
            gc.enable()


def _run(scenario: Scenario, seed: int) -> tuple[Journal, ClosedMinutes, Table, Table]:
    """The journal of a run with what else it leaves behind; the world itself is gone afterwards, with all its
    people."""
    world = World(scenario.document, seed)
    _people_come(world)
    world.run()
    for team in world.teams.values():
        for pool in team.pools:
            pool.finish()
    world.note_expected()
    for seekers in world.seekers:
        seekers.note_open()
    closed = ClosedMinutes([[(opens, closes) for _, opens, closes in world.hours[key]] for key in world.journal.teams])
    return world.journal, closed, slots_table(world, scenario.base or scenario.id), _capacity(world)


def _people_come(world: World) -> None:
    document, lives = world.document, Lives(world)
    people = {
        key: ServicePeople(world, key, code, facts)
        for code, (key, facts) in enumerate(document.services.items())
        if isinstance(facts, Service)
    }
    for name, facts in document.backlog.items():
        for key, cases in shared_out(document, facts).items():
            group = people[key].backlog(name, facts, cases)
            if group is not None:
                world.feed([0.0] * cases, partial(lives.begin, group))
    for service in people.values():
        for group in service.arriving():
            assert group.arrived is not None
            world.feed(group.arrived, partial(lives.begin, group))
    for seekers in world.seekers:
        seekers.come()
    for key, desk in world.desks.items():
        contact = document.services[key]
        if isinstance(contact, Contact) and contact.arrivals is not None:
            factor = document.demand.value * contact.demand.value
            layers = [("base", min(factor, 1.0))] + ([("added", factor - 1)] if factor > 1 else [])
            for layer, share in layers:
                desk.expect(layer, column(arrival_times(document, world.seed, key, contact.arrivals, layer, share)))


def _capacity(world: World) -> Table:
    rows = np.asarray(world.capacity_rows(), dtype=np.float64).reshape(-1, 7)
    names: tuple[str, ...] = ("heads_present", "open_minutes", "busy_minutes", "overtime_minutes", "idle_minutes")
    columns: dict[str, Any] = {name: rows[:, 2 + k].copy() for k, name in enumerate(names)}
    columns["heads_present"] = rows[:, 2].astype(np.int32)
    return {
        "team": Coded(rows[:, 0].astype(np.int16), world.journal.teams),
        "day": rows[:, 1].astype(np.int32),
        **columns,
    }
