"""Parts of a stated whole: 占X的N%, N%的用户认为…, 覆盖90%的A股公司."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.observation.phrases import names_somebody, peel
from pipeline.observation.tokens import Token, Tokens
from pipeline.observation.words import alternation

_OF = re.compile(
    r"(?<![市应])占(?!比|率|地(?:面积|约|[0-9])|据|用|有)(?:到|了)?(?P<whole>[^,。;占]{0,30}?)(?:的)?(?:比重|比例|份额|比率|百分比|比)?"
    r"(?:约|达到|达|为|近|仅|超过|超|高达|将|分别|持续|已|的|是|约为|上升|提升|提高|下降|至|到|由|从|增加|累计|:|\s)*$"
)
# Where what is said of the whole ends and what is said of its part goes on: 占贷款总额|已由9.1%降至.
_WHOLE_ENDS = re.compile(
    "的?(?:比重|比例|份额|比率)(?=[提下上降增减回比较同环保维稳抬攀跃走站逐首跳飙窜倍])|(?:的)?(?:比重|比例|份额|比率)?(?:已|仍|由|从|自(?!营)|则|约|预计|力争|将|达|[(（])"
)
# 占比全部批签量的60.56%
_AMOUNTS = re.compile(
    r"占比(?:了|到)?(?!由|从|自|较|比|在|已|仍|为|达|将|约|是)(?P<whole>(?!可望|有望|预计|约|大约)[^,。;:\d占由从自]{3,20})的$"
)
# 在X中的占比提高到: the whole in front.
_WITHIN = re.compile(
    r"在(?:\d{4}年)?(?P<whole>[^,。;在]{2,20}?)(?:中|里|当中|之中)的?(?:占比|比重|比例|份额|占有率)[^,。;]{0,6}$"
)
_WHOLE_BEFORE = re.compile(
    r"(?:^|(?<!\d)[,。;:\n]|,(?!\d))(?P<whole>(?:[^,。;:\n]|(?<=\d),(?=\d{3})){2,30}?)(?:之|当)?(?:中|里)[,，]"
)
_WHOLE_FIRST = re.compile(r"(?P<whole>(?:[^,。;:\n]|(?<=\d),(?=\d{3})){2,30}?)(?:之|当)?(?:中|里)[,，]")
# So far in front a whole may have been set; a text without full stops is one sentence of any length.
_WHOLE_REACH = 400
_PEOPLE = re.compile(
    f"(?:{alternation('context.holders')}|用户|客户|人|者|员|士|公司|店|户|生|家|厂|方|行|会员|车主|业主|家长|教师|医生|工厂)$"
)
_BEHIND = re.compile(r"(?:以上|以下|左右|多)?的(?P<whole>[^,。;:]{1,24})")
_CLAIM = re.compile(f"(?:{alternation('context.claim_verb')})")
# 占据31%的|市场份额: how large a part, and of no whole.
_SHARE_ITSELF = re.compile("(?:全球|国内|海外)?(?:市场)?(?:份额|占比|比重|比例|占有率)")
# 不足全部车辆的5%, 完成全年目标的34%: what stands between is the whole.
_SOME_OF = re.compile(
    r"(?:(?:不足|不到|超过|接近)|(?P<verb>完成|承担|负担))(?:了)?(?P<whole>(?![^,。;:]{0,12}(?:平均|水平|上年|去年|同期|预期|市场))(?:(?:19|20)?\d\d年)?[^,。;:\d的]{2,14})的$"
)
# 覆盖近七成|慢病患者
_SOME_PEOPLE = re.compile(
    f"(?P<whole>[^,。;\\d的]{{0,8}}?(?:{alternation('context.holders')}|用户|客户|患者|人群|公司|会员|商户|学校|村庄))(?=[,。;、]|$)"
)
_COVER = re.compile(
    "(?P<verb>覆盖|涵盖|服务|触达|囊括|惠及|影响|占据)(?:了|到|超过?|逾|约|全[国球省市县]|[东西南北]美|欧洲|亚洲|国内|海外)*$"
)
_AMONG = re.compile(
    r"(?:^|(?<=[。;\n年在])|(?<=(?<!\d),))(?P<group>(?:[^,。;\n]|(?<=\d),(?=\d)){0,14}?)(?:其中|中|里|当中|之中)[,，]?(?:有|约|仅有|只有|近|仅|不足|不到|超过|超)*$"
)
# 漏诊近30%的阳性病例: a verb, and a part of things that can be counted.
_ACTS_ON = re.compile(
    "(?P<verb>[漏误]诊|淘汰|关闭|替换|替代|裁减|裁撤|满足|解决|处理|吸引|容纳|接收|承担|拦截|识别|节省|减少|过滤|确定|发现|回收|控制|掌握|供应|消耗|生产|贡献|承接|完成|拥有|保留|取消|覆盖到)(?:了|到|超过?|逾|约|近|掉)*$"
)
# 贡献了全国两成的进出口, 集中了全国46%的订单: a verb, and a part of what a whole place has.
_BRINGS = re.compile(
    "(?P<verb>贡献|集中|吸纳|汇聚|创造|承载|供应)(?:了|着)?(?:全[国球省市县]|世界|全行业)(?:约|近|超过?)?$"
)
# 贡献了外销增量的62%: a verb, and the whole that it brings a part of.
_BRINGS_OF = re.compile(
    "(?:贡献|撑起|占据|占有|占领|包揽|囊括|斩获|吃下|拿下)(?:了|着)?(?P<whole>(?!其)[^,。;:\\d的]{2,14})的(?:约|近|超过?|逾|将近|接近|不到|不足)?$"
)
_COUNTABLE = re.compile(
    f"(?:{alternation('context.holders')}|用户|客户|公司|会员|病例|案件|案例|城市|学校|村庄|乡镇|区县|订单|项目|样本|家庭|车辆|网点|门店|岗位|员工|飞机|航班|船舶|工单|请求|国家|医院|床位|垃圾|废水|需求|工作量|任务)$"
)
# 样本中|规上企业占63.5%: the whole in the clause itself.
_INSIDE = re.compile(
    r"(?:^|(?<=[,。;:\n]))(?P<whole>[^,。;:\d]{2,12}?)(?:之中|当中|中)(?!国|心|小|型|期|学|医|药|央|间|部|介|高|低)[^,。;:]{2,14}占"
)
# 在监测的126家|大型零售企业中: how many there are is no part of the whole's name.
_COUNTED = re.compile(r"(?:在|从|对)?[^,。;\d]{0,8}?\d[\d,.]*[万亿]?[多余]?[家个名户件项人]的?(?=[^,。;]{2})")
_FRACTION_OF = re.compile(
    "(?:(?P<like>相当于|相等于|达到?(?=[^,。;\\d的]{2,12}(?:额|收入|营收|总量|产值|面积|人口|GDP|生产总值|规模|销量|产量)的))|约?为|是|约占|等于)(?:约|了)?(?P<whole>(?!上年|去年|同期|前|原)[^,。;\\d的]{2,14})的(?:约|近|将近|不到|不足|超过?)*$"
)
_THOSE_WHO = re.compile(
    r"[\s、,]*(?P<claim>[^,。;\d]{4,24}?)(?:的(?:人|用户|受访者|企业|消费者|居民)?|者)(?:只有|仅有|仅|只占|只|有|达到?|已达|超过?|近|约|不足|不到|占到?)*"
)
_CLAIM_LEAST = 4
PART = "占"
# 占其中的|一成二: of what was measured before.
_POINTS_BACK = ("其中", "其", "当中", "此")
# 研发费用占收入的比重|提高0.8个百分点: the share itself moves.
_MOVES = re.compile(r"(?P<part>[^,。;:\n]{1,30}?)占(?P<whole>[^,。;:占\n\d]{1,24}?)的?(?:比重|比例|份额|比率|比)$")
# 8成(20%非常赞成、60%赞成): the answers of a survey in a bracket.
_OPINION = re.compile(
    "(?:非常|不太|有点|比较|十分|完全|强烈|极|很|非)?不?(?:赞成|同意|支持|反对|满意|认同|接受|愿意|信任|了解|看好|担心)"
)
# 协会访问了186间商户,四成半|预期下半年…: answers of those asked just before.
_SURVEYED = re.compile("受访|访问了|调查|问卷|调研|访谈")
_INTENDS = re.compile("(?:预期|预计|认为|打算|计划|希望|表示|愿意|考虑|担心|相信|选择|倾向|看好)")
_LOOK = 60
_ASKED = 18
_COME_FROM_LEAST = 4
_NO_CLAIM = ("和", "与", "及", "或", "占", "增长", "下降", "提高", "增加", "减少", "提升", "下滑")
_TELLS = ("报告", "报告称", "表示", "认为", "称")
# Behind a percentage these say of what part: 50%由外资贡献.
_COME_FROM = ("由", "被", "来自", "源于", "出自", "集中", "位于", "用于", "产自", "通过")
_TIMES = ("每周", "每天", "每月", "每年", "每日", "过去", "目前", "现时", "近", "去年", "今年")
_HAS = re.compile(
    r"[,。;\s●■◆▪➢◼•·]*(?:其中|但|而|又|亦|仍|还|另|仅|只|约|近|也|却|更|即使|则)*(?:有|约有|仅有|只有)?(?:超过?|近|逾|约)?"
)
_EMPTY_HEAD = re.compile(r"[\s、,]*(?P<group>[^,。;\s]{0,10}?)(?:则|也|还|另|分别)?(?:有|约|只有|仅有|近|超|超过)*$")


@dataclass(frozen=True, slots=True)
class Share:
    """``metric`` is ``verb`` and ``thing`` together; ``whole`` is null where it is left to what was counted before.

    ``group`` is who was asked, for a survey's share.
    """

    verb: str
    thing: Span | None
    whole: Span | None
    group: Span | None = None


def part_of(text: str, lead: Span) -> Share | None:
    """占X before the number; an empty whole (男性…人,占51%) is left open.

    >>> part_of("占网民总数的", Span(0, 6))
    Share(verb='占', thing=Span(start=1, end=5), whole=Span(start=1, end=5), group=None)
    """
    match = _OF.search(text, lead.start, lead.end)
    if not match:
        return _part_in_other_words(text, lead)
    start, end = match.span("whole")
    cut = _WHOLE_ENDS.search(text, start + 1, end)
    end = cut.start() if cut else end
    while end > start and text[end - 1] in "的 ":
        end -= 1
    whole = Span(start, end) if end > start and text[start:end] not in _POINTS_BACK else None
    return Share(PART, whole, whole)


def _part_in_other_words(text: str, lead: Span) -> Share | None:
    """不足全部车辆的5%, 在总量中的占比为5%: a part without 占 in front of the whole."""
    found = _AMOUNTS.search(text, lead.start, lead.end) or _BRINGS_OF.search(text, lead.start, lead.end)
    found = found or _SOME_OF.search(text, lead.start, lead.end) or _WITHIN.search(text, lead.start, lead.end)
    if found is None:
        return None
    whole = Span(found.start("whole") + found["whole"].startswith("了"), found.end("whole"))
    named = whole if whole.quote(text) not in _POINTS_BACK else None  # 贡献了其中的六成
    return Share(found.groupdict().get("verb") or PART, named, named)


def fraction_of(text: str, lead: Span, *, fraction: bool) -> Share | None:
    """约为注册客户的|三分之一, 相当于全岛产量的|四成: so much of a whole, whatever 占 is left out."""
    found = _FRACTION_OF.search(text, lead.start, lead.end)
    if found is None or not (fraction or found["like"]):
        return None
    whole = Span(*found.span("whole"))
    return Share(PART, whole, whole)


def those_who(text: str, head: Span, tokens: Tokens) -> Share | None:
    """信任网红推荐的|只有一成五, 愿意为线上问诊付费者|仅有18.9%: the share of those who do so, of whoever was asked."""
    found = _THOSE_WHO.fullmatch(text, head.start, head.end)
    if found is None:
        return None
    claim = peel(text, Span(*found.span("claim")), tokens)
    first = tokens.at(claim.start)
    if first is None or first.start != claim.start or len(claim) < _CLAIM_LEAST:
        return None
    return Share("", claim, None) if first.tag in ("v", "d", "p") and _CLAIM.match(text, first.start) else None


def moved_part(text: str, phrase: Span) -> tuple[Span, Span] | None:
    """Part and whole of a share that is said to change: 研发费用|占|收入|的比重."""
    found = _MOVES.fullmatch(text, phrase.start, phrase.end)
    return (Span(*found.span("part")), Span(*found.span("whole"))) if found else None


def whole_before(text: str, sentence: Span, lead: Span) -> Span | None:
    """即时零售订单中,酒水占22%: the whole that an earlier clause of the sentence set."""
    inside = _INSIDE.search(text, max(sentence.start, lead.start - 1), lead.end)
    if inside is not None:
        return Span(*inside.span("whole"))
    near = max(sentence.start, lead.start - _WHOLE_REACH)
    later = [*_WHOLE_BEFORE.finditer(text, near, lead.start)]
    found = later[-1] if later else _WHOLE_FIRST.match(text, near, lead.start)
    if found is None:
        return None
    counted = _COUNTED.match(text, *found.span("whole"))
    return Span(counted.end() if counted else found.start("whole"), found.end("whole"))


def group_behind(text: str, head: Span, tail: Span, tokens: Tokens, *, continues: bool) -> Share | None:
    """N%的用户认为Y: who was asked, and the claim; 覆盖N%的公司: what is covered; 25%通过服毒 after such a share."""
    match = _BEHIND.match(text, tail.start, tail.end)
    covered = _COVER.search(text, head.start, head.end) if not match else None
    if covered is not None:
        few = _SOME_PEOPLE.match(text, tail.start, tail.end)
        return Share(covered["verb"], Span(*few.span("whole")), Span(*few.span("whole"))) if few else None
    if not match and _HAS.fullmatch(text, head.start, head.end):
        share = _unlinked_group(text, tail, tokens)
        if share is not None:
            return share
    if not match:
        return _bare_claim(text, head, tail, tokens, continues=continues)
    whole = Span(*match.span("whole"))
    if _SHARE_ITSELF.match(text, whole.start, whole.end):
        return None
    cover = _COVER.search(text, head.start, head.end)
    if cover:
        return Share(cover["verb"], whole, whole)
    acted = _ACTS_ON.search(text, head.start, head.end)
    if acted and _COUNTABLE.search(text, whole.start, whole.end):
        return Share(acted["verb"], whole, whole)
    brings = _BRINGS.search(text, head.start, head.end)
    if brings:
        return Share(brings["verb"], whole, whole)
    ahead = (
        whole_before(text, Span(max(0, head.start - _LOOK), head.start), head)
        if whole.quote(text)[:1] == "人"
        else None
    )
    for token in tokens.within(Span(whole.start, tail.end)):
        people = _PEOPLE.search(text, whole.start, token.start) and (token.tag[0] in "vdpzc" or token.text in _TIMES)
        if token.start > whole.start and (_claims(text, token) or (people and token.text not in _NO_CLAIM)):
            group = ahead or Span(whole.start, token.start)
            return Share("", Span(token.start, tail.end), group, group)
    return None


def _claims(text: str, token: Token) -> bool:
    return bool(_CLAIM.match(text, token.start, token.end)) and (token.tag[0] in "vdzpc" or token.text in _TELLS)


def _unlinked_group(text: str, tail: Span, tokens: Tokens) -> Share | None:
    """有三成商户更看重…: the group stands behind the number without 的."""
    end = tail.start
    for token in tokens.within(tail):
        if token.start != end:
            break
        says = token.tag[0] in "vdp" or token.text in _TIMES or _CLAIM.match(text, token.start, token.end)
        people = says and _PEOPLE.search(text, tail.start, token.start)
        named = names_somebody(text, Span(tail.start, end), tokens)
        if end > tail.start and named and ((token.tag[0] in "vd" and _claims(text, token)) or people):
            group = Span(tail.start, token.start)
            return Share("", Span(token.start, tail.end), group, group)
        if not token.tag.startswith(("n", "a", "b", "j", "l", "v")):
            break
        end = token.end
    return None


def _bare_claim(text: str, head: Span, tail: Span, tokens: Tokens, *, continues: bool) -> Share | None:
    """N%已上云 behind 企业中, or behind such a share."""
    match = _EMPTY_HEAD.fullmatch(text, head.start, head.end)
    among = _AMONG.search(text[max(0, head.start - _ASKED) : head.end])
    start = tail.start + (text[tail.start : tail.start + 1] == " ")
    token = tokens.at(start)
    if token is None or token.start != start or not match:
        return None
    opinion = _OPINION.match(text, start, tail.end)
    if opinion is not None and text[match.start() : match.start() + 1] in "(、":
        return Share("", Span(start, opinion.end()), None)
    asked = _SURVEYED.search(text, max(0, head.start - _LOOK), head.start) and _INTENDS.match(text, start)
    if not (continues or among or asked or (token.text in _COME_FROM and tail.end - start > _COME_FROM_LEAST)):
        return None
    plans = (among is not None or continues) and _CLAIM.match(text, token.start, token.end)
    if not (plans or _claims(text, token) or token.tag in ("v", "d", "ad", "a")):
        return None
    span = Span(*among.span("group")).shifted(max(0, head.start - _ASKED)) if among else Span(*match.span("group"))
    counted = _COUNTED.match(text, span.start, span.end)
    span = Span(counted.end(), span.end) if counted and counted.end() < span.end else span
    span = peel(text, span if len(span) else Span(*match.span("group")), tokens)
    group = span if len(span) and names_somebody(text, span, tokens) else None
    return Share("", tail, group, group)
