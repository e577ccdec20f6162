"""The only module that opens files. Reading explains what is wrong with a file; writing is all or nothing.

A file is written beside its place under a temporary name and renamed at the end, so that a full disk or a killed process
leaves what stood there before. No frame, clock or random number decides a name that stays.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import columns, declarations
from pipeline.errors import InputError

FRAME_SUFFIXES = (".parquet", ".csv", ".jsonl")


@contextmanager
def _explained(path: Path, doing: str) -> Iterator[None]:
    """Turn what the system says into a sentence with the next step."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{path}: no such file or folder; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder, not a file; name the file") from None
    except PermissionError:
        raise InputError(
            f"{path}: no permission to {doing} it; change its permissions or choose another place"
        ) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InputError(
                f"{path}: the disk is full; free some space and run it again, earlier files are as they were"
            ) from None
        raise InputError(f"{path}: cannot {doing} it: {error.strerror or error}") from None


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises InputError where there is none."""
    with _explained(path, "read"):
        return path.read_bytes()


def read_text(path: Path) -> str:
    """The content of a UTF-8 file of ours; reports are decoded in ``text/``, which knows more encodings."""
    content = read_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises InputError naming file and line where it is malformed."""
    return declarations.parse(read_text(path), str(path))


def read_json(path: Path) -> Any:
    """The content of a JSON file. Raises InputError naming file and line where it is malformed."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: {error.msg}; mend the JSON there") from None


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, blank lines left out. Raises InputError naming file and line."""
    rows = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number}: {error.msg}; mend the JSON there") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: not an object; write one {{…}} a line")
        rows.append(row)
    return rows


