"""Lists of figures: 1.2、3.4和5.6亿元; 水田168万亩、旱田960万亩; 甲、乙、丙分别为…; …,同比分别增长a%、b%、c%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Direction, Observation, Span
from pipeline.observation.changes import unsigned
from pipeline.observation.clauses import Figure
from pipeline.observation.phrases import head_word, is_located, metric_start, peel, split
from pipeline.observation.predicate import parse
from pipeline.observation.scene import Bound, Scene
from pipeline.observation.timing import Dated
from pipeline.observation.tokens import Script

_MARK = re.compile(r"\s*(?:、|和|及|与|以及|或|/|和约|及约)\s*")
_BETWEEN = ("、", "和", "及", ",")
_SAME_SHAPE = re.compile("其中|当中|包括|分别")
# So far back a list may have been opened; a text without full stops is one sentence of any length.
_SHAPE_REACH = 1000
_STOP = re.compile(r"[,;:。!?\n]|(?<!\d)—|—(?!\d)")
_ENUMERATES = re.compile("[、和及]")
_SEPARATELY = re.compile("分别|依次|依序|各")
_NAMES = re.compile("、|/|以及|和|及|与|,")
# 第一、二、三产业: three names that share a word.
_SECTORS = re.compile("第?(?P<each>[一二三四](?:、[一二三四]){1,3})(?P<sector>产业|產業|季度)")
# Two properties in one word: 汽车产销分别完成….
_PAIRS = {"产销": ("产量", "销量"), "产销量": ("产量", "销量")}
_ORDINALS = "一二三四"
_QUARTER = re.compile(r"Q[1-4]$")
_COUNTED_OFF = re.compile("(?P<name>.{2,12}?)[两兩二三四五六七八九十][省市县縣区區国國州地者家大](?P<of>.*)")
_FIGURES = re.compile(r"\([^()]{1,24}\)")
_BRACKET = re.compile(r"\([^()]{1,14}\)")
_YEARS = re.compile(r"(\d{4})/(\d{4})")


def continues(text: str, before: Figure, figure: Figure) -> bool:
    """Nothing but a list mark between two figures of one clause, brackets left out: 343万瓶(+17%)、228万瓶."""
    between = text[before.quantity.reach.end : max(before.quantity.reach.end, figure.quantity.reach.start)]
    return bool(_MARK.fullmatch(_FIGURES.sub("", between)))


def names_member(scene: Scene, last: Bound, figure: Figure) -> bool:
    """水田168万亩、旱田960万亩: the member names who, and says what the one before says."""
    text = scene.script.text
    between = text[last.figure.quantity.reach.end : figure.head.start]
    if between.strip(")( ") not in _BETWEEN or figure.quantity.unit != last.figure.quantity.unit:
        return False
    opened = max(figure.sentence.start, figure.head.start - _SHAPE_REACH)
    if between.strip() == "," and not _SAME_SHAPE.search(text, opened, figure.head.start):
        return False
    phrase = peel(text, figure.head)
    if not len(phrase):
        return False
    if parse(figure.head.quote(text)).end < len(figure.head) or _STOP.search(text, phrase.start, phrase.end):
        return False
    return metric_start(text, phrase, scene.script.tokens) is None


def member(scene: Scene, figure: Figure, last: Bound, *, named: bool) -> Bound:
    """A further member of a list: what the one before says, of the next name where it has one."""
    before = last.observation
    observation = replace(
        before,
        quantity=unsigned(figure.quantity) if before.measure == "change" else figure.quantity,
        direction=figure.quantity.direction or _unsigned_direction(last, before),
        partner=scene.group(),
        flags=figure.quantity.flags,
    )
    if named:
        name = scene.script.quote(peel(scene.script.text, figure.head))
        own = _own_name(scene, last)
        counted = own is not None and before.metric is not None and own.endswith(before.metric)
        metric = name if before.metric == before.subject or counted else before.metric
        placed = is_located(scene.script.text, peel(scene.script.text, figure.head), scene.script.tokens)
        if placed and before.ref_area is not None:
            observation = replace(observation, ref_area=name)
        else:
            observation = replace(
                observation,
                subject=before.subject if counted and not _ends_with(own, before.subject) else name,
                metric=metric,
            )
    return Bound(figure, last.predicate, last.sense, observation, last.phrase)


def _ends_with(name: str | None, subject: str | None) -> bool:
    return subject is not None and (name or "").endswith(subject)


def _own_name(scene: Scene, last: Bound) -> str | None:
    """直营 in 其中直营1208家: what the member before counts, where its words name no property."""
    name = peel(scene.script.text, last.figure.head)
    return scene.script.quote(name) if metric_start(scene.script.text, name, scene.script.tokens) is None else None


def _unsigned_direction(last: Bound, before: Observation) -> Direction | None:
    """Behind a printed minus a number without a sign goes up: 增长-8.5%/46.6%."""
    signed = last.figure.quantity.direction == "down" and before.measure == "change"
    return "up" if signed and last.predicate.direction != "down" else before.direction


def distribute(script: Script, bound: Sequence[Bound], dated: Sequence[Dated]) -> list[Observation]:
    """Give each figure of a list its own name, time or level; the sentence's observations in order.

    A figure alone in a bracket right behind another (228万瓶(+54%)) takes what that one has got.
    """
    of = _attached(script.text, bound)
    if not of:
        return _distributed(script, bound, dated)
    main = [at for at in range(len(bound)) if at not in of]
    found = dict(zip(main, _distributed(script, [bound[at] for at in main], dated), strict=True))
    for at, whole in of.items():
        found[at] = _as_part_of(bound[at].observation, bound[whole].observation, found[whole])
    return [found[at] for at in range(len(bound))]


def _attached(text: str, bound: Sequence[Bound]) -> dict[int, int]:
    """The figures that stand alone in a bracket right behind another, each with that other's number."""
    found: dict[int, int] = {}
    for at in range(1, len(bound)):
        before, figure = bound[at - 1].figure, bound[at].figure
        opened = figure.clause.bracket
        if opened is None or before.clause.bracket is not None or text[before.quantity.reach.end : opened].strip():
            continue
        if at + 1 < len(bound) and bound[at + 1].figure.clause.bracket == opened:
            continue
        found[at] = at - 1
    return found


