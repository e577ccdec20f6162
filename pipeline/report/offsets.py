"""Code points to UTF-16 units: Python counts the first, a browser's strings count the second."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Utf16:
    """Where the code points of one text stand when it is held as UTF-16.

    >>> text = "a𠮷b3亿"
    >>> units = Utf16(text)
    >>> [units(at) for at in range(len(text) + 1)]
    [0, 1, 3, 4, 5, 6]
    """

    __slots__ = ("_wide",)

    def __init__(self, text: str) -> None:
        # Most reports have no character outside the BMP, and max() finds that out fast.
        outside = bool(text) and max(text) > "\uffff"
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"] if outside else []

    def __call__(self, at: int) -> int:
        """The offset in UTF-16 units of the code point at ``at``; the text's length maps to its UTF-16 length."""
        return at + bisect_left(self._wide, at)

    def each(self, offsets: Iterable[int | None]) -> list[int | None]:
        """All of a column, null staying null."""
        return [None if at is None else self(at) for at in offsets]
