"""Bytes to characters: strict, and never a guess where the bytes themselves say what they are."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files that begin so are no text, whatever they are called.
_BINARIES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
# The commonest characters of written Chinese, simplified and traditional: right readings are full of them, wrong ones are not.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "這為個國時來們對會發動過說產種後學經進著電裡現實兩體製機當點從業還應開無萬億長與約據報達萬元月第百分比增共數據較"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROBE = 200_000


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    A byte order mark decides; else strict UTF-8; else the likeliest of GB 18030 (which holds GBK), Big5 and UTF-16. The
    byte order mark is not part of the text. Raises InputError where the bytes are empty, no text, or in none of these.

    >>> decode("约为3亿元".encode("gbk"))
    ('约为3亿元', 'gb18030')
    >>> decode(b"")
    Traceback (most recent call last):
    pipeline.errors.InputError: the file is empty; give a file with text in it
    """
    if not data.strip():
        raise InputError("the file is empty; give a file with text in it")
    for magic, kind in _BINARIES:
        if data.startswith(magic):
            raise InputError(f"this is {kind}, not text; save it as plain text in UTF-8 first")
    text, encoding = _read(data)
    if not text.strip():
        raise InputError("the file holds nothing but white space; give a file with text in it")
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise InputError("the file is not text: it is full of control characters; save it as plain text in UTF-8 first")
    return text, encoding


def _read(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    f"the file begins with the mark of {encoding} but byte {error.start} is none of it; save it as UTF-8"
                ) from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        bad = error.start
    detected = _detect(data)
    if detected is None:
        raise InputError(
            f"the bytes are no text in UTF-8 (byte {bad}), UTF-16, GB 18030 or Big5; save the file as UTF-8 and try again"
        )
    return data.decode(detected), detected.replace("_", "-")


def _detect(data: bytes) -> str | None:
    """The legacy encoding that reads the bytes strictly and as the likeliest Chinese; None where none does."""
    guess = from_bytes(data[:_PROBE], cp_isolation=_CANDIDATES).best()
    first = [guess.encoding] if guess else []
    ranked: list[tuple[float, int, str]] = []
    for rank, encoding in enumerate([*first, *(name for name in _CANDIDATES if name not in first)]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        ranked.append((_likeness(text[:_PROBE]), -rank, encoding))
    if not ranked:
        return None
    likeness, _, encoding = max(ranked)
    return encoding if likeness > _LIKELY else None


_LIKELY = 0.05


def _likeness(text: str) -> float:
    """Share of common characters among those outside ASCII, less what no text holds."""
    outside = [char for char in text if char > "\x7f"]
    if not outside:
        return 0.0
    common = sum(char in _COMMON for char in outside)
    strange = sum(1 for char in text if "\ue000" <= char <= "\uf8ff" or char < "\x09")
    return (common - 4 * strange) / len(outside)