def _as_part_of(part: Observation, before: Observation, after: Observation) -> Observation:
    """A bracketed figure with what its whole was given by the list: name, place and time."""
    if before == after:
        return part
    same = part.metric == before.metric
    return replace(
        part,
        subject=after.subject if part.subject == before.subject else part.subject,
        organisation=after.organisation if part.subject == before.subject else part.organisation,
        metric=after.metric if same else part.metric,
        ref_area=after.ref_area if part.ref_area == before.ref_area else part.ref_area,
        time_period=after.time_period if part.time_period == before.time_period else part.time_period,
    )


def _distributed(script: Script, bound: Sequence[Bound], dated: Sequence[Dated]) -> list[Observation]:
    text = script.text
    observations = [entry.observation for entry in bound]
    at = listed = 0
    before = range(0)
    while at < len(bound):
        stop = at + 1
        while stop < len(bound) and continues(text, bound[stop - 1].figure, bound[stop].figure):
            stop += 1
        here = range(at, stop)
        if len(here) > 1:
            as_before = before.stop == at and len(before) == len(here)
            like = before if as_before else range(at - len(here), at)
            levels = [observations[place] for place in like] if like.start >= 0 else []
            members = observations[at:stop]
            if _follow(text, bound, here, levels, listed=listed, as_before=as_before):
                observations[at:stop] = _as_changes_of(levels, members)
            else:
                observations[at:stop] = (
                    _by_ordinals(text, bound[at], members)
                    or _by_times(bound[at], members, dated)
                    or _by_names(script, bound[at], members)
                    or _by_counted_names(script, bound[at - 1] if at else None, members)
                    or (_like_before(levels, members) if as_before else members)
                )
            listed, before = stop, here
        elif at and not _ENUMERATES.match(text, bound[at - 1].figure.quantity.reach.end):
            listed = at
        at = stop
    return observations


