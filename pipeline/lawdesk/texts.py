"""An office's own full texts: files of the national database become articles, paragraphs and items (`anjuan law import FOLDER`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.check.wording import cited
from pipeline.extract.values import NUMERAL, integer
from pipeline.law.structure import plain, statute, version_on
from pipeline.lawdesk.source import source_of
from pipeline.problems import OutputError, UsageError
from pipeline.read import read
from pipeline.read.kinds import kind_of
from pipeline.records import Citation

KINDS = frozenset({"docx", "text", "office", "pdf", "html"})
ARTICLE = re.compile(rf"第(?P<article>[{NUMERAL}\d]{{1,7}})条(?:之(?P<extra>[{NUMERAL}\d]{{1,2}}))?(?:[ \t\u3000]+|(?=[^，、。；的规之和及第]))")
HEADING = re.compile(rf"第[{NUMERAL}\d]{{1,4}}[编章节分][ \t\u3000]*")
ITEM = re.compile(rf"[（(](?P<item>[{NUMERAL}\d]{{1,3}})[）)]")
IN_FORCE = re.compile(rf"自\s*(?P<day>(?:公布|发布)之日|[\d{NUMERAL}]{{4}}\s*年\s*[\d{NUMERAL}]{{1,3}}\s*月\s*[\d{NUMERAL}]{{1,3}}\s*日)\s*起施?行")
DAY = re.compile(rf"(?P<year>[\d{NUMERAL}]{{4}})\s*年\s*(?P<month>[\d{NUMERAL}]{{1,3}})\s*月\s*(?P<day>[\d{NUMERAL}]{{1,3}})\s*日")
STAMP = re.compile(r"_?(?P<year>(?:19|20)\d\d)-?(?P<month>[01]\d)-?(?P<day>[0-3]\d)$")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    file: str
    law: str | None
    version: date | None
    articles: int
    trouble: str | None  # why it was not taken


def take(folder: Path, to: Path) -> tuple[Imported, ...]:
    """Parse every file of `folder` and write one JSON a version into `to`; a file that cannot be used says why."""
    if not folder.is_dir():
        raise UsageError(f"{folder}：没有这个文件夹。请给出放法规文件（docx、txt）的文件夹。")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and kind_of(path) in KINDS and not path.name.startswith(("~$", "."))]
    if not files:
        raise UsageError(f"{folder}：里面没有 docx 或 txt 文件。")
    try:
        to.mkdir(parents=True, exist_ok=True)
        return tuple(_take(path, to) for path in files)
    except OSError as error:
        raise OutputError(f"{to}：不能写入（{error.strerror}）。") from error


def parse(text: str, name: str = "") -> dict[str, Any]:
    """A statute's text as title, day of effect and articles → paragraphs → items. UsageError with what is missing."""
    lines = [line.strip(" \t\u3000\r") for line in text.splitlines()]
    lines = [line for line in lines if line]
    start = next((number for number, line in enumerate(lines) if _opens(line, 0) == "1"), None)
    if start is None:
        raise UsageError("没有找到条文（每条应另起一行，以“第×条”开头），不是法规全文。")
    articles: dict[str, list[dict[str, Any]]] = {}
    current = ""
    for line in lines[start:]:
        if opened := _opens(line, _number(current)):
            current = opened
            match = ARTICLE.match(line)
            articles[current] = [{"text": line[match.end() :].strip(" \t\u3000") if match else line, "items": []}]
        elif HEADING.match(line) and len(line) < 40 or line in ("附则", "附 则"):
            continue
        elif ITEM.match(line) and articles[current]:
            articles[current][-1]["items"].append(line)
        else:
            articles[current].append({"text": line, "items": []})
    title = _title(lines[:start], name)
    since = _since(title, lines, start, name)
    if since is None:
        raise UsageError("没有找到施行日期（如“自2020年7月1日起施行”）；也可以把日期写在文件名末尾：森林法_20200701.docx。")
    known = statute(title)
    return {"law": known.law if known else plain(title), "title": title, "version": since.isoformat(), "articles": articles}


def quoted(folder: Path, citation: Citation, day: date) -> str | None:
    """The words of the cited place in the office's own text of that day, None where there is none."""
    text = _of_the_day(folder, citation.law, day)
    if text is None or citation.article is None:
        return None
    paragraphs = text["articles"].get(str(citation.article))
    if paragraphs is None or (citation.paragraph or 1) > len(paragraphs):
        return None
    chosen = paragraphs[citation.paragraph - 1 : citation.paragraph] if citation.paragraph else paragraphs
    items = [item for paragraph in chosen for item in paragraph["items"]]
    if citation.item and citation.item <= len(items):
        return str(items[citation.item - 1])
    return "\n".join(line for paragraph in chosen for line in (paragraph["text"], *paragraph["items"]))


