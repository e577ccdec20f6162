"""A subject as it may stand in the table: what the words around it left on it goes, and what names nobody is none."""

from __future__ import annotations

import re

from pipeline.observation.organisations import names_organisation
from pipeline.observation.tagging import UNKNOWN, words_of
from pipeline.observation.words import alternation, words
from pipeline.text.fold import fold

_EDGES = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=[一-鿿A-Z])|(?:兴建|興建|建设|建設|规划|規劃|施工|筹建|籌建|营运|營運|运营|进行|開發|开发)中的|中的(?=..)|[的】)）\]、/:：]|其中|此外|另外|上调|下调)+|(?:[亦占的【】(（\[、/:：]|分别|各)+$"
)
_NOBODY = re.compile(
    r"(?:资料|数据)来源.*|较.*|其(?![他它余中次实])[^的]+|[^,，]{0,4}企业相加|[最当起]初|年度|早期|晚期|(?:省|自治区|直辖市|市|县|区)(?:[、和及](?:省|自治区|直辖市|市|县|区))+|值得注意|(?:测算)?对应|[东南西北上下左右内外]|(?:董事|股[东東](?:大)?)[会會].*|(?:财务|基本|经营|总体|具体|业绩)?情况|规格|第?[一二三四](?:[、和及][一二三四])*季度|(?:平均)?(?:每[百千万\d]+(?:人口?|户|家|名|亩)?|\d+[百千万]?(?:人口?|户|名)(?=中))中?|每\d+[股份].{0,3}|[\d/年月日季度周QHMEA.%—~-]+|单?[季月年周]度?|该|其|本|此|同|直接(?:或间接)?|间接|.*影响下|除.*外|意味着.*|(?:年均?)?复合年?|已发行|排名第[一二三四五六七八九十]|需要|很难|市场预|截至.*"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ROLE = re.compile(
    "^(?:控股股东|实际控制人|第[一二三]大股东|(?:全资|控股|下属)?子公司|参股公司|旗下|(?:公司|集团|本公司)?(?:核心|主力|旗舰|主要|拳头|重点|明星)(?:产品|品种|单品))(?=.{2})"
)
_COMMA = re.compile(r".*[,，;；。](?=\D)")
_RELATIVE = re.compile(
    "第[^,，]{1,8}[名位](?:分别)?[为为是](?=.{2})|其[^,，的]{1,6}的(?=.{2})|(?:最高峰|主峰|最高[点點处處])(?:[为為是]|位[于於])?(?=.{2})"
)
# 工业机器人企业|某某科技: what kind of company it is, before its name.
_KIND = re.compile(
    "[^,，的]{2,12}?(?:企业|大?厂商?|代工厂|业者|制造商|供应商|运营商|开发商|平台|品牌|龙头|巨头)(?P<name>[^,，的]{3,10})"
)
# 血制品|累计, 某某|2020年计划, 可进一步分为|甲
_TAIL = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:目前|当前|普遍)?(?:累计|合计|共计|总计|计划|拟|主要|已经|未来|预计)?(?:均|则|仍|也|共|已)?$(?<=[计划拟要经来均则仍也共已年前遍])"
)
# 指标股|某某科: what kind of share it is.
_SHARE_KIND = re.compile("[^,，]{0,8}?(?:指标|概念|权值|权重|龙头|成分|热门|明星)股(?=.{2,6}$)")
# 交易所8月交货的|原油期货: which of its contracts.
_DELIVERY = re.compile(".*(?:交货|交割)的?(?=.{2})")
_CALLED = re.compile("(?:可|又|进一步|主要|一般|通常|大致|具体|还)*(?:分为|称为|名为|包括|包含)(?=.{2})")
_RUN_OF_TIME = re.compile("(?:已?连续|第)[一二三四五六七八九十数几多两\\d]+(?:年|月|日|个?季度?|个月|个?交易日|周|天)$")
# 每千人口|床位, 平均每户|人口: of how many the property is taken.
_PER = re.compile(r"(?:平均)?每[百千万\d]+(?:人口?|名?[^,，]{0,3}人|户|家|名|辆|亩|平方公里)(?=..)")
_PER_INSIDE = re.compile("每[百千万].{1,8}中$")
# Words that say how a property is taken, and so open a property, not a name.
_MEASURED = re.compile(f"(?:{alternation('context.measured')})")
_LEADS = ("t", "p", "c", "d")
# 按照, 最初: words of these tags name nobody.
_NO_NAMES = ("p", "d", "c", "u")
_DEEDS = frozenset(words("context.deeds"))
_ENDS = frozenset(word for word in words("context.never_ends") if len(word) == 1)
# 国产蛋白价格|略高于…, 第三批采购|较第二批…: what is said of the name is none of it.
_SAID_OF_IT = re.compile(
    "为|是|属|属于|位于|地处|坐落|由于|受到|较|除|除了|不能|不得|可以|能够|分别|占据|经历|拥有|来自|来自于|需要|则|略?[高低大小强弱优多少]于"
)
# 成绩斐然|公司1-9月营收: a headline that ran into the word.
_RAN_IN = "公司"
_RAN_IN_TO = re.compile("(?:增长|提升|加速|显著|强劲|可期|向好|落地|评级|[一-鿿]然)公司$")
_HEADLINE = 8
# 即时|零售: adverbs that are part of what something is called.
_IN_NAMES = frozenset(("即时", "实时", "长期", "短期", "定期", "共同", "直接", "间接", "单独", "专门", "自动", "相互"))
_ADVERBS = frozenset((*"已均都仍还也并将就才皆", "意外", "突然", "大幅", "小幅", "逆势", "紧急", "有望"))
_LAST_WORDS = re.compile(r"[^\d%,，。;；:：.）)]{2,}$")
# 2020-2022|年公司|归母净利润, 预计2021年|的|总出货量
_AROUND_METRIC = re.compile("^(?:年(?:本?公司|集团)(?=[一-鿿]{2})|的(?=..)|其(?![他它余中次实])(?=[^的]{2}))")
# 规格|均为每贴, 指数收益率|在, 叠加考虑|采浆量
_EACH_METRIC = re.compile(
    "(?<=[一-鿿]{2})(?:(?:均|都|则)?为每[一-鿿]{1,2}|在|按照?|以|于)$|^(?:叠加|再)?考虑(?=[一-鿿]{3})|^(?:受益于|得益于|由于)[^,，。;]{2,20}、|(?:资料|数据)来源.*$"
)
# 带动|净利率|同比提升
_DRIVEN = re.compile("^(?:带动|驱动)(?P<what>[^,，。;]{2,}?)(?:同比|环比)(?:提升|增长|下降|提高|减少)$")
# 一条产线每万片月产能|所需设备
_NEEDED = re.compile("所需[^,，\\d]{2,10}$")
_SHORT_METRIC = 12
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))
# A name does not begin with the end of a word: 型竞争力.
_SUFFIXES = re.compile("[型性式率们者]|化(?![学工药妆肥纤验石疗债合])")
_SHORT = 2
_JOINTS = ("和", "与", "及", "或", "以及", "的", "对", "对比")
# What ran into a name: the number of a page or heading, an entry of a list, a date, a year of a table, a place behind.
_RUN_INTO = re.compile(
    r"^[%％或]和?(?=[一-鿿]{2})|^日(?=\d)|(?<=[一-鿿]{2})\d[\d.]*万?[瓶支辆台吨]$|(?<=[一-鿿]{2})(?:年均)?复合年?$|^[^,，]{1,8}第[一二三四五]的(?=[一-鿿]{2})|^(?:大幅|略|显著)?(?:超|低于|不及|符合|高于|好于)(?:市场)?预期(?=..)|^\d{1,3}(?=我国|中国|全球|全国|国内)|^.*\d{1,2}月\d{1,2}日(?=..)|(?<=[一-鿿]{2})(?:19|20)\d\d$|(?<=[一-鿿]{2})(?:全球|全国|国内|我国|(?:去年|上年)同期|目前|当前|今年以来)$|(?<=..)规格(?:统一)?$|(?<=[一-鿿]{2})(?<![个個一二三四数上下])(?:月度|季度)$|(?<=[一-鿿]{2})在[一-鿿]{2,6}[省市县区国]$|(?<=[一-鿿]{2})(?:需求量?对应|对应|(?:在)?[该此](?!地|处|类|项))$|^.*[一-鿿](?:19|20)\d\d年(?=[一-鿿]{2})|(?<=[市县縣省区區州岛島])[属屬](?!高校|国企|企业|企業|医院|醫院|单位|單位|公司|国有|國有).{2,}$|^(?:预测|预计|测算|远?[高低大小强弱优多少]于(?!大市)|上市后|位[于列])(?=[一-鿿]{2})|^市场(?=[A-Za-z0-9])|^(?:整体)?(?:表现)?(?:跑[赢输]|强于|弱于)(?!大[市盘])(?=[一-鿿]{2})|^(?:[一-鿿]{2,4}(?:费用率|毛利率|净利率))+(?=[一-鿿]{3})"
)
# 浙江某某3.19-48%9|奥氮平片: the cells in front, out of a table.
_CELLS = re.compile(r"^.*\d(?:\.\d|%).*[\d%](?=[一-鿿]{2})")
_ENTRY = re.compile("(?:【|^)([^【】]{2,12})】")
# Longer, or with two numbers in it, it is no name but a piece of a table.
_LONGEST = 32
# What is sold, made or has a share of a market; of these there is always somebody.
_PROPERTY_END = re.compile(
    "(?:样本医院)?(?:销售额|销售量|销量)(?:[与和及]销[量售]额?)?$|(?:出货量|批签发量|市场份额|份额|占比|需求量|增速|增长率|渗透率|市占率|毛利率|净利率|营收)$"
)
_MOVE = re.compile("涨跌幅|涨幅|跌幅|点位|价格")
_NUMBERS = re.compile(r"\d[\d.,]{2,}")
# 特异性93.10%93%90%, 5ml2北京…, 序号品种第: out of a table.
_PIECE = re.compile(r"\d%\d|\d%.*\d%|[a-z]\d[一-鿿]|序号|^接下来$|(?:可以|能够|必须|应当)$")