def _follow(
    text: str, bound: Sequence[Bound], here: range, levels: Sequence[Observation], *, listed: int, as_before: bool
) -> bool:
    """甲1亿元、乙2亿元,分别增长3%、4%: a list of changes without a name of its own, as long as the levels before it.

    ``listed`` is where the enumeration in front begins, ``as_before`` says that the levels are a list themselves.
    """
    if len(levels) != len(here) or bound[here.start].observation.measure != "change":
        return False
    lead = bound[here.start].figure.lead
    between = _BRACKET.sub("", text[bound[here.start - 1].figure.quantity.reach.end : lead.start])
    adjoins = between.strip(" )") in (",", "")
    if as_before:
        return adjoins and "subject_carried" in bound[here.start].observation.flags
    first = here.start - len(levels)
    apart = bool(_SEPARATELY.search(text, lead.start, lead.end))
    if adjoins and apart and _each_its_own(text, bound[first : here.start], levels):
        return True
    return (adjoins and first == listed) or (first >= listed and apart)


def _each_its_own(text: str, bound: Sequence[Bound], levels: Sequence[Observation]) -> bool:
    """净利差2.14%,净息差2.26%: levels of one stretch, none in a bracket, each with a name of its own."""
    between = text[bound[0].figure.quantity.reach.end : bound[-1].figure.quantity.reach.end]
    named = {(level.subject, level.metric, level.ref_area) for level in levels}
    plain = all(entry.figure.clause.bracket is None and entry.observation.measure == "level" for entry in bound)
    return plain and len(named) == len(levels) and not any(mark in between for mark in ";。")


def _as_changes_of(levels: Sequence[Observation], changes: Sequence[Observation]) -> list[Observation]:
    return [
        replace(
            change,
            subject=level.subject,
            organisation=level.organisation,
            metric=level.metric,
            ref_area=level.ref_area,
            partner=level.partner,
            time_period=level.time_period,
            year_basis=level.year_basis,
            status=level.status,
        )
        for level, change in zip(levels, changes, strict=True)
    ]


def _like_before(levels: Sequence[Observation], members: Sequence[Observation]) -> list[Observation]:
    """营收分别为1/2/3亿元,净利润0.1/0.2/0.3亿元: the years of the list before; its names where this one has none."""
    years = len({level.time_period for level in levels}) == len(levels)
    names = len({level.subject for level in levels}) == len(levels) and "subject_carried" in members[0].flags
    return [
        replace(
            found,
            time_period=level.time_period if years else found.time_period,
            year_basis=level.year_basis if years else found.year_basis,
            subject=level.subject if names else found.subject,
            organisation=level.organisation if names else found.organisation,
        )
        for found, level in zip(members, levels, strict=True)
    ]


def _by_ordinals(text: str, first: Bound, members: Sequence[Observation]) -> list[Observation]:
    """一、二、三产业增加值分别…, 第二、三季度分别…: one word behind as many ordinals as figures; nothing where they differ."""
    found = _SECTORS.search(text, first.figure.lead.start, first.figure.head.end)
    each = found["each"].split("、") if found else []
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


def _by_times(first: Bound, members: Sequence[Observation], dated: Sequence[Dated]) -> list[Observation]:
    """2019、2020年分别为…, 2021—2023年PE为…: as many times as figures; nothing where they differ."""
    lead = first.figure.lead
    times = [entry for entry in dated if lead.covers(entry.span) and entry.governs]
    if not times:
        earlier = [entry for entry in dated if entry.span.end <= lead.start and entry.governs and entry.reach is None]
        times = earlier[-1:]
    years = _YEARS.fullmatch(times[-1].time_period or "") if times else None
    if years and int(years[2]) - int(years[1]) + 1 == len(members):
        return [replace(found, time_period=str(int(years[1]) + at)) for at, found in enumerate(members)]
    if len(times) != len(members):
        return []
    pairs = zip(members, times, strict=True)
    return [replace(found, time_period=entry.time_period, year_basis=entry.basis) for found, entry in pairs]


