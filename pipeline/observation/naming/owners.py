"""Somebody named before: a product, an organisation, a theme, the topic of the sentence, the subject of the figure before."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.codes import is_growth
from pipeline.observation.doubts import is_rare
from pipeline.observation.heads import RELATIVE
from pipeline.observation.naming.case import Case, Named, overlaps, property_of, spoken_of, whole_metric
from pipeline.observation.naming.somebody import somebody, without_property
from pipeline.observation.organisations import ends_in_trade, names_organisation
from pipeline.observation.phrases import split, stands_alone
from pipeline.observation.scene import PRICE_MOVE
from pipeline.observation.shares import PART
from pipeline.observation.topics import Topic

# Of whom one property is stated; nobody who builds or rebuilds.
_RESIDENTS = re.compile(
    "(?:城[镇鎮]|[农農]村|[乡鄉]村|城[乡鄉])(?:常住)?(?:居民)?|居民|.*(?:工业|農業|农业|服务业|服務業|产业|產業|经济|經濟|外贸|外貿|支出|收入|总额|總額|增加值|产值|產值|产量|產量)"
)
# 车载电控|市场规模: of a market, whoever is spoken of.
_MARKET = re.compile("(?:市场|行业)(?:规模|空间|容量|总量)")
_COMPARED = re.compile("(?:相比|比较|相较|对比|同期|而言|来看)$")
# 分产品看,|轮胎产品收入: each part is who.
_VIEWED = re.compile("分[^,。;]{1,6}看[,:]$")
_VIEW = 10
_SHARES = ("占比", "比重")
_SHORT = 3
_PAIR = 2
_NAMES = ("nr", "nz", "nrt", "nt", "ng")
_KIND_BEHIND = re.compile("[级級型号號]|系列")
_JOINS = re.compile("[和与及、]")
_TURNS = re.compile("其中|同日|分[^,。;]{1,6}看")


def of_product(case: Case) -> Named | None:
    """A named product holds for the clauses behind it; the figure's own nouns are all metric."""
    topic = case.topic
    if topic is None or not topic.product:
        return None
    figure = case.head.figure
    if case.words.counted is not None and topic.position < figure.clause.span.start == figure.head.end:
        return None  # 217家样本企业的…: a clause that begins with a count
    if topic.position < figure.clause.span.start == figure.head.start and _begins_with_another(case):
        return None
    metric = case.quote(case.words.fused) if case.words.fused and case.plain() else case.metric
    organisation = case.quote(topic.organisation)
    itself = case.words.metric is not None and case.words.metric.overlaps(topic.subject)
    if itself and case.words.bare and case.words.counted is None:
        metric = None  # 泊远物流“闪达”同期则从65万单降至…: its own name is no metric
    kind = metric is not None and not case.words.bare and _KIND_BEHIND.match(metric) is not None
    metric = case.metric if kind else metric  # “沧海”|级混动渡轮单船造价
    return Named(case.quote(topic.subject), organisation, metric or case.carried.metric, case.area, case.own)


# 每千人口|医师数: of the people of a place.
_PER_HEAD = re.compile("每[百千万]人")


def of_entity(case: Case) -> Named | None:
    """A company or product goes on being the subject: what looks like a new one belongs to the metric."""
    words, carried = case.words, case.carried
    if words.fused is None or not case.plain() or not (carried.speaking or carried.entity):
        return None
    if carried.here and not carried.speaking and case.metric == carried.metric and _is_another_name(case):
        return None  # 甲制药占比80%,|乙制药占比20%
    head = case.head.figure.head
    start = case.head.figure.sentence.start
    turns = _TURNS.search(case.script.text, max(start, head.start - 2), head.end)
    viewed = _VIEWED.search(case.script.text, max(start, head.start - _VIEW), head.start)
    if viewed or (turns and not carried.speaking):
        return None
    if _PER_HEAD.match(case.script.text, words.fused.start):
        return None
    if _begins_with_another(case) or _MARKET.search(case.script.text, words.fused.start, words.fused.end):
        return None
    area = case.area or carried.area
    return Named(carried.subject, carried.organisation, whole_metric(case), area, case.own)


