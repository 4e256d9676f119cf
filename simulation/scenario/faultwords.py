"""Says the first fault of a checked table in the words of the file: place, value, remedy."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

_REMEDY = {
    "missing": "is missing; add it",
    "string_type": "must be a text",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "bool_parsing": "must be true or false",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "tuple_type": "must be a list",
    "union_tag_not_found": "has no kind; add one",
}


def fault_of(error: ValidationError, raw: Mapping[str, Any]) -> tuple[str, str]:
    """(place, what) of the first fault; the place as the file has it, without the checker's own marks."""
    first = min(error.errors(include_url=False), key=lambda e: e["type"] == "missing")
    place, value = _place(first["loc"], raw, first["type"] == "missing")
    return " › ".join(place), _what(first, place, value)


def _place(loc: tuple[Any, ...], raw: Any, missing: bool) -> tuple[list[str], Any]:
    """The part of a location that exists in the file, plus a missing last name."""
    place: list[str] = []
    node: Any = raw
    for number, part in enumerate(loc):
        last = number == len(loc) - 1
        inside = isinstance(part, int) and part < len(node) if isinstance(node, list) else False
        if inside or (isinstance(node, Mapping) and part in node):
            place.append(str(part))
            node = node[part]
        elif missing and last and isinstance(node, Mapping) and isinstance(part, str) and part.isidentifier():
            place.append(part)
            node = None
    return place, node


def _what(fault: Any, place: list[str], value: Any) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    shown = _shown(value)
    if kind == "value_error":
        return str(context.get("error", fault["msg"]))[:300]
    if kind == "extra_forbidden":
        return f"is an unknown key; {_nearest(place[-1] if place else '', place)}"
    if kind == "literal_error":
        return f"must be {context['expected']}, is {shown}"
    if kind == "union_tag_invalid":
        return f"is of an unknown kind {_shown(context['tag'])}; known: {context['expected_tags']}"
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        words = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}
        bound = next(key for key in words if key in context)
        return f"must be {words[bound]} {context[bound]:g}, is {shown}"
    if kind == "string_pattern_mismatch":
        return f"is no id: small letters, digits and _ only, a letter first; is {shown}"
    if kind.startswith(("float", "int", "finite")):
        return f"must be a {'whole ' if kind.startswith('int') else ''}number, is {shown}"
    if kind.startswith("date"):
        return f"must be a date like 2025-03-17, is {shown}"
    if kind == "too_short":
        return f"must have at least {context['min_length']}, has {context['actual_length']}; add one"
    if kind == "missing":
        return _REMEDY[kind]
    return f"{_REMEDY.get(kind, fault['msg'][:1].lower() + fault['msg'][1:])}, is {shown}"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value).lower() if isinstance(value, bool) else repr(value)[:80]


def _known_keys() -> set[str]:
    def models(base: type[BaseModel]) -> set[type[BaseModel]]:
        return {base, *(m for sub in base.__subclasses__() for m in models(sub))}

    from simulation.scenario.figures import Plain

    return {(f.alias or name) for model in models(Plain) for name, f in model.model_fields.items()}


def _nearest(key: str, place: list[str]) -> str:
    near = get_close_matches(key, _known_keys(), n=1)
    return f"did you mean {near[0]!r}?" if near else "leave it out, or look up the right one in the schema"
