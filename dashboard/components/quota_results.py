"""What a draft of the slot quotas brings: the lead sentence with its side effect, and before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard import whatif
from dashboard.components import differences as diff
from dashboard.components import page
from dashboard.components.card import command
from dashboard.components.chart import chart
from dashboard.components.quota_charts import filling, race_at_release
from dashboard.components.quota_states import nothing_changed
from dashboard.components.staff_results import settle
from dashboard.components.staff_states import not_yet
from dashboard.components.text import Component
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import Words, digits_of, rounded, step_for
from dashboard.words.measures import MEASURES, amount, difference
from simulation.study.statistics import Interval

Over = Mapping[tuple[str, str, str, str], Interval]
LEAST_PAIRS = 2
HEADLINE = ("slots_kept", "total", "", "")
KEYS = (
    ("slots_kept", "total"),
    ("no_show_share", "share"),
    ("demand_lost", "total"),
    ("search_success", "per_person"),
    ("search_success", "per_try"),
    ("access_time", "median"),
    ("slots_unused", "total"),
    ("slots_refilled", "share"),
    ("third_next_available", "mean"),
    ("waiting_time", "mean"),
)
SIDE_EFFECTS = (
    ("demand_lost", "total"),
    ("search_success", "per_person"),
    ("access_time", "median"),
    ("no_show_share", "share"),
    ("slots_kept", "total"),
    ("slots_unused", "total"),
    ("waiting_time", "mean"),
)


@dataclass
class Answer:
    """What the page shows of a choice: its head, the results beside the run, more below; `there`: whether any are."""

    head: list[Component]
    results: list[Component]
    more: list[Component] = field(default_factory=list)
    there: bool = False


def answered(request: Request, chosen: Chosen) -> Answer:
    """Head and results of what is chosen; without a draft, what is known of the base alone."""
    words, _ = request.words, request.words.text
    against = words.name(chosen.against.title)
    if chosen.scenario.content_hash == chosen.against.content_hash:
        lead = _("Change the week plan or a release rule: who finds an appointment then, and what does it cost?")
        head = page.head(_("Slot quotas"), lead, _("{title} is the base.").format(title=chosen.title))
        reading = request.shelf.reading(chosen.scenario)
        more = [*filling(request, reading), *race_at_release(request, reading)] if reading else []
        return Answer([head], [nothing_changed(request)], more)
    pair = request.shelf.pair(chosen.scenario, chosen.against)
    if pair is None or min(pair[0].n, pair[1].n) < LEAST_PAIRS:
        title = _("{title}: not computed yet.").format(title=chosen.title)
        scope = _("{title} against {base}.").format(title=chosen.title, base=against)
        return Answer([page.head(_("Slot quotas"), title, scope)], [not_yet(request)])
    after, before = pair
    n = words.plural("{n} pair of replications", "{n} pairs of replications", min(after.n, before.n))
    over = request.shelf.differences(after, before)
    head = page.head(
        _("Slot quotas"),
        lead_of(request, chosen, before, over),
        _("{title} against {base}, {n}.").format(title=chosen.title, base=against, n=n),
        page.preliminary(request, after if after.live else before),
    )
    results = [_table(request, chosen, after, before, over), command(words, page.reproduce(after, before))]
    more = [*filling(request, after, before), *race_at_release(request, after, before)]
    return Answer([head], results, more, True)


def subject(words: Words) -> str:
    return words.text("appointments kept a year")


def headline_differences(after: Reading, before: Reading) -> list[float]:
    one, other = after.values(*HEADLINE), before.values(*HEADLINE)
    n = min(len(one), len(other))
    return [a - b for a, b in zip(one[:n], other[:n], strict=True)]


def lead_of(request: Request, chosen: Chosen, before: Reading, over: Over) -> str:
    """With “remainder 30 %”, 700 more appointments a year are kept (480 to 920). The side effect follows."""
    words, _ = request.words, request.words.text
    between = over.get(HEADLINE)
    if between is None:
        return _("The two runs have no kept appointments in common.")
    about = MEASURES[("slots_kept", "total")]
    found = difference(words, between, about)
    said = whatif.describe(words, chosen.against, chosen.changes)
    if not said or len(said) > 2:
        said = [_("“{title}”").format(title=chosen.title)]
    text = {
        "better": _("With {change}, **{size} more appointments** a year are kept ({range})."),
        "worse": _("With {change}, **{size} fewer appointments** a year are kept ({range})."),
        "none": _("With {change}, the appointments kept do not change by more than {zone} a year."),
        "unclear": _("With {change}, it is **unclear** whether more appointments are kept ({range} a year)."),
    }[found.tone if found.tone != "changed" else "unclear"]
    lead = text.format(
        change=words.listing(said),
        size=words.number(abs(found.value), found.digits),
        range=found.interval,
        zone=words.number(about.zone),
    )
    effect = side_effect(words, over)
    return f"{lead} {effect}" if effect else lead


def side_effect(words: Words, over: Over) -> str:
    """The first thing that clearly gets worse besides, as a sentence; else what gets better where fewer are kept."""
    _ = words.text
    worse = {
        "demand_lost": _("But {size} more people give up the search."),
        "search_success": _("But fewer people find an appointment: {words}."),
        "access_time": _("But the appointment is {size} further away."),
        "no_show_share": _("But more people do not appear: {words}."),
        "slots_unused": _("But {size} more slots stay empty."),
        "waiting_time": _("But the wait at the office grows by {size}."),
    }
    better = {
        "demand_lost": _("In return, {size} fewer people give up the search."),
        "access_time": _("In return, the appointment is {size} nearer."),
        "no_show_share": _("In return, fewer people do not appear: {words}."),
    }
    fewer = HEADLINE in over and difference(words, over[HEADLINE], MEASURES[HEADLINE[:2]]).tone == "worse"
    for tone, texts in (("worse", worse), ("better", better if fewer else {})):
        for key in SIDE_EFFECTS:
            between = over.get(diff.WHERE.get(key, (*key, "", "")))
            if between is None or key[0] not in texts:
                continue
            found = difference(words, between, MEASURES[key])
            if found.tone == tone:
                least = 10.0 if MEASURES[key].unit in ("people", "slots") else 0.1
                step = step_for(between.half_width, least)
                size = amount(words, rounded(abs(between.mean), step), MEASURES[key].unit, digits_of(step))
                return texts[key[0]].format(size=size, words=found.words)
    return ""


def _table(request: Request, chosen: Chosen, after: Reading, before: Reading, over: Over) -> Component:
    words, _ = request.words, request.words.text
    rows = diff.rows(after, before, over, KEYS, words)
    tones = [row.difference.tone for row in rows]
    finding = _("{better} of {all} measures get better, {worse} get worse").format(
        better=words.number(tones.count("better")),
        worse=words.number(tones.count("worse")),
        all=words.number(len(rows)),
    )
    unclear = [row for row in rows if row.difference.tone == "unclear"]
    finding += _(", **{n} still unclear**.").format(n=words.number(len(unclear))) if unclear else "."
    title, n = _("Before and after"), min(after.n, before.n)
    name = words.name(before.scenario.title)
    notes = page.notes(request, after, before)
    return chart(
        request,
        "quota-changes",
        title=title,
        finding=finding,
        picture=diff.table(rows, words),
        table=diff.as_table("before-and-after", title, rows, name, chosen.title, notes, words),
        extra=settle(request, unclear, n),
        foot=_("{n} pairs · each row has its own scale · before: {name}").format(n=words.number(n), name=name),
        link=page.run_link(request, after),
    )
