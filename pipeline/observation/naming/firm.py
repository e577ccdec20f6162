"""Whom 公司 means: the company whose announcement is reported, or the one that was named with its code just before."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.heads import Head
from pipeline.observation.organisations import LISTING
from pipeline.observation.scene import Carried
from pipeline.observation.tokens import Script

_THE_FIRM = ("公司", "该公司", "集团", "集團", "該公司", "该集团", "該集團")
_LISTED = re.compile(LISTING)
_WITH_CODE = re.compile(r"(?P<name>[^\s,。;:()【】、\d]{2,40})" + LISTING)
_REACH = 400
_SHARE_NAME = 4
_JOINED = "和与及、"


def spoken_for(script: Script, spoken: str | None, carried: Carried, head: Head) -> str | None:
    """Whom 公司 means: the company whose announcement the paragraph reports, or the one listed since."""
    named = carried.named_firm
    if spoken not in _THE_FIRM:
        return spoken
    position = head.figure.quantity.span.start
    if named is None or _LISTED.search(script.text, named.end + 1, max(named.end + 1, position)):
        return _listed_before(script, position) or spoken
    return script.quote(named)


def _listed_before(script: Script, position: int) -> str | None:
    """The listed company named with its code just before: 海芯股份(002XXX)20Q3业绩企稳,…公司1-9M20营收.

    Where the text around it ran together, the last four characters, as long as short names of shares are.
    """
    listed = list(_WITH_CODE.finditer(script.text, max(0, position - _REACH), position))
    if not listed or "\n" in script.text[listed[-1].end() : position]:
        return None
    if len(listed) > 1 and script.text[listed[-2].end()] in _JOINED:
        return None  # 甲(000456.SZ)和乙(300123.SZ)
    name = Span(*listed[-1].span("name"))
    return script.quote(name if len(name) <= _SHARE_NAME else Span(name.end - _SHARE_NAME, name.end))
