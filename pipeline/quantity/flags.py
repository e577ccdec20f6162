"""Why a quantity deserves a second look before it counts as an observation.

``bare``            no unit printed, none found nearby
``article``         一 with a counting word: often no more than "a"
``points``          the author's own count of points (三大能力, 四个维度)
``story_time``      a run of time that only tells the story (五年来, 连续三年)
``age_bracket``     an age that limits a group (15-59岁人口)
``rating``          a measure that names a class of thing (500kV变电站, 7nm工艺)
``per``             the base of a rate (每10万人)
``run_together``    in a row of numbers without anything between them, as broken tables leave them
``some``            几 or 数 stands for a digit nobody counted
``implied``         a multiplier without a number (上亿)
``noun_unit``       the counted noun stands for the unit
``table_cell``      the whole content of a table's cell
``unit_from_list``  the unit is printed at the end of the list
``unit_from_header`` the unit is printed in the head of the table
``unit_unknown``    printed as unit, but in no vocabulary
``ratio``           A:B, the value being the quotient
"""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.quantity.found import Found
from pipeline.quantity.trie import alternation
from pipeline.vocabulary import exclusions

_POINT_UNITS = frozenset(
    {
        "大",
        "个",
        "項",
        "项",
        "类",
        "類",
        "种",
        "點",
        "点",
        "条",
        "重",
        "步",
        "方面",
        "维度",
        "个维度",
        "个方面",
        "层",
        "把",
        "道",
        "张",
        "根",
        "座",
        "条款",
        "问题",
        "措施",
        "标准",
        "步骤",
        "要点",
    }
)
_POINTS = re.compile(rf"[一-鿿]{{0,4}}?(?:{alternation(exclusions('points'))})")
# What is counted when it is built, opened or under way: 两项示范工程建成投用, 再建两个智算中心.
_DONE = re.compile(r"[一-鿿]{0,12}?(?:建成|投用|投产|开工|竣工|落地|启用|上线|运营|挂牌|揭牌|通车|完工|交付|在建|动工)")
_DOING = re.compile(
    r"(?:再建|新建|建成|建设|在建|开工|建有|设有|设立|拥有|新增|新设|投产|运营|竣工|落成|布局|扩建|改建|承建|承担)(?:了|着|起|共)?$"
)
_STORY_FRONT = re.compile(
    r"(?:连续|过去|最近|近|未来|今后|前|后|这|历经|历时|每|头|经过|过去的|近期|在未来|接下来|此后|随后)$"
)
_STORY_BACK = re.compile(
    r"来|间|以来|发展|中|之?后|之?前|之?内|以后|以前|时间|期间|的时间|里|增长|累计|的?历程|的?努力|如一日"
)
_EACH = re.compile("每$")
# 每提高|1寸: the step that something is reckoned by, where it is one; more is a condition (每上涨10%).
_EACH_STEP = re.compile("每(?:提[高升]|增[加长]|上升|上涨|下降|下跌|减少|降低|变动)$")
_TIME = frozenset({"a", "mo", "wk", "d", "{season}", "{half_year}", "{century}", "{decade}"})
_AGE_NOUN = re.compile(
    r"(?:及|或)?(?:以上|以下|以内)?(?:的|未成年)?(?:人|群|居民|老|儿童|青|女|男|少|劳动|用户|网民|婴|消费|阶段|之间|组|学生)"
)
_RATED = frozenset({"kV", "nm", "MHz", "GHz", "[in_i]", "V", "{pixel}"})
# What begins a word for a movement names no class: 从40英寸|提升至48英寸.
_CLASS_NOUN = re.compile(
    r"(?!提[升高]|增[加长至到]|[上提]升|下[降滑]|降[低至到]|缩[小减短]|扩大|减[少小]|左右)[一-鿿A-Za-z]| (?:[A-Z]{2}|\d{1,2}(?:G|英?寸))"
)


def flags_of(folded: str, number: Found, reach: Span) -> tuple[str, ...]:
    """The flags of a number, sorted."""
    found = set(number.flags)
    if number.bare:
        found.add("bare")
    unit = folded[number.number_end : number.end]
    small = not number.ascii and number.value == number.value.to_integral_value() and 0 < number.value <= 20
    if small and number.value == 1 and number.high is None and number.unit and number.unit.startswith("{"):
        found.add("article")
    if (
        small
        and unit in _POINT_UNITS
        and (unit == "大" or unit in {"方面", "维度", "个维度", "个方面"} or _POINTS.match(folded, number.end))
        and not (unit != "大" and _built(folded, number))
    ):
        found.add("points")
    if number.unit in _TIME and (
        _STORY_FRONT.search(folded, max(0, number.start - 4), number.start) or _STORY_BACK.match(folded, number.end)
    ):
        found.add("story_time")
    base = number.unit == "{person}" and number.scale >= 10000 and folded[number.end : number.end + 1] == "中"
    step = number.value == 1 and _EACH_STEP.search(folded, max(0, number.start - 4), number.start)
    if _EACH.search(folded, max(0, number.start - 4), number.start) or step or base:
        found.add("per")
    if number.unit == "{age_years}" and _AGE_NOUN.match(folded, number.end):
        found.add("age_bracket")
    if number.unit in _RATED and _CLASS_NOUN.match(folded, reach.end):
        found.add("rating")
    return tuple(sorted(found))


def _built(folded: str, number: Found) -> bool:
    """True where the things counted are ones that somebody builds, opens or owns."""
    front = _DOING.search(folded, max(0, number.start - 4), number.start)
    return bool(front or _DONE.match(folded, number.end))
