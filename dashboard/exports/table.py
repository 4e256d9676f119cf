"""A table as a page shows it, and the same as CSV, XLSX, Parquet and Arrow."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

import polars as pl
import xlsxwriter

from dashboard.exports.plain_text import plain
from dashboard.words import Words

ROWS_ON_A_PAGE = 1000
CELL = 16_000
"""Letters that a cell of Excel holds, whichever they are."""
SEPARATORS = {";": ";", ",": ",", "tab": "\t"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """One column. `kind` is text, number, share (0 to 1, shown as per cent) or date; `digits` after the point."""

    key: str
    title: str
    kind: str = "number"
    digits: int = 0
    unit: str = ""

    def show(self, value: Any, words: Words) -> str:
        """The cell as a person reads it; an empty cell is an en dash."""
        if value is None:
            return "–"
        if self.kind == "share":
            return words.percent(value, self.digits)
        if self.kind == "date":
            return words.day(value, "numeric")
        if self.kind == "number" and isinstance(value, (int, float)):
            return words.number(value, self.digits)
        return plain(str(value))


@dataclass(frozen=True)
class Table:
    """Rows under a title, with where they come from. `rows` may be more than `shown` of them, which the page lists."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    notes: Mapping[str, str] = field(default_factory=dict)
    shown: Sequence[Mapping[str, Any]] | None = None


def dialect(lang: str, separator: str = "", decimal: str = "") -> tuple[str, bool]:
    """Separator of cells and whether decimals have a comma: as asked for, else as Excel of that language has it."""
    cells = SEPARATORS[separator or (";" if lang == "de" else ",")]
    return cells, decimal == "," or (not decimal and lang == "de" and cells != ",")


def to_csv(table: Table, words: Words, separator: str = "", decimal: str = "") -> bytes:
    """CSV as the reader's Excel opens it: in German with semicolons and decimal commas. No text is a formula."""
    cells, comma = dialect(words.lang, separator, decimal)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=cells, lineterminator="\r\n")
    writer.writerow([_plain(_title(column), comma) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(row.get(column.key), comma) for column in table.columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_xlsx(table: Table, words: Words) -> bytes:
    """One sheet with the data and one that says where it comes from; text cells are text, never formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {column.key: book.add_format({"num_format": _number_format(column)}) for column in table.columns}
    sheet = book.add_worksheet(words.text("Data"))
    sheet.freeze_panes(1, 0)
    for j, column in enumerate(table.columns):
        sheet.write_string(0, j, _title(column), bold)
        sheet.set_column(j, j, max(12, min(48, len(_title(column)) + 2)))
        for i, row in enumerate(table.rows, start=1):
            value = row.get(column.key)
            if value is None:
                continue
            if isinstance(value, date):
                sheet.write_datetime(i, j, value, formats[column.key])
            elif isinstance(value, (int, float)):
                sheet.write_number(i, j, value, formats[column.key])
            else:
                sheet.write_string(i, j, plain(str(value))[:CELL])
    notes = book.add_worksheet(words.text("Origin"))
    notes.set_column(0, 0, 22)
    notes.set_column(1, 1, 100)
    for i, (name, text) in enumerate({words.text("Table"): table.title, **table.notes}.items()):
        notes.write_string(i, 0, plain(name), bold)
        notes.write_string(i, 1, plain(text)[:CELL])
    book.close()
    return out.getvalue()


def to_parquet(table: Table, words: Words) -> bytes:
    """The rows with their types, unrounded, under the keys of their columns; where they come from is metadata."""
    out = io.BytesIO()
    about = {"title": table.title, **table.notes}
    _frame(table).write_parquet(out, metadata={f"terminwerk.{name}": text for name, text in about.items()})
    return out.getvalue()


def to_arrow(table: Table, words: Words) -> bytes:
    """The rows as an Arrow file."""
    out = io.BytesIO()
    _frame(table).write_ipc(out, compat_level=pl.CompatLevel.oldest())
    return out.getvalue()


def _frame(table: Table) -> pl.DataFrame:
    columns = []
    for column in table.columns:
        values = [row.get(column.key) for row in table.rows]
        there = [value for value in values if value is not None]
        if column.kind != "text" and all(isinstance(value, (int, float)) for value in there):
            columns.append(pl.Series(column.key, values, pl.Float64, strict=False))
        elif column.kind == "date" and all(isinstance(value, date) for value in there):
            columns.append(pl.Series(column.key, values, pl.Date))
        else:
            texts = [None if value is None else str(value) for value in values]
            columns.append(pl.Series(column.key, texts, pl.String))
    return pl.DataFrame(columns)


def to_html(table: Table, words: Words) -> bytes:
    """The table as a fragment of a page, numbers as the reader writes them."""
    first, *others = table.columns

    def side(column: Column) -> str:
        return "" if column.kind == "text" else ' class="r"'

    head = "".join(f'<th scope="col"{side(column)}>{escape(_title(column))}</th>' for column in table.columns)
    rows = []
    for row in list(table.rows if table.shown is None else table.shown)[:ROWS_ON_A_PAGE]:
        cells = "".join(f"<td{side(c)}>{escape(c.show(row.get(c.key), words))}</td>" for c in others)
        rows.append(
            f'<tr><th scope="row"{side(first)}>{escape(first.show(row.get(first.key), words))}</th>{cells}</tr>'
        )
    return (
        f'<table class="tw-t tw-t-data"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'.encode()
    )


def _title(column: Column) -> str:
    return plain(f"{column.title} ({column.unit})" if column.unit else column.title)


def _number_format(column: Column) -> str:
    if column.kind == "date":
        return "yyyy-mm-dd"
    point = "." + "0" * column.digits if column.digits else ""
    return f"0{point}%" if column.kind == "share" else f"#,##0{point}"


def _plain(value: Any, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        text = f"{value:.10g}"
        return text.replace(".", ",") if comma else text
    text = plain(str(value))
    return "'" + text if text.startswith(FORMULA_STARTS) else text
