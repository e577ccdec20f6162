from __future__ import annotations

import errno
import os
from pathlib import Path

import polars as pl
import pytest

from pipeline import io
from pipeline.errors import InputError

FRAME = pl.DataFrame({"document_id": ["a", "a"], "text": ["3亿元", '他说"行"'], "value": [3e8, None]})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"report\.txt: no such file or folder; check the path"):
        io.read_bytes(tmp_path / "report.txt")


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder, not a file"):
        io.read_bytes(tmp_path)


def test_a_file_of_ours_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_bytes(b"a: \xff")
    with pytest.raises(InputError, match=r"params\.yaml: not UTF-8 at byte 3"):
        io.read_yaml(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("params.yaml", "a: 1\nb: [\n", r"params\.yaml, line 3"),
        ("evaluation.json", '{\n"a": }', r"evaluation\.json, line 2"),
        ("gold.jsonl", '{"a": 1}\n\n{"a": \n', r"gold\.jsonl, line 3"),
        ("gold.jsonl", '{"a": 1}\n[1]\n', r"gold\.jsonl, line 2: not an object"),
        ("metrics.parquet", "not Parquet", r"metrics\.parquet: not a Parquet file"),
    ],
)
def test_a_malformed_file_is_named_with_the_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    read = {
        ".yaml": io.read_yaml,
        ".json": io.read_json,
        ".jsonl": io.read_jsonl,
        ".parquet": io.read_parquet,
    }[path.suffix]
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_json_lines_keep_separators_that_only_look_like_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "3亿\u2028元"}\n', encoding="utf-8")
    assert io.read_jsonl(path) == [{"text": "3亿\u2028元"}]


def test_a_frame_comes_back_from_parquet_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "figures.parquet"
    io.write_frame(path, FRAME)
    assert io.read_parquet(path).equals(FRAME)


def test_the_suffix_decides_the_format(tmp_path: Path) -> None:
    io.write_frame(tmp_path / "figures.csv", FRAME)
    io.write_frame(tmp_path / "figures.jsonl", FRAME)
    assert pl.read_csv(tmp_path / "figures.csv").equals(FRAME)
    assert io.read_jsonl(tmp_path / "figures.jsonl") == FRAME.to_dicts()


def test_an_unknown_suffix_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"figures\.xls: unknown suffix '\.xls'; let the name end in one of \.parquet, \.csv, \.jsonl"
    ):
        io.write_frame(tmp_path / "figures.xls", FRAME)
    assert list(tmp_path.iterdir()) == []


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(InputError, match="the disk is full; free some space"):
        io.write_bytes(path, b"new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["figures.csv"]


def published(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in io.read_folder(folder).items()}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "processed"
    io.write_folder(folder, {"metrics.parquet": b"1", "validation/index.html": b"1", "validation/old.html": b"1"})
    io.write_folder(folder, {"metrics.parquet": b"2", "validation/index.html": b"2"})
    assert published(folder) == {"metrics.parquet": "2", "validation/index.html": "2"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["processed"]


def test_what_another_stage_wrote_stays(tmp_path: Path) -> None:
    folder = tmp_path / "processed"
    io.write_folder(folder, {"metrics.parquet": b"1", "stale.parquet": b"1", "evaluation/fields.csv": b"1"})
    io.write_folder(folder, {"metrics.parquet": b"2"}, keep=["evaluation"])
    assert published(folder) == {"metrics.parquet": "2", "evaluation/fields.csv": "1"}


@pytest.mark.parametrize("method", ["write_bytes", "rename"])
def test_a_disk_that_fills_up_half_way_leaves_the_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    folder = tmp_path / "processed"
    old = {"a.parquet": b"1", "b.parquet": b"1", "validation/index.html": b"1"}
    io.write_folder(folder, old)
    works, calls = getattr(Path, method), 0

    def fails_at_the_third(self: Path, *arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 3:
            full_disk()
        return works(self, *arguments)

    monkeypatch.setattr(Path, method, fails_at_the_third)
    with pytest.raises(InputError, match="the disk is full"):
        io.write_folder(folder, dict.fromkeys(old, b"2"))
    assert published(folder) == dict.fromkeys(old, "1")
    assert [entry.name for entry in tmp_path.iterdir()] == ["processed"]


def test_hidden_folders_are_no_documents(tmp_path: Path) -> None:
    for name in ("b", "a", ".cache"):
        (tmp_path / name).mkdir()
    assert [folder.name for folder in io.folders(tmp_path)] == ["a", "b"]
