"""A correction's whole way: marked on the page, downloaded, declared, applied by the stages, shown on the next page."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pipeline import corrections, interim, io, load, stages
from pipeline.errors import InputError
from pipeline.report import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from playwright.sync_api import Page

    from pipeline.model import Document

ROOT = Path(__file__).parents[2]
TEXT = (
    "一、总体情况\n1.1市场规模与增长\n2024年,平台用户规模达12.6亿人,营收约5亿元,排名第3位。第1页共2页\n"
    "1.2成本\n审核时效从3天缩短至10秒,客诉率降低约40%。覆盖5个城市。\n第2页共2页\n"
)
ORIGIN = {
    "title": "某行业报告", "language": "zh-Hans", "kind": "industry-report", "rights": "written for this test",
    "publisher": None, "published": None, "reporting_period": None, "pages_declared": 2, "source": None,
}  # fmt: skip


def run(root: Path, *names: str) -> None:
    for name in names:
        stages.RUN[name](root)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with one report that was read and neither checked nor published, which takes longer."""
    folder = tmp_path / "project/raw/specimen"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    origin = ORIGIN | {"sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    (folder / "origin.yml").write_text(yaml.safe_dump(origin, allow_unicode=True), encoding="utf-8")
    shutil.copy(ROOT / "params.yaml", tmp_path / "project")
    run(tmp_path / "project", "clean", "extract")
    return tmp_path / "project"


def choose(page: Page, text: str) -> None:
    page.locator(".paper a.figure", has_text=text).click()


def save(page: Page, reason: str) -> None:
    page.locator("#side .reason").fill(reason)
    page.get_by_role("button", name="Save").click()


def change(page: Page, column: str, value: str, reason: str) -> None:
    page.get_by_role("button", name="Change", exact=True).click()
    page.locator(".review .column").first.select_option(column)
    page.locator(".review .value").first.fill(value)
    save(page, reason)


def downloaded(page: Page) -> str:
    """What the view Corrections offers, as a person saves it."""
    page.locator("[data-view=corrections]").click()
    with page.expect_download() as download:
        page.locator("[data-file]").click()
    assert download.value.suggested_filename == "specimen.yml"
    return download.value.path().read_text(encoding="utf-8")


def declare(root: Path, content: str) -> None:
    io.write_bytes(root / "schemas/corrections/specimen.yml", content.encode())


def documents(root: Path) -> dict[str, Document]:
    frames = {name: io.read_parquet(root / f"interim/clean/{name}.parquet") for name in interim.SCHEMAS}
    return {document.document_id: document for document in interim.read(frames)}


def applied(root: Path, content: str = "") -> dict[str, pl.DataFrame]:
    """The tables that the stages would make with a file, without the checks behind them."""
    frames = {
        "metrics": io.read_parquet(root / "interim/extract/metrics.parquet"),
        "sections": io.read_parquet(root / "interim/clean/sections.parquet"),
    }
    entries = corrections.parse(content, "specimen.yml", document_id="specimen")
    return corrections.apply(frames, entries, documents(root))


def site(root: Path, content: str = "") -> dict[str, bytes]:
    """The page of those tables."""
    skipped = io.read_parquet(root / "interim/extract/skipped.parquet")
    return pages(applied(root, content), documents=documents(root), skipped=skipped, corrections={"specimen": content})


def row(metrics: pl.DataFrame, text: str) -> dict[str, Any]:
    found: dict[str, Any] = metrics.filter(text=text).row(0, named=True)
    return found


def test_what_is_marked_on_the_page_is_what_the_next_run_publishes(opened: Callable[..., Any], project: Path) -> None:
    root = project
    run(root, "validate", "publish")
    before = load("metrics", root=root)
    opening = opened(root / "processed/review", viewport={"width": 1280, "height": 900})
    page = opening.go("read")

    choose(page, "12.6亿人")
    change(page, "metric", "累计用户规模", "The table says 累计.")
    choose(page, "5个")
    page.get_by_role("button", name="Not a figure").click()
    save(page, "An example.")
    page.locator(".paper .skipped", has_text="排名第3位").click()
    for label, value in {"value": "3", "unit_text": "位", "metric": "排名", "subject": "平台"}.items():
        page.locator("#side").get_by_label(label, exact=True).fill(value)
    save(page, "It is one.")
    page.keyboard.press("h")
    page.keyboard.press("h")
    change(page, "title", "市场规模", "The rest is the text's.")
    declare(root, content := downloaded(page))
    assert {entry["id"] for entry in yaml.safe_load(content)} == {
        f"figure-{row(before, '12.6亿人')['start']}", f"figure-{row(before, '5个')['start']}",
        f"missing-{TEXT.index('排名')}", "heading-1.1",
    }  # fmt: skip

    run(root, "validate", "publish")
    after = load("metrics", root=root)
    changed = row(after, "12.6亿人")
    assert (changed["metric"], changed["correction_reason"]) == ("累计用户规模", "The table says 累计.")
    assert changed["corrected_by"] == f"figure-{changed['start']}"
    assert after.filter(text="5个").is_empty()
    assert row(after, "排名第3位")["value"] == 3
    assert load("sections", root=root).sort("start")["title"].to_list() == ["总体情况", "市场规模", "成本"]

    opening.page.reload()
    page = opening.go("read")
    choose(page, "12.6亿人")
    shown = page.locator(".card .correction").inner_text()
    assert changed["corrected_by"] in shown
    assert f"{row(before, '12.6亿人')['metric']} → 累计用户规模" in shown
    assert "The table says 累计." in shown
    assert page.locator(".paper .dropped-mark").inner_text() == "5个"
    page.locator("[data-view=corrections]").click()
    page.get_by_text("in the tables by now").first.wait_for()
    assert page.get_by_text("in the tables by now").count() == 3
    assert page.locator("[data-file]").count() == 0
    assert page.locator("[data-correction]").count() == 4


def test_a_row_that_is_corrected_already_is_changed_in_the_entry_that_corrected_it(
    opened: Callable[..., Any], project: Path
) -> None:
    first, second = (row(applied(project)["metrics"], text) for text in ("12.6亿人", "40%"))
    declared = (
        "# Read by hand.\n\n"
        f"- id: users # once more\n  table: metrics\n  at: [{first['start']}, {first['end']}]\n"
        f"  expect: {{metric: {first['metric']}}}\n  value: {{metric: 用户数}}\n  reason: It says so.\n\n"
        "# Not sure.\n"
        f"- {{id: complaints, table: metrics, at: [{second['start']}, {second['end']}],"
        f" expect: {{subject: {second['subject'] or 'null'}}}, value: {{subject: 平台}}, reason: Who else.}}\n"
    )
    opening = opened(site(project, declared), viewport={"width": 1280, "height": 900})
    page = opening.go("read")
    choose(page, "12.6亿人")
    change(page, "subject", "该平台", "Named before.")
    content = downloaded(page)
    entries = {entry["id"]: entry for entry in yaml.safe_load(content)}
    assert entries["users"]["expect"] == {"metric": first["metric"], "subject": first["subject"]}
    assert entries["users"]["value"] == {"metric": "用户数", "subject": "该平台"}
    assert content.startswith("# Read by hand.\n\n- id: users\n")
    assert "# Not sure.\n- {id: complaints," in content
    made = row(applied(project, content)["metrics"], "12.6亿人")
    assert (made["metric"], made["subject"], made["corrected_by"]) == ("用户数", "该平台", "users")

    page.locator("[data-correction=complaints]").get_by_role("button", name="Withdraw").click()
    page = opening.go("read")
    choose(page, "12.6亿人")
    page.get_by_role("button", name="Not a figure").click()
    save(page, "Not at all.")
    content = downloaded(page)
    assert [(entry["id"], entry["do"]) for entry in yaml.safe_load(content)] == [("users", "drop")]
    made = applied(project, content)["metrics"]
    assert made.filter(text="12.6亿人").is_empty()
    assert row(made, "40%")["corrected_by"] is None

    page = opening.go("read")
    choose(page, "12.6亿人")
    page.get_by_role("button", name="Withdraw").click()
    content = downloaded(page)
    assert yaml.safe_load(content) == []
    assert applied(project, content)["metrics"]["corrected_by"].is_null().all()


def test_a_heading_that_comes_or_goes_takes_its_figures_along(opened: Callable[..., Any], project: Path) -> None:
    opening = opened(site(project), viewport={"width": 1280, "height": 900})
    page = opening.go("read")
    for _ in range(3):
        page.keyboard.press("h")
    page.get_by_role("button", name="Not a heading").click()
    save(page, "It is a line of a list.")
    made = applied(project, downloaded(page))
    assert made["sections"]["section"].to_list() == ["1", "1.1"]
    assert made["metrics"]["section"].unique().to_list() == ["1.1"]

    page = opening.go("read")
    page.locator(".finder summary").click()
    page.locator(".finder input").fill("营收约")
    page.locator(".found button").click()
    page.get_by_label("Heading", exact=True).check()
    page.locator("#side").get_by_label("section", exact=True).fill("3")
    page.locator("#side").get_by_label("title", exact=True).fill("另一个标题")
    save(page, "It is set in bold.")
    assert page.locator("#side .warning-text").inner_text().startswith("The title does not stand in the text")
    page.locator("#side").get_by_label("title", exact=True).fill("营收")
    save(page, "It is set in bold.")
    made = applied(project, downloaded(page))
    assert made["sections"].select("section", "title", "text").rows()[1:] == [
        ("1.1", "市场规模与增长", "1.1市场规模与增长"), ("3", "营收", "营收"),
    ]  # fmt: skip
    assert row(made["metrics"], "12.6亿人")["section"] == "1.1"
    assert row(made["metrics"], "5亿元")["section"] == row(made["metrics"], "40%")["section"] == "3"


def test_a_correction_that_expects_something_else_stops_the_run_and_says_what_was_found(project: Path) -> None:
    first = row(applied(project)["metrics"], "12.6亿人")
    declare(
        project,
        f"- {{id: old, table: metrics, at: [{first['start']}, {first['end']}], expect: {{metric: 坏账率}},"
        " value: {metric: 不良率}, reason: It was so once.}\n",
    )
    found = f"specimen.yml: correction 'old': metric was expected to be '坏账率', found '{first['metric']}'; remove"
    with pytest.raises(InputError, match=found):
        run(project, "validate")
    assert not (project / "interim/validate").exists()
