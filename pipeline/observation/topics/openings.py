"""The noun phrase that opens a clause, where nothing else says whom it is about."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.phrases import (
    is_noun,
    metric_start,
    names_somebody,
    peel,
    says_something,
    stands_alone,
    take_area,
)
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.topics.topic import POINTS_BACK, REPORTS, SOURCES, Topic
from pipeline.observation.words import words

_LABEL = re.compile(r"(?:^|[,。;\n【])[^,。;\n]{0,6}$|(?:是|为|如下|包括|目标)\s*$")
_ASIDE = re.compile(
    r"(?:方面|来看|看|而言|来说|外|以外|之外|时|后|中|以来|期间|之际|背景下|[以按][^,。;]{2,10}计算?)\s*$"
)
# 在…下, 从…里: where, if such a word stands in front.
_WITHIN = re.compile(r"[下侧端上里内前]\s*$")
_WHERE = re.compile("在|从|于|随着")
# 深入实施工业强市战略: what is done, by nobody named.
_DEEDS = re.compile(
    "[\\s—]*(?:值得(?:注意|关注|一提)|聚力|奋力|倾力|锚定|紧扣|狠抓|抓实|打好|守牢|筑牢|做[强优大]|深入|全面|着力|大力|扎实|切实|有序|积极|加快|持续|统筹|坚持|坚决|坚定|强化|聚焦|聚力|围绕|推进|推动|实施|落实|健全|完善|加强|优化|开展)(?!性)"
)
# 年营收2000万元以下的|小微企业,…: whom the condition defines.
_DEFINED = re.compile(r"[^,。;]{0,20}\d[^,。;]{0,10}(?:以上|以下|以内|及以上|及以下)的(?P<name>[^,。;的]{2,12})")
_EXAMPLE = re.compile("以(?P<name>[^,。;以]{2,20}?)为例")
_WHOLE = re.compile("[全我本国境海内]")
_DESCRIBES = frozenset(words("context.describes"))
# An item of a list: its mark, its name, and behind the colon a time or a property.
_ITEM = re.compile(
    r"(?:[■●⚫◆▲►➢❖▪•·①-⑳\uf000-\uf8ff]|(?<![\d.])[(（]?[1-9一二三四五六七八九十][)）、.]|(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,2}\.?)\s*(?P<name>[一-鿿A-Za-z]{2,12})(?:\([^()]{1,8}\))?$"
)
_SAID = re.compile(
    r"\s*(?:(?:19|20)\d\d|\d{1,2}[-~]?\d{0,2}月|Q[1-4]|累计|同比|环比|销|营|收|批|采|产|市|价|份额|占比|简称|统一)"
)
_MARK = 6
_LABELS = frozenset(words("context.labels"))
_NUMBERED = ("号", "代", "世", "號")
# 《某某纲要》: a document is not who has a revenue.
_DOCUMENT = re.compile(
    "《[^》]{0,40}?(?:报告|白皮书|蓝皮书|年鉴|公报|纲要|规划|意见|通知|办法|条例|规定|方案|决定|公告|目录|指南|草案|计划)[^》]{0,6}》"
)
_NAMED = 2
# 館方|於民國98年擴建
_ERA = re.compile("[于在自]?(?:民国|公元|西元)$")
_LAST = 12
# 首席财务官某某:, 问(某某证券): who speaks.
_ROLE = re.compile(
    "(?:官|总监|总裁|董事长|经理|主持人|记者|分析师|主任|部长|局长|发言人|秘书长|教授)[^,。:]{0,5}$|^\\s*[问答](?:\\([^()]*\\))?$"
)
# 公司|盈利能力: what the company has, and no name.
_FIRM_S = re.compile(
    "(?P<firm>(?:本|该)?公司)[^,。;]{0,6}?(?:能力|竞争力|经营|状况|情况|基本面|现金流|结构|质量|效率|优势|地位|布局|战略|管理|进展|发展|步伐)$"
)
_FIRM = "公司"
_OF_BANKS = ("贷款", "存款", "业务", "客户", "金融")  # 公司贷款 are loans to companies
_JOINED = re.compile("(?:与|和|及|同|跟)")
_TOGETHER = re.compile("合作|联合|共建|携手|共同|签约|联手")


def opening(text: str, clause: Span, tokens: Tokens) -> Topic | None:
    """The noun phrase before the clause's first verb or preposition, without the property it ends in; of partners
    (甲与乙合作) the first; of 以甲为例 the example.
    """
    start = peel(text, clause, tokens)
    if (
        _DEEDS.match(text, clause.start, clause.end)
        or _DEEDS.match(text, start.start, clause.end)
        or _DOCUMENT.match(text, start.start, clause.end)
    ):
        return None
    defined = _DEFINED.fullmatch(text, start.start, clause.end)
    if defined is not None and text[clause.end : clause.end + 1] == ",":
        return Topic(clause.start, Span(*defined.span("name")), holds=True)
    example = _EXAMPLE.match(text, start.start, clause.end)
    if example is not None:
        return Topic(clause.start, Span(*example.span("name")))
    if not len(start) or REPORTS.search(text, clause.start, clause.end):
        return None
    area, rest = take_area(text, start, tokens)
    if area is not None and _is_told_of(text, area, tokens):
        return Topic(clause.start, area, place=True)
    end, stopped = _noun_phrase(text, rest, clause, tokens)
    if (_is_aside(text, clause) or _is_way(clause, tokens)) and not (stopped is not None and stopped.tag == "p"):
        return None
    if SOURCES.match(text, end, clause.end):
        return None
    subject = Span(rest.start, end)
    together = _TOGETHER.search(text, end, min(clause.end, end + 14)) is not None
    joined = _JOINED.search(text, rest.start + 2, min(clause.end, end + 1))
    partners = together and joined is not None
    if joined and partners:
        subject = Span(rest.start, joined.start())
    subject = _firm(text, subject, clause, tokens) or _without_property(text, subject, tokens)
    if (
        not 2 <= len(subject) <= 24
        or POINTS_BACK.match(text, subject.start)
        or not names_somebody(text, subject, tokens)
        or says_something(subject, tokens)
    ):
        return None
    return Topic(clause.start, subject, partners=partners)


def _firm(text: str, subject: Span, clause: Span, tokens: Tokens) -> Span | None:
    """公司 of 公司盈利能力 and 公司销售费用率, which the company has; null for any other phrase, and for a caption on a line of its own."""
    had = _FIRM_S.match(text, subject.start, subject.end)
    if had is not None:
        return Span(*had.span("firm"))
    owned = Span(min(subject.end, subject.start + len(_FIRM)), subject.end)
    caption = text[clause.end : clause.end + 1] in ("\n", "")
    if caption or not text.startswith(_FIRM, subject.start) or text.startswith(_OF_BANKS, owned.start):
        return None
    return Span(subject.start, owned.start) if metric_start(text, owned, tokens) == owned.start < owned.end else None


def item(text: str, clause: Span) -> Topic | None:
    """■白蛋白:2019年销量…, (2)八因子:累计…: the item of a list is about what stands before its colon."""
    if text[clause.end : clause.end + 1] != ":":
        return None
    found = _ITEM.search(text, max(0, clause.start - _MARK), clause.end)
    if found is None or found["name"] in _LABELS or _SAID.match(text, clause.end + 1) is None:
        return None
    return Topic(clause.start, Span(*found.span("name")), item=True)


def _is_told_of(text: str, area: Span, tokens: Tokens) -> bool:
    """奥地利属于…, 昆明地处…: what is said is said of the place itself."""
    behind = tokens.at(area.end)
    named = not _WHOLE.match(text, area.start)
    return named and behind is not None and behind.start == area.end and behind.text in _DESCRIBES


def _is_aside(text: str, clause: Span) -> bool:
    """随着…, 在…背景下: the clause says when or where."""
    start = max(clause.start, clause.end - _LAST)
    if _ASIDE.search(text, start, clause.end):
        return True
    within = _WITHIN.search(text, start, clause.end)
    return within is not None and _WHERE.search(text, clause.start, within.start()) is not None


def _is_way(clause: Span, tokens: Tokens) -> bool:
    """工艺快速迭代|下,…: under what goes on."""
    inside = tokens.within(clause)
    return len(inside) > _NAMED and inside[-1].text == "下" and inside[-2].tag in ("v", "vn")


def _noun_phrase(text: str, rest: Span, clause: Span, tokens: Tokens) -> tuple[int, Token | None]:
    """Where the noun phrase ends that opens the clause, and the word that ends it."""
    end = rest.start
    stopped = None
    for token in tokens.within(Span(rest.start, clause.end)):
        if token.tag in ("c", "uj") and end > rest.start:
            end = token.end
            continue
        if token.tag == "m" and text[token.end : token.end + 1] in _NUMBERED and end > rest.start:
            end = token.end + 1  # 神舟十九号航天员乘组
            continue
        if token.start < end:
            continue
        predicate = token.tag == "i" or not is_noun(token) or token.tag == "t"
        counted = token.text[0].isdigit() and end > rest.start
        if predicate or counted or (SOURCES.fullmatch(token.text) and end > rest.start):
            stopped = token
            break
        end = token.end
    era = _ERA.search(text, rest.start + _NAMED, end)
    end = era.start() if era else end
    while end > rest.start and text[end - 1] in "与和及的、":
        end -= 1
    return end, stopped


def _without_property(text: str, subject: Span, tokens: Tokens) -> Span:
    """静丙|销售额与销量, 国有企业|效益: whose property it is, where somebody is left in front; else all of it."""
    rest = subject
    while (start := metric_start(text, rest, tokens)) is not None and start > subject.start:
        rest = Span(subject.start, start)
        while len(rest) and text[rest.end - 1] in "与和及的、":
            rest = Span(rest.start, rest.end - 1)
    named = rest != subject and len(rest) >= _NAMED and stands_alone(text, rest, tokens)
    return rest if named and names_somebody(text, rest, tokens) else subject


def is_label(text: str, clause: Span) -> bool:
    """事件:…, 目标是:…: what stands before a colon names the list, not who it is about."""
    if text[clause.end : clause.end + 1] == ":" and _ROLE.search(clause.quote(text)):
        return True
    headline = text[clause.start - 1 : clause.start] == "【"
    return not headline and text[clause.end : clause.end + 1] == ":" and bool(_LABEL.search(clause.quote(text)))
