"""Noun phrases: what stands around them is peeled off, and who is parted from what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.codes import property_surfaces
from pipeline.observation.organisations import names_organisation
from pipeline.observation.periods import mentions
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation, words

_CONNECTIVE = re.compile(f"(?:{alternation('context.connective')})")
_LIGHT = re.compile(f"(?:{alternation('context.light')})了?")
_CAUSATIVE = re.compile(f"(?:{alternation('context.causative')})")
_AREA = re.compile(f"(?:{alternation('context.area', 'context.places')})")
_AREAS = re.compile(
    f"(?:{alternation('context.area', 'context.places')})(?:[、和及与](?:{alternation('context.area', 'context.places')})){{0,12}}(?:等(?:地区?|国家?|省市?|市|县域?))?"
)
# 国内生产总值 is no place, and 内地旅客 are of one, not counted there.
_NOT_THERE = re.compile(
    "国内外|国内(?:生产总值|旅游|游客)|(?:海外|内地|境外|国外|大陆)(?:旅客|游客|订单|业务|客户|投资者|学生|人士)|香港公开发售"
)
_WHOLE_PLACE = re.compile("[全我本]")
_PUNCTUATION = re.compile(r"[\s/,，:：;；、。.!?“”「」『』\"'*#~>|\-+•●·—（）()\[\]【】]+")
_VIEW = re.compile(
    r"(?:从|按|分|以|就|在|对|对于|关于|自|于)[^,。;]{1,14}?(?:看|来看|上看|方面|上|中(?!位)|下|时|后|内|里|期间|分|计|而言|来说)[,，]?"
    r"|[一-鿿]{2,6}?期间[,，]?"
)
_TERMS = re.compile(
    r"(?:按|以|若|如|剔除|扣除|撇除|扣减|不计|不含|计入|包括)[^,。;]{1,14}?(?:口径|计算|价格计|因素(?:影响)?后?|影响后?|之后)"
)
# 某某局预计…, SEMI预测…: whose word it is, in front of what is said.
_TRAILING = re.compile("(?:已?连续|预计|预期|有望|可望|将会?|会|已|仍|也|还|则|在|于|到|至|自|从|/|、)+$")
_ADVERB = re.compile("(?:虽|则|亦|却|仍|均|都|也|惟)+$")
_WITHIN_DAY = re.compile("(?:日内|盘中|早盘|午后|尾盘|一度)$")
# None is longer, verb included; without the verb nothing else of it needs to be looked for.
_TOLD_REACH = 40
_TELLS = re.compile("预计|预测|估计|认为|预期|表示|指出|称|说|统计")
_TOLD_BY = re.compile(
    rf"(?:[A-Z][A-Za-z&.]{{1,14}}|[^,。;:\d将把]{{2,14}}?(?:{alternation('context.source_body', 'context.speaker')})|(?:{alternation('context.speaker')}))(?:在[^,。;]{{1,12}}?(?:中|上))?(?:{_TELLS.pattern})(?=[^的])"
)
# …证券整理 ends the source of a chart, and what follows begins anew.
_COMPILED = re.compile(r"[^,。;]{0,24}?(?:证券|研究所|研究院|研究中心|资讯)整理(?=[^,。;]{2})")
# 【某某医药】2020年…: the name of an entry stands apart from its words.
_ENTRY = re.compile(r"[)）\s]*【[^【】,。;:]{1,10}】(?=.)")
# 包括甲、乙在内的|丙, 其研制的|丙: who is meant stands behind.
_INCLUDING = re.compile(
    r"(?:包括|包含|涵盖)[^,。;]{1,30}?在内的|[^,。;]{2,24}?(?:发布|公布|编制)的(?=[^,。;]{3})|我们(?:所?测算|统计|跟踪|覆盖)的|的(?:发行)?(?:价格|对价|总价|均价|单价|代价)(?=[^,。;为达是约\d])|其[^,。;的]{1,6}的(?=[^,。;]{3})"
)
# （记者某某／某地报道）, 本报记者某某: who wrote it.
_BYLINE = re.compile(
    r"[(【]?(?:本报|本刊|本网)?[记記]者[^,。;()【】]{2,16}?(?:[)】]|报道|报导|讯(?=[^息]))|[(][^()]{0,12}?[记記]者[^()]{2,16}[)]"
)
# 但2020年因疫情|锐减至: why, and not of what.
_CAUSE = re.compile(
    "(?:因(?![子而此])|受(?![访益众让理训托害限])|由于)[^,。;]{2,12}?(?:影响|拖累|带动|拉动|推动|冲击|提振)?"
)
_VALUED = re.compile("(?:当前|目前|现|最新)?(?:股价|市值)(?:[(（][^)）]*[)）])?对应(?:公司)?")
_CLOSING = re.compile(
    r"(?:截至)?(?:\d{1,2}[时点分:]{1,2}\d{0,2}分?)?(?:收盘|发稿|收市|午间收盘|盘中|开盘)(?:时|前|后)?"
)
_NUMBERED = re.compile(
    r"[\s*#]*(?:(?:图表|图|表)\s?\d{1,3}(?:[-.]\d{1,2})?\s?:?(?=[^\d])|[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)]|[、.](?!\d))|[①-⑳■◆●▲►➢·\uf000-\uf8ff])[\s*]*"
)
# 二十世纪八十年代中期以来: an age that no period names.
_AGE = re.compile(
    r"(?:[一二]?十[一二三四五六七八九]?|1\d|2[01])世纪(?:[一二三四五六七八九十\d]{1,3}年代)?(?:初期?|末期?|中期|中叶|后期|以来|以前|之前|起)*"
)
_RUN = re.compile(
    r"(?:已?连续|过去|最近|近|前)?第?[数几一二三四五六七八九十百两\d]{1,4}(?:年(?!期)|个月(?!期)|天|日|周|个季度|季度|个交易日)(?:来|间|内|里|后|前|共|时间)?"
)
_UNTIL = re.compile("截至目前|截止到|截至到|截至|截止|直到|到了|到|至|自|从|于|在")
_ASIDE = re.compile(r"[^,。;:]{0,10}?(?:方面|来看|看)[,，:：]")
_ATTRIBUTED = re.compile(r"(?:归属于?|扣除|扣非)[^,。;]{0,20}的?$")
_PART_OF_NAME = re.compile("归属|归母|扣除|扣非")
_BODY_IN_FRONT = re.compile(
    f"(?:{alternation('context.source_body')})(?:在[^,。;]{{1,14}}?(?:中|上))?(?:并|也|亦|则)?$"
)
_MIDDLE = re.compile("(?:在|于|对于|对|通过|基于|针对|围绕|关于|从|由|因)[^,。;]{2,}$")
_VERSION = re.compile(f"(?:{alternation('context.version', 'context.version_before')})[为是]?$")
_MODIFIERS = frozenset(words("measures.modifiers"))
_MODIFIER_MAX = max(map(len, _MODIFIERS))
_EACH = re.compile("单.|每.|.均$|次日|首日|当日|全天|次月")
_SURFACES = frozenset((*words("measures.heads"), *property_surfaces(alternation("context.holders"))))
_HEAD_MAX = max(map(len, _SURFACES))
_PRICES = ("价格", "指数")
_OF_PROPERTY = re.compile("(?:同比|环比)?(?:年均|年)?(?:复合)?(?:增速|增长率|增幅|涨幅|降幅|跌幅|CAGR)|占比|比重|份额")
_HOLDER = re.compile(f"(?:{alternation('context.holders')})$")
_PEOPLE = re.compile("(?:人口|群众|居民|职工|学生|农户|家庭|企业|人员|对象|者)$")
# 粮食产量 is one word to the dictionary, and still 粮食 has 产量.
_CROPS = re.compile("粮食|棉花|油料|蔬菜|水果|茶叶|生猪|肉类|水产品")
_NAMES = ("nr", "ns", "nt", "nz", "nrt", "eng")
_WEAK = 2
_IN_NAMES = frozenset(
    (
        "制造",
        "加工",
        "生产",
        "处理",
        "检测",
        "封装",
        "测试",
        "运输",
        "仓储",
        "装配",
        "维修",
        "监测",
        "分拣",
        "治疗",
        "传动",
        "控制",
        "存储",
        "显示",
    )
)
# Behind a place these begin what was done there: 全省|新增病例.
_ADDS = ("新增", "发放", "投入", "建成", "新建", "改造", "转移", "培训", "培育")
_NAME_MAX = 16
# A property word of so many characters may be the end of a longer word (坏账|率); a longer one stands for itself.
_SHORT_HEAD = 2
_NOBODY = frozenset(words("context.never_subject"))
_THEN = ("翌年", "次年", "期间", "以来", "之后")
_NEVER_LEADS = frozenset(words("context.never_leads"))
_NEVER_ENDS = frozenset(words("context.never_ends"))
_NOUN = ("n", "s", "eng", "j", "l", "i", "vn", "an", "b", "t")
_MORPHEMES = ("vg", "zg", "ng", "ag", "tg", "dg")
_NO_PLACE = (
    "城市",
    "超市",
    "股市",
    "楼市",
    "车市",
    "都市",
    "门市",
    "债市",
    "地区",
    "园区",
    "社区",
    "景区",
    "校区",
    "小区",
    "市区",
    "新区",
    "片区",
    "专区",
)
_PLACE_END = ("市", "省", "县", "区", "州", "国", "自治区")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in pieces; all spans are clean, null where the piece is not there."""

    whole: Span
    area: Span | None = None
    subject: Span | None = None
    metric: Span | None = None


