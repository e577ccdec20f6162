"""The review page in a real browser, opened from a folder with the network off."""

from __future__ import annotations

import csv
import io
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import corrections
from pipeline.report import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="browser tests need playwright: pip install playwright")

REPORT = "fintech-convergence-2025"
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_GET_ONE = "no Chromium found, so the review page was not opened; install Debian's chromium or run: playwright install chromium"


def installed() -> str | None:
    """Path of a Chromium or Chrome on PATH."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def missing() -> str | None:
    """Why no page can be opened here, and what to do."""
    try:
        with playwright.sync_playwright() as driver:
            there = installed() or os.path.exists(driver.chromium.executable_path)  # noqa: PTH110
    except Exception as error:  # noqa: BLE001
        # What Playwright raises where its driver lacks a library has no type of its own.
        return f"Playwright does not start ({error}), so the review page was not opened; install Debian's libatomic1"
    return None if there else _GET_ONE


# Where everything has to run, a test that cannot is a failure; elsewhere one line says what was left out.
if not os.environ.get("CI") and (why := missing()):
    pytest.skip(f"all browser tests: {why}", allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=installed(), args=_FLAGS)
        yield running
        running.close()


class Opened:
    """A page with what went wrong on it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.wrong: list[str] = []
        page.on(
            "console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:", "blob:")) else self.wrong.append(request.url)
            ),
        )

    def go(self, place: str) -> Page:
        self.page.goto(f"file://{self.folder}/index.html#{place}")
        self.page.locator("main h1").first.wait_for(state="attached")
        return self.page


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    contexts = []
    pages_ = []

    def open_(site: dict[str, bytes], **options: Any) -> Opened:
        (tmp_path / "index.html").write_bytes(site["index.html"])
        context = browser.new_context(offline=True, locale="en-GB", accept_downloads=True, **options)
        contexts.append(context)
        pages_.append(Opened(context.new_page(), tmp_path))
        return pages_[-1]

    yield open_
    for page in pages_:
        assert page.wrong == []
    for context in contexts:
        context.close()


@pytest.mark.parametrize("view", ["overview", "read", "table", "checks", "corrections"])
@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_every_view_opens_and_fits_its_window(
    opened: Callable[..., Opened], site: dict[str, bytes], view: str, width: int
) -> None:
    page = opened(site, viewport={"width": width, "height": 740}).go(view)
    assert page.locator(f"#tabs [data-view={view}]").get_attribute("aria-current") == "page"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_on_a_figure_opens_its_card_and_a_click_on_the_card_finds_the_figure(
    opened: Callable[..., Opened], site: dict[str, bytes]
) -> None:
    page = opened(site, viewport={"width": 1280, "height": 740}).go("read")
    mark = page.locator(".paper a.figure", has_text="12.6亿人")
    mark.click()
    assert page.locator(".card .amount").inner_text() == "12.6亿人"
    assert "用户规模" in page.locator(".card .what").inner_text()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".card .amount a").click()
    playwright.expect(mark).to_be_in_viewport()
    playwright.expect(mark).to_have_class("figure kind-level chosen")


def test_the_text_on_the_page_is_the_raw_text(
    opened: Callable[..., Opened], site: dict[str, bytes], report: dict[str, Any]
) -> None:
    (document,) = report["documents"].values()
    page = opened(site).go("read")
    shown = page.locator(".paper").evaluate("paper => paper.textContent")
    assert shown.replace("⏎", "\n") == document.clean.raw


def test_furniture_is_greyed_and_a_skipped_number_says_why(
    opened: Callable[..., Opened], site: dict[str, bytes]
) -> None:
    page = opened(site).go("read")
    assert "第1页共19页" in page.locator(".paper .furniture").all_inner_texts()
    assert page.locator(".paper .skipped", has_text="2013年").get_attribute("title") == "seen, not taken: a year"


def test_the_keyboard_alone_walks_the_figures(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site).go("read")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.locator(".card .amount").inner_text() == "12.6亿人"
    page.keyboard.press("p")
    assert page.locator(".card .amount").inner_text() == "30万亿元"
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    page.keyboard.press("3")
    page.keyboard.press("/")
    playwright.expect(page.locator("#search")).to_be_focused()


def test_filter_search_and_sort_narrow_the_table(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site).go("table")
    assert page.locator(".count").inner_text() == "99 of 99 figures"
    page.locator("[data-filter=kind]").select_option("share")
    assert page.locator(".count").inner_text() == "10 of 99 figures"
    page.locator("#search").fill("网民")
    assert page.locator("tbody th").all_inner_texts() == ["89.3%"]
    page.get_by_role("button", name="Reset").click()
    page.locator("[data-sort=value]").click()
    page.locator("[data-sort=value]").click()
    assert page.locator("thead [aria-sort=descending]").inner_text().startswith("value")
    assert page.locator("tbody th").first.inner_text() == "30万亿元"


