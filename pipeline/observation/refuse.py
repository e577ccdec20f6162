"""Numbers with a unit that are still no observation: story time, counts of points, bare numbers that measure nothing."""

from __future__ import annotations

import re

from pipeline.model import Quantity
from pipeline.observation.heads import Head
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_DURATION = frozenset(("a", "mo", "wk", "d", "{quarter}"))
_STORY_BEFORE = re.compile(
    r"(?:连续?|过去|最近|近|历时|长达|为期|未来|今后|第|前|后|每|首|时隔|持续|达|经过|在|这|历经|隔|再|接下来的?|此后|未满|满|一|用|过往|滚动|以往|往后|(?:以来|平凡|过去|关键|重要|艰难|难忘|辉煌)的)\s?$"
)
_STORY_BEHIND = re.compile(
    r"(?:来|间|内|里|后|前|以来|时间|之内|之后|之前|期间|底|初|末|期(?!限)|的时间|多来|左右的?时间|滚动|蝉联|保持|增长|位居|历史|发展|首|(?:同期)?(?:的)?新[高低])"
)
_DURATION_NOUN = re.compile(
    r"(?:时间|时长|时效|周期|期限|年限|寿命|账期|天数|工期|均|需|耗时|历时|龄|久期|期|时限|缩短至?|延长至?|至|到|降至)$"
)
_IN_A_ROW = re.compile("连[升跌涨降增减]$")
_SHORT_YEAR = re.compile(r"[12]\d")
_TO_YEAR = re.compile("(?<!延长)(?<!缩短)(?<!缩减)[至到自从在于较比]$")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-—~至] ?(?:19|20)\d\d")
# 。2.9人纤维蛋白原…: the number of a heading that lost its line, glued to its first word.
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}[人名位个家种]")
_BEGINS = re.compile(r"(?:^|[。!?:：)）\n\d])\s?$")
# 两点差异：1)…, 2个方面：一是…: the author counts what follows.
_POINTS_BEHIND = re.compile(r"[^,。;:：\d]{0,4}[:：] ?(?:一是|其一|第一|首先|[(（]?[1①一][)）、.])")
# A count of two is 两; 二轮 and 二批 are the second.
_IN_ORDER = frozenset("轮批次期代类级线组档")
_POSTCODE = re.compile(r"\d{6}")
_STREET = re.compile(r"(?:座|层|单元|大厦|广场|室|路|号)[^,，。]{0,12}[;；,，]?$")
_FLOORS = ("楼", "樓", "室")
_ADDRESS = re.compile("电话|传真|邮编|邮政编码|[Tt]el[:：]|[Ff]ax")
_ADDRESS_REACH = 30
_FLOOR = re.compile(r"(?:大厦|大楼|中心|广场|银行|国际|公寓|[座栋幢号])$")
# 三代人 counts, 三代测序 and 8代以上 number.
_GENERATIONS = "人"
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千]+")
# 8/12英寸晶圆, 32/43/55寸面板: sizes that name the thing, but for the last.
_SIZES = re.compile(
    r"(?:[/、]\d{1,3}(?:\.\d{1,2})?)+\s?(?:英寸|寸|吋|nm|纳米|奈米|mm|毫米|[KPGVU核速座])(?=[一-鿿])(?![的为和及])"
)
# 3.0/4.1/5.2亿元: the unit stands behind the last of them.
_CHAIN = re.compile(r"(?:/-?\d{1,4}(?:\.\d{1,3})?){1,5}(?:[万亿]|元|美元|港元|%|倍|[xX])")
# What goes on about a number: 报3245跌0.5%, 为2的时候; any other word begins anew.
_GOES_ON = frozenset("涨跌升降较比同环增减的和与及或以缩扩提回变")
_FEW = 20
# 五级分类, 二级以上医院: the number tells which grade.
_GRADES = ("级", "級")
# 3.4 贷款质量分析 on a line of its own.
_HEADING = re.compile(r"\s*\d{1,2}\.\d{1,2}\s{1,3}[一-鿿A-Za-z][^,，。;；\d\t]{1,24}")
_LONGEST_HEADING = 40
# 13价疫苗: the number names the thing.
_NAMING_UNITS = ("价", "價")
# 南方五省区, 东北三省: so the region is called.
_REGION = re.compile("(?:南方|北方|东北|西北|西南|东南|华[东南北中]|[中西东]部|沿海|沿江|沿黄|长三角|长江中游|大湾区)$")
_PROVINCES = ("省", "省区", "省市", "省份", "省区市")
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})")
_SCALED = re.compile("[万亿]")
_PROPERTY = re.compile(f"(?:{alternation('measures.heads')})$", re.IGNORECASE)
_TURNED = re.compile("(?:修正|调整|调升|调降|上修|下修|上调|下调)?(?:为|至|到)$")
NEVER = frozenset(("story_time", "points", "per", "article", "rating"))
_REFUSED = frozenset(("points", "story_time", "ordinal", "rank", "list_number"))
_INDEX = re.compile(
    r"(?:指数|指标|PMI|点位|率|比|系数|得分|评分|值|数|指|报|收|市盈率|PE|PB|ROE|均价|价|收入|利润|额|量|规模|面积|人口|总数)$",
    re.IGNORECASE,
)


