from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline import columns, corrections, declarations, tables
from pipeline.errors import DeclarationError, InputError
from pipeline.model import Clean, Document, Page, Section, Span

RAW = "1.\n1规模本年营收3亿元,成本2亿元第1页共1页,另有360家\n1.2展望"
CUT = "第1页共1页"
CLEAN = RAW.replace("\n", "").replace(CUT, "")
FOOTER = RAW.index(CUT)
KEPT = tuple(at for at, char in enumerate(RAW) if char != "\n" and not FOOTER <= at < FOOTER + len(CUT))


def span(text: str) -> list[int]:
    """Raw span of the first place where ``text`` stands."""
    at = RAW.index(text)
    return [at, at + len(text)]


def document() -> Document:
    title = Section("1.1", 2, "规模本年营收", Span(0, 3), Span(0, 9), Span(9, 26))
    return Document(
        "report",
        Clean(raw=RAW, text=CLEAN, offsets=KEPT),
        pages=(Page(1, Span(0, FOOTER + len(CUT))),),
        sections=(title,),
        sentences=(Span(9, 26),),
    )


def figure(text: str, **changes: Any) -> dict[str, Any]:
    start, end = span(text)
    return {
        "observation_id": f"{start:016x}", "document_id": "report", "start": start, "end": end, "text": text, "section": "1.1",
        "metric": "营收", "value": 3e8, "value_low": 3e8, "value_high": 3e8, "unit": "CNY", "unit_text": "元", "bound": "exact",
        "measure": "level", "status": "actual", "evidence": CLEAN, "flags": "", **changes,
    }  # fmt: skip


def frames() -> dict[str, pl.DataFrame]:
    made = document()
    return {
        "metrics": tables.frame(
            "metrics", [figure("3亿元", year=2023, time_period="2023", year_basis="stated"), figure("360家")]
        ),
        "sections": tables.sections_frame(made),
        "units": tables.empty("units"),
    }


def entry(**changes: Any) -> dict[str, Any]:
    made = {
        "id": "fix",
        "table": "metrics",
        "at": span("3亿元"),
        "expect": {"metric": "营收"},
        "value": {"metric": "营业收入"},
        "reason": "So it is called.",
    }
    return {key: value for key, value in (made | changes).items() if value is not ...}


def parsed(*entries: dict[str, Any]) -> tuple[corrections.Correction, ...]:
    import yaml

    return corrections.parse(yaml.safe_dump(list(entries), allow_unicode=True), "report.yml", document_id="report")


def apply(*entries: dict[str, Any]) -> dict[str, pl.DataFrame]:
    return corrections.apply(frames(), parsed(*entries), {"report": document()})


def row_at(found: pl.DataFrame, text: str) -> dict[str, Any]:
    return found.row(by_predicate=pl.col("start") == span(text)[0], named=True)


def test_a_change_carries_its_id_and_its_reason_and_leaves_other_rows_alone() -> None:
    found = apply(entry())["metrics"]
    changed, other = row_at(found, "3亿元"), row_at(found, "360家")
    assert (changed["metric"], changed["corrected_by"], changed["correction_reason"]) == (
        "营业收入",
        "fix",
        "So it is called.",
    )
    assert (other["metric"], other["corrected_by"]) == ("营收", None)
    assert found.schema == columns.polars_schema("metrics")


def test_what_follows_from_a_changed_column_is_made_again() -> None:
    period = apply(entry(expect={"time_period": "2023"}, value={"time_period": "2022/2024"}))["metrics"]
    assert row_at(period, "3亿元")["year"] == 2024
    longer = apply(entry(expect={"end": span("3亿元")[1]}, value={"end": span("3亿元")[1] + 1}))["metrics"]
    row = row_at(longer, "3亿元")
    assert row["text"] == "3亿元," == RAW[row["start"] : row["end"]]
    assert row["observation_id"] == tables.content_id("report", row["start"], row["end"], tables.text_sha256(RAW))


