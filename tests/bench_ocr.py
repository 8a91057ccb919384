"""Our reading of pictures beside what a user would pick instead, in one alternating run on the same cores.

python -m tests.bench_ocr [--pages 20] [--seed 77] [--fonts FOLDER] [--rapidocr PYTHON] [--kreuzberg PYTHON] [--turned 200]

Made-up papers (tests/pictures.py) at 300 dpi, through an office scanner, by phone; every engine gets the same JPEG files and all
cores: ours and tesseract one process a core, the others by their own threads. Errors count in any order of lines (tests/cer.py).
A peer that is not installed is left out. `--fonts`: other typefaces than those our weights were calibrated on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests import cer, pictures

Read = Callable[[list[Path]], list[str]]
_CORES = os.cpu_count() or 1
_STOCK = """
import json, sys
from rapidocr import RapidOCR
engine = RapidOCR()
engine(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    found = engine(line.strip())
    print(json.dumps("\\n".join(found.txts or ())), flush=True)
"""
_KREUZBERG = """
import json, sys
from kreuzberg import extract_file_sync, ExtractionConfig, OcrConfig
config = ExtractionConfig(ocr=OcrConfig(backend="tesseract", language="chi_sim"), force_ocr=True, use_cache=False)
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps(extract_file_sync(line.strip(), config=config).content), flush=True)
"""


def main() -> None:
    """One row a kind of picture and engine; then turned pages and seals over print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("pages", 20), ("seed", 77), ("turned", 200)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--rapidocr", default=sys.executable, help="python in which the stock rapidocr has its default engine")
    parser.add_argument("--kreuzberg", default=sys.executable)
    parser.add_argument("--peers", default="ours,rapidocr,tesseract,ocrmypdf,kreuzberg")
    parser.add_argument("--kinds", default="clean,office,photo")
    options = parser.parse_args()
    os.environ |= {"OMP_THREAD_LIMIT": "1", "ANJUAN_THREADS": "1"}
    os.environ.pop("ANJUAN_CACHE", None)
    if options.fonts:
        pictures.use_fonts(options.fonts)
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(_CORES) as pool:
        pages = pictures.papers(options.pages, options.seed)
        files = {kind: _files(Path(scratch) / kind, kind, pages, options.seed) for kind in options.kinds.split(",")}
        first = next(iter(files.values()))[0]
        list(
            pool.map(ours, [path for paths in files.values() for path in paths[:2] for _ in range(_CORES)])
        )  # models loaded, warm
        readers = _readers(pool, options, first)
        told: dict[tuple[str, str], list[str]] = {}
        took = dict.fromkeys(((kind, name) for kind in files for name in readers), 0.0)
        for kind, paths in files.items():
            for start in range(0, options.pages, 4):  # by turns, so that a busy moment hits all alike
                for name, read in readers.items():
                    began = time.monotonic()
                    told.setdefault((kind, name), []).extend(read(paths[start : start + 4]))
                    took[kind, name] += time.monotonic() - began
            for name in readers:
                texts = told[kind, name]
                strict, folded = (_rate(pages, texts, fold=fold) for fold in (False, True))
                speed = len(texts) / took[kind, name]
                print(
                    f"{kind:7} {name:10} {speed:6.2f} pages/s  CER {strict:6.2f} %, either width of a mark {folded:6.2f} %",
                    flush=True,
                )
        if options.turned:
            _turned(pool, Path(scratch) / "turned", options.turned, options.seed)
            _sealed(pool, Path(scratch), pages, options.seed)


def ours(path: Path) -> tuple[str, int]:
    """What we read of one picture, and how far it was turned."""
    from pipeline.read import read
    from pipeline.records import SourceFile

    pages = read(SourceFile(path, path.name, "", "image")).pages
    return "\n".join(page.text for page in pages), pages[0].rotation


def _readers(pool: ProcessPoolExecutor, options: argparse.Namespace, first: Path) -> dict[str, Read]:
    wanted = options.peers.split(",")
    found: dict[str, Read] = {"ours": lambda paths: [text for text, _ in pool.map(ours, paths)]} if "ours" in wanted else {}
    for name, python, script in (("rapidocr", options.rapidocr, _STOCK), ("kreuzberg", options.kreuzberg, _KREUZBERG)):
        if name in wanted and (read := _served(python, script, first)):
            found[name] = read
        elif name in wanted:
            print(f"{name}: not installed, left out")
    for name, need, read in (("tesseract", "tesseract", _tesseract), ("ocrmypdf", "ocrmypdf", _ocrmypdf)):
        if name in wanted and shutil.which(need):
            found[name] = read
        elif name in wanted:
            print(f"{name}: not installed, left out")
    return found


