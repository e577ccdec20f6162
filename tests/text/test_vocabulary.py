"""The words of this room: each list once, each word once, each list used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline.text
from pipeline.declarations import read

WORDS = read("vocabulary/text.yml")
SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(pipeline.text.__file__).parent.glob("*.py"))
PATTERNS = {"boilerplate", "boilerplate_beside", "disclaimers"}


@pytest.mark.parametrize("key", WORDS)
def test_a_list_is_read_and_holds_every_word_once(key: str) -> None:
    assert f'"{key}"' in SOURCE
    assert len(set(WORDS[key])) == len(WORDS[key]), sorted(
        word for word in set(WORDS[key]) if WORDS[key].count(word) > 1
    )
    assert all(isinstance(word, str) and word for word in WORDS[key])


@pytest.mark.parametrize("pattern", [pattern for key in sorted(PATTERNS) for pattern in WORDS[key]])
def test_a_pattern_compiles_and_is_bounded(pattern: str) -> None:
    re.compile(pattern)
    assert not re.search(r"(?<!\\)[*+](?!\])", pattern), "bound every quantifier"
