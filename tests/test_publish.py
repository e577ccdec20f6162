from __future__ import annotations

import hashlib
import json
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline import columns, dataset, publish, shapes, tables


def frames() -> dict[str, pl.DataFrame]:
    figures = [
        {
            "observation_id": f"{number:016x}", "document_id": "report", "start": 9 * number, "end": 9 * number + 3, "text": "5%,",
            "value": value, "unit": "%", "unit_text": "%", "bound": "range" if value is None else "exact", "measure": "level",
            "year": year, "status": "actual", "evidence": "占比5%,", "flags": "",
        }
        for number, value, year in ((3, 5.0, 2024), (1, None, None), (2, 0.1, 2023))
    ]  # fmt: skip
    source = {
        "document_id": "report", "title": "年报", "sha256": "0" * 64, "bytes": 90, "characters": 40, "clean_characters": 38,
        "encoding": "utf-8", "pages_found": 0, "figures": 3,
    }  # fmt: skip
    metrics = tables.frame("metrics", figures)
    return {
        "sources": tables.frame("sources", [source]), "sections": tables.empty("sections"), "metrics": metrics, **shapes.derive(metrics),
        "units": tables.units_frame(["%"]), "issues": tables.empty("issues"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return publish.files(frames())


def test_there_is_a_file_for_each_table_and_two_descriptors(files: dict[str, bytes]) -> None:
    assert sorted(files) == sorted(
        ["croissant.json", "datapackage.json", *(f"{name}.parquet" for name in columns.published())]
    )


def test_the_same_rows_give_the_same_bytes_whatever_their_order(files: dict[str, bytes]) -> None:
    shuffled = {name: frame.reverse() for name, frame in frames().items()}
    assert publish.files(shuffled) == files


@pytest.mark.parametrize("name", columns.published())
def test_a_file_has_the_declared_columns_sorted_by_key_and_explains_them_inside(
    name: str, files: dict[str, bytes]
) -> None:
    content = BytesIO(files[f"{name}.parquet"])
    assert pl.read_parquet(content).equals(tables.by_key(name, frames()[name]))
    schema = pq.read_schema(content)
    assert schema.equals(columns.arrow_schema(name))
    for field in schema:
        assert field.metadata[b"description"]
        assert field.metadata[b"term"]
        assert field.metadata[b"unit"]
    assert json.loads(schema.metadata[b"columns"]).keys() == set(schema.names)
    assert (
        pq.ParquetFile(content).metadata.row_group(0).column(0).compression == "ZSTD" if len(frames()[name]) else True
    )


def test_other_readers_see_the_same_values(files: dict[str, bytes], tmp_path: Path) -> None:
    import duckdb
    import pandas as pd

    path = tmp_path / "metrics.parquet"
    path.write_bytes(files["metrics.parquet"])
    plain = pd.read_parquet(path)
    assert plain["value"].dropna().tolist() == [0.1, 5.0]
    assert {name: str(plain[name].dtype) for name in ("start", "page", "year", "value", "subject")} == {
        "start": "int32", "page": "Int16", "year": "Int16", "value": "float64", "subject": "str",
    }  # fmt: skip
    assert [None if pd.isna(year) else year for year in plain.sort_values("start")["year"]] == [None, 2023, 2024]
    years = duckdb.read_parquet(str(path)).order("start").project("year").fetchall()
    assert years == [(None,), (2023,), (2024,)]


def test_the_descriptor_states_size_and_hash_of_each_file(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["byteSize"] == len(content)
        assert resource["rows"] == len(frames()[resource["name"]])
    assert package["sources"] == [
        {"title": "年报", "path": "raw/report/report.txt", "sha256": "0" * 64, "rights": "Unknown."}
    ]


def test_files_and_descriptors_say_what_dataset_this_is_and_how_to_cite_it(files: dict[str, bytes]) -> None:
    whole = dataset.declared()
    package, croissant = json.loads(files["datapackage.json"]), json.loads(files["croissant.json"])
    for descriptor in (package, croissant):
        assert (descriptor["name"], descriptor["version"]) == ("report-metrics-zh", whole.version)
    assert package["citation"] == croissant["citeAs"] == whole.citation
    assert whole.version in whole.citation
    assert [each["appliesTo"] for each in package["licenses"]] == ["code", "data"]
    for name in columns.published():
        found = {
            key.decode(): text.decode()
            for key, text in pq.read_schema(BytesIO(files[f"{name}.parquet"])).metadata.items()
        }
        assert (found["dataset"], found["version"], found["schema_version"]) == (
            whole.name,
            whole.version,
            whole.schema_version,
        )
        assert [source["sha256"] for source in json.loads(found["sources"])] == ["0" * 64]
        assert "no licence is granted" in json.loads(found["licence"])["data"]
        assert found["citation"] == whole.citation


@pytest.mark.parametrize("name", columns.published())
def test_every_column_of_numbers_has_a_unit(name: str) -> None:
    assert [each.name for each in columns.table(name).columns if each.type != "string" and not each.unit] == []


def test_croissant_finds_nothing_to_object_to_and_loads_the_rows(
    files: dict[str, bytes], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mlcroissant

        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        loaded = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
        rows = list(loaded.records("metrics"))
    assert loaded.metadata.ctx.issues.errors == loaded.metadata.ctx.issues.warnings == set()
    assert not [record.message for record in caplog.records if "@context" in record.message]
    assert sorted(row["metrics/start"] for row in rows) == [9, 18, 27]
    assert {record_set.id for record_set in loaded.metadata.record_sets} == set(columns.published())


def test_a_published_year_stays_an_integer_for_readers_of_croissant(files: dict[str, bytes]) -> None:
    fields = {
        each["@id"]: each for table in json.loads(files["croissant.json"])["recordSet"] for each in table["field"]
    }
    assert fields["metrics/year"]["dataType"] == "sc:Integer"
    assert fields["metrics/unit"]["references"] == {"field": {"@id": "units/unit"}}
    assert "Unit: column unit." in fields["metrics/value"]["description"]


def test_frictionless_finds_nothing_to_object_to(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import frictionless

    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["name", "message"]) == []
    assert report.valid


def test_a_frame_of_other_columns_is_refused() -> None:
    spoilt: dict[str, Any] = frames() | {"units": tables.empty("units").drop("label")}
    with pytest.raises(ValueError, match="table units has the columns"):
        publish.files(spoilt)