def refusal(text: str, head: Head, tokens: Tokens, *, after_bare: bool) -> str | None:
    """Why the figure is no observation, null where it is one; ``text`` is folded.

    ``after_bare`` says that the figure before had no unit either, so that 预期45.5 goes on about it.
    """
    quantity, predicate = head.figure.quantity, head.predicate
    flagged = _REFUSED.intersection(quantity.flags)
    if flagged:
        return min(flagged)
    named = _numbers_or_names(text, quantity, tokens)
    if named is not None:
        return named
    number = quantity.number.quote(text)
    words = head.figure.head.quote(text)
    phrase = head.phrase.quote(text).strip("的 ")
    if quantity.unit in _DURATION and _IN_A_ROW.search(words):
        return "story_time"
    if quantity.unit in _DURATION and predicate.kind == "level" and "age_bracket" not in quantity.flags:
        measured = _DURATION_NOUN.search(phrase) or _DURATION_NOUN.search(words)
        behind = _STORY_BEHIND.match(text, head.figure.tail.start, head.figure.tail.end)
        looks_back = number == "一" and words.endswith("的")  # 具有里程碑意义的|一年
        told = quantity.bound == "exact" and _CHINESE.fullmatch(number) and _runs_on(text, quantity.span.end)
        if not measured and (behind or looks_back or told or _STORY_BEFORE.search(words) or not phrase):
            return "story_time"
    return "bare" if _says_nothing(text, quantity, phrase, after_bare=after_bare) else None


