"""A draft as the scenario file that the project reads: a base and named changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def scenario_file(name: str, base: str, changes: Mapping[str, Any]) -> str:
    """TOML for data/scenarios; what a change takes away stands under `remove`."""
    gone = [path for path, value in changes.items() if value is None]
    lines = [f"base = {_text(base)}", f"title = {{ de = {_text(name)}, en = {_text(name)} }}"]
    if gone:
        lines.append(f"remove = [{', '.join(map(_text, gone))}]")
    lines += ["", "[changes]"]
    lines += [f"{_text(path)} = {_value(value)}" for path, value in changes.items() if value is not None]
    return "\n".join(lines) + "\n"


def file_name(name: str) -> str:
    """A name as a file may have it: letters, digits and dashes."""
    plain = name.lower()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, written)
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "scenario")[:60] + ".toml"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items() if one is not None) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f"{value:.12g}" if isinstance(value, int | float) else _text(str(value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)
