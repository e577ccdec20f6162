"""Numbers that are no quantities, found once a text: years, dates, times, ordinals, labels, codes, addresses, names.

Every pattern starts with a character class or a fixed character and bounds its quantifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Skipped, Span
from pipeline.quantity.trie import alternation
from pipeline.vocabulary import exclusion_map, exclusions

_NUM = r"[零〇一二三四五六七八九十百千两0-9]"
_CN = r"[零〇一二三四五六七八九十]"
_DASH = r"[-~—至到]"
_YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
_YEAR_TAIL = r"(?:年度|年底|年末|年初|年中|年份|年)"
# What tells that four digits count something after all.
_COUNTED = r"[0-9.,%‰万亿千百元个人家件台辆吨户名亩套座只股页字米克斤公平倍例起笔项次所条颗张]"

_URL = (
    r"(?P<address>(?<![A-Za-z])(?:https?|ftp)://[!-~]{1,400}|(?<![A-Za-z])www\.[!-~]{1,300}"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100})"
)
_CODED = rf"(?:{alternation(exclusions('codes'))})"
_CODE = (
    r"(?P<code>(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|(?<![0-9])[48]00-[0-9]{3,4}-?[0-9]{3,4}(?![0-9])|(?<![0-9.,])1[3-9][0-9]{9}(?![0-9])"
    r"|(?<![0-9])[0-9]{4,6}\.(?:SH|SZ|HK|OF|BJ|SS|US|OQ|N|O|sh|sz|hk)(?![A-Za-z])"
    rf"|{_CODED}(?:电话|证书|编号|号码|号列|[:号码为是 ]){{1,4}}[A-Za-z]{{0,6}} ?[0-9][0-9A-Za-z/().-]{{1,40}}"
    rf"|{_CODED} ?[A-Za-z]{{0,6}}[0-9](?:[0-9]{{0,3}}[.-][0-9]{{2,4}}[0-9A-Za-z/.-]{{0,40}}|[0-9]{{2}}[0-9-]{{1,20}})"
    r"|(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,6}){2,8}(?![0-9])"
    r"|[\[〔【][0-9]{1,4}(?:[-,~][0-9]{1,4}){0,8}[\]〕】](?:[0-9]{1,5}号)?)"
)
_TIME = (
    r"(?P<time>(?<![0-9.:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9.])(?:[-~—至到]{1,2}(?:[01]?[0-9]|2[0-4]):[0-5][0-9])? ?(?:[AaPp][Mm](?![A-Za-z]))?"
    rf"|(?:[上下中]午|凌晨|清晨|傍晚|[早晚]上|深夜|时间|今[晨晚])[ ]?{_NUM}{{1,3}}(?:点|时|:[0-9]{{2}})(?:{_NUM}{{1,3}}分?|半|整|钟)?"
    r"|(?<![0-9.])[0-9]{1,2}[时点] ?[0-9]{1,2}分(?!之)(?:[0-9]{1,2}秒)?|(?<![0-9.])[0-2]?[0-9]时(?:[许整]|前|起|左右)?(?![代期间点段刻长效常])|(?<![0-9.])[0-9]{1,2}点(?:半|整|钟)"
    rf"|(?<!{_CN}){_CN}{{1,3}}点(?:半|整|钟|[一二三四五]?十[一二三四五六七八九]?分|[零〇]?[一二三四五六七八九]分))"
)
_DATE = (
    rf"(?P<date>(?:19|20)[0-9]{{2}}/(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])|(?<![0-9.]){_YEAR}[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])|(?<![0-9.]){_YEAR}\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12][0-9]|3[01])(?![0-9.])"
    rf"|(?<![0-9.])(?:19|20)[0-9]{{2}}[-/](?:0[1-9]|1[0-2])(?![0-9]|{_COUNTED})"
    rf"|(?<![0-9.,])(?:19|20)[0-9]{{2}}(?:年|年度|年底|年末)?[ ]?(?:{_DASH}{{1,2}}|[/、和与及])[ ]?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?=年))[AEF]?(?:{_YEAR_TAIL}|(?!{_COUNTED}))"
    rf"|(?<![0-9.,]){_YEAR} ?年 ?[0-9]{{1,2}} ?(?:{_DASH} ?[0-9]{{1,2}} ?)?月(?:份|底|末|初)?(?: ?[0-9]{{1,2}} ?(?:{_DASH} ?[0-9]{{1,2}} ?)?[日号])?"
    rf"|(?<![0-9.,]){_YEAR} ?{_YEAR_TAIL}(?:前?[一二三四1-4]季度|Q[1-4]|H[12]|[上下]半年)?(?!期|以上|左右|历史|来的)"
    r"|(?<![0-9.,])(?:19|20)[0-9]{2}(?:[QH][1-4]|[AEF](?![A-Za-z])|M[01]?[0-9])"
    r"|(?<![0-9.,])[1-4][QH](?:20)?[0-9]{2}[AE]?(?![0-9])|(?<![0-9.,])[0-9]{2}[QH][1-4](?![0-9])|(?<![0-9.,])(?:1[0-2]|[1-9])M(?:20)?[12][0-9](?![0-9.])|(?<![A-Za-z])(?:FY|CY)(?:20)?[0-9]{2}(?![0-9])|(?<![A-Za-z])[QH][1-4](?![0-9.])"
    r"|(?<![0-9.,])[1-3][0-9](?:[-~][1-3][0-9])?[AE](?![A-Za-z0-9])"
    rf"|(?<![0-9.,/])(?:0?[1-9]|1[0-2]) ?(?:(?:{_DASH}|[、/和]) ?(?:0?[1-9]|1[0-2]) ?){{0,4}}月(?!饼|球|薪|租|均|供)(?:份|底|末|初|中旬|上旬|下旬)?(?: ?[0-9]{{1,2}} ?(?:{_DASH} ?[0-9]{{1,2}} ?)?[日号])?"
    rf"|(?<![0-9.,])(?:[12]?[0-9]|3[01])(?:{_DASH}(?:[12]?[0-9]|3[01]))?(?:日(?![元圆均币本游间内线志常程活产用租薪利]|之内|以[内上下]|左右|时间|龄)|号(?!线|楼|店|文|令|机|院|井|电|厂|线|池|油|钢|船))(?:[上下]午|凌晨|晚)?"
    rf"|[一二][零〇九八七]{_CN}{{2}}(?:{_DASH}[一二][零〇九八七]{_CN}{{2}})?(?:年度?|(?=[^元个家人户件台万亿百千十点多余年])|$)"
    rf"|(?<![零〇一二三四五六七八九十百千0-9个几第两])(?:十[一二]?|[一二三四五六七八九正腊])月(?!饼|球|薪|租)(?:份|底|末|初|中旬|上旬|下旬)?(?:{_CN}{{1,3}}[日号])?"
    rf"|(?<!{_CN})(?:二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])日(?![元圆均币本游间内线志常程活产用])"
    rf"|(?:民国|光绪|乾隆|康熙|昭和|平成|令和){_NUM}{{1,6}}年|初[一二三四五六七八九十](?![中步级])|(?:大年|年)(?:初|三)[一二三十]{{1,2}}"
    r"|(?<![0-9个])第?[一二三四1-4](?:[-~至、和到][一二三四1-4]){0,3}季度?(?=[度报末初内中的G国全，,。、；;实净营归公业单]|$)|(?<![此之以目当])前[一二三两四1-4]个?季度?|第[一二三四1-4]财?季度?|第[一二三四1-4]财季"
    r"|(?:星期|礼拜|周)[一二三四五六日天](?![个年])|(?<![0-9.])[0-9]{2}年代|[一二三四五六七八九]十年代|(?<![0-9.])[0-9]{1,2}世纪|[一二三四五六七八九十]{1,3}世纪|(?<![0-9.])[0-9]{2}后(?![的续来市者方能由被])|[五六七八九][零五〇]后"
    r"|(?<![0-9.,第近超逾约满共])(?:1[0-9]|2[0-9])(?:[-~/至到、](?:1[0-9]|2[0-9]))年|(?<![0-9.,])(?:1[5-9]|2[0-9])年(?=底|末|初|[上下]半年|[一二三四]季|前[一二三四]|Q|H|[0-9]{1,2}月|同期|全年|年报|中报|报|度|营收|净利|收入|业绩|实现|预计)"
    r"|(?:(?<=[较自从])|(?<=[，。；;、\n])|^)(?:1[0-9]|2[0-9])年(?![期来的以左间内后前限，。、])"
    r"|(?<![0-9.,])[0-9]{4}/[0-9]{2}(?=年|赛季|学年|财年|榨季))"
)
_ORDINAL = (
    rf"(?P<ordinal>第 ?[0-9零〇一二三四五六七八九十百千两]{{1,8}}(?:[-~至、到]第? ?[0-9零〇一二三四五六七八九十百千两]{{1,8}})?"
    rf"|(?<![此之以目提年日月天期史当跟朝向往面])前{_NUM}{{1,4}}(?:大(?!部)|强|名|位|家|席|甲|届|款|支|个城市|个国家|个省)|(?<![此之以目提年日月天期史当])前[一二三四五六七八九十]{{1,2}}(?![%个年天月日次季周轮倍万千百大小多几])"
    rf"|(?<![此之以目提年日月天期史当])前[0-9]{{1,2}}个?月|(?<![此之以目提年日月天期史当])前[一二三四五六七八九十]{{1,2}}个?月"
    r"|(?:TOP|Top|top|No\.|NO\.|CR)[ -]?[0-9]{1,4}|排名?(?:全[国球省市])?第?[ ]?[0-9]{1,4}(?:位|名)|[0-9]{1,4}(?:st|nd|rd|th)(?![A-Za-z])|(?<![0-9.])[0-9]{1,5}强|[百千]强|排(?:名|位)[0-9]{1,3}(?![0-9%])|位[居列][0-9]{1,3}(?![0-9%]))"
)


def _labels() -> str:
    """图3, 表2-1, 案例二; a word of one character not behind those that make it part of another."""
    unlike = exclusion_map("unlike")
    long = [word for word in exclusions("labels") if not word.isascii() and word not in unlike]
    latin = [word for word in exclusions("labels") if word.isascii()]
    single = "|".join(f"(?<![{''.join(before)}]){word}" for word, before in sorted(unlike.items()))
    number = (
        r"[ (]{0,2}[0-9]{1,5}(?:[-.][0-9]{1,3}){0,3}[)]?(?![0-9,]|[.]?[0-9]*[%万亿元个家项名件台人户次班辆吨条份种倍])"
    )
    return (
        rf"[图表][0-9]{{1,2}}(?=(?:19|20)[0-9]{{2}}年)|(?:{alternation(long)}|{single}){number}"
        rf"|(?<![A-Za-z])(?:{alternation(latin)})[ ]?[0-9]{{1,4}}(?:[-.][0-9]{{1,3}}){{0,3}}(?![0-9%])"
        rf"|(?:{alternation(long)})[一二三四五六七八九十]{{1,3}}(?![个家项十百千万年月])"
        rf"|(?:{single})[一二三四五六七八九十]{{1,3}}(?=[:、 是为所中可示])"
    )


_LABEL = rf"(?P<label>{_labels()}|第[0-9]{{1,5}}页共[0-9]{{1,5}}页|(?<!总)共[0-9]{{1,4}}页|[0-9]{{1,4}}/[0-9]{{1,4}}页)"
_MARK = (
    r"(?P<mark>(?:(?<=[\n。;:!?])|(?<=^))[ \t]{0,8}(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[、.](?![0-9])|\([0-9]{1,2}\)(?=[ ]?[一-鿿A-Za-z“\"])|[0-9]{1,2}\)(?=[ ]?[一-鿿A-Za-z])|[一二三四五六七八九十]{1,3}、)"
    r"|\([一二三四五六七八九十]{1,3}\)|\([0-9]{1,2}\)(?=[一-鿿])(?<=[，,、;:。\n]\([0-9]\)))"
)
_NAME = (
    r"(?P<name>《[^《》\n]{1,80}》"
    r"|(?<![A-Za-z])(?:ISO|GB/?T?|IEC|IEEE|EN|ASTM|JIS|HJ|YY|IATF|JGJ|SAE|UL|CE)[ /-]{0,2}[0-9]{2,6}(?:[-:.][0-9]{1,4}){0,3}|(?<![A-Za-z])[TD][+-][0-9]{1,3}(?![0-9.%])"
    r"|(?<![A-Za-z])[A-Z]{2,5}(?:/[A-Z])?[ ]?[0-9]{2,6}(?:\.[0-9]{1,3})?-(?:19|20)[0-9]{2}(?![0-9])"
    r"|(?<![0-9.,])(?:95|96|12|10)[0-9]{3}(?=客服|热线|服务|短信|电话)"
    r"|(?<![0-9.])[248]K(?![0-9A-Za-z])|(?<![0-9.])(?:9|14|18|22|24)K(?=[黄白玫]?金)|(?<![A-Za-z0-9.])[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,3})?版本?(?!面)"
    r"|(?<![0-9.])[0-9]{1,3}(?:年|个月|天|日)期(?!间|限|货|初|末)(?:以上|以下|及以上)?|[一二三四五六七八九十]{1,3}(?:年|个月)期(?!间|限|货|初|末)(?:以上|以下)?"
    r"|(?<![0-9.%A-Za-z])[0-9]{1,2}(?:\+[0-9NnXxKk]{1,3}){1,5}(?![0-9.]{0,6}[%万亿元个])|(?<![0-9.])[0-9]{1,2}[*×xX][0-9]{1,2}(?:小时|h)?(?![0-9.]|[cmk]?m)|(?<![0-9.])[0-9]{1,2}·[0-9]{1,2}(?![0-9])"
    r"|(?<![0-9.,])[0-9]{1,5}号(?:线|楼|店|文|令|公告|机组|院|井|门|油|机|船|文件)?|双(?:11|12|十一|十二)|(?<![0-9.])[0-9]{1,2}\.0(?=时代|版|阶段|模式|战略|系统|标准|以上版|工程|计划)|(?<=[一-鿿A-Za-z])[1-9]\.0(?![0-9%]| ?[元万亿倍个吨米年天时分秒亩公千])"
    rf"|(?<![0-9.,])(?:{alternation(exclusions('number_names'))})(?![0-9.,%]| ?[元万亿个家户人件台辆吨倍米亩公千名套座点篇次项起例只股张字]))"
)
# Most characters begin none of them; looking at one character first makes the search several times faster.
_FIRST = (
    "(?=["
    + re.escape("".join(sorted({word[0] for key in ("labels", "codes") for word in exclusions(key)} - set("-]"))))
    + r"0-9零〇一二三四五六七八九十百正腊第前排位倒《双民光乾康昭平令初大年星礼周上中下凌清傍早晚深时今\[〔【( 	A-Za-z])"
)
_PATTERN = re.compile(f"{_FIRST}(?:{_URL}|{_CODE}|{_NAME}|{_DATE}|{_TIME}|{_LABEL}|{_ORDINAL}|{_MARK})", re.MULTILINE)


@cache
def _words() -> tuple[frozenset[str], int]:
    words = frozenset(exclusions("words"))
    return words, max(map(len, words))


def word_around(folded: str, position: int) -> Span | None:
    """The longest word of the exclusion list that covers ``position``, beginning at most four characters in front.

    >>> word_around("进一步统一标准", 4)
    Span(start=3, end=5)
    """
    words, longest = _words()
    best: Span | None = None
    for start in range(max(0, position - 4), position + 1):
        for end in range(min(len(folded), start + longest), position, -1):
            if folded[start:end] in words:
                if best is None or end - start > len(best):
                    best = Span(start, end)
                break
    return best


def find(folded: str, skip: Sequence[tuple[Span, str]] = ()) -> tuple[Skipped, ...]:
    """Every excluded stretch in order, without overlap; ``skip`` adds stretches that the caller knows, and they win."""
    known = sorted(skip, key=lambda pair: (pair[0].start, -pair[0].end))
    merged: list[Skipped] = []
    for piece in _merge(known, _matches(folded)):
        if not merged or piece.span.start >= merged[-1].span.end:
            merged.append(piece)
    return tuple(merged)


def _matches(folded: str) -> Iterator[Skipped]:
    for found in _PATTERN.finditer(folded):
        if found.lastgroup == "time" and "比" in folded[max(0, found.start() - 5) : found.start()]:
            # 比例为1:15 is a ratio.
            continue
        if (
            found.lastgroup == "date"
            and found.group().endswith("A")
            and "电" in folded[max(0, found.start() - 6) : found.start()]
        ):
            # 额定电流16A is no year.
            continue
        yield Skipped(Span(found.start(), found.end()), str(found.lastgroup))


def _merge(known: Sequence[tuple[Span, str]], found: Iterator[Skipped]) -> Iterator[Skipped]:
    taken = [Skipped(span, reason) for span, reason in known if len(span)]
    ends = [piece.span for piece in taken]
    at = 0
    for piece in found:
        while at < len(taken) and taken[at].span.start <= piece.span.start:
            yield taken[at]
            at += 1
        if any(piece.span.overlaps(span) for span in ends[max(0, at - 1) : at + 1]):
            continue
        yield piece
    yield from taken[at:]