def _by_names(script: Script, first: Bound, members: Sequence[Observation]) -> list[Observation]:
    """甲、乙、丙分别为…: as many names as figures, in the place, in who or in what; nothing where they differ."""
    observation = first.observation
    places = _split(observation.ref_area)
    if len(places) == len(members):
        whole = observation.subject == observation.ref_area
        return [
            replace(found, ref_area=name, subject=name if whole else found.subject)
            for found, name in zip(members, places, strict=True)
        ]
    pieces = _pieces(script.text, first.phrase)
    listed = len(pieces) == len(members) and observation.measure != "share"
    if listed and metric_start(script.text, pieces[0], script.tokens) is not None:
        return _each_whole(script, pieces, members)
    pair = _PAIRS.get(observation.metric or "", ())
    if len(pair) == len(members):
        return [replace(found, metric=name) for found, name in zip(members, pair, strict=True)]
    subjects, of = _counted_off(_split(observation.subject))
    if len(subjects) == len(members):
        metric = of + (observation.metric or "") if of else observation.metric
        return [replace(found, subject=name, metric=metric) for found, name in zip(members, subjects, strict=True)]
    if len(_split(observation.metric)) == len(members) == len(pieces):
        return _sharing_head(script, pieces, members)
    return []


def _counted_off(names: list[str]) -> tuple[list[str], str]:
    """云湖、青石、望鹤三县|茶叶: the names without the word that counts them, and what is measured of each."""
    counted = _COUNTED_OFF.fullmatch(names[-1]) if names else None
    return ([*names[:-1], counted["name"]], counted["of"]) if counted else (names, "")


def _by_counted_names(script: Script, count: Bound | None, members: Sequence[Observation]) -> list[Observation]:
    """甲、乙、丙3家企业的份额分别为…: the names in front of a count of as many."""
    if count is None or count.figure.quantity.value != len(members):
        return []
    head = peel(script.text, Span(count.figure.head.start, count.figure.quantity.span.start), script.tokens)
    between = script.text[count.figure.quantity.reach.end : members[0].quantity.span.start]
    pieces = _pieces(script.text, head)
    if len(pieces) != len(members) or "," in between or ";" in between:
        return []
    return [replace(member, subject=script.quote(piece)) for member, piece in zip(members, pieces, strict=True)]


def _each_whole(script: Script, pieces: Sequence[Span], members: Sequence[Observation]) -> list[Observation]:
    """制造业生产指数、新订单指数和从业人员指数: every name says what, the first who."""
    parts = [split(script.text, piece, script.tokens) for piece in pieces]
    first = members[0]
    carried = "subject_carried" in first.flags or (
        parts[0].subject is None and first.subject not in (None, first.metric)
    )
    who = first.subject if carried else script.quote(parts[0].subject)
    return [
        replace(
            member,
            metric=script.quote(part.metric) or script.quote(piece),
            subject=who if carried else script.quote(part.subject) or who or script.quote(piece),
        )
        for piece, part, member in zip(pieces, parts, members, strict=True)
    ]


def _sharing_head(script: Script, pieces: Sequence[Span], members: Sequence[Observation]) -> list[Observation]:
    """销售/管理/财务费用率: the last name ends in the word that all share."""
    last = pieces[-1]
    head = head_word(script.text, Span(min(last.start + 1, last.end), last.end))
    shared = (script.quote(Span(head, last.end)) or "") if head is not None else ""
    named = [(script.quote(piece) or "") + (shared if piece is not last else "") for piece in pieces]
    itself = members[0].subject == members[0].metric
    return [
        replace(member, metric=metric, subject=metric if itself else member.subject)
        for member, metric in zip(members, named, strict=True)
    ]


def _pieces(text: str, phrase: Span) -> list[Span]:
    found: list[Span] = []
    at = phrase.start
    for mark in [*_NAMES.finditer(text, phrase.start, phrase.end), None]:
        end = mark.start() if mark else phrase.end
        piece = peel(text, Span(at, end)) if end > at else Span(at, at)
        if len(piece):
            found.append(piece)
        at = mark.end() if mark else end
    return found


def _split(names: str | None) -> list[str]:
    return [name for name in _NAMES.split(names or "") if name]
