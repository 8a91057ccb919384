"""Finding the lines of a page that are titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Line
from pipeline.split.content import awaits_value, is_label, opens_form
from pipeline.split.rows import CORNER, DOC_NUMBER, HAN, MARK, Row
from pipeline.titles import Title, bare_title, plain, title, vocabulary

OPENING = 9  # rows from the top within which a title is looked for
BODY = 3  # and not beyond so many rows of text or labels
SENTENCE = re.compile(r"[。;?!:]")
COMPLETE = re.compile(  # what a title ends in
    r"(?:书|表|证|录|单|函|告|图|片|卷|面|据|票|果|执|照|账|像|皮|宗|夹|袋|簿|同|议|盘|要|说明|证明|材料|资料|截图|信息|凭证|目录|意见|决定|通知|声明|申请|请示|批复|结论"
    r"|送达|登记|公示|情况|照片|委托|明细|一览|复印件|[页联稿次本份])[)\]】]*$"
)
ENDING = re.compile(r"日[)]?$|:$|页$|局$|章[)]?$|公司$|无误$|无异$|特此(?:说明|证明|告知|通知)")  # how a paper ends
NAMES_PAPERS = re.compile(r"(?:附件?|文书|名称|证据|材料|目录|清单|如下|包括|题名)\d*:?$")
DATED = re.compile(r"(?:(?:19|20)\d\d|二[〇○零一二三四五六七八九]{3})年[^年月]{1,2}月[^月日]{1,3}日$")
FIRST = re.compile(r"[(（]?[一1][)）]?[、.．]")  # a paper's first part
LETTER = re.compile(r".{3,}(?:告知书|通知书|决定书|意见书|报告书?|笔录)$")  # papers that open with prose
LONG_NUMBER = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title on a page: where it stands and what it says."""

    start: int
    end: int
    row: int  # index of its first row
    rows: int  # rows it takes
    title: Title


def top(page_rows: tuple[Row, ...], furniture: frozenset[str] = frozenset(), depth: int = OPENING) -> Heading | None:
    """The title a page opens with, or None."""
    seen = body = 0
    for at, row in enumerate(page_rows):
        if _idle(row, furniture):
            continue
        if seen >= depth:
            return None
        seen += 1
        if _body(row):
            if (wrapped := _wrapped(page_rows, at, furniture)) and seen <= 4:
                return wrapped
            body += 1
            if body == BODY and depth == OPENING:
                return None  # the form or the text has begun
            continue
        if at and awaits_value(page_rows[at - 1].bare.rstrip(":")):
            continue  # what a form was filled in with
        heading = _heading(page_rows, at, furniture)
        if heading and (seen <= 3 or heading.title.residue * 3 <= len(heading.title.text)):
            return heading
    return None


def unknown(page_rows: tuple[Row, ...], furniture: frozenset[str] = frozenset()) -> str:
    """What stands where a title stands and looks like one, though no rule knows it: 林地档案摘录. Empty where nothing does."""
    for row in page_rows:
        if _idle(row, furniture):
            continue
        centred = row.line is not None and row.line.box is not None and abs((row.line.box[0] + row.line.box[2]) / 2 - 0.5) < 0.06
        whole = 4 <= len(row.bare) <= 20 and all(map(HAN.match, row.bare)) and "\t" not in row.text.strip()
        fits = centred and whole and row.line is not None and row.line.cell is None and not is_label(row.text)
        return row.bare if fits and _larger(page_rows, row.line) else ""
    return ""


def inner(page_rows: tuple[Row, ...], after: int) -> Iterator[Heading]:
    """Titles further down on a page, where another paper begins: they stand alone and a form opens below them."""
    at = after
    while at < len(page_rows):
        row = page_rows[at]
        heading = None if _body(row) or _idle(row, frozenset()) else _heading(page_rows, at, frozenset())
        heading = heading or _large(page_rows, at)
        if heading and not bare_of_meaning(heading.title) and _stands_alone(page_rows, heading):
            yield heading
            at += heading.rows
        at += 1


def _idle(row: Row, furniture: frozenset[str]) -> bool:
    """Rows that may stand over a title: page numbers, the agency, a document number, a running header."""
    bare = row.bare
    if bare in furniture or CORNER.match(bare) or DATED.fullmatch(bare) or MARK.search(bare) and len(bare) < 14 or not HAN.search(bare):
        return True
    if bare.endswith("文书") and not title(bare):
        return True  # 安全生产行政执法文书: the banner of a set of forms
    return _is_agency(bare) or bool(DOC_NUMBER.search(bare) and len(bare) < 30 and not title(bare))


def _body(row: Row) -> bool:
    """Rows that are text or labels, never a title."""
    cells = [cell for cell in row.text.split("\t") if cell.strip()]
    if len(cells) > 1 and any(len(plain(cell)) > 2 for cell in cells) and not _spaced(cells):
        return True
    if len(row.bare) > 45 or LONG_NUMBER.search(row.bare) or SENTENCE.search(row.bare) or is_label(row.text):
        return True
    return "," in row.bare and not ((said := title(row.bare)) and said.residue <= 2 and COMPLETE.search(said.text))


def _spaced(cells: list[str]) -> bool:
    """行 政 处 罚 read as cells: short pieces that make a title only together."""
    if any(len(plain(cell)) > 8 or not HAN.search(cell) for cell in cells):
        return False
    said = title("".join(cells))
    return said is not None and titled(said) and all(title(cell) is None for cell in cells)


