"""A report says what the pages say: the same sentences, the same figures, the same words for what is not known."""

import json
import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.exports.errors import ExportError
from dashboard.exports.paper_charts import series_chart
from dashboard.exports.paper_content import content
from dashboard.exports.plain_text import without_bold
from dashboard.exports.report import WHOLE, Asked, Report
from dashboard.exports.reporting import report
from dashboard.pages import PAGES
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import Words
from dashboard.words.staffing import side_effect
from simulation.results import Store, StoreError
from simulation.scenario import Scenario, changed, load
from simulation.study.compare import Gap
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess


def said(shelf: Shelf, path: str, lang: str = "de", **query: str) -> str:
    """All words of a page, in their order."""
    from plotly.utils import PlotlyJSONEncoder

    page = PAGES[path].layout(Request(Words(lang), "light", path, query, shelf, "me"))
    return words_in(json.loads(json.dumps(page.to_plotly_json(), cls=PlotlyJSONEncoder)))


def words_in(node: object) -> str:
    if isinstance(node, dict):
        return words_in(node.get("props", {}).get("children")) if "props" in node else ""
    if isinstance(node, list):
        return "".join(words_in(one) for one in node)
    return f"{node}" if isinstance(node, str) else ""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_finding_is_the_sentence_of_the_page_staffing(shelf, what_if, lang):
    found = report(shelf, Asked(what_if, lang=lang))
    assert without_bold(found.findings[0]) in said(shelf, "/staffing", lang, set="teams.family.heads:24")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_before_and_after_are_those_of_the_page_staffing(shelf, what_if, lang):
    page = said(shelf, "/staffing", lang, set="teams.family.heads:24")
    rows = [one for one in report(shelf, Asked(what_if, lang=lang)).compared if one.group == WHOLE]
    assert len(rows) >= 6
    for one in rows:
        assert one.title + one.sub + one.before_shown + one.after_shown in page
        assert one.said in page and one.interval in page


@pytest.mark.parametrize("lang", ["de", "en"])
def test_key_figures_and_their_goals_are_those_of_the_overview(shelf, base, lang):
    page = said(shelf, "/", lang)
    found = report(shelf, Asked(base, lang=lang))
    assert len(found.key_figures) == 3 and without_bold(found.findings[0]) in page
    for one in found.key_figures:
        figure = one.shown.removesuffix(" " + one.unit_title)
        assert figure + one.unit_title + one.range in page and without_bold(one.verdict) in page


def test_alternatives_are_those_of_the_overview(shelf, base):
    page = said(shelf, "/")
    others = [one for one in report(shelf, Asked(base)).alternatives if not one.is_base]
    assert len(others) == 1
    for text in others[0].differences:
        words, interval = re.fullmatch(r"(.+?) \((.+)\)", text).groups()
        assert words + interval in page


def test_the_side_effect_in_the_lead_is_what_got_worse_by_the_largest_share():
    """In five weeks side effects are small, so the sentence is asked for by itself."""
    wait, calls = ("waiting_time", "mean", "way", "adhoc"), ("calls_answered_in_20s", "share", "", "")
    over = {wait: _grown(40.0, 56.0), calls: _grown(0.8, 0.64)}
    assert side_effect(Words("en"), over).startswith("But people without an appointment wait **")
    over[wait] = _grown(40.0, 44.0)
    assert side_effect(Words("en"), over).startswith("But fewer calls are answered within 20 s: **")


def test_a_side_effect_has_its_interval():
    over = {("access_time", "median", "", ""): Gap(2.0, 1.5, 2.5, 5, 0.5, 7.0, 9.0)}
    said = side_effect(Words("en"), over)
    assert without_bold(said).endswith("2.0\u00a0days longer for the appointment (1.5 to 2.5).")


def _grown(before: float, after: float) -> Gap:
    gap, half = after - before, abs(after - before) / 10
    return Gap(gap, gap - half, gap + half, 5, half, before, after)


def test_a_base_is_found_without_being_named(pair, base):
    assert pair.asked.against == base and pair.alternatives[0].is_base
    assert pair.verdict in ("better", "unclear", "none", "worse")


def test_a_run_alone_has_no_comparison(shelf, what_if):
    alone = report(shelf, Asked(what_if, against="-"))
    assert alone.compared == () and alone.verdict == "alone"
    assert len({one.run for one in alone.lines}) == 1


