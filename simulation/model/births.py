"""Arrival times of a service over the run, drawn at once from streams of their own."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.model.streams import stream
from simulation.scenario.arrivals import Arrivals, Window
from simulation.scenario.calendar import DAY, closed_days
from simulation.scenario.distributions import sample, with_shape
from simulation.scenario.document import Document

Times = NDArray[np.float64]


def arrival_times(document: Document, seed: int, service: str, arrivals: Arrivals, layer: str, factor: float) -> Times:
    """Sorted arrival times in [0, horizon). Layer "base" meets the same people whatever the demand; a `factor` below
    1 keeps a part of them, the layer "added" comes on top with that factor."""
    days = document.office.days
    names = (service, layer)
    if arrivals.every_minutes is not None:
        gap = arrivals.every_minutes.value / (1.0 if layer == "base" else factor)
        times = np.arange(gap, days * DAY, gap)
    elif arrivals.per_hour is not None:
        times = _by_rate(document, arrivals, seed, names, 1.0 if layer == "base" else factor)
    else:
        times = _by_day(document, arrivals, seed, service, layer, 1.0 if layer == "base" else factor)
    if arrivals.batch is not None:
        sizes = sample(with_shape(arrivals.batch, None), stream(seed, "batches", *names), len(times)).astype(np.int64)
        times = np.repeat(times, np.maximum(sizes, 0))
    if layer == "base" and factor < 1:
        times = times[stream(seed, "kept", *names).random(len(times)) < factor]
    return times


def _by_rate(document: Document, arrivals: Arrivals, seed: int, names: tuple[str, str], factor: float) -> Times:
    """A Poisson process, thinned by the sine and by the day; in the window of each day, or around the clock."""
    rng, days = stream(seed, "arrivals", *names), document.office.days
    by_day = day_weights(document, arrivals)
    most = float(by_day.max())
    window = arrivals.windows[0] if arrivals.windows else None
    length = (window.closes - window.opens) if window else DAY
    wave = arrivals.sine
    crest = 1 + (wave.amplitude if wave else 0.0)
    rate = (arrivals.per_hour.value if arrivals.per_hour else 0.0) * factor / 60
    number = int(rng.poisson(rate * most * crest * length * days))
    at = np.sort(rng.random(number)) * (length * days)
    keep = rng.random(number) * crest
    day = np.floor(at / length)
    inside = at - day * length
    if wave:
        phase = (inside if window else at) / 60
        at, day, inside = (
            a[keep < 1 + wave.amplitude * np.sin(2 * np.pi * phase / wave.period_hours)] for a in (at, day, inside)
        )
    times = day * DAY + window.opens + inside if window else at
    if (by_day < most).any():
        times = times[stream(seed, "day kept", *names).random(len(times)) * most < by_day[(times // DAY).astype(int)]]
    return times


def day_weights(document: Document, arrivals: Arrivals) -> Times:
    """Relative volume of each day of the run, before normalising."""
    office = document.office
    dates = [office.starts + timedelta(days=day) for day in range(office.days)]
    weights = np.ones(office.days)
    if arrivals.weekdays:
        weights *= [arrivals.weekdays.values[d.weekday()] for d in dates]
    if arrivals.months:
        weights *= [arrivals.months.values[d.month - 1] for d in dates]
    if not arrivals.on_closed_days:
        closed = closed_days(office.starts, office.days, office.holidays, office.closed)
        weights[[day for day in closed if 0 <= day < office.days]] = 0
    return weights


def _by_day(document: Document, arrivals: Arrivals, seed: int, service: str, layer: str, factor: float) -> Times:
    weights = day_weights(document, arrivals)
    if arrivals.per_year is not None:
        total = weights.sum()
        means = weights * (arrivals.per_year.value * len(weights) / 365 / total) if total > 0 else weights
    else:
        means = weights * (arrivals.per_day.value if arrivals.per_day else 0.0)
    rng = stream(seed, "arrivals", service, layer)
    cv = arrivals.day_factor_cv.value
    if cv > 1e-6:
        means = means * stream(seed, "day factor").gamma(1 / cv**2, cv**2, len(means))  # a good day is one for all
    means = means * factor
    counts = np.rint(means).astype(np.int64) if arrivals.count == "fixed" else rng.poisson(means)
    day = np.repeat(np.arange(len(counts), dtype=np.float64), counts)
    return np.sort(day * DAY + minutes_of_day(arrivals, rng, len(day)))


def minutes_of_day(arrivals: Arrivals, rng: np.random.Generator, n: int) -> Times:
    """Times of the day by the hourly profile or the windows."""
    if arrivals.hours:
        weights = np.asarray(arrivals.hours.values)
        hour = np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(n), side="right")
        return (np.minimum(hour, 23) + rng.random(n)) * 60
    windows = arrivals.windows or (Window(),)
    shares = np.asarray([window.share for window in windows])
    chosen = np.minimum(
        np.searchsorted(np.cumsum(shares) / shares.sum(), rng.random(n), side="right"), len(windows) - 1
    )
    place = rng.random(n)
    result = np.empty(n)
    for number, window in enumerate(windows):
        mine = chosen == number
        inside = (
            place[mine] if window.alpha == window.beta == 1 else rng.beta(window.alpha, window.beta, int(mine.sum()))
        )
        result[mine] = window.opens + inside * (window.closes - window.opens)
    return result


class Rhythm:
    """The time of the day of a single later contact, by one uniform."""

    def __init__(self, arrivals: Arrivals | None) -> None:
        if arrivals is not None and arrivals.hours:
            weights = np.asarray(arrivals.hours.values)
            self._cumulative = [0.0, *(np.cumsum(weights) / weights.sum()).tolist()]
            self._bounds = [60.0 * hour for hour in range(25)]
        else:
            windows = sorted(arrivals.windows if arrivals else (), key=lambda w: w.opens) or [Window()]
            total = sum(window.share for window in windows)
            self._cumulative, self._bounds = [0.0], []
            self._windows = windows
            for window in windows:
                self._cumulative.append(self._cumulative[-1] + window.share / total)

    def at(self, uniform: float) -> float:
        """Minutes after midnight."""
        from bisect import bisect_right

        part = min(bisect_right(self._cumulative, uniform) - 1, len(self._cumulative) - 2)
        low, high = self._cumulative[part], self._cumulative[part + 1]
        inside = (uniform - low) / (high - low) if high > low else 0.5
        if self._bounds:
            return self._bounds[part] + inside * 60.0
        window = self._windows[part]
        return window.opens + inside * (window.closes - window.opens)
