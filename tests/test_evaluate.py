from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import evaluate, tables
from pipeline.errors import InputError


def row(start: int, end: int, **changes: Any) -> dict[str, Any]:
    """A figure that says 5 per cent of something, exactly."""
    return {
        "start": start, "end": end, "value": 5.0, "value_low": 5.0, "value_high": 5.0, "unit_text": "%", "bound": "exact",
        "measure": "level", "role": None, "direction": None, "year": 2024, "subject": "微粒贷", "metric": "坏账率", **changes,
    }  # fmt: skip


def test_spans_that_overlap_are_the_same_figure_and_each_is_matched_once() -> None:
    gold = [row(0, 4), row(10, 14)]
    found = [row(1, 4), row(0, 4), row(12, 20), row(30, 34)]
    assert evaluate.match(gold, found) == [(0, 1), (1, 2)]
    assert evaluate.match(gold, []) == []


def test_rates_count_what_was_matched_what_is_right_and_what_is_right_in_full() -> None:
    gold = [row(0, 2), row(10, 12), row(20, 22), row(30, 32)]
    found = [row(0, 2), row(10, 12, metric="通过率"), row(20, 22, value=6.0), row(40, 42)]
    rates = evaluate.tally(gold, found).rates()
    # Three of four overlap; two of these have the right amount; one has the right metric besides.
    assert rates["detection"] == {"precision": 0.75, "recall": 0.75, "f1": 0.75}
    assert rates["row"]["f1"] == 0.5
    assert rates["full"]["f1"] == 0.25
    assert rates["fields"]["value"] == rates["fields"]["metric"] == 0.6667
    assert "page" not in rates["fields"]


def test_an_optional_figure_counts_neither_way() -> None:
    gold = [row(0, 2), row(10, 12, optional=True)]
    for found in ([row(0, 2)], [row(0, 2), row(10, 12, value=7.0)]):
        assert evaluate.tally(gold, found).rates()["full"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_nothing_found_is_no_division_by_zero() -> None:
    assert evaluate.tally([row(0, 2)], []).rates()["row"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert evaluate.tally([], []).rates()["detection"]["f1"] == 0.0


@pytest.mark.parametrize(
    ("field", "gold", "found", "agrees"),
    [
        ("value", 0.3, 0.1 + 0.2, True),
        ("value", 5, 5.001, False),
        ("value", 5, None, False),
        ("value", None, None, True),
        ("unit_text", "%", "％", True),
        ("unit_text", "", None, True),
        ("section", "2.1", "2.1.", True),
        ("year", 2024, None, False),
        ("subject", "微粒贷", "“微粒贷”", True),
        ("subject", "AI风控", "微粒贷的AI风控", True),
        ("subject", "贷", "微粒贷", False),
        ("subject", None, "anything", True),
        ("metric", "坏账率", None, False),
        ("organisation", "微众银行", "微众", True),
        ("organisation", None, "微众银行", False),
        ("organisation", None, "", True),
        ("reference", "2020年", None, False),
        ("role", "to", "from", False),
    ],
)
def test_a_column_agrees(field: str, gold: Any, found: Any, agrees: bool) -> None:
    assert evaluate.agrees(field, row(0, 1, **{field: gold}), row(0, 1, **{field: found})) is agrees


def test_a_column_is_asked_only_of_gold_rows_that_have_it() -> None:
    rates = evaluate.tally([row(0, 2, page=1), row(10, 12)], [row(0, 2, page=1), row(10, 12, page=9)]).rates()
    assert rates["fields"]["page"] == 1.0


def test_what_gold_accepts_besides_counts_as_right() -> None:
    gold = row(
        0, 1, subject_accept=["AI风控系统"], either={"measure": ["share"], "organisation": ["微众银行"], "year": [None]}
    )
    assert evaluate.agrees("subject", gold, row(0, 1, subject="AI风控系统"))
    assert evaluate.agrees("measure", gold, row(0, 1, measure="share"))
    assert evaluate.agrees("organisation", gold, row(0, 1, organisation="微众银行"))
    assert evaluate.agrees("year", gold, row(0, 1, year=None))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=8))