def _of_the_day(folder: Path, name: str, day: date) -> dict[str, Any] | None:
    known = statute(name)
    law = known.law if known else plain(name)
    texts = [text for text in stored(folder) if text["law"] == law and date.fromisoformat(text["version"]) <= day]
    newest = max(texts, key=lambda text: str(text["version"]), default=None)
    in_force = version_on(name, day)
    if newest and in_force and date.fromisoformat(newest["version"]) < in_force.version:
        return None  # amended since: words of the older version would mislead
    return newest


def paragraphs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Every paragraph: statute with version, place, words."""
    for text in stored(folder):
        for article, found in text["articles"].items():
            for number, paragraph in enumerate(found, 1):
                place = cited(Citation(text["law"], article, number if len(found) > 1 else None))
                yield f"{text['law']}（{text['version']}施行）", place, "\n".join((paragraph["text"], *paragraph["items"]))


def stored(folder: Path) -> tuple[dict[str, Any], ...]:
    """What `take` wrote into a folder. UsageError where it is no such folder."""
    return _stored(tuple((path, path.stat().st_mtime_ns) for path in files_of(folder)))


def files_of(folder: Path) -> tuple[Path, ...]:
    """The files that `take` wrote. UsageError where there are none."""
    if not folder.is_dir() or not (files := sorted(folder.glob("*.json"))):
        raise UsageError(f"{folder}：没有导入的法规全文。先用 anjuan law import 文件夹 --to {folder} 导入。")
    return tuple(files)


@lru_cache(maxsize=4)
def _stored(files: tuple[tuple[Path, int], ...]) -> tuple[dict[str, Any], ...]:
    try:
        return tuple(json.loads(path.read_text(encoding="utf-8")) for path, _ in files)
    except (OSError, ValueError) as error:
        raise UsageError(f"{files[0][0].parent}：导入的法规全文已损坏，请重新导入（{error}）。") from error


def _take(path: Path, to: Path) -> Imported:
    source = source_of(path)
    reading = read(source)
    try:
        found = parse("\n".join(page.text for page in reading.pages), path.stem)
    except UsageError as error:
        trouble = reading.problems[0].message if reading.problems else str(error)
        return Imported(path.name, None, None, 0, trouble)
    target = to / f"{found['law']}_{found['version']}.json"
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return Imported(path.name, found["law"], date.fromisoformat(found["version"]), len(found["articles"]), None)


def _opens(line: str, before: int) -> str | None:
    match = ARTICLE.match(line)
    number = integer(match["article"]) if match else None
    if match is None or number is None:
        return None
    if match["extra"] and number == before:
        return f"{number}-{integer(match['extra'])}"
    # a line that begins with a reference to an article (第四十二条规定的…) opens none
    return str(number) if number == before + 1 else None


def _number(article: str) -> int:
    return int(article.partition("-")[0]) if article else 0


def _title(head: list[str], name: str) -> str:
    for line in head:
        joined = re.sub(r"\s", "", line)
        if re.search(r"(?:法|条例|办法|规定|细则|决定|规则|解释|基准)(?:（[^）]*）)?$", joined) and not joined.startswith(("（", "第")):
            return re.sub(r"（[^）]*）$", "", joined)
    return re.sub(r"[_（(].*$", "", name) or "未知法规"


def _since(title: str, lines: list[str], start: int, name: str) -> date | None:
    """The version's day of effect. A text amended by decision still prints the day its first version took effect."""
    stamp = _day(match) if (match := STAMP.search(name)) else None
    announced = [day for head in lines[:start] for match in DAY.finditer(head) if (day := _day(match))]
    last = max(announced, default=None)
    printed = next((match["day"] for line in reversed(lines[start:]) if (match := IN_FORCE.search(line))), None)
    spelt = DAY.search(printed) if printed else None
    begins = _day(spelt) if spelt else last if printed else None
    known = statute(title)
    for version in reversed(known.versions if known else ()):
        if version.version in (begins, stamp) or (version.adopted and version.adopted in (last, stamp)):
            return version.version
    if begins and (last is None or begins >= last):
        return begins
    return stamp or last or begins


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (integer(match[name]) for name in ("year", "month", "day"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
