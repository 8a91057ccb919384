"""Putting a written case into files: bundles, folders, scans, Word, and what stands where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from pipeline.synth import scan, word
from pipeline.synth.bundle import Written, sheets
from pipeline.synth.case import Case
from pipeline.synth.layout import Scanned, Sheet, fonts_of
from pipeline.synth.papers import Paper
from pipeline.synth.pdf import draw

SIGNED = ("inquiry_record", "service_receipt", "payment_receipt", "waiver", "party_identity")


@dataclass(slots=True)
class Drawn:
    """What became of the papers: gold's documents, page lists, sources."""

    documents: list[dict[str, Any]]
    pages: dict[str, Any]
    sources: dict[str, dict[str, Any]]


def put(folder: Path, answers: Path, case: Case, written: tuple[Written, ...], *, small: bool = False) -> Drawn:
    """Write the case's files; `small` keeps them so."""
    rng = Random(f"{case.salt}/files")
    if case.kind == "docx":
        return _words(folder, case, written, rng)
    drawn = sheets(case, written)
    if case.kind == "pdf":
        return _digital(folder, case, drawn, rng, small=small)
    return (_bundle if case.kind == "bundle" else _scanned)(
        folder, answers, case, drawn, rng, *((150, 48) if small else (rng.choice((150, 200)), 75))
    )


def _words(folder: Path, case: Case, written: tuple[Written, ...], rng: Random) -> Drawn:
    """A folder of Word files, numbered, with or without titles in the names."""
    home = folder / case.id
    home.mkdir(parents=True, exist_ok=True)
    named, documents, sources = rng.random() < 0.6, [], {}
    for place, each in enumerate(written, 1):
        name = f"{place:02d} {_safe(each.paper)}.docx" if named else f"{place}.docx"
        (home / name).write_bytes(word.save(each.blocks, fonts_of(case.style), case.salt))
        source = f"{case.id}/{name}"
        documents.append(_row(each.paper, source, None))
        sources[source] = {"count": None}
    return Drawn(documents, {"count": None, "blank": [], "rotated": []}, sources)


def _digital(folder: Path, case: Case, drawn: Sequence[tuple[Paper, list[Sheet]]], rng: Random, *, small: bool) -> Drawn:
    """One PDF, in a folder or not; or a PDF for each paper."""
    shape = rng.choice(("file", "folder", "folder", "papers")[: 3 if small else 4])
    documents: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    count = sum(len(pages) for _, pages in drawn)
    if shape == "papers":
        (folder / case.id).mkdir(parents=True, exist_ok=True)
        for place, (paper, pages) in enumerate(drawn, 1):
            source = f"{case.id}/{place:02d}{_safe(paper)}.pdf"
            (folder / source).write_bytes(draw(pages, case.salt))
            documents.append(_row(paper, source, list(range(1, len(pages) + 1))))
            sources[source] = {"count": len(pages)}
        return Drawn(documents, {"count": count, "blank": [], "rotated": []}, sources)
    source = f"{case.id}.pdf" if shape == "file" else f"{case.id}/{rng.choice(('卷宗', '案卷材料', '1'))}.pdf"
    (folder / source).parent.mkdir(parents=True, exist_ok=True)
    (folder / source).write_bytes(draw([page for _, pages in drawn for page in pages], case.salt))
    at = 1
    for paper, pages in drawn:
        documents.append(_row(paper, source, list(range(at, at + len(pages)))))
        at += len(pages)
    return Drawn(documents, {"count": count, "blank": [], "rotated": []}, {source: {"count": count}})


