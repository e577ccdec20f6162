"""Numbers without a unit word: the counted noun in front is their unit (网民规模达7.31亿 → 网民)."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Quantity, Span
from pipeline.observation.heads import Head
from pipeline.observation.phrases import peel
from pipeline.observation.scene import Carried
from pipeline.observation.tokens import Script

_RATIO = re.compile("(?:率|比|比例|比重|系数|倍数|倍差|差|弹性|密度|浓度|强度|PUE|PE|PB|PS|ROE|值)$", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]+$")
_PARTICLES = frozenset("的和及与了已将约仅总")
_NO_NOUN = frozenset("dacpfu")
_SIZE = re.compile("(?:规模|总数|数量|总量|人数|户数|个数|数|量)$")


def with_noun(script: Script, head: Head, carried: Carried) -> Quantity:
    """The quantity with the noun before it as unit, where it has no unit and is neither fraction nor ratio."""
    quantity = head.figure.quantity
    if quantity.unit_text or quantity.unit is not None:
        return quantity
    phrase = _ended(script.text, peel(script.text, head.phrase))
    quoted = phrase.quote(script.text)
    verbs = all(token.tag.startswith("v") for token in script.tokens.within(phrase))
    if not quoted or (verbs and carried.bare_unit):
        return replace(quantity, unit_text=carried.bare_unit or "")
    if _RATIO.search(quoted):
        return quantity
    end = phrase.end
    size = _SIZE.search(script.text, phrase.start, phrase.end)
    if size and size.start() > phrase.start:
        end = size.start() if size.group() != "人数" else size.start() + 1
        end = _ended(script.text, Span(phrase.start, end)).end
    tokens = script.tokens.within(Span(phrase.start, end))
    while tokens and tokens[-1].tag[0] in _NO_NOUN and len(tokens) > 1:
        # 营业收入已然93.87亿: an adverb is no unit.
        end, tokens = tokens[-1].start, tokens[:-1]
    whole_word = bool(tokens) and tokens[-1].end == end and len(tokens[-1].text) > 1
    latin = _LATIN.search(script.text, phrase.start, end)
    start = latin.start() if latin else tokens[-1].start if whole_word else max(phrase.start, end - 2)
    noun = Span(start, end)
    quoted = noun.quote(script.text)
    return replace(quantity, unit_text=script.quote(noun) or "") if quoted.isalpha() else quantity


def _ended(text: str, phrase: Span) -> Span:
    """The phrase without particles at its end: 静丙市场的 of 静丙市场的规模, 收入 of 收入和."""
    end = phrase.end
    while end > phrase.start and text[end - 1] in _PARTICLES:
        end -= 1
    return Span(phrase.start, end)
