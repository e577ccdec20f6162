"""The noun that a number without a unit word counts, and the bare numbers that are names after all."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Span
from pipeline.quantity.found import Found
from pipeline.quantity.tokens import Tokens
from pipeline.quantity.units import HEADED, code_of
from pipeline.vocabulary import exclusions

_NOUN_TAGS = frozenset({"n", "vn", "an", "nz", "nt", "l", "j", "ng", "nrt", "nr", "Ng", "ns"})
_MODIFIER_TAGS = frozenset({"a", "b", "f", "s", "z", "v", "ad", "i", "t", "d"})
_PROPER_TAGS = frozenset({"nt", "nr", "ns"})
_LINKS = frozenset({"达", "达到", "为", "至", "到", "是", "有", "约", "超", "超过", "突破", "近", "接近", "已", "已经", "将", "共", "合计", "累计", "总计", "升至", "降至",
                    "增至", "跌至", "增加", "增长", "扩大", "攀升", "录得", "报", "报收", "收", "完成", "实现", "逾", "满", "了", "高达", "多达", "仅", "终值", "初值", "前值", "预期", "值"})  # fmt: skip
_COUNT_NOUN = re.compile(r"(?:总?规模|总?数量|总?人数|总?户数|总?数|总量|存量|保有量|注册量|人次)$")
_INDEX = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}$|指数$|指标$|点位$")
_AGAIN = re.compile(
    r"[，,、；] ?(?:[0-9]{1,2}月|[一二三四]季度)?(?:预期|前值|初值|终值|修正值|上月|上年|去年)(?:终值|初值|同期)?(?:为|是)?$"
)
# A list goes on behind the unit that one of its numbers prints: 27万支、25万、17万，同比.
_MEMBER = re.compile(r" ?(?:、|和|及|与|以及|/) ?$")
_PART = re.compile(r"[^。；;0-9]{0,6}[，,（(]其中$")
_CLOSED = re.compile(r" ?(?:[、，,。；;）)/\n]|[和及与]|$|用于|的)")
_NAMED_MEMBER = re.compile(r"[、，,](?:包括|其中|包含|含)?([^\W\d_]{1,8})$")
_SUM = re.compile(r"总额$|总量$|规模$|金额$|数额$")
_ONE_WORD = re.compile(r"[一-鿿](?![的])")
_NO_COUNTING_TAGS = frozenset(
    {"p", "c", "d", "u", "uj", "ul", "f", "v", "r", "y", "x", "m", "ad", "t", "a", "b", "zg", "k", "nr", "ns", "j"}
)
# These say how large a number is, not what it counts: 10亿量级, 突破3000亿大关.
_NOT_COUNTED = frozenset(
    {"全部", "无法", "已然", "其中", "甚至", "平均", "量级", "级别", "数量级", "大关", "关口", "水平", "区间", "门槛"}
)
_BOUND_ENDS = frozenset("约近超逾")
_COPULAS = frozenset({"是", "指", "系", "作为"})
_LONGEST_PHRASE = 6
_LONGEST_WORD = 16
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_TAIL = re.compile("|".join(map(re.escape, exclusions("name_tails"))))
_HAN = re.compile(r"[一-鿿]")
_QUOTED = re.compile(r"[“\"‘「『][^“”\"‘’「」『』\n]{0,10}$")
_UNQUOTE = re.compile(r"[^“”\"‘’「」『』\n]{0,10}[”\"’」』]")


def name(text: str, folded: str, tokens: Tokens, number: Found, before: Found | None = None) -> Found:
    """The number with what it counts: the noun behind it, inside the span where it follows directly and alone; an unknown
    counting word; else the noun in front of it (网民规模达7.31亿, 人数为5000).

    ``before`` is the number in front, whose index a forecast or earlier value shares (PMI为46.1，预期45.5，前值45.3).
    Only a number that was multiplied (10万, 3600多万) takes any noun; a plain one takes those that the vocabulary lists.
    """
    if not number.bare or number.flags & {"ratio", "table_cell"}:
        return number
    if number.value < 0:
        # 情况-2品种: nothing is counted below zero.
        return number
    large = number.scale != 1 or number.bound == "at_least" or folded.startswith("大", number.end)
    if not number.flags & {"implied"} or number.scale >= 10000:
        phrase = _phrase(folded, tokens, number.end, large=large)
        if not phrase and large and folded.startswith("的", number.end):
            phrase = _phrase(folded, tokens, number.end + 1, large=large)
            phrase = phrase if phrase and code_of(tokens.words[phrase[-1]]) else []
        if phrase:
            span = _head(tokens.span(phrase[-1]), folded)
            code = code_of(span.quote(folded))
            counts = code is not None and code.startswith("{") and number.value == number.value.to_integral_value()
            if large or (counts and not _year_like(folded, number) and not _behind_noun(folded, tokens, number)):
                end = span.end if span.start == number.end else number.end
                unit = code if counts else None
                return replace(
                    number, end=end, unit_text=span.quote(text), unit=unit, flags=number.flags | {"noun_unit"}
                )
    if unknown := _unknown(folded, tokens, number):
        return replace(number, end=unknown, unit_text=text[number.end : unknown], flags=number.flags | {"unit_unknown"})
    named = _in_front(text, folded, tokens, number)
    return _from_before(text, folded, tokens, number, before) if named is number and before else named


def _from_before(text: str, folded: str, tokens: Tokens, number: Found, before: Found) -> Found:
    """What the number in front has said: the unit of a list or of 其中, the index of an earlier value; else the list's next noun."""
    gap = folded[before.end : number.start]
    alike = (before.scale == 1) == (number.scale == 1) and before.ascii == number.ascii
    again = "noun_unit" in before.flags and _AGAIN.match(gap)
    goes_on = alike and number.high is None and not before.complete and _CLOSED.match(folded, number.end)
    if before.unit_text and (again or (goes_on and (_MEMBER.match(gap) or (_PART.match(gap) and number.scale != 1)))):
        return replace(
            number,
            unit_text=before.unit_text,
            unit=before.unit,
            flags=number.flags | ({"noun_unit"} if "noun_unit" in before.flags else {"unit_from_list"}),
        )
    named = (
        _NAMED_MEMBER.match(gap)
        if before.scale == number.scale != 1 and (before.bare or "noun_unit" in before.flags)
        else None
    )
    if named and not any(word in _LINKS for word in _words_of(tokens, before.end + named.start(1), number.start)):
        return replace(
            number,
            unit_text=text[before.end + named.start(1) : number.start],
            unit=None,
            flags=number.flags | {"noun_unit"},
        )
    return number