def _served(python: str, script: str, first: Path) -> Read | None:
    """A peer in a process of its own: it loads once and reads a file a line."""
    child = subprocess.Popen(
        [python, "-c", script, str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert child.stdin and child.stdout
    asked, said = child.stdin, child.stdout
    while (line := said.readline()) and line.strip() != "ready":
        pass
    if not line:
        return None

    def read(paths: list[Path]) -> list[str]:
        texts = []
        for path in paths:
            print(path, file=asked, flush=True)
            while not (answer := said.readline()).startswith('"'):
                if not answer:
                    raise RuntimeError(f"{python} ended")
            texts.append(json.loads(answer))
        return texts

    return read


def _tesseract(paths: list[Path]) -> list[str]:
    command = ["tesseract", "{}", "stdout", "-l", "chi_sim+chi_sim_vert", "--psm", "3"]
    running: list[subprocess.Popen[str]] = []
    texts = []
    for path in paths:
        if len(running) == _CORES:
            texts.append(running.pop(0).communicate()[0])
        parts = [part.format(path) for part in command]
        running.append(subprocess.Popen(parts, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
    return texts + [child.communicate()[0] for child in running]


def _ocrmypdf(paths: list[Path]) -> list[str]:
    from PIL import Image

    with tempfile.TemporaryDirectory() as scratch:
        bundle, side, out = (Path(scratch) / name for name in ("in.pdf", "text.txt", "out.pdf"))
        first, *rest = [Image.open(path) for path in paths]
        first.save(bundle, save_all=True, append_images=rest, resolution=float(first.info.get("dpi", (300, 300))[0]))
        command = ["ocrmypdf", "-l", "chi_sim", "-j", str(_CORES), "--rotate-pages", "--deskew", "--output-type", "pdf"]
        subprocess.run([*command, "--sidecar", side, bundle, out], check=True, capture_output=True)
        return (side.read_text(encoding="utf-8").split("\f") + [""] * len(paths))[: len(paths)]


def _files(folder: Path, kind: str, pages: list[pictures.Sheet], seed: int) -> list[Path]:
    folder.mkdir(parents=True)
    for name, content in pictures.all_of(kind, pages, seed):
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def _rate(pages: Sequence[pictures.Sheet], texts: Sequence[str], *, fold: bool = False) -> float:
    both = [
        cer.errors(page.lines, text, besides=pictures.seals(page), fold=fold) for page, text in zip(pages, texts, strict=True)
    ]
    return 100 * sum(wrong for wrong, _ in both) / sum(total for _, total in both)


def _turned(pool: ProcessPoolExecutor, folder: Path, count: int, seed: int) -> None:
    """Office scans by all four turns: the share of pages brought upright."""
    folder.mkdir()
    rng = Random(f"{seed}/turned")
    turns = {}
    for place, sheet in enumerate(pictures.papers(count, seed + 1, least=4)):
        turn = (0, 90, 180, 270)[place % 4]
        (picture,) = pictures.printed([sheet], 150)
        path = folder / f"{place:03d}.jpg"
        path.write_bytes(pictures.jpeg(pictures.turned(pictures.office(picture, rng), turn), 50))
        turns[path] = turn
    wrong = [path.name for path, (_, rotation) in zip(turns, pool.map(ours, turns), strict=True) if rotation != turns[path]]
    print(f"turned: {len(turns) - len(wrong)} of {len(turns)} upright ({100 - 100 * len(wrong) / len(turns):.2f} %) {wrong}")


def _sealed(pool: ProcessPoolExecutor, folder: Path, pages: list[pictures.Sheet], seed: int) -> None:
    """The same office scans with and without their seals."""
    stamped = [page for page in pages if pictures.seals(page)]
    rates = []
    for name, drawn in (("sealed", stamped), ("bare", [pictures.without_seals(page) for page in stamped])):
        paths = _files(folder / name, "office", drawn, seed)
        rates.append(_rate(drawn, [text for text, _ in pool.map(ours, paths)], fold=True))
    print(f"seal over print, {len(stamped)} pages: CER {rates[0]:.2f} % with, {rates[1]:.2f} % without seals")


if __name__ == "__main__":
    main()
