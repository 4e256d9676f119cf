"""When people look: after a release, or by the hours of the day."""

from array import array
from math import inf

import numpy as np
import pytest

from simulation.model.looking import AFTER_RELEASE, BOT, FIRST_MINUTE, Looking
from simulation.scenario.document import Document
from simulation.study.statistics import interval
from tests.model.slot_office import slot_office, world_of

DAY = 1440.0
PROFILE = [0.0, 0, 0, 0, 0, 1, 2, 4, 9, 9, 8, 6, 4, 4, 4, 4, 3, 3, 3, 2, 2, 1, 1, 0]


def looking(seed: int = 1, **public: object) -> Looking:
    raw = slot_office(public=public)
    return Looking(world_of(raw, seed), "public", Document.model_validate(raw).searching["public"])


def times(one: Looking, number: int, person: int = 7) -> np.ndarray:
    """A person's looks, one after the other."""
    found = [0.0]
    for n in range(number):
        found.append(one.by_the_hour(found[-1], person, n))
    return np.asarray(found[1:])


def test_by_a_flat_profile_the_next_look_is_so_many_days_later():
    assert np.allclose(np.diff(times(looking(again_days=1.5), 50)), 1.5 * DAY)


def test_by_a_flat_profile_exponential_days_give_exponential_gaps():
    gaps = np.diff(times(looking(again_days={"kind": "exponential", "mean": 1}), 20_001)) / DAY
    assert gaps.mean() == pytest.approx(1, abs=0.03) and gaps.std() == pytest.approx(1, abs=0.04)
    for t in (0.5, 1, 2):
        assert (gaps > t).mean() == pytest.approx(np.exp(-t), abs=0.015)


def test_in_the_long_run_looks_fall_on_the_hours_as_the_profile_says():
    public = {"again_days": {"kind": "exponential", "mean": 1}, "hours": PROFILE}
    shares = []
    for seed in range(1, 9):
        hours = (times(looking(seed, **public), 3_000, person=seed) % DAY // 60).astype(int)
        shares.append(np.bincount(hours, minlength=24) / len(hours))
    for hour, exact in enumerate(np.asarray(PROFILE) / sum(PROFILE)):
        mine = [share[hour] for share in shares]
        assert (max(mine) == 0) if exact == 0 else not interval(mine, 1 - 0.01 / 24).excludes(exact), hour


def test_a_day_of_looking_is_a_day_whatever_the_profile():
    found = times(looking(again_days=1, hours=PROFILE), 30)
    assert np.allclose(np.diff(found), DAY)


def test_nobody_looks_in_an_hour_without_weight_and_time_goes_on():
    one = looking(again_days={"kind": "exponential", "mean": 0.05}, hours=PROFILE)
    found = times(one, 4_000)
    assert (np.diff(found) >= 0).all()
    assert {int(hour) for hour in found % DAY // 60} == {hour for hour, weight in enumerate(PROFILE) if weight}


def test_half_look_within_the_first_minute_and_the_others_later():
    one = looking(at_release={"first_minute": 0.5, "after_minutes": {"kind": "exponential", "mean": 10}})
    found = [one.after_release(array("d", [540.0, 1980.0]), 100.0, person, 0, False) for person in range(20_000)]
    first = np.asarray([time for time, way in found if way == FIRST_MINUTE]) - 540
    later = np.asarray([time for time, way in found if way == AFTER_RELEASE]) - 540
    assert len(first) / len(found) == pytest.approx(0.5, abs=0.012)
    assert first.min() >= 0 and first.max() < 1 and first.mean() == pytest.approx(0.5, abs=0.02)
    assert later.min() > 0 and later.mean() == pytest.approx(10, abs=0.4)


def test_a_bot_looks_within_the_first_second():
    found = [looking().after_release(array("d", [540.0]), 0.0, person, 0, True) for person in range(50)]
    assert all(way == BOT and 540 <= time < 540 + 1 / 60 for time, way in found)


def test_who_missed_a_release_waits_for_the_next_and_after_the_last_for_none():
    one = looking()
    releases = array("d", [540.0, 1980.0])
    assert 1980 <= one.after_release(releases, 540.0, 1, 0, False)[0] < 1981
    assert one.after_release(releases, 1980.0, 1, 0, False) == (inf, AFTER_RELEASE)


def test_a_persons_luck_is_the_same_at_another_release():
    one = looking(at_release={"first_minute": 0.5, "after_minutes": {"kind": "exponential", "mean": 10}})
    early, late = (
        [one.after_release(array("d", [at]), 0.0, person, 2, False)[0] - at for person in range(99)]
        for at in (540.0, 20_000.0)
    )
    assert np.allclose(early, late)
