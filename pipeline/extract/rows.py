"""The rows of a page that belong to the paper itself, and which of them go on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.columns import HEADING
from pipeline.records import Line, Page

FURNITURE = re.compile(
    r"第?\s*\d+\s*页?\s*[,，/、]?\s*共\s*\d+\s*页|第\s*\d+\s*页|[-—–·\s]*\d{1,3}[-—–·\s]*|\d{1,3}\s*/\s*\d{1,3}"
)
ENDS = re.compile(r"[。；：！？;:!?]\s*$")
STARTS_ANEW = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．，]|第[一二三四五六七八九十]+[章节条部]|[（(]?[①-⑳]"
    r"|(?!(?:(?:行政)?处罚|决定|处理|规定|如下)[：:])[^\s：:，,。；;]{2,8}[：:]|附[：:件]|[答问][：:])"
)
FILLED = re.compile(r"[^，。；：]{2,20}：[^，。；]{1,40}")  # a line of a form, or of what a web page prints around a text
DATED = re.compile(r"(?:19|20)\d\d\s*[年.\-/]")
# the middle of a sentence, though it looks like a new row
SENTENCE = re.compile(r"\d{0,3}\.\d{1,2}(?!\d)|第[^，。]{1,6}条|[^：，。]{0,8}(?:如下|以下)[^：，。]{0,6}：")
ROW_OF_TABLE = re.compile(rf"(?:{HEADING.pattern})[ \u3000](?=\S)")  # 处罚机关 某局: a table that a copy made into lines
PRINTED = re.compile(r"[^，。；：]{2,8}：[^，。；]*：[^，。；]*")  # 发布日期：…… 来源：……
OPENING = "（(《“〔[【"  # never the last of a row: the row before ends early
CLOSING = "，。；：、）)》〉”〕】"  # never the first of one
LONG = 16  # characters: a shorter row says nothing about the paper's width
WIDE = str.maketrans(",;:()", "，；：（）")
WIDEST = 90  # characters: no screen or sheet is wider
CUT = re.compile(r"(?:第[一二三四五六七八九十百零\d]{0,4}|(?:依据|根据|按照|依照)|违反了?|人民币|[，：]?计|罚款(?:人民币))$")
ENDED = re.compile(r"[。；：！？;:!?”）】|]\s*$|[年月日号元章]\s*$|(?:局|委|厅|所|队|公司|政府|法院)$")
AFRESH = re.compile(
    r"(?:如|对)?(?:不服|逾期)|以上|上述|你|当事人|被处罚|违反|依据|根据|罚款|限|[一-鿿（）]{2,24}(?:局|委员会|厅|大队|支队|所|处|院)(?:（[^）]{1,6}）)?\s*(?:$|[\d二])|(?:19|20|二)[\dOol〇○零一二]{2,3}\s*年"
)
SENTENCE_LONG = 30  # characters: so long a row that ends in no mark of its own was broken
WRAPPED = 3  # full rows from which plain text counts as broken at a fixed width
SLACK = 4  # by how much a row falls short of it where no number or word is cut


def rows_of(page: Page, first: Page | None) -> Iterator[tuple[int, int, bool]]:
    """(start, end, goes on in the next row) of every row of raw text that belongs to the paper itself."""
    marks = frozenset(page.marks or ())
    rows = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*", page.text)]
    spans = [(start, end) for start, end in rows if start < end or start in marks]
    wraps = _wraps(page, spans)
    head = first.text.strip().split("\n")[0].strip() if first and first.text.strip() else None
    for at, (start, end) in enumerate(spans):
        row = page.text[start:end].strip()
        edge = at < 2 or at >= len(spans) - 2
        if "\t" not in row and edge and FURNITURE.fullmatch(row) and not _in_cell(page, start, end):
            continue
        if at == 0 and head and row == head and not _in_cell(page, start, end):
            continue
        yield start, end, wraps[at]


def _in_cell(page: Page, start: int, end: int) -> bool:
    return any(line.cell is not None for line in page.lines if line.start < end and line.end > start)


def _wraps(page: Page, spans: Sequence[tuple[int, int]]) -> list[bool]:
    lines = {_last_shown(page.text, line): line for line in page.lines}
    ends = [lines.get(_last_shown(page.text, span)) for span in spans]
    if any(line.place for line in page.lines):  # no paper, and an edge only where somebody broke the rows at one width
        broken = _broken(page.text, spans) if not any(line.cell for line in page.lines) else [False] * len(spans)
        return [(line is not None and line.wraps) or run for line, run in zip(ends, broken, strict=True)]
    widths = [_reach(page.text, span, line) for span, line in zip(spans, ends, strict=True)]
    long = sorted(width for span, width in zip(spans, widths, strict=True) if len(page.text[slice(*span)].strip()) >= LONG)
    full = long[int(len(long) * 0.9) :][:1] if len(long) >= 2 else []
    return [
        (line is not None and line.wraps)
        or (
            bool(full)
            and (line is None or line.cell is None)
            and at + 1 < len(spans)
            and _runs_over(page.text, spans, at, widths[at], full[0])
        )
        for at, line in enumerate(ends)
    ]


def _broken(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Which rows of plain text go on in the next: copied from a page or screen, line by line."""
    rows = [text[start:end].strip().translate(WIDE) for start, end in spans]
    long = [len(row) >= LONG and "\t" not in row for row in rows]
    counted = [len(row) for row in rows], [sum(1 + (character > "\u2e7f") for character in row) for row in rows]
    full = max((_full(widths, long) for widths in counted), key=sum)
    fixed = sum(full) >= WRAPPED and sum(full) >= 0.25 * sum(long) and max(map(len, rows), default=0) <= WIDEST
    return [
        bool(following)
        and "\t" not in row + following
        and not (STARTS_ANEW.match(following) and not SENTENCE.match(following))
        and not ROW_OF_TABLE.match(following)
        and (
            following[0] in CLOSING
            or row.endswith(("，", "、"))
            or len(row) >= LONG and (row.count("《") > row.count("》") or row.count("（") > row.count("）"))
            or full[at] and row[-1:].isdigit() and following[0].isdigit() and not DATED.match(following)  # ¥120 / 0.00
            or cut_short(row, following)
            or fixed and full[at] and not ENDS.search(row) and not FILLED.fullmatch(following) and not PRINTED.fullmatch(row)
        )
        for at, (row, following) in enumerate(zip(rows, [*rows[1:], ""], strict=True))
    ]


