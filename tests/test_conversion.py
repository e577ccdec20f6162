from __future__ import annotations

import polars as pl
import pytest

import pipeline
from pipeline import vocabulary
from pipeline.conversion import convert, factor
from pipeline.errors import InputError


def amounts(*rows: tuple[float | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"value": value, "value_low": value, "value_high": None, "unit": unit} for value, unit in rows],
        schema={"value": pl.Float64, "value_low": pl.Float64, "value_high": pl.Float64, "unit": pl.String},
    )


def test_rows_of_several_units_come_into_one() -> None:
    found = convert(amounts((2.0, "t"), (500.0, "kg"), (None, "g")), to="kg")
    assert found["value"].to_list() == [2000.0, 500.0, None]
    assert found["unit"].unique().to_list() == ["kg"]
    assert found.schema == amounts().schema


def test_a_unit_made_of_others_converts_too() -> None:
    assert convert(amounts((3.0, "CNY/t")), to="CNY/kg")["value"].item() == pytest.approx(0.003)


def test_there_and_back_is_where_it_began() -> None:
    for unit in vocabulary.units():
        if unit.base_unit is not None and unit.base_unit in vocabulary.unit_table():
            assert factor(unit.code, to=unit.base_unit) * factor(unit.base_unit, to=unit.code) == pytest.approx(1)


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        ("{pp}", "%", "cannot convert {pp} (percentage_points) to % (fraction); convert within one dimension"),
        ("{bp}", "%", "convert within one dimension"),
        ("CNY", "USD", "cannot convert CNY (money) to USD (money); no fixed factor leads from one to the other"),
        ("{person}", "{company}", "no fixed factor"),
        ("mo", "d", "cannot convert mo (time) to d (time); no fixed factor leads from one to the other"),
        ("a", "h", "no fixed factor"),
        ("Cel", "K", "no fixed factor"),
        ("t", "m", "convert within one dimension"),
        ("t", "tonne", "no unit 'tonne'; the codes are in the table units"),
        (None, "t", "a row has no unit code"),
    ],
)
def test_what_does_not_convert_is_refused(unit: str | None, to: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        convert(amounts((1.0, unit)), to=to)
    assert message in str(caught.value)


def test_no_rows_convert_to_no_rows() -> None:
    assert convert(amounts(), to="kg").is_empty()


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (3.0, "d", "h", 72.0), (36.0, "h", "d", 1.5), (0.1, "d", "h", 2.4), (2.0, "wk", "d", 14.0), (90.0, "s", "min", 1.5),
        (2.0, "a", "mo", 24.0), (18.0, "mo", "a", 1.5), (1500.0, "{mu}", "har", 100.0), (15.0, "{mu}", "m2", 10000.0),
        (1.0, "{tce}", "GJ", 29.3076), (1.0, "{toe}", "J", 41_868_000_000.0), (25.0, "{bp}", "{pp}", 0.25), (12.6, "t", "kg", 12600.0),
    ],
)  # fmt: skip
def test_an_amount_is_the_float_nearest_to_the_exact_product(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(amounts((value, unit)), to=to)["value"].item() == pytest.approx(expected, rel=1e-15)


def test_a_frame_without_amounts_is_refused() -> None:
    with pytest.raises(InputError, match="the frame has no columns value and unit"):
        convert(pl.DataFrame({"text": ["3天"]}), to="h")


def test_the_package_offers_it_however_often_it_is_called() -> None:
    for _ in range(2):
        assert pipeline.convert(amounts((1.0, "d")), to="h")["value"].item() == 24
