"""One sentence's figures bound to what they say; what a figure leaves unsaid is carried from the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Observation, Quantity, Span
from pipeline.observation import lists
from pipeline.observation.bare import with_noun
from pipeline.observation.changes import compared, unsigned
from pipeline.observation.characters import as_printed
from pipeline.observation.circumstances import over_the_run, with_circumstances
from pipeline.observation.clauses import Figure, figures, segment_start
from pipeline.observation.codes import code_of, is_growth
from pipeline.observation.doubts import says_nothing, without_doubtful
from pipeline.observation.following import lowers_by_bettering, sense_after, which_way
from pipeline.observation.heads import RELATIVE, head_of, over_bracket, with_condition
from pipeline.observation.measuring import Sense, sense_of
from pipeline.observation.mentioned import Dated
from pipeline.observation.naming import name
from pipeline.observation.organisations import ends_in_trade
from pipeline.observation.origins import product_of, with_product
from pipeline.observation.refuse import NEVER, refusal
from pipeline.observation.scene import Bound, Carried, Scene
from pipeline.observation.sources import is_body, sources
from pipeline.observation.tokens import Script
from pipeline.observation.topics import Topic, topics_of
from pipeline.observation.words import alternation

_RELATIVE = (None, *RELATIVE)
# 沪深300收益率, 北证50指数: a number that is part of a name.
_IN_NAME = re.compile(r"[一-鿿]\d{2,4}(?=[一-鿿、])(?!年|月|日)|\(\d{4,6}(?:\.[A-Z]{2})?\)")
_SHORT = 8
# 在22座|城市|开设门店218家: the places that the figure before counted.
_PLACES = re.compile(
    f"(?:{alternation('context.counted_places')})(?=开[设通展业]|拥有|设[有立]|建[成有立]|布局|落地|共|实现|完成)"
)
# 三年|翻一番: a run of time in front of the figure.
_RUNS = ("a", "mo")
_AMONG = re.compile("其中|当中")
# 随着产能利用率回升到78%,…: what is said of it is no more than the ground of what follows.
_SUBORDINATE = re.compile("\\s*(?:随着|鉴于|考虑到)")
_REPORTER = re.compile(r"(?P<who>本(?:集团|行|公司|基金|银行))")
_REPORTER_LATER = re.compile(r"[^,。;\n]{2,8},(?P<who>本(?:集团|行|公司|基金|银行))")
# 总经理某某在法说会上表示,…: an officer speaks of the company that the text is about.
_OFFICER = re.compile(
    r"\s*(?:[展放]望[^,。;]{1,6},)?(?:总经理|董事长|执行长|财务长|总裁|首席执行官|CEO|CFO|财务总监|财务官|发言人)[^,。;]{0,10}(?:在[^,。;]{1,10})?(?:表示|指出|透露|强调|说|称|认为|预估|喊出)"
)


def bind(scene: Scene, sentence: Span, quantities: Sequence[Quantity]) -> list[Observation]:
    """The observations among the sentence's quantities, in order."""
    script = scene.script
    text = script.text
    dated = scene.calendar.read(text, sentence)
    named = sources(text, sentence, script.tokens)
    taken = [
        quantity
        for quantity in quantities
        if not NEVER.intersection(quantity.flags) and not _in_a_date(dated, quantity)
    ]
    topics = [
        topic
        for topic in topics_of(script, sentence, taken, scene.products, scene.owner_of, scene.opened)
        if topic.product
        or (topic.firm and ends_in_trade(topic.subject.quote(text)) and not is_body(text, topic.subject))
        or not any(source.name.overlaps(topic.subject) for source in named)
    ]
    carried = scene.next_sentence()
    opens = _REPORTER.match(text, sentence.start, sentence.end) or _REPORTER_LATER.match(
        text, sentence.start, sentence.end
    )
    officer = _OFFICER.match(text, sentence.start, sentence.end)
    if officer and carried.subject is None and carried.firm is not None:
        carried = replace(carried, subject=script.quote(carried.named_firm) or carried.firm, entity=True, themed=True)
    if opens and carried.subject is None:
        carried = replace(carried, subject=script.quote(Span(*opens.span("who"))), speaking=True)
    bound: list[Bound] = []
    spoken: Topic | None = None
    before: Carried | None = None  # what was spoken of before a clause with 随着
    passed = False  # the number before is no figure but part of a name: 沪深300, 某某科技(600123)
    for figure in figures(text, sentence, taken):
        last = bound[-1] if bound else None
        topic = _topic_at(scene, topics, figure, bound)
        if topic is not None and (topic.firm or topic.item) and topic is not spoken:
            spoken, carried = topic, replace(scene.about(topic), here=topic.position + 1, themed=True)
        placed = _placed(text, figure, last, passed=passed)
        if carried.owner and _turns_back(text, carried, placed):
            carried = carried.back()
        if before is not None and last is not None and placed.clause != last.figure.clause:
            carried, before = replace(before, here=carried.here) if before.subject else carried, None
        entry = _bound(scene, placed, dated, topic=topic, carried=carried, last=last)
        named_so = _IN_NAME.match(text, placed.quantity.span.start - 1) is not None
        run = placed.quantity.unit in _RUNS and not len(placed.tail)
        passed = entry is None and (named_so or run)
        if entry is None:
            continue
        entry = over_the_run(with_circumstances(scene, sentence, entry, dated, named), bound)
        bound.append(entry)
        if entry.figure.clause.bracket is None or carried.subject is None:
            if _SUBORDINATE.match(text, entry.figure.clause.span.start, entry.figure.clause.span.end):
                before = before or carried
            carried = carried.after(entry.observation, part=_is_part(text, entry.figure, entry.observation))
    if any(topic.place and script.quote(topic.subject) != scene.lemma for topic in topics):
        scene.lemma = None  # another article begins
    scene.idle = 0 if bound else scene.idle + 1
    _leave(scene, sentence, dated, topics, carried if bound or not topics else scene.turned(topics[-1]))
    found = [*with_product(lists.distribute(script, bound, dated), scene.product)]
    scene.product = next((product for entry in reversed(found) if (product := product_of(entry))), scene.product)
    stand = (_as_it_stands(scene, observation) for observation in found)
    return [observation for observation in stand if not says_nothing(observation)]


