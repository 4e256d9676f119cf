"""Text as a file may hold it: what XML cannot hold, and what turns the text after it around, is shown instead."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

UNHOLDABLE = "\ufffd"
"""Stands for a character that no file may hold, or that would write the text after it from right to left."""
MORE = "…"
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"} | {0x7F: "\u2421"}
_OTHERS = re.compile("[\u0080-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_T = TypeVar("_T")


def plain(text: str) -> str:
    """The text with control characters as their pictures (␀ ␛) and other unholdable ones as �; lines end in \\n.

    Marks that only say the direction of a letter stay: names in Arabic or Hebrew need them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _OTHERS.sub(UNHOLDABLE, lines.translate(_PICTURES))


def one_line(text: str, most: int = 0) -> str:
    """The text in one line, with an ellipsis at `most` characters (0: however long)."""
    line = " ".join(plain(text).split())
    return line if not most or len(line) <= most else line[: most - 1].rstrip() + MORE


def plainly(thing: _T) -> _T:
    """The same frozen dataclass with every text in it plain."""
    return _plainly(thing)


def bold_parts(text: str) -> list[tuple[str, bool]]:
    """A sentence whose **core** is bold, in parts; stars without a partner stay what they are."""
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return [(text, False)]
    return [(part, i % 2 == 1) for i, part in enumerate(parts) if part]


def without_bold(text: str) -> str:
    return "".join(part for part, _bold in bold_parts(text))


def _plainly(thing: Any) -> Any:
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, tuple):
        return tuple(_plainly(one) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: _plainly(getattr(thing, one.name)) for one in fields(thing)})
    return thing
