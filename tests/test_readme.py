"""The generated tables of both READMEs are current. ``python tests/test_readme.py`` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from pipeline import columns, corrections, declarations

ROOT = Path(__file__).resolve().parent.parent
README, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
DOCUMENT = "fintech-convergence-2025"
# Raw offsets of figures that show one thing each: bounds, a share, a movement, a range, a footer in the middle, a condition.
STARTS = [219, 231, 245, 604, 1679, 1761, 1960, 2836, 4866, 5804]
SHOWN = ["text", "subject", "metric", "value", "unit", "bound", "measure", "time_period", "section"]
MEND = "write it anew with: python tests/test_readme.py"


# What the column of types says, in Chinese; what is not here stays as it is.
IN_CHINESE = {"never null": "非空", "code point": "码点", "page": "页", "column unit": "单位见 unit 列", "a": "年"}


def block(readme: str, name: str) -> str:
    found = re.search(rf"<!-- {name}:begin -->\n(.*?)<!-- {name}:end -->", readme, re.DOTALL)
    assert found, f"no block {name}"
    return found[1]


def cells(table: str) -> list[list[str]]:
    """The rows of a Markdown table below its head."""
    return [row.strip("| ").split(" | ") for row in table.splitlines()[2:]]


def columns_in_chinese() -> str:
    """Names and types as declared, with the Chinese words that stand there now; those of a new column are English until translated."""
    said = {row[0]: row[2] for row in cells(block(CHINESE.read_text(encoding="utf-8"), "columns"))}
    lines = ["| 列 | 类型 | 含义 |", "|---|---|---|"]
    for name, kind, meaning in cells(columns.markdown("metrics")):
        kinds = "，".join(IN_CHINESE.get(each, each) for each in kind.split(", "))
        lines.append(f"| {name} | {kinds} | {said.get(name, meaning)} |")
    return "\n".join(lines) + "\n"


def shown(row: dict[str, object], name: str) -> str:
    value = row[name]
    if name == "value" and value is None:
        return "–".join(f"{end:,.12g}" for end in (row["value_low"], row["value_high"]) if end is not None)
    if isinstance(value, float):
        return f"{value:,.12g}"
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", "⏎")


def rows() -> str:
    metrics = pl.read_parquet(ROOT / "processed/metrics.parquet").filter(document_id=DOCUMENT).sort("start")
    chosen = metrics.filter(pl.col("start").is_in(STARTS))
    lines = [f"| {' | '.join(SHOWN)} |", "|---|---|---|---:|---|---|---|---|---|"]
    lines += [f"| {' | '.join(shown(row, name) for name in SHOWN)} |" for row in chosen.iter_rows(named=True)]
    return "\n".join(lines) + "\n"


MAKERS = {
    (README, "columns"): lambda: columns.markdown("metrics"),
    (README, "rows"): rows,
    (CHINESE, "columns"): columns_in_chinese,
    (CHINESE, "rows"): rows,
}


@pytest.mark.parametrize(("path", "name"), MAKERS)
def test_a_generated_table_is_what_the_project_would_write_now(path: Path, name: str) -> None:
    assert block(path.read_text(encoding="utf-8"), name) == MAKERS[path, name](), MEND


def test_the_ten_rows_are_all_there() -> None:
    assert len(block(README.read_text(encoding="utf-8"), "rows").splitlines()) == 2 + len(STARTS)


def test_every_file_that_is_named_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:schemas|raw|tests|processed)/[\w./-]+)`", text) + re.findall(
        r"\]\(([\w./]+)\)", text
    ):
        assert (ROOT / name).exists(), name


def test_the_correction_and_the_vocabulary_entry_have_the_form_that_is_read() -> None:
    unit, correction = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert corrections.parse(correction, "README.md", document_id=DOCUMENT)[0].value == {"metric": "合作银行"}
    first = declarations.read("vocabulary/counts.yml")[0]
    assert declarations.parse(unit, "README.md")[0].keys() == first.keys()


def rewrite() -> None:
    for (path, name), make in MAKERS.items():
        text = path.read_text(encoding="utf-8")
        old = f"<!-- {name}:begin -->\n{block(text, name)}<!-- {name}:end -->"
        path.write_text(text.replace(old, f"<!-- {name}:begin -->\n{make()}<!-- {name}:end -->"), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
