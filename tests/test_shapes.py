"""Movements and series as they are derived from observations."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import pipeline
from pipeline import shapes, tables


def figure(number: int, value: float | None, unit: str = "%", **changes: Any) -> dict[str, Any]:
    row = {
        "observation_id": f"{number:016x}", "document_id": "a", "start": 10 * number, "end": 10 * number + 2, "text": "5%",
        "subject": "平台", "metric": "渗透率", "metric_id": "penetration", "metric_label": "渗透率", "value": value, "value_low": value,
        "value_high": value, "unit": unit, "unit_text": unit, "bound": "exact", "measure": "level", "time_period": "2024",
        "year": 2024, "year_basis": "stated", "status": "actual", "evidence": "5%", "flags": "", "change_id": "0" * 16,
    }  # fmt: skip
    return row | changes


def metrics(*rows: dict[str, Any]) -> pl.DataFrame:
    return tables.frame("metrics", rows)


def moved(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return shapes.changes(metrics(*rows)).to_dicts()


def test_a_movement_is_one_row_with_its_difference_in_points_where_the_ends_are_per_cent() -> None:
    [row] = moved(
        figure(1, 5.0, role="from", time_period="2020", year=2020), figure(2, 23.0, role="to", direction="up")
    )
    assert (row["from_value"], row["from_period"], row["to_value"], row["to_period"]) == (5, "2020", 23, "2024")
    assert (row["difference"], row["difference_unit"], row["relative_change"], row["direction"]) == (
        18,
        "{pp}",
        360,
        "up",
    )
    assert (row["change_observation_id"], row["change_value"]) == (None, None)


def test_ends_in_two_units_are_compared_in_that_of_the_end() -> None:
    [row] = moved(figure(1, 3.0, "d", role="from"), figure(2, 24.0, "h", role="to", direction="down"))
    assert (row["from_unit"], row["difference"], row["difference_unit"]) == ("d", -48, "h")
    assert row["relative_change"] == pytest.approx(-66.666667)


@pytest.mark.parametrize(
    "start",
    [
        figure(1, 5.0, role="from", bound="at_least"),
        figure(1, None, role="from", bound="range"),
        figure(1, 5.0, "CNY", role="from"),
        figure(1, 5.0, "mo", role="from"),
    ],
)
def test_nothing_is_computed_from_a_bound_a_range_or_another_dimension(start: dict[str, Any]) -> None:
    [row] = moved(start, figure(2, 23.0, "d" if start["unit"] == "mo" else "%", role="to"))
    assert (row["difference"], row["difference_unit"], row["relative_change"]) == (None, None, None)


def test_a_level_with_two_changes_is_two_rows() -> None:
    rows = moved(
        figure(1, 100.0, "CNY"),
        figure(2, 8.0, measure="change", comparison="yoy", direction="up"),
        figure(3, 2.0, measure="change", comparison="pop", direction="down"),
    )
    assert {(row["to_value"], row["change_value"], row["comparison"], row["direction"]) for row in rows} == {
        (100, 8, "yoy", "up"),
        (100, 2, "pop", "down"),
    }
    assert all(row["from_observation_id"] is None for row in rows)


def test_the_columns_of_two_periods_and_their_change_are_one_movement() -> None:
    [row] = moved(
        figure(1, 120.0, "CNY"),
        figure(2, 100.0, "CNY", time_period="2023", year=2023),
        figure(3, 20.0, measure="change", comparison="yoy", direction="up"),
    )
    assert (row["from_value"], row["to_value"], row["change_value"], row["difference"]) == (100, 120, 20, 20)


def test_a_stated_size_goes_to_the_level_before_it() -> None:
    rows = moved(
        figure(1, 10.0, "CNY"),
        figure(2, 8.0, measure="change", direction="up"),
        figure(3, 20.0, "CNY"),
        figure(4, 9.0, measure="change", direction="up"),
    )
    assert {(row["to_value"], row["change_value"]) for row in rows} == {(10, 8), (20, 9)}


def test_changes_without_a_level_are_no_movement() -> None:
    assert not moved(figure(1, 8.0, measure="change"), figure(2, 9.0, measure="change"))
    assert not moved(figure(1, 8.0, change_id=None))


def cells(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return shapes.series(metrics(*rows)).to_dicts()


def test_figures_that_agree_stand_in_one_cell_with_all_their_ids() -> None:
    [cell] = cells(figure(2, 5.0, document_id="b"), figure(1, 5.0))
    assert (cell["value"], cell["value_low"], cell["value_high"], cell["observations"]) == (5, 5, 5, 2)
    assert cell["observation_ids"] == f"{1:016x},{2:016x}"
    assert (cell["document_ids"], cell["flags"]) == ("a,b", "")


def test_figures_that_contradict_each_other_have_no_value_and_a_flag() -> None:
    [cell] = cells(figure(1, 5.0), figure(2, 7.0, metric="市场渗透率"))
    assert (cell["value"], cell["value_low"], cell["value_high"]) == (None, 5, 7)
    assert cell["flags"] == "contradiction,wording_differs"


@pytest.mark.parametrize(
    "other",
    [
        {"status": "forecast"},
        {"ref_area": "浙江"},
        {"time_period": "2023", "year": 2023},
        {"unit": "1"},
        {"subject": "花店"},
    ],
)
def test_another_place_status_period_unit_or_subject_is_another_cell(other: dict[str, Any]) -> None:
    assert [cell["value"] for cell in cells(figure(1, 5.0), figure(2, 5.0) | other)] == [5, 5]


def test_the_company_of_one_report_is_not_that_of_another() -> None:
    assert len(cells(figure(1, 5.0, subject="本公司"), figure(2, 7.0, subject="本公司", document_id="b"))) == 2
    [cell] = cells(figure(1, 5.0, subject="本公司"), figure(2, 7.0, subject="本公司"))
    assert (cell["document_id"], cell["flags"]) == ("a", "contradiction")
    assert cells(figure(1, 5.0))[0]["document_id"] is None


@pytest.mark.parametrize(
    "left_out",
    [{"bound": "approx"}, {"measure": "share"}, {"measure": "change"}, {"metric_id": None}, {"subject": None}, {"time_period": None},
     {"unit": None}],
)  # fmt: skip
def test_what_is_not_exactly_comparable_is_left_out(left_out: dict[str, Any]) -> None:
    assert not cells(figure(1, 5.0) | left_out)


def test_the_order_of_observations_does_not_matter() -> None:
    rows = [
        figure(number, float(number), change_id=f"{number // 2:016x}", role="to" if number % 2 else "from")
        for number in range(8)
    ]
    forwards, backwards = shapes.derive(metrics(*rows)), shapes.derive(metrics(*rows[::-1]))
    assert all(forwards[name].equals(backwards[name]) for name in forwards)


def test_a_series_converts_like_observations() -> None:
    converted = pipeline.convert(shapes.series(metrics(figure(1, 3.0, "d"))), to="h")
    assert converted.select("value", "value_low", "unit").row(0) == (72, 72, "h")
