"""How right the tables are: observations and headings compared with what people annotated.

A gold figure and an extracted one are the same when their raw spans overlap; each is matched at most once, the pair that
shares most first. Rates lie between 0 and 1. ``row`` counts pairs that agree in everything about the amount, ``full`` those that
also agree in subject and metric.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.errors import InputError

AMOUNT = ("value", "value_low", "value_high", "unit_text", "bound", "measure", "role", "direction", "year")
NAMES = ("subject", "metric")
CONTEXT = (
    "section", "page", "organisation", "reference", "comparison", "time_period", "year_basis", "status", "ref_area",
    "attribution",
)  # fmt: skip
FIELDS = (*AMOUNT, *NAMES, *CONTEXT)
HEADING = ("number", "level", "page", "start", "title")
_PHRASES = frozenset({"organisation", "reference", "ref_area", "attribution"})
_PADDING = re.compile(r"[\s\W_的]+")
_CHAPTERS = re.compile(r"sections-([0-9]{1,3})-([0-9]{1,3})")
_DECIMALS = 4
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """What people annotated of one document: figures, in one file or several, and headings, where there are any.

    ``covered`` are the raw ranges that were annotated; what is extracted elsewhere is neither right nor wrong.
    """

    figures: tuple[Row, ...]
    headings: tuple[Row, ...]
    covered: tuple[tuple[int, float], ...]


def gold_from(files: Mapping[str, Sequence[Row]]) -> dict[str, Gold]:
    """Gold by document, from file names (``<document_id>.<part>.jsonl``) and their rows.

    The part ``outline`` has headings. A part ``sections-4-6`` covers these chapters, as the outline draws them; any other part, the
    whole text. A file without a part, like a corpus of sentences, belongs to no document and is left out.
    """
    parts: dict[str, dict[str, Sequence[Row]]] = {}
    for name in sorted(files):
        document_id, _, part = name.removesuffix(".jsonl").partition(".")
        if part:
            parts.setdefault(document_id, {})[part] = files[name]
    return {document_id: _gold(found) for document_id, found in parts.items()}


def _gold(parts: Mapping[str, Sequence[Row]]) -> Gold:
    headings = tuple(sorted(parts.get("outline", ()), key=lambda row: row["start"]))
    figures = {part: rows for part, rows in parts.items() if part != "outline"}
    return Gold(
        tuple(sorted((row for rows in figures.values() for row in rows), key=_place)),
        headings,
        tuple(sorted(_covered(part, headings) for part in figures)),
    )


def _covered(part: str, headings: Sequence[Row]) -> tuple[int, float]:
    """The raw range of a part: up to the next chapter, and what stands before the first chapter with it."""
    named = _CHAPTERS.fullmatch(part)
    chapters = {row["number"]: row["start"] for row in headings if "." not in row["number"]}
    if not named or named[1] not in chapters:
        return 0, math.inf
    start = chapters[named[1]]
    behind = chapters.get(str(int(named[2]) + 1), math.inf)
    return (0 if start == min(chapters.values()) else start), behind


def fold(text: str | None) -> str:
    """Width and case folded; quotes, punctuation, spaces and 的 left out.

    >>> fold("“微粒贷”的ＡＩ 系统")
    '微粒贷ai系统'
    """
    return _PADDING.sub("", unicodedata.normalize("NFKC", text or "").lower())


def same_phrase(wanted: Iterable[str | None], found: str | None) -> bool:
    """Equal to a wanted phrase after folding, or one holds the other and is at least half as long.

    >>> same_phrase(["用户规模"], "智能投顾用户规模"), same_phrase(["用户规模"], "规模")
    (True, True)
    >>> same_phrase(["坏账率"], "不良率")
    False
    """
    b = fold(found)
    for a in map(fold, wanted):
        if a == b:
            return True
        short, long = sorted((a, b), key=len)
        if len(short) >= 2 and short in long and 2 * len(short) >= len(long):
            return True
    return False


def agrees(field: str, gold: Row, found: Row) -> bool:
    """Whether an extracted row says in a column what the gold row says, or something that it accepts there."""
    either: list[Any] = (gold.get("either") or {}).get(field, [])
    wanted, given = gold.get(field), found.get(field)
    if field in NAMES:
        accepted = gold.get(f"{field}_accept") or []
        return (wanted is None and not accepted and not either) or same_phrase([wanted, *accepted, *either], given)
    if field in _PHRASES:
        return any(not given if not each else bool(given) and same_phrase([each], given) for each in (wanted, *either))
    if given in either:
        return True
    if field == "unit_text":
        return unicodedata.normalize("NFKC", wanted or "") == unicodedata.normalize("NFKC", given or "")
    if field == "section":
        return str(wanted or "").strip(".") == str(given or "").strip(".")
    if isinstance(wanted, int | float) and isinstance(given, int | float):
        return abs(wanted - given) <= 1e-9 * max(1.0, abs(wanted))
    return bool(wanted == given)


def match(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of positions whose spans overlap, each position once; the pairs that share most, for their length, come first."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(found):
            overlap = min(wanted["end"], given["end"]) - max(wanted["start"], given["start"])
            if overlap > 0:
                union = max(wanted["end"], given["end"]) - min(wanted["start"], given["start"])
                pairs.append((-overlap / union, i, j))
    taken: set[int] = set()
    given_away: set[int] = set()
    matched = []
    for _, i, j in sorted(pairs):
        if i not in taken and j not in given_away:
            taken.add(i)
            given_away.add(j)
            matched.append((i, j))
    return sorted(matched)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that rates are made of; tallies of several documents add up.

    By column, ``asked`` counts the matched pairs whose gold row has it (not every gold file has all), ``hits`` those that agree.
    """

    gold: int
    found: int
    matched: int
    row: int
    full: int
    asked: Mapping[str, int]
    hits: Mapping[str, int]

    def __add__(self, other: Tally) -> Tally:
        asked = {field: self.asked[field] + other.asked[field] for field in FIELDS}
        hits = {field: self.hits[field] + other.hits[field] for field in FIELDS}
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.matched + other.matched,
            self.row + other.row,
            self.full + other.full,
            asked,
            hits,
        )

    def rates(self) -> dict[str, Any]:
        """Precision, recall and F1 of ``detection``, ``row`` and ``full``, and the agreement of matched pairs by column."""
        counted = {"detection": self.matched, "row": self.row, "full": self.full}
        return {
            "gold": self.gold,
            "found": self.found,
            **{name: f1(hit, self.gold, self.found) for name, hit in counted.items()},
            "fields": {field: _share(self.hits[field], self.asked[field]) for field in FIELDS if self.asked[field]},
        }