def test_whatever_is_compared_with_itself_is_right(places: list[tuple[int, int]]) -> None:
    rows = [row(start, start + length) for start, length in sorted(set(places))]
    rates = evaluate.tally(rows, rows).rates()
    assert rates["full"]["f1"] == (1.0 if rows else 0.0)


def test_gold_files_name_their_document_and_what_they_cover() -> None:
    outline = [{"number": number, "start": at} for number, at in (("1", 5), ("2", 50), ("2.1", 60), ("3", 90))]
    found = evaluate.gold_from(
        {
            "report.outline.jsonl": outline, "report.sections-2-2.jsonl": [row(70, 72)],
            "report.sections-1-1.jsonl": [row(20, 22)], "other.figures.jsonl": [row(1, 2)], "sentences.jsonl": [row(0, 1)],
        }
    )  # fmt: skip
    assert sorted(found) == ["other", "report"]
    assert found["report"].covered == ((0, 50), (50, 90))
    assert [each["start"] for each in found["report"].figures] == [20, 70]
    assert found["other"].covered == ((0, float("inf")),)


def frames(figures: list[dict[str, Any]], headings: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    common = {"document_id": "report"}
    return {
        "metrics": tables.frame("metrics", [common | each for each in figures]),
        "sections": tables.frame("sections", [common | each for each in headings]),
    }


def heading(number: str, start: int, **changes: Any) -> dict[str, Any]:
    return {"section": number, "level": 1, "page": 1, "start": start, "title": f"标题{number}", **changes}


GOLD = evaluate.gold_from(
    {
        "report.outline.jsonl": [
            {"number": number, "level": 1, "page": 1, "start": at, "title": f"标题{number}"}
            for number, at in (("1", 5), ("2", 50))
        ],
        "report.sections-1-1.jsonl": [row(20, 22)],
    }
)


def test_the_rules_alone_and_what_is_published_are_measured_alike() -> None:
    rules = frames(
        [row(20, 22, value=6.0), row(70, 72)], [heading("1", 5, title="标题1又"), heading("2", 51), heading("3", 80)]
    )
    published = frames([row(20, 22)], [heading("1", 5), heading("2", 50)])
    measured = evaluate.evaluate(GOLD, rules, published, {})
    # The figure at 70 lies in a chapter that nobody annotated.
    assert measured["rules"]["found"] == 1
    assert measured["rules"]["row"]["f1"] == 0.0
    assert measured["published"]["full"]["f1"] == 1.0
    outline = {"gold": 2, "number": 2, "level": 2, "page": 2}
    assert measured["rules"]["outline"] == {**outline, "found": 3, "start": 1, "title": 1, "wrong": 1}
    assert measured["published"]["outline"] == {**outline, "found": 2, "start": 2, "title": 2, "wrong": 0}
    assert {"tables": "rules", "field": "value", "agreement": 0.0} in evaluate.plot(measured)


def test_a_measure_below_its_floor_stops_the_run_and_is_named() -> None:
    poor = frames([row(20, 22, value=6.0)], [])
    with pytest.raises(InputError, match=r"published\.row\.f1 is 0\.0, its floor 0\.97; mend the rules"):
        evaluate.evaluate(GOLD, poor, poor, {"floors": {"published.row.f1": 0.97, "rules.detection.f1": 1.0}})


@pytest.mark.parametrize("name", ["published.row", "published.rows.f1", "row"])
def test_a_floor_of_an_unknown_measure_is_refused(name: str) -> None:
    empty = frames([], [])
    with pytest.raises(InputError, match=r"params\.yaml: evaluate\.floors: .*names are like published\.row\.f1"):
        evaluate.evaluate(GOLD, empty, empty, {"floors": {name: 0.5}})
