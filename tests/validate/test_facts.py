from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline import tables
from pipeline.validate import facts

PARAMS = {"years_back": 10, "years_ahead": 5}


def source(**changes: Any) -> pl.DataFrame:
    row = {
        "document_id": "a", "sha256": "0" * 64, "bytes": 9, "characters": 9, "clean_characters": 9, "encoding": "utf-8",
        "pages_found": 0, "figures": 0, **changes,
    }  # fmt: skip
    return tables.frame("sources", [row])


@pytest.mark.parametrize(
    ("declared", "raw", "reach"),
    [
        ({"published": "2021-03"}, "2024年和2024年", (2011, 2026)),
        ({"published": "2021-03", "reporting_period": "2019/2020"}, "", (2010, 2025)),
        ({}, "2020年、2023年、2023年", (2013, 2028)),
        ({}, "2020年和2024年各一次", (2014, 2029)),
        ({}, "12020家和2020.5亿元", (None, None)),
        ({}, "没有年份", (None, None)),
    ],
)
def test_a_report_reaches_so_many_years_from_its_date_or_from_the_year_it_names_most(
    declared: dict[str, Any], raw: str, reach: tuple[int | None, int | None]
) -> None:
    assert facts.year_reach(source(**declared), {"a": raw}, PARAMS).row(0) == ("a", *reach)


def test_facts_stand_behind_the_columns_of_the_table_and_move_no_row(
    checked: dict[str, Any], frames: dict[str, pl.DataFrame]
) -> None:
    found = facts.add(frames, raws=checked["raws"], counts=checked["counts"], params=checked["params"])
    for name, frame in frames.items():
        assert found[name].select(frame.columns).equals(frame), name
        assert found[name].width > frame.width


def test_what_is_quoted_is_the_raw_slice_and_null_where_nothing_can_be_quoted() -> None:
    rows = [
        {"document_id": "a", "start": 1, "end": 3},
        {"document_id": "b", "start": 0, "end": 1},
        {"document_id": "a"},
    ]
    assert facts.quoted(tables.frame("issues", rows), {"a": "约3亿元"}).to_list() == ["3亿", None, None]
