"""HTML → one Page: the text as a browser would break it into lines, with what is filled in; then the pictures it holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from pipeline.read.inline import written_in
from pipeline.read.packed import read_members
from pipeline.read.plain import decode, text_page
from pipeline.records import Problem, Reading, SourceFile

_TAGS = """address article aside blockquote br caption dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main
ol p pre section table tbody tfoot thead title tr ul"""
_BLOCKS = frozenset(_TAGS.split())
_HIDDEN = frozenset({"script", "style", "noscript", "template", "datalist"})
_UNFILLED = ("hidden", "button", "submit", "reset", "image", "password", "file")  # inputs that say nothing on paper


def read_html(source: SourceFile) -> Reading:
    """One page without a number, and one for each large picture written into it, named SOURCE/图N."""
    raw = source.path.read_bytes()
    text, pictures = html_text(raw), list(written_in(raw))
    if not text.strip() and not pictures:
        return Reading((), (Problem("empty", f"{source.name}：文件里没有文字，请重新导出。", source.name),))
    pages = (text_page(source, text),) if text.strip() else ()
    inside = read_members(source, pictures, []) if pictures else Reading(())
    return Reading((*pages, *inside.pages), inside.problems)


def html_text(raw: bytes, charset: str | None = None) -> str:
    """The visible text of a web page."""
    if charset is None:
        named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", raw[:3000], re.IGNORECASE)
        charset = named.group(1).decode("ascii") if named else None
    parser = _Text()
    parser.feed(decoded(raw, charset))
    parser.close()
    lines = (re.sub(r"[ \u00a0]{3,}", "  ", line).strip(" \n") for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def decoded(raw: bytes, charset: str | None) -> str:
    """Text in the charset it names, or in the one that fits."""
    if charset:
        try:
            return raw.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw) or raw.decode("utf-8", "replace")


class _Text(HTMLParser):
    """Collects text; a block starts a line, a table's cell a tab."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._first_cell = True
        self._unchosen = False  # inside an option that is not selected

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "input":
            self._input(dict(attrs))
        elif tag == "option":
            self._unchosen = "selected" not in dict(attrs)
        elif tag in ("td", "th"):
            self.parts.append("" if self._first_cell else "\t")
            self._first_cell = False
        elif tag in _BLOCKS and (self._first_cell or tag in ("tr", "br")):
            self.parts.append("\n")
        if tag == "tr":
            self._first_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("option", "select"):
            self._unchosen = False
        elif tag in ("tr", "table"):
            self._first_cell = True
            self.parts.append("\n")
        elif tag in _BLOCKS and self._first_cell:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden and not self._unchosen:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _input(self, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self.parts.append("☑" if "checked" in given else "□")
        elif kind not in _UNFILLED:
            self.handle_data(given.get("value") or "")
