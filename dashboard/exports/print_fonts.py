"""The fonts that a paper carries with it, and which letters they have.

PDF/UA allows no letter without a shape, so what the fonts cannot show is printed as an empty box. The files are Inter
Regular and SemiBold, cut to Latin, Greek and Cyrillic (typst reads no WOFF2, which the pages use).
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "fonts"
FONTS = ("inter-regular.otf", "inter-semibold.otf")
FAMILY = "Inter"
BOX = "□"
SPACE = "\u200b"
"""Has no width: where a word may be broken."""
LONG_WORD = 28


@cache
def letters() -> frozenset[int]:
    """Code points that both fonts can show."""
    return frozenset.intersection(*(_mapped((FOLDER / name).read_bytes()) for name in FONTS))


def printable(text: str) -> str:
    """The text as the fonts can show it; words without end may be broken, so that nothing runs off the page."""
    known = letters()
    shown = "".join(one if ord(one) in known or one in "\n\u00ad" else BOX for one in text)
    return " ".join(_breakable(word) for word in shown.split(" "))


def _breakable(word: str) -> str:
    if len(word) <= LONG_WORD:
        return word
    return SPACE.join(word[i : i + 10] for i in range(0, len(word), 10))


def _mapped(font: bytes) -> frozenset[int]:
    """The code points of a font: its character map of format 4 (OpenType, table cmap)."""
    tables = struct.unpack(">H", font[4:6])[0]
    records = (struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i]) for i in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    maps = struct.unpack(">H", font[start + 2 : start + 4])[0]
    for i in range(maps):
        at = start + struct.unpack(">HHL", font[start + 4 + 8 * i : start + 12 + 8 * i])[2]
        form, _length, _language, twice = struct.unpack(">HHHH", font[at : at + 8])
        if form == 4:
            ends = struct.unpack(f">{twice // 2}H", font[at + 14 : at + 14 + twice])
            begins = struct.unpack(f">{twice // 2}H", font[at + 16 + twice : at + 16 + 2 * twice])
            pairs = zip(begins, ends, strict=True)
            return frozenset(code for low, high in pairs for code in range(low, high + 1) if high != 0xFFFF)
    raise ValueError("the font has no character map of format 4")
