"""The journal of a draft: what each step changed, so that it can be taken back and done again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.whatif import Changes, text_of, value_of

Journal = dict[str, Any]
MOST_STEPS = 200


def empty() -> Journal:
    """No step yet. `steps`: {path: [before, after]} as the link writes values, None where nothing was changed; the
    first `at` of them are in force. The page adds `seen`, the last edit of the grid that was answered, and `pressed`,
    see `due`."""
    return {"steps": [], "at": 0}


def noted(journal: Journal | None, before: Changes, after: Changes) -> Journal:
    """The journal with one more step; steps that were taken back are forgotten."""
    journal = journal or empty()
    step = {
        path: [_text(before, path), _text(after, path)]
        for path in dict.fromkeys([*before, *after])
        if _text(before, path) != _text(after, path)
    }
    if not step:
        return journal
    steps = [*journal["steps"][: journal["at"]], step][-MOST_STEPS:]
    return {"steps": steps, "at": len(steps)}


def undone(journal: Journal | None, changes: Changes) -> tuple[Journal, Changes]:
    """The last step taken back; the same when there is none."""
    journal = journal or empty()
    if not journal["at"]:
        return journal, changes
    step = journal["steps"][journal["at"] - 1]
    return {**journal, "at": journal["at"] - 1}, _put(changes, {path: ends[0] for path, ends in step.items()})


def redone(journal: Journal | None, changes: Changes) -> tuple[Journal, Changes]:
    """The step that was taken back last, done again."""
    journal = journal or empty()
    if journal["at"] >= len(journal["steps"]):
        return journal, changes
    step = journal["steps"][journal["at"]]
    return {**journal, "at": journal["at"] + 1}, _put(changes, {path: ends[1] for path, ends in step.items()})


def due(journal: Journal | None, counts: Mapping[str, int | None]) -> list[str]:
    """Buttons whose presses no answer has seen yet, each as often as it was pressed.

    A browser forgets the press when the fields that it redraws ask at the same moment; the count stays.
    """
    seen = (journal or empty()).get("pressed", {})
    return [button for button, count in counts.items() for _press in range((count or 0) - seen.get(button, 0))]


def _text(changes: Changes, path: str) -> str | None:
    return text_of(changes[path]) if path in changes else None


def _put(changes: Changes, ends: dict[str, str | None]) -> Changes:
    found = dict(changes)
    for path, text in ends.items():
        if text is None:
            found.pop(path, None)
        else:
            found[path] = value_of(text)
    return found
