"""Whether a figure is reported, estimated, expected or aimed at; a cue covers its own clause and what follows up to ``;``."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.model import Span, Status
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("forecast", re.compile(alternation("context.forecast"))),
    ("estimate", re.compile(alternation("context.estimate"))),
    ("target", re.compile(alternation("context.target"))),
)
_NOT = re.compile(
    r"(?:预期|计划|规划|目标|预测|预计)(?:值|内|管理|项目|准确率|模型|价|单列|生育|经济|委|局|外|寿命)|超预期|不及预期|符合预期|好于预期|高于预期|低于预期|规划局|目标价|目标客户|利率(?:的)?目标"
    r"|(?:年度|全年|行动|专项|市场)(?:计划|任务|目标|预期(?![为是]))|计划的|争取(?:上级|中央|省级|国家|专项|各类|资金|支持|到位)|计划单列|恐[怖慌惧吓]"
)
# 建设任务已全面完成, 如期完成脱贫攻坚目标任务: no longer aimed at.
_ACHIEVED = re.compile(
    "(?:目标|任务|计划|规划)(?:任务)?(?:均|都)?(?:已|如期|提前|全面|全部|圆满|胜利|顺利|超额|基本)+(?:完成|实现|达成)|(?:如期|已|提前|圆满|胜利|顺利|超额|全面|基本)(?:完成|实现)了?[^,。;]{0,14}?(?:目标|任务)(?:任务)?|(?:力争|努力|确保)[^,。;]{0,14}?[,，](?=(?:19|20)\\d\\d年以来)"
)
_REACH = 160
_VERSION = re.compile(alternation("context.version"))
_QUOTED = re.compile("[“「『][^”」』]{0,30}[”」』]")
_EXPECTED_YEAR = re.compile(r"(?:19|20)?\d\dE(?![A-Za-z])")
# Before a verb 将 looks ahead; before a noun it marks the object (将利率维持在).
_WILL = "将"
# What a text is going to do stands under such words; what it did, under the others.
_PLANS = re.compile(
    r"(?:重点|全力|着力)(?:抓好|做好|推进|做)(?:以下|如下|好)?[^,。;]{0,12}工作|主要(?:预期)?目标|工作(?:安排|部署|打算|任务|建议)|目标任务|下一(?:步|阶段)|经营(?:计划|目标)|发展目标|(?:今年|\d{4}年)(?:的)?(?:重点)?工作$"
)
_LOOKS_BACK = re.compile("回顾|成绩|总结|完成情况|执行情况|取得的|主要工作情况|存在的问题")
# 主要预期目标是:增长5%;涨幅2%: every item of the list is aimed at.
_AIMS = re.compile("(?:预期|发展|工作|经营|奋斗|主要|约束性)目标(?:值)?(?:是|为|如下)?[:：]|路线图(?:是|为|显示)?[:：]")
_LIST_REACH = 400
_SHORT = 40
# 高于市场预期的|143.9亿美元: what was expected.
_EXPECTED = re.compile("(?:预期|预测|预估|预估值|预期值|预测值)的$")
_EXPECTED_REACH = 5
# 维持均价17.5元/kg|的判断
_JUDGED = re.compile("[\\d.,%-]+[^,。;\\d]{0,6}的(?:判断|预测|预估)")
# 低于我们此前|1.3亿元的预期
_THAN_EXPECTED = re.compile(
    "[高低好]于(?:我们|市场|此前|之前|原先|公司|机构|分析师|[^,。;\\d]{0,6}?的?)*约?[\\d.,]+ ?[^,。;\\d]{1,5}的?(?:预期|预测|预估)"
)
# 70%至80%|将用于先进制程
_WILL_BE = re.compile(
    "[\\d.,%至~到-]{2,16}(?:左右|以上)?[^,。;\\d]{0,3}将(?:会)?(?:用于|用以|用来|投入|投向|来自|主要用)"
)
# 70%至80%将用于先进制程,|10%至20%用于特殊制程
_WILL_BE_TOO = re.compile("[\\d%][^,。;\\d]{0,3}将(?:会)?(?:用于|用以|用来|投入|投向)[^。;]{0,60}$")
_DONE = re.compile("已|累计|目前|现有|截至|去年|上年|以来|同比|曾")


def status_of(text: str, clause: Span, position: int, reach_start: int, tokens: Tokens) -> Status:
    """The status of a figure at ``position``: the last cue in ``text[reach_start:position]``, its own clause first.

    >>> text = "预计2025年将达100亿元"
    >>> status_of(text, Span(0, len(text)), 9, 0, Tokens((), ()))
    'forecast'
    """
    if _EXPECTED.search(text, max(clause.start, position - _EXPECTED_REACH), position):
        return "forecast"
    if _THAN_EXPECTED.match(text, max(clause.start, text.rfind("于", clause.start, position) - 1), clause.end):
        return "forecast"
    if _JUDGED.match(text, position, clause.end) or _WILL_BE.match(text, position, clause.end):
        return "forecast"
    best: tuple[int, Status] | None = None
    window = Span(max(reach_start, position - _REACH), position)
    quoted = _QUOTED.finditer(text, window.start, window.end)
    blocked = [*(match.span() for match in quoted)]
    blocked += [match.span() for match in _NOT.finditer(text, window.start, window.end)]
    blocked += [match.span() for match in _ACHIEVED.finditer(text, window.start, window.end)]
    for status, pattern in _CUES:
        for match in pattern.finditer(text, window.start, window.end):
            if any(start <= match.start() < end for start, end in blocked) or _inside_a_word(match.start(), tokens):
                continue
            if match.start() < clause.start and _VERSION.fullmatch(match.group()):
                continue
            if best is None or match.start() > best[0]:
                best = (match.start(), status)
    if best is not None:
        return best[1]
    if _WILL_BE_TOO.search(text, window.start, window.end):
        return "forecast"
    if _EXPECTED_YEAR.search(text, max(clause.start, window.start), position):
        return "forecast"
    far = max(0, position - _LIST_REACH)
    if _AIMS.search(text, max(far, text.rfind("。", far, position), text.rfind("\n", far, position)), position):
        return "target"
    own = tokens.within(Span(max(clause.start, window.start), position))
    ahead = any(token.text == _WILL and behind.tag[0] in "vdp" for token, behind in pairwise(own))
    return "forecast" if ahead else "actual"


def _inside_a_word(position: int, tokens: Tokens) -> bool:
    """拟 in 虚拟 is no cue."""
    word = tokens.at(position)
    return word is not None and word.start < position


def plans(text: str, sentence: Span, *, before: bool) -> bool:
    """Whether what follows is planned: from 重点抓好以下工作 and its like on, up to a heading that looks back."""
    quoted = text[sentence.start : sentence.end].rstrip("。 ")
    heading = len(quoted) <= _SHORT and not any(mark in quoted for mark in "，,;；")
    if heading and _LOOKS_BACK.search(quoted):
        return False
    return before or bool(_PLANS.search(quoted) and (heading or quoted.endswith((":", "："))))


def still_to_come(text: str, clause: Span, position: int) -> bool:
    """Nothing in the clause says that the figure was reached already."""
    return _DONE.search(text, clause.start, position) is None
