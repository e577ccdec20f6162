"""Who a stretch of text is about: owner“product” names, and the noun phrase that opens a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Quantity, Span
from pipeline.observation.areas import is_place
from pipeline.observation.organisations import ends_in_trade, names_organisation
from pipeline.observation.phrases import is_noun, names_somebody, peel, says_something, take_area
from pipeline.observation.sources import is_body
from pipeline.observation.tokens import Script, Tokens
from pipeline.observation.words import alternation

_QUOTED = re.compile(r"[“\"「『](?P<name>[^”\"」』“\n]{1,24})[”\"」』]")
_NOT_OPENING = ("据", "根据", "与", "较", "比", "截至", "按")
_LABEL = re.compile(r"(?:^|[,。;\n【])[^,。;\n]{0,6}$|(?:是|为|如下|包括|目标)\s*$")
_FULL_STOP = re.compile("[;。!?\n]")
_STOP = re.compile(r"[,;:。!?\n]|(?<!\d)—|—(?!\d)")
_OWNER_MAX = 20
_REPORTS = re.compile(r"(?:预计|预测|认为|表示|指出|测算|显示|表明|称|统计|数据|消息|公告|获悉|报道)\s*$")
_SOURCES = re.compile(f"(?:{alternation('context.source_verb')}|{alternation('context.source_noun')})")
_ASIDE = re.compile(r"(?:方面|来看|看|而言|来说|外|以外|之外|时|后|中)\s*$")
_POINTS_BACK = re.compile("[该其此这本]")
_JOINED = re.compile("(?:与|和|及|同|跟)")
_TOGETHER = re.compile("合作|联合|共建|携手|共同|签约|联手")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject from ``position`` on. ``product`` is true for a quoted name with its owner,
    ``holds`` where the clause that it opens states a figure itself, ``partners`` where it acts together with others,
    ``firm`` for an organisation that makes its own figures known, or is named by its listing: all that follows is about it.
    """

    position: int
    subject: Span
    organisation: Span | None = None
    product: bool = False
    holds: bool = False
    partners: bool = False
    firm: bool = False


_ANNOUNCES = re.compile(f"(?:{alternation('context.announces')})")
_NAME_MAX = 16
_TOLD = re.compile(
    rf"(?P<name>[^\s,，。;:：()（）\d“”「」、【】]{{2,{_NAME_MAX}}}?)(?:(?P<listed>[(（][^()（）]{{0,12}}\d{{4,6}}(?![年月\d])[^()（）]{{0,8}}[)）])|(?P<label>[:：])|"
    rf"(?:今日?|昨日?|日前|近日|当日|晚间?|收市后|盘后|[(（]\d{{1,2}}[)）]日?|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日|在|于|也|亦|已|则){{0,4}}"
    rf"(?P<told>{alternation('context.announces')}))"
)
# What kind of company it is, before its name: 载板厂某某电, 电池制造商某某.
_WHO = re.compile(
    r"[^,。;]{1,12}?(?:厂商?|制造商|供应商|运营商|开发商|零售商|龙头|巨头|旗下|新贵|独角兽)(?=[^,。;]{2,8}$)"
)
_OWN_RESULTS = re.compile(
    "法说会|业绩会|股东会|业绩|财报|年报|季报|中报|半年报|快报|预告|公告|营收|收入|利润|盈利|溢利|融资|裁员|重组"
)
_NOT_OWNERS = ("试点", "示范", "首个", "首批")
_RUNS = "(?:独家|自主|联合|牵头|全资|负责)?(?:运营|建设|开发|研发|发行|自研|推出|打造|主办|管理|承建|提供|投资)"
_RUN_BY = re.compile(f"由(?P<owner>[^,。;“”]{{2,20}}?){_RUNS}的$")
_RUN_BY_BEHIND = re.compile(f"[^,。;由]{{0,10}}?由(?P<owner>[^,。;“”]{{2,20}}?){_RUNS}")
# What a product is, right before its name: 隐私计算平台“某某”, 核心产品“某某”.
_KIND = re.compile(
    r"(?:[^,。;的]{0,6}?(?:核心产品|旗舰产品|平台|系统|产品|债券|软件|应用|模型|芯片|手机银行|网上银行|品牌|车型|项目|引擎|机器人)|首[艘款个台座批]|新款|新一代|车规级[A-Za-z]+)$"
)
_PLAN = re.compile("十[一二三四五六]?五")
_NO_OWNER = re.compile(
    r"[是等了把将被让使]|受(?!益)|台风|飓风|坚持|围绕|践行|秉持|按照|通过|基于|探索|采用|打造|上线|开展|建立|发布|推出|引入|实现|提出|所谓|名为|称为|包括|例如|如$|即$|从$|由$|向$|到$|至$|为$|以$|在$|对$|的.+的$"
)


def product(text: str, clause: Span, tokens: Tokens, known: Mapping[str, Span]) -> Topic | None:
    """``owner“name”`` at the clause's start: 例如,某某银行“某某贷”基于…; null where the quote is not a name with its owner.

    A quote behind a verb is an object (推出“门诊险”). A quote that opens the clause is a name where ``known`` (names of
    the document with their owners) has it, or where a verb or preposition follows.
    """
    match = _QUOTED.search(text, clause.start, clause.end)
    if not match or _PLAN.fullmatch(match["name"]):
        return None
    name = Span(*match.span("name"))
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
    quoted = owner.quote(text)
    if not 2 <= len(owner) <= _OWNER_MAX or _NO_OWNER.search(quoted):
        return None
    first, last = tokens.at(owner.start), tokens.at(owner.end - 1)
    if any(
        token and token.tag in ("v", "p", "d") and len(token.text) > 1 and token.end <= owner.end
        for token in (first, last)
    ):
        return None
    return Topic(clause.start, name, None if quoted in _NOT_OWNERS or is_place(text, owner) else owner, product=True)


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
        at = sentence.start
        for end in [*(m.start() for m in _STOP.finditer(text, sentence.start, sentence.end)), sentence.end]:
            topic = product(text, Span(at, end), tokens, {}) if end > at else None
            if topic and topic.organisation:
                found.setdefault(topic.subject.quote(text), topic.organisation)
            at = end + 1
    return found


