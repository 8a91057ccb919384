"""HTML, MHT and EML → Pages: the text as a browser would break it into lines, attachments as files of their own."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser

from pipeline.read.packed import read_members
from pipeline.read.plain import decode, text_page
from pipeline.records import Problem, Reading, SourceFile

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "select"})


def read_html(source: SourceFile) -> Reading:
    """One page without a number."""
    return _page(source, html_text(source.path.read_bytes()))


def read_mail(source: SourceFile) -> Reading:
    """A mail or a saved web page: heading and body are one page, attachments follow under SOURCE/NAME."""
    message = email.message_from_bytes(source.path.read_bytes(), policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        return Reading((), (Problem("damaged", f"{source.name}：邮件或网页存档损坏，未能打开，请重新导出。", source.name),))
    labels = {"subject": "主题", "from": "发件人", "to": "收件人", "date": "日期"}
    heading = [f"{label}：{message[key]}" for key, label in labels.items() if message[key]]
    body = message.get_body(("plain", "html"))
    text = ""
    if isinstance(body, EmailMessage):
        raw = body.get_payload(decode=True)
        if isinstance(raw, bytes):
            charset = body.get_content_charset()
            text = html_text(raw, charset) if body.get_content_type() == "text/html" else _decoded(raw, charset)
    page = _page(source, "\n".join([*heading, text]))
    inside = list(_attached(message))
    if not inside:
        return page
    attached = read_members(source, inside, [])
    return Reading((*page.pages, *attached.pages), (*page.problems, *attached.problems))


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments():
        raw = part.get_payload(decode=True)
        name = part.get_filename()
        if name and isinstance(raw, bytes):
            yield name.replace("/", "_").replace("\\", "_"), raw


def _page(source: SourceFile, text: str) -> Reading:
    if not text.strip():
        return Reading((), (Problem("empty", f"{source.name}：文件里没有文字，请重新导出。", source.name),))
    return Reading((text_page(source, text),))


def html_text(raw: bytes, charset: str | None = None) -> str:
    """The visible text of a web page."""
    if charset is None:
        named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", raw[:3000], re.IGNORECASE)
        charset = named.group(1).decode("ascii") if named else None
    parser = _Text()
    parser.feed(_decoded(raw, charset))
    parser.close()
    lines = (re.sub(r"[ \u00a0]{3,}", "  ", line).strip(" \n") for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _decoded(raw: bytes, charset: str | None) -> str:
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
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
        elif tag in ("tr", "table"):
            self._first_cell = True
            self.parts.append("\n")
        elif tag in _BLOCKS and self._first_cell:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))
