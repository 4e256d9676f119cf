"""Random small offices: everything that a scenario file can say, in a few days and a few dozen people."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from simulation.scenario import Scenario

Raw = dict[str, Any]
WEEKS = (
    {"mon-fri": "08:00-16:00"},
    {"mon-thu": "07:30-15:00", "fri": "07:30-12:30"},
    {"daily": ["08:00-12:00", "13:00-17:30"]},
    {"daily": ["00:00-24:00"]},
    {"mon-sat": ["06:00-12:00", "12:00-18:00"]},
    {"mon,wed,fri": "09:00-11:00"},
)
TEAMS = ("red", "green", "blue")
ALL_DAY = {"windows": [{"from": "07:00", "to": "18:00"}]}


def name(text: str) -> dict[str, str]:
    """The same name in both languages."""
    return {"de": text, "en": text}


def shares(least: float = 0.0, most: float = 1.0) -> st.SearchStrategy[float]:
    """A share, both ends often."""
    return st.sampled_from((least, most)) | st.integers(0, 20).map(lambda k: least + (most - least) * k / 20)


def durations(least: float, most: float) -> st.SearchStrategy[Any]:
    """Durations of all families with values about [least, most]."""
    mean = st.integers(1, 20).map(lambda k: least + (most - least) * k / 20)
    return st.one_of(
        mean,
        mean.map(lambda m: {"kind": "constant", "mean": m}),
        mean.map(lambda m: {"kind": "exponential", "mean": m}),
        mean.map(lambda m: {"kind": "gamma", "mean": m, "scv": 0.5}),
        mean.map(lambda m: {"kind": "lognormal", "median": m, "p95": 2 * m}),
        mean.map(lambda m: {"kind": "uniform", "least": least, "most": least + m}),
        mean.map(lambda m: {"kind": "pert", "least": least, "mode": least + m / 2, "most": least + m}),
        mean.map(lambda m: {"kind": "empirical", "values": [least, m]}),
    )


minutes = durations(1, 120)
short_days = durations(0, 4)


@st.composite
def teams(draw: st.DrawFn) -> Raw:
    """A team with any closing rule, absence and caseload; desks or not; heads that change with the time or the date."""
    team: Raw = {"name": name("Team"), "heads": draw(st.integers(1, 4))}
    if draw(st.integers(0, 4)):
        team["hours"] = draw(st.sampled_from(WEEKS))
    if draw(st.booleans()):
        team |= {"present": draw(shares(0.5)), "filled": draw(shares(0.5)), "productive": draw(shares(0.5))}
        team["absence"] = draw(st.sampled_from(("even", "independent")))
    team["desk"] = draw(st.booleans())
    rule = draw(st.sampled_from((None, "put_down", "finish", "send_away")))
    order = draw(st.sampled_from((None, "oldest", "joining")))
    team |= {k: v for k, v in (("at_closing", rule), ("order", order)) if v}
    if draw(st.integers(0, 3)) == 0:
        team["caseload"] = "dedicated"
    elif draw(st.integers(0, 2)) == 0:
        whole_days = not any("11:00" in str(hours) for hours in team.get("hours", {}).values())
        changes = ("10:30", "14:00") if whole_days else ("09:30", "10:30")
        team["stages"] = [{"heads": draw(st.integers(0, 4)), "from": time} for time in changes]
    elif draw(st.integers(0, 3)) == 0:
        team["stages"] = [{"heads": draw(st.integers(0, 4)), "since": "2025-03-31"}]
    return team


@st.composite
def arrivals(draw: st.DrawFn) -> Raw:
    """All ways in which people come."""
    kinds = ("per_year", "per_day", "per_hour", "every_minutes", "fixed", "batch", "sine", "hours")
    kind = draw(st.sampled_from(kinds))
    number = draw(st.integers(0, 12))
    if kind == "per_year":
        return {"per_year": 365 * number, "weekdays": [1, 1, 1, 1, 1, 0, 0.5], "on_closed_days": False, **ALL_DAY}
    if kind == "per_hour":
        return {"per_hour": number / 12, **ALL_DAY}
    if kind == "every_minutes":
        return {"every_minutes": 60 + 20 * number}
    if kind == "fixed":
        return {"per_day": number, "count": "fixed", **ALL_DAY}
    if kind == "batch":
        return {"per_day": number / 3, "batch": {"kind": "uniform", "least": 0, "most": 4, "whole": True}}
    if kind == "sine":
        return {"per_hour": number / 12, "sine": {"amplitude": 0.9, "period_hours": 24}}
    if kind == "hours":
        return {"per_day": number, "hours": [0] * 8 + [2, 3, 1, 1, 1, 1, 2, 2] + [0] * 8, "day_factor_cv": 0.3}
    return {"per_day": number, **ALL_DAY}


@st.composite
def errands(draw: st.DrawFn, team: st.SearchStrategy[str]) -> Raw:
    """A piece of work within a step."""
    return {"team": draw(team), "minutes": draw(durations(1, 40))}


@st.composite
def steps(draw: st.DrawFn, team: st.SearchStrategy[str], marks: tuple[str, ...]) -> Raw:
    """A step of any kind."""
    kind = draw(st.sampled_from(("work", "work", "wait", "documents", "appointment", "appointment", "decide", "recur")))
    step: Raw = {"kind": kind}
    if draw(st.integers(0, 3)) == 0:
        step["share"] = draw(shares())
    if marks and draw(st.integers(0, 4)) == 0:
        step[draw(st.sampled_from(("only", "unless")))] = [draw(st.sampled_from(marks))]
    if kind == "work":
        step |= {"team": draw(team), "minutes": draw(minutes), "contact": draw(st.sampled_from(("none", "personal")))}
    elif kind == "wait":
        owner = draw(st.sampled_from(("customer", "third_party", "card_production")))
        step |= {"owner": owner, "days": draw(short_days), "working_days": draw(st.booleans())}
        if draw(st.booleans()):
            step["during"] = draw(team.filter(lambda t: t != "own"))
    elif kind == "documents":
        step |= {"shares": draw(st.lists(shares(), min_size=1, max_size=3)), "answer_days": draw(short_days)}
        step |= {"again": draw(errands(team)), "never": draw(shares()), "closes_after_days": draw(st.integers(0, 6))}
        if draw(st.booleans()):
            step["request"] = draw(errands(team))
        if draw(st.booleans()):
            step["reminder"] = {**draw(errands(team)), "after_days": draw(st.integers(0, 3))}
    elif kind == "appointment":
        step |= {"book": "visits", "team": draw(team.filter(lambda t: t != "own")), "minutes": draw(durations(1, 60))}
        step["idle_minutes"] = draw(st.sampled_from((0, 5, 40)))
        if draw(st.booleans()):
            step["invite"] = draw(errands(team))
        if draw(st.booleans()):
            step["no_show"] = {
                "share": draw(shares()), "most": draw(st.integers(0, 3)), "at_days": 3, "slope": 0.5,
                "then": draw(st.sampled_from(("comes", "gives_up"))), "reminder_odds": 0.75,
            }  # fmt: skip
        if draw(st.booleans()):
            step["cancel"] = {"share": draw(shares(0, 0.9)), "early": draw(shares()), "again": draw(shares())}
        if draw(st.booleans()):
            step["punctuality"] = {"kind": "normal", "mean": -6, "sd": 8}
    elif kind == "decide":
        step["refused"] = draw(shares())
    else:
        step["days"] = draw(durations(1, 4))
    return step


@st.composite
def contacts(draw: st.DrawFn, team: str) -> Raw:
    """A call, a message or a visit: with patience, tries, places and follow-up work."""
    contact: Raw = {
        "kind": "contact", "name": name("Contact"), "team": team, "minutes": draw(durations(1, 40)),
        "medium": draw(st.sampled_from(("phone", "message", "personal", "none"))),
    }  # fmt: skip
    if draw(st.integers(0, 3)):
        contact["arrivals"] = draw(arrivals())
    if draw(st.booleans()):
        contact["patience_minutes"] = draw(st.just(0) | durations(0, 60))
    if draw(st.booleans()):
        when = draw(st.sampled_from(({"minutes": 20}, {"next_day": True})))
        contact["retry"] = {"share": draw(shares(0, 0.9)), "most": draw(st.integers(1, 5)), **when}
    if draw(st.integers(0, 2)) == 0:
        contact["places_per_day"] = draw(st.integers(0, 6))
    if draw(st.integers(0, 2)) == 0:
        contact["follow_up"] = {"team": draw(st.sampled_from(("own", team))), "minutes": 6}
    return contact


@st.composite
def offices(draw: st.DrawFn, *, withdrawals: bool = True, days: int = 20) -> Raw:
    """The raw document of an office that is valid."""
    here = TEAMS[: draw(st.integers(1, 3))]
    team = st.sampled_from(("own", *here))
    office: Raw = {
        "name": name("Office"), "starts": draw(st.sampled_from(("2025-03-17", "2025-03-28", "2025-04-16"))),
        "days": draw(st.integers(3, days)), "bare_numbers": {"derived": "made up"},
    }  # fmt: skip
    if draw(st.booleans()):
        office["holidays"] = "DE-NW"
    if draw(st.booleans()):
        office["handling"] = {"kind": "gamma", "mean": 1, "scv": 0.5}
    raw: Raw = {"office": office, "teams": {key: draw(teams()) for key in here}}
    marks: tuple[str, ...] = ()
    if draw(st.booleans()):
        raw["channels"] = {"online": {"name": name("O"), "share": 0.6}, "post": {"name": name("P"), "share": 0.4}}
        marks += ("online", "post")
    if draw(st.booleans()):
        raw["priorities"] = {"emergency": {"rank": 0}, "pressing": {"head_start_days": 5}, "normal": {}}
        raw["traits"] = {"urgent": {"share": 0.2, "priority": "emergency"}, "odd": {"share": 0.5}}
        marks += ("urgent", "odd")
    count = draw(st.integers(1, 2))
    raw["routes"] = {
        f"route_{n}": {
            f"step_{n}_{k}": step for k, step in enumerate(draw(st.lists(steps(team, marks), min_size=1, max_size=5)))
        }
        for n in range(count)
    }
    raw["books"] = {"visits": draw(books(here))}
    raw["services"] = {
        f"service_{n}": {
            "name": name("Service"), "team": here[n % len(here)], "route": f"route_{n % count}",
            "arrivals": draw(arrivals()),
        }
        for n in range(max(len(here), count))
    }  # fmt: skip
    for n in range(draw(st.integers(0, 2))):
        raw["services"][f"contact_{n}"] = draw(contacts(draw(st.sampled_from(here))))
    if "contact_1" in raw["services"] and draw(st.booleans()):
        raw["services"]["contact_0"]["instead"] = "contact_1"
    if "contact_0" in raw["services"] and draw(st.booleans()):
        asked = {"call": "contact_0", "message": draw(st.sampled_from([k for k in raw["services"] if "contact" in k]))}
        raw["failure_demand"] = {"every_days": 3, "by_phone": draw(shares()), **asked}
    if draw(st.booleans()):
        raw["backlog"] = {"stock": draw(backlogs(raw["routes"]["route_0"]))}
    if "priorities" in raw and draw(st.booleans()):
        raw["titles"] = {
            "share": draw(shares()), "days": draw(durations(0, 20)), "within_days": 5, "priority": "pressing",
            "services": ["service_0"],
        }  # fmt: skip
        for key in ("contact_0", "contact_1"):
            if key in raw["services"]:
                raw["services"][key] |= {"urgent": 0.5, "urgent_priority": "emergency", "raises": 0.5}
    if withdrawals and draw(st.booleans()):
        raw["withdrawal"] = {"per_year": draw(st.sampled_from((0.05, 0.99, 1.0)))}
    if draw(st.booleans()):
        raw |= {"demand": draw(st.sampled_from((0.5, 1.5))), "incomplete": draw(st.sampled_from((0, 0.5, 2)))}
    return raw


@st.composite
def books(draw: st.DrawFn, here: tuple[str, ...]) -> Raw:
    """An appointment book."""
    return {
        "name": name("Visits"), "team": draw(st.sampled_from(here)), "per_day": draw(st.integers(0, 8)),
        "from": "08:00", "until": "12:00", "grid_minutes": draw(st.sampled_from((15, 30, 60))),
        "limit": draw(st.sampled_from(("time", "day"))),
        "release": {
            "kind": "invitation", "lead_days": draw(st.sampled_from((0, 0.5, 1, 3))),
            "freed": draw(st.sampled_from(("offered", "lost"))), "choice": draw(st.sampled_from(("earliest", "any"))),
        },
    }  # fmt: skip


@st.composite
def backlogs(draw: st.DrawFn, route: Raw) -> Raw:
    """Cases that are there at the start, anywhere on the route."""
    places = draw(st.lists(st.sampled_from(list(route)), min_size=1, max_size=3, unique=True))
    return {
        "cases": draw(st.integers(0, 30)), "ages_days": draw(durations(0, 30)), "decided": draw(st.booleans()),
        "places": [{"step": step, "share": 1 / len(places)} for step in sorted(places)], "services": ["service_0"],
    }  # fmt: skip


def scenario_of(raw: Raw) -> Scenario:
    """The checked scenario of a raw document."""
    return Scenario.checked(raw, identifier="small", base=None, changes={}, file="small.toml")


def first_day(raw: Raw) -> date:
    """The date of minute 0."""
    return date.fromisoformat(raw["office"]["starts"])
