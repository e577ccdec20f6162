"""The vocabularies of quantities: every entry complete, every code well formed, every printed form unambiguous."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from ucumvert import get_ucum_parser

from pipeline import vocabulary
from pipeline.errors import DeclarationError
from pipeline.quantity.width import fold

UNITS = vocabulary.units()
VOCABULARIES = Path(__file__).parents[1] / "schemas" / "vocabulary"
UCUM = get_ucum_parser()


def test_every_unit_has_its_fields() -> None:
    for unit in UNITS:
        assert unit.code, unit
        assert unit.label, unit.code
        assert unit.label_zh, unit.code
        assert unit.dimension, unit.code
        assert unit.surfaces, unit.code
        assert (unit.factor is None) == (unit.base_unit is None), unit.code
        assert unit.factor is None or unit.factor > 0, unit.code


def _lists(node: Any) -> Iterator[list[str]]:
    """Every list of plain words in a declaration."""
    if isinstance(node, list) and all(isinstance(word, str) for word in node):
        yield node
    elif isinstance(node, list | dict):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _lists(inner)


@pytest.mark.parametrize("path", sorted(VOCABULARIES.glob("*.yml")), ids=lambda path: path.stem)
def test_no_list_of_words_holds_one_twice(path: Path) -> None:
    lists = list(_lists(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert lists
    assert [word for words in lists for word, times in Counter(words).items() if times > 1] == []


def test_at_least_150_things_are_counted() -> None:
    assert sum(unit.system == "count" for unit in UNITS) >= 150


@pytest.mark.parametrize("code", [unit.code for unit in UNITS if unit.system in {"ucum", "count"}])
def test_ucum_codes_are_well_formed(code: str) -> None:
    assert UCUM.parse(code)


def test_currency_codes_are_three_capitals() -> None:
    codes = [unit.code for unit in UNITS if unit.system == "iso4217"]
    assert len(codes) >= 30
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)


def test_own_codes_stand_in_braces() -> None:
    assert all(re.fullmatch(r"\{[a-z0-9_]+\}", unit.code) for unit in UNITS if unit.system == "own")


def test_no_printed_form_names_two_codes_even_when_folded() -> None:
    owner: dict[str, str] = {}
    for surface, code in vocabulary.surfaces().items():
        assert owner.setdefault(fold(surface), code) == code, surface


def test_a_base_unit_is_declared_or_made_of_declared_ones() -> None:
    for unit in UNITS:
        if unit.base_unit is not None and unit.system != "own":
            base = vocabulary.unit_table().get(unit.base_unit)
            assert base is None or base.factor in {None, Decimal(1)}, unit.code


def test_prefixes_are_declared_units() -> None:
    assert set(vocabulary.prefixes().values()) <= set(vocabulary.unit_table())


def test_a_form_with_two_meanings_has_a_rule_that_names_declared_codes() -> None:
    for surface, rules in vocabulary.unit_contexts()["near"].items():
        assert surface in vocabulary.surfaces()
        assert all(rule["near"] and rule["code"] in vocabulary.unit_table() for rule in rules)


def test_a_compound_converts_where_its_parts_do() -> None:
    assert vocabulary.unit("CNY/t").factor == Decimal("0.000001")
    assert vocabulary.unit("{vehicle}/d").factor is None
    with pytest.raises(KeyError):
        vocabulary.unit("no such unit")


METRE = {"code": "m", "system": "ucum", "dimension": "length", "factor": "1", "base_unit": "m", "label": "metre", "label_zh": "米", "surfaces": ["米"]}  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("km", "schemas/vocabulary/units.yml: 'km' is no unit; write {code, system,"),
        (
            {"factor": "1000", "base_unit": "metre"},
            "unit km leads to unknown unit 'metre'; declare it, or name another",
        ),
        ({"factor": "1000", "base_unit": "s"}, "unit km (length) leads to s (time); name a base_unit of its dimension"),
        (
            {"factor": "1000", "base_unit": None},
            "unit km has one of factor and base_unit; write both, or null for both",
        ),
        ({"factor": "thousand", "base_unit": "m"}, "km has the factor 'thousand'; write a number above 0, in quotes"),
        ({"factor": "0", "base_unit": "m"}, "km has the factor '0'; write a number above 0"),
        ({"factor": "1000", "base_unit": "m", "system": "si"}, "km is of system 'si'; use one of ucum, "),
    ],
)
def test_a_unit_that_leads_nowhere_is_named(monkeypatch: pytest.MonkeyPatch, entry: Any, message: str) -> None:
    made = METRE | {"code": "km", "surfaces": ["千米"]} | entry if isinstance(entry, dict) else entry
    second = METRE | {"code": "s", "dimension": "time", "base_unit": "s", "surfaces": ["秒"]}
    given = {"vocabulary/units.yml": [METRE, second, made]}
    monkeypatch.setattr(vocabulary, "read", lambda name: given.get(name, []))
    with pytest.raises(DeclarationError) as caught:
        vocabulary.units.__wrapped__()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
