"""Raw characters to a :class:`~pipeline.model.Document`: the steps of this room, in order."""

from __future__ import annotations

from pipeline.model import Clean, Document, Page
from pipeline.text.boilerplate import boilerplate
from pipeline.text.clean import whole, without
from pipeline.text.furniture import Footer, footers, invisible, page_number_lines
from pipeline.text.lines import broken
from pipeline.text.numbering import numbered_labels
from pipeline.text.outline import outline
from pipeline.text.pages import pages
from pipeline.text.running_heads import beside_footers, running_heads
from pipeline.text.sentences import sentences


def read(raw: str, *, document_id: str = "document") -> Document:
    """The document that the raw text holds. Never raises, whatever the characters; linear in their number.

    >>> document = read("用户规模合计达到了第1页共2页8亿人。增长较快。第2页共2页")
    >>> document.clean.text
    '用户规模合计达到了8亿人。增长较快。'
    >>> [page.number for page in document.pages], len(document.sentences)
    ([1, 2], 2)
    """
    clean, found_pages = _clean(raw)
    breaks = [clean.position(page.span.end) for page in found_pages]
    sections = outline(clean.text, numbered_labels(clean.text), breaks)
    return Document(
        document_id=document_id,
        clean=clean,
        pages=found_pages,
        sections=sections,
        sentences=sentences(clean.text, sections),
    )


#: What one round takes out may lay bare what the next one finds; more rounds than that nothing but a riddle needs.
_ROUNDS = 5


def _clean(raw: str) -> tuple[Clean, tuple[Page, ...]]:
    clean = whole(raw)
    closed: list[Footer] = []
    for _ in range(_ROUNDS):
        before = len(clean.text)
        clean = without(clean, invisible(clean.text))
        clean = without(clean, boilerplate(clean.text))
        found = footers(clean.text)
        closed.extend(Footer(clean.raw_span(footer.span), footer.number) for footer in found)
        clean = without(clean, beside_footers(clean.text, [footer.span for footer in found]))
        clean = without(clean, running_heads(clean.text))
        clean = without(clean, page_number_lines(clean.text))
        clean = without(clean, broken(clean.text, numbered_labels(clean.text)))
        if len(clean.text) == before:
            break
    return clean, pages(clean, closed)
