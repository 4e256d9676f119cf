"""What a report is of: a kept run, the run that it is held against, and what the one changes in the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard import whatif
from dashboard.exports.errors import ExportError, NoSuchRun, Unfinished
from dashboard.exports.report import Asked
from dashboard.naming import title_of
from dashboard.reading import Reading
from dashboard.shelf import Shelf, scenario_of
from dashboard.whatif import Chosen
from dashboard.words import Words
from dashboard.words.compared import Over
from simulation.results import Manifest, StoreError
from simulation.scenario import Scenario, ScenarioError
from simulation.study.listing import published_here
from simulation.study.pairs import strangers

ALONE = "-"
"""`Asked.against` of a report that holds its run against nothing."""


@dataclass(frozen=True)
class Subject:
    """The readings of a report and their differences. `before` is None when the run stands alone."""

    asked: Asked
    words: Words
    shelf: Shelf
    chosen: Chosen
    after: Reading
    before: Reading | None
    before_title: str
    over: Over

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (self.after,) if self.before is None else (self.after, self.before)

    @property
    def n(self) -> int:
        """Replications, or pairs of them."""
        return min(one.n for one in self.readings)

    @property
    def group_keys(self) -> tuple[str, ...]:
        """Groups by which measures stand in the report."""
        return ("team", "service", "channel", "pool", "way") if not self.asked.group[0] else (self.asked.group[0],)


def subject_of(shelf: Shelf, asked: Asked) -> Subject:
    """Raises StoreError for a damaged run, ExportError for one that is not there (yet) or fits no other."""
    words = Words(asked.lang)
    after = kept(shelf, asked.run)
    chosen = _chosen(words, shelf, after.scenario, asked.scenario)
    before = _against(shelf, after, chosen, asked.against)
    if before is not None and before.scenario.content_hash != chosen.against.content_hash:
        chosen = _relative(words, chosen, before.scenario)
    asked = replace(asked, lang=words.lang, against=before.run if before else ALONE)
    title = title_of(words, shelf, before.scenario.id, before.scenario) if before else ""
    over = shelf.differences(after, before) if before else {}
    return Subject(asked, words, shelf, chosen, after, before, title, over)


def _relative(words: Words, chosen: Chosen, before: Scenario) -> Chosen:
    """The choice held against another scenario than its base. One with a title of its own keeps it, and is asked about
    by that title unless it changes heads alone; another is called by what it changes."""
    own = _between(before, chosen.scenario)
    untitled = bool(chosen.changes) or chosen.scenario.title == before.title
    heads = all(path.startswith("teams.") and path.endswith(".heads") for path in own)
    if own and untitled and not chosen.changes:
        chosen = replace(chosen, title=f"{chosen.title}: {whatif.short(words, before, own)}")
    return replace(chosen, against=before, saved={}, changes=own if untitled or heads else {})


def _between(before: Scenario, after: Scenario) -> whatif.Changes:
    """What the one changes in the other; empty where changes alone do not lead from here to there."""
    own = {path: value for path, value in after.changes.items() if before.changes.get(path) != value}
    try:
        return own if whatif.changed(before, own).content_hash == after.content_hash else {}
    except ScenarioError:
        return {}


def kept(shelf: Shelf, run: str) -> Reading:
    """A finished run; its files are checked against their hashes."""
    try:
        manifest = shelf.store.manifest(run)
    except StoreError as error:
        _refuse_going(shelf, run)
        if not published_here(shelf.store, run):
            remedy = "the page Runs and terminwerk runs list those that are"
            raise NoSuchRun(f"run {run[:40]}", "there is no such run", remedy) from error
        raise
    n = len(manifest.replications)
    view = shelf.store.open(run)
    return Reading(run, scenario_of(manifest.scenario), view, n, n, manifest.seed, manifest.model_version)


def _refuse_going(shelf: Shelf, run: str) -> None:
    for entry in shelf.queue.entries():
        if entry.live and run in (entry.run, entry.against_run):
            far = f"is still going, {entry.done} of {entry.of} replications are there"
            raise Unfinished(f"run {run}", far, "export it when it is finished, see terminwerk runs")


def _chosen(words: Words, shelf: Shelf, scenario: Scenario, name: str) -> Chosen:
    """The scenario of a run as a page would choose it: a shipped one, a saved one, or one with changes."""
    for one in (name, scenario.id):
        with_this = _if_known(words, shelf, one, "")
        if with_this is not None and with_this.scenario.content_hash == scenario.content_hash:
            return with_this
    start = _if_known(words, shelf, scenario.id, "")
    if start is None:
        return Chosen(scenario.id, scenario.id, scenario, scenario, words.name(scenario.title), {}, {})
    changes = start.scenario.changes
    own = {path: value for path, value in scenario.changes.items() if changes.get(path) != value}
    found = _if_known(words, shelf, scenario.id, whatif.written(own))
    if found is not None and found.scenario.content_hash == scenario.content_hash:
        return found
    title = title_of(words, shelf, scenario.id, scenario)
    return Chosen(scenario.id, scenario.id, scenario, start.scenario, title, {}, own)


def _if_known(words: Words, shelf: Shelf, name: str, edits: str) -> Chosen | None:
    try:
        return shelf.chosen(words, name, edits)
    except ScenarioError:
        return None


def _against(shelf: Shelf, after: Reading, chosen: Chosen, asked: str) -> Reading | None:
    """The run asked for, else the one with which it was computed last, else the kept run of its base; by itself only a
    run that met the same people."""
    if asked in (ALONE, after.run):
        return None
    if asked:
        before = kept(shelf, asked)
        refuse_strangers(after, before)
        return before
    for run in _asked_with(shelf, after.run):
        before = kept(shelf, run)
        if after.meets(before):
            return before
    base = chosen.against.content_hash
    found = [one for one in shelf.store.runs() if (one.seed, one.model_version) == (after.seed, after.version)]
    if base == after.scenario.content_hash:  # its own base, or a what-if of a file that is not known here
        found = [one for one in found if after.scenario.changes and _is_base(one, after.scenario)]
    else:
        found = [one for one in found if one.content_hash == base]
    if not found:
        return None
    before = kept(shelf, max(found, key=lambda one: (len(one.replications), one.run)).run)
    return before if after.meets(before) else None


def _asked_with(shelf: Shelf, run: str) -> list[str]:
    """The kept runs against which it was asked for, the last first."""
    asked = [entry.against_run for entry in shelf.queue.entries() if entry.run == run and entry.state == "done"]
    return [one for one in dict.fromkeys(asked) if one and one != run and published_here(shelf.store, one)]


def refuse_strangers(one: Reading, base: Reading) -> None:
    """ExportError unless both met the same people: figures of other days or another office cannot be set off."""
    if (one.seed, one.version) != (base.seed, base.version):
        what = (
            f"begins with seed {one.seed} in version {one.version}, run {base.run} with seed {base.seed} "
            f"in version {base.version}, so their replications make no pairs"
        )
        raise ExportError(f"run {one.run}", what, "ask both with the same seed")
    odd = strangers(one.scenario, base.scenario, f"run {one.run}", f"run {base.run}")
    if odd is not None:
        raise ExportError(odd.name, odd.what, odd.remedy)


def _is_base(manifest: Manifest, scenario: Scenario) -> bool:
    """Whether a run is of the same file without the changes."""
    if manifest.scenario_id != scenario.id or manifest.content_hash == scenario.content_hash:
        return False
    return not scenario_of(manifest.scenario).changes
