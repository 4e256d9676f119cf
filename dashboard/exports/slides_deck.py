"""The bare deck: one master in the look of the house, slides with a title that programs know as such, notes, a foot."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.exports.package import LANGUAGES, core_properties, in_language, moment, repacked
from dashboard.exports.plain_text import bold_parts, one_line
from dashboard.exports.report import Report
from dashboard.exports.slides_master import LEFT, PROPERTIES, WIDTH, arrange, flush, slim, spoken, themed
from dashboard.figures.look import LIGHT

_FIGURE = re.compile(r"[−+-]?[\d.,]*\d(?:\s?%)?")


def colour(value: str) -> RGBColor:
    return RGBColor.from_string(value.removeprefix("#"))


class Deck:
    """A presentation of 16 to 9 in one language."""

    def __init__(self, report: Report, foot: str) -> None:
        self.report = report
        self.foot = foot
        self.language = LANGUAGES[report.asked.lang]
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(7.5)
        slim(self.file)
        arrange(self.file)

    def slide(self, kicker: str, title: str, *, body: bool = False) -> Slide:
        """A new slide: its subject small above, its title; with `body` a placeholder for sentences."""
        layout = self.file.slide_layouts.get_by_name("Title and Content" if body else "Title Only")
        slide = Slide(self, self.file.slides.add_slide(layout))
        slide.title(title)
        slide.text(kicker, (LEFT, 0.38, 10.0, 0.32), size=14, bold=True, ink=LIGHT.accent)
        return slide

    def bytes(self) -> bytes:
        """The same bytes for the same report: dates are those of the run."""
        report = self.report
        properties = self.file.core_properties
        properties.title, properties.subject = one_line(report.title, 200), one_line(report.question, 200)
        properties.author = properties.last_modified_by = "Terminwerk"
        properties.comments, properties.keywords, properties.category = one_line(report.link, 250), "", ""
        properties.created = properties.modified = moment(report.created)
        properties.revision = 1
        out = io.BytesIO()
        self.file.save(out)

        def edit(name: str, content: bytes) -> bytes:
            if name == "docProps/core.xml":
                return core_properties(content, report.asked.lang, report.created)
            if name == "docProps/app.xml":
                return PROPERTIES
            if name.startswith("ppt/theme/"):
                return themed(content)
            if name.startswith("ppt/charts/chart"):
                content = spoken(content, self.language.encode())
            return in_language(content, report.asked.lang) if name.endswith(".xml") else content

        return repacked(out.getvalue(), edit)


class Slide:
    """One slide. Places are (left, top, width, height) in inches; shapes are read in the order in which they come."""

    def __init__(self, deck: Deck, slide: Any) -> None:
        self.deck = deck
        self.file = slide
        for shape in slide.slide_layout.placeholders:
            if shape.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                slide.shapes._spTree.append(deepcopy(shape._element))
        foot = next(one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        self._write(foot.text_frame.paragraphs[0], deck.foot + " · ", size=9, ink=LIGHT.ink2)
        link = self._write(foot.text_frame.paragraphs[0], one_line(deck.report.link, 110), size=9, ink=LIGHT.accent)
        if deck.report.link.startswith(("http://", "https://")):
            link.hyperlink.address = deck.report.link

    def title(self, text: str) -> None:
        """The title, smaller when it is long; what does not fit at all stands in the notes."""
        text = one_line(text, 260)
        frame = self.file.shapes.title.text_frame
        size = 28 if len(text) <= 75 else 24 if len(text) <= 150 else 20
        self._write(frame.paragraphs[0], text, size=size, bold=True)

    def body(self, sentences: list[str], place: tuple[float, float, float, float], size: float = 16) -> None:
        """Sentences with a **core** in the placeholder for content."""
        shape = next(one for one in self.file.placeholders if one.placeholder_format.idx == 1)
        shape.left, shape.top, shape.width, shape.height = map(Inches, place)
        self._sentences(shape.text_frame, sentences, size)

    def text(
        self, text: str, place: tuple[float, float, float, float], *, size: float = 14, bold: bool = False,
        ink: str = LIGHT.ink,
    ) -> None:  # fmt: skip
        """A paragraph that stands alone."""
        frame = self.file.shapes.add_textbox(*map(Inches, place)).text_frame
        flush(frame)
        self._sentence(frame.paragraphs[0], text, size=size, bold=bold, ink=ink)

    def card(self, name: str, figure: str, more: list[str], place: tuple[float, float, float, float]) -> None:
        """A key figure: its name, the figure with its unit smaller, its range and verdict in words."""
        shape = self.file.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *map(Inches, place))
        shape.adjustments[0] = 0.06
        shape._element.remove(shape._element.find("{*}style"))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(LIGHT.page)
        shape.line.color.rgb = colour(LIGHT.line2)
        shape.line.width = Pt(0.75)
        frame = shape.text_frame
        flush(frame, 0.16)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._sentence(frame.paragraphs[0], one_line(name, 60), size=12, ink=LIGHT.ink2)
        shown = _FIGURE.match(figure)
        number, unit = (shown[0], figure[shown.end() :]) if shown else ("", figure)
        paragraph = frame.add_paragraph()
        if number:
            self._write(paragraph, number, size=26, bold=True)
        self._write(paragraph, (" " if number else "") + one_line(unit, 30), size=13, ink=LIGHT.ink2)
        for text in filter(None, more):
            self._sentence(frame.add_paragraph(), one_line(text, 110), size=11, ink=LIGHT.ink2)
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT

    def notes(self, sentences: list[str]) -> None:
        """What one says to the slide, and where it comes from."""
        frame = self.file.notes_slide.notes_text_frame
        for i, sentence in enumerate(sentences):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            self._sentence(paragraph, one_line(sentence, 3000), size=12)

    def _sentences(self, frame: Any, sentences: list[str], size: float) -> None:
        frame.word_wrap = True
        for i, sentence in enumerate(sentences):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(size / 3)
            self._sentence(paragraph, sentence, size=size)

    def _sentence(self, paragraph: Any, text: str, *, size: float, bold: bool = False, ink: str = LIGHT.ink) -> None:
        for part, strong in bold_parts(text):
            self._write(paragraph, part, size=size, bold=bold or strong, ink=ink)

    def _write(self, paragraph: Any, text: str, *, size: float, bold: bool = False, ink: str = LIGHT.ink) -> Any:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour(ink)
        run._r.get_or_add_rPr().set("lang", self.deck.language)
        return run


def described(shape: Any, name: str, text: str) -> None:
    """The alternative text of a picture, a chart or a table."""
    properties = shape._element.nvGraphicFramePr.cNvPr
    properties.set("name", one_line(name, 80))
    properties.set("descr", one_line(text, 900))
