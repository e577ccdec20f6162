"""Many documents: one after another, in a pool of processes, or batch by batch on a cluster; always the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from pipeline import observation, quantity, tables, text
from pipeline.errors import InputError
from pipeline.model import Document, Observation, Reading

if TYPE_CHECKING:
    import pyarrow as pa

# A worker starts in about a second, in which one process reads this many characters.
_WORTH_A_POOL = 1_000_000
# Small enough that workers finish together, large enough that handing over costs nothing.
_CHUNK_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be read: decoded, otherwise as it came; what is known of its date and of the period it reports on."""

    document_id: str
    raw: str
    document_date: str | None = None
    reporting_period: str | None = None


def understand(
    document: Document, *, document_date: str | None = None, reporting_period: str | None = None
) -> tuple[Reading, tuple[Observation, ...]]:
    """The numbers of a document and what they say."""
    labels = [(section.label, "heading") for section in document.sections if len(section.label)]
    reading = quantity.read(document.clean.text, skip=labels)
    observations = observation.observe(
        document, reading, document_date=document_date, reporting_period=reporting_period
    )
    return reading, observations


def extract_one(source: Source) -> pl.DataFrame:
    """The observations of one text: the columns of ``metrics``, in the order of the text."""
    document = text.read(source.raw, document_id=source.document_id)
    _, observations = understand(document, document_date=source.document_date, reporting_period=source.reporting_period)
    return tables.metrics_frame(document, observations)


def extract_many(sources: Iterable[Source], *, workers: int = 1) -> pl.DataFrame:
    """The observations of many texts, sorted by document and place, whatever their order and the number of workers.

    With more than one worker, a script of yours that calls this needs the usual ``if __name__ == "__main__":``.
    Raises InputError where two texts have one ``document_id``.
    """
    ordered = sorted(sources, key=lambda source: source.document_id)
    for one, next_one in pairwise(ordered):
        if one.document_id == next_one.document_id:
            raise InputError(f"two documents are called {one.document_id!r}; give each a name of its own")
    if workers > 1 and len(ordered) > 1:
        frames = list(_in_pool(ordered, workers))
    else:
        frames = [extract_one(source) for source in ordered]
    return pl.concat([tables.empty("metrics"), *frames])


def extract_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of texts to a batch of observations, for engines that map over Arrow batches.

    Columns in: ``document_id`` and ``raw``, and ``document_date`` and ``reporting_period`` if there are any. Columns out: those
    of ``metrics``.
    """
    known = set(batch.schema.names)
    columns = [name for name in ("document_id", "raw", "document_date", "reporting_period") if name in known]
    sources = [Source(**row) for row in batch.select(columns).to_pylist()]
    found = extract_many(sources).to_arrow(compat_level=pl.CompatLevel.oldest()).combine_chunks()
    batches = found.to_batches()
    if batches:
        return batches[0]
    return type(batch).from_pylist([], schema=found.schema)


def workers_for(sources: Sequence[Source], *, cores: int) -> int:
    """How many processes pay: one for few or short texts, a process a core for a corpus.

    >>> workers_for([Source("a", "约3亿元")], cores=8)
    1
    """
    characters = sum(len(source.raw) for source in sources)
    return max(1, min(cores, len(sources), characters // _WORTH_A_POOL + 1))


def _in_pool(ordered: Sequence[Source], workers: int) -> Iterator[pl.DataFrame]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked process would inherit the locks of Polars' threads, so each starts afresh.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_extract_chunk, list(_chunks(ordered)))


def _extract_chunk(sources: Sequence[Source]) -> pl.DataFrame:
    return pl.concat([extract_one(source) for source in sources])


def _chunks(ordered: Sequence[Source]) -> Iterator[list[Source]]:
    chunk: list[Source] = []
    characters = 0
    for source in ordered:
        chunk.append(source)
        characters += len(source.raw)
        if characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
