from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import columns, tables
from pipeline.model import Clean, Document, Observation, Page, Quantity, Reading, Section, Skipped, Span

RAW = "1市场规模达1.8万亿第1页共2页元,\n占比从5%升至23%"
CUT = "第1页共2页"


def document(raw: str = RAW, sections: tuple[Section, ...] = ()) -> Document:
    """``raw`` without its footer and line ends, which is what cleaning does."""
    footer = raw.find(CUT)
    kept = [
        at for at, char in enumerate(raw) if not (footer >= 0 and footer <= at < footer + len(CUT)) and char != "\n"
    ]
    clean = Clean(raw=raw, text="".join(raw[at] for at in kept), offsets=tuple(kept))
    pages = (Page(1, Span(0, footer + len(CUT))), Page(2, Span(footer + len(CUT), len(raw)))) if footer >= 0 else ()
    return Document("report", clean, pages=pages, sections=sections, sentences=(Span(0, len(clean.text)),))


def figure(made: Document, text: str, *, value: str | None = "1", **changes: Any) -> Observation:
    """The observation of the first place in the clean text where ``text`` stands."""
    at = made.clean.text.index(text)
    span = Span(at, at + len(text))
    amount = None if value is None else Decimal(value)
    known = {"low": amount, "high": amount, "bound": "exact", "unit": "CNY", "unit_text": "元"}
    quantity = Quantity(span, span, span, amount, **{key: changes.pop(key, known[key]) for key in known})  # type: ignore[arg-type]
    return Observation(quantity, Span(0, len(made.clean.text)), **changes)


def test_a_span_runs_over_the_page_footer_that_cuts_it_and_quotes_the_raw_text() -> None:
    made = document()
    row = tables.metrics_frame(made, [figure(made, "1.8万亿元", value="1.8e12")]).row(0, named=True)
    assert row["text"] == "1.8万亿第1页共2页元" == RAW[row["start"] : row["end"]]
    assert (row["value"], row["page"]) == (1.8e12, 1)
    assert row["evidence"] == made.clean.text


def test_every_declared_column_is_there_in_order_with_its_type_even_without_rows() -> None:
    made = document()
    for found in (tables.metrics_frame(made, []), tables.metrics_frame(made, [figure(made, "5%")])):
        assert found.schema == columns.polars_schema("metrics")
        columns.pandera_model("metrics").validate(found)


def test_a_value_is_the_nearest_float_to_the_exact_decimal() -> None:
    made = document()
    assert tables.metrics_frame(made, [figure(made, "5%", value="0.1")])["value"].item() == 0.1
    huge = tables.metrics_frame(made, [figure(made, "5%", value="1e400")]).row(0, named=True)
    assert (huge["value"], huge["flags"]) == (None, "out_of_float_range")


def test_a_range_has_two_ends_and_no_value() -> None:
    made = document()
    row = tables.metrics_frame(made, [figure(made, "5%", value=None, low=Decimal(1), high=Decimal(2), bound="range")])
    assert row.select("value", "value_low", "value_high").row(0) == (None, 1.0, 2.0)


def test_the_ends_of_a_movement_share_a_change_id_and_a_lone_one_has_none() -> None:
    made = document()
    ends = [figure(made, "5%", partner=7), figure(made, "23%", partner=7), figure(made, "1.8万亿元", partner=3)]
    found = tables.metrics_frame(made, ends)
    assert found["start"].is_sorted()
    lone, *pair = found["change_id"].to_list()
    assert lone is None
    assert pair[0] == pair[1] is not None


def test_an_id_depends_on_content_alone() -> None:
    made = document()
    first, again = (tables.metrics_frame(made, [figure(made, "5%")])["observation_id"].item() for _ in range(2))
    assert first == again
    other = document(RAW + "。")
    assert tables.metrics_frame(other, [figure(other, "5%")])["observation_id"].item() != first


def test_the_year_is_the_last_one_of_the_period() -> None:
    made = document()
    row = tables.metrics_frame(
        made, [figure(made, "5%", time_period="2019/2025", year_basis="stated", flags=("b", "a"))]
    )
    assert row.select("year", "flags").row(0) == (2025, "a,b")