def read_parquet(path: Path) -> pl.DataFrame:
    """The rows of a Parquet file, eagerly."""
    content = read_bytes(path)
    try:
        return pl.read_parquet(BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(
            f"{path}: not a Parquet file ({reason}); delete it and make it again with 'make data'"
        ) from None


def read_table(name: str, root: str | Path = ".") -> pl.DataFrame:
    """A published table of the project folder ``root``. Raises InputError where no such table is declared or there."""
    return read_parquet(Path(root) / "processed" / f"{columns.table(name).name}.parquet")


def folders(path: Path) -> list[Path]:
    """The folders in ``path`` by name, hidden ones left out."""
    with _explained(path, "read"):
        return sorted(entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def files(path: Path, pattern: str) -> list[Path]:
    """The files in the folder ``path`` that match ``pattern`` (``*.jsonl``), by name; none where there is no folder."""
    return sorted(entry for entry in path.glob(pattern) if entry.is_file())


def read_folder(path: Path) -> dict[str, bytes]:
    """Every file below ``path``: relative path with forward slashes → content, by name."""
    found = sorted(entry for entry in path.rglob("*") if entry.is_file())
    return {entry.relative_to(path).as_posix(): read_bytes(entry) for entry in found}


def read_published(place: str, root: Path = Path()) -> dict[str, bytes]:
    """The published files of a version: relative path → content.

    ``place`` is a folder with the tables or of a project, a Parquet file, or else a git revision of the project ``root``.
    """
    path = Path(place)
    if path.is_dir():
        folder = path / "processed" if (path / "processed").is_dir() else path
        return {entry.name: read_bytes(entry) for entry in files(folder, "*")}
    if path.is_file():
        return {path.name: read_bytes(path)}
    return _read_revision(place, root)


def _read_revision(revision: str, root: Path) -> dict[str, bytes]:
    """The files at the top of ``processed/`` in a git revision of the project."""
    git = shutil.which("git")
    if git is None:
        raise InputError(f"{revision}: no such file or folder, and git is not installed; name a folder with the tables")
    # What a revision cannot be called is not handed to git, which would take it for an option.
    arguments = [git, "-C", str(root), "archive", "--format=tar", "--end-of-options", revision, "processed"]
    found = subprocess.run(arguments, capture_output=True, check=False)  # noqa: S603 - a list, no shell
    if found.returncode:
        said = found.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise InputError(
            f"{revision}: no file, no folder, and no git revision with processed/ in it ({said}); "
            "run it in the project's folder, in a clone with its history"
        )
    with tarfile.open(fileobj=BytesIO(found.stdout)) as archive:
        contents = {
            member.name.removeprefix("processed/"): archive.extractfile(member)
            for member in archive
            if member.isfile() and member.name.count("/") == 1
        }
        return {name: file.read() for name, file in contents.items() if file is not None}


def frame_bytes(frame: pl.DataFrame, suffix: str) -> bytes:
    r"""A frame as the content of a ``.parquet``, ``.csv`` or ``.jsonl`` file; the same bytes for the same frame.

    >>> frame_bytes(pl.DataFrame({"text": ["3亿元"], "value": [3e8], "subject": [None]}), ".csv").decode()
    'text,value,subject\n3亿元,300000000.0,\n'
    """
    buffer = BytesIO()
    if suffix == ".parquet":
        frame.write_parquet(buffer, compression="zstd", statistics=True)
    elif suffix == ".csv":
        frame.write_csv(buffer)
    elif suffix == ".jsonl":
        frame.write_ndjson(buffer)
    else:
        raise ValueError(f"no format for {suffix}")
    return buffer.getvalue()


def check_suffix(path: Path) -> None:
    """Raise InputError where :func:`write_frame` would not know the format, before anything is computed for it."""
    if path.suffix not in FRAME_SUFFIXES:
        known = ", ".join(FRAME_SUFFIXES)
        raise InputError(f"{path}: unknown suffix {path.suffix!r}; let the name end in one of {known}")


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame; the suffix of ``path`` decides the format. Raises InputError for an unknown one."""
    check_suffix(path)
    write_bytes(path, frame_bytes(frame, path.suffix))


def json_bytes(content: Any) -> bytes:
    """JSON as people read it: indented, Chinese as it is, keys in the order given."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, making the folders above it."""
    with _explained(path, "write"):
        if path.is_dir():
            raise IsADirectoryError
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            partial.chmod(0o644)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


def write_made(path: Path, make: Callable[[Path], None]) -> None:
    """Let ``make`` write a file under a name of ours, then rename it to ``path``: for formats whose library writes files itself."""
    with _explained(path, "write"):
        if path.is_dir():
            raise IsADirectoryError
        path.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
        try:
            make(staging / "made")
            (staging / "made").replace(path)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def write_folder(folder: Path, contents: Mapping[str, bytes], *, keep: Iterable[str] = ()) -> None:
    """Write many files below ``folder``: relative path → content. Nothing is replaced before all are written.

    What else stands at the top of ``folder`` is removed, save the names in ``keep``. A file or folder at the top is replaced as
    a whole, by renaming.
    """
    with _explained(folder, "write"):
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
        try:
            for name, content in contents.items():
                place = staging / "new" / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            (staging / "old").mkdir()
            _swap(folder, staging, set(keep))
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _swap(folder: Path, staging: Path, keep: set[str]) -> None:
    """Move what ``folder`` holds aside and the new in, by renames within one file system; undo them where one fails."""
    new = sorted(entry.name for entry in (staging / "new").iterdir()) if (staging / "new").is_dir() else []
    stale = sorted(entry.name for entry in folder.iterdir() if entry.name not in keep and entry.name not in new)
    moved: list[tuple[Path, Path]] = []
    try:
        for name in [*stale, *new]:
            if (folder / name).exists():
                (folder / name).rename(staging / "old" / name)
                moved.append((staging / "old" / name, folder / name))
            if name in new:
                (staging / "new" / name).rename(folder / name)
                moved.append((folder / name, staging / "new" / name))
    except BaseException:
        for source, target in reversed(moved):
            with suppress(OSError):
                source.rename(target)
        raise
