"""The calendar of the next weeks: how many slots are on offer on each day, before and after, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dash import html

from dashboard.components.text import Component
from dashboard.words import Words
from simulation.scenario import Scenario
from simulation.scenario.preview import Preview

LEAST_WEEKS, MOST_WEEKS = 3, 6


@dataclass(frozen=True)
class Moment:
    """When one looks into the book, and whose slots are listed."""

    when: datetime
    day: date


def calendar(
    words: Words, scenario: Scenario, before: Preview, after: Preview, moment: Moment, named: dict[str, str]
) -> Component:
    """A box a day, from the Monday of the moment's week; `named` are the titles of the rules."""
    monday = moment.when.date() - timedelta(days=moment.when.weekday())
    weeks = _weeks(before, after, monday)
    days = _weekdays(before, after, monday, weeks)
    boxes = [
        _day(words, scenario, before, after, monday + timedelta(days=7 * week + day), moment, named)
        for week in range(weeks)
        for day in days
    ]
    return html.Div(boxes, className="tw-cal", style={"--days": str(len(days))})


def _weeks(before: Preview, after: Preview, monday: date) -> int:
    """Enough weeks to show every date on which something is on offer."""
    offered = [day.date for side in (before, after) for day in side.days if day.on_offer]
    last = max(offered, default=monday)
    return min(max(LEAST_WEEKS, (last - monday).days // 7 + 1), MOST_WEEKS)


def _weekdays(before: Preview, after: Preview, monday: date, weeks: int) -> list[int]:
    end = monday + timedelta(days=7 * weeks)
    used = {one.date.weekday() for side in (before, after) for one in side.days if one.slots and one.date < end}
    return sorted(used | set(range(5)))


def _day(
    words: Words, scenario: Scenario, before: Preview, after: Preview, day: date, moment: Moment, named: dict[str, str]
) -> Component:
    _ = words.text
    new = next((one for one in after.days if one.date == day), None)
    old = next((one for one in before.days if one.date == day), None)
    slots, there = (new.slots, new.on_offer) if new else (0, 0)
    was = old.on_offer if old else 0
    note, kind, short = _note(words, scenario, after, day, moment, named)
    today = [
        html.Span(words.weekdays()[day.weekday()], className="wd"),
        html.Span(words.day(day, "short"), className="dt"),
    ]
    body: list[Component] = [html.Span(today, className="hd")]
    if there or was:
        body.append(html.Span([html.B(words.number(there), className="n"), " ", _("free")], className="fr"))
    if there != was:
        body.append(html.Span(_("before {n}").format(n=words.number(was)), className="was"))
    if slots:
        bar = html.I(style={"width": f"{100 * there / slots:.0f}%"})
        body.append(html.Span(bar, className="bar", **{"aria-hidden": "true"}))
    texts = [html.Span(note, className="desk"), html.Span(short, className="phone")] if short else note
    body.append(html.Span(texts, className="no"))
    on = " on" if day == moment.day else ""
    changed = " chg" if there != was else ""
    return html.Button(
        body,
        id={"day": day.isoformat()},
        n_clicks=0,
        type="button",
        className=f"tw-day {kind}{on}{changed}",
        **{"aria-pressed": "true" if on else "false"},
    )


def _note(
    words: Words, scenario: Scenario, after: Preview, day: date, moment: Moment, named: dict[str, str]
) -> tuple[str, str, str]:
    """What there is to say of a day, how its box looks (off, later, new or open), and in short for a phone where it has
    no room for that."""
    _ = words.text
    if day < moment.when.date():
        return _("past"), "off", ""
    slots = [one for one in after.slots if one.starts.date() == day]
    if not slots:
        return _holiday(scenario, day, words) or _("closed"), "off", ""
    there = [one for one in slots if one.on_offer]
    coming = min((one.released for one in slots if one.released and one.released > moment.when), default=None)
    newest = max((one for one in there if one.released), key=lambda one: one.released or moment.when, default=None)
    if newest is not None and newest.released and newest.released.date() == moment.when.date():
        time = f"{newest.released:%H:%M}"
        said = _("{rule} since {time}").format(rule=rule_name(newest.rule, named), time=time)
        return said, "new", _("new since {time}").format(time=time)
    if not there and coming is not None:
        return _("opens {when}").format(when=_when(words, coming, day)), "later", ""
    if there and coming is not None:
        return _("more {when}").format(when=_when(words, coming, day)), "open", ""
    if there:
        return _("on offer"), "open", ""
    ended = all(one.until is not None and one.until <= moment.when for one in slots if one.until)
    return (_("over") if ended and any(one.until for one in slots) else _("never opened")), "off", ""


def _when(words: Words, when: datetime, day: date) -> str:
    if when.date() == day:
        return words.text("on the day, {time}").format(time=f"{when:%H:%M}")
    return words.moment(when)


def _holiday(scenario: Scenario, day: date, words: Words) -> str:
    import holidays

    region = scenario.office.holidays
    if not region:
        return ""
    country, _dash, part = region.partition("-")
    table = holidays.country_holidays(
        country, subdiv=part or None, years=day.year, language="de" if words.lang == "de" else "en_US"
    )
    return str(table.get(day) or "")


def rule_name(rule: str | None, named: dict[str, str]) -> str:
    if rule is None:
        return ""
    return named.get(rule) or named.get(rule.rpartition("_")[0], rule)