def _heading(page_rows: tuple[Row, ...], at: int, furniture: frozenset[str]) -> Heading | None:
    """The best title beginning in this row: one row, or two or three joined where the first is not complete."""
    best: Heading | None = None
    joined = ""
    for size in (1, 2, 3):
        if at + size > len(page_rows):
            break
        row = page_rows[at + size - 1]
        if size > 1 and (_body(row) or len(row.bare) > 24 or row.bare in furniture or CORNER.match(row.bare)):
            break
        if size > 1 and (DOC_NUMBER.search(row.bare) or DATED.search(row.bare)):
            break
        joined += row.bare
        found = title(joined)
        if found and titled(found) and (best is None or _completes(best, joined)):
            best = Heading(page_rows[at].start, row.end, at, size, found)
        if best and COMPLETE.search(plain(joined)) and size >= best.rows:
            break
    return best


def titled(said: Title) -> bool:
    """Whether it looks like a title and not like words out of a sentence."""
    return len(said.text) <= 32 and bool(COMPLETE.search(bare_title(said.text))) and said.text[0] not in "([【、" and not is_label(said.text)


def _wrapped(page_rows: tuple[Row, ...], at: int, furniture: frozenset[str]) -> Heading | None:
    """证据 / 清单, 行政处罚决定 / 书: the first line alone would be a label."""
    row = page_rows[at]
    if len(row.bare) > 8 or not HAN.match(row.bare[-1]) or "\t" in row.text or opens_form(row.text):
        return None
    found = _heading(page_rows, at, furniture)
    return found if found and found.rows > 1 and not found.title.residue else None


def set_apart(page_rows: tuple[Row, ...], heading: Heading) -> bool:
    """Whether a title below another paper is set in larger type than that paper's text."""
    return _larger(page_rows, page_rows[heading.row].line)


def bare_of_meaning(said: Title) -> bool:
    """审批表, 情况说明: in the middle of a page such words are a part of the form."""
    return said.role == "other" and len(said.text) <= 4


def _completes(best: Heading, joined: str) -> bool:
    return not COMPLETE.search(best.title.text) and bool(COMPLETE.search(joined))


def _stands_alone(page_rows: tuple[Row, ...], heading: Heading) -> bool:
    """A title in the middle of a page: plain words, no table cell, and a form opens below it or a paper has ended above."""
    said = heading.title
    line = page_rows[heading.row].line
    if line is not None and line.box is None and line.cell is None and _between(page_rows, heading):
        return said.residue * 2 <= len(said.text)
    least = 0.9 if _larger(page_rows, line) else 0.95
    if said.confidence < least or said.residue * 3 > len(said.text) or len(said.text) < 4:
        return False
    if line is not None and (line.cell is not None or line.box is not None and abs((line.box[0] + line.box[2]) / 2 - 0.5) > 0.08):
        return False
    before = page_rows[heading.row - 1].bare if heading.row else ""
    if before.endswith((",", "、")) or NAMES_PAPERS.search(before) or awaits_value(before):
        return False
    below = page_rows[heading.row + heading.rows :]
    if sum(len(row.bare) for row in below) < 20:
        return False
    return _opens(below) or _larger(page_rows, line) or said.residue == 0 and bool(ENDING.search(before))


def _large(page_rows: tuple[Row, ...], at: int) -> Heading | None:
    """法制审核意见: words that label a blank elsewhere are a title where they stand alone in larger type."""
    row = page_rows[at]
    if row.line is None or row.line.cell is not None or "\t" in row.text or not 4 <= len(row.bare) <= 30:
        return None
    said = title(row.bare)
    if said is None or said.residue or not COMPLETE.search(bare_title(said.text)):
        return None
    found = Heading(row.start, row.end, at, 1, said)
    return found if _larger(page_rows, row.line) or row.line.box is None and _between(page_rows, found) else None


def _between(page_rows: tuple[Row, ...], heading: Heading) -> bool:
    """Where no sheet parts the papers (Word): above the title a paper has ended, and right below it another opens."""
    at = heading.row - 1
    while at > 0 and _is_agency(page_rows[at].bare):
        at -= 1
    above = page_rows[at] if at >= 0 else None
    below = page_rows[heading.row + heading.rows : heading.row + heading.rows + 2]
    if above is None or not below or title(above.bare) and "\t" not in above.text and at == heading.row - 1:
        return False
    letterhead = at < heading.row - 1
    ended = letterhead or "\t" in above.text or any(pattern.search(above.bare) for pattern in (ENDING, DATED, DOC_NUMBER))
    opens = any(opens_form(row.text.split("\t")[0]) or DOC_NUMBER.search(row.bare) for row in below)
    opens = opens or "\t" in below[0].text or bool(FIRST.match(below[0].bare))
    whole = heading.title.residue == 0 and bool(LETTER.search(heading.title.text)) and len(below[0].bare) > 24
    return ended and opens or whole


def _is_agency(bare: str) -> bool:
    agency = vocabulary().agency.match(bare)
    return bool(agency and agency.end() == len(bare))


def _opens(below: tuple[Row, ...]) -> bool:
    return any(DOC_NUMBER.search(row.bare) or opens_form(row.text.split("\t")[0]) or row.bare.endswith(":") for row in below[:4])


def _larger(page_rows: tuple[Row, ...], line: Line | None) -> bool:
    """Whether a line is set in larger type than most of the page."""
    if line is None or line.box is None:
        return False
    heights = sorted(row.line.box[3] - row.line.box[1] for row in page_rows if row.line and row.line.box)
    return line.box[3] - line.box[1] >= 1.25 * heights[len(heights) // 2]
