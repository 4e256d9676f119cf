"""Values of a JSON file, read one by one: each says where it stands when it cannot be used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from simulation.observed.errors import ObservedError

ZONE = "Europe/Berlin"
MOST_LETTERS = 80
NO_END, LAST = 9999, date(2199, 12, 31)
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?$")
_TRUE, _FALSE = ("true", "yes", "on"), ("", "false", "no", "off")


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo(ZONE)


@dataclass(frozen=True)
class Field:
    """A value and its place in the file. `None` and what is missing take the default of the reading method."""

    file: str
    place: str
    value: Any

    def wrong(self, what: str) -> ObservedError:
        """The error that this value leads to."""
        return ObservedError(self.file, self.place, what)

    def __getitem__(self, name: str) -> "Field":
        """The value of a table by its name; nothing where there is no table."""
        if self.value is None:
            return Field(self.file, f"{self.place} › {name}", None)
        if self.value == []:  # how PHP writes an empty table
            return Field(self.file, f"{self.place} › {name}", None)
        if not isinstance(self.value, dict):
            raise self.wrong(f"must be a table, is {shown(self.value)}")
        return Field(self.file, f"{self.place} › {name}" if self.place else name, self.value.get(name))

    def entries(self, most: int) -> Iterator["Field"]:
        """The values of a list; a table with one entry a key counts as its values, as PHP writes lists with gaps."""
        value = list(self.value.values()) if isinstance(self.value, dict) else self.value
        if value is None:
            return
        if not isinstance(value, list):
            raise self.wrong(f"must be a list, is {shown(value)}")
        if len(value) > most:
            raise self.wrong(f"has {len(value):,} entries; at most {most:,}, so split the file")
        for number, entry in enumerate(value, 1):
            yield Field(self.file, f"{self.place} › {number}" if self.place else f"{number}", entry)

    def number(self, default: float, most: float) -> float:
        """A number from 0 to `most`, also as text."""
        value = self.value
        if value is None or value == "":
            return default
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,6})?", value.strip()):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.wrong(f"must be a number, is {shown(self.value)}")
        if not 0 <= value <= most:
            raise self.wrong(f"must lie between 0 and {most:g}, is {shown(value)}")
        return float(value)

    def whole(self, default: int, most: int) -> int:
        """A whole number from 0 to `most`, also as text."""
        value = self.number(default, most)
        if value != int(value):
            raise self.wrong(f"must be a whole number, is {shown(self.value)}")
        return int(value)

    def flag(self, default: bool) -> bool:
        """Yes or no, also as number or text."""
        value = self.value
        if value is None:
            return default
        if isinstance(value, str):
            word = value.strip().lower()
            if word in _TRUE or word in _FALSE:
                return word in _TRUE
            if word.isdecimal() and len(word) < 10:
                return int(word) != 0
        elif isinstance(value, bool) or (isinstance(value, int | float) and isfinite(value) and value >= 0):
            return bool(value)
        raise self.wrong(f'must be true or false (or 1 or 0, or "1" or "0"), is {shown(value)}')

    def text(self, default: str = "") -> str:
        """A text of one line, cut off; a number counts as one."""
        value = self.value
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(f"must be a text, is {shown(value)}")
        return plain(str(value)) or default

    def clock(self, default: str) -> float:
        """Minutes after midnight of "HH:MM" or "HH:MM:SS"."""
        text = default if self.value is None else self.value
        match = _CLOCK.match(text.strip()) if isinstance(text, str) else None
        if match:
            minutes = int(match[1]) * 60 + int(match[2]) + int(match[3] or 0) / 60
            if int(match[2]) < 60 and int(match[3] or 0) < 60 and minutes <= 1440:
                return minutes
        raise self.wrong(f'must be a clock time like "08:30" or "08:30:00", is {shown(text)}')

    def day(self) -> date:
        """A date: unix seconds (the local day), "2025-03-17", the same with a time, or "17.03.2025"; of the year 9999
        (no end) the last one that is known."""
        value = self.value
        if isinstance(value, str):
            value = int(value) if re.fullmatch(r"\d{6,11}", value.strip()) else value.strip()
        try:
            if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
                found = datetime.fromtimestamp(value, _zone()).date()
            elif isinstance(value, str) and (german := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value)):
                found = date(int(german[3]), int(german[2]), int(german[1]))
            elif isinstance(value, str) and len(value) <= 40:
                found = _local(datetime.fromisoformat(value))
            else:
                raise ValueError
        except (ValueError, OverflowError, OSError):
            raise self.wrong(f"must be a date like 1742166000 or 2025-03-17, is {shown(self.value)}") from None
        if found.year == NO_END:
            return LAST
        if not 1970 <= found.year < 2200:
            raise self.wrong(f"must be a date between 1970 and 2200, is {found}; give seconds, not milliseconds")
        return found


def _local(moment: datetime) -> date:
    return (moment if moment.tzinfo is None else moment.astimezone(_zone())).date()


def plain(text: str) -> str:
    """A text that can stand in one line of any file: no control characters, no long rows of dots and brackets."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * MOST_LETTERS]).split())
    if sum(line.count(c) for c in ".[{") > 12:
        line = re.sub(r"[.\[{]", "", line)
    return line[:MOST_LETTERS].strip()


def shown(value: Any) -> str:
    """A value for a message: short, on one line."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) > 10**18:
        return "a number of more than 18 digits"
    return repr(value)[:60] if not isinstance(value, str) else f'"{plain(value)[:60]}"'
