"""Where a paper ends and the next begins, and what role each has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.records import Document, IndexRow
from pipeline.split.bodies import by_body
from pipeline.split.content import Vote, content, families
from pipeline.split.headings import DATED
from pipeline.split.index import index
from pipeline.split.paper import ONE_PAPER, Paper, finished, goes_on, new_file, unfinished
from pipeline.split.sequence import Guess, judge
from pipeline.split.views import LISTS, NAMED_PAPERS, View
from pipeline.titles import EXACT, Title, title

BY_CONTENT, BY_INDEX, BY_FILE_NAME, GUESSED = 0.75, 0.8, 0.85, 0.3
BEGINS, SURELY = 0.6, 0.92  # chances from which a page without a title begins another paper; one of like words or of none, or against the index
TITLED = 0.3  # what is enough where it bears a title that no rule knows; an opinion has such headings inside
NAMED = 0.5  # chance from which such a paper has a role
AHEAD = 4  # pages without titles that are looked at together
CONTRADICTION, STRONG = 5, 8  # points by which the content must lead to overrule a misread title, an odd one


def papers(seen: Sequence[View], expected: dict[int, tuple[IndexRow, bool]]) -> tuple[Document, ...]:
    """The papers of one case. `expected` tells by position what the index says stands there, and whether it begins there."""
    gathered: list[Paper] = []
    for at, view in enumerate(seen):
        current = gathered[-1] if gathered else None
        if current and _unknown(current) and view.page.state == "read" and view.heading is None:
            _settle(gathered, view)
            current = gathered[-1]
        started = _begin(view, current, expected.get(view.position), seen[at + 1 : at + 1 + AHEAD])
        if started is None and current is not None:
            current.pages.append(view.page)
            current.last = view
            continue
        started = started or Paper("other", "", GUESSED)
        started.pages.append(view.page)
        started.last = view
        gathered.append(started)
    return by_body([Document(paper.role, paper.title, tuple(paper.pages), round(paper.confidence, 2)) for paper in gathered])


def _begin(view: View, current: Paper | None, row: tuple[IndexRow, bool] | None, ahead: Sequence[View] = ()) -> Paper | None:
    """The paper that begins with this page, or None where the current one goes on."""
    if view.page.state == "unreadable":
        return _unreadable(current, row)
    if current and view.heading is None and _foot(view) and not new_file(view, current):
        return None
    if not (view.heading and view.heading.title.role in LISTS):
        if current and current.role == "index" and view.names >= 4:
            return None
        if view.heading is None and view.names >= NAMED_PAPERS:
            return Paper("index", "", BY_CONTENT)
    if view.heading:
        if current and goes_on(view, view.heading.title, current):
            return None
        return _by_title(view, view.heading.title)
    if current and view.mark and view.mark.page > 1 and not finished(current):
        return None
    vote = _vote(view)
    guess = _guess(view, vote, current, ahead) if current else None
    if current and current.role == "index" and not any(row.first_page for row in index([view.page])):
        return _by_row(row) or _by_words(vote, guess)
    if current is None or guess is None or new_file(view, current):
        return _by_file_name(view) or _by_row(row) or _by_words(vote, guess)
    if view.part == 0 and row and row[1] and row[0].role is None:
        return _by_words(vote, guess, view.unknown or row[0].title)
    if view.part == 0 and row and row[1] and row[0].role and (vote.role in (None, row[0].role) or vote.role != current.role):
        said = title(row[0].title)
        if vote.role and (said is None or said.residue > 1 or said.confidence < EXACT):
            return Paper(vote.role, row[0].title, BY_CONTENT)  # the index itself is misread
        return _by_row(row)
    if unfinished(current) or guess.role == current.role and guess.role in ONE_PAPER:
        return None
    started = _by_words(vote, guess, view.unknown)
    doubted = started.role == "other" or _alike(started.role, current.role) or row and not row[1]
    if guess.begins >= (TITLED if view.unknown and current.role != "appraisal" else SURELY if doubted else BEGINS):
        return started
    current.confidence *= max(1 - guess.begins, 0.5)  # its role is as sure as before, its last page is not
    return None


def _alike(role: str, other: str) -> bool:
    """Whether the words of a page can hardly tell the two apart."""
    return role == other or any({role, other} <= kin for kin in families())


def _foot(view: View) -> bool:
    """Whether nothing stands on the page but the day, under the agency's name: the last line of the paper before."""
    said = [row.bare for row in view.rows if not row.bare.isdigit()]
    return 0 < len(said) <= 2 and bool(DATED.search(said[-1])) and len("".join(said)) <= 40


