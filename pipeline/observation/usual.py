"""What a long report measures in a unit: where a figure has nothing but a name in front (静丙41万瓶), what it mostly says elsewhere.

Only in texts without line breaks, where the words that say it are lost most often, see :mod:`pipeline.observation.doubts`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from pipeline.model import Observation, Span
from pipeline.observation.codes import code_of
from pipeline.observation.phrases import head_word
from pipeline.observation.tagging import words_of
from pipeline.text.fold import fold

# So often it must have been said, and in so large a part of all that the unit measured.
_TIMES = 6
_PART = 0.5
# Nouns, and the words that join them.
_NOUNS = "njc"
_TOO = ("规格", "股权", "出资")


@dataclass(slots=True)
class Usual:
    """The properties that figures of each unit were given, levels and changes apart."""

    seen: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, observation: Observation) -> None:
        """Count a property that the text names."""
        metric, unit = observation.metric, observation.quantity.unit
        if metric is not None and unit is not None and is_property(metric):
            self.seen[unit, observation.measure][metric] += 1

    def said(self, observation: Observation) -> Observation:
        """The observation, with the usual property of its unit where its metric is a mere name."""
        metric, unit = observation.metric, observation.quantity.unit
        if metric is None or unit is None or not is_name(metric):
            return observation
        usual = _mostly(self.seen.get((unit, observation.measure), Counter()))
        code = code_of(usual)
        return replace(observation, metric=usual or metric, metric_id=code.code if code else observation.metric_id)


def _mostly(seen: Counter[str]) -> str | None:
    """The property that stands for most, by the name that it has most often; 批签发量 and 批签发 are one. Null where none does."""
    alike: Counter[str] = Counter()
    for metric, times in seen.items():
        alike[metric.removesuffix("量")] += times
    kind, times = alike.most_common(1)[0] if alike else ("", 0)
    if times < _TIMES or times < _PART * alike.total():
        return None
    return max(
        (metric for metric in seen if metric.removesuffix("量") == kind), key=lambda metric: (seen[metric], metric)
    )


def is_property(metric: str) -> bool:
    """Whether the words say what is measured (批签发量, 规格), and not only of what (静丙)."""
    coded = code_of(metric) is not None or metric.endswith(_TOO)
    return coded or head_word(fold(metric), Span(0, len(metric))) is not None


def is_name(metric: str) -> bool:
    """Nouns and nothing else, and no property among them."""
    inside = words_of(fold(metric))
    return not is_property(metric) and all(tag[0] in _NOUNS or tag == "eng" for _, tag in inside)
