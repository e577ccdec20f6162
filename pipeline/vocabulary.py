"""The words of quantities, as declared in ``schemas/vocabulary/``: units with their codes, numerals, bound words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, get_args

from pipeline.declarations import read
from pipeline.errors import DeclarationError

System = Literal["ucum", "iso4217", "count", "own"]

_UNIT_FILES = ("money", "units", "counts")
# The parts of a quotient; one that is itself compound stands in brackets.
_PARTS = re.compile(r"\([^()]+\)|[^/()]+")
_FIELDS = ("code", "system", "dimension", "factor", "base_unit", "label", "label_zh", "surfaces")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit code: ``value * factor`` is the amount in ``base_unit``; both null where nothing converts.

    ``surfaces`` are the printed forms, simplified and traditional, the usual one first.
    """

    code: str
    system: System
    dimension: str
    factor: Decimal | None
    base_unit: str | None
    label: str
    label_zh: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numerals:
    """The characters of numerals after folding; values are exact."""

    digits: dict[str, Decimal]
    tens: dict[str, Decimal]
    joined_tens: dict[str, Decimal]
    scales: dict[str, Decimal]
    latin_scales: dict[str, Decimal]
    financial: frozenset[str]
    more: frozenset[str]
    about: frozenset[str]
    some: frozenset[str]
    halves: dict[str, Decimal]


@cache
def units() -> tuple[Unit, ...]:
    """Every declared unit, by code.

    Raises DeclarationError where an entry lacks a field, names an unknown system, or converts to a unit that is not known.
    """
    found: dict[str, Unit] = {}
    for name in _UNIT_FILES:
        for entry in read(f"vocabulary/{name}.yml"):
            made = _unit(entry, f"schemas/vocabulary/{name}.yml")
            if made.code in found:
                raise DeclarationError(
                    f"schemas/vocabulary/{name}.yml: code {made.code} is declared twice; join the entries"
                )
            found[made.code] = made
    _check_bases(found)
    return tuple(found[code] for code in sorted(found))


def _check_bases(found: Mapping[str, Unit]) -> None:
    """A base is a declared unit of the same dimension, or else the one base that all units of its dimension have."""
    bases: dict[str, set[str]] = {}
    for each in found.values():
        if each.base_unit is not None:
            bases.setdefault(each.dimension, set()).add(each.base_unit)
    for each in found.values():
        if (each.base_unit is None) != (each.factor is None):
            raise DeclarationError(
                f"schemas/vocabulary: unit {each.code} has one of factor and base_unit; write both, or null for both"
            )
        if each.base_unit is None:
            continue
        base = found.get(each.base_unit)
        if base is None and len(bases[each.dimension]) > 1:
            raise DeclarationError(
                f"schemas/vocabulary: unit {each.code} leads to unknown unit {each.base_unit!r}; declare it, or name another base_unit"
            )
        if base is not None and base.dimension != each.dimension:
            raise DeclarationError(
                f"schemas/vocabulary: unit {each.code} ({each.dimension}) leads to {base.code} ({base.dimension}); "
                "name a base_unit of its dimension"
            )


def _unit(entry: Any, where: str) -> Unit:
    if not isinstance(entry, dict):
        raise DeclarationError(f"{where}: {entry!r} is no unit; write {{{', '.join(_FIELDS)}}}")
    missing = [field for field in _FIELDS if field not in entry]
    if missing:
        raise DeclarationError(f"{where}: {entry.get('code', entry)!r} has no {', '.join(missing)}; add it")
    if entry["system"] not in get_args(System):
        raise DeclarationError(
            f"{where}: {entry['code']} is of system {entry['system']!r}; use one of {', '.join(get_args(System))}"
        )
    return Unit(
        code=str(entry["code"]),
        system=entry["system"],
        dimension=entry["dimension"],
        factor=_factor(entry, where),
        base_unit=entry["base_unit"],
        label=entry["label"],
        label_zh=entry["label_zh"],
        surfaces=tuple(map(str, entry["surfaces"])),
    )


def _factor(entry: Mapping[str, Any], where: str) -> Decimal | None:
    if entry["factor"] is None:
        return None
    try:
        factor = Decimal(str(entry["factor"]))
    except InvalidOperation:
        factor = Decimal(0)
    if not factor.is_finite() or factor <= 0:
        raise DeclarationError(
            f"{where}: {entry['code']} has the factor {entry['factor']!r}; write a number above 0, in quotes"
        )
    return factor


