"""The sense of a figure in the light of the one before it: a movement that goes on, a share that moved, a bound inside a claim."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Direction, Quantity
from pipeline.observation.clauses import Figure
from pipeline.observation.codes import code_of
from pipeline.observation.heads import RELATIVE, Head
from pipeline.observation.measuring import Sense
from pipeline.observation.phrases import peel
from pipeline.observation.scene import Bound, Carried

# 恢复至2019年同期的|103.64%
_BACK_TO = re.compile("恢复[至到]|相当于")
# 较原来预算低878亿元,即|13.7%: the same change in another unit.
_THAT_IS = re.compile("(?:亦?即|也就是|折合|或)(?:是|约|近|大约)?")
_BETTERS = ("优化", "改善")


def sense_after(text: str, head: Head, sense: Sense, last: Bound | None, carried: Carried) -> Sense:
    """The figure's own ``sense``, turned by what the figure ``last`` in the sentence says; ``text`` is folded."""
    figure = head.figure
    before = last.observation if last is not None else None
    if sense.measure == "level" and sense.role is None and _goes_on_changing(text, head, carried):
        return replace(
            sense, measure="change", direction=figure.quantity.direction or (before.direction if before else "up")
        )
    if last is not None and _bounds_the_claim(last, figure, sense):
        return replace(sense, measure="condition")
    if before is None or before.role != "from" or sense.measure != "level" or sense.role != "to":
        return sense
    if before.measure == "change":  # 跌幅由7.2%收窄至1.8%
        return replace(sense, measure="change", direction=before.direction)
    return replace(sense, measure="share") if before.measure == "share" else sense


def which_way(quantity: Quantity, last: Bound | None) -> Direction | None:
    """由49.3修正为49.1: down, by the two amounts; null where they are no pair or the same."""
    before = last.observation if last is not None else None
    if before is None or before.role != "from" or before.quantity.unit != quantity.unit:
        return None
    then, now = before.quantity.value, quantity.value
    if then is None or now is None or then == now:
        return None
    return "up" if now > then else "down"


def lowers_by_bettering(verb: str, metric: str | None) -> bool:
    """费用率优化1.9pct: what is better the lower it is goes down where it gets better."""
    code = code_of(metric) if verb in _BETTERS else None
    return code is not None and code.up_is_good is False


def _goes_on_changing(text: str, head: Head, carried: Carried) -> bool:
    """2021年增长16%,2022年为12%: a bare percentage behind a change is one too."""
    figure = head.figure
    if carried.measure == "change" and carried.here and _THAT_IS.fullmatch(text, figure.head.start, figure.head.end):
        return True
    if len(peel(text, head.phrase)) or _BACK_TO.search(text, figure.head.start, figure.head.end):
        return False
    return carried.measure == "change" and carried.unit == figure.quantity.unit == "%"


def _bounds_the_claim(last: Bound, figure: Figure, sense: Sense) -> bool:
    """76.4%的受访者月支出在|300元以上: a bound inside what is claimed of those asked."""
    claimed = last.sense.share is not None and not last.sense.share.verb and last.figure.clause == figure.clause
    bounded = figure.quantity.bound in ("at_least", "at_most") and figure.quantity.unit not in (None, *RELATIVE)
    return claimed and bounded and sense.measure == "level" and last.observation.measure == "share"
