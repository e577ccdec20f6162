"""What a figure's own words name: place, subject, metric, before anything is taken over from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.counting import Counted, counted
from pipeline.observation.heads import Head
from pipeline.observation.measuring import Sense
from pipeline.observation.phrases import Phrase, is_located, metric_start, names_somebody, peel, split
from pipeline.observation.shares import PART
from pipeline.observation.tokens import Script, Tokens
from pipeline.observation.topics import Topic
from pipeline.observation.words import alternation

_PRONOUN = re.compile(alternation("context.pronoun"))
_SPEAKER = re.compile(f"(?:{alternation('context.self')})")
_POINTER = re.compile(f"[该該](?:{alternation('context.pointed')})")
_CAUSATIVE = re.compile(alternation("context.causative"))
_ACTION = re.compile(r"\bv")
_COMPARES = re.compile("相较|相比|较|比")
# 某某科(4XXX)日前公告|7月合并营收
_ANNOUNCED = re.compile(
    r"(?:\([^()]{1,16}\))?(?:今日?|昨日?|日前|近日|当日|晚间?|盘后|\(\d{1,2}\)日?|\d{1,2}月\d{1,2}日|\d{1,2}日){0,3}(?:公告|公布|披露|揭露|宣布|发布)了?"
)
_SHARE_OF = re.compile("(?<!市)占(?!比|率)|占比(?=[^,。;]{3,})")


@dataclass(frozen=True, slots=True)
class Wording:
    """``phrase`` is the noun phrase that was read, ``parts`` its pieces; ``speaker`` the 本公司 that opened it, ``pointer``
    the 该市 or 该平台 that points back.

    ``subject`` and ``metric`` are what the pieces name, ``fused`` both as one word where nothing parts them
    (用户|留存率), ``bare`` says that the metric holds no property word, so that it may as well be the subject, ``acts``
    that it begins with a verb (出动|消防车).
    """

    phrase: Span
    parts: Phrase
    speaker: Span | None = None
    pointer: Span | None = None
    subject: Span | None = None
    metric: Span | None = None
    fused: Span | None = None
    bare: bool = False
    acts: bool = False
    counted: Counted | None = None


def wording_of(script: Script, head: Head, sense: Sense, topic: Topic | None) -> Wording:
    """Read the figure's noun phrase, and the counted noun behind it."""
    text, tokens = script.text, script.tokens
    phrase = head.phrase
    spoken = _SPEAKER.match(text, peel(text, phrase, tokens).start, phrase.end)
    speaker = Span(*spoken.span()) if spoken and spoken.end() < phrase.end else None
    if speaker is not None:
        phrase = Span(speaker.end, phrase.end)
    pointer = _pointer(text, peel(text, phrase, tokens), tokens) if speaker is None else None
    if pointer is not None:
        phrase = Span(pointer.end, phrase.end)
    if sense.share is not None and sense.share.verb == PART:
        cut = _SHARE_OF.search(text, phrase.start, phrase.end)
        phrase = Span(phrase.start, cut.start()) if cut else phrase
    if topic is not None and topic.firm and phrase.start <= topic.subject.start < phrase.end:
        told = _ANNOUNCED.match(text, topic.subject.end, phrase.end)
        phrase = Span(told.end(), phrase.end) if told else phrase
    if topic is not None and topic.product and phrase.start <= topic.subject.end < phrase.end:
        phrase = Span(topic.subject.end + 1, phrase.end)
    parts = _parts(text, phrase, sense, tokens)
    subject, metric = parts.subject, parts.metric
    fused = Span(subject.start, metric.end) if subject and metric and subject.end == metric.start else None
    if speaker is not None and subject is not None and is_located(text, subject, tokens):
        subject = fused = None  # 集团|在全国拥有门店
    if subject is not None and (
        _PRONOUN.fullmatch(text, subject.start, subject.end) or not names_somebody(text, subject, tokens)
    ):
        subject = None
    bare = metric is not None and metric_start(text, metric, tokens) is None
    if (
        bare
        and metric is not None
        and not names_somebody(text, metric, tokens)
        and not _ACTION.search(_tags(metric, tokens))
    ):
        metric, bare = None, False
    first = tokens.at(metric.start) if metric is not None else None
    acts = bool(first and metric and first.tag == "v" and first.start == metric.start and first.end < metric.end)
    thing = counted(script, head, phrase, parts, sense) if sense.share is None else None
    return Wording(phrase, parts, speaker, pointer, subject, metric, fused, bare, acts, thing)


def _pointer(text: str, phrase: Span, tokens: Tokens) -> Span | None:
    """该市, 该平台, 该|团伙 at the beginning, with words behind it."""
    listed = _POINTER.match(text, phrase.start, phrase.end)
    word = tokens.at(listed.end()) if listed else None
    listed = listed if word is None or word.start == (listed.end() if listed else 0) else None  # 该|市场
    first = tokens.at(phrase.start)
    noun = tokens.at(first.end) if first is not None and first.text in ("该", "該") else None
    end = listed.end() if listed else noun.end if noun is not None and noun.tag == "n" else phrase.end
    return Span(phrase.start, end) if end < phrase.end else None


def _tags(span: Span, tokens: Tokens) -> str:
    return " ".join(token.tag for token in tokens.within(span) if len(token.text) > 1)


def steered(text: str, wording: Wording) -> bool:
    """带动基金销量增长: the noun phrase is what somebody named before brought about."""
    lead = peel(text, wording.phrase)
    return bool(_CAUSATIVE.match(text, lead.start, lead.end))


def _parts(text: str, phrase: Span, sense: Sense, tokens: Tokens) -> Phrase:
    if sense.object is None:
        return split(text, phrase, tokens)
    before = _object_owner(text, phrase, sense.object, tokens)
    parts = split(text, sense.object, tokens)
    return Phrase(parts.whole, parts.area, before or parts.subject, sense.object if before else parts.metric)


def _object_owner(text: str, phrase: Span, thing: Span, tokens: Tokens) -> Span | None:
    """Who stands before verb and object; 帮助企业降低… leaves nobody."""
    if thing.start <= phrase.start:
        return None
    verb = next(reversed(tokens.within(Span(phrase.start, thing.start))), None)
    before = peel(text, Span(phrase.start, verb.start if verb else phrase.start), tokens)
    if (
        not len(before)
        or _COMPARES.match(text, before.start, before.end)
        or _CAUSATIVE.match(text, before.start, before.end)
    ):
        return None
    return before
