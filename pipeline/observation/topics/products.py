"""Named products: owner“product” at the beginning of a clause, who made it, who adopted it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import rjieba

from pipeline.model import Span
from pipeline.observation.areas import is_place
from pipeline.observation.organisations import ends_in_trade
from pipeline.observation.phrases import (
    peel,
    take_area,
)
from pipeline.observation.tokens import Tokens
from pipeline.observation.topics.topic import STOP, Topic

_QUOTED = re.compile(r"[“\"「『](?P<name>[^”\"」』“\n]{1,24})[”\"」』]")
_OWNER_MAX = 20
_SAYING = 5
_DENIES = ("不", "没", "未", "难", "无")
_CLAUSE_ENDS = re.compile(r"\s*(?:[,。;:!?、]|\n|$)")
_NOT_OWNERS = ("旗下", "公司旗下", "集团旗下", "其中", "其", "该", "试点", "示范", "首个", "首批")
_RUNS = "(?:独家|自主|联合|牵头|全资|负责)?(?:运营|建设|开发|研发|发行|自研|推出|打造|主办|管理|承建|提供|投资)"
_RUN_BY = re.compile(f"由(?P<owner>[^,。;“”]{{2,20}}?){_RUNS}的$")
_RUN_BY_BEHIND = re.compile(f"[^,。;由]{{0,10}}?由(?P<owner>[^,。;“”]{{2,20}}?){_RUNS}")
# 某某农商行推出的|“某某贷”
_MADE_BY = re.compile(
    "(?P<owner>[^,。;“”的]{2,14}?)(?:自主|联合|独家|正式|率先)?(?:推出|研发|开发|打造|上线|发行|运营|研制)的$"
)
# What a product is, right before its name: 隐私计算平台“某某”, 核心产品“某某”.
_KIND = re.compile(
    r"(?:[^,。;的]{0,6}?(?:核心产品|旗舰产品|平台|系统|产品|债券|软件|应用|模型|芯片|手机银行|网上银行|品牌|车型|项目|引擎|机器人|新盘|楼盘|屋苑|影片|电影|电视剧|剧集|动画|游戏|手游|新书|小说|综艺|节目|专辑|卫星|火箭|飞船|邮轮|机型|轿车|基金|套餐|活动|赛事|大模型|小程序|数据集|公众号|[Aa][Pp][Pp])|首[艘款个台座批]|新款|新一代|车规级[A-Za-z]+)$"
)
# What stands in quotes and is no name: 十四五, 3+4, 三保, 没有影响的.
_NO_NAME = re.compile(
    r".*[日节]|《.*》|十[一二三四五六]?五|[\d+×*x.—-]+|[一二两三四五六七八九十双]\S|.*的|互联网\+.*|.*(?:效应|红利|战略|模式|理念|逻辑|瓶颈|现象|定律|政策)|(.)对\1|.{3,}[潮热战仗雷]|.*(?:日子|现金牛|难关|寒冬|春天|红包|蛋糕|短板|痛点|堵点|卡脖子|绊脚石|老大难)"
)
_NO_NAME_BEFORE = re.compile(
    "[!?:]|企业|模式|战略|理念|机制|政策|改革|原则|方针|格局|目标|要求|指标|补贴|支出|经费|压力|现象|问题|难题|时代|效应|红利|行动|导向|趋势|态势|局面|困局|作用|地位|角色|称号|之[困路称举]|阶段|状态|特征|特点|思维|原因|主要[系因是]|[双三四]?(?:壁垒|轮|驱动)|等?政策|的(?:前瞻|对照|随机)"
)
_NO_OWNER = re.compile(
    r"[\s\u3000]|\d[户家个人名项元万亿%]|^一[条个张把种类份座批]$|[要需仍应须再又过遭]$|^[\d.]+$|^(?:为给|为|给|深化|推进|推动|实施|落实|构建|推行|聚焦|强化|仍在|处于)|(?:遭遇|昔日|昔日的|往日的?|曾经的?|面临|告别|迎来|进入|走出|度过|陷入)$|^(?:不过|但是?|而且?|然而|因此|所以)|[是等了把将被让使%]|受(?!益)|台风|飓风|坚持|围绕|践行|秉持|按照|通过|基于|探索|采用|打造|上线|开展|建立|发布|推出|引入|实现|提出|所谓|名为|称为|包括|例如|如$|即$|从$|由$|向$|到$|至$|为$|以$|在$|对$|的.+的$"
)
# 某某软件推出“甲”平台,…: who made it, and from here on it is about what was made.
_MAKER = re.compile(
    r"(?P<owner>[^,。;“”]{2,14}?)(?:自主|联合|正式|全新)?(?:推出|研发|自研|开发|打造|上线|发布|提出|出台)(?:了|的)?$"
)
# 我国提出“甲”倡议: an initiative of a country or a town stands for itself.
_INITIATIVE = re.compile("(?:方案|计划|倡议|行动|工程)")
# 园区接入某某旗下“甲”系统后,…: whoever uses it, what follows is what it does.
_ADOPTED = re.compile("(?:接入|应用|采用|引入|引进|部署|上线|启用|使用|搭载)了?(?P<owner>[^,。;“”]{0,14}?)$")
_SINCE = re.compile("[^,。;]{0,10}?(?:之?后|以来|以后)$")
_ITS = re.compile("(?:旗下|自主研发|自研|的)+$")


def _made(text: str, clause: Span, name: Span, behind: int, tokens: Tokens) -> Topic | None:
    """The product that somebody makes or adopts in the clause, so that the clauses behind are about it."""
    start = peel(text, clause, tokens).start
    maker = _MAKER.match(text, start, name.start - 1)
    owner = Span(*maker.span("owner")) if maker else None
    if owner is not None and ends_in_trade(owner.quote(text)):
        return Topic(clause.start, name, owner, product=True)
    if owner is not None and is_place(text, owner) and _INITIATIVE.match(text, behind):
        return Topic(clause.start, name)
    adopted = _ADOPTED.search(text, start, name.start - 1)
    if adopted is None or not _SINCE.fullmatch(text, behind, clause.end):
        return None
    owner = Span(*adopted.span("owner"))
    owner = Span(owner.start, owner.start + len(_ITS.sub("", owner.quote(text))))
    return Topic(clause.start, name, owner if ends_in_trade(owner.quote(text)) else None, product=True)


def product(text: str, clause: Span, tokens: Tokens, known: Mapping[str, Span]) -> Topic | None:
    """``owner“name”`` at the clause's start: 例如,某某银行“某某贷”基于…; null where the quote is not a name with its owner.

    A quote behind a verb is an object (推出“门诊险”), unless who made it is a company. A quote that opens the clause is a name where ``known`` (names of
    the document with their owners) has it, or where a verb or preposition follows.
    """
    match = _QUOTED.search(text, clause.start, clause.end)
    if not match or _is_no_name(text, match, tokens) or _is_epithet(match.end(), tokens):
        return None
    name = Span(*match.span("name"))
    made = _made(text, clause, name, match.end(), tokens)
    if made is not None:
        return made
    owner = peel(text, Span(clause.start, match.start()), tokens)
    if not len(owner) or not text[owner.start : match.start()].strip(" \n"):
        if "年" in text[clause.start : match.start()]:
            return None
        run_by = _RUN_BY_BEHIND.match(text, match.end(), clause.end)
        if run_by:
            return Topic(clause.start, name, peel(text, Span(*run_by.span("owner"))), product=True)
        if name.quote(text) in known or _acts(match.end(), tokens):
            return Topic(clause.start, name, None, product=True)
        return None
    run_by = _RUN_BY.search(text, owner.start, match.start()) or _RUN_BY_BEHIND.match(text, match.end(), clause.end)
    if run_by:
        return Topic(clause.start, name, peel(text, Span(*run_by.span("owner"))), product=True)
    kind = _KIND.search(text, owner.start, owner.end) if owner.end == match.start() else None
    if kind:
        owner = peel(text, Span(owner.start, kind.start()), tokens)
        if len(owner) < 2:
            return Topic(clause.start, name, None, product=True)
    maker = _MADE_BY.fullmatch(text, owner.start, match.start())
    if maker is not None:
        return Topic(clause.start, name, Span(*maker.span("owner")), product=True)
    quoted = owner.quote(text)
    short = len(name) <= _SAYING and not kind and not ends_in_trade(quoted)
    if short and _CLAUSE_ENDS.match(text, match.end()):
        return None  # 变压器“一货难求”。
    _, left = take_area(text, owner, tokens)
    deed = [token.tag for token in tokens.within(left)] in (["v"], ["vn"])  # 全市清理“僵尸企业”
    if not 2 <= len(owner) <= _OWNER_MAX or _NO_OWNER.search(quoted) or deed:
        return None
    first, last = tokens.at(owner.start), tokens.at(owner.end - 1)
    if any(
        token and token.tag in ("v", "p", "d") and len(token.text) > 1 and token.end <= owner.end
        for token in (first, last)
    ):
        return None
    return Topic(clause.start, name, None if quoted in _NOT_OWNERS or is_place(text, owner) else owner, product=True)


def _is_no_name(text: str, match: re.Match[str], tokens: Tokens) -> bool:
    """“十四五”, “接棒”, “增收不增利”, “压舱石”作用: a plan, a verb, an idiom or a claim, and no name of anything."""
    if _NO_NAME.fullmatch(match["name"]) or _NO_NAME_BEFORE.match(text, match.end()):
        return True
    inside = tokens.within(Span(*match.span("name")))
    known = len(inside) == 1 and inside[0].tag[0] in "vild" and rjieba.has_word(inside[0].text)
    return known or any(token.text in _DENIES for token in inside)


def _is_epithet(position: int, tokens: Tokens) -> bool:
    """“悬崖村”阿土列尔村: the quote is what a place or person behind it is called."""
    token = tokens.at(position)
    return token is not None and token.start == position and token.tag in ("nr", "ns", "nrt")


def _acts(position: int, tokens: Tokens) -> bool:
    """True where a verb, preposition or adverb follows right behind a closing quote, or one noun later (系统开放…)."""
    token = tokens.at(position)
    return bool(
        token
        and token.start == position
        and token.tag in ("v", "p", "d", "n", "eng", "b")
        and token.text not in ("等", "与", "和", "或")
    )


def named_products(text: str, sentences: Sequence[Span], tokens: Tokens) -> dict[str, Span]:
    """Names in quotes with the owner that the document prints before them somewhere at the start of a clause."""
    found: dict[str, Span] = {}
    for sentence in sentences:
        if not _QUOTED.search(text, sentence.start, sentence.end):
            continue
        at = sentence.start
        for end in [*(m.start() for m in STOP.finditer(text, sentence.start, sentence.end)), sentence.end]:
            topic = product(text, Span(at, end), tokens, {}) if end > at else None
            if topic and topic.organisation:
                found.setdefault(topic.subject.quote(text), topic.organisation)
            at = end + 1
    return found
