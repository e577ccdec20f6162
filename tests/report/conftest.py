"""A site to look at: the first report with the figures of its gold file, and a small one that is hostile."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Clean, Document, Page, Span
from pipeline.report import pages
from pipeline.tables import frame

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
