"""Whether a figure is a level, a share, a change or a condition, which end of a movement it is, and which way it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.model import Direction, Measure, Role, Span
from pipeline.observation.clauses import Figure
from pipeline.observation.comparing import comparison_of
from pipeline.observation.phrases import peel, take_area
from pipeline.observation.predicate import Predicate
from pipeline.observation.ratings import threshold
from pipeline.observation.shares import Share, fraction_of, group_behind, part_of, those_who, whole_before
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation, words

CHANGE_UNITS = frozenset(("{pp}", "{bp}"))
_RELATIVE = frozenset(("%", "{pp}", "{bp}", "[ppth]", "1"))
_SOFT = re.compile("优化|改善|恢复|拓展|扩展|扩张|扩容|精简|拓宽|延长|加大|改进|放大")
_ARRIVES = re.compile(r"[^。;]{0,40}?(?:至|到|为|成)[^,。;]{0,8}?[\d一二三四五六七八九十百千两半]")
# 消纳率62%|提升到94%
_ARRIVES_BEHIND = re.compile(
    "(?:大幅|快速|迅速|稳步|显著|逐步)?(?:提升|提高|上升|增加|增长|下降|降低|减少|缩短|扩大|回落|回升)了?[至到](?=[约近超]?[\\d一二三四五六七八九十百千两])"
)
# 由上月下降1.0%|转为上涨0.5%: the change before, and the change now.
_TURNS = re.compile(
    "(?:转为|转而|转成|变为|转|[下上]修为|修[正订]为|调整为)(?:同比|环比)?(?:增加|减少|增长|上涨|上升|下降|下跌|增|涨|升|降|跌)"
)
# 较去年全年的|17.5%明显下降: what it fell from.
_BASE = re.compile("(?:较|相比|相较于?|(?<![环同占])比)[^,。;]{0,12}的$")
# 前值由49.3修正为|49.1, 预测由7.6/10.2亿元调整为|7.1: from one amount to another, without a word for which way.
_AMENDED = re.compile("[由从][^,。;]{0,10}?\\d[^,。;]{0,24}?(?:修正|调整|修订|更改|变更|改|变)为(?:[\\d.]{1,8}[、/])?$")
_AGES = ("岁", "歲", "周岁", "周歲")
_AGED = re.compile("年龄|寿命|平均|均值|中位")
_GROUPS = re.compile(r"的?[^,。;\s占为达]{2}")
_GROWS = re.compile(
    r"(?:左右|以上|以下)?的?[^,。;()]{0,6}?(?:(?P<up>增长|成长|增速|增幅|涨幅|升幅|提升|上涨)|(?P<down>下滑|下降|跌幅|降幅|下跌|萎缩|衰退))(?!了?[至到为])"
)
_RAISES = re.compile("提升$|扩大$|提高$")
_ADJECTIVES = ("高", "低", "多", "少", "快", "慢")
_COMPARES = re.compile("比|较|相差|高出|多出")
_EACH_STEP = re.compile("每(?:上升|升高|下降|增加|减少|升值|贬值|提升|提高|上涨|下跌|降低|变动)$")
_LIMITS = re.compile("以上|以下|以内|及以上|及以下|之内")
_DEFINES = re.compile(
    r"(?:或[^,。;]{2,20}?(?:以上|以下|以内))?(?:[的之](?P<noun>[^,。;\s]{2,16})|者|(?:企业|家庭|人员|用户|客户|单位|居民|住户|群体|人群|项目|工程|(?:产业|工业|服务业|农业|重大|重点|亿元|投资)(?:项目|企业)|价格段|价位段?|价格带|贷款|店铺|医院|城市|农户|商户|纳税人|存款|产品|机型|车型|住房|户型)|(?:为|属于|视为)[^,。;]{0,8}(?:企业|城市|单位|用户|家庭))"
)
_FULL = re.compile("[未年]?[满滿]")
# 服务3年以上未满20年者: further bounds, then whom they define.
_CLASS = re.compile(
    r"(?:(?:且|并|未|不|、)?[^,。;()]{0,3}[满足][\d一二三四五六七八九十]{1,3}[^,。;()\d]{1,2})?(?:以上|以下)?者"
)
# 涨跌幅:某某科技-22.9%,某某药业-21.8%: the word stands once, in front of the list.
_LISTED_MOVES = re.compile("涨跌幅|[涨跌]幅|涨跌")
# 涨幅分别为|精密轴承-1.4%
_EACH_BEHIND = re.compile("(?:分别|依次)[为是]")
_LISTED = 160
_NAME = 10
_SETTING = re.compile("的?(?:环境|条件|工况|温度|情况|状态)(?:下|中)")
_AMOUNT_OF = re.compile(f"[^,。;]{{0,12}}?(?:{alternation('measures.heads')})(?:$|[,。;达为约超后])")
_CLASS_OF = re.compile("企业|家庭|人员|用户|客户|单位|居民|住户|群体|人群|项目|商户|店铺|城市")
_MEASURED_FROM = re.compile(
    "(?:较|比)(?:上年|去年|上月|上季度?|上一季度?|年初|[一-鿿\\d]{0,6})(?:同期|同月|末|底|初)?的?$"
)
_MOVES_FROM = re.compile(
    f"的[^,。;\\d]{{0,8}}?(?:{alternation('change.moves_up', 'change.moves_down')})了?[^,。;\\d]{{0,3}}\\d"
)
_UP = frozenset(words("change.moves_up"))
_DOWN = frozenset(words("change.moves_down"))
# 家庭年收入低于6万元的|学生, 日均客流超过5万人次的|商场: whom the bound defines.
_BOUNDED_CLASS = re.compile(
    f"的[^,。;的\\d]{{0,6}}?(?:{_CLASS_OF.pattern}|学生|商场|门店|老年人|患者|车辆|建筑|家长|教师|公司|品牌|地区|国家)(?!规模|数|总数|占比|人数|收入|平均)"
)
# 满足不低于100%的|监管要求: what is required.
_REQUIRED = re.compile("的[^,。;的\\d]{0,6}?(?:要求|标准|红线|底线|门槛)(?=[,。;、]|$)")
# 年营收超百亿元|企业增至20家: of which class.
_WITH_SO_MUCH = re.compile(
    "(?:企业|产业集群|集群|园区|强县|大县|单品|大单品|品牌|镇|村)(?=[,。;、增达至突超新有占已总净累稳\\d]|$)"
)
_MONEY = re.compile("[A-Z]{3}")
# 超过五百万元的部分,以百分之十六计算
_TRANCHE = re.compile("的?部分(?=[,，则再按以征由免给减])")


@dataclass(frozen=True, slots=True)
class Sense:
    """What kind of statement a figure is; ``share`` only on shares, ``object`` where the verb stands before its noun."""

    measure: Measure
    role: Role | None = None
    direction: Direction | None = None
    share: Share | None = None
    object: Span | None = None


def sense_of(
    text: str, figure: Figure, predicate: Predicate, phrase: Span, tokens: Tokens, *, after_share: bool = False
) -> Sense:
    """Read the sense from the words around the figure; ``phrase`` is the noun phrase in front of the predicate.

    ``after_share`` says that the figure before was a survey's share, so that the claim alone may follow.
    """
    if _is_condition(text, figure) or threshold(text, figure.quantity) is not None:
        return Sense("condition")
    role: Role | None = None
    direction: Direction | None = None
    if (predicate.kind == "level" and _ARRIVES_BEHIND.match(text, figure.quantity.reach.end, figure.sentence.end)) or (
        predicate.kind == "origin" and _ARRIVES.match(text, figure.quantity.reach.end, figure.sentence.end)
    ):
        role = "from"
    elif predicate.kind == "arrival":
        role, direction = "to", predicate.direction
    elif _AMENDED.search(text, figure.clause.span.start, figure.quantity.reach.start):
        role = "to"
    share = _share(text, figure, predicate, tokens, after_share=after_share)
    if share is not None:
        return Sense("share", role, direction, share)
    return _change(text, figure, predicate, phrase, tokens, role) or Sense("level", role, direction)


def _share(text: str, figure: Figure, predicate: Predicate, tokens: Tokens, *, after_share: bool) -> Share | None:
    unit = figure.quantity.unit
    if unit not in _RELATIVE or unit in CHANGE_UNITS:
        return None
    share = part_of(text, Span(figure.lead.start, figure.quantity.span.start))
    if share is not None and predicate.kind != "change":
        if share.whole is None:
            whole = whole_before(text, figure.sentence, figure.lead)
            whole = peel(text, whole, tokens) if whole is not None else None
            if whole is not None and len(whole) > 1:
                _, whole = take_area(text, whole, tokens)
                return replace(share, thing=whole, whole=whole)
        return share
    if predicate.kind != "level":
        return None
    fraction = unit == "1" and figure.quantity.unit_text == ""
    part = fraction_of(text, Span(figure.lead.start, figure.quantity.reach.start), fraction=fraction)
    if part is not None:
        return part
    counted = unit == "%" or fraction
    those = those_who(text, figure.head, tokens) if counted and figure.clause.bracket is None else None
    if those is not None:
        return those
    return group_behind(text, figure.head, figure.tail, tokens, continues=after_share)


def _change(
    text: str, figure: Figure, predicate: Predicate, phrase: Span, tokens: Tokens, role: Role | None
) -> Sense | None:
    """The figure as a difference: by its noun, its verb, its object, what follows, its sign or its unit."""
    quantity = figure.quantity
    signed = quantity.direction
    if predicate.rate:
        return Sense("change", role, signed or predicate.direction)
    if predicate.kind == "change" and not _only_measures(text, figure, predicate):
        turns = _TURNS.match(text, figure.quantity.reach.end, figure.sentence.end) is not None
        end: Role | None = "to" if predicate.turned else "from" if turns else None
        return Sense("change", end, signed or predicate.direction)
    if predicate.kind == "level" and figure.head.start + predicate.end == figure.head.end:
        turned = _verb_before_object(phrase, tokens)
        if turned is not None and (
            quantity.unit in _RELATIVE or turned[1] == "down" or not _RAISES.search(text, phrase.start, turned[0].start)
        ):
            return Sense("change", None, turned[1], object=turned[0])
    if _MEASURED_FROM.search(text, figure.head.start, quantity.reach.start) and _MOVES_FROM.match(
        text, quantity.reach.end, figure.sentence.end
    ):
        return None  # 较去年同期|36.9%|的渗透率提升16.4个百分点
    if predicate.kind == "level" and _BASE.search(text, figure.head.start, quantity.reach.start):
        return None
    percent = quantity.unit == "%" and role is None
    behind = _GROWS.match(text, figure.tail.start, figure.tail.end) if percent else None
    if behind is not None:
        return Sense("change", None, "down" if behind["down"] else "up")
    if percent and signed is not None and figure.clause.bracket is not None:
        return Sense("change", None, signed)
    alone = len(phrase.quote(text).strip("的 ")) <= _NAME or _EACH_BEHIND.search(text, phrase.start, phrase.end)
    if percent and quantity.value is not None and quantity.value < 0 and alone:
        listed = _LISTED_MOVES.search(
            text, max(figure.sentence.start, quantity.span.start - _LISTED), quantity.span.start
        )
        if listed is not None:
            return Sense("change", None, "down")
    compared = percent and bool(predicate.comparison or signed) and comparison_of(figure.lead.quote(text)) is not None
    if quantity.unit in CHANGE_UNITS or compared:
        return Sense("change", role, signed or predicate.direction or "up")
    if signed == "down" and predicate.end == 0 and predicate.comparison in ("yoy", "pop"):
        return Sense("change", role, "down")  # 环比-0.2元
    return Sense("change", role, "up") if signed == "up" else None


def _only_measures(text: str, figure: Figure, predicate: Predicate) -> bool:
    """标高612米, 优化30项: the word is no difference from anything where the number is an amount."""
    if figure.quantity.unit in _RELATIVE:
        return False
    if _SOFT.search(predicate.verb):
        return _COMPARES.search(text, figure.lead.start, figure.lead.end) is None
    return predicate.verb in _ADJECTIVES and _COMPARES.search(text, figure.lead.start, figure.lead.end) is None


def _is_condition(text: str, figure: Figure) -> bool:
    """Age brackets, a bounded amount alone in its bracket (小额理赔(1000元以下)), or before 的 (300人以下的企业)."""
    quantity = figure.quantity
    if "age_bracket" in quantity.flags:
        return True
    bounded = quantity.bound in ("range", "at_least", "at_most")
    if quantity.unit_text in _AGES and bounded and not _AGED.search(text, figure.head.start, figure.head.end):
        return True
    if "及以" in text[quantity.span.end : quantity.reach.end] and _GROUPS.match(text, quantity.reach.end):
        return True
    if bounded and _REQUIRED.match(text, quantity.reach.end, figure.sentence.end):
        return True
    if quantity.unit not in _RELATIVE:
        of_money = quantity.unit is not None and _MONEY.fullmatch(quantity.unit) is not None
        if bounded and of_money and _WITH_SO_MUCH.match(text, quantity.reach.end, figure.sentence.end):
            return True
        if bounded and _BOUNDED_CLASS.match(text, quantity.reach.end, figure.sentence.end):
            return True
        if (
            of_money
            and (bounded or quantity.bound == "range")
            and _TRANCHE.match(text, quantity.reach.end, figure.sentence.end)
        ):
            return True
        if of_money and quantity.bound == "exact" and text[quantity.reach.start - 1 : quantity.reach.start] == "首":
            return True  # 首五百万元以百分之十五计算
        limited = _LIMITS.search(text, quantity.span.end, quantity.reach.end) or _FULL.match(text, quantity.reach.start)
        if limited and _CLASS.match(text, quantity.reach.end, figure.sentence.end):
            return True
        defines = _DEFINES.match(text, quantity.reach.end, figure.sentence.end) if limited else None
        if defines and not (
            defines["noun"] and _AMOUNT_OF.match(defines["noun"]) and not _CLASS_OF.match(defines["noun"])
        ):
            return True
    if _SETTING.match(text, quantity.reach.end) or _EACH_STEP.search(text, figure.head.start, figure.head.end):
        return True
    alone = len(figure.clause.span) <= len(quantity.reach) + 2
    return figure.clause.bracket is not None and alone and quantity.bound in ("at_most", "at_least")


def _verb_before_object(phrase: Span, tokens: Tokens) -> tuple[Span, Direction] | None:
    """降低合规成本30%: the noun between verb and number, and the verb's direction."""
    for token in reversed(tokens.within(phrase)):
        direction: Direction | None = "up" if token.text in _UP else "down" if token.text in _DOWN else None
        if direction is not None and token.tag.startswith("v") and phrase.end - token.end >= 2:
            return Span(token.end, phrase.end), direction
    return None
