"""The reader of quantities: every number of a text, taken with unit and bound, or passed over with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.model import Bound, Quantity, Reading, Skipped, Span
from pipeline.quantity import bounds, compounds, counted, exclude, lists, ranges, runs, tables
from pipeline.quantity.flags import flags_of
from pipeline.quantity.found import Found
from pipeline.quantity.scan import walk
from pipeline.quantity.source import source_of

_CELL = "cell"


def read(text: str, *, skip: Sequence[tuple[Span, str]] = ()) -> Reading:
    """All numbers of a clean text. ``skip`` names stretches that hold none, each with its reason (heading numbers).

    Spans count characters of ``text``. Never raises, whatever the text.

    >>> reading = read("截至2024年，用户规模达12.6亿人，增长超过30%")
    >>> [(q.span.quote("截至2024年，用户规模达12.6亿人，增长超过30%"), str(q.value), q.unit, q.bound) for q in reading]
    [('12.6亿人', '1260000000', '{person}', 'exact'), ('30%', '30', '%', 'at_least')]
    >>> [piece.reason for piece in reading.skipped]
    ['date']
    """
    source = source_of(text)
    folded, tokens = source.folded, source.tokens
    numbers: list[Found] = []
    skipped: list[Skipped] = []
    cells = {number.start: number for table in tables.find(text) for number in _cells(table, skip)}
    known = [*skip, *((Span(cell.start, cell.end), _CELL) for cell in cells.values())]
    for step in walk(source, exclude.find(folded, known)):
        if isinstance(step, Found):
            numbers.append(step)
        elif step.reason == _CELL:
            numbers.append(cells[step.span.start])
        else:
            skipped.append(step)
    numbers = compounds.merge(folded, numbers)
    numbers, ticks = runs.split(folded, numbers)
    skipped += [Skipped(Span(tick.start, tick.end), "axis") for tick in ticks]
    numbers = ranges.join(folded, numbers)
    numbers = lists.share(folded, numbers)
    taken: list[Quantity] = []
    named: Found | None = None
    for number in numbers:
        named = counted.name(text, folded, tokens, number, named)
        reason = counted.refuse(folded, tokens, named)
        if reason:
            skipped.append(Skipped(Span(named.start, named.end), reason))
        else:
            taken.append(_quantity(folded, named))
    return Reading(tuple(taken), tuple(sorted(skipped, key=lambda piece: piece.span)))


def _cells(table: tables.Table, skip: Sequence[tuple[Span, str]]) -> Iterator[Found]:
    """The numbers of a table's cells, with the unit and multiplier that its heads state."""
    for cell in table.cells:
        if cell.value is None or any(cell.span.overlaps(span) for span, _ in skip):
            continue
        scale = cell.unit.scale if cell.unit else Decimal(1)
        flags = {"table_cell", "unit_from_header"} if cell.unit else {"table_cell"}
        yield Found(
            cell.span.start,
            cell.span.end,
            cell.span.start,
            cell.span.end,
            cell.value * scale,
            scale=scale,
            unit=cell.unit.code if cell.unit else None,
            unit_text=cell.unit.unit_text if cell.unit else "",
            direction="down" if cell.value < 0 else None,
            ascii=True,
            flags=frozenset(flags),
        )


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent; never minus zero."""
    if not value:
        return Decimal(0)
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() and short.adjusted() < 27 else short


def _quantity(folded: str, number: Found) -> Quantity:
    front, back = bounds.around(folded, number.start, number.end)
    if front and folded[front.start : front.end] == "上" and "implied" not in number.flags:
        front = None
    # 上亿, 上千: 上 is part of the number.
    start = front.start if front and folded[front.start : front.end] == "上" else number.start
    ranged = number.high is not None
    words = bounds.stronger(front.bound if front else None, back.bound if back else None)
    bound: Bound = "range" if ranged else bounds.stronger(words, number.bound) or "exact"
    if not ranged and number.bound == "at_least" and words == "approx":
        bound = "at_least"
    phrase = _between(folded, number) if ranged else _phrase(folded, number, front, back, bound)
    reach = Span(
        min(start, front.start if front else start, phrase.start),
        max(number.end, back.end if back else 0, phrase.end),
    )
    value, low, high = _ends(number, bound)
    return Quantity(Span(start, number.end), phrase, reach, value, low, high, bound, number.unit_text, number.unit,
                    number.direction, flags_of(folded, number, reach))  # fmt: skip


def _ends(number: Found, bound: Bound) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value, low and high end, as the guidelines' table has them."""
    value = _plain(number.value)
    if number.high is not None:
        high = _plain(number.high)
        return None, min(value, high), max(value, high)
    low_end = value if bound in {"exact", "at_least"} else None
    high_end = value if bound in {"exact", "at_most"} else None
    return value, low_end, high_end


def _phrase(
    folded: str, number: Found, front: bounds.BoundMatch | None, back: bounds.BoundMatch | None, bound: Bound
) -> Span:
    """The numeral with the words beside it that ``bound`` is read from: 至少有10 of 至少有10次.

    A measure or an amount of money that a bound word touches is one phrase with its unit (约4.287亿美元, 3.5英里以下), a count
    is not; the word that closes an age or a sum belongs to it (十个月大, 四百万圆整).
    """
    start, end = number.number_start, number.number_end
    led = front is not None and front.bound == bound
    followed = back is not None and back.bound == bound
    touched = followed or (front is not None and led and not folded[front.end : number.start].strip())
    if touched and _measured(number):
        end = number.end
    if front and led:
        start = min(start, front.start)
    if back and followed and end == number.end:
        end = back.end
    if closing := bounds.closing(folded, number.end, number.unit):
        end = closing
    return Span(start, end)


def _measured(number: Found) -> bool:
    """True for an amount of money or a measure, false for counts, shares and multiples."""
    return number.unit is not None and number.unit[0] not in "{%1" and number.unit != "[ppth]"


def _between(folded: str, number: Found) -> Span:
    """Both ends of a range and the words that make it one: 位于20和30之间."""
    start, end = number.number_start, number.number_end
    first, last = bounds.between(folded, number.start, number.end)
    return Span(min(start, first), last if number.end == end else end)