def _scanned(
    folder: Path, answers: Path, case: Case, drawn: Sequence[tuple[Paper, list[Sheet]]], rng: Random, dpi: int, best: int
) -> Drawn:
    """A bundle of pictures, some sheets turned, some backs scanned too."""
    source = f"{case.id}/{rng.choice(('扫描件', '卷宗', '1'))}.pdf" if rng.random() < 0.7 else f"{case.id}.pdf"
    clean = scan.pictures(draw([page for _, pages in drawn for page in pages], case.salt), dpi)
    grey, paper_tint = rng.random() < 0.3, scan.tint(rng)
    images, lines, documents, blanks, turned, place = [], [], [], [], {}, 0
    for paper, pages in drawn:
        where = []
        for page in pages:
            turn = rng.choice((90, 180, 270)) if rng.random() < 0.06 else 0
            images.append(scan.worn(clean[place], rng, paper_tint, grey=grey, turn=turn, best=best))
            place += 1
            where.append(len(images))
            lines.append({"page": len(images), "rotation": turn, "lines": page.lines})
            if turn:
                turned[len(images)] = turn
            if rng.random() < 0.04:
                images.append(scan.worn(scan.blank(dpi), rng, paper_tint, grey=grey, turn=0, best=best))
                lines.append({"page": len(images), "rotation": 0, "lines": []})
                blanks.append(len(images))
        documents.append(_row(paper, source, where))
    pages_row = {"count": len(images), "blank": blanks, "rotated": sorted(turned)}
    if rng.random() < 0.15 and best > 50:
        return _loose(folder, answers, case, images, lines, documents, pages_row)
    (folder / source).parent.mkdir(parents=True, exist_ok=True)
    (folder / source).write_bytes(scan.bind(images, dpi))
    _text(answers, source, lines)
    return Drawn(
        documents,
        pages_row,
        {
            source: {
                "count": len(images),
                "dpi": dpi,
                "grey": grey,
                "blank": blanks,
                "rotated": {str(key): value for key, value in turned.items()},
            }
        },
    )


def _loose(
    folder: Path,
    answers: Path,
    case: Case,
    images: Sequence[bytes],
    lines: Sequence[dict[str, Any]],
    documents: Sequence[dict[str, Any]],
    pages: dict[str, Any],
) -> Drawn:
    """The scanned sides as a folder of JPEG files: a paper of two sides has an entry for each."""
    (folder / case.id).mkdir(parents=True, exist_ok=True)
    names = [f"{case.id}/{place}.jpg" for place in range(1, len(images) + 1)]
    for name, image, line in zip(names, images, lines, strict=True):
        (folder / name).write_bytes(image)
        _text(answers, name, [{**line, "page": 1}])
    spread = [{**paper, "source": names[page - 1], "pages": [1]} for paper in documents for page in paper["pages"]]
    return Drawn(spread, pages, {name: {"count": 1} for name in names})


def _bundle(
    folder: Path, answers: Path, case: Case, drawn: Sequence[tuple[Paper, list[Sheet]]], rng: Random, dpi: int, best: int
) -> Drawn:
    """One PDF of digital and scanned pages: what was signed was scanned, what was typed was exported."""
    source, colour = f"{case.id}/{rng.choice(('卷宗', '合并', '案卷'))}.pdf", scan.tint(rng)
    sides: list[Sheet] = []
    documents: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for paper, pages in drawn:
        first = len(sides) + 1
        if paper.role in SIGNED:
            for clean, page in zip(scan.pictures(draw(pages, case.salt), dpi), pages, strict=True):
                sides.append(Sheet([Scanned(scan.worn(clean, rng, colour, grey=False, turn=0, best=best))], page.lines))
                lines.append({"page": len(sides), "rotation": 0, "lines": page.lines})
        else:
            sides += pages
        documents.append(_row(paper, source, list(range(first, len(sides) + 1))))
    (folder / case.id).mkdir(parents=True, exist_ok=True)
    (folder / source).write_bytes(draw(sides, case.salt))
    _text(answers, source, lines)
    scanned = [line["page"] for line in lines]
    pages_row = {"count": len(sides), "blank": [], "rotated": []}
    return Drawn(documents, pages_row, {source: {"count": len(sides), "dpi": dpi, "scanned": scanned}})


def _row(paper: Paper, source: str, pages: list[int] | None) -> dict[str, Any]:
    return {"key": paper.key, "role": paper.role, "source": source, "pages": pages}


def _safe(paper: Paper) -> str:
    return "案卷封面" if paper.key == "cover" else paper.title.replace(" ", "").replace("/", "")


def _text(answers: Path, source: str, lines: Sequence[dict[str, Any]]) -> None:
    home = answers / "text"
    home.mkdir(exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    (home / f"{source.replace('/', '__')}.jsonl").write_text(text, encoding="utf-8")