def _words_of(tokens: Tokens, start: int, end: int) -> list[str]:
    return [tokens.words[at] for at in range(tokens.index(start), tokens.index(end - 1) + 1)]


def _head(span: Span, folded: str) -> Span:
    """The counted noun at the end of a compound that is one word to the dictionary: 企业 of 外贸企业."""
    if code_of(span.quote(folded)) is None and len(span) > 3:
        for start in range(span.start + 1, span.end - 1):
            if code_of(folded[start : span.end]):
                return Span(start, span.end)
    return span


def _year_like(folded: str, number: Found) -> bool:
    return number.scale == 1 and bool(_YEAR.match(folded[number.number_start : number.number_end]))


def _behind_noun(folded: str, tokens: Tokens, number: Found) -> bool:
    """True where a noun touches the number in front: a name's number, or a row head run into its cell."""
    if not number.start or not _HAN.match(folded[number.start - 1]):
        return False
    return tokens.tags[tokens.index(number.start - 1)] in _NOUN_TAGS - {"vn", "l", "an", "ns", "n"}


def _unknown(folded: str, tokens: Tokens, number: Found) -> int | None:
    """Where a counting word ends that no vocabulary knows: one character behind a plain whole number, and then no more words."""
    if (
        not number.ascii
        or number.scale != 1
        or number.high is not None
        or number.value != number.value.to_integral_value()
    ):
        return None
    found = _ONE_WORD.match(folded, number.end)
    if not found or _TAIL.match(folded, number.end) or _year_like(folded, number) or number.value < 2:
        return None
    at = tokens.index(number.end)
    after = tokens.tags[at + 1] if at + 1 < len(tokens) else "x"
    if (
        tokens.starts[at] != number.end
        or len(tokens.words[at]) != 1
        or tokens.tags[at] in _NO_COUNTING_TAGS
        or not after.startswith(("n", "x", "v"))
        or (after.startswith(("n", "v")) and not _told(folded, tokens, number))
    ):
        return None
    return found.end()


