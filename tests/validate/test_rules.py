from __future__ import annotations

from typing import Any

import polars as pl

from pipeline import tables
from pipeline.validate import rules


def figure(number: int, start: int, end: int, **changes: Any) -> dict[str, Any]:
    return {
        "observation_id": f"{number:016x}", "document_id": "a", "start": start, "end": end, "text": "三" * (end - start),
        "subject": "微粒贷", "metric": "坏账率", "value": 1.0, "unit": "%", "unit_text": "%", "bound": "exact", "measure": "level",
        "time_period": "2024", "status": "actual", "evidence": "", "flags": "", **changes,
    }  # fmt: skip


def found(*figures: dict[str, Any]) -> pl.DataFrame:
    return rules.run({"metrics": tables.frame("metrics", figures)})


def test_the_later_of_two_figures_that_share_characters_is_found() -> None:
    issues = found(figure(1, 0, 4), figure(2, 3, 6), figure(3, 6, 8), figure(4, 0, 4, document_id="b"))
    assert issues.select("rule", "severity", "key", "start").rows() == [
        ("metrics.spans-apart", "error", f"{2:016x}", 3)
    ]


def test_a_long_figure_is_kept_apart_from_all_within_it() -> None:
    issues = found(figure(1, 0, 10), figure(2, 0, 2), figure(3, 5, 7), figure(4, 12, 14))
    assert sorted(issues["key"]) == [f"{2:016x}", f"{3:016x}"]


def test_figures_that_contradict_each_other_are_found_on_both_sides() -> None:
    issues = found(figure(1, 0, 1), figure(2, 2, 3, value=2.0), figure(3, 4, 5, value=1.0))
    assert set(issues["rule"]) == {"metrics.figures-agree"}
    assert set(issues["severity"]) == {"warning"}
    assert len(issues) == 3


def test_figures_of_other_subjects_periods_or_bounds_do_not_contradict_each_other() -> None:
    others = [
        {"subject": "网商贷"},
        {"time_period": "2023"},
        {"bound": "approx"},
        {"status": "forecast"},
        {"subject": None},
    ]
    assert found(
        figure(0, 0, 1), *(figure(at, 2 * at, 2 * at + 1, value=9.0, **other) for at, other in enumerate(others, 1))
    ).is_empty()


def test_a_figure_that_is_repeated_contradicts_nothing() -> None:
    assert found(figure(1, 0, 1), figure(2, 2, 3)).is_empty()


def test_cells_of_a_table_that_was_not_understood_contradict_nothing() -> None:
    assert found(*(figure(number, 2 * number, 2 * number + 1, value=float(number)) for number in range(5))).is_empty()
