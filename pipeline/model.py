"""The values that travel between the rooms: frozen, and importing nothing of ours.

Spans inside ``text/``, ``quantity/`` and ``observation/`` count characters of the *clean* text; a row of a table counts
characters of the *raw* text. :meth:`Clean.raw_span` is the only bridge, and it goes one way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Bound = Literal["exact", "at_least", "at_most", "approx", "range"]
Measure = Literal["level", "share", "change", "condition"]
Role = Literal["from", "to"]
Direction = Literal["up", "down"]
Comparison = Literal["yoy", "pop", "cagr", "base"]
YearBasis = Literal["stated", "inherited", "document"]
Status = Literal["actual", "estimate", "forecast", "target"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points.

    >>> Span(2, 4).quote("约为3亿元")
    '3亿'
    >>> Span(4, 2)
    Traceback (most recent call last):
    ValueError: span ends before it starts: 4..2
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span ends before it starts: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def quote(self, text: str) -> str:
        """The slice of ``text`` that the span covers; ``text`` must be the one the span was made for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True where ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Clean:
    """Raw text with page furniture and broken lines taken out, and the way back.

    ``offsets[i]`` is the raw offset of clean character ``i``; ``len(offsets) == len(text)``, strictly increasing.

    >>> clean = Clean(raw="1.8万亿第7页共19页元", text="1.8万亿元", offsets=(0, 1, 2, 3, 4, 13))
    >>> clean.raw_span(Span(0, 6)).quote(clean.raw)
    '1.8万亿第7页共19页元'
    >>> clean.position(13)
    5
    """

    raw: str
    text: str
    offsets: Sequence[int]

    def raw_span(self, span: Span) -> Span:
        """The raw range from the span's first character to its last, over whatever was taken out between them.

        An empty span maps to an empty one. Raises IndexError where the span leaves the clean text.
        """
        if span.start == span.end:
            at = self.offsets[span.start] if span.start < len(self.offsets) else len(self.raw)
            return Span(at, at)
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def position(self, raw_offset: int) -> int:
        """The first clean position whose character stands at or behind ``raw_offset``."""
        return bisect_left(self.offsets, raw_offset)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the report; ``span`` is in raw offsets and ends behind the footer that closes the page."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it opens.

    ``heading`` runs from the first character of the number to the last of the title, ``label`` is its printed number
    (``2.1.3``, ``三、``), ``body`` runs from the heading to the next one of any level; all in clean offsets. ``number`` is
    dotted (``"2.1.3"``), ``level`` counts from 1. A heading without a number has an empty ``label`` and ``number``.
    """

    number: str
    level: int
    title: str
    label: Span
    heading: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A report as ``text/`` hands it on.

    ``sentences`` are clean spans in order and without overlap; a heading, numbered or not, is a sentence of its own, and so
    is a cell or a row of a table. Every character of the clean text but white space lies in one of them. ``sections`` of a
    text without a dotted outline have an empty ``number``.
    """

    document_id: str
    clean: Clean
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()

    def page_at(self, raw_offset: int) -> int | None:
        """Number of the page that holds the raw offset; null where the document has no pages."""
        at = bisect_right(self.pages, raw_offset, key=lambda page: page.span.start) - 1
        return self.pages[at].number if at >= 0 and raw_offset in self.pages[at].span else None

    def section_at(self, position: int) -> Section | None:
        """The innermost section whose heading or body holds the clean position."""
        at = bisect_right(self.sections, position, key=lambda section: section.heading.start) - 1
        return self.sections[at] if at >= 0 else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in the text, with its unit if it has one; what it says is not known yet.

    ``span`` covers number and unit as the annotation guidelines draw them, bound words outside. ``number`` is the number
    phrase: the numeral with its multiplier, both ends of a range, and the words beside it that ``bound`` is read from,
    without the unit of a count (``至少有10`` in 至少有10次, ``五百以上``, ``位于20和30之间``) and with that of a measure or a sum
    that such a word touches (``3亿元以上``); without such words it is the numeral. ``value`` is in units of ``unit_text``, multiplier expanded, and carries the printed sign:
    ``-5.2%`` is -5.2 with direction ``down``; who states a change drops the sign. It is null for a range, whose ends are
    ``low`` and ``high``; these follow the guidelines' table for ``bound``. ``unit`` is the code, null where the unit is not
    known; ``unit_text`` is empty where no unit is printed. ``direction`` is set by a printed sign or by the wording of the
    quantity itself (``翻一番`` is ``up``). ``reach`` runs from the first bound word in front to the last behind (``超…``,
    ``…以上``), and holds ``span``. ``flags`` are words of ``pipeline.quantity.flags``.
    """

    span: Span
    number: Span
    reach: Span
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit_text: str = ""
    unit: str | None = None
    direction: Direction | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A number that was seen and is no quantity, and why: ``year``, ``date``, ``ordinal``, ``name``, ``heading`` …"""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All numbers of a text, in order and without overlap: taken, or skipped with a reason. Spans are clean."""

    quantities: tuple[Quantity, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.quantities)


@dataclass(frozen=True, slots=True)
class Period:
    """A run of time in the guidelines' notation (``2024``, ``2024-Q3``, ``2020-01/2020-09``) and where it is printed."""

    span: Span
    time_period: str
    basis: YearBasis = "stated"

    @property
    def year(self) -> int:
        """The last year that the period touches.

        >>> Period(Span(0, 0), "2020-01/2021-09").year
        2021
        """
        return int(self.time_period.rpartition("/")[2][:4])


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure that the text states, with who, what and when. Columns as in the annotation guidelines."""

    quantity: Quantity
    evidence: Span
    metric: str | None = None
    subject: str | None = None
    organisation: str | None = None
    measure: Measure = "level"
    role: Role | None = None
    direction: Direction | None = None
    comparison: Comparison | None = None
    reference: str | None = None
    time_period: str | None = None
    year_basis: YearBasis | None = None
    status: Status = "actual"
    ref_area: str | None = None
    attribution: str | None = None
    metric_id: str | None = None
    partner: int | None = field(default=None)
    flags: tuple[str, ...] = ()
