from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import cli, extract
from pipeline.errors import InputError
from pipeline.explain import Line, explain
from pipeline.explain.watching import name_of
from pipeline.observation import naming

TEXT = (
    "据观澜数据统计，2023年，家用储能装机规模预计将突破42.6吉瓦时，较上年提高6.2个百分点。\n"
    "霁川药业在全国有12家门店，平均客单价由80元升至96元。\n"
    "五年来，连续三年增长，详见第12页。\n"
)
TABLE = "主要产品产量（单位：万吨）\n产品\t2021年\t2022年\n稻谷\t214.6\t208.3\n"
COLUMNS = {
    "subject",
    "metric",
    "unit",
    "bound",
    "measure",
    "direction",
    "comparison",
    "time_period",
    "status",
    "attribution",
}


def told(text: str, figure: str) -> dict[str, Line]:
    return {line.column: line for line in explain(text, text.index(figure))}


def test_a_level_tells_its_words_and_the_rule_that_named_it() -> None:
    lines = told(TEXT, "42.6")
    assert lines["sentence"].value.startswith("据观澜数据统计")
    assert lines["quantity"].value == "42.6吉瓦时 at 27-34: 42.6 GW.h"
    assert lines["unit"].vocabulary == ("units.yml GW.h: 吉瓦时",)
    assert lines["bound"].vocabulary == ("bounds.yml before.at_least: 突破",)
    assert lines["metric"].vocabulary[0].startswith("measures.yml heads: ")
    assert lines["metric_id"].vocabulary == ("metrics.yml installed_capacity: 装机规模",)
    assert "context.yml forecast: 预计" in lines["status"].vocabulary
    assert "context.yml source_cue: 据" in lines["attribution"].vocabulary
    assert (lines["time_period"].value, lines["time_period"].reason) == ("2023", "by '2023年'")


def test_a_change_tells_its_verb_and_its_base() -> None:
    lines = told(TEXT, "6.2个")
    assert (lines["measure"].value, lines["measure"].rule) == ("change", "observation.measuring.sense_of")
    assert lines["direction"].vocabulary == ("change.yml moves_up: 提高",)
    assert (lines["comparison"].value, lines["reference"].value) == ("yoy", "上年")
    assert lines["comparison"].vocabulary == ("change.yml yoy: 较上年",)


def test_the_end_of_a_movement_tells_where_it_went() -> None:
    lines = told(TEXT, "96元")
    assert (lines["role"].value, lines["direction"].value) == ("to", "up")
    assert "change.yml arrival: 至" in lines["role"].vocabulary
    assert lines["unit"].vocabulary == ("money.yml CNY: 元",)


def test_a_cell_tells_the_heads_of_its_row_and_column() -> None:
    lines = told(TABLE, "208.3")
    assert lines["metric"].rule == "observation.cells.observe_cells"
    assert {"row 稻谷", "column 2022年"} <= set(lines["metric"].reason.split(", "))


def test_what_is_told_is_the_row_that_extract_writes() -> None:
    for row in extract(TEXT).iter_rows(named=True):
        lines = {line.column: line for line in explain(TEXT, row["start"])}
        assert {column: lines[column].value for column in COLUMNS} == {
            column: "null" if row[column] is None else str(row[column]) for column in COLUMNS
        }


def test_the_naming_rule_told_is_one_of_those_that_are_asked() -> None:
    known = {name_of(rule) for rule in (*naming.RULES, naming.name)}
    assert {told(TEXT, figure)["subject"].rule for figure in ("42.6", "12家", "80元", "96元")} <= known


def test_a_number_that_was_skipped_tells_why() -> None:
    lines = told(TEXT, "2023年")
    assert lines["number"].value == "2023年 at 8-13"
    assert (lines["skipped"].value, lines["skipped"].rule) == ("date", "quantity.exclude.find")
    assert "metric" not in lines


def test_a_quantity_that_measures_nothing_tells_why() -> None:
    assert told(TEXT, "三年")["no row"].value == "story_time"


@pytest.mark.parametrize("offset", [-1, len(TEXT), TEXT.index("装机")])
def test_an_offset_without_a_number_is_an_error(offset: int) -> None:
    with pytest.raises(InputError, match=f"offset {offset}"):
        explain(TEXT, offset)


def test_the_command_prints_each_column_with_its_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert cli.main(["explain", str(path), "--at", str(TEXT.index("6.2个"))]) == 0
    printed = capsys.readouterr().out
    assert "direction      up\n" in printed
    assert "change.yml moves_up: 提高\n" in printed
