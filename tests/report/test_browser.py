"""The review page in a real browser, opened from a folder with the network off."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import corrections
from pipeline.report import pages
from pipeline.tables import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    Opened = Any

playwright = pytest.importorskip("playwright.sync_api", reason="browser tests need playwright: pip install playwright")

REPORT = "fintech-convergence-2025"


@pytest.mark.parametrize("view", ["overview", "read", "table", "checks", "corrections"])
def test_every_view_opens_and_fits_its_window(opened: Callable[..., Opened], site: dict[str, bytes], view: str) -> None:
    opening = opened(site)
    for width in (360, 1280, 2560):
        opening.page.set_viewport_size({"width": width, "height": 740})
        page = opening.go(view)
        page.reload()
        page.locator("main h1").first.wait_for(state="attached")
        assert page.locator(f"#tabs [data-view={view}]").get_attribute("aria-current") == "page"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


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


def test_the_keyboard_walks_what_was_not_taken_and_each_card_says_why(
    opened: Callable[..., Opened], site: dict[str, bytes]
) -> None:
    page = opened(site).go("read")
    page.keyboard.press("s")
    assert page.locator(".card .amount").inner_text() == "2013年"
    assert page.locator(".card .what").inner_text() == "a year"
    assert page.evaluate("document.activeElement.textContent") == "2013年"
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0


def test_a_card_says_what_was_understood_and_where_it_is_from(
    opened: Callable[..., Opened], site: dict[str, bytes]
) -> None:
    page = opened(site).go("read")
    page.keyboard.press("n")
    assert page.locator(".card .understood").inner_text() == "≥ 30,000,000,000,000 元 · 2024"
    source = page.locator(".card .source").inner_text()
    assert source.startswith("Source: 2025互联网金融行业跨界融合趋势 · §1.1 行业发展现状")
    assert source.endswith("page 1")


def test_a_narrow_window_shows_charts_drawn_for_it(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site, viewport={"width": 360, "height": 740}).go("overview")
    for chart in page.locator(".chart-panel").all():
        assert chart.locator(".chart.narrow").is_visible()
        assert not chart.locator(".chart.wide").is_visible()
        box = chart.locator(".scroll-box")
        assert box.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_print_is_dark_on_white_with_the_wide_charts(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    page = opened(site, viewport={"width": 700, "height": 900}, color_scheme="dark").go("overview")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".chart.wide").first.is_visible()
    assert not page.locator(".chart.narrow").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 36, 48)"


def test_a_chart_cuts_no_label_off(opened: Callable[..., Opened], site: dict[str, bytes]) -> None:
    opening = opened(site)
    for width in (360, 1280):
        opening.page.set_viewport_size({"width": width, "height": 740})
        page = opening.go("overview")
        outside = page.evaluate("""() => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
            const box = chart.getBoundingClientRect();
            return [...chart.querySelectorAll("text")].filter((each) => {
                const own = each.getBoundingClientRect();
                return own.width && (own.left < box.left - 1 || own.right > box.right + 1);
            }).map((each) => each.textContent);
        })""")
        assert outside == []


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


def test_a_finding_that_is_about_no_figure_leads_to_its_place(
    opened: Callable[..., Opened], report: dict[str, Any]
) -> None:
    heading = report["frames"]["sections"].row(1, named=True)
    base = {"severity": "warning", "rule": "look-here", "document_id": REPORT, "column": None, "key": None}
    found = frame("issues", [
        {**base, "issue_id": "1" * 16, "table": "sections", **{name: heading[name] for name in ("start", "end", "text")}},
        {**base, "issue_id": "2" * 16, "table": "sources", "start": 219, "end": 224, "text": "30万亿元"},
    ])  # fmt: skip
    page = opened(pages(**{**report, "frames": report["frames"] | {"issues": found}})).go("checks")
    page.locator("main details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    page.get_by_role("link", name=heading["text"]).click()
    assert page.locator(".card").get_attribute("data-heading") == heading["section"]
    page.go_back()
    page.locator("main details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    page.get_by_role("link", name="30万亿元").click()
    page.wait_for_function("CSS.highlights.get('place') !== undefined")
    assert page.evaluate("[...CSS.highlights.get('place')].map(String)") == ["30万亿元"]


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


def test_checks_say_what_they_mean_in_the_language_of_the_page(
    opened: Callable[..., Opened], report: dict[str, Any]
) -> None:
    check = {"engine": "pandera", "table": "metrics", "column": None, "rule": "metrics.never-null", "severity": "error",
             "meaning": "A value in each row.", "passed": True, "failed": 0}  # fmt: skip
    unknown = check | {"rule": "metrics.other", "meaning": "Something nobody has translated."}
    page = opened(pages(**{**report, "checks": [check, unknown]})).go("checks")
    said = page.locator(".check-meaning")
    assert said.all_inner_texts()[1:] == ["A value in each row.", "Something nobody has translated."]
    page.locator("#language").click()
    assert said.all_inner_texts()[1:] == ["每行都有值。", "Something nobody has translated."]


def test_a_correction_is_made_and_downloaded_with_the_keyboard_alone(
    opened: Callable[..., Opened], small: dict[str, bytes]
) -> None:
    page = opened(small).go("overview")
    focused = "document.activeElement.innerText?.trim()"

    def tab_to(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == name:
                return
        raise AssertionError(f"no {name}")

    page.keyboard.press("2")
    playwright.expect(page.locator(".paper")).to_be_visible()
    page.keyboard.press("n")
    tab_to("Change")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("总规模")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("It is the whole.")
    tab_to("Save")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "Change"
    page.keyboard.press("5")
    playwright.expect(page.locator("[data-file]")).to_be_visible()
    tab_to(f"Download {REPORT}.yml")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "总规模" in download.value.path().read_text(encoding="utf-8")


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


def test_the_overview_says_what_changed_since_the_version_before(
    opened: Callable[..., Opened], small: dict[str, bytes]
) -> None:
    page = opened(small).go("overview")
    changed = page.locator(".changes")
    assert "Since 0.1.0: " in changed.inner_text()
    assert "规模 → 市场规模" in changed.inner_text()
    changed.locator("a", has_text="30万亿元").click()
    assert page.locator(".card .amount").inner_text() == "30万亿元"


def test_a_number_that_is_none_is_refused_with_a_word(opened: Callable[..., Opened], small: dict[str, bytes]) -> None:
    page = opened(small).go("read")
    page.keyboard.press("n")
    page.get_by_role("button", name="Change", exact=True).click()
    page.locator(".review .column").select_option("value")
    page.locator(".review .value").fill("many")
    page.locator(".review .reason").fill("so")
    page.get_by_role("button", name="Save").click()
    assert page.locator(".review .warning-text").inner_text() == "value has to be a number."
    page.locator("[data-view=corrections]").click()
    assert page.get_by_text("Nothing is marked yet").count() == 1


def test_closing_a_card_leaves_the_keyboard_where_it_was_opened(
    opened: Callable[..., Opened], small: dict[str, bytes]
) -> None:
    page = opened(small).go("read")
    page.keyboard.press("h")
    page.locator(".card .choices-row button").first.focus()
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    assert page.evaluate("document.activeElement.className").startswith("pen")
