"""Noun phrases: what stands around them is peeled off, and who is parted from what is measured.

:func:`peel` takes off the LEADS in front, one after the other, and then what trails behind. :func:`split` peels, takes a place from the
head of what is left, and asks who stands before a verb, before a time, before 的 and before the property, until one answers.
"""

from __future__ import annotations

from pipeline.observation.phrases.leads import DATELINE
from pipeline.observation.phrases.peeling import peel
from pipeline.observation.phrases.phrase import Phrase, split
from pipeline.observation.phrases.places import is_located, take_area
from pipeline.observation.phrases.properties import head_word, is_of_property, metric_start
from pipeline.observation.phrases.standing import is_noun, names_somebody, says_something, stands_alone

__all__ = [
    "DATELINE",
    "Phrase",
    "head_word",
    "is_located",
    "is_noun",
    "is_of_property",
    "metric_start",
    "names_somebody",
    "peel",
    "says_something",
    "split",
    "stands_alone",
    "take_area",
]
