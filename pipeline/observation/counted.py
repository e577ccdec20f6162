"""What is counted when the noun stands behind the unit: 与15家银行合作, 接入10万家企业, 超200个API接口."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.heads import Head
from pipeline.observation.measuring import CHANGE_UNITS, Sense
from pipeline.observation.phrases import Phrase, is_noun, metric_start, peel
from pipeline.observation.tokens import Script, Token, Tokens
from pipeline.observation.words import alternation
from pipeline.text.fold import fold

_WITH = re.compile(r"(?:与|同|和|跟|联合)[^,。;]{0,12}$")
_PARTNER = re.compile(r"[^,。;]{0,8}?(?:合作|共建|签约|联合|达成)")
_PLACES = {
    "国": "国家",
    "國": "國家",
    "省": "省份",
    "市": "城市",
    "县": "县",
    "縣": "縣",
    "省市": "省市",
    "区": "区",
    "區": "區",
    "镇": "镇",
    "鎮": "鎮",
    "乡": "乡",
    "鄉": "鄉",
    "村": "村",
}
_LONGEST = 14
_COUNTED_TWICE = re.compile(r"\d[\d.,]{0,11}(?:余|多)?[万亿]?(?:余|多)?[户人名口家个](?=[一-鿿]{2})(?<=[户人名口家个])")
# 美国的45%和日本的38%: what goes on behind is another's.
# 23种|经过批准的生物类似物
_SAID_OF = re.compile(r"(?![的是为])[^,，。;；、\d的]{2,10}的(?=[^,，。;；、\d的]{2})")
# 获33.83倍|认购
_SUBSCRIBED = re.compile("(?:的)?(?:超额)?认购")
# 只有31-53%|的年度依从性
_RATE_BEHIND = re.compile("(?:左右|以上|以下)?的(?P<what>[^,。;、的\\d]{2,10}?)(?=[,。;、]|$)")
_ONLY = re.compile("(?:只有|仅有|具有|拥有|有着|享有|占据|占有|取得|录得|有|达到?)(?:约|近|超过?|仅)?$")
_TELLS = ("宣布", "公告", "披露", "透露", "公布")
_HOLDS = ("具有", "拥有", "具备", "形成", "保持")
# 700吨|血浆处理能力: a verb between the nouns of a property.
_IN_PROPERTY = re.compile(
    "(?:处理|生产|加工|供应|吞吐|承载|接待|服务|制造|运输|储存|存储|仓储|冶炼|配套|检测)(?=能力|规模|产能)"
)
_NEW = ("新建", "在建", "改建", "扩建", "续建", "拟建")
# 营养改善计划|惠及3600万学生: a verb inside the name of what is done.
_MEASURES = ("计划", "制度", "工程", "项目", "行动", "政策", "方案", "措施", "活动")
_PROPER = ("ns", "nr", "nrt", "nt", "nz")
_JOINS = ("和", "与", "及", "以及")
# Behind these stand people or bodies, and what they do is none of their name: 15家银行|合作, 12名专家|评审.
_PEOPLE = frozenset("家名位户")
_VALUED = re.compile(r"(?:给予|对应|参考|维持)(?P<firm>[^,。;\d]{2,12}?)(?=\d|$)")
# 以24.6亿元|收购, 51%|股权: what is done for the money, and what the part is of.
_FOR = re.compile(
    "(?:拟|将|计划|已|并)?(?:以|用|使用|作价)(?:自有|自筹|募集|超募)?(?:资金)?(?:总价|现金|合计|共计|每股|人民币|不超过)?$"
)
# 以每股12.5元|的价格发行: for how much each.
_PRICE = re.compile("的(?P<what>(?:发行)?(?:价格|对价|总价|均价|单价|代价))")
_DEAL = re.compile(
    "(?:收购|增资|入股|参股|投资|设立|认缴|认购|增持|受让|购买|购入|出售|转让|竞得|拍得|批出|成交|中标|回购|拿下|投得|售出)"
)
# 以6.3亿美元|(约合人民币44.8亿元)现金|收购
_ASIDE = re.compile(r"(?:\([^()]{1,20}\))?(?:现金|全资|溢价|全现金)?")
# 群岛由大小37座岛屿组成: who is made of what.
_MADE_OF = re.compile("(?:^|[,。;])(?P<who>[^,。;由]{2,14})由(?:大小|大约|共)?$")
_MAKES = re.compile("组成|构成")
# 2990亿元|7天期逆回购: for how long, before what it is.
_TERM = re.compile("\\d{1,3}(?:天|个?月|年)期(?:的)?")
# 事故造成12人|死亡: what happened to those who are counted.
_BEFALLS = re.compile(f"(?P<what>{alternation('context.befalls')})(?![率的者人])")
_SUMMED = ("合计", "共计", "总计", "合計")
_NOW = ("目前", "当前", "如今", "现在", "现已")
_PERSONS = ("{person}", "{person_time}", "{household}")
# 甲、乙分别以18.7%和12.3%|的份额位列…: by what.
_BY = re.compile("(?:分别)?(?:以|凭借|凭)(?:约|高达|超过?|近)?$")
_MEANS = re.compile(
    r"(?:[、和及与] ?[\d.]{1,8}%?){0,6}的(?P<what>[^,。;、\d]{1,6}?)(?=位|居|排|名列|领|成|获|夺|拿|稳|占|蝉|登|遥|紧|收|[,。;]|$)"
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
# 跨过7000亿元|大关: nothing that is counted.
_THRESHOLDS = ("大关", "关口", "台阶", "门槛", "整数关", "上方", "下方", "大關", "門檻", "臺階")
# 以11.2%|的复合增速扩张: how fast.
_AT_RATE = re.compile("(?:的)?(?P<what>(?:年均|年|平均|复合|年复合|年均复合)*(?:增长率|增长速度|增速|增幅|速度|速率))")
# 拟使用不低于2亿元|的自有资金: what kind of money it is.
_SPENDS = re.compile("(?:使用|动用|运用|投入|拨付|安排|注入)[^,。;]{0,16}$")
_SPENT = re.compile(
    "的?(?P<what>(?:自有|自筹|募集|闲置|超募|专项|财政|银行|社会)?(?:资金|贷款|借款))(?=[,。;、进购回用通参认]|$)"
)
_ABBREVIATED = re.compile(r"[(（][A-Za-z]{2,8}[)）]$")  # 药品评价和研究中心|(CDER)
_STAKE = re.compile("的?(?P<what>股权|股份|股本|权益)")
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


def counted(script: Script, head: Head, phrase: Span, parts: Phrase, sense: Sense) -> Counted | None:
    """The counted thing behind the unit; null where the words in front name the property."""
    text, tokens, figure = script.text, script.tokens, head.figure
    quantity = figure.quantity
    if sense.measure not in ("level", "condition"):
        return None
    fixed = _in_set_words(script, figure)
    if fixed is not None:
        return fixed
    counts = (quantity.unit or "").startswith("{") and quantity.unit not in CHANGE_UNITS
    noun_unit = "noun_unit" in quantity.flags
    verb = _plain_verb(head, tokens)
    named = parts.metric is not None and metric_start(text, parts.metric, tokens) is not None and verb is None
    bounded = noun_unit and quantity.reach.start < quantity.span.start  # 机架总规模|超过650万标准机架
    if named and (head.predicate.end < len(figure.head) or sense.role or bounded or not (counts or noun_unit)):
        return None
    doing = script.quote(Span(verb.start, verb.end)) if verb and verb.text not in _TELLS else None
    who = _who_counts(text, phrase, verb, tokens) if verb else None
    if quantity.unit_text in _PLACES or (noun_unit and script.quote(phrase) and phrase.quote(text).endswith("等")):
        return Counted(
            _how(text, figure, phrase, tokens) + _PLACES.get(quantity.unit_text, quantity.unit_text), who, keeps=False
        )
    noun = counted_noun(text, figure, tokens)
    if noun is not None and counts and text[figure.head.end - 1 : figure.head.end] == "的" and not verb:
        owner = peel(text, Span(phrase.start, max(phrase.start, min(phrase.end, figure.head.end - 1))), tokens)
        inside = tokens.within(owner)
        if inside and inside[-1].tag in _PROPER and inside[0].tag != "p":
            return Counted(script.quote(noun) or "", owner, keeps=False)  # 阿土列尔村的84户|贫困户
    if noun is not None and (counts or parts.metric is None or verb):
        holds = doing in _HOLDS and metric_start(text, noun, tokens) is not None  # 具有700吨|血浆处理能力
        prefix = "合作" if cooperates(text, figure, noun) else "" if holds else doing or ""
        return Counted(prefix + (script.quote(noun) or ""), who, verb is None or parts.metric is None)
    if noun_unit and (parts.metric is None or verb):
        return Counted((doing or "") + quantity.unit_text, who, keeps=True)
    return None


def _in_set_words(script: Script, figure: Figure) -> Counted | None:
    """30倍|PE, 51%|股权, 以24.6亿元|收购, 由37座岛屿|组成: words around the figure that say what it is, whatever stands in front."""
    text, tail, quantity = script.text, figure.tail, figure.quantity
    multiple = _MULTIPLE.match(text, tail.start, tail.end) if quantity.unit_text == "倍" else None
    if multiple is not None:
        firm = _VALUED.search(text, figure.lead.start, figure.lead.end)
        return Counted(multiple.group(), Span(*firm.span("firm")) if firm else None, keeps=True)
    by = _BY.search(text, figure.head.start, figure.head.end)
    means = _MEANS.match(text, figure.quantity.reach.end, figure.sentence.end) if by else None
    if by is not None and means is not None:
        who = peel(text, Span(figure.head.start, by.start()), script.tokens)
        what = Span(*means.span("what"))
        if len(who) > 1 and metric_start(text, what, script.tokens) == what.start:
            return Counted(script.quote(what) or "", who, keeps=False)
    befallen = _BEFALLS.match(text, tail.start, tail.end) if quantity.unit in _PERSONS else None
    if befallen is not None:
        return Counted(befallen["what"], _caused_by(text, figure, script.tokens), keeps=True)
    subscribed = _SUBSCRIBED.match(text, tail.start, tail.end) if quantity.unit_text == "倍" else None
    if subscribed is not None:
        return Counted(subscribed.group(), None, keeps=True)
    rate = _RATE_BEHIND.match(text, tail.start, tail.end) if quantity.unit == "%" else None
    if rate is not None and _ONLY.search(text, figure.head.start, figure.head.end):
        what = Span(*rate.span("what"))
        if metric_start(text, what, script.tokens) is not None:
            return Counted(script.quote(what) or "", None, keeps=True)
    stake = _STAKE.match(text, tail.start, tail.end) if quantity.unit == "%" else None
    if stake is not None:
        return Counted(stake["what"], None, keeps=True)
    whole = (
        _MADE_OF.search(text, figure.lead.start, figure.head.end) if _MAKES.search(text, tail.start, tail.end) else None
    )
    if whole is not None:
        parts = script.quote(noun_behind(text, tail, script.tokens)) or quantity.unit_text
        return Counted(parts, Span(*whole.span("who")), keeps=False)
    spent = _SPENT.match(text, tail.start, tail.end) if _MONEY.fullmatch(quantity.unit or "") else None
    if spent is not None and _SPENDS.search(text, figure.lead.start, figure.head.end):
        return Counted(spent["what"], None, keeps=True)
    speed = _AT_RATE.match(text, tail.start, tail.end) if by is not None and quantity.unit == "%" else None
    if speed is not None:
        return Counted(speed["what"], None, keeps=True)
    invests = (
        _INVESTS.search(text, figure.head.start, figure.head.end) if _MONEY.fullmatch(quantity.unit or "") else None
    )
    if invests is not None and _BUILDS.match(text, tail.start, tail.end):
        who = peel(text, Span(figure.head.start, invests.start()), script.tokens)
        named = len(who) > 1 and is_noun(script.tokens.within(who)[-1])
        return Counted(invests["what"], who if named else None, keeps=False)
    kinds = _KINDS.search(quantity.unit_text) and _INCLUDES.search(text, figure.lead.start, figure.head.end)
    if kinds:
        thing = script.quote(noun_behind(text, tail, script.tokens))
        return Counted(thing or "种类", peel(text, Span(*kinds.span("who")), script.tokens), keeps=False)
    price = _PRICE.match(text, tail.start, tail.end)
    if price is not None and _FOR.search(text, figure.head.start, figure.head.end):
        return Counted(price["what"], _dealer(text, figure, script.tokens), keeps=False)
    paid = _FOR.search(text, figure.head.start, figure.head.end)
    start = _ASIDE.match(text, tail.start, figure.sentence.end) if paid else None
    deal = _DEAL.match(text, start.end() if start else tail.start, figure.sentence.end) if paid else None
    if deal is not None:
        return Counted(deal.group(), _dealer(text, figure, script.tokens), keeps=False)
    return None


def _caused_by(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """Who or what brought it about: 火灾|已致|5人遇难."""
    cut = _CAUSED.search(text, figure.head.start, figure.head.end)
    who = peel(text, Span(figure.head.start, cut.start()), tokens) if cut else None
    return who if who is not None and len(who) > 1 else None


def counted_noun(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """The noun phrase behind the unit, as far as the noun that was taken for one: 1亿|农业转移人口."""
    noun, tail = noun_behind(text, figure.tail, tokens), figure.tail
    if "noun_unit" not in figure.quantity.flags:
        return noun
    unit = fold(figure.quantity.unit_text)
    at = text.find(unit, tail.start, min(tail.end, tail.start + _LONGEST))
    end = at + len(unit)
    return Span(tail.start, end) if at >= 0 and (noun is None or end > noun.end) else noun


def _dealer(text: str, figure: Figure, tokens: Tokens) -> Span | None:
    """Who buys: 某某集团拟以|24.6亿元|收购."""
    cut = _FOR.search(text, figure.head.start, figure.head.end)
    who = peel(text, Span(figure.head.start, cut.start() if cut else figure.head.end), tokens)
    return who if len(who) > 1 and is_noun(tokens.within(who)[-1]) else None


def _how(text: str, figure: Figure, phrase: Span, tokens: Tokens) -> str:
    """How places or the members of an open list are counted: 合作 with them, or the verb before the list (覆盖甲、乙等10大)."""
    if _WITH.search(text, figure.head.start, figure.head.end) and _PARTNER.match(
        text, figure.tail.start, figure.tail.end
    ):
        return "合作"
    verbs = [token.text for token in tokens.within(phrase) if token.tag == "v" and len(token.text) > 1]
    return verbs[0] if verbs else ""


def noun_behind(text: str, tail: Span, tokens: Tokens) -> Span | None:
    """The noun phrase right behind the unit, with its modifiers; null where something else follows."""
    twice = _COUNTED_TWICE.match(text, tail.start)  # 3914户|18569名贫困群众
    if twice is not None:
        tail = Span(twice.end(), max(twice.end(), min(tail.end + _LONGEST, len(text))))
    term = _TERM.match(text, tail.start, tail.end)
    people = text[tail.start - 1 : tail.start] in _PEOPLE
    end = start = term.end() if term else tail.start + (text[tail.start : tail.start + 1] == "的")
    last_noun = start
    if text[start : start + 1] in _JOINS or text.startswith(_THRESHOLDS, start):
        return None
    first = tokens.at(start)
    said = _SAID_OF.match(text, start, tail.end) if first is not None and first.tag[0] in "vpd" else None
    if said is not None and first is not None and first.start == start:
        end = last_noun = said.end()
    for token in tokens.within(Span(end, max(end, min(tail.end, end + _LONGEST)))):
        if (
            token.start != end
            or token.text in _NOW
            or not (
                is_noun(token)
                or token.tag in ("a", "c", "m", "q")
                or token.text == "和"
                or (token.text in _NEW and end == start)
                or _IN_PROPERTY.match(text, token.start)
            )
        ):
            break
        if token.text in _SUMMED and last_noun > start:
            break
        end = token.end
        if is_noun(token) and not (people and token.tag == "vn" and last_noun > start):
            last_noun = end
    at_all = last_noun > (said.end() if said else start)
    return Span(start, last_noun) if at_all else None


def cooperates(text: str, figure: Figure, noun: Span) -> bool:
    """与15家银行合作: the counted ones are partners."""
    with_them = _WITH.search(text, figure.head.start, figure.head.end)
    return bool(with_them and _PARTNER.match(text, noun.end, figure.tail.end))


def _plain_verb(head: Head, tokens: Tokens) -> Token | None:
    """A plain two-character verb right before the count: 接入10万家, 服务5000家."""
    start = head.figure.head.start
    end = start + head.predicate.end
    token = tokens.at(end - 1) if end > start else None
    if token is None or token.end != end or token.start < start or len(token.text) != 2:
        return None
    behind = tokens.at(end) if end < head.figure.head.end else None
    relative = behind is not None and behind.text == "的"  # 纳入统计的|32家
    return token if token.tag in ("v", "vn") and not relative else None


def _who_counts(text: str, phrase: Span, verb: Token, tokens: Tokens) -> Span | None:
    """Who counts, before the plain verb: 某支付已接入40万家商户."""
    if verb.start - phrase.start < 2:
        return None
    before = peel(text, Span(phrase.start, verb.start), tokens)
    end = before.end
    abbreviated = _ABBREVIATED.search(text, before.start, end)
    end = abbreviated.start() if abbreviated else end
    for token in reversed(tokens.within(before)):
        if token.tag not in ("d", "v") or token.end != end:
            break
        end = token.start
    inside = tokens.within(Span(before.start, max(before.start, end)))
    measure = bool(inside) and inside[-1].text in _MEASURES and inside[0].tag not in ("p", "v", "r")
    if end - before.start < 2 or (
        not measure and any(token.tag in ("p", "v", "r") and token.text[0] != "各" for token in inside)
    ):
        return None
    if not inside or inside[0].tag == "c" or inside[-1].tag == "c":
        return None
    return Span(before.start, end)