def test_a_filter_lives_in_the_address(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site).go("table?year=")
    assert page.locator(".count").inner_text() == "13 of 99 figures"


def test_the_download_holds_what_is_shown(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site).go("table")
    page.locator("[data-filter=unit]").select_option("CNY")
    page.locator(".chooser summary").click()
    page.locator(".choices input[value=start]").check()
    with page.expect_download() as download:
        page.locator("#download").click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert len(rows) == 17
    assert rows[0]["text"] == "30万亿元"
    assert float(rows[0]["value"]) == 3e13
    assert rows[0]["start"] == "219"


def test_a_failed_check_leads_to_the_text(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site).go("checks?rule=year-known")
    page.locator(".rows a").first.click()
    assert "year-known" in page.locator(".card .failed").inner_text()


def test_marks_survive_a_reload_and_make_a_file_that_the_pipeline_applies(
    opened: Callable[..., Opened], report: dict[str, Any]
) -> None:
    declared = "# Read by hand.\n- {id: older, table: sections, at: '1.1', expect: {level: 2}, value: {level: 2}, reason: checked}\n"
    page = opened(pages(**report, corrections={REPORT: declared})).go("read")
    page.keyboard.press("n")
    page.get_by_role("button", name="Change", exact=True).click()
    page.locator(".review .column").select_option("value")
    page.locator(".review .value").fill("3.1e13")
    page.get_by_role("button", name="Another column").click()
    page.locator(".review .value").nth(1).fill("市场: '大'")
    page.locator(".review .reason").fill('见 "图1"')
    page.get_by_role("button", name="Save").click()
    page.locator(".card").press("n")
    page.get_by_role("button", name="Not a figure").click()
    page.locator(".review .reason").fill("no")
    page.get_by_role("button", name="Save").click()
    page.evaluate("""() => {
        const leaf = [...document.querySelectorAll(".paper [data-at]")].find((each) => each.textContent.includes("2013年"));
        const at = leaf.textContent.indexOf("2013年");
        getSelection().setBaseAndExtent(leaf.firstChild, at, leaf.firstChild, at + 5);
    }""")
    page.get_by_role("button", name="Mark the selected text").click()
    page.get_by_label("metric").fill("元年")
    page.get_by_label("value", exact=True).fill("2013")
    page.get_by_label("Reason").fill("for the test")
    page.get_by_role("button", name="Save").click()
    page.reload()
    page.locator("[data-view=corrections]").click()
    with page.expect_download() as download:
        page.locator("[data-file]").click()
    assert download.value.suggested_filename == f"{REPORT}.yml"

    content = download.value.path().read_text(encoding="utf-8")
    entries = corrections.parse(content, "downloaded.yml", document_id=REPORT)
    before = report["frames"]["metrics"]
    after = corrections.apply(report["frames"], entries, report["documents"])["metrics"]
    assert after.height == before.height
    assert after.filter(text="2013年")["metric"].to_list() == ["元年"]
    assert after.filter(text="12.6亿人").is_empty()
    changed = after.filter(start=219)
    assert changed.select("subject", "value", "correction_reason").rows() == [("市场: '大'", 3.1e13, '见 "图1"')]


def test_language_and_theme_are_remembered(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site, color_scheme="light").go("overview")
    page.locator("#language").click()
    page.locator("#theme").click()
    page.locator("#theme").click()
    page.reload()
    assert page.locator("[data-view=table]").inner_text() == "表格"
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 18, 22)"


def test_hostile_text_runs_no_script_and_moves_no_mark(opened: Callable[..., Opened], hostile: dict[str, Any]) -> None:
    site = opened(pages(**hostile))
    for view in ("overview", "read", "table", "checks", "corrections"):
        page = site.go(view)
        assert page.evaluate("window.broken") is None
        assert page.locator("main img, main script, main svg svg").count() == 0
    page = site.go("read")
    assert page.locator(".paper a.figure").all_inner_texts() == ["3亿元", "5万元", "9元"]
    page.locator(".paper a.figure").first.click()
    assert "</script>" in page.locator(".card .what").inner_text()


def test_twenty_thousand_figures_keep_few_rows_on_the_page(
    opened: Callable[..., Opened], report: dict[str, Any]
) -> None:
    import polars as pl

    metrics = report["frames"]["metrics"]
    many = pl.concat([
        metrics.with_columns(
            pl.col("observation_id") + f"-{copy}", pl.lit(f"report-{copy:03}").alias("document_id")
        ) for copy in range(202)
    ])  # fmt: skip
    page = opened(pages({"metrics": many}, documents=dict.fromkeys(many["document_id"].unique(), ""))).go("table")
    assert page.locator(".count").inner_text() == "19,998 of 19,998 figures"
    assert page.locator("tbody tr").count() < 80
    page.locator(".scroller").evaluate("box => { box.scrollTop = box.scrollHeight }")
    playwright.expect(page.locator("tbody th").last).to_have_text("report-201")
