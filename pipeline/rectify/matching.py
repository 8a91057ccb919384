"""Clues → the cases they are about: by number, else by party, officer, place and date where these name one case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.records.ledger import Clue
from pipeline.registers import DocNumber, doc_number

_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,10}[〔\[（(【{]\s*(?:19|20)\d{2}\s*[〕\]）)】}]\s*第?\s*\d+\s*号")
_ENOUGH = 3  # points: a party alone, or an officer with a place and a time
_LONG = timedelta(days=1095)  # a complaint later than that is hardly about this case
_WIDE = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case, to find it by."""

    case: str
    numbers: tuple[str, ...] = ()
    party: str = ""
    officers: tuple[str, ...] = ()
    place: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The cases of a clue, and why."""

    cases: tuple[str, ...]
    why: str


def match(clue: Clue, cases: Sequence[Known]) -> Match:
    """The cases that the clue is about; none where two are as likely: a wrong tie costs more than none."""
    text = _plain("，".join((clue.challenged, clue.about, clue.party, clue.content)))
    said = [number for one in (clue.challenged, *_NUMBER.findall(text)) if (number := doc_number(one))]
    own = {known.case: [number for one in known.numbers if (number := doc_number(one))] for known in cases}
    by_number = [case for case, numbers in own.items() if any(_same(one, other) for one in said for other in numbers)]
    if by_number:
        return Match(tuple(by_number), "文号相同")
    scored = [(*found, known) for known in cases if (found := _points(clue, text, known))[0] >= _ENOUGH]
    named = [known.party for _, _, known in scored]
    # 王大 stands in 王大山 too: the longer name is meant
    scored = [one for one in scored if not any(one[2].party != other and one[2].party in other for other in named)]
    best = max((points for points, _, _ in scored), default=0)
    top = [(known.case, why) for points, why, known in scored if points == best]
    return Match((top[0][0],), top[0][1]) if len(top) == 1 else Match((), "")


def _points(clue: Clue, text: str, known: Known) -> tuple[int, str]:
    if clue.day and known.first and not known.first - _WIDE <= clue.day <= (known.last or known.first) + _LONG:
        return 0, ""
    found = []
    party = _plain(known.party)
    if len(party) >= 2 and not re.search(r"[某*×]", party) and party in text:
        found.append((3 if len(party) > 2 else 2, "当事人"))  # two characters alone may be the beginning of a longer name
    elif len(party) > 6 and _short(party) in text:
        found.append((3, "当事人简称"))
    if any(len(name) >= 2 and _plain(name) in text for name in known.officers):
        found.append((1, "执法人员"))
    if any(part in text for part in re.findall(r"(?=([\u4e00-\u9fa5]{2}(?:乡|镇|村|街道)))", _plain(known.place))):
        found.append((1, "地点"))
    if clue.day and known.first and known.first - timedelta(days=30) <= clue.day <= (known.last or known.first) + _WIDE:
        found.append((1, "时间"))
    return sum(points for points, _ in found), "、".join(word for _, word in found) + "相符"


def _short(name: str) -> str:
    """A company's name as people say it: without the place in front and the form behind."""
    short = re.sub(r"(?:有限责任公司|股份有限公司|有限公司|专业合作社|农民专业合作社|合作社|公司|厂|店)$", "", name)
    short = re.sub(r"^[\u4e00-\u9fa5]{2,3}(?:省|市|县|区)(?:[\u4e00-\u9fa5]{2,3}(?:市|县|区))?", "", short)
    return short if len(short) >= 4 else name


def _same(one: DocNumber, other: DocNumber) -> bool:
    """〔2024〕第003号 and [2024]3号 are one; running text may leave words before the series, or its place out."""
    near = one.series.endswith(other.series) or other.series.endswith(one.series)
    return near and bool(one.series and other.series) and (one.year, one.serial, one.sub) == (other.year, other.serial, other.sub)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
