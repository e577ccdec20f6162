"""What stands in the middle of running text and is no part of it: captions of charts, and headings that open their paragraph.

Such a heading (■静丙:…, 2.4.纤原:…, 新能源车:…) says who the sentences behind it are about until the next one.
"""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.phrases import names_somebody, says_something
from pipeline.observation.tokens import Script
from pipeline.text.captions import CAPTION

_SOURCE = re.compile("来源")
_LONGEST = 80
_BULLET = "[■●◆▲►➢➤▶◎★•\uf000-\uf0ff]"
_NUMBER = r"[(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十]{1,3})[.、)]|[①-⑳]"
_HEADING = re.compile(
    rf"\s*(?:{_BULLET}\s*)?(?P<number>{_NUMBER})?\s*(?P<name>[^,。;:()!?“”\d\s][^,。;:()!?“”]{{1,13}})(?P<mark>[:。])"
)
# 通用轴承业务: what is spoken of, whatever the words in front are tagged as.
_KIND = re.compile("(?:业务|产品|板块|分部|行业|产业|市场|案件)$")
_AHEAD = 240


def is_caption(text: str, sentence: Span) -> bool:
    """图6:甲的销量资料来源:…: what it states is its own, and leaves nothing to the sentences behind."""
    if CAPTION.match(text, sentence.start, sentence.end) is None:
        return False
    return len(sentence) < _LONGEST or _SOURCE.search(text, sentence.start, sentence.end) is not None


def is_item(text: str, sentence: Span) -> bool:
    """A bullet: what the heading before said holds no longer."""
    return re.match(_BULLET, text[sentence.start : sentence.start + 1]) is not None


def is_numbered(text: str, sentence: Span) -> bool:
    """2.4.纤原:…: another part of the report, so that no period is taken over either."""
    found = _HEADING.match(text, sentence.start, sentence.end)
    return found is not None and found["number"] is not None and found["mark"] == ":"


def heading(script: Script, sentence: Span) -> Span | None:
    """The name before the colon that opens the sentence, where the text behind goes on to speak of it; null for 事件:, 点评:."""
    text = script.text
    found = _HEADING.match(text, sentence.start, sentence.end)
    if found is None:
        return None
    name = Span(*found.span("name"))
    if _SOURCE.search(text, name.start, name.end):
        return None
    if not names_somebody(text, name, script.tokens) or says_something(name, script.tokens):
        return None
    if found["mark"] == "。":
        nouns = all(token.tag[0] in "njbl" or token.tag in ("vn", "an", "eng") for token in script.tokens.within(name))
        return name if found["number"] and (nouns or _KIND.search(text, name.start, name.end)) else None
    behind = text[found.end() : found.end() + _AHEAD]
    return name if any(part and part in behind for part in re.split("[/、和与及]", name.quote(text))) else None
