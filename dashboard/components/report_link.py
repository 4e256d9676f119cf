"""The council paper of a result, one click away from where it is shown."""

from __future__ import annotations

from dashboard.components.text import Component, go, icon
from dashboard.reading import Reading
from dashboard.request import Request


def to_paper(request: Request, reading: Reading, against: Reading | None = None) -> Component | None:
    """A link to the report of a finished run; nothing while it is going, because its figures still change."""
    if reading.live or (against is not None and against.live):
        return None
    named = request.ask("scenario")
    link = request.link(
        "/reports",
        run=reading.run,
        against=against.run if against else None,
        scenario=named if named.startswith("W-") and not request.ask("set") else None,
        set=None,
    )
    return go([icon("file-text", small=True), request.words.text("Council paper")], link, "tw-btn quiet tw-paper-link")
