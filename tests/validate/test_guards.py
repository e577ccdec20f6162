from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline import tables
from pipeline.validate.guards import guard, outcomes


def heading(**changes: Any) -> dict[str, Any]:
    return {
        "document_id": "a",
        "section": "1",
        "level": 1,
        "title": "规模",
        "start": 0,
        "end": 3,
        "text": "1规模",
        **changes,
    }


def sections(*rows: dict[str, Any]) -> pl.DataFrame:
    return tables.frame("sections", rows)


def test_good_rows_pass_and_bad_ones_become_issues() -> None:
    found = sections(heading(), heading(section="2", title=None), heading(section="3", start=9))
    good, issues = guard("sections", found)
    assert good["section"].to_list() == ["1"]
    assert sorted(issues.select("rule", "key").rows()) == [
        ("sections.never-null", "a/2"),
        ("sections.span-half-open", "a/3"),
    ]
    assert set(issues["severity"]) == {"error"}


def test_an_issue_carries_the_span_and_text_of_its_row() -> None:
    _, issues = guard("sections", sections(heading(title=None)))
    assert issues.select("document_id", "start", "end", "text", "column").row(0) == ("a", 0, 3, "1规模", "title")


def test_two_rows_of_one_key_are_both_bad() -> None:
    good, issues = guard("sections", sections(heading(), heading(start=7, end=10), heading(section="2")))
    assert good["section"].to_list() == ["2"]
    assert set(issues["rule"]) == {"sections.key-unique"}
    assert issues["start"].sort().to_list() == [0, 7]


def test_a_code_that_is_not_declared_is_named_with_those_that_are() -> None:
    _, issues = guard(
        "issues", tables.frame("issues", [{"issue_id": "0", "severity": "fatal", "rule": "a.b", "table": "units"}])
    )
    assert issues.select("rule", "found", "expected").row(0) == (
        "issues.closed-values",
        "fatal",
        "one of error, warning, info",
    )


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda frame: frame.drop("page"), "sections.columns"),
        (lambda frame: frame.with_columns(colour=pl.lit("red")), "sections.columns"),
        (lambda frame: frame.with_columns(pl.col("page").cast(pl.Int64)), "sections.type"),
    ],
)
def test_a_frame_of_other_columns_or_types_has_no_good_rows(spoil: Any, rule: str) -> None:
    good, issues = guard("sections", spoil(sections(heading())))
    assert good.is_empty()
    assert issues["rule"].to_list() == [rule]


def test_no_rows_are_good_rows() -> None:
    good, issues = guard("metrics", tables.empty("metrics"))
    assert good.is_empty()
    assert issues.is_empty()


def test_each_rule_of_a_table_has_an_outcome() -> None:
    _, issues = guard("sections", sections(heading(title=None)))
    held = {each.rule: each.passed for each in outcomes("sections", issues)}
    assert held.pop("sections.never-null") is False
    assert set(held.values()) == {True}
    assert "units.span-half-open" not in {each.rule for each in outcomes("units", issues)}
