"""Noun phrases: what stands around them is peeled off, and who is parted from what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.periods import mentions
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

_CONNECTIVE = re.compile(f"(?:{alternation('context.connective')})")
_LIGHT = re.compile(f"(?:{alternation('context.light')})了?")
_CAUSATIVE = re.compile(f"(?:{alternation('context.causative')})")
_AREA = re.compile(f"(?:{alternation('context.area', 'context.places')})")
_AREAS = re.compile(
    f"(?:{alternation('context.area', 'context.places')})(?:[、和及与](?:{alternation('context.area', 'context.places')})){{0,12}}(?:等(?:地区?|国家?|省市?|市|县域?))?"
)
_PUNCTUATION = re.compile(r"[\s/,，:：;；、。.!?“”\"'*#~>|\-+•●·—（）()\[\]【】]+")
_VIEW = re.compile(
    r"(?:从|按|分|以|就|在|对|对于|关于|自|于)[^,。;]{1,14}?(?:看|来看|上看|方面|上|中|下|时|后|内|里|期间|分|计|而言|来说)[,，]?"
)
_NUMBERED = re.compile(r"[\s*#]*[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.)](?!\d)[\s*]*")
_RUN = re.compile(
    r"[数几一二三四五六七八九十百两\d]{1,4}(?:年|个月|天|日|周|个季度|季度)(?:来|间|内|里|后|前|共|时间)?"
)
_UNTIL = re.compile("截至目前|截止到|截至到|截至|截止|直到|到了|到|至|自|从|于|在")
_ASIDE = re.compile(r"[^,。;:]{0,10}?(?:方面|来看|看)[,，:：]")
_ATTRIBUTED = re.compile(r"(?:归属于?|扣除|扣非)[^,。;]{0,20}的?$")
_PART_OF_NAME = re.compile("归属|归母|扣除|扣非")
_MIDDLE = re.compile("(?:在|于|对于|对|通过|基于|针对|围绕|关于|从|由|因)[^,。;]{2,}$")
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})$")
_MODIFIERS = frozenset(words("measures.modifiers"))
_MODIFIER_MAX = max(map(len, _MODIFIERS))
_EACH = re.compile("单.|每.|.均$|次日|首日|当日|全天|次月")
_SURFACES = frozenset(words("measures.heads"))
_HEAD_MAX = max(map(len, _SURFACES))
_NOUN = ("n", "s", "eng", "j", "l", "i", "vn", "an", "b", "t")
_NO_PLACE = (
    "城市",
    "超市",
    "股市",
    "楼市",
    "车市",
    "都市",
    "门市",
    "债市",
    "地区",
    "园区",
    "社区",
    "景区",
    "校区",
    "小区",
    "市区",
    "新区",
    "片区",
    "专区",
)
_PLACE_END = ("市", "省", "县", "区", "州", "国", "自治区")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in pieces; all spans are clean, null where the piece is not there."""

    whole: Span
    area: Span | None = None
    subject: Span | None = None
    metric: Span | None = None


def is_noun(token: Token) -> bool:
    """Nouns, names, abbreviations, verbal and adjectival nouns, latin words."""
    return token.tag.startswith(_NOUN)


def peel(text: str, span: Span) -> Span:
    """The phrase without leading connectives, times, punctuation and views (从隶属关系看), and trailing marks."""
    start, end = span.start, span.end
    timed = {m.span.start: m.span.end for m in mentions(text, span)}
    while start < end:
        lead = _UNTIL.match(text, start, end)
        dated = timed.get(lead.end() if lead else start, 0)
        if start < dated <= end:
            start = dated
            continue
        match = (
            _NUMBERED.match(text, start, end)
            or _RUN.match(text, start, end)
            or _PUNCTUATION.match(text, start, end)
            or _VIEW.match(text, start, end)
            or _ASIDE.match(text, start, end)
            or _leading_word(text, start, end)
        )
        if not match or match.end() == start or (match.end() >= end and not _RUN.fullmatch(text, start, end)):
            break
        start = match.end()
    version = _VERSION.search(text, max(start, end - 6), end)
    if version and (version.start() == start or not version.group().startswith("预")):
        end = version.start()
    for last, behind in reversed(timed.items()):
        if start < last and behind <= end and not text[behind:end].strip(" /、"):
            end = last
            while end > start and text[end - 1] in "到至在于/、":
                end -= 1
    while end > start and text[end - 1] in ' \t\n,，:：、;；的了*~-—“"(':
        end -= 1
    return Span(start, end)


