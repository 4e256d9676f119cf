"""A slot office of nine slots and eight people, counted on paper: 20 days from Monday, 17 March 2025."""

from __future__ import annotations

from typing import Any

import pytest

from simulation.results import Replication, encode
from tests.results import ledgers
from tests.results.by_hand import D, found, series, stay

WISH = {"kind": "wish", "channel": "online", "service": "registration", "team": "service_point"}
SLOT = {"pool": "counter", "rule": "daily"}
AT_DESK = {"contact": "personal", "team": "service_point"}


def look(case: int, n: int, looked: float, way: str, offered: float | None = None) -> dict[str, Any]:
    """A row of searches; it found nothing where nothing was offered."""
    known = {} if offered is None else {"offered": offered}
    return {"case": case, "n": n, "looked": looked, "way": way, "found": offered is not None} | known


def slot(
    number: int, starts: float, state: str, case: int = -1, booked: float | None = None, **more: Any
) -> dict[str, Any]:
    """A row of slots: released a week ahead unless said otherwise."""
    known = {} if booked is None else {"booked": booked, "case": case, "service": "registration"}
    return SLOT | {"slot": number, "starts": starts, "state": state, "released": starts - 7 * D} | known | more


def counted(days: int = 20, **tables: list[dict[str, Any]]) -> Replication:
    return encode(ledgers.written(**tables), ledgers.STARTS, days)


@pytest.fixture(scope="module")
def counter() -> Replication:
    nine, ten, eleven = 9 * D + 540, 10 * D + 540, 11 * D + 540
    return counted(
        cases=[
            WISH | {"case": 0, "arrived": D + 480, "closed": nine + 60, "outcome": "served"},
            WISH | {"case": 1, "arrived": 2 * D + 600, "closed": 4 * D + 600, "outcome": "gave_up"},
            WISH | {"case": 2, "arrived": 3 * D + 540, "closed": 5 * D, "outcome": "withdrawn"},
            WISH | {"case": 3, "arrived": 4 * D, "closed": ten, "outcome": "stayed_away"},
            # still searches at the end
            WISH | {"case": 4, "arrived": 18 * D, "outcome": "open"},
            # the document box: no slot, no search
            WISH | {"case": 5, "arrived": 6 * D, "closed": 7 * D, "outcome": "served"},
            # two slots for one visit
            WISH | {"case": 6, "service": "licence", "arrived": 2 * D, "closed": nine + 30, "outcome": "served"},
            # found one, gave it back, found no other
            WISH | {"case": 7, "arrived": 4 * D + 540, "closed": 6 * D + 60, "outcome": "gave_up"},
            {
                "case": 8,
                "kind": "message",
                "service": "query_message",
                "cause": "failed_search",
                "channel": "message",
                "arrived": 4 * D + 610,
                "outcome": "open",
            },
            {
                "case": 9,
                "kind": "visit",
                "service": "adhoc",
                "channel": "adhoc",
                "arrived": 5 * D + 540,
                "closed": 5 * D + 600,
                "outcome": "served",
            },
            {
                "case": 10,
                "kind": "visit",
                "service": "adhoc",
                "channel": "adhoc",
                "arrived": 5 * D + 570,
                "closed": 5 * D + 570,
                "outcome": "gave_up",
            },
        ],
        activities=[
            stay(0, "registration_slot", D + 480, nine + 20, "no_slot"),
            stay(0, "registration", nine + 15, nine + 60, started=nine + 20, **AT_DESK),
            stay(3, "registration_slot", 4 * D, ten, "no_slot"),
            stay(6, "licence_slot", 2 * D, nine + 4, "no_slot"),
            stay(6, "licence", nine, nine + 30, started=nine + 4, **AT_DESK),
            stay(9, "adhoc", 5 * D + 540, 5 * D + 600, started=5 * D + 570, **AT_DESK),
        ],
        slots=[
            slot(0, nine + 15, "attended", 0, 2 * D + 540, released=2 * D + 540),
            slot(1, ten, "cancelled", 2, 3 * D + 540, freed=5 * D),
            slot(1, ten, "no_show", 3, 5 * D + 120),
            slot(2, nine, "attended", 6, 2 * D + 540, released=2 * D + 540, service="licence"),
            slot(3, nine + 15, "attended", 6, 2 * D + 540, released=2 * D + 540, service="licence", part=2),
            slot(4, eleven, "unused"),
            slot(5, 12 * D + 540, "unreleased", released=float("nan")),
            slot(6, ten + 60, "unused", released=10 * D + 420, rule="remainder"),
            slot(7, eleven + 60, "cancelled", 7, 4 * D + 600, freed=6 * D),
            slot(7, eleven + 60, "unused"),
            slot(8, 13 * D + 540, "unused"),
        ],
        searches=[
            look(0, 1, D + 480, "hours"),
            look(0, 2, 2 * D + 540, "first_minute", nine),
            look(1, 1, 2 * D + 600, "hours"),
            look(1, 2, 3 * D + 600, "hours"),
            look(1, 3, 4 * D + 600, "hours"),
            look(2, 1, 3 * D + 540, "after_release", ten),
            look(3, 1, 5 * D + 120, "hours", ten),
            look(4, 1, 18 * D, "hours"),
            look(6, 1, 2 * D + 540, "first_minute", nine),
            look(7, 1, 4 * D + 600, "first_minute", eleven + 60),
            look(7, 1, 6 * D, "hours"),
        ],
    )


