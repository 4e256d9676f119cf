"""Every bad book, rule, cell, search and booked service gets one line: place, value, remedy; nothing is lost."""

from pathlib import Path

import pytest

from simulation.scenario import ScenarioError, changed, load

SLOTS = load(Path(__file__).with_name("slots.toml"))
DAILY, REMAINDER, EVENING = (f"releases.standard.{name}" for name in ("daily", "remainder", "evening"))
CELL = "books.counter.grid"
VISIT = {"visit": {"kind": "appointment", "book": "counter", "team": "counter", "minutes": 15}}
INVITED = {
    "kind": "case", "name": {"de": "x", "en": "x"}, "team": "counter", "route": "visit", "arrivals": {"per_day": 1},
}  # fmt: skip
BATCH = {"kind": "batch", "on": "2025-06-16", "at": "09:00", "dates": ["2025-06-18"], "from": "13:00"}
ROLLING = {"kind": "rolling", "start_in_days": 0, "end_in_days": 0, "opens_by": "slot"}

# what is changed, what the line must say: place, value and remedy
FAULTS = {
    # names that lead nowhere
    "rules that are not there": (
        {"books.counter.release": "standrad"}, ("books › counter › release", "'standrad'", "known: standard"),
    ),
    "hours that are not there": ({"books.counter.hours": "opne"}, ("books › counter › hours", "'opne'", "open")),
    "a book that is not there": (
        {"services.registration.books": "conter"}, ("services › registration › books", "'conter'", "counter"),
    ),
    "one of two books that is not there": (
        {"services.registration.books": {"counter": 1, "annex": 1}}, ("registration › books", "'annex'", "counter"),
    ),
    "books without weight": (
        {"services.registration.books": {"counter": 0}}, ("registration › books", "weights are 0", "above 0"),
    ),
    "a search that is not there": (
        {"services.registration.search": "pubilc"}, ("registration › search", "'pubilc'", "public"),
    ),
    "giving up towards nothing": (
        {"searching.public.turns.query_cal": 0.1}, ("public › turns › query_cal", "kind contact", "query_call"),
    ),
    "places from nowhere": (
        {"services.walk_in.places_from": "street"}, ("walk_in › places_from", "'street'", "spontaneous"),
    ),
    "places from a book that has none": (
        {"services.walk_in.places_from": "counter"}, ("walk_in › places_from", "'counter'", "ad_hoc", "add one"),
    ),
    "two kinds of places": ({"services.walk_in.places_per_day": 5}, ("places_from", "places_per_day", "keep one")),
    "a box at another site": (
        {"services.registration.elsewhere": {"book": "spontaneous", "stages": [{"since": "2025-05-01", "share": 1}]}},
        ("registration › elsewhere › book", "'spontaneous'", "counter"),
    ),
    "dates in disorder": (
        {"services.registration.turned_away": {
            "stages": [{"since": "2025-05-01", "share": 0.1}, {"since": "2025-04-01", "share": 0}]}},
        ("turned_away › stages", "earlier ones first"),
    ),
    "a rule for an unknown channel": ({f"{DAILY}.channels": ["web"]}, ("daily › channels", "'web'", "known: none")),
    "a rule for an unknown service": (
        {f"{DAILY}.services": ["registratoin"]}, ("daily › services", "'registratoin'", "registration"),
    ),
    "a rule with a word of the language as its name": (
        {"releases.standard.low": {"kind": "ad_hoc"}}, ("releases › standard › low", "choose another id"),
    ),
    "a part of tranches that is named as a rule": (
        {"books.counter.release": {
            "waves": {"kind": "tranches", "at": "09:00", "parts": [{"ahead_days": 7, "share": 1}]},
            "waves_1": {"kind": "ad_hoc", "quantity": 1}}},
        ("books › counter › release › waves_1", "choose another"),
    ),
    # books that cannot be searched, or by nobody
    "a booked service without slots to search": (
        {"services.registration.books": "spontaneous"}, ("registration › books", "nobody can search", "daily"),
    ),
    "a book without a rule": (
        {"books.counter.release": {}}, ("registration › books", "nobody can search", "'counter'", "daily"),
    ),
    "a book that is for other services": (
        {"books.counter.release": {"own": {"kind": "daily", "at": "09:00", "services": ["other"]}},
         "services.other": {"kind": "booked", "name": {"de": "x", "en": "x"}, "books": "counter", "search": "public",
                            "minutes": 5}},
        ("registration › books", "nobody can search"),
    ),
    "an invitation to a book that invites nobody": (
        {"routes": {"visit": VISIT}, "services.invited": INVITED},
        ("services › invited › steps › visit › book", "'counter'", "invitation", "add one"),
    ),
    "a rule without a name": (
        {"books.counter.release": {"kind": "daily", "at": "09:00"}},
        ("books › counter › release", "'daily' without a name", "release.daily"),
    ),
    "slots a day that people search": (
        {"books.spontaneous": {
            "name": {"de": "x", "en": "x"}, "team": "counter", "per_day": 8, "from": "09:00", "until": "12:00",
            "grid_minutes": 15, "release": {"kind": "invitation"}, "freed": {"kind": "withheld"}}},
        ("books › spontaneous", "per_day", "desks"),
    ),
    # releases after the start
    "a release on the day, after the first slots": (
        {f"{DAILY}.ahead_days": 0}, ("releases › standard › daily", "on mon", "on the day itself at 09:00", "at 07:00"),
    ),
    "a remainder after the last slot": (
        {f"{REMAINDER}.at": {"mon,wed": "07:00", "fri": "11:30"}},
        ("standard › remainder", "on fri", "11:30", "last slot is at 12:15", "60 minutes", "earlier"),
    ),
    "a least lead longer than the horizon": (
        {f"{DAILY}.least_lead_minutes": 20000}, ("standard › daily", "7 days before", "20000 minutes", "earlier"),
    ),
    "a window that opens when the slot starts": (
        {"books.counter.release": {"window": ROLLING}},
        ("release › window", "no slot can ever be booked", "end_in_days"),
    ),
    "a window that ends before it starts": (
        {"books.counter.release": {"window": ROLLING | {"start_in_days": 3}}}, ("window", "3", "swap"),
    ),
    "tranches on the day, after the last slot": (
        {"books.counter.release": {
            "waves": {"kind": "tranches", "at": "13:00", "parts": [{"ahead_days": 0, "share": 0.5}]}}},
        ("release › waves", "on mon", "on the day itself at 13:00", "12:15"),
    ),
    "half a day ahead": ({f"{DAILY}.ahead_days": 7.5}, ("daily › ahead_days", "whole number", "7.5")),
    "a thousand days ahead": ({f"{DAILY}.ahead_days": 1000}, ("daily › ahead_days", "at most 400", "1000")),
    "a clock that is none": ({f"{DAILY}.at": "nine"}, ("daily › at", "'nine'", "08:30")),
    "a clock on no day": ({f"{DAILY}.at": {}}, ("daily › at", "09:00")),
    # more than there is
    "shares over 100 %": (
        {f"{DAILY}.share": 0.95}, ("releases › standard", "105 %", "daily 95 %, remainder 10 %", "100 % at most"),
    ),
    "tranches over 100 %": (
        {"books.counter.release": {"waves": {"kind": "tranches", "at": "09:00", "parts": [
            {"ahead_days": 90, "share": 0.5}, {"ahead_days": 7, "share": 0.6}]}}},
        ("release › waves", "110 %", "100 % at most"),
    ),
    "two rules for all that is left": (
        {f"{DAILY}.share": None, f"{REMAINDER}.share": None}, ("standard › remainder", "daily", "share or a quantity"),
    ),
    "more slots than the day has": (
        {f"{DAILY}.share": None, f"{DAILY}.quantity": 85},
        ("standard › daily › quantity", "85 slots", "mon has only 82", "smaller"),
    ),
    "more slots than are late enough": (
        {f"{REMAINDER}.share": None, f"{REMAINDER}.quantity": 70},
        ("remainder › quantity", "70 slots", "that fit", "smaller"),
    ),
    "rules that together take more than the day has": (
        {f"{DAILY}.share": None, f"{DAILY}.quantity": 60, f"{REMAINDER}.share": None, f"{REMAINDER}.quantity": 30},
        ("remainder › quantity", "90 with the rules before it", "82"),
    ),
    "a share and a quantity": ({f"{DAILY}.quantity": 5}, ("standard › daily", "share and a quantity", "keep one")),
    "a quantity in words": ({f"{DAILY}.quantity": "five"}, ("daily › quantity", "must be a number", "five")),
    # batches
    "a batch released on a Sunday": (
        {f"{EVENING}.on": "2025-06-15"}, ("evening › on", "2025-06-15 (sun)", "closed", "another"),
    ),
    "a batch released on a holiday": ({f"{EVENING}.on": "2025-06-09"}, ("evening › on", "2025-06-09 (mon)", "closed")),
    "a batch of a closed day": (
        {f"{EVENING}.dates": ["2025-06-18", "2025-06-19"]},
        ("evening › dates", "2025-06-19 (thu)", "closed", "opening hours"),
    ),
    "a batch without a slot": (
        {f"{EVENING}.from": "18:00"}, ("evening › dates", "2025-06-18", "18:00", "07:00-12:30, 13:00-18:00"),
    ),
    "a batch whose window is upside down": (
        {f"{EVENING}.until": "12:00"}, ("evening › until", "12:00", "13:00", "swap"),
    ),
    "a batch after its slots": (
        {f"{EVENING}.on": "2025-06-18", f"{EVENING}.at": "14:00"},
        ("evening › on", "2025-06-18 at 14:00", "13:00", "earlier"),
    ),
    "a batch of another century": ({f"{EVENING}.dates": ["2125-06-18"]}, ("evening › dates", "2125", "check the year")),
    "a batch of more than there is": ({f"{EVENING}.quantity": 81}, ("evening › quantity", "81", "80 slots", "smaller")),
    "two batches of the same slots": (
        {"releases.standard.again": {"kind": "batch", "on": "2025-06-16", "at": "10:00", "dates": ["2025-06-18"]}},
        ("releases › standard › again", "2025-06-18", "evening", "keep one"),
    ),
    "three batches of half of the same slots": (
        {EVENING: BATCH | {"share": 0.5}, "releases.standard.b": BATCH | {"share": 0.5},
         "releases.standard.c": BATCH | {"share": 0.5}},
        ("releases › standard › c", "150 %", "2025-06-18 at 13:00", "evening 50 %, b 50 %, c 50 %", "100 % at most"),
    ),
    "two batches of more slots than there are": (
        {EVENING: BATCH | {"quantity": 50}, "releases.standard.b": BATCH | {"quantity": 40}},
        ("releases › standard › b", "112", "2025-06-18 at 13:00", "100 % at most"),
    ),
    "a share beside a number of slots": (
        {EVENING: BATCH | {"share": 0.7}, "releases.standard.b": BATCH | {"quantity": 16, "from": "16:00"}},
        ("releases › standard › b", "120 %", "2025-06-18 at 16:00", "evening 70 %, b 50 %"),
    ),
    "a batch of no date": ({f"{EVENING}.dates": []}, ("evening › dates", "must have at least 1, has 0", "add one")),
    "slots by phone alone for people without a channel": (
        {"channels": {"phone": {"name": {"de": "x", "en": "x"}, "share": 1}}, "services.registration.channels": False}
        | {f"{rule}.channels": ["phone"] for rule in (DAILY, REMAINDER, EVENING)},
        ("registration › channels", "'counter'", "phone", "make this true"),
    ),
    # the grid
    "a grid longer than any opening": (
        {"books.counter.grid_minutes": 600, "books.counter.grid": {}},
        ("books › counter › grid_minutes", "is 600", "longer than any opening", "shorter"),
    ),
    "a billion in a cell": ({f"{CELL}.mon.09:00": 1e9}, ("counter › grid › mon › 09:00", "at most 5000", "1e+09")),
    "text in a cell": ({f"{CELL}.mon.09:00": "viele"}, ("counter › grid › mon › 09:00", "a number", "'viele'")),
    "half a slot": ({f"{CELL}.mon.09:00": 1.5}, ("grid › mon › 09:00", "whole number", "1.5")),
    "minus one slot": ({f"{CELL}.mon.09:00": -1}, ("grid › mon › 09:00", "at least 0", "-1")),
    "a cell before opening": (
        {f"{CELL}.mon.06:00": 1},
        ("grid › mon › 06:00", "outside the opening hours of mon (07:00-12:30)", "leave it out"),
    ),
    "a cell on days that open later": (
        {f"{CELL}.mon-fri.09:00": 1}, ("grid › mon-fri › 09:00", "outside the opening hours of tue (12:30-18:00)"),
    ),
    "a cell off the grid": ({f"{CELL}.mon.09:10": 1}, ("grid › mon › 09:10", "mon", "the nearest: 09:00 and 09:15")),
    "a cell on a Sunday": ({f"{CELL}.sun.09:00": 1}, ("grid › sun", "closed on sun", "opening hours")),
    "a cell on a holiday": ({f"{CELL}.2025-06-19.13:00": 1}, ("grid › 2025-06-19", "closed on 2025-06-19")),
    "a cell outside a date's own hours": (
        {f"{CELL}.2025-06-18.12:30": 1},
        ("grid › 2025-06-18 › 12:30", "outside", "2025-06-18 (07:00-12:30, 13:00-18:00)"),
    ),
    "a day that is none": ({f"{CELL}.montag.09:00": 1}, ("grid › montag", "'montag'", "mon-fri", "2025-06-18")),
    "a date that is none": ({f"{CELL}.2025-02-30.09:00": 1}, ("grid › 2025-02-30", "no date")),
    "a time that is none": ({f"{CELL}.mon.9": 1}, ("grid › mon", "'9'", "08:30")),
    "slots of no length": ({"books.counter.grid_minutes": 0.01}, ("counter › grid_minutes", "at least 1", "0.01")),
    "slots without end": ({"books.counter.desks": 5000}, ("books › counter › desks", "slots", "5,000,000", "smaller")),
    # visits and searches
    "a visit longer than any opening": (
        {"services.registration.slots": 23}, ("registration › slots", "345 minutes", "'counter'", "330", "shorter"),
    ),
    "no visit at all": ({"services.registration.slots": 0}, ("registration › slots", "at least 1", "0")),
    "people who look for ever": (
        {"searching.public.gives_up": 0, "searching.public.patience_days": None, "searching.public.again_days": 1e-5},
        ("public › again_days", "looks for a slot", "smaller"),
    ),
    "turns over 100 %": ({"searching.public.turns.query_call": 0.95}, ("searching › public", "105 %", "100 % at most")),
    "a day of 23 hours": ({"searching.public.hours": [1] * 23}, ("searching › public", "24 factors")),
    "everybody gives back at once": (
        {"searching.public.cancel": {"per_day": 1, "last_days": 2, "per_last_day": 0.1, "again": 1}},
        ("public › cancel › per_day", "at most 0.95", "1"),
    ),
    "nobody ever confirms": (
        {"books.counter.hold": {"minutes": 10, "lapses": 1}}, ("counter › hold › lapses", "at most 0.95", "1"),
    ),
    "offers that lapse at once": (
        {"books.counter.freed": {"kind": "wait_list", "answer_minutes": 0}},
        ("counter › freed › answer_minutes", "at least 0.1", "0"),
    ),
    "freed slots of no kind": ({"books.counter.freed": {"kind": "sold"}}, ("counter › freed", "'sold'", "wait_list")),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_place_value_and_remedy(fault):
    changes, says = FAULTS[fault]
    before = SLOTS.content_hash
    with pytest.raises(ScenarioError) as caught:
        changed(SLOTS, changes)
    line = str(caught.value)
    assert line.startswith("slots.toml › ") and "\n" not in line and len(line) < 400, line
    for word in says:
        assert word in line, line
    assert SLOTS.content_hash == before


SOUND = {
    "a rule that releases nothing": {f"{DAILY}.share": 0, f"{REMAINDER}.share": 0},
    "a day without slots": {f"{CELL}.mon.{h:02}:{m}": 0 for h in range(7, 12) for m in ("00", "15", "30", "45")},
    "hours of a date, and a number for it": {
        "hours.open.2025-06-19": "09:00-12:00", f"{CELL}.2025-06-19.09:00": 2,
    },
    "a pop-up on a Saturday": {"hours.open.2025-05-24": "10:00-14:00", f"{CELL}.2025-05-24.10:00": 9},
    "another horizon": {f"{DAILY}.ahead_days": 14},
    "a rolling window as in ZMS": {
        "books.counter.release": {"window": {"kind": "rolling", "start_in_days": 1, "end_in_days": 60}},
    },
    "another share turns into callers": {"searching.public.turns.query_call": 0.4},
}  # fmt: skip


@pytest.mark.parametrize("what", SOUND)
def test_what_a_planner_may_ask_for_loads(what):
    after = changed(SLOTS, SOUND[what])
    assert after.content_hash != SLOTS.content_hash and after.figures()