def test_one_group_alone_is_asked_for(shelf, what_if):
    found = report(shelf, Asked(what_if, group=("team", "family")))
    assert {one.group for one in found.measures} == {("team", "family")}
    assert {one.group for one in found.compared} == {WHOLE, ("team", "family")}


def test_measures_stand_for_the_whole_office_and_each_of_its_parts(pair):
    groups = {one.group[0] for one in pair.measures}
    assert groups == {"", "team", "service", "channel", "pool", "way"}
    assert all(one.low is not None and one.low <= one.mean <= one.high for one in pair.measures)


def test_weeks_are_whole_and_lie_in_the_run(pair):
    of_backlog = [one for one in pair.weekly if one.series == "backlog" and one.run == pair.asked.run]
    assert [one.week for one in of_backlog] == [1, 2, 3, 4, 5]
    assert all(one.begins.weekday() == 0 and one.low <= one.mean <= one.high for one in pair.weekly)


def test_a_backlog_ends_where_the_measure_says(pair, shelf):
    """And not on the Monday before."""
    row = next(one for one in pair.compared if (one.measure, one.group) == ("backlog", WHOLE))
    drawn = series_chart(Words("de"), pair, "")
    assert [line.end.mean for line in pair.lines if line.series == "backlog"] == [row.after, row.before]
    assert f" auf {row.after_shown}." in drawn["finding"] and f" auf {row.before_shown}." in drawn["finding"]


def test_a_figure_has_one_rounding_on_cards_and_in_tables(pair):
    rows = {(one.measure, one.statistic): one.after_shown for one in pair.compared if one.group == WHOLE}
    for one in pair.key_figures:
        assert one.shown.startswith(rows[one.measure, one.statistic] + " ")


def test_a_changed_number_says_what_it_was(pair):
    assert pair.assumptions[0].why.startswith("vorher: 20 Stellen")


def test_shares_among_the_assumptions_are_per_cent(pair):
    shares = [one for one in pair.assumptions if one.value.endswith("%")]
    assert len(shares) > 20 and all(one.unit == "" for one in shares)
    assert all(one.low.endswith("%") and one.high.endswith("%") for one in shares if one.low)


def test_the_checklist_names_changes_in_the_words_of_the_office(pair):
    (said,) = (one.text for one in pair.stress_des if one.number == "2.3")
    assert "4 Stellen mehr im Sachgebiet Familiäre Aufenthalte" in said and "teams." not in said


def test_each_alternative_says_how_many_runs_it_rests_on(pair):
    table = content(pair, datetime(2026, 1, 1))["alternatives"]
    assert table["rows"] and all(row["tag"].endswith("2 Läufe") for row in table["rows"])


def test_a_long_value_of_an_assumption_keeps_its_numbers(pair):
    value = "lognormalverteilt: Median 10, 95. Perzentil 35"
    long = replace(pair.assumptions[0], value=value, unit="Tage")
    made = content(replace(pair, assumptions=(long,)), datetime(2026, 1, 1))
    assert made["assumptions"]["rows"][0][1] == f"{value} Tage"


def test_what_is_changed_leads_the_assumptions_and_none_is_left_out(pair, shelf, what_if):
    assert pair.assumptions[0].path == "teams.family.heads"
    scenario = load("immigration-2025")
    assert len(pair.assumptions) == len(scenario.figures())
    assert pair.assumptions[1].kind in ("assumed", "calibrated")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_method_has_five_lines_and_the_checklist_twenty_items(shelf, what_if, base, lang):
    for one in (report(shelf, Asked(what_if, lang=lang)), report(shelf, Asked(base, lang=lang))):
        assert len(one.method) == 5 and len(one.stress_des) == 20
        assert all(item.text.strip() and "{" not in item.text for item in one.stress_des)


def test_the_same_report_twice_is_the_same(shelf, what_if):
    again = Shelf(shelf.path)
    assert report(shelf, Asked(what_if)) == report(again, Asked(what_if))