@pytest.mark.parametrize(
    ("measure", "statistic", "key", "value", "number"),
    [
        ("slots_released", "total", "", "", 8),
        ("slots_released", "total", "rule", "remainder", 1),
        ("slots_released", "total", "day", "2025-03-26", 3),  # day 9
        ("slots_released", "total", "week", "2025-W13", 8),
        ("slots_booked", "total", "", "", 5),
        ("slots_booked", "total", "service", "licence", 2),
        ("slots_booked", "total", "channel", "online", 5),
        ("slots_kept", "total", "", "", 3),
        ("slots_kept", "share", "pool", "counter", 3 / 8),
        ("slots_kept", "total", "day", "2025-03-27", 0),
        ("slots_unused", "total", "", "", 4),
        ("slots_unused", "share", "rule", "daily", 3 / 7),
        ("slots_freed", "total", "", "", 2),
        ("slots_refilled", "total", "", "", 1),
        ("slots_refilled", "share", "", "", 1 / 2),
        ("refill_time", "median", "", "", 2.0),
        ("no_show_share", "share", "", "", 1 / 3),  # two slots of one visit are one booking
        ("cancelled_share", "share", "", "", 2 / 5),
        ("third_next_available", "mean", "", "", (3.875 + 2.875) / 2),  # days 9 and 10; 09:00 on day 13
        ("third_next_available", "median", "day", "2025-03-26", 3.875),
        ("fewer_than_three_on_offer", "share", "pool", "counter", 1 / 3),  # of days 9, 10, 11
        ("search_success", "per_try", "", "", 5 / 11),
        ("search_success", "per_person", "", "", 5 / 6),
        ("search_success", "per_try", "way", "hours", 1 / 7),
        ("search_success", "per_person", "way", "hours", 2 / 3),
        ("search_success", "per_try", "day", "2025-03-19", 2 / 3),
        ("search_success", "per_person", "service", "licence", 1.0),
        ("demand_lost", "total", "", "", 2),
        ("demand_lost", "share", "", "", 2 / 7),
        ("demand_lost", "total", "week", "2025-W12", 2),  # by the day of the wish
        ("withdrawn", "total", "", "", 1),
        ("withdrawn", "share", "", "", 1 / 7),
        ("stayed_away", "total", "", "", 1),
        ("looks_per_person", "mean", "", "", 10 / 6),
        ("access_time", "mean", "", "", (8 + 75 / D + 6.375 + 7.375) / 3),
        ("access_time", "mean", "pool", "counter", (8 + 75 / D + 6.375 + 7.375) / 3),
        ("access_time", "mean", "day", "2025-03-27", 6.375),
        ("access_time_offered", "mean", "", "", (8 + 60 / D + 7 + 6.375 + 7.375 + 7 + 60 / D) / 5),
        ("race_share", "share", "way", "first_minute", 4 / 5),
        ("race_share", "share", "way", "after_release", 1 / 5),
        ("query_contacts", "total", "", "", 1),
        ("query_contacts", "total", "kind", "message", 1),
        ("failure_demand", "total", "", "", 365 / 20),
        ("adhoc_queue", "mean", "", "", 30.0),
        ("adhoc_queue", "total", "", "", 2),
        ("adhoc_queue", "turned_away", "", "", 1 / 2),
        ("waiting_time", "mean", "way", "appointment", (5 + 4) / 2),
        ("waiting_time", "mean", "day", "2025-03-22", 30.0),
        ("contacts_per_year", "total", "day", "2025-03-26", 2 * 365),
    ],
)  # fmt: skip
def test_a_measure_of_slots_is_what_one_counts_on_paper(
    counter: Replication, measure: str, statistic: str, key: str, value: str, number: float
) -> None:
    assert found(counter, measure, statistic, key, value) == pytest.approx(number, abs=1e-12)


