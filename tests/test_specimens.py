"""Two specimens that were written for this: a statistical bulletin and an annual report, invented but consistent.

Tables add up and shares sum to 100, save two contradictions put in on purpose: the bulletin states two outputs of tea for one year, and
a rise of the annual report is not the difference of its ends. ``tests/specimens`` is a project folder; the stages run on a copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from pipeline import io, stages, versions
from pipeline.evaluate import Gold, evaluate, gold_from

SPECIMENS = Path(__file__).parent / "specimens"
BULLETIN, ANNUAL = "longchuan-bulletin-2023", "tuoye-annual-2023"
# Two hundredths below what the rules reach.
ROW_FLOORS = {BULLETIN: 0.98, ANNUAL: 0.98}


def gold() -> dict[str, Gold]:
    return gold_from({path.name: io.read_jsonl(path) for path in io.files(SPECIMENS / "tests/gold", "*.jsonl")})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("specimens") / "project"
    shutil.copytree(SPECIMENS, root)
    for stage in stages.RUN.values():
        stage(root)
    return root


def test_what_they_publish_is_whole_and_described(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import frictionless

    assert versions.verify(io.read_published(str(project))) == []
    monkeypatch.chdir(project / "processed")
    assert frictionless.validate("datapackage.json").flatten(["name", "message"]) == []


@pytest.fixture(scope="module")
def tables(project: Path) -> dict[str, pl.DataFrame]:
    return {path.stem: io.read_parquet(path) for path in io.files(project / "interim/validate", "*.parquet")}


@pytest.mark.parametrize("name", [BULLETIN, ANNUAL])
def test_a_specimen_says_what_it_is_and_is_as_long_as_a_short_report(name: str) -> None:
    text = io.read_text(SPECIMENS / "raw" / name / "report.txt")
    assert 3000 <= len(text) <= 6000
    assert "测试样本" in text
    assert "specimen" in text
    assert "specimen" in io.read_text(SPECIMENS / "raw" / name / "origin.yml")
    assert all(text[row["start"] : row["end"]] == row["text"] for row in gold()[name].figures)


def test_no_check_finds_an_error(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["issues"].filter(pl.col("severity") == "error").rows() == []
    assert tables["rejected"].is_empty()


def test_keys_hold_across_both_documents(tables: dict[str, pl.DataFrame]) -> None:
    metrics = tables["metrics"]
    assert set(metrics["document_id"]) == set(tables["sources"]["document_id"]) == {BULLETIN, ANNUAL}
    assert metrics["observation_id"].is_unique().all()
    assert metrics.join(tables["sources"], on="document_id", how="anti").is_empty()
    assert metrics.filter(pl.col("unit").is_not_null()).join(tables["units"], on="unit", how="anti").is_empty()
    joined = metrics.filter(pl.col("section").is_not_null())
    assert not joined.is_empty()
    assert joined.join(tables["sections"], on=["document_id", "section"], how="anti").is_empty()
    one_document = metrics.drop_nulls("change_id").group_by("change_id").agg(pl.col("document_id").n_unique())
    assert one_document["document_id"].max() == 1


def test_a_figure_that_both_documents_state_is_one_cell_of_a_series(tables: dict[str, pl.DataFrame]) -> None:
    shared = tables["series"].filter(pl.col("document_ids") == f"{BULLETIN},{ANNUAL}")
    assert shared.select("metric_id", "time_period", "value", "observations").rows() == [("gdp", "2023", 128.64e9, 2)]


def test_the_two_outputs_of_tea_are_found_to_contradict_each_other(tables: dict[str, pl.DataFrame]) -> None:
    disagreeing = tables["issues"].filter(
        pl.col("rule") == "metrics.figures-agree", pl.col("found").str.contains("茶叶")
    )
    assert sorted(disagreeing["text"]) == ["1.48万吨", "1.84万吨"]
    cell = tables["series"].filter(pl.col("subject") == "茶叶").row(0, named=True)
    assert (cell["value"], cell["value_low"], cell["value_high"]) == (None, 14800, 18400)
    assert "contradiction" in cell["flags"]


def test_the_rise_that_is_not_the_difference_of_its_ends_is_found(tables: dict[str, pl.DataFrame]) -> None:
    issue = tables["issues"].filter(pl.col("rule") == "changes.size-as-stated").row(0, named=True)
    assert (issue["document_id"], issue["severity"]) == (ANNUAL, "warning")
    movement = tables["changes"].filter(pl.col("movement_id") == issue["key"]).row(0, named=True)
    assert (movement["from_value"], movement["to_value"], movement["change_value"]) == (82, 91, 7)


@pytest.mark.parametrize("name", [BULLETIN, ANNUAL])
def test_the_rules_read_the_specimens_as_well_as_they_did(tables: dict[str, pl.DataFrame], name: str) -> None:
    frames = {each: tables[each] for each in ("metrics", "sections")}
    measured = evaluate({name: gold()[name]}, frames, frames, {"floors": {"rules.row.f1": ROW_FLOORS[name]}})
    assert measured["rules"]["gold"] == len(gold()[name].figures)


def test_every_heading_of_the_annual_report_is_found(tables: dict[str, pl.DataFrame]) -> None:
    headings = gold()[ANNUAL].headings
    found = tables["sections"].filter(pl.col("document_id") == ANNUAL).sort("start")
    assert [(row["number"], row["start"], row["title"]) for row in headings] == found.select(
        "section", "start", "title"
    ).rows()
