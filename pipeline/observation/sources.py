"""Who counted: sources that the text names for its figures, and how far each reaches (to the end of its sentence)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Span
from pipeline.observation.tokens import Tokens
from pipeline.observation.words import alternation

_CUE = alternation("context.source_cue")
_NOUN = alternation("context.source_noun")
_VERB = alternation("context.source_verb")
_BODY = alternation("context.source_body")
_SPEAKER = alternation("context.speaker")
_NAME = r"[^,，。;；:：\n\t!?！？]{1,30}?"
_PLAIN = r"[^,，。;；:：\n\t\d!?！？将把]{0,16}?"
_DATE = r"(?:[今昨][日天晚]?|日前|近日|[(（]?\d{1,2}[)）]?[日号]|\d{1,2}月\d{1,2}[日号]|[(（][^)）]{1,12}[)）]){0,3}"
_IN_REPORT = r"(?:在?最新[^,。;]{0,10}?中|在[^,。;]{1,14}?(?:中|上)|(?:相关|有关)?(?:负责人|官员|发言人)|主席|会长|总裁|(?:研究员|教授|专家|分析师|主任|秘书长|院长|经济学家)[一-鿿]{2,3}?)?"
_TELLS = f"(?:再次|更新|最新|联合|共同|亦|则|也|仅|并)?(?:{_VERB}|调查发现|研究发现|发现|提出|说|指|把|将)"
_CITED = re.compile(
    rf"(?:{_CUE})(?!此)(?P<name>{_NAME})(?:的?(?:最新|官方|公开|发布的|公布的)?(?:{_NOUN})){{0,2}}(?:(?:{_VERB})(?![局处署司厅])|[,，:：])"
)
_COMES_FROM = re.compile(
    rf"(?:来自|来源于|以)于?(?P<name>{_NAME})的?(?:最新|官方|公开|发布的|公布的)?(?:{_NOUN})(?:{_VERB}|为例)"
)
# 某部于96年对民众所进行电访民调: who asked, when and whom.
_ASKED = re.compile(
    rf"(?:据|根据|依据|在|又|另|而)?(?P<name>{_PLAIN}(?:{_BODY}))于?\d{{2,4}}年(?:同一份)?(?:(?:对|就|针对|向)[^,。;]{{2,20}})?(?:所?(?:进行|做|作|办理)[的之]?)?[^,。;]{{0,6}}?(?:{_NOUN})"
)
_SHOWS = re.compile(
    rf"(?P<name>{_NAME}(?:{_NOUN})》?)(?:[(（][^)）]{{1,16}}[)）])?(?:亦|也|则|还|均|都)?(?:{_VERB}|发现)"
)
_BODY_SAYS = re.compile(
    rf"(?P<name>{_PLAIN}(?:{_BODY}|{_SPEAKER}))(?:调查|研究|统计)?{_DATE}{_IN_REPORT}{_DATE}{_TELLS}(?=[^的准模局处署司])"
)
# 统计局日前公布的|1月销量: who made the number known.
_PUBLISHED = re.compile(rf"(?P<name>{_PLAIN}(?:{_BODY})){_DATE}(?:公布|发布|统计|披露|揭露)的(?![“「《])")
# 某某证券最新报告把目标价…
_REPORTED = re.compile(rf"(?P<name>{_PLAIN}(?:{_BODY}))的?(?:在?最新)?(?:研究)?(?:报告|研报)(?:中)?[把将]")
# 招股书显示,…: the company's own document, without its name.
_DOCUMENT_SAYS = re.compile(
    "(?:公司|其|该公司)?(?P<name>(?:最新)?(?:招股书|招股说明书|财报|年报|半年报|中报|季报|[一三]季报|业绩快报|业绩预告|公告|问询函回复))(?:亦|也)?(?:显示|披露|表明|载明)(?=[^的了])"
)
_LATIN_SAYS = re.compile(
    rf"(?:而|但|不过|同时|其中|另外)?(?:[^,，。;；\d]{{0,8}}?(?:机构|公司|媒体|平台))?(?P<name>[A-Z][A-Za-z&. ]{{1,24}}){_DATE}{_IN_REPORT}(?:{_VERB})(?=[^的准模局处署司])"
)
_THINKS = re.compile(
    r"(?P<name>[^,，。;；:：\n\t\d将把]{2,12}(?:银行|人士|会|社))(?:联合)?(?:预测|预计|估计|认为|预期|测算|将)(?=[^的准模局处署司])"
)
_PERSON = re.compile(
    r"(?:[^,，。;；:：\n\t\d将把]{2,10}?)?(?:CEO|CFO|总裁|董事长|主席|行长|总经理|财务长|财务官|执行长)(?P<name>[^,，。;；:：\n\t\d将把]{2,4}?)(?:预测|预计|预期|预估|估计|认为|表示|称|透露)"
)
_LABEL = re.compile(
    rf"[\s■●◆▪·①-⑳]*(?:[【\[])?(?P<name>[^,，。;；:：\n\t\d【】]{{0,16}}?(?:{_BODY}))(?:[】\]])?\s?[:：]"
)
_HEARD = re.compile(rf"(?:从|向)(?P<name>{_PLAIN}(?:{_BODY}))(?:召开的[^,。;]{{0,14}})?(?:获悉|了解到|了解|得知)")
# Whom it asked, behind the name of a body: 某某局对412家企业的摸底.
_ABOUT = re.compile(r"(?<=[局署部委会院所处厅行司学心])(?:对|就|针对)[^,。;]{2,}$")
_PROPERTY = re.compile(f"(?:{alternation('measures.heads')})$")
_ACTS = re.compile("[将把]")
_ENDS_AS_BODY = re.compile(f"(?:{_BODY}|{_SPEAKER}|人士|官员|负责人|发言人|记者)$")
_SPEAKS = (
    "表示",
    "指出",
    "认为",
    "称",
    "说",
    "介绍",
    "透露",
    "预计",
    "预测",
    "强调",
    "直言",
    "坦言",
    "分析",
    "研判",
    "坦承",
)
_FAR = 20
_DELIMITER = re.compile(r"[,，。;；:：\n\t】]\s?|[■●◆▪]\s?")
_ORIGIN = re.compile(r"(?:数据|资料)?来源\s?[:：]\s?(?P<name>[^。;；\n\t]{1,40}?)(?=[。;；\n\t]|表\d|图\d|$)")
_NOT_SOURCE = re.compile(
    r"^截至|^(?:[其此该](?!行|会|局|署|处|部)|可比|计划|规定|要求|上述|原|我们|有|不同|比例|市场预期|企业|用户|公司|报告|本报告|规划|目前|初步|并|将|也|会上|为|是否|与|但|而|因此|同时|全国|全省|全市)"
    r"|^(?:此|可比价格|不变价格|可比口径|不变价|现价|季|月|年|推算|测算|估算|统计(?![局处署司厅])|介绍|了解|报道|悉|政策|称|说|本)"
)
_TRIM = re.compile(rf"(?:的|最新|官方|公开|发布|公布|更新公布|的数据|\d{{1,2}}月\d{{1,2}}日|{_NOUN})$")
_NOUNS = re.compile(f"(?:{_NOUN})")
# A census or survey is named by its year: 2010年第六次全国人口普查.
_DATED = re.compile(r"\d{4}年(?!.{0,2}(?:数据|统计|资料|数字)$)[^,。;]{0,16}(?:普查|调查|调研|报告|问卷)$")
# How a sentence begins that says who counted, and what stands in it then: looked for first, since few sentences say so.
_SAID = (
    (_ASKED, _NOUNS),
    (_SHOWS, _NOUNS),
    (_BODY_SAYS, re.compile(f"{_BODY}|{_SPEAKER}")),
    (_PUBLISHED, re.compile("[布计露]的")),
    (_REPORTED, re.compile("报告?")),
    (_DOCUMENT_SAYS, re.compile("招股|报|公告|回复")),
    (_LATIN_SAYS, re.compile("[A-Z]")),
    (_PERSON, re.compile("CEO|CFO|总裁|董事长|主席|行长|总经理")),
    (_THINKS, re.compile("[行士会社](?:联合)?(?:预|估计|认为|测算|将)")),
)
_LEAD = re.compile(r"^(?:据|根据|按照|按|依据|其中|例如|另外|此外|同时|不过|至于|有|[■●◆▪\s【]+)")


@dataclass(frozen=True, slots=True)
class Source:
    """``name`` as printed; it holds for figures between ``reach.start`` and ``reach.end``."""

    name: Span
    reach: Span


def is_body(text: str, span: Span) -> bool:
    """The span ends in the name of a body that counts, or is somebody whose word is a source."""
    return bool(_ENDS_AS_BODY.search(text, span.start, span.end))


def sources(text: str, sentence: Span, tokens: Tokens) -> list[Source]:
    """The sources a sentence names, in order; ``text`` is folded.

    >>> text = "国家统计局数据表明,出货量达1.2亿台"
    >>> [source.name.quote(text) for source in sources(text, Span(0, len(text)), Tokens((), ()))]
    ['国家统计局']
    """
    found: list[Source] = []
    starts = [sentence.start, *(match.end() for match in _DELIMITER.finditer(text, sentence.start, sentence.end))]
    cited = (match for match in _CITED.finditer(text, sentence.start, sentence.end) if _is_cue(match, tokens))
    label = _LABEL.match(text, sentence.start, sentence.end)
    heard = (
        match for pattern in (_HEARD, _COMES_FROM) for match in pattern.finditer(text, sentence.start, sentence.end)
    )
    said = (
        pattern.match(text, start, sentence.end)
        for pattern, sign in _SAID
        if sign.search(text, sentence.start, sentence.end)
        for start in starts
    )
    for match in [*cited, *heard, *([label] if label else []), *(match for match in said if match)]:
        name = _trimmed(
            text, _with_noun(text, Span(*match.span("name"))), keep=match.re in (_SHOWS, _CITED, _COMES_FROM)
        )
        if name is not None and not any(name.overlaps(other.name) for other in found):
            found.append(Source(name, Span(match.start(), sentence.end)))
    found.extend(_people(sentence, tokens, found))
    origins = _ORIGIN.finditer(text, sentence.start, sentence.end)
    found.extend(Source(Span(*match.span("name")), sentence) for match in origins)
    return sorted(found, key=lambda source: source.reach.start)


def _people(sentence: Span, tokens: Tokens, found: list[Source]) -> list[Source]:
    """某协会会长某某某指出: a person right before the verb."""
    inside = tokens.within(sentence)
    return [
        Source(Span(token.start, token.end), Span(token.start, sentence.end))
        for token, verb in pairwise(inside)
        if token.tag == "nr" and len(token.text) > 1 and token.end == verb.start and verb.text in _SPEAKS
        if not any(source.reach.start <= token.start for source in found)
    ]


def _is_cue(match: re.Match[str], tokens: Tokens) -> bool:
    """据 and 按 as words of their own, not inside 数据 or 按时."""
    word = tokens.at(match.start())
    if word is None or word.start != match.start():
        return False
    return not word.tag.startswith("n") or word.end > match.start("name")


def _with_noun(text: str, name: Span) -> Span:
    """A census that is named by its year keeps its noun: 2010年第六次全国人口|普查."""
    noun = _NOUNS.match(text, name.end)
    return Span(name.start, noun.end()) if noun and _DATED.match(text[name.start : noun.end()]) else name


def _trimmed(text: str, name: Span, *, keep: bool) -> Span | None:
    start, end = name.start, name.end
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    about = _ABOUT.search(text, start, end)
    end = about.start() if about else end
    quoted = text[start:end]
    if _NOT_SOURCE.match(quoted):
        return None
    dated = keep and _DATED.match(quoted)
    while not dated:
        cut = _TRIM.search(quoted)
        if not cut or cut.start() < 2 or not cut.group():
            break
        quoted = quoted[: cut.start()]
    if len(quoted) < 2 or _ACTS.search(quoted) or (not dated and _PROPERTY.search(quoted)):
        return None
    return Span(start, start + len(quoted))


def governing(found: Sequence[Source], position: int) -> Source | None:
    """The last source whose reach holds the position."""
    last = bisect_right(found, position, key=lambda source: source.reach.start)
    return next((source for source in reversed(found[max(0, last - _FAR) : last]) if position < source.reach.end), None)