def _is_another_name(case: Case) -> bool:
    """The figure's own words name somebody else: another name, of whom the same property is said."""
    subject, spoken = case.words.subject, case.carried.subject or ""
    if subject is None or case.head.figure.clause.bracket is not None:
        return False
    inside = case.script.tokens.within(subject)
    after_place = len(inside) == _PAIR and inside[0].tag == "ns" and inside[1].tag[0] in "abd"  # 四川|远大
    named = after_place or any(token.tag in _NAMES for token in inside)
    named = named or names_organisation(case.quote(subject)) or _is_called_alike(case.quote(subject) or "", spoken)
    return named and (case.quote(subject) or "") not in spoken


def _is_called_alike(name: str, spoken: str) -> bool:
    """九原制药 beside 松德制药: a name made like the one that was spoken of."""
    return len(name) == len(spoken) > _SHORT and name[-_PAIR:] == spoken[-_PAIR:] and ends_in_trade(name)


def _begins_with_another(case: Case) -> bool:
    """某某农业原奶均价 behind what was said of 公司: the name of another organisation opens the noun phrase."""
    subject = case.words.subject
    if subject is None:
        return False
    opening = [Span(subject.start, token.end) for token in case.script.tokens.within(subject)]
    return any(
        len(span) > _SHORT
        and not _JOINS.search(case.script.text, span.start, span.end)
        and names_organisation(case.quote(span))
        for span in opening
    )


def of_theme(case: Case) -> Named | None:
    """电池循环寿命…,能量密度…: a clause that only says of what property goes on about whoever is spoken of.

    With the same property (肉牛出栏…,家禽出栏…) it is a series, and each names its own subject.
    """
    words, carried = case.words, case.carried
    placed = case.area is not None and carried.subject not in (carried.area, carried.place)
    if case.metric is None or not case.plain() or (case.area is not None and not placed) or not goes_on(case):
        return None
    if words.subject is not None:
        if words.fused is None or carried.guessed or stands_alone(case.script.text, words.subject, case.script.tokens):
            return None
        if carried.metric and (case.metric[-2:] in carried.metric or carried.metric[-2:] in case.metric):
            return None
    elif words.acts and carried.guessed:
        return None  # 加装电梯300部,新增停车位5,000个: one deed after the other
    elif words.bare and (not words.acts or _RESIDENTS.fullmatch(carried.subject or "")):
        return None
    area = case.area or carried.area
    return Named(carried.subject, carried.organisation, whole_metric(case), area, case.own, ("subject_carried",))


def goes_on(case: Case) -> bool:
    """A figure of the same part of the sentence left somebody to go on about, and nothing turns away from it."""
    carried = case.carried
    if carried.subject is None or not carried.themed or not carried.here:
        return False
    text, head = case.script.text, case.head.figure.head
    if any(text.find(mark, carried.here, head.start) >= 0 for mark in ";。\n"):
        return False
    return case.area is not None or _TURNS.search(text, carried.here, head.end) is None


def of_topic(case: Case) -> Named | None:
    """What opened the sentence, as long as no ``;`` stands between."""
    topic = case.topic
    if topic is None or case.metric is None or overlaps(case) or case.words.speaker is not None:
        return None
    if case.carried.entity and not (topic.firm or topic.holds or _is_another(case, topic)):
        return None
    end = case.head.figure.quantity.span.start
    if any(case.script.text.find(mark, topic.position, end) >= 0 for mark in ";。\n"):
        return None
    subject = case.quote(topic.subject)
    named = without_property(somebody(subject), case.metric)
    if not topic.firm and topic.position < case.head.figure.clause.span.start and is_rare(case.script, named):
        return Named(None, None, whole_metric(case), case.area, case.own, ("subject_doubtful",))
    return Named(subject, None, whole_metric(case), case.area or case.carried.area, case.own)


def _is_another(case: Case, topic: Topic) -> bool:
    """…;乙科技仍未摆脱亏损,但亏损额…: another organisation opened a clause since the figure before."""
    return topic.position >= case.carried.here > 0 and names_organisation(case.quote(topic.subject))


