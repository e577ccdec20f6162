"""Addresses, codes, standards, versions, and numbers that are names.

Every pattern bounds its quantifiers.
"""

from __future__ import annotations

from pipeline.quantity.trie import alternation
from pipeline.quantity.written import Excluded
from pipeline.vocabulary import exclusions

_CODED = rf"(?:{alternation(word for word in exclusions('codes') if not word.isascii())})"
_LATIN_CODED = rf"(?:{alternation(word for word in exclusions('codes') if word.isascii())})"
_TARIFF = r"[0-9]{4}\.[0-9]{2}(?:\.?[0-9]{2,4})?"
_EXCHANGE = r"(?:SH|SZ|HK|OF|BJ|SS|US|OQ|N|O|sh|sz|hk)"
# A version is no amount: not 3.0亿, not the beginning of 3.0-3.5亿.
_NO_AMOUNT = r"(?![0-9%×]| ?[-~—至到]{1,2} ?[0-9]| ?[/、] ?[0-9]| ?[元万亿倍个吨米年天时分秒亩公千]| ?[kMGTPEcmn]?(?:FLOPS|Flops|Hz|HZ|Wh|Wp|W|B|V|A|Pa|bar|m|g|t|L)(?![a-z]))"
_NO_UNIT = r"(?![0-9.,%]| ?[元万亿个家户人件台辆吨倍米亩公千名套座点篇次项起例只股张字])"

_CLASSED = alternation(exclusions("classed"))

_SOME = "[一二两三四五六七八九十多]"

