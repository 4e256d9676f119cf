"""What a scenario file says at a path, as plain tables."""

from collections.abc import Mapping
from typing import Any

from simulation.scenario.figures import ORIGIN_KEYS
from simulation.scenario.scenario import Scenario

_SOURCE = {*ORIGIN_KEYS, "low", "high", "spread"}


def plain(node: Any) -> Any:
    """A raw table without the sources of its numbers: `{ value = 0.1, assumed = … }` is 0.1."""
    if isinstance(node, Mapping):
        if set(node) - _SOURCE == {"value"}:
            return node["value"]
        return {key: plain(value) for key, value in node.items() if key not in _SOURCE}
    return [plain(one) for one in node] if isinstance(node, list | tuple) else node


def raw_at(scenario: Scenario, path: str) -> Any:
    """What the file says at a path, None where it says nothing."""
    node: Any = scenario.raw
    for key in path.split("."):
        if not isinstance(node, Mapping) or key not in node:
            return None
        node = node[key]
    return node
