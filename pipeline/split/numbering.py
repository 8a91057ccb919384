"""Which number of the file's own count (written on the corners, used by the index) each page has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pipeline.records import IndexRow
from pipeline.split.views import View


def numbers(seen: Sequence[View], rows: Sequence[IndexRow]) -> Mapping[int, int]:
    """position → number, for the pages where it is written or lies between two that agree."""
    heads = [view for view in seen if view.part == 0]
    order = {view.position: at for at, view in enumerate(heads)}
    anchors = _chain({at: view.corner for at, view in enumerate(heads) if view.corner}, _paced)
    if len(anchors) < 3 or not _borne_out(anchors, heads, rows):
        anchors = _chain(_by_titles(heads, rows), _paced)
    filled = _between(anchors, len(heads))
    return {position: filled[at] for position, at in order.items() if at in filled}


def _paced(pages: int, grown: int) -> bool:
    """One number a page; unnumbered backs and sheets scanned twice slow it down."""
    return pages / 2 <= grown <= pages + 1


def _chain(read: Mapping[int, int], fits: Callable[[int, int], bool]) -> dict[int, int]:
    """The longest run of numbers that grow as they should; a paper's own count and misread ones fall out."""
    places = sorted(read)
    length = {at: 1 for at in places}
    before: dict[int, int] = {}
    for nth, at in enumerate(places):
        for other in places[:nth]:
            pages, grown = at - other, read[at] - read[other]
            if fits(pages, grown) and length[other] + 1 > length[at]:
                length[at], before[at] = length[other] + 1, other
    if not places:
        return {}
    at = max(places, key=lambda place: length[place])
    kept = {at: read[at]}
    while at in before:
        at = before[at]
        kept[at] = read[at]
    return kept if len(kept) > 1 else {}


def _borne_out(anchors: Mapping[int, int], heads: Sequence[View], rows: Sequence[IndexRow]) -> bool:
    """Whether the titles on numbered pages are those the index gives these numbers."""
    by_page = {row.first_page: row.role for row in rows if row.role}
    tried = [
        by_page[number] == view.heading.title.role
        for at, number in anchors.items()
        if number in by_page and (view := heads[at]).heading is not None
    ]
    return not tried or sum(tried) * 2 >= len(tried)


def _by_titles(heads: Sequence[View], rows: Sequence[IndexRow]) -> dict[int, int]:
    """Where no corners are to be read: papers whose role stands once in the file and once in the index."""
    roles = Counter(view.heading.title.role for view in heads if view.heading)
    listed = Counter(row.role for row in rows)
    found = {}
    for at, view in enumerate(heads):
        role = view.heading.title.role if view.heading else None
        if role and roles[role] == listed[role] == 1:
            first = next(row.first_page for row in rows if row.role == role)
            if first:
                found[at] = first
    return found


def _between(anchors: Mapping[int, int], count: int) -> dict[int, int]:
    """Count on from the last anchor and back from the next; where both speak they must agree."""
    filled: dict[int, int] = {}
    for at in range(count):
        before = max((other for other in anchors if other <= at), default=None)
        after = min((other for other in anchors if other >= at), default=None)
        guesses = set()
        if before is not None:
            guesses.add(anchors[before] + at - before)
        if after is not None:
            guesses.add(anchors[after] - (after - at))
        if len(guesses) == 1 and (number := guesses.pop()) > 0:
            filled[at] = number
    return filled


def expected(numbered: Mapping[int, int], rows: Sequence[IndexRow], seen: Sequence[View]) -> dict[int, tuple[IndexRow, bool]]:
    """position → the index row that covers it, and whether its paper begins there."""
    # misread pages fall out
    sound = _chain({at: row.first_page for at, row in enumerate(rows) if row.first_page}, lambda _, grown: grown >= 0)
    paged = [rows[at] for at in sorted(sound)]
    found: dict[int, tuple[IndexRow, bool]] = {}
    for position, number in numbered.items():
        starting = [row for row in paged if row.first_page == number]
        covering = [row for row in paged if (row.first_page or 0) <= number <= (row.last_page or row.first_page or 0)]
        if starting:
            found[position] = (starting[0], True)
        elif covering:
            found[position] = (covering[-1], False)
    return {**_only_row_left(numbered, paged, seen), **found}


def _only_row_left(numbered: Mapping[int, int], paged: Sequence[IndexRow], seen: Sequence[View]) -> dict[int, tuple[IndexRow, bool]]:
    """Unreadable pages without a number of their own, where the index knows one paper only between the numbers around them."""
    found: dict[int, tuple[IndexRow, bool]] = {}
    for view in seen:
        if view.page.state != "unreadable" or view.position in numbered:
            continue
        low = max((number for position, number in numbered.items() if position < view.position), default=0)
        high = min((number for position, number in numbered.items() if position > view.position), default=10**6)
        between = [row for row in paged if low < (row.first_page or 0) < high]
        if len(between) == 1:
            found[view.position] = (between[0], between[0] not in [row for row, _ in found.values()])
    return found


def overlooked(numbered: Mapping[int, int], rows: Sequence[IndexRow], blank: Sequence[int]) -> list[int]:
    """Positions of pages taken for blank where numbers are left out and the index has papers for these numbers."""
    found: list[int] = []
    for at, position in enumerate(blank):
        if at and blank[at - 1] == position - 1:
            continue  # not the first of its run
        run = [position]
        while run[-1] + 1 in blank:
            run.append(run[-1] + 1)
        low, high = numbered.get(run[0] - 1), numbered.get(run[-1] + 1)
        if low and high and any(low < (row.first_page or 0) < high for row in rows):
            found.extend(run[: high - low - 1])
    return found
