"""Whether a figure is reported, estimated, expected or aimed at; a cue covers its own clause and what follows up to ``;``."""

from __future__ import annotations

import re

from pipeline.model import Span, Status
from pipeline.observation.words import alternation

_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("forecast", re.compile(alternation("context.forecast"))),
    ("estimate", re.compile(alternation("context.estimate"))),
    ("target", re.compile(alternation("context.target"))),
)
_NOT = re.compile(
    r"(?:预期|计划|规划|目标|预测|预计)(?:值|内|管理|项目|准确率|模型|价|单列|生育|经济|委|局|外|寿命)|超预期|不及预期|符合预期|好于预期|高于预期|低于预期|规划局|目标价|目标客户"
)
_REACH = 160
_VERSION = re.compile(alternation("context.version"))
_QUOTED = re.compile("[“「『][^”」』]{0,30}[”」』]")
_EXPECTED_YEAR = re.compile(r"(?:19|20)?\d\dE(?![A-Za-z])")


def status_of(text: str, clause: Span, position: int, reach_start: int) -> Status:
    """The status of a figure at ``position``: the last cue in ``text[reach_start:position]``, its own clause first.

    >>> text = "预计2025年将达100亿元"
    >>> status_of(text, Span(0, len(text)), 9, 0)
    'forecast'
    """
    best: tuple[int, Status] | None = None
    window = Span(max(reach_start, position - _REACH), position)
    quoted = _QUOTED.finditer(text, window.start, window.end)
    blocked = [*(match.span() for match in quoted)]
    blocked += [match.span() for match in _NOT.finditer(text, window.start, window.end)]
    for status, pattern in _CUES:
        for match in pattern.finditer(text, window.start, window.end):
            if any(start <= match.start() < end for start, end in blocked):
                continue
            if match.start() < clause.start and _VERSION.fullmatch(match.group()):
                continue
            if best is None or match.start() > best[0]:
                best = (match.start(), status)
    if best is not None:
        return best[1]
    return "forecast" if _EXPECTED_YEAR.search(text, max(clause.start, window.start), position) else "actual"