def _guess(view: View, vote: Vote, current: Paper, ahead: Sequence[View]) -> Guess:
    """What the pages around say of a page without a title."""
    run = [(view, vote)]
    for other in ahead:
        if other.heading or other.mark or other.page.state != "read" or new_file(other, current):
            break
        run.append((other, _vote(other)))
    after = ahead[len(run) - 1] if len(ahead) >= len(run) else None
    return judge(current.last or view, current.role, run, after.heading.title.role if after and after.heading else None)


def _by_words(vote: Vote, guess: Guess | None, said: str = "") -> Paper:
    """A paper without a title that is known, under the role of its words and its place; unnamed where they are not plain."""
    if guess and guess.named >= NAMED and guess.role != "other":
        return Paper(guess.role, said, guess.begins * guess.named)
    return Paper(vote.role or "other", said, BY_CONTENT if vote.role else GUESSED)


def _vote(view: View) -> Vote:
    """What the content speaks for; a picture with hardly a word is a photo."""
    vote = content(view.page.text)
    if vote.role is None and view.page.picture and sum(len(row.bare) for row in view.rows) < 40:
        return replace(vote, role="photo", points=4, scores={**vote.scores, "photo": 4}, likeliest="photo", chances={"photo": 1.0})
    return vote


def _by_title(view: View, said: Title) -> Paper:
    """The title's word, unless it is misread or odd and the page speaks plainly for something else."""
    if said.residue or said.confidence < EXACT or view.heading and view.heading.row > 3:
        vote = content(view.page.text)
        lead = vote.points - vote.scores.get(said.role, 0)
        needed = STRONG if said.confidence == EXACT and said.residue <= 2 else CONTRADICTION
        if vote.role and lead >= needed and not _alike(vote.role, said.role):
            return Paper(vote.role, said.text, BY_CONTENT)
    return Paper(said.role, said.text, said.confidence)


def _unreadable(current: Paper | None, row: tuple[IndexRow, bool] | None) -> Paper | None:
    """A page nobody can read is what the index says it is, else the rest of a paper that says it has one, else unknown."""
    if row and row[0].role:
        if current and not row[1] and current.role == row[0].role:
            return None
        return Paper(row[0].role, row[0].title, 0.6)
    if current and unfinished(current):
        return None
    return Paper("other", "", 0.0)


def _unknown(current: Paper) -> bool:
    return current.role == "other" and all(page.state == "unreadable" for page in current.pages)


def _settle(gathered: list[Paper], view: View) -> None:
    """Whose unreadable pages these were is told by the page after them: the rest of the paper before, or their own."""
    lost = gathered[-1]
    before = gathered[-2] if len(gathered) > 1 else None
    vote = _vote(view)
    own = view.mark is not None and view.mark.page == len(lost.pages) + 1 or before is None
    if not own and before is not None and _begin(view, before, None) is None:
        before.pages.extend(lost.pages)
        gathered.pop()
    elif vote.role:
        lost.role, lost.confidence = vote.role, BY_CONTENT


def _by_file_name(view: View) -> Paper | None:
    stem = PurePosixPath(view.page.source.name).stem
    named = title(stem)
    if named is None or named.role in ("cover", "index") or view.page.number not in (None, 1):
        return None
    return Paper(named.role, named.text, BY_FILE_NAME)


def _by_row(row: tuple[IndexRow, bool] | None) -> Paper | None:
    return Paper(row[0].role, row[0].title, BY_INDEX) if row and row[0].role and row[1] else None
