"""Which period governs a figure, and on what ground: stated in its sentence, inherited, or by the document's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Span, YearBasis
from pipeline.observation.periods import Mention, mentions
from pipeline.observation.stamps import Stamp, date_parts, render
from pipeline.observation.words import alternation

_BASE_BEFORE = re.compile(r"(?:较|比|相较于?|相比于?|对比|超过|高于|低于|与|同|和|跟|优于|不及)$")
_BASE_BEHIND = re.compile(r"(?:[^,。;]{0,12}?(?:相比|比较|对比|持平))")
# 2003年以来最高 is a record, 2021年施行以来 dates a law; 2020年以来,… is when.
_RECORD = re.compile(r"以来的?(?:历史|同期|有记录以来)?的?(?:最|新[高低]|次[高低]|首|单|第)|[^,。;]{1,6}?以来")
_SETS = re.compile("(?:创|创下|刷新|为|是)(?:自|了)?$")
# 每年11月到次年3月 is no date.
_YEARLY = re.compile("(?:每年|次年|翌年|逢)[^,。;]{0,4}$")
_HIGH = re.compile("以?来的?(?:历史)?(?:最|新|次)[高低多少大小]")
_STATEMENT = re.compile(
    r"(?:表示|获悉|称|透露|宣布|介绍|公布|公告|披露|发布|报导|报道|通报|说|指出|收市后|盘后|在|从|向|晚间?|电|讯)"
)
_OF_PLAN = re.compile(r"[”\"]?(?:规划|时期)?的?(?:收官|开局|开官|关键|攻坚|第[一二三四五]年|实施)")
_NEARLY = re.compile("的?(?:约|近|超|逾|大约|不足|超过)?")
_SAME_AS = re.compile(r"(?:恢复到|恢复至|接近|只及|仅及|逼近|相当于|等于|降为|升为|是|约为|仅为)$")
_STARTS = re.compile(r"\s?(?:起|开始|以来|至|到|-|—)")
_AHEAD = re.compile("将|预计|拟|计划|力争|起|有望|预期")
_ORIGIN = re.compile(r"(?:从|由|自)\s?$")
_YEAR_WORDS = ("last year", "before last year", "next year", "this year")
_WHOLE_YEAR = re.compile("全年|年末|年底|期末|报告期|本年")
_MONTH = re.compile(r"\d{4}-\d\d")
# A run of days: what a weekly report calls 本周.
_WEEK = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
# 800个单位|将于明年第一季推售: the figure's own clause says when, behind it.
_STILL_TO = re.compile(r"[^,，。;；]{1,16}?(?:将于|将在|已于|均于|计划于|预计于|拟于|分别于)")
# 比上月末和上年同期: two bases.
_JOINED = re.compile("[末底初]?[和及与、]?")
_FAR = 60
_CLAUSE = re.compile(r"[,;。!?、(]")


_VERSION = re.compile(alternation("context.version", "context.version_before"))


def _shut_in(text: str, sentence: Span, mention: Span, behind: str) -> Span | None:
    """The bracket that holds the mention, or its clause where it dates a version of a number (7月终值)."""
    opened = max(text.rfind("(", sentence.start, mention.start), text.rfind("（", sentence.start, mention.start))
    if opened >= 0 and ")" not in text[opened : mention.start] and "）" not in text[opened : mention.start]:
        closed = text.find(")", mention.end, sentence.end)
        return Span(opened, closed if closed >= 0 else sentence.end)
    if _VERSION.match(behind) and not behind.startswith("预期目标"):
        stop = _CLAUSE.search(text, mention.end, sentence.end)
        return Span(mention.start, stop.start() if stop else sentence.end)
    return None


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


@dataclass(frozen=True, slots=True)
class Dated:
    """A mention with its meaning; ``base`` marks what a change is measured from, ``origin`` the start of 从…至….

    ``reach`` is the bracket or clause beyond which the mention governs nothing, null where there is none.
    """

    span: Span
    time_period: str | None
    basis: YearBasis
    base: bool = False
    origin: bool = False
    governs: bool = True
    reach: Span | None = None


def _year_ago(time_period: str) -> str:
    """The same run of time one year earlier.

    >>> _year_ago("2018-01/2018-09")
    '2017-01/2017-09'
    """
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in time_period.split("/"))


# 较疫情前的2018年|少22%: what is compared with. 成立于2006年: no figure is of that year.
_OF_OLD = re.compile("[较比][^,。;\\d]{1,5}的$")
_FOUNDED = re.compile("(?:成立|创立|创建|创办|始建|建|创|注册)于$")
# 七成集中于5月至9月: a season of every year.
_CLUSTERED = re.compile("集中(?:在|于)$")


def _still_to_come(text: str, behind: Sequence[Dated], clause: Span, position: int) -> When | None:
    """800个单位|将于明年第一季推售: the time behind the figure that its own clause gives it."""
    if not behind or not behind[0].governs or behind[0].time_period is None or behind[0].span.end > clause.end:
        return None
    if _STILL_TO.fullmatch(text, position, behind[0].span.start) is None:
        return None
    finer = behind[-1] if behind[-1].time_period and behind[-1].span.start == behind[0].span.end else behind[0]
    return When(finer.time_period or "", finer.basis, finer.span.start)


# 当年 is the year spoken of, 今年 the document's.
_THAT_YEAR = ("当年", "同年", "是年")


@dataclass(slots=True)
class Calendar:
    """Resolves mentions sentence by sentence; ``year`` is the document's, ``reported`` the year it reports on.

    ``start`` begins a new section or paragraph, with what its heading dates.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    reported: int | None = None
    section: When | None = None
    carried: When | None = field(default=None)

    @classmethod
    def of(cls, document_date: str | None, title_year: int | None) -> Calendar:
        """A report dated in the first four months that names last year in its title or names no year speaks of last year by 全年,
        年末 and 过去五年.
        """
        year, month, day = date_parts(document_date)
        reported = year
        if year is not None and month is not None and month <= 4:
            reported = title_year if title_year in (year - 1, year) else year - 1
        return cls(year, month, day, reported)

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
            quote = mention.span.quote(text)
            before = text[max(span.start, mention.span.start - 6) : mention.span.start]
            behind = text[mention.span.end : min(span.end, mention.span.end + 16)]
            base = bool(_BASE_BEFORE.search(before)) and (
                before[-1:] not in "与同和跟" or bool(_BASE_BEHIND.match(behind))
            )
            if _SAME_AS.search(before) and behind.startswith(("的", "同期", "水平的", "全年的")):
                base = True
            if _OF_OLD.search(before) or (before.endswith("完成") and mention.kind == "last year"):
                base = True  # 完成去年批签发的15.9%
            if previous and previous[1].base and _JOINED.fullmatch(text, previous[0].span.end, mention.span.start):
                base = True
            ahead = bool(_AHEAD.search(text, mention.span.end, min(span.end, mention.span.end + 30)))
            period, basis = self._resolve(text, mention, stated, previous, ahead=ahead)
            if mention.kind == "year ago" and told is not None and told.time_period:
                period, basis = _year_ago(told.time_period), told.basis
            unknown = period is None and (mention.kind == "undated" or (self.year is None and quote not in _THAT_YEAR))
            governs = (period is not None or unknown) and not base
            record = _RECORD.match(behind) or (behind.startswith("以来") and _SETS.search(before))
            if record and mention.kind not in ("this year", "years back", "this month"):
                governs = False
            if _HIGH.match(behind) or (mention.kind == "months" and _CLUSTERED.search(before)):
                governs = False
            if _YEARLY.search(before) or _FOUNDED.search(before):
                governs = False
            tells = mention.stamp.tail.startswith(("-month", "-day", "-week")) and mention.kind not in (
                "this month",
                "last month",
            )
            if tells and _STATEMENT.match(behind):
                governs = False
            if mention.kind == "plan" and _OF_PLAN.match(behind):
                governs = False
            reach = _shut_in(text, span, mention.span, behind)
            ahead_only = mention.kind == "undated" and quote.startswith("未来")
            if reach is None and (mention.kind == "year ago" or ahead_only):
                stop = _CLAUSE.search(text, mention.span.end, span.end)
                reach = Span(mention.span.start, stop.start() if stop else span.end)
            entry = Dated(
                mention.span,
                period,
                basis,
                base,
                bool(_ORIGIN.search(before)) and not _STARTS.match(behind) and "/" not in (period or ""),
                governs,
                reach,
            )
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
        self, text: str, mention: Mention, stated: int | None, previous: tuple[Mention, Dated] | None, *, ahead: bool
    ) -> tuple[str | None, YearBasis]:
        stamp = mention.stamp
        as_before = self._as_before(text, mention)
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
        if quote in _THAT_YEAR and previous and previous[1].time_period:
            return render(stamp, int(previous[1].time_period[:4])), previous[1].basis
        if mention.kind == "this year" and _WHOLE_YEAR.search(quote):
            if stated is not None:
                return render(stamp, stated), "stated"
            return render(stamp, self.reported), "document"
        if stamp.leans:
            anchor = self.reported if mention.kind in ("years back", "term") else self.year
            return render(stamp, anchor, self.month, self.day), "document"
        if stated is not None:
            return render(stamp, stated, self.month), "stated"
        if self.year is None and stamp.shift == 0 and stamp.tail.startswith(("-Q", "-S", "-0", "-1")):
            return render(stamp, self._spoken_year()), "inherited"
        return render(stamp, self.year if ahead else self._likely_year(stamp), self.month), "document"

    def _as_before(self, text: str, mention: Mention) -> tuple[str | None, YearBasis] | None:
        """本月 and 本周 behind a month or week that is spoken of; 上周 and 未来三年 are no period; null for all other times."""
        last = self.carried
        if mention.kind == "this month" and last is not None:
            month = _MONTH.match(last.time_period.rpartition("/")[2])
            return (month.group(), last.basis) if month else None
        if mention.kind != "undated":
            return None
        week = last is not None and mention.span.quote(text) == "本周" and _WEEK.fullmatch(last.time_period)
        return (last.time_period, last.basis) if last is not None and week else (None, "stated")

    def _spoken_year(self) -> int | None:
        """The year that the text speaks of, where it speaks of one: Q1 in a text without a date."""
        years = {part[:4] for part in self.carried.time_period.split("/")} if self.carried is not None else set()
        return int(years.pop()) if len(years) == 1 else None

    def _likely_year(self, stamp: Stamp) -> int | None:
        """A month behind the document's own month is last year's."""
        if self.year is None or self.month is None:
            return self.year
        match = re.match(r"-(?:Q(\d)|S(\d)|(\d\d))", stamp.tail)
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
        if own and beside and own.time_period and not _SAME_AS.search(text, max(0, own.span.start - 6), own.span.start):
            return When(own.time_period, own.basis, own.span.start)
        within = own is not None and own.governs and own.span.start >= clause.start
        later = None if origin or within else _still_to_come(text, dated[last : last + 2], clause, position)
        if later is not None:
            return later
        for entry in reversed(dated[max(0, last - _FAR) : last]):
            if origin:
                near = not _CLAUSE.search(text, entry.span.end, position)
                if entry.origin and near and entry.time_period:
                    return When(entry.time_period, entry.basis, entry.span.start)
            elif self._reaches(entry, position) and (not condition or entry.span.start >= clause.start):
                if entry.time_period is None:
                    return None
                return When(entry.time_period or "", entry.basis, entry.span.start)
        if origin or condition or self.carried is None:
            return None
        return When(self.carried.time_period, "inherited", self.carried.position)

    @staticmethod
    def _reaches(entry: Dated, position: int) -> bool:
        """True where the mention governs a figure at the position."""
        return entry.governs and not entry.origin and (entry.reach is None or position in entry.reach)
