"""All measures (Kennzahlen), declared: noun, statistics, groups. What they say stands in definitions.py."""

from __future__ import annotations

from simulation.results.aggregates import share, spread
from simulation.results.measure import Measure
from simulation.results.search_measures import SEARCH_MEASURES
from simulation.results.slot_measures import SLOT_MEASURES


def waited_over(minutes: int) -> Measure:
    """Share of visits that waited longer."""
    return Measure(
        f"waited_over_{minutes}_minutes", "share", "lower", "visits", share(f"waited_minutes > {minutes}"),
        f"visits with a waiting time over {minutes} minutes / visits",
        by=("team", "service", "way", "week", "day"), where="waited_minutes is not null",
    )  # fmt: skip


CALLS = ("team", "service", "quarter", "week")
TEAM_DAYS = ("team", "quarter", "week")
TOTALS = ("team", "service", "channel", "week")
BY_OWNER_OR_TEAM = """(select replication, days, case when key = '' then owner end as owner,
  case when key = 'at_team' then value end as team from owner_days where until = 'closed')"""

MEASURES: tuple[Measure, ...] = (
    Measure(
        "decisions_per_year", "cases", "higher", "decisions", {"total": "count(*) * {per_year}"},
        "decisions in the run × 365 / days", by=TOTALS,
    ),
    Measure(
        "contacts_per_year", "contacts", "higher", "visits", {"total": "count(*) * {per_year}"},
        "personal contacts begun in the run × 365 / days", by=(*TOTALS, "way", "day"),
    ),
    Measure("lead_time", "days", "lower", "closures", spread("days"), "(closed − arrived) / 1440"),
    Measure("decision_time", "days", "lower", "decisions", spread("days"), "(decided − arrived) / 1440"),
    Measure(
        "lead_time_by_owner", "days", "none", BY_OWNER_OR_TEAM, {"mean": "favg(days)"},
        "minutes per closed case and owner / 1440; the owners add up to the mean lead time",
        by=("owner", "team"), whole=False,
    ),
    Measure(
        "access_time", "days", "lower", "appointments", spread("days"),
        "(slot start − first try to book, wish or invitation) / 1440",
        by=("team", "service", "channel", "pool", "quarter", "week", "day"),
    ),
    Measure(
        "waiting_time", "minutes", "lower", "visits", spread("waited_minutes"), "called − max(arrival, booked time)",
        by=("team", "service", "channel", "way", "quarter", "week", "day"), where="waited_minutes is not null",
    ),
    waited_over(15),
    waited_over(30),
    Measure(
        "backlog", "cases", "lower", "undecided",
        {"mean": "fsum(stock_minutes) / any_value(ends)", "end": "count(*) filter (at_end)"},
        "cases arrived and neither decided nor closed: time average, and at the end",
        by=("team", "service", "channel"), counts=("mean", "end"),
    ),
    Measure(
        "share_over_three_months", "share", "lower", "decisions", share("late"),
        "decisions after more than 91 days / decisions",
    ),
    Measure(
        "open_share_over_three_months", "share", "lower", "undecided", share("old_at_end"),
        "undecided cases at the end older than 91 days / undecided cases at the end",
        by=("team", "service", "channel"), where="at_end",
    ),
    Measure(
        "titles_expired", "share", "lower", "decisions", share("title_expired"),
        "decisions after the title ran out / decisions with a title that runs out",
    ),
    Measure(
        "utilisation", "share", "none", "team_days", {"mean": "fsum(busy_minutes) / nullif(fsum(open_minutes), 0)"},
        "busy head-minutes / open head-minutes of present, productive heads", by=(*TEAM_DAYS, "day"),
    ),
    Measure(
        "overtime", "hours", "lower", "team_days", {"total": "fsum(overtime_minutes) / 60 * {per_year}"},
        "head-minutes after closing / 60 × 365 / days", by=("team", "week"),
    ),
    Measure(
        "idle_by_no_show", "hours", "lower", "team_days", {"total": "fsum(idle_minutes) / 60 * {per_year}"},
        "head-minutes lost to missed slots / 60 × 365 / days", by=("team", "week"),
    ),
    Measure(
        "calls_answered_in_20s", "share", "higher", "calls", share("within_20_seconds"),
        "calls answered within 20 s / (answered + abandoned)", by=CALLS,
    ),
    Measure(
        "calls_abandoned", "share", "lower", "calls", share("abandoned"),
        "calls hung up before an answer / (answered + abandoned)", by=CALLS,
    ),
    Measure(
        "speed_of_answer", "seconds", "lower", "calls", spread("waited_seconds", "mean", "p90"),
        "answered − called, of answered calls", by=CALLS, where="not abandoned",
    ),
    Measure(
        "failure_demand", "contacts", "lower", "requests", {"total": "count(*) filter (because_waiting) * {per_year}"},
        "calls, messages and visits that ask about an own open case or a failed search × 365 / days", by=TOTALS,
    ),
    *SLOT_MEASURES,
    *SEARCH_MEASURES,
)  # fmt: skip
"""In the order in which they are shown."""

BY_NAME = {measure.name: measure for measure in MEASURES}
