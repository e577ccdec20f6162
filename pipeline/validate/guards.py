"""Is a frame what its table declares? Types, nulls, closed values, keys and half-open spans, by the pandera model."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipeline import columns, tables
from pipeline.validate.outcome import Outcome

# The rules that the model of a table states, and what each asks for.
_ASKS = {
    "columns": "The columns of schemas/tables.yml, in their order.",
    "type": "The type that schemas/columns.yml declares.",
    "never-null": "A value in each row.",
    "closed-values": "One of the declared codes.",
    "key-unique": "A primary key that no other row has.",
    "span-half-open": "0 <= start < end and a text, or none of the three.",
}
# What pandera calls its checks; a wrong type it calls after the type.
_RULES = {
    "column_in_dataframe": "columns", "column_in_schema": "columns", "column_ordered": "columns",
    "multiple_fields_uniqueness": "key-unique", "field_uniqueness": "key-unique", "not_nullable": "never-null",
    "span-half-open": "span-half-open",
}  # fmt: skip


def guard(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split a frame into the rows that are what the table declares, and the issues of those that are not.

    All issues are errors. Where a column is missing, too many, or of another type, there are no good rows.
    """
    import pandera.errors

    try:
        return columns.pandera_model(name).validate(frame, lazy=True), tables.issues_frame([])
    except pandera.errors.SchemaErrors as error:
        failures = error.failure_cases
    findings = [_finding(name, frame, each) for each in failures.iter_rows(named=True)]
    bad = {each["index"] for each in failures.iter_rows(named=True)}
    good = frame.clear() if None in bad else frame.filter(~pl.int_range(pl.len()).is_in(sorted(bad)))
    return good, tables.issues_frame(findings)


def _finding(name: str, frame: pl.DataFrame, failure: dict[str, Any]) -> dict[str, Any]:
    table = columns.table(name)
    check = str(failure["check"])
    rule = _RULES.get(check) or ("closed-values" if check.startswith(("isin", "closed-values")) else "type")
    column = failure["column"] if failure["schema_context"] == "Column" else None
    expected = check if rule == "type" else _ASKS[rule]
    if rule == "closed-values":
        expected = "one of " + ", ".join(*(each.values for each in table.columns if each.name == column))
    finding = {"severity": "error", "rule": f"{name}.{rule}", "table": name, "column": column, "expected": expected}
    if failure["index"] is None:
        return finding | {"found": failure["failure_case"]}
    row = frame.row(failure["index"], named=True)
    found = row.get(column) if column else key_of(table, row)
    return finding | about(table, row) | {"found": None if found is None else str(found)}


def outcomes(name: str, issues: pl.DataFrame) -> list[Outcome]:
    """What became of each rule of a table's model, by the issues that :func:`guard` found."""
    table = columns.table(name)
    stated = [rule for rule in _ASKS if rule != "span-half-open" or table.has_span]
    failed = {rule: len(issues.filter(pl.col("rule") == f"{name}.{rule}")) for rule in stated}
    return [
        Outcome("pandera", name, None, f"{name}.{rule}", _ASKS[rule], "error", failed[rule] == 0, failed[rule])
        for rule in stated
    ]


def key_of(table: columns.Table, row: dict[str, Any]) -> str:
    """The primary key of a row as one text: its columns joined by a slash."""
    return "/".join(str(row.get(column)) for column in table.primary_key)


def about(table: columns.Table, row: dict[str, Any]) -> dict[str, Any]:
    """What an issue says of the row it is about: key, document and span."""
    place = {column: row.get(column) for column in ("document_id", *columns.SPAN) if column in table.names}
    return {"key": key_of(table, row), **place}
