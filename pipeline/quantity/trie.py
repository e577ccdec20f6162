"""Alternations that cost the same however many words they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Node = dict[str, "_Node"]


def alternation(words: Iterable[str]) -> str:
    """A regular expression source that matches the longest of the words, as a prefix tree without groups of its own.

    >>> alternation(["元", "元/吨", "人"])
    '(?:人|元(?:/吨)?)'
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _source(root)


def _source(node: _Node) -> str:
    branches = [re.escape(char) + _source(below) for char, below in sorted(node.items()) if char]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in node else joined
