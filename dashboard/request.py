"""What a page is given: who reads in which language and colours, what the link says, and what there is to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from dashboard import whatif
from dashboard.exports.table import Table
from dashboard.figures.look import Look, look
from dashboard.whatif import Chosen
from dashboard.words import Words
from dashboard.words.faults import scenario_fault
from simulation.scenario import Scenario, ScenarioError

if TYPE_CHECKING:
    from dashboard.shelf import Shelf

FIRST = "immigration-2025"

KEPT = ("scenario", "against", "set")


@dataclass
class Request:
    """One look at one page. `tables` collects what was drawn, so that a download is the same data as the picture.

    `address` is where the pages are served, for links in files; empty where nobody asked over the net.
    """

    words: Words
    scheme: str
    path: str
    query: Mapping[str, str]
    shelf: Shelf
    owner: str
    tables: dict[str, Table] = field(default_factory=dict)
    address: str = ""

    @property
    def look(self) -> Look:
        return look(self.scheme)

    def ask(self, name: str, default: str = "") -> str:
        """A value of the link."""
        return self.query.get(name, default)

    def chosen(self) -> Chosen:
        """The scenario of the link with its unsaved changes."""
        return self.shelf.chosen(self.words, self.ask("scenario", FIRST), self.ask("set"))

    def held_against(self, chosen: Chosen) -> Scenario | None:
        """The other scenario of the link; None when there is none, or when it is the same by content."""
        other = self.ask("against")
        found = self.shelf.scenario(other) if other else None
        return None if found is None or found.content_hash == chosen.scenario.content_hash else found

    def fault(self, error: ScenarioError) -> str:
        """Why the scenario of the link cannot be, in the reader's language."""
        try:
            known = self.shelf.scenario(self.ask("scenario", FIRST))
        except ScenarioError:
            known = None
        return scenario_fault(self.words, known, error)

    def link(self, path: str | None = None, **changes: str | None) -> str:
        """A link to this page with some values changed, or to another that keeps the scenarios; None drops a value."""
        values = dict(self.query) if path in (None, self.path) else {k: v for k, v in self.query.items() if k in KEPT}
        values.pop("lang", None)
        for name, value in changes.items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        text = urlencode({k: v for k, v in values.items() if v}, quote_via=quote, safe=",:.~")
        return (path or self.path) + ("?" + text if text else "")

    def permalink(self, chart: str = "") -> str:
        """The link that opens this look anywhere: page, scenario, filters, language, and the place of a chart.

        What a saved what-if changes stands in it, so that it means the same when somebody edits the what-if later.
        """
        return self._here + (f"#{chart}" if chart else "")

    @cached_property
    def _here(self) -> str:
        name = self.ask("scenario", FIRST)
        return self.link(scenario=name, set=self._changes(name), lang=self.words.lang, fresh=None)

    def _changes(self, name: str) -> str | None:
        """The changes of the link, else those of a saved what-if where they can be written exactly."""
        asked = self.ask("set")
        draft = self.shelf.drafts.get(name) if name.startswith("W-") and not asked else None
        if draft is not None and whatif.read(whatif.written(draft.changes)) == draft.changes:
            return whatif.written(draft.changes)
        return asked or None

    def download(self, chart: str, kind: str) -> str:
        page = self.path.strip("/") or "overview"
        return f"/download/{page}/{chart}.{kind}?" + self.permalink().partition("?")[2]
