"""The same people against two to eight policies: run what is missing, then rank."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from simulation.results import Store
from simulation.scenario import Scenario
from simulation.study.asking import answer_here
from simulation.study.pairs import strangers
from simulation.study.places import Better, By, Race
from simulation.study.questions import DEFAULT_REPLICATIONS, Question, Replications
from simulation.study.queue import COMMAND_LINE
from simulation.study.ranking import Entrant, default_by, ranked
from simulation.study.runs import Progress
from simulation.study.workers import Pool, Work, replicate

MOST_POLICIES = 8


@dataclass(frozen=True)
class Policy:
    """A policy in a race (Variante): a scenario, under the name by which the reader knows it."""

    name: str
    scenario: Scenario


def questions(policies: Sequence[Policy], replications: int = DEFAULT_REPLICATIONS, seed: int = 1) -> list[Question]:
    """One question a policy, all from the same first seed; raises ValueError when they cannot race each other."""
    if len(policies) < 2:
        raise ValueError("a race needs at least two policies")
    if len(policies) > MOST_POLICIES:
        raise ValueError(f"a race has at most {MOST_POLICIES} policies, here are {len(policies)}")
    for place, policy in enumerate(policies):
        if policy.name in [one.name for one in policies[:place]]:
            raise ValueError(f"{policy.name}: named twice")
        odd = strangers(policy.scenario, policies[0].scenario, policy.name, policies[0].name)
        if odd is not None:
            raise odd
    return [Question(policy.scenario, None, seed, Replications(replications)) for policy in policies]


def race(
    policies: Sequence[Policy],
    store: Store,
    pool: Pool,
    by: By | None = None,
    *,
    better: Better | None = None,
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
    owner: str = COMMAND_LINE,
    work: Work = replicate,
    stop: threading.Event | None = None,
) -> Race:
    """Answer one question a policy and rank them; without `by` as `default_by` says, `better` then turns it.

    Each is an ordinary run in store and queue, so what is known already is not computed again. Raises as `questions`
    and `answer_here` do.
    """
    asked = questions(policies, replications, seed)
    of = replications * len(asked)
    entrants: list[Entrant] = []
    for policy, question in zip(policies, asked, strict=True):

        def tell(made: Progress, before: int = replications * len(entrants)) -> None:
            progress(replace(made, done=before + made.done, of=of))

        found = answer_here(question, store, pool, tell, owner, work, stop)
        entrants.append(Entrant(policy.name, found.run, store.open(found.run).measures()))
    return ranked(entrants, by or default_by(entrants, better), seed)
