"""What a whole text is about: the article's title that opens its first sentence, the listed company in a report's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span
from pipeline.observation.organisations import LISTING

_TITLE_MAX = 16
_NAME = re.compile(r"[^\s,，。;；:：、!！?？\d()（）]{2,}$")
_DEFINES = re.compile(r"(?:[(（][^()（）]{1,60}[)）])?,?(?:是|为|位于|地处|系|指)")

# 某某精工(603XXX.SH):海外放量: a listed company with its code, in a line that is no sentence.
_COMPANY = re.compile(r"(?:^|[\s:·|】、-])(?P<name>[^\s,。;:·|()\d【】]{2,14})" + LISTING, re.MULTILINE)
_TITLE_LINES = 4


def subject_of(text: str, sentences: Sequence[Span]) -> Span | None:
    r"""The title, where the sentence behind it begins with it and says what it is; null in any other text.

    >>> text = "澜湾大桥\n澜湾大桥(简称湾桥)是一座斜拉桥。"
    >>> subject_of(text, (Span(0, 4), Span(5, len(text)))).quote(text)
    '澜湾大桥'
    """
    if len(sentences) < 2:
        return None
    title, first = sentences[0], sentences[1]
    name = title.quote(text).strip()
    if len(name) > _TITLE_MAX or not _NAME.match(name) or not text.startswith(name, first.start):
        return None
    return title if _DEFINES.match(text, first.start + len(name), first.end) else None


def company_of(text: str, sentences: Sequence[Span]) -> Span | None:
    """The one listed company that the lines at the top name with its code; null where they name none or several."""
    found: dict[str, Span] = {}
    for line in sentences[:_TITLE_LINES]:
        if line.quote(text).rstrip().endswith("。"):
            break
        for match in _COMPANY.finditer(text, line.start, line.end):
            found.setdefault(match["name"], Span(*match.span("name")))
    return next(iter(found.values())) if len(found) == 1 else None
