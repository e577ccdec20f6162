"""What each chart shows, as rows of plain values: all counting and choosing is done here, all drawing in charts.py."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

KINDS = ("level", "share", "change", "condition")
_MOST_ROWS = 30
_MOST_MOVEMENTS = 12
_MOST_SUBJECTS = 18
_MOST_RUNS = 20
_PERIOD = re.compile(r"([0-9]{4})(?:-([SQ])([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")
# Nothing that XML cannot hold or that reorders what stands beside it.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]")


def short(text: str | None, width: int) -> str:
    """At most ``width`` columns of text, a Chinese character counting two, with nothing in it that XML cannot hold.

    >>> short("中国互联网金融协会", 10)
    '中国互联…'
    """
    kept, used = "", 0
    clean = _UNPRINTABLE.sub("\ufffd", text or "")
    for char in clean:
        used += 2 if char > "\u2e7f" else 1
        if used > width:
            return kept.rstrip()[:-1] + "…" if used - width > 1 else kept + "…"
        kept += char
    return kept


def sections(metrics: pl.DataFrame, titles: pl.DataFrame | None) -> list[dict[str, Any]]:
    """Figures per section of the second level and kind; per document where there are several."""
    if metrics.get_column("document_id").n_unique() > 1:
        return _counted([(row["document_id"], row["measure"]) for row in metrics.iter_rows(named=True)], "section", {})
    named = {} if titles is None else {row["section"]: row["title"] for row in titles.iter_rows(named=True)}
    pairs = []
    for row in metrics.sort("start", nulls_last=True).iter_rows(named=True):
        number = ".".join((row["section"] or "").split(".")[:2])
        pairs.append((number, row["measure"]))
    labels = {number: f"{number} {named.get(number) or ''}".strip() or "–" for number, _ in pairs}
    return _counted(pairs, "section", labels)


def years(metrics: pl.DataFrame) -> list[dict[str, Any]]:
    """Figures per year and kind, the years without any between the first and the last included where they are few."""
    known = metrics.filter(metrics.get_column("year").is_not_null()).sort("year")
    counts = _counted([(row["year"], row["measure"]) for row in known.iter_rows(named=True)], "year", {}, most=40)
    present = [row["year"] for row in counts]
    if present and max(present) - min(present) < 25:
        gaps = sorted(set(range(min(present), max(present) + 1)) - set(present))
        counts += [{"year": year, "kind": KINDS[0], "rank": 0, "count": 0} for year in gaps]
    return counts


def runs(metrics: pl.DataFrame) -> list[dict[str, Any]]:
    """Periods other than a whole year, as years with fractions: ``begin`` is inclusive, ``stop`` is where the next period begins.

    In the order of time, the periods with most figures where there are too many.
    """
    counts: dict[str, int] = {}
    for period in metrics.get_column("time_period").drop_nulls().sort():
        counts[period] = counts.get(period, 0) + 1
    spans = {period: span for period in counts if len(period) != 4 and (span := _years_of(period))}
    kept = sorted(spans, key=lambda period: (-counts[period], period))[:_MOST_RUNS]
    return [
        {"period": short(period, 24), "begin": spans[period][0], "stop": spans[period][1], "count": counts[period]}
        for period in sorted(kept, key=lambda period: (spans[period], period))
    ]


def _years_of(period: str) -> tuple[float, float] | None:
    """Where a period begins and where it is over, in years; null where it is not written as the tables write it.

    >>> _years_of("2019/2025"), _years_of("2024-Q3"), _years_of("2023-11/2024-02")
    ((2019.0, 2026.0), (2024.5, 2024.75), (2023.8333, 2024.1667))
    """
    ends = []
    for part in (period.split("/") * 2)[:2]:
        match = _PERIOD.fullmatch(part)
        if match is None:
            return None
        year, kind, of_kind, month, day = match.groups()
        length = {"S": 6, "Q": 3}.get(kind or "", 12 if month is None else 1)
        first = 12 * int(year) + (int(of_kind) - 1) * length if kind else 12 * int(year) + int(month or 1) - 1
        ends.append((first + (int(day) - 1) / 31, first + int(day) / 31) if day else (first, first + length))
    (begin, _), (_, stop) = ends
    return (round(begin / 12, 4), round(stop / 12, 4)) if stop > begin else None


def magnitudes(metrics: pl.DataFrame) -> list[dict[str, Any]]:
    """Positive values by unit to two digits, equal ones once, the units with most figures first."""
    rows = []
    for row in metrics.iter_rows(named=True):
        value = row["value"] if row["value"] is not None else row["value_low"]
        if value is not None and value > 0 and math.isfinite(value):
            rows.append((short(row["unit_text"] or row["unit"] or "–", 14), row["measure"], value))
    counts: dict[str, int] = {}
    for unit, _, _ in rows:
        counts[unit] = counts.get(unit, 0) + 1
    order = sorted(counts, key=lambda unit: (-counts[unit], unit))[:14]
    return [
        {"unit": unit, "kind": kind, "value": value, "decade": math.floor(math.log10(value))}
        for wanted in order
        for unit, kind, value in dict.fromkeys((unit, kind, float(f"{value:.1e}")) for unit, kind, value in rows)
        if unit == wanted
    ]


def factors(units: pl.DataFrame | None) -> dict[str, tuple[str, float]]:
    """By unit code, the base unit of its dimension and what one of it is in that; units that nothing converts are left out."""
    if units is None:
        return {}
    known = units.filter(units.get_column("factor").is_not_null() & units.get_column("base_unit").is_not_null())
    return {row["unit"]: (row["base_unit"], row["factor"]) for row in known.iter_rows(named=True)}


def movements(metrics: pl.DataFrame, factors: Mapping[str, tuple[str, float]], *, across: int) -> list[dict[str, Any]]:
    """Pairs of from and to that share a change_id and a dimension, laid out ``across`` a line: ends and labels with their places."""
    ends: dict[str, dict[str, tuple[dict[str, Any], str, float]]] = {}
    for row in metrics.sort(["document_id", "start"], nulls_last=True).iter_rows(named=True):
        if row["change_id"] is not None and row["role"] in ("from", "to") and row["value"] is not None:
            base, factor = factors.get(row["unit"], (row["unit"], 1.0))
            if row["value"] >= 0:
                ends.setdefault(row["change_id"], {}).setdefault(row["role"], (row, base, row["value"] * factor))
    pairs = [
        (pair["from"], pair["to"])
        for pair in ends.values()
        if len(pair) == 2 and pair["from"][1] == pair["to"][1] and max(pair["from"][2], pair["to"][2]) > 0
    ]
    rows: list[dict[str, Any]] = []
    for at, pair in enumerate(pairs[:_MOST_MOVEMENTS]):
        left, top = at % across, at // across
        largest = max(size for _, _, size in pair)
        rows.append(_label("title", left + 0.03, top + 0.1, short(pair[1][0]["subject"], 20), top))
        rows.append(_label("sub", left + 0.03, top + 0.25, short(pair[1][0]["metric"], 22), top))
        for (end, _, size), x, what, nudge in zip(pair, (0.36, 0.62), ("from", "to"), (-0.04, 0.04), strict=True):
            y = round(top + 0.9 - 0.48 * size / largest, 4)
            rows.append({"what": "end", "movement": at, "x": left + x, "y": y, "cell": top, "label": ""})
            rows.append(_label(what, left + x + nudge, y, short(end["text"], 9), top))
    return rows


def _label(what: str, x: float, y: float, label: str, cell: int) -> dict[str, Any]:
    return {"what": what, "movement": -1, "x": round(x, 4), "y": round(y, 4), "label": label, "cell": cell}


def rates(metrics: pl.DataFrame) -> list[dict[str, Any]]:
    """Levels and shares in per cent by subject, the subjects with most of them first, each subject's in text order."""
    rows = [
        (short(row["subject"], 26), row["measure"], row["value"])
        for row in metrics.sort(["document_id", "start"], nulls_last=True).iter_rows(named=True)
        if row["unit"] == "%" and row["measure"] in ("level", "share") and row["value"] is not None and row["subject"]
    ]
    counts: dict[str, int] = {}
    for subject, _, _ in rows:
        counts[subject] = counts.get(subject, 0) + 1
    order = sorted(counts, key=lambda subject: (-counts[subject], subject))[:_MOST_SUBJECTS]
    return [
        {"subject": subject, "kind": kind, "value": value}
        for wanted in order
        for subject, kind, value in dict.fromkeys(rows)
        if subject == wanted
    ]


def _counted(
    pairs: list[tuple[Any, str]], field: str, labels: dict[Any, str], *, most: int = _MOST_ROWS
) -> list[dict[str, Any]]:
    """Counts by the first of each pair, in order of appearance, and kind; the groups with most figures where too many."""
    counts: dict[Any, dict[str, int]] = {}
    for group, kind in pairs:
        kinds = counts.setdefault(group, {})
        kinds[kind] = kinds.get(kind, 0) + 1
    groups = list(counts)
    if len(groups) > most:
        largest = set(sorted(groups, key=lambda group: (-sum(counts[group].values()), str(group)))[:most])
        groups = [group for group in groups if group in largest]
    return [
        {
            field: short(labels.get(group, group), 30) if isinstance(group, str) else group,
            "kind": kind,
            "rank": rank,
            "count": counts[group][kind],
        }
        for group in groups
        for rank, kind in enumerate(KINDS)
        if kind in counts[group]
    ]
