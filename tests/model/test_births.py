"""When people come: volumes add up, rhythms hold, and layers never disturb each other."""

import numpy as np
import pytest

from simulation.model.births import Rhythm, arrival_times, day_weights
from simulation.scenario.arrivals import Arrivals
from tests.laws.offices import name, scenario_of

DAY = 1440.0


def document(days: int = 365, starts: str = "2025-03-17") -> object:
    raw = {
        "office": {
            "name": name("O"), "starts": starts, "days": days, "holidays": "DE-NW", "bare_numbers": {"derived": "x"},
        },
        "teams": {"red": {"name": name("T"), "heads": 1}},
        "services": {"s": {"kind": "contact", "name": name("S"), "team": "red", "medium": "none", "minutes": 1}},
    }  # fmt: skip
    return scenario_of(raw).document


def times(days: int = 365, seed: int = 1, layer: str = "base", factor: float = 1.0, **arrivals: object) -> np.ndarray:
    return arrival_times(document(days), seed, "s", Arrivals.model_validate(arrivals), layer, factor)


def test_a_yearly_volume_adds_up_whatever_the_season():
    arrivals = Arrivals.model_validate(
        {
            "per_year": 20_000,
            "weekdays": [2, 1, 1, 1, 1, 0, 0],
            "months": [1, 2] * 6,
            "on_closed_days": False,
            "count": "fixed",
        }
    )
    found = arrival_times(document(), 1, "s", arrivals, "base", 1.0)
    assert len(found) == pytest.approx(20_000, rel=0.005), "rounding of days only"
    half = arrival_times(document(73), 1, "s", arrivals, "base", 1.0)
    assert len(half) == pytest.approx(4_000, rel=0.01)


def test_a_yearly_volume_has_the_spread_of_a_poisson_number():
    totals = [len(times(seed=seed, per_year=900)) for seed in range(200)]
    assert np.mean(totals) == pytest.approx(900, abs=4 * 30 / 200**0.5)
    assert np.std(totals) == pytest.approx(30, rel=0.2)


