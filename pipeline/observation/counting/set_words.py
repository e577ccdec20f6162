"""Figures that set words around them explain, whatever stands in front: 30倍|PE, 51%|股权, 以24.6亿元|收购, 由37座岛屿|组成."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.counting.nouns import noun_behind
from pipeline.observation.phrases import is_noun, metric_start, names_somebody, peel
from pipeline.observation.tokens import Script, Tokens
from pipeline.observation.words import alternation

_NAMED = 2
# 获33.83倍|认购
_SUBSCRIBED = re.compile("(?:的)?(?:超额)?认购")
# 只有31-53%|的年度依从性
_RATE_BEHIND = re.compile(
    r"(?:[、和及与] ?[\d.]{1,8}%){0,6}(?:左右|以上|以下)?的(?P<what>[^,。;、的\d由]{2,10}?)(?:由(?P<who>[^,。;、的\d]{2,14}?)(?:占据|占有|瓜分|分享|持有|拥有))?(?=[,。;、]|$)"
)
# 按6.4%|患病率计算
_RECKONS = re.compile("(?:按照?|以|若按)(?:约)?$")
_RECKONED = re.compile("的?(?P<what>[^,。;的\\d]{2,10}?)(?:来)?(?:计算|测算|推算|估算)")
_ONLY = re.compile(
    "(?:只有|仅有|具有|拥有|有着|享有|占据|占有|取得|录得|贡献|实现|有|达到?|剩下|剩余|余下)了?(?:全[国球]|国内|海外)?(?:约|近|超过?|仅)?$"
)
_VALUED = re.compile(r"(?:给予|对应|参考|维持)(?P<firm>[^,。;\d]{2,12}?)(?=\d|$)")
# 以24.6亿元|收购, 51%|股权: what is done for the money, and what the part is of.
_FOR = re.compile(
    "(?:拟|将|计划|已|并)?(?:以|用|使用|作价)(?:自有|自筹|募集|超募)?(?:资金)?(?:总价|现金|合计|共计|每股|人民币|不超过)?$"
)
# 以每股12.5元|的价格发行: for how much each.
_PRICE = re.compile("的(?P<what>(?:发行|授予|行权|认购|转让|受让|回购|配售|增发)?(?:价格|对价|总价|均价|单价|代价))")
_DEAL = re.compile(
    "(?:收购|增资|入股|参股|投资|设立|认缴|认购|增持|受让|购买|购入|出售|转让|竞得|拍得|批出|成交|中标|回购|拿下|投得|售出)"
)
# 以6.3亿美元|(约合人民币44.8亿元)现金|收购
_ASIDE = re.compile(r"(?:\([^()]{1,20}\))?(?:现金|全资|溢价|全现金)?")
# 群岛由大小37座岛屿组成: who is made of what.
_MADE_OF = re.compile("(?:^|[,。;])(?P<who>[^,。;由]{2,14})由(?:大小|大约|共)?$")
_MAKES = re.compile("组成|构成")
# 事故造成12人|死亡: what happened to those who are counted.
_BEFALLS = re.compile(f"(?P<what>{alternation('context.befalls')})(?![率的者人])")
_PERSONS = ("{person}", "{person_time}", "{household}")
# 甲、乙分别以18.7%和12.3%|的份额位列…: by what.
_BY = re.compile("(?:分别)?(?:以|凭借|凭)(?:约|高达|超过?|近)?$")
_MEANS = re.compile(
    r"(?:[、和及与] ?[\d.]{1,8}%?){0,6}的(?P<what>[^,。;、\d]{1,6}?)(?=位|居|排|名列|领|成|获|夺|拿|稳|占|蝉|登|遥|紧|收[盘报于市跌涨]|[,。;]|$)"
)
_CAUSED = re.compile("(?:已?(?:造成|导致|致使|致))$")
# 特免主要包括|狂免、破免和乙免3种: who is of so many kinds.
_INCLUDES = re.compile(
    "(?:^|[,。;:])(?P<who>[^,。;:]{2,16}?)(?:主要|一般|通常|大致)?(?:包括|包含|涵盖|分为)(?:了)?[^,。;]{2,40}$"
)
_KINDS = re.compile("[种類类](?:别|型)?$|大[类類]$")
_MONEY = re.compile("[A-Z]{3}")
# 拟投资不超过48.6亿元|建设某项目: what is paid, and what for.
_INVESTS = re.compile("(?P<what>投资|出资|斥资|耗资|投入)(?:不超过|约|近|逾|超过?|总计|合计|共|了|人民币)*$")
_BUILDS = re.compile("(?:人民币)?(?:在[^,。;]{2,12}?)?(?:建设|用于|新建|兴建|扩建|打造|设立|收购|认购|参与|布局|投建)")
# 为某某集团贡献|4600万元|销售收入
_BRINGS = re.compile("(?:为[^,。;为]{2,14})?(?:贡献|带来|创造|产生|实现|录得|取得)了?(?:约|近|超过?|逾)?$")
_INCOME = re.compile(
    "(?:人民币)?的?(?P<what>(?:销售|营业|主营业务|投资|租金|利息|税前|净)?(?:收入|利润|净利润|税收|产值|销售额|收益|营收))(?=[,。;、和及]|$)"
)
# 以11.2%|的复合增速扩张: how fast.
_AT_RATE = re.compile("(?:的)?(?P<what>(?:年均|年|平均|复合|年复合|年均复合)*(?:增长率|增长速度|增速|增幅|速度|速率))")
# 拟使用不低于2亿元|的自有资金: what kind of money it is.
_SPENDS = re.compile("(?:使用|动用|运用|投入|拨付|安排|注入)[^,。;]{0,16}$")
_SPENT = re.compile(
    "的?(?P<what>(?:自有|自筹|募集|闲置|超募|专项|财政|银行|社会)?(?:资金|贷款|借款))(?=[,。;、进购回用通参认]|$)"
)
_STAKE = re.compile("的?(?P<what>股权|股份|股本|权益)")
# 某某医疗已在22座|城市开设门店: who is in so many places.
_PRESENT = re.compile(
    "(?P<who>[^,。;:]{2,20}?)(?:目前|现|均|都|也|还|正|已经?|先后|分别|将|累计){0,3}在(?:全[国球]|国内|海外|境外|世界)?(?:约|近|超过?|逾)?$"
)
_PLACES = re.compile(f"(?:{alternation('context.counted_places')})(?![一-鿿]{{0,2}}(?:率|额))")
# 给予2022年30倍PE: what the multiple is of stands behind.
_MULTIPLE = re.compile("(?:PE|PB|PS|EV/EBITDA|市盈率|市净率|市销率)(?![a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Counted:
    """``metric`` is the counted noun with the word that says how (合作银行, 接入企业), ``subject`` who counts, if it is said.

    ``keeps`` says that the subject in front of the figure stays; behind a plain verb it was the verb's own phrase.
    """

    metric: str
    subject: Span | None
    keeps: bool


def in_set_words(script: Script, figure: Figure) -> Counted | None:
    """What the first of RULES that fits makes of the figure; null where none does."""
    return next((found for rule in RULES if (found := rule(script, figure)) is not None), None)


def of_multiple(script: Script, figure: Figure) -> Counted | None:
    """给予2022年30倍|PE: the multiple, and whose it is."""
    multiple = _behind(_MULTIPLE, script, figure) if figure.quantity.unit_text == "倍" else None
    if multiple is None:
        return None
    firm = _VALUED.search(script.text, figure.lead.start, figure.lead.end)
    return Counted(multiple.group(), Span(*firm.span("firm")) if firm else None, keeps=True)


def by_means(script: Script, figure: Figure) -> Counted | None:
    """甲、乙分别以18.7%和12.3%|的份额位列…: by what they have their place."""
    by = _before(_BY, script, figure)
    means = _MEANS.match(script.text, figure.quantity.reach.end, figure.sentence.end) if by else None
    if by is None or means is None:
        return None
    who = peel(script.text, Span(figure.head.start, by.start()), script.tokens)
    what = Span(*means.span("what"))
    if len(who) < _NAMED or metric_start(script.text, what, script.tokens) != what.start:
        return None
    return Counted(script.quote(what) or "", who, keeps=False)


def befallen(script: Script, figure: Figure) -> Counted | None:
    """事故造成12人|死亡: what happened to those who are counted, and what brought it about."""
    what = _behind(_BEFALLS, script, figure) if figure.quantity.unit in _PERSONS else None
    return Counted(what["what"], _caused_by(script.text, figure, script.tokens), keeps=True) if what else None


def subscribed(script: Script, figure: Figure) -> Counted | None:
    """获33.83倍|认购."""
    found = _behind(_SUBSCRIBED, script, figure) if figure.quantity.unit_text == "倍" else None
    return Counted(found.group(), None, keeps=True) if found else None


def of_rate(script: Script, figure: Figure) -> Counted | None:
    """检测者只有31-53%|的年度依从性: the property stands behind."""
    percent = figure.quantity.unit == "%" and _before(_ONLY, script, figure) is not None
    rate = _RATE_BEHIND.match(script.text, figure.quantity.reach.end, figure.sentence.end) if percent else None
    if rate is None or metric_start(script.text, Span(*rate.span("what")), script.tokens) is None:
        return None
    return Counted(rate["what"], Span(*rate.span("who")) if rate["who"] else None, keeps=rate["who"] is None)


def reckoned_by(script: Script, figure: Figure) -> Counted | None:
    """按6.4%|患病率计算: by what it is reckoned."""
    percent = figure.quantity.unit == "%" and _before(_RECKONS, script, figure) is not None
    what = _behind(_RECKONED, script, figure) if percent else None
    if what is None or metric_start(script.text, Span(*what.span("what")), script.tokens) is None:
        return None
    return Counted(what["what"], None, keeps=True)


def of_stake(script: Script, figure: Figure) -> Counted | None:
    """51%|股权."""
    stake = _behind(_STAKE, script, figure) if figure.quantity.unit == "%" else None
    return Counted(stake["what"], None, keeps=True) if stake else None


def of_parts(script: Script, figure: Figure) -> Counted | None:
    """群岛由大小37座岛屿|组成: who is made of so many."""
    makes = _MAKES.search(script.text, figure.tail.start, figure.tail.end)
    whole = _MADE_OF.search(script.text, figure.lead.start, figure.head.end) if makes else None
    if whole is None:
        return None
    parts = script.quote(noun_behind(script.text, figure.tail, script.tokens)) or figure.quantity.unit_text
    return Counted(parts, Span(*whole.span("who")), keeps=False)


def of_money_spent(script: Script, figure: Figure) -> Counted | None:
    """拟使用不低于2亿元|的自有资金: what kind of money it is."""
    spent = _behind(_SPENT, script, figure) if _is_money(figure) else None
    if spent is None or _SPENDS.search(script.text, figure.lead.start, figure.head.end) is None:
        return None
    return Counted(spent["what"], None, keeps=True)


def at_speed(script: Script, figure: Figure) -> Counted | None:
    """以11.2%|的复合增速扩张: how fast."""
    percent = figure.quantity.unit == "%" and _before(_BY, script, figure) is not None
    speed = _behind(_AT_RATE, script, figure) if percent else None
    return Counted(speed["what"], None, keeps=True) if speed else None


def invested(script: Script, figure: Figure) -> Counted | None:
    """拟投资不超过48.6亿元|建设某项目: what is paid."""
    invests = _before(_INVESTS, script, figure) if _is_money(figure) else None
    if invests is None or _behind(_BUILDS, script, figure) is None:
        return None
    who = peel(script.text, Span(figure.head.start, invests.start()), script.tokens)
    named = len(who) >= _NAMED and is_noun(script.tokens.within(who)[-1])
    return Counted(invests["what"], who if named else None, keeps=False)


def brought_in(script: Script, figure: Figure) -> Counted | None:
    """为某某集团贡献约4600万元|销售收入: what the money is."""
    brings = _before(_BRINGS, script, figure) if _is_money(figure) else None
    what = _behind(_INCOME, script, figure) if brings is not None else None
    if brings is None or what is None:
        return None
    who = peel(script.text, Span(figure.head.start, brings.start()), script.tokens)
    named = len(who) >= _NAMED and is_noun(script.tokens.within(who)[-1])
    return Counted(what["what"], who if named else None, keeps=False)


def of_kinds(script: Script, figure: Figure) -> Counted | None:
    """特免主要包括狂免、破免和乙免3种: who is of so many kinds."""
    kinds = _KINDS.search(figure.quantity.unit_text)
    who = _INCLUDES.search(script.text, figure.lead.start, figure.head.end) if kinds else None
    if who is None:
        return None
    thing = script.quote(noun_behind(script.text, figure.tail, script.tokens))
    return Counted(thing or "种类", peel(script.text, Span(*who.span("who")), script.tokens), keeps=False)


def in_places(script: Script, figure: Figure) -> Counted | None:
    """某某医疗已在22座|城市开设门店: who is in so many places."""
    places = _behind(_PLACES, script, figure)
    found = _PRESENT.fullmatch(script.text, figure.head.start, figure.head.end) if places else None
    if places is None or found is None:
        return None
    who = peel(script.text, Span(*found.span("who")), script.tokens)
    named = len(who) >= _NAMED and names_somebody(script.text, who, script.tokens)
    return Counted(places.group(), who, keeps=False) if named else None


def at_price(script: Script, figure: Figure) -> Counted | None:
    """以每股12.5元|的价格发行: for how much each."""
    price = _behind(_PRICE, script, figure)
    if price is None or _before(_FOR, script, figure) is None:
        return None
    return Counted(price["what"], _dealer(script.text, figure, script.tokens), keeps=False)


def in_deal(script: Script, figure: Figure) -> Counted | None:
    """某某集团拟以24.6亿元|收购: what is done for the money."""
    if _before(_FOR, script, figure) is None:
        return None
    aside = _ASIDE.match(script.text, figure.tail.start, figure.sentence.end)
    deal = _DEAL.match(script.text, aside.end() if aside else figure.tail.start, figure.sentence.end)
    return Counted(deal.group(), _dealer(script.text, figure, script.tokens), keeps=False) if deal else None


RULES: tuple[Callable[[Script, Figure], Counted | None], ...] = (
    of_multiple,
    by_means,
    befallen,
    subscribed,
    of_rate,
    reckoned_by,
    of_stake,
    of_parts,
    of_money_spent,
    at_speed,
    invested,
    brought_in,
    of_kinds,
    in_places,
    at_price,
    in_deal,
)


def _before(pattern: re.Pattern[str], script: Script, figure: Figure) -> re.Match[str] | None:
    return pattern.search(script.text, figure.head.start, figure.head.end)


def _behind(pattern: re.Pattern[str], script: Script, figure: Figure) -> re.Match[str] | None:
    return pattern.match(script.text, figure.tail.start, figure.tail.end)


def _is_money(figure: Figure) -> bool:
    return _MONEY.fullmatch(figure.quantity.unit or "") is not None


def _caused_by(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """Who or what brought it about: 火灾|已致|5人遇难."""
    cut = _CAUSED.search(text, figure.head.start, figure.head.end)
    who = peel(text, Span(figure.head.start, cut.start()), tokens) if cut else None
    return who if who is not None and len(who) > 1 else None


def _dealer(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """Who buys: 某某集团拟以|24.6亿元|收购."""
    cut = _FOR.search(text, figure.head.start, figure.head.end)
    who = peel(text, Span(figure.head.start, cut.start() if cut else figure.head.end), tokens)
    return who if len(who) > 1 and is_noun(tokens.within(who)[-1]) else None
