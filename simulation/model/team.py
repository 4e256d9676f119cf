"""A team (Sachgebiet) in the run: one pool of heads, or one for each dedicated caseload."""

from collections.abc import Sequence

from simulation.model.pool import Pool


class Team:
    """A team as the routes see it: one pool, or a pool for each dedicated caseload."""

    def __init__(self, key: str, pools: Sequence[Pool], productive: float) -> None:
        self.key, self.pools, self.productive = key, tuple(pools), productive
        for pool, other in zip(self.pools, [*self.pools[1:], *self.pools[:1]], strict=True):
            pool.colleague = other

    def pool_of(self, letter: float) -> Pool:
        """The pool that owns a case; `letter` in [0, 1) is its place in the alphabet."""
        return self.pools[0] if len(self.pools) == 1 else self.pools[int(letter * len(self.pools))]