def test_a_dropped_figure_is_gone_and_counted() -> None:
    drop = entry(at=span("360家"), do="drop", expect={"text": "360家"}, value=...)
    assert apply(drop)["metrics"]["text"].to_list() == ["3亿元"]
    assert corrections.balance(parsed(drop), "report") == {"added": 0, "dropped": 1}
    assert corrections.balance(parsed(drop), "another") == {"added": 0, "dropped": 0}


def test_an_added_figure_takes_section_page_and_evidence_from_its_place() -> None:
    add = entry(
        at=span("2亿元"),
        do="add",
        expect={"text": "2亿元"},
        value={"metric": "成本", "value": 200000000, "unit": "CNY", "unit_text": "元", "time_period": "2023"},
    )
    found = apply(add)["metrics"]
    row = row_at(found, "2亿元")
    assert found["start"].is_sorted()
    assert (row["value_low"], row["value_high"], row["bound"], row["year"]) == (2e8, 2e8, "exact", 2023)
    assert (row["section"], row["page"], row["corrected_by"]) == ("1.1", 1, "fix")
    assert row["evidence"] == CLEAN[9:26]
    assert corrections.balance(parsed(add), "report") == {"added": 1, "dropped": 0}
    columns.pandera_model("metrics").validate(found)


def test_a_corrected_title_moves_the_end_of_the_heading() -> None:
    found = apply(entry(table="sections", at="1.1", expect={"title": "规模本年营收"}, value={"title": "规模"}))[
        "sections"
    ]
    row = found.row(0, named=True)
    assert (row["title"], row["text"], row["corrected_by"]) == ("规模", "1.\n1规模", "fix")
    assert RAW[row["start"] : row["end"]] == row["text"]


