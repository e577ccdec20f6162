"""What is counted when the noun stands behind the unit: 与15家银行合作, 接入10万家企业, 超200个API接口."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Span
from pipeline.observation.clauses import Figure
from pipeline.observation.counting.nouns import counted_noun, noun_behind
from pipeline.observation.counting.set_words import Counted, in_set_words
from pipeline.observation.heads import Head
from pipeline.observation.measuring import CHANGE_UNITS, Sense
from pipeline.observation.phrases import Phrase, metric_start, peel
from pipeline.observation.tokens import Script, Token, Tokens

__all__ = ["Counted", "counted", "counted_noun", "noun_behind"]

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
_REST = re.compile(r"(?:\s*[、和及与/]\s*[\d.,]{1,12}[万亿]?){1,12}")
_STOP = re.compile("[,。;]")
_TELLS = ("宣布", "公告", "披露", "透露", "公布")
_HOLDS = ("具有", "拥有", "具备", "形成", "保持")
# 营养改善计划|惠及3600万学生: a verb inside the name of what is done.
_MEASURES = ("计划", "制度", "工程", "项目", "行动", "政策", "方案", "措施", "活动")
_PROPER = ("ns", "nr", "nrt", "nt", "nz")
_ABBREVIATED = re.compile(r"[(（][A-Za-z]{2,8}[)）]$")  # 药品评价和研究中心|(CDER)


def counted(script: Script, head: Head, phrase: Span, parts: Phrase, sense: Sense) -> Counted | None:
    """The counted thing behind the unit; null where the words in front name the property."""
    text, tokens, figure = script.text, script.tokens, _before_noun(script.text, head.figure)
    quantity = figure.quantity
    if sense.measure not in ("level", "condition"):
        return None
    fixed = in_set_words(script, figure)
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
        prefix = "合作" if _cooperates(text, figure, noun) else "" if holds else doing or ""
        return Counted(prefix + (script.quote(noun) or ""), who, verb is None or parts.metric is None)
    if noun_unit and (parts.metric is None or verb):
        return Counted((doing or "") + quantity.unit_text, who, keeps=True)
    return None


def _before_noun(text: str, figure: Figure) -> Figure:
    """分别获批4、5家|浆站: in a list whose unit is printed once, the noun stands behind the last number."""
    counts = (figure.quantity.unit or "").startswith("{") and figure.quantity.unit not in CHANGE_UNITS
    if not counts or "unit_from_list" not in figure.quantity.flags:
        return figure
    rest = _REST.match(text, figure.quantity.reach.end, figure.sentence.end)
    unit = figure.quantity.unit_text
    if rest is None or not unit or not text.startswith(unit, rest.end()):
        return figure
    start = rest.end() + len(unit)
    stop = _STOP.search(text, start, figure.sentence.end)
    return replace(figure, tail=Span(start, stop.start() if stop else figure.sentence.end))


def _how(text: str, figure: Figure, phrase: Span, tokens: Tokens) -> str:
    """How places or the members of an open list are counted: 合作 with them, or the verb before the list (覆盖甲、乙等10大)."""
    if _WITH.search(text, figure.head.start, figure.head.end) and _PARTNER.match(
        text, figure.tail.start, figure.tail.end
    ):
        return "合作"
    verbs = [token.text for token in tokens.within(phrase) if token.tag == "v" and len(token.text) > 1]
    return verbs[0] if verbs else ""


def _cooperates(text: str, figure: Figure, noun: Span) -> bool:
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
