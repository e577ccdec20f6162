"""Runs of time as the guidelines write them: ``2024``, ``2024-S1``, ``2024-Q3``, ``2024-11``, ``2024-08-02``, ``first/last``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

DIGITS = {
    char: str(value)
    for value, chars in enumerate(("〇零○Ｏ", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A run of time: ``year`` null where it is not printed; ``tail`` is what follows the year (``-Q3``, ``-11``, empty).

    ``until`` is a second stamp for ``first/last``. ``shift`` moves a year that is taken from the document's date
    (去年: -1), ``leans`` says that it has no year of its own.
    """

    year: int | None
    tail: str = ""
    until: Stamp | None = None
    shift: int = 0
    leans: bool = False


@lru_cache(maxsize=64)
def date_parts(date: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of ``YYYY[-MM[-DD]]``.

    >>> date_parts("2013-03")
    (2013, 3, None)
    """
    parts = [int(part) for part in (date or "").split("-") if part]
    return (parts + [None] * 3)[0], (parts + [None] * 3)[1], (parts + [None] * 3)[2]


def render(stamp: Stamp, year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The guidelines' notation, ``year`` given to a stamp that prints none; null where there is no year to give.

    ``month`` and ``day`` are the document's, for 本月, 昨日 and 上周六.

    >>> render(Stamp(2024, "-Q3"), None), render(Stamp(None, "-11"), 2023)
    ('2024-Q3', '2023-11')
    >>> render(Stamp(2019, "", Stamp(2025)), None)
    '2019/2025'
    """
    if stamp.tail.startswith(("-day", "-week")):
        return _around(stamp.tail, date(year, month, day)) if year and month and day else None
    first = _render(stamp, year, month)
    if first is None or stamp.until is None:
        return first
    last = _render(stamp.until, year, month)
    return None if last is None else f"{first}/{last}"


def _around(tail: str, today: date) -> str:
    """A day counted from the document's own: ``-day1`` is yesterday, ``-week1-6`` the Saturday of last week.

    >>> _around("-day1", date(2024, 3, 1)), _around("-week1-6", date(2024, 8, 22))
    ('2024-02-29', '2024-08-17')
    """
    back, _, weekday = tail.lstrip("-adekwy").partition("-")
    if not weekday:
        return (today - timedelta(days=int(back))).isoformat()
    monday = today - timedelta(days=today.weekday() + 7 * int(back))
    return (monday + timedelta(days=int(weekday) - 1)).isoformat()


def _render(stamp: Stamp, year: int | None, month: int | None) -> str | None:
    own = stamp.year if stamp.year is not None else (year + stamp.shift if year is not None else None)
    if own is None:
        return None
    if "month" in stamp.tail or stamp.tail == "-quarter":
        if month is None:
            return None
        if stamp.tail == "-quarter":
            return f"{own}-Q{(month + 2) // 3}"
        if stamp.tail == "-last-month":
            return f"{own}-{month - 1:02d}" if month > 1 else f"{own - 1}-12"
        day = stamp.tail.removeprefix("-month")
        return f"{own}-{month:02d}{day}"
    return f"{own}{stamp.tail}"


def period_before(time_period: str) -> str:
    """The period of the same kind right before: what 前值 stands for.

    >>> period_before("2024-01"), period_before("2024-Q1"), period_before("2024")
    ('2023-12', '2023-Q4', '2023')
    """
    match = re.fullmatch(r"(\d{4})(?:-(Q|S)?(\d{1,2}))?", time_period)
    if not match:
        return time_period
    year, letter, part = int(match[1]), match[2], match[3]
    if part is None:
        return str(year - 1)
    size = {"Q": 4, "S": 2, None: 12}[letter]
    index = int(part) - 1 or size
    year -= int(part) == 1
    return f"{year}-{letter}{index}" if letter else f"{year}-{index:02d}"
