"""Running heads of texts whose lines were run together: the disclaimer each page carries, and what stands around it.

Broker reports print on every page a head, a page number and a request to read the disclaimer, in any order. The request
is known by its words; the rest is what most of the requests have beside them, with page numbers that count up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.declarations import read
from pipeline.model import Span
from pipeline.text.furniture import with_line_end

#: So far a head is looked for on either side.
_REACH = 70
#: Enough pages to know what a head looks like.
_ENOUGH = 200
_TOKEN = re.compile("[0-9]+|[^0-9]", re.DOTALL)
_OUTER = "。！？!?；;，,、：:“”‘’（）()《》\n\r\t "
#: Stands for any number; no character of a text is taken for it.
_NUMBER = "\ufffe"
_SENTENCE_END = frozenset("。！？；")
_CAPTIONS = ("图表", "图", "表", "资料来源", "数据来源", "来源", "目录", "圖", "資料來源")


def running_heads(text: str) -> list[Span]:
    """The spans of running heads, in order.

    >>> pages = "需求回升，请务必阅读正文之后的免责条款3价格企稳。供给偏紧，请务必阅读正文之后的免责条款4库存下降。"
    >>> [span.quote(pages) for span in running_heads(pages)]
    ['请务必阅读正文之后的免责条款3', '请务必阅读正文之后的免责条款4']
    """
    return _grown(text, [Span(*match.span()) for match in _disclaimer().finditer(text)], counting=True)


def beside_footers(text: str, footers: Sequence[Span]) -> list[Span]:
    """The footers with what most of them have beside them; nothing is beside fewer than three.

    >>> text = "需求回升。钢铁周报第1页共3页价格企稳。钢铁周报第2页共3页供给偏紧。钢铁周报第3页共3页"
    >>> [span.quote(text) for span in beside_footers(text, [Span(9, 15), Span(24, 30), Span(39, 45)])]
    ['钢铁周报第1页共3页', '钢铁周报第2页共3页', '钢铁周报第3页共3页']
    """
    return _grown(text, footers, counting=False) if len(footers) >= 3 else list(footers)


def _grown(text: str, anchors: Sequence[Span], *, counting: bool) -> list[Span]:
    """The anchors with the heads around them; ``counting`` where page numbers may be among those."""
    if not anchors:
        return []
    before = [_TOKEN.findall(text[max(0, anchor.start - _REACH) : anchor.start])[::-1] for anchor in anchors]
    behind = [_TOKEN.findall(text[anchor.end : anchor.end + _REACH]) for anchor in anchors]
    head, tail = _shared(before), _shared(behind)
    # A page has one number: where it stands on one side, digits at the far end of the other are a date or text.
    lefts = _lengths(before, head, inwards=True, counting=counting and _NUMBER not in tail[:-1])
    rights = _lengths(behind, tail, inwards=False, counting=counting and _NUMBER not in head)
    spans = (
        with_line_end(text, anchor.start - left, anchor.end + right)
        for anchor, left, right in zip(anchors, lefts, rights, strict=True)
    )
    return _apart(list(spans))


def _apart(spans_in_order: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans_in_order:
        start = max(span.start, found[-1].end) if found else span.start
        if span.end > start:
            found.append(Span(start, span.end))
    return found


def _form(token: str) -> str:
    if token[0] in "0123456789":
        return _NUMBER
    return " " if token == _NUMBER else token


def _shared(contexts: Sequence[list[str]]) -> list[str]:
    """The longest run of tokens, outwards from the disclaimer, that most contexts have; any number stands for any other."""
    group = list(contexts[:_ENOUGH])
    needed = max(2, (len(group) + 1) // 2)
    path: list[str] = []
    while True:
        depth = len(path)
        forms = Counter(_form(tokens[depth]) for tokens in group if len(tokens) > depth)
        form, count = max(forms.items(), key=lambda entry: (entry[1], entry[0]), default=("", 0))
        if count < needed:
            break
        path.append(form)
        group = [tokens for tokens in group if len(tokens) > depth and _form(tokens[depth]) == form]
    return _trimmed(path)


def _trimmed(path: Sequence[str]) -> list[str]:
    """The path up to what still belongs to a head: no sentence end inside, no caption that happens to follow on most pages."""
    kept = list(path)
    end = next((index for index, form in enumerate(kept) if form in _SENTENCE_END and index), len(kept))
    kept = kept[: min(end, _caption(kept))]
    while kept:
        last = max((index for index, form in enumerate(kept[:-1]) if form == _NUMBER), default=-1)
        behind = "".join(kept[last + 1 :]).strip(_NUMBER)
        caption = next((word for word in _CAPTIONS if "".join(kept).rstrip(_NUMBER).endswith(word)), "")
        if caption:
            kept = kept[: len("".join(kept).rstrip(_NUMBER)) - len(caption)]
        elif kept[-1] in _OUTER:
            kept.pop()
        elif last >= 0 and sum(map(str.isalpha, behind)) < 3 and behind.strip("/-of ") and kept[-1] != _NUMBER:
            kept = kept[: last + 1]
        else:
            break
    return kept if sum(form.isalpha() for form in kept) >= 3 or kept[:1] == [_NUMBER] or kept[1:2] == [_NUMBER] else []


def _caption(path: Sequence[str]) -> int:
    """Where the numbered caption of a figure or table begins: no part of a head, though most pages may begin with one."""
    for index, (form, following) in enumerate(pairwise(path)):
        if form in {"图", "表", "圖"} and following == _NUMBER:
            return index - 1 if index and path[index - 1] in {"图", "圖"} else index
    return len(path)


def _lengths(contexts: Sequence[list[str]], path: Sequence[str], *, inwards: bool, counting: bool) -> list[int]:
    """How many characters of each context belong to the head; ``inwards`` where the context was reversed."""
    depths = [_depth(tokens, path) for tokens in contexts]
    lengths = [sum(map(len, tokens[:depth])) for tokens, depth in zip(contexts, depths, strict=True)]
    if not path or path[-1] != _NUMBER:
        return lengths
    # A number stands outermost and may run into one of the text: 条款部分51.概况 is page 5 and 1.概况.
    outermost = [
        tokens[depth - 1] if depth == len(path) else "" for tokens, depth in zip(contexts, depths, strict=True)
    ]
    return [
        length - len(token) + taken if token else length
        for length, token, taken in zip(
            lengths, outermost, _taken(outermost, inwards=inwards, counting=counting), strict=True
        )
    ]


def _depth(tokens: Sequence[str], path: Sequence[str]) -> int:
    """How much of the path the context has: all of it, or as much as is surely a head."""
    depth = 0
    while depth < min(len(tokens), len(path)) and _form(tokens[depth]) == path[depth]:
        depth += 1
    if depth == len(path):
        return depth
    while depth and path[depth - 1] == _NUMBER:
        depth -= 1
    return depth if sum(form.isalpha() for form in path[:depth]) >= 4 else 0


def _taken(outermost: Sequence[str], *, inwards: bool, counting: bool) -> list[int]:
    """How many digits of each outermost number belong to the head: a number that counts up by one a page, or always the same."""
    choices = [_page_numbers(token, inwards=inwards) for token in outermost]
    rising = Counter(value - index for index, values in enumerate(choices) for value in values if counting)
    constant = Counter(part for token in outermost for part in _parts(token, 4, inwards=inwards) if len(part) > 1)
    offset, agreeing = max(rising.items(), key=lambda entry: (entry[1], -entry[0]), default=(0, 0))
    same, repeating = max(constant.items(), key=lambda entry: (entry[1], len(entry[0]), entry[0]), default=("", 0))
    if repeating > agreeing and repeating >= 3:
        return [len(same) if same in _parts(token, 4, inwards=inwards) else 0 for token in outermost]
    if agreeing < 2:
        return [0] * len(outermost)
    taken: list[int] = []
    page: int | None = None
    for index, values in enumerate(choices):
        expected = (page + 1 if page is not None else None, index + offset)
        page_here = next((value for value in expected if value in values), None)
        page = page_here if page_here is not None else page
        taken.append(0 if page_here is None else len(str(page_here)))
    return taken


def _parts(token: str, longest: int, *, inwards: bool) -> list[str]:
    return [token[-size:] if inwards else token[:size] for size in range(1, min(longest, len(token)) + 1)]


def _page_numbers(token: str, *, inwards: bool) -> list[int]:
    """The page numbers that a run of digits may begin with, or end with.

    >>> _page_numbers("512", inwards=False), _page_numbers("512", inwards=True)
    ([5, 51, 512], [2, 12, 512])
    """
    return [int(part) for part in _parts(token, 3, inwards=inwards) if part[0] != "0"]


@cache
def _disclaimer() -> re.Pattern[str]:
    return re.compile("|".join(read("vocabulary/text.yml")["disclaimers"]))