def is_noun(token: Token) -> bool:
    """Nouns, names, abbreviations, verbal and adjectival nouns, latin words, and words the dictionary does not know."""
    return token.tag.startswith(_NOUN) or token.tag == "g" or (token.tag in _MORPHEMES and len(token.text) > 1)


def peel(text: str, span: Span, tokens: Tokens | None = None) -> Span:
    """The phrase without leading connectives, times, punctuation and views (从隶属关系看), and trailing marks.

    With ``tokens``, the words of ``text``, a connective of one character is one only as a word of its own: 即 in 即时零售 stays.
    """
    if tokens is None:
        return _peeled(text, span, None)
    known = tokens.peeled.get(span)
    if known is None:
        known = tokens.peeled[span] = _peeled(text, span, tokens)
    return known


def _peeled(text: str, span: Span, tokens: Tokens | None) -> Span:
    start, end = span.start, span.end
    timed = {m.span.start: m.span.end for m in mentions(text, span)}
    while start < end:
        lead = _UNTIL.match(text, start, end)
        dated = timed.get(start) or timed.get(lead.end() if lead else start, 0)
        if start < dated <= end:
            start = dated
            continue
        match = (
            _NUMBERED.match(text, start, end)
            or _AGE.match(text, start, end)
            or _RUN.match(text, start, end)
            or _ENTRY.match(text, start, end)
            or _PUNCTUATION.match(text, start, end)
            or _VIEW.match(text, start, end)
            or _TERMS.match(text, start, end)
            or (_TELLS.search(text, start, min(end, start + _TOLD_REACH)) and _TOLD_BY.match(text, start, end))
            or _COMPILED.match(text, start, end)
            or _CLOSING.match(text, start, end)
            or _VALUED.match(text, start, end)
            or _CAUSE.fullmatch(text, start, end)
            or _INCLUDING.match(text, start, end)
            or _BYLINE.match(text, start, end)
            or _ASIDE.match(text, start, end)
            or _leading_word(text, start, end, tokens)
        )
        if not match or match.end() == start or (match.end() >= end and not _says_when(text, start, end)):
            break
        start = match.end()
    version = _VERSION.search(text, max(start, end - 6), end)
    if version and (version.start() == start or not version.group().startswith("预")):
        end = version.start()
    for last, behind in reversed(timed.items()):
        if start < last and behind <= end and not text[behind:end].strip(" /、"):
            end = last
            trailing = _TRAILING.search(text, start + 2, end)
            end = trailing.start() if trailing else end
    within = _WITHIN_DAY.search(text, max(start + 2, end - 4), end)
    end = within.start() if within else end
    adverb = _ADVERB.search(text, start + 2, end) if tokens is not None else None
    final = tokens.at(end - 1) if adverb and tokens is not None else None
    end = adverb.start() if adverb and final and final.start >= adverb.start() else end
    while end > start and text[end - 1] in ' \t\n,，:：、;；的了*~-—“"(':
        end -= 1
    return Span(start, end)


