"""A list by the names it gives, in its own words or in the clauses before: 甲、乙、丙分别为x、y、z."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation, Span
from pipeline.observation.areas import is_place
from pipeline.observation.codes import is_growth
from pipeline.observation.lists.enumerated import enumerated, last_name
from pipeline.observation.lists.pieces import SEPARATELY, names_of, pieces_of
from pipeline.observation.phrases import Phrase, head_word, metric_start, peel, split
from pipeline.observation.scene import Bound
from pipeline.observation.tokens import Script
from pipeline.observation.words import words
from pipeline.text.fold import fold

# Two properties in one word: 汽车产销分别完成….
_PAIRS = {"产销": ("产量", "销量"), "产销量": ("产量", "销量")}
_KIND_WORD = 2
# Kinds that come in pairs, in front of what they are kinds of.
_KINDS = frozenset(words("context.kinds"))
_MODIFIERS = frozenset(words("measures.modifiers"))
_KINDS_BEHIND = re.compile("(?P<name>.{2,12}?)[两兩二三四五六七八九十](?:大|类|類|种|種|项|款|个主要|个)[^,。;]{0,6}")
_COUNTED_OFF = re.compile("(?P<name>.{2,12}?)[两兩二三四五六七八九十][省市县縣区區国國州地者家大](?P<of>.*)")


def by_names(script: Script, first: Bound, members: Sequence[Observation]) -> list[Observation]:
    """甲、乙、丙分别为…: as many names as figures, in the place, in who or in what; nothing where they differ."""
    observation = first.observation
    places = names_of(observation.ref_area)
    if len(places) == len(members):
        whole = observation.subject == observation.ref_area
        return [
            replace(found, ref_area=name, subject=name if whole else found.subject)
            for found, name in zip(members, places, strict=True)
        ]
    apart = SEPARATELY.search(script.text, first.phrase.start, first.phrase.end)
    pieces = pieces_of(script.text, Span(first.phrase.start, apart.start()) if apart else first.phrase)
    if (
        apart
        and len(pieces) in (len(members), len(members) + 1)
        and metric_start(script.text, pieces[0], script.tokens) is None
    ):
        what = script.quote(peel(script.text, Span(apart.end(), first.phrase.end), script.tokens))
        behind = (observation.metric or "") not in (script.quote(first.phrase) or "")  # 分别占据31%和29%的|市场份额
        metric = observation.metric if behind else what or observation.metric
        return _each_subject(script, _without_count(script.text, pieces[: len(members)]), members, metric)
    listed = len(pieces) == len(members) and observation.measure != "share"
    if listed and _share_a_head(script, pieces):
        return _sharing_head(script, pieces, members)
    if listed and metric_start(script.text, pieces[0], script.tokens) is not None:
        return _each_whole(script, pieces, members)
    pair = _PAIRS.get(observation.metric or "", ())
    if len(pair) == len(members):
        return [replace(found, metric=name) for found, name in zip(members, pair, strict=True)]
    subjects, of = _counted_off(names_of(observation.subject))
    counted = _KINDS_BEHIND.fullmatch(subjects[-1]) if subjects else None
    subjects = _completed([*subjects[:-1], counted["name"]] if counted else subjects)
    if len(subjects) == len(members):
        metric = of + (observation.metric or "") if of else observation.metric
        return [
            replace(found, subject=name, metric=metric, ref_area=_area_of(name) or found.ref_area)
            for found, name in zip(members, subjects, strict=True)
        ]
    if len(names_of(observation.metric)) == len(members) == len(pieces):
        return _sharing_head(script, pieces, members)
    return []


def _without_count(text: str, names: Sequence[Span]) -> list[Span]:
    """前道、封装、测试|三类设备: the last name without the word that counts them."""
    counted = _KINDS_BEHIND.fullmatch(text, names[-1].start, names[-1].end)
    return [*names[:-1], Span(*counted.span("name")) if counted else names[-1]]


def _counted_off(names: list[str]) -> tuple[list[str], str]:
    """云湖、青石、望鹤三县|茶叶: the names without the word that counts them, and what is measured of each."""
    counted = _COUNTED_OFF.fullmatch(names[-1]) if names else None
    return ([*names[:-1], counted["name"]], counted["of"]) if counted else (names, "")


def by_earlier_names(
    script: Script, first: Bound, members: Sequence[Observation], before: Bound | None
) -> list[Observation]:
    """甲、乙、丙3家企业占据市场,份额分别为…: as many names in the clauses before, where the list's own words name nobody."""
    figure = first.figure
    own = first.observation
    counted = (
        before is not None and before.figure.quantity.value == len(members) and before.figure.clause == figure.clause
    )
    named = (
        not counted
        and own.subject not in (None, own.metric)
        and not (own.subject or "").startswith("各")
        and not {"subject_carried", "subject_guessed"} & set(own.flags)
    )
    apart = SEPARATELY.search(script.text, figure.lead.start, figure.head.end)
    if apart is None or own.measure == "share":
        return []
    found = enumerated(script, Span(figure.sentence.start, figure.head.start), len(members))
    if found is None or (named and (own.subject or "") not in found.listed.quote(script.printed)):
        return []
    if metric_start(script.text, found.names[0], script.tokens) is not None:
        return _each_whole(script, found.names, members)
    metric = script.quote(found.of) if found.of and (own.metric is None or is_growth(own.metric)) else own.metric
    return _each_subject(script, found.names, members, metric)


