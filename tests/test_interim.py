from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline import interim
from pipeline.model import Clean, Document, Page, Section, Span


@st.composite
def documents(draw: st.DrawFn) -> Document:
    raw = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    kept = tuple(sorted(draw(st.sets(st.integers(0, len(raw) - 1))))) if raw else ()
    clean = Clean(raw=raw, text="".join(raw[at] for at in kept), offsets=kept)
    cuts = sorted(draw(st.lists(st.integers(0, len(kept)), min_size=6, max_size=6)))
    spans = [Span(*cuts[0:2]), Span(*cuts[2:4]), Span(*cuts[4:6])]
    return Document(
        draw(st.text("ab-1", min_size=1)),
        clean,
        pages=(Page(1, Span(0, len(raw))),),
        sections=(Section("1.1", 2, "规模", *spans),),
        sentences=tuple(spans),
    )


@given(st.lists(documents(), max_size=3, unique_by=lambda document: document.document_id))
def test_documents_come_back_as_they_were(given_documents: list[Document]) -> None:
    made = interim.frames(given_documents)
    assert interim.read(made) == tuple(sorted(given_documents, key=lambda document: document.document_id))