def test_nobody_comes_on_days_without_weight():
    arrivals = Arrivals.model_validate({"per_day": 5, "weekdays": [1, 1, 1, 1, 1, 0, 0], "on_closed_days": False})
    days = {int(t // DAY) for t in arrival_times(document(60), 1, "s", arrivals, "base", 1.0)}
    assert not {5, 6, 12, 13, 32, 35, 45} & days, "weekends, Easter, the first of May"
    assert len(day_weights(document(60), arrivals)) == 60


def test_a_fixed_count_is_the_same_every_day():
    found = times(30, per_day=7, count="fixed")
    assert np.bincount((found // DAY).astype(int)).tolist() == [7] * 30


def test_arrivals_are_sorted_and_lie_in_the_run():
    for arrivals in ({"per_hour": 3}, {"per_day": 20}, {"per_year": 5000}, {"every_minutes": 77}):
        found = times(40, **arrivals)
        assert (np.diff(found) >= 0).all() and found[0] >= 0 and found[-1] < 40 * DAY


def test_windows_hold_their_share_of_the_day():
    windows = [{"from": "08:00", "to": "10:00", "share": 3}, {"from": "13:00", "to": "16:00", "share": 1}]
    minute = times(200, per_day=50, windows=windows) % DAY
    morning = (minute >= 480) & (minute < 600)
    assert (morning | ((minute >= 780) & (minute < 960))).all()
    assert morning.mean() == pytest.approx(0.75, abs=0.02)


def test_hours_hold_their_factors():
    hour = (times(200, per_day=50, hours=[0] * 8 + [3, 1] + [0] * 14) % DAY) // 60
    assert set(hour.tolist()) == {8, 9}
    assert (hour == 8).mean() == pytest.approx(0.75, abs=0.02)


def test_a_sine_swings_between_day_and_night():
    hour = (times(300, per_hour=4, sine={"amplitude": 1, "period_hours": 24}) % DAY) / 60
    assert len(hour) == pytest.approx(300 * 24 * 4, rel=0.03)
    assert ((hour > 3) & (hour < 9)).mean() == pytest.approx(0.25 + 1 / np.pi / 2**0.5, abs=0.02)
    assert ((hour > 17.5) & (hour < 18.5)).mean() < 0.01


def test_batches_come_together():
    found = times(100, per_day=10, batch={"kind": "constant", "mean": 3})
    moments, sizes = np.unique(found, return_counts=True)
    assert set(sizes.tolist()) == {3} and len(moments) * 3 == len(found)


def test_even_spacing():
    assert times(1, every_minutes=300).tolist() == [300, 600, 900, 1200]


def test_added_demand_is_a_stream_of_its_own_with_its_own_volume():
    base, added = times(per_year=10_000), times(layer="added", factor=0.25, per_year=10_000)
    assert len(added) == pytest.approx(2500, rel=0.08)
    assert not set(base.tolist()) & set(added.tolist())


def test_less_demand_keeps_a_part_of_the_same_people():
    base, kept = times(per_year=10_000), times(factor=0.6, per_year=10_000)
    assert set(kept.tolist()) <= set(base.tolist())
    assert len(kept) == pytest.approx(6000, rel=0.05)


def test_good_and_bad_days_are_shared_by_all_layers():
    calm, wild = times(per_day=200), times(per_day=200, day_factor_cv=0.5)
    added = times(layer="added", factor=1.0, per_day=200, day_factor_cv=0.5)

    def by_day(found: np.ndarray) -> np.ndarray:
        return np.bincount((found // DAY).astype(int), minlength=365)

    assert by_day(wild).std() / 200 == pytest.approx(0.5, rel=0.15) and by_day(calm).std() / 200 < 0.1
    assert np.corrcoef(by_day(wild), by_day(added))[0, 1] > 0.9


def test_a_later_contact_keeps_the_rhythm_of_the_day():
    rhythm = Rhythm(Arrivals.model_validate({"per_day": 1, "hours": [0] * 8 + [3, 1] + [0] * 14}))
    at = np.array([rhythm.at(u) for u in np.linspace(0, 1, 1000, endpoint=False)])
    assert at.min() >= 480 and at.max() <= 600 and (at < 540).mean() == pytest.approx(0.75, abs=0.01)
    assert Rhythm(None).at(0.5) == 720


def test_a_good_day_is_one_for_all_services():
    arrivals = Arrivals.model_validate({"per_day": 400, "day_factor_cv": 0.2})
    one, other = (
        np.bincount((arrival_times(document(), 1, service, arrivals, "base", 1.0) // DAY).astype(int), minlength=365)
        for service in ("s", "t")
    )
    assert np.corrcoef(one, other)[0, 1] > 0.8
    assert np.std(one + other) / np.mean(one + other) == pytest.approx(0.2, rel=0.15)


def test_a_rate_follows_weekdays_and_closed_days():
    found = times(364, per_hour=10, weekdays=[2, 1, 1, 1, 1, 0, 0], on_closed_days=False)
    by_day = np.bincount((found // DAY).astype(int), minlength=364).reshape(52, 7)
    assert by_day[:, 5:].sum() == 0 and by_day[4, 4] == 0, "weekends and Good Friday"
    assert by_day[:, 0].sum() / 51 == pytest.approx(480, rel=0.05), "Mondays but Easter's and Whitsun's"
    assert by_day[:, 2].mean() == pytest.approx(240, rel=0.05)


@pytest.mark.parametrize(
    "arrivals",
    [
        {"per_hour": 3, "hours": [1] * 24},
        {"per_hour": 3, "windows": [{"from": "08:00", "to": "10:00"}, {"from": "14:00", "to": "16:00"}]},
        {"every_minutes": 30, "windows": [{"from": "08:00", "to": "10:00"}]},
        {"every_minutes": 30, "weekdays": [1, 1, 1, 1, 1, 0, 0]},
    ],
)
def test_words_that_would_play_no_part_are_refused(arrivals):
    with pytest.raises(ValueError, match=r"plays no part|takes one window"):
        Arrivals.model_validate(arrivals)
