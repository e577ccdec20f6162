"""Data Docs: what Great Expectations writes about suites and results, as pages that need no network and never change by themselves.

As they come, its pages link styles, scripts and pictures from five hosts, and carry times and random ids. Here they keep their
words and tables, lose the rest, and take their looks from one small stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from pipeline.validate import offline, suites
from pipeline.validate.checking import Validated
from pipeline.validate.outcome import Outcome

_ENGINES = {
    "pandera": "What each table declares, checked by pandera wherever a stage hands the table on.",
    "pipeline": "What several rows say together.",
    "great_expectations": "What the published tables must hold, checked by Great Expectations; the suites lie in schemas/expectations/.",
}
_STYLE = """:root{color-scheme:light dark;--ink:#1d2430;--paper:#fff;--soft:#f2f4f7;--line:#d5dae2;--good:#0b6b3a;--bad:#a8201a;--warn:#8a5300}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--paper:#14181f;--soft:#1f252f;--line:#3a4351;--good:#5fd39b;--bad:#ff8f87;--warn:#f0b35b}}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:1rem 1.25rem 4rem;color:var(--ink);background:var(--paper);
font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:break-word}
a{color:inherit}h1{font-size:1.6rem;margin:.6rem 0}h2{font-size:1.2rem;margin:2.2rem 0 .5rem}h4,h5,h6{font-size:1.05rem;margin:1.4rem 0 .4rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;margin:.4rem 0}
th,td{border-bottom:1px solid var(--line);padding:.35rem .9rem .35rem 0;text-align:left;vertical-align:top}th{font-weight:600}
td:nth-child(4),th{white-space:nowrap}td.number{text-align:right;font-variant-numeric:tabular-nums}
code{background:var(--soft);border-radius:4px;padding:0 .25em;font:.92em ui-monospace,monospace}
.held{color:var(--good)}.failed,.error,td strong{color:var(--bad)}.warning{color:var(--warn)}td strong{font-weight:normal}
ul{padding-left:1.2rem}hr{border:0;border-top:1px solid var(--line)}.big{font-size:1.15rem}td table{font-size:.9rem}
"""


def build(validated: Validated) -> dict[str, str]:
    """Relative path → page: ``index.html`` with every rule of every engine, and for each suite its own page and its results."""
    from great_expectations.render.renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

    view = DefaultJinjaPageView()
    pages = {"index.html": _index(validated)}
    with suites.quiet():
        for name, (suite, result) in validated.rendered.items():
            suite_page = view.render(ExpectationSuitePageRenderer().render(suite))
            result_page = view.render(ValidationResultsPageRenderer().render(result))
            pages[f"expectations/{name}.html"] = _offline(suite_page, f"Expectations of {name}", unfold=True)
            pages[f"validations/{name}.html"] = _offline(result_page, f"Results for {name}", unfold=False)
    return pages


def _offline(page: str, title: str, *, unfold: bool) -> str:
    """A page of ours with the words of one of Great Expectations'."""
    home = '<p><a href="../index.html">All checks</a></p>'
    return _page(title, f"{home}\n<h1>{escape(title)}</h1>\n{offline.words(page, unfold=unfold)}\n")


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _index(validated: Validated) -> str:
    outcomes, issues = validated.outcomes, validated.issues
    failed = [each for each in outcomes if not each.passed]
    lines = [
        "<h1>What was checked, and what was found</h1>",
        f'<p class="big">{len(outcomes)} rules, {len(outcomes) - len(failed)} held. '
        + ", ".join(
            f"{_count(issues, severity)} findings of severity {severity}" for severity in ("error", "warning", "info")
        )
        + ".</p>",
        "<p>An error stops the run, and nothing is published. Warnings and infos are for the reviewer; the rows are in issues.parquet.</p>",
    ]
    if failed:
        lines += ["<h2>Rules that did not hold</h2>", _table(failed)]
    tables = sorted({each.table for each in outcomes if each.engine == "great_expectations"})
    if tables:
        lines += ["<h2>Pages of Great Expectations</h2>", "<ul>", *(_links(name, outcomes) for name in tables), "</ul>"]
    for engine, words in _ENGINES.items():
        mine = [each for each in outcomes if each.engine == engine]
        if mine:
            lines += [f"<h2>{escape(words)}</h2>", _table(mine)]
    return _page("Validation", "\n".join(lines) + "\n")


def _count(issues: Any, severity: str) -> int:
    return len(issues.filter(issues["severity"] == severity))


def _links(name: str, outcomes: Iterable[Outcome]) -> str:
    mine = [each for each in outcomes if each.table == name and each.engine == "great_expectations"]
    return (
        f'<li>{name}: <a href="validations/{name}.html">results</a>, <a href="expectations/{name}.html">expectations</a>; '
        f"{sum(each.passed for each in mine)} of {len(mine)} held</li>"
    )


def _table(outcomes: Iterable[Outcome]) -> str:
    rows = "\n".join(_row(each) for each in outcomes)
    head = "<tr><th></th><th>rule</th><th>what must hold</th><th>severity</th><th>rows that failed</th></tr>"
    return f'<div class="scroll"><table>\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody></table></div>'


def _row(each: Outcome) -> str:
    icon = offline.ICONS["fa-check-circle"] if each.passed else offline.ICONS["fa-times"]
    name = f"<code>{escape(each.rule)}</code>"
    if each.engine == "great_expectations":
        name = f'<a href="validations/{each.table}.html">{name}</a>'
    severity = (
        escape(each.severity)
        if each.passed
        else f'<span class="{escape(each.severity)}">{escape(each.severity)}</span>'
    )
    return (
        f"<tr><td>{icon}</td><td>{name}</td><td>{escape(each.meaning)}</td><td>{severity}</td>"
        f'<td class="number">{each.failed}</td></tr>'
    )
