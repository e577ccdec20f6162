"""Organisations that make their own figures known: 某某公司公布…, 某某科技(600123)…, 某某食品:…."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.observation.organisations import LISTING, ends_in_trade, names_organisation
from pipeline.observation.phrases import (
    names_somebody,
    peel,
    says_something,
    take_area,
)
from pipeline.observation.sources import is_body
from pipeline.observation.tokens import Tokens
from pipeline.observation.topics.topic import POINTS_BACK, REPORTS, SOURCES, Topic
from pipeline.observation.words import alternation

_SELF = re.compile(f"(?:{alternation('context.self')})")
_HEADLINE = 60
_NAME_MAX = 16
_RUN_TOGETHER = 7
# Shares of the mainland have codes of six digits, and short names of four characters.
_SHARE = re.compile(r"(?<!\d)(?:\d{6}|\d{3}X{3})(?!\d)")
_SHARE_NAME = 4
_NAME = rf"(?P<name>[^\s,，。;:：()（）\d“”「」、【】]{{2,{_NAME_MAX}}}?)"
_WHEN = r"(?:今[日天]?|昨[日天]?|日前|近日|当[日天]|晚间?|收市后|盘后|[(（]\d{1,2}[)）]日?|\d{1,2}月\d{1,2}日|\d{1,2}日|在[^,。;\d]{2,8}?[会上中]|在[^,。;\d]{2,5}?[所网](?=公告|公布|披露|发布)|在|于|也|亦|已|则){0,4}"
_TOLD = re.compile(
    rf"{_NAME}(?:(?P<listed>{LISTING})|(?P<label>[:：])|{_WHEN}(?P<told>{alternation('context.announces')}))"
)
# 某某公司25日公布的财报显示
_REPORT = "(?:财报|年报|季报|中报|半年报|业绩快报|业绩预告|业绩)(?:显示|称|披露)"
_REPORTED = re.compile(rf"{_NAME}(?P<listed>{LISTING})?{_WHEN}(?P<told>公布|发布|披露)(?=的[^,。;]{{0,10}}{_REPORT})")
# 某所发布的指数: what was told stands behind, and is no own result; 某某推出的“甲”: its product; 某某公布的财报显示: its own result.
_OF_THIS = re.compile(f"的(?![“「]|[^,。;]{{0,10}}{_REPORT})")
# 主打商场的|某某置业昨日公布…: what is said of the company before its name.
_DESCRIBED = re.compile(
    f"[^,。;:\\d()]{{2,20}}的(?=[^,。;:的\\d()]{{2,8}}(?:{LISTING}|[今昨]日|日前|近日)(?:{alternation('context.announces')}|[今昨日前近晚间]))"
)
# What kind of company it is, before its name: 载板厂某某电, 电池制造商某某.
_WHO = re.compile(
    r"[^,。;]{1,12}?(?:大?厂商?|代工厂|业者|制造商|供应商|运营商|开发商|零售商|龙头|巨头|旗下|新贵|独角兽)(?=[^,。;]{2,8}$)"
)
_OFFICER = re.compile(
    r"(?P<name>[^\s,。;:()\d“”「」、的]{2,12}?)(?:首席|副|执行|集团)?(?:财务长|财务官|财务总监|总经理|董事长|执行长|执行官|营运长|总裁|行长|CEO|CFO)"
    r"(?P<person>[一-鿿·]{2,4}?|[A-Za-z][A-Za-z.· ]{2,30}?)?(?:在[^,。;]{1,12}?[会上中])?(?:表示|指出|预期|预计|透露|称|说|强调|坦言|认为|预估)"
)
# 海关总署新闻发言人某某: who speaks for a body is no organisation.
_SPEAKS_FOR = re.compile(
    "(?:发言人|主任|局长|部长|司长|处长|秘书长|院长|会长|教授|专家|分析师|研究员|记者|负责人)[^,。;]{0,4}$"
)
_PROPER = ("nr", "nz", "nt", "nrt")
_OWN_RESULTS = re.compile(
    "法说会|法人说明会|业绩说明会|业绩会|股东会|业绩|财报|年报|季报|中报|半年报|快报|预告|公告|营收|收入|利润|盈利|溢利|融资|裁员|重组"
)


def announcer(text: str, clause: Span, tokens: Tokens) -> Topic | None:
    """某某公司公布…, 某某科技(600123)…, 某某食品:上半年…: an organisation whose own figures follow; null for a body that counts.

    Names are often words the dictionary does not know, so that what stands behind decides, not parts of speech.
    """
    start = peel(text, clause, tokens)
    described = _DESCRIBED.match(text, start.start, clause.end)
    start = Span(described.end(), start.end) if described and described.end() < start.end else start
    match = _TOLD.match(text, start.start, min(len(text), start.start + _NAME_MAX + 40)) if len(start) else None
    match = match or _REPORTED.match(text, clause.start, clause.end)
    if match is None or _OF_THIS.match(text, match.end()):
        return None
    said = match.groupdict()
    listed, label = said.get("listed"), said.get("label")
    subject = Span(*match.span("name"))
    kind = _WHO.match(text, subject.start, subject.end)
    subject = Span(kind.end(), subject.end) if kind else subject
    if listed and len(subject) > _RUN_TOGETHER and _SHARE.search(listed):
        subject = Span(
            subject.end - _SHARE_NAME, subject.end
        )  # 诉讼拖累净利某某电子(601XXX.SH): a headline ran into the name
    described_to = text.rfind("的", subject.start, subject.end - 1) if listed else -1
    subject = Span(described_to + 1, subject.end) if described_to >= 0 else subject  # 总部位于某区的|某某钢构(4XXX)
    quoted = subject.quote(text)
    if (
        len(subject) < 2
        or POINTS_BACK.match(quoted)
        or quoted.isascii()
        or quoted[0] in "《〈"
        or is_body(text, subject)
        or _SPEAKS_FOR.search(quoted)
    ):
        return None
    spoken = _SELF.match(text, subject.start, subject.end)
    if spoken and spoken.end() < subject.end:
        return None  # 公司名|称
    inside = tokens.within(subject)
    known = ends_in_trade(quoted)
    labelled = label and known  # 极达速递:, whatever its syllables are elsewhere
    results = _OWN_RESULTS.search(text, match.end(), clause.end)
    odd = any(token.tag in ("p", "d", "c", "r") for token in inside)
    sure = labelled or listed or (known and results)  # a code behind the name leaves no doubt
    if not sure and (odd or not names_somebody(text, subject, tokens) or says_something(subject, tokens)):
        return None
    if take_area(text, subject, tokens)[0] is not None and not names_organisation(quoted):
        return None
    own = said["told"] and (known or text[match.end() : match.end() + 1] == "," or results)
    repeated = text[clause.start - 1 : clause.start] == "【" and quoted in text[match.end() : match.end() + _HEADLINE]
    if listed or own or (label and (known or repeated)):
        return Topic(clause.start, subject, firm=True)
    return None


def officer(text: str, clause: Span, tokens: Tokens) -> Topic | None:
    """某某电财务长某某某表示,预期营收…: what the officer of a company says is about the company."""
    start = peel(text, clause, tokens).start
    found = _OFFICER.match(text, start, clause.end)
    if found is None:
        return None
    name = Span(*found.span("name"))
    inside = tokens.within(name)
    named = found["person"] or names_organisation(name.quote(text)) or any(token.tag in _PROPER for token in inside)
    if not named or is_body(text, name) or any(token.tag in ("v", "p", "d", "r") for token in inside):
        return None
    return Topic(clause.start, name, firm=True)


def speaking(text: str, clause: Span, tokens: Tokens) -> Span | None:
    """…,公司把握旺季需求,实现营收…: the report's own company opens a clause, whatever opened the sentence."""
    if not _SELF.search(text, clause.start, clause.end):
        return None
    match = _SELF.match(text, peel(text, clause, tokens).start, clause.end)
    behind = tokens.at(match.end()) if match else None
    if REPORTS.search(text, clause.start, clause.end) or (match and SOURCES.match(text, match.end(), clause.end)):
        return None
    return Span(*match.span()) if match and behind and behind.start == match.end() and behind.tag[0] in "vdp" else None
