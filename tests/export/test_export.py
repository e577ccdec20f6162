"""The published tables in other formats: the same rows and values, nothing evaluated, nothing cut."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import cli, columns, dataset, export, io, publish, shapes, tables
from pipeline.errors import InputError
from pipeline.export import duckdb as duckdb_file
from pipeline.export import sdmx_csv

NASTY = ["=1+1", "+86", "-5%", "@SUM(A1)", "http://example.org", '他说"行",\n换行', "0012", "  空 格 ", ""]  # fmt: skip


def figure(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "observation_id": f"{number:016x}", "document_id": "report", "start": 9 * number, "end": 9 * number + 2, "text": "5%",
        "subject": "平台", "metric": NASTY[number % len(NASTY)], "metric_id": "penetration", "metric_label": "渗透率",
        "value": 0.1 + number, "value_low": 0.1 + number, "value_high": 0.1 + number, "unit": "%", "unit_text": "%", "bound": "exact",
        "measure": "level", "time_period": "2024", "year": 2024, "year_basis": "stated", "status": "actual", "evidence": "=cmd|' /C calc'!A0",
        "flags": "",
    }  # fmt: skip
    return row | changes


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    source = {
        "document_id": "report", "title": "=年报", "sha256": "0" * 64, "bytes": 2**40, "characters": 40, "clean_characters": 38,
        "encoding": "utf-8", "pages_found": 0, "figures": 9,
    }  # fmt: skip
    group = {"change_id": "0" * 16}
    rows = [
        figure(0, **group, role="from", time_period="2020", year=2020), figure(1, **group, role="to", direction="up"), figure(2),
        figure(3, time_period="2020-01/2020-09", year=2020), figure(4, value=None, bound="range", time_period=None, year=None, year_basis=None),
        *(figure(number, subject="本公司", unit=None) for number in range(5, 9)),
    ]  # fmt: skip
    metrics = tables.frame("metrics", rows)
    found = {
        "sources": tables.frame("sources", [source]), "sections": tables.empty("sections"), "metrics": metrics,
        **shapes.derive(metrics), "units": tables.units_frame(), "issues": tables.empty("issues"),
    }  # fmt: skip
    return {name: tables.by_key(name, found[name]) for name in columns.published()}


@pytest.fixture(scope="module")
def project(frames: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    io.write_folder(root / "processed", publish.files(frames))
    return root


def run(*arguments: object) -> int:
    return cli.main(["export", *map(str, arguments)])


def test_csv_reads_back_as_it_was(project: Path, frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    assert run("--format", "csv", "--output", tmp_path / "new", "--root", project) == 0
    for name, frame in frames.items():
        found = pl.read_csv(tmp_path / f"new/{name}.csv", schema=columns.polars_schema(name))
        assert found.equals(frame), name


def test_json_lines_read_back_as_they_were(project: Path, frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    assert run("--format", "jsonl", "--output", tmp_path, "--root", project) == 0
    for name, frame in frames.items():
        assert io.read_jsonl(tmp_path / f"{name}.jsonl") == frame.to_dicts(), name


def cells(path: Path, sheet: int) -> list[list[str | float | None]]:
    """The cells of a sheet as they are stored: texts, numbers, nothing."""
    with zipfile.ZipFile(path) as book:
        shared = re.findall(r"<si><t[^>]*>(.*?)</t></si>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        xml = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    rows = []
    for row in re.findall(r"<row [^>]*?(?:/>|>(.*?)</row>)", xml, re.DOTALL):
        kinds = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?( t="s")?><v>(.*?)</v></c>', row)
        rows.append([shared[int(value)] if kind else float(value) for kind, value in kinds])
    return rows


def test_a_workbook_has_a_sheet_a_table_and_evaluates_nothing(
    project: Path, frames: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    path = tmp_path / "figures.xlsx"
    assert run("--format", "xlsx", "--output", path, "--root", project) == 0
    with zipfile.ZipFile(path) as book:
        names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
        everything = "".join(book.read(name).decode() for name in book.namelist())
    assert names == ["about", *columns.published()]
    assert "<f>" not in everything
    assert "<hyperlink" not in everything
    stored = cells(path, 2 + list(frames).index("metrics"))
    assert len(stored) == 1 + len(frames["metrics"])
    for text in ("=1+1", "+86", "-5%", "@SUM(A1)", "0012", "=cmd|' /C calc'!A0"):
        assert any(text in row for row in stored), text
    values = [value for value in frames["metrics"]["value"] if value is not None]
    assert all(any(value in row for row in stored) for value in values)
    about = [cell for row in cells(path, 1) for cell in row]
    assert dataset.declared().citation in about
    assert "sdmx:OBS_VALUE" in about


def test_a_workbook_is_the_same_bytes_each_time(frames: dict[str, pl.DataFrame]) -> None:
    one, two = (export.make("xlsx", frames, dataset.declared()) for _ in range(2))
    assert isinstance(one, bytes)
    assert one == two


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "duckdb"])
def test_a_full_disk_is_one_line_and_leaves_what_was_there(
    form: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import duckdb

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full_database(path: str) -> None:
        raise duckdb.IOException(f'IO Error: Could not write file "{Path(path).absolute()}": No space left on device')

    output = tmp_path / "figures.made"
    output.write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "fdopen", full)
    monkeypatch.setattr(duckdb, "connect", full_database)
    assert run("--format", form, "--tables", "series", "--output", output, "--root", project) == 1
    error = capsys.readouterr().err
    assert "disk is full" in error
    assert error.count("\n") == 1
    assert ".part" not in error
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"figures.made": "before"}


def test_rows_that_a_database_would_not_hold_are_one_line(frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    twice = pl.concat([frames["units"], frames["units"].head(1)])
    made = export.make("duckdb", {"units": twice}, dataset.declared())
    assert callable(made)
    with pytest.raises(InputError, match=r"duckdb: Constraint Error: .*check the tables with 'report-metrics verify'"):
        made(tmp_path / "made")


def test_what_a_sheet_cannot_hold_is_refused_and_not_cut(frames: dict[str, pl.DataFrame]) -> None:
    long = frames["metrics"].with_columns(evidence=pl.lit("长" * 32_768))
    with pytest.raises(
        InputError,
        match=r"table metrics: a text of 32,768 characters in evidence, a cell holds 32,767; export it as csv",
    ):
        export.make("xlsx", {"metrics": long}, dataset.declared())


def test_a_database_has_tables_keys_comments_and_views(
    project: Path, frames: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    import duckdb

    path = tmp_path / "figures.duckdb"
    assert run("--format", "duckdb", "--output", path, "--root", project) == 0
    with duckdb.connect(str(path), read_only=True) as connection:
        for name, frame in frames.items():
            found = connection.table(name).order(", ".join(columns.table(name).primary_key)).pl()
            assert found.schema == frame.schema, name
            assert found.equals(frame), name
        keys = connection.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
        assert {(name, tuple(key)) for name, key in keys} == {("about", ("key",))} | {
            (name, columns.table(name).primary_key) for name in frames
        }
        [(comment,)] = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'metrics' AND column_name = 'start'"
        ).fetchall()
        assert comment.endswith("counted in code points from 0. Unit: code point. Term: oa:start.")
        views = {name: len(connection.table(name).fetchall()) for name in duckdb_file.VIEWS}
        assert views == {"figures": 9, "movements": 1, "contradictions": 2}
        with pytest.raises(duckdb.Error):
            connection.execute("INSERT INTO metrics SELECT * FROM metrics")


def test_some_tables_make_a_database_without_what_would_point_to_others(
    frames: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    import duckdb

    made = export.make("duckdb", {"metrics": frames["metrics"]}, dataset.declared())
    assert callable(made)
    made(tmp_path / "one.duckdb")
    with duckdb.connect(str(tmp_path / "one.duckdb"), read_only=True) as connection:
        assert {row[0] for row in connection.execute("SHOW TABLES").fetchall()} == {"about", "metrics"}


def test_sdmx_has_a_structure_beside_it_that_explains_every_column(
    project: Path, frames: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    assert run("--format", "sdmx-csv", "--output", tmp_path, "--root", project) == 0
    found = pl.read_csv(tmp_path / "series.csv", infer_schema=False)
    structure = json.loads((tmp_path / "series.structure.json").read_text(encoding="utf-8"))["data"]
    components = structure["dataStructures"][0]["dataStructureComponents"]
    dimensions = [each["id"] for each in components["dimensionList"]["dimensions"]]
    dimensions.append(components["dimensionList"]["timeDimension"]["id"])
    attributes = [each["id"] for each in components["attributeList"]["attributes"]]
    assert found.columns == ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, "OBS_VALUE", *attributes]
    assert len(found) == len(frames["series"]) == len(found.unique(dimensions))
    assert found.select(pl.col(dimensions).is_null().any()).row(0) == (False,) * len(dimensions)
    assert sorted(found["TIME_PERIOD"]) == ["2020", "2020-01-01/P9M", "2024"]

    concepts = {each["id"] for each in structure["conceptSchemes"][0]["concepts"]}
    assert concepts == {*dimensions, "OBS_VALUE", *attributes}
    for codelist, column in (("CL_FREQ", "FREQ"), ("CL_INDICATOR", "INDICATOR"), ("CL_STATUS", "STATUS")):
        [codes] = [each["codes"] for each in structure["codelists"] if each["id"] == codelist]
        assert set(found[column]) <= {code["id"] for code in codes}
    assert found["STRUCTURE_ID"].unique().to_list() == [f"REPORT_METRICS:SERIES({dataset.declared().version})"]
    contradicted = found.filter(pl.col("COMMENT_OBS").str.contains("contradiction"))
    assert contradicted.select("OBS_VALUE", "VALUE_LOW", "VALUE_HIGH").rows() == [(None, "1.1", "2.1")]


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2024", "2024"), ("2024-11", "2024-11"), ("2024-S2", "2024-S2"), ("2023-Q2/2024-Q1", "2023-04-01/P1Y"),
        ("2020-12/2021-02", "2020-12-01/P3M"), ("2024-S2/2025-S1", "2024-07-01/P1Y"), ("2024-02-28/2024-03-01", "2024-02-28/P3D"),
        ("2019/2024-03", "2019-01-01/P63M"),
    ],
)  # fmt: skip
def test_a_run_of_time_is_its_first_day_and_its_length(period: str, written: str) -> None:
    assert sdmx_csv.sdmx_period(period) == written


def test_one_table_can_be_one_file(project: Path, tmp_path: Path) -> None:
    assert run("--format", "csv", "--tables", "units", "--output", tmp_path / "units.csv", "--root", project) == 0
    assert pl.read_csv(tmp_path / "units.csv")["unit"].is_unique().all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "csv", "--output", "a.csv"], "a.csv: csv makes 7 files; name a folder for them"),
        (["--format", "csv", "--output", "a", "--tables", "figures"], "no table 'figures'; declared are sources,"),
        (["--format", "csv", "--output", "a", "--tables", "units,units"], "a table is named twice"),
        (["--format", "csv", "--output", "a", "--tables", " , "], "no tables to export as csv; name one with --tables"),
        (
            ["--format", "sdmx-csv", "--output", "a", "--tables", "units"],
            "sdmx-csv holds time series; export it with --tables series",
        ),
        (["--format", "xlsx", "--output", "."], ".: is a folder, not a file; name the file"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_writes_nothing(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, "--root", project) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_tables_of_another_version_are_refused(frames: dict[str, pl.DataFrame]) -> None:
    with pytest.raises(InputError, match="table units: has other columns than this version of the program"):
        export.make("csv", {"units": frames["units"].drop("label")}, dataset.declared())


def test_every_format_of_the_command_is_there() -> None:
    from pipeline import commands

    assert set(commands.FORMATS) == set(export.FORMATS)


def test_the_version_of_the_structure_is_that_of_the_dataset(frames: dict[str, pl.DataFrame]) -> None:
    made = sdmx_csv.structure(frames["series"], replace(dataset.declared(), version="2.3.4"))
    assert {each["version"] for kind in made["data"].values() for each in kind} == {"2.3.4"}
