"""Page furniture: what a page carries besides the text, found wherever it stands, mid-word and mid-number included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Span

#: Characters that end a line. Only the line feed is certain to survive; see :mod:`pipeline.text.lines`.
BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|\r(?=\n)")
_FOOTER = re.compile(
    "(?P<before>[(（\\[【—-]?)[ \t]?第 ?(?P<number>[0-9０-９]{1,4}) ?[页頁][ ,，/|]{0,3}[共总總] ?(?P<total>[0-9０-９]{1,4}) ?[页頁][ \t]?(?P<after>[)）\\]】—-]?)"
)
_BARE_FOOTER = re.compile(f"(?<![^{BREAKS}])[ \t]*第 ?(?P<number>[0-9]{{1,4}}) ?[页頁][ \t]*(?![^{BREAKS}])")
_BREAK = re.compile(f"[{BREAKS}]")
_PAGE_LINE = re.compile("[ \t]*(?:[-—–·|] ?)?([0-9]{1,4})(?: ?[/／] ?[0-9]{1,4})?(?: ?[-—–·|])?[ \t]*")
_ANY_PAGE_LINE = re.compile(
    f"(?<![^{BREAKS}])[ \t—–·|-]{{0,4}}[0-9]{{1,4}}(?: ?[/／] ?[0-9]{{1,4}})?[ \t—–·|-]{{0,4}}(?![^{BREAKS}])"
)
#: No page is shorter than this; a column of a table counts upwards in smaller steps.
_PAGE = 120


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer 第N页共M页 and what goes with it; it closes page ``number``."""

    span: Span
    number: int


def invisible(text: str) -> list[Span]:
    r"""Characters without any width, and the carriage return of a line end in two characters.

    >>> invisible("a\u200bb\r\n")
    [Span(start=1, end=2), Span(start=3, end=4)]
    """
    return [Span(*match.span()) for match in _INVISIBLE.finditer(text)]


def footers(text: str) -> list[Footer]:
    """The footers 第N页共M页, in order; one that fills a line takes that line's end with it.

    >>> [(footer.number, footer.span.quote("1.8万亿第7页共19页元")) for footer in footers("1.8万亿第7页共19页元")]
    [(7, '第7页共19页')]
    """
    found: list[Footer] = []
    for match in _FOOTER.finditer(text):
        start, end = match.span()
        if bool(match["before"]) != bool(match["after"]):
            start, end = match.start() + len(match["before"]), match.end() - len(match["after"])
        if text[end : end + 1] == "。" and not text[end + 1 :].strip():
            end += 1
        found.append(Footer(with_line_end(text, start, end), int(match["number"])))
    if not found:
        bare = [
            Footer(with_line_end(text, *match.span()), int(match["number"])) for match in _BARE_FOOTER.finditer(text)
        ]
        counting = all(later.number > earlier.number for earlier, later in pairwise(bare))
        return bare if counting else []
    return found


def with_line_end(text: str, start: int, end: int) -> Span:
    """The span, with the break behind it where it fills its line."""
    before = start
    while before and text[before - 1] in " \t":
        before -= 1
    after = end
    while after < len(text) and text[after] in " \t":
        after += 1
    alone = (before == 0 or text[before - 1] in BREAKS) and (after == len(text) or text[after] in BREAKS)
    if not alone:
        return Span(start, end)
    return Span(before, min(after + 1, len(text)))


def lines(text: str) -> Iterator[Span]:
    """The lines of a text, without what ends them; a text that ends with a break has an empty last line."""
    at = 0
    for match in _BREAK.finditer(text):
        yield Span(at, match.start())
        at = match.end()
    yield Span(at, len(text))


def page_number_lines(text: str) -> list[Span]:
    """Lines that hold a page number and nothing else, with the empty lines around them; one line break stays.

    A number alone on a line may as well be the cell of a table. It is a page number where the numbers count up by one at the
    distance of a page, beside an empty line or three times over.
    """
    if not _ANY_PAGE_LINE.search(text):
        return []
    rows = list(lines(text))
    candidates = [(index, int(match[1])) for index, row in enumerate(rows) if (match := _number_line(text, row))]
    chain = _counting(rows, candidates)
    found: list[Span] = []
    heads = _heads(text, rows, chain)
    for index in chain:
        first = last = index
        while first and (first - 1 in heads or not rows[first - 1].quote(text).strip()):
            first -= 1
        while last + 1 < len(rows) and (last + 1 in heads or not rows[last + 1].quote(text).strip()):
            last += 1
        found.append(Span(rows[first].start, min(rows[last].end + 1, len(text))))
    return found


def _number_line(text: str, row: Span) -> re.Match[str] | None:
    return _PAGE_LINE.fullmatch(text, row.start, row.end) if 0 < len(row) <= 12 else None


def _counting(rows: Sequence[Span], candidates: Sequence[tuple[int, int]]) -> list[int]:
    """Row indices of the numbers that count up by one, a page apart."""
    best: dict[int, tuple[int, int]] = {}  # last number of a run -> (length, position among the candidates)
    previous: list[int] = []
    for position, (index, number) in enumerate(candidates):
        length, back = best.get(number - 1, (0, -1))
        if length and rows[index].start - rows[candidates[back][0]].end < _PAGE:
            length, back = 0, -1
        previous.append(back)
        if length + 1 >= best.get(number, (0, -1))[0]:
            best[number] = (length + 1, position)
    if not best:
        return []
    length, position = max(best.values())
    run: list[int] = []
    while position >= 0:
        run.append(candidates[position][0])
        position = previous[position]
    run.reverse()
    beside_empty = sum(_beside_empty(rows, index) for index in run)
    return run if length >= 2 and (beside_empty * 2 >= length or length >= 3) else []


def _beside_empty(rows: Sequence[Span], index: int) -> bool:
    return any(not 0 <= other < len(rows) or not len(rows[other]) for other in (index - 1, index + 1))


def _heads(text: str, rows: Sequence[Span], pages: Sequence[int]) -> frozenset[int]:
    """Indices of the lines beside page numbers that say the same on most pages: running heads."""
    if len(pages) < 3:
        return frozenset()
    beside: dict[int, str] = {}
    for index in pages:
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(rows) and not rows[other].quote(text).strip():
                other += step
            if 0 <= other < len(rows) and len(rows[other]) <= 60:
                beside[other] = re.sub("[0-9]+", "0", rows[other].quote(text).strip())
    often = {line for line, count in Counter(beside.values()).items() if count * 2 > len(pages)}
    return frozenset(index for index, line in beside.items() if line in often and line != "0")