def plain(name: str | None) -> str | None:
    """The name without the code or abbreviation in brackets behind it: 消费价格指数(CPI)."""
    if not name or not any(char.isalnum() for char in name):
        return None
    return _balanced(_ROLE.sub("", _BRACKETS.sub("", name)).strip("（(、，, ")) or name


def measured(name: str | None) -> str | None:
    """The metric without the chart or table that ran into it; null where nothing else is left."""
    metric = _DRIVEN.sub(r"\g<what>", _EACH_METRIC.sub("", _AROUND_METRIC.sub("", plain(name) or ""))) or None
    if metric is None or (len(metric) <= _LONGEST and len(_NUMBERS.findall(metric)) < 2):
        return metric
    rest = _NEEDED.search(metric) or _LAST_WORDS.search(metric)
    return rest.group() if rest and len(rest.group()) <= _SHORT_METRIC else None


def _balanced(name: str) -> str:
    """The name without a quotation mark that lost its other half: 三农” of “三农”投入."""
    for opening, closing in _QUOTES:
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return name


def without_property(name: str | None, metric: str | None) -> str | None:
    """静丙 of 静丙销售额, where it is something else that is measured; null where nobody is left."""
    found = _PROPERTY_END.search(name or "")
    if name is None or found is None or metric is None or metric.startswith("占"):
        return name
    if name in metric or _MOVE.search(metric):
        return name
    left = name[: found.start()].rstrip("的与和及、")
    return left if len(left) >= _SHORT else None