ADDRESSES = Excluded(
    "address",
    ("digit", "letter"),
    (
        r"(?:https?|ftp)://[!-~]{1,400}",
        r"www\.[!-~]{1,300}",
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}",
    ),
)
CODES = Excluded(
    "code",
    ("digit",),
    (
        r"(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])",
        r"(?<![0-9])[48]00-[0-9]{3,4}-?[0-9]{3,4}(?![0-9])",
        r"(?<![0-9.,])1[3-9][0-9]{9}(?![0-9])",
        rf"(?<![0-9])[0-9]{{4,6}}\.{_EXCHANGE}(?![A-Za-z])",
        rf"(?<![0-9.,]){_TARIFF}(?:[、和及] ?{_TARIFF}){{0,8}}(?= ?(?:项下|品目|税目|税则|税号|子目))",
        r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,6}){2,8}(?![0-9])",
    ),
)
_CODED_NUMBERS = (
    rf"[:为是 ]{{0,3}}{_TARIFF}(?:[、和及] ?{_TARIFF}){{1,8}}",
    r"(?:电话|证书|编号|号码|号列|[:号码为是 ]){1,4}[A-Za-z]{0,6} ?[0-9][0-9A-Za-z/().-]{1,40}",
    r" ?[A-Za-z]{0,6}[0-9](?:[0-9]{0,3}[.-][0-9]{2,4}[0-9A-Za-z/.-]{0,40}|[0-9]{2}[0-9-]{1,20})",
)
LATIN_LABELLED = Excluded("code", ("letter",), tuple(_LATIN_CODED + number for number in _CODED_NUMBERS))
LABELLED = Excluded(
    "code",
    ("other",),
    (
        *(_CODED + number for number in _CODED_NUMBERS),
        r"[\[〔【][0-9]{1,4}(?:[-,~][0-9]{1,4}){0,8}[\]〕】](?:[0-9]{1,5}号)?",
    ),
)
STANDARDS = Excluded(
    "name",
    ("letter",),
    (
        r"(?:ISO|GB/?T?|IEC|IEEE|EN|ASTM|JIS|HJ|YY|IATF|JGJ|SAE|UL|CE)[ /-]{0,2}[0-9]{2,6}(?:[-:.][0-9]{1,4}){0,3}",
        r"[TD][+-][0-9]{1,3}(?![0-9.%])",
        # Two numbers of one name: CDK4/6; not the ratios of several years.
        r"(?!P[EBS]|EPS|EV)[A-Z]{2,5}[0-9]{1,2}/[0-9]{1,2}(?![0-9./%倍元x万亿]|[A-Za-z])",
        r"[A-Z]{2,5}(?:/[A-Z])?[ ]?[0-9]{2,6}(?:\.[0-9]{1,3})?-(?:19|20)[0-9]{2}(?![0-9])",
    ),
)
TITLES = Excluded(
    "name",
    ("other",),
    (
        r"《[^《》\n]{1,80}》",
        r"[一二三四五六七八九十]{1,3}(?:年|个月)期(?!间|限|货|初|末)(?:以上|以下)?",
        r"双(?:11|12|十一|十二)",
        # 一核两翼, 一轴三带; 一企一策
        rf"{_SOME}[核轴带廊环翼极主副横纵圈谷心](?:{_SOME}[核轴带廊环翼极主副横纵圈谷心城区园群点片]){{1,4}}",
        r"(?<![零〇一二三四五六七八九十百千万亿0-9第点])一(?![般些定直共])[^\W0-9A-Za-z万亿千百十点]一[^\W0-9A-Za-z万亿千百十点]",
        # 两票制
        r"[一二两三四五六七八九十][一-鿿]制(?![造作定度冷药成约图])",
        # “四上”企业, “三农”
        r"(?<=[“「『\"])[一二三四五六七八九十两双][^\W\d_倍成分个万亿千百折年月天元人次家点块毛]{1,4}(?=[”」』\"])",
        # 八因子, 九价: a substance by its number
        r"(?<![零〇一二三四五六七八九十百千万亿第])[一二三四五六七八九十]{1,2}因子",
        # 一次合格率
        r"一次(?=[一-鿿]{1,4}率)",
    ),
)
NAMES = Excluded(
    "name",
    ("digit",),
    (
        r"(?<![0-9.,])(?:95|96|12|10)[0-9]{3}(?=客服|热线|服务|短信|电话)",
        # 4K and 8K name a picture; from 8K to 128K they count.
        r"(?<![0-9.由从到至达])[248]K(?![0-9A-Za-z]|[扩增提到至升])",
        r"(?<![0-9.])(?:9|14|18|22|24)K(?=[黄白玫]?金)",
        r"(?<![A-Za-z0-9.])[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,3})?版本?(?!面)",
        r"(?<![0-9.])[0-9]{1,3}(?:年|个月|天|日)期(?!间|限|货|初|末)(?:以上|以下|及以上)?",
        r"(?<![0-9.%A-Za-z])[0-9]{1,2}(?:\+[0-9NnXxKk]{1,3}){1,5}(?![0-9.]{0,6}[%万亿元个])",
        r"(?<![0-9.])[0-9]{1,2}[*×xX][0-9]{1,2}(?:小时|h)?(?![0-9.^⁻⁰¹²³⁴⁵⁶⁷⁸⁹]|[cmk]?m)",
        r"(?<![0-9.])[0-9]{1,2}·[0-9]{1,2}(?![0-9])",
        r"(?<![0-9.,])(?:[0-9]{1,3}[-~至、和])?[0-9]{1,5}号(?:线|楼|店|文|令|公告|机组|院|井|门|油|机|船|文件)?",
        r"(?<![0-9.])[0-9]{1,2}\.0(?=时代|版|阶段|模式|战略|系统|标准|以上版|工程|计划)",
        rf"(?<=[一-鿿A-Za-z])[1-9]\.0{_NO_AMOUNT}",
        # 13价疫苗 is a kind of vaccine, 1.1类 a class of drug, 12楼 an address.
        r"(?<![0-9.])[0-9]{1,2}价(?![格钱值位差款])(?=[、，,。A-Z一-鿿]|$)",
        rf"(?<![0-9.])[1-9]\.[0-9]类|(?<![0-9.])[1-9]类(?={_CLASSED})",
        *(rf"(?<={word})[1-9][0-9]?类(?![一-鿿]{{0,2}}(?:共|合计))" for word in exclusions("classed")),
        # 1期临床, 临床2期 name a stage.
        r"(?<![0-9.第])[1-4]期(?=、?[一-鿿]{0,2}(?:临床|试验|数据))",
        r"(?<=临床)[1-4]期(?:[和/及、至-][1-4]期)?",
        r"(?<![0-9.])[0-9]{1,3}楼(?![面盘市宇房])",
        r"(?<![0-9.])[0-9]{1,3}国集团",
        # 5A级景区
        r"(?<![0-9.])[1-5]A(?=级|景区)",
        # All around: 360度摄像头, 360°全景
        r"(?<![0-9.,])360(?:度|°)(?=[一-鿿])(?![以左上之内的旋])",
        rf"(?<![0-9.,])(?:{alternation(exclusions('number_names'))}){_NO_UNIT}",
    ),
)
# 三次产业结构为7.9:52.1:40.0: parts of one whole, of which no two are a ratio.
PROPORTIONS = Excluded(
    "proportion",
    ("digit",),
    (
        r"(?<![0-9.:])(?=[0-9:.]{1,24}\.[0-9])[0-9]{1,3}(?:\.[0-9]{1,2})?(?:[:∶][0-9]{1,3}(?:\.[0-9]{1,2})?){2,4}(?![0-9])",
    ),
)
