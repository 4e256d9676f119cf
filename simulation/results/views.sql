-- The nouns. They stand on six tables: `runs` (run, starts, days) and the ledgers `cases`, `activities`, `slots`,
-- `capacity`, `searches`, each with run and replication. Times are float minutes since 00:00 of the run's first day, as there.

-- calendar: one row per run and day, from four years before its start until its end
create view calendar as
select run, day, starts + day as date, isodow(starts + day) - 1 as weekday,
       strftime(starts + day, '%G-W%V') as week,
       strftime(starts + day, '%Y-Q') || quarter(starts + day) as quarter,
       count(*) filter (day >= 0 and day < days) over (partition by run, strftime(starts + day, '%G-W%V'))
         ::integer as week_days
from (select run, starts, days, unnest(range(-1461, days + 1))::integer as day from runs);

-- deciding: one row per service whose cases come to a decision; a hand-over of certificates is none of them
create view deciding as
select distinct run, replication, service from cases where kind = 'case' and (decides or decided is not null);

-- applications: one row per case of kind case of a service that decides (of any, where none does), with the minute it
-- was decided or closed, whichever came first. Who looks for a slot applies for nothing: wishes are nouns of their own
create view applications as
select cases.*, coalesce(decided, closed) as settled, days * 1440.0 as ends
from cases join runs using (run)
where kind = 'case' and (
  exists (from deciding d where d.run = cases.run and d.replication = cases.replication and d.service = cases.service)
  or not exists (from deciding d where d.run = cases.run and d.replication = cases.replication));

-- decisions: one row per grant or refusal within the run, the initial backlog included
create view decisions as
select run, replication, "case", service, channel, team, week, quarter, week_days,
       (decided - arrived) / 1440 as days,
       decided - arrived > 91 * 1440 as late,
       case when expires is not null then expires < decided end as title_expired
from applications join calendar using (run)
where decided >= 0 and decided < ends and day = floor(decided / 1440)::integer;

-- closures: one row per application closed within the run (card in hand, or ended otherwise), backlog included
create view closures as
select run, replication, "case", service, channel, team, week, quarter, week_days,
       (closed - arrived) / 1440 as days
from applications join calendar using (run)
where closed >= 0 and closed < ends and day = floor(closed / 1440)::integer;

-- undecided: one row per application undecided (where nothing is decided: open) at some moment of the run, with its
-- minutes in the stock and whether it is in it at the end
create view undecided as
select run, replication, "case", service, channel, team, arrived, decided, settled, ends,
       least(coalesce(settled, ends), ends) - greatest(arrived, 0) as stock_minutes,
       settled is null or settled >= ends as at_end,
       ends - arrived > 91 * 1440 as old_at_end
from applications
where arrived < ends and (settled is null or settled > 0);

-- stays: one row per stay of an application, its minutes split by owner; a stay still under way is left out
create view stays as
select activities.run, activities.replication, activities."case", step, owner, activities.team as at_team,
       applications.team, service, channel, queued, ended, decided, closed, ends,
       ended - queued as minutes,
       case when owner = 'team' then worked_minutes else 0 end as working_minutes,
       case when owner = 'team' then activities.closed_minutes else 0 end as team_closed_minutes,
       case when owner = 'team' then ended - queued - worked_minutes - activities.closed_minutes else 0 end
         as team_busy_minutes
from activities join applications using (run, replication, "case")
where ended is not null;

-- owned('decided'), owned('closed'): one row per application decided (closed) within the run, its days until then by owner
create macro owned(until) as table
select run, replication, "case", any_value(team) as team, any_value(service) as service, any_value(channel) as channel,
       sum(working_minutes) / 1440 as working,
       sum(team_busy_minutes) / 1440 as team_busy,
       sum(team_closed_minutes) / 1440 as team_closed,
       coalesce(sum(minutes) filter (owner = 'customer'), 0) / 1440 as customer,
       coalesce(sum(minutes) filter (owner = 'third_party'), 0) / 1440 as third_party,
       coalesce(sum(minutes) filter (owner = 'no_slot'), 0) / 1440 as no_slot,
       coalesce(sum(minutes) filter (owner = 'card_production'), 0) / 1440 as card_production,
       coalesce(sum(minutes) filter (owner = 'history'), 0) / 1440 as history