def of_clause(case: Case) -> Named | None:
    """某某营业收入增速在近2年下降,从21%下降到13%: the first figure of a sentence says no more than the clause before it."""
    words, carried, clause = case.words, case.carried, case.head.figure.clause
    unsaid = case.metric is None or (is_growth(case.metric) and words.subject is None)
    if not unsaid or carried.here or clause.bracket is not None or case.sense.share is not None:
        return None
    text, end = case.script.text, clause.span.start - 1
    sentence = case.head.figure.sentence.start
    if end <= sentence or text[end] != ",":
        return None
    before = Span(max(sentence, *(text.rfind(mark, sentence, end) + 1 for mark in ",;。:\n")), end)
    metric = property_of(case, before)
    if metric is None and case.metric is None and case.topic is not None and case.topic.position < before.start:
        opens = case.topic.position  # 某某净利润增速拉近与同业的差距,呈现上升趋势,|达到12.39%
        before = Span(opens, text.find(",", opens, end) if text.find(",", opens, end) > opens else end)
        metric = property_of(case, before)
    if metric is None or _COMPARED.search(text, before.start, before.end):
        return None
    inner = split(text, metric, case.script.tokens)  # 使某某的|营收
    if inner.subject is not None and inner.metric is not None:
        subject, metric = case.quote(inner.subject), inner.metric
    else:
        subject = case.quote(split(text, Span(before.start, metric.end), case.script.tokens).subject)
    spoken = spoken_of(case)
    goes_on = carried.subject and (carried.entity or carried.speaking) and spoken == case.quote(metric)
    spoken = carried.subject if goes_on else spoken
    subject = subject or spoken or carried.subject
    return Named(subject, None, case.quote(metric), case.area or carried.area, own=True)


def of_before(case: Case) -> Named | None:
    """The subject of the figure before; its metric too where the figure names none."""
    carried = case.carried
    area = case.area or carried.area
    if case.metric is None:
        metric = _like_unit(case) or carried.metric or carried.level_in(case.head.figure.quantity.unit)
        grows = case.sense.measure == "change" and case.head.figure.quantity.unit == "%"
        if grows and carried.level and (metric or "").startswith((PART, "完成")):
            metric = carried.level
        if grows and carried.here and (metric or "").endswith(_SHARES):
            amounts = (known for unit, known in carried.levels if unit not in (None, *RELATIVE))
            metric = next(amounts, metric)  # 批签发1062万瓶,占比34%,|同比增长9%
        if case.sense.measure == "level" and is_growth(metric):
            moved = metric == PRICE_MOVE and case.head.figure.quantity.unit not in RELATIVE
            metric = "价格" if moved and not carried.level else carried.level or metric
        placed = case.area and carried.subject in (carried.area, carried.place)
        return Named(
            case.area if placed else carried.subject,
            carried.organisation,
            metric,
            area,
            own=False,
            flags=("subject_carried",),
        )
    if carried.subject is None:
        return None
    subject = case.area if case.area and carried.subject in (carried.area, carried.place) else carried.subject
    return Named(subject, carried.organisation, whole_metric(case), area, case.own, ("subject_carried",))


def _like_unit(case: Case) -> str | None:
    """月产能8000台,良率98.3%,有望达到1.2万台: no amount goes on about a percentage."""
    carried, unit = case.carried, case.head.figure.quantity.unit
    if case.sense.measure != "level" or not carried.here:
        return None
    if (unit or "").startswith("{") and (carried.unit or "").startswith("{") and unit != carried.unit:
        return carried.level_in(unit)  # 批签发60万支,2家企业获批,共计40万支
    if carried.measure != "level":
        return None
    if unit in (None, *RELATIVE) or carried.unit != "%":
        return None
    return carried.level_in(unit) or next(
        (metric for known, metric in carried.levels if known not in (None, *RELATIVE)), None
    )


def of_far_topic(case: Case) -> Named | None:
    """What opened the sentence, with a ``;`` between."""
    if case.topic is None or overlaps(case):
        return None
    return Named(case.quote(case.topic.subject), None, whole_metric(case), case.area or case.carried.area, case.own)