@pytest.fixture(scope="module")
def single(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A store in which base and what-if have one replication each."""
    base = load("immigration-2025")
    folder = tmp_path_factory.mktemp("single")
    question = Question(changed(base, {"teams.family.heads": 24}), base, 1, Replications(1))
    kept = Store(folder)
    shutil.copytree(store / "replications", folder / "replications", dirs_exist_ok=True)
    answer(question, kept, InProcess())
    return Shelf(folder)


def alone_and_paired(shelf: Shelf, lang: str) -> tuple[Report, Report]:
    runs = {"24" in one.scenario.split('"document"')[0]: one.run for one in shelf.store.runs()}
    return report(shelf, Asked(runs[False], lang=lang)), report(shelf, Asked(runs[True], lang=lang))


@pytest.mark.parametrize("lang, words", [("de", "keine Spanne"), ("en", "no range")])
def test_one_replication_has_no_interval_and_the_report_says_so(single, lang, words):
    for one in alone_and_paired(single, lang):
        assert any(words in text for text in one.findings)
        assert all(row.low is None and row.high is None for row in (*one.measures, *one.compared))
        assert all(words in row.range for row in one.measures)
        assert not any("inf" in text or "∞" in text for text in one.findings)


def test_an_office_of_ones_own_finds_its_base_and_says_what_changes(tmp_path):
    small = load(str(Path(__file__).parents[1] / "scenario" / "small.toml"))
    team = next(iter(small.teams))
    more = float(small.teams[team].heads.value) + 1
    answer(
        Question(changed(small, {f"teams.{team}.heads": more}), small, 1, Replications(2)), Store(tmp_path), InProcess()
    )
    shelf = Shelf(tmp_path)
    runs = {bool(Scenario.from_json(one.scenario).changes): one.run for one in shelf.store.runs()}
    found = report(shelf, Asked(runs[True], lang="en"))
    assert found.asked.against == runs[False] and "1 more head" in found.question
    assert report(shelf, Asked(runs[False], lang="en")).compared == ()


def test_two_what_ifs_of_one_base_are_held_against_each_other(store, tmp_path, what_if):
    base, folder = load("immigration-2025"), shutil.copytree(store, tmp_path / "store")
    other = Question(changed(base, {"teams.family.heads": 22}), None, 1, Replications(1))
    answer(other, Store(folder), InProcess())
    found = report(Shelf(folder), Asked(what_if, against=other.run, lang="en"))
    assert "2 more heads in Family stays" in found.question


def test_an_unknown_run_is_refused_in_words(shelf):
    with pytest.raises(ExportError, match="run 000000000000: there is no such run"):
        report(shelf, Asked("000000000000"))


def test_a_group_that_is_not_there_is_refused_in_words(shelf, what_if):
    with pytest.raises(ExportError, match="team=nobody"):
        report(shelf, Asked(what_if, group=("team", "nobody")))


def test_a_run_still_going_is_refused_with_how_far_it_is(store, tmp_path):
    shelf = Shelf(shutil.copytree(store, tmp_path / "store"))
    entry = shelf.ask(changed(load("immigration-2025"), {"teams.family.heads": 21}), None, 4, "me")
    with pytest.raises(ExportError, match=r"still going, 0 of 4 replications"):
        report(shelf, Asked(entry.run))


def test_runs_that_met_other_people_are_not_compared(store, tmp_path, what_if):
    shelf = Shelf(shutil.copytree(store, tmp_path / "store"))
    manifest = shelf.store.manifest(what_if)
    other = replace(manifest, seed=7, files={})
    shelf.store.publish_run(other)
    with pytest.raises(ExportError, match="ask both with the same seed"):
        report(shelf, Asked(what_if, against=other.run))


def test_a_damaged_run_is_refused_by_name(store, tmp_path, what_if):
    folder = shutil.copytree(store, tmp_path / "store")
    file = folder / "runs" / what_if / "measures-1.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.unlink()
    file.write_bytes(content)
    with pytest.raises(StoreError, match="measures-1"):
        report(Shelf(folder), Asked(what_if))


def test_a_what_if_with_a_file_is_called_alike_whether_it_is_named_or_found(tmp_path, store):
    folder = shutil.copytree(store, tmp_path / "store")
    base = load("immigration-2025")
    other = Question(load("immigration-vacancy-0"), base, 1, Replications(1))
    answer(other, Store(folder), InProcess())
    shelf = Shelf(folder)
    found = report(shelf, Asked(other.against_run, "-"))
    named = report(shelf, Asked(other.against_run, "-", (other.run,)))
    titles = [[one.scenario for one in made.alternatives if one.run == other.run] for made in (found, named)]
    assert titles == [["0 % unbesetzt"]] * 2
    assert f"beside={other.run}" in named.link and other.run in found.link
