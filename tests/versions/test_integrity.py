from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline import columns, versions
from pipeline.errors import InputError

Files = dict[str, bytes]


@pytest.fixture
def whole(published: Callable[..., Files], figures: tuple[dict[str, Any], ...]) -> Files:
    return published(*figures)


def test_what_was_published_is_what_the_descriptors_say(whole: Files) -> None:
    assert versions.verify(whole) == []


@pytest.mark.parametrize("name", columns.published())
def test_a_byte_that_changed_is_found_and_the_file_named(whole: Files, name: str) -> None:
    path = f"{name}.parquet"
    whole[path] = whole[path][:40] + bytes([whole[path][40] ^ 1]) + whole[path][41:]
    [wrong] = versions.verify(whole)
    assert wrong.startswith(f"{path}: sha256 is ")
    assert "datapackage.json says" in wrong


def test_a_file_that_is_cut_off_missing_or_strange_is_named(whole: Files) -> None:
    whole["metrics.parquet"] = whole["metrics.parquet"][:-1]
    whole["other.parquet"] = whole.pop("units.parquet")
    found = versions.verify(whole)
    assert [each.partition(":")[0] for each in found] == ["metrics.parquet", "units.parquet", "other.parquet"]
    assert f"has {len(whole['metrics.parquet'])} bytes" in found[0]


def test_descriptors_of_two_versions_contradict_each_other(
    whole: Files, published: Callable[..., Files], figures: tuple[dict[str, Any], ...]
) -> None:
    whole["croissant.json"] = published(*figures, version="0.2.0")["croissant.json"]
    found = versions.verify(whole)
    assert len(found) == len(columns.published())
    assert all(each.startswith("croissant.json: says another sha256 of ") for each in found)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "datapackage.json: no such file in the folder"),
        (b"{", "not JSON"),
        (b"[]", "not a descriptor"),
        (b"{}", "no list of resources"),
    ],
)
def test_a_folder_without_a_readable_descriptor_is_refused(whole: Files, content: bytes | None, message: str) -> None:
    whole.pop("datapackage.json")
    with pytest.raises(InputError, match=message):
        versions.verify(whole if content is None else whole | {"datapackage.json": content})