def test_kept_missed_and_unused_slots_are_all_that_were_released(counter: Replication) -> None:
    missed = 1
    assert found(counter, "slots_released", "total") == (
        found(counter, "slots_kept", "total") + found(counter, "slots_unused", "total") + missed  # type: ignore[operator]
    )


@pytest.mark.parametrize("measure", ["lead_time", "decision_time", "backlog", "decisions_per_year"])
def test_who_looks_for_a_slot_applies_for_nothing(counter: Replication, measure: str) -> None:
    assert found(counter, measure, "mean") is None and found(counter, measure, "total") is None


def test_missed_bookings_stand_by_their_lead(counter: Replication) -> None:
    rows = series(counter, "no_shows_by_lead").filter(key="").select("lead", "bookings", "missed").rows()
    assert rows == [(4, 3, 1)]  # 7, 5 and 7 days


def test_slots_over_people_are_added_up_from_the_least_persistent_on(counter: Replication) -> None:
    rows = series(counter, "slots_by_persistence").sort("looks")
    assert rows.select("looks", "people", "found").rows() == [(1, 3, 3), (2, 2, 2), (3, 1, 0)]
    assert rows["slots_share"].to_list() == pytest.approx([0.6, 1.0, 1.0])
    assert set(rows["gini"].round(12)) == {round(1 - (0.5 * 0.6 + 1.6 / 3 + 2 / 6), 12)}


def test_a_count_and_its_share_have_units_of_their_own(counter: Replication) -> None:
    rows = series(counter, "measures").filter(measure="demand_lost", key="")
    assert dict(rows.select("statistic", "unit").iter_rows()) == {"total": "people", "share": "share"}


def test_a_rule_that_releases_nothing_books_nothing_and_all_demand_is_lost() -> None:
    nothing = counted(
        cases=[WISH | {"case": case, "arrived": D, "closed": 2 * D, "outcome": "gave_up"} for case in range(3)],
        slots=[slot(0, 9 * D, "unreleased", released=float("nan"), rule=None)],
        searches=[look(case, 1, D, "hours") for case in range(3)],
    )
    assert [found(nothing, f"slots_{name}", "total") for name in ("released", "booked", "kept", "unused")] == [0] * 4
    assert (found(nothing, "demand_lost", "total"), found(nothing, "demand_lost", "share")) == (3, 1.0)
    assert found(nothing, "search_success", "per_person") == 0.0
    assert found(nothing, "access_time", "mean") is None and found(nothing, "third_next_available") is None


def test_people_who_gave_up_without_a_look_are_lost_all_the_same() -> None:
    silent = counted(cases=[WISH | {"case": 0, "arrived": D, "closed": 2 * D, "outcome": "gave_up"}])
    assert found(silent, "demand_lost", "total") == 1 and found(silent, "search_success", "per_person") == 0.0
    assert found(silent, "slots_released") is None and found(silent, "search_success", "per_try") is None


def test_slots_that_were_all_given_back_are_unused_and_never_missed() -> None:
    freed = counted(
        cases=[WISH | {"case": 0, "arrived": D, "closed": 3 * D, "outcome": "withdrawn"}],
        slots=[
            slot(0, 9 * D, "cancelled", 0, 2 * D, freed=3 * D),
            slot(1, 9 * D, "cancelled", 0, 2 * D, freed=3 * D),
            slot(1, 9 * D, "unused"),
        ],
        searches=[look(0, 1, 2 * D, "bot", 9 * D)],
    )
    assert found(freed, "slots_unused", "total") == found(freed, "slots_freed", "total") == 2
    assert found(freed, "slots_refilled", "share") == 0.0 and found(freed, "refill_time") is None
    assert found(freed, "no_show_share") is None and found(freed, "cancelled_share") == 1.0


