"""Findings that stop the run, as one line for a person."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipeline.errors import InputError

_RULES_SHOWN = 5
_ROWS_SHOWN = 3


def stop_on_errors(issues: pl.DataFrame) -> None:
    """Raise InputError where an issue is an error: the rules that were broken, the rows and their raw text, what to do."""
    errors = issues.filter(pl.col("severity") == "error").sort("rule", "document_id", "start", "key", "issue_id")
    if errors.is_empty():
        return
    broken = [_rule(group) for _, group in errors.group_by("rule", maintain_order=True)]
    more = f"; and {len(broken) - _RULES_SHOWN} more rules" if len(broken) > _RULES_SHOWN else ""
    raise InputError(
        f"validation found {len(errors)} error{'s' if len(errors) > 1 else ''}, so nothing is published: {'; '.join(broken[:_RULES_SHOWN])}{more}. "
        "Declare a correction in schemas/corrections/, or mend what reads the text"
    )


def _rule(group: pl.DataFrame) -> str:
    rows = list(group.iter_rows(named=True))
    shown = ", ".join(_row(row) for row in rows[:_ROWS_SHOWN])
    more = f" and {len(rows) - _ROWS_SHOWN} more rows" if len(rows) > _ROWS_SHOWN else ""
    expected = " ".join((rows[0]["expected"] or "").split())
    return f"{rows[0]['rule']} ({expected}) is broken by {shown}{more}"


def _row(row: dict[str, Any]) -> str:
    """Where a finding is and what stands there.

    >>> _row({"document_id": "a", "start": 2, "end": 4, "text": "3亿", "key": "0f", "found": None, "table": "metrics"})
    "a [2, 4] '3亿'"
    """
    if row["start"] is not None:
        place = f"{row['document_id']} [{row['start']}, {row['end']}] {row['text']!r}"
    else:
        place = " ".join(part for part in (row["table"], row["key"]) if part)
    return place + (f" (found {' '.join(row['found'].split())})" if row["found"] else "")