def test_a_heading_can_be_added_by_its_start_and_title() -> None:
    add = entry(
        table="sections",
        at="1.2",
        do="add",
        expect={"text": "1.2展望"},
        value={"title": "展望", "level": 2, "start": RAW.index("1.2")},
    )
    assert apply(add)["sections"]["text"].to_list() == ["1.\n1规模本年营收", "1.2展望"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"expect": {"metric": "收入"}}, "metric was expected to be '收入', found '营收'; remove the correction if"),
        ({"at": [9, 10]}, "expected a row at [9, 10], found none; nothing overlaps it"),
        ({"at": [span("3亿元")[0], span("3亿元")[1] + 1]}, "what overlaps it is '3亿元' at"),
        ({"do": "add", "expect": {"text": "3亿元"}}, "'3亿元' stands there by now"),
        ({"do": "add", "at": span("2亿元"), "expect": {"text": "2亿"}}, "the raw text there was expected to be '2亿', found '2亿元'"),
        ({"do": "add", "at": [0, 999], "expect": {"text": "2亿"}}, "is no span of the text"),
        ({"table": "sections", "at": "7", "expect": {"level": 2}, "value": {"level": 1}}, "no section '7' was found"),
        ({"table": "sections", "at": "1.1", "expect": {"level": 2}, "value": {"level": 1}, "do": "drop"}, "a drop has no value"),
        (
            {"table": "sections", "at": "1.1", "expect": {"title": "规模本年营收"}, "value": {"title": "规格"}},
            "title '规格' does not stand at raw offset 0, found '1.1规模本年营收",
        ),
        (
            {"table": "sections", "at": "1.2", "do": "add", "expect": {"text": "1.2"}, "value": {"title": "展望"}},
            "an added section needs title, level and start",
        ),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_says_which_what_it_expected_and_what_is_there(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        apply(entry(**changes))
    assert str(caught.value).startswith("report.yml: correction 'fix': ")
    assert message in str(caught.value)


def test_two_corrections_of_one_row_are_refused() -> None:
    with pytest.raises(InputError, match="correction 'again': 'fix' corrects the same row; join the two"):
        apply(entry(), entry(id="again", expect={"unit": "CNY"}, value={"unit": "USD"}))
    add = {"at": span("2亿元"), "do": "add", "expect": {"text": "2亿元"}}
    with pytest.raises(InputError, match="correction 'again': '2亿元' stands there by now"):
        apply(entry(**add), entry(id="again", **add))


def test_a_number_that_stands_twice_is_named_by_its_span() -> None:
    twice = frames()
    other = twice["sections"].with_columns(start=pl.lit(RAW.index("1.2"), pl.Int32), end=pl.lit(len(RAW), pl.Int32))
    twice["sections"] = pl.concat([twice["sections"], other])
    drop = {"table": "sections", "do": "drop", "expect": {"level": 2}, "value": ...}
    with pytest.raises(InputError, match=r"2 rows are called '1.1'; name one by its span: \[0, 10\], "):
        corrections.apply(twice, parsed(entry(at="1.1", **drop)), {"report": document()})
    kept = corrections.apply(twice, parsed(entry(at=[0, 10], **drop)), {"report": document()})
    assert kept["sections"]["start"].to_list() == [RAW.index("1.2")]


def test_a_correction_of_a_document_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="there is no document 'report'; the file's name says which one"):
        corrections.apply(frames(), parsed(entry()), {})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"because": "x"}, "unknown key 'because'; known are id, table"),
        ({"reason": ...}, "key 'reason' is missing"),
        ({"reason": " "}, "reason is no text"),
        ({"table": "units"}, "no corrections of table 'units'; name metrics or sections"),
        ({"do": "mend"}, "do is 'mend'; write change, drop, add"),
        ({"at": "1.1"}, "at is '1.1'; write the figure's raw span"),
        ({"at": [5, 5]}, "at is [5, 5]; write the figure's raw span"),
        (
            {"table": "sections", "at": 1.1, "expect": {"level": 1}, "value": {"level": 2}},
            "write the section's number, in quotes",
        ),
        ({"expect": {}}, "expect is empty"),
        ({"value": {}}, "value is empty"),
        ({"value": {"metrik": "x"}}, "table metrics has no column 'metrik'"),
        ({"value": {"text": "x"}}, "text is made, not declared"),
        ({"value": {"unit": "CNY"}}, "unit has a value, but expect does not say what was extracted"),
        ({"expect": {"metric": "营收", "value": "3e8"}}, "expect.value is '3e8'; the column is of type float64"),
        ({"expect": {"metric": "营收", "year": True}}, "expect.year is True; the column is of type int16"),
        ({"expect": ["metric"]}, "expect is no mapping"),
        ({"do": "add", "expect": {"metric": "营收"}}, "an added row expects 'text' alone"),
    ],
)
def test_a_malformed_entry_is_named_with_its_file_and_what_to_do(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        parsed(entry(**changes))
    assert str(caught.value).startswith("report.yml: correction 'fix': ")
    assert message in str(caught.value)


def test_a_file_is_a_list_of_entries_with_ids_of_their_own() -> None:
    assert corrections.parse("# none yet\n", "report.yml", document_id="report") == ()
    with pytest.raises(DeclarationError, match=r"report\.yml: not a list"):
        corrections.parse("id: a", "report.yml", document_id="report")
    with pytest.raises(DeclarationError, match=r"report\.yml: entry 1 has no keys"):
        corrections.parse("- fix", "report.yml", document_id="report")
    with pytest.raises(DeclarationError, match="'fix' stands there twice"):
        parsed(entry(), entry())


def test_the_example_in_the_readme_is_well_formed() -> None:
    text = (declarations.folder() / "corrections" / "README.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    found = corrections.parse(example, "README.md", document_id="report")
    assert [each.do for each in found] == ["change", "change", "drop", "add"]


def test_every_declared_correction_is_well_formed() -> None:
    for path in sorted((declarations.folder() / "corrections").glob("*.yml")):
        assert corrections.parse(path.read_text(encoding="utf-8"), path.name, document_id=path.stem)
