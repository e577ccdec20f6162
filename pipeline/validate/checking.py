"""All checks in their order: what each table declares, what rows say of each other, what a published table must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline import columns, shapes, tables
from pipeline.errors import InputError
from pipeline.validate import guards, rules, suites
from pipeline.validate.outcome import Outcome

_SCOPE = ("sources", "sections", "metrics", "units")


@dataclass(frozen=True, slots=True)
class Validated:
    """What may be published, and what was found. With an error among the issues, nothing may be.

    ``frames`` are the published tables, issues among them; ``rejected`` the observations that a stated rule kept out;
    ``outcomes`` says of each rule whether it held; ``rendered`` is what the pages of Great Expectations are made of.
    """

    frames: dict[str, pl.DataFrame]
    rejected: pl.DataFrame
    outcomes: tuple[Outcome, ...]
    rendered: Mapping[str, tuple[Any, Any]]

    @property
    def issues(self) -> pl.DataFrame:
        return self.frames["issues"]


def validate(
    frames: Mapping[str, pl.DataFrame],
    *,
    raws: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    params: Mapping[str, Any],
) -> Validated:
    """Check ``sources``, ``sections``, ``metrics`` and ``units``, corrected and about to be published, and what is derived of them.

    ``raws`` maps each document to its raw text; ``counts`` to the number of ``observations`` that were found in it, and of those
    that corrections ``added`` and ``dropped``. ``params``: ``years_back`` and ``years_ahead`` of a report's own year; ``reject``, the
    rules whose rows are kept out of the metrics, with a warning, instead of stopping the run. Raises InputError where ``reject``
    names a rule that there is not.
    """
    _check_rejecting(params)
    found = {name: frames[name] for name in _SCOPE}
    issues = pl.concat([guards.guard(name, found[name])[1] for name in _SCOPE])
    outcomes = tuple(outcome for name in _SCOPE for outcome in guards.outcomes(name, issues))
    if _has_errors(issues):
        # Whatever comes next relies on the columns.
        bare = {name: tables.empty(name) for name in columns.published()}
        return Validated(bare | found | {"issues": issues}, tables.empty("metrics"), outcomes, {})
    issues = rules.run(found)
    outcomes += tuple(_outcome(rule, issues) for rule in rules.RULES)
    kept, issues = _reject(found, issues, params)

    def expect() -> suites.Results:
        counted = {name: {**count, "rejected": _missing(found, kept, name)} for name, count in counts.items()}
        return suites.run(_published(kept, issues), raws=raws, counts=counted, params=params)

    results = expect()
    fewer, findings = _reject(kept, results.issues, params)
    if len(fewer["metrics"]) < len(kept["metrics"]):
        # What is published is what must hold: ask again without the rows that a rule keeps out.
        kept, issues = fewer, pl.concat([issues, findings.filter(_is_rejecting(params))])
        results = expect()
    derived = {name: guards.guard(name, frame)[1] for name, frame in shapes.derive(kept["metrics"]).items()}
    outcomes += tuple(outcome for name, failed in derived.items() for outcome in guards.outcomes(name, failed))
    issues = tables.by_key("issues", pl.concat([issues, *derived.values(), results.issues]))
    rejected = found["metrics"].join(kept["metrics"], on="observation_id", how="anti", maintain_order="left")
    return Validated(_published(kept, issues), rejected, outcomes + results.outcomes, results.rendered)


def _published(kept: Mapping[str, pl.DataFrame], issues: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All published tables in their order."""
    frames = {**kept, **shapes.derive(kept["metrics"]), "issues": issues}
    return {name: frames[name] for name in columns.published()}


def _check_rejecting(params: Mapping[str, Any]) -> None:
    known = {rule.name for rule in rules.RULES if rule.table == "metrics"}
    known |= {entry["meta"]["rule"] for entry in suites.read("metrics")["expectations"]}
    for name in params.get("reject", []):
        if name not in known:
            raise InputError(
                f"params.yaml: validate.reject: no rule {name!r} on metrics; processed/validation/index.html lists them"
            )


def _is_rejecting(params: Mapping[str, Any]) -> pl.Expr:
    return pl.col("rule").is_in(list(params.get("reject", []))) & (pl.col("table") == "metrics")


def _reject(
    frames: Mapping[str, pl.DataFrame], issues: pl.DataFrame, params: Mapping[str, Any]
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Frames without the observations that break a rejecting rule, and the issues, those of such rules as warnings."""
    rejecting = _is_rejecting(params)
    keys = issues.filter(rejecting)["key"].implode()
    metrics = frames["metrics"].filter(~pl.col("observation_id").is_in(keys))
    kept = {**frames, "metrics": metrics, "sources": tables.with_figures(frames["sources"], metrics)}
    severity = pl.when(rejecting).then(pl.lit("warning")).otherwise("severity")
    return kept, issues.with_columns(severity=severity)


def _missing(found: Mapping[str, pl.DataFrame], kept: Mapping[str, pl.DataFrame], document_id: str) -> int:
    """How many observations of a document are no longer there."""
    mine = pl.col("document_id") == document_id
    return len(found["metrics"].filter(mine)) - len(kept["metrics"].filter(mine))


def check(
    frames: Mapping[str, pl.DataFrame],
    *,
    raws: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    params: Mapping[str, Any],
) -> pl.DataFrame:
    """The issues that :func:`validate` finds."""
    return validate(frames, raws=raws, counts=counts, params=params).issues


def _has_errors(issues: pl.DataFrame) -> bool:
    return "error" in issues["severity"]


def _outcome(rule: rules.Rule, issues: pl.DataFrame) -> Outcome:
    failed = len(issues.filter(pl.col("rule") == rule.name))
    return Outcome("pipeline", rule.table, rule.column, rule.name, rule.meaning, rule.severity, failed == 0, failed)
