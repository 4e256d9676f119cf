"""What the files of a run say, read with programs that are not ours: openpyxl, pypdf, polars, json."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Mapping
from csv import reader
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pypdf
from flask.testing import FlaskClient

from dashboard.words import Words
from tests.exports.screen import Place, squashed, titles

Numbers = dict[Place, tuple[float | None, ...]]
KEYS = "team,service,channel,pool,way"


@dataclass(frozen=True)
class File:
    """The numbers of a file, and all its text: `measured` are mean, low, high; `compared` before, after, difference,
    low, high; `paths` value, low, high of a number of the scenario; `weeks` mean, low, high by (title, scenario, day).

    `mislabelled` are figures under a title that the pages use for another one.
    """

    name: str
    text: str = ""
    measured: Numbers = field(default_factory=dict)
    compared: Numbers = field(default_factory=dict)
    said: dict[Place, str] = field(default_factory=dict)
    paths: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    weeks: dict[tuple[str, str, str], tuple[float, ...]] = field(default_factory=dict)
    mislabelled: tuple[str, ...] = ()


def pdf(content: bytes) -> File:
    """The text of all pages."""
    return File("PDF", squashed("".join(spoken(content))))


def spoken(content: bytes) -> list[str]:
    """The text of each page of a PDF, words that a line parts put together."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [one.extract_text().replace("\u00ad\n", "").replace("\u00ad", "-") for one in pages]


def xlsx(content: bytes, words: Words) -> File:
    """The workbook, its rows found by the headings of its sheets."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    text = squashed("".join(str(cell) for rows in sheets.values() for row in rows for cell in row if cell is not None))
    _ = words.text
    known, groups = titles(words), {_("The whole office"): ("", "")}
    measured: Numbers = {}
    wrong = []
    for row in _records(sheets.get(_("Measures"), [])):
        group = (row[_("Group")] or "", row[_("Value")] or "")
        groups[row[_("For")]] = group
        place = (row[_("Name")], row[_("Statistic")], *group)
        measured[place] = (row[_("Mean")], row[_("from")], row[_("to")])
        meant = known.get(row[_("Measure")], place)
        if meant[:2] != place[:2] or (meant[2] and meant[2:] != place[2:]):
            wrong.append(f"{place} is called {row[_('Measure')]!r}, which is {meant}")
    compared: Numbers = {}
    said = {}
    for row in _records(sheets.get(_("Comparison"), [])):
        title = row[_("Measure")].removesuffix(f", {row[_('For')]}")
        meant = known[f"{title}, {row[_('What exactly')]}"]
        group = groups[row[_("For")]]
        place = meant if group == ("", "") else (*meant[:2], *group)
        names = ("before", "after", "Difference (shares in points)", "from", "to")
        compared[place] = tuple(row[_(name)] for name in names)
        said[place] = squashed(row[_("In words")] + row[_("Interval (95 %)")])
    paths = {
        row[_("Place in the file")]: (row[_("Value")], row[_("from")], row[_("to")])
        for row in _records(sheets.get(_("Assumptions"), []))
    }
    weeks = _weeks(sheets.get(_("Weeks"), []), words)
    return File("XLSX", text, measured, compared, said, paths, weeks, tuple(wrong))


def _records(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    heads, *others = rows or [()]
    return [dict(zip(heads, row, strict=True)) for row in others]


def _weeks(rows: list[tuple[Any, ...]], words: Words) -> dict[tuple[str, str, str], tuple[float, ...]]:
    """Headings are `title: scenario, mean`."""
    _ = words.text
    found: dict[tuple[str, str, str], list[float]] = {}
    for row in _records(rows):
        for end in (_("mean"), _("from"), _("to")):
            for head, value in row.items():
                title, colon, scenario = str(head).removesuffix(f", {end}").rpartition(": ")
                if str(head).endswith(f", {end}") and colon and value is not None:
                    found.setdefault((title, scenario, f"{row[rows[0][0]]:%Y-%m-%d}"), []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def csv(measures: Path, differences: Path | None, lang: str) -> File:
    """Two tables in the language's own separators."""
    how: Mapping[str, Any] = {"separator": ";", "decimal_comma": True} if lang == "de" else {}
    rows = pl.read_csv(measures, infer_schema_length=None, **how).iter_rows(named=True)
    measured = {_place(row): (row["mean"], row["low"], row["high"]) for row in rows}
    compared: Numbers = {}
    if differences is not None:
        for row in pl.read_csv(differences, infer_schema_length=None, **how).iter_rows(named=True):
            compared[_place(row)] = tuple(row[name] for name in ("before", "after", "difference", "low", "high"))
    return File("CSV", "", measured, compared)


def _place(row: Mapping[str, Any]) -> Place:
    return (row["measure"], row["statistic"], row["key"] or "", row["value"] or "")


def csv_cells(content: bytes) -> list[list[str]]:
    """The rows of an English CSV below its heading, as text."""
    return list(reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def xlsx_cells(content: bytes) -> list[list[Any]]:
    """The rows of the first sheet below its heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]


def same(cell: Any, value: Any) -> bool:
    """Whether a cell holds the value; a CSV has ten digits, and both have days as dates."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = "" if value is None else str(value)
        return str("" if cell is None else cell).removeprefix("'").removesuffix(" 00:00:00") == text.removeprefix("'")
    return cell not in (None, "") and math.isclose(float(cell), value, rel_tol=1e-9, abs_tol=1e-12)


def api(client: FlaskClient, run: str, against: str, group: tuple[str, str]) -> File:
    """Measures and differences by all keys, or of one group alone."""
    by = f"group={':'.join(group)}" if group[0] else f"by={KEYS}"
    measured = dict(_means(_get(client, f"/runs/{run}/measures?{by}")["measures"]))
    compared: Numbers = {}
    if against:
        rows = _get(client, f"/runs/{run}/differences?against={against}&{by}")["differences"]
        before = dict(_means(_get(client, f"/runs/{against}/measures?{by}")["measures"]))
        for place, (mean, low, high) in _means(rows):
            if place in before and place in measured:
                compared[place] = (before[place][0], measured[place][0], mean, low, high)
    return File("API", "", measured, compared)


def api_report(client: FlaskClient, run: str, against: str, group: tuple[str, str], words: Words) -> File:
    """The report as JSON: exact numbers, and the same text as in the paper."""
    more = f"&group={':'.join(group)}" if group[0] else ""
    found = _get(client, f"/runs/{run}/report?lang={words.lang}&against={against or '-'}{more}")
    measured = {
        (one["measure"], one["statistic"], *one["group"]): (one["mean"], one["low"], one["high"])
        for one in found["measures"]
    }
    known = titles(words)
    compared, said = {}, {}
    for one in found["compared"]:
        meant = known[f"{one['title']}, {one['sub']}"]
        place = meant if one["group"] == ["", ""] else (*meant[:2], *one["group"])
        compared[place] = tuple(one[name] for name in ("before", "after", "difference", "low", "high"))
        said[place] = squashed(one["said"] + one["interval"])
    return File("API report", squashed("".join(_strings(found))), measured, compared, said)


def _get(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get("/api/v1" + path)
    assert answer.status_code == 200, answer.text[:300]
    return json.loads(answer.data)


def _means(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Place, tuple[float | None, ...]]]:
    for row in rows:
        group = next(iter(row["group"].items()), ("", ""))
        yield (row["measure"], row["statistic"], *group), (row["mean"], row.get("low"), row.get("high"))


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
