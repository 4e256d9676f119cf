"""Office files are zip archives: the same parts in the same order with one date, on any machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

EARLIEST = (1980, 1, 1, 0, 0, 0)
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
"""As Office writes the language of a document."""
Edit = Callable[[str, bytes], bytes]


def repacked(data: bytes, edit: Edit) -> bytes:
    """The archive with each part as `edit(name, content)` gives it; what it gives as empty is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content:
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                new.writestr(entry, content)
    return out.getvalue()


def moment(created: str) -> datetime:
    """When the run was asked for, in UTC and without a zone, as Office keeps it."""
    when = datetime.fromisoformat(created)
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None, microsecond=0)


def core_properties(content: bytes, lang: str, created: str) -> bytes:
    """docProps/core.xml with the language of the document, and the date of the run as that of each change."""
    text = content.decode()
    for name in ("created", "modified"):
        text = re.sub(rf"(<dcterms:{name}[^>]*>)[^<]*(<)", rf"\g<1>{moment(created).isoformat()}Z\g<2>", text)
    text = re.sub(r"<dc:language>.*?</dc:language>|<dc:language/>", "", text)
    return text.replace(
        "</cp:coreProperties>", f"<dc:language>{escape(LANGUAGES[lang])}</dc:language></cp:coreProperties>"
    ).encode()


def in_language(content: bytes, lang: str) -> bytes:
    """A part of a chart or slide whose language was left at American English."""
    wanted = LANGUAGES[lang]
    return re.sub(rb'((?:<c:lang val|\blang)=)"en-US"', rb'\g<1>"' + wanted.encode() + b'"', content)
