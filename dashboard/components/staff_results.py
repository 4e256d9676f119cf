"""What a what-if changes: the lead sentence, before and after, the side effect, and what would settle the unclear."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard import whatif
from dashboard.components import differences as diff
from dashboard.components import page
from dashboard.components.card import callout
from dashboard.components.chart import chart
from dashboard.components.text import Component, rich
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import Words, digits_of, rounded, step_for
from dashboard.words.measures import MEASURES, Difference, amount, difference
from simulation.study.statistics import Interval

Over = Mapping[tuple[str, str, str, str], Interval]


KEYS = (
    ("decision_time", "median"),
    ("lead_time", "median"),
    ("share_over_three_months", "share"),
    ("decisions_per_year", "total"),
    ("contacts_per_year", "total"),
    ("access_time", "median"),
    ("waiting_time", "adhoc"),
    ("backlog", "end"),
    ("calls_answered_in_20s", "share"),
)


SIDE_EFFECTS = (
    ("access_time", "median"),
    ("waiting_time", "adhoc"),
    ("calls_answered_in_20s", "share"),
    ("decision_time", "median"),
    ("decisions_per_year", "total"),
)


def subject_team(chosen: Chosen) -> str:
    """The case team that was changed, if it is one; the lead speaks of it. Empty: the whole office."""
    teams = {path.split(".")[1] for path in chosen.changes or chosen.scenario.changes if path.startswith("teams.")}
    case_teams = [team for team in teams if team in chosen.scenario.teams and not chosen.scenario.teams[team].desk]
    return case_teams[0] if len(teams) == 1 and case_teams else ""


def headline_place(after: Reading, before: Reading, chosen: Chosen) -> tuple[str, str, str, str]:
    """Where the headline difference stands: the changed team's median time to the decision, else the whole office's."""
    team = subject_team(chosen)
    place = ("decision_time", "median", "team", team)
    if team and before.values(*place) and after.values(*place):
        return place
    return ("decision_time", "median", "", "")


def headline_differences(after: Reading, before: Reading, chosen: Chosen) -> list[float]:
    place = headline_place(after, before, chosen)
    one, other = after.values(*place), before.values(*place)
    n = min(len(one), len(other))
    return [a - b for a, b in zip(one[:n], other[:n], strict=True)]


def lead(request: Request, chosen: Chosen, after: Reading, before: Reading, over: Over) -> str:
    """With 4 heads more in family stays the decision comes 27 days earlier (26 to 28). The side effect follows."""
    words, _ = request.words, request.words.text
    place = headline_place(after, before, chosen)
    about = MEASURES[("decision_time", "median")]
    between = over.get(place)
    if between is None:
        return _("The two runs have no time to the decision in common.")
    found = difference(words, between, about)
    said = whatif.describe(words, before.scenario, chosen.changes) or [_("“{title}”").format(title=chosen.title)]
    with_what = words.listing(said) if len(said) <= 3 else _("{n} changes").format(n=words.number(len(said)))
    where = _(" there") if place[2] else ""
    size, range_ = _size(words, found, about.unit)
    text = {
        "better": _("With {change} the decision comes{where} **{size} earlier** ({range})."),
        "worse": _("With {change} the decision comes{where} **{size} later** ({range})."),
        "none": _("With {change} the time to the decision{where} does not change by more than {zone}."),
        "unclear": _("With {change} it is **unclear** whether the time to the decision{where} changes ({range} days)."),
        "changed": _("With {change} the time to the decision{where} changes by {size} ({range})."),
    }[found.tone]
    parts = [
        text.format(change=with_what, where=where, size=size, range=range_, zone=amount(words, about.zone, about.unit))
    ]
    effect = side_effect(request, over, ("decision_time", "median") if found.tone == "worse" else None)
    if effect:
        parts.append(effect)
    return " ".join(parts)


def _size(words: Words, found: Difference, unit: str) -> tuple[str, str]:
    digits = found.digits
    ends = sorted((abs(found.low), abs(found.high))) if found.tone in ("better", "worse") else [found.low, found.high]
    signed = found.tone not in ("better", "worse")
    shown = words.text("{low} to {high}").format(
        low=words.number(ends[0], digits, sign=signed), high=words.number(ends[1], digits, sign=signed)
    )
    return amount(words, round(abs(found.value), digits), unit, digits), shown


def side_effect(request: Request, over: Over, leave_out: tuple[str, str] | None) -> str:
    """The worst that comes with it, as a sentence; empty when nothing gets clearly worse."""
    words, _ = request.words, request.words.text
    for key in SIDE_EFFECTS:
        between = over.get(diff.WHERE.get(key, (*key, "", "")))
        if key == leave_out or between is None:
            continue
        found = difference(words, between, MEASURES[key])
        if found.tone != "worse":
            continue
        step = step_for(between.half_width)
        size = amount(words, rounded(abs(between.mean), step), MEASURES[key].unit, digits_of(step))
        return {
            "access_time": _("But everybody waits **{size} longer** for the appointment."),
            "waiting_time": _("But people without an appointment wait {size} longer."),
            "calls_answered_in_20s": _("But {what} gets worse: {words}."),
            "decision_time": _("But over all teams the decision comes {size} later."),
            "decisions_per_year": _("But there are {size} fewer decisions a year."),
        }[key[0]].format(size=size, what=_(MEASURES[key].title), words=found.words)
    return ""


def results(request: Request, chosen: Chosen, after: Reading, before: Reading, over: Over) -> list[Component]:
    words, _ = request.words, request.words.text
    rows = diff.rows(after, before, over, KEYS, words)
    unclear = [row for row in rows if row.difference.tone == "unclear"]
    clear = len(rows) - len(unclear)
    n = min(after.n, before.n)
    if unclear:
        finding = _("All teams together. {clear} of {all} measures are settled, **{n} still unclear**.").format(
            clear=clear, all=len(rows), n=words.number(len(unclear))
        )
    else:
        finding = _("All teams together. **All {all} measures are settled.**").format(all=len(rows))
    title = _("What changes")
    name = words.name(before.scenario.title)
    notes = page.notes(request, after, before)
    table = diff.as_table("what-changes", title, rows, name, chosen.title, notes, words)
    cards = [
        chart(
            request,
            "changes",
            title=title,
            finding=finding,
            picture=diff.table(rows, words),
            table=table,
            extra=settle(request, unclear, n),
            foot=_("{n} pairs · each row has its own scale · before: {name}").format(n=words.number(n), name=name),
            link=page.run_link(request, after),
        ),
    ]
    return [one for one in cards if one is not None]


def settle(request: Request, unclear: list[diff.Row], n: int) -> Component | None:
    """How many replications would settle the first unclear row, forecast from the spread so far."""
    if not unclear:
        return None
    words, _ = request.words, request.words.text
    row = unclear[0]
    text = _("**{what}: unclear.** The difference may be chance.").format(
        what=f"{_(row.said.title)} ({_(row.said.sub)})"
    )
    between = row.over
    if between.finite and between.mean:
        more = _more(between, n)
        if more > 400:
            text += " " + _(
                "Hundreds of replications would hardly settle it: it is small against the spread of single runs."
            )
        else:
            text += " " + words.plural(
                "About {n} more replication would settle it.", "About {n} more replications would settle it.", more
            )
    return html.Div(callout(html.P(rich(text)), "un"), className="tw-gap-top")


def _more(between: Interval, n: int) -> int:
    """Replications until the half-width is below the mean, at the spread so far."""
    needed = n * (between.half_width / abs(between.mean)) ** 2
    return max(5, int(round(needed - n, -1 if needed - n > 20 else 0)))
