"""STRESS-DES: the twenty items by which a simulation study is reported, filled from the scenario and the run.

Monks and others, Strengthening the reporting of empirical simulation studies, Journal of Simulation 13 (2019).
"""

from __future__ import annotations

from dashboard import whatif
from dashboard.exports.report import StressItem
from dashboard.exports.report_findings import question
from dashboard.exports.report_method import stop_said
from dashboard.exports.report_subject import Subject
from dashboard.exports.stress_des_items import ITEMS, SECTIONS
from dashboard.naming import reproduce
from dashboard.words import Words
from dashboard.words.measures import MEASURES, ORIGINS
from dashboard.words.number_words import readable

NAMED = 8


def stress_des(subject: Subject) -> tuple[StressItem, ...]:
    """All items, in their order."""
    words, facts = subject.words, _facts(subject)
    return tuple(
        StressItem(
            number,
            words.text(SECTIONS[number[0]]),
            words.text(item),
            words.text(text_of(subject, text)).format(**facts),
        )
        for number, item, text in ITEMS
    )


def text_of(subject: Subject, text: tuple[str, str, str]) -> str:
    """An item says the same of all offices, or one thing of offices with applications and one of those with searches;
    the third is said of a run without a base."""
    applied, searched, alone = text
    if subject.before is None and alone:
        return alone
    return searched if subject.after.searched and searched else applied


def _facts(subject: Subject) -> dict[str, str]:
    words, scenario, after = subject.words, subject.after.scenario, subject.after
    figures = scenario.figures()
    counts = {kind: sum(one.origin == kind for one in figures) for kind in ORIGINS}
    manifest = after.view.manifest
    versions = ", ".join(f"{name} {version}" for name, version in manifest.versions.items())
    teams = [words.name(team.name) for team in scenario.teams.values() if team.simulated]
    return {
        "question": question(subject),
        "office": words.name(scenario.office.name),
        "why": (words.name(scenario.why) or subject.chosen.title).rstrip("."),
        "title": subject.chosen.title,
        "base": subject.before_title,
        "measures": _named(words, [words.text(one.title) for one in _headlines(after.searched)]),
        "services": _named(words, [words.name(one.name) for one in scenario.services.values()]),
        "teams": _named(words, teams),
        "heads": words.number(sum(float(team.heads.value) for team in scenario.teams.values() if team.simulated)),
        "books": _named(words, [words.name(one.name) for one in scenario.books.values()]),
        "changes": _named(words, _changes(subject)) or words.text("no change"),
        "all": words.number(len(figures)),
        "origins": ", ".join(f"{words.number(n)} {words.text(ORIGINS[kind])}" for kind, n in counts.items() if n),
        "first": words.day(scenario.starts),
        "last": words.day(after.last_day),
        "days": words.number(scenario.days),
        "n": words.number(subject.n),
        "seed": str(after.seed),
        "stop": stop_said(words, manifest.stop),
        "versions": versions,
        "model": manifest.model_version,
        "hash": manifest.content_hash[:16],
        "run": after.run,
        "command": reproduce(after, subject.before),
    }


def _changes(subject: Subject) -> list[str]:
    """What the scenario changes, in the office's words."""
    base = subject.chosen.against if subject.before is None else subject.before.scenario
    scenario = subject.after.scenario
    own = {path: value for path, value in scenario.changes.items() if base.changes.get(path) != value}
    said = whatif.describe(subject.words, base, own)
    return [readable(subject.words, scenario, one) if one in own else one for one in said]


def _headlines(searched: bool) -> list:
    names = ("search_success", "demand_lost", "access_time", "slots_kept", "waiting_time")
    names = names if searched else ("decisions_per_year", "decision_time", "lead_time", "access_time", "backlog")
    return [next(said for (measure, _s), said in MEASURES.items() if measure == name) for name in names]


def _named(words: Words, names: list[str]) -> str:
    """A listing that ends after a few: "a, b and 12 others"."""
    names = list(dict.fromkeys(names))
    if len(names) <= NAMED:
        return words.listing(names)
    more = words.plural("{n} other", "{n} others", len(names) - NAMED + 1)
    return words.listing([*names[: NAMED - 1], more])
