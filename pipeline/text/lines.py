"""Line breaks that only the page made: inside numbers, words and sentences. The others stay, tables need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Span
from pipeline.text.furniture import BREAKS, lines
from pipeline.text.numbering import Label, hangs
from pipeline.text.words import words

_LETTERS = (
    "0-9A-Za-z\u00c0-\u024f\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: What a line may end with and still go on: no stop, no quote or bracket that closes, nothing that a table row ends with.
_OPEN_END = re.compile(f"[{_LETTERS},，、%％“‘(（《—-]\\Z")
_RUNS_ON = re.compile(f"[{_LETTERS},，、;；。:：%％“‘”’(（)）《》·—-]")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,9}\.[0-9]")
_LIST_ITEM = re.compile(
    r"[ \t\u3000]*(?:[#>*•●○■□◆◇▪➢➤√·\uf000-\uf0ff-]|[（(] ?[一二三四五六七八九十0-9]{1,3} ?[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十0-9]{1,3}[章节節条條篇部]|[0-9]{1,3}(?:[、．)）]|[.](?![0-9]))"
    r"|[①-⑳]|(?:图表|圖表|图|圖|表|附表|附图|注|註|来源|來源|资料来源|資料來源|数据来源|单位|單位)[ ]?[0-9一二三四五六七八九十]{0,3}[:：、.（(])"
)
_FIGURE = re.compile(r"[-+]?[0-9]{1,9}\.[0-9]{1,9}[%％]?[\u4e00-\u9fff,，;；]")
# Wide blanks part the columns of a table.
_COLUMNS = re.compile(r"\S(?: {3,}|\u3000{2,})\S")
# A row of a table whose cells stand one blank apart: 减速电机 91,284.57 63,517.02 30.42.
_ROW = re.compile(
    r"(?:其中[:：] ?)?[^\s,，。;；:：0-9]{2,28}(?: [-+(]?[0-9][0-9,]{0,18}(?:\.[0-9]{1,6})?(?:[%％)]{0,2}|pp|pct)){3,}(?: |$)",
    re.MULTILINE,
)
_REST_OF_UNIT = re.compile(r"(?:个)?百?分点[ \t]*$", re.MULTILINE)
_PROSE = re.compile("[,，。;；]")
_NUMERAL_ITEM = re.compile("([一二三四五六七八九十])、")
#: A line of prose is at least so long; what is shorter may be the cell of a table or a heading.
_LONG = 24
_WINDOW = 12


def broken(text: str, labels: Sequence[Label]) -> list[Span]:
    r"""The line breaks to take out; ``labels`` are the heading numbers of ``text``, whose own lines are never joined to others.

    >>> text = "去年底全国的用户规模合计达到\n12.6亿人,占网民总数的\n89.3%,仍在增长"
    >>> [span.start for span in broken(text, [])]
    [14, 28]
    """
    found = [
        Span(position, position + 1)
        for label in labels
        for position in range(label.span.start, label.span.end)
        if text[position] in BREAKS
    ]
    inside = {span.start for span in found}
    headings = {label.span.start for label in labels}
    rows = list(lines(text))
    width = _wrap_width(text, rows)
    length = 0  # of the line so far, joined parts included
    start = 0
    for row, following in pairwise(rows):
        if not length:
            start = row.start
        length += len(row)
        if row.end in inside:
            continue
        if _opens(following, headings) or not _joins(text, Span(start, row.end), length, following, width):
            length = 0
            continue
        found.append(Span(_last_visible(text, row), following.start + _indent(text, following)))
    return found


def _opens(row: Span, headings: set[int]) -> bool:
    return any(position in headings for position in range(row.start, min(row.start + 16, row.end)))


def _last_visible(text: str, row: Span) -> int:
    at = row.end
    while at > row.start and text[at - 1] in " \t\u3000":
        at -= 1
    return at


def _indent(text: str, row: Span) -> int:
    at = row.start
    while at < row.end and text[at] in " \t\u3000":
        at += 1
    return at - row.start


def _joins(text: str, line: Span, length: int, following: Span, width: int) -> bool:
    """Whether the line goes on in the following one; ``length`` is the line's, parts joined before included."""
    before = text[max(line.start, line.end - 4 * _WINDOW) : line.end].rstrip(" \t\u3000")
    behind = text[following.start : min(following.end, following.start + 4 * _WINDOW)]
    if not before or not behind.strip() or "\t" in behind or "\t" in before:
        return False
    if not _OPEN_END.search(before) or not _RUNS_ON.match(behind):
        return False
    if _COLUMNS.search(text, line.start, line.end) or _COLUMNS.search(text, following.start, following.end):
        return False
    if _ROW.match(text, following.start, following.end):
        return False
    if _ROW.match(text, line.start, line.end) and not _REST_OF_UNIT.match(text, following.start, following.end):
        return False
    if behind.startswith(("  ", "\u3000\u3000", "\u3000 ")) or text[line.start] in "#|>" or behind[0] in "#|>":
        return False
    numeral = _NUMERAL_ITEM.match(behind)
    if numeral:
        return length >= _LONG and _one_word(before, numeral[1])
    if _LIST_ITEM.match(behind):
        return False
    if _DECIMAL.match(behind) and (length >= _LONG or (length >= _WINDOW and hangs(before) and _FIGURE.match(behind))):
        return True
    return length >= _LONG and _prose_goes_on(
        before, behind, length, width, prose=bool(_PROSE.search(text, line.start, line.end))
    )


def _prose_goes_on(before: str, behind: str, length: int, width: int, *, prose: bool) -> bool:
    full = width > 0 and length >= width - 2
    if behind[0] in ",，、;；。:：%％”’)）》":
        return True
    if not prose:
        return full and _one_word(before, behind)
    return full or length >= 2 * _LONG or before[-1] in ",，、“‘(（《" or _one_word(before, behind) or _waits(before)


def _one_word(before: str, behind: str) -> bool:
    """Whether one word or one number runs over the break.

    >>> _one_word("打破渠道单", "一"), _one_word("手续费及佣", "金支出"), _one_word("增长较快", "主要是")
    (True, True, False)
    """
    head, tail = before[-_WINDOW:], behind[:_WINDOW]
    if head[-1].isdigit() and re.match("[0-9万亿千百元%％年月日.]", tail):
        return True
    return any(word.start < len(head) < word.end for word in words(head + tail))


def _waits(before: str) -> bool:
    """Whether the last word cannot be the last of a line that stands by itself: a preposition, an adverb, a particle.

    >>> _waits("比上年下降了三成,主要"), _waits("净利润增长,拟派现三元")
    (True, False)
    """
    return words(before[-_WINDOW:])[-1].tag in {"p", "c", "uj", "d", "b", "zg", "r"}


def _wrap_width(text: str, rows: Sequence[Span]) -> int:
    """Length at which the text was wrapped: most lines that do not close are just so long. 0 where it was not wrapped."""
    open_lengths = sorted(
        len(row) for row in rows if len(row) >= _LONG and _OPEN_END.search(text[row.end - 1 : row.end])
    )
    if len(open_lengths) < 3:
        return 0
    longest = open_lengths[len(open_lengths) * 3 // 4]
    near = sum(abs(length - longest) <= 3 for length in open_lengths)
    return longest - 3 if near * 2 >= len(open_lengths) else 0