def _leading_word(text: str, start: int, end: int) -> re.Match[str] | None:
    match = _CONNECTIVE.match(text, start, end)
    if match and len(match.group()) == 1 and text[start : start + 2] in _MODIFIERS:
        return None
    return match


def take_area(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """A leading place and what is left: 全市|粮食总产量, 中国大陆|…; the place stays where nothing is left."""
    match = _AREAS.match(text, span.start, span.end)
    end = match.end() if match else span.start
    if not match:
        for token in tokens.within(span):
            if token.start != end or not _is_place(token):
                break
            end = token.end
    if end == span.start or end >= span.end:
        return None, span
    rest = peel(text, Span(end, span.end))
    return Span(span.start, end), rest


def _is_place(token: Token) -> bool:
    """A name that ends in 市, 县, 省 …; 城市 and 股市 are no names."""
    named = token.tag.startswith("n") and len(token.text) > 2 and token.text.endswith(_PLACE_END)
    return named and not token.text.endswith(_NO_PLACE)


def metric_start(text: str, span: Span, tokens: Tokens) -> int | None:
    """Where the property begins in ``who + property``; null where the phrase ends in no known property word."""
    size = next((n for n in range(min(_HEAD_MAX, len(span)), 0, -1) if text[span.end - n : span.end] in _SURFACES), 0)
    if not size:
        return None
    start = span.end - size
    attributed = _ATTRIBUTED.search(text, span.start, start)
    if attributed:
        return attributed.start()
    covering = tokens.at(start)
    if covering and covering.start < start and covering.start >= span.start:
        start = covering.start
    allowed = ("b", "vn", "a", "an", "f", "v") if size == 1 else ("b", "a", "an", "f")
    inside = list(tokens.within(Span(span.start, start)))
    ends = {token.end: token for token in inside}
    while start > span.start:
        longer = _longer_modifier(text, span.start, start)
        token = ends.get(start)
        if longer is not None:
            start = longer
        elif token is not None and (
            (start == span.end - 1 and is_noun(token))
            or _EACH.match(token.text)
            or _composed(token.text)
            or token.tag in allowed
            or token.text[-1] in "性化"
        ):
            start = token.start
        else:
            break
    return start


def _longer_modifier(text: str, floor: int, end: int) -> int | None:
    """Where the longest listed modifier of two characters or more begins that ends at ``end``."""
    for size in range(min(_MODIFIER_MAX, end - floor), 1, -1):
        if text[end - size : end] in _MODIFIERS:
            return end - size
    return None


def _composed(word: str) -> bool:
    """A modifier, or a word made of two: 专利申请."""
    return word in _MODIFIERS or any(
        word[:cut] in _MODIFIERS and word[cut:] in _MODIFIERS for cut in range(1, len(word))
    )


def split(text: str, span: Span, tokens: Tokens) -> Phrase:
    """Part who from what: 粮食|总产量, 中国智能投顾|用户规模, 第一产业实现|增加值.

    Without a property word the whole phrase is the metric, since it then names what is counted.
    """
    whole = peel(text, span)
    if not len(whole):
        return Phrase(whole)
    if _AREA.fullmatch(text, whole.start, whole.end):
        return Phrase(whole, whole)
    area, rest = take_area(text, whole, tokens)
    phrase = text[rest.start : rest.end]
    subject: Span | None = None
    for pattern in (_LIGHT, _CAUSATIVE):
        cut = _last_cut(pattern, phrase, rest, tokens)
        if cut is not None:
            left, right = Span(rest.start, cut[0]), Span(cut[1], rest.end)
            if len(left):
                subject = peel(text, left)
            rest = peel(text, right)
            if subject is None and pattern is _LIGHT:
                subject = area
            break
    if not len(rest):
        return Phrase(whole, area, subject)
    if subject is None:
        subject, rest = _around_time(text, rest, tokens)
    inner_area, inner = take_area(text, rest, tokens)
    area, rest = area or inner_area, inner
    if subject is None:
        subject, rest = _by_particle(text, rest, tokens)
    first = tokens.at(rest.start)
    acts = area is None and first is not None and first.tag == "v" and len(first.text) > 1 and first.end < rest.end
    if subject is None and not acts:
        start = metric_start(text, rest, tokens)
        if start is not None and rest.start < start:
            subject, rest = peel(text, Span(rest.start, start)), Span(start, rest.end)
        elif start is None:
            subject, rest = _before_verb(rest, tokens)
    if subject is not None:
        subject = _without_middle(text, subject, tokens)
    return Phrase(whole, area, subject, rest if len(rest) else None)


def _without_middle(text: str, subject: Span, tokens: Tokens) -> Span | None:
    """The subject before 在…, 通过… and the like, without a time behind it; null where nothing is left."""
    subject = peel(text, subject)
    match = _MIDDLE.search(text, subject.start, subject.end)
    if match and match.start() > subject.start:
        token = tokens.at(match.start())
        if token and token.start == match.start():
            subject = Span(subject.start, match.start())
    end = subject.end
    if text[end - 1 : end] == ")":
        end = max(text.rfind("(", subject.start, end), subject.start)
    if text[end - 1 : end] == "等":
        return None
    return Span(subject.start, end) if end > subject.start else None


def _last_cut(pattern: re.Pattern[str], phrase: str, span: Span, tokens: Tokens) -> tuple[int, int] | None:
    """The last match that stands on word boundaries with something behind it."""
    cut = None
    for match in pattern.finditer(phrase):
        start, end = span.start + match.start(), span.start + match.end()
        token = tokens.at(start)
        if end < span.end and token and token.start == start and (token.end <= end):
            behind = tokens.at(end)
            if behind and behind.start == end:
                cut = (start, end)
    return cut


def _around_time(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """某公司2021年营业收入: a time inside the phrase parts who from what."""
    for mention in mentions(text, span):
        if span.start < mention.span.start and mention.span.end < span.end:
            left = peel(text, Span(span.start, mention.span.start))
            right = peel(text, Span(mention.span.end, span.end))
            inside = tokens.within(left)
            if len(left) > 1 and len(right) > 1 and inside and is_noun(inside[-1]):
                return left, right
    return None, span


def _before_verb(span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """全国铁路发送旅客: the nouns before a plain verb, where the phrase ends in no property word."""
    inside = tokens.within(span)
    for token in inside:
        if token.tag == "v" and len(token.text) > 1 and token.text not in _MODIFIERS:
            if token.start - span.start >= 2:
                return Span(span.start, token.start), Span(token.start, span.end)
            break
        if not (is_noun(token) or token.tag in ("a", "c", "f", "m", "q", "x")):
            break
    return None, span


def _by_particle(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """X的Y with a property word at the end: X is who, Y the property."""
    cut = text.rfind("的", span.start, span.end)
    if cut <= span.start or span.end - cut < 3:
        return None, span
    if metric_start(text, span, tokens) is None:
        return None, span
    left = Span(span.start, cut)
    if _PART_OF_NAME.match(text, left.start):
        return None, span
    middle = _without_middle(text, left, tokens)
    if middle is not None and len(middle) < len(left):
        return middle, Span(cut + 1, span.end)
    words_left = tokens.within(left)
    if not words_left or any(token.tag in ("v", "p", "d") for token in words_left):
        return None, span
    return left, Span(cut + 1, span.end)
