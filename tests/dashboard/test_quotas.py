"""Slot quotas: what is typed and pasted is checked where it stands, the rest is kept, and each step can be undone."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from dashboard import whatif
from dashboard.components import quota_week
from dashboard.components.quota_calendar import Moment, calendar
from dashboard.components.quota_edit import MOST_SLOTS, edited, rows_of, slots_of
from dashboard.components.quota_journal import due, empty, noted, redone, undone
from dashboard.components.quota_preview import looked as moment_typed
from dashboard.components.quota_release import addable, free_share, rules_in, table_of
from dashboard.components.quota_rules import free_said, heads_in, rules_card
from dashboard.components.quota_steps import Page, stepped
from dashboard.exports.scenario_file import file_name, scenario_file
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import NO_BREAK, Words, slot_changes
from dashboard.words.quotas import titles
from simulation.scenario import changed, load
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.preview import on_offer
from simulation.scenario.week_plan import coming, crowded, loads, mean_minutes, path_of, plan_of, pools_of, searched

OFFICE = "road-traffic-2025"
EN = Words("en")


@pytest.fixture(scope="module")
def traffic():
    return load(OFFICE)


@pytest.fixture(scope="module")
def book(traffic):
    return searched(traffic)[0]


def cell(time, day, text, n=1):
    """Something that was put into a cell of the grid."""
    return {"n": n, "time": time, "day": day, "text": text}


def told(component) -> str:
    """All texts of a component, in order."""
    if isinstance(component, (list, tuple)):
        return " ".join(filter(None, map(told, component)))
    if hasattr(component, "to_plotly_json"):
        return told(getattr(component, "children", None))
    return "" if component is None else str(component)


def fields(component) -> dict:
    """Value (or checked) of every component with an id that is a table, by that id."""
    if isinstance(component, (list, tuple)):
        return {key: value for one in component for key, value in fields(one).items()}
    if not hasattr(component, "to_plotly_json"):
        return {}
    own = getattr(component, "id", None)
    found = fields(getattr(component, "children", None))
    if isinstance(own, dict):
        found[tuple(own.items())] = getattr(component, "value", getattr(component, "checked", None))
    return found


def page_of(start, now, book) -> Page:
    """The page as it stands before anybody touches it."""
    request = Request(EN, "light", "/quotas", {}, None, "me")
    found = fields(rules_card(request, start, now, book))
    typed = {key[0][1]: value for key, value in found.items() if key[0][0] == "quota"}
    typed |= {f"search|{key[0][1]}|on": value for key, value in found.items() if key[0][0] == "remind"}
    times = {(key[0][1], key[1][1]): value for key, value in found.items() if key[0][0] == "clock"}
    return Page([], typed, times)


@pytest.mark.parametrize(
    "text", ["abc", "1e9", "-3", "2,5", "2.5", "1 2", "=SUM(A1)", "٣", "nan", "inf", "1e400", True]
)
def test_what_is_no_number_of_slots_is_refused_with_a_reason(traffic, book, text):
    found = edited(EN, traffic, traffic, book, {}, [cell("09:00", "mon", text)])
    assert found.changes == {}
    (refused,) = found.refused
    assert (refused.day, refused.time) == (0, "09:00")
    assert refused.reason


@pytest.mark.parametrize(
    ("lang", "text", "slots"),
    [("de", " 12 ", 12), ("de", "12,0", 12), ("en", "12.0", 12), ("en", "1,2", 0), ("de", "0", 0)],
)
def test_a_whole_number_is_taken_as_a_spreadsheet_writes_it(lang, text, slots):
    assert slots_of(Words(lang), text) == slots or (isinstance(slots_of(Words(lang), text), str) and not slots)


def test_thousands_are_read_in_the_readers_language_and_then_too_many():
    assert str(MOST_SLOTS) in slots_of(Words("de"), "1.200")
    assert "500" in slots_of(Words("en"), "1,200")


def test_good_values_of_a_paste_are_kept_beside_refused_ones(traffic, book):
    pasted = (("09:00", "mon", "7"), ("09:15", "mon", "x"), ("09:30", "wed", "8"), ("09:45", "wed", "1e9"))
    found = edited(EN, traffic, traffic, book, {"demand": 1.1}, [cell(*one) for one in pasted])
    assert found.changes == {"demand": 1.1, path_of(book, 0, "09:00"): 7, path_of(book, 2, "09:30"): 8}
    assert [(one.day, one.time) for one in found.refused] == [(0, "09:15"), (2, "09:45")]


def test_outside_the_opening_hours_nothing_can_be_put(traffic, book):
    plan = plan_of(traffic, book)
    closed = next((day, time) for day in plan.days for time in plan.times if (day, time) not in plan.cells)
    found = edited(EN, traffic, traffic, book, {}, [cell(closed[1], WEEKDAYS[closed[0]], "5")])
    assert found.changes == {} and "opening hours" in found.refused[0].reason


def test_what_lies_past_the_edge_is_said(traffic, book):
    assert "3 values" in told(quota_week.refusals(EN, plan_of(traffic, book), [], past=3))


def test_edits_that_arrive_together_are_steps_in_their_order(traffic, book):
    page = page_of(traffic, traffic, book)
    cells = [cell("09:15", "mon", "7", 3), cell("09:30", "wed", "8", 2), cell("09:45", "wed", "x", 2)]
    found = stepped(EN, traffic, traffic, book, {"demand": 1.1}, None, replace(page, cells=cells))
    assert found.changes == {"demand": 1.1, path_of(book, 0, "09:15"): 7, path_of(book, 2, "09:30"): 8}
    assert [list(step) for step in found.journal["steps"]] == [[path_of(book, 2, "09:30")], [path_of(book, 0, "09:15")]]
    assert len(found.refused) == 1


def test_a_cell_typed_back_leaves_no_change(traffic, book):
    plan = plan_of(traffic, book)
    changes = {path_of(book, 0, "09:00"): 3}
    back = [cell("09:00", "mon", str(plan.cells[0, "09:00"]))]
    assert edited(EN, traffic, changed(traffic, changes), book, changes, back).changes == {}


def test_a_cell_typed_twice_before_the_answer_holds_what_was_typed_last(traffic, book):
    changes = {path_of(book, 0, "09:00"): 3}
    twice = [cell("09:00", "mon", "8", 1), cell("09:00", "mon", "3", 2)]
    found = edited(EN, traffic, changed(traffic, changes), book, changes, twice)
    assert [step[path_of(book, 0, "09:00")] for step in found.steps] == [8, 3] and found.changes == changes


def test_an_edit_that_the_rules_forbid_takes_no_other_along(traffic, book):
    """The remainder takes 300 slots of each day: Monday must have as many."""
    table, plan = table_of(traffic, book), plan_of(traffic, book)
    start = changed(traffic, {f"{table}.remainder.share": None, f"{table}.remainder.quantity": 300})
    times = [time for day, time in plan.cells if day == 0]
    typed = [cell("09:00", "wed", "7", 1), *(cell(time, "mon", "1", 2) for time in times), cell("09:15", "wed", "8", 3)]
    found = edited(EN, start, start, book, {}, typed)
    assert found.changes == {path_of(book, 2, "09:00"): 7, path_of(book, 2, "09:15"): 8} and found.fault


def test_a_changed_cell_shows_before_and_after(traffic, book):
    plan = plan_of(traffic, book)
    now = changed(traffic, {path_of(book, 0, "09:00"): 3})
    row = next(one for one in rows_of(plan, plan_of(now, book)) if one["time"] == "09:00")
    assert (row["mon_was"], row["mon"]) == (plan.cells[0, "09:00"], 3)
    assert "1 of" in told(quota_week.sums(EN, traffic, now, book))


def test_sums_of_rules_days_and_weeks_agree(traffic, book):
    now = changed(traffic, {path_of(book, 0, "09:00"): 3, path_of(book, 1, "13:00"): 40})
    plan, pools = plan_of(now, book), pools_of(now, book)
    for day in plan.days:
        assert sum(by_day.get(day, 0) for by_day in pools.values()) == plan.of_day(day)
    assert plan.of_week == sum(map(plan.of_day, plan.days))


def test_overload_is_slots_times_minutes_against_desks_times_open_minutes(traffic, book):
    now = changed(traffic, {path_of(book, 0, time): 30 for day, time in plan_of(traffic, book).cells if day == 0})
    team, hours = now.teams[now.books[book].team], now.document.hours["open"].week[0]
    desks = team.heads.value * team.present.value * team.full_time.value * team.filled.value * team.productive.value
    share = plan_of(now, book).of_day(0) * mean_minutes(now, book) / (desks * sum(b - a for a, b in hours))
    come = coming(now, book)[0]
    share, of_all = share * come, share
    load = loads(now, book)[0]
    assert load.share == pytest.approx(share) and load.share_of_all == pytest.approx(of_all) and share > 1
    said = told(quota_week.sums(Words("de"), traffic, now, book))
    assert f"Montag {Words('de').percent(share)}" in said and "Überlastet" in said


def test_too_many_slots_at_one_time_are_said_and_marked_though_the_day_is_quiet(traffic, book):
    now = changed(traffic, {path_of(book, 0, "07:15"): 60})
    assert loads(now, book)[0].share < 1 and crowded(traffic, book) == [] and crowded(now, book) == [(0, "07:15")]
    said = told(quota_week.sums(Words("de"), traffic, now, book))
    assert "Montag 07:15: 60 Plätze, aber nur 17,5 besetzte Schalter" in said and "Kein Tag" not in said
    rows = rows_of(plan_of(traffic, book), plan_of(now, book), crowded(now, book))
    assert [row["time"] for row in rows if row["mon_over"]] == ["07:15"]


def test_people_come_as_their_lead_says(traffic, book):
    """Five of a hundred stay away on the same day, eighteen of a hundred after a week: so are 90 % of the slots."""
    assert coming(traffic, book)[0] == pytest.approx(1 - (0.9 * 0.18 + 0.1 * 0.05), abs=0.01)


def test_fewer_slots_are_no_overload(traffic, book):
    now = changed(traffic, {f"books.{book}.desks": 1})
    assert "No day is overloaded" in told(quota_week.sums(EN, traffic, now, book))


def test_every_step_can_be_taken_back_and_done_again():
    states = [{}, {"a": 1}, {"a": 1, "b": {"at": "09:00"}}, {"b": None}, {}]
    journal = empty()
    for before, after in pairwise(states):
        journal = noted(journal, before, after)
    now = states[-1]
    for earlier in reversed(states[:-1]):
        journal, now = undone(journal, now)
        assert now == earlier
    assert undone(journal, now)[1] == now
    for later in states[1:]:
        journal, now = redone(journal, now)
        assert now == later


def test_a_new_step_forgets_what_was_taken_back():
    journal, now = undone(noted(empty(), {}, {"a": 1}), {"a": 1})
    journal = noted(journal, now, {"a": 2})
    assert redone(journal, {"a": 2})[1] == {"a": 2} and undone(journal, {"a": 2})[1] == {}


@pytest.mark.parametrize("name", [OFFICE, "citizen-2025"])
def test_fields_that_nobody_touched_change_nothing(name):
    start = load(name)
    for key in searched(start)[:3]:
        found = stepped(EN, start, start, key, {}, None, page_of(start, start, key))
        assert (found.changes, found.faults, found.fault, list(found.refused)) == ({}, {}, "", [])


def test_a_share_becomes_a_change_of_that_rule_alone(traffic, book):
    page = page_of(traffic, traffic, book)
    name = next(name for name, rule in rules_in(traffic, book).items() if rule.get("share"))
    page.typed[f"{name}|amount"] = 5
    found = stepped(EN, traffic, traffic, book, {}, None, page)
    assert found.changes == {f"{table_of(traffic, book)}.{name}.share": 0.05}


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount", 140), ("amount", ""), ("ahead_days", -1), ("ahead_days", "soon"), ("ahead_days", 1e9)],
)
def test_implausible_input_is_refused_at_its_field(traffic, book, field, value):
    page = page_of(traffic, traffic, book)
    name = next(name for name, rule in rules_in(traffic, book).items() if rule["kind"] == "daily")
    page.typed[f"{name}|{field}"] = value
    found = stepped(EN, traffic, traffic, book, {}, None, page)
    assert found.changes == {} and list(found.faults) == [f"{name}|{field}"]


def test_a_clock_time_that_is_none_is_refused_and_the_other_days_are_taken(traffic, book):
    page = page_of(traffic, traffic, book)
    name = next(name for name, rule in rules_in(traffic, book).items() if rule["kind"] == "daily")
    page.times[name, "mon"], page.times[name, "tue"] = "9 Uhr", "08:30"
    found = stepped(EN, traffic, traffic, book, {}, None, page)
    assert list(found.faults) == [(name, "mon")]
    at = found.changes[f"{table_of(traffic, book)}.{name}.at"]
    assert at["tue"] == "08:30" and "mon" in " ".join(at)


def test_what_the_scenario_refuses_stands_at_the_field_and_nothing_is_lost(traffic, book):
    page = page_of(traffic, traffic, book)
    name = next(name for name, rule in rules_in(traffic, book).items() if rule["kind"] == "same_day")
    for day in WEEKDAYS:
        page.times[name, day] = "23:00"
    found = stepped(EN, traffic, traffic, book, {"demand": 1.1}, None, page)
    assert found.changes == {"demand": 1.1}
    assert found.faults and found.journal == empty()


def test_shares_of_too_much_are_refused_where_one_was_typed_and_the_rest_is_taken(traffic, book):
    page = page_of(traffic, traffic, book)
    name = next(name for name, rule in rules_in(traffic, book).items() if rule["kind"] == "daily")
    page.typed.update({f"{name}|amount": 99, f"{name}|ahead_days": 10})
    found = stepped(Words("de"), traffic, traffic, book, {}, None, page)
    assert found.changes == {f"{table_of(traffic, book)}.{name}.ahead_days": 10}
    assert list(found.faults) == [f"{name}|amount"] and "109" in found.faults[f"{name}|amount"]


def test_shares_that_fit_only_together_are_taken_together(traffic, book):
    page = page_of(traffic, traffic, book)
    page.typed.update({f"{name}|amount": 50 for name, rule in rules_in(traffic, book).items() if rule.get("share")})
    found = stepped(EN, traffic, traffic, book, {}, None, page)
    assert len(found.changes) == 2 and not found.faults


def test_a_rule_added_and_removed_again_is_no_change(traffic, book):
    untouched = page_of(traffic, traffic, book)
    less = next(name for name, rule in rules_in(traffic, book).items() if rule.get("share", 0) > 0.5)
    lower = {f"{table_of(traffic, book)}.{less}.share": 0.5}
    start = changed(traffic, lower)
    untouched = page_of(traffic, start, book)
    more = stepped(EN, traffic, start, book, lower, None, untouched, ["quota-add"], "ad_hoc")
    assert more.fault == "" and len(more.changes) == 2
    now = changed(traffic, more.changes)
    gone = stepped(
        EN, traffic, now, book, more.changes, more.journal, page_of(traffic, now, book), [{"unrule": "ad_hoc"}]
    )
    assert gone.changes == lower
    assert (
        stepped(EN, traffic, start, book, gone.changes, gone.journal, untouched, ["quota-undo"]).changes == more.changes
    )


@pytest.mark.parametrize("name", [OFFICE, "citizen-2025"])
def test_every_kind_of_rule_can_be_added_though_no_share_is_free(name):
    start = load(name)
    book = searched(start)[0]
    assert free_share(start, book) == 0 and "0 %" in free_said(EN, start, book).replace(NO_BREAK, " ")
    for kind in addable():
        found = stepped(EN, start, start, book, {}, None, page_of(start, start, book), ["quota-add"], kind)
        assert not found.unable and len(rules_in(changed(start, found.changes), book)) == 1 + len(rules_in(start, book))


def test_a_new_rule_is_as_large_as_what_is_free(traffic, book):
    less = next(name for name, rule in rules_in(traffic, book).items() if rule.get("share", 0) > 0.5)
    lower = {f"{table_of(traffic, book)}.{less}.share": 0.84}
    now = changed(traffic, lower)
    found = stepped(EN, traffic, now, book, lower, None, page_of(traffic, now, book), ["quota-add"], "same_day")
    assert rules_in(changed(traffic, found.changes), book)["same_day"]["share"] == 0.06


def test_why_a_button_did_nothing_stands_beside_it(traffic, book):
    """Without its rule for the public, nobody could search the book any more."""
    now = changed(traffic, {f"{table_of(traffic, book)}.remainder": None})
    page = page_of(traffic, now, book)
    found = stepped(EN, now, now, book, {}, None, page, [{"unrule": "daily"}])
    assert found.changes == {} and found.unable["daily"]
    request = Request(EN, "light", "/quotas", {}, None, "me")
    assert found.unable["daily"] in told(rules_card(request, now, now, book, found.unable))


def test_the_head_of_a_rule_follows_its_fields(traffic, book):
    name = next(name for name, rule in rules_in(traffic, book).items() if rule["kind"] == "daily")
    now = changed(traffic, {f"{table_of(traffic, book)}.{name}.ahead_days": 10})
    assert "10 Tage" in told(heads_in(Words("de"), now, book)[name])


def test_rules_are_told_apart_in_words_not_by_their_ids():
    start = load("citizen-2025")
    rules = rules_in(start, searched(start)[0])
    named = titles(Words("de"), rules | {"more": rules["remainder"]})
    assert named["evening_june"] == "Sondertage, 18. Juni" and named["evening_july"] == "Sondertage, 2. Juli"
    assert (named["remainder"], named["more"]) == ("Tagesrest", "Tagesrest (2)")


def test_a_single_date_is_not_asked_for_commas(traffic, book):
    moment = Moment(datetime(2025, 6, 18, 9), date(2025, 6, 18))
    assert moment_typed(EN, moment, {"date": "31.02.2025", "time": "09:00"})[1]["date"].endswith("18/06/2025.")


def test_a_press_that_no_answer_has_seen_is_still_due():
    assert due(None, {"undo": 2, "redo": None}) == ["undo", "undo"]
    assert due(empty() | {"pressed": {"undo": 2}}, {"undo": 2, "redo": 1}) == ["redo"]
    assert due(empty() | {"pressed": {"undo": 2}}, {"undo": 2, "redo": 0}) == []


def test_two_presses_in_one_answer_take_back_two_steps(traffic, book):
    one, two = path_of(book, 0, "09:00"), path_of(book, 0, "09:15")
    journal = noted(noted(empty(), {}, {one: 3}), {one: 3}, {one: 3, two: 4})
    now = changed(traffic, {one: 3, two: 4})
    page = page_of(traffic, now, book)
    assert stepped(EN, traffic, now, book, {one: 3, two: 4}, journal, page, ["quota-undo"] * 2).changes == {}


def test_reminders_and_what_is_given_back_become_changes(traffic, book):
    page = page_of(traffic, traffic, book)
    search = next(key.split("|")[1] for key in page.typed if key.startswith("search|"))
    page.typed.update({f"search|{search}|on": True, f"search|{search}|odds": 80})
    page.typed.update({"freed|kind": "delayed", "freed|minutes": 45})
    found = stepped(EN, traffic, traffic, book, {}, None, page)
    assert found.changes == {
        f"books.{book}.freed": {"kind": "delayed", "minutes": 45},
        f"searching.{search}.no_show.reminder_odds": 0.8,
    }


def test_cells_rules_and_removals_travel_in_a_link():
    changes = {
        "books.counter.grid.mon.09:00": 12,
        "releases.standard.remainder.at": {"mon,wed,fri": "07:00", "tue,thu": "09:00"},
        "releases.standard.daily": None,
        "releases.standard.more": {"kind": "ad_hoc", "quantity": 20, "channels": ["a;b", "~"]},
        "releases.standard.remainder.share": 0.123456789,
    }
    assert whatif.read(whatif.written(changes)) == changes
    assert whatif.written({"books.counter.grid.mon.09:00": 12}) == "books.counter.grid.mon.09:00:12"


def test_clock_times_that_change_alike_are_one_line(traffic, book):
    times = [time for day, time in plan_of(traffic, book).cells if day == 0][:3]
    changes = {path_of(book, 0, time): 5 for time in times}
    (line,) = slot_changes.lines(Words("de"), traffic, changes, list)
    assert f"Montag, {times[0]}–{times[-1]}" in line.what and line.after == "5"


def test_a_draft_is_a_file_that_the_project_reads(traffic, book, tmp_path):
    page = page_of(traffic, traffic, book)
    removed = stepped(
        EN, traffic, traffic, book, {}, None, page, [{"unrule": list(rules_in(traffic, book))[-1]}]
    ).changes
    changes = {**removed, path_of(book, 0, "09:00"): 3, f"books.{book}.freed": {"kind": "delayed", "minutes": 45}}
    file = tmp_path / file_name("Größerer „Tagesrest“")
    file.write_text(scenario_file("Größerer „Tagesrest“", OFFICE, changes))
    assert file.name == "groesserer-tagesrest.toml"
    assert load(file).content_hash == changed(traffic, changes).content_hash


def looked(start, now, book, when):
    moment = Moment(when, when.date())
    reach = 42 - when.weekday()
    before, after = on_offer(start, book, when, reach), on_offer(now, book, when, reach)
    named = {name: name for name in rules_in(now, book)}
    return calendar(Words("de"), now, before, after, moment, named)


def box(component, day: date) -> str:
    return next(told(one) for one in component.children if one.id == {"day": day.isoformat()})


def test_the_calendar_is_right_to_the_minute_across_the_change_to_summer_time(traffic, book):
    for monday in (date(2025, 3, 24), date(2025, 3, 31)):
        early = looked(traffic, traffic, book, datetime(monday.year, monday.month, monday.day, 8, 59))
        sharp = looked(traffic, traffic, book, datetime(monday.year, monday.month, monday.day, 9, 0))
        later = date.fromordinal(monday.toordinal() + 7)
        assert "frei" not in box(early, later) and "09:00" in box(early, later)
        assert "frei" in box(sharp, later) and "seit 09:00" in box(sharp, later)


def test_holidays_are_named_and_hold_nothing(traffic, book):
    shown = looked(traffic, traffic, book, datetime(2025, 6, 18, 9))
    assert "Fronleichnam" in box(shown, date(2025, 6, 19)) and "frei" not in box(shown, date(2025, 6, 19))


def test_before_and_after_stand_in_the_same_box(traffic, book):
    changes = {path_of(book, 2, time): 0 for day, time in plan_of(traffic, book).cells if day == 2}
    shown = looked(traffic, changed(traffic, changes), book, datetime(2025, 6, 18, 9))
    assert box(shown, date(2025, 6, 25)).split()[3:6] == ["0", "frei", "vorher"]


def test_an_office_that_invites_explains_itself_and_leads_to_one_that_does_not(store):
    from dashboard.pages import quotas

    page = quotas.layout(Request(Words("de"), "light", "/quotas", {}, Shelf(store), "me"))
    said = told(page)
    assert "auf Einladung" in said and "Einladungskontingente" in said
    import json

    from plotly.utils import PlotlyJSONEncoder

    assert "scenario=" in json.dumps(page.to_plotly_json(), cls=PlotlyJSONEncoder)


def test_only_policies_of_the_same_office_race_each_other(store):
    from dashboard.components.quota_race import runners

    request = Request(EN, "light", "/quotas", {"scenario": OFFICE}, Shelf(store), "me")
    keys = [one.key for one in runners(request, request.chosen())]
    assert keys[0] == OFFICE and len(keys) > 2
    assert all(key.startswith("road-traffic") for key in keys)


def test_the_race_proposes_the_draft_and_each_content_once(store, monkeypatch):
    """Seven days ahead and 10 % for the day are what the base has."""
    from dashboard.components import quota_race

    monkeypatch.setattr(quota_race, "_known", lambda request, one: object())
    query = {"scenario": OFFICE, "set": "releases.standard.daily.ahead_days:10"}
    request = Request(Words("de"), "light", "/quotas", query, Shelf(store), "me")
    every = quota_race.runners(request, request.chosen())
    picked = quota_race.chosen_runners(request, every, request.chosen())
    assert [one.key for one in picked][:2] == [OFFICE, quota_race.DRAFT]
    assert picked[1].name == "Entwurf: Vorlauf, 10 Tage"
    hashes = [one.scenario.content_hash for one in picked]
    assert len(hashes) == len(set(hashes)) < len(every)


def test_a_run_that_several_scenarios_share_goes_by_the_name_that_is_asked_for(tmp_path):
    from dashboard import naming
    from dashboard.reading import Reading

    shelf, base, same = Shelf(tmp_path), load(OFFICE), load("road-traffic-horizon-7")
    assert base.content_hash == same.content_hash
    shelf._remember(Reading("r", same, None, 2, 2, 1, "1"))
    reading = shelf._keep("r", 2, base)
    assert reading is not None and reading.scenario.id == OFFICE
    assert naming.reproduce(reading).startswith(f"terminwerk run {OFFICE} ")
