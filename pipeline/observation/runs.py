"""Tables that lost their cells' borders: 表3:…国家2000年占比（%）2018年占比（%）甲8.10%52.40%乙28.70%8.70%…资料来源.

A row is a name with numbers glued to each other behind it. Rows of one length, three or more, are a table; the words
before them hold its caption and column heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Quantity, Span
from pipeline.observation.words import alternation

_START = re.compile(r"[表图]\s?\d{1,3}\s?[:：]")
SOURCE = re.compile(r"(?:数据|资料)来源\s?[:：]\s?(?P<name>[^。;；\n\t]{1,40}?)(?=[。;；\n\t]|[表图]\s?\d|\d|$)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|[AE](?![A-Za-z])|(?=[^\d.%]))")
PROPERTY = re.compile(f"(?:{alternation('measures.heads')})(?!{alternation('measures.heads')})")
_NAME = re.compile(r"[^\d%()（）,，。;；:：]{1,16}$")
_SCOPE = re.compile(
    r"(?:\d{4}(?:[-~]\d{4})?年?)?(?:世界|全球|全国)?(?:各|主要|不同)?(?:国家|地区|省市|省份|企业|公司|厂商|或|及|和|、|的)*"
)
# Two numbers that ran together, 144 and 159 before 10.42% for example.
_FUSED = re.compile(r"\d{7}|\d{4}\.\d+%")
_LONGEST = 2500
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A number in a row: the row's name, the caption's property where one stands there, the column's year where the heads name one a column.

    ``shares`` says that the numbers are the parts of a whole, whatever the caption.
    """

    name: Span
    caption: Span | None
    year: int | None
    source: Span | None
    row: int
    shares: bool = False


def entries(text: str, quantities: Sequence[Quantity]) -> dict[int, Entry]:
    """Every number of such tables by the clean position at which it starts; ``text`` is folded."""
    found: dict[int, Entry] = {}
    for start in _START.finditer(text):
        source = SOURCE.search(text, start.end(), start.end() + _LONGEST)
        following = _START.search(text, start.end(), source.start() if source else start.end())
        if source is None or following:
            continue
        inside = [quantity for quantity in quantities if start.end() <= quantity.span.start < source.start()]
        found.update(_table(text, start.end(), inside, Span(*source.span("name"))))
    return found


def _table(text: str, caption: int, quantities: Sequence[Quantity], source: Span) -> dict[int, Entry]:
    rows = _rows(text, caption, quantities)
    width = len(rows[0][1]) if rows else 0
    if len(rows) < _LEAST_ROWS or any(len(numbers) != width for _, numbers in rows):
        return {}
    if any(_FUSED.search(quantity.span.quote(text)) for _, numbers in rows for quantity in numbers):
        return {}
    head = Span(caption, rows[0][0].start)
    years = [int(year) for year in _YEAR.findall(head.quote(text))]
    columns: list[int | None] = [*years] if len(years) == width else [None] * width
    about = PROPERTY.search(text, head.start, head.end)
    if about is None:
        return {}
    scope = _SCOPE.match(text, head.start, about.end())
    title = Span(scope.end() if scope and scope.end() < about.start() else head.start, about.end())
    return {
        quantity.span.start: Entry(name, title, year, source, row)
        for row, (name, numbers) in enumerate(rows)
        for quantity, year in zip(numbers, columns, strict=True)
    }


def _rows(text: str, start: int, quantities: Sequence[Quantity]) -> list[tuple[Span, list[Quantity]]]:
    rows: list[tuple[Span, list[Quantity]]] = []
    end = start
    for quantity in quantities:
        if rows and quantity.span.start == end:
            rows[-1][1].append(quantity)
        else:
            name = _NAME.search(text, max(end, start), quantity.span.start)
            if name is None or (rows and name.start() != end):
                if _YEAR.match(quantity.span.quote(text)) or not rows:
                    end = quantity.span.end
                    rows.clear()
                    continue
                break
            rows.append((Span(name.start(), name.end()), [quantity]))
        end = quantity.span.end
    return rows
