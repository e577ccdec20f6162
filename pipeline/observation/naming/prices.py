"""Prices and indices: who moved, and at what level."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.naming.case import PRICED, Case, Named, spoken_of
from pipeline.observation.organisations import names_organisation
from pipeline.observation.phrases import says_something

_MOVES = re.compile(
    "(?:涨|跌|升|降|收涨|收跌|上涨|下跌|上扬|大涨|大跌|微涨|微跌|走高|走低|飙升|跳水|跌去|回吐|收高|收低|高开|低开|下挫)$"
)
_QUOTED = re.compile("[涨跌挫]|开|跳水|走[高低强弱]")
_QUOTED_AT = re.compile(
    "(?:报|收报|收于|收在|报收|报于|收盘价?|触及|高见|低见|探至)(?:每(?:公?吨|桶|盎司|公?斤|头|手|股))?$"
)
# 失守|1980美元/盎司: where a price went through, and no amount of anything.
_THROUGH = re.compile("(?:失守|跌破|跌穿|升破|升穿|突破|站上|站稳|收复|重返|逼近|徘徊[在于])$")
# 现货黄金|短线走低: prices move so.
_TRADED = re.compile("走[高低强弱]|拉升|跳水|震荡|异动|高开|低开|冲高|回落|盘整")
_CLOSED = re.compile("(?:昨|今)?(?:收报|收报于|报收|报收于|收于)$")
_AMOUNT = re.compile("[额額量值]$|收入$|[销銷]售$|利[润潤]$")
_AT_A_PRICE = re.compile("[价價股指]料?$|价格|價格")
_POINTS = ("点", "點")
EACH = re.compile("每(?:公?吨|升|公?斤|千克|头|只|桶|件|度|立方米|平方米|盎司)")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
# 沪深300下跌1.2%,跑输沪深300|约4.1%: whom it is held against.
_AGAINST = re.compile("跑[赢输](?P<whom>[^,。;\\d]{2,10}(?:\\d{2,4})?(?:指数)?)(?:约|近|了)?$")
_CURRENCY = 3
_BARE_PRICES = ("价格", "價格", "均价", "均價", "单价", "單價", "售价", "售價")
_ISSUED = ("发行价", "发售价", "招股价", "收盘价", "开盘价", "股价", "发行价格")
_LEVELS = ("点位", "价格", "涨跌幅")


def quoted_price(case: Case) -> Named | None:
    """报5,077点 behind a move: the level of what moved."""
    head, carried = case.head.figure.head, case.carried
    subject = carried.subject if carried.here else (spoken_of(case) or carried.subject)
    itself = case.quote(case.words.metric if case.words.subject is None else case.words.fused)
    itself = itself if case.own and case.words.bare else None
    quoted = _QUOTED_AT.search(case.script.text, head.start, head.end)
    verb = quoted is not None and case.words.metric is not None and quoted.start() <= case.words.metric.start
    closed = itself is not None and _CLOSED.search(case.script.text, head.start, head.end)
    per = "/" in case.head.figure.quantity.unit_text and _goes_through(case)
    if itself is not None and (PRICED.search(itself) or closed or per):
        subject = itself  # 恒指收报19,823点, 现货黄金突破2220美元/盎司
    elif case.own and not verb:
        return None
    if subject is None or not (quoted or _goes_through(case)):
        return None
    metric = "点位" if case.head.figure.quantity.unit_text in _POINTS else "价格"
    organisation = carried.organisation if subject == carried.subject else None
    return Named(subject, organisation, metric, case.area or carried.area, case.own)


def moves(verb: str) -> bool:
    """涨, 下跌: what prices and indices do, and nothing else."""
    return _MOVES.fullmatch(verb) is not None and verb.endswith(("涨", "跌"))


def beats_the_market(case: Case) -> Named | None:
    """医药板块下跌6%,沪深300下跌2%,跑输沪深300约4%: the one that the sentence began with, and not whom it is held against."""
    head, carried = case.head.figure.head, case.carried
    found = _AGAINST.search(case.script.text, head.start, head.end)
    if found is None or not carried.here or case.words.subject is not None:
        return None
    spoken = spoken_of(case)
    subject = spoken if carried.subject == case.quote(Span(*found.span("whom"))) else carried.subject or spoken
    flags = () if subject else ("subject_far",)
    return Named(subject, None, "涨跌幅", case.area or carried.area, own=False, flags=flags)


def _goes_through(case: Case) -> bool:
    quantity, head = case.head.figure.quantity, case.head.figure.head
    priced = quantity.unit_text in _POINTS or "/" in quantity.unit_text
    return priced and _THROUGH.search(case.script.text, head.start, quantity.span.start) is not None


def price_per_unit(case: Case) -> Named | None:
    """92号汽油每吨上调345元: so much more for each, so that its price is meant."""
    words, quantity = case.words, case.head.figure.quantity
    money = case.sense.measure == "change" and (quantity.unit or "").isalpha() and len(quantity.unit or "") == _CURRENCY
    each = EACH.search(case.script.text, case.head.figure.head.start, case.head.figure.head.end)
    if not money or each is None or not (words.bare or words.metric is None):
        return None
    subject = case.quote(words.metric) or case.carried.subject
    return Named(subject, None, "价格", case.area or case.carried.area, case.own) if subject else None


def price_move(case: Case) -> Named | None:
    """某某股涨5%, 食品价格上涨7.7%: prices and indices have no other property, their metric is 涨跌幅."""
    metric, words = case.quote(case.words.metric), case.words
    if case.sense.measure not in ("change", "condition") or case.sense.share is not None:
        return None
    rate = not case.head.predicate.verb and case.head.predicate.comparison is not None  # CPI年增率2.07%
    if not rate and not _MOVES.search(case.head.predicate.verb):
        return None
    if metric is None or words.metric is None or says_something(words.metric, case.script.tokens):
        priced = case.carried.metric in _LEVELS or (case.carried.metric or "").endswith(_ISSUED)
        quoted = case.carried.subject if priced else None
        subject = quoted if case.carried.here else spoken_of(case)
        return (
            Named(subject, None, "涨跌幅", case.area, own=False)
            if subject and (quoted or PRICED.search(subject) or _is_traded(case))
            else None
        )
    own = case.quote(words.parts.subject)
    if metric in _BARE_PRICES and own is None and case.carried.here and case.carried.subject is not None:
        return Named(case.carried.subject, None, metric, case.area or case.carried.area, case.own, ("subject_carried",))
    if words.fused is not None and metric == "股份" and names_organisation(case.quote(words.fused)):
        return Named(case.quote(words.fused), None, "涨跌幅", case.area, case.own)
    if PRICED.search(_BRACKET.sub("", metric)):
        subject = (own or "") + metric
    elif own is None and _QUOTED.search(case.head.predicate.verb) and words.bare and not _goes_on(case):
        subject = metric
    else:
        return None
    return Named(subject, None, "涨跌幅", case.area, case.own)


def _is_traded(case: Case) -> bool:
    """The clause that named the topic says how it was traded."""
    topic, end = case.topic, case.head.figure.clause.span.start
    return topic is not None and _TRADED.search(case.script.text, topic.subject.end, end) is not None


def _goes_on(case: Case) -> bool:
    """珠宝销货价值升39.6%,化妆品升35.4%: an amount was said to move just before, and goes on moving."""
    carried, subject = case.carried, case.quote(case.words.metric) or ""
    moved = carried.measure == "change" and carried.here > 0 and carried.subject != carried.metric
    return moved and bool(_AMOUNT.search(carried.metric or "")) and not _AT_A_PRICE.search(subject)
