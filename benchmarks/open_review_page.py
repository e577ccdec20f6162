"""How long the review page takes to open in Chromium: from the start of the navigation to the painted view.

Run it by hand: ``python benchmarks/open_review_page.py``. It writes pages of 200 figures in one document and of 20,000 in a hundred into
a temporary folder, opens each view of them from there with the network off, and prints the median of some runs, in milliseconds.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import polars as pl
from playwright.sync_api import Browser, sync_playwright

from pipeline import corpus, tables, text
from pipeline.report import pages

VIEWS = ("overview", "read", "table", "checks", "corrections")
LIMITS = {200: 300, 20_000: 2000}
RUNS = 7
# Ten figures a paragraph, in sentences that read like a report's.
PARAGRAPH = (
    "{n}.1经营情况\n2024年,平台{n}的用户规模达{n}.6亿人,同比增长8%,其中女性占52.{n}%。全年营收约{n}.5亿元,净利润不足{n}000万元;"
    "审核时效从3天缩短至10秒,成本降低约40%。截至2023年末,合作机构超{n}00家,服务覆盖{n}5个城市,预计2026年渗透率升至{n}5%。"
    "平台将继续推进数据共享与业务协同,完善内部控制,并与地方机构一道改进服务流程,让更多客户在日常场景里得到便利。\n"
)


def site(figures: int, documents: int) -> dict[str, bytes]:
    """A site with at least so many figures, spread over the documents."""
    frames: dict[str, list[object]] = {"metrics": [], "sections": [], "sources": [], "skipped": []}
    read = {}
    for number in range(documents):
        raw = "".join(PARAGRAPH.format(n=at + 1) for at in range(max(1, round(figures / documents / 10))))
        document = text.read(raw, document_id=f"report-{number:03}")
        reading, observations = corpus.understand(document)
        frames["metrics"].append(tables.metrics_frame(document, observations))
        frames["sections"].append(tables.sections_frame(document))
        frames["skipped"].append(tables.skipped_frame(document, reading, observations))
        read[document.document_id] = document
    made = {name: pl.concat(found) for name, found in frames.items() if found}
    metrics = made["metrics"] = made["metrics"].head(figures)
    skipped = made.pop("skipped")
    print(f"{len(metrics):,} figures in {len(read)} documents")
    return pages(made | {"units": tables.units_frame(metrics["unit"])}, documents=read, skipped=skipped)


def opening(browser: Browser, index: Path, view: str) -> float:
    """Milliseconds from the navigation's start until the view stands there and has been painted."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"file://{index}#{view}")
    page.locator("main h1").first.wait_for(state="attached")
    # The page's own mark on the browser's clock: the driver's would count its own round trips too.
    page.wait_for_function("performance.getEntriesByName('shown').length")
    taken: float = page.evaluate("performance.getEntriesByName('shown')[0].startTime")
    context.close()
    return taken


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    too_slow = []
    try:
        with sync_playwright() as driver:
            where = next((path for path in map(shutil.which, ("chromium", "google-chrome")) if path), None)
            browser = driver.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
            for figures, documents in ((200, 1), (20_000, 100)):
                index = folder / f"{figures}.html"
                index.write_bytes(site(figures, documents)["index.html"])
                print(f"  index.html {index.stat().st_size:,} bytes")
                for view in VIEWS:
                    opening(browser, index, view)
                    median = statistics.median(opening(browser, index, view) for _ in range(RUNS))
                    print(f"  {view:12} {median:7.0f} ms")
                    if not median < LIMITS[figures]:
                        too_slow.append(f"{view} of {figures} figures: {median:.0f} ms")
            browser.close()
    finally:
        shutil.rmtree(folder)
    if too_slow:
        sys.exit("too slow: " + "; ".join(too_slow))


if __name__ == "__main__":
    main()
