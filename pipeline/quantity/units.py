"""The unit behind a number or in front of it: longest printed form, compounds with ``/`` or 每, and its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import rjieba

from pipeline.quantity.tokens import Tokens
from pipeline.quantity.trie import alternation
from pipeline.quantity.width import fold
from pipeline.vocabulary import prefixes, surfaces, unit_contexts, unit_table


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit printed in ``[start, end)``; ``code`` is null where a compound has a part that no code fits.

    ``noun`` is true for a counted noun of two characters and more (用户, 省份), which needs a whole number.
    """

    start: int
    end: int
    code: str | None
    noun: bool = False
    compound: bool = False


@cache
def _codes() -> dict[str, str]:
    return {fold(surface): code for surface, code in surfaces().items()}


@cache
def _prefix_codes() -> dict[str, str]:
    return {fold(surface): code for surface, code in prefixes().items()}


_ANY = alternation(_codes())
_LATIN_END = r"(?![A-Za-z])"
_UNIT = re.compile(_ANY)
_PER = re.compile(
    rf" ?(?:/|每(?=[^周天年月日次]|[周天年月日](?![0-9一二两三四五六七八九十]))|(?<=[一-鿿])·) ?((?:10{{1,4}} ?)?[十百千万]{{0,2}}?)({alternation((*_codes(), *unit_contexts()['per']))})"
)
_GAP = re.compile(r" {0,3}")
_SPACED_POINTS = re.compile(r"个? {0,3}百 {0,3}分 {0,3}点(?!之)")
# Counting words of two characters; any other of that length is a noun.
_MEASURE = re.compile(r"次$|套$|[套)）]$|^人[年月天日份]$|^个|^工日$|^车道$|^[A-Za-z]")
# Nouns that make a heading of what stands in front: 企业名称, 合同资产, 分析师声明.
HEADED = frozenset({"声明", "承诺", "简介", "名称", "简称", "资产", "负债", "编号", "代码"})
# Behind 尺 and 丈, 寸 is what it is behind a number in characters: 2尺3寸.
_DIGITS = re.compile(r"(?<![尺丈])(?<![尺丈][0-9])[0-9][十百千万亿多余]{0,3} ?$")
_BEHIND = re.compile(r"[^，。；,;]{0,4}")
_HAN = re.compile(r"[一-鿿]")


def after(folded: str, position: int, tokens: Tokens, *, whole: bool) -> UnitMatch | None:
    """The unit that begins at ``position`` or behind up to two blanks; ``whole`` says that the number is a whole one."""
    gap = _GAP.match(folded, position)
    start = gap.end() if gap else position
    if spaced := _SPACED_POINTS.match(folded, start):
        return UnitMatch(start, spaced.end(), "{pp}")
    found = _longest(folded, start, tokens, whole=whole)
    if found is None:
        return None
    end, surface = found
    digits = bool(_DIGITS.search(folded, max(0, position - 8), position))
    if not digits and surface in unit_contexts()["digits_only"]:
        return None
    code: str | None = _in_context(folded, start, end, _codes()[surface], digits=digits)
    noun = (
        len(surface) > 1
        and code in unit_table()
        and unit_table()[code].system == "count"
        and not _MEASURE.search(surface)
    )
    if noun and _goes_on(end, tokens):
        return None
    compound = False
    for _ in range(2):
        per = _PER.match(folded, end)
        if not per or code == "%" or ("·" in per.group() and not compound):
            break
        tail = _trim(folded, per.start(2), per.end(2), None)
        if tail is None:
            break
        below = _below(folded[per.start(2) : tail])
        code = over(code, below) if code and not per.group(1) and "·" not in per.group() else None
        end, compound, noun = tail, True, False
    return UnitMatch(start, end, code, noun, compound)


def over(code: str, below: str) -> str:
    """The code of a quotient; a denominator of several parts stands in brackets, as UCUM asks.

    >>> over("CNY", "kW.h"), over("CNY", "t")
    ('CNY/(kW.h)', 'CNY/t')
    """
    return f"{code}/({below})" if "." in below or "/" in below else f"{code}/{below}"


def _below(surface: str) -> str:
    """The code of a unit behind a stroke: 度 in 元/度 counts kilowatt hours."""
    return str(unit_contexts()["per"].get(surface) or _codes()[surface])


def _goes_on(end: int, tokens: Tokens) -> bool:
    """900万高校毕业生: the noun behind the number only modifies the next one, which is what is counted."""
    at = tokens.index(end)
    if at >= len(tokens) or at < 0 or tokens.starts[at] != end:
        return False
    word = tokens.words[at]
    return word in HEADED or (tokens.tags[at] == "n" and len(word) > 1 and word in _codes())


def _longest(folded: str, start: int, tokens: Tokens, *, whole: bool) -> tuple[int, str] | None:
    found = _UNIT.match(folded, start)
    if not found:
        return None
    end = _trim(folded, start, found.end(), tokens, whole=whole)
    return None if end is None else (end, folded[start:end])


