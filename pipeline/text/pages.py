"""Pages, from the footers that close them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Clean, Page, Span
from pipeline.text.furniture import Footer


def pages(clean: Clean, footers: Sequence[Footer]) -> tuple[Page, ...]:
    """The pages, in raw offsets; so are the spans of ``footers``, which ``clean`` is rid of.

    Page N ends behind its footer. Text behind the last footer is one page more. No footers, no pages.
    """
    found: list[Page] = []
    start = 0
    for footer in sorted(footers, key=lambda footer: footer.span.end):
        if footer.span.end > start:
            found.append(Page(footer.number, Span(start, footer.span.end)))
            start = footer.span.end
    if found and clean.text[clean.position(start) :].strip():
        found.append(Page(found[-1].number + 1, Span(start, len(clean.raw))))
    return tuple(found)
