from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline import columns
from pipeline.errors import InputError
from pipeline.validate import Validated, check, stop_on_errors, validate


def spoilt(checked: dict[str, Any], **row: Any) -> dict[str, Any]:
    """The same tables with other values in the first figure."""
    frame = checked["frames"]["metrics"]
    first = pl.int_range(pl.len()) == 0
    changed = frame.with_columns(
        pl.when(first).then(pl.lit(value, frame.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, value in row.items()
    )
    return {**checked, "frames": {**checked["frames"], "metrics": changed}}


def test_good_tables_are_published_as_they_are_with_what_was_found(
    checked: dict[str, Any], validated: Validated
) -> None:
    assert tuple(validated.frames) == columns.published()
    assert validated.frames["metrics"].equals(checked["frames"]["metrics"])
    assert validated.rejected.is_empty()
    assert "error" not in validated.issues["severity"]
    assert validated.issues["issue_id"].is_sorted()
    columns.pandera_model("issues").validate(validated.issues)
    stop_on_errors(validated.issues)


def test_an_error_names_rule_rows_and_raw_text_in_one_line(checked: dict[str, Any], only: Any) -> None:
    only("metrics.range-ordered")
    found = check(**spoilt(checked, value_low=9e99, value_high=1.0))
    with pytest.raises(InputError) as caught:
        stop_on_errors(found)
    message = str(caught.value)
    assert "so nothing is published: " in message
    assert "metrics.range-ordered (The lower end of a figure is not above its upper end.) is broken by" in message
    assert "fintech-convergence-2025 [219, 224] '30万亿元' (found value_high 1.0, value_low 9e+99)" in message
    assert message.endswith("Declare a correction in schemas/corrections/, or mend what reads the text")
    assert "\n" not in message


def test_a_frame_that_is_not_what_its_table_declares_stops_before_anything_else(checked: dict[str, Any]) -> None:
    found = validate(**spoilt(checked, bound="roughly"))
    assert found.issues["rule"].to_list() == ["metrics.closed-values"]
    assert {each.engine for each in found.outcomes} == {"pandera"}
    with pytest.raises(InputError, match=r"metrics\.closed-values .*'30万亿元' \(found roughly\)"):
        stop_on_errors(found.issues)


def test_a_rejected_figure_is_kept_out_with_a_warning_and_counted(checked: dict[str, Any], only: Any) -> None:
    only("metrics.text-states-a-number")
    overlapping = spoilt(checked, end=checked["frames"]["metrics"]["end"][1])
    assert "metrics.spans-apart" in set(check(**overlapping).filter(pl.col("severity") == "error")["rule"])
    found = validate(**{**overlapping, "params": {**checked["params"], "reject": ["metrics.spans-apart"]}})
    assert len(found.rejected) == 1
    assert len(found.frames["metrics"]) == len(checked["frames"]["metrics"]) - 1
    assert found.frames["sources"]["figures"].to_list() == [len(found.frames["metrics"])]
    assert found.issues.filter(pl.col("rule") == "metrics.spans-apart")["severity"].to_list() == ["warning"]
    assert next(each.passed for each in found.outcomes if each.rule == "sources.no-figure-lost")


def test_a_rule_of_a_suite_can_reject_too(checked: dict[str, Any], only: Any) -> None:
    only("metrics.share-within-whole")
    wrong = spoilt(checked, measure="share", reference="网民", unit="%", value=890.0, value_low=890.0, value_high=None)
    assert "metrics.share-within-whole" in set(check(**wrong).filter(pl.col("severity") == "error")["rule"])
    found = validate(**{**wrong, "params": {**checked["params"], "reject": ["metrics.share-within-whole"]}})
    assert found.rejected["value"].to_list() == [890.0]
    assert len(found.frames["metrics"]) == len(checked["frames"]["metrics"]) - 1
    assert "error" not in found.issues["severity"]
    assert found.issues.filter(pl.col("rule") == "metrics.share-within-whole")["severity"].to_list() == ["warning"]


def test_a_rule_to_reject_by_that_there_is_not_is_named(checked: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"params\.yaml: validate\.reject: no rule 'metrics\.spans' on metrics"):
        validate(**{**checked, "params": {**checked["params"], "reject": ["metrics.spans"]}})


def test_a_figure_that_went_missing_between_stages_is_an_error(checked: dict[str, Any], only: Any) -> None:
    only()
    one_more = {name: {"observations": count["observations"] + 1} for name, count in checked["counts"].items()}
    errors = check(**{**checked, "counts": one_more}).filter(pl.col("severity") == "error")
    assert errors["rule"].to_list() == ["sources.no-figure-lost"]


def test_tables_without_a_single_figure_are_fine_but_looked_at(checked: dict[str, Any]) -> None:
    none = {**checked["frames"], "metrics": checked["frames"]["metrics"].clear()}
    nothing_found = {name: {"observations": 0} for name in checked["counts"]}
    issues = check(**{**checked, "frames": none, "counts": nothing_found})
    assert "error" not in issues["severity"]
    assert "sources.figures-found-at-all" in issues["rule"]
