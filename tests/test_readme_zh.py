"""README.zh-CN.md says what README.md says: section by section the same commands, tables, names of things, links and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")
_GENERATED = re.compile(r"(?s)<!-- (columns|rows):begin -->.*?<!-- \1:end -->")


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it: ``blocks`` of code without their comments, ``tables``, prose as ``paragraphs``."""

    level: int
    title: str
    blocks: list[tuple[str, str]]
    tables: list[list[str]]
    paragraphs: list[str]

    @property
    def names(self) -> set[str]:
        """What stands in backticks, in prose and in tables."""
        return set(
            re.findall(r"`([^`\n]+)`", "\n".join([*self.paragraphs, *(row for table in self.tables for row in table)]))
        )

    @property
    def links(self) -> set[str]:
        return set(re.findall(r"\]\(([^)]+)\)", "\n".join(self.paragraphs)))


def bare(language: str, code: str) -> str:
    """Code without what a person may translate: comments, and the labels of a diagram."""
    if language == "mermaid":
        return re.sub(r'"[^"]*"|\|[^|]*\|', "…", code)
    return "\n".join(re.sub(r"(^|\s+)# .*$", "", line) for line in code.splitlines())


def sections(name: str) -> list[Section]:
    text = re.sub(r"<!-- recipe: [a-z-]+ -->\n", "", (ROOT / name).read_text(encoding="utf-8"))
    found: list[tuple[int, str, str]] = []
    outside = _BLOCK.sub(lambda match: match[0].replace("\n#", "\n\0"), text)
    for part in re.split(r"(?m)^(?=#{1,6} )", outside)[1:]:
        heading, _, body = part.replace("\0", "#").partition("\n")
        found.append((len(heading) - len(heading.lstrip("#")), heading.lstrip("# "), body))
    return [Section(level, title, *contents(body)) for level, title, body in found]


def contents(body: str) -> tuple[list[tuple[str, str]], list[list[str]], list[str]]:
    blocks = [(language, bare(language, code)) for language, code in _BLOCK.findall(body)]
    prose = _GENERATED.sub("", _BLOCK.sub("", body))
    parts = [part.strip() for part in re.split(r"\n{2,}", prose) if part.strip()]
    tables = [part.splitlines() for part in parts if part.startswith("|")]
    return blocks, tables, [part for part in parts if not part.startswith("|")]


ENGLISH, CHINESE = sections("README.md"), sections("README.zh-CN.md")
PAIRS = list(zip(ENGLISH, CHINESE, strict=False))
each_section = pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=[one.title for one, _ in PAIRS])


def test_the_sections_are_the_same() -> None:
    assert [each.level for each in CHINESE] == [each.level for each in ENGLISH]
    assert len(ENGLISH) > 10


@each_section
def test_a_section_has_the_same_commands_but_for_their_comments(english: Section, chinese: Section) -> None:
    assert chinese.blocks == english.blocks


@each_section
def test_a_section_has_the_same_tables_with_the_same_names_in_their_rows(english: Section, chinese: Section) -> None:
    def names(section: Section) -> list[list[list[str]]]:
        return [[re.findall(r"`([^`]+)`", row) for row in table] for table in section.tables]

    assert names(chinese) == names(english)


@each_section
def test_a_section_names_the_same_things_and_links_to_the_same_places(english: Section, chinese: Section) -> None:
    assert chinese.names == english.names
    assert chinese.links - {"README.md"} == english.links - {"README.zh-CN.md"}


@each_section
def test_a_section_has_as_many_paragraphs_and_points_and_they_are_chinese(english: Section, chinese: Section) -> None:
    assert len(chinese.paragraphs) == len(english.paragraphs)
    for one, other in zip(english.paragraphs, chinese.paragraphs, strict=True):
        assert len(re.findall(r"(?m)^- ", one)) == len(re.findall(r"(?m)^- ", other))
        # "DuckDB:" is the same in both.
        assert re.search(r"[一-鿿]", other) or len(one) < 10, other


def test_every_column_is_explained_in_chinese_with_the_same_codes() -> None:
    def rows(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return text.partition("<!-- columns:begin -->\n")[2].partition("<!-- columns:end -->")[0].splitlines()[2:]

    for one, other in zip(rows("README.md"), rows("README.zh-CN.md"), strict=True):
        assert re.findall(r"`(\w+)`", other) == re.findall(r"`(\w+)`", one)
        assert re.search(r"[一-鿿]", other.rpartition(" | ")[2]), other
