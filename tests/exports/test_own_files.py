"""A report of two files of one's own says what the one changes in the other."""

import pytest

from dashboard.exports.errors import ExportError
from dashboard.exports.report import Asked
from dashboard.exports.reporting import report
from dashboard.shelf import Shelf
from simulation.scenario import changed, load
from simulation.study.asking import answer_here
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess

WEEK = 'base = "immigration-2025"\ntitle = { de = "Eine Woche", en = "One week" }\n[changes]\n"office.days" = 7\n'
MORE = 'base = "week.toml"\ntitle = { de = "Mehr", en = "More" }\n[changes]\n"teams.family.heads" = 24\n'
OTHER = 'base = "week.toml"\ntitle = { de = "Anders", en = "Other" }\n[changes]\n"teams.returns.heads" = 30\n'
SHORT = 'base = "week.toml"\ntitle = { de = "Kurz", en = "Short" }\n[changes]\n"office.days" = 5\n'
CARS = 'base = "road-traffic-2025"\ntitle = { de = "Autos", en = "Cars" }\n[changes]\n"office.days" = 7\n'
FILES = {"week": WEEK, "more": MORE, "other": OTHER, "short": SHORT, "cars": CARS}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("own")
    for name, text in FILES.items():
        (folder / f"{name}.toml").write_text(text)
    found = Shelf(folder / "store")
    for name in FILES:
        answer(Question(load(folder / f"{name}.toml"), None, 1, Replications(1)), found.store, InProcess())
    return found


def run_of(shelf: Shelf, name: str) -> str:
    ours = load(shelf.path.parent / f"{name}.toml").content_hash
    return next(one.run for one in shelf.store.runs() if one.content_hash == ours)


def test_the_question_names_the_change_and_not_the_file(shelf: Shelf):
    found = report(shelf, Asked(run_of(shelf, "more"), run_of(shelf, "week"), lang="en"))
    assert found.question == "What would 4 more heads in Family stays bring?"
    assert found.title == "More" and "More against One week" in found.scope
    assert {one.group for one in found.compared} == {("", ""), ("team", "family")}


def test_where_changes_alone_do_not_lead_from_one_to_the_other_the_title_stands(shelf: Shelf):
    found = report(shelf, Asked(run_of(shelf, "more"), run_of(shelf, "other"), lang="en"))
    assert found.question == "What would “More” bring?"


def test_the_command_names_the_files(shelf: Shelf):
    found = report(shelf, Asked(run_of(shelf, "more"), run_of(shelf, "week"), lang="en"))
    assert found.command == "terminwerk run more.toml --against week.toml --replications 1"


@pytest.mark.parametrize(
    ("other", "reason"), [("short", "5 days from 2025-03-17"), ("cars", "is of another office than run")]
)
def test_who_met_other_people_is_no_base_and_no_alternative(shelf: Shelf, other: str, reason: str):
    stranger, week = run_of(shelf, other), run_of(shelf, "week")
    for asked in (Asked(run_of(shelf, "more"), stranger), Asked(run_of(shelf, "more"), week, (stranger,))):
        with pytest.raises(ExportError, match=reason):
            report(shelf, asked)


def test_a_run_of_fewer_days_is_not_held_against_the_whole_by_itself(shelf: Shelf):
    found = report(shelf, Asked(run_of(shelf, "short"), lang="en"))
    assert found.asked.against == "-" and not found.compared
    assert run_of(shelf, "short") not in [one.run for one in report(shelf, Asked(run_of(shelf, "week"))).alternatives]


def test_changes_of_a_file_held_against_that_file_stand_in_the_command_and_it_is_what_the_run_is_held_against(
    shelf: Shelf,
):
    week = load(shelf.path.parent / "week.toml")
    more = changed(week, {"teams.family.heads": 25})
    answer_here(Question(more, week, 1, Replications(1)), shelf.store, InProcess())
    run = next(one.run for one in shelf.store.runs() if one.content_hash == more.content_hash)
    found = report(shelf, Asked(run, lang="en"))
    assert found.asked.against == run_of(shelf, "week")
    assert found.command == "terminwerk run week.toml --set teams.family.heads=25 --against week.toml --replications 1"
    assert found.method[1].startswith("One pair of runs:") and ("Computed on", found.created) not in found.data
    alone = report(shelf, Asked(run, "-", lang="en"))
    assert alone.method[1] == "One run: one possible year (seed 1)."
