from __future__ import annotations

import itertools

import pyarrow as pa
import pytest

from pipeline import corpus
from pipeline.corpus import Source
from pipeline.errors import InputError

TEXTS = [
    Source("b", "2023年平台用户规模达12.6亿人,同比增长8%。"),
    Source("a", "今年一季度营收约3.5亿元。", document_date="2024-05-01"),
    Source("c", "这里没有数字。"),
]


def test_rows_do_not_depend_on_the_order_of_the_texts() -> None:
    expected = corpus.extract_many(TEXTS)
    assert expected["document_id"].to_list() == ["a", "b", "b"]
    for order in itertools.permutations(TEXTS):
        assert corpus.extract_many(order).equals(expected)


def test_rows_do_not_depend_on_the_number_of_processes() -> None:
    assert corpus.extract_many(TEXTS, workers=2).equals(corpus.extract_many(TEXTS))


def test_no_text_gives_an_empty_table_with_all_columns() -> None:
    assert corpus.extract_many([]).schema == corpus.extract_many(TEXTS).schema


def test_two_texts_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match="two documents are called 'a'"):
        corpus.extract_many([TEXTS[1], TEXTS[1]])


def test_a_batch_of_texts_becomes_a_batch_of_the_same_observations() -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"document_id": each.document_id, "raw": each.raw, "document_date": each.document_date} for each in TEXTS]
    )
    found = corpus.extract_batch(batch)
    assert isinstance(found, pa.RecordBatch)
    assert found.to_pylist() == corpus.extract_many(TEXTS).to_dicts()


def test_a_batch_without_figures_has_all_columns() -> None:
    found = corpus.extract_batch(pa.RecordBatch.from_pylist([{"document_id": "c", "raw": TEXTS[2].raw}]))
    assert found.num_rows == 0
    assert found.schema.names == corpus.extract_many([]).columns


@pytest.mark.parametrize(("characters", "documents", "workers"), [(1_000, 50, 1), (900_000, 50, 8), (9_000_000, 1, 1)])
def test_a_pool_is_started_where_it_pays(characters: int, documents: int, workers: int) -> None:
    sources = [Source(str(number), "亿" * characters) for number in range(documents)]
    assert corpus.workers_for(sources, cores=8) == workers
