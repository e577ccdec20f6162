from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest

from pipeline import cli, io, tables

TEXT = "2024年,平台用户规模达12.6亿人,同比增长8%。小额理赔(1000元以下)3-7天到账。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert re.fullmatch(r"error: .+\n", captured.err), captured.err
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_figures_go_to_the_format_of_the_suffix(report: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"figures{suffix}"
    assert run("extract", report, "--output", output) == 0
    read = {".parquet": pl.read_parquet, ".csv": pl.read_csv, ".jsonl": lambda path: pl.DataFrame(io.read_jsonl(path))}[
        suffix
    ]
    frame = read(output)
    assert frame.columns == tables.empty("metrics").columns
    assert frame["document_id"].unique().to_list() == ["report"]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in frame.iter_rows(named=True))


def test_a_dash_prints_a_table(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", report, "--output", "-") == 0
    printed = capsys.readouterr().out
    assert "12.6亿人" in printed
    assert "1,260,000,000" in printed


def test_two_runs_write_the_same_bytes(report: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("extract", report, "--output", tmp_path / name / "figures.parquet") == 0
    assert (tmp_path / "one/figures.parquet").read_bytes() == (tmp_path / "two/figures.parquet").read_bytes()


def test_the_order_of_paths_does_not_matter(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.txt"
    other.write_text("营收约3.5亿元。", encoding="utf-8")
    assert run("extract", report, other, "--output", tmp_path / "one.jsonl") == 0
    assert run("extract", other, report, "--output", tmp_path / "two.jsonl") == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_document_date_gives_years(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("今年上半年,公司营收约3.5亿元。", encoding="utf-8")
    output = tmp_path / "figures.jsonl"
    assert run("extract", path, "--document-date", "2024-08-02", "--output", output) == 0
    row = json.loads(output.read_text(encoding="utf-8"))
    assert (row["time_period"], row["year"], row["year_basis"]) == ("2024-S1", 2024, "document")


def test_a_text_without_figures_is_a_warning_and_an_empty_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "essay.txt"
    path.write_text("这里没有任何数字。", encoding="utf-8")
    output = tmp_path / "figures.parquet"
    assert run("extract", path, "--output", output) == 0
    assert capsys.readouterr().err == "warning: no figures found in essay\n"
    assert pl.read_parquet(output).equals(tables.empty("metrics"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file or folder"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "report.txt: "),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_leaves_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, message: str
) -> None:
    path, output = tmp_path / "report.txt", tmp_path / "figures.csv"
    output.write_text("old", encoding="utf-8")
    if content is not None:
        path.write_bytes(content)
    assert run("extract", path, "--output", output) == 1
    line = error_line(capsys)
    assert str(path) in line
    assert message in line
    assert output.read_text(encoding="utf-8") == "old"


def test_a_folder_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", tmp_path, "--output", "-") == 1
    assert "is a folder" in error_line(capsys)


def test_two_files_of_one_stem_are_both_named(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "copy" / "report.md"
    other.parent.mkdir()
    other.write_text(TEXT, encoding="utf-8")
    assert run("extract", report, other, "--output", "-") == 1
    line = error_line(capsys)
    assert str(report) in line
    assert str(other) in line


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--document-date", "2024-13", "'2024-13' is no date"),
        ("--document-date", "yesterday", "'yesterday' is no date"),
        ("--reporting-period", "2024Q3", "'2024Q3' is no period"),
        ("--output", "figures.xls", "unknown suffix '.xls'"),
        ("--output", "figures", "unknown suffix ''"),
    ],
)
def test_a_wrong_option_is_named_before_anything_is_read(
    capsys: pytest.CaptureFixture[str], option: str, value: str, message: str
) -> None:
    assert run("extract", "missing.txt", "--output", "-", option, value) == 1
    assert message in error_line(capsys)


def test_a_wrong_call_points_to_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", "report.txt") == 2
    assert "--output" in (line := error_line(capsys))
    assert "See 'report-metrics extract --help'" in line


def test_a_stage_outside_a_project_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("stage", "clean") == 1
    assert "raw: no such file or folder" in error_line(capsys)


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert re.fullmatch(r"report-metrics \d+\.\d+\.\d+\n", capsys.readouterr().out)
