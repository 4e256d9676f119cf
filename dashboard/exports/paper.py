"""The council paper (Vorlage): a page to decide on, a page of evidence, STRESS-DES as annex. PDF/UA-1 by typst.

The template reads data as JSON and nothing else; fonts are the project's own, so no font of the machine changes a line.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard.exports.errors import ExportFailed
from dashboard.exports.paper_content import content
from dashboard.exports.print_fonts import FAMILY, FOLDER, FONTS
from dashboard.exports.report import Report

TEMPLATE = Path(__file__).with_name("paper.typ")


def paper(report: Report) -> bytes:
    """The paper as a tagged PDF; the same bytes for the same report."""
    made = _compiled(report, format="pdf", pdf_standards=["ua-1"], timestamp=_created(report))
    assert isinstance(made, bytes)
    return made


def pictures(report: Report, dots_per_inch: int = 110) -> list[bytes]:
    """Its pages as PNG, for a preview."""
    made = _compiled(report, format="png", ppi=float(dots_per_inch))
    return [made] if isinstance(made, bytes) else list(made)


def _compiled(report: Report, **how: Any) -> Any:
    inputs = {"paper": json.dumps(content(report, _created(report)), ensure_ascii=False)}
    compiler = typst.Compiler(TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs=inputs)
    return compiler.compile(**how)


@cache
def _fonts() -> typst.Fonts:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    if FAMILY not in found.families():
        raise ExportFailed(str(FOLDER), f"the fonts of the paper are not there: {', '.join(FONTS)}", "install it anew")
    return found


def _created(report: Report) -> datetime:
    """When the run was asked for, in UTC."""
    return datetime.fromisoformat(report.created).astimezone(UTC)
