"""Real files that nobody here made, kept outside the checkout: how many are read in full, in part, refused, lost, or crash (`make bench` skips it).

python -m tests.bench_real FOLDER [--write]      FOLDER/<source>/<files>: one folder for each place they come from

A file counts as lost where a plain look into it finds words that we give neither as text nor as a problem: the text elements of its XML
(DOCX, OFD), or what pypdf finds in a PDF, where pypdf is installed.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.papers import text_files

DOCUMENT = Path(__file__).parents[1] / "docs" / "real-files.md"
VERDICTS = ("全部读出", "部分读出并说明", "拒绝并说明", "无内容", "可能漏读", "崩溃")
KEPT = 0.9  # of the words a plain look finds


def main() -> None:
    """Read every file and print, or write into docs, what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write docs/real-files.md")
    options = parser.parse_args()
    made: dict[str, Counter[str]] = {}
    for source in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        files = sorted(path for path in source.iterdir() if path.is_file())
        made[source.name] = Counter()
        for path, reading in zip(files, text_files(files), strict=True):
            verdict = judged(path, reading)
            made[source.name][verdict] += 1
            if verdict in VERDICTS[-2:]:
                print(f"{verdict}\t{path}")
    table = "\n".join(
        [
            "# 外来文件",
            "",
            "他人公开代码库里的真实文件（不随本项目发布），由 `python -m tests.bench_real FOLDER --write` 实测写成。",
            "“可能漏读”：文件里查得到的文字，读出的不足九成，又没有说明；须逐个看。",
            "",
            "| 来源 | 文件 | " + " | ".join(VERDICTS) + " |",
            "|---" * (len(VERDICTS) + 2) + "|",
            *(
                f"| {name} | {counts.total()} | " + " | ".join(str(counts[verdict]) for verdict in VERDICTS) + " |"
                for name, counts in made.items()
            ),
        ]
    )
    print(table)
    if options.write:
        DOCUMENT.write_text(table + "\n", encoding="utf-8")


def judged(path: Path, reading: dict[str, Any]) -> str:
    """What became of one file: one of VERDICTS."""
    full, partly, refused, empty, lost, crashed = VERDICTS
    if any(problem["kind"] == "internal_error" for problem in reading["problems"]):
        return crashed
    text = "".join(line["text"] for page in reading["pages"] for line in page["lines"])
    if reading["problems"]:
        return partly if text else refused
    wanted = _signs("".join(words(path)))
    if wanted.total() and (wanted & _signs(text)).total() < KEPT * wanted.total():
        return lost
    return full if text else empty


def words(path: Path) -> Iterator[str]:
    """The words that a plain look into a file finds."""
    if path.suffix.lower() in (".docx", ".ofd"):
        tag = b"w:t" if path.suffix.lower() == ".docx" else b"ofd:TextCode"
        parts = r"word/document\.xml" if tag == b"w:t" else r".*Content\.xml"
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if re.fullmatch(parts, name):
                    for found in re.findall(rb"<%b(?: [^>]*)?>([^<]*)<" % tag, packed.read(name)):
                        yield html.unescape(found.decode("utf-8", "replace"))
    elif path.suffix.lower() == ".pdf" and importlib.util.find_spec("pypdf"):
        import pypdf  # type: ignore[import-not-found,unused-ignore]

        try:
            yield from (page.extract_text() for page in pypdf.PdfReader(path).pages)
        except Exception:  # any fault of the other reader: it is no witness then
            return


def _signs(text: str) -> Counter[str]:
    """The letters and figures of a text; where lines break or words are parted is not asked."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


if __name__ == "__main__":
    main()
