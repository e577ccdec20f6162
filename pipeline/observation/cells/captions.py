"""What a caption or the line over a group of rows says: whose figures, and of what."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.cells.words import MARKS, UNIT, YEAR
from pipeline.observation.organisations import ends_in_trade
from pipeline.observation.phrases import metric_start
from pipeline.observation.scene import Scene

_ABOUT = re.compile("(?:预测|构成|情况|表|明细|分析|统计|概况|一览)+$")


def plain_printed(scene: Scene, head: Span | None) -> str:
    """A head as printed, without its unit and marks; empty where there is none."""
    return MARKS.sub("", UNIT.sub("", scene.script.quote(head) or "")).strip("：: ")


def group_metric(scene: Scene, group: Span | None) -> str | None:
    """The property that the line over a group of rows names: 期末畜禽存栏 → 存栏."""
    if group is None:
        return None
    start = metric_start(scene.script.text, group, scene.script.tokens)
    return scene.script.quote(Span(start, group.end)) if start is not None else None


def caption_subject(scene: Scene, caption: Span | None) -> str | None:
    """Whose figures the table shows, where its caption begins with an organisation: 某某物流2022年分地区经营情况."""
    if caption is None:
        return None
    text = scene.script.text
    year = YEAR.search(text, caption.start, caption.end)
    possessive = text.find("的", caption.start, caption.end)
    end = year.start() if year else possessive if possessive > 0 else caption.start
    name = scene.script.quote(Span(caption.start, end))
    return name if ends_in_trade(name or "") else None


def caption_metric(scene: Scene, caption: Span | None) -> str | None:
    """The property that the caption names: 2012年主要农产品产量 → 产量."""
    if caption is None:
        return None
    text = scene.script.text
    bracket = UNIT.search(text, caption.start, caption.end)
    end = bracket.start() if bracket else caption.end
    about = _ABOUT.search(text, caption.start, end)
    span = Span(caption.start, about.start() if about else end)
    start = metric_start(text, span, scene.script.tokens)
    return scene.script.quote(Span(start, span.end)) if start is not None and start < span.end else None