from (select *, case when until = 'decided' then decided else closed end as done from stays)
where done >= 0 and done < ends and queued < done
group by run, replication, "case";

-- desks: one row per team that does nothing but personal contacts
create view desks as
select run, replication, team
from activities
where team is not null
group by all
having bool_and(contact = 'personal');

-- visits: one row per personal contact begun within the run. way: appointment (the case holds a slot that day), adhoc
-- (a visit without one), desk (a counter without slots, e.g. pick-up), back_office (a talk that waited as work does).
-- waited_minutes runs from the later of arrival and booked time until called; empty for back_office. weekday and hour
-- are those of that time, week and quarter those of the call
create view visits as
with appointments as (
  select distinct run, replication, "case", floor(starts / 1440) as day from slots where state in ('booked', 'attended')
), contacts as (
  select activities.run, activities.replication, activities."case", kind, service, channel, activities.team, step,
         started, greatest(started - queued, 0) as minutes, floor(queued / 1440) as day,
         (floor(queued / 60) - 24 * floor(queued / 1440))::integer as hour, floor(started / 1440)::integer as start_day
  from activities join cases using (run, replication, "case") join runs using (run)
  where contact = 'personal' and started >= 0 and started < days * 1440.0
), ways as (
  select contacts.*, case when appointments."case" is not null then 'appointment' when kind = 'visit' then 'adhoc'
                          when desks.team is not null then 'desk' else 'back_office' end as way
  from contacts
  left join appointments using (run, replication, "case", day)
  left join desks using (run, replication, team)
)
select ways.run, replication, "case", service, channel, team, step, way, week, quarter, week_days, date,
       ((weekday - (start_day - ways.day)) % 7 + 7)::integer % 7 as weekday, hour, started,
       case when way <> 'back_office' then minutes end as waited_minutes
from ways join calendar on calendar.run = ways.run and calendar.day = start_day;

-- calls: one row per call attempt that was answered or hung up within the run
create view calls as
select activities.run, activities.replication, activities."case", service, channel, activities.team,
       week, quarter, week_days, weekday,
       (floor(queued / 60) - 24 * calendar.day)::integer as hour,
       (started - queued) * 60 as waited_seconds,
       started is null as abandoned,
       started is not null and (started - queued) * 60 <= 20 as within_20_seconds
from activities join cases using (run, replication, "case")
  join calendar on calendar.run = activities.run and calendar.day = floor(queued / 1440)::integer
where kind = 'call' and contact = 'phone' and queued >= 0 and (started is not null or ended is not null);

-- requests: one row per call, message or visit that arrived within the run and did not hang up; because_waiting: it
-- exists because an own case is open, or because a search for a slot failed (searching). Ledgers without causes tell it
-- by the service's name. Who hangs up counts with the
-- call that comes through or the message that follows
create view requests as
select cases.run, replication, "case", kind, service, channel, team, week, quarter, week_days, date,
       coalesce(cause is not null or (decides is null and starts_with(service::varchar, 'query_')), false)
         as because_waiting,
       kind = 'visit' and outcome = 'gave_up' as turned_away,
       because_waiting and coalesce(cause = 'failed_search', true)
         and exists (from searches s where s.run = cases.run and s.replication = cases.replication) as searching
from cases join calendar on calendar.run = cases.run and calendar.day = floor(arrived / 1440)::integer
  join runs on runs.run = cases.run
where kind not in ('case', 'wish') and arrived >= 0 and arrived < days * 1440.0 and outcome <> 'abandoned';

-- team_days: one row per team and day of the run
create view team_days as
select capacity.*, date, week, quarter, week_days
from capacity join calendar using (run, day) join runs using (run)
where day >= 0 and day < days;
