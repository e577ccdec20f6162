"""No vocabulary entry without a case: every unit, bound word, numeral and currency sign is used by the corpus.

A unit that only ever counts points in words (三大能力) is used by the cases that leave such numbers alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests/gold/quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
EXPECTED: list[tuple[str, dict[str, Any]]] = [(case["text"], one) for case in CASES for one in case["expected"]]
LEFT_ALONE: list[str] = [one["text"] for case in CASES for one in case.get("skipped", [])]
UNITS = ("units.yml", "money.yml", "counts.yml")


def _vocabulary(name: str) -> Any:
    return yaml.safe_load((ROOT / "schemas/vocabulary" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", UNITS)
def test_every_unit_is_used_by_a_case(name: str) -> None:
    used = {one.get("unit") for _, one in EXPECTED}
    unused = [entry for entry in _vocabulary(name) if entry["code"] not in used]
    assert [
        entry["code"] for entry in unused if not any(text.endswith(tuple(entry["surfaces"])) for text in LEFT_ALONE)
    ] == []


def test_every_code_of_the_corpus_is_a_code_of_the_vocabulary() -> None:
    entries = [entry for name in UNITS for entry in _vocabulary(name)]
    surfaces = {surface: entry["code"] for entry in entries for surface in entry["surfaces"]}
    stated = {(one["unit_text"], one.get("unit")) for _, one in EXPECTED if one.get("unit_text") in surfaces}
    contexts = _vocabulary("contexts.yml")
    in_context = {("pct", "{pp}"), ("PCT", "{pp}"), ("度", "[degF]")} | {
        (form, rule["code"]) for form, rules in contexts["near"].items() for rule in rules
    }
    in_context |= set(contexts["digits"].items())
    assert {(text, code) for text, code in stated if code and surfaces[text] != code} <= in_context


@pytest.mark.parametrize("bound", ["at_least", "at_most", "approx"])
def test_every_bound_word_stands_beside_a_figure(bound: str) -> None:
    vocabulary = _vocabulary("bounds.yml")
    bounded = [(text, one) for text, one in EXPECTED if one.get("bound") == bound]
    in_front = [text[: one["start"]].rstrip() for text, one in bounded]
    behind = [text[one["end"] :].lstrip() for text, one in bounded]
    figures = [one["text"] for _, one in bounded]
    between = ["", *vocabulary["fillers"]]
    assert [
        word
        for word in vocabulary["before"][bound]
        if not any(text.endswith(tuple(word + filler for filler in between)) for text in in_front)
        and not any(figure.startswith(word) for figure in figures)
    ] == []
    assert [
        word
        for word in vocabulary["after"][bound]
        if not any(text.startswith(word) for text in behind) and not any(word in figure for figure in figures)
    ] == []


def test_every_character_of_a_numeral_is_read_somewhere() -> None:
    figures = "".join(one["text"] for _, one in EXPECTED)
    assert [word for words in _vocabulary("numerals.yml").values() for word in words if word not in figures] == []


def test_every_unit_printed_in_front_is_used_by_a_case() -> None:
    figures = tuple(one["text"] for _, one in EXPECTED)
    surfaces = [surface for entry in _vocabulary("prefixes.yml") for surface in entry["surfaces"]]
    assert [surface for surface in surfaces if not any(figure.startswith(surface) for figure in figures)] == []
