"""A paper while its pages are gathered, and whether a page that bears a title still belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.records import Page
from pipeline.split.content import opens_form
from pipeline.split.pairs import ended
from pipeline.split.rows import DOC_NUMBER
from pipeline.split.views import View
from pipeline.titles import Title, bare_title, plain

ATTACHED = ("资质", "质证书", "资格", "格证书", "执业证")  # certificates stand behind an opinion and belong to it
FIGURES = re.compile(r"\d{2,}")
ALIKE = ("service_receipt", "payment_receipt")  # two of these differ in a word or two only
ONE_PAPER = ("index", "photo")  # sheets under one title belong together though each repeats it


@dataclass(slots=True)
class Paper:
    """A paper while its pages are gathered."""

    role: str
    title: str
    confidence: float
    pages: list[Page] = field(default_factory=list)
    last: View | None = None


def goes_on(view: View, said: Title, current: Paper) -> bool:
    """Whether a page that bears a title still belongs to the current paper: a running header, a continuation, the page again."""
    if said.role != current.role:
        return False
    if said.role == "appraisal" and any(word in said.text for word in ATTACHED):
        return True
    if view.part:
        return False
    same = bare_title(said.text)[:6] == bare_title(current.title)[:6] or not current.title and said.role in ONE_PAPER
    if not same:
        return bool(not current.title and view.mark and view.mark.page > 1 and not finished(current))
    if view.mark and view.mark.page > 1 or "续" in said.text[-4:]:
        return True
    if new_file(view, current):
        return False
    if _again(view, current):
        return True
    if view.mark and view.mark.page == 1:
        return said.role in ONE_PAPER and view.mark.of == 1
    if _copied(view, current):
        return False
    return said.role in ONE_PAPER or not _opens(view, current)


def _opens(view: View, current: Paper) -> bool:
    """Whether a form or letter opens below the title: labels, an addressee, a number the current paper does not bear."""
    below = view.rows[view.heading.row + view.heading.rows :][:6] if view.heading else view.rows[:6]
    borne = plain(current.pages[0].text)
    goes_over = current.last is not None and bool(current.last.rows) and not ended(current.last)  # a form's head may stand on each of its pages
    if any(opens_form(row.text.split("\t")[0]) for row in below if not (goes_over and row.bare in borne)):
        return True
    if any(row.bare.endswith(":") and len(row.bare) <= 24 for row in below[:3]):
        return True
    return any(DOC_NUMBER.search(row.bare) and row.bare not in borne for row in below[:3])


def _again(view: View, current: Paper) -> bool:
    """The same sheet a second time: the same words, or in a scan the same figures and most of the words."""
    if current.last and current.last.page.state != "read":
        return False
    if current.last and view.corner and current.last.corner and view.corner == current.last.corner + 1:
        return False  # bound and counted as sheets of their own: a second copy
    earlier = current.pages[-1].text
    words = _shared(_pairs(earlier), _pairs(view.page.text))
    if view.page.origin == "ocr" and current.role not in ALIKE:
        figures = _shared(set(FIGURES.findall(earlier)), set(FIGURES.findall(view.page.text)))
        return words >= 0.85 or words >= 0.6 and figures >= 0.85
    return words >= 0.92


def _copied(view: View, current: Paper) -> bool:
    """The first page of the paper once more, after its last or counted as a sheet of its own: a second copy."""
    return _shared(_pairs(current.pages[0].text), _pairs(view.page.text)) >= 0.92


def _shared(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if len(a | b) > 3 else 0.0


def _pairs(text: str) -> set[str]:
    bare = plain(text)
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def finished(current: Paper) -> bool:
    """Whether its last page says it is the last."""
    last = current.last
    return bool(last and last.mark and last.mark.page == last.mark.of)


def unfinished(current: Paper) -> bool:
    """Whether its last page says that more follow."""
    last = current.last
    return bool(last and last.mark and last.mark.page < last.mark.of)


def new_file(view: View, current: Paper) -> bool:
    """A page of another file; single pictures are pages of one paper as long as nothing speaks against it."""
    before = current.pages[-1].source
    return view.page.source.name != before.name and not (view.page.source.kind == before.kind == "image")
