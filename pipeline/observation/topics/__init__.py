"""Who a stretch of text is about: owner“product” names, announcers, and the noun phrase that opens a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Quantity, Span
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases import DATELINE
from pipeline.observation.tokens import Script
from pipeline.observation.topics.announcers import announcer, officer, speaking
from pipeline.observation.topics.openings import is_label, item, opening
from pipeline.observation.topics.products import named_products, product
from pipeline.observation.topics.topic import STOP, Topic

__all__ = ["Topic", "named_products", "topics_of"]

_NOT_OPENING = (
    "面向",
    "放眼",
    "着眼",
    "立足",
    "若",
    "如果",
    "假如",
    "假设",
    "假定",
    "倘若",
    "一旦",
    "旧称",
    "又称",
    "简称",
    "别称",
    "古称",
    "俗称",
    "原名",
    "曾名",
    "受益于",
    "受惠于",
    "得益于",
    "有赖于",
    "据",
    "根据",
    "与",
    "较",
    "比",
    "截至",
    "按",
)
# 某某社3月20日电: who reports it, and nobody in it.
_DATELINE = re.compile(DATELINE + "$")
_FULL_STOP = re.compile("[;。!?\n]")
# (英语:Isser Island): a name in another language, and no clause.
_BRACKETED = re.compile(r"\([^()。\d]{1,30}\)")
# 【某某医药】2020年实现营收…【某某生物】1)2020年…: entries of a list of companies, each with its name in front.
_ENTRY = re.compile(
    r"【(?P<name>[^【】,。;:、\s\d]{2,10})】(?P<dated>[Qq]?\d|[前上下一二三四]{1,2}(?:半年|季)|中报|年报|季报|半年报|业绩|公布|公告|发布|去年|今年|全年)?"
)


def topics_of(
    script: Script,
    sentence: Span,
    quantities: Sequence[Quantity],
    known: Mapping[str, Span],
    owner_of: Callable[[Span], Span | None],
    before: Span | None = None,
) -> list[Topic]:
    """Named products wherever a clause opens with one, and what opens the sentence and each part behind ``;``.

    A product without an owner takes the one that ``owner_of`` or ``known`` knows, else the topic before it, at last
    ``before``: what the sentence before was about.
    """
    text, tokens = script.text, script.tokens
    found: list[Topic] = []
    at, fresh = sentence.start, True
    asides = [match.span() for match in _BRACKETED.finditer(text, sentence.start, sentence.end)]
    ends = [match.start() for match in STOP.finditer(text, sentence.start, sentence.end)]
    ends = [end for end in ends if not any(start < end < close for start, close in asides)]
    for end in [*ends, sentence.end]:
        clause = Span(at, max(at, end))
        at = end + 1
        if not len(clause):
            continue
        named = product(text, clause, tokens, known)
        if named is not None:
            owner = named.organisation or owner_of(named.subject) or known.get(named.subject.quote(text))
            if owner is None and found and found[-1].partners:
                owner = found[-1].subject
            found.append(replace(named, organisation=owner or before))
            fresh = False
        elif (
            fresh
            and not _DATELINE.search(text, clause.start, clause.end)
            and "来源" not in text[max(0, clause.start - 4) : clause.start]
            and not clause.quote(text).strip().startswith(_NOT_OPENING)
            and (not is_label(text, clause) or announcer(text, clause, tokens) or item(text, clause))
        ):
            opened = (
                officer(text, clause, tokens)
                or announcer(text, clause, tokens)
                or item(text, clause)
                or opening(text, clause, tokens)
            )
            if opened is not None:
                holds = any(quantity.span.start in clause for quantity in quantities)
                found.append(replace(opened, holds=holds))
                fresh = False
        speaker = None if named is not None else speaking(text, clause, tokens)
        opened_here = bool(found) and found[-1].position == clause.start
        if (
            speaker is not None
            and not opened_here
            and not any(quantity.span.start in clause for quantity in quantities)
        ):
            found.append(Topic(clause.start, speaker))
            fresh = False
        if _FULL_STOP.match(text, end, sentence.end):
            fresh = True
    found.extend(
        Topic(match.start(), Span(*match.span("name")), firm=True)
        for match in _ENTRY.finditer(text, sentence.start, sentence.end)
        if match["dated"] or names_organisation(match["name"])
    )
    return sorted(found, key=lambda topic: topic.position)
