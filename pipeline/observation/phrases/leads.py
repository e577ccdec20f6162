"""What may stand in front of a noun phrase and is none of it: numbers of items, times, views, causes, whose word it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pipeline.observation.phrases.modifiers import MODIFIERS
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

Find = Callable[[str, int, int], re.Match[str] | None]

_TELLS = alternation("context.tells")
_SPEAKER = alternation("context.speaker")
_TELLER = alternation("context.source_body", "context.speaker")

# Asked in this order; the first that matches is peeled off, and all are asked again.
# 某某社|3月20日电: how the name of an agency and the day of its report go on.
DATELINE = r"(?:社|网|报)[一-鿿]{0,4}\d{1,2}月\d{1,2}日(?:电|讯)(?:[(（][^()（）]{0,20}[)）])?"
LEADS: Mapping[str, re.Pattern[str]] = {
    # 图表3:, (二), 1., ■, 〔注2〕: the number of an item.
    "number": re.compile(
        r"[\s*#]*(?:(?:图表|图|表)\s?\d{1,3}(?:[-.]\d{1,2})?\s?:?(?=[^\d])|[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)]|[、.](?!\d))|[①-⑳■◆●▲►➢·\uf000-\uf8ff]|[\[〔](?:注|註)?\d{1,3}[\]〕])[\s*]*"
    ),
    # 10:05 【…】: when a piece of news came.
    "clock": re.compile(r"[012]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)\s*"),
    # 二十世纪八十年代中期以来: an age that no period names.
    "age": re.compile(
        r"(?:[一二]?十[一二三四五六七八九]?|1\d|2[01])世纪(?:[一二三四五六七八九十\d]{1,3}年代)?(?:初期?|末期?|中期|中叶|后期|以来|以前|之前|起)*"
    ),
    # 连续三年, 过去5个月间: how long.
    "run": re.compile(
        r"(?:已?连续|过去|未来|今后|最近|近|前)?第?[数几一二三四五六七八九十百两\d]{1,4}(?:年(?!期|义务|一贯)|个月(?!期)|天|日|周|个季度|季度|个交易日)(?:来|间|内|里|后|前|共|时间)?"
    ),
    # 【某某医药】2020年…: the name of an entry stands apart from its words.
    "entry": re.compile(r"[)）\s]*【[^【】,。;:]{1,24}】(?=.)"),
    # Marks of any kind.
    "mark": re.compile(r"[\s/,，:：;；、。.!?“”「」『』\"'*#~>|\-+•●·—（）()\[\]【】]+"),
    # 国庆假期|全国国内旅游…: a holiday.
    "holiday": re.compile(
        "[“「]?[一-鿿·]{1,6}?[”」]?(?:小长假|长假|假期|黄金周|档期)(?:期间)?[,，]?(?=[^,，。;的]{2})"
    ),
    # 从隶属关系看 and 在改革期间, with the comma behind: the view that is taken.
    "view": re.compile(
        r"(?:从|按|分|以|就|在|对|对于|关于|自|于)[^,。;]{1,14}?(?:看|来看|上看|方面|上|中(?![位心国小型期产间央部医药文学华年东亚欧美])|下|时|后|内|里|期间|分|计(?![价算])|而言|来说)[,，]?"
        r"|[一-鿿]{2,6}?期间[,，]?"
    ),
    # 扣除食品和能源价格的|核心CPI: which of several it is.
    "excluding": re.compile("(?:扣除|剔除|不含|不包括)[^,。;的归]{2,14}?后?的(?=[^,。;]{2})"),
    # 像这样的|新社区工厂
    "such": re.compile("(?:像|如|类似)(?:这样|此类|这些|那样)的?(?=[^,。;]{2})|(?:类似|这样)的(?=[^,。;]{2})"),
    # 按不变价计算, 扣除价格因素: on what terms.
    "terms": re.compile(
        r"(?:经?季调后?|经?季节(?:性)?(?:因素)?调整后)(?=[^,。;]{2})|(?:按|以|若|如|经|剔除|扣除|撇除|扣减|不计|不含|计入|包括)[^,。;]{1,14}?(?:口径|计算|计价|计(?=[约为达,全])|价格计|因素(?:影响)?后?|影响后?|调整后?|之后)"
    ),
    # 统一折算为|标准规格: how it was reckoned.
    "reckoned": re.compile(
        "(?:均|已|都)?(?:统一)?(?:折算|换算|折合)[为成](?=[^,。;\\d])|(?:折算|测算|推算)(?=(?:19|20)\\d\\d)|统一(?=[^,。;\\d]{2,}$)"
    ),
    # 批签发主要来自|甲(67%)、乙(19%): the part is named behind.
    "source": re.compile("(?:主要|均|分别|大部分|全部)?来自于?(?=[^,。;的\\d]{2,12}$)"),
    # 董事会建议派发|末期股息: what is proposed.
    "proposed": re.compile(
        "(?:董事会|公司|本公司|本行|本集团)?(?:已|拟)?(?:建议|决议|同意|通过)?(?:派发|派付|宣派|分派)(?=[^,。;现]{2})"
    ),
    # 公布|去年第四季营收: what is made known.
    "announced": re.compile(
        "(?:公布|公告|发布|披露|揭露)了?(?=(?:去年|今年|上年|前年|第|前|上|下|[一二三四]季|[12\\d]|全年|截至|单)[^,。;]{3})"
    ),
    # 我们认为|目前需求量
    "we": re.compile(
        "(?:我们|我行|笔者|本报告|本文|我(?![们国省市县区校院厂行司军党方州镇乡村]))(?:仍|继续|维持)?(?:认为|预计|预测|判断|测算|估计|看好|预期|维持)(?=[^,。;的]{2})"
    ),
    # 份额前5位分别为|甲81万瓶: how the list goes on.
    "ranking": re.compile(
        r"[^,。;\d]{0,12}前[\d三五十两二四六八]{1,2}(?:[名位家大强])?的?(?:企业|公司|厂商|品牌)?是?(?:分别|依次)[为是](?=.{2})"
    ),
    # 某某局预计…, SEMI预测…: whose word it is, in front of what is said.
    "told": re.compile(
        rf"(?:[A-Z][A-Za-z&.]{{1,14}}|[^,。;:\d将把]{{2,14}}?(?:{_TELLER})|(?:{_SPEAKER}))(?:在[^,。;]{{1,12}}?(?:中|上))?(?:{_TELLS})(?=[^的明])"
    ),
    # 记者走访发现|多家超市, 从数据中可以看出|库存: how somebody came to know it.
    "found": re.compile(
        r"(?=[从我记笔可近最实调走探暗采梳查])(?:从[^,。;]{1,12}?[中上里])?(?:我们|记者|笔者|可以?)?(?:近期|最近|实地)?(?:调研|调查|走访|探访|暗访|采访|梳理|查询|查阅)?[时中后]?(?:注意到|了解到|观察到|发现|看到|看出|看见|获悉|得知)(?=[^,。;的了]{2})"
    ),
    # …证券整理 ends the source of a chart, and what follows begins anew.
    "compiled": re.compile(r"[^,。;]{0,24}?(?:证券|研究所|研究院|研究中心|资讯)整理(?=[^,。;]{2})"),
    # 截至15时收盘, 发稿时: where a day's trade stood.
    "closing": re.compile(
        r"(?:截至)?(?:纽约|伦敦|芝加哥|亚洲|欧洲|美股|港股|A股|当地)?(?:当[日天]|[昨今][日天]|\d{1,2}日)?(?:\d{1,2}[时点分:]{1,2}\d{0,2}分?)?(?:收盘|发稿|收市|午间收盘|盘中|开盘|日内|早盘|午后|尾盘|夜盘|短线)(?:时|前|后)?"
    ),
    # 当前股价对应|…市盈率: what it is reckoned from.
    "valued": re.compile("(?:当前|目前|现|最新)?(?:股价|市值)(?:[(（][^)）]*[)）])?对应(?:公司)?"),
    # 但2020年因疫情|锐减至: why, and not of what; the whole of the phrase or none of it.
    "cause": re.compile(
        "(?:因(?![子而此灾公病伤])|受(?![访益众让理训托害限])|由于)[^,。;]{2,12}?(?:影响|拖累|带动|拉动|推动|冲击|提振)?"
    ),
    # 包括甲、乙在内的|丙, 其研制的|丙: who is meant stands behind.
    "including": re.compile(
        r"(?:包括|包含|涵盖)[^,。;]{1,30}?在内的|[^,。;]{2,24}?(?:发布|公布|编制)的(?=[^,。;]{3})|我们(?:所?测算|统计|跟踪|覆盖)的|的(?:发行)?(?:价格|对价|总价|均价|单价|代价)(?=[^,。;为达是约\d])|其[^,。;的]{1,6}的(?=[^,。;]{3})"
    ),
    # 某某社3月20日电: who reports it.
    "dateline": re.compile("[一-鿿]{2,8}?" + DATELINE),
    # （记者某某／某地报道）, 本报记者某某: who wrote it.
    "byline": re.compile(
        r"[(（]?[^()（）,。;]{0,8}[记記]者[^()（）,。;]{2,20}?[电讯][)）]|[(【]?(?:本报|本刊|本网)?[记記]者[^,。;()【】]{2,16}?(?:[)】]|报道|报导|讯(?=[^息]))|[(][^()]{0,12}?[记記]者[^()]{2,16}[)]"
    ),
    # 拟向全体股东|每10股派发: to whom.
    "receiver": re.compile(
        "(?:拟|将)?向(?:公司|本公司)?(?:全体|社会|特定|不特定|原)?(?:A股|H股|普通股)?(?:股东|投资者|对象)"
    ),
    # 参股公司|某某半导体营业收入: what it is to whom the report is of.
    "role": re.compile(
        "(?:(?:全资|控股)子公司|参股公司)(?=[^的,。;持共合实净营数]{4})|(?:控股股东|实际控制人)(?=[^,。;]{2,8}?(?:集团|公司|控股|投资|合伙))"
    ),
    # 收购完成后|公司持有…: what came before.
    "after": re.compile(
        "(?:[一-鿿]{2,6}?(?:完成|结束|实施|交割|发行|上市|投产|达产)|[一-鿿]{0,6}?(?:完工|建成|通车|竣工|投运|投用|开通|达产|并购完成))[之以]?后"
    ),
    # 产量方面 and 具体看, with the comma or colon behind: what is looked at.
    "aside": re.compile(r"[^,。;:]{0,10}?(?:方面|来看|看)[,，:：]"),
}
# A phrase that is one of these and nothing else names nobody, and is peeled off although nothing is left.
_WHEN = tuple(LEADS[name] for name in ("run", "closing", "terms", "cause"))
_CONNECTIVE = re.compile(f"(?:{alternation('context.connective')})")
# No lead "told" is longer, verb included; without the verb nothing else of it needs to be looked for.
_TOLD_REACH = 40
_TOLD, _TELLING = LEADS["told"], re.compile(_TELLS)
_DATELINE, _WIRED, _DATELINE_REACH = LEADS["dateline"], ("日电", "日讯"), 24


def _told(text: str, start: int, end: int) -> re.Match[str] | None:
    return _TOLD.match(text, start, end) if _TELLING.search(text, start, min(end, start + _TOLD_REACH)) else None


def _dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    near = min(end, start + _DATELINE_REACH)
    return _DATELINE.match(text, start, end) if any(text.find(mark, start, near) >= 0 for mark in _WIRED) else None


_ASKED_OTHERWISE: Mapping[str, Find] = {"told": _told, "dateline": _dateline, "cause": LEADS["cause"].fullmatch}
_FINDS = tuple(_ASKED_OTHERWISE.get(name, pattern.match) for name, pattern in LEADS.items())


def lead(text: str, start: int, end: int, tokens: Tokens | None) -> re.Match[str] | None:
    """The first of LEADS that stands at ``start``, else a connective; null where the phrase itself begins there."""
    for find in _FINDS:
        match = find(text, start, end)
        if match is not None:
            return match
    return _connective(text, start, end, tokens)


def says_when(text: str, start: int, end: int) -> bool:
    """Nothing but a time or a condition, so that no name is left: 截至15时收盘, 扣除价格因素."""
    return any(pattern.fullmatch(text, start, end) for pattern in _WHEN)


def _connective(text: str, start: int, end: int, tokens: Tokens | None) -> re.Match[str] | None:
    """其中, 此外, 但; one of a single character begins neither a modifier (并网) nor a longer word (即时)."""
    match = _CONNECTIVE.match(text, start, end)
    if match and len(match.group()) == 1:
        word = tokens.at(start) if tokens is not None else None
        if text[start : start + 2] in MODIFIERS or (word is not None and word.start == start and word.end > start + 1):
            return None
    return match
