from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import columns, declarations
from pipeline.errors import DeclarationError
from pipeline.validate import Validated, suites

CASES = [json.loads(line) for line in (Path(__file__).parent / "broken.jsonl").read_text(encoding="utf-8").splitlines()]
EXPECTATIONS = {
    entry["meta"]["rule"]: entry for name in columns.published() for entry in suites.read(name)["expectations"]
}


def test_there_is_a_suite_for_each_published_table_with_at_least_forty_expectations_in_all() -> None:
    assert len(EXPECTATIONS) >= 40
    for rule, entry in EXPECTATIONS.items():
        assert entry["meta"]["note"].endswith("."), rule
        assert "expect_" not in entry["meta"]["note"], rule


def test_every_expectation_on_rows_has_a_row_that_breaks_it() -> None:
    of_rows = {rule for rule, entry in EXPECTATIONS.items() if "mostly" not in entry["kwargs"]}
    assert {case["rule"] for case in CASES} == of_rows


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["rule"] for case in CASES])
def test_a_row_that_breaks_a_rule_is_found_by_it(number: int, broken: dict[str, Any]) -> None:
    rule = CASES[number]["rule"]
    assert broken["cases"][number]["key"] in broken["found"].get(rule, ())


def test_every_expectation_ran_and_none_of_severity_error_fails_on_good_tables(validated: Validated) -> None:
    ran = [each for each in validated.outcomes if each.engine == "great_expectations"]
    assert {each.rule for each in ran} == set(EXPECTATIONS)
    assert [each.rule for each in ran if not each.passed and each.severity == "error"] == []


def test_no_rule_is_stated_by_two_engines(validated: Validated) -> None:
    rules = [each.rule for each in validated.outcomes]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"type": "expect_column_values_to_be_nice"},
            "metrics.spoilt did not run; is expect_column_values_to_be_nice an expectation",
        ),
        ({"kwargs": {"column": "no_such_column"}}, "metrics.spoilt could not be computed: "),
        ({"severity": "fatal"}, "metrics.spoilt: unknown severity 'fatal'; known are critical, warning, info"),
        ({"meta": {"rule": "metrics.spoilt"}}, "expectation 1 lacks meta.rule or meta.note; add it"),
    ],
)
def test_an_expectation_that_cannot_run_is_an_error_and_not_a_success(
    change: dict[str, Any],
    message: str,
    checked: dict[str, Any],
    frames: dict[str, pl.DataFrame],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = {
        "type": "expect_column_values_to_be_unique", "kwargs": {"column": "start"}, "severity": "critical",
        "meta": {"rule": "metrics.spoilt", "note": "Spoilt."}, **change,
    }  # fmt: skip
    read = declarations.read
    spoilt = {"name": "metrics", "expectations": [entry]}
    monkeypatch.setattr(
        declarations, "read", lambda name: spoilt if name == "expectations/metrics.json" else read(name)
    )
    with pytest.raises(DeclarationError) as caught:
        suites.run(frames, raws=checked["raws"], counts=checked["counts"], params=checked["params"])
    assert message in str(caught.value)
    assert "schemas/expectations/metrics.json: " in str(caught.value)


def test_an_empty_suite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "read", lambda name: {"name": "units", "expectations": []})
    with pytest.raises(DeclarationError, match="a suite without any would pass whatever comes"):
        suites.read("units")
