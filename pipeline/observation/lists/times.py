"""A list by its words for times: 2019、2020年分别为…, 一至四季度…, 第一、二产业…, 同比、环比分别…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Comparison, Observation
from pipeline.observation.codes import code_of
from pipeline.observation.expressions import is_fiscal_year
from pipeline.observation.heads import PAIR
from pipeline.observation.mentioned import Dated
from pipeline.observation.scene import Bound

# 第一、二、三产业: three names that share a word.
_SECTORS = re.compile("第?(?P<each>[一二三四](?:、[一二三四]){1,3})(?P<sector>产业|產業|季度)")
# 一至四季度分别为
_QUARTERS = re.compile("第?(?P<first>[一二三])(?:季度)?[至到]第?(?P<last>[二三四])季度")
_COMPARISONS: dict[str, Comparison] = {"同比": "yoy", "环比": "pop"}
_ORDINALS = "一二三四"
_QUARTER = re.compile(r"Q[1-4]$")
_YEAR = re.compile(r"\d{4}")
_VALUATIONS = ("pe_ratio", "pb_ratio", "ps_ratio", "eps")
_YEARS = re.compile(r"(\d{4})/(\d{4})")


def by_comparisons(text: str, first: Bound, members: Sequence[Observation]) -> list[Observation]:
    """同比、环比分别提升2.6和1.3个百分点: one thing, against the year before and against the period before."""
    found = PAIR.search(text, first.figure.lead.start, first.figure.head.end)
    if found is None or len(members) != len(found.groups()):
        return []
    return [
        replace(member, comparison=_COMPARISONS[word]) for word, member in zip(found.groups(), members, strict=True)
    ]


def by_ordinals(text: str, first: Bound, members: Sequence[Observation]) -> list[Observation]:
    """一、二、三产业增加值分别…, 第二、三季度分别…: one word behind as many ordinals as figures; nothing where they differ."""
    run = _QUARTERS.search(text, first.figure.lead.start, first.figure.head.end)
    found = _SECTORS.search(text, first.figure.lead.start, first.figure.head.end)
    each = found["each"].split("、") if found else []
    if run is not None and all(_QUARTER.search(member.time_period or "") for member in members):
        at = _ORDINALS.index(run["first"])
        if _ORDINALS.index(run["last"]) - at + 1 == len(members):
            return [
                replace(member, time_period=_QUARTER.sub(f"Q{at + step}", member.time_period or ""))
                for step, member in enumerate(members, start=1)
            ]
    if found is None or len(each) != len(members):
        return []
    if found["sector"] != "季度":
        return [
            replace(member, subject=f"第{ordinal}{found['sector']}")
            for member, ordinal in zip(members, each, strict=True)
        ]
    if not all(_QUARTER.search(member.time_period or "") for member in members):
        return []
    return [
        replace(member, time_period=_QUARTER.sub(f"Q{_ORDINALS.index(ordinal) + 1}", member.time_period or ""))
        for member, ordinal in zip(members, each, strict=True)
    ]


def by_years_before(earlier: Sequence[Observation], members: Sequence[Observation]) -> list[Observation]:
    """2024、2025年净利润预测7.1/10.5亿元,新增2026年预测13.9亿元,对应PE为64/43/33倍: a ratio for each year forecast before."""
    periods = {found.time_period or "" for found in earlier}
    years = sorted(period for period in periods if _YEAR.fullmatch(period))
    code = code_of(members[0].metric)
    if code is None or code.code not in _VALUATIONS or len(years) != len(members):
        return []
    if any(int(later) - int(first) != 1 for first, later in pairwise(years)):
        return []
    pairs = zip(members, years, strict=True)
    return [replace(found, time_period=year, year_basis="stated") for found, year in pairs]


def by_times(text: str, first: Bound, members: Sequence[Observation], dated: Sequence[Dated]) -> list[Observation]:
    """2019、2020年分别为…, 2021—2023年PE为…: as many times as figures; nothing where they differ."""
    lead = first.figure.lead
    times = [entry for entry in dated if lead.covers(entry.span) and entry.governs]
    if not times:
        earlier = [entry for entry in dated if entry.span.end <= lead.start and entry.governs and entry.reach is None]
        times = earlier[-1:]
    years = _YEARS.fullmatch(times[-1].time_period or "") if times else None
    fiscal = bool(times) and is_fiscal_year(text, times[-1].span.start)
    if years and not fiscal and int(years[2]) - int(years[1]) + 1 == len(members):
        return [replace(found, time_period=str(int(years[1]) + at)) for at, found in enumerate(members)]
    if len(times) != len(members):
        return []
    pairs = zip(members, times, strict=True)
    return [replace(found, time_period=entry.time_period, year_basis=entry.basis) for found, entry in pairs]
