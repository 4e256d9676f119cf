"""Tables on slides: a head row that programs know as such, thin lines, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from dashboard.exports.plain_text import one_line
from dashboard.exports.slides_deck import Slide, colour, described
from dashboard.figures.look import LIGHT
from dashboard.words.measures import Tone

INK: dict[Tone, str] = {
    "better": LIGHT.accent,
    "worse": LIGHT.worse,
    "unclear": LIGHT.ink2,
    "none": LIGHT.ink2,
    "changed": LIGHT.ink,
}
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True)
class Said:
    """A cell: what it says, something smaller below it, its colour."""

    text: str
    sub: str = ""
    tone: Tone = "changed"
    bold: bool = False


@dataclass(frozen=True)
class Column:
    """A column: heading, width in inches, whether it holds figures, letters a line."""

    title: str
    width: float
    figures: bool = False
    letters: int = 40


def table(
    slide: Slide, place: tuple[float, float], columns: Sequence[Column], rows: Sequence[Sequence[Said]], name: str,
    *, row: float = 0.48, size: float = 12,
) -> None:  # fmt: skip
    """A table at (left, top) with rows of so many inches."""
    left, top = place
    width = sum(one.width for one in columns)
    box = (Inches(left), Inches(top), Inches(width), Inches(0.36 + row * len(rows)))
    frame = slide.file.shapes.add_table(len(rows) + 1, len(columns), *box)
    described(frame, name, "; ".join(f"{line[0].text}: {', '.join(one.text for one in line[1:])}" for line in rows))
    grid = frame.table
    grid._tbl.tblPr.find("{*}tableStyleId").text = _PLAIN_STYLE
    grid.horz_banding = False
    grid.rows[0].height = Inches(0.36)
    for j, column in enumerate(columns):
        grid.columns[j].width = Inches(column.width)
        head = Said(column.title, bold=True)
        _cell(slide, grid.cell(0, j), head, column, size - 1, LIGHT.soft, LIGHT.fill)
    for i, line in enumerate(rows, start=1):
        grid.rows[i].height = Inches(row)
        for j, said in enumerate(line):
            _cell(slide, grid.cell(i, j), said, columns[j], size, "", LIGHT.line)


def _cell(slide: Slide, cell: Any, said: Said, column: Column, size: float, fill: str, line: str) -> None:
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = True
    texts = [(one_line(said.text, column.letters), size, INK[said.tone], said.bold)]
    if said.sub:
        texts.append((one_line(said.sub, column.letters + 6), size - 2.5, LIGHT.ink2, False))
    for i, (text, points, ink, bold) in enumerate(texts):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if column.figures else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = colour(ink)
        run._r.get_or_add_rPr().set("lang", slide.deck.language)
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(fill)
    else:
        cell.fill.background()
    xml = f'<a:lnB xmlns:a="{_A}" w="9525"><a:solidFill><a:srgbClr val="{line[1:]}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(xml))
