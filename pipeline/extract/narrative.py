"""What a decision tells of the procedure behind it: which day each step was on, who led and recorded it.

Only for a case of which nothing but the decision is there: in a whole file every step has a paper of its own, which is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.extract.dates import Found, anchor, find_days
from pipeline.extract.names import names
from pipeline.extract.tidy import Text, tidy
from pipeline.records import Document, Fact, Value

_SURE = 0.9  # a step told in passing, beside a paper of its own
_REACH = 90  # characters behind a day in which its step is told
_BACK = 24  # and in front of it
_LINKED = re.compile(r"(?![^，]*，至)[^，。；、\n]{0,12}[、，]?(?:和|及|与|至)?[^，。；、\n]{0,14}?(?:分别)?于?")  # 3月3日、3月9日分别询问
_LISTED = re.compile(r"[^。；\n]{0,12}[、，和及][^。；\n]{0,10}")  # 询问笔录（6月1日甲某、6月2日乙某）
_HELD = re.compile(r"([^，。；、\n（(]{2,14})[（(][^（()）。；\n]*$|([^，。；、\n]{2,14})[：:\t]\s*$")
_PAPER = re.compile(r"[^，。；]{0,4}(?:笔录|记录|清单|照片)")  # a record in a list of evidence: its day is not that of the deed before
_OFFICE = re.compile(r"(?:副?(?:局长|主任|科长|股长|站长|队长|大队长|支队长)|书记|主席)")
_BREAK = re.compile(r"[。；\n]")
_REMEDY = re.compile(r"如不服|对本?(?:处罚)?决定不服|收到本(?:处罚|行政处罚)?决定书?之日起|逾期不(?:缴|履行)")
_NAME = r"[\u3400-\u9fff·某×xX*＊]{2,4}"
_PEOPLE = {
    "host": re.compile(rf"(?:听证)?主持人(?:为|是|：)?(?P<who>{_NAME})|由(?P<who2>{_NAME}?)(?:担任)?主持"),
    "recorder": re.compile(rf"记录(?:人|员)(?:为|是|：)?(?P<who>{_NAME})|[、，由](?P<who2>{_NAME}?)(?:负责)?记录(?=[，。；、举])"),
    "reviewer": re.compile(rf"由(?P<who>{_NAME}?)(?:进行|出具|提出)?(?:法制)?审核|法制审核人员?(?:为|是|：)?(?P<who2>{_NAME})"),
}
_MEMBERS = re.compile(r"(?P<who>[^。；\n]{4,80}?)(?:参加)?集体(?:讨论|审议|研究)|参加(?:集体)?讨论(?:的?人员)?(?:有|为|：)(?P<who2>[^。；\n]{4,80})")


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of the procedure on a day."""

    name: str
    day: Found


def narrated(documents: Sequence[Document]) -> Iterator[Fact]:
    """The facts of the procedure that decisions tell; an event told twice counts once, days of inquiries are a list."""
    for document in documents:
        text = tidy(document)
        told: dict[str, list[Found]] = {}
        for step in _steps(text.plain):
            days = told.setdefault(step.name, [])
            if step.day.value not in [day.value for day in days]:
                days.append(step.day)
        for name, days in sorted(told.items()):
            yield _inquiries(text, days) if name == "inquiry_date" else _fact(text, name, days[0].value, days[0].start, days[0].end)
        yield from _people(text)


def _steps(plain: str) -> Iterator[_Step]:
    """Every day of the text that stands beside the words of a step."""
    end = remedy.start() if (remedy := _REMEDY.search(plain)) else len(plain)
    days = [day for day in find_days(plain, anchor(plain)) if isinstance(day.value, date) and day.end <= end]
    notices: list[tuple[Found, str]] = []
    event: str | None = None
    for at, day in enumerate(days):
        following = days[at + 1].start if at + 1 < len(days) else end
        before, event = event, _event(plain, day, following, days[at + 1 : at + 3])
        if event is None and before == "inquiry_date" and _LISTED.fullmatch(plain[days[at - 1].end : day.start]):
            event = before
        served = event is None and notices and re.search(_words()["served"], plain[day.end : following][:16])
        if event is None and (named := _named_before(plain, day, following)):
            notices.append((day, named))
        elif event == "hearing_notice" or served and not _BREAK.search(plain[notices[-1][0].end : day.start]):
            notices.append((day, _made_first(plain[day.end : following]) or plain[day.end : _stop(plain, day.end)]))
        elif event:
            yield _Step(event, day)
    yield from _notices(notices)


