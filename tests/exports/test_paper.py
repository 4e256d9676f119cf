"""The council paper: tagged for those who listen to it, two pages and an annex, no markup from outside."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from dashboard.exports.paper import paper, pictures
from dashboard.exports.plain_text import without_bold
from dashboard.exports.print_fonts import BOX, letters, printable
from dashboard.exports.report import WHOLE, Asked, Report
from dashboard.exports.reporting import report
from tests.exports.hand_made import made

ANNEX = {"de": "Anlage: STRESS-DES", "en": "Annex: STRESS-DES"}
EVIDENCE = {"de": "Worauf das beruht", "en": "What it rests on"}


def read(one: Report) -> PdfReader:
    return PdfReader(io.BytesIO(paper(one)))


def text_of(reader: PdfReader) -> str:
    """All words, without the breaks and hyphens at the ends of lines."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200b\u00ad‐-]", "", text)


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """Every structure element of the document."""
    found, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            todo += [node["/K"]] if "/K" in node else []
        elif isinstance(node, list):
            todo += node
    return found


@pytest.fixture(params=["de", "en"])
def found(request, shelf, what_if) -> Report:
    return report(shelf, Asked(what_if, lang=request.param))


def test_it_is_tagged_says_its_language_and_claims_pdf_ua(found):
    reader = read(found)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or str(root["/MarkInfo"]["/Marked"]).lower() == "true"
    assert str(root["/Lang"]).startswith(found.asked.lang)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(r'pdfuaid:part(>|=")1', root["/Metadata"].get_data().decode())
    assert reader.metadata.title == found.question


def test_headings_and_tables_are_what_they_look_like(found):
    kinds = [one["/S"] for one in elements(read(found))]
    assert kinds.count("/H1") == 1 and kinds.count("/H2") >= 5
    assert kinds.count("/Table") >= 4 and kinds.count("/TH") >= 15


def test_every_drawing_says_what_it_shows(found):
    figures = [one for one in elements(read(found)) if one["/S"] == "/Figure"]
    texts = [str(one.get("/Alt", "")) for one in figures]
    assert len(texts) >= 1 + len(found.key_figures) + 6 and all(texts)
    assert any(found.compared[0].said in text for text in texts)
    assert any(found.lines[0].title in text for text in texts)


def test_a_page_to_decide_on_a_page_of_evidence_then_the_annex(found):
    pages = [page.extract_text() for page in read(found).pages]
    lang = found.asked.lang
    assert 3 <= len(pages) <= 4
    assert EVIDENCE[lang] in pages[1] and ANNEX[lang] in pages[2]
    assert found.asked.run in squeezed(pages[1]) and EVIDENCE[lang] not in pages[0]


def test_what_the_report_says_stands_in_it(found):
    text = text_of(read(found))
    assert squeezed(without_bold(found.findings[0])) in text and squeezed(found.scope) in text
    for one in found.key_figures:
        assert squeezed(one.shown) in text and squeezed(without_bold(one.verdict)) in text
    for one in [row for row in found.compared if not row.group[0]][:8]:
        assert squeezed(f"{one.title}{one.sub}{one.before_shown}{one.after_shown}") in text
        assert squeezed(f"{one.said}{one.interval}") in text
    for line in found.method:
        assert squeezed(line) in text
    for item in found.stress_des:
        assert squeezed(item.item) in text
    assert squeezed(found.link) in text


def test_what_gets_worse_is_never_what_there_is_no_room_for(pair):
    last = replace(
        pair.compared[len(pair.compared) - 1], group=WHOLE, title="Anrufe", tone="worse", said="6 Punkte weniger"
    )
    long = (*(one for one in pair.compared if one.group == WHOLE), last)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper(replace(pair, compared=long)))).pages)
    assert len(long) > 9 and "6 Punkte weniger" in " ".join(text.split())


def test_the_same_paper_twice_is_the_same_bytes(found):
    assert paper(found) == paper(found)


def test_its_date_is_that_of_the_run(found):
    created = read(found).metadata.creation_date
    assert created.isoformat() == found.created


def test_a_run_alone_has_its_year_in_figures_instead(shelf, base):
    alone = report(shelf, Asked(base, against="-", lang="en"))
    text = text_of(read(alone))
    first = next(one for one in alone.measures if (one.measure, one.statistic) == ("decision_time", "median"))
    assert squeezed("The run in figures") in text and squeezed(first.title + first.shown + first.range) in text


def test_pictures_are_its_pages(pair):
    pages = pictures(pair, 40)
    assert len(pages) == len(read(pair).pages) and all(one.startswith(b"\x89PNG") for one in pages)


def test_no_text_is_read_as_markup():
    nasty = '#panic("x") *bold* _it_ $x^2$ \\ @ref <label> #import "x.typ": y // = [a] `raw`'
    one = replace(made(), title=nasty, question=nasty, findings=(nasty, nasty), scope=nasty, office=nasty)
    text = text_of(read(one))
    assert squeezed(nasty) in text


@pytest.mark.parametrize("long", ["x" * 10_000, "Wort " * 2_000, "日本" * 5_000, "\u202e\u0000\x07<b>&amp;" * 500])
def test_names_without_end_are_cut_and_stay_on_their_pages(long):
    plain = made()
    one = replace(
        plain, title=long, question=long, office=long, scope=long, findings=(long, long, long),
        compared=tuple(replace(row, title=long, sub=long) for row in plain.compared),
        alternatives=tuple(replace(row, scenario=long, why=long) for row in plain.alternatives),
        assumptions=tuple(replace(row, title=long, why=long, value=long) for row in plain.assumptions),
        lines=tuple(replace(line, scenario=long) for line in plain.lines),
    )  # fmt: skip
    pages = [page.extract_text() for page in read(one).pages]
    assert EVIDENCE["de"] in pages[1] and ANNEX["de"] in pages[2]


def test_letters_that_the_fonts_do_not_have_become_boxes():
    assert printable("Ünal 漢 👍") == f"Ünal {BOX} {BOX}"


def test_every_letter_that_the_fonts_claim_has_a_shape():
    every = "".join(map(chr, sorted(letters() - {ord(" ")})))
    parts = [every[i : i + 150] for i in range(0, len(every), 150)]
    read(replace(made(), findings=(parts[0], *parts[1:4])))
    for i in range(4, len(parts), 3):
        read(replace(made(), findings=("x", *parts[i : i + 3])))


def test_a_reason_without_room_is_cut_between_words():
    reason = "Gezählt an vier Schaltern im Frühjahr, ohne die Tage vor den Ferien. Andernorts rund 5 % am selben Tag, "
    reason += "mehr mit dem Vorlauf, und noch mehr bei einer Woche davor"
    plain = made()
    one = replace(plain, assumptions=tuple(replace(row, why=reason) for row in plain.assumptions))
    text = " ".join(read(one).pages[1].extract_text().split())
    assert "bei einer Woche…" in text
