"""Changes travel in a link and come back the same."""

from dashboard import whatif
from dashboard.components.staff_edit import Fields, edited
from dashboard.components.staff_inputs import fault
from dashboard.words import Words
from simulation.scenario import load

SLOTS = "books.service_point.per_day"


def test_changes_come_back_from_the_link_as_they_were():
    changes = {"teams.family.heads": 24, "demand": 1.1, "teams.family.caseload": "dedicated"}
    assert whatif.read(whatif.written(changes)) == changes


def test_a_link_without_changes_is_not_a_link_with_none():
    assert whatif.read("") is None
    assert whatif.read(whatif.written({})) == {}


def test_a_change_is_said_in_the_offices_words():
    base = load("immigration-2025")
    heads = int(whatif.at(base, "teams.family.heads"))
    assert whatif.describe(Words("de"), base, {"teams.family.heads": heads + 4}) == [
        "4 Stellen mehr im Sachgebiet Familiäre Aufenthalte"
    ]
    assert whatif.short(Words("en"), base, {"teams.family.heads": heads - 1}) == "Family stays −1"


def test_a_change_with_its_origin_is_said_as_the_number_alone():
    change = {"value": 24, "assumed": "20 and four more", "low": 22, "high": 26}
    assert whatif.short(Words("en"), load("immigration-2025"), {"teams.family.heads": change}) == "Family stays +4"


def test_implausible_input_is_refused_with_a_reason():
    assert "100" in fault(Words("de"), "filled", 140)
    assert fault(Words("de"), "filled", 77) == ""
    assert fault(Words("en"), "demand", None) == "Please type a number."


def untouched(base) -> Fields:
    """The fields of the page as they stand before anything is moved."""
    teams = [team for team, one in base.teams.items() if one.simulated]
    return Fields(
        {team: whatif.at(base, f"teams.{team}.heads") for team in teams},
        {team: round(100 * whatif.at(base, f"teams.{team}.filled"), 1) for team in teams},
        {team: round(100 * whatif.at(base, f"teams.{team}.present"), 1) for team in teams},
        {team: base.teams[team].caseload == "pooled" for team in teams},
        {"demand": 100, "incomplete": 100, SLOTS: whatif.at(base, SLOTS)},
    )


def test_fields_that_nobody_touched_change_nothing():
    for name in ("immigration-2025", "immigration-vacancy-8"):
        base = load(name)
        assert edited(Words("de"), base, {}, untouched(base)).changes == {
            path: 1.0 for path in ("demand", "incomplete") if whatif.at(base, path) != 1.0
        }


def test_moved_fields_become_changes_and_go_away_when_moved_back():
    base = load("immigration-2025")
    fields = untouched(base)
    fields.heads["family"] += 4
    fields.factors["demand"] = 110
    assert edited(Words("de"), base, {}, fields).changes == {"teams.family.heads": 24, "demand": 1.1}
    assert edited(Words("de"), base, {"teams.family.heads": 24}, untouched(base)).changes == {}


def test_absence_is_a_field_of_its_own_and_is_said():
    base = load("immigration-2025")
    fields = untouched(base)
    fields.present["family"] = 85
    changes = edited(Words("de"), base, {}, fields).changes
    assert changes == {"teams.family.present": 0.85}
    assert whatif.at(whatif.changed(base, changes), "teams.family.present") == 0.85
    assert "85" in whatif.describe(Words("de"), base, changes)[0]
    fields.present["family"] = 105
    found = edited(Words("de"), base, changes, fields)
    assert found.changes == changes and not found.sound and found.present_faults["family"]


def test_a_refused_value_leaves_the_last_sound_one():
    base = load("immigration-2025")
    fields = untouched(base)
    fields.factors["demand"] = 900
    found = edited(Words("de"), base, {"demand": 1.2}, fields)
    assert found.changes == {"demand": 1.2} and not found.sound and found.factor_faults["demand"]
