"""Summaries that pages draw: a few thousand rows a replication, counted once, when it is published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """A small table with a name: `grain` says what one row is, `question` counts it from the nouns of views.sql."""

    name: str
    grain: str
    question: str


_GROUPS = """grouping sets ((replication{0}), (replication, team{0}), (replication, service{0}),
  (replication, channel{0}))"""
_KEY = """case when grouping(team) = 0 then 'team' when grouping(service) = 0 then 'service'
  when grouping(channel) = 0 then 'channel' else '' end"""
_VALUE = "coalesce(team::varchar, service::varchar, channel::varchar, '')"

OWNERS = (
    "working", "team_busy", "team_closed", "customer", "third_party", "no_slot", "card_production", "history",
)  # fmt: skip
"""Who answers for a minute; the first three are the office's own part."""

BACKLOG_BY_DAY = """
with rows as (
  select activities.run, activities.replication, step as stage, applications.team,
         decided is not null and queued >= decided as is_decided,
         ceil(greatest(queued, 0) / 1440)::integer as first,
         least(ceil(coalesce(ended, 1e9) / 1440), ends / 1440 + 1)::integer as past
  from activities join applications using (run, replication, "case")
  where queued < ends and (ended is null or ended > 0)
), changes as (
  select replication, stage, team, is_decided, first as day, count(*) as change
  from rows where first < past group by all
  union all
  select replication, stage, team, is_decided, past as day, -count(*) as change
  from rows where first < past group by all
), grid as (
  select replication, stage, team, is_decided, day, 0 as change
  from (select distinct replication, stage, team, is_decided from changes), calendar
  where day >= 0
)
select * from (
  select replication, day, stage, team, is_decided as decided,
         sum(sum(change)) over (partition by replication, stage, team, is_decided order by day)::integer as cases
  from (from changes union all from grid) group by replication, stage, team, is_decided, day
) where day between 0 and (select any_value(days) from runs) and cases > 0
"""

BACKLOG_AGES = """
with rows as (
  select activities.replication, step as stage, undecided.team, arrived, ends,
         unnest(list_append(range((ceil(greatest(queued, 0) / 40320) * 28)::integer,
                (ceil(least(coalesce(ended, 1e9), ends) / 40320) * 28)::integer, 28),
                case when ended is null then (ends / 1440)::integer end)) as day
  from activities join undecided using (run, replication, "case")
  where queued < coalesce(settled, 1e9) and (ended is null or ended > 0)
)
select replication, day, stage, team, floor((day - arrived / 1440) / 7)::integer as weeks, count(*)::integer as cases
from rows where day is not null group by all
"""

_HISTOGRAMS = (
    ("lead_time", "closures", "days", "true", 1500),
    ("decision_time", "decisions", "days", "true", 1500),
    ("access_time", "appointments", "days", "true", 400),
    ("waiting_time", "visits", "waited_minutes", "way = 'appointment'", 240),
    ("waiting_time_adhoc", "visits", "waited_minutes", "way = 'adhoc'", 240),
    ("waiting_time_desk", "visits", "waited_minutes", "way = 'desk'", 240),
)
HISTOGRAM = " union all ".join(
    f"""select replication, '{measure}' as measure, {_KEY} as key, {_VALUE} as value, bin, count(*)::integer as count
from (select *, least(floor({column}), {most})::integer as bin from {noun} where {column} is not null and {where})
group by {_GROUPS.format(", bin")}"""
    for measure, noun, column, where, most in _HISTOGRAMS
)

WAITS_BY_HOUR = """
select replication, case way when 'appointment' then 'slot' else way end as kind, weekday, hour,
       favg(waited_minutes) as mean, count(*)::integer as count
from visits where waited_minutes is not null group by all
union all
select replication, 'phone', weekday, hour, favg(waited_seconds) / 60, count(*)::integer
from calls where not abandoned group by all
"""

OWNER_DAYS = f"""
with done_cases as (
  select 'decided' as until, * from owned('decided') union all select 'closed', * from owned('closed')
), means as (
  select replication, until, {_KEY} as key, {_VALUE} as value,
         {", ".join(f"favg({owner}) as {owner}" for owner in OWNERS)}
  from done_cases group by {_GROUPS.format(", until")}
)
select replication, until, key, value, owner, days from means unpivot (days for owner in ({", ".join(OWNERS)}))
union all
select replication, 'closed', 'at_team', at_team::varchar, 'team', fsum(minutes) / 1440 / count(distinct "case")
from stays where owner = 'team' and closed >= 0 and closed < ends and at_team is not null group by all
"""

