"""The expressions of time: each rule's pattern, and what it means.

Years in digits and in Chinese numerals, halves, quarters, months, days, runs of them, the broker's short forms (``3Q20``, ``20Q1``,
``1H21``, ``11M20``, ``2021E``, ``FY2024``), five-year plans, and words that lean on the document's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.observation.stamps import DIGITS, Stamp

MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y4 = r"(?:19|20)\d\d|[一二][九〇零○][一二三四五六七八九〇零○]{2}"
_Q = r"[一二三四1-4]"
TO = r"\s?(?:-|—{1,2}|~|至|到)\s?"


def number(text: str) -> int:
    """A small whole number in digits or Chinese numerals.

    >>> number("11"), number("十一"), number("二十三"), number("二〇一九")
    (11, 11, 23, 2019)
    """
    if text.isdigit():
        return int(text)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return int(DIGITS[hundreds]) * 100 + (number(rest.lstrip("零〇")) if rest.strip("零〇") else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(DIGITS.get(tens, "1")) * 10 + int(DIGITS.get(ones, "0"))
    return int("".join(DIGITS.get(char, "0") for char in text))


def _short(text: str) -> int:
    """Two-digit years as brokers write them: 99 is 1999, 24 is 2024."""
    year = number(text)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def month_of(year: int | None, month: str) -> Stamp:
    """A month, of no year where ``year`` is null."""
    return Stamp(year, f"-{number(month):02d}")


def run_of(first: Stamp, last: Stamp) -> Stamp:
    """From one time to another, both inclusive."""
    return Stamp(first.year, first.tail, last, first.shift, first.leans)


def _year_of(match: re.Match[str], name: str = "y") -> int | None:
    text = match.groupdict().get(name)
    return _short(text) if text else None


def _half(match: re.Match[str]) -> Stamp:
    return Stamp(_year_of(match), "-S1" if match["half"] in ("上", "1", "一") else "-S2")


def _quarter(match: re.Match[str]) -> Stamp:
    year = _year_of(match)
    return Stamp(year, f"-Q{number(match['q'])}", leans=year is None and "财" in match.group())


def _first_quarters(match: re.Match[str]) -> Stamp:
    year = _year_of(match)
    return run_of(Stamp(year, "-01"), Stamp(year, f"-{3 * number(match['n']):02d}"))


def _first_months(match: re.Match[str]) -> Stamp:
    year = _year_of(match)
    return run_of(Stamp(year, "-01"), Stamp(year, f"-{number(match['n']):02d}"))


def _months(match: re.Match[str]) -> Stamp:
    year = _year_of(match)
    return run_of(month_of(year, match["m"]), month_of(_year_of(match, "z") or year, match["n"]))


def _day(match: re.Match[str]) -> Stamp:
    return Stamp(_year_of(match), f"-{number(match['m']):02d}-{number(match['d']):02d}")


def _days(match: re.Match[str]) -> Stamp:
    year = _year_of(match)
    first = _day(match)
    month = match.groupdict().get("n") or match["m"]
    return run_of(first, Stamp(_year_of(match, "z") or year, f"-{number(month):02d}-{number(match['e']):02d}"))


def _years(match: re.Match[str]) -> Stamp:
    first, last = match["y"], match["z"]
    end = _short(last)
    return run_of(Stamp(_short(first)), Stamp(end))


def _relative(shift: int, tail: str = "") -> Callable[[re.Match[str]], Stamp]:
    return lambda _match: Stamp(None, tail, shift=shift, leans=True)


def _plan_of(match: re.Match[str]) -> Stamp:
    last = match["n"] or match["o"]
    count = 10 + (number(last) if last else 0)
    start = 2001 + 5 * (count - 10)
    return Stamp(start + 4) if match.group().endswith("末") else run_of(Stamp(start), Stamp(start + 4))


def _ending(match: re.Match[str]) -> Stamp:
    """截至6月底止六个月: the half, quarter or year that ends there."""
    year, month, what = _year_of(match), number(match["m"]), match["what"]
    last = match.groupdict().get("last") is not None
    leans = last or match.groupdict().get("now") is not None
    shift = -1 if last else 0
    if what[0] in "六半中上" and month in (6, 12):
        return Stamp(year, f"-S{month // 6}", shift=shift, leans=leans)
    if what[0] in "三季" and month % 3 == 0:
        return Stamp(year, f"-Q{month // 3}", shift=shift, leans=leans)
    if what[0] in "年全十" and month == 12:
        return Stamp(year, shift=shift, leans=leans)
    return Stamp(year, f"-{month:02d}", shift=shift, leans=leans)


def _week(match: re.Match[str]) -> Stamp:
    back = 0 if match.group()[0] == "本" else 1
    return Stamp(None, f"-week{back}-{'一二三四五六日'.index(match['d'].replace('天', '日')) + 1}", leans=True)


def _back(match: re.Match[str]) -> Stamp:
    count = number(match["n"] or match["k"])
    if count == 1:
        return Stamp(None, leans=True)
    return run_of(Stamp(None, shift=1 - count, leans=True), Stamp(None, leans=True))


# 二○二三至二四年度, 2023-24财政年度: one year that begins in one calendar year and ends in the next.
_FISCAL = rf"(?P<y>{_Y4})\s?(?:/|-|—|至)\s?(?P<z>\d\d|[一二三四五六七八九〇零○]{{2}})(?:课税|财政|会计|评税)?(?:年度|学年度?|财年)"
_FISCAL_YEAR = re.compile(_FISCAL)
# The characters that a year or what stands behind it begins with come first: at all others a search moves on at once.
_OPTIONAL_YEAR = rf"(?=[\d一二三四五六七八九十前首次末上下第Qq])(?:(?P<y>(?<!\d)(?:{_Y4})|(?<![\d.])\d\d)\s?(?:年度?|财年)\s?(?:的)?\s?)?"
RULES: tuple[tuple[str, str, Callable[[re.Match[str]], Stamp]], ...] = (
    (
        "days",
        rf"{_OPTIONAL_YEAR}(?P<m>{MONTH})月(?P<d>{DAY})[日号]?{TO}(?:(?P<z>{_Y4})年)?(?:(?P<n>{MONTH})月)?(?P<e>{DAY})[日号]",
        _days,
    ),
    (
        "ending",
        rf"截至(?:{_OPTIONAL_YEAR}|(?P<now>今年)|(?P<last>去年|上年))(?P<m>{MONTH})月(?:底|末|(?:{DAY})日)止(?:的)?(?P<what>六个月|三个月|十二个月|半年|中期|上半年|季度|年度|全年)",
        _ending,
    ),
    ("day", rf"{_OPTIONAL_YEAR}(?P<m>{MONTH})月(?P<d>{DAY})(?:[日号]|(?<=\d))(?![\d月])", _day),
    (
        "days",
        r"(?<![\d.])(?P<y>(?:19|20)\d\d)[/.](?P<m>1[0-2]|0?[1-9])[/.](?P<d>[0-3]?\d)\s?[-—~至]\s?(?:(?P<z>20\d\d)[/.])?(?P<n>1[0-2]|0?[1-9])[/.](?P<e>[0-3]?\d)(?!\d)",
        _days,
    ),
    ("day", r"(?<![\d-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>0[1-9]|1[0-2])[-/.](?P<d>[0-3]\d)(?!\d)", _day),
    (
        "months",
        rf"(?:(?P<y>(?<!\d)(?:{_Y4}))年)(?P<m>{MONTH})月?{TO}(?:(?P<z>{_Y4})年)?(?P<n>{MONTH})月份?",
        _months,
    ),
    ("months", rf"(?<![\d.])(?P<m>{MONTH})月?{TO}(?P<n>{MONTH})月份?", _months),
    ("first months", rf"{_OPTIONAL_YEAR}前(?P<n>{MONTH})个?月", _first_months),
    ("first months", rf"{_OPTIONAL_YEAR}首(?P<n>{MONTH})个?月", _first_months),
    ("first quarters", rf"{_OPTIONAL_YEAR}前(?P<n>[二三两23])个?季度?", _first_quarters),
    ("half", rf"{_OPTIONAL_YEAR}(?P<half>[上下])半年(?:末|底)?", _half),
    ("half", r"(?<![A-Za-z\d.])(?P<half>[12])H(?:20)?(?P<y>\d\d)(?:E|A)?(?!\d)", _half),
    ("half", r"(?<![A-Za-z\d.])(?P<y>(?:19|20)\d\d|\d\d)年?H(?P<half>[12])(?!\d)", _half),
    ("half", r"(?<![A-Za-z\d])H(?P<half>[12])\s?(?P<y>20\d\d|\d\d)(?!\d)", _half),
    ("half", r"(?<![A-Za-z\d])H(?P<half>[12])(?![\dA-Za-z]|受体|抗|型|芯片|分子|气)", _half),
    (
        "quarters",
        rf"(?<![A-Za-z\d.])(?:(?P<y>(?:19|20)\d\d|\d\d)\s?年?)?[Qq]1{TO}[Qq]?(?P<q>[2-4])(?!\d)",
        lambda match: run_of(Stamp(_year_of(match), "-01"), Stamp(_year_of(match), f"-{3 * int(match['q']):02d}")),
    ),
    (
        "quarter",
        rf"{_OPTIONAL_YEAR}第?(?<![前上下后每这那逐单几数])(?P<q>{_Q})(?:(?<=第[一二三四1-4])个|财)?季度?(?!分明|如春|常青|常绿|皆|更替)",
        _quarter,
    ),
    ("quarter", rf"{_OPTIONAL_YEAR}首季度?(?!节)", lambda match: Stamp(_year_of(match), "-Q1")),
    ("quarter", rf"{_OPTIONAL_YEAR}次季(?!节)", lambda match: Stamp(_year_of(match), "-Q2")),
    ("quarter", rf"{_OPTIONAL_YEAR}末季(?!节)", lambda match: Stamp(_year_of(match), "-Q4")),
    ("quarter", rf"{_OPTIONAL_YEAR}[Qq](?P<q>[1-4])(?!\d)(?: ?[末底](?=[^端线]))?", _quarter),
    ("quarter", r"(?<![A-Za-z\d.])(?P<q>[1-4])[Qq]\s?(?:20)?(?P<y>\d\d)(?:E|A)?(?!\d)", _quarter),
    ("quarter", r"(?<![A-Za-z\d.])(?P<y>(?:19|20)\d\d|\d\d)[Qq](?P<q>[1-4])(?!\d)(?: ?[末底](?=[^端线]))?", _quarter),
    ("quarter", r"(?<![A-Za-z\d])[Qq](?P<q>[1-4])(?!\d)(?: ?[末底](?=[^端线]))?", _quarter),
    ("first months", r"(?<![A-Za-z\d.])(?:1-)?(?P<n>1[0-2]|[1-9])M(?P<y>\d\d)(?!\d)", _first_months),
    (
        "month",
        rf"(?<!\d)(?P<y>{_Y4})年(?P<m>{MONTH})月(?:份|末|底|初|中旬|上旬|下旬)?(?!\d|交货|交割|(?!份)[一-鿿]{{0,4}}(?:合约|期货|期油|期金|期铜))",
        lambda match: month_of(_year_of(match), match["m"]),
    ),
    (
        "years",
        rf"(?<![\d.])(?P<y>{_Y4}|\d\d)(?:年度?|E|A)?{TO}(?P<z>{_Y4}|\d\d)(?:年度?|财年|E)(?!前|后|内|期|以)",
        _years,
    ),
    (
        "years",
        rf"(?<!\d){_FISCAL}(?!前|后|内|期|以)",
        _years,
    ),
    ("years", rf"(?P<y>{_Y4})\s?/\s?(?P<z>\d\d|[一二三四五六七八九〇零]{{2}})年", _years),
    (
        "years",
        r"(?<![\d.%/])(?P<y>[0-4]\d)(?:/[0-4]\d)*/(?P<z>[0-4]\d)年(?!间|来|内|前|后|限|期|级|以|多|左|之)",
        _years,
    ),
    (
        "plan",
        r"(?<![之百千万零第])(?:[“\"]十(?P<n>[一二三四五六])?[·]?五[”\"](?:规划|时期|期间|以来|末|计划)?|十(?P<o>[一二三四五六])[·]?五(?:规划|时期|期间|以来|末|计划)?|十五(?:规划|时期|期间|以来|末|计划))",
        _plan_of,
    ),
    ("minguo", r"民国(?P<y>[一二三四五六七八九十百零〇\d]{1,5})年", lambda match: Stamp(1911 + number(match["y"]))),
    (
        "year",
        rf"(?<![\d.])(?P<y>{_Y4})\s?(?:年度?|财年|全年)(?:末|底|初|末期|年末|年底)?(?!代|后期|以前|期)",
        lambda match: Stamp(_year_of(match)),
    ),
    ("year", r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:E|A)(?![A-Za-z\d])", lambda match: Stamp(_year_of(match))),
    ("year", r"(?<![\d.])(?P<y>\d\d)财年", lambda match: Stamp(_year_of(match))),
    ("year", r"(?<![A-Za-z\d])FY\s?(?P<y>20\d\d|\d\d)(?!\d)", lambda match: Stamp(_year_of(match))),
    (
        "year list",
        r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?=(?:[、和与及/](?:19|20)\d\d){1,6}年)",
        lambda match: Stamp(_year_of(match)),
    ),
    (
        "short year",
        r"(?<![\d.年第近前后去续])(?<!(?:延长|缩短|缩减)[至到])(?P<y>[0-3]\d|9\d)年(?:末|底|初)?(?!延长|缩短|缩减)(?=[^间来内前后限期龄级以多左上余之]|$)",
        lambda match: Stamp(_year_of(match)),
    ),
    (
        "month",
        rf"(?<![\d.])(?:当年|同年)?(?P<m>{MONTH})月(?:份|末|底|初|中旬|上旬|下旬)?(?!\d|交货|交割|(?!份)[一-鿿]{{0,4}}(?:合约|期货|期油|期金|期铜))",
        lambda match: month_of(None, match["m"]),
    ),
    ("year ago", r"(?:上年|去年|上一年|前一年)(?:同期|同月|同季)", _relative(-1)),
    ("last year", r"去年年?[末底]?|上年年?[末底]?|上一年度?", _relative(-1)),
    ("before last year", r"前年", _relative(-2)),
    ("next year", r"明年", _relative(1)),
    (
        "this year",
        r"今年(?:以来|年[末底初])?|本年度?|当年|全年|年末|年底|期末|本期|报告期[内末]?|(?<![一二三四五六七八九十两\d])年内|年初以来|年初至今",
        _relative(0),
    ),
    (
        "years back",
        r"(?:过去|最近|近|前)(?P<n>[一二三四五六七八九十两]{1,3}|\d{1,2})年(?:来|间|里)?|(?P<k>[一二三四五六七八九十两])年来",
        _back,
    ),
    # The term of a government, where its report names no other time: 五年增加70%.
    (
        "term",
        r"五年(?=(?:累计|共计?|新增|增加|增长|减少|投入|下降|提高|净增|改造|建成|实现)(?![^,。;]{0,2}[年月]))",
        lambda _: run_of(Stamp(None, shift=-4, leans=True), Stamp(None, leans=True)),
    ),
    ("today", r"今日|今天|今晨|今早|今[(（]\d{1,2}[)）]日", _relative(0, "-day0")),
    ("yesterday", r"昨日|昨天|昨晚|昨[(（]\d{1,2}[)）]日|隔夜|昨(?=[收再又已])", _relative(0, "-day1")),
    ("week", r"(?:上|本)周(?P<d>[一二三四五六日天])(?!期|边|转|年|岁|均)", _week),
    (
        "undated",
        r"(?<!\d)[上本]周(?:末|日(?!均)内)?(?=[^期边转年岁均一二三四五六日天波]|$)|未来的?(?:[数几\d一二三四五六七八九十两]{1,3}(?:[-~至到]\d{1,2})?(?:年|个月|个季度))",
        lambda _: Stamp(None),
    ),
    ("this month", r"本月|当月", _relative(0, "-month")),
    ("last month", r"上月|上个月", _relative(0, "-last-month")),
    ("this quarter", r"本季度?|当季", _relative(0, "-quarter")),
    (
        "days",
        r"前(?P<d>[12]0|5|15)(?:日|天)(?=[^前后内里]|$)",
        lambda match: run_of(Stamp(None, "-month-01"), Stamp(None, f"-month-{number(match['d']):02d}")),
    ),
    (
        "day",
        r"(?<![\d月.第])(?P<d>3[01]|[12]\d|[1-9])日(?!元|本|均|常|益|前)",
        lambda match: Stamp(None, f"-month-{number(match['d']):02d}"),
    ),
)


def is_fiscal_year(text: str, position: int) -> bool:
    """The expression at the position is one year over two calendar years, and no run of two years.

    >>> is_fiscal_year("2023-24年度", 0), is_fiscal_year("2023-2024年", 0)
    (True, False)
    """
    return _FISCAL_YEAR.match(text, position) is not None
