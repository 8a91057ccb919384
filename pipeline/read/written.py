"""What stands on an upright picture, page by page of it: text in reading order and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.read.engine import Array
from pipeline.read.grid import tables
from pipeline.read.layout import lay_out
from pipeline.read.ocr import Spot
from pipeline.read.runs import Rulings
from pipeline.read.spread import within
from pipeline.read.ticks import with_ticks
from pipeline.read.transcribe import transcribe
from pipeline.records import Line


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a picture, its lines (boxes as shares of the picture), the share of spots that could not be read."""

    text: str
    lines: tuple[Line, ...]
    lost: float


def written(
    image: Array, spots: Sequence[Spot], rulings: Rulings, sides: Sequence[tuple[float, float]], *, keep_illegible: bool
) -> Written:
    """Read the pages of the picture, `sides` (from and to which x), one after the other."""
    high, wide = image.shape[:2]
    text, lines, lost, ruled = "", [], 0.0, 0
    for side in sides:
        start, end = side
        own, drawn = within(spots, rulings, side) if len(sides) > 1 else (list(spots), rulings)
        runs, share = transcribe(image, own, drawn, keep_illegible=keep_illegible)
        runs = with_ticks(image, runs)
        runs = [replace(run, x0=run.x0 - start, x1=run.x1 - start) for run in runs]
        grids = tables(_moved(drawn, start), slack=max(3.0, wide / 400))
        part, found = lay_out(runs, grids, end - start, high)
        text += "\n" if text and part else ""
        lines += [_shifted(line, len(text), ruled, start / wide, (end - start) / wide) for line in found]
        text += part
        lost += share * len(own) / max(1, len(spots))
        ruled += len(grids)
    return Written(text, tuple(lines), lost)


def _moved(rulings: Rulings, by: float) -> Rulings:
    if not by:
        return rulings
    return Rulings(
        tuple(replace(line, start=line.start - by, end=line.end - by) for line in rulings.horizontal),
        tuple(replace(line, at=line.at - by) for line in rulings.vertical),
    )


def _shifted(line: Line, by: int, ruled: int, left: float, share: float) -> Line:
    """A line of one page of the picture as one of the whole."""
    if not by and share == 1:
        return line
    box = line.box and (round(left + line.box[0] * share, 4), line.box[1], round(left + line.box[2] * share, 4), line.box[3])
    cell = line.cell and (line.cell[0] + ruled, *line.cell[1:])
    return replace(line, start=line.start + by, end=line.end + by, box=box, cell=cell)
