"""How the numbers came about, in five lines, and what is needed to have them again."""

from __future__ import annotations

import json

from dashboard.exports.package import moment
from dashboard.exports.report_assumptions import UNSURE
from dashboard.exports.report_subject import Subject
from dashboard.naming import reproduce
from dashboard.words import Words


def method(subject: Subject) -> tuple[str, ...]:
    """Exactly five lines."""
    words, _, after = subject.words, subject.words.text, subject.after
    n = words.number(subject.n)
    if subject.before is not None and subject.n == 1:
        same = _(
            "One pair of runs: the same people with the same concerns meet both scenarios (common random numbers from "
            "seed {seed} on). What differs comes from the change alone."
        )
        said = _("One pair has no interval, so no difference is called better or worse: another year may turn it.")
    elif subject.before is not None:
        same = _(
            "{n} pairs of runs: in each the same people with the same concerns meet both scenarios (common random "
            "numbers from seed {seed} on). What differs comes from the change alone."
        )
        said = _(
            "“Better” or “worse” is said only where the interval leaves out zero; else it is “unclear”, and “no "
            "difference” means: smaller than anybody in the office would notice."
        )
    elif subject.n == 1:
        same = _("One run: one possible year (seed {seed}).")
        said = _("A goal that one run reaches is not certain: another year may miss it.")
    else:
        same = _("{n} runs, each one possible year with other people and concerns (seeds from {seed} on).")
        said = _(
            "A goal that all runs reach is not certain: its probability is a bound that {n} runs allow, never 100 %."
        )
    figures = after.scenario.figures()
    unsure = sum(one.origin in UNSURE for one in figures)
    return (
        _(
            "Every person, call, appointment and step of work is played through minute by minute by the rules of the "
            "office (discrete-event simulation); waits arise, they are not put in."
        ),
        same.format(n=n, seed=after.seed),
        _("One run alone has no range, so none is given.")
        if subject.n == 1
        else _(
            "Intervals hold the mean in 95 of 100 cases (Student's t over whole runs; people of one run do not count "
            "as independent). Ranges of key figures are the spread of single runs."
        ),
        said.format(n=n),
        _(
            "{all} numbers describe the office; {unsure} of them are assumed or calibrated and carry a range. Cases "
            "still open at the end of the run are not counted as done."
        ).format(all=words.number(len(figures)), unsure=words.number(unsure)),
    )


def data(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Run data: all from the manifests, none from the clock."""
    words, _, after = subject.words, subject.words.text, subject.after
    manifest, version = after.view.manifest, _("Version")
    rows = [
        (_("Run"), after.run),
        (_("Scenario"), subject.chosen.title),
        (_("Held against run"), subject.before.run if subject.before else "–"),
        (_("Base"), subject.before_title or "–"),
        (_("Replications"), " / ".join(dict.fromkeys(words.number(one.n) for one in subject.readings))),
        (_("First seed"), str(after.seed)),
        (_("Stopping rule"), stop_said(words, manifest.stop)),
        (_("Period"), f"{words.day(after.scenario.starts)} – {words.day(after.last_day)}"),
        (_("Computed on"), _said(words, manifest.created)),
        (_("Version of the model"), manifest.model_version),
        (_("Version of the tables"), str(manifest.schema_version)),
        *((f"{version}: {name}", text) for name, text in manifest.versions.items()),
        (_("Hash of the scenario"), manifest.content_hash),
    ]
    if subject.before is not None:
        rows.append((_("Hash of the base"), subject.before.view.manifest.content_hash))
    return (*rows, (_("Command"), reproduce(after, subject.before)))


def _said(words: Words, created: str) -> str:
    """The moment of a manifest in words, in universal time as it stands there."""
    when = moment(created)
    return f"{words.day(when.date())}, {when:%H:%M} UTC"


def stop_said(words: Words, stop: str) -> str:
    """The stopping rule of a manifest in words."""
    rule = json.loads(stop)
    if "replications" in rule:
        return words.plural("{n} replication", "{n} replications", rule["replications"])
    return words.text("until the interval is within {share} of the mean").format(
        share=words.percent(rule["precision"], 1)
    )