def cut_short(row: str, following: str) -> bool:
    """Whether a row ends in the middle of a citation, a sum or a long sentence, wherever the others end."""
    if len(row) < LONG or FILLED.fullmatch(following) or AFRESH.match(following):
        return False
    if CUT.search(row):
        return True
    return len(row) >= SENTENCE_LONG and "，" in row and not ENDED.search(row) and len(following) > 4 and not PRINTED.fullmatch(row)


def _full(widths: Sequence[int], long: Sequence[bool]) -> list[bool]:
    """Which long rows reach the common edge, as counted in characters or in half widths."""
    edge = max((width for width, counts in zip(widths, long, strict=True) if counts), default=0)
    return [counts and width >= edge - SLACK for width, counts in zip(widths, long, strict=True)]


def _reach(text: str, span: tuple[int, int], line: Line | None) -> float:
    """How far to the right a row goes: by its box, else by its characters."""
    return line.box[2] * 1000 if line is not None and line.box is not None else float(len(text[slice(*span)].rstrip()))


def _runs_over(text: str, spans: Sequence[tuple[int, int]], at: int, width: float, full: float) -> bool:
    # plain text, web text, or a reader that does not say: a full line without an end goes on
    row, following = text[slice(*spans[at])], text[slice(*spans[at + 1])]
    near = 0.94 if full > 200 else 0.8  # boxes are exact, counts of characters are not
    if following.lstrip()[:1] in OPENING or row.count("《") > row.count("》") or row.count("（") > row.count("）"):
        near -= 0.06
    return (
        near * full <= width <= 1.3 * full
        and len(row.strip()) >= LONG
        and not ENDS.search(row)
        and "\t" not in row
        and "\t" not in following
        and not STARTS_ANEW.match(following)
        # an identity number is whole, and a day begins the account below it
        and not (re.search(r"\d{14}[\dXx]$", row.strip()) and re.match(r"\s*(?:19|20)\d\d\s*年", following))
    )


def _last_shown(text: str, line: Line | tuple[int, int]) -> int:
    start, end = (line.start, line.end) if isinstance(line, Line) else line
    return start + len(text[start:end].rstrip())


def runs_on(pages: Sequence[Page], index: int, row: str) -> bool:
    """Whether the last row of a page goes on at the top of the next."""
    if index + 1 >= len(pages) or ENDS.search(row) or "\t" in row:
        return False
    page = pages[index]
    rows = [(line, page.text[line.start : line.end].strip()) for line in page.lines if line.cell is None]
    own = next((line for line, words in reversed(rows) if words and words == row.strip()), None)
    following = next((pages[index + 1].text[start:end] for start, end, _ in rows_of(pages[index + 1], pages[0])), "")
    if "\t" in following or STARTS_ANEW.match(following) or (page.lines and own is None) or not following:
        return False
    if own is None or own.box is None:
        longest = max((len(line.strip()) for line in page.text.split("\n") if "\t" not in line), default=0)
        return len(row.strip()) >= max(0.8 * longest, LONG)
    return (
        own.wraps
        or len(row.strip()) >= LONG
        and own.box[2] >= 0.94 * max(line.box[2] for line, words in rows if line.box and len(words) >= LONG)
    )