def _says_when(text: str, start: int, end: int) -> bool:
    """Nothing but a time or a condition, so that no name is left: 截至15时收盘, 扣除价格因素."""
    return any(pattern.fullmatch(text, start, end) for pattern in (_RUN, _CLOSING, _TERMS, _CAUSE))


def _leading_word(text: str, start: int, end: int, tokens: Tokens | None) -> re.Match[str] | None:
    match = _CONNECTIVE.match(text, start, end)
    if match and len(match.group()) == 1:
        word = tokens.at(start) if tokens is not None else None
        if text[start : start + 2] in _MODIFIERS or (word is not None and word.start == start and word.end > start + 1):
            return None
    return match


def stands_alone(text: str, span: Span, tokens: Tokens) -> bool:
    """The noun phrase names somebody or something by itself (居民, 第二产业), not only what part or side of it (租金|收缴率)."""
    inside = tokens.within(span)
    if _HOLDER.search(text, span.start, span.end) or any(token.tag in _NAMES for token in inside):
        return True
    return len(span) > _WEAK


def names_somebody(text: str, span: Span, tokens: Tokens) -> bool:
    """The phrase holds a noun and is none of the words that only look like a subject (其中, 累计, 上年同期)."""
    if text[span.start : span.end].strip("的 ") in _NOBODY:
        return False
    first = tokens.at(span.start)
    inside = tokens.within(span)
    partial = first is not None and first.end > span.end
    unknown = len(inside) > 1 and all(len(token.text) == 1 and token.tag[0] not in "mxqtr" for token in inside)
    return (
        partial
        or unknown
        or any(is_noun(token) or token.tag[0] in "sxm" for token in inside if token.text not in _NOBODY)
    )