def _numbers_or_names(text: str, quantity: Quantity, tokens: Tokens) -> str | None:
    """Why the number is a year, an address, a rank or a part of a name; null where it measures or counts."""
    number, start, end = quantity.number.quote(text), quantity.span.start, quantity.span.end
    if quantity.unit == "a" and _SHORT_YEAR.fullmatch(number) and _TO_YEAR.search(text, max(0, start - 3), start):
        return "year"
    around = text[max(0, start - _ADDRESS_REACH) : end + _ADDRESS_REACH]
    if quantity.unit is None and _YEARS.fullmatch(text, start, end):
        return "year"
    if quantity.unit is None and _SIZES.match(text, end):
        return "name"
    if _SECTION.fullmatch(text, quantity.number.start, end) and _BEGINS.search(text, max(0, start - 2), start):
        return "list_number"
    if _POSTCODE.fullmatch(number) and _STREET.search(text, max(0, start - _ADDRESS_REACH), start):
        return "address"
    if quantity.unit_text in _FLOORS or (_ADDRESS.search(around) and not quantity.unit_text.startswith(("%", "元"))):
        return "address"
    if quantity.unit == "{floor}" and _FLOOR.search(text, max(0, start - 4), start):
        return "address"
    if quantity.unit == "{generation}" and not text.startswith(_GENERATIONS, end):
        return "ordinal"
    if quantity.unit_text in _GRADES and _CHINESE.fullmatch(number):
        return "ordinal"
    if quantity.unit is None and _HEADING.fullmatch(text[text.rfind("\n", 0, start) + 1 : _line_end(text, end)]):
        return "list_number"
    if _enumerates(text, quantity) or _POINTS_BEHIND.match(text, end):
        return "points"
    if number == "二" and quantity.unit_text in _IN_ORDER:
        return "ordinal"
    lone = len(number) == 1 and not number.isdigit() and ("noun_unit" in quantity.flags or quantity.unit is None)
    if (
        quantity.unit_text in _PROVINCES
        and _CHINESE.fullmatch(number)
        and _REGION.search(text, max(0, start - 4), start)
    ):
        return "name"
    part = quantity.unit_text in _NAMING_UNITS or _inside_a_word(quantity, tokens)
    return "name" if lone or part else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _LONGEST_HEADING)
    return end if end >= 0 else min(len(text), start + _LONGEST_HEADING)


def _says_nothing(text: str, quantity: Quantity, phrase: str, *, after_bare: bool) -> bool:
    """True for a number without a unit that no property in front explains, or that a word touches behind."""
    bracketed = text[quantity.span.start - 1 : quantity.span.start] == ")"
    if after_bare and not bracketed and (not phrase.strip() or _VERSION.search(phrase)):
        return False
    if "bare" not in quantity.flags and (quantity.unit_text or quantity.unit):
        return False
    if _CHAIN.match(text, quantity.span.end):
        return False
    scaled = _SCALED.search(quantity.number.quote(text))
    explained = phrase and (_INDEX.search(phrase) or scaled)
    if (
        not explained
        and "." in quantity.number.quote(text)
        and text[quantity.span.end : quantity.span.end + 1] not in ":∶"
    ):
        # 倍差缩小到1.86, 由49.3修正为49.1: no year and no mark in a list is a decimal; 5.2:47.6:47.2 is a composition.
        explained = _PROPERTY.search(phrase) or _TURNED.search(
            text, max(0, quantity.span.start - 4), quantity.span.start
        )
    return not explained or (not scaled and _runs_on(text, quantity.span.end))


def _enumerates(text: str, quantity: Quantity) -> bool:
    """4大药房, 主要有5点: the author's own count; behind a list (家电、生鲜等10大行业) it says how many there are."""
    few = quantity.value is not None and quantity.value <= _FEW
    large = "noun_unit" in quantity.flags and text.startswith("大", quantity.number.end)
    large = large and text[quantity.span.start - 1 : quantity.span.start] != "等"
    points = quantity.unit == "{index_point}" and text[quantity.span.end : quantity.span.end + 1] in ":，。"
    return quantity.unit == "{aspect}" or (few and (large or (points and quantity.bound == "exact")))


def _runs_on(text: str, end: int) -> bool:
    """True where a word touches the number behind, as a page's number or a heading's has one; or the glyph of a list's mark."""
    glyph = "\ue000" <= text[end : end + 1] <= "\uf8ff"
    heading = text[end : end + 1] in {".", "、"} and text[end + 1 : end + 2].isalpha()
    return heading or glyph or (text[end : end + 1].isalpha() and text[end] not in _GOES_ON)


def _inside_a_word(quantity: Quantity, tokens: Tokens) -> bool:
    """日期1帕妥珠单抗: the unit is the beginning of a longer word."""
    last = tokens.at(quantity.span.end - 1)
    return (
        last is not None
        and last.end > quantity.span.end
        and last.start >= quantity.number.end
        and quantity.unit != "%"
        and not (quantity.unit or "").startswith("{")
        and last.tag.startswith(("nr", "nz", "nt", "ns"))
    )
