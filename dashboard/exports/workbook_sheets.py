"""Sheets of a workbook: text that stays text, numbers with the format of their unit, headings that stay in sight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from dashboard.exports import number_formats
from dashboard.exports.plain_text import MORE, bold_parts, one_line, plain, without_bold
from dashboard.exports.table import FORMULA_STARTS
from dashboard.figures.look import LIGHT
from dashboard.words import Words
from dashboard.words.measures import Tone

LETTERS = 32_767
"""Of a cell, as Excel counts them: what lies beyond the basic plane is two."""
ROWS = 1_048_576
TALLEST = 409.0
"""A row in points: Excel draws no taller one."""
LEFT = {"align": "left", "indent": 1}
INK = {"better": LIGHT.accent, "worse": LIGHT.worse, "unclear": LIGHT.ink2, "none": LIGHT.ink2, "changed": LIGHT.ink}


@dataclass(frozen=True)
class Head:
    """One column: its heading and its width in letters."""

    title: str
    width: int = 14


@dataclass(frozen=True)
class Number:
    """A number with the code of its format; `tone` colours a difference."""

    value: float | None
    code: str
    tone: Tone = "changed"


@dataclass(frozen=True)
class Toned:
    """A text in the colour of a tone."""

    text: str
    tone: Tone


Cell = str | Number | Toned | date | None


class Book:
    """A workbook in memory. Nothing that it is given becomes a formula or a link."""

    def __init__(self, out: Any, words: Words, footer: str) -> None:
        self.words = words
        self.file = xlsxwriter.Workbook(
            out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._footer = one_line(footer, 180).replace("&", "&&")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **more: Any) -> Any:
        key = tuple(sorted({"valign": "top", "font_color": LIGHT.ink, **more}.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(dict(key))
        return self._formats[key]

    def sheet(self, name: str, colour: str = LIGHT.fill, pages: int = 0) -> Sheet:
        """A new sheet, ready to print: landscape, as wide as the page and on so many (0: as it needs), its name above
        and its origin below."""
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.set_header("&L&B" + name.replace("&", "&&"))
        sheet.set_footer("&L&8" + self._footer + "&R&8&P / &N")
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        return Sheet(self, sheet, name)

    def close(self) -> None:
        self.file.close()


class Sheet:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
        self.book = book
        self.file = sheet
        self.name = name
        self._widths: dict[int, int] = {}
        self._heights: dict[int, float] = {}

    def columns(self, *widths: int) -> None:
        """How wide each column is, in letters."""
        for j, width in enumerate(widths):
            self._widths[j] = width
            self.file.set_column(j, j, width)

    def table(self, heads: Sequence[Head], rows: Sequence[Sequence[Cell]]) -> int:
        """A table from the first cell on; gives the number of rows. What Excel has no rows for is said in the last."""
        self.columns(*(head.width for head in heads))
        for j, head in enumerate(heads):
            right = any(isinstance(row[j], Number) for row in rows[:1])
            self.file.write_string(0, j, holdable(head.title, self.book.words), self._head(right))
            self._grow(0, j, head.title, 13)
        fitting = rows if len(rows) < ROWS else rows[: ROWS - 2]
        for i, row in enumerate(fitting, start=1):
            for j, cell in enumerate(row):
                self.cell(i, j, cell, bottom=1, bottom_color=LIGHT.line)
        if len(fitting) < len(rows):
            left = self.book.words.text("{n} more rows do not fit into a sheet").format(n=len(rows) - len(fitting))
            self.cell(len(fitting) + 1, 0, MORE + " " + left, bold=True)
        self.file.freeze_panes(1, 1)
        self.file.autofilter(0, 0, max(len(fitting), 1), len(heads) - 1)
        self.file.repeat_rows(0)
        return len(fitting)

    def cell(self, row: int, column: int, cell: Cell, **look: Any) -> None:
        """One cell; an empty one stays empty."""
        if isinstance(cell, Number):
            if cell.value is not None and math.isfinite(cell.value):
                ink = {} if cell.tone == "changed" else {"font_color": INK[cell.tone]}
                self.file.write_number(row, column, cell.value, self.book.format(num_format=cell.code, **look, **ink))
        elif isinstance(cell, Toned):
            self.cell(row, column, cell.text, font_color=INK[cell.tone], bold=True, **look)
        elif isinstance(cell, date):
            code = number_formats.DATE[self.book.words.lang]
            self.file.write_datetime(row, column, cell, self.book.format(num_format=code, **LEFT, **look))
        elif cell:
            text = holdable(cell, self.book.words)
            look = {
                "text_wrap": True,
                **LEFT,
                **look,
                **({"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}),
            }
            self.file.write_string(row, column, text, self.book.format(**look))
            if look["text_wrap"]:
                self._grow(row, column, text, look.get("font_size", 11))
        else:
            self.file.write_blank(row, column, None, self.book.format(**look))

    def sentence(self, row: int, column: int, text: str, **look: Any) -> None:
        """A sentence whose **core** is bold."""
        parts = [(plain(part), bold) for part, bold in bold_parts(text)]
        if len(parts) < 2 or sum(map(_letters, (part for part, _bold in parts))) > LETTERS:
            self.cell(row, column, without_bold(text), **look)
            return
        rich: list[Any] = []
        for part, bold in parts:
            rich += [self.book.format(bold=bold), part]
        self.file.write_rich_string(row, column, *rich, self.book.format(text_wrap=True, **LEFT, **look))
        self._grow(row, column, without_bold(text), look.get("font_size", 11))

    def _grow(self, row: int, column: int, text: str, size: float) -> None:
        """Makes room for a text in lines: not every program does when it opens the file."""
        letters = max(1.0, self._widths.get(column, 9) * 10.8 / size - 1)
        lines = sum(max(1, -(-len(line) // int(letters))) for line in text[:LETTERS].split("\n"))
        height = min(TALLEST, lines * size * 1.36 + 1)
        if height > self._heights.get(row, 16.0):
            self._heights[row] = height
            self.file.set_row(row, height)

    def _head(self, right: bool) -> Any:
        soft = {"bg_color": LIGHT.soft, "bottom": 2, "bottom_color": LIGHT.fill}
        side: dict[str, Any] = {"align": "right"} if right else LEFT
        return self.book.format(bold=True, text_wrap=True, valign="vcenter", **soft, **side)


def holdable(text: str, words: Words) -> str:
    """The text as a cell can hold it: a longer one ends with how long it is."""
    text = plain(text)
    if _letters(text) <= LETTERS:
        return text
    mark = words.text(" … [shortened, {n} letters]").format(n=words.number(len(text)))
    kept = text.encode("utf-16-le")[: 2 * (LETTERS - _letters(mark))].decode("utf-16-le", "ignore")
    return kept + mark


def _letters(text: str) -> int:
    return len(text) + sum(1 for letter in text if letter > "\uffff")
