"""Documents with a random fault: some node of a sound one replaced, removed, renamed, or a number made odd."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

JUNK: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2, 0.5, -0.5, 1.2, 1e9, 1e18, 1e300, -1e300, 10**400,
    float("inf"), float("-inf"), float("nan"),
    "", "x", "own", "red", "urgent", "1", "08:00", "25:00", "2025-02-30", "2025-03-17", "9999-12-31", "0001-01-01",
    "DE-XX", "\0", "mon", "\n", "ä" * 3000, [], [1], [[[]]], ["x"], [None], {}, {"x": {"y": 1}}, {1: 2},
    {"value": 1}, {"value": -1}, {"value": "x"}, {"value": 1, "assumed": "so", "low": 2, "high": 3},
    {"kind": "x"}, {"kind": "work"}, {"kind": "contact"}, {"kind": "tail"}, {"kind": "constant", "mean": 1},
    {"kind": "exponential", "mean": 0}, {"kind": "gamma", "mean": 1, "scv": -1}, {"kind": "empirical", "values": []},
    {"kind": "lognormal", "median": 1, "p95": 0.5}, {"kind": "normal", "mean": -5, "sd": 1},
    {"kind": "empirical", "values": [-5.0, 1.0]}, {"from": "08:00", "to": "07:00"}, {"before": "x"},
)  # fmt: skip
NUMBERS = (
    0, 0.0, -0.0, 1, 2, 7, 0.5, 1e-3, 1e-9, 1e-300, 5e-324, 1 - 1e-16, 1 + 1e-9, 20, 300, 1440, 5000, 1e6, 1e9, 1e300,
)  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of every node below the top."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from places(value, (*path, key))


def at(node: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path."""
    for key in path:
        node = node[key]
    return node


@st.composite
def odd_numbers(draw: st.DrawFn, sound: Any) -> Any:
    """A sound document with other numbers in one to three places: some can be loaded, and must run."""
    document = copy.deepcopy(draw(sound) if isinstance(sound, st.SearchStrategy) else sound)
    spots = [p for p in places(document) if isinstance(at(document, p), int | float)]
    for path in draw(st.lists(st.sampled_from(spots), min_size=1, max_size=3)):
        at(document, path[:-1])[path[-1]] = draw(st.sampled_from(NUMBERS) | st.floats() | st.integers())
    return document


@st.composite
def broken(draw: st.DrawFn, sound: Any) -> Any:
    """A sound document (or a strategy for one) with one to three faults, or what may be one."""
    document = copy.deepcopy(draw(sound) if isinstance(sound, st.SearchStrategy) else sound)
    keys = st.sampled_from(("x", "Ä", "", "kind", "name", "value", "low", "own", "heads", "share", "only", "stages"))
    for _ in range(draw(st.integers(1, 3))):
        if not document:
            break
        path = draw(st.sampled_from(list(places(document))))
        parent, last = at(document, path[:-1]), path[-1]
        deed = draw(st.sampled_from(("replace", "replace", "replace", "remove", "rename", "add", "swap")))
        if deed == "remove":
            del parent[last]
        elif deed == "rename" and isinstance(parent, dict):
            parent[draw(keys)] = parent.pop(last)
        elif deed == "add" and isinstance(parent, dict):
            parent[draw(keys)] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        elif deed == "swap":
            other = draw(st.sampled_from(list(places(document))))
            parent[last] = copy.deepcopy(at(document, other))
        else:
            parent[last] = copy.deepcopy(draw(st.sampled_from(JUNK)))
    return document
