"""Scenarios and runs of one store: what can be chosen, which run answers it, who asked what."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.whatif import Chosen
from dashboard.words import Words
from simulation import scenario as scenarios
from simulation.model import MODEL_VERSION
from simulation.results import Manifest, Store, StoreError
from simulation.scenario import Scenario
from simulation.study import compare, runs
from simulation.study.drafts import Drafts
from simulation.study.questions import Question, Replications
from simulation.study.queue import Entry, Queue


@dataclass(frozen=True)
class Choice:
    """A scenario that can be chosen; `own` ones were saved in this browser."""

    id: str
    title: str
    own: bool


class Shelf:
    """Scenarios and runs of one store."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.store = Store(self.path)
        self.queue = Queue(self.path)
        self.drafts = Drafts(self.path)
        self._kept: dict[tuple[str, int], Reading] = {}
        self._questions: dict[tuple[str, float], Question] = {}

    # Scenarios

    def choices(self, words: Words, owner: str) -> list[Choice]:
        """Shipped scenarios, then those saved in this browser; a file that cannot be read is left out."""
        shipped = []
        for one in scenarios.scenario_ids():
            with suppress(scenarios.ScenarioError):
                shipped.append(Choice(one, words.name(shipped_scenario(one).title), False))
        return shipped + [Choice(draft.draft, draft.name, True) for draft in self.drafts.list(owner)]

    def scenario(self, name: str) -> Scenario:
        """A shipped scenario by id, or a saved what-if by its key; ScenarioError when there is none."""
        draft = self.drafts.get(name) if name.startswith("W-") else None
        if draft is None:
            return shipped_scenario(name)
        return whatif.changed(shipped_scenario(draft.base), draft.changes)

    def title(self, words: Words, name: str) -> str:
        draft = self.drafts.get(name) if name.startswith("W-") else None
        return draft.name if draft else words.name(shipped_scenario(name).title)

    def chosen(self, words: Words, name: str, edits: str) -> Chosen:
        """What a link asks for: a scenario, perhaps with unsaved changes; ScenarioError when they do not fit."""
        draft = self.drafts.get(name) if name.startswith("W-") else None
        home = draft.base if draft else name
        saved = dict(draft.changes) if draft else {}
        unsaved = whatif.read(edits)
        changes = saved if unsaved is None else unsaved
        start = shipped_scenario(home)
        scenario = whatif.changed(start, changes)
        base = start if changes or start.base is None else self._base_of(start)
        title = draft.name if draft else words.name(start.title)
        if unsaved is not None and changes != saved:
            title = whatif.short(words, start, changes) or words.name(start.title)
        return Chosen(name, home, scenario, base, title, saved, changes)

    def _base_of(self, start: Scenario) -> Scenario:
        """The shipped scenario that a shipped what-if changes."""
        try:
            return shipped_scenario(str(start.base))
        except scenarios.ScenarioError:
            return start

    # Runs

    def reading(self, scenario: Scenario, seed: int | None = None) -> Reading | None:
        """The run with most replications that answers this scenario, finished or under way; None without any."""
        return self._best(scenario, self._runs_of().get(scenario.content_hash, []), seed)

    def _runs_of(self) -> dict[str, list[Manifest]]:
        """The kept runs by the content of their scenario, the newest first."""
        found: dict[str, list[Manifest]] = {}
        for manifest in self.store.runs():
            found.setdefault(manifest.content_hash, []).append(manifest)
        return found

    def _best(self, scenario: Scenario, kept_runs: list[Manifest], seed: int | None = None) -> Reading | None:
        best: Reading | None = None
        for manifest in kept_runs:
            if seed not in (None, manifest.seed):
                continue
            if best is not None and (best.version == str(MODEL_VERSION)) and manifest.model_version != best.version:
                continue
            newer = best is not None and best.version != str(MODEL_VERSION) == manifest.model_version
            if best is None or newer or len(manifest.replications) > best.n:
                n = len(manifest.replications)
                kept = self._keep(manifest.run, n, scenario)
                best = kept or self._remember(
                    Reading(
                        manifest.run,
                        scenario,
                        self.store.open(manifest.run),
                        n,
                        n,
                        manifest.seed,
                        manifest.model_version,
                    )
                )
        live = self._live(scenario, best.n if best else 0, seed)
        return live or best

    def _live(self, scenario: Scenario, at_least: int, seed: int | None) -> Reading | None:
        for entry in self.queue.entries():
            if entry.state not in ("running", "cancelled", "waiting", "failed"):
                continue
            question = self.question(entry)
            if question is None or seed not in (None, question.seed) or question.stop.most <= at_least:
                continue
            for side, one in enumerate(question.sides):
                if one.content_hash != scenario.content_hash:
                    continue
                n = runs.Tally(question, self.store).number
                if n > at_least:
                    run = question.manifest(side, n).run
                    kept = self._keep(run, n, scenario)
                    return kept or self._remember(
                        Reading(
                            run,
                            scenario,
                            runs.view(question, side, n, self.store),
                            n,
                            question.stop.most,
                            question.seed,
                            str(MODEL_VERSION),
                            live=entry.live,
                        )
                    )
        return None

    def _keep(self, run: str, n: int, scenario: Scenario) -> Reading | None:
        """What is kept of a run, under the name that is asked for: scenarios of the same content share their runs."""
        kept = self._kept.get((run, n))
        return kept if kept is None or kept.scenario is scenario else replace(kept, scenario=scenario)

    def _remember(self, reading: Reading) -> Reading:
        if len(self._kept) > 24:
            self._kept.clear()
        if not reading.live:
            self._kept[(reading.run, reading.n)] = reading
        return reading

    def pair(self, scenario: Scenario, base: Scenario) -> tuple[Reading, Reading] | None:
        """Two readings that met the same people (same first seed and model), or None."""
        before = self.reading(base)
        after = self.reading(scenario, before.seed) if before else None
        return (after, before) if before and after and after.meets(before) else None

    def differences(self, after: Reading, before: Reading) -> Mapping[tuple[str, ...], compare.Gap]:
        """Scenario minus base by (measure, statistic, key, value), paired by replication."""
        return compare.gaps(after.measures, before.measures, (*compare.GROUPS, "way"))

    def beside(self, base: Scenario, owner: str) -> list[tuple[str, Scenario, Reading]]:
        """Scenarios with this base that have runs: (name, scenario, reading)."""
        found = []
        names = [*scenarios.scenario_ids(), *(draft.draft for draft in self.drafts.list(owner))]
        runs_of = self._runs_of()
        seen: set[str] = set()
        for name in names:
            try:
                one = self.scenario(name)
            except scenarios.ScenarioError:
                continue
            if one.base == base.id and one.content_hash in runs_of and one.content_hash not in seen:
                reading = self._sound(one, runs_of[one.content_hash])
                seen.add(one.content_hash)
                if reading is not None and one.content_hash != base.content_hash:
                    found.append((name, one, reading))
        for content, kept_runs in runs_of.items():
            manifest = next((one for one in kept_runs if one.scenario_id == base.id), None)
            if content in seen or manifest is None:
                continue
            one = scenario_of(manifest.scenario)
            if one.changes and one.content_hash != base.content_hash and self._of_this_base(one, base):
                reading = self._sound(one, kept_runs)
                if reading is not None:
                    found.append((manifest.run, one, reading))
        return found

    def _sound(self, scenario: Scenario, kept_runs: list[Manifest]) -> Reading | None:
        """The reading of a scenario beside the one that is asked for: a damaged run is left out here, not shown."""
        try:
            return self._best(scenario, kept_runs)
        except StoreError:
            return None

    def _of_this_base(self, one: Scenario, base: Scenario) -> bool:
        """Whether the base as it is now, with the changes, is that scenario: files change under old runs."""
        own = {path: value for path, value in one.changes.items() if base.changes.get(path) != value}
        try:
            return whatif.changed(base, own).content_hash == one.content_hash
        except scenarios.ScenarioError:
            return False

    def question(self, entry: Entry) -> Question | None:
        """What an entry of the queue asks; read once."""
        key = (entry.ticket, entry.created)
        if key not in self._questions:
            found = self.queue.question(entry.ticket)
            if found is None:
                return None
            self._questions[key] = found
        return self._questions[key]

    def going(self, scenario: Scenario) -> Entry | None:
        """The entry on its way that computes this scenario, on either side."""
        for entry in self.queue.entries():
            question = self.question(entry) if entry.live else None
            if question and scenario.content_hash in [one.content_hash for one in question.sides]:
                return entry
        return None

    def asked(self, scenario: Scenario, against: Scenario) -> Entry | None:
        """The newest entry of the queue that asks for this pair, whoever asked."""
        for entry in self.queue.entries():
            question = self.question(entry)
            if question is None or question.against is None:
                continue
            if [one.content_hash for one in question.sides] == [scenario.content_hash, against.content_hash]:
                return entry
        return None

    def entry(self, owner: str) -> Entry | None:
        """What this browser asked last and is still going on."""
        return next((entry for entry in self.queue.entries(owner) if entry.live), None)

    def ask(self, scenario: Scenario, against: Scenario | None, replications: int, owner: str) -> Entry:
        return self.queue.ask(Question(scenario, against, 1, Replications(replications)), owner)


@lru_cache(maxsize=256)
def scenario_of(text: str) -> Scenario:
    """The scenario of a manifest; checked once."""
    return Scenario.from_json(text)


@lru_cache(maxsize=64)
def shipped_scenario(name: str) -> Scenario:
    """A scenario of the project by its id: links name no files."""
    if name not in scenarios.scenario_ids():
        raise scenarios.ScenarioError(
            name[:80], "", f"there is no such scenario; known: {', '.join(scenarios.scenario_ids())}"
        )
    return scenarios.load(name)
