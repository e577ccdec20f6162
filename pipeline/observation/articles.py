"""What an article of an encyclopedia is about: the name that is its title and opens its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span

_TITLE_MAX = 16
_NAME = re.compile(r"[^\s,，。;；:：、!！?？\d()（）]{2,}$")
_DEFINES = re.compile(r"(?:[(（][^()（）]{1,60}[)）])?,?(?:是|为|位于|地处|系|指)")


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
