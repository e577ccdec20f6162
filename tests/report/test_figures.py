import polars as pl
import pytest

from pipeline.report import figures
from pipeline.tables import frame, units_frame

PLAIN = {
    "document_id": "a", "end": 9, "text": "5%", "unit": "%", "unit_text": "%", "bound": "exact", "measure": "level",
    "status": "actual", "evidence": "", "flags": "",
}  # fmt: skip


def metrics(*rows: dict[str, object]) -> pl.DataFrame:
    return frame(
        "metrics", [{**PLAIN, "observation_id": f"{at:016x}", "start": at, **row} for at, row in enumerate(rows)]
    )


def test_sections_are_counted_at_the_second_level_and_carry_their_titles() -> None:
    titles = frame("sections", [{"document_id": "a", "section": "2.1", "level": 2, "title": "智能投顾"}])
    counted = figures.sections(metrics({"section": "2.1.1"}, {"section": "2.1.4"}, {"section": None}), titles)
    assert [(row["section"], row["count"]) for row in counted] == [("2.1 智能投顾", 2), ("–", 1)]


def test_years_without_figures_stand_between_those_with_some() -> None:
    counted = figures.years(metrics({"year": 2020}, {"year": 2022}, {"year": None}))
    assert {row["year"]: row["count"] for row in counted} == {2020: 1, 2021: 0, 2022: 1}


def test_magnitudes_leave_out_what_has_no_logarithm() -> None:
    counted = figures.magnitudes(metrics({"value": 0.0}, {"value": -3.0}, {"value": None}, {"value": 1200.0}))
    assert [(row["value"], row["decade"]) for row in counted] == [(1200.0, 3)]


def test_a_movement_needs_both_ends_in_one_dimension() -> None:
    whole = metrics(
        {"change_id": "x", "role": "from", "value": 5.0},
        {"change_id": "x", "role": "to", "value": 23.0},
        {"change_id": "y", "role": "from", "value": 5.0},
        {"change_id": "z", "role": "from", "value": 5.0},
        {"change_id": "z", "role": "to", "value": 5.0, "unit": "{pp}"},
    )
    assert {row["movement"] for row in figures.movements(whole, {}, across=4) if row["what"] == "end"} == {0}


def test_a_movement_between_units_of_one_dimension_is_drawn_to_scale() -> None:
    whole = metrics(
        {"change_id": "x", "role": "from", "value": 2.0, "unit": "h"},
        {"change_id": "x", "role": "to", "value": 30.0, "unit": "min"},
    )
    assert figures.movements(whole, {}, across=4) == []
    factors = figures.factors(units_frame(["h", "min"]))
    before, after = (row for row in figures.movements(whole, factors, across=4) if row["what"] == "end")
    assert (0.9 - after["y"]) / (0.9 - before["y"]) == pytest.approx(0.25, rel=1e-3)


def test_a_label_holds_nothing_that_xml_cannot() -> None:
    assert figures.short("a\x00\u202eb", 9) == "a\ufffd\ufffdb"


def test_runs_are_all_periods_but_whole_years_in_the_order_of_time() -> None:
    rows = [{"time_period": period} for period in ("2024", "2024-Q3", "2019/2025", "2024-Q3", "2024-02", None, "soon")]
    found = [(row["period"], row["begin"], row["stop"], row["count"]) for row in figures.runs(metrics(*rows))]
    assert found == [
        ("2019/2025", 2019.0, 2026.0, 1),
        ("2024-02", 2024.0833, 2024.1667, 1),
        ("2024-Q3", 2024.5, 2024.75, 2),
    ]


def test_too_many_runs_leave_those_with_most_figures() -> None:
    rows = [{"time_period": f"{year}/2100"} for year in range(2000, 2060) for _ in range(1 + (year == 2059))]
    found = figures.runs(metrics(*rows))
    assert len(found) == 20
    assert found[-1]["period"] == "2059/2100"
