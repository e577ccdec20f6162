"""Lists of figures: 1.2、3.4和5.6亿元; 水田168万亩、旱田960万亩; 甲、乙、丙分别为…; …,同比分别增长a%、b%、c%.

A figure joins a list as its :func:`member`; when all of a sentence is bound, :func:`distribute` gives each member its own name, time or
level: first what the figures in front of the list say, then the list's own words, at last the clauses before.
"""

from __future__ import annotations

from pipeline.observation.lists.distributing import distribute
from pipeline.observation.lists.members import continues, member, names_member

__all__ = ["continues", "distribute", "member", "names_member"]