COHORTS = """
with times as (
  select replication, quarter, team, coalesce(least(settled, ends), ends) - arrived as time,
         decided is not null and decided < ends as event
  from undecided join calendar using (run)
  where arrived >= 0 and day = floor(arrived / 1440)::integer
), grouped as (
  select replication, quarter, case when grouping(team) = 0 then 'team' else '' end as key,
         coalesce(team::varchar, '') as value, time, count(*) as leaving, count(*) filter (event) as events
  from times group by grouping sets ((replication, quarter, time), (replication, quarter, team, time))
), at_risk as (
  select *, sum(leaving) over (partition by replication, quarter, key, value order by time desc) as risk from grouped
), survival as (
  select *, exp(sum(case when events < risk then ln(1 - events / risk) else -1e9 end)
                over (partition by replication, quarter, key, value order by time)) as left_over
  from at_risk
)
select replication, quarter, key, value, sum(leaving)::integer as cases, sum(events)::integer as decided,
       min(time) filter (left_over <= 0.5 + 1e-12) / 1440 as median_days,
       min(time) filter (left_over <= 0.1 + 1e-12) / 1440 as p90_days
from survival group by all
"""

SLOTS_BY_WEEK = """
select replication, pool, week, state, count(*)::integer as count
from slots join calendar on calendar.run = slots.run and calendar.day = floor(starts / 1440)::integer
  join runs on runs.run = slots.run
where calendar.day >= 0 and calendar.day < days group by all
"""

LEADS = (0, 1, 4, 8, 15)
"""First days of the groups of lead: the same day, 1-3, 4-7, 8-14, 15 and more."""
NO_SHOWS_BY_LEAD = f"""
with due as (
  select replication, service, pool, state, list_max(list_filter({list(LEADS)}, lambda day: day <= lead_days)) as lead
  from bookings where first and state in ('attended', 'no_show') and lead_days >= 0
)
select replication,
       case when grouping(service) = 0 then 'service' when grouping(pool) = 0 then 'pool' else '' end as key,
       coalesce(service::varchar, pool::varchar, '') as value, lead::integer as lead, count(*)::integer as bookings,
       count(*) filter (state = 'no_show')::integer as missed,
       count(*) filter (state = 'no_show') / count(*) as share
from due group by grouping sets ((replication, lead), (replication, service, lead), (replication, pool, lead))
"""

MOST_LOOKS = 30
SLOTS_BY_PERSISTENCE = f"""
with people as (
  select replication, least(looks, {MOST_LOOKS})::integer as looks, count(*) as people, count(*) filter (found) as found
  from wishes where found is not null and looks > 0 group by all
), curve as (
  select *, sum(people) over upto / sum(people) over everybody as people_share,
         sum(found) over upto / nullif(sum(found) over everybody, 0) as slots_share
  from people
  window upto as (partition by replication order by looks), everybody as (partition by replication)
), steps as (
  select *, (people_share - coalesce(lag(people_share) over upto, 0))
            * (slots_share + coalesce(lag(slots_share) over upto, 0)) as twice_the_area
  from curve window upto as (partition by replication order by looks)
)
select replication, looks, people::integer as people, found::integer as found, people_share, slots_share,
       1 - fsum(twice_the_area) over (partition by replication) as gini
from steps
"""

ALL: tuple[Series, ...] = (
    Series(
        "backlog_by_day",
        "replication, day, stage, own team: cases whose activity `stage` is under way at 00:00 of the day; `decided` "
        "says on which side of the decision. The undecided rows add up to the backlog",
        BACKLOG_BY_DAY,
    ),
    Series(
        "backlog_ages",
        "replication, day (every 28th, and the end), stage, own team, age in whole weeks: undecided cases",
        BACKLOG_AGES,
    ),
    Series(
        "owner_days",
        "replication, until (decided, closed), group and owner: mean days per case of the group; at_team: days per "
        "case that came to that team",
        OWNER_DAYS,
    ),
    Series(
        "cohorts",
        "replication, quarter of arrival within the run, and team: time to the decision by Kaplan-Meier, open cases "
        "censored; a quantile not reached by the end is empty",
        COHORTS,
    ),
    Series(
        "histogram",
        "replication, measure, group and bin of one day or one minute: cases, slots or visits; the last bin is open",
        HISTOGRAM,
    ),
    Series(
        "waits_by_hour",
        "replication, kind (slot, adhoc, desk, phone), weekday (0 Monday) and hour of joining: mean wait in minutes "
        "and count",
        WAITS_BY_HOUR,
    ),
    Series(
        "slots_by_week",
        "replication, pool, week and state: bookings and free places of slots that start in the run",
        SLOTS_BY_WEEK,
    ),
    Series(
        "no_shows_by_lead",
        "replication, group and first day of the lead (0, 1-3, 4-7, 8-14, 15 and more days from booking to slot): "
        "bookings due in the run and not cancelled, and how many were missed",
        NO_SHOWS_BY_LEAD,
    ),
    Series(
        "slots_by_persistence",
        f"replication and looks a person ({MOST_LOOKS}: or more): people whose search has ended and who of them found "
        "a slot; their shares added up from the least persistent on (Lorenz curve), and its Gini: below 0 when who "
        "looks seldom gets more than his share, above 0 when who looks often does",
        SLOTS_BY_PERSISTENCE,
    ),
)
"""Every summary beside the measures; those that need much memory stand first, when few nouns are kept."""
