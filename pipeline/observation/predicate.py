"""How a figure is tied to the words in front of it: 达, 提升, 降低至, 从 … and where the noun phrase ends.

The words are read from the figure backwards, so that 用户平均等待时间从3分钟缩短至 leaves 用户平均等待时间.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Comparison, Direction
from pipeline.observation.words import alternation

Kind = Literal["level", "change", "arrival", "origin"]

_WORD = re.compile(
    "(?:"
    + "|".join(
        f"(?P<{name}>{source})"
        for name, source in (
            ("yoy", alternation("change.yoy")),
            ("pop", alternation("change.pop")),
            ("cagr", alternation("change.cagr")),
            ("up", alternation("change.up")),
            ("down", alternation("change.down")),
            ("arrival", alternation("change.arrival")),
            ("attain", alternation("change.attain")),
            ("adverb", rf"(?<!预)(?:{alternation('change.adverb')})"),  # 预估 is one word
            ("origin", alternation("change.origin")),
            (
                "each",
                r"每股(?:派)?现金(?:红利|股息)?|每股派发?(?!息)|(?:平均)?每[\d一二三四五六七八九十百千万]{0,3}(?:平方公里|平方千米|平方米|平方尺|公里|公斤|千克|公吨|吨|斤|头|平米|平方尺|尺|趟|张|份|次|片|瓶|立方米|升|千瓦时|瓦时|度|股|人|户|亩|公顷|件|辆|套|台|桶|盎司|间|家|手|美元|月|天|日|年|周|秒|分钟|小时|单)",
            ),
            ("mark", r"[-+\s“”\"'*~]|的"),
        )
    )
    + ")$"
)
_COMPARISONS: dict[str, Comparison] = {"yoy": "yoy", "pop": "pop", "cagr": "cagr"}
_SIGN: dict[str, Direction] = {"+": "up", "-": "down"}
# 在手订单较年初|+34%
_SIGNED_BASE = re.compile("(?:较|(?<![占可同环])比)(?!上年|去年|上月|上季|前)[一-鿿\\d]{2,10}(?P<sign>[-+])$")
_LONGEST = 10
_RATE = re.compile(f"(?:(?P<up>{alternation('change.rate_up')})|(?P<down>{alternation('change.rate_down')}))$")
_CAGR = re.compile("复合|年均|CAGR|cagr")
# 年增21%, 月减8%: a change against the year, quarter or month before.
_PER_STEP = re.compile(r"(?:^|[^一二三四五六七八九十百\d两几多按每去今明上本当近同逐半常])(?P<step>[年月季周])$")
# 研发费用…,同比多|投入0.7亿元
_MORE = re.compile(f"(?P<base>{alternation('change.yoy', 'change.pop')})(?P<way>多|少)(?!数|云|年)[一-鿿]{{1,2}}$")
# 较2022年多花了|138元
_SPENT_MORE = re.compile("(?<=[^较比])(?P<way>多|少)(?:花|投|卖|买|赚|收|用|付|支出|交|缴|产|招|建|来|领|拿|亏)了?$")
_COMPARED = re.compile("较|(?<![占可同环])比")
_BECOMES = "为成"
# 由上月下降1.0%转为|上涨0.5%
_TURNS_INTO = re.compile("(?:转为|转而|转成|变为|转|[下上]修为|修[正订]为|调整为)$")
_GROWS = ("增长", "增", "涨", "跌", "上涨", "下跌")
_KEEP = re.compile(f"(?:{alternation('change.keep')})$")


@dataclass(frozen=True, slots=True)
class Predicate:
    """``end`` counts the characters of the phrase that stay in front of the predicate.

    ``verb`` is the change verb as printed, ``rate`` says that the noun itself is a change (增速, 降幅), ``turned`` that it
    was the other way before (转为上涨).
    """

    kind: Kind
    end: int
    direction: Direction | None = None
    comparison: Comparison | None = None
    verb: str = ""
    rate: bool = False
    turned: bool = False


def parse(head: str) -> Predicate:
    """Read the words that end ``head`` (folded, up to the figure's first bound word).

    >>> parse("审核时效从传统的3天缩短至")
    Predicate(kind='arrival', end=10, direction='down', comparison=None, verb='缩短', rate=False, turned=False)
    >>> parse("第一产业增加值同比增长").comparison
    'yoy'
    """
    signed = _SIGNED_BASE.search(head)
    if signed is not None:
        return Predicate("change", signed.start("sign"), _SIGN[signed["sign"]], verb=signed["sign"])
    more = _MORE.search(head)
    if more is None:
        spent = _SPENT_MORE.search(head) if _COMPARED.search(head) else None
        if spent is None:
            return _backwards(head)
        return Predicate("change", spent.start(), "up" if spent["way"] == "多" else "down", verb=spent.group())
    plain = _backwards(more["base"] + ("增加" if more["way"] == "多" else "减少"))
    return Predicate("change", more.start(), plain.direction, plain.comparison, head[more.start("way") :])


def _backwards(head: str) -> Predicate:
    end = len(head)
    origin = arrived = rate = becomes = False
    direction: Direction | None = _SIGN.get(head[-1:])
    comparison: Comparison | None = None
    verb = ""
    while end > 0:
        near = head[max(0, end - _LONGEST) : end]
        noun = _RATE.search(near)
        if noun:
            rate = True
            if arrived or not verb:
                direction = "down" if noun.lastgroup == "down" else "up"
            comparison = comparison or ("cagr" if _CAGR.search(near) else None)
            break
        word = None if _KEEP.search(near) else _WORD.search(near)
        if word is None or not word.group():
            break
        name, text = word.lastgroup, word.group()
        if name in {"up", "down"}:
            if verb:
                if len(text) == 1:
                    break
            else:
                direction, verb = ("up" if name == "up" else "down"), text
                step = _PER_STEP.search(head[max(0, end - len(text) - 2) : end - len(text)])
                if step is not None and len(text) <= 2:
                    comparison = comparison or ("yoy" if step["step"] == "年" else "pop")
                    end -= 1
        elif name == "arrival":
            if verb and not arrived:
                break
            arrived = arrived or text[0] in "至到"
            becomes = becomes or (text[0] in _BECOMES and not verb)
        elif name == "origin":
            if verb or arrived:
                break
            origin = True
        elif name in {"yoy", "pop", "cagr"}:
            comparison = comparison or _COMPARISONS[name]
        end -= len(text)
    # 由40%提升为55% arrives, 同比增长为5% is the change itself.
    arrived = arrived or (becomes and bool(verb) and comparison is None and verb not in _GROWS)
    turns = _TURNS_INTO.search(head, 0, end) if verb and not (origin or arrived) else None
    end = turns.start() if turns else end
    kind: Kind = "origin" if origin else "arrival" if arrived else "change" if verb else "level"
    return Predicate(kind, end, direction, comparison, verb, rate, turns is not None)
