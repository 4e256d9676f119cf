"""A table as TOML for people: short tables in one line, others with a head of their own, comments above sections."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

MOST_INLINE = 300
_BARE = re.compile(r"^[A-Za-z0-9_-]+$")


def toml_text(table: Mapping[str, Any], comments: Mapping[str, str]) -> str:
    """The text of a table; `comments` by the dotted name of the section that they stand above ("": the top)."""
    lines = [f"# {line}" for line in comments.get("", "").splitlines()]
    for key in table:
        if _short(table[key], 0):
            lines.append(f"{_key(key)} = {_value(table[key])}")
    for key in table:
        if not _short(table[key], 0):
            lines += ["", *_section((key,), table[key], comments)]
    return "\n".join(lines).strip() + "\n"


def _section(path: tuple[str, ...], table: Mapping[str, Any], comments: Mapping[str, str]) -> Iterator[str]:
    yield from (f"# {line}" for line in comments.get(".".join(path), "").splitlines())
    here = {key: value for key, value in table.items() if _short(value, len(path))}
    if here or not table:
        yield f"[{'.'.join(_key(part) for part in path)}]"
        yield from (f"{_key(key)} = {_value(value)}" for key, value in here.items())
    for number, key in enumerate(key for key in table if key not in here):
        if number and len(path) == 1:
            yield ""
        yield from _section((*path, key), table[key], comments)


def _short(value: Any, depth: int) -> bool:
    """Whether it stands in one line: near the top only what holds no table."""
    if not isinstance(value, Mapping):
        return True
    flat = not any(isinstance(inner, Mapping) for inner in value.values())
    if depth == 0:
        return set(value) == {"de", "en"}
    return (flat or depth > 2) and len(_value(value)) <= MOST_INLINE


def _key(key: str) -> str:
    return key if _BARE.match(key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float):
        return f"{value:.12g}" if isinstance(value, float) and value == int(value) else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    return "[" + ", ".join(_value(inner) for inner in value) + "]"
