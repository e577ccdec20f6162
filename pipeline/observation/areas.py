"""Places that a clause sets the scene in: 在全国推广, 在浙江义乌、山东寿光等县域试点."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_IN = re.compile("在(?!全国(?:人大|政协))(?=[^,。;]{2})")
_PLACE = re.compile(f"(?:{alternation('context.area', 'context.places')})")
# The whole of a place, as it is spoken of (全市, 我国): it holds for its sentence, but not as a base (高于全国), nor in a name.
_WHOLE = re.compile(
    r"(?<![比较于占居同与和])(?:全[国省市县区州岛台港球]|我[国省市县区]|本[港市省县区])(?!平均|重点|人大|政协|统一|运会|人口普查|首|第|前列|排名|水平|总量|总数|的?比重|行业|性|面|覆盖)"
)
_REACH = 200
_MARKS = "、和及与"


def scene_area(text: str, sentence: Span, position: int, tokens: Tokens) -> Span | None:
    """The last place named behind 在 before ``position`` in the same part of the sentence; several joined by 、 count as one.

    Else the last whole place (全市, 我国) that the sentence named.
    """
    found: Span | None = None
    start = max(sentence.start, position - _REACH)
    start = max(start, text.rfind(";", start, position) + 1)
    for match in _IN.finditer(text, start, position):
        word = tokens.at(match.start())
        end = _places_end(text, match.end(), position, tokens)
        if word is not None and word.text == "在" and end > match.end():
            found = Span(match.end(), end)
    if found is None:
        for whole in _WHOLE.finditer(text, start, position):
            word = tokens.at(whole.start())
            if word is not None and word.start == whole.start():
                found = Span(*whole.span())
    return found


def is_place(text: str, span: Span) -> bool:
    """The span is a listed place and nothing else."""
    return bool(_PLACE.fullmatch(text, span.start, span.end))


def _places_end(text: str, start: int, stop: int, tokens: Tokens) -> int:
    end = at = start
    while at < stop:
        listed = _PLACE.match(text, at, stop)
        token = tokens.at(at)
        if listed:
            at = end = listed.end()
        elif token is not None and token.start == at and token.tag == "ns" and len(token.text) > 1:
            at = end = token.end
        elif text[at] in _MARKS and end == at:
            at += 1
        else:
            break
    return end
