"""Words that the rules supply themselves, in the characters of the report: 占 and 涨跌幅 are 佔 and 漲跌幅 in Hong Kong and Taiwan."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Observation
from pipeline.observation.tokens import Script

_TRADITIONAL = {"涨跌幅": "漲跌幅", "点位": "點位", "价格": "價格", "年龄": "年齡"}
_PART, _OLD_PART = "占", "佔"
_SIGNS = frozenset("漲點價齡報佔萬億與較為個數")

_AROUND = 500


def as_printed(script: Script, observation: Observation) -> Observation:
    """The observation with its metric in the characters that the words around it are printed in."""
    metric = observation.metric
    if metric is None:
        return observation
    if not metric.startswith(_PART) and metric not in _TRADITIONAL:
        return observation
    sentence, figure = observation.evidence, observation.quantity.span
    printed = script.printed[max(sentence.start, figure.start - _AROUND) : min(sentence.end, figure.end + _AROUND)]
    if metric.startswith(_PART) and _OLD_PART in printed:
        metric = _OLD_PART + metric[len(_PART) :]
    elif metric in _TRADITIONAL and _SIGNS.intersection(printed):
        metric = _TRADITIONAL[metric]
    return observation if metric == observation.metric else replace(observation, metric=metric)
