"""The master of the slides: places, type and colours of the house, and no trace of who made the template."""

from __future__ import annotations

import re
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches

from dashboard.figures.look import LIGHT

WIDTH, LEFT, RIGHT = 13.333, 0.6, 12.733
"""Inches: of the slide, and where its content begins and ends."""
FONT = "Arial"
"""The house's own face is on no office's machine."""
THEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.card,
    "dk2": LIGHT.ink2,
    "lt2": LIGHT.sunk,
    "accent1": LIGHT.fill,
    "accent2": LIGHT.worse_fill,
    "accent3": LIGHT.unclear,
    "accent4": LIGHT.owners[3],
    "accent5": LIGHT.owners[0],
    "accent6": LIGHT.owners[2],
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.accent,
}
PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Terminwerk</Application></Properties>'
)


def slim(file: Any) -> None:
    """Leaves the template two layouts, and neither the picture nor the printer of the machine that it was made on."""
    for layout in list(file.slide_layouts):
        if layout.name not in ("Title and Content", "Title Only"):
            file.slide_layouts.remove(layout)
    for part in (file.part, file.part.package):
        for key, relation in list(part._rels.items()):
            if relation.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS):
                part._rels.pop(key)


def arrange(file: Any) -> None:
    """Places and type of the placeholders on the master; layouts and slides take them from there."""
    master = file.slide_master
    places = {
        PP_PLACEHOLDER.TITLE: (LEFT, 0.7, RIGHT - LEFT, 1.15),
        PP_PLACEHOLDER.BODY: (LEFT, 2.0, RIGHT - LEFT, 4.5),
        PP_PLACEHOLDER.FOOTER: (LEFT, 7.02, 11.2, 0.3),
        PP_PLACEHOLDER.SLIDE_NUMBER: (RIGHT - 0.8, 7.02, 0.8, 0.3),
        PP_PLACEHOLDER.DATE: (RIGHT - 2.0, 6.7, 2.0, 0.3),
    }
    for holder in (master, *file.slide_layouts):
        for shape in list(holder.placeholders):
            kind = shape.placeholder_format.type
            if kind == PP_PLACEHOLDER.DATE:
                shape._element.getparent().remove(shape._element)
                continue
            place = places.get(PP_PLACEHOLDER.BODY if kind == PP_PLACEHOLDER.OBJECT else kind)
            if place:
                shape.left, shape.top, shape.width, shape.height = map(Inches, place)
            flush(shape.text_frame)
            if kind == PP_PLACEHOLDER.TITLE:
                shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            if kind == PP_PLACEHOLDER.FOOTER:
                for paragraph in shape.text_frame.paragraphs:
                    paragraph.alignment = PP_ALIGN.LEFT
    for style in master._element.iter("{*}titleStyle"):
        for level in style.iter("{*}lvl1pPr"):
            level.set("algn", "l")


def flush(frame: Any, margin: float = 0.0) -> None:
    """Text that begins where its box begins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(margin)
    frame.margin_top = frame.margin_bottom = Emu(0)


def themed(content: bytes) -> bytes:
    """A theme with the colours of the house, so that what somebody adds fits."""
    text = content.decode()
    for name, value in THEME.items():
        found = rf"(<a:{name}>).*?(</a:{name}>)"
        text = re.sub(found, rf'\g<1><a:srgbClr val="{value[1:]}"/>\g<2>', text, flags=re.DOTALL)
    return re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text).encode()


def spoken(content: bytes, language: bytes) -> bytes:
    """A chart whose texts say their language."""
    content = content.replace(b'<c:date1904 val="0"/>', b'<c:date1904 val="0"/><c:lang val="%s"/>' % language)
    return re.sub(rb"<a:rPr (?![^>]*\blang=)", b'<a:rPr lang="%s" ' % language, content)
