"""Who finds an appointment, and what other quotas or release rules bring: sentences with their intervals."""

from __future__ import annotations

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.whatif import Chosen
from dashboard.words import Words
from dashboard.words.compared import WHERE, Over, furthest
from dashboard.words.measures import MEASURES, Tone, amount, difference, figure
from dashboard.words.units import between, with_unit

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


WAYS_OUT = ("demand_lost", "withdrawn", "stayed_away")


def wishes_a_slot(reading: Reading) -> float | None:
    """The level of demand against capacity: wishes that have ended over slots released, mean of the replications.

    Of wishes the measures tell the unserved ones, and which share of all they are. None where everybody is served.
    """
    unserved = [sum(values) for values in zip(*(reading.values(name, "total") for name in WAYS_OUT), strict=False)]
    shares = [sum(values) for values in zip(*(reading.values(name, "share") for name in WAYS_OUT), strict=False)]
    slots = reading.values("slots_released", "total")
    each = [
        people / share / released
        for people, share, released in zip(unserved, shares, slots, strict=False)
        if share and released
    ]
    return sum(each) / len(each) if each else None


def pressed(words: Words, reading: Reading, before: Reading | None) -> str:
    """How many wishes come to the slots, in a sentence: whatever is shared out, only so many can be served."""
    _ = words.text
    now, was = wishes_a_slot(reading), wishes_a_slot(before) if before else None
    if now is None:
        return ""
    text = _("For 100 slots that are opened there are **{n} wishes**{before}.")
    old = "" if was is None or round(100 * was) == round(100 * now) else _(" (before {n})")
    return text.format(
        n=words.number(100 * now), before=old.format(n=words.number(100 * was)) if old and was is not None else ""
    )


def change(words: Words, chosen: Chosen) -> str:
    """What is changed, as it stands after “with”."""
    said = whatif.describe(words, chosen.against, chosen.changes)
    if not said or len(said) > 2:
        said = [words.text("“{title}”").format(title=chosen.title)]
    return words.listing(said)


def lead(words: Words, chosen: Chosen, over: Over) -> str:
    """With “remainder 30 %”, 700 more appointments a year are kept (480 to 920). The side effect follows."""
    _ = words.text
    between = over.get(HEADLINE)
    if between is None:
        return _("The two runs have no kept appointments in common.")
    about = MEASURES[("slots_kept", "total")]
    found = difference(words, between, about)
    if not between.finite:
        text = (
            _("With {change}, {size} more appointments are kept in the only pair of runs, which has no range.")
            if between.mean >= 0
            else _("With {change}, {size} fewer appointments are kept in the only pair of runs, which has no range.")
        )
        return text.format(change=change(words, chosen), size=words.number(abs(between.mean)))
    text = {
        "better": _("With {change}, **{size} more appointments** a year are kept ({range})."),
        "worse": _("With {change}, **{size} fewer appointments** a year are kept ({range})."),
        "none": _("With {change}, the appointments kept do not change by more than {zone} a year."),
        "unclear": _("With {change}, it is **unclear** whether more appointments are kept ({range} a year)."),
    }[found.tone if found.tone != "changed" else "unclear"]
    said_so = text.format(
        change=change(words, chosen),
        size=words.number(abs(found.value), found.digits),
        range=found.interval,
        zone=words.number(about.zone),
    )
    effect = side_effect(words, over)
    return f"{said_so} {effect}" if effect else said_so


def side_effect(words: Words, over: Over) -> str:
    """What gets worse by the largest share of what it was, as a sentence; where fewer are kept, what gets better for
    it, else what gets worse besides."""
    _ = words.text
    worse = {
        "demand_lost": _("But **{size} more people** give up the search ({range})."),
        "search_success": _("But fewer people find an appointment: **{words}** ({range})."),
        "access_time": _("But the appointment is **{size} further away** ({range})."),
        "no_show_share": _("But more people do not appear: **{words}** ({range})."),
        "slots_unused": _("But **{size} more slots** stay empty ({range})."),
        "waiting_time": _("But the wait at the office grows by **{size}** ({range})."),
    }
    besides = {
        "demand_lost": _("Besides, **{size} more people** give up the search ({range})."),
        "search_success": _("Besides, fewer people find an appointment: **{words}** ({range})."),
        "access_time": _("Besides, the appointment is **{size} further away** ({range})."),
        "no_show_share": _("Besides, more people do not appear: **{words}** ({range})."),
        "slots_unused": _("Besides, **{size} more slots** stay empty ({range})."),
        "waiting_time": _("Besides, the wait at the office grows by **{size}** ({range})."),
    }
    better = {
        "demand_lost": _("In return, **{size} fewer people** give up the search ({range})."),
        "access_time": _("In return, the appointment is **{size} nearer** ({range})."),
        "no_show_share": _("In return, fewer people do not appear: **{words}** ({range})."),
    }
    fewer = HEADLINE in over and difference(words, over[HEADLINE], MEASURES[HEADLINE[:2]]).tone == "worse"
    sides: dict[Tone, dict[str, str]] = {"better": better, "worse": besides} if fewer else {"worse": worse}
    for tone, texts in sides.items():
        key = furthest(over, [key for key in SIDE_EFFECTS if key[0] in texts], tone)
        if key is not None:
            found = difference(words, over[WHERE.get(key, (*key, "", ""))], MEASURES[key])
            size = amount(words, abs(found.value), MEASURES[key].unit, found.digits)
            return texts[key[0]].format(size=size, words=found.words, range=found.interval)
    return ""


def finding(words: Words, reading: Reading) -> str:
    """The lead of the page: who finds a slot, how soon, and who gives up."""
    _ = words.text
    person, access = reading.over("search_success", "per_person"), reading.over("access_time", "median")
    lost = reading.over("demand_lost", "total")
    if person is None or access is None or lost is None:
        return _("Nobody found an appointment in this run.")
    return _(
        "{share} of the people find an appointment{range}, {days} after their wish (median{days_range}). "
        "{lost} people give up the search{lost_range}."
    ).format(
        share=figure(words, person.mean, "share"),
        range=between(words, "share", person),
        days=with_unit(words, access.mean, "days"),
        days_range=between(words, "days", access).replace(" (", ", ").rstrip(")"),
        lost=figure(words, lost.mean, "people"),
        lost_range=between(words, "people", lost),
    )
