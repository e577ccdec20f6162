"""The heads and rows of tables among the lines of a text: what the width of the page has broken is put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Span
from pipeline.quantity.tables.fields import LEAST_CELLS, LONGEST_COLUMN, SAYS, Field, Line, field_of, may_head, read
from pipeline.quantity.width import fold

_WORD = re.compile(r"\S+")
# 2023 年, 2023 年 6 月 30 日: a time is one head, whatever blanks are in it.
_HEAD = re.compile(
    r"(?:19|20)\d\d ?年(?:度|末|底)?(?: ?\d{1,2} ?[-—~至] ?\d{1,2} ?月| ?\d{1,2} ?月(?:末|底)?(?: ?\d{1,2} ?日)?)?(?= |$)|\S+"
)
_GROUPS = re.compile("(?:[一-鿿]{0,4}分类|类[别型]|分?行业|分?产品|分?地区|板块|业务|品种)")
_MOST_GROUPS = 2
_REST_OF_UNIT = re.compile(r"百?分点$")
# How a head goes on that the page's width has broken: (%) and 上年增减 behind 营业收入比.
_GOES_ON = re.compile(
    r"[(（][^()（）]{1,8}[)）]$|(?:上年|上期|去年|同期|期末|期初|增减|变动|比例|年增减)[^,，。;；]{0,8}$"
)
_BROKEN_OFF = re.compile("(?:[比较占]|[比较]上年|[比较]上期|同比|年同期|[(（][^()（）]*)$")
# 单位:百万元 over the names of the rows.
_UNIT_HEAD = re.compile(
    "[(（]?(?:金额)?单位[:：][^,，。;；:：]{1,12}|[(（](?:以|除|人民币|港币|美元)?[^()（）。]{0,12}[百千万亿]元[^()（）。]{0,14}[)）]"
)
_WHOLE = re.compile("占[^,。]{1,10}")
_PERCENTAGES = frozenset(("百分比", "比例", "比重", "比率"))
_HEAD_PIECES = 14
_HEAD_LINES = 2


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold something, but for the rule under the head of a Markdown table."""
    folded = fold(text)
    found = _raised(folded, _unbroken(folded, list(read(text, folded))))
    for at, line in enumerate(found):
        row = _first_row(found, at + 1)
        yield _head_of(folded, line, row) if row is not None else line


