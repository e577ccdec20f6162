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

_WITH = re.compile(r"(?:与|同|和|跟|联合)[^,。;]{0,12}$")
_PARTNER = re.compile(r"[^,。;]{0,8}?(?:合作|共建|签约|联合|达成)")
_PLACES = {"国": "国家", "國": "國家", "省": "省份", "市": "城市", "县": "县", "縣": "縣", "省市": "省市"}
_LONGEST = 14


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
    counts = (quantity.unit or "").startswith("{") and quantity.unit not in CHANGE_UNITS
    noun_unit = "noun_unit" in quantity.flags
    verb = _plain_verb(head, tokens)
    named = parts.metric is not None and metric_start(text, parts.metric, tokens) is not None and verb is None
    if named and (head.predicate.end < len(figure.head) or sense.role or not (counts or noun_unit)):
        return None
    doing = script.quote(Span(verb.start, verb.end)) if verb else None
    who = _who_counts(text, phrase, verb, tokens) if verb else None
    if quantity.unit_text in _PLACES or (noun_unit and script.quote(phrase) and phrase.quote(text).endswith("等")):
        return Counted(
            _how(text, figure, phrase, tokens) + _PLACES.get(quantity.unit_text, quantity.unit_text), who, keeps=False
        )
    noun = noun_behind(text, figure.tail, tokens)
    if noun is not None and (counts or parts.metric is None or verb):
        prefix = "合作" if cooperates(text, figure, noun) else doing or ""
        return Counted(prefix + (script.quote(noun) or ""), who, verb is None or parts.metric is None)
    if noun_unit and (parts.metric is None or verb):
        return Counted((doing or "") + quantity.unit_text, who, keeps=True)
    return None


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
    end = start = tail.start + (text[tail.start : tail.start + 1] == "的")
    last_noun = start
    for token in tokens.within(Span(start, max(start, min(tail.end, start + _LONGEST)))):
        if token.start != end or not (is_noun(token) or token.tag in ("a", "c", "m", "q") or token.text == "和"):
            break
        end = token.end
        if is_noun(token):
            last_noun = end
    return Span(start, last_noun) if last_noun > start else None


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
    return token if token.tag in ("v", "vn") else None


def _who_counts(text: str, phrase: Span, verb: Token, tokens: Tokens) -> Span | None:
    """Who counts, before the plain verb: 某支付已接入40万家商户."""
    if verb.start - phrase.start < 2:
        return None
    before = peel(text, Span(phrase.start, verb.start), tokens)
    end = before.end
    for token in reversed(tokens.within(before)):
        if token.tag not in ("d", "v") or token.end != end:
            break
        end = token.start
    inside = tokens.within(Span(before.start, max(before.start, end)))
    if end - before.start < 2 or any(token.tag in ("p", "v", "c", "r") for token in inside):
        return None
    return Span(before.start, end)
