"""Which period governs a figure, and on what ground: stated in its sentence, inherited, or by the document's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Span, YearBasis
from pipeline.observation.mentioned import CLAUSE_END, SAME_AS, Around, Dated
from pipeline.observation.periods import Mention, mentions
from pipeline.observation.stamps import Stamp, date_parts, period_before, render

_NEARLY = re.compile("的?(?:约|近|超|逾|大约|不足|超过)?")
_AHEAD = re.compile("将|预计|拟|计划|力争|起|有望|预期")
# 预计|全年退税减税约2.5万亿元: the year that runs, not the one reported on.
_EXPECTED = re.compile("(?:预计|预期|有望|力争|确保|今年)$")
_YEAR_WORDS = ("last year", "before last year", "next year", "this year")
_WHOLE_YEAR = re.compile("本期|当年|全年|年末|年底|期末|报告期|本年")
_MONTH = re.compile(r"\d{4}-\d\d")
# 2030年将达199亿美元;|目前渗透率不足30%: what is so by now is not of a year to come.
_BY_NOW = re.compile("[,;。](?:而|但)?(?:目前|当前|现阶段|如今|眼下)(?!股价|市值|价格|估值|对应)")
_TITLE = 200
# 2022年…公报, …状况(2022); the month or day below the title is when it was published.
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)(?:年(?!\s?\d{1,2}月)|年?\))")
# A run of days: what a weekly report calls 本周.
_WEEK = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
# 800个单位|将于明年第一季推售: the figure's own clause says when, behind it.
_STILL_TO = re.compile(r"[^,，。;；]{1,16}?(?:将于|将在|已于|均于|计划于|预计于|拟于|分别于)")
_FAR = 60
# 2020年批签发705万瓶。其中,|Q1批签发…: a part of the year spoken of.
_OF_WHICH = re.compile("其中[,:]?$")


@dataclass(frozen=True, slots=True)
class When:
    """A period as it governs a figure. ``reach`` is the bracket a mention is shut in, null elsewhere."""

    time_period: str
    basis: YearBasis
    position: int

    @property
    def year(self) -> int:
        """The last year of the period."""
        return int(self.time_period.rpartition("/")[2][:4])


def _year_ago(time_period: str) -> str:
    """The same run of time one year earlier.

    >>> _year_ago("2018-01/2018-09")
    '2017-01/2017-09'
    """
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in time_period.split("/"))


def _as_told(text: str, mention: Mention, told: Dated | None) -> tuple[str | None, YearBasis] | None:
    """上年同期, 上月, 当季 and 全年 behind a time that the sentence itself speaks of; null for all other times."""
    if told is None or told.time_period is None:
        return None
    if mention.kind == "year ago":
        return _year_ago(told.time_period), told.basis
    if mention.kind == "this month" and (month := _MONTH.match(told.time_period.rpartition("/")[2])):
        return month.group(), told.basis
    if mention.kind == "last month" and _MONTH.fullmatch(told.time_period):
        return period_before(told.time_period), told.basis
    if mention.kind == "this year" and _WHOLE_YEAR.search(mention.span.quote(text)):
        return render(mention.stamp, int(told.time_period.rpartition("/")[2][:4])), told.basis
    if mention.kind == "this quarter" and "-Q" in told.time_period:
        return told.time_period, told.basis
    return None


def _still_to_come(text: str, behind: Sequence[Dated], clause: Span, position: int) -> When | None:
    """800个单位|将于明年第一季推售: the time behind the figure that its own clause gives it."""
    if not behind or not behind[0].governs or behind[0].time_period is None or behind[0].span.end > clause.end:
        return None
    if _STILL_TO.fullmatch(text, position, behind[0].span.start) is None:
        return None
    finer = behind[-1] if behind[-1].time_period and behind[-1].span.start == behind[0].span.end else behind[0]
    return When(finer.time_period or "", finer.basis, finer.span.start)


# Where no paragraph ends, so many characters behind its time a figure is no longer of it.
_HOLDS = 800
# 当年 is the year spoken of, 今年 the document's.
_THAT_YEAR = ("当年", "同年", "是年")


@dataclass(slots=True)
class Calendar:
    """Resolves mentions sentence by sentence; ``year`` is the document's, ``reported`` the year it reports on, ``week`` the days
    and ``titled`` the month that its title names.

    ``start`` begins a new section or paragraph, with what its heading dates.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    reported: int | None = None
    week: str | None = None
    titled: str | None = None
    section: When | None = None
    carried: When | None = field(default=None)

    @classmethod
    def of(cls, document_date: str | None, text: str) -> Calendar:
        """A report dated in the first four months that names last year in its title or names no year speaks of last year by 全年,
        年末 and 过去五年; the title stands in the first 200 characters of the folded ``text``.
        """
        year, month, day = date_parts(document_date)
        named = _TITLE_YEAR.search(text, 0, _TITLE)
        reported = year
        if year is not None and month is not None and month <= 4:
            reported = int(named[1]) if named and int(named[1]) in (year - 1, year) else year - 1
        within = mentions(text, Span(0, min(_TITLE, len(text))))
        week = next((found for found in within if found.kind == "days" and found.stamp.year), None)
        titled = next((found for found in within if found.kind == "month" and found.stamp.year), None)
        return cls(
            year,
            month,
            day,
            reported,
            render(week.stamp, None) if week else None,
            render(titled.stamp, None) if titled else None,
        )

    def start(self, heading: When | None = None) -> None:
        self.section = self.carried = heading

    def read(self, text: str, span: Span) -> list[Dated]:
        """The mentions of a sentence, resolved in order; moves on what later sentences inherit."""
        dated: list[Dated] = []
        stated: int | None = None
        previous: tuple[Mention, Dated] | None = None
        told: Dated | None = None  # the last that governs
        for mention in mentions(text, span):
            if mention.kind == "term" and (previous is not None or self.carried is not None):
                continue
            around = Around.of(text, span, mention)
            base = around.is_base(text, previous[1] if previous else None)
            ahead = bool(_AHEAD.search(text, mention.span.end, min(span.end, mention.span.end + 30)))
            expected = _EXPECTED.search(around.before) is not None
            period, basis = self._resolve(text, mention, stated, previous, told, ahead=ahead, expected=expected)
            quote = mention.span.quote(text)
            unknown = period is None and (mention.kind == "undated" or (self.year is None and quote not in _THAT_YEAR))
            governs = (period is not None or unknown) and not base and not around.is_aside()
            reach = around.reach(text, span)
            entry = Dated(mention.span, period, basis, base, around.is_origin(period), governs, reach)
            dated.append(entry)
            previous = (mention, entry)
            told = entry if governs else told
            if mention.stamp.year is not None and governs:
                stated = (
                    mention.stamp.until.year if mention.stamp.until and mention.stamp.until.year else mention.stamp.year
                )
        return dated

    def leave(self, dated: list[Dated]) -> None:
        """What the sentence leaves for later ones of its section: its last governing period."""
        for entry in dated:
            if entry.governs and entry.time_period and not entry.origin and entry.reach is None:
                self.carried = When(entry.time_period, entry.basis, entry.span.start)

    def _resolve(
        self,
        text: str,
        mention: Mention,
        stated: int | None,
        previous: tuple[Mention, Dated] | None,
        told: Dated | None,
        *,
        ahead: bool,
        expected: bool,
    ) -> tuple[str | None, YearBasis]:
        stamp = mention.stamp
        as_before = (
            _as_told(text, mention, told) or self._as_before(text, mention) or self._year_before(text, mention, told)
        )
        if as_before is not None:
            return as_before
        if stamp.year is not None:
            return render(stamp, None), "stated"
        if mention.kind == "year ago":
            if previous and previous[1].time_period:
                return _year_ago(previous[1].time_period), previous[1].basis
            if self.carried is not None:
                return _year_ago(self.carried.time_period), "document"
            return render(stamp, self.reported), "document"
        if previous and not stamp.leans and mention.span.start - previous[0].span.end <= 1:
            near, entry = previous
            if entry.time_period and not near.stamp.tail and near.stamp.until is None:
                return render(stamp, int(entry.time_period[:4]), self.month), entry.basis
        quote = mention.span.quote(text)
        spoken = previous[1] if previous and previous[1].time_period else self.carried
        if quote in _THAT_YEAR and spoken is not None and spoken.time_period:
            return render(
                stamp, int(spoken.time_period[:4])
            ), spoken.basis if spoken is not self.carried else "inherited"
        if mention.kind == "this year" and _WHOLE_YEAR.search(quote):
            if stated is not None:
                return render(stamp, stated), "stated"
            return render(stamp, self.year if expected else self.reported), "document"
        if stamp.leans:
            anchor = self.reported if mention.kind in ("years back", "term") else self.year
            return render(stamp, anchor, self.month, self.day), "document"
        return self._part_of_a_year(text, mention, stated, told, ahead=ahead)

    def _part_of_a_year(
        self, text: str, mention: Mention, stated: int | None, told: Dated | None, *, ahead: bool
    ) -> tuple[str | None, YearBasis]:
        """7月, 一季度: of the year that the sentence states, of the one spoken of behind 其中, else by the document's date."""
        stamp = mention.stamp
        if stated is not None:
            return render(stamp, stated, self.month), "stated"
        if told is None and _OF_WHICH.search(text, max(0, mention.span.start - 3), mention.span.start):
            spoken_year = self._spoken_year()
            if spoken_year is not None:
                return render(stamp, spoken_year), "inherited"
        if self.year is None and stamp.shift == 0 and stamp.tail.startswith(("-Q", "-S", "-0", "-1")):
            return render(stamp, self._spoken_year()), "inherited"
        return render(stamp, self.year if ahead else self._likely_year(stamp), self.month), "document"

    def _as_before(self, text: str, mention: Mention) -> tuple[str | None, YearBasis] | None:
        """本月, 上月 and 本周 behind a month or week that is spoken of; 上周 and 未来三年 are no period; null for all other times."""
        last = self.carried
        if mention.kind in ("this month", "last month") and last is None and self.titled is not None:
            period = self.titled if mention.kind == "this month" else period_before(self.titled)
            return period, "document"
        if mention.kind == "this month" and last is not None:
            month = _MONTH.match(last.time_period.rpartition("/")[2])
            return (month.group(), last.basis) if month else None
        if mention.kind == "last month" and last is not None and _MONTH.fullmatch(last.time_period):
            return period_before(last.time_period), last.basis
        if mention.kind != "undated":
            return None
        if mention.span.quote(text) != "本周":
            return None, "stated"
        if last is not None and _WEEK.fullmatch(last.time_period):
            return last.time_period, last.basis
        return (self.week, "document") if self.week else (None, "stated")

    def _year_before(self, text: str, mention: Mention, told: Dated | None) -> tuple[str | None, YearBasis] | None:
        """上年 is the year before the one spoken of, 去年 the one before the document's."""
        if mention.kind != "last year" or not mention.span.quote(text).startswith(("上年", "上一年")):
            return None
        spoken = told.time_period if told is not None and told.time_period else None
        spoken = spoken or (self.carried.time_period if self.carried is not None else None)
        year = int(spoken.rpartition("/")[2][:4]) if spoken else self.reported
        return render(mention.stamp, year), "document"

    def _spoken_year(self) -> int | None:
        """The year that the text speaks of, where it speaks of one: Q1 in a text without a date."""
        years = {part[:4] for part in self.carried.time_period.split("/")} if self.carried is not None else set()
        return int(years.pop()) if len(years) == 1 else None

    def _likely_year(self, stamp: Stamp) -> int | None:
        """A month behind the document's own month is last year's, and so is a run of months that ends in one."""
        if self.year is None or self.month is None:
            return self.year
        match = re.match(r"-(?:Q(\d)|S(\d)|(\d\d))", (stamp.until or stamp).tail)
        if not match:
            return self.year
        first = (int(match[1]) - 1) * 3 + 1 if match[1] else (int(match[2]) - 1) * 6 + 1 if match[2] else int(match[3])
        return self.year - 1 if first > self.month else self.year

    def governing(
        self, text: str, dated: Sequence[Dated], clause: Span, position: int, *, origin: bool, condition: bool
    ) -> When | None:
        """The period of a figure at ``position``: an origin has only its own, a condition only its clause's."""
        last = bisect_right(dated, position, key=lambda entry: entry.span.end)
        own = dated[last - 1] if last else None
        beside = own is not None and _NEARLY.fullmatch(text, own.span.end, position)
        if own and beside and own.time_period and not SAME_AS.search(text, max(0, own.span.start - 6), own.span.start):
            return When(own.time_period, own.basis, own.span.start)
        within = own is not None and own.governs and own.span.start >= clause.start
        later = None if origin or within else _still_to_come(text, dated[last : last + 2], clause, position)
        if later is not None:
            return later
        for entry in reversed(dated[max(0, last - _FAR) : last]):
            if origin:
                near = not CLAUSE_END.search(text, entry.span.end, position)
                if entry.origin and near and entry.time_period:
                    return When(entry.time_period, entry.basis, entry.span.start)
            elif self._reaches(entry, position) and (not condition or entry.span.start >= clause.start):
                ahead = self.year is not None and entry.time_period and int(entry.time_period[:4]) > self.year
                if entry.time_period is None or (ahead and _BY_NOW.search(text, entry.span.end, position)):
                    return None
                return When(entry.time_period or "", entry.basis, entry.span.start)
        if origin or condition or self.carried is None:
            return None
        if self.carried is not self.section and position - self.carried.position > _HOLDS:
            return None
        return When(self.carried.time_period, "inherited", self.carried.position)

    @staticmethod
    def _reaches(entry: Dated, position: int) -> bool:
        """True where the mention governs a figure at the position."""
        return entry.governs and not entry.origin and (entry.reach is None or position in entry.reach)
