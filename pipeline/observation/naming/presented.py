"""Which company a section of a report presents, so that 公司 means it: 4.1某某生物:, 某某生物成立于, 某某生物是国内领先的…企业."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.organisations import ends_in_trade
from pipeline.observation.tagging import words_of

# How far in front of 公司 the company may have been presented, in characters: two pages of a report.
_REACH = 3000
# Who told it or is the example is meant in the sentence alone.
_ASIDE = ("told", "example")
_NEAR = 80
# Only companies are founded, and what heads a section is a name.
_SURE = ("headed", "founded")
_KIND = "(?:公司|企业|龙头|厂商|供应商|服务商|制造商|运营商|开发商|集团|机构|玩家|代工厂|药企|车企|房企|银行|平台)"
_NAME = "[一-鿿A-Za-z]{2,8}"
_BEGINS = r"(?:^|(?<=[\n。;,:、》”\d\s•●■]))"
_PRESENTED = re.compile(
    # the heading of its section or item
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?\s?|[\n。•●■]\s?)(?P<headed>{_NAME}):"
    # where it comes from and what it is
    rf"|{_BEGINS}(?P<founded>{_NAME})(?:\([^()]{{1,24}}\))?(?:前身是|前身为|(?:成立|创立|创建|创办|始建|始创)于)"
    rf"|{_BEGINS}(?P<described>{_NAME}?)(?:\([^()]{{1,24}}\))?(?:是|作为|身为|凭借?其|(?<![成认分称作定视列])为)[^,。;:\d]{{0,24}}?{_KIND}(?:之一)?[,。;]"
    # who told what follows, or is the example
    rf"|(?:根据|据)(?P<told>{_NAME}?)(?:的)?(?:披露|公告|年报|财报|季报|招股书|招股说明书|公布)"
    rf"|以(?P<example>{_NAME}?)为例,该?公司"
)
_NO_NAME = re.compile(
    r"公司|集团|企业|我们|行业|市场|报告|来源|资料|投资|风险|建议|业务|产品|本|该|其|上述|主要|核心|重点|目前|以及|其中|分别|后者|前者|作为|国家|全球|中国|国内|疾病|平台|项目|技术|事件|点评|展望|摘要|定义|特点|优势|环节|领域|客户|数据|年报|研究所|证券|中心|[成为是将署局部委院所厅端社]$|搭建|开始|预测|估值|盈利|分析|提示|逻辑|催化|假设"
)
# A name holds a word that is no common one: 泛生子, 贝瑞|基因, and not 血液制品.
_COMMON = ("n", "v", "b", "a", "j", "f", "s", "m", "l", "i", "d", "c", "u", "t", "p", "r", "q", "x", "eng")
_JOINS = ("c", "p", "u", "uj", "d", "v", "f")
_PROPER = ("nr", "nz", "nt", "nrt", "ng", "ns", "nrfg")


def presented(text: str, position: int) -> Span | None:
    """The company presented last before the position, in the folded text; null where none was."""
    for found in reversed([*_PRESENTED.finditer(text, max(0, position - _REACH), position)]):
        group = found.lastgroup or ""
        if group in _ASIDE and position - found.end() > _NEAR:
            continue
        name = found[group]
        if _NO_NAME.search(name) is None and (
            group == "told" or ends_in_trade(name) or _is_proper(name, cut=group in _SURE)
        ):
            return Span(*found.span(group))
    return None


def _is_proper(name: str, *, cut: bool) -> bool:
    """A word is no common one, or, with ``cut``, the dictionary cut the name into single characters."""
    return any(
        tag in _PROPER or not tag.startswith(_COMMON) or (cut and len(word) == 1 and tag not in _JOINS)
        for word, tag in words_of(name)
    )
