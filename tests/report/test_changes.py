from typing import Any

import polars as pl

from pipeline.report.changes import since
from pipeline.tables import empty, frame

PLAIN = {
    "document_id": "a", "end": 9, "text": "5%", "unit": "%", "unit_text": "%", "bound": "exact", "measure": "level",
    "status": "actual", "evidence": "", "flags": "",
}  # fmt: skip


def metrics(**rows: dict[str, Any]) -> pl.DataFrame:
    return frame(
        "metrics",
        [{**PLAIN, "observation_id": name, "start": at, **row} for at, (name, row) in enumerate(rows.items())],
    )


def test_a_figure_is_added_removed_or_changed() -> None:
    found = since("0.1.0", metrics(one={}, two={"value": 5.0}, three={}), metrics(one={}, two={"value": 6.0}, four={}))
    assert found["counts"] == {"added": 1, "removed": 1, "changed": 1}
    assert found["added"] == ["four"]
    assert found["removed"] == [{"document_id": "a", "text": "5%", "subject": None, "metric": None}]
    assert found["changed"] == [["two", {"value": [5.0, 6.0]}]]


def test_the_same_tables_differ_in_nothing_however_they_are_sorted() -> None:
    table = metrics(one={}, two={"value": None})
    assert since("1", table, table.reverse())["counts"] == {"added": 0, "removed": 0, "changed": 0}


def test_a_correction_counts_by_what_it_changed_and_another_schema_not_at_all() -> None:
    before = metrics(one={}).drop("status")
    found = since("1", before, metrics(one={"corrected_by": "x", "correction_reason": "so", "subject": "平台"}))
    assert found["changed"] == [["one", {"subject": [None, "平台"]}]]


def test_long_lists_are_cut_and_counts_are_not() -> None:
    found = since("1", empty("metrics"), metrics(**{f"{number:04}": {} for number in range(600)}))
    assert (found["counts"]["added"], len(found["added"])) == (600, 500)
