"""What the buttons beside a draft do: have it run, cancel that, keep it under a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import whatif
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import LANGUAGES, Words
from dashboard.words.export_faults import export_fault
from simulation.study.pairs import strangers

PAIRS = 10


def ask_or_cancel(request: Request, chosen: Chosen, what: str, sizes: Sequence[Any], presses: int) -> dict[str, Any]:
    """What was asked or cancelled, for the store that lets the page look again; `sizes` as the panel offers them."""
    if what == "cancel":
        entry = request.shelf.asked(chosen.scenario, chosen.against)
        if entry is not None:
            request.shelf.queue.cancel(entry.ticket)
        return {"cancelled": entry.ticket if entry else None, "n": presses}
    pairs = int(next(iter(sizes), None) or PAIRS)
    return {"asked": request.shelf.ask(chosen.scenario, chosen.against, pairs, request.owner).ticket, "n": presses}


def no_pair(request: Request, chosen: Chosen) -> str:
    """Why the draft and its base meet other people, so that no run can compare them; empty when they meet the same."""
    words = request.words
    odd = strangers(chosen.scenario, chosen.against, chosen.title, words.name(chosen.against.title))
    return "" if odd is None else export_fault(words, odd)


def draft_name(request: Request, chosen: Chosen) -> str:
    """The name under which a draft would be saved: its own, else its changes; empty while nothing is changed."""
    if chosen.own:
        return request.shelf.title(request.words, chosen.name)
    return whatif.short(request.words, chosen.against, chosen.changes)[:80] if chosen.changes else ""


def keep_as(request: Request, chosen: Chosen, name: str | None, copy: bool) -> tuple[str, str, str]:
    """Save a draft: its key, its name, and in words why not (the key is empty then).

    Whoever saves another browser's what-if gets one of their own; a copy never takes the name of its original.
    """
    _ = request.words.text
    text = " ".join((name or "").split())
    if not text:
        return "", "", _("Please give it a name.")
    if not chosen.changes or chosen.scenario.content_hash == chosen.against.content_hash:
        return "", text, _("Nothing has been changed yet, so there is nothing to save.")
    if text.casefold() in _shipped_names(request):
        return "", text, _("A scenario of the project has this name; choose another.")
    if copy and chosen.own and text == request.shelf.title(request.words, chosen.name):
        text = _("{name} (copy)").format(name=text)
    old = request.shelf.drafts.get(chosen.name) if chosen.own and not copy else None
    mine = old is not None and old.owner == request.owner
    try:
        kept = request.shelf.drafts.save(
            request.owner, text, chosen.base, chosen.changes, chosen.name if mine else None
        )
    except ValueError:
        return "", text, _("This name is taken or too long; choose another.")
    return kept.draft, text, ""


def _shipped_names(request: Request) -> set[str]:
    """Those of the project's own scenarios, in every language: a what-if under one of them would pass for it."""
    every = [request.shelf.choices(Words(lang), request.owner) for lang in LANGUAGES]
    return {one.title.casefold() for choices in every for one in choices if not one.own}


def stamp_of(request: Request, chosen: Chosen, draft: dict[str, Any]) -> str:
    """What results and run panel show, as one word: inputs, state and progress of their run."""
    entry = request.shelf.asked(chosen.scenario, chosen.against)
    state = f"{entry.state}:{entry.done}:{entry.fresh}" if entry else ""
    left = entry.seconds_left() if entry is not None and entry.state == "running" else None
    inputs = f"{draft['name']}|{draft['set']}|{draft.get('ok', True)}"
    return f"{inputs}|{state}|{round(left / 2) if left is not None else ''}"