def _told(folded: str, tokens: Tokens, number: Found) -> bool:
    """True where a verb or a mark stands in front, as it does of what is counted: 养殖36格海带, not 类似药25精蛋白."""
    at = tokens.index(number.start - 1) if number.start else -1
    return at >= 0 and folded[number.start - 1] not in "/-" and tokens.tags[at].startswith(("v", "p", "d", "x", "ad"))


def _in_front(text: str, folded: str, tokens: Tokens, number: Found) -> Found:
    """网民规模达7.31亿 counts 网民, 人数为5000 人, PMI为46.1 is a PMI: the noun in front, over verbs and bound words."""
    at = tokens.index(number.start - 1) if number.start else -1
    steps = 0
    while (
        at >= 0
        and steps < 5
        and (tokens.words[at] in _LINKS or tokens.tags[at] in {"p", "d", "u", "ul", "uj"} or tokens.words[at].isspace())
    ):
        at, steps = at - 1, steps + 1
    if at < 0:
        return number
    span, tag = tokens.span(at), tokens.tags[at]
    while len(span) > 2 and folded[span.end - 1] in _BOUND_ENDS:
        # A word the dictionary does not know takes the bound word along: 静丙约.
        span = Span(span.start, span.end - 1)
    if len(span) > _LONGEST_WORD:
        return number
    word = span.quote(folded)
    if found := _COUNT_NOUN.search(folded, max(0, span.end - 14), span.end):
        noun = _last_noun(folded, tokens, found.start())
        if noun is not None and len(noun) == 1 and found.group() == "数量":
            # 参数量 counts 参数.
            noun = Span(noun.start, found.start() + 1)
        if found.group() == "人次":
            noun = Span(found.start(), found.end())
        if word.endswith("人数") or found.group() == "人数":
            noun = Span(found.start(), found.start() + 1)
        if noun is not None and (number.value == number.value.to_integral_value() and number.value >= 1):
            code = code_of(noun.quote(folded))
            return replace(
                number,
                unit_text=noun.quote(text),
                unit=code if code and code.startswith("{") else None,
                flags=number.flags | {"noun_unit"},
            )
    if _INDEX.search(word) and span.end - span.start <= 8:
        index = _INDEX.search(word)
        start = span.start + (index.start() if index else 0)
        return replace(number, unit_text=text[start : span.end], unit=None, flags=number.flags | {"noun_unit"})
    if number.scale >= 10000 and (tag in {"n", "vn"} and len(word) > 1) and word not in _NOT_COUNTED:
        whole = _SUM.search(word)
        if whole is None or whole.start():
            end = span.end - (len(word) - whole.start() if whole else 0)
            return replace(number, unit_text=text[span.start : end], unit=None, flags=number.flags | {"noun_unit"})
        noun = _last_noun(folded, tokens, span.start)
        if noun:
            return replace(number, unit_text=noun.quote(text), unit=None, flags=number.flags | {"noun_unit"})
    return number


def _last_noun(folded: str, tokens: Tokens, position: int) -> Span | None:
    """The noun that ends at ``position``."""
    if not position:
        return None
    at = tokens.index(position - 1)
    span = tokens.span(at)
    if tokens.tags[at] not in _NOUN_TAGS or span.end < position or not _HAN.match(folded[span.start]):
        return None
    return Span(span.start, position)