def _raised(folded: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with 占总收入 in the place of the 百分比 that a narrow column has put on the line below it."""
    done: list[Line] = []
    for line in lines:
        above = done[-1] if done else None
        shares = [at for at, field in enumerate(line.fields) if field.span.quote(folded) in _PERCENTAGES]
        whole = above is not None and all(_WHOLE.fullmatch(field.span.quote(folded)) for field in above.fields)
        if above is not None and whole and len(above.fields) == len(shares) < len(line.fields):
            fields = list(line.fields)
            for at, field in zip(shares, above.fields, strict=True):
                fields[at] = field
            done[-1] = Line(line.span, tuple(fields), line.bordered)
        else:
            done.append(line)
    return done


def _first_row(lines: Sequence[Line], start: int) -> Line | None:
    """The first row at or behind ``start``, over the names of a group or two that stand above it."""
    for line in lines[start : start + _MOST_GROUPS + 1]:
        if line.data:
            return line
        if not line.label or len(line.span) > LONGEST_COLUMN:
            break
    return None


def _unbroken(folded: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with the heads and last cells of a table in one piece where the width of the page has broken them."""
    done: list[Line] = []
    for line in lines:
        row = done[-1] if done else None
        if (
            row is not None
            and row.data
            and not row.bordered
            and _REST_OF_UNIT.fullmatch(line.span.quote(folded).strip())
        ):
            last = row.fields[-1]
            if last.kind == "o" and last.span.quote(folded).rstrip().endswith(("个", "個")):
                longer = Field(Span(last.span.start, line.span.end), "o", Span(last.number.start, line.span.end))
                done[-1] = Line(Span(row.span.start, line.span.end), (*row.fields[:-1], longer), bordered=False)
                continue
        begins = line.data and not line.bordered and row is not None and not row.data
        if begins and len(line.fields) > LEAST_CELLS + 1 and not _part_two_heads(folded, done, len(line.fields) - 1):
            _join_head(folded, done, len(line.fields))
        done.append(line)
    return done


def _part_two_heads(folded: str, lines: list[Line], numbers: int) -> bool:
    """Part the last two lines where they are wide heads over the narrow ones of a row with so many numbers."""
    if len(lines) < _HEAD_LINES or any(line.bordered or line.data for line in lines[-2:]):
        return False
    upper, lower = (
        [Span(*word.span()) for word in _HEAD.finditer(folded, line.span.start, line.span.end)] for line in lines[-2:]
    )
    if not heads_each(len(upper), len(lower), numbers) or not all(
        may_head(word.quote(folded)) for word in upper + lower
    ):
        return False
    for at, words in ((-2, upper), (-1, lower)):
        fields = tuple(field_of(folded, word, first=False) for word in words)
        lines[at] = Line(lines[at].span, fields, bordered=False)
    return True


def heads_each(upper: int, lower: int, numbers: int) -> int:
    """How many narrow heads each wide one has, where those without any stand behind the others; 0 where they do not fit.

    >>> heads_each(3, 4, 5), heads_each(3, 4, 6)
    (2, 0)
    """
    return next(
        (
            each
            for each in (2, 3)
            if lower % each == 0 and 1 < lower // each <= upper and numbers == lower + upper - lower // each
        ),
        0,
    )


def _join_head(folded: str, lines: list[Line], width: int) -> None:
    """Put one line in the place of the last lines if they are the ``width`` heads of a row, broken to several lines."""
    words: list[tuple[Span, bool]] = []  # with whether it begins a line
    for count in range(1, min(_HEAD_PIECES, len(lines)) + 1):
        line = lines[-count]
        if line.bordered or line.data or SAYS.search(line.span.quote(folded)) or len(line.fields) == width:
            return
        parts = [field.span for field in line.fields]
        if len(parts) == 1:
            parts = [Span(*word.span()) for word in _WORD.finditer(folded, line.span.start, line.span.end)]
        words[:0] = [(part, not at) for at, part in enumerate(parts)]
        heads = _rejoined(folded, words)
        if len(heads) == width:
            fields = tuple(field_of(folded, head, first=not at) for at, head in enumerate(heads))
            lines[-count:] = [Line(Span(heads[0].start, heads[-1].end), fields, bordered=False)]
        if len(heads) >= width:
            return


def _rejoined(folded: str, words: Sequence[tuple[Span, bool]]) -> list[Span]:
    """The heads that the words make, those at the beginning of a line joined to what the line before broke off."""
    heads: list[Span] = []
    for word, begins in words:
        broken = heads and (_GOES_ON.fullmatch(word.quote(folded)) or _BROKEN_OFF.search(heads[-1].quote(folded)))
        if begins and broken:
            heads[-1] = Span(heads[-1].start, word.end)
        else:
            heads.append(word)
    return heads


def _head_of(folded: str, line: Line, row: Line) -> Line:
    """A line of as many words, one blank apart, as the row below it has fields is that row's head."""
    if len(line.fields) > 1 or not row.data or row.bordered or len(row.fields) <= LEAST_CELLS:
        return line
    words = [Span(*word.span()) for word in _HEAD.finditer(folded, line.span.start, line.span.end)]
    if len(words) == len(row.fields) + 1 and _GROUPS.fullmatch(words[0].quote(folded)):
        words = words[1:]  # 行业分类 stands over the names of the groups
    if len(words) not in (len(row.fields) - 1, len(row.fields)) or not all(
        may_head(word.quote(folded)) or (not at and _UNIT_HEAD.fullmatch(word.quote(folded)))
        for at, word in enumerate(words)
    ):
        return line
    return Line(line.span, tuple(field_of(folded, word, first=not at) for at, word in enumerate(words)), bordered=False)
