"""TXT → one Page; the encoding is found by trying."""

from __future__ import annotations

from pipeline.records import Line, Page, Problem, Reading, SourceFile

_ENCODINGS = ("utf-8-sig", "gb18030", "big5")


def read_text(source: SourceFile) -> Reading:
    """The whole file is one page without a number; a line is a "paragraph"."""
    text = decode(source.path.read_bytes())
    if text is None:
        message = f"{source.name}：文字编码无法识别，请用记事本另存为UTF-8。"
        return Reading((), (Problem("damaged", message, source.name),))
    if not text.strip():
        return Reading((), (Problem("empty", f"{source.name}：文件里没有文字，请重新导出。", source.name),))
    return Reading((text_page(source, text),))


def decode(raw: bytes) -> str | None:
    """The text of these bytes, line ends as newlines; None where no encoding fits."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif raw[:200].count(b"\x00") > len(raw[:200]) // 4:
        encodings = ("utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def text_page(source: SourceFile, text: str) -> Page:
    """A page of flowing text without places on paper."""
    lines, start = [], 0
    for count, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(Line(start, start + len(line), None, f"paragraph {count}"))
        start += len(line) + 1
    return Page(source, None, text, tuple(lines))
