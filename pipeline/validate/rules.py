"""Rules about several rows at once, which neither a model of a frame nor an expectation of columns can state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline import columns, tables
from pipeline.validate.guards import about

# Two figures that agree in all of these speak of the same amount.
_SAME = (
    "document_id", "subject", "organisation", "metric", "measure", "role", "direction", "comparison", "reference",
    "time_period", "unit", "status", "ref_area",
)  # fmt: skip
_MOST_STATEMENTS = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of ours: ``find`` yields rows of its table, each with what was found there."""

    name: str
    table: str
    column: str | None
    severity: str
    meaning: str
    find: Callable[[pl.DataFrame], Iterator[tuple[dict[str, Any], str]]]


def run(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The issues of all rules."""
    findings = []
    for rule in RULES:
        table = columns.table(rule.table)
        for row, found in rule.find(frames[rule.table]):
            finding = {"severity": rule.severity, "rule": rule.name, "table": rule.table, "column": rule.column}
            findings.append(finding | about(table, row) | {"found": found, "expected": rule.meaning})
    return tables.issues_frame(findings)


def _overlapping(metrics: pl.DataFrame) -> Iterator[tuple[dict[str, Any], str]]:
    """The later of two figures that share characters of the raw text; of two that begin together, the shorter."""
    before: dict[str, Any] | None = None
    order = metrics.sort("document_id", "start", "end", descending=[False, False, True])
    for row in order.iter_rows(named=True):
        if before and before["document_id"] == row["document_id"] and row["start"] < before["end"]:
            yield (
                row,
                f"{row['text']!r} shares characters with {before['text']!r} at [{before['start']}, {before['end']}]",
            )
        else:
            before = row


def _contradicting(metrics: pl.DataFrame) -> Iterator[tuple[dict[str, Any], str]]:
    """Figures that say the same of the same at the same time, with different exact values.

    Where many do, they are cells of a table whose heads were not understood, and contradict nothing.
    """
    comparable = metrics.filter(
        (pl.col("bound") == "exact")
        & pl.all_horizontal(pl.col("subject", "metric", "unit", "time_period").is_not_null())
    )
    groups = comparable.filter(pl.col("value").n_unique().over(_SAME) > 1, pl.len().over(_SAME) <= _MOST_STATEMENTS)
    for _, group in groups.sort("document_id", "start").group_by(_SAME, maintain_order=True):
        rows = list(group.iter_rows(named=True))
        for row in rows:
            others = [f"{other['text']!r} at {other['start']}" for other in rows if other["value"] != row["value"]]
            yield row, f"{row['text']!r} for {row['subject']}, {row['metric']}; elsewhere {', '.join(others)}"


RULES = (
    Rule(
        "metrics.spans-apart", "metrics", "start", "error",
        "No two figures share a character of the raw text.", _overlapping,
    ),
    Rule(
        "metrics.figures-agree", "metrics", "value", "warning",
        "Two figures for the same property of the same subject in the same period do not contradict each other.", _contradicting,
    ),
)  # fmt: skip
