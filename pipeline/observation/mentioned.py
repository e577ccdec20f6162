"""What part a time plays where it is mentioned: it governs figures, is what a change is measured from, or is shut in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span, YearBasis
from pipeline.observation.periods import Mention
from pipeline.observation.words import alternation

# Where a time that is shut in its clause ends.
CLAUSE_END = re.compile(r"[,;。!?、(]")
# A level that is said to be the same as another: 恢复到2019年同期的90%.
SAME_AS = re.compile(r"(?:恢复到|恢复至|接近|只及|仅及|逼近|相当于|等于|降为|升为|是|约为|仅为|(?<![作成认因])为)$")

_BEFORE = 6
_BEHIND = 16
_BASE_BEFORE = re.compile(r"(?:较|比|相较于?|相比于?|对比|超过|高于|低于|与|同|和|跟|优于|不及)$")
_BASE_BEHIND = re.compile(r"(?:[^,。;]{0,12}?(?:相比|比较|对比|持平))")
_OF_SAME = ("的", "同期", "水平的", "全年的")
# 较疫情前的2018年|少22%: what is compared with. 成立于2006年: no figure is of that year.
_OF_OLD = re.compile("[较比][^,。;\\d]{1,5}的$")
_FOUNDED = re.compile("(?:成立|创立|创建|创办|始建|建|创|注册)于$")
# 比上月末和上年同期: two bases.
_JOINED = re.compile("[末底初]?[和及与、]?")
# 2003年以来最高 is a record, 2021年施行以来 dates a law; 2020年以来,… is when.
_RECORD = re.compile(r"以来的?(?:历史|同期|有记录以来)?的?(?:最|新[高低]|次[高低]|首|单|第)|[^,。;]{1,6}?以来")
_SETS = re.compile("(?:创|创下|刷新|为|是)(?:自|了)?$")
_SINCE = ("this year", "years back", "this month")
# 每年11月到次年3月 is no date.
_YEARLY = re.compile("(?:每年|次年|翌年|逢)[^,。;]{0,4}$")
_HIGH = re.compile("以?来的?(?:历史)?(?:最|新|次)[高低多少大小]")
# 七成集中于5月至9月: a season of every year.
_CLUSTERED = re.compile("集中(?:在|于)$")
_STATEMENT = re.compile(
    r"(?:表示|获悉|称|透露|宣布|介绍|公布|公告|披露|发布|报导|报道|通报|说|指出|收市后|盘后|在|从|向|晚间?|电|讯)"
)
_OF_PLAN = re.compile(r"[”\"]?(?:规划|时期)?的?(?:收官|开局|开官|关键|攻坚|第[一二三四五]年|实施)")
# “十三五”易地扶贫搬迁建设任务: a plan's work that bears its name.
_NAMED_AFTER_PLAN = re.compile("(?:易地|重点|重大|国家|项目|工程|建设|专项|规划|纲要|目标)")
_STARTS = re.compile(r"\s?(?:起|开始|以来|至|到|-|—)")
_ORIGIN = re.compile(r"(?:从|由|自)\s?$")
_VERSION = re.compile(alternation("context.version", "context.version_before"))


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


@dataclass(frozen=True, slots=True)
class Around:
    """A mention with a few characters of its sentence in front of it and behind it."""

    mention: Mention
    before: str
    behind: str

    @classmethod
    def of(cls, text: str, sentence: Span, mention: Mention) -> Around:
        span = mention.span
        return cls(
            mention,
            text[max(sentence.start, span.start - _BEFORE) : span.start].rstrip(" "),
            text[span.end : min(sentence.end, span.end + _BEHIND)].lstrip(" "),
        )

    def is_base(self, text: str, last: Dated | None) -> bool:
        """A change is measured from it: 较上年, 恢复到2019年同期的, and what is joined to such a one, ``last``."""
        if _BASE_BEFORE.search(self.before) and (
            self.before[-1:] not in "与同和跟" or _BASE_BEHIND.match(self.behind) is not None
        ):
            return True
        if SAME_AS.search(self.before) and self.behind.startswith(_OF_SAME):
            return True
        if _OF_OLD.search(self.before) or (self.before.endswith("完成") and self.mention.kind == "last year"):
            return True  # 完成去年批签发的15.9%
        joined = last is not None and last.base and _JOINED.fullmatch(text, last.span.end, self.mention.span.start)
        return bool(joined)

    def is_aside(self) -> bool:
        """It dates a record, a founding, a season, a statement or a plan, and no figure."""
        kind = self.mention.kind
        if kind == "day" and self.behind.startswith("以来的"):
            return True  # 6日以来的寒潮
        record = _RECORD.match(self.behind) or (self.behind.startswith("以来") and _SETS.search(self.before))
        if (record and kind not in _SINCE) or _HIGH.match(self.behind):
            return True
        if kind == "months" and _CLUSTERED.search(self.before):
            return True
        if _YEARLY.search(self.before) or _FOUNDED.search(self.before):
            return True
        dated = self.mention.stamp.tail.startswith(("-month", "-day", "-week"))
        if dated and kind not in ("this month", "last month") and _STATEMENT.match(self.behind):
            return True
        if kind == "plan" and _NAMED_AFTER_PLAN.match(self.behind):
            return True
        return kind == "plan" and _OF_PLAN.match(self.behind) is not None

    def is_origin(self, time_period: str | None) -> bool:
        """从2019年的…: where a movement starts."""
        starts = _ORIGIN.search(self.before) and not _STARTS.match(self.behind)
        return bool(starts) and (self.mention.kind == "year ago" or "/" not in (time_period or ""))

    def reach(self, text: str, sentence: Span) -> Span | None:
        """The bracket that holds the mention, or its clause where it holds for that alone (7月终值, 上年同期); else null."""
        span, quote = self.mention.span, self.mention.span.quote(text)
        opened = max(text.rfind("(", sentence.start, span.start), text.rfind("（", sentence.start, span.start))
        if opened >= 0 and ")" not in text[opened : span.start] and "）" not in text[opened : span.start]:
            closed = text.find(")", span.end, sentence.end)
            return Span(opened, closed if closed >= 0 else sentence.end)
        version = _VERSION.match(self.behind) and not self.behind.startswith("预期目标")
        ahead = self.mention.kind == "undated" and quote.startswith("未来")
        if version or ahead or self.mention.kind == "year ago":
            stop = CLAUSE_END.search(text, span.end, sentence.end)
            return Span(span.start, stop.start() if stop else sentence.end)
        return None
