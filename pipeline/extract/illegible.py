"""Writing that nobody could read stands on a page as words of ours; here it becomes a mark, which is a signature without a name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.columns import Character
from pipeline.records import ILLEGIBLE

MARK = "\ufffc"  # a picture in the line, mostly a signature: has a place, but no character of the page


def marked(characters: Sequence[Character]) -> list[Character]:
    """The same characters, each place of illegible writing as one mark."""
    text = "".join([one[0] for one in characters])
    found: list[Character] = []
    at = 0
    while (start := text.find(ILLEGIBLE, at)) >= 0:
        end = start + len(ILLEGIBLE)
        found += [*characters[at:start], (MARK, characters[start][1], characters[start][2], characters[end - 1][3])]
        at = end
    return [*found, *characters[at:]]
