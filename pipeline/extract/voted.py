"""One name or number in many papers: what a scan got wrong once, or could not finish, is what the other papers have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.records import UNREAD, Document, Field, Opinion, Person, Signature, Value

NAMES = frozenset(
    {
        "party_name", "legal_representative", "recorder", "asked_person", "host", "discussants", "attendees", "opinion_given",
        "recipient", "signer", "servers", "witness", "author", "reviewer", "officers", "signature", "opinion",
    }
)  # fmt: skip
BODIES = frozenset({"authority", "court", "reconsideration_to", "seal"})
NUMBERS = frozenset({"number", "doc_number", "delivered_number", "published_number"})
RANKS = frozenset("省市县区旗州盟镇乡村厅局")  # two bodies may well differ by one of these
STUMP = 2  # characters before the year that are left of a number whose agency was lost
HEAD = re.compile(r"[^〔]{1,8}?罚")  # 青林罚: the part all numbers of one agency share
REFERRING = re.compile("根据|依据|按照|关于|送达|经")
YEARS = 3  # how far the days of one case lie apart, but for those of birth and of what lasted long
OFTEN = 3  # papers that must agree before they correct another
CLEAR = 0.9  # a reading surer than this stands: two people may have names that differ by one character
OUT_OF_TIME = 0.5  # what a day is worth that lies years from the others: 2002 for 2020
DAYS = frozenset({"date", "served_date", "violation_date", "filing_date", "decision_date", "closing_date", "archive_date"})
LESS_SURE = 0.9  # what a corrected reading is worth beside a clear one


def voted(documents: Sequence[Document], fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields, corrected where the other papers of the file leave one reading only; a day out of its time is less sure."""
    papers = _spread(fields, NAMES)
    scanned = [any(page.origin == "ocr" for page in document.pages) for document in documents]
    if not any(UNREAD in name for name in papers) and not any(scanned):
        return tuple(fields)
    bodies, numbers, year = _spread(fields, BODIES), _spread(fields, NUMBERS), _year(fields)
    out = []
    for item in fields:
        if item.name in NAMES:
            item = _mended(item, papers, scanned[item.document])
        elif scanned[item.document] and item.name in BODIES | NUMBERS and isinstance(item.value, str):
            better = _body(item.value, bodies) if item.name in BODIES else _number(item.value, numbers)
            item = replace(item, value=better, confidence=round(item.confidence * LESS_SURE, 4)) if better else item
        elif scanned[item.document] and item.name in DAYS and year and isinstance(item.value, date) and abs(item.value.year - year) > YEARS:
            item = replace(item, confidence=round(item.confidence * OUT_OF_TIME, 4))
        out.append(item)
    return tuple(out)


def _spread(fields: Sequence[Field], wanted: frozenset[str]) -> dict[str, set[int]]:
    """In which papers each name stands."""
    papers: dict[str, set[int]] = {}
    for item in fields:
        if item.name in wanted:
            for name in _names(item.value):
                papers.setdefault(name, set()).add(item.document)
    return papers


def _year(fields: Sequence[Field]) -> int | None:
    """The year in the middle of the papers' own days."""
    years = sorted(item.value.year for item in fields if item.name == "date" and isinstance(item.value, date))
    return years[len(years) // 2] if len(years) >= OFTEN else None


def _body(name: str, papers: Mapping[str, set[int]]) -> str | None:
    """长岭县林业局 for 长岑县林业局 or 岭县林业局: the one body that many papers name and this one paper nearly does."""
    own = len(papers.get(name, ()))
    near = [other for other, where in papers.items() if len(where) >= max(OFTEN, OFTEN * own) and _nearly(name, other)]
    return near[0] if len(near) == 1 else None


def _nearly(name: str, other: str) -> bool:
    if len(name) == len(other):
        pairs = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
        return len(pairs) == 1 and len(name) > 4 and not (pairs[0][0] in RANKS and pairs[0][1] in RANKS)
    cut = len(other) - len(name)
    return 1 <= cut <= 3 and len(name) > 4 and (other.endswith(name) or _one_off(name, other[cut:]) or cut == 1 and _lacks_one(name, other))


def _lacks_one(name: str, other: str) -> bool:
    return any(other[:at] + other[at + 1 :] == name for at in range(len(other)))


def _number(number: str, papers: Mapping[str, set[int]]) -> str | None:
    """决字〔2023〕第2号 and 日青林罚决字〔2023〕第2号 for 青林罚决字〔2023〕第2号: by the other papers' number, and by how all numbers begin."""
    whole = number
    if len(number.partition("〔")[0].rstrip("字第")) <= STUMP:
        longer = [other for other in papers if other != number and other.endswith(number) and not REFERRING.match(other)]
        whole = longer[0] if len(longer) == 1 else number
    heads = Counter(found[0] for other in papers if (found := HEAD.match(other)))
    usual, count = heads.most_common(1)[0] if heads else ("", 0)
    own = HEAD.match(whole)
    if count >= OFTEN and own and own[0] != usual and own[0].endswith(usual) and len(own[0]) - len(usual) <= STUMP:
        whole = usual + whole[own.end() :]
    return whole if whole != number else None


def _mended(item: Field, papers: Mapping[str, set[int]], scanned: bool) -> Field:
    better = {
        name: other
        for name in _names(item.value)
        if (other := _likely(name, papers, doubtful=scanned and item.confidence < CLEAR)) is not None
    }
    if not better:
        return item
    return replace(item, value=_renamed(item.value, better), confidence=round(item.confidence * LESS_SURE, 4))


def _likely(name: str, papers: Mapping[str, set[int]], *, doubtful: bool) -> str | None:
    """The only name that can be meant, None where this one stands."""
    if UNREAD in name:
        pattern = re.compile(re.escape(name).replace(UNREAD, "."))
        fitting = [other for other in papers if UNREAD not in other and pattern.fullmatch(other)]
        return fitting[0] if len(fitting) == 1 else None
    if not doubtful or len(papers.get(name, ())) > 1 or len(name) < 3:
        return None
    near = [other for other, where in papers.items() if len(where) >= OFTEN and _one_off(name, other)]
    return near[0] if len(near) == 1 else None


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Person):
        yield value.name
    elif isinstance(value, (Signature, Opinion)) and value.name:
        yield from value.name.split("、")


def _renamed(value: Value, better: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return better.get(value, value)
    if isinstance(value, (Person, Signature, Opinion)) and value.name:
        return replace(value, name="、".join(better.get(name, name) for name in value.name.split("、")))
    return value
