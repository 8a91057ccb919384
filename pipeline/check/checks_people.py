"""Who took part: how many officers, with what certificate, and who must not be whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pipeline.check.across import written
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import number
from pipeline.check.question import Known, Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import text_of
from pipeline.check.words import label
from pipeline.records import UNREAD, CaseRecord, Document, Fact, Field, PartialDate, Person
from pipeline.registers import OfficerRow

_MISREAD = 3 * 366  # days between a record and the decision beyond which one of the two was misread


def people_differ(question: Question) -> Outcome:
    """None of `persons` is among `others` (facts or papers' fields)."""
    given = question.given
    ones = [known for name in given["persons"] if not (known := question.read(name)).trouble]
    many = [known for name in given["others"] if not (known := question.read(name)).trouble]
    if not ones or not many:
        missing = given["persons"] if not ones else given["others"]
        return unsure(f"没有读到{'、'.join(label(name) for name in missing)}")
    candidates = [names(value) for known in ones for value in known.values]
    taken = set().union(*(names(value) for known in many for value in known.values))
    said = f"{label(ones[0].name)}为{written(ones[0].value)}，{label(many[0].name)}为{written(many[0].value)}"
    people = set().union(*candidates)
    both = sorted(name for name in people & taken if not unclear(name))
    if not both and any(_may_be_same(one, other) for one in people for other in taken):
        return unsure(f"{said}；姓名有字没有读清，请人工确认", *ones, *many)
    if not both:
        return passed(said, ones[0], many[0])
    if not all(set(both) & one for one in candidates):
        return unsure(f"{said}；各文书所写不一致，请人工确认", *ones, *many)
    roles = [known for known in many if any(names(value) & set(both) for value in known.values)]
    return failed(f"{'、'.join(both)}{_parts(ones[0], roles)}", *_naming(both, *ones, *roles))


def _parts(one: Known, roles: Sequence[Known]) -> str:
    """既是听证主持人，又是本案承办人，并参加了询问、勘验检查."""
    acts = [label(known.name.split(".")[0]).removesuffix("笔录").replace("、", "") for known in roles if known.name.endswith(".officers")]
    offices = [label(known.name) for known in roles if not known.name.endswith(".officers")]
    said = f"既是{label(one.name)}，又" + (f"是{'、'.join(offices)}" if offices else "")
    return said + (f"{'，并' if offices else ''}参加了{'、'.join(acts)}" if acts else "")


def _naming(both: Iterable[str], *known: Known) -> Iterator[Source]:
    """The sources that show one of these people: another officer's name proves nothing."""
    both = set(both)
    for source in (source for one in known for source in one.sources):
        if isinstance(source, Field) and not names(source.value) & both:
            continue
        if isinstance(source, Fact):
            own = tuple(place for place in source.evidence if any(name in re.sub(r"\s", "", place.quote) for name in both))
            source = replace(source, evidence=own or source.evidence)
        yield source


def officers_enough(question: Question) -> Outcome:
    """Every paper of `roles` names at least the provision's number of different officers."""
    case, least = question.case, number(question.provision)
    unread, short, fine = [], [], []
    for index, paper in enumerate(case.documents):
        if paper.role not in question.given["roles"]:
            continue
        officers = {str(getattr(item.value, "name", item.value)) for item in case.of(index, "officers")}
        if not officers:
            unread.append(paper)
        elif len(officers) >= least or _recorder_counts(case, index, officers):
            fine.append(paper)
        elif _signed_by_more(case, index, officers) or any(unclear(name) for name in _everyone(case, index)):
            unread.append(paper)
        else:
            short.append((paper, sorted(officers), tuple(case.of(index, "officers"))))
    others_full = any(
        len({str(getattr(item.value, "name", item.value)) for item in case.of(index, "officers")}) >= least
        for index, paper in enumerate(case.documents)
    )
    # the recorder is the one officer himself: nobody else was there
    alone = [paper for paper, names, _ in short if _records_himself(case, paper, names)]
    if short and (others_full or len(alone) == len(short)):
        said = "；".join(f"{paper.title or label(paper.role)}只有{'、'.join(names)}一名执法人员" for paper, names, _ in short)
        return failed(f"{said}，应当不少于{least}人", *(item for _, _, items in short for item in items))
    if short or unread:
        papers = [paper for paper, _, _ in short] + unread
        return unsure(
            f"{papers[0].title or label(papers[0].role)}没有读到{least}名执法人员，记录人是不是执法人员请人工确认", *papers
        )
    if not fine:
        return not_applicable("卷内没有这类笔录")
    return passed(f"各份笔录的执法人员都不少于{least}人", *fine)


def certificates_valid(question: Question) -> Outcome:
    """Every officer named in papers of `roles` is on the roster with a certificate valid on that paper's day."""
    roster = question.registers.officers
    if roster is None:
        return unsure("没有执法人员清单，不能核对执法资格")
    bad: list[tuple[Field, str]] = []
    open_: list[tuple[Field, str]] = []
    seen: list[Field] = []
    for index, paper in enumerate(question.case.documents):
        if paper.role not in question.given["roles"]:
            continue
        day = _paper_day(question.case, index)
        for item in question.case.of(index, "officers"):
            if isinstance(item.value, Person):
                seen.append(item)
                read = "ocr" if any(page.origin == "ocr" for page in paper.pages) else "text"
                verdict, why = _on_roster(item.value, _plausible(question, day), roster, read)
                if verdict != "pass":
                    (bad if verdict == "fail" else open_).append((item, f"{paper.title or label(paper.role)}：{why}"))
    if bad:
        said = "；".join(dict.fromkeys(why for _, why in bad))
        return failed(f"{said}", *(item for item, _ in bad))
    if open_ or not seen:
        return unsure(open_[0][1] if open_ else "没有读到笔录中的执法人员", *(item for item, _ in open_))
    return passed("笔录中的执法人员都在清单内，证件在当日有效", *seen)


def _on_roster(person: Person, day: date | None, roster: tuple[OfficerRow, ...], read: str) -> tuple[str, str]:
    if unclear(person.name):
        return "unsure", f"“{person.name}”没有读清，不能核对"
    rows = [row for row in roster if row.name.replace(" ", "") == person.name.replace(" ", "")]
    # a sign of what follows the name (二〇二四年…) read into it
    rows = rows or [row for row in roster if len(row.name) > 1 and person.name[:-1] == row.name]
    if not rows and read == "ocr":
        # a character misread or lost in a picture; the certificate's number tells whose name it is
        rows = [
            row for row in roster if row.certificate and row.certificate == person.certificate and _alike(row.name, person.name)
        ]
    if not rows:
        known = [row for row in roster if row.certificate and row.certificate == person.certificate]
        known += [row for row in roster if read == "ocr" and _alike(row.name, person.name)]
        if known:
            return (
                "unsure",
                f"{person.name}不在执法人员清单，清单中有{known[0].name}（{known[0].certificate}），请人工确认是否误读",
            )
        return "fail", f"{person.name}不在执法人员清单"
    if day is None:
        return "unsure", f"没有读到笔录日期，不能核对{person.name}的证件当时是否有效"
    valid = [row for row in rows if (row.valid_from or date.min) <= day <= (row.valid_to or date.max)]
    if valid:
        return "pass", ""
    spans = "、".join(f"{row.valid_from or ''}至{row.valid_to or ''}" for row in rows)
    return "fail", f"{person.name}的证件有效期为{spans}，{day}不在有效期内"


def _alike(one: str, other: str) -> bool:
    """One character apart, or one character lost."""
    if abs(len(one) - len(other)) == 1:
        shorter, longer = sorted((one, other), key=len)
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) < 2


