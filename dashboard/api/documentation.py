"""The API documented for people: one page of plain HTML without any script, made from the table of routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.api import asks
from dashboard.api.numbers import SERIES
from dashboard.api.openapi import HOME, version
from dashboard.api.problems import TITLES
from dashboard.words import N_, Words

if TYPE_CHECKING:
    from dashboard.api.routes import Route

STYLE = """
body { margin:0; font:14px/21px "Inter Variable",system-ui,sans-serif }
main,header div { max-width:860px; margin:0 auto; padding:0 20px }
header { background:var(--card); border-bottom:1px solid var(--line) }
header div { display:flex; flex-wrap:wrap; gap:4px 18px; align-items:center; min-height:56px }
header b { margin-right:auto }
a { color:var(--acc); text-underline-offset:2px }
main { padding-bottom:48px }
h1 { font-size:28px; line-height:36px; font-weight:620; letter-spacing:-.018em; margin:28px 0 8px }
h2 { font-size:20px; line-height:28px; font-weight:620; margin:36px 0 8px }
h3 { font-size:15px; line-height:22px; font-weight:620; margin:0; overflow-wrap:anywhere }
p { margin:0 0 10px; max-width:72ch }
section { background:var(--card); border:1px solid var(--line); border-radius:12px; padding:16px 20px; margin:12px 0 }
code,pre,h3 { font-family:ui-monospace,"DejaVu Sans Mono",monospace }
code { font-size:13px; overflow-wrap:anywhere }
h3 code { font-weight:620 }
pre { font-size:12.5px; line-height:19px; background:var(--sunk); border:1px solid var(--line); border-radius:8px;
  padding:12px 14px; overflow-x:auto; white-space:pre }
table { border-collapse:collapse; width:100%; margin-top:10px }
th,td { text-align:left; vertical-align:top; padding:6px 12px 6px 0; border-top:1px solid var(--line); font-weight:450 }
thead th { color:var(--ink2); font-size:12.5px; font-weight:600; border-top:0 }
th[scope=row],thead th:first-child { width:10em; white-space:nowrap }
.low,thead th:last-child { width:16em; color:var(--ink2); font-size:12.5px; overflow-wrap:anywhere }
@media (max-width:40em) { td.low,thead th:last-child { display:none } main,header div { padding:0 14px } }
"""
CURL = """curl -s {address}/api/v1/scenarios
curl -s {address}/api/v1/runs?state=done
curl -s -X POST {address}/api/v1/runs -H "Content-Type: application/json" \\
  -d '{{"scenario": "immigration-2025", "set": {{"teams.family.heads": 24}},
       "against": "immigration-2025", "replications": 5}}'
curl -s {address}/api/v1/runs/RUN                      # state, done, of
curl -s "{address}/api/v1/runs/RUN/measures?by=team,week"
curl -s -o paper.pdf "{address}/api/v1/runs/RUN/export?format=pdf&lang=de"
"""
PYTHON = """import json
from urllib.request import urlopen
import polars as pl

home = "{address}/api/v1/runs"
run = json.load(urlopen(f"{{home}}?state=done"))["runs"][0]["run"]
measures = pl.DataFrame(json.load(urlopen(f"{{home}}/{{run}}/measures?by=team"))["measures"])
cases = pl.read_parquet(urlopen(f"{{home}}/{{run}}/export?format=parquet&table=cases").read())
"""
CRON = """# nightly.sh, beside .venv
set -e
run=$(.venv/bin/terminwerk run immigration-vacancy-0 --against immigration-2025 --format id)
.venv/bin/terminwerk export "$run" --format pdf -o paper.pdf --force
.venv/bin/terminwerk export "$run" --format xlsx -o workbook.xlsx --force