def _as_it_stands(scene: Scene, observation: Observation) -> Observation:
    """The observation as printed; in a text without line breaks, without a name that is mostly wrong and with what its unit mostly measures."""
    printed = as_printed(scene.script, observation)
    if not scene.script.run_together:
        return printed
    scene.usual.learn(printed)
    return without_doubtful(scene.script, scene.usual.said(printed))


def _in_a_date(dated: Sequence[Dated], quantity: Quantity) -> bool:
    """The number is part of an expression of time."""
    at = bisect_right(dated, quantity.span.start, key=lambda entry: entry.span.start) - 1
    return at >= 0 and dated[at].span.covers(quantity.span)


def _placed(text: str, figure: Figure, last: Bound | None, *, passed: bool) -> Figure:
    """The figure with the words that lead up to it, over a bracket, and over a number that is no figure but ``passed`` as part of a name."""
    before = last.figure if last else None
    listed = text[figure.head.start - 1 : figure.head.start] in ("、", "和", "及")
    if passed and (listed or len(figure.head) < _SHORT):
        start = max(figure.clause.span.start, before.quantity.reach.end if before else 0)
        figure = replace(figure, head=Span(min(start, figure.head.start), figure.head.end))
    counted = (
        _PLACES.match(text, figure.head.start, figure.head.end) if before and before.clause == figure.clause else None
    )
    if counted and before and before.quantity.reach.end == counted.start():
        figure = replace(figure, head=Span(counted.end(), figure.head.end))
    return over_bracket(text, figure, before)


def _is_part(text: str, figure: Figure, observation: Observation) -> bool:
    """其中风电…, 女性占…: what is said is said of a part."""
    among = _AMONG.search(text, segment_start(text, figure), figure.head.end)
    return among is not None or (observation.measure == "share" and (observation.metric or "").startswith("占"))


def _turns_back(text: str, carried: Carried, figure: Figure) -> bool:
    """Behind the parts of a whole: a new stretch, or another kind of amount with words of its own (其中换乘站6座,总投资138亿元)."""
    between = text[carried.here : figure.head.start]
    if any(mark in between for mark in ";。"):
        return True
    unit = figure.quantity.unit
    counted = (carried.unit or "").startswith("{") and carried.unit not in _RELATIVE
    return counted and unit != carried.unit and unit not in _RELATIVE and len(figure.head) > 1


def _leave(scene: Scene, sentence: Span, dated: Sequence[Dated], topics: Sequence[Topic], carried: Carried) -> None:
    """What the sentence leaves to later ones of its section."""
    scene.calendar.leave(list(dated))
    reporter = _REPORTER.search(scene.script.text, sentence.start, sentence.end)
    if reporter:
        scene.reporter = scene.script.quote(Span(*reporter.span()))
    scene.spoken = frozenset(scene.script.quote(topic.subject) for topic in topics) or scene.spoken
    if topics:
        asks = scene.script.text[sentence.end - 1 : sentence.end] in ("?", "？")
        scene.topic = topics[-1] if topics[-1].product and not asks else None
    scene.opened = topics[-1].subject if topics and topics[-1].partners else None
    scene.carried = carried


