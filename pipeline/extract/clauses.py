"""How a text falls into sentences, items and headed parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

OF_LAW = re.compile(r"以上|以下|下列|应当|不得|禁止|由县级|主管部门|的，")
MARK = r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．] ?"


def sentences(plain: str, start: int, end: int) -> Iterator[Span]:
    """Spans between 。 and line ends."""
    at = start
    for match in re.finditer(r"[。\n]+", plain[start:end]):
        yield at, start + match.start()
        at = start + match.end()
    if at < end:
        yield at, end


def listed(plain: str) -> Iterator[Span]:
    """The same over a whole text, the numbered lines behind a colon with the sentence they belong to."""
    begin: int | None = None
    end = 0
    for start, stop in sentences(plain, 0, len(plain)):
        if begin is not None and re.search(r"：\s*$", plain[begin:end].split("\n")[0]) and re.match(rf"\s*{MARK}", plain[start:stop]):
            end = stop
            continue
        if begin is not None:
            yield begin, end
        begin, end = start, stop
    if begin is not None:
        yield begin, end


def items(plain: str, start: int, end: int) -> Iterator[Span]:
    """Items within a sentence: cut at ；, and before （一）, 1., 二、."""
    at = start
    cut = re.compile(
        r"；|(?<=[：；，。 \t\n元次料款])(?=(?:（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、"
        r"|\d{1,2}[.、．](?!\d)|[①-⑳]))"
    )
    for match in cut.finditer(plain, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def headed(plain: str, labels: str) -> Iterator[Span]:
    """What stands under a heading that has its own line, up to the next heading: 四、处罚决定 / …"""
    for match in re.finditer(rf"(?:^|\n)(?:{MARK}|【)[^\n。，；：】]{{0,8}}?(?:{labels})[^\n。，；：】]{{0,8}}[：】]?\n", plain):
        following = re.search(rf"\n(?:{MARK}[^\n。，；：]{{2,16}}：?\n|【)", plain[match.end() - 1 :])
        yield match.end(), match.end() - 1 + following.start() if following else len(plain)


def unquoted(plain: str) -> str:
    """The same length, with the words of a law that a paper quotes blanked: 有下列情形之一的，处二千元以上……"""
    return re.sub(r"“[^”]{8,600}”", lambda quote: "“" + "□" * (len(quote[0]) - 2) + "”" if OF_LAW.search(quote[0]) else quote[0], plain)
