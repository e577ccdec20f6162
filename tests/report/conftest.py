"""A site to look at: the first report with the figures of its gold file, and a small one that is hostile."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.model import Clean, Document, Page, Span
from pipeline.report import pages
from pipeline.tables import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
REPORT = "fintech-convergence-2025"
_CODES = {"元": "CNY", "%": "%", "个百分点": "{pp}", "天": "d", "分钟": "min", "小时": "h", "秒": "s", "人": "{person}"}


def cleaned(document_id: str, raw: str) -> Document:
    """A document with its page footers masked out; enough of cleaning to see furniture on the page."""
    kept, found, at = [], [], 0
    for number, footer in enumerate(re.finditer(r"第\d{1,3}页共\d{1,3}页|\n(?=\d)", raw), 1):
        kept.extend(range(at, footer.start()))
        at = footer.end()
        if footer[0] != "\n":
            found.append(Page(number, Span(found[-1].span.end if found else 0, at)))
    kept.extend(range(at, len(raw)))
    clean = Clean(raw=raw, text="".join(raw[place] for place in kept), offsets=tuple(kept))
    return Document(document_id, clean, pages=tuple(found))


def figure(document_id: str, raw: str, text: str, **columns: Any) -> dict[str, Any]:
    """A row of metrics for the first place where ``text`` stands in ``raw``."""
    start = raw.index(text)
    return {
        "observation_id": f"{start:016x}", "document_id": document_id, "start": start, "end": start + len(text),
        "text": text, "unit_text": "元", "unit": "CNY", "bound": "exact", "measure": "level", "status": "actual",
        "evidence": text, "flags": "", **columns,
    }  # fmt: skip


@pytest.fixture(scope="session")
def report() -> dict[str, Any]:
    """Arguments of ``pages`` for the first report, its figures and headings from the gold files."""
    raw = (ROOT / f"raw/{REPORT}/report.txt").read_bytes().decode()
    gold = (ROOT / f"tests/gold/{REPORT}.sections-1-3.jsonl").read_text(encoding="utf-8").splitlines()
    outline = (ROOT / f"tests/gold/{REPORT}.outline.jsonl").read_text(encoding="utf-8").splitlines()
    rows, before = [], {}
    for line in gold:
        row = json.loads(line)
        row |= {
            "observation_id": f"{row['start']:016x}", "document_id": REPORT, "status": row.get("status", "actual"),
            "unit": _CODES.get(row["unit_text"], "{" + row["unit_text"] + "}" if row["unit_text"] else "1"),
            "time_period": row.get("time_period") or (str(row["year"]) if row["year"] else None),
            "evidence": raw[max(0, row["start"] - 24) : row["end"] + 12].replace("\n", ""),
            "flags": "no-year" if row["year"] is None else "",
        }  # fmt: skip
        for column in ("subject_accept", "metric_accept", "either"):
            row.pop(column, None)
        if row["role"] == "to" and before.get("role") == "from":
            row["change_id"] = before["change_id"] = f"{before['start']:016x}"
        before = row
        rows.append(row)
    headings = []
    for line in outline:
        row = json.loads(line)
        end = row["start"] + len(row["number"]) + len(row["title"] or "")
        headings.append({
            "document_id": REPORT, "section": row["number"], "level": row["level"], "title": row["title"],
            "page": row["page"], "start": row["start"], "end": end, "text": raw[row["start"] : end],
        })  # fmt: skip
    unsure = next(row for row in rows if row["year"] is None)
    found = {
        "issue_id": "00000000000000aa", "severity": "warning", "rule": "year-known", "document_id": REPORT,
        "table": "metrics", "column": "year", "key": unsure["observation_id"], "expected": "a year",
        "start": unsure["start"], "end": unsure["end"], "text": unsure["text"],
    }  # fmt: skip
    year = raw.index("2013年")
    return {
        "frames": {
            "metrics": frame("metrics", rows), "sections": frame("sections", headings),
            "sources": frame("sources", [{
                "document_id": REPORT, "title": "2025互联网金融行业跨界融合趋势", "language": "zh-Hans", "sha256": "0" * 64,
                "bytes": 33483, "characters": len(raw), "encoding": "utf-8", "pages_declared": 19, "figures": len(rows),
            }]),
            "issues": frame("issues", [found]),
        },
        "documents": {REPORT: cleaned(REPORT, raw)},
        "skipped": frame("skipped", [{"document_id": REPORT, "start": year, "end": year + 5, "text": "2013年", "reason": "year"}]),
        "evaluation": {"rules": {"row_f1": 0.98, "full_f1": 0.91}},
        "checks": [
            {"engine": "great_expectations", "table": "metrics", "column": "year", "rule": "year-known",
             "meaning": "A figure that names no period inherits one or stays null.", "severity": "warning",
             "passed": False, "failed": 1},
            {"engine": "pandera", "table": "metrics", "column": "end", "rule": "span-quotes",
             "meaning": "raw[start:end] is the text of the row.", "severity": "error", "passed": True, "failed": 0},
        ],
    }  # fmt: skip


HOSTILE = (
    "一、<script>window.broken=1</script>标题\u2028里\n"
    "𠮷野家</script><img src=x onerror=window.broken=1>营收达3亿元第1页共2页,"
    "\u202e右至左\u2069利润约5万元'\"`${window.broken=1}{{7*7}}<!--]]>,半个字符\ud83d后面9元"
)


@pytest.fixture(scope="session")
def hostile() -> dict[str, Any]:
    """Arguments of ``pages`` for a text that tries to leave the page, to run scripts and to shift offsets."""
    name = "<b>hostile</b>\u2029"
    evil = "</script><script>window.broken=1</script>"
    rows = [
        figure(name, HOSTILE, "3亿元", value=3e8, subject=f"𠮷野家{evil}", metric='"><svg onload=window.broken=1>',
               section="1", evidence=HOSTILE, year=2024, flags="a,b"),
        figure(name, HOSTILE, "5万元", value=5e4, subject=f"𠮷野家{evil}", bound="approx", unit_text="=1+1", section="1"),
        figure(name, HOSTILE, "9元", value=9.0, subject="half\ud83d", section="1", unit="javascript:window.broken=1"),
    ]  # fmt: skip
    for row in rows:
        # A lone surrogate cannot stand in a frame: only the raw text may bring one.
        row.update({key: value.replace("\ud83d", "\ufffd") for key, value in row.items() if isinstance(value, str)})
    heading = {"document_id": name, "section": "1", "level": 1, "start": 0, "end": HOSTILE.index("\n"), "title": evil}
    return {
        "frames": {"metrics": frame("metrics", rows), "sections": frame("sections", [heading])},
        "documents": {name: cleaned(name, HOSTILE)},
    }


@pytest.fixture(scope="session")
def site(report: dict[str, Any]) -> dict[str, bytes]:
    return pages(**report)


@pytest.fixture(scope="session")
def small(report: dict[str, Any]) -> dict[str, bytes]:
    """The first report's beginning with all that a page can show: checks, a correction, another version before this one."""
    (document,) = report["documents"].values()
    raw = document.clean.raw[:1200]
    frames = {
        name: table.filter(table["end"] <= 1200) if "end" in table.columns else table
        for name, table in report["frames"].items()
    }
    rows = frames["metrics"].to_dicts()
    rows[1] |= {"corrected_by": "by-hand", "correction_reason": "The text says so.", "time_period": "2023/2024"}
    before = [
        *({**row, "metric": "规模"} if row is rows[0] else row for row in rows[:3]),
        {**rows[4], "observation_id": "f" * 16},
    ]
    declared = (
        f"- id: by-hand\n  table: metrics\n  at: [{rows[1]['start']}, {rows[1]['end']}]\n"
        "  expect: {metric: 规模}\n  value: {metric: 用户规模}\n  reason: The text says so.\n"
    )
    return pages(**{
        **report, "frames": frames | {"metrics": frame("metrics", rows)}, "documents": {REPORT: cleaned(REPORT, raw)},
        "corrections": {REPORT: declared}, "previous": ("0.1.0", frame("metrics", before)),
    })  # fmt: skip


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
        from playwright.sync_api import sync_playwright
    except ImportError:
        return "browser tests need playwright: pip install playwright"
    try:
        with sync_playwright() as driver:
            there = installed() or os.path.exists(driver.chromium.executable_path)  # noqa: PTH110
    except Exception as error:  # noqa: BLE001
        # What Playwright raises where its driver lacks a library has no type of its own.
        return f"Playwright does not start ({error}), so the review page was not opened; install Debian's libatomic1"
    return None if there else _GET_ONE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, a line a file; where everything has to run, it fails instead."""
    waiting = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if waiting and not os.environ.get("CI") and (why := missing()):
        for item in waiting:
            item.add_marker(pytest.mark.skip(reason=why))


# Not for the whole session: while Playwright's loop runs, no other test of this process can run one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
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
    """Opens a site, or the site in a folder, with the network off; at the end nothing may have gone wrong on it."""
    contexts: list[BrowserContext] = []
    pages_: list[Opened] = []

    def open_(site: dict[str, bytes] | Path, **options: Any) -> Opened:
        folder = site if isinstance(site, Path) else tmp_path
        if not isinstance(site, Path):
            (folder / "index.html").write_bytes(site["index.html"])
        context = browser.new_context(offline=True, locale="en-GB", accept_downloads=True, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        pages_.append(Opened(context.new_page(), folder))
        return pages_[-1]

    yield open_
    for page in pages_:
        assert page.wrong == []
    for context in contexts:
        context.close()
