"""Which slots there are and when each is on offer: laws that hold for any book and any rules."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from math import isfinite, isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.supply import Supply
from tests.laws.slot_books import DAYS, date_of, grid, minutes, opening, rules_of, slot_books, supply

DAY = 1440.0


def law(*drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """A law of random books: a few of them each time, and 2,000 for all laws together in the slow tests."""

    def test_of(check: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("examples", [40, pytest.param(160, marks=pytest.mark.slow)])
        def test(examples: int) -> None:
            settings(max_examples=examples)(given(*drawn)(check))()

        test.__doc__ = check.__doc__
        return test

    return test_of


def rows(found: Supply, name: str | None = None) -> list[tuple[float, float, float, int]]:
    """(starts, released, until, slots) of an offer, or of all."""
    keep = [name is None or found.offers[offer].name == name for offer in found.offer]
    columns = (found.starts[keep], found.released[keep], found.until[keep], found.count[keep])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def clock_on(at: object, weekday: int) -> float | None:
    """Minutes after midnight of a rule's clock time on a weekday, read from the file anew."""
    if isinstance(at, str):
        return minutes(at)
    return next((minutes(clock) for days, clock in at.items() if WEEKDAYS[weekday] in days.split(",")), None)


@law(slot_books())
def test_every_slot_of_the_grid_belongs_to_exactly_one_offer(raw):
    found = supply(raw)
    assert len(set(zip(found.starts, found.offer, found.released, strict=True))) == len(found.starts)
    assert (found.count >= 1).all() and (np.diff(found.starts) >= 0).all()
    by_time = Counter()
    for starts, _, _, count in rows(found):
        by_time[starts] += count
    wanted = {day * DAY + at: slots for day in range(DAYS) for at, slots in grid(raw, date_of(raw, day * DAY)).items()}
    assert by_time == wanted


@law(slot_books())
def test_no_slot_lies_outside_the_opening_hours(raw):
    found = supply(raw)
    for starts in found.starts.tolist():
        at = starts % DAY
        assert any(opens <= at and at + found.minutes <= closes for opens, closes in opening(raw, date_of(raw, starts)))


@law(slot_books())
def test_what_is_searched_is_on_offer_for_a_while_before_its_least_lead(raw):
    found = supply(raw)
    for name, rule in rules_of(raw).items():
        names = [name, *(f"{name}_{n + 1}" for n in range(len(rule.get("parts", ()))))]
        for starts, released, until, _ in (row for one in names for row in rows(found, one)):
            if rule["kind"] in ("ad_hoc", "invitation"):
                assert released == -np.inf
            else:
                assert released < until <= starts - rule["least_lead_minutes"]


@law(slot_books())
def test_a_slot_is_on_offer_from_its_release_on_and_never_again(raw):
    found = supply(raw)
    for minute in np.linspace(-30 * DAY, DAYS * DAY, 40):
        there = found.on_offer(minute)
        for n in np.flatnonzero(there):
            assert isfinite(found.released[n]) and found.released[n] <= minute < found.starts[n]
    assert not found.on_offer(DAYS * DAY).any()