def _plausible(question: Question, day: date | None) -> date | None:
    """The day, unless it lies more than three years from the case's day: then something else was read for it."""
    return None if day is None or question.day is None or abs((question.day - day).days) > _MISREAD else day


def _paper_day(case: CaseRecord, index: int) -> date | None:
    for name in ("start_time", "date"):
        for item in case.of(index, name):
            if isinstance(item.value, datetime):
                return item.value.date()
            if isinstance(item.value, date) and not isinstance(item.value, PartialDate):
                return item.value
    return None


def _recorder_counts(case: CaseRecord, index: int, officers: set[str]) -> bool:
    """Whether the recorder is shown to be an officer too: a certificate beside the name, or named among the officers in the text."""
    text = text_of(case.documents[index])
    for item in case.of(index, "recorder"):
        name = re.escape(str(item.value).replace(" ", ""))
        numbered = rf"{name}[（(]?[^，。；一-鿿]{{0,4}}(?:执法)?证?件?号?[：:]?\w{{0,4}}\d{{5}}"
        among = rf"执法人员(?:(?!记录)[^。；？]){{0,16}}{name}"
        if str(item.value) not in officers and re.search(f"{numbered}|{among}", text):
            return True
    return False


def _records_himself(case: CaseRecord, paper: Document, officers: list[str]) -> bool:
    index = next(index for index, own in enumerate(case.documents) if own is paper)
    recorders = {str(item.value).replace(" ", "") for item in case.of(index, "recorder")}
    return bool(recorders) and recorders == {name.replace(" ", "") for name in officers}


def _everyone(case: CaseRecord, index: int) -> list[str]:
    return [str(getattr(item.value, "name", item.value) or "") for name in ("officers", "recorder", "signature") for item in case.of(index, name)]


def unclear(name: str) -> bool:
    """Whether a character of the name could not be read."""
    return bool(re.search(f"[{UNREAD}□■?？…*＊]", name))


def _may_be_same(one: str, other: str) -> bool:
    """Whether two names, one of them with characters that could not be read, may be one."""
    if not (unclear(one) or unclear(other)):
        return False
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or unclear(a) or unclear(b) for a, b in pairs)


def _signed_by_more(case: CaseRecord, index: int, officers: set[str]) -> bool:
    names = {
        getattr(item.value, "name", None) for item in case.of(index, "signature") if getattr(item.value, "part", "") == "officer"
    }
    return bool({name for name in names if name} - officers)


def names(value: Any) -> set[str]:
    """The names in a value: a text, a Person, or a list of them."""
    if isinstance(value, tuple):
        return {name for item in value for name in names(item)}
    return {str(getattr(value, "name", value)).replace(" ", "")}


CHECKS = (
    Asks(people_differ, persons="values", others="values"),
    Asks(officers_enough, roles="roles"),
    Asks(certificates_valid, roles="roles"),
)
