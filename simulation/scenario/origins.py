"""Walks a checked document and lists every number with its origin (law 6)."""

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel

from simulation.scenario.document import Document
from simulation.scenario.figures import ORIGIN_KEYS, Figure, FigureRow, Figures, Sourced
from simulation.scenario.office import BareNumbers
from simulation.scenario.routes import Work

_UNITS = {
    "heads": "heads desks",
    "slots": "grid quantity",
    "cases": "cases",
    "minutes": "minutes every_minutes patience_minutes idle_minutes punctuality least_lead_minutes for_all_minutes "
    "answer_minutes after_minutes not_within_minutes same_day_lead_minutes",
    "days": "days every_days answer_days lead_days ages_days after_days within_days closes_after_days at_days "
    "head_start_days ahead_days start_in_days end_in_days horizon_days again_days patience_days furthest_days "
    "last_days",
    "a year": "per_year decisions_per_year contacts_per_year",
    "a day": "per_day places_per_day",
    "an hour": "per_hour",
    "factors": "months weekdays hours",
    "factor": "demand incomplete reminder_odds",
    "coefficient": "day_factor_cv handling",
    "logit": "slope",
}
UNITS = {name: unit for unit, names in _UNITS.items() for name in names.split()}

HANDLING = "office.handling"


def sourced_tables(document: Document) -> Iterator[tuple[str, Sourced]]:
    """Every (path, table that carries numbers) that the file states; defaults that it leaves out are not listed."""
    if document.office.handling is not None:
        yield HANDLING, document.office.handling
    for name in Document.model_fields:
        if name in document.model_fields_set and name not in ("title", "why", "office", "team_defaults"):
            yield from _walk(name, getattr(document, name), document)
    for key, service in document.services.items():
        for step_id, values in getattr(service, "steps", {}).items():
            step = document.route_of(key)[step_id]
            for field in values:
                yield from _walk(f"services.{key}.steps.{step_id}.{field}", getattr(step, field), document)


def _walk(path: str, node: Any, document: Document) -> Iterator[tuple[str, Sourced]]:
    if isinstance(node, BareNumbers):
        return
    if isinstance(node, Sourced):
        yield path, node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            if name in node.model_fields_set and name != "steps":
                yield from _walk(f"{path}.{name}", getattr(node, name), document)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(f"{path}.{key}", value, document)
    elif isinstance(node, tuple | list):
        for number, value in enumerate(node):
            yield from _walk(f"{path}.{number}", value, document)


def named_sources(document: Document) -> Iterator[tuple[str, str]]:
    """(path, id of the source) of everything that is published."""
    for path, table in (("office.bare_numbers", document.office.bare_numbers), *sourced_tables(document)):
        if table is not None and table.published is not None:
            yield path, table.published


def without_source(document: Document, tried: Collection[str]) -> str | None:
    """Path of the first number that has no origin and is not `tried` in a what-if; None when all have one."""
    if document.office.bare_numbers and document.office.bare_numbers.origin()[0]:
        return None
    tables = sourced_tables(document)
    return next((path for path, table in tables if table.origin()[0] is None and not _within(path, tried)), None)


def _within(path: str, tried: Collection[str]) -> bool:
    return any(path == change or path.startswith(f"{change}.") for change in tried)


def figure_rows(document: Document, tried: Collection[str]) -> list[FigureRow]:
    """Every number of the scenario, in the order of the file; bare ones carry the office's default origin, `tried` ones
    (the paths of a what-if) the origin "what-if"."""
    bare = document.office.bare_numbers
    rows: list[FigureRow] = []
    for path, table in sourced_tables(document):
        origin, text = table.origin()
        low, high, central, unit = table.low, table.high, table.central(), _unit(document, path)
        if origin is None and _within(path, tried):
            origin = "what-if"
        elif origin is None and bare is not None:
            origin, text = bare.origin()
            if origin in ("assumed", "calibrated") and central is not None:
                low, high = sorted((central * (1 - bare.spread), central * (1 + bare.spread)))
                high = min(high, 1.0) if unit == "share" and central <= 1 else high
        if origin is None:
            continue
        source = text if origin == "published" else ""
        reason = "" if source else text
        shown = getattr(table, "scv", None) if path == HANDLING else None  # its range is that of the scv
        rows.append(FigureRow(path, _shown(table) if shown is None else shown, unit, origin, source, reason, low, high))
    return rows


def _unit(document: Document, path: str) -> str:
    """The unit of the number at a path; what a step says by channel is minutes of work, or a share of documents."""
    parts = path.split(".")
    if "by_channel" in parts:
        route = document.route_of(parts[1]) if parts[0] == "services" else document.routes[parts[1]]
        return "minutes" if isinstance(route[parts[parts.index("by_channel") - 1]], Work) else "share"
    if parts[0] == "services" and parts[2] == "books":
        return "weight"
    return next((UNITS[part] for part in reversed(parts) if part in UNITS), "share")


def _shown(table: Sourced) -> float | str:
    if isinstance(table, Figure):
        return table.value
    if isinstance(table, Figures):
        return ", ".join(f"{value:g}" for value in table.values)
    values = table.model_dump(exclude={*ORIGIN_KEYS, "low", "high"}, exclude_none=True, exclude_defaults=True)
    return _in_words(values)


def _in_words(values: dict[str, Any]) -> str:
    parts = [f"{k} {_in_words(v) if isinstance(v, dict) else v}" for k, v in values.items() if k != "kind"]
    return f"{values.get('kind', '')} {', '.join(parts)}".strip()
