"""A scenario: a checked document with an identity. Frozen, hashed, and able to travel as text."""

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from simulation.scenario.checks import faults
from simulation.scenario.document import AnyService, Document
from simulation.scenario.errors import ScenarioError
from simulation.scenario.faultwords import fault_of
from simulation.scenario.figures import NOT_CONTENT, Figure, FigureRow
from simulation.scenario.office import Book, Office, Service
from simulation.scenario.origins import figure_rows, without_source
from simulation.scenario.routes import Appointment, Documents
from simulation.scenario.searching import Booked
from simulation.scenario.team import Team


@dataclass(frozen=True)
class Scenario:
    """What the world is (Szenario). Equal content has an equal `content_hash`, whatever its names and sources say."""

    id: str
    document: Document
    raw: Mapping[str, Any] = field(repr=False)
    base: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""

    @classmethod
    def checked(
        cls, raw: Mapping[str, Any], *, identifier: str, base: str | None, changes: Mapping[str, Any], file: str
    ) -> "Scenario":
        """A scenario from a raw document. Raises ScenarioError with the first thing that is wrong."""
        raw = _plain(raw)
        try:
            document = Document.model_validate(_with_team_defaults(raw, file))
            fault = next(iter(faults(document)), None)
        except ValidationError as error:
            raise ScenarioError(file, *fault_of(error, raw)) from None
        except RecursionError:
            raise ScenarioError(file, "", "is nested too deeply; write it flatter") from None
        if fault:
            raise ScenarioError(file, *fault)
        bare = without_source(document, changes)
        if bare:
            raise ScenarioError(
                file,
                bare.replace(".", " › "),
                "has no source; give published, derived or assumed, or [office] bare_numbers",
            )
        return cls(identifier, document, raw, base, _plain(changes), file)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of everything that moves results: no names, no sources."""
        content = json.dumps(_content(self.raw), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()

    def to_json(self) -> str:
        """The scenario as text, for workers and manifests."""
        return json.dumps(
            {
                "id": self.id,
                "base": self.base,
                "changes": _plain(self.changes),
                "file": self.file,
                "document": self.raw,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Scenario":
        """The scenario that `to_json` wrote; checked again."""
        data = json.loads(text)
        return cls.checked(
            data["document"], identifier=data["id"], base=data["base"], changes=data["changes"], file=data["file"]
        )

    @property
    def title(self) -> dict[str, str]:
        """The name of the scenario in both languages; its id where it has none."""
        name = self.document.title
        return name.model_dump() if name else {"de": self.id, "en": self.id}

    @property
    def why(self) -> dict[str, str] | None:
        """What the what-if is for, in both languages."""
        why = self.document.why
        return {"de": why, "en": why} if isinstance(why, str) else why.model_dump() if why else None

    @property
    def starts(self) -> date:
        """Date of minute 0."""
        return self.document.office.starts

    @property
    def days(self) -> int:
        """Length of the run, days."""
        return self.document.office.days

    @property
    def office(self) -> Office:
        """The office and its period."""
        return self.document.office

    @property
    def teams(self) -> dict[str, Team]:
        """Teams by id, in the order of the file."""
        return self.document.teams

    @property
    def services(self) -> dict[str, AnyService]:
        """Services by id: those with a route and those that are contacts."""
        return self.document.services

    @property
    def books(self) -> dict[str, Book]:
        """Appointment books by id."""
        return self.document.books

    @property
    def goals(self) -> dict[str, Figure]:
        """Goals by measure."""
        return self.document.goals

    @cached_property
    def steps(self) -> dict[str, dict[str, str]]:
        """Names of all steps that ledgers may show, in both languages, in the order of the routes."""
        names: dict[str, dict[str, str]] = {"before_start": {"de": "vor dem Lauf", "en": "before the run"}}
        for key, service in self.services.items():
            if isinstance(service, Service):
                for step_id, step in self.document.route_of(key).items():
                    own = step.name.model_dump() if step.name else {"de": step_id, "en": step_id}
                    names.setdefault(step_id, own)
                    for part in _parts(step):
                        errand = getattr(step, part, None)
                        inner = errand.name.model_dump() if errand is not None and errand.name else None
                        names.setdefault(
                            f"{step_id}_{part}", inner or {k: f"{v}: {_PART_NAMES[part][k]}" for k, v in own.items()}
                        )
            elif isinstance(service, Booked):
                own = service.name.model_dump()
                names.setdefault(key, own)
                names.setdefault(f"{key}_slot", {k: f"{v}: {_PART_NAMES['slot'][k]}" for k, v in own.items()})
            else:
                names.setdefault(key, service.name.model_dump())
                if service.follow_up:
                    follow = service.follow_up.name
                    names.setdefault(f"{key}_follow_up", follow.model_dump() if follow else service.name.model_dump())
        return names

    @property
    def requests_documents(self) -> bool:
        """Whether any route has a document loop, so that `incomplete` moves something."""
        routes = [self.document.route_of(key) for key, one in self.services.items() if isinstance(one, Service)]
        return any(isinstance(step, Documents) for route in routes for step in route.values())

    def figures(self) -> list[FigureRow]:
        """Every number with its origin, in the order of the file."""
        return figure_rows(self.document, self.changes)


_PART_NAMES = {
    "request": {"de": "Nachforderung", "en": "request"},
    "answer": {"de": "Antwort der Antragstellenden", "en": "applicant's answer"},
    "reminder": {"de": "Erinnerung", "en": "reminder"},
    "again": {"de": "erneute Prüfung", "en": "second check"},
    "invite": {"de": "Einladung", "en": "invitation"},
    "slot": {"de": "Warten auf den Termin", "en": "wait for the slot"},
}


def _parts(step: object) -> tuple[str, ...]:
    if isinstance(step, Documents):
        return ("request", "answer", "reminder", "again")
    return ("invite", "slot") if isinstance(step, Appointment) else ()


def _plain(raw: Any) -> Any:
    """Dates as text, so that a document is JSON."""
    if isinstance(raw, Mapping):
        return {str(key): _plain(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_plain(value) for value in raw]
    return raw.isoformat() if hasattr(raw, "isoformat") else raw


def _with_team_defaults(raw: Mapping[str, Any], file: str) -> dict[str, Any]:
    document = copy.deepcopy(dict(raw))
    defaults, teams = document.get("team_defaults"), document.get("teams")
    if isinstance(defaults, dict) and isinstance(teams, dict):
        document["teams"] = {k: {**defaults, **team} if isinstance(team, dict) else team for k, team in teams.items()}
    return document


def _content(node: Any) -> Any:
    if isinstance(node, Mapping):
        if set(node) - NOT_CONTENT == {"value"}:
            return _content(node["value"])
        if set(node) - NOT_CONTENT == {"values"}:
            return _content(node["values"])
        return {key: _content(value) for key, value in node.items() if key not in NOT_CONTENT}
    if isinstance(node, list):
        return [_content(value) for value in node]
    return float(node) if isinstance(node, int) and not isinstance(node, bool) else node
