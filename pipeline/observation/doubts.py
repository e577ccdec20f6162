"""Names that are doubtful because the text lost its line breaks: what stands in front of a figure may be the end of a table.

Whom a long report is about it names again and again; a name of several words that comes once is mostly two cells, a
heading with its sentence, or a name with a verb. Of 1,063 figures of 41 such reports that were read by eye, the subject was
right in 87 of 100 where its name comes ten times or more, in a third where it comes once and has three words or more that
are not all nouns.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Observation, Span
from pipeline.observation.codes import code_of
from pipeline.observation.phrases import head_word
from pipeline.observation.tagging import words_of
from pipeline.observation.tokens import Script
from pipeline.observation.usual import is_name, is_property
from pipeline.text.fold import fold

# A line is longer where the text is a long one and its breaks are gone; a paragraph never is.
_LINE = 4_000
# A long report names whom it is about at least so often.
_OFTEN = 10
# So many words where not all are of a kind that names are made of, else so many more.
_WORDS, _MANY = 3, 5
_NOUNS = "njbfsemqx"
# A property of so many characters says nothing without whose it is: 临床试验|数量.
_BARE = 2
_DOUBTFUL = "subject_doubtful"


def is_run_together(text: str) -> bool:
    """Whether a line is too long for a paragraph, so that tables, captions and headings run into the sentences."""
    return len(text) > _LINE and any(len(line) > _LINE for line in text.split("\n"))


def is_rare(script: Script, name: str | None) -> bool:
    """Whether the name comes too seldom for one whom a long text without line breaks is about; never in any other text."""
    return script.run_together and name is not None and 0 < script.times(name) < _OFTEN


def _is_glued(script: Script, name: str) -> bool:
    """Several words that come once, mostly two cells or a name with a verb."""
    inside = words_of(fold(name))
    odd = any(tag[0] not in _NOUNS for _, tag in inside)
    return script.times(name) == 1 and len(inside) >= (_WORDS if odd else _MANY)


def _is_property_alone(name: str, metric: str | None) -> bool:
    """净利润, or 新增产能 of which 新增产能 is measured: what somebody has, and nobody; right in 13 of 51 figures of those reports."""
    itself = name == metric and is_property(name)
    return itself or code_of(name) is not None or head_word(fold(name), Span(0, len(name))) == 0


def says_nothing(observation: Observation) -> bool:
    """Neither whose it is nor what it measures: NordMarin布洛芬钠|6%. A count says at least what was counted."""
    metric, unit = observation.metric, observation.quantity.unit
    counts = metric is not None and (unit is None or unit.startswith("{"))
    unsaid = metric is not None and not is_property(metric) and not is_name(metric)
    return _DOUBTFUL in observation.flags and unsaid and not counts and observation.measure != "share"


def without_doubtful(script: Script, observation: Observation) -> Observation:
    """The observation, its subject left out where it is more likely wrong than right."""
    name = observation.subject
    if name is None or not script.run_together:
        return observation
    guessed = "subject_guessed" in observation.flags
    rare = is_rare(script, name) and (guessed or _is_glued(script, name))
    if not (rare or _is_property_alone(name, observation.metric)):
        return observation
    flags = {*observation.flags, _DOUBTFUL} - {"subject_guessed", "subject_carried"}
    metric = observation.metric
    if metric is not None and len(metric) <= _BARE and not guessed:
        whose = name.rpartition("的")[2]
        metric = next((said for said in (whose + metric, f"{whose}的{metric}") if script.times(said)), metric)
    return replace(observation, subject=None, organisation=None, metric=metric, flags=tuple(sorted(flags)))
