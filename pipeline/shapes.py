"""Observations in the shapes that people ask for: a movement in one row, a series of what is comparable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import polars as pl

from pipeline import conversion, declarations, tables
from pipeline.errors import InputError

Row = Mapping[str, Any]
_NAMES = ("subject", "organisation", "metric", "metric_id", "metric_label", "ref_area", "status")
# Figures that agree in all of these stand in one cell of a series.
_CELL = ("metric_id", "subject", "ref_area", "status", "time_period", "unit")
_PERCENT = ("%", "{pp}")


def derive(metrics: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The published tables that are made from the metrics, by name."""
    return {"changes": changes(metrics), "series": series(metrics)}


def changes(metrics: pl.DataFrame) -> pl.DataFrame:
    """One row a movement (从A至B, with its size where that is stated), or a level with a change stated of it; by key.

    Figures belong together by ``change_id``. A level with two changes (同比 and 环比) makes two rows, changes without a level none.
    ``difference`` and ``relative_change`` are computed, and only from exact ends.
    """
    grouped = tables.by_place(metrics.filter(pl.col("change_id").is_not_null()))
    rows = [
        _movement(*parts)
        for _, group in grouped.group_by("change_id", maintain_order=True)
        for parts in _movements(list(group.iter_rows(named=True)))
    ]
    return tables.by_key("changes", tables.frame("changes", rows))


def _movements(group: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None, Row | None]]:
    """From, to and change of each row that a group makes; two of the three at least are there."""
    ends: dict[str | None, list[Row]] = {"from": [], "to": [], None: []}
    stated = [row for row in group if row["measure"] == "change" and row["role"] is None]
    for row in group:
        if row not in stated:
            ends[row["role"]].append(row)
    pairs: list[tuple[Row | None, Row | None]] = [
        *zip_longest(ends["from"], ends["to"]),
        *((None, level) for level in ends[None]),
    ]
    if earlier_and_later := _columns(ends[None]):
        pairs = [*pairs[: -len(ends[None])], earlier_and_later]
    of_pair: dict[int, list[Row]] = {}
    for change in stated:
        if pairs:
            of_pair.setdefault(_pair_of(change, pairs), []).append(change)
    for number, (start, end) in enumerate(pairs):
        if number in of_pair:
            for change in of_pair[number]:
                yield start, end, change
        elif start is not None and end is not None:
            yield start, end, None


def _columns(levels: Sequence[Row]) -> tuple[Row, Row] | None:
    """The two levels of a table's row whose columns are two periods, earlier one first; null where they are anything else."""
    if len(levels) != 2 or levels[0]["unit"] != levels[1]["unit"]:
        return None
    one, other = sorted(levels, key=lambda row: row["time_period"] or "")
    if not one["time_period"] or len(one["time_period"]) != len(other["time_period"]):
        return None
    return (one, other) if one["time_period"] < other["time_period"] else None


def _pair_of(change: Row, pairs: Sequence[tuple[Row | None, Row | None]]) -> int:
    """Which pair a change is stated of: one of its own period, else the last before it, else the first."""
    anchors = [end or start for start, end in pairs]
    before = [number for number, row in enumerate(anchors) if row and row["start"] < change["start"]]
    same = [number for number, row in enumerate(anchors) if row and row["time_period"] == change["time_period"]]
    near = [number for number in before if number in same] or same[:1] or before
    return near[-1] if near else 0


def _movement(start: Row | None, end: Row | None, change: Row | None) -> dict[str, Any]:
    named = end or start or change or {}
    row = {name: named[name] for name in _NAMES} | {"document_id": named["document_id"]}
    for part, figure in (("from", start), ("to", end), ("change", change)):
        found = figure or {}
        row |= {f"{part}_{name}": found.get(name) for name in ("observation_id", "value", "unit", "bound")}
        if part != "change":
            row[f"{part}_period"] = found.get("time_period")
    ids = [row[f"{part}_observation_id"] for part in ("from", "to", "change")]
    row |= {"movement_id": tables.content_id(*ids), "change_id": named["change_id"]}
    row["direction"] = next((each["direction"] for each in (change, end) if each and each["direction"]), None)
    row |= {name: change[name] if change else None for name in ("comparison", "reference")}
    return row | _computed(start, end)


def _computed(start: Row | None, end: Row | None) -> dict[str, Any]:
    if start is None or end is None or not start["bound"] == end["bound"] == "exact":
        return {}
    if start["unit"] is None or end["unit"] is None or start["value"] is None or end["value"] is None:
        return {}
    try:
        before = Decimal(repr(conversion.amount(start["value"], start["unit"], to=end["unit"])))
    except InputError:
        return {}
    difference = Decimal(repr(end["value"])) - before
    relative = float(round(difference / before * 100, 6)) if before > 0 else None
    unit = "{pp}" if end["unit"] in _PERCENT else end["unit"]
    return {"difference": float(difference), "difference_unit": unit, "relative_change": relative}


def series(metrics: pl.DataFrame) -> pl.DataFrame:
    """One row a cell: what is stated exactly of one property of one subject in one period, in one unit; by key.

    Levels only, and only where property, subject, period and unit are known; figures of another place or status are other cells.
    Where figures of a cell differ, ``value`` is null, its least and greatest stand in ``value_low`` and ``value_high``, and
    ``flags`` has ``contradiction``; ``wording_differs`` says that the reports call the property by different words.
    """
    exact = (pl.col("bound") == "exact") & (pl.col("measure") == "level")
    known = pl.all_horizontal(pl.col("metric_id", "subject", "time_period", "unit", "value").is_not_null())
    cells: dict[tuple[Any, ...], list[Row]] = {}
    for row in tables.by_place(metrics.filter(exact & known)).iter_rows(named=True):
        cells.setdefault((_scope(row), *(row[name] for name in _CELL)), []).append(row)
    rows = [_cell(found) for found in cells.values()]
    return tables.by_key("series", tables.frame("series", rows))


def _scope(row: Row) -> str | None:
    """The report, where the subject is a word like 本公司, which is another company in each."""
    return row["document_id"] if row["subject"] in declarations.read("vocabulary/context.yml")["self"] else None


def _cell(found: Sequence[Row]) -> dict[str, Any]:
    low, high = min(row["value"] for row in found), max(row["value"] for row in found)
    flags = ["contradiction"] if low < high else []
    if len({row["metric"] for row in found}) > 1:
        flags.append("wording_differs")
    same = {name: found[0][name] for name in _CELL} | {"document_id": _scope(found[0])}
    return (
        same
        | {name: found[0][name] for name in ("metric_label", "year")}
        | {
            "series_id": tables.content_id(*(same[name] for name in sorted(same))),
            "value": low if low == high else None,
            "value_low": low,
            "value_high": high,
            "observations": len(found),
            "observation_ids": ",".join(row["observation_id"] for row in found),
            "document_ids": ",".join(sorted({row["document_id"] for row in found})),
            "flags": ",".join(flags),
        }
    )