def _trim(folded: str, start: int, end: int, tokens: Tokens | None, *, whole: bool = True) -> int | None:
    """The longest printed form that begins at ``start``, ends by ``end`` and is not the beginning of another word."""
    codes = _codes()
    while end > start:
        surface = folded[start:end]
        if (surface in codes or (tokens is None and surface in unit_contexts()["per"])) and _stands(
            folded, start, end, tokens, whole=whole
        ):
            return end
        end -= 1
    return None


def _stands(folded: str, start: int, end: int, tokens: Tokens | None, *, whole: bool) -> bool:
    after_char = folded[end : end + 1]
    last = folded[end - 1]
    if last.isascii() and last.isalpha():
        return not (after_char.isascii() and after_char.isalnum())
    if last == "'":
        return not after_char or after_char in ' "' or after_char.isdecimal()
    if not _HAN.match(last):
        return True
    if end - start > 1:
        is_count = unit_table()[_codes()[folded[start:end]]].system == "count" and folded[start] != "个"
        if is_count and not whole:
            return False
    elif (last == "个" and after_char == "人" and tokens is not None and _personal(end - 1, tokens)) or (
        after_char and after_char in unit_contexts()["not_before"].get(last, "")
    ):
        return False
    if (
        not after_char
        or not _HAN.match(after_char)
        or after_char in "半至到以左每和与及之"
        or last in unit_contexts()["always"]
        or tokens is None
    ):
        return True
    at = tokens.index(end - 1)
    if at < 0:
        return True
    word = tokens.span(at)
    if start < word.start < end < word.end and folded[start : word.start] in _codes() and tokens.tags[at][0] == "n":
        # 个数 of 4个数据中心 ends inside a noun that begins inside it.
        return False
    if word.end <= end or word.start < start or tokens.tags[at].startswith("nr"):
        return True
    return (
        word.start > start
        or folded[word.start : word.end] in unit_contexts()["open_words"]
        or _classifies(folded[word.start : end], folded[end : word.end])
    )


@cache
def _classifies(unit: str, noun: str) -> bool:
    """True where a word is a counting word and what it counts: 颗卫星, 只羊, 条产线; not 家具公司 or 项目."""
    if len(noun) > 1 and rjieba.has_word(noun):
        return True
    return not rjieba.has_word(unit + noun)


@cache
def _contexts() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    declared = unit_contexts()["near"]
    return {
        surface: [(rule["code"], re.compile(alternation(rule["near"]))) for rule in rules]
        for surface, rules in declared.items()
    }


_CHANGE = re.compile(
    r"(?:升|高|加|涨|降|少|低|落|滑|长|窄|大|缩|跌|增|减|优|改善|[+-])(?:了|约|超|近|超过|达)?\(?[0-9.,+-]{1,12} ?$"
)


def _personal(position: int, tokens: Tokens) -> bool:
    """10万个人投资者: 个人 says what kind of 投资者."""
    at = tokens.index(position)
    if tokens.words[at] != "个人" or at + 1 >= len(tokens):
        return False
    return tokens.tags[at + 1] in {"n", "vn"} and len(tokens.words[at + 1]) > 1


def _in_context(folded: str, start: int, end: int, code: str, *, digits: bool) -> str:
    if code == "%" and folded[start:end].lower() == "pct" and _CHANGE.search(folded, max(0, start - 18), start):
        return "{pp}"
    following = _BEHIND.match(folded, end)
    behind = following.end() if following else end
    for other, near in _contexts().get(folded[start:end], ()):
        if near.search(folded, max(0, start - 8), start) or near.search(folded, end, behind):
            return other
    return (
        str(unit_contexts()["digits"].get(folded[start:end], code))
        if digits and not folded[end : end + 1].isdecimal()
        else code
    )


_LONGEST_PREFIX = max(map(len, _prefix_codes()))


def before(folded: str, position: int) -> UnitMatch | None:
    """The unit printed in front of the number at ``position``: ``$``, ``人民币``; blanks may stand between."""
    end = position
    while end > 0 and position - end < 2 and folded[end - 1] == " ":
        end -= 1
    for length in range(min(_LONGEST_PREFIX, end), 0, -1):
        surface = folded[end - length : end]
        code = _prefix_codes().get(surface)
        if code is None:
            continue
        if end > length and (folded[end - length - 1].isdecimal() or folded[end - length - 1] in "万亿"):
            continue
        if (
            surface[0].isascii()
            and surface[0].isalpha()
            and end > length
            and folded[end - length - 1].isascii()
            and folded[end - length - 1].isalpha()
        ):
            continue
        return UnitMatch(end - length, end, code)
    return None


def code_of(surface: str) -> str | None:
    """The code of a printed form that stands alone, of a table's head for example; null where it is none.

    >>> code_of("元/吨"), code_of("萬噸"), code_of("元/千瓦时")
    ('CNY/t', None, 'CNY/(kW.h)')
    """
    folded = fold(surface)
    codes = _codes()
    if folded in codes:
        return codes[folded]
    parts = folded.split("/")
    if len(parts) > 1 and all(part in codes for part in parts):
        code = codes[parts[0]]
        for part in parts[1:]:
            code = over(code, _below(part))
        return code
    return None