def test_a_figure_below_an_unnumbered_heading_belongs_to_the_numbered_section_around_it() -> None:
    chapter = Section("1", 1, "市场规模", Span(0, 1), Span(0, 5), Span(5, 14))
    nameless = Section("", 2, "占比", Span(13, 13), Span(13, 15), Span(15, 22))
    made = document(sections=(chapter, nameless))
    assert tables.metrics_frame(made, [figure(made, "23%")])["section"].item() == "1"
    headings = tables.sections_frame(made)
    assert headings.select("section", "text", "page", "start", "end").rows() == [("1", "1市场规模", 1, 0, 5)]


def test_quantities_and_skipped_numbers_quote_the_raw_text() -> None:
    made = document()
    quantity = figure(made, "5%").quantity
    reading = Reading((quantity,), (Skipped(Span(0, 1), "heading"),))
    taken, left = tables.quantities_frame(made, reading), tables.skipped_frame(made, reading, [figure(made, "5%")])
    assert taken.select("text", "number_start").row(0) == ("5%", RAW.index("5%"))
    assert left.rows() == [("report", 0, 1, "1", "heading")]


def test_a_quantity_that_no_observation_takes_is_skipped_with_what_its_flags_say() -> None:
    made = document()
    bound, left = figure(made, "5%"), figure(made, "23%").quantity
    reading = Reading((bound.quantity, left, replace(left, span=Span(9, 11), flags=("points",))), ())
    rows = tables.skipped_frame(made, reading, [bound])
    assert sorted(rows["reason"]) == ["points", "unbound"]


def test_sources_say_how_the_report_was_read_and_count_its_figures() -> None:
    made = document()
    sources = tables.sources_frame(
        made, {"title": "年报", "sha256": "0" * 64, "source": "?"}, size=70, encoding="utf-8"
    )
    metrics = tables.metrics_frame(made, [figure(made, "5%"), figure(made, "23%")])
    row = tables.with_figures(sources, metrics).row(0, named=True)
    assert (row["title"], row["publisher"], row["bytes"], row["pages_found"], row["figures"]) == (
        "年报",
        None,
        70,
        2,
        2,
    )
    assert row["characters"] - row["clean_characters"] == len(CUT) + 1
    assert tables.with_figures(sources, tables.empty("metrics"))["figures"].to_list() == [0]


def test_units_hold_every_declared_code_and_the_compound_ones_that_are_used() -> None:
    units = tables.units_frame(["CNY/t", None, "no such unit"])
    assert {"CNY", "%", "{pp}", "CNY/t"} <= set(units["unit"])
    assert "no such unit" not in units["unit"]
    columns.pandera_model("units").validate(units)


def test_issues_are_named_by_content_and_stand_there_once() -> None:
    finding = {"severity": "warning", "rule": "metrics.some", "table": "metrics", "key": "a"}
    issues = tables.issues_frame([finding, finding, finding | {"key": "b"}])
    assert issues["issue_id"].is_sorted()
    assert sorted(issues["key"]) == ["a", "b"]


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="table skipped has no column colour"):
        tables.frame("skipped", [{"colour": "red"}])


@given(st.text(st.characters(), min_size=1, max_size=30))
def test_no_text_is_refused_not_even_half_a_surrogate(raw: str) -> None:
    made = Document("report", Clean(raw=raw, text=raw, offsets=tuple(range(len(raw)))))
    whole = Span(0, len(raw))
    row = tables.metrics_frame(made, [Observation(Quantity(whole, whole, whole, None, None, None, "approx"), whole)])
    expected = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in raw)
    assert row.select("text", "start", "end").row(0) == (expected, 0, len(raw))


def test_frames_are_ordered_by_place_while_worked_on_and_by_key_when_published() -> None:
    rows = [
        {"document_id": name, "section": number, "start": at}
        for name, number, at in (("b", "1", 0), ("a", "2", 9), ("a", "3", 4))
    ]
    found = tables.frame("sections", rows)
    assert tables.by_place(found)["section"].to_list() == ["3", "2", "1"]
    assert tables.by_key("sections", found)["section"].to_list() == ["2", "3", "1"]
    assert isinstance(tables.empty("sections"), pl.DataFrame)
