-- The nouns of slots, and of people who search for one; they stand on those of views.sql.

-- bookings: one row per booking of a slot that starts within the run, reservations that lapsed aside. `first` says whether it is the first slot of its
-- visit: a visit of several slots has a row for each. `before` is the start of the visit that was due before it was
-- booked, empty where there was none
create view bookings as
with held as (
  select run, replication, slot, "case", pool, rule, starts, booked, freed, state,
         coalesce(part > 1, lag(starts + minutes) over visit = starts and lag(booked) over visit = booked
                  and lag(pool) over visit = pool and lag(state) over visit = state, false) as goes_on,
         max(case when state in ('attended', 'no_show') then starts end) over (visit rows between unbounded preceding
           and 1 preceding) as before
  from slots where booked is not null and "case" >= 0 and state <> 'lapsed'
  window visit as (partition by run, replication, "case" order by booked, pool, starts)
)
select held.run, held.replication, slot, held."case", service, channel, team, pool, rule, held.starts, booked, freed,
       state, not goes_on as first, case when before <= booked then before end as before, week, quarter, week_days, date,
       (floor(held.starts / 1440) - floor(booked / 1440))::integer as lead_days
from held join cases using (run, replication, "case")
  join calendar on calendar.run = held.run and calendar.day = floor(held.starts / 1440)::integer
  join runs on runs.run = held.run
where held.starts >= 0 and held.starts < days * 1440.0;

-- appointments: one row per visit due within the run that a case had slots for, kept or not; days from the first minute
-- of waiting for it (invitation, wish, first try) to its start. Who waited already before the run began is left out
create view appointments as
with waits as (
  select run, replication, "case", queued from activities where owner = 'no_slot'
), due as (
  select run, replication, "case", service, channel, team, pool, state, starts, booked, week, quarter, week_days, date,
         coalesce(before, -1e9) as before
  from bookings where first and state in ('attended', 'no_show')
), asked as (
  select due.*, least(case when queued <= starts then queued end, booked) as asked
  from due asof left join waits on due.run = waits.run and due.replication = waits.replication
    and due."case" = waits."case" and due.before <= waits.queued
)
select run, replication, "case", service, channel, team, pool, state, week, quarter, week_days, date,
       (starts - asked) / 1440 as days
from asked where asked > 0;

-- releases: one row per slot that starts within the run, on offer or given by the office unless `offered` is false;
-- how often it was booked and given back, whether it was kept, missed or held by nobody when it began, who had it first,
-- and for which service and channel it was booked last
create view releases as
with places as (
  select run, replication, pool, slot, any_value(rule) as rule, any_value(starts) as starts, min(released) as released,
         bool_or(state <> 'unreleased') as offered, count(booked) filter (state <> 'lapsed')::integer as bookings,
         count(*) filter (state = 'cancelled')::integer as freed, bool_or(state = 'attended') as kept,
         bool_and(state in ('cancelled', 'lapsed', 'unused', 'free', 'unreleased')) as unused,
         min(booked) filter (state <> 'lapsed') as first_booked,
         arg_min("case", booked) filter (state <> 'lapsed') as first_case,
         arg_max("case", booked) filter (state <> 'lapsed') as last_case
  from slots where starts >= 0 group by run, replication, pool, slot
)
select places.run, places.replication, pool, slot, rule, places.starts, released, offered, bookings, freed,
       greatest(bookings - 1, 0) as refilled, kept, unused, first_booked, first_case, service, channel,
       week, quarter, week_days, date
from places
  left join cases on cases.run = places.run and cases.replication = places.replication and cases."case" = last_case
  join calendar on calendar.run = places.run and calendar.day = floor(places.starts / 1440)::integer
  join runs on runs.run = places.run
where places.starts < days * 1440.0;

-- freed_slots: one row per giving-back of a slot that starts within the run, with the hours until it was booked again
create view freed_slots as
with again as (
  select run, replication, pool, slot, booked, lead(booked) over same as booked_again
  from slots semi join (select run, replication, pool, slot from slots where state = 'cancelled')
    using (run, replication, pool, slot)
  where state <> 'lapsed'
  window same as (partition by run, replication, pool, slot order by booked nulls last)
)
select bookings.*, (booked_again - freed) / 60 as hours
from bookings join again using (run, replication, pool, slot, booked)
where state = 'cancelled';

