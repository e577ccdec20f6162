"""Metric phrases and the coded properties they name; a case is a line of tests/gold/metric_codes.jsonl."""

import json
from pathlib import Path

import pytest

from pipeline.observation.codes import code_of, codes

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "gold" / "metric_codes.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["metric"])
def test_a_phrase_gets_the_code_of_what_it_measures_or_none(case):
    found = code_of(case["metric"])
    assert (found.code if found else None) == case["code"], case["note"]


def test_at_least_120_properties_are_coded_and_each_says_what_is_plausible():
    assert len(codes()) >= 120
    for code in codes():
        assert code.dimensions, code.code
        assert code.low is None or code.high is None or code.low < code.high, code.code


def test_a_label_names_its_own_code():
    for code in codes():
        named = code_of(code.label_zh)
        assert named is None or named == code or code.label_zh in named.label_zh, code.code
