"""Tables that hold, made from the gold of the first report, and the same with one wrong row for each rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import shapes, tables, vocabulary
from pipeline.validate import Validated, suites, validate

ROOT = Path(__file__).parents[2]
REPORT = "fintech-convergence-2025"
PARAMS = {"years_back": 30, "years_ahead": 30, "reject": []}
CASES = [json.loads(line) for line in (Path(__file__).parent / "broken.jsonl").read_text(encoding="utf-8").splitlines()]


def gold(part: str) -> list[dict[str, Any]]:
    text = (ROOT / f"tests/gold/{REPORT}.{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def metrics(raw: str) -> pl.DataFrame:
    sha256, codes = tables.text_sha256(raw), vocabulary.surfaces()
    names = tables.columns.table("metrics").names
    rows: list[dict[str, Any]] = []
    for annotated in gold("sections-1-3"):
        row = {name: annotated.get(name) for name in names}
        row |= {
            "document_id": REPORT, "status": "actual", "flags": "", "unit": codes.get(row["unit_text"]) if row["unit_text"] else "1",
            "observation_id": tables.content_id(REPORT, row["start"], row["end"], sha256),
            "time_period": str(row["year"]) if row["year"] else None,
            "evidence": raw[max(0, row["start"] - 24) : row["end"] + 12].replace("\n", ""),
        }  # fmt: skip
        if row["role"] == "to" and rows and rows[-1]["role"] == "from":
            row["change_id"] = rows[-1]["change_id"] = tables.content_id(
                rows[-1]["observation_id"], row["observation_id"]
            )
        rows.append(row)
    return tables.by_place(tables.frame("metrics", rows))


def sections(raw: str) -> pl.DataFrame:
    rows = []
    for heading in gold("outline"):
        at = heading["start"]
        for char in heading["title"]:
            at = raw.index(char, at) + 1
        rows.append(
            {
                "document_id": REPORT, "section": heading["number"], "level": heading["level"], "title": heading["title"],
                "page": heading["page"], "start": heading["start"], "end": at, "text": raw[heading["start"] : at],
            }
        )  # fmt: skip
    return tables.frame("sections", rows)


@pytest.fixture(scope="session")
def raw() -> str:
    return (ROOT / f"raw/{REPORT}/report.txt").read_bytes().decode()


@pytest.fixture(scope="session")
def checked(raw: str) -> dict[str, Any]:
    """Arguments of ``validate`` that break no rule of severity error."""
    found = metrics(raw)
    source = {
        "document_id": REPORT, "title": "2025互联网金融行业跨界融合趋势", "language": "zh-Hans", "kind": "industry-report",
        "rights": "Unknown.", "sha256": tables.text_sha256(raw), "bytes": len(raw.encode()), "characters": len(raw),
        "clean_characters": len(raw) - 300, "encoding": "utf-8", "pages_declared": 19, "pages_found": 19, "figures": len(found),
    }  # fmt: skip
    return {
        "frames": {
            "sources": tables.frame("sources", [source]), "sections": sections(raw), "metrics": found,
            "units": tables.units_frame(found["unit"]),
        },
        "raws": {REPORT: raw},
        "counts": {REPORT: {"observations": len(found)}},
        "params": PARAMS,
    }  # fmt: skip


@pytest.fixture(scope="session")
def frames(checked: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """All published tables as checks get them, before anything was found."""
    derived = shapes.derive(checked["frames"]["metrics"])
    return {**checked["frames"], **derived, "issues": tables.empty("issues")}


@pytest.fixture(scope="session")
def validated(checked: dict[str, Any]) -> Validated:
    return validate(**checked)


@pytest.fixture(scope="session")
def broken(checked: dict[str, Any]) -> dict[str, Any]:
    """Keys of the rows that break a rule, by rule, where each case of broken.jsonl has spoilt a row of its own: the ``cases``
    with the key of theirs, and what was ``found``.
    """
    frames = {
        **checked["frames"],
        "changes": tables.empty("changes"),
        "series": tables.empty("series"),
        "issues": tables.empty("issues"),
    }
    figures = frames["metrics"]["observation_id"][:2]
    rows = {name: frame.to_dicts() for name, frame in frames.items()}
    plain = (row for row in rows["metrics"] if row["change_id"] is None and row["role"] is None)
    headings = iter(rows["sections"][::-1])
    raws, counts = dict(checked["raws"]), dict(checked["counts"])
    for number, case in enumerate(CASES):
        table = case["rule"].partition(".")[0]
        if table == "metrics":
            row = next(plain)
        elif table == "sections":
            row = next(headings)
        elif table == "sources":
            row = dict(rows["sources"][0]) | {
                "document_id": f"other-{number}",
                "sha256": f"{number:064x}",
                "figures": 0,
            }
            row |= {"characters": 9, "clean_characters": 9}
            raws[row["document_id"]] = "一二三四五六七八九"
            counts[row["document_id"]] = case.get("counts", {})
            rows["sources"].append(row)
        elif table == "units":
            row = dict(rows["units"][0]) | {
                "unit": f"{{unit_{number}}}",
                "base_unit": None,
                "factor": None,
                "system": "own",
            }
            rows["units"].append(row)
        elif table == "changes":
            row = {
                "movement_id": f"{number:016x}", "change_id": "0" * 16, "document_id": REPORT, "status": "actual",
                "from_observation_id": figures[0], "from_value": 5.0, "from_unit": "%", "from_bound": "exact",
                "to_observation_id": figures[1], "to_value": 23.0, "to_unit": "%", "to_bound": "exact", "direction": "up",
                "difference": 18.0, "difference_unit": "{pp}", "relative_change": 360.0,
            }  # fmt: skip
            rows["changes"].append(row)
        elif table == "series":
            row = {
                "series_id": f"{number:016x}", "metric_id": "penetration", "subject": "平台", "status": "actual", "time_period": "2024",
                "year": 2024, "unit": "%", "value": 5.0, "value_low": 5.0, "value_high": 5.0, "observations": 1,
                "observation_ids": figures[0], "document_ids": REPORT, "flags": "",
            }  # fmt: skip
            rows["series"].append(row)
        else:
            row = {
                "issue_id": f"{number:016x}", "severity": "info", "rule": "metrics.some-rule", "table": "metrics",
                "document_id": REPORT, "expected": "something",
            }  # fmt: skip
            rows["issues"].append(row)
        row |= case["row"]
        case["key"] = "/".join(str(row[name]) for name in tables.columns.table(table).primary_key)
    spoilt = {name: tables.frame(name, each) for name, each in rows.items()}
    found = suites.run(spoilt, raws=raws, counts=counts, params=PARAMS).issues
    return {"cases": CASES, "found": {rule: tuple(group["key"]) for (rule,), group in found.group_by("rule")}}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Leave of each suite its first expectation and those whose rules are named: a suite takes as long as it has expectations."""
    read = suites.read

    def leave(*rules: str) -> None:
        def few(name: str) -> dict[str, Any]:
            first, *others = read(name)["expectations"]
            return {**read(name), "expectations": [first, *(each for each in others if each["meta"]["rule"] in rules)]}

        monkeypatch.setattr(suites, "read", few)

    return leave
