"""The aggregates that measures have in common, as SQL."""

from __future__ import annotations


def spread(value: str, *names: str) -> dict[str, str]:
    """Mean and quantiles of a column; quantiles interpolate between neighbours, and share one sorted list."""
    quantiles = f"quantile_cont({value}, [0.5, 0.9, 0.95])"
    formulas = {
        "mean": f"favg({value})",
        "median": f"{quantiles}[1]",
        "p90": f"{quantiles}[2]",
        "p95": f"{quantiles}[3]",
    }
    return {name: formulas[name] for name in names or formulas}


def share(condition: str) -> dict[str, str]:
    """Share of the rows in which a condition holds; rows in which it is empty are no part of it."""
    return {"share": f"count(*) filter ({condition}) / nullif(count({condition}), 0)"}
