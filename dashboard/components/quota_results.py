"""What a draft of the slot quotas brings: the lead sentence with its side effect, and before and after."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard import naming
from dashboard.components import differences as diff
from dashboard.components import page
from dashboard.components.card import command
from dashboard.components.chart import chart
from dashboard.components.quota_charts import filling, race_at_release
from dashboard.components.quota_states import nothing_changed
from dashboard.components.report_link import to_paper
from dashboard.components.staff_results import settle
from dashboard.components.staff_states import not_yet, unanswered
from dashboard.components.text import Component
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import NN_, Words, compared, searches

LEAST_PAIRS = 2


@dataclass
class Answer:
    """What the page shows of a choice: its head, the results beside the run, more below; `there`: whether any are."""

    head: list[Component]
    results: list[Component]
    more: list[Component] = field(default_factory=list)
    there: bool = False


def answered(request: Request, chosen: Chosen) -> Answer:
    """Head and results of what is chosen; without a draft, what is known of the base alone."""
    words, _ = request.words, request.words.text
    against = words.name(chosen.against.title)
    if chosen.scenario.content_hash == chosen.against.content_hash:
        lead = _("Change the week plan or a release rule: who finds an appointment then, and what does it cost?")
        head = page.head(_("Slot quotas"), lead, _("{title} is the base.").format(title=chosen.title))
        reading = request.shelf.reading(chosen.scenario)
        more = [*filling(request, reading), *race_at_release(request, reading)] if reading else []
        return Answer([head], [nothing_changed(request)], more)
    pair = request.shelf.pair(chosen.scenario, chosen.against)
    if pair is None or min(pair[0].n, pair[1].n) < LEAST_PAIRS:
        scope = _("{title} against {base}.").format(title=chosen.title, base=against)
        return Answer([page.head(_("Slot quotas"), unanswered(request, chosen), scope)], [not_yet(request, chosen)])
    after, before = pair
    n = words.plural("{n} pair of replications", "{n} pairs of replications", min(after.n, before.n))
    over = request.shelf.differences(after, before)
    head = page.head(
        _("Slot quotas"),
        searches.lead(words, chosen, over),
        _("{title} against {base}, {n}.").format(title=chosen.title, base=against, n=n),
        page.preliminary(request, after if after.live else before),
        to_paper(request, after, before),
    )
    results = [_table(request, chosen, after, before, over), command(words, naming.reproduce(after, before))]
    more = [*filling(request, after, before), *race_at_release(request, after, before)]
    return Answer([head], results, more, True)


def subject(words: Words) -> str:
    return words.text("appointments kept a year")


def headline_differences(after: Reading, before: Reading) -> list[float]:
    one, other = after.values(*searches.HEADLINE), before.values(*searches.HEADLINE)
    n = min(len(one), len(other))
    return [a - b for a, b in zip(one[:n], other[:n], strict=True)]


def _table(request: Request, chosen: Chosen, after: Reading, before: Reading, over: compared.Over) -> Component:
    words, _ = request.words, request.words.text
    rows = compared.rows(over, searches.KEYS, words)
    tones = [row.difference.tone for row in rows]
    finding = _("Of {all} measures {better}, {worse}").format(
        all=words.number(len(rows)),
        better=words.plural(*NN_("{n} gets better", "{n} get better"), tones.count("better")),
        worse=words.plural(*NN_("{n} gets worse", "{n} get worse"), tones.count("worse")),
    )
    unclear = [row for row in rows if row.difference.tone == "unclear"]
    finding += _(", **{n} still unclear**.").format(n=words.number(len(unclear))) if unclear else "."
    title, n = _("Before and after"), min(after.n, before.n)
    name = words.name(before.scenario.title)
    notes = page.notes(request, after, before)
    return chart(
        request,
        "quota-changes",
        title=title,
        finding=finding,
        picture=diff.table(rows, words),
        table=diff.as_table("before-and-after", title, rows, name, chosen.title, notes, words),
        extra=settle(request, unclear, n),
        foot=_("{n} pairs · each row has its own scale · before: {name}").format(n=words.number(n), name=name),
        link=page.run_link(request, after),
    )
