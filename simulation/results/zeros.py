"""What counts is 0 where nothing happened: a replication without a decision has made none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from simulation.results.measures import MEASURES

if TYPE_CHECKING:
    import polars as pl

NAMES = ("measure", "statistic", "key", "value", "unit")


def with_zeros(measures: pl.DataFrame, numbers: Sequence[int], like: Iterable[pl.DataFrame] = ()) -> pl.DataFrame:
    """The measures of these replications, with a 0 for each count that one of them lacks.

    A count is known from another replication, or from a frame that it is to be `like`; of a share, a mean or a quantile
    nothing can be said where nothing happened, so it stays away.
    """
    import polars as pl

    counting = pl.DataFrame(
        [(one.name, statistic) for one in MEASURES for statistic in one.counts if statistic in one.statistics],
        schema=["measure", "statistic"], orient="row",
    )  # fmt: skip
    known = pl.concat([one.select(NAMES) for one in (measures, *like)]).unique(maintain_order=True)
    wanted = known.join(counting, on=["measure", "statistic"], how="semi", maintain_order="left").join(
        pl.DataFrame({"replication": pl.Series(numbers, dtype=measures.schema["replication"])}),
        how="cross",
        maintain_order="left_right",
    )
    lacking = wanted.join(measures, on=["replication", *NAMES], how="anti", maintain_order="left")
    if lacking.is_empty():
        return measures
    return pl.concat([measures, lacking.with_columns(number=pl.lit(0.0)).select(measures.columns)])
