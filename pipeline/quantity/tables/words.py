"""How long the words of a table run, and what tells a head from a sentence."""

from __future__ import annotations

import re

CORNER = re.compile(
    r"(?:主要)?(?:指\s*标|项\s*目|名\s*称|地\s*区|类\s*别|品\s*种|产\s*品|科\s*目|年\s*份|行\s*业|分\s*部|业\s*务|类\s*型)(?:\s*名\s*称)?$"
)
SENTENCE = re.compile(r"[。；！？]|，[^，]{0,40}，")
LONGEST_LABEL = 36
LONGEST_HEAD = 60
