"""What rules speak of and no table has: the raw slice of a span, whether a key is known, how large a group is.

Expectations compare columns of one frame. So each published table is given the facts that its suite in
``schemas/expectations/`` asks for as further columns; they are computed here, judged there, and published nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import polars as pl

from pipeline import declarations

_YEAR = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9.])")
_LAST_YEAR = re.compile(r"(?:^|/)([0-9]{4})[^/]*$")
# Rates of a part to its whole. Others (增长率, 收益率, 市盈率) know no upper end.
_PART = "(占比|比重|份额|(通过|渗透|覆盖|普及|留存|转化|坏账|不良|违约|逾期|失业|就业|合格|准确|识别|完成|使用|出席|入学|及格|解决)率)$"
Frames = Mapping[str, pl.DataFrame]


def add(
    frames: Frames, *, raws: Mapping[str, str], counts: Mapping[str, Mapping[str, int]], params: Mapping[str, Any]
) -> dict[str, pl.DataFrame]:
    """``frames`` of the published tables with their facts behind their own columns, rows as they were.

    ``raws`` maps a document to its raw text, ``counts`` to how many observations were found, added, dropped and rejected.
    """
    sources = frames["sources"]["document_id"]
    known = pl.col("document_id").is_in(sources.implode()).alias("document_known")
    quotes = {name: quoted(frames[name], raws) for name in ("metrics", "sections", "issues")}
    reach = year_reach(frames["sources"], raws, params)
    return {
        "sources": _sources(frames, raws, counts),
        "sections": _sections(frames["sections"]).with_columns(known, quotes["sections"]),
        "metrics": _metrics(frames, reach).with_columns(known, quotes["metrics"]),
        "changes": _changes(frames).with_columns(known),
        "series": _series(frames),
        "units": _units(frames["units"]),
        "issues": frames["issues"].with_columns(
            known, quotes["issues"], pl.col("table").is_in(list(frames)).alias("table_known")
        ),
    }


def quoted(frame: pl.DataFrame, raws: Mapping[str, str]) -> pl.Series:
    """``raw[start:end]`` of each row; null where there is no span or no such document."""
    slices = [
        None if start is None or end is None or name not in raws else raws[name][start:end]
        for name, start, end in frame.select("document_id", "start", "end").iter_rows()
    ]
    return pl.Series("quoted", slices, dtype=pl.String)


def year_reach(sources: pl.DataFrame, raws: Mapping[str, str], params: Mapping[str, Any]) -> pl.DataFrame:
    """The years that a report may speak of: so many back and ahead of its date, else of the year it names most.

    Null where it has no date and names no year.
    """
    rows = []
    for name, *dates in sources.select("document_id", "reporting_period", "published").iter_rows():
        dated = [int(year[1]) for date in dates if date and (year := _LAST_YEAR.search(date))]
        centre = dated[0] if dated else _most_named(raws.get(name, ""))
        ends = (None, None) if centre is None else (centre - params["years_back"], centre + params["years_ahead"])
        rows.append((name, *ends))
    schema = {"document_id": pl.String, "year_earliest": pl.Int16, "year_latest": pl.Int16}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _most_named(raw: str) -> int | None:
    """The year that stands most often in a text, the later of two; null where none stands there."""
    named = Counter(map(int, _YEAR.findall(raw)))
    return max(named, key=lambda year: (named[year], year)) if named else None


def _metrics(frames: Frames, reach: pl.DataFrame) -> pl.DataFrame:
    units = frames["units"].select("unit", unit_dimension="dimension")
    sections = frames["sections"].select("document_id", "section", section_known=pl.lit(value=True))
    pages = frames["sources"].select("document_id", "pages_found")
    joined = frames["metrics"]
    for other, *keys in (
        (units, "unit"),
        (sections, "document_id", "section"),
        (pages, "document_id"),
        (reach, "document_id"),
        (_dimensions(), "metric_id", "unit_dimension"),
    ):
        joined = joined.join(other, on=keys, how="left", maintain_order="left")
    grouped, is_end = pl.col("change_id").is_not_null(), pl.col("role").is_not_null()
    return joined.with_columns(
        unit_known=pl.when(pl.col("unit").is_not_null()).then(pl.col("unit_dimension").is_not_null()),
        section_known=pl.when(pl.col("section").is_not_null()).then(pl.col("section_known").fill_null(value=False)),
        unit_fits=pl.when(
            pl.col("measure") == "level", pl.col("metric_id").is_not_null(), pl.col("unit_dimension").is_not_null()
        ).then(pl.col("unit_fits").fill_null(value=False)),
        part_of_whole=pl.col("metric").str.contains(_PART).fill_null(value=False),
        evidence_holds_number=_first_digits("text").is_null()
        | pl.col("evidence").str.contains(_first_digits("text"), literal=True),
        period_year=pl.col("time_period").str.extract(_LAST_YEAR.pattern).cast(pl.Int16),
        period_first=pl.col("time_period").str.extract(r"^([^/]+)/"),
        period_last=pl.col("time_period").str.extract(r"/([^/]+)$"),
        change_members=pl.when(grouped).then(pl.len().over("change_id")),
        to_ends=pl.when(grouped).then((pl.col("role") == "to").sum().over("change_id")).otherwise(0),
        end_dimensions=pl.when(grouped & is_end).then(
            pl.col("unit_dimension").filter(is_end).drop_nulls().n_unique().over("change_id")
        ),
    )


def _dimensions() -> pl.DataFrame:
    """What a level of each coded property may be measured in, a row a dimension."""
    entries = declarations.read("vocabulary/metrics.yml")
    rows = [(code, dimension, True) for code, entry in entries.items() for dimension in entry[2]]
    schema = {"metric_id": pl.String, "unit_dimension": pl.String, "unit_fits": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _first_digits(column: str) -> pl.Expr:
    """The digits that a text begins with; null where it begins with none."""
    return pl.col(column).str.extract(r"^([0-9]+)")


def _sections(sections: pl.DataFrame) -> pl.DataFrame:
    rows = list(sections.select("document_id", "section", "start", "title", "text").iter_rows(named=True))
    known = {(row["document_id"], row["section"]) for row in rows}
    order = sorted(range(len(rows)), key=lambda at: (rows[at]["document_id"], section_order(rows[at]["section"])))
    before: list[int | None] = [None] * len(rows)
    for one, next_one in pairwise(order):
        if rows[one]["document_id"] == rows[next_one]["document_id"]:
            before[next_one] = rows[one]["start"]
    parents = [row["section"].rpartition(".")[0] for row in rows]
    return sections.with_columns(
        pl.Series("depth", [row["section"].count(".") + 1 for row in rows], dtype=pl.Int16),
        pl.Series(
            "parent_known",
            [
                (row["document_id"], parent) in known if parent else None
                for row, parent in zip(rows, parents, strict=True)
            ],
            dtype=pl.Boolean,
        ),
        pl.Series("previous_start", before, dtype=pl.Int32),
        pl.Series("title_printed", [_in_order(row["title"], row["text"]) for row in rows], dtype=pl.Boolean),
    )


def section_order(number: str) -> list[tuple[int, str]]:
    """A key that sorts section numbers as a report counts them.

    >>> sorted(["1.10", "1.9", "A", "1"], key=section_order)
    ['1', '1.9', '1.10', 'A']
    """
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in number.split(".")]


def _in_order(title: str, text: str) -> bool:
    """Whether the characters of a title stand in a raw text one after another, page furniture between them or not."""
    rest: Iterable[str] = iter(text)
    return all(char in rest for char in title)


def _sources(frames: Frames, raws: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> pl.DataFrame:
    published = Counter(frames["metrics"]["document_id"])
    rows = []
    for name in frames["sources"]["document_id"]:
        count = counts.get(name, {})
        kept = published[name]
        accounted = kept + count.get("rejected", 0) + count.get("dropped", 0) - count.get("added", 0)
        rows.append((kept, count.get("observations", 0), accounted, len(raws[name]) if name in raws else None))
    names = ("figures_published", "figures_found", "figures_accounted", "characters_read")
    facts = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
    return frames["sources"].hstack(facts)


def _changes(frames: Frames) -> pl.DataFrame:
    """Whether the figures of a movement are there, how many they are, and whether what is stated fits what is computed.

    A stated difference, which is rounded, may be off by a hundredth of itself, or by 0.05.
    """
    ids = frames["metrics"]["observation_id"].implode()
    parts = [pl.col(f"{part}_observation_id") for part in ("from", "to", "change")]
    comparable = (pl.col("change_bound") == "exact") & (pl.col("change_unit") == pl.col("difference_unit"))
    gap = (pl.col("difference").abs() - pl.col("change_value")).abs()
    up = pl.col("difference") > 0
    return frames["changes"].with_columns(
        figures_known=pl.all_horizontal(part.is_null() | part.is_in(ids) for part in parts),
        figures_named=pl.sum_horizontal(part.is_not_null().cast(pl.Int64) for part in parts),
        moves_as_stated=pl.when(pl.col("difference") != 0, pl.col("direction").is_not_null()).then(
            up == (pl.col("direction") == "up")
        ),
        size_as_stated=pl.when(comparable).then(
            gap <= pl.max_horizontal(pl.lit(0.05), pl.col("change_value").abs() / 100) + 1e-9
        ),
    )


def _series(frames: Frames) -> pl.DataFrame:
    """Whether the unit and the figures of a cell are there, and whether they contradict each other."""
    units = frames["units"]["unit"].implode()
    ids = set(frames["metrics"]["observation_id"])
    named = [cell.split(",") for cell in frames["series"]["observation_ids"]]
    return frames["series"].with_columns(
        pl.Series("figures_known", [ids.issuperset(cell) for cell in named], dtype=pl.Boolean),
        pl.Series("figures_named", [len(cell) for cell in named], dtype=pl.Int32),
        unit_known=pl.col("unit").is_in(units),
        contradicts=pl.col("flags").str.split(",").list.contains("contradiction"),
    )


def _units(units: pl.DataFrame) -> pl.DataFrame:
    """What a unit converts to; of a unit that is made of others (``CNY/t``), its parts say it."""
    bases = units.select(base_unit="unit", base_dimension="dimension", base_factor="factor")
    whole = ~pl.col("dimension").str.contains("/", literal=True)
    joined = units.join(bases, on="base_unit", how="left", maintain_order="left")
    return joined.with_columns(pl.when(whole).then(pl.col("base_dimension", "base_factor")))