@cache
def unit_table() -> dict[str, Unit]:
    """The declared units by code."""
    return {unit.code: unit for unit in units()}


@cache
def unit(code: str) -> Unit:
    """The unit of a code, declared or made of declared ones with ``/`` (``CNY/t``, ``CNY/(kW.h)``). Raises KeyError for any other.

    >>> unit("CNY/t").dimension
    'money/mass'
    >>> unit("{vehicle}/d").label, unit("CNY/(kW.h)").dimension
    ('vehicle per day', 'money/energy')
    """
    declared = unit_table()
    if code in declared:
        return declared[code]
    parts = [declared[part.strip("()")] for part in _PARTS.findall(code)] if "/" in code else []
    if len(parts) < 2:
        raise KeyError(code)
    top, *below = parts
    factor, base = _quotient(top, below)
    plain = all(part.system in {"ucum", "count"} for part in parts)
    return Unit(
        code=code,
        system="ucum" if plain else "own",
        dimension="/".join(part.dimension for part in parts),
        factor=factor,
        base_unit=base,
        label=" per ".join(part.label for part in parts),
        label_zh="/".join(part.label_zh for part in parts),
        surfaces=("/".join(part.surfaces[0] for part in parts),),
    )


def _quotient(top: Unit, below: list[Unit]) -> tuple[Decimal | None, str | None]:
    if top.factor is None or any(part.factor is None for part in below):
        return None, None
    factor = top.factor
    for part in below:
        factor /= part.factor or Decimal(1)
    bases = [str(part.base_unit) for part in below]
    return factor, "/".join(
        [str(top.base_unit), *(f"({base})" if "." in base or "/" in base else base for base in bases)]
    )


@cache
def surfaces() -> dict[str, str]:
    """Printed form to code. Raises DeclarationError where one form is given to two codes."""
    owner: dict[str, str] = {}
    for entry in units():
        for surface in entry.surfaces:
            if owner.setdefault(surface, entry.code) != entry.code:
                raise DeclarationError(
                    f"schemas/vocabulary: {surface} is a surface of {owner[surface]} and of {entry.code}; keep one"
                )
    return owner


@cache
def prefixes() -> dict[str, str]:
    """Printed form of a unit that stands before its number, to code."""
    return {str(surface): entry["code"] for entry in read("vocabulary/prefixes.yml") for surface in entry["surfaces"]}


@cache
def numerals() -> Numerals:
    """The characters of numerals."""
    raw = read("vocabulary/numerals.yml")

    def values(key: str) -> dict[str, Decimal]:
        return {char: Decimal(value) for char, value in raw[key].items()}

    return Numerals(
        digits=values("digits"),
        tens=values("tens"),
        joined_tens=values("joined_tens"),
        scales=values("scales"),
        latin_scales=values("latin_scales"),
        financial=frozenset(raw["financial"]),
        more=frozenset(raw["more"]),
        about=frozenset(raw["about"]),
        some=frozenset(raw["some"]),
        halves=values("halves"),
    )


@cache
def bounds() -> dict[str, Any]:
    """The bound words as declared: ``before``, ``after``, ``fillers``, ``joints`` and what they may not stand beside."""
    declared: dict[str, Any] = read("vocabulary/bounds.yml")
    return declared


@cache
def unit_contexts() -> dict[str, Any]:
    """What decides whether a printed form is a unit: ``near``, ``digits``, ``digits_only``, ``always``, ``not_before``, ``open_words``."""
    declared: dict[str, Any] = read("vocabulary/contexts.yml")
    return declared | {key: frozenset(declared[key]) for key in ("always", "digits_only", "open_words")}


@cache
def exclusion_map(key: str) -> dict[str, list[str]]:
    """A word with the characters that make another word of it when they stand in front: ``unlike``."""
    declared: dict[str, list[str]] = read("vocabulary/exclusions.yml")[key]
    return declared


@cache
def exclusions(key: str) -> tuple[str, ...]:
    """A list of words that are no quantities, longest first: ``words``, ``labels``, ``name_tails``, ``points``."""
    return tuple(sorted(set(read("vocabulary/exclusions.yml")[key]), key=lambda word: (-len(word), word)))
