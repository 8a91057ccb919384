"""What two pages that follow one another look like together: whether the first has ended, whether the second opens or runs on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.content import opens_form
from pipeline.split.headings import DATED, ENDING, FIRST
from pipeline.split.rows import CORNER, DOC_NUMBER, MARK, Row
from pipeline.split.views import View

FEATURES = (
    "ended", "dated", "stopped", "wrapped", "filled", "full", "sealed", "midway", "later part", "answer", "first part", "labels",
    "addressee", "new number", "same number", "apart", "table runs on", "columns alike", "margins alike", "same labels", "short",
)  # fmt: skip
AGAIN = FEATURES.index("same labels")
LATER = re.compile(r"^(?:[二三四五六七八九十]{1,2}[、.]|[(（][二三四五六七八九十]{1,2}[)）]|(?:[2-9]|1\d)[、.．)）](?!\d)|[(（][2-9][)）])")
MIDWAY = re.compile(r"^[,，。;；、:：)）》”％%]|^(?:的|了|及|和|与|并|且|或|等|由|为|于|对|以|之|元|株|米|号)")
ANSWER = re.compile(r"^(?:问|答)[:：]")
STOP = re.compile(r"[。.;；!?:：）)]$")
CENTRE, SIDE = 0.06, 0.02


def features(before: View, view: View) -> tuple[float, ...]:
    """A number for each of FEATURES, from 0 to 1."""
    above, below = _said(before.rows), _said(view.rows)
    if not above or not below:
        return (0.0,) * len(FEATURES)
    last, first = above[-1], below[0]
    labels = [label for row in below[:5] if opens_form(label := row.text.split("\t")[0])]
    number, borne = _number(below[:4]), before.page.text
    bottom = last.line.box[3] if last.line and last.line.box else 0.75
    told = (
        ended(before),
        DATED.search(last.bare),
        STOP.search(last.bare),
        last.line is not None and last.line.wraps or _to_the_edge(above) and not STOP.search(last.bare),
        bottom,
        bottom > 0.8,
        bool(before.page.seals),
        MIDWAY.match(first.bare),
        LATER.match(first.bare),
        ANSWER.match(first.bare),
        any(FIRST.match(row.bare) for row in below[:3]),
        min(len(labels), 3) / 3,
        any(row.bare.endswith(":") and len(row.bare) <= 24 and "\t" not in row.text for row in below[:3]),
        number is not None and number not in borne,
        number is not None and number in borne,
        _apart(view.rows, first),
        _cells(last) > 1 and _cells(first) > 1,
        _cells(last) == _cells(first) > 1,
        _margins(above, below),
        _share_labels(above, below),
        1 / (1 + len(below) / 8),
    )
    return tuple(float(value) if isinstance(value, float) else float(bool(value)) for value in told)


def ended(view: View) -> bool:
    """Whether the page's last rows are how a paper ends: a day, a signature, a seal's words."""
    return any(ENDING.search(row.bare) or DATED.search(row.bare) for row in _said(view.rows)[-3:])


def _said(page_rows: Sequence[Row]) -> list[Row]:
    """Without the page's own numbers."""
    return [row for row in page_rows if not CORNER.match(row.bare) and not (MARK.search(row.bare) and len(row.bare) < 14)]


def _number(page_rows: Sequence[Row]) -> str | None:
    return next((found[0] for row in page_rows if (found := DOC_NUMBER.search(row.text))), None)


def _to_the_edge(page_rows: Sequence[Row]) -> bool:
    """Whether the last line reaches as far to the right as any, as it does where a sentence goes on overleaf."""
    rights = [row.line.box[2] for row in page_rows if row.line and row.line.box]
    last = page_rows[-1].line
    return bool(rights) and last is not None and last.box is not None and last.box[2] > max(rights) - SIDE


def _apart(page_rows: Sequence[Row], first: Row) -> bool:
    """A short line alone in the middle, where a title stands."""
    if first.line is None or first.line.box is None or "\t" in first.text or not 2 <= len(first.bare) <= 24:
        return False
    return first.line.cell is None and abs((first.line.box[0] + first.line.box[2]) / 2 - 0.5) < CENTRE


def _cells(row: Row) -> int:
    return row.text.count("\t") + 1


def _margins(above: Sequence[Row], below: Sequence[Row]) -> bool:
    left, other = (min((row.line.box[0] for row in part if row.line and row.line.box), default=0.0) for part in (above, below))
    return abs(left - other) < SIDE


def _share_labels(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the head of the page bears two labels that the page before bears at its own head: the same form once more."""
    own, other = ({label for row in part[:7] if opens_form(label := row.text.split("\t")[0].strip())} for part in (above, below))
    return len(own & other) >= 2