def _topic_at(scene: Scene, topics: Sequence[Topic], figure: Figure, bound: Sequence[Bound]) -> Topic | None:
    """The topic that holds at a figure; one whose own clause states a figure holds for none behind that."""
    start = figure.quantity.span.start
    last = bisect_right(topics, start, key=lambda topic: topic.position)
    topic = topics[last - 1] if last else scene.topic
    stated = any(earlier.observation.measure != "condition" for earlier in bound)
    return None if topic is not None and topic.holds and not topic.firm and stated else topic


def _bound(
    scene: Scene, figure: Figure, dated: Sequence[Dated], *, topic: Topic | None, carried: Carried, last: Bound | None
) -> Bound | None:
    """The figure as a member of a list or by itself; null where it is no observation."""
    if last is not None:
        if lists.continues(scene.script.text, last.figure, figure):
            return lists.member(scene, figure, last, named=False)
        if lists.names_member(scene, last, figure):
            return lists.member(scene, figure, last, named=True)
        if last.observation.measure == "condition":
            figure = with_condition(last.figure, figure)
    return _single(scene, figure, dated, topic=topic, carried=carried, last=last)


def _metric_id(metric: str | None, subject: str | None, sense: Sense, carried: Carried) -> str | None:
    """The code of what is measured; a growth rate without a name of its own has the code of the level before it."""
    if metric == "规模" and subject and subject.endswith(("市场", "市場", "行业", "行業")):
        metric = "市场规模"
    code = code_of(metric)
    if code is None and sense.measure == "change" and is_growth(metric):
        code = code_of(carried.level)
    return code.code if code else None


def _as_printed(script: Script, name: str | None, before: Span) -> str | None:
    """A name read from the folded text as the report prints it, at its last place in the span."""
    at = script.text.rfind(name, before.start, before.end) if name else -1
    return script.quote(Span(at, at + len(name))) if name and at >= 0 else name


def _single(
    scene: Scene, placed: Figure, dated: Sequence[Dated], *, topic: Topic | None, carried: Carried, last: Bound | None
) -> Bound | None:
    script = scene.script
    text = script.text
    head = head_of(text, placed, dated, script.tokens, last.figure if last else None)
    figure = head.figure
    after_bare = last is not None and last.observation.quantity.unit is None
    if refusal(text, head, script.tokens, after_bare=after_bare) is not None:
        return None
    own = sense_of(text, figure, head.predicate, head.phrase, script.tokens, after_share=carried.surveyed)
    sense = sense_after(text, head, own, last, carried)
    named = name(script, head, sense, topic, carried)
    comparison = reference = None
    if sense.measure == "change":
        if lowers_by_bettering(head.predicate.verb, named.metric):
            sense = replace(sense, direction="down")
        comparison, reference = compared(text, head, own=named.own)
        if comparison is None and not named.own and carried.measure == "change":
            another = carried.comparison == "base" and named.subject != carried.subject
            comparison, reference = (None, None) if another else (carried.comparison, carried.reference)
    elif sense.measure == "share":
        reference = script.quote(sense.share.whole if sense.share else None) or carried.whole or carried.level
    reference = _as_printed(script, reference, Span(figure.sentence.start, figure.quantity.span.start))
    joins = (sense.measure == "change" or sense.role == "to") and not named.own
    moved = last is not None and last.observation.measure == "change" and not named.own
    last_direction = last.observation.direction if last is not None and moved else None
    quantity = with_noun(script, head, carried)
    observation = Observation(
        quantity=unsigned(quantity) if sense.measure == "change" else quantity,
        evidence=figure.sentence,
        metric=named.metric,
        subject=named.subject,
        organisation=named.organisation,
        measure=sense.measure,
        role=sense.role,
        direction=sense.direction or (last_direction or which_way(quantity, last) if sense.role == "to" else None),
        comparison=comparison,
        reference=reference,
        ref_area=named.area,
        metric_id=_metric_id(named.metric, named.subject, sense, carried),
        partner=carried.group if joins and carried.group is not None else scene.group(),
        flags=tuple(sorted({*figure.quantity.flags, *named.flags})),
    )
    return Bound(figure, head.predicate, sense, observation, named.phrase)
