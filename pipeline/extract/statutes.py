"""Places in statutes as papers cite them: 《森林法》（2019年修订）第七十六条第二款, 该法第三十七条, 森林法76条2款."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.extract.values import NUMERAL, integer
from pipeline.records import Citation

N = rf"(?:\d{{1,3}}|[{NUMERAL}]{{1,5}})"
ARTICLE = re.compile(
    rf"(?:第?\s?(?={N}\s?条)|第(?={N}[之的]?规定))(?P<article>{N})(?:\s?条)?(?:之(?P<extra>[一二三四五六七八九\d]))?"  # 第四十一规定: 条 is lost
    rf"(?P<paragraphs>(?:[、，和及与]?第?\s?（?{N}）?\s?款)*|(?:第{N}[、和及]第?{N}款))"
    rf"(?P<items>(?:[、，和及与]?第?(?:（{N}）|{N}|[①-⑳])(?:[、和及至](?:第?（?{N}）?))*\s?项?(?=[项、，和及的规之款》。；]|$|之规定))*)"
)
LINK = re.compile(r"(?:[、，和及与或]|以及|或者|并|的|之|规定|\s|同时|[（(][^（）()《》]{0,24}[）)]){0,4}")
TITLE = re.compile(r"《(?P<title>[^《》\n]{2,60}(?:《[^《》]{2,40}》[^《》\n]{0,20})?)》")
VERSION = re.compile(r"[（〔](?P<version>(?:19|20)\d{2}年?[^（）〔〕]{0,12}(?:修[订正改]|修订版|版|施行|公布|修订本|年))[）〕]")
SAME = re.compile(r"(?:该|同一?|本|上述|前述)(?P<kind>法|条例|办法|规定|细则|决定|规则)(?=第?[\d一二三四五六七八九十百]+条)")
QUOTE = re.compile(r"“[^”]{4,400}”")  # 第四十三条“……”和第四十四条“……”
KINDS = r"(?:法实施条例|法实施细则|法|条例|办法|规定|细则|决定|规则)"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation at plain[start:end]; `quoted`: it stands inside the quoted words of a statute."""

    citation: Citation
    start: int
    end: int
    quoted: bool = False
    named: bool = True  # False: the statute is only meant by 该法, or by the chain


@dataclass(frozen=True, slots=True)
class _Title:
    law: str
    version: str | None
    start: int
    end: int


def cite(plain: str) -> tuple[Cited, ...]:
    """Every article cited, in order, each with the statute it belongs to."""
    titles = sorted([*_titles(plain), *_bare_titles(plain)], key=lambda title: title.start)
    quotes = [match.span() for match in re.finditer(r"“[^”]{0,600}”", plain)]
    found: list[Cited] = []
    last_end, current = -1, None
    for match in ARTICLE.finditer(plain):
        title = next((one for one in reversed(titles) if one.end <= match.start()), None)
        between = plain[title.end : match.start()] if title else ""
        same = next(
            (one for one in SAME.finditer(plain, max(0, match.start() - 6), match.start() + 6) if one.end() == match.start()),
            None,
        )
        if same:
            current = next((one for one in reversed(titles) if one.end <= same.start() and _is_kind(one.law, same["kind"])), None)
        elif title and (LINK.fullmatch(between) or VERSION.fullmatch(between.strip())):
            current = title
        elif not (0 <= last_end <= match.start() and LINK.fullmatch(QUOTE.sub("", plain[last_end : match.start()]))):
            continue
        if current is None:
            continue
        quoted = any(start < match.start() < end for start, end in quotes)
        last_end = match.end()
        begin = current.start if title is current and current.start > (found[-1].end if found else -1) else match.start()
        for paragraph, item in _parts(match):
            number = integer(match["article"])
            article: int | str | None = f"{number}-{integer(match['extra'])}" if match["extra"] else number
            found.append(
                Cited(Citation(current.law, article, paragraph, item, current.version), begin, match.end(), quoted, same is None)
            )
    return tuple(found)


def titled(plain: str) -> Iterator[tuple[str, int, int]]:
    """Every 《title》 with its span, as printed without the brackets."""
    for match in TITLE.finditer(plain):
        yield match["title"], match.start(), match.end()


def short(title: str) -> str:
    """中华人民共和国森林法（2019年修订） → 森林法."""
    return re.sub(r"^中华人民共和国", "", VERSION.sub("", title).strip().strip("《》"))


@cache
def known() -> dict[str, Any]:
    """The lists of citations.yaml: statutes that may stand without 《》, statutes that only rule the procedure."""
    content: dict[str, Any] = strictyaml.parse((Path(__file__).parent / "citations.yaml").read_text(encoding="utf-8"))
    return content


def _titles(plain: str) -> Iterator[_Title]:
    for match in TITLE.finditer(plain):
        inside, after = VERSION.search(match["title"]), VERSION.match(plain, match.end())
        before = re.search(r"((?:19|20)\d{2}年?(?:修[订正改]|版))的?$", plain[max(0, match.start() - 12) : match.start()])
        version = inside["version"] if inside else after["version"] if after else before[1] if before else None
        yield _Title(short(match["title"]), version, match.start(), after.end() if after else match.end())


@cache
def _bare() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in known()["statutes"]), key=len, reverse=True))
    return re.compile(
        rf"(?<![《])(?:中华人民共和国)?(?P<name>{names})(?![》法实条])(?=[第（〔\d{NUMERAL} ])"
        rf"|(?:违反了?|依据|根据|按照|依照|、|(?<!共)和|及|(?=中华人民共和国))(?:中华人民共和国)?(?P<other>[一-鿿]{{2,24}}?{KINDS})(?=第?[\d{NUMERAL}]{{1,6}}条)"
    )


def _bare_titles(plain: str) -> Iterator[_Title]:
    for match in _bare().finditer(plain):
        name = match["name"] or match["other"]
        group = "name" if match["name"] else "other"
        if not name or re.fullmatch(r"(?:该|本|同一?|上述|前述|其|的)?(?:法|条例|办法|规定|细则|决定)", name):
            continue
        after = VERSION.match(plain, match.end())
        yield _Title(short(name), after["version"] if after else None, match.start(group), after.end() if after else match.end())


def _is_kind(law: str, kind: str) -> bool:
    return law.endswith(kind) or kind in law[-6:]


def _parts(match: re.Match[str]) -> list[tuple[int | None, int | None]]:
    paragraphs = [integer(one) for one in re.findall(rf"({N})(?=[）\s]*款)", match["paragraphs"] or "")]
    items = [_item(one) for one in re.findall(rf"{N}|[①-⑳]", match["items"] or "")]
    heads: list[int | None] = [*paragraphs] or [None]
    if not items:
        return [(paragraph, None) for paragraph in heads]
    return [*((paragraph, None) for paragraph in heads[:-1]), *((heads[-1], item) for item in items)]


def _item(written: str) -> int | None:
    return ord(written) - ord("①") + 1 if "①" <= written <= "⑳" else integer(written)
