"""A topic: whom a stretch of text is about, from where on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.words import alternation

# Where a clause ends.
STOP = re.compile(r"[,;。!?\n]|:(?<!\d:)|:(?![0-5]\d(?!\d))|(?<!\d)—|—(?!\d)")
# …预计, …数据显示: the clause says who told, not whom it is about.
REPORTS = re.compile(
    r"(?:审理查明|查明|认定|预计|预测|认为|表示|指出|测算|显示|表明|称|统计|数据|消息|公告|获悉|报道)\s*$"
)
SOURCES = re.compile(f"(?:{alternation('context.source_verb')}|{alternation('context.source_noun')})")
# 该, 其, 本: somebody named elsewhere.
POINTS_BACK = re.compile("[该其此这本]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject from ``position`` on. ``product`` is true for a quoted name with its owner,
    ``holds`` where the clause that it opens states a figure itself, ``partners`` where it acts together with others,
    ``firm`` for an organisation that makes its own figures known, or is named by its listing: all that follows is about it.
    ``item`` for the name of a list's item, ``place`` for a place that is told of, as an article on it begins.
    """

    position: int
    subject: Span
    organisation: Span | None = None
    product: bool = False
    holds: bool = False
    partners: bool = False
    firm: bool = False
    place: bool = False
    item: bool = False
