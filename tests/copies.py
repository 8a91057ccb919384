"""One made-up case file as it may come to us: digital, scanned, photographed, misread as by a bad scanner, its decision as copied from a web page."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import extract, read, split, synth
from pipeline.learn.noise import misread
from pipeline.read.plain import text_page
from pipeline.records import Page, SourceFile
from pipeline.synth.scan import pictures as rendered
from tests import pictures

Case = tuple[Mapping[str, Any], Sequence[Page]]  # what is right of it, and how it reads
DECISIONS = ("decision", "summary_decision", "no_penalty_decision")
WORN: dict[str, tuple[int, Callable[[pictures.Picture, random.Random], pictures.Picture], int]] = {
    "scan": (200, pictures.office, 50),
    "photo": (200, pictures.phone, 80),
}  # dpi, how it gets to us, JPEG quality
HEAD = "首页 > 政务公开 > 行政处罚\n索引号：000014/2031-00021\n发布日期：2031-09-01 来源：办公室 浏览次数：31\n"
FOOT = "\n上一篇：行政处罚决定书（之一）\n下一篇：放假通知\n主办：人民政府办公室"


def made(place: Path, cases: int, seed: int) -> list[Case]:
    """So many cases of the styles kept out of tuning, read from PDF; `place` keeps the archive and its gold."""
    synth.make(place, cases=cases, seed=seed, kind="pdf", styles="held")
    return list(_read(place, place / "archive"))


def worn(place: Path, kind: str, cases: int, seed: int) -> Iterator[Case]:
    """The first cases again, every page a picture from a scanner or a phone, read by OCR."""
    dpi, wear, quality = WORN[kind]
    chance = random.Random(f"{seed}/{kind}")
    for case in read.collect(place / "archive").cases[:cases]:
        folder = place / kind / case.case_id
        folder.mkdir(parents=True)
        sheets = [sheet for source in case.files if source.kind == "pdf" for sheet in rendered(source.path.read_bytes(), dpi)]
        for number, sheet in enumerate(sheets, 1):
            picture = wear(np.ascontiguousarray(sheet[:, :, ::-1]), chance)
            (folder / f"{number:03}.jpg").write_bytes(pictures.jpeg(picture, quality))
    return _read(place, place / kind)


def misread_all(cases: Sequence[Case], seed: int) -> list[Case]:
    """Every page with the slips of a bad scan."""
    chance = random.Random(seed)
    return [(right, [misread(page, chance) for page in pages]) for right, pages in cases]


def web(cases: Sequence[Case], seed: int) -> list[Case]:
    """The decision of each case as a web page gives it: furniture around it, lines broken at one width, punctuation half-width."""
    chance = random.Random(seed)
    return [(right, [page]) for right, pages in cases for page in _web(pages, chance)]


def _web(pages: Sequence[Page], chance: random.Random) -> Iterator[Page]:
    for document in split.split(pages)[0].documents:
        if document.role in DECISIONS:
            text = extract.tidy(document).plain
            if chance.random() < 0.5:
                text = text.translate(str.maketrans("，；：（）", ",;:()"))
            width = chance.choice((0, 32, 40, 46))
            rows = [row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width)] if width else [text]
            yield text_page(SourceFile(Path("web.txt"), "web.txt", "", "text"), HEAD + "\n".join(rows) + FOOT)
            return


def _read(place: Path, archive: Path) -> Iterator[Case]:
    gold = {row["case"]: row for row in map(json.loads, (place / "gold" / "cases.jsonl").read_text("utf-8").splitlines())}
    for files in read.collect(archive).cases:
        if files.case_id in gold:
            yield gold[files.case_id], [page for source in files.files for page in read.read(source).pages]