def tally(gold: Sequence[Row], found: Sequence[Row]) -> Tally:
    """Compare the figures of one text. An ``optional`` gold figure may be found or not: it counts neither way."""
    pairs = match(gold, found)
    must = [row for row in gold if not row.get("optional")]
    counted = [(gold[i], found[j]) for i, j in pairs if not gold[i].get("optional")]
    asked, hits = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    row = full = 0
    for wanted, given in counted:
        agreeing = {field for field in FIELDS if agrees(field, wanted, given)}
        for field in FIELDS:
            asked[field] += field in wanted
            hits[field] += field in wanted and field in agreeing
        row += agreeing.issuperset(AMOUNT)
        full += agreeing.issuperset((*AMOUNT, *NAMES))
    return Tally(len(must), len(found) - len(pairs) + len(counted), len(counted), row, full, asked, hits)


def f1(hit: int, gold: int, found: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean.

    >>> f1(3, 4, 6)
    {'precision': 0.5, 'recall': 0.75, 'f1': 0.6}
    """
    return {"precision": _share(hit, found), "recall": _share(hit, gold), "f1": _share(2 * hit, gold + found)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, _DECIMALS) if whole else 0.0


def outline(gold: Sequence[Row], found: Sequence[Row]) -> dict[str, int]:
    """How many gold headings were found with their number, and of these how many agree in each other respect.

    ``found`` are rows of the table of sections. ``wrong`` counts headings that no gold heading has.
    """
    by_number = {row["section"]: row for row in found}
    agreeing = dict.fromkeys(HEADING, 0)
    for wanted in gold:
        given = by_number.get(wanted["number"])
        if given is not None:
            for field in HEADING:
                agreeing[field] += field == "number" or given[field] == wanted[field]
    known = {wanted["number"] for wanted in gold}
    return {
        "gold": len(gold),
        "found": len(found),
        **agreeing,
        "wrong": sum(number not in known for number in by_number),
    }


def evaluate(
    gold: Mapping[str, Gold],
    rules: Mapping[str, pl.DataFrame],
    published: Mapping[str, pl.DataFrame],
    params: Mapping[str, Any],
) -> dict[str, Any]:
    """What evaluation.json holds: the same measures for the rules alone and for the tables as published.

    Both map ``metrics`` and ``sections`` to frames. ``params["floors"]`` maps dotted names of measures, ``published.row.f1`` for
    example, to the least they may be: InputError names those that are below, with what they are. Without gold nothing is measured
    and no floor holds.
    """
    measured = {"rules": _measure(gold, rules), "published": _measure(gold, published)}
    missed = []
    for name, floor in (params.get("floors") or {}).items():
        value = _at(measured, name)
        if gold and value < floor:
            missed.append(f"{name} is {value}, its floor {floor}")
    if missed:
        raise InputError(
            f"the tables are less right than params.yaml asks for: {'; '.join(missed)}; "
            "mend the rules, declare a correction, or lower the floor with a reason"
        )
    return measured


def _measure(gold: Mapping[str, Gold], frames: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    tallies = [tally((), ())]
    headings: dict[str, int] = {}
    for name in sorted(gold):
        figures = [row for row in _rows(frames["metrics"], name) if _is_covered(row, gold[name].covered)]
        tallies.append(tally(gold[name].figures, figures))
        if gold[name].headings:
            for field, count in outline(gold[name].headings, _rows(frames["sections"], name)).items():
                headings[field] = headings.get(field, 0) + count
    total = tallies[0]
    for each in tallies[1:]:
        total += each
    return total.rates() | ({"outline": headings} if headings else {})


def _rows(frame: pl.DataFrame, document_id: str) -> list[dict[str, Any]]:
    return frame.filter(pl.col("document_id") == document_id).sort("start", "end").to_dicts()


def _is_covered(row: Row, covered: Sequence[tuple[int, float]]) -> bool:
    return any(start <= row["start"] < end for start, end in covered)


def _place(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _at(measured: Mapping[str, Any], name: str) -> float:
    value: Any = measured
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            raise InputError(f"params.yaml: evaluate.floors: no measure {name!r}; names are like published.row.f1")
        value = value[part]
    if not isinstance(value, int | float):
        raise InputError(f"params.yaml: evaluate.floors: {name!r} is no number; names are like published.row.f1")
    return value


def plot(measured: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Agreement by column as rows for a chart: for the rules alone and as published."""
    return [
        {"tables": tables, "field": field, "agreement": agreement}
        for tables in ("rules", "published")
        for field, agreement in measured[tables]["fields"].items()
    ]