@law(slot_books(("daily", "tranches", "rolling", "ad_hoc", "invitation"), least=1))
def test_shares_are_met_within_one_slot_a_day(raw):
    for rule in rules_of(raw).values():
        rule |= {"least_lead_minutes": 0}
        for table in (rule, *rule.get("parts", ())):
            if "ahead_days" in table:
                table["ahead_days"] += 1
        if rule["kind"] == "rolling":
            rule["end_in_days"] += 1
        if "share" not in rule:
            rule.pop("quantity", None)
            rule["share"] = 0.25
    found = supply(raw)
    for day in range(DAYS):
        total = sum(grid(raw, date_of(raw, day * DAY)).values())
        on_day = [row for row in zip(found.starts, found.offer, found.count, strict=True) if row[0] // DAY == day]
        for name, rule in rules_of(raw).items():
            parts = rule.get("parts", [{"share": 1}])
            wanted = [(f"{name}_{n + 1}" if "parts" in rule else name, p["share"]) for n, p in enumerate(parts)]
            for offer, share in wanted:
                taken = sum(count for _, n, count in on_day if found.offers[n].name == offer)
                assert abs(taken - rule["share"] * share * total) <= 1


@law(slot_books(most=1), st.integers(0, 40), st.sampled_from(("rolling", "ad_hoc", "invitation")))
def test_a_quantity_is_met_wherever_the_day_has_so_many(raw, quantity, kind):
    rule = {"kind": kind, "quantity": quantity} | ({"start_in_days": 0, "end_in_days": 9} if kind == "rolling" else {})
    raw["books"]["book"]["release"] = {"numbers": rule, "others": {"kind": "ad_hoc", "share": 1}}
    found = supply(raw)
    for day in range(DAYS):
        total = sum(grid(raw, date_of(raw, day * DAY)).values())
        taken = sum(count for starts, _, _, count in rows(found, "numbers") if starts // DAY == day)
        assert taken == min(quantity, total)
    assert not rows(found, "unreleased")


@law(slot_books(("daily",), most=1, least=1))
def test_a_day_is_released_so_many_days_ahead_at_the_clock_time(raw):
    rule = rules_of(raw)["rule_0"]
    rule["reading"] = "day"
    for starts, released, _, _ in rows(supply(raw), "rule_0"):
        day, on = date_of(raw, starts), date_of(raw, released)
        assert released % DAY == clock_on(rule["at"], on.weekday())
        between = [on + timedelta(days=k + 1) for k in range((day - on).days - rule["ahead_days"])]
        assert (day - on).days >= rule["ahead_days"]
        assert all(clock_on(rule["at"], later.weekday()) is None for later in between)


@law(slot_books(("daily",), most=1, least=1))
def test_a_calendar_week_is_released_in_equal_parts_on_the_working_days_of_the_week_before(raw):
    rule = rules_of(raw)["rule_0"]
    rule |= {"reading": "calendar_week", "least_lead_minutes": 0}
    rule.pop("quantity", None)
    found = supply(raw)
    by_day: dict[object, Counter[object]] = {}
    for starts, released, _, count in rows(found, "rule_0"):
        assert released % DAY == clock_on(rule["at"], date_of(raw, released).weekday())
        by_day.setdefault(date_of(raw, starts), Counter())[date_of(raw, released)] += count
    for day, parts in by_day.items():
        monday = day - timedelta(days=day.weekday() + 7)
        week = [monday + timedelta(days=k) for k in range(7)]
        timed = [on for on in week if clock_on(rule["at"], on.weekday()) is not None]
        working = [on for on in timed if opening(raw, on)]
        if working:
            assert set(parts) <= set(working)
            sizes = [parts[on] for on in working]
            assert max(sizes) - min(sizes) <= 1
        else:
            assert all(on < monday or on in timed for on in parts)


@law(slot_books(("same_day", "daily"), least=1))
def test_the_same_day_remainder_is_late_enough(raw):
    found = supply(raw)
    for name, rule in rules_of(raw).items():
        if rule["kind"] == "same_day":
            for starts, released, _, _ in rows(found, name):
                assert date_of(raw, released) == date_of(raw, starts)
                assert released % DAY == clock_on(rule["at"], date_of(raw, starts).weekday())
                assert starts - released > rule["least_lead_minutes"]


@law(slot_books(least=1), st.integers(0, DAYS), st.sampled_from(((0, 1440), (540, 720), (750, 1440))))
def test_a_batch_is_alone_in_its_window(raw, day, window):
    opens, closes = window
    dates = [date_of(raw, (day + k) * DAY) for k in range(2)]
    on = dates[0] - timedelta(days=3)
    batch = {"kind": "batch", "on": on, "at": "09:00", "dates": dates}
    batch |= {"from": f"{opens // 60:02}:{opens % 60:02}", "until": f"{closes // 60:02}:{closes % 60:02}"}
    others = {name: rule for name, rule in rules_of(raw).items() if rule["kind"] != "batch"}
    raw["books"]["book"]["release"] = others | {"special": batch}
    found = supply(raw)
    mine = 0
    for starts, offer, released in zip(found.starts, found.offer, found.released, strict=True):
        inside = date_of(raw, starts) in dates and opens <= starts % DAY < closes
        assert inside == (found.offers[offer].name == "special")
        if inside:
            mine += 1
            assert (date_of(raw, released), released % DAY) == (on, 540.0)
    assert mine == sum(opens <= at < closes for d in dates if (d - date_of(raw, 0)).days < DAYS for at in grid(raw, d))


@law(slot_books(("rolling",), most=1, least=1), st.integers(-20 * 96, DAYS * 96))
def test_a_rolling_window_opens_block_by_block(raw, quarter):
    """As in ZMS: from start_in_days to end_in_days ahead; on the newest day, once the clock passes the block's own
    opening (or the slot's own time)."""
    rule = rules_of(raw)["rule_0"]
    rule |= {"least_lead_minutes": 0}
    rule.pop("share", None)
    rule.pop("quantity", None)
    now = quarter * 15.0
    found = supply(raw)
    offered = dict(zip(found.starts.tolist(), found.on_offer(now).tolist(), strict=True))
    for starts in offered:
        day, at = starts // DAY, starts % DAY
        block = next(opens for opens, closes in opening(raw, date_of(raw, starts)) if opens <= at < closes)
        ahead = day - now // DAY
        passed = now % DAY >= (block if rule["opens_by"] == "opening" else at)
        bookable = rule["start_in_days"] <= ahead <= rule["end_in_days"] and now < starts
        if ahead == rule["end_in_days"]:
            bookable &= passed
        assert (offered[starts] > 0) == bookable


@law(slot_books())
def test_rules_that_take_nothing_release_nothing(raw):
    for rule in rules_of(raw).values():
        rule.pop("share", None)
        rule["quantity"] = 0
        if rule["kind"] == "tranches":
            rule["share"] = rule.pop("quantity")
    found = supply(raw)
    assert all(isnan(released) for _, released, _, _ in rows(found))
    assert not any(found.on_offer(minute).any() for minute in range(0, int(DAYS * DAY), 90))


@law(slot_books(), st.integers(1, 12))
def test_the_first_day_of_a_run_changes_no_slot_of_another_day(raw, later):
    """The same civil slots and releases, whether a run or a preview begins with them or long before."""
    whole, tail = supply(raw), supply(raw, first_day=later)
    keep = whole.starts >= later * DAY
    for name in ("starts", "offer", "released", "until", "count"):
        assert np.array_equal(getattr(whole, name)[keep], getattr(tail, name), equal_nan=True)
    moved = raw | {"office": raw["office"] | {"starts": date_of(raw, later * DAY)}}
    again = supply(moved, DAYS - later)
    assert np.array_equal(tail.starts - later * DAY, again.starts)
    assert np.array_equal(tail.released - later * DAY, again.released, equal_nan=True)