def test_a_second_slot_for_safety_is_a_booking_of_its_own() -> None:
    twice = counted(
        cases=[WISH | {"case": 0, "arrived": D, "closed": 8 * D + 30, "outcome": "served"}],
        activities=[stay(0, "registration_slot", D, 8 * D, "no_slot")],
        slots=[slot(0, 8 * D, "attended", 0, 2 * D), slot(1, 9 * D, "no_show", 0, 2 * D + 5)],
        searches=[look(0, 1, 2 * D, "hours", 8 * D)],
    )
    assert found(twice, "no_show_share") == 0.5
    assert found(twice, "access_time", "mean") == pytest.approx((7 + 8) / 2)  # both from the wish


def test_a_second_slot_that_joins_the_first_is_a_booking_of_its_own() -> None:
    both = [slot(0, 8 * D, "no_show", 0, 2 * D), slot(1, 8 * D + 15, "no_show", 0, 2 * D)]
    others = [slot(2, 9 * D, "attended", 1, 2 * D), slot(3, 9 * D + 15, "attended", 1, 2 * D, part=2)]
    wishes = [WISH | {"case": case, "arrived": D} for case in range(2)]
    assert found(counted(cases=wishes, slots=both + others), "no_show_share") == pytest.approx(2 / 3)


def test_a_reservation_that_lapsed_is_neither_a_success_nor_a_cancellation() -> None:
    lapsed = counted(
        cases=[
            WISH | {"case": 0, "arrived": D, "closed": 3 * D, "outcome": "gave_up"},
            WISH | {"case": 1, "arrived": D, "closed": 9 * D, "outcome": "served"},
        ],
        slots=[
            slot(0, 9 * D, "lapsed", 0, 2 * D, freed=2 * D + 30),
            slot(0, 9 * D, "attended", 1, 2 * D + 60),
            slot(1, 9 * D, "lapsed", 1, 2 * D, freed=2 * D + 30),
            slot(1, 9 * D, "unused"),
        ],
        searches=[
            look(0, 1, 2 * D, "hours", 9 * D), look(1, 1, 2 * D, "hours", 9 * D),
            look(1, 2, 2 * D + 60, "hours", 9 * D),
        ],
    )  # fmt: skip
    assert found(lapsed, "search_success", "per_try") == 1.0 and found(lapsed, "search_success", "per_person") == 0.5
    assert found(lapsed, "slots_booked", "total") == found(lapsed, "slots_unused", "total") == 1
    assert found(lapsed, "slots_freed", "total") == found(lapsed, "slots_refilled", "total") == 0
    assert found(lapsed, "cancelled_share") == 0.0 and found(lapsed, "slots_refilled", "share") is None


def test_a_slot_that_nobody_may_book_any_more_is_not_on_offer() -> None:
    slots = [slot(k, 9 * D + 900, "unused", released=D, until=9 * D + 60 * (11 + k)) for k in range(3)]
    noon = ("share", "day", "2025-03-26")  # day 9; bookable until 11:00, 12:00, 13:00
    assert found(counted(slots=slots), "fewer_than_three_on_offer", *noon) == 1.0
    assert found(counted(slots=slots), "third_next_available", "mean", "day", "2025-03-26") is None
    assert found(counted(slots=[s | {"until": s["starts"]} for s in slots]), "fewer_than_three_on_offer", *noon) == 0.0


def test_slots_of_two_pools_may_have_the_same_number() -> None:
    pools = counted(slots=[slot(0, 9 * D, "unused"), slot(0, 9 * D, "unused", pool="service_point")])
    assert found(pools, "slots_released", "total") == 2


def test_days_near_the_end_say_nothing_of_what_comes_after_them() -> None:
    slots = [slot(k, starts, "unused", released=D) for k, starts in enumerate([9 * D + 900, 9 * D + 900, 2 * D + 900])]
    late = counted(10, slots=slots)
    assert found(late, "fewer_than_three_on_offer", "share", "day", "2025-03-19") == 0.0  # day 2: all three
    assert found(late, "fewer_than_three_on_offer", "share", "day", "2025-03-26") is None
