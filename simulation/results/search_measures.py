"""Measures of people who search for a slot: who finds one, who gives up, how soon, and what failing costs."""

from __future__ import annotations

from simulation.results.aggregates import spread
from simulation.results.measure import Measure

PEOPLE = ("team", "service", "channel", "week", "day")
AT_THE_COUNTER = """(select replication, service, team, week, date, waited_minutes, null as turned_away from visits
  where way = 'adhoc'
  union all select replication, service, team, week, date, null, turned_away from requests where kind = 'visit')"""


def ended(outcome: str) -> dict[str, str]:
    """How many wishes ended so, and their share of those that have ended."""
    total = f"count(*) filter (outcome = '{outcome}')"
    return {"total": total, "share": f"{total} / nullif(count(closed), 0)"}


SEARCH_MEASURES: tuple[Measure, ...] = (
    Measure(
        "search_success", "share", "higher", "tries",
        {
            "per_try": "count(*) filter (found) / nullif(count(found), 0)",
            "per_person": "count(*) filter (found_at_last) / nullif(count(found_at_last), 0)",
        },
        "per try: looks that found a slot / looks; per person: people who found a slot / people whose search has ended",
        by=(*PEOPLE, "way"),
    ),
    Measure(
        "demand_lost", "people", "lower", "wishes", ended("gave_up"),
        "people who gave up searching; share: / people whose wish has ended", by=PEOPLE, units={"share": "share"},
    ),
    Measure(
        "withdrawn", "people", "lower", "wishes", ended("withdrawn"),
        "people who gave their slot back and do not look again; share: / people whose wish has ended", by=PEOPLE,
        units={"share": "share"},
    ),
    Measure(
        "stayed_away", "people", "lower", "wishes", ended("stayed_away"),
        "people who missed their slot and do not come again; share: / people whose wish has ended", by=PEOPLE,
        units={"share": "share"},
    ),
    Measure(
        "looks_per_person", "looks", "lower", "wishes", {"mean": "favg(looks)"},
        "looks of people whose search has ended / these people", by=(*PEOPLE, "way"), where="found is not null",
    ),
    Measure(
        "access_time_offered", "days", "lower", "wishes", spread("days_offered"),
        "(start of the first slot on offer that fits, at the look that found one − wish) / 1440", by=PEOPLE,
        where="days_offered is not null",
    ),
    Measure(
        "race_share", "share", "none", "won", {"share": "fsum(share_of_all)"},
        "slots of the main release first booked by people who look in this way / those booked by anybody",
        by=("way",), whole=False,
    ),
    Measure(
        "query_contacts", "contacts", "lower", "requests", {"total": "count(*)"},
        "calls, messages and visits that follow a failed search", by=(*PEOPLE, "kind"), where="searching",
    ),
    Measure(
        "adhoc_queue", "minutes", "lower", AT_THE_COUNTER,
        {
            **spread("waited_minutes", "mean", "p90"),
            "total": "count(turned_away)",
            "turned_away": "count(*) filter (turned_away) / nullif(count(turned_away), 0)",
        },
        "waiting time without appointment; total: who came; turned away: who got no place / who came",
        by=("team", "service", "week", "day"), units={"total": "contacts", "turned_away": "share"},
    ),
)  # fmt: skip
"""In the order in which they are shown; neighbours ask the same noun."""
