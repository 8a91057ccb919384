"""Choice boxes: ☑直接送达 □留置送达 · 是〔√〕否〔 〕 · ■ □."""

from __future__ import annotations

import re
from collections.abc import Iterator

YES = r"[■☑√✓✔☒●◼🗹]|[〔【（] ?[√✓✔xX×■●] ?[〕】）]|[□☐] ?[√✓✔]"
NO = r"[□☐○◯◻]|[〔【（] ?[〕】）]"
BOX = re.compile(rf"(?P<yes>{YES})|(?P<no>{NO})")


def choices(written: str) -> Iterator[tuple[str, bool]]:
    """(choice, whether it is ticked) for every box of a line; none where the line has no boxes."""
    boxes = list(BOX.finditer(written))
    if not boxes:
        return
    # the box stands before its word unless the line begins with a word and ends with a box
    before = bool(written[boxes[-1].end() :].strip(" 。；，"))
    for index, box in enumerate(boxes):
        start, end = (
            (box.end(), boxes[index + 1].start() if index + 1 < len(boxes) else len(written))
            if before
            else (boxes[index - 1].end() if index else 0, box.start())
        )
        yield written[start:end].strip(" ：，；、。\t\n"), box["yes"] is not None


def chosen(written: str) -> str:
    """The ticked words of a line with boxes, the whole line where it has none or nothing is ticked."""
    ticked = [choice for choice, yes in choices(written) if yes]
    return "、".join(ticked) if ticked else written


def without_unticked(written: str) -> str:
    """The text with the words of empty boxes blanked, at the same length."""
    out = written
    for match in re.finditer(rf"(?:{NO})(?P<word>[^\n\t]*?)(?={YES}|{NO}|[\n\t]|$)", written):
        if re.search(
            YES,
            written[
                max(0, written.rfind("\n", 0, match.start())) : written.find("\n", match.end())
                if "\n" in written[match.end() :]
                else None
            ],
        ):
            out = out[: match.start()] + " " * (match.end() - match.start()) + out[match.end() :]
    return out
