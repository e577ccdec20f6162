from pipeline.model import Clean, Document, Page, Span
from pipeline.report.reading import furniture, payload


def document(raw: str, *gaps: str) -> Document:
    removed = {at for gap in gaps for at in range(raw.index(gap), raw.index(gap) + len(gap))}
    kept = tuple(at for at in range(len(raw)) if at not in removed)
    return Document(
        "a", Clean(raw=raw, text="".join(raw[at] for at in kept), offsets=kept), pages=(Page(1, Span(0, len(raw))),)
    )


def test_furniture_is_what_cleaning_took_out_at_both_ends_and_between() -> None:
    made = document("头1.8万亿第7页元尾", "头", "第7页", "尾")
    assert [made.clean.raw[start:end] for start, end in furniture(made)] == ["头", "第7页", "尾"]


def test_every_offset_of_a_payload_counts_utf16_units() -> None:
    raw = "𠮷一、标题😀第1页3亿元"
    made = payload(
        "a",
        document(raw, "第1页"),
        origin={},
        sections=[{"section": "1", "level": 1, "title": "标题", "start": 1, "end": 5}],
        skipped=[{"start": raw.index("3"), "end": raw.index("元"), "reason": "name"}],
    )

    def cut(start: int, end: int) -> str:
        return raw.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")

    assert cut(made["headings"][0]["start"], made["headings"][0]["end"]) == "一、标题"
    assert cut(*made["furniture"]) == "第1页"
    assert cut(*made["skipped"][0][:2]) == "3亿"
    assert cut(*made["pages"][0][1:]) == raw


def test_a_text_that_was_not_cleaned_has_no_furniture() -> None:
    assert payload("a", "3亿元", origin={}, sections=[], skipped=[])["furniture"] == []
