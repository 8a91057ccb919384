"""How fast and how fully each format is read (`make bench`): a table of formats for docs/formats.md, and pages a second of digital PDF.

python -m tests.bench_read [--write] [--pages 300] [--archive FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read import collect, read, with_passwords
from pipeline.read.kinds import kind_of
from pipeline.records import Reading, SourceFile
from tests.test_formats import CASES, NAMES, PASSWORDS, paper

DOCUMENT = Path(__file__).parents[1] / "docs" / "formats.md"
WORDS = "当事人张三于二〇二四年三月五日在北沟擅自采伐杨树五株折合立木蓄积一点二立方米经查上述事实有询问笔录勘验检查笔录现场照片等证据证实"


def main() -> None:
    """The table of formats, then speed and memory of digital PDF, then an archive where one is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/formats.md")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--long", type=int, default=0, help="pages of a bundle whose memory is looked at, e.g. 5000")
    parser.add_argument("--archive", type=Path, help="an archive to be read whole")
    options = parser.parse_args()
    table = "\n".join(formats())
    print(table)
    if options.write:
        DOCUMENT.write_text(table + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        for line in speed(drawn(Path(scratch) / "a.pdf", options.pages)):
            print(line)
        if options.long:
            for line in memory(drawn(Path(scratch) / "long.pdf", options.long)):
                print(line)
    if options.archive:
        print(archive(options.archive))


def formats() -> list[str]:
    """A row a format: what of its paper is read, with which places, in what time."""
    lines = ["# 能读哪些格式", ""]
    lines += [
        "每种格式一个小文件（`tests/cases/`，由自编程序或者各格式的写入库生成），由 `python -m tests.bench_read --write` 实测写成。",
        "",
    ]
    lines += ["| 格式 | 文件 | 读出 | 位置 | 用时（毫秒） |", "|---|---|---|---|---|"]
    for name in NAMES:
        path, expected = paper(name), json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
        with with_passwords(PASSWORDS):
            read(_source(path))  # models and libraries are loaded once
            begun = time.perf_counter()
            reading = read(_source(path))
            spent = time.perf_counter() - begun
        lines.append(f"| {name} | {path.name} | {_told(reading, expected)} | {_places(reading)} | {1000 * spent:.0f} |")
    return lines


def _told(reading: Reading, expected: dict[str, list[dict[str, str]]]) -> str:
    if not reading.pages:
        return "不能读，说明原因：" + reading.problems[0].message.partition("：")[2]
    same = len(reading.pages) == len(expected["pages"])
    states = sum(page.state == "read" for page in reading.pages)
    named = f"，{len(reading.problems)}个问题" if reading.problems else ""
    return f"{'全部' if same else '部分'}{len(reading.pages)}页（{states}页有内容）{named}"


def _places(reading: Reading) -> str:
    lines = [line for page in reading.pages for line in page.lines]
    kinds = {"坐标" if line.box else "段落、单元格" if line.place else "无" for line in lines}
    return "、".join(sorted(kinds)) or "—"


def speed(path: Path) -> list[str]:
    """Digital pages a second on one core, alternating with pypdfium2's bare text and boxes and, where installed, pdfplumber."""
    ways: dict[str, Callable[[Path], int]] = {"anjuan": _ours, "pypdfium2 (text, boxes)": _bare}
    if importlib.util.find_spec("pdfplumber"):
        ways["pdfplumber (words)"] = _plumber
    best = dict.fromkeys(ways, 0.0)
    for _ in range(3):
        for name, way in ways.items():
            begun = time.process_time()
            best[name] = max(best[name], way(path) / (time.process_time() - begun))
    return [f"{name}: {rate:.0f} pages/s of CPU time" for name, rate in best.items()]


def _ours(path: Path) -> int:
    return len(read(_source(path)).pages)


def _bare(path: Path) -> int:
    """What any program on pdfium must at least do: the text and a box for every character."""
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            for index in range(text.count_chars()):
                text.get_charbox(index, loose=True)
            text.close()
            page.close()
        return len(document)


def _plumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        few = document.pages[:20]
        for page in few:
            page.extract_words()
            page.close()
        return len(few)


def memory(path: Path) -> list[str]:
    """What this process holds while a long bundle is read (Linux)."""
    from pipeline.read import trail

    held: dict[int, float] = {}

    def look(place: trail.Place | None) -> None:
        if place and place[1] in (100, 500, 1000, 2000, 3000, 4000, 5000):
            held[place[1] or 0] = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

    trail.follow(look)
    pages = _ours(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [f"{pages} pages: " + ", ".join(f"page {page} {size:.0f} MB" for page, size in held.items()) + f"; peak {peak:.0f} MB"]


def archive(folder: Path) -> str:
    """All files of an archive, one after the other."""
    begun, pages, kinds = time.process_time(), 0, dict.fromkeys(("text", "ocr"), 0)
    for case in collect(folder).cases:
        for source in case.files:
            for page in read(source).pages:
                pages += 1
                kinds[page.origin] += 1
    spent = time.process_time() - begun
    return f"{folder.name}: {pages} pages ({kinds['text']} digital, {kinds['ocr']} by OCR), {spent:.0f} s of CPU time, {pages / spent:.1f} pages/s"


def drawn(path: Path, pages: int) -> Path:
    """Full pages of text: 32 lines, about a thousand characters."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    chance, canvas = random.Random(1), Canvas(str(path), invariant=1)
    for number in range(pages):
        canvas.setFont("STSong-Light", 12)
        for row in range(32):
            canvas.drawString(72, 760 - 21 * row, "".join(chance.choices(WORDS, k=36 if row % 5 else 20)))
        canvas.drawString(280, 40, f"第{number + 1}页")
        canvas.showPage()
    canvas.save()
    return path


def _source(path: Path) -> SourceFile:
    return SourceFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), kind_of(path))


if __name__ == "__main__":
    main()
