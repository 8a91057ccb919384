"""Every citation of a text looked up (`anjuan law check`): does it exist, was it in force, is it whole, does it fit the deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.check.wording import cited as written
from pipeline.extract.statutes import cite
from pipeline.extract.tidy import tidy
from pipeline.law import exists, offences, statute, version_on
from pipeline.law.offences import Offence
from pipeline.lawdesk import texts, wording
from pipeline.lawdesk.source import source_of
from pipeline.problems import UsageError
from pipeline.read import read
from pipeline.records import Citation, Document, Page, SourceFile

TOLD = {
    "no_article": "没有这一条",
    "no_paragraph": "该条没有这一款",
    "no_item": "该款没有这一项",
    "article_needed": "只写了法律名称，没有写到条",
    "paragraph_needed": "该条有多款，应当写到款",
    "item_needed": "该款有多项，应当写到项",
    "not_in_force": "当时不是施行中的版本",
    "repealed": "当时已经废止",
    "unknown": "条文结构没有收录，请人工核对",
}
ADVICE = frozenset({"paragraph_needed", "item_needed", "unknown"})  # not wrong, but to be looked at


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation and what is wrong with it; both lists empty: nothing."""

    citation: Citation
    printed: str
    wrong: tuple[str, ...]
    look_at: tuple[str, ...]
    words: str | None  # of the office's own full text


def check(text: str, day: date, folder: Path | None = None) -> tuple[Checked, ...]:
    """Every citation of a text, once, in order."""
    page = Page(SourceFile(Path("text"), "text", "", "text"), 1, text)
    plain = tidy(Document("other", "", (page,))).plain
    found: dict[Citation, Checked] = {}
    deeds = _deeds(plain, day)
    for cited in cite(plain):
        if cited.citation not in found:
            found[cited.citation] = _checked(cited.citation, plain[cited.start : cited.end], day, deeds, folder)
    return tuple(found.values())


def lines(text: str, day: date, folder: Path | None = None) -> list[str]:
    """What `check` found, as a reader sees it. UsageError where the text cites nothing."""
    found = check(text, day, folder)
    if not found:
        raise UsageError("没有读到法律条文的引用。引用应写明法律名称和条，例如：《森林法》第×条第×款。")
    said = [f"按{wording.day(day)}有效的法律核对，引用{len(found)}处："]
    for one in found:
        mark = "错误" if one.wrong else "提示" if one.look_at else "正确"
        version = version_on(one.citation.law, day)
        label = f"（{version.label}）" if version and version.label else ""
        said.append(f"[{mark}] {written(one.citation)}{label}" + "".join(f"：{told}" for told in (*one.wrong, *one.look_at)))
        said += [f"    原文：{one.words}"] if one.words else []
    wrong, look_at = sum(bool(one.wrong) for one in found), sum(bool(not one.wrong and one.look_at) for one in found)
    said.append(f"错误{wrong}处，提示{look_at}处。")
    return said


def text_of(given: str) -> str:
    """The words of a file, where `given` is the path of one; else `given` itself."""
    path = Path(given)
    try:
        is_file = path.is_file()
    except OSError:  # a long text is no path
        is_file = False
    if not is_file:
        if len(given) < 200 and path.suffix and "《" not in given and "条" not in given:
            raise UsageError(f"{given}：没有这个文件。要检查一段文字，请直接写出文字，例如：anjuan law check 《森林法》第×条第×款")
        return given
    reading = read(source_of(path))
    words = "\n".join(page.text for page in reading.pages)
    if not words.strip():
        raise UsageError(reading.problems[0].message if reading.problems else f"{path}：没有读到文字。")
    return words


def _checked(citation: Citation, printed: str, day: date, deeds: tuple[Offence, ...], folder: Path | None) -> Checked:
    state = exists(citation, day)
    wrong: list[str] = []
    look_at: list[str] = []
    if state != "ok":
        told = TOLD[state] + _when(citation, state, day)
        (look_at if state in ADVICE else wrong).append(told)
    rows = offences(None, citation, day) if citation.article is not None else ()
    if deeds and rows and not {row.id for row in rows} & {row.id for row in deeds}:
        right = "、".join(dict.fromkeys(written(cite) for row in deeds for cite in row.penalty))
        wrong.append(f"是“{rows[0].deed}”的罚则，与“{deeds[0].causes[0]}”不符，应为{right}")
    words = texts.quoted(folder, citation, day) if folder else None
    return Checked(citation, printed, tuple(wrong), tuple(look_at), words)


def _deeds(plain: str, day: date) -> tuple[Offence, ...]:
    """The rows of the deed the text is about; none where it names several or none."""
    causes = {cause for row in offences(day=day) for cause in row.causes if cause in plain}
    causes = {cause for cause in causes if not any(cause != other and cause in other for other in causes)}
    return offences(next(iter(causes)), None, day) if len(causes) == 1 else ()


def _when(citation: Citation, state: str, day: date) -> str:
    known = statute(citation.law)
    if known is None:
        return "（没有收录这部法规）" if state == "unknown" else ""
    if state == "repealed" and known.repealed:
        return f"（{wording.day(known.repealed)}废止）"
    version = version_on(citation.law, day)
    if state == "not_in_force" and known.since and day < known.since:
        return f"（{wording.day(known.since)}起施行）"
    if state == "not_in_force" and version:
        return f"（{wording.day(day)}有效的是{version.label or version.version}版）"
    article = version.articles.get(str(citation.article)) if version and version.articles else None
    if state == "no_article" and version and version.articles:
        return f"（{version.label or version.version}版共{max(int(name.partition('-')[0]) for name in version.articles)}条）"
    if article and article.paragraphs and state in ("no_paragraph", "paragraph_needed"):
        return f"（共{article.paragraphs}款）"
    if article and article.items and state in ("no_item", "item_needed"):
        return f"（共{article.items.get(citation.paragraph or 1, max(article.items.values()))}项）"
    return ""
