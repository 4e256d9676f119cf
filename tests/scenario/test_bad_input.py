"""Every bad scenario gets one line: file, place, value, remedy."""

import re
from pathlib import Path

import pytest

from simulation.scenario import ScenarioError, changed, load

SMALL = (Path(__file__).parent / "small.toml").read_text()


def complaint(tmp_path: Path, text: str | bytes, file: str = "office.toml") -> str:
    """The one line about a file, without its name."""
    path = tmp_path / file
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    line = str(caught.value)
    assert line.startswith(file) and "\n" not in line and len(line) < 800, line
    return line[len(file) :]


def test_the_small_office_is_sound(tmp_path):
    (tmp_path / "office.toml").write_text(SMALL)
    assert load(tmp_path / "office.toml").days == 10


# old text, new text, what the line must say: place, value and remedy
FAULTS = {
    "an unknown key": ("desk = true", "desc = true", ("teams › desk › desc", "unknown key", "desk")),
    "no source": ("bare_numbers = { derived", "#", ("has no source", "published, derived or assumed")),
    "work times that have no mean to move": (
        "bare_numbers = {",
        'handling = { kind = "uniform", least = 1, most = 2 }\nbare_numbers = {',
        ("office › handling", "cannot take another mean", "gamma"),
    ),
    "an idle team": (
        "[channels.online]",
        '[teams.idle]\nname = { de = "x", en = "x" }\nheads = 1\n[channels.online]',
        ("teams › idle", "no service uses this team", "simulated = false"),
    ),
    "a service without a team": ('team = "back"\n', "", ("services › permit › team", "is missing", "add it")),
    "a team that is not there": ('team = "back"\n', 'team = "bakc"\n', ("services › permit › team", "'bakc'", "back")),
    "minus one head": ("heads = 2", "heads = -1", ("teams › desk › heads", "at least 0", "-1")),
    "half a head": ("heads = 2", "heads = 1.5", ("teams › desk › heads", "whole number", "1.5")),
    "a chance of 1.2": (
        "share = 0.1\npriority",
        "share = 1.2\npriority",
        ("traits › urgent › share", "at most 1", "1.2"),
    ),
    "closing before opening": ('"08:00-16:00" }', '"16:00-08:00" }', ("hours › day", "08:00", "16:00", "swap")),
    "slots that end before they begin": ('until = "15:00"', 'until = "08:00"', ("books › visits", "fits")),
    "no clock time": ('"08:00-16:00" }', '"8-16" }', ("hours › day", "08:30")),
    "a day that is none": ('{ mon-fri = "08', '{ montag = "08', ("hours › day", "montag", "mon-fri")),
    "an unknown holiday region": ('"DE-NW"', '"DE-XX"', ("office › holidays", "DE-XX", "DE-NW")),
    "a holiday country that is none": ('"DE-NW"', '"Köln"', ("office › holidays", "Köln", "DE-NW")),
    "10^9 arrivals a day": (
        "per_day = 20",
        "per_day = 1e9",
        ("services › call › arrivals", "10,000,000,100", "5,000,000"),
    ),
    "10^9 arrivals an hour": ("per_day = 20", "per_hour = 1e9", ("arrivals", "5,000,000")),
    "10^13 arrivals a year": ("per_day = 20", "per_year = 1e13", ("arrivals", "5,000,000")),
    "arrivals every nanosecond": (
        'per_day = 20, windows = [{ from = "08:00", to = "16:00" }]',
        "every_minutes = 1e-9",
        ("arrivals", "5,000,000"),
    ),
    "huge groups": (
        "per_day = 20",
        'batch = { kind = "constant", mean = 1e8 }, per_day = 20',
        ("arrivals", "5,000,000"),
    ),
    "huge factors": (
        "per_day = 20",
        "per_day = 20, weekdays = [1e9, 1, 1, 1, 1, 1, 1]",
        ("arrivals", "weekdays", "1000"),
    ),
    "a huge factor on demand": (
        "[channels.online]",
        "[demand]\nvalue = 1e9\n[channels.online]",
        ("arrivals", "5,000,000"),
    ),
    "more days than any run": ("days = 10\n", "days = 100000\n", ("office › days", "at most 20000")),
    "a huge backlog": ("cases = 5", "cases = 1e9", ("backlog › stock › cases", "at most 1e+06")),
    "a huge book": ("per_day = 8", "per_day = 1e9", ("books › visits › per_day", "slots", "5,000,000")),
    "not a number": ("heads = 2", "heads = nan", ("teams › desk › heads", "number", "nan")),
    "no end of heads": ("heads = 2", "heads = inf", ("teams › desk › heads", "number", "inf")),
    "text for a number": ("heads = 2", 'heads = "two"', ("teams › desk › heads", "must be a number", "two")),
    "true for a number": ("heads = 2", "heads = true", ("teams › desk › heads", "must be a number", "True")),
    "a number for a text": ('hours = "day"\ndesk', "hours = 8\ndesk", ("teams › desk › hours", "8")),
    "a list for a table": ("[priorities.normal]", "[[priorities.normal]]", ("priorities › normal", "table")),
    "a table for a flag": ("desk = true", "desk = { yes = 1 }", ("teams › desk › desk", "true or false")),
    "a date that is none": (
        "starts = 2025-03-17",
        'starts = "soon"',
        ("office › starts", "date like 2025-03-17", "soon"),
    ),
    "a time for a date": ("starts = 2025-03-17", "starts = 08:00:00", ("office › starts", "date like 2025-03-17")),
    "a step of no kind": ('kind = "decide"\n', "", ("routes › permit › decided", "kind")),
    "a step of an unknown kind": (
        'kind = "decide"',
        'kind = "dance"',
        ("routes › permit › decided", "dance", "decide"),
    ),
    "an unknown distribution": ('"exponential"', '"exponentiell"', ("minutes", "exponentiell", "exponential")),
    "no range for a guess": (", low = 2, high = 4", "", ("teams › back › heads", "without a range", "low and high")),
    "a value outside its range": (
        "low = 2, high",
        "low = 4, high",
        ("teams › back › heads", "outside its own range", "3"),
    ),
    "two origins": (
        'assumed = "a guess"',
        'assumed = "a", derived = "b"',
        ("teams › back › heads", "two origins", "keep one"),
    ),
    "a route that is not there": (
        'route = "permit"',
        'route = "permits"',
        ("services › permit › route", "permits", "permit"),
    ),
    "a book that is not there": ('book = "visits"', 'book = "visit"', ("visit", "book", "visits")),
    "shares that add up to more": ("share = 0.3", "share = 0.4", ("channels", "1.1", "1")),
    "a share by an unknown channel": (
        "answer_days = 2",
        "answer_days = 2\nby_channel = { fax = 0.5 }",
        ("fax", "online"),
    ),
    "a trait that is not there": (
        'kind = "decide"',
        'kind = "decide"\nonly = ["urgnet"]',
        ("decided", "urgnet", "urgent"),
    ),
    "a priority that is not there": (
        'priority = "urgent"',
        'priority = "x"',
        ("traits › urgent › priority", "'x'", "urgent"),
    ),
    "work that takes less than nothing": ("minutes = 15", "minutes = -15", ("minutes", "at least 0", "-15")),
    "an id with capitals": ("[teams.desk]", "[teams.Desk]", ("teams › Desk", "small letters")),
    "instead that goes round": (
        "patience_minutes = 10",
        'patience_minutes = 10\ninstead = "call"',
        ("instead", "circle"),
    ),
    "tries without end": (
        "patience_minutes = 10",
        "patience_minutes = 0\nretry = { share = 1, minutes = 0 }",
        ("retry › minutes", "at least 0.1"),
    ),
    "a closed team at work": ('hours = "day"\ndesk', 'hours = "day"\nsimulated = false\ndesk', ("desk", "simulated")),
    "a backlog on no step": ('step = "check"', 'step = "chekc"', ("backlog › stock › places", "chekc")),
    "a word of the language as an id": (
        "[priorities.normal]",
        "[priorities.low]",
        ("priorities › low", "id"),
    ),
    "a start beyond all calendars": (
        "starts = 2025-03-17",
        "starts = 9999-12-30",
        ("office › starts", "between 1970-01-01 and 2200-12-31", "9999-12-30"),
    ),
    "a source that nobody knows": (
        'assumed = "a guess", low = 2, high = 4',
        'published = "zzz"',
        ("teams › back › heads › published", "'zzz'", "sources.toml", "[sources.zzz]"),
    ),
    "a source with a slip": ("derived = ", 'published = "001_9dd7" } #', ("bare_numbers", "did you mean '001_9dd6'")),
    "a guess without a reason": ('assumed = "a guess"', 'assumed = " "', ("back › heads › assumed", "not be empty")),
    "an origin without words": ('derived = "made up for tests"', 'derived = ""', ("derived", "must not be empty")),
    "a name without words": (
        '{ de = "Post", en = "Post" }',
        '{ de = "", en = "" }',
        ("name › de", "must not be empty"),
    ),
    "a backlog in more places than it has cases": (
        '{ step = "check", share = 1 }',
        '{ step = "check", share = 0.9 }, { step = "papers", share = 0.2 }',
        ("backlog › stock › places", "1.1", "make them 1"),
    ),
    "observed work that takes less than nothing": (
        "minutes = 15",
        'minutes = { kind = "empirical", values = [-1, 2] }',
        ("visit › minutes", "at least 0", "-1"),
    ),
    "work that takes longer than the world": ("minutes = 15", "minutes = 1e300", ("minutes", "at most", "1e+300")),
    "slots while the team is at home": (
        'from = "09:00"\nuntil = "15:00"',
        'from = "04:00"\nuntil = "06:00"',
        ("books › visits › from", "'desk'", "04:00", "06:00", "hours"),
    ),
    "windows that overlap": (
        'windows = [{ from = "08:00", to = "16:00" }]',
        'windows = [{ from = "10:00", to = "16:00", share = 0.5 }, { from = "08:00", to = "11:00", share = 0.5 }]',
        ("permit › arrivals", "overlap at 10:00", "end where"),
    ),
    "groups of nobody": ("per_day = 20", "batch = 0, per_day = 20", ("call › arrivals", "batch", "at least 1", "is 0")),
    "heads after closing time": (
        'hours = "day"\ndesk',
        'hours = "day"\nstages = [{ heads = 1, from = "20:00" }]\ndesk',
        ("teams › desk › stages › 0 › from", "16:00", "20:00"),
    ),
    "a service of an unknown kind": ('kind = "contact"', 'kind = "contract"', ("call", "case", "contact", "booked")),
    "overlapping hours": ('"08:00-16:00" }', '["08:00-16:00", "15:00-17:00"] }', ("hours › day", "overlap", "join")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_place_value_and_remedy(fault, tmp_path):
    old, new, says = FAULTS[fault]
    assert old in SMALL
    line = complaint(tmp_path, SMALL.replace(old, new, 1))
    for word in says:
        assert word in line, line


NO_OFFICE = {
    "an empty file": ("", "is empty"),
    "blank lines": ("\n \n# nothing\n", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
    "zeros": (b"\0" * 2000, "not a text file"),
    "latin letters": ("[office]\nname = 'Köln'".encode("latin-1"), "UTF-8"),
    "five megabytes": ("# " + "x" * 78 + "\n") * 65000,
    "dotted keys on one line": ("a" + ".a" * 50000 + " = 1", "line 1"),
    "dotted keys on many lines": ("\n".join(f"{'.'.join(['a'] * 55)}.k{n} = 1" for n in range(4000)), ""),
    "long headers on many lines": ("\n".join(f"[{'.'.join(['a'] * 55)}.k{n}]" for n in range(4000)), ""),
    "deep arrays": ("a = " + "[" * 3000 + "]" * 3000, "line 1"),
    "deep arrays on many lines": ("a = " + "[\n" * 60000 + "]\n" * 60000, ""),
    "deep tables": ("a = " + "{ b = " * 3000 + "1" + "}" * 3000, "line 1"),
    "the same key twice": (SMALL.replace("desk = true", "desk = true\ndesk = false"), "line"),
    "the same table twice": (SMALL + "\n[teams.desk]\nheads = 1\n", "desk"),
    "no TOML": ("office: name", "is not valid TOML"),
    "other tables": ("[weather]\nrain = 1\n", "weather"),
    "a table that is a number": ("office = 1\nteams = 2\nservices = 3\n", "must be a table"),
    "a long number": (SMALL.replace("heads = 2", "heads = " + "9" * 5000), ""),
    "a long number on a short line": (SMALL.replace("heads = 2", "heads = " + "9" * 1900), "heads"),
}


@pytest.mark.parametrize("what", NO_OFFICE)
def test_what_is_no_scenario_file_is_named(what, tmp_path):
    entry = NO_OFFICE[what]
    text, says = entry if isinstance(entry, tuple) else (entry, "at most 500,000")
    assert says in complaint(tmp_path, text)


def what_if(changes: str, head: str = 'base = "small.toml"') -> str:
    return f"{head}\n[changes]\n{changes}\n"


WHAT_IFS = {
    "a team that is not there": (what_if('"teams.dekc.heads" = 2'), ("teams.dekc.heads", "dekc", "desk")),
    "a key that is not there": (what_if('"teams.desk.haeds" = 2'), ("teams › desk › haeds", "heads")),
    "a value that does not fit": (what_if('"teams.desk.heads" = -1'), ("teams › desk › heads", "at least 0", "-1")),
    "no path": (what_if('"teams..heads" = 2'), ("teams..heads", "no path")),
    "a list place in another script": (what_if('"routes.permit.papers.shares.²" = 0'), ("shares.²", "2 entries")),
    "a path without quotes": (what_if("teams.desk.heads = 2"), ("changes › teams", '"teams.desk.heads" = ', "quotes")),
    "a base with a name that no file can have": (f'base = "{"x" * 400}.toml"\n', ("base", "no name of a file")),
    "a list place that is not there": (what_if('"routes.permit.papers.shares.7" = 0'), ("shares.7", "2 entries")),
    "before a step that is not there": (
        what_if('"routes.permit.more" = { before = "chekc", kind = "decide" }'),
        ("before", "chekc", "check"),
    ),
    "removal of nothing": ('base = "small.toml"\nremove = ["teams.dekc"]\n', ("remove › teams.dekc", "desk")),
    "tables beside the base": ('base = "small.toml"\n[teams.x]\nheads = 1\n', ("teams", "[changes]")),
    "changes that are no table": ('base = "small.toml"\nchanges = 1\n', ("changes", "must be a table")),
    "a base that is not there": ('base = "smal"\n', ("base", "smal", "immigration-2025")),
    "a base that is a number": ("base = 5\n", ("base", "5")),
    "itself as its base": ('base = "office.toml"\n', ("base", "circle")),
}


@pytest.mark.parametrize("what", WHAT_IFS)
def test_a_fault_in_a_what_if_is_named(what, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    text, says = WHAT_IFS[what]
    line = complaint(tmp_path, text)
    for word in says:
        assert word in line, line


def test_a_fault_of_the_base_is_told_with_its_name(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL.replace("heads = 2", "heads = -1"))
    line = complaint(tmp_path, what_if('"teams.back.heads" = 4'))
    assert line.startswith(" › base: small.toml › teams › desk › heads: must be at least 0"), line


def test_a_what_if_names_its_own_fault_when_the_base_is_sound(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    assert complaint(tmp_path, what_if('"teams.desk.heads" = -1')).startswith(" › teams › desk › heads")


def test_bases_that_go_round_in_a_circle_are_named(tmp_path):
    (tmp_path / "b.toml").write_text('base = "c.toml"\n')
    (tmp_path / "c.toml").write_text('base = "office.toml"\n')
    line = complaint(tmp_path, 'base = "b.toml"\n')
    assert "office -> b -> c -> office" in line


def test_a_long_chain_of_bases_is_refused(tmp_path):
    for number in range(10):
        (tmp_path / f"b{number}.toml").write_text(f'base = "b{number + 1}.toml"\n')
    assert "bases deep" in complaint(tmp_path, 'base = "b0.toml"\n')


@pytest.mark.parametrize(
    "ref",
    [
        "immigration-1999",
        "../offices/immigration-2025",
        "nowhere.toml",
        "",
        "ä\nb",
        "x" * 300,
        "x" * 5000,
        "x" * 300 + ".toml",
        "a/" * 3000 + "b.toml",
        "\0.toml",
    ],
)
def test_a_scenario_that_is_not_there_is_named(ref):
    with pytest.raises(ScenarioError) as caught:
        load(ref)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 700


def test_a_folder_is_no_scenario_file(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ScenarioError, match="no such file"):
        load(tmp_path / "folder.toml")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("teams.dekc.heads", 2, "did you mean 'desk'"),
        ("teams.desk", 2, "must be a table"),
        ("teams.desk.heads", "many", "must be a number"),
        ("teams.desk.heads", float("nan"), "number"),
        ("office.days", 0, "at least 1"),
        ("", 1, "no path"),
        (".", 1, "no path"),
        ("demand", -1, "at least 0"),
        ("nonsense", 1, "unknown key"),
        ("services.permit.steps.chekc.minutes", 1, "chekc"),
        ("teams.desk.heads.value.x", 1, "heads"),
        ("title", 1, "title"),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_named(path, value, says, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    with pytest.raises(ScenarioError) as caught:
        changed(load(tmp_path / "small.toml"), {path: value})
    line = str(caught.value)
    assert says in line and line.startswith("small.toml") and "\n" not in line, line


def test_errors_travel_between_processes():
    import pickle

    error = ScenarioError("a.toml", "teams › x", "is\nwrong")
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "a.toml › teams › x: is wrong"
    assert not re.search(r"\s\s", str(error))


def test_a_file_of_the_windows_editor_is_read(tmp_path):
    (tmp_path / "office.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert load(tmp_path / "office.toml").days == 10


def test_a_file_may_have_sources_of_its_own(tmp_path):
    own = '[sources.report]\ntitle = { de = "Bericht", en = "Report" }\ndate = 2025-01-31\n'
    text = SMALL.replace('assumed = "a guess", low = 2, high = 4', 'published = "report"')
    (tmp_path / "small.toml").write_text(own + text)
    (tmp_path / "more.toml").write_text(
        'base = "small.toml"\n'
        + own.replace("report", "other")
        + '[changes]\n"teams.desk.heads" = { value = 3, published = "other" }\n'
    )
    assert [row.source for row in load(tmp_path / "small.toml").figures() if row.path == "teams.back.heads"] == [
        "report"
    ]
    both = load(tmp_path / "more.toml")
    assert sorted(both.document.sources) == ["other", "report"]
    (tmp_path / "plain.toml").write_text(SMALL)
    assert load(tmp_path / "small.toml").content_hash == load(tmp_path / "plain.toml").content_hash


def test_a_window_may_lie_within_another(tmp_path):
    both = 'windows = [{ share = 0.7, from = "08:00", to = "16:00" }, { share = 0.3 }]'
    (tmp_path / "office.toml").write_text(SMALL.replace('windows = [{ from = "08:00", to = "16:00" }]', both, 1))
    assert len(load(tmp_path / "office.toml").services["permit"].arrivals.windows) == 2


def test_people_may_come_early_as_observed_and_heads_may_come_before_opening(tmp_path):
    early = 'minutes = 15\npunctuality = { kind = "empirical", values = [-5, 2] }'
    text = SMALL.replace("minutes = 15", early).replace(
        'hours = "day"\ndesk', 'hours = "day"\nstages = [{ heads = 1, from = "07:00" }]\ndesk'
    )
    (tmp_path / "office.toml").write_text(text)
    assert load(tmp_path / "office.toml").teams["desk"].stages[0].opens == 420
