"""Sizes: in what packs counts are reckoned (折合200IU/瓶), and how strong a medicine is (缬沙坦片80mg)."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.naming.case import Case, Named
from pipeline.observation.phrases import peel
from pipeline.observation.words import alternation

_SPECIFICATION = re.compile("(?P<who>[^,。;:(]{0,16}?)规格(?:均|都)?(?:统一)?(?:折算|换算|折合)[为成]$")
# 15.2万瓶(折合|200IU/瓶)
_PACKED = re.compile("(?:折合|折算|换算|规格)[为成]?$")
# 凝血因子VIII|(规格换算/200IU)
_CONVERTED = re.compile("规格(?:换算|折算)?[/:]?$")
_PACK_OF = re.compile(r"[一-鿿A-Za-z]{2,12}(?=[(（]?$)")
_PACK_NAME = 14
_DOSED = re.compile(f"(?:注射用[一-鿿]{{2,10}}|[一-鿿]{{2,12}}(?:{alternation('context.dose_forms')}))$")
_ROW = re.compile("[一-鿿A-Za-z]{2,14}$")
_STRENGTHS = ("g", "mg", "ug", "mL", "kg/m3", "[iU]", "mg/mL")
_PACKS = frozenset("瓶支盒片粒袋针罐桶包")
_SPECIFIED_REACH = 30


def of_specification(case: Case) -> Named | None:
    """八因子规格统一折算为200IU/支: what size the counts are reckoned in."""
    head = case.head.figure.head
    found = _SPECIFICATION.search(case.script.text, max(head.start, head.end - _SPECIFIED_REACH), head.end)
    if found is None:
        return _of_pack(case)
    who = peel(case.script.text, Span(*found.span("who")), case.script.tokens)
    return Named(case.quote(who) or _spoken_of(case), None, "规格", case.area, own=True)


def _spoken_of(case: Case) -> str | None:
    """Who is spoken of, and no property that stood for itself."""
    return case.carried.subject if case.carried.subject != case.carried.metric else None


def _of_pack(case: Case) -> Named | None:
    """15.2万瓶(折合200IU/瓶), 凝血因子(规格换算/200IU): the size of what stands in front of the bracket."""
    head, bracket = case.head.figure.head, case.head.figure.clause.bracket
    start = max(head.start, head.end - _SPECIFIED_REACH)
    converted = bracket is not None and _CONVERTED.search(case.script.text, start, head.end)
    named = _PACK_OF.search(case.script.text, max(0, bracket - _PACK_NAME), bracket) if bracket and converted else None
    if named is not None:
        return Named(case.quote(Span(*named.span())), None, "规格", case.area, own=True)
    dose = _dose_of(case, start)
    if dose is not None:
        return dose
    each = case.head.figure.quantity.unit_text.rpartition("/")[2] in _PACKS
    alone = bracket is not None and not case.script.text[case.carried.here : head.end].strip("(（约 ")
    each = each or case.head.figure.quantity.unit in _STRENGTHS
    packed = each and case.carried.here and (alone or _PACKED.search(case.script.text, start, head.end))
    return Named(_spoken_of(case), None, "规格", case.area, own=False) if packed else None


def _dose_of(case: Case, start: int) -> Named | None:
    """缬沙坦片80mg, 注射用阿奇霉素0.5g: the strength of a medicine stands right behind its name."""
    figure = case.head.figure
    if figure.quantity.unit not in _STRENGTHS or figure.quantity.span.start != figure.head.end:
        return None
    row = case.script.text.startswith("合计", figure.quantity.reach.end)  # 纤维蛋白原|0.5g|合计31.2
    found = (_ROW if row else _DOSED).search(case.script.text, start, figure.head.end)
    if found is None or case.script.text.startswith(("/", "每"), figure.quantity.reach.end):
        return None
    return Named(case.quote(Span(*found.span())), None, "规格", case.area, own=True)
