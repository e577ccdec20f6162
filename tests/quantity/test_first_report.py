"""The amounts of the first report, figure by figure: nothing missed, nothing extra, and each as it was annotated."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import io
from pipeline.evaluate import agrees, gold_from, match

ROOT = Path(__file__).parents[2]
REPORT = "fintech-convergence-2025"
GOLD = gold_from({path.name: io.read_jsonl(path) for path in io.files(ROOT / "tests/gold", "*.jsonl")})[REPORT]


@pytest.fixture(scope="module")
def found() -> list[dict[str, object]]:
    text = io.read_text(ROOT / "raw" / REPORT / "report.txt")
    rows = pipeline.extract(text, document_id=REPORT).to_dicts()
    return [row for row in rows if any(start <= row["start"] < end for start, end in GOLD.covered)]


def test_every_annotated_figure_is_found_and_no_other(found: list[dict[str, object]]) -> None:
    pairs = match(GOLD.figures, found)
    missed = {row["text"] for number, row in enumerate(GOLD.figures) if number not in {one for one, _ in pairs}}
    extra = {row["text"] for number, row in enumerate(found) if number not in {other for _, other in pairs}}
    assert (missed, extra) == (set(), set())
    assert len(pairs) >= 170


@pytest.mark.parametrize("field", ["value", "value_low", "value_high", "unit_text", "bound"])
def test_every_amount_is_as_annotated(field: str, found: list[dict[str, object]]) -> None:
    pairs = match(GOLD.figures, found)
    wrong = [
        (GOLD.figures[one]["text"], GOLD.figures[one][field], found[other][field])
        for one, other in pairs
        if not agrees(field, GOLD.figures[one], found[other])
    ]
    assert wrong == []