def opening(text: str, clause: Span, tokens: Tokens) -> Topic | None:
    """The noun phrase before the clause's first verb or preposition; of partners (甲与乙合作) the first."""
    start = peel(text, clause, tokens)
    if (
        not len(start)
        or _REPORTS.search(text, clause.start, clause.end)
        or _ASIDE.search(text, clause.start, clause.end)
    ):
        return None
    _, rest = take_area(text, start, tokens)
    end = rest.start
    for token in tokens.within(Span(rest.start, clause.end)):
        if token.tag in ("c", "uj") and end > rest.start:
            end = token.end
            continue
        if not is_noun(token) or token.tag == "t" or (token.text[0].isdigit() and end > rest.start):
            break
        if _SOURCES.fullmatch(token.text) and end > rest.start:
            break
        end = token.end
    while end > rest.start and text[end - 1] in "与和及的、":
        end -= 1
    if _SOURCES.match(text, end, clause.end):
        return None
    subject = Span(rest.start, end)
    together = _TOGETHER.search(text, end, min(clause.end, end + 14)) is not None
    joined = _JOINED.search(text, rest.start + 2, min(clause.end, end + 1))
    partners = together and joined is not None
    if joined and partners:
        subject = Span(rest.start, joined.start())
    if (
        not 2 <= len(subject) <= 24
        or _POINTS_BACK.match(text, subject.start)
        or not names_somebody(text, subject, tokens)
        or says_something(subject, tokens)
    ):
        return None
    return Topic(clause.start, subject, partners=partners)


def announcer(text: str, clause: Span, tokens: Tokens) -> Topic | None:
    """某某公司公布…, 某某科技(600123)…, 某某食品:上半年…: an organisation whose own figures follow; null for a body that counts.

    Names are often words the dictionary does not know, so that what stands behind decides, not parts of speech.
    """
    start = peel(text, clause, tokens)
    match = _TOLD.match(text, start.start, min(len(text), start.start + _NAME_MAX + 40)) if len(start) else None
    if match is None:
        return None
    subject = Span(*match.span("name"))
    kind = _WHO.match(text, subject.start, subject.end)
    subject = Span(kind.end(), subject.end) if kind else subject
    quoted = subject.quote(text)
    if len(subject) < 2 or _POINTS_BACK.match(quoted) or quoted.isascii() or is_body(text, subject):
        return None
    inside = tokens.within(subject)
    if not names_somebody(text, subject, tokens) or any(token.tag in ("p", "d", "c", "r") for token in inside):
        return None
    if take_area(text, subject, tokens)[0] is not None and not names_organisation(quoted):
        return None
    known = ends_in_trade(quoted)
    own = match["told"] and (
        known or text[match.end() : match.end() + 1] == "," or _OWN_RESULTS.search(text, match.end(), clause.end)
    )
    if match["listed"] or own or (match["label"] and known):
        return Topic(clause.start, subject, firm=True)
    return None


def topics_of(
    script: Script,
    sentence: Span,
    quantities: Sequence[Quantity],
    known: Mapping[str, Span],
    owner_of: Callable[[Span], Span | None],
    before: Span | None = None,
) -> list[Topic]:
    """Named products wherever a clause opens with one, and what opens the sentence and each part behind ``;``.

    A product without an owner takes the one that ``owner_of`` or ``known`` knows, else the topic before it, at last
    ``before``: what the sentence before was about.
    """
    text, tokens = script.text, script.tokens
    found: list[Topic] = []
    at, fresh = sentence.start, True
    ends = [match.start() for match in _STOP.finditer(text, sentence.start, sentence.end)]
    for end in [*ends, sentence.end]:
        clause = Span(at, max(at, end))
        at = end + 1
        if not len(clause):
            continue
        named = product(text, clause, tokens, known)
        if named is not None:
            owner = named.organisation or owner_of(named.subject) or known.get(named.subject.quote(text))
            if owner is None and found and found[-1].partners:
                owner = found[-1].subject
            found.append(replace(named, organisation=owner or before))
            fresh = False
        elif (
            fresh
            and "来源" not in text[max(0, clause.start - 4) : clause.start]
            and not clause.quote(text).strip().startswith(_NOT_OPENING)
            and (not _is_label(text, clause) or announcer(text, clause, tokens))
        ):
            opened = announcer(text, clause, tokens) or opening(text, clause, tokens)
            if opened is not None:
                holds = any(quantity.span.start in clause for quantity in quantities)
                found.append(replace(opened, holds=holds))
                fresh = False
        if _FULL_STOP.match(text, end, sentence.end):
            fresh = True
    return found


def _is_label(text: str, clause: Span) -> bool:
    """事件:…, 目标是:…: what stands before a colon names the list, not who it is about."""
    return text[clause.end : clause.end + 1] == ":" and bool(_LABEL.search(clause.quote(text)))
