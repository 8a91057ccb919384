"""EML and MHT → Pages: what is written first, then everything that is enclosed as files of its own."""

from __future__ import annotations

import email
import email.policy
import posixpath
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from urllib.parse import unquote, urlsplit

from pipeline.read.inline import large, written_in
from pipeline.read.packed import read_members, too_deep
from pipeline.read.plain import text_page
from pipeline.read.web import decoded, html_text
from pipeline.records import Problem, Reading, SourceFile

_LABELS = {"subject": "主题", "from": "发件人", "to": "收件人", "cc": "抄送", "date": "日期"}


def read_mail(source: SourceFile) -> Reading:
    """A mail or a saved web page: heading and body are one page, what is enclosed follows under SOURCE/NAME."""
    message = email.message_from_bytes(source.path.read_bytes(), policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        return Reading((), (Problem("damaged", f"{source.name}：邮件或网页存档损坏，未能打开，请重新导出。", source.name),))
    lines = [f"{label}：{message[key]}" for key, label in _LABELS.items() if message[key]]
    body = message.get_body(("plain", "html"))
    shown = [
        part for part in _leaves(message) if part is body or (part.get_content_type() == "text/html" and _inline(part, body))
    ]
    text = "\n".join([*lines, *filter(str.strip, map(_written, shown))])
    problems = [] if text.strip() else [Problem("empty", f"{source.name}：文件里没有文字，请重新导出。", source.name)]
    pages = (text_page(source, text),) if text.strip() else ()
    inside = [*_enclosed(message, shown), *(found for part in shown for found in written_in(_raw(part)))]
    if not inside:
        return Reading(pages, tuple(problems))
    if too_deep(source.name):
        problems.append(Problem("limit", f"{source.name}：邮件嵌套过深，附件未展开，请另存附件后放入。", source.name))
        return Reading(pages, tuple(problems))
    enclosed = read_members(source, inside, [])
    return Reading((*pages, *enclosed.pages), (*problems, *enclosed.problems))


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts in order; a mail within the mail is one."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield from _leaves(part)


def _inline(part: EmailMessage, body: MIMEPart | None) -> bool:
    """Whether a web page is part of what is shown: a frame of the one that was saved, not the body's other form."""
    framed = body is not None and body.get_content_type() == "text/html" and part["Content-Location"]
    return bool(framed) and not part.get_filename()


def _raw(part: EmailMessage) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _written(part: EmailMessage) -> str:
    raw, charset = _raw(part), part.get_content_charset()
    return html_text(raw, charset) if part.get_content_type() == "text/html" else decoded(raw, charset)


def _enclosed(message: EmailMessage, shown: list[EmailMessage]) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(_leaves(message), 1):
        if any(part is other for other in shown):
            continue
        if part.get_content_type() == "message/rfc822":
            (inner,) = part.iter_parts() if part.is_multipart() else (part,)
            yield f"{_plain(str(inner['subject'] or number))}.eml", inner.as_bytes()
            continue
        raw = part.get_payload(decode=True)
        name = part.get_filename()
        if not isinstance(raw, bytes):
            continue
        if name and part.get_content_disposition() != "inline":
            yield _plain(name), raw
        elif part.get_content_maintype() == "image":
            if large(raw):
                location = posixpath.basename(unquote(urlsplit(str(part["Content-Location"] or "")).path))
                yield _plain(name or location or f"图{number}.{part.get_content_subtype()}"), raw
        elif name:
            yield _plain(name), raw


def _plain(name: str) -> str:
    return "".join("_" if char in "/\\" or char < " " else char for char in name)[:120]
