"""The command under a page computes the same run again, or names the file that it needs."""

from pathlib import Path

import pytest

from dashboard import whatif
from dashboard.naming import group_name, reproduce
from dashboard.reading import Reading
from dashboard.words import Words, forecast
from simulation.scenario import Scenario, changed, load


def of(scenario: Scenario) -> Reading:
    return Reading("63c8e8bf1dc2", scenario, None, 4, 4, 1, "2")


def test_a_shipped_scenario_is_called_by_its_id_and_changes_are_set():
    base = load("immigration-2025")
    more = changed(base, {"teams.family.heads": 24})
    assert reproduce(of(base)) == "terminwerk run immigration-2025 --replications 4"
    assert reproduce(of(more), of(base)) == (
        "terminwerk run immigration-2025 --set teams.family.heads=24 --against immigration-2025 --replications 4"
    )


def test_a_scenario_of_a_file_is_called_by_its_file(tmp_path: Path):
    file = tmp_path / "family-24.toml"
    file.write_text('base = "immigration-2025"\n[changes]\n"teams.family.heads" = 24\n')
    command = reproduce(of(load(file)), of(load("immigration-2025")))
    assert command == "terminwerk run family-24.toml --against immigration-2025 --replications 4"


def test_what_was_set_on_an_office_file_of_ones_own_stands_in_the_command():
    own = load(Path(__file__).parents[1] / "theory" / "mm1_half.toml")
    team = next(iter(own.teams))
    command = reproduce(of(changed(own, {f"teams.{team}.heads": 2})))
    assert command == f"terminwerk run mm1_half.toml --set teams.{team}.heads=2 --replications 4"


def test_a_base_with_changes_of_its_own_is_never_named_as_the_base_without_them():
    quarter = changed(load("immigration-2025"), {"office.days": 91})
    more = changed(quarter, {"teams.family.heads": 24})
    assert "--against immigration-2025.toml " in reproduce(of(more), of(quarter))


@pytest.mark.parametrize("way", ["appointment", "adhoc", "desk", "back_office", "hours", "bot", "wait_list"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_way_of_coming_or_looking_is_called_by_its_key(way: str, lang: str):
    assert group_name(Words(lang), load("immigration-2025"), "way", way) != way


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_channel_is_called_as_the_office_calls_it(lang):
    base = load("immigration-2025")
    own = changed(base, {"channels.online.name": {"de": "Bürgerterminal", "en": "Citizens' terminal"}})
    assert (
        group_name(Words(lang), own, "channel", "online") == {"de": "Bürgerterminal", "en": "Citizens' terminal"}[lang]
    )
    assert group_name(Words(lang), base, "channel", "phone") == {"de": "Telefon", "en": "Phone"}[lang]


def test_what_only_one_office_can_say_is_said_of_no_other():
    own, english = load(Path(__file__).parents[1] / "scenario" / "small.toml"), Words("en")
    assert forecast.with_goals(english, own, "Scope.") == "Scope."
    assert forecast.period(english, own).startswith("**The run is 10 days from")
    assert whatif.example_of(own) is None
    shipped = load("immigration-2025")
    assert forecast.with_goals(english, shipped, "Scope.") == "Scope. The goals are for the calendar year 2025."
    assert "twelve months" in forecast.period(english, shipped) and whatif.example_of(shipped) is not None
    assert whatif.example_of(load("immigration-2024")) is None, "it has no team for family stays"
    assert shipped.content_hash == changed(shipped, {"pages.goal_year": 2031}).content_hash
