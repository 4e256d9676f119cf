"""The scenario language as JSON Schema, for editors of TOML: `python -m simulation.scenario.schema` writes it."""

import json
from pathlib import Path
from typing import Any

from simulation.scenario.document import Document
from simulation.scenario.loading import DATA

SCHEMA = DATA / "schema" / "scenario.schema.json"
_NAME = {"$ref": "#/$defs/Name"}
_WHAT_IF = {
    "type": "object",
    "title": "What-if",
    "description": "A base and named changes.",
    "required": ["base"],
    "additionalProperties": False,
    "properties": {
        "base": {"type": "string", "description": "id of a scenario that ships, or a file beside this one"},
        "title": {**_NAME, "description": "name of the what-if"},
        "why": {"anyOf": [_NAME, {"type": "string", "maxLength": 2000}], "description": "what it is for"},
        "sources": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/Source"},
            "description": "own sources, beside those of the base",
        },
        "changes": {
            "type": "object",
            "description": 'values by path, like "teams.family.heads" = 24; { before = "check", … } puts in a step',
        },
        "remove": {
            "type": "array",
            "items": {"type": "string"},
            "description": "paths that are taken away before the changes",
        },
    },
}


def schema() -> dict[str, Any]:
    """The schema of both kinds of scenario file: an office (no `base`), or a what-if (with `base`)."""
    office = Document.model_json_schema(by_alias=True)
    parts: dict[str, Any] = office.pop("$defs")
    parts["Office file"], parts["What-if"] = office, _WHAT_IF
    for name in ("Figure", "Figures"):
        table = parts.pop(name)
        short = {"type": "number"} if name == "Figure" else {"type": "array", "items": {"type": "number"}}
        parts[f"{name} with origin"] = table
        parts[name] = {"anyOf": [short, {"$ref": f"#/$defs/{name} with origin"}], "description": _sentence(table)}
    for part in parts.values():
        _only_ids(part)
        if "description" in part:
            part["description"] = _sentence(part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Terminwerk scenario",
        "description": "An office to simulate, or a what-if on one. The words are explained in data/README.md.",
        "type": "object",
        "if": {"required": ["base"]},
        "then": {"$ref": "#/$defs/What-if"},
        "else": {"$ref": "#/$defs/Office file"},
        "$defs": dict(sorted(parts.items())),
    }


def _only_ids(node: Any) -> None:
    """A table whose keys are ids takes no other keys."""
    if isinstance(node, dict) and "patternProperties" in node:
        node["additionalProperties"] = False
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _only_ids(value)


def _sentence(part: dict[str, Any]) -> str:
    return " ".join(str(part.get("description", "")).split())


def text() -> str:
    """The schema as it is checked in."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def write(path: Path = SCHEMA) -> None:
    """Write the schema to its place in data/."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