def says_something(span: Span, tokens: Tokens) -> bool:
    """The phrase begins or ends like a clause, and so names nobody: 向全体股东…, 经营活动产生."""
    inside = tokens.within(span)
    if not inside:
        return False
    return inside[0].text in _NEVER_LEADS or inside[-1].text in _NEVER_ENDS or inside[-1].text.endswith(_THEN)


def take_area(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """A leading place and what is left: 全市|粮食总产量, 中国大陆|…; the place stays where nothing is left."""
    match = _AREAS.match(text, span.start + (text[span.start : span.start + 1] == "在"), span.end)
    if match and _NOT_THERE.match(text, match.start(), span.end):
        match = None
    end = match.end() if match else span.start
    if not match:
        for token in tokens.within(span):
            if token.start != end or not _is_place(token):
                break
            end = token.end
    if end == span.start or end >= span.end:
        return None, span
    start = match.start() if match else span.start
    behind = end + 2 if text.startswith("方面", end) and end + 2 < span.end else end
    rest = peel(text, Span(behind, span.end), tokens)
    return Span(start, end), rest


def is_located(text: str, span: Span, tokens: Tokens) -> bool:
    """The phrase is a place and nothing else: listed, or a name that ends in 市, 县, 省."""
    if _AREAS.fullmatch(text, span.start, span.end):
        return True
    quoted = text[span.start : span.end]
    return (
        len(span) > 2
        and quoted.endswith(_PLACE_END)
        and not quoted.endswith(_NO_PLACE)
        and len(tokens.within(span)) <= 3
    )


def _is_place(token: Token) -> bool:
    """A name that ends in 市, 县, 省 …; 城市 and 股市 are no names."""
    named = token.tag.startswith("n") and len(token.text) > 2 and token.text.endswith(_PLACE_END)
    return named and not token.text.endswith(_NO_PLACE)


def head_word(text: str, span: Span, longest: int = _HEAD_MAX) -> int | None:
    """Where the property word that ends the phrase begins, at most ``longest`` characters long; null where none does."""
    sizes = range(min(longest, len(span)), 0, -1)
    size = next((n for n in sizes if text[span.end - n : span.end] in _SURFACES), 0)
    return span.end - size if size else None


def metric_start(text: str, span: Span, tokens: Tokens) -> int | None:
    """Where the property begins in ``who + property``; null where the phrase ends in no known property word.

    The longest word that leaves a name in front, or nothing: 联合贷款|规模 rather than 联合|贷款规模.
    """
    longest = _HEAD_MAX
    first: int | None = None
    while (head := head_word(text, span, longest)) is not None:
        start = _extended(text, span, head, tokens)
        first = start if first is None else first
        if start == span.start or names_somebody(text, Span(span.start, start), tokens):
            return start
        longest = span.end - head - 1
    return first


def _with_property(text: str, front: Span, end: int, tokens: Tokens) -> int:
    """批签发|占比, 销售额|复合增速: a share or growth takes in the property that it is of, where somebody is left in front."""
    if not _OF_PROPERTY.fullmatch(text, front.end, end) or text[front.end - 2 : front.end] in _PRICES:
        return front.end
    at = front.end - (text[front.end - 1 : front.end] == "的")
    start = metric_start(text, Span(front.start, at), tokens)
    if start is None or (start > front.start and not stands_alone(text, Span(front.start, start), tokens)):
        return front.end
    return start


def _extended(text: str, span: Span, start: int, tokens: Tokens) -> int:
    """The start of the property with the modifiers in front of its word: 年平均|气温."""
    size = span.end - start
    attributed = _ATTRIBUTED.search(text, span.start, start)
    if attributed:
        return attributed.start()
    covering = tokens.at(start)
    if covering and covering.start < start and covering.start >= span.start and size <= _SHORT_HEAD:
        start = start if _CROPS.fullmatch(text, covering.start, start) else covering.start
    allowed = ("b", "vn", "a", "an", "f", "v") if size == 1 else ("b", "a", "an", "f")
    inside = list(tokens.within(Span(span.start, start)))
    ends = {token.end: token for token in inside}
    while start > span.start:
        longer = _longer_modifier(text, span.start, start, tokens)
        token = ends.get(start)
        if longer is not None:
            start = longer
        elif token is not None and (
            (start == span.end - 1 and is_noun(token))
            or _EACH.match(token.text)
            or _composed(token.text)
            or token.tag in allowed
            or token.text[-1] in "性化"
        ):
            start = token.start
        else:
            break
    return start


def _longer_modifier(text: str, floor: int, end: int, tokens: Tokens) -> int | None:
    """Where the longest listed modifier of two characters or more begins that ends at ``end`` and cuts no word."""
    for size in range(min(_MODIFIER_MAX, end - floor), 1, -1):
        if text[end - size : end] in _MODIFIERS:
            word = tokens.at(end - size)
            if word is None or word.start == end - size or _composed(word.text):
                return end - size
    return None


def _composed(word: str) -> bool:
    """A modifier, or a word made of two: 专利申请."""
    return word in _MODIFIERS or any(
        word[:cut] in _MODIFIERS and word[cut:] in _MODIFIERS for cut in range(1, len(word))
    )


def split(text: str, span: Span, tokens: Tokens) -> Phrase:
    """Part who from what: 粮食|总产量, 中国智能投顾|用户规模, 第一产业实现|增加值.

    Without a property word the whole phrase is the metric, since it then names what is counted.
    """
    whole = peel(text, span, tokens)
    if not len(whole):
        return Phrase(whole)
    if _AREA.fullmatch(text, whole.start, whole.end):
        return Phrase(whole, whole)
    area, rest = take_area(text, whole, tokens)
    subject, rest = _by_verb(text, rest, area, tokens)
    if not len(rest):
        return Phrase(whole, area, subject)
    if subject is None:
        subject, rest = _around_time(text, rest, tokens)
    inner_area, inner = take_area(text, rest, tokens)
    area, rest = area or inner_area, inner
    if subject is None:
        subject, rest = _by_particle(text, rest, tokens)
    first = tokens.at(rest.start)
    placed = area is None or (first is not None and first.text in _ADDS)
    acts = placed and first is not None and first.tag == "v" and len(first.text) > 1 and first.end < rest.end
    start = metric_start(text, rest, tokens) if subject is None else None
    if start is not None:
        start = _with_property(text, Span(rest.start, start), rest.end, tokens)
    held = start is not None and _PEOPLE.search(text, rest.start, start) is not None
    if subject is None and (held or not acts):
        if start is not None and rest.start < start and text[start - 1] not in "和与及、":
            subject, rest = peel(text, Span(rest.start, start), tokens), Span(start, rest.end)
        elif start is None:
            subject, rest = _before_verb(rest, tokens)
    if subject is not None:
        subject = _without_middle(text, subject, tokens)
    if area is not None and subject is not None and _in_name(text, area, subject):
        subject = Span(area.start, subject.end)
        area = None
    return Phrase(whole, area, subject, rest if len(rest) else None)


def _by_verb(text: str, span: Span, area: Span | None, tokens: Tokens) -> tuple[Span | None, Span]:
    """某公司实现|营收, 某平台带动|交易额, 制鞋业有|企业: who stands before a light or causative verb, what behind it.

    A body that counts is not who: 某机构将|经济增速预期.
    """
    phrase = text[span.start : span.end]
    for pattern in (_LIGHT, _CAUSATIVE):
        cut = _last_cut(pattern, phrase, span, tokens)
        if cut is None:
            continue
        left = Span(span.start, cut[0])
        teller = pattern is _CAUSATIVE and _BODY_IN_FRONT.search(text, left.start, left.end)
        subject = peel(text, left, tokens) if len(left) and not teller else None
        if subject is None and pattern is _LIGHT:
            subject = area
        return subject, peel(text, Span(cut[1], span.end), tokens)
    return None, span


def _in_name(text: str, area: Span, subject: Span) -> bool:
    """The place begins the name of an organisation: 深圳某某科技有限公司."""
    joined = area.end == subject.start and len(subject) <= _NAME_MAX and not _WHOLE_PLACE.match(text, area.start)
    return joined and names_organisation(text[subject.start : subject.end])


def _without_middle(text: str, subject: Span, tokens: Tokens) -> Span | None:
    """The subject before 在…, 通过… and the like, without a time behind it; null where nothing is left."""
    subject = peel(text, subject, tokens)
    match = _MIDDLE.search(text, subject.start, subject.end)
    if match and match.start() > subject.start:
        token = tokens.at(match.start())
        if token and token.start == match.start():
            subject = Span(subject.start, match.start())
    end = subject.end
    if text[end - 1 : end] == ")":
        end = max(text.rfind("(", subject.start, end), subject.start)
    if text[end - 1 : end] == "等":
        return None
    return Span(subject.start, end) if end > subject.start else None


def _last_cut(pattern: re.Pattern[str], phrase: str, span: Span, tokens: Tokens) -> tuple[int, int] | None:
    """The last match that stands on word boundaries with something behind it."""
    cut = None
    for match in pattern.finditer(phrase):
        start, end = span.start + match.start(), span.start + match.end()
        token = tokens.at(start)
        if end < span.end and token and token.start == start and (token.end <= end):
            behind = tokens.at(end)
            if behind and behind.start == end:
                cut = (start, end)
    return cut


def _around_time(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """某公司2021年营业收入: a time inside the phrase parts who from what; 批签发2008-2019年CAGR is of the property in front."""
    for mention in mentions(text, span):
        if span.start < mention.span.start and mention.span.end < span.end:
            left = peel(text, Span(span.start, mention.span.start), tokens)
            right = peel(text, Span(mention.span.end, span.end), tokens)
            inside = tokens.within(left)
            if len(left) > 1 and len(right) > 1 and inside and is_noun(inside[-1]):
                start = (
                    metric_start(text, left, tokens) if _OF_PROPERTY.fullmatch(text, right.start, right.end) else None
                )
                if start is not None and start > left.start:
                    return Span(left.start, start), Span(start, left.end)
                return left, right
    return None, span


def _before_verb(span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """全国铁路发送旅客: the nouns before a plain verb, where the phrase ends in no property word."""
    inside = tokens.within(span)
    for token in inside:
        if (
            token.tag == "v"
            and len(token.text) > 1
            and token.text not in _MODIFIERS
            and not _in_compound(token, inside)
        ):
            who = _without_adverbs(Span(span.start, token.start), tokens)
            if len(who) >= 2:
                return who, Span(token.start, span.end)
            break
        if not (is_noun(token) or token.tag in ("a", "c", "f", "m", "q", "x", "d")):
            break
    return None, span


def _in_compound(token: Token, inside: Sequence[Token]) -> bool:
    """晶圆制造材料, 污水处理设备: the verb is part of a name, nouns on both sides."""
    after = [other for other in inside if other.start == token.end]
    return token.text in _IN_NAMES and bool(after) and after[0].tag.startswith("n") and token is not inside[0]


def _without_adverbs(span: Span, tokens: Tokens) -> Span:
    """秋粮已: the name without the adverbs behind it."""
    end = span.end
    for token in reversed(tokens.within(span)):
        if (token.tag != "d" and token.text not in _NEVER_ENDS) or token.end != end:
            break
        end = token.start
    return Span(span.start, max(span.start, end))


def _by_particle(text: str, span: Span, tokens: Tokens) -> tuple[Span | None, Span]:
    """X的Y with a property word at the end: X is who, Y the property."""
    cut = text.rfind("的", span.start, span.end)
    if cut <= span.start or span.end - cut < 3:
        return None, span
    if metric_start(text, span, tokens) is None:
        return None, span
    left = Span(span.start, cut)
    if _PART_OF_NAME.match(text, left.start):
        return None, span
    middle = _without_middle(text, left, tokens)
    if middle is not None and len(middle) < len(left):
        return middle, Span(cut + 1, span.end)
    words_left = tokens.within(left)
    if not words_left or any(token.tag in ("v", "p", "d") for token in words_left):
        return None, span
    return left, Span(cut + 1, span.end)