-- offers: one row per interval in which a slot was on offer: from its release, or from when it was given back or
-- (`released` of that row) on offer again, until it was booked or could be no more. Slots that one service or channel
-- alone may book are among them
create view offers as
select * from (
  select run, replication, pool, starts,
         greatest(released, lag(freed) over same) as since, coalesce(booked, until, starts) as until
  from slots where released is not null
  window same as (partition by run, replication, pool, slot order by booked nulls last)
) where since < until;

-- noons: one row per pool and day of the run on which it has slots that were on offer: how many were at 12:00 (3: or
-- more), and the days from then until the third of them. Near the end, where the slots after the run would count, days
-- with fewer than three are left out
create view noons as
with pools as (
  select run, replication, pool, median(starts - released) as lead from slots where released is not null group by all
), open_days as (
  select distinct run, replication, pool, floor(starts / 1440)::integer as day from slots
  where released is not null and starts >= 0
), standing as (
  select run, replication, pool, starts, day, least(count(*), 3) as n
  from (select *, unnest(range(greatest(ceil((since - 720) / 1440), 0)::integer,
                               ceil((until - 720) / 1440)::integer)) as day from offers)
  group by all
), soonest as (
  select run, replication, pool, day, min(starts, 3) as starts
  from (select *, unnest(range(n)) from standing) group by all
)
select open_days.run, open_days.replication, open_days.pool, week, quarter, week_days, date,
       coalesce(len(soonest.starts), 0) as on_offer, (soonest.starts[3] - open_days.day * 1440 - 720) / 1440 as days
from open_days join pools using (run, replication, pool) left join soonest using (run, replication, pool, day)
  join calendar on calendar.run = open_days.run and calendar.day = open_days.day
  join runs on runs.run = open_days.run
where open_days.day < runs.days
  and (len(soonest.starts) = 3 or open_days.day * 1440 + 720 + lead <= runs.days * 1440);

-- wishes: one row per case of kind wish that came within the run: how often it looked, in which way at first, and
-- whether it ever found a slot that it did not let lapse; found is empty for who still searches, and for who needs no slot
create view wishes as
with lapsed as (
  select distinct run, replication, "case", booked as looked, true as lapsed from slots where state = 'lapsed'
), searched as (
  select run, replication, "case", count(*)::integer as looks, bool_or(found and lapsed is null) as ever,
         arg_min(way, looked) as way, arg_min(offered, looked) filter (found) as offered
  from searches left join lapsed using (run, replication, "case", looked) group by all
)
select cases.run, cases.replication, cases."case", service, channel, team, arrived, closed, outcome, looks, way,
       case when ever then true when outcome = 'gave_up' or (closed is not null and looks > 0) then false end as found,
       (offered - arrived) / 1440 as days_offered, week, quarter, week_days, date
from cases left join searched using (run, replication, "case")
  join calendar on calendar.run = cases.run and calendar.day = floor(arrived / 1440)::integer
  join runs on runs.run = cases.run
where kind = 'wish' and arrived >= 0 and arrived < days * 1440.0;

-- looks: one row per look for a slot within the run
create view looks as
select searches.run, replication, "case", n, service, channel, team, way, looked, found, week, quarter, week_days, date
from searches
  join (select run, replication, "case", service, channel, team from cases where kind = 'wish') as wishing
    using (run, replication, "case")
  join calendar on calendar.run = searches.run and calendar.day = floor(looked / 1440)::integer
  join runs on runs.run = searches.run
where looked >= 0 and looked < days * 1440.0;

-- tries: one row per look (found) and one per wish (found_at_last), so that both shares stand side by side
create view tries as
select run, replication, service, channel, team, way, week, quarter, week_days, date, found, null as found_at_last
from looks
union all
select run, replication, service, channel, team, way, week, quarter, week_days, date, null, found from wishes;

-- won: one row per slot of its pool's main release (the rule that releases most of its slots) that somebody booked, with
-- the way in which the first one came to look; share_of_all adds up to 1
create view won as
with main as (
  select run, replication, pool, arg_max(rule, (slots, rule)) as rule
  from (select run, replication, pool, rule, count(*) as slots from releases
        where offered and rule is not null group by all)
  group by all
)
select releases.run, releases.replication, pool, slot, way, week, date,
       1.0 / count(*) over (partition by releases.run, releases.replication) as share_of_all
from releases join main using (run, replication, pool, rule)
  join searches on searches.run = releases.run and searches.replication = releases.replication
    and "case" = first_case and looked = first_booked and found
where released >= 0;
