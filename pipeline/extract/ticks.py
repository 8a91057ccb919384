"""Choice boxes: ☑直接送达 □留置送达 · 是〔√〕否〔 〕 · ■ □."""

from __future__ import annotations

import re
from collections.abc import Iterator

# the private signs are Wingdings as they stand in the text of PDFs and old Word files
YES = r"[■☑√✓✔☒●◼🗹\uf0fe\uf052\uf0fd\uf0fc]|[〔【（] ?[√✓✔xX×■●] ?[〕】）]|[□☐] ?[√✓✔]"
NO = r"[□☐○◯◻\uf0a8\uf06f\uf0a3\uf071]|[〔【（] ?[〕】）]"
BOX = re.compile(rf"(?P<yes>{YES})|(?P<no>{NO})")
# A（A同意 B修改后同意 C不同意） · [1] 1.直接 2.留置 · ①（①直接②留置）
_MARK = r"(?P<mark>(?P<own>[A-Za-z]|\d|[①-⑨])[.、．)）:：]?[ ]?)"
OPTION = re.compile(rf"{_MARK}(?P<word>[㐀-鿿](?:[㐀-鿿（）、/，《》 \t]|\d{{1,5}}(?=[日天年月元个份%])){{0,40}})")
_LISTED = re.sub(r"\?P<\w+>", "?:", OPTION.pattern)
KEYED = re.compile(rf"(?<![A-Za-z\d])[\[〔【（]?[ ]?(?P<key>[A-Za-z]|\d|[①-⑨])[ ]?[\]〕】）]?[ ]?[（(：:]?[ ]?(?P<all>(?:{_LISTED}){{2,}})")
ODD = re.compile("[\ue000-\uf8ff\ufffd▯]")


def choices(written: str) -> Iterator[tuple[str, bool]]:
    """(choice, whether it is ticked) for every box of a line; none where the line has no boxes."""
    written = _seen(written)
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
    """The ticked words of a line with boxes, nothing where several stand there and none is ticked, the whole line where it has no boxes."""
    every = list(choices(written))
    ticked = [choice for choice, yes in every if yes]
    return "、".join(ticked) if ticked else "" if len(every) > 1 else written


def without_unticked(written: str) -> str:
    """The text with the words of empty boxes blanked, at the same length; one empty box alone in its line is no choice."""
    lines = []
    for line in written.split("\n"):
        seen, boxes = _seen(line), len(BOX.findall(_seen(line)))
        for match in re.finditer(rf"(?:{NO})(?P<word>[^\t]*?)(?={YES}|{NO}|\t|$)", seen) if boxes > 1 else ():
            line = line[: match.start()] + " " * (match.end() - match.start()) + line[match.end() :]
        lines.append(line)
    return "\n".join(lines)


def _seen(line: str) -> str:
    """A sign without a letter (a tick of a symbol font) among empty boxes is the tick; the key of one of several choices ticks it."""
    keyed = None if BOX.search(line) else KEYED.search(line)
    if keyed and any(option["own"] == keyed["key"] for option in OPTION.finditer(keyed["all"])):
        return f"{line[: keyed.start()]}{' ' * (keyed.start('all') - keyed.start())}{_boxed(keyed)}{line[keyed.end('all') :]}"
    return ODD.sub("☑", line) if re.search(NO, line) and not re.search(YES, line) else line


def _boxed(keyed: re.Match[str]) -> str:
    """The choices with a box in place of each key, at the same length."""

    def box(option: re.Match[str]) -> str:
        return ("☑" if option["own"] == keyed["key"] else "□").ljust(len(option["mark"])) + option["word"]

    return OPTION.sub(box, keyed["all"])