def _named_before(plain: str, day: Found, following: int) -> str | None:
    """《处罚告知书》及听证告知书已于某日送达你本人: the papers stand in front of the day, what was done behind it."""
    behind = re.split(_BREAK, plain[day.end : min(following, day.end + 16)])[0]
    before = _BREAK.split(plain[max(0, day.start - 80) : day.start])[-1]
    if re.match(rf"[^，]{{0,6}}(?:{_words()['served']})", behind) and re.search(r"告知书[^，]{0,30}$", before):
        return before + behind
    return None


def _event(plain: str, day: Found, following: int, others: Sequence[Found]) -> str | None:
    """The step on a day: told behind it, by the paper or label that holds it, or by the next day of the same row."""
    stop = min(_stop(plain, day.end), following, day.end + _REACH)
    before, behind = plain[max(0, day.start - _BACK) : day.start], plain[day.end : stop]
    words = _words()
    if re.search(words["forbidden"]["before"], before) or re.search(words["forbidden"]["behind"], behind):
        return None
    held = _HELD.search(plain[max(0, day.start - 120) : day.start])
    if held and (found := _first(held[1] or held[2])):
        return found
    if found := _first(behind):
        return found
    if others and others[0].start == following and _LINKED.fullmatch(plain[day.end : following]) and following - day.end <= 24:
        after = others[1].start if len(others) > 1 else len(plain)
        return _event(plain, others[0], after, others[1:])
    return None


def _first(words: str) -> str | None:
    """The step whose words come first; of two that begin alike the one listed first."""
    found = [
        (match.start(), at, name)
        for at, (name, pattern) in enumerate(_events())
        if (match := pattern.search(words)) and not (_PAPER.match(words, match.end()) and "，" in words[: match.start()])
    ]
    return min(found)[2] if found else None


def _made_first(words: str) -> str | None:
    """6月24日制作、6月25日送达《…告知书》: what is behind the first day is about the making only."""
    return words if len(words) < _BACK and re.search(_words()["made"], words) and words[-1:] in "、，和" else None


def _notices(told: Sequence[tuple[Found, str]]) -> Iterator[_Step]:
    """The day a notice was made and the day it was served; of one day alone both."""
    words = _words()
    for kind, pattern in (("notice", words["plain"]), ("hearing_notice", words["joint"])):
        own = list(told) if any(re.search(pattern, said) for _, said in told) else []
        made = next((day for day, said in own if _is_made(said)), None)
        served = next((day for day, said in own if not _is_made(said)), None)
        first, second = made or served, served or made
        if first and second:
            yield _Step(f"{kind}_date", first)
            yield _Step(f"{kind}_served_date", second)


def _is_made(said: str) -> bool:
    served, made = re.search(_words()["served"], said), re.search(_words()["made"], said)
    return made is not None and (served is None or made.start() < served.start() and served.start() - made.end() > 4)


def _people(text: Text) -> Iterator[Fact]:
    for name, pattern in _PEOPLE.items():
        for match in pattern.finditer(text.plain):
            group = "who" if match["who"] else "who2"
            if one := next(iter(names(match[group])), None):
                start = match.start(group) + one.start
                yield _fact(text, name, one.name, start, start + len(one.name))
                break
    for match in _members(text.plain):
        group = "who" if match["who"] else "who2"
        found = names(_OFFICE.sub(lambda office: " " * len(office[0]), match[group]))
        if len(found) > 1 and not re.search("书[》、）]|笔录|证据|申辩", match[group]):
            start = match.start(group)
            places = tuple(text.evidence(start + one.start, start + one.end) for one in found)
            yield Fact("discussants", tuple(one.name for one in found), places, _SURE, told=True)
            break


def _members(plain: str) -> Iterator[re.Match[str]]:
    """Only sentences with one of its words are looked at: elsewhere the pattern costs much and finds nothing."""
    for sentence in re.finditer(r"[^。；\n]+", plain):
        if "集体" in sentence[0] or "参加" in sentence[0]:
            yield from _MEMBERS.finditer(plain, *sentence.span())


def _inquiries(text: Text, days: Sequence[Found]) -> Fact:
    return Fact("inquiry_date", tuple(day.value for day in days), tuple(text.evidence(day.start, day.end) for day in days), _SURE, told=True)


def _fact(text: Text, name: str, value: Value, start: int, end: int) -> Fact:
    return Fact(name, value, (text.evidence(start, end),), round(_SURE * text.confidence(start, end), 4), told=True)


def _stop(plain: str, start: int) -> int:
    match = _BREAK.search(plain, start)
    return match.start() if match else len(plain)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("narrative.yaml").read_text(encoding="utf-8"))
    return words


@lru_cache(maxsize=1)
def _events() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _words()["events"].items())
