"""A small published dataset, to be changed one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from pipeline import dataset, publish, shapes, tables, versions

TEXT = "2024年用户规模达3亿人,渗透率为5%,坏账率为1.2%。"


def figure(text: str, value: float, unit: str, metric: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {
        "observation_id": tables.content_id("report", start), "document_id": "report", "start": start, "end": start + len(text),
        "text": text, "subject": "平台", "metric": metric, "value": value, "value_low": value, "value_high": value, "unit": unit,
        "unit_text": text[-1], "bound": "exact", "measure": "level", "time_period": "2024", "year": 2024, "year_basis": "stated",
        "status": "actual", "evidence": TEXT, "flags": "",
    }  # fmt: skip


FIGURES = (
    figure("3亿人", 3e8, "{person}", "用户规模"),
    figure("5%", 5.0, "%", "渗透率"),
    figure("1.2%", 1.2, "%", "坏账率"),
)


def frames(*rows: dict[str, Any]) -> dict[str, pl.DataFrame]:
    source = {
        "document_id": "report", "title": "年报", "sha256": "0" * 64, "bytes": 90, "characters": 40, "clean_characters": 38,
        "encoding": "utf-8", "pages_found": 0, "figures": 3,
    }  # fmt: skip
    metrics = tables.frame("metrics", rows)
    return {
        "sources": tables.frame("sources", [source]), "sections": tables.empty("sections"), "metrics": metrics,
        **shapes.derive(metrics), "units": tables.units_frame(["%"]), "issues": tables.empty("issues"),
    }  # fmt: skip


@pytest.fixture(scope="session")
def published() -> Callable[..., dict[str, bytes]]:
    """The published files of some figures, as a version of the dataset."""

    def publish_(*rows: dict[str, Any], version: str = "0.1.0") -> dict[str, bytes]:
        return publish.files(frames(*rows), dataset=replace(dataset.declared(), version=version))

    return publish_


@pytest.fixture(scope="session")
def edition(published: Callable[..., dict[str, bytes]]) -> Callable[..., versions.Edition]:
    """The same as an edition."""
    return lambda *rows, version="0.1.0": versions.read(published(*rows, version=version), version)


@pytest.fixture
def figures() -> tuple[dict[str, Any], ...]:
    return tuple(dict(each) for each in FIGURES)
