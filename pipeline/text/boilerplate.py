"""What the site a file came from wrote around it: the lines at its head and its tail that are no part of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from pipeline.declarations import read
from pipeline.model import Span
from pipeline.text.furniture import lines

#: Boilerplate stands within so many lines of an end; what looks like it further in is somebody's text.
_REACH = 12
_LONGEST = 120


def boilerplate(text: str) -> list[Span]:
    r"""The lines at head and tail that a document-sharing site added, with their line ends; patterns are declared.

    >>> [span.quote("还剩3页未读,继续阅读\n正文") for span in boilerplate("还剩3页未读,继续阅读\n正文")]
    ['还剩3页未读,继续阅读\n']
    """
    if not any(_pattern("boilerplate").fullmatch(row.quote(text).strip()) for row in _ends(text)):
        return []
    found: list[Span] = []
    head = _reach(text, islice(lines(text), _REACH))
    if head:
        found.append(Span(0, min(head.end + 1, len(text))))
    start = found[0].end if found else 0
    tail = _reach(text, islice(_backwards(text, start), _REACH))
    if tail:
        found.append(Span(max(tail.start - 1, start), len(text)))
    return found


def _ends(text: str) -> Iterator[Span]:
    """The short ones among the first and the last lines."""
    rows = chain(islice(lines(text), _REACH), islice(_backwards(text, 0), _REACH))
    return (row for row in rows if len(row) <= 2 * _LONGEST)


def _backwards(text: str, start: int) -> Iterator[Span]:
    """The lines of ``text[start:]``, the last one first."""
    end = len(text)
    while end >= start:
        at = text.rfind("\n", start, end) + 1 or start
        yield Span(at, end)
        end = at - 1


def _reach(text: str, rows: Iterable[Span]) -> Span | None:
    """The innermost of the lines that belong to the site, of those that ``rows`` begins with; None where the first does not."""
    innermost: Span | None = None
    for row in rows:
        line = row.quote(text).strip() if len(row) < 2 * _LONGEST else text[row.start : row.end]
        if not line:
            continue
        if len(line) > _LONGEST or not any(
            _pattern(key).fullmatch(line) for key in ("boilerplate", "boilerplate_beside")
        ):
            break
        innermost = row
    return innermost


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(read("vocabulary/text.yml")[key]))
