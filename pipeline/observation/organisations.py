"""Whether a name is that of an organisation, of whom everything in the clauses behind is said."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.model import Span
from pipeline.observation.areas import is_place
from pipeline.observation.tagging import words_of
from pipeline.observation.words import alternation
from pipeline.text.fold import fold

# (600123.SH), (股票代码:0700), (603XXX): the code of a listed company, and no year.
LISTING = r"[(（](?:[^()（）。\d]{0,8}[:：] ?|[A-Z]{2,4} ?)?(?!(?:19|20)\d\d[年)）])(?:\d{3,6}X{0,3}|\d{1,3}X{3})(?:[-.][A-Z]{1,4}|[,，][^()（）\d]{0,8})?[)）]"
_ALWAYS = re.compile(f"(?:{alternation('context.organisation')})$")
_TRADE = re.compile(f"(?:{alternation('context.entity')})$")
# Trades and channels of banks, and none of them a bank.
_SERVICES = re.compile("(?:私人|手机|网上|网络|投资|电话|直销)银行$")
# Trades that a place does not have as such: 温州|工业 is none.
_OF_FIRMS = frozenset(
    (
        "生物",
        "药业",
        "制药",
        "科技",
        "股份",
        "控股",
        "置业",
        "影业",
        "乳业",
        "酒业",
        "重工",
        "光电",
        "精密",
        "新材",
        "传媒",
        "证券",
    )
)
_KINDS = ("机构", "企业", "单位", "部门", "院校")
_ADJECTIVES = ("新", "大", "小", "老", "全")
_REGISTERED = ("有限公司", "股份公司", "集团公司", "分公司")
_NAMED = ("nr", "nz", "nt", "nrt", "ng", "ns")
_PLAIN = ("n", "vn", "b", "a", "j", "f", "s", "m", "v", "ns", "l", "an", "i", "d", "c", "u")


@lru_cache(maxsize=4096)  # the same few names are asked for at every figure
def names_organisation(name: str | None) -> bool:
    """True for 某某公司, and for 某某汽车 where the words in front of the trade are no common words.

    >>> names_organisation("某某集团"), names_organisation("新能源汽车"), names_organisation("规模以上工业")
    (True, False, False)
    """
    folded = fold(name or "")
    if _SERVICES.search(folded):
        return False
    if folded.endswith(_KINDS) and all(tag.startswith(_PLAIN) for _, tag in words_of(folded)):
        return False  # 医疗卫生机构
    if _ALWAYS.search(folded):
        return True
    trade = _TRADE.search(folded)
    if trade is None or trade.start() == 0:
        return trade is not None and len(folded) > 1 and folded in _SELF
    if folded[: trade.start()] in _ADJECTIVES:
        return False  # 新能源
    front = words_of(folded[: trade.start()])
    if (
        len(front) == 1
        and front[0][1] == "ns"
        and trade.group() in _OF_FIRMS
        and not is_place(folded, Span(0, trade.start()))
    ):
        return True  # 华兰|生物: a town of the dictionary that no list of places has
    return any(
        not tag.startswith(_PLAIN) or tag in ("nr", "nz", "nt", "nrt", "ng") or len(word) == 1 for word, tag in front
    )


def is_kind_of_firm(name: str) -> bool:
    """原料药一体化公司, 相关上市公司: common words before 公司, so a kind of company and none by name."""
    folded = fold(name)
    front = folded.removesuffix("公司") if folded.endswith("公司") and not folded.endswith(_REGISTERED) else ""
    return bool(front) and all(tag.startswith(_PLAIN) and tag not in _NAMED for _, tag in words_of(front))


def ends_in_trade(name: str) -> bool:
    """The name ends as names of companies do: enough where the text treats it as one (某某食品:, 某某食品公布)."""
    return names_organisation(name) or bool(_TRADE.search(fold(name)))


_SELF = ("公司", "集团", "银行")
