"""What is seen of a page before papers are cut: its rows, its title, its mark and its corner number; two papers on it are parted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Page
from pipeline.split.headings import BODY, DATED, Heading, inner, set_apart, titled, top, unknown
from pipeline.split.pieces import cut
from pipeline.split.rows import Mark, Row, corner, mark, rows
from pipeline.titles import title

LISTS = ("index", "evidence_list", "av_record", "publication_record", "archive_note", "cover")
COPIES = ("party_identity", "photo", "tenure")  # a copied card or sheet bears its own title under the page's
NAMED_PAPERS = 6  # a page that names so many papers is an index, a list of evidence or the like
OVERHANG = 2  # so many rows at least of the paper before stand over a title that is not at the head of its page
WHOLE_FILE = 40  # rows looked through for the title of a file without fixed pages or with web furniture over it


@dataclass(frozen=True, slots=True)
class View:
    """A page, or the part of a page that holds one paper."""

    page: Page
    position: int  # of the page in the case, from 0
    rows: tuple[Row, ...]
    heading: Heading | None
    mark: Mark | None
    corner: int | None
    part: int = 0  # 0: the head of the page
    names: int = 0  # how many other papers it names in cells or lines of their own, as an index does
    unknown: str = ""  # what stands in the place of a title, where no rule knows it


def views(pages: Sequence[Page]) -> tuple[View, ...]:
    """Every page that is not blank, in reading order, cut where a second paper begins on it."""
    furniture = _furniture(pages)
    seen: list[View] = []
    for position, page in enumerate(pages):
        if page.state == "blank":
            continue
        seen.extend(_parts(page, position, furniture, seen[-1] if seen else None))
    return tuple(seen)


def _parts(page: Page, position: int, furniture: frozenset[str], before_it: View | None) -> list[View]:
    whole = rows(page)
    heading = top(whole, furniture)
    if heading is None and page.number in (None, 1) and page.source.kind not in ("pdf", "image"):
        heading = top(whole, furniture, WHOLE_FILE)
    names = _names(whole)
    offsets: list[int] = []
    lists_papers = names >= NAMED_PAPERS or heading is not None and heading.title.role in LISTS and heading.title.role != "cover"
    if page.number is None or any(line.cell for line in page.lines) or not lists_papers:
        after = heading.row + heading.rows + 2 if heading else OVERHANG
        found = list(inner(whole, after))
        if heading and heading.title.role == "service_receipt" and not any(line.cell for line in page.lines):
            found = [other for other in found if other.title.role == "service_receipt" or set_apart(whole, other)]
        if heading and heading.title.role == "cover" and page.number is not None:
            found = [other for other in found if other.title.role not in LISTS and set_apart(whole, other)]
        before = [heading, *found]
        found = [
            other
            for other, last in zip(found, before, strict=False)
            if not (last and last.title.role == other.title.role and other.title.role in COPIES)
        ]
        if len(found) <= 3 or page.number is None:
            offsets = [_with_letterhead(whole, other) for other in found]
        else:
            found = []
    else:
        found = []
    if heading and _tail(whole, heading, page, before_it):
        offsets, found = [_with_letterhead(whole, heading), *offsets], [heading, *found]
    if not offsets:
        odd = "" if heading else unknown(whole, furniture)
        return [View(page, position, whole, heading, mark(page), corner(whole), names=names, unknown=odd)]
    parts = []
    starts = [0, *sorted(offsets)]
    for number, piece in enumerate(cut(page, offsets)):
        piece_rows = rows(piece)
        # 法制审核意见 would be a label at the head of a page: here it is known to be the title
        own = top(piece_rows, furniture) or (_rebased(found[number - 1], starts[number], piece_rows) if number else None)
        parts.append(View(piece, position, piece_rows, own, None, corner(whole) if number == 0 else None, number))
    return parts


def _tail(whole: tuple[Row, ...], heading: Heading, page: Page, before_it: View | None) -> bool:
    """Whether the rows over the first title are the end of the paper before: its day, or its last words signed and dated."""
    if before_it is None or before_it.page.source.name != page.source.name:
        return False
    start = _with_letterhead(whole, heading)
    over = [row for row in whole if row.start < start]
    if not over or not DATED.search(over[-1].bare):
        return False
    if len(over) > 1:
        return len(over) <= BODY + 1 and any(row.bare.endswith((".", "。")) for row in over)
    last = next((row.bare for row in reversed(before_it.rows) if not row.bare.isdigit()), "")
    return bool(DATED.fullmatch(over[0].bare)) and last.endswith(("局", "政府", "委员会", "大队", "厅"))


def _rebased(heading: Heading, offset: int, piece_rows: tuple[Row, ...]) -> Heading | None:
    """The heading of the page as the heading of the part that begins with it."""
    at = next((at for at, row in enumerate(piece_rows) if row.start == heading.start - offset), None)
    return None if at is None else Heading(heading.start - offset, heading.end - offset, at, heading.rows, heading.title)


def _names(whole: tuple[Row, ...]) -> int:
    """How many papers the page names in cells or lines of their own, where they are of several kinds."""
    if len(whole) < 4:
        return 0
    cells = [cell for row in whole for cell in row.text.split("\t") if 4 <= len(cell) <= 24]
    roles = [said.role for cell in cells if (said := title(cell)) and said.residue <= 1 and titled(said)]
    return len(roles) if len(set(roles)) >= 3 else 0


def _with_letterhead(whole: tuple[Row, ...], heading: Heading) -> int:
    """A heading's offset, with the agency's line over it."""
    if heading.row:
        above = whole[heading.row - 1]
        if above.bare.endswith(("局", "政府", "委员会", "大队", "厅")) and len(above.bare) <= 24:
            signed = any(mark in whole[heading.row - 2].bare for mark in ("签", "章", ":")) if heading.row > 1 else False
            dated = heading.row > 1 and whole[heading.row - 2].bare.endswith(("日", "页"))
            if dated or not signed:
                return above.start
    return heading.start


def _furniture(pages: Sequence[Page]) -> frozenset[str]:
    """Rows that stand at the head of many pages and are no title of one paper: running headers."""
    heads = Counter(bare for page in pages for bare in {row.bare for row in rows(page)[:3]})
    least = max(4, len(pages) * 0.3)
    running = {
        row
        for row, count in heads.items()
        if count > 1 and ((known := title(row)) is None or known.role in ("cover", "index"))
        if sum(times for other, times in heads.items() if other == row or _misread(row, other)) >= least
    }
    return frozenset(row for row in heads if row in running or any(_misread(row, other) for other in running))


def _misread(row: str, other: str) -> bool:
    """The same words but for a character in six, as a scan gives them."""
    if len(row) != len(other) or len(row) < 6:
        return False
    return sum(one != two for one, two in zip(row, other, strict=True)) * 6 <= len(row)
