"""Which report a link asks for, and the link that asks for it: the same words in pages, downloads and previews."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from dashboard.exports.report import WHOLE, Asked

MOST_BESIDE = 12


def asked_of(run: str, query: Mapping[str, str], lang: str, address: str) -> Asked:
    """What a link asks for. What makes no sense in it is left out; what is unknown is refused by who reads the run."""
    key, colon, value = query.get("group", "").partition(":")
    beside = tuple(one for one in query.get("beside", "").split(",") if one)[:MOST_BESIDE]
    scenario = query.get("scenario", "")
    return Asked(
        run=run,
        against=query.get("against", ""),
        beside=beside,
        group=(key, value) if colon and key and value else WHOLE,
        lang=lang,
        address=address,
        scenario=scenario if scenario.startswith("W-") else "",
    )


def query_of(asked: Asked) -> str:
    """What a link carries besides the run."""
    values = {
        "against": asked.against,
        "beside": ",".join(asked.beside),
        "group": ":".join(asked.group) if asked.group[0] else "",
        "scenario": asked.scenario,
        "lang": asked.lang,
    }
    return urlencode({name: value for name, value in values.items() if value}, quote_via=quote, safe=",:.~-")


def link_of(asked: Asked) -> str:
    """The address that opens the same report."""
    return f"{asked.address}/reports?run={quote(asked.run)}&{query_of(asked)}"


def command_of(asked: Asked, format: str, file: str) -> str:
    """The command that writes the same file."""
    parts = [f"terminwerk export {asked.run} --format {format} -o {file}", f"--lang {asked.lang}"]
    if asked.against:
        parts.append(f"--against {asked.against}")
    if asked.beside:
        parts.append(f"--beside {','.join(asked.beside)}")
    if asked.group[0]:
        parts.append(f"--group {'='.join(asked.group)}")
    return " ".join(parts)
