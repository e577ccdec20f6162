"""The corpus of quantities, one test a case: what must be read, what must be left alone, and where each stands.

``tests/gold/quantities.jsonl`` holds a case a line. ``expected`` lists the quantities of the text in order, with their
offsets; a column that a case leaves out is not asked for, and ``either`` lists the values that all count as right.
``skipped`` lists numbers that are no quantities.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Quantity, Span
from pipeline.quantity import read

CORPUS = Path(__file__).parents[1] / "gold" / "quantities.jsonl"
CASES: list[dict[str, Any]] = [
    json.loads(line, parse_float=Decimal) for line in CORPUS.read_text(encoding="utf-8").splitlines()
]
# What a reader may hand on so marked beside the quantities of a case: numbers of the text that are no observations.
NO_OBSERVATION = frozenset({"article", "per", "points", "rating", "story_time"})
MINUS = ("-", "−", "－", "–", "负", "負", "零下", "(", "（")


def _signed(quantity: Quantity, text: str) -> int:
    """-1 where a printed minus is kept as a direction beside a size without sign."""
    kept_apart = quantity.direction == "down" and quantity.span.quote(text).startswith(MINUS)
    return -1 if kept_apart and quantity.value is not None and quantity.value > 0 else 1


def _quantities(case: Mapping[str, Any]) -> list[Quantity]:
    expected = {(one["start"], one["end"]) for one in case["expected"]}
    return [
        quantity
        for quantity in read(case["text"])
        if NO_OBSERVATION.isdisjoint(quantity.flags) or (quantity.span.start, quantity.span.end) in expected
    ]


def _columns(quantity: Quantity, text: str) -> dict[str, Any]:
    sign = _signed(quantity, text)
    numbers = {"value": quantity.value, "value_low": quantity.low, "value_high": quantity.high}
    return {
        "text": quantity.span.quote(text),
        "start": quantity.span.start,
        "end": quantity.span.end,
        "number": quantity.number.quote(text),
        **{name: None if number is None else number * sign for name, number in numbers.items()},
        "unit_text": quantity.unit_text,
        "unit": quantity.unit,
        "bound": quantity.bound,
    }


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, int | Decimal) and isinstance(found, Decimal):
        return abs(found - wanted) <= abs(Decimal(wanted)) * Decimal("1e-9")
    return wanted == found


def _differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    either = expected.get("either", {})
    return [
        f"{expected['text']}: {column} is {found[column]!r}, wanted {wanted!r}"
        for column, wanted in expected.items()
        if column != "either" and not any(_same(right, found[column]) for right in either.get(column, [wanted]))
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_quantity_is_read_and_nothing_else(case: Mapping[str, Any]) -> None:
    text = case["text"]
    quantities = _quantities(case)
    found = [_columns(quantity, text) for quantity in quantities]
    # Compared as lists of texts first: a quantity too many or too few says more than the columns of its neighbours.
    wanted = [one.get("either", {}).get("text", [one["text"]]) for one in case["expected"]]
    texts = [row["text"] for row in found]
    assert [text in right for text, right in zip(texts, wanted, strict=False)] == [True] * len(wanted), (
        f"{texts}, wanted {wanted}: {case['note']}"
    )
    assert len(texts) == len(wanted), f"{texts}, wanted {wanted}: {case['note']}"
    problems = [line for one, row in zip(case["expected"], found, strict=True) for line in _differences(one, row)]
    assert not problems, case["note"]
    for left_alone in case.get("skipped", []):
        span = Span(left_alone["start"], left_alone["end"])
        assert not any(span.overlaps(quantity.span) for quantity in quantities), (left_alone, case["note"])


def test_the_corpus_quotes_its_texts_and_states_bounds_that_agree() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) >= 650
    for case in CASES:
        assert case["note"], case["id"]
        for one in [*case["expected"], *case.get("skipped", [])]:
            assert case["text"][one["start"] : one["end"]] == one["text"], case["id"]
        for one in case["expected"]:
            if "bound" in one and "value_low" in one:
                value, low, high = one["value"], one["value_low"], one["value_high"]
                agreed = {
                    "exact": value is not None and low == value == high,
                    "at_least": value is not None and low == value and high is None,
                    "at_most": value is not None and low is None and high == value,
                    "approx": value is not None and low is None and high is None,
                    "range": value is None and None not in (low, high) and low < high,
                }
                assert agreed[one["bound"]], (case["id"], one["text"])
