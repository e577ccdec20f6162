"""The words and tables of a page of Great Expectations, and nothing that reaches out, moves, or differs from run to run."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

ICONS = {
    "fa-check-circle": '<span class="held" title="held">✔</span>',
    "fa-times": '<span class="failed" title="failed">✘</span>',
    "fa-exclamation-triangle": '<span class="failed" title="could not be computed">⚠</span>',
}
_KEPT = frozenset(
    {"table", "thead", "tbody", "tr", "th", "td", "h4", "h5", "h6", "ul", "ol", "li", "p", "a", "code", "strong"}
)
# Kept without an end tag.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
# Controls, pictures, links to other hosts.
_DROPPED = frozenset({"script", "style", "footer", "nav", "img", "link", "input", "label"})


class _Words(HTMLParser):
    """Writes the kept elements without their attributes, and marks in place of icons."""

    def __init__(self, *, unfold: bool) -> None:
        super().__init__()
        self.written: list[str] = []
        self._unfold = unfold
        self._open: list[str | None] = []
        # Depth at which an element began that is left out with all it holds.
        self._skip_from: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            if tag in ("br", "hr") and self._skip_from is None:
                self.written.append(f"<{tag}>")
            return
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        self._open.append(tag)
        if self._skip_from is not None:
            return
        if self._leaves_out(tag, given, classes):
            self._skip_from = len(self._open)
        elif tag == "i":
            self.written.extend(ICONS[name] for name in classes if name in ICONS)
        elif tag == "span" and "badge" in classes:
            self._replace("code")
        elif tag == "a" and (given.get("href") or "").endswith(".html"):
            self.written.append(f'<a href="{escape(re.sub(r"^(../)+", "../", given["href"] or ""))}">')
        elif tag in _KEPT - {"a"}:
            self.written.append(f'<div class="scroll"><{tag}>' if tag == "table" else f"<{tag}>")
        else:
            self._replace(None)

    def _leaves_out(self, tag: str, given: dict[str, str | None], classes: list[str]) -> bool:
        if "collapse" in classes:
            return not self._unfold
        return tag in _DROPPED or given.get("data-toggle") == "collapse" or "hidden" in given or "card" in classes

    def _replace(self, tag: str | None) -> None:
        """The element that was just opened is written as another one, or not at all, its content staying."""
        self._open[-1] = tag
        if tag:
            self.written.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        opened = self._open.pop()
        if self._skip_from is not None:
            if len(self._open) < self._skip_from:
                self._skip_from = None
        elif opened in _KEPT or opened == "code":
            self.written.append(f"</{opened}></div>" if opened == "table" else f"</{opened}>")

    def handle_data(self, data: str) -> None:
        if self._skip_from is None:
            self.written.append(escape(re.sub(r"\s+", " ", data), quote=False))


def words(page: str, *, unfold: bool) -> str:
    """The body of a page as plain elements; ``unfold`` shows what a click would have shown, else it is left out.

    >>> words(
    ...     '<body><div id="7f"><i class="fas fa-times x"></i> <span class="badge">a</span></div></body>', unfold=True
    ... )
    '<span class="failed" title="failed">✘</span> <code>a</code>'
    """
    parser = _Words(unfold=unfold)
    parser.feed(page.partition("<body>")[2].partition("</body>")[0])
    parser.close()
    written = "".join(parser.written).replace("<br> Data asset: None", "")
    written = re.sub(r"<(p|li|thead|ul|strong)>\s*(?:<hr>)?\s*</\1>", "", written)
    return re.sub(
        r"\s*(</?(?:table|thead|tbody|tr|ul|li|h[456]|p|hr)>|<div class=\"scroll\">)\s*", r"\1\n", written
    ).strip()