# crontab -e
15 4 * * *  cd /srv/terminwerk && sh nightly.sh >/dev/null
"""
TYPED = re.compile(
    r"(?<![\w-])(--?[a-z]+|&gt;/dev/null|&gt;&gt;export.log 2&gt;&amp;1|terminwerk [a-z]+|X-Terminwerk-Owner)(?![\w-])"
)
STARTED = N_(
    "A run is put in the queue and answered with 202 and a Location to follow: state, done, of, message. What the "
    "store answers already comes with 200 at once. One run at a time a client, the others wait in turn; at most "
    "{waiting} of one client may be on their way. The pages allow {most} replications a run, and so does the API."
)
OWNERS = N_(
    "Who starts a run may cancel it. A client names itself with the header X-Terminwerk-Owner: 4 to 64 letters, "
    "digits, - or _, best a long random word, because who knows it can cancel. Without it a browser is known by "
    "its cookie, and all other clients of one address are one client. Kept runs are deleted on the page Runs or "
    "by terminwerk delete, not here."
)
ROUNDS = N_(
    "While a run goes on, measures, differences and series give what is there and say preliminary; report and "
    "export refuse with 409. One replication alone has no interval: low and high are left out. Every answer has "
    "an ETag: sent back with If-None-Match, an unchanged answer is 304 and costs no transfer."
)
LIMITS = N_(
    "Content is JSON of at most {kb} kB with at most {changes} changes. Scenarios are named by id or by the key "
    "of a saved what-if, never by a file. Unknown names, in a link as in the content, are refused."
)
NIGHTLY = N_(
    "An export is idempotent: the same run with the same options is the same file, byte for byte, however often it is"
    " made; dates in it are those of the run. Only a new what-if of the same base in the store enters the table of "
    "alternatives, unless --beside names what stands there. The run is idempotent as well: while neither office file "
    "nor program changes, it is answered from the store. So the line may run twice, or again after a failure. With "
    "--force it writes over the file of yesterday, without it refuses. The new file is written beside the old one and"
    " takes its name at the end: who opens it meanwhile has the old one whole, and a full disk leaves the old one as "
    "it is."
)
CODES = N_(
    "Exit codes: 0 written; 1 the disk or the store is not as it must be; 2 what was asked cannot be had, such as "
    "an unknown run, one still going, or a file that is there; 130 interrupted. What was written is said on "
    "standard output, a failure in one line on standard error: with >/dev/null cron mails failures alone; "
    ">>export.log 2>&1 keeps both."
)


def page(routes: Sequence[Route], words: Words, shade: str, address: str) -> str:
    """The whole page, in the reader's language and colours."""
    _ = words.text
    other, name = ("en", "English") if words.lang == "de" else ("de", "Deutsch")
    start = _(STARTED).format(waiting=asks.MOST_WAITING, most=asks.MOST_REPLICATIONS)
    limits = _(LIMITS).format(kb=asks.MOST_BYTES // 1024, changes=words.number(asks.MOST_CHANGES))
    parts = [
        "<h1>" + escape(_("The numbers for other programs")) + "</h1>",
        _p(_("Scenarios, runs, measures, reports and exports of a public office simulated.")),
        f'<p><a href="{HOME}/openapi.json?lang={words.lang}">OpenAPI 3.1</a> · Terminwerk {escape(version())}</p>',
        _h2(_("To begin with")),
        _pre(CURL.format(address=address)),
        _pre(PYTHON.format(address=address)),
        _h2(_("Start a run and follow it"), "start"),
        *map(_p, (start, _(OWNERS))),
        _h2(_("What comes when")),
        *map(_p, (_(ROUNDS), limits)),
        _h2(_("Every call"), "calls"),
        *(_call(route, words) for route in routes),
        _h2(_("When something is refused"), "problems"),
        _p(_("Refusals are application/problem+json (RFC 9457); errors names each place that is wrong.")),
        _problems(words),
        _h2(_("Exports every night"), "cron"),
        _pre(CRON),
        *map(_p, (_(NIGHTLY), _(CODES))),
    ]
    head = (
        f'<!DOCTYPE html><html lang="{words.lang}" data-mantine-color-scheme="{shade}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>API · Terminwerk</title>'
        f'<link rel="icon" href="/assets/mark.svg" type="image/svg+xml"><link rel="stylesheet" '
        f'href="/assets/1-tokens.css"><style>{STYLE}</style></head><body>'
    )
    pages = escape(_("To the pages"))
    top = (
        f'<header><div><b>Terminwerk</b><a href="/?lang={words.lang}">{pages}</a>'
        f'<a href="?lang={other}" lang="{other}">{name}</a></div></header>'
    )
    return f"{head}{top}<main>{''.join(parts)}</main></body></html>"


def _call(route: Route, words: Words) -> str:
    """One call: method and address, what it does, what it takes."""
    rows = [(name, field, "") for name, field in route.query.model_fields.items() if name != "lang"]
    if route.body is not None:
        rows += [(name, field, "JSON") for name, field in route.body.model_fields.items()]
    lines = "".join(_line(name, field, kind, words) for name, field, kind in rows)
    _ = words.text
    if "{series}" in route.path:
        lines = _row("series", _("Which summary."), " ".join(SERIES)) + lines
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in (_("Name"), _("Meaning"), _("Values")))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>" if rows else ""
    title = f"{route.method} {HOME}{route.path.rstrip('/')}"
    summary = _p(words.text(route.summary))
    return (
        f'<section id="{route.name}" aria-labelledby="{route.name}-title"><h3 id="{route.name}-title">'
        f"{escape(title)}</h3>{summary}{table}</section>"
    )


def _line(name: str, field: Any, kind: str, words: Words) -> str:
    what = words.text(field.description) if field.description else ""
    if field.is_required():
        what += " (" + words.text("needed") + ")"
    return _row(name, what, _values(field, words), kind)


def _row(name: str, what: str, values: str, kind: str = "") -> str:
    return (
        f'<tr><th scope="row"><code>{escape(name)}</code>{" " + kind if kind else ""}</th>'
        f'<td>{escape(what)}</td><td class="low">{escape(values)}</td></tr>'
    )


def _values(field: Any, words: Words) -> str:
    """What a value may be: a list of words, or bounds."""
    known = [str(one) for one in getattr(field.annotation, "__args__", ()) if isinstance(one, str) and one]
    if known:
        return " ".join(known)
    bounds = {kind: getattr(one, kind) for one in field.metadata for kind in ("ge", "lt", "le") if hasattr(one, kind)}
    shown = {kind: words.number(bound, 3 if bound % 1 else 0) for kind, bound in bounds.items()}
    most = shown["le"] if "le" in shown else f"< {shown['lt']}" if "lt" in shown else ""
    return f"{shown['ge']} – {most}" if most and "ge" in shown else most


def _problems(words: Words) -> str:
    said = {status: escape(words.text(title)) for status, title in TITLES.items()}
    rows = "".join(
        f'<tr id="status-{status}"><th scope="row">{status}</th><td>{text}</td></tr>' for status, text in said.items()
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _h2(text: str, name: str = "") -> str:
    return f'<h2 id="{name}">{escape(text)}</h2>' if name else f"<h2>{escape(text)}</h2>"


def _p(text: str) -> str:
    """A paragraph; words that one types stand out."""
    return "<p>" + TYPED.sub(r"<code>\1</code>", escape(text)) + "</p>"


def _pre(text: str) -> str:
    return f'<pre tabindex="0">{escape(text)}</pre>'
