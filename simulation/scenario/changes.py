"""One way to change a scenario: named paths and values, then every check again."""

import copy
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from simulation.scenario.errors import ScenarioError
from simulation.scenario.figures import ORIGIN_KEYS

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def changed(scenario: "Scenario", changes: Mapping[str, Any], file: str | None = None) -> "Scenario":
    """The scenario with other values at some paths, e.g. `{"teams.family.heads": 24}`; their origin is "what-if".

    None takes away what stands at the path. Raises ScenarioError that names the path when it does not exist or the
    value does not fit.
    """
    from simulation.scenario.scenario import Scenario

    document = copy.deepcopy(dict(scenario.raw))
    apply(document, changes, file or scenario.file)
    return Scenario.checked(
        document, identifier=scenario.id, base=scenario.base or (scenario.id if changes else None),
        changes={**scenario.changes, **changes}, file=scenario.file,
    )  # fmt: skip


def apply(document: dict[str, Any], changes: Mapping[str, Any], file: str, removed: list[Any] | None = None) -> None:
    """Put values at paths of a raw document, in place. Raises ScenarioError where a path leads nowhere."""
    for path in removed or []:
        *parents, last = str(path).split(".")
        node = _down(document, parents, str(path), file)
        if last not in node:
            raise ScenarioError(file, f"remove › {path}", f"there is nothing here{_hint(last, node)}")
        del node[last]
    for path, value in changes.items():
        *parents, last = str(path).split(".")
        if not all((*parents, last)):
            raise ScenarioError(file, f"changes › {path}", "is no path; write names with dots, like teams.family.heads")
        node = _down(document, parents, str(path), file)
        if isinstance(node, list):
            if not _is_place(last) or int(last) >= len(node):
                raise ScenarioError(file, f"changes › {path}", f"the list has {len(node)} entries, counted from 0")
            node[int(last)] = _put(value, node[int(last)])
            continue
        if value is None:
            if last not in node:
                raise ScenarioError(file, f"changes › {path}", f"there is nothing to take away{_hint(last, node)}")
            del node[last]
        elif isinstance(value, dict) and "before" in value:
            _insert(node, last, value, path, file)
        else:
            node[last] = _put(value, node.get(last))


def _down(node: Any, parents: list[str], path: str, file: str) -> Any:
    for depth, name in enumerate(parents):
        if isinstance(node, list) and _is_place(name) and int(name) < len(node):
            node = node[int(name)]
        elif isinstance(node, dict) and isinstance(node.get(name), dict | list):
            node = node[name]
        elif isinstance(node, dict) and depth and (name in _OPTIONAL or parents[depth - 1] in ("steps", "grid")):
            node = node.setdefault(name, {})
        else:
            raise ScenarioError(file, f"changes › {path}", f"there is no {name!r} here{_hint(name, node)}")
    return node


def _is_place(name: str) -> bool:
    """Whether a name of a path is a place in a list: digits that int reads, not more than any list has."""
    return name.isascii() and name.isdecimal() and len(name) < 7


_OPTIONAL = ("steps", "traits", "no_show", "cancel", "request", "again", "invite", "by_channel", "minutes", "grid")


def _hint(name: str, node: Any) -> str:
    near = get_close_matches(name, list(node), n=1) if isinstance(node, dict) else []
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(map(str, list(node)[:12]))}" if isinstance(node, dict) and node else ""


def _insert(node: dict[str, Any], name: str, value: dict[str, Any], path: str, file: str) -> None:
    """A new step of a route that comes before another one: `{ before = "check", kind = … }`."""
    before = value["before"]
    if not isinstance(before, str) or before not in node:
        raise ScenarioError(
            file, f"changes › {path} › before", f"there is no {before!r} here{_hint(str(before), node)}"
        )
    entries = list(node.items())
    node.clear()
    for key, old in entries:
        if key == before:
            node[name] = {k: v for k, v in value.items() if k != "before"}
        node[key] = old


def _put(value: Any, old: Any) -> Any:
    """What stands at the path afterwards: a number on a distribution replaces its mean or median, origin and range
    go."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isinstance(old, dict) and "kind" in old:
        central = "median" if "median" in old else "mean"
        if central in old:
            return {**{k: v for k, v in old.items() if k not in (*ORIGIN_KEYS, "low", "high")}, central: value}
    return value
