"""A subject as it may stand in the table: what the words around it left on it goes, and what names nobody is none."""

from __future__ import annotations

import re

from pipeline.observation.organisations import names_organisation
from pipeline.observation.tokens import words_of
from pipeline.observation.words import alternation, words
from pipeline.text.fold import fold

_EDGES = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=[一-鿿A-Z])|[的】)）\]、/:：]|其中|此外|另外|上调|下调)+|(?:[亦占的【】(（\[、/:：]|分别|各)+$"
)
_NOBODY = re.compile(
    r"第?[一二三四](?:[、和及][一二三四])*季度|(?:平均)?(?:每[百千万\d]+(?:人口?|户|家|名|亩)?|\d+[百千万]?(?:人口?|户|名)(?=中))中?|每\d+[股份].{0,3}|[\d/年月日季度周QHMEA.%—~-]+|单?[季月年周]度?|该|其|本|此|同|直接(?:或间接)?|间接"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ROLE = re.compile("^(?:控股股东|实际控制人|第[一二三]大股东|(?:全资|控股|下属)?子公司|参股公司|旗下)(?=.{2})")
_COMMA = re.compile(r".*[,，;；。](?=\D)")
_RELATIVE = re.compile(
    "第[^,，]{1,8}[名位](?:分别)?[为为是](?=.{2})|其[^,，的]{1,6}的(?=.{2})|(?:最高峰|主峰|最高[点點处處])(?:[为為是]|位[于於])?(?=.{2})"
)
# 工业机器人企业|某某科技: what kind of company it is, before its name.
_KIND = re.compile(
    "[^,，的]{2,12}?(?:企业|厂商|制造商|供应商|运营商|开发商|平台|品牌|龙头|巨头)(?P<name>[^,，的]{3,10})"
)
# 血制品|累计, 某某|2020年计划, 可进一步分为|甲
_TAIL = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:累计|合计|共计|总计|计划|拟|主要|已经|未来|预计)?(?:均|则|仍|也|共|已)?$(?<=[计划拟要经来均则仍也共已年])"
)
_CALLED = re.compile("(?:可|又|进一步|主要|一般|通常|大致|具体|还)*(?:分为|称为|名为|包括|包含)(?=.{2})")
_RUN_OF_TIME = re.compile("(?:已?连续|第)[一二三四五六七八九十数几多两\\d]+(?:年|月|日|个?季度?|个月|个?交易日|周|天)$")
# 每千人口|床位, 平均每户|人口: of how many the property is taken.
_PER = re.compile(r"(?:平均)?每[百千万\d]+(?:人口?|名?[^,，]{0,3}人|户|家|名|辆|亩|平方公里)(?=..)")
_PER_INSIDE = re.compile("每[百千万].{1,8}中$")
# Words that say how a property is taken, and so open a property, not a name.
_MEASURED = re.compile(f"(?:{alternation('context.measured')})")
_LEADS = ("t", "p", "c", "d")
_ENDS = frozenset(word for word in words("context.never_ends") if len(word) == 1)
_ADVERBS = frozenset("已均都仍还也并将就才皆")
_LAST_WORDS = re.compile(r"[^\d%,，。;；:：.）)]{2,}$")
_SHORT_METRIC = 12
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))
# A name does not begin with the end of a word: 型竞争力.
_SUFFIXES = "型性化式率们者"
_SHORT = 2
# Longer, or with two numbers in it, it is no name but a piece of a table.
_LONGEST = 32
_NUMBERS = re.compile(r"\d[\d.,]{2,}")


def plain(name: str | None) -> str | None:
    """The name without the code or abbreviation in brackets behind it: 消费价格指数(CPI)."""
    if not name or not any(char.isalnum() for char in name):
        return None
    return _balanced(_ROLE.sub("", _BRACKETS.sub("", name)).strip("（(、，, ")) or name


def measured(name: str | None) -> str | None:
    """The metric without the chart or table that ran into it; null where nothing else is left."""
    metric = plain(name)
    if metric is None or (len(metric) <= _LONGEST and len(_NUMBERS.findall(metric)) < 2):
        return metric
    rest = _LAST_WORDS.search(metric)
    return rest.group() if rest and len(rest.group()) <= _SHORT_METRIC else None


def _balanced(name: str) -> str:
    """The name without a quotation mark that lost its other half: 三农” of “三农”投入."""
    for opening, closing in _QUOTES:
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return name


def somebody(name: str | None) -> str | None:
    """The name without leading times and particles and without what is said of it; null where nothing else is left."""
    name = _EDGES.sub("", plain(name) or "")
    if (
        not name
        or name[0] in _SUFFIXES
        or _NOBODY.fullmatch(name)
        or len(name) > _LONGEST
        or len(_NUMBERS.findall(name)) > 1
    ):
        return None
    start, end = _core(fold(name))
    name = name[start:end]
    return None if not name or _NOBODY.fullmatch(name) else name


def _core(name: str) -> tuple[int, int]:
    start, end = 0, len(name)
    kind = _KIND.fullmatch(name)
    if kind and names_organisation(kind["name"]):
        return kind.start("name"), end
    comma = _COMMA.match(name)
    start = comma.end() if comma else 0
    for lead in (_RELATIVE, _PER):
        match = lead.match(name, start)
        start = match.end() if match else start
    inside_per = _PER_INSIDE.search(name, start + 2)
    end = inside_per.start() if inside_per else end
    opened = _CALLED.match(name, start)
    start = opened.end() if opened else start
    adverb = _TAIL.search(name, start + 2)
    end = adverb.start() if adverb else end
    run = _RUN_OF_TIME.search(name, start)
    end = run.start() if run else end
    if _MEASURED.match(name, start):
        return 0, 0
    inside = words_of(name[start:end])
    if len(inside) > 1 and inside[0][0] == "年":
        return 0, 0
    ends = [start]
    for word, _ in inside:
        ends.append(ends[-1] + len(word))
    first, last = 0, len(inside)
    while last > first and inside[last - 1][0] in _ENDS:
        last -= 1
    while first < last and inside[first][1] in _LEADS and ends[last] - ends[first + 1] > _SHORT:
        first += 1
    for at in range(first + 1, last):
        word, tag = inside[at]
        if inside[at - 1][1].startswith("n") and (word in _ADVERBS or (tag == "d" and len(word) >= _SHORT)):
            last = at
            break
    return ends[first], ends[last]