def property_of_name(name: str) -> str:
    """销售额 of 静丙样本医院销售额, without where it was counted; empty where the name ends in no property."""
    found = _PROPERTY_END.search(name)
    return found.group().removeprefix("样本医院") if found else ""


def somebody(name: str | None) -> str | None:
    """The name without leading times and particles and without what is said of it; null where nothing else is left."""
    entry = _ENTRY.search(name or "")
    name = _RUN_INTO.sub("", _EDGES.sub("", plain(entry[1] if entry else name) or ""))
    name = _CELLS.sub("", name)
    if (
        not name
        or _SUFFIXES.match(name)
        or _NOBODY.fullmatch(name)
        or len(name) > _LONGEST
        or len(_NUMBERS.findall(name)) > 1
        or _PIECE.search(name)
    ):
        return None
    start, end = _core(fold(name))
    name = name[start:end]
    return None if not name or _NOBODY.fullmatch(name) or says_twice(name) else name


def says_twice(name: str) -> bool:
    """早期肝癌|晚期肝癌: a noun that comes again without a mark or joint between is two names that ran together."""
    at: dict[str, int] = {}
    joint = place = 0
    for word, tag in words_of(fold(name)):
        if word in _JOINTS or tag == "x":
            joint = place
        elif len(word) >= _SHORT and tag[0] == "n":
            if at.get(word, -1) >= joint:
                return True
            at[word] = place
        place += len(word)
    return False


def _core(name: str) -> tuple[int, int]:
    start, end = 0, len(name)
    kind = _KIND.fullmatch(name)
    if kind and (names_organisation(kind["name"]) or any(tag == UNKNOWN for _, tag in words_of(kind["name"]))):
        return kind.start("name"), end
    comma = _COMMA.match(name)
    start = comma.end() if comma else 0
    for lead in (_DELIVERY, _RELATIVE, _PER, _SHARE_KIND):
        match = lead.match(name, start)
        start = match.end() if match else start
    inside_per = _PER_INSIDE.search(name, start + 2)
    end = inside_per.start() if inside_per else end
    opened = _CALLED.match(name, start)
    start = opened.end() if opened else start
    adverb = _TAIL.search(name, start + 2)
    end = adverb.start() if adverb else end
    run = _RUN_OF_TIME.search(name, start)
    end = run.start() if run else end
    if _MEASURED.match(name, start):
        return 0, 0
    inside = words_of(name[start:end])
    if len(inside) > 1 and inside[0][0] == "年":
        return 0, 0
    if len(inside) == 1 and (inside[0][1] in _NO_NAMES or inside[0][0] in _DEEDS):
        return 0, 0
    ends = [start]
    for word, _ in inside:
        ends.append(ends[-1] + len(word))
    first, last = 0, len(inside)
    while last > first and inside[last - 1][0] in _ENDS:
        last -= 1
    while first < last and inside[first][1] in _LEADS and ends[last] - ends[first + 1] > _SHORT:
        first += 1
    if end - start >= _HEADLINE and _RAN_IN_TO.search(name, start, end):
        return end - len(_RAN_IN), end
    for at in range(first + 1, last):
        word, tag = inside[at]
        if _SAID_OF_IT.fullmatch(word) and ends[at] - ends[first] >= _SHORT:
            last = at
            break
        if inside[at - 1][1].startswith(("n", "j")) and (
            word in _ADVERBS or (tag == "d" and len(word) >= _SHORT and word not in _IN_NAMES)
        ):
            last = at
            break
    return ends[first], ends[last]