def _each_whole(script: Script, pieces: Sequence[Span], members: Sequence[Observation]) -> list[Observation]:
    """制造业生产指数、新订单指数和从业人员指数: every name says what, the first who."""
    parts = [split(script.text, piece, script.tokens) for piece in pieces]
    first = members[0]
    carried = "subject_carried" in first.flags or (
        parts[0].subject is None and first.subject not in (None, first.metric)
    )
    who = first.subject if carried else script.quote(parts[0].subject)
    kind = script.quote(parts[0].metric) or ""
    parts = [_whole_name(piece, part, kind, script) for piece, part in zip(pieces, parts, strict=True)]
    return [
        replace(
            member,
            metric=script.quote(part.metric) or script.quote(piece),
            subject=who if carried else script.quote(part.subject) or who or script.quote(piece),
        )
        for piece, part, member in zip(pieces, parts, members, strict=True)
    ]


def _whole_name(piece: Span, part: Phrase, kind: str, script: Script) -> Phrase:
    """生产指数、新订单指数和从业人员|指数: a property of the same kind as the first, whatever stands in front of its last word."""
    last = script.quote(part.metric) or ""
    same = part.subject is not None and len(last) == _KIND_WORD and kind.endswith(last) and kind != last
    return Phrase(piece, metric=piece) if same else part


def _each_subject(
    script: Script, names: Sequence[Span], members: Sequence[Observation], metric: str | None
) -> list[Observation]:
    """甲、乙分别批签发…: each name is who, what is measured is the same of all."""
    quoted = _completed([script.quote(name) or "" for name in names])
    return [
        replace(member, subject=name, organisation=None, metric=metric, ref_area=_area_of(name) or member.ref_area)
        for name, member in zip(quoted, members, strict=True)
    ]


def _completed(names: list[str]) -> list[str]:
    """国产白蛋白 for the 国产 of 国产与进口白蛋白: the noun that all of a list of kinds share stands once, with the last.

    >>> _completed(["人源", "重组八因子"]), _completed(["苹果", "香蕉"])
    (['人源八因子', '重组八因子'], ['苹果', '香蕉'])
    """
    kinds = names and len(names[-1]) > _KIND_WORD and fold(names[-1][:_KIND_WORD]) in _KINDS
    if not kinds or any(fold(name) not in _KINDS for name in names[:-1]):
        return names
    return [*(name + names[-1][_KIND_WORD:] for name in names[:-1]), names[-1]]


def _area_of(name: str) -> str | None:
    """The name itself, if it is that of a place."""
    return name if is_place(fold(name), Span(0, len(name))) else None


def _share_a_head(script: Script, pieces: Sequence[Span]) -> bool:
    """销售/管理/研发|费用率: only the last name has the property, the others say which."""
    first = {piece.quote(script.text) for piece in pieces[:-1]}
    last = pieces[-1]
    head = head_word(script.text, Span(min(last.start + 1, last.end), last.end))
    return head is not None and script.text[last.start : head] in _MODIFIERS and first <= _MODIFIERS


def _sharing_head(script: Script, pieces: Sequence[Span], members: Sequence[Observation]) -> list[Observation]:
    """销售/管理/财务费用率: the last name ends in the word that all share."""
    last = pieces[-1]
    start = metric_start(script.text, last, script.tokens)
    who = last_name(script, last)
    if start is not None and start > last.start and len(who) > 1:
        return _each_subject(script, [*pieces[:-1], who], members, script.quote(Span(start, last.end)))
    head = head_word(script.text, Span(min(last.start + 1, last.end), last.end))
    if head is None and members[0].measure == "change":
        return _each_subject(script, pieces, members, None)  # 甲、乙、丙分别增长
    shared = (script.quote(Span(head, last.end)) or "") if head is not None else ""
    named = [(script.quote(piece) or "") + (shared if piece is not last else "") for piece in pieces]
    itself = members[0].subject == members[0].metric or (members[0].subject or "").startswith(
        script.quote(pieces[0]) or " "
    )
    return [
        replace(member, metric=metric, subject=metric if itself else member.subject)
        for member, metric in zip(members, named, strict=True)
    ]
