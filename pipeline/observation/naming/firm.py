"""Whom 公司 means: the company whose announcement is reported, or the one that was named with its code just before."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.heads import Head
from pipeline.observation.naming.presented import presented
from pipeline.observation.organisations import LISTING
from pipeline.observation.scene import Carried
from pipeline.observation.tokens import Script

_THE_FIRM = ("公司", "该公司", "集团", "集團", "該公司", "该集团", "該集團")
_LISTED = re.compile(LISTING)
_WITH_CODE = re.compile(r"(?P<name>[^\s,。;:()【】、\d]{2,40})" + LISTING)
_SECTORS = ("板块", "板塊")
_SECTOR = re.compile("(?:^|(?<=[\\n,。;:、]))[一-鿿A-Za-z]{2,10}?(?P<kind>板块|板塊)")
_REACH = 400
_SHARE_NAME = 4
_RUN_TOGETHER = 6
# Shares of the mainland have codes of six digits, and short names of four characters.
_SHARE = re.compile(r"(?<!\d)(?:\d{6}|\d{3}X{3})(?!\d)")
_TITLE = 120
_JOINED = "和与及、"


def spoken_for(script: Script, spoken: str | None, carried: Carried, head: Head) -> str | None:
    """Whom 公司 means: the company whose announcement the paragraph reports, the one listed since, or the one presented."""
    if spoken in _SECTORS:
        return _sector_before(script, spoken or "", head.figure.head.start)
    named = carried.named_firm
    if spoken not in _THE_FIRM:
        return spoken
    position = head.figure.quantity.span.start
    told = script.quote(named)
    shown = presented(script.text, position)
    if (
        named is not None
        and told is not None
        and (shown is None or shown.start < named.start)
        and not _LISTED.search(script.text, named.end + 1, max(named.end + 1, position))
        and is_near(script, told, position)
    ):
        return told
    return _listed_before(script, position) or script.quote(shown) or spoken


def _sector_before(script: Script, spoken: str, position: int) -> str:
    """A股半导体板块 for the 板块 that is spoken of next."""
    found = [*_SECTOR.finditer(script.text, max(0, position - _REACH // 2), position)]
    same = [match for match in found if match["kind"] == spoken]
    return script.quote(Span(*same[-1].span())) or spoken if same else spoken


def without_headline(script: Script, name: str | None, position: int) -> str | None:
    """诉讼拖累净利某某电子(601XXX.SH): a name that its code follows, without the headline that ran into it."""
    if name is None or len(name) <= _RUN_TOGETHER:
        return name
    at = script.printed.rfind(name, max(0, position - _REACH), position)
    listed = _LISTED.match(script.text, at + len(name)) if at >= 0 else None
    return name[-_SHARE_NAME:] if listed and _SHARE.search(listed.group()) else name


def is_near(script: Script, name: str, position: int, reach: int = _REACH) -> bool:
    """The name stands in the title or not far before the position, so that it is still known whom the text speaks of."""
    known = name[-_SHARE_NAME:]
    return known in script.printed[:_TITLE] or script.printed.rfind(known, max(0, position - reach), position) >= 0


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
    said = script.text.rfind("的", name.start, name.end - 1)  # 总部位于某区的|某某钢构(4XXX)
    name = Span(said + 1, name.end) if said >= 0 else name
    return script.quote(name if len(name) <= _SHARE_NAME else Span(name.end - _SHARE_NAME, name.end))
