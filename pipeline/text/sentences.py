"""Where sentences end: at stops and line ends, and, in texts that lost their stops, where a new one plainly begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Section, Span
from pipeline.text import captions as inset
from pipeline.text.furniture import BREAKS
from pipeline.text.lost_stops import sentence_starts, stops_are_lost, subjects

_CLOSERS = "”’\"'」』)）】》*"
# A headline, the name of a paper or a reporter in front of an item: 【某某报】…, 〔记者某某／台北报导〕…
_HEADLINE = re.compile(r"(?:^|\n)[ \t　]*(?:【[^】\n]{1,60}】|〔[^〕\n]{1,40}〕)")
# A stop inside quotes that a comma follows (问「…？」,有…) ends what is quoted, not the sentence.
_END = re.compile(f"[。！？!?]{{1,6}}+[{_CLOSERS}]{{0,4}}+(?![，、；,;])|[{BREAKS}]")
# 分别增长38%、39%(1)纤原:累计…: the next item behind a figure that lost its stop.
_ITEM = re.compile("(?<=[%％万亿元个瓶支台辆吨人家倍])(?=[（(][1-9一二三四五六七八九][)）][一-鿿A-Za-z]{2,12}[:：])")


def sentences(text: str, sections: Sequence[Section]) -> tuple[Span, ...]:
    r"""The sentences of the clean text, in order and without overlap; together they hold everything but white space.

    A sentence ends at 。！？ and at a line end; ``;`` does not end one. A heading is a sentence of its own, and so is a 【headline】 and a cell
    or a row of a table. For captions in running text see :mod:`pipeline.text.captions`; where a text has lost its stops, see :mod:`pipeline.text.lost_stops`.

    >>> text = "收入增长8%；利润持平。成本下降！\n合计\t12.6"
    >>> [span.quote(text) for span in sentences(text, [])]
    ['收入增长8%；利润持平。', '成本下降！', '合计\t12.6']
    """
    headings = {section.heading.start: section.heading.end for section in sections}
    cuts = {0, len(text), *headings, *headings.values()}
    cuts.update(match.end() for match in _END.finditer(text))
    cuts.update(match.end() for match in _HEADLINE.finditer(text))
    cuts.update(match.start() for match in _ITEM.finditer(text))
    cuts.update(inset.cuts(text))
    if stops_are_lost(text):
        edges = sorted(cuts)
        pieces = [(start, end) for start, end in pairwise(edges) if start not in headings]
        named = subjects(text[start:end] for start, end in pieces)
        for start, end in pieces:
            cuts.update(sentence_starts(text, start, end, named))
    edges = sorted(cuts)
    found = (_trimmed(text, start, end) for start, end in pairwise(edges))
    return tuple(span for span in found if len(span))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
