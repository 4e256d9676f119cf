"""How Excel and PowerPoint show a number: format codes are the same in each language, the program writes the commas."""

from __future__ import annotations

import re

DIGITS = {"days": 1, "minutes": 1, "hours": 1, "seconds": 0}
"""After the point; what is counted has none, a share is per cent with one."""
DATE = {"de": "dd.mm.yyyy", "en": "dd/mm/yyyy"}
MONTH = {"de": "[$-407]mmm yy", "en": "[$-809]mmm yy"}
"""Names of months in the language of the report, not in that of the program."""
_SHOWN = {
    "de": re.compile(r"([−-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\s?%)?"),
    "en": re.compile(r"([−-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(\s?%)?"),
}


def of_unit(unit: str, *, signed: bool = False) -> str:
    """The format of a measure; `signed` for differences, where more has a plus."""
    return _code(1 if unit == "share" else DIGITS.get(unit, 0), unit == "share", signed)


def of_shown(text: str, lang: str) -> str:
    """The format in which a number looks as the screen shows it: as many digits, and per cent where that says so."""
    match = _SHOWN[lang].match(text.strip())
    return _code(len(match[3] or ""), "%" in text, False) if match else _code(1, "%" in text, False)


def number(text: str, lang: str) -> float | None:
    """The number that a text is as the screen writes it (1.234,5 or 38 % in German), None when it is something else."""
    match = _SHOWN[lang].fullmatch(text.strip())
    if match is None:
        return None
    value = float(re.sub(r"\D", "", match[2]) + "." + (match[3] or "0"))
    value = value / 100 if match[4] else value
    return -value if match[1] else value


def _code(digits: int, share: bool, signed: bool) -> str:
    code = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if share else "")
    return f"+{code};-{code};{code}" if signed else code
