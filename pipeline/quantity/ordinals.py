"""Ordinals, ranks, the labels of figures and tables, and the marks of lists.

Every pattern bounds its quantifiers.
"""

from __future__ import annotations

from pipeline.quantity.trie import alternation
from pipeline.quantity.written import NOT_FRONT, NUM, Excluded
from pipeline.vocabulary import exclusion_map, exclusions

_RANK = rf"{NUM}{{1,8}}"
_COUNT = "[一二三四五六七八九十]"
# 届 and 次 in the names of assemblies: 八届二次全会, 十四届全国人大三次会议.
_SESSION = rf"{_COUNT}{{1,2}}次(?:全体)?(?:会议|全会)"
_ASSEMBLY = (
    r"(?:全国|全会|中央|人大|政协|人民|市委|省委|区委|县委|州委|党委|纪委|常委|理事会|董事会|监事会|委员会|职代会)"
)

# The marks of a list stand at the beginning of a line or sentence.
_A_YEAR = r"(?:19|20)[0-9]{2}(?:年|[QH][1-4])"
_OPENING = r"(?:(?<=[\n。;:!?])|(?<=^))[ \t]{0,8}"


def _labels() -> tuple[str, ...]:
    """图3, 表2-1, 案例二; a word of one character not behind those that make it part of another."""
    unlike = exclusion_map("unlike")
    long = alternation(word for word in exclusions("labels") if not word.isascii() and word not in unlike)
    single = "|".join(f"(?<![{''.join(before)}]){word}" for word, before in sorted(unlike.items()))
    number = r"[ (]{0,2}[0-9]{1,5}(?:[-.][0-9]{1,3}){0,3}[)]?(?![0-9,]|[.]?[0-9]*[%万亿元个家项名件台人户次班架辆艘列吨条份种倍])"
    return (
        r"[图表][0-9]{1,2}(?=(?:19|20)[0-9]{2}年)",
        r"[图表]: ?[0-9]{1,3}(?=[:：])",
        rf"(?:{long}|{single}){number}",
        rf"(?:{long}){_COUNT}{{1,3}}(?![个家项十百千万年月])",
        rf"(?:{single}){_COUNT}{{1,3}}(?=[:、 是为所中可示])",
        r"第[0-9]{1,5}页共[0-9]{1,5}页",
        r"(?<!总)共[0-9]{1,4}页",
    )


_LATIN = alternation(word for word in exclusions("labels") if word.isascii())
LABELS = Excluded("label", ("other",), _labels())
LATIN_LABELS = Excluded("label", ("letter",), (rf"(?:{_LATIN})[ ]?[0-9]{{1,4}}(?:[-.][0-9]{{1,3}}){{0,3}}(?![0-9%])",))
PAGES = Excluded(
    "label",
    ("digit",),
    (
        r"[0-9]{1,4}/[0-9]{1,4}页",
        # The page at the end of a line of contents, and a heading's number run into it.
        r"(?:(?<=[.…·⋯]{4})|(?<=[.…·⋯]{4} ))[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}(?![0-9%])",
    ),
)
# The page behind the line at the foot that asks to read the disclaimer: 请务必阅读正文之后的免责条款部分27
FEET = Excluded(
    "page",
    ("other",),
    (
        r"[请敬](?:请|务必|仔细|参阅|阅读)[^\n0-9。]{2,40}?(?:部分|声明|条款|说明|阅读|披露|内容)。?[0-9]{1,3}(?:/[0-9]{1,3}(?![0-9.])| ?of ?[0-9]{1,3})?(?![0-9.%]|[、.]|[万亿])",
    ),
)
ORDINALS = Excluded(
    "ordinal",
    ("other",),
    (
        rf"第 ?{_RANK}(?:[-~至、到/]第? ?{_RANK})?",
        # 2023年前五家企业 ranks; 三年前 and 10年前 are times.
        (
            r"(?<![此之以目提日月天期史当跟朝向往面])(?<![一二两三四五六七八九十几数多]年)(?<![^0-9][0-9]年)(?<![^0-9][0-9]{2}年)"
            rf"前{NUM}{{1,4}}(?:大(?!部)|强|名|位|家|席|甲|届|款|支|个城市|个国家|个省)"
        ),
        rf"{NOT_FRONT}前{_COUNT}{{1,2}}(?![%个年天月日次季周轮倍万千百大小多几])",
        rf"{NOT_FRONT}前[0-9]{{1,2}}个?月",
        rf"{NOT_FRONT}前{_COUNT}{{1,2}}个?月",
        r"首[两兩二三四五六2-6](?:期|批|次|轮|輪|集)(?!间|限)",
        r"排名?(?:全[国球省市])?第?[ ]?[0-9]{1,4}(?:位|名)",
        rf"(?:位列|位居|名列|排名?)(?:全[国球省市])?第?{_COUNT}{{1,2}}(?:[、和至]第?{_COUNT}{{1,2}}){{1,4}}[位名]?",
        r"[百千]强",
        r"排(?:名|位)[0-9]{1,3}(?![0-9%])",
        r"位[居列][0-9]{1,3}(?![0-9%])",
        rf"{_COUNT}{{1,3}}届(?=[省市县区州镇]{{0,2}}{_ASSEMBLY}|{_SESSION})(?:{_SESSION})?",
        rf"(?<=[大协届会]){_SESSION}",
        # 成立一百周年 dates, 党的十九届六中全会 is a name.
        r"[一二三四五六七八九十百]{1,4}周年(?=[之,，。;；、 的纪庆大华系活暨]|$)",
        rf"{_COUNT}{{1,3}}届[一二三四五六七八九]中全会",
        r"三百六十行",
    ),
)
LATIN_RANKS = Excluded("ordinal", ("letter",), (r"(?:TOP|Top|top|No\.|NO\.|CR)[ -]?[0-9]{1,4}",))
RANKS = Excluded(
    "ordinal",
    ("digit",),
    (
        r"[0-9]{1,3}周年(?=[之,，。;；、 的纪庆大华系活暨]|$)",
        r"[0-9]{1,4}(?:st|nd|rd|th)(?![A-Za-z])",
        r"(?<![0-9.])[0-9]{1,5}强",
    ),
)
MARKS = Excluded(
    "mark",
    ("digit", "other"),
    (
        rf"{_OPENING}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}[、.](?![0-9])",
        rf"{_OPENING}\([0-9]{{1,2}}\)(?=[ ]?(?:[一-鿿A-Za-z“\"]|{_A_YEAR}))",
        rf"{_OPENING}[0-9]{{1,2}}\)(?=[ ]?(?:[一-鿿A-Za-z]|{_A_YEAR}))",
        rf"{_OPENING}{_COUNT}{{1,3}}、",
    ),
)
BRACKETED = Excluded(
    "mark",
    ("other",),
    (r"\([一二三四五六七八九十]{1,3}\)", r"\([0-9]{1,2}\)(?=[一-鿿])(?<=[，,、;:。\n]\([0-9]\))"),
)