def _phrase(folded: str, tokens: Tokens, position: int, *, large: bool) -> list[int]:
    """Numbers of the words of the noun phrase at ``position``, up to its head noun; empty where none begins there.

    Behind a ``large`` number the head may stand behind a verb: 8000多万农业从业人口.
    """
    if not _HAN.match(folded[position : position + 1] or " "):
        return []
    at = tokens.index(position)
    if tokens.starts[at] != position or (not large and tokens.tags[at] in _PROPER_TAGS):
        return []
    words: list[int] = []
    last_noun = -1
    for index in range(at, min(len(tokens), at + _LONGEST_PHRASE)):
        word, tag = tokens.words[index], tokens.tags[index]
        if not _HAN.match(word):
            break
        if word in _NOT_COUNTED:
            break
        if tag in _NOUN_TAGS and len(word) > 1:
            if last_noun > 0 and code_of(tokens.words[words[-1]]) and not code_of(word):
                break
            words.append(index)
            last_noun = len(words)
        elif (
            (word == "大" and index == at)
            or (tag in _MODIFIER_TAGS and index - at < 3 and tag != "d" and last_noun < 0 and len(word) > 1)
            or (word == "的" and words and last_noun < 0)
            or (large and tag in _MODIFIER_TAGS and last_noun > 0 and _leads_on(tokens, index, words[-1]))
        ):
            words.append(index)
        else:
            break
    after = at + last_noun
    following = tokens.words[after] if last_noun > 0 and after < len(tokens) else ""
    if (
        last_noun <= 0
        or following in HEADED
        or (following in _COPULAS and code_of(tokens.words[words[last_noun - 1]]) is None)
    ):
        # 静丙约70亿白蛋白是第一大品种: a heading ends at the number.
        return []
    return words[:last_noun]


def _leads_on(tokens: Tokens, index: int, noun: int) -> bool:
    """农业从业人口: a verb between a noun that nobody counts and one that is counted."""
    if index + 1 >= len(tokens) or len(tokens.words[index]) < 2:
        return False
    return code_of(tokens.words[noun]) is None and code_of(tokens.words[index + 1]) is not None


def refuse(folded: str, tokens: Tokens, number: Found) -> str | None:
    """Why a number without a unit is no quantity: ``year``, ``name``, ``page``; null where it is one."""
    if not number.bare:
        return None
    digits = folded[number.number_start : number.number_end]
    plain = number.ascii and number.high is None and number.scale == 1 and number.bound is None
    dashed = digits[:1] == "-" and _word_in_front(folded, number.start)
    alone = dashed or number.start == number.number_start
    if plain and _YEAR.match(digits.lstrip("-")) and alone and not _measured(folded, number.start):
        return "year"
    if plain and digits.isdecimal() and number.start == number.number_start:
        if _TAIL.match(folded, number.end):
            return "name"
        if _QUOTED.search(folded, max(0, number.start - 11), number.start) and _UNQUOTE.match(folded, number.end):
            return "name"
        if _glued_to_words(folded, tokens, number):
            return "name"
    return None


def _word_in_front(folded: str, start: int) -> bool:
    """市场规模-2019: a hyphen between a word and a year."""
    return bool(start) and bool(_HAN.match(folded[start - 1]))


def _measured(folded: str, start: int) -> bool:
    return bool(re.search(r"(?:[超过达为至到近约有足于]|[≥≤<>=])$", folded[max(0, start - 1) : start])) and start > 1


def _glued_to_words(folded: str, tokens: Tokens, number: Found) -> bool:
    """标普500, 360借条: a short whole number between two words, without a verb in front, belongs to a name."""
    before, after = folded[number.start - 1 : number.start], folded[number.end : number.end + 1]
    left, right = bool(_HAN.match(before or " ")), bool(_HAN.match(after or " "))
    if right and not left:
        tag = tokens.tags[tokens.index(number.end)]
        return tag.startswith("n") and not before.isspace() and before not in {":", "(", "=", ">", "<", "≥", "≤"}
    if left and number.end - number.start <= 4:
        tag = tokens.tags[tokens.index(number.start - 1)]
        word = tokens.words[tokens.index(number.start - 1)]
        return tag.startswith(("nr", "nz", "ns", "nt", "j")) and len(word) > 1
    return False
