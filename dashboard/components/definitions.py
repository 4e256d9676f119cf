"""What a measure counts, its formula, its unit and who is left out: one click away wherever it is shown."""

from __future__ import annotations

from dashboard.words import Words
from simulation.results.measures import BY_NAME


def definition(words: Words, measure: str) -> str:
    """Empty when the measure is not in the dictionary."""
    found = BY_NAME.get(measure)
    if found is None:
        return ""
    own = found.de if words.lang == "de" else found.en
    _ = words.text
    parts = [f"**{own.name}.** {own.definition}"]
    if own.excluded:
        parts.append("**" + _("Not counted") + f":** {own.excluded}")
    parts.append("**" + _("Formula") + f":** {_(found.formula)}.")
    return " ".join(parts)
