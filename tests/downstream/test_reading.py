"""The same rows, values and types, whatever reads the files of a clone."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import columns

Recipe = Callable[[str], str]
_ARROW = {
    "string": pa.string(), "float64": pa.float64(), "int16": pa.int16(), "int32": pa.int32(), "int64": pa.int64(),
    "boolean": pa.bool_(), "date": pa.date32(),
}  # fmt: skip
_DUCKDB = {
    "string": "VARCHAR", "float64": "DOUBLE", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE",
}  # fmt: skip


def names(name: str) -> list[str]:
    return list(columns.table(name).names)


def types(name: str) -> list[columns.ColumnType]:
    return [column.type for column in columns.table(name).columns]


@pytest.mark.parametrize("name", columns.published())
def test_four_readers_show_the_same_rows_with_plain_types(clone: Path, name: str) -> None:
    path = clone / f"processed/{name}.parquet"
    polars = pl.read_parquet(path)
    assert polars.schema == columns.polars_schema(name)
    rows = polars.rows()

    arrow = pq.read_table(path)
    assert [str(kind) for kind in arrow.schema.types] == [str(_ARROW[kind]) for kind in types(name)]
    assert [tuple(row.values()) for row in arrow.to_pylist()] == rows

    table = duckdb.read_parquet(str(path))
    assert [str(kind) for kind in table.types] == [_DUCKDB[kind] for kind in types(name)]
    assert table.fetchall() == rows

    pandas = pd.read_parquet(path, dtype_backend="pyarrow")
    assert [str(kind.pyarrow_dtype) for kind in pandas.dtypes] == [str(_ARROW[kind]) for kind in types(name)]
    found = [
        tuple(None if pd.isna(cell) else cell for cell in row) for row in pandas.itertuples(index=False, name=None)
    ]
    assert found == rows

    plain = pd.read_parquet(path)
    assert list(plain.columns) == names(name)
    assert [column for column in plain.columns if plain[column].dtype == object] == []


def executed(code: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    """The names that a recipe in Python leaves."""
    monkeypatch.chdir(folder)
    left: dict[str, Any] = {}
    exec(code, left)  # noqa: S102 - a recipe of our README
    return left


def test_polars(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = executed(recipe("polars"), monkeypatch, clone)
    assert 0 < len(left["rates"]) < len(left["metrics"])
    assert left["meaning"]["start"]["unit"] == "code point"


def test_pandas(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = executed(recipe("pandas"), monkeypatch, clone)["metrics"]
    assert str(metrics["year"].dtype) == "int16[pyarrow]"


def test_pyarrow(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = executed(recipe("pyarrow"), monkeypatch, clone)["metrics"].schema
    for field in schema:
        assert set(field.metadata) >= {b"description", b"unit", b"term"}
    assert set(schema.metadata) >= {b"citation", b"dataset", b"version", b"schema_version", b"licence", b"sources"}


def test_duckdb(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone)
    found = duckdb.sql(recipe("duckdb"))
    assert found.columns == ["subject", "metric", "amount", "base_unit"]
    assert found.fetchall()


def test_croissant(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        left = executed(recipe("croissant"), monkeypatch, clone)
    assert left["dataset"].metadata.ctx.issues.errors == left["dataset"].metadata.ctx.issues.warnings == set()
    assert len(left["records"]) == len(pl.read_parquet(clone / "processed/metrics.parquet"))


def test_frictionless_finds_nothing_in_what_is_published(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import frictionless

    monkeypatch.chdir(clone / "processed")
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["name", "message"]) == []


def test_the_library(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = executed(recipe("library"), monkeypatch, clone)
    assert left["times"]["unit"].unique().to_list() == ["h"]
    assert 72.0 in left["times"]["value"].to_list()


def test_the_functions(recipe: Recipe, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = executed(recipe("functions"), monkeypatch, clone)
    assert left["quantities"].select("value", "unit", "bound").rows() == [(3e8, "CNY", "approx")]
    assert left["observations"]["time_period"].to_list() == ["2024-07"]
    assert left["metrics"].schema == left["observations"].schema


def test_a_reader_of_another_language_needs_no_more_than_the_descriptor(clone: Path) -> None:
    import json

    package = json.loads((clone / "processed/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        schema = pq.read_schema(clone / "processed" / resource["path"])
        for field in resource["schema"]["fields"]:
            said = {key.decode(): text.decode() for key, text in schema.field(field["name"]).metadata.items()}
            assert {key: field[key] for key in ("description", "unit", "term")} == said
