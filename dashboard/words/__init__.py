"""Words and numbers as a person of the office reads them, in German or English.

English texts in code are the keys of the catalogue `de/LC_MESSAGES/terminwerk.po`; what the pages quote from elsewhere
(reasons of numbers, formulas of measures) has its German in `sources.po`. Both are read as they are (no compiled copy
that could be out of date). Numbers and dates go through Babel.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("de", "en")
NO_BREAK = "\u00a0"
LOCALES = {"de": "de_DE", "en": "en_GB"}


def N_(text: str) -> str:
    """Marks a text for the catalogue where it is translated later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks a text and its plural for the catalogue."""
    return one, many


@cache
def catalogue(lang: str) -> NullTranslations:
    """The translations into `lang`; English needs none."""
    folder = Path(__file__).parent / lang / "LC_MESSAGES"
    if not folder.is_dir():
        return NullTranslations()
    known = _compiled(folder / "terminwerk.po", lang)
    known.add_fallback(_compiled(folder / "sources.po", lang))
    return known


def _compiled(path: Path, lang: str) -> GNUTranslations:
    with path.open("rb") as file:
        messages = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """Texts, numbers and dates in one language. `text` returns the key itself when nothing is known of it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self.locale = LOCALES[self.lang]
        self._catalogue = catalogue(self.lang)

    def text(self, key: str) -> str:
        return self._catalogue.gettext(key)

    def plural(self, one: str, many: str, n: float, digits: int = 0) -> str:
        """The form for `n`, with `{n}` filled in; 1.0 with a digit after the point is not one."""
        form = self._catalogue.ngettext(one, many, 1 if n == 1 and digits == 0 else 2)
        return form.format(n=self.number(n, digits))

    def name(self, names: Any) -> str:
        """A name that a scenario gives in several languages."""
        if names is None:
            return ""
        if isinstance(names, str):
            return names
        if isinstance(names, Mapping):
            return names.get(self.lang) or names.get("de") or ""
        return getattr(names, self.lang, "") or getattr(names, "de", "")

    def number(self, value: float, digits: int = 0, *, sign: bool = False) -> str:
        """`digits` after the point; minus as a minus sign; with `sign` also a plus."""
        rounded = round(float(value), digits)
        shown = format_decimal(
            abs(rounded), format="#,##0" + ("." + "0" * digits if digits > 0 else ""), locale=self.locale
        )
        if rounded < 0:
            return "\u2212" + shown
        return "+" + shown if sign and rounded > 0 else shown

    def percent(self, share: float, digits: int = 0) -> str:
        return f"{self.number(100 * share, digits)}{NO_BREAK}%"

    def day(self, day: date, style: str = "long") -> str:
        """`long` 17 March 2025, `short` 17 Mar, `month` March 2025, `numeric` 17.03.2025."""
        if style == "long":
            return format_date(day, format="d. MMMM y" if self.lang == "de" else "d MMMM y", locale=self.locale)
        if style == "numeric":
            return format_date(day, format="dd.MM.y" if self.lang == "de" else "dd/MM/y", locale=self.locale)
        if style == "month":
            return format_date(day, format="MMMM y", locale=self.locale)
        return format_date(day, format="d. MMM" if self.lang == "de" else "d MMM", locale=self.locale)

    def month(self, day: date) -> str:
        """The short name of a month, as an axis shows it."""
        return format_date(day, format="MMM", locale=self.locale)

    def moment(self, when: datetime) -> str:
        return format_datetime(
            when, format="d. MMM, HH:mm" if self.lang == "de" else "d MMM, HH:mm", locale=self.locale
        )

    def weekdays(self) -> list[str]:
        """Monday first, in two or three letters."""
        return [
            format_date(
                date(2024, 1, 1 + i), format="EEEEEE" if self.lang == "de" else "EEE", locale=self.locale
            ).rstrip(".")
            for i in range(7)
        ]

    def weekday(self, number: int) -> str:
        return format_date(date(2024, 1, 1 + number), format="EEEE", locale=self.locale)

    def seconds(self, seconds: float) -> str:
        """A remaining time in rough words."""
        if seconds < 90:
            return self.plural("{n} second", "{n} seconds", max(1, round(seconds)))
        if seconds < 5400:
            return self.plural("{n} minute", "{n} minutes", round(seconds / 60))
        return self.plural("{n} hour", "{n} hours", round(seconds / 3600))

    def listing(self, parts: list[str]) -> str:
        """a, b and c."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("{most} and {last}").format(most=", ".join(parts[:-1]), last=parts[-1])


def step_for(half_width: float, least: float = 0.1) -> float:
    """The step to which a value and its interval are both rounded: the decade of the half-width."""
    if not half_width > 0:
        return least
    return max(least, 10.0 ** math.floor(math.log10(half_width) + 1e-9))


def rounded(value: float, step: float) -> float:
    return round(value / step) * step


def digits_of(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9))
