"""公示 during and after: certificates shown and rights told, each decision published in time, equal, masked, and withdrawn after a reversal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.law import Law
from pipeline.law.workdays import due as deadline
from pipeline.records import CaseRecord
from pipeline.records.ledger import Clue
from pipeline.rectify import judged
from pipeline.registers import DocNumber, PublishedRow, doc_number
from pipeline.report.sheet import Table
from pipeline.systems.line import BAD, GOOD, NONE, OPEN, Line
from pipeline.systems.recording import Verdicts

_SYSTEM = "公示"
_WORDS = {"pass": GOOD, "fail": BAD, "unsure": OPEN}
_DURING = (("出示执法证件、表明身份", "DC-03"), ("告知权利", "DC-07"), ("告知处罚内容和陈述申辩权", "GZ-03"))
_AFTER = (("按期公示", "GS-01"), ("公示内容与决定一致", "GS-04"), ("公示不早于送达", "GS-07"), ("变更、撤销的按时撤回", "GS-03"))
_PRIVATE = {
    "身份证号码": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "手机号码": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
}


def during(cases: Sequence[CaseRecord], verdicts: Mapping[str, Verdicts]) -> tuple[Line, ...]:
    """事中: what the records say of certificates and rights."""
    return tuple(line for subject, rule in _DURING if (line := _line(subject, rule, cases, verdicts)))


def after(
    cases: Sequence[CaseRecord], verdicts: Mapping[str, Verdicts], published: Sequence[PublishedRow] | None
) -> tuple[Line, ...]:
    """事后: over all decisions."""
    if published is None:
        first = Line(_SYSTEM, "公示清单", NONE, "没有公示清单，只按卷内公示记录判断")
    else:
        listed = [row for row in (doc_number(row.number) for row in published) if row]
        lacking = [case.case_id for case in cases if _decided(case) and not _listed(case, listed)]
        told = f"公示清单{len(published)}条" + (
            f"；清单中没有{len(lacking)}件：{'、'.join(lacking[:10])}" if lacking else "，决定都在清单中"
        )
        first = Line(_SYSTEM, "公示清单", BAD if lacking else GOOD, told)
    return (first, *(line for subject, rule in _AFTER if (line := _line(subject, rule, cases, verdicts))))


def masked(rows: Sequence[str]) -> Line:
    """Whether the published list shows what must not be shown; `rows` as they stand in its file."""
    hits = [f"第{n}行{what}" for n, row in enumerate(rows, 1) for what, pattern in _PRIVATE.items() if pattern.search(row)]
    if not rows:
        return Line(_SYSTEM, "公示信息脱敏", NONE, "没有公示清单")
    told = f"没有隐去：{'、'.join(hits[:10])}" if hits else f"检查{len(rows)}行，没有发现证件号码、手机号码"
    return Line(_SYSTEM, "公示信息脱敏", BAD if hits else GOOD, told)


def withdrawn(papers: Sequence[Clue], published: Sequence[PublishedRow] | None, law: Law, day: date) -> tuple[Line, ...]:
    """Decisions that were reversed: are they still in the list after the working days the law gives?"""
    out = []
    for paper in papers:
        if not judged.against(paper.result):
            continue
        number = doc_number(paper.challenged)
        provision = law.at("withdraw_working_days", paper.day) if paper.day else None
        last = (
            deadline(paper.day, int(provision.value), "working_day")
            if paper.day and provision and isinstance(provision.value, Decimal)
            else None
        )
        standing = published is not None and number is not None and any(doc_number(row.number) == number for row in published)
        told = f"{paper.origin}{paper.result}（{paper.day or '日期未识别'}），{paper.challenged or '原决定文号未识别'}"
        if not standing:
            verdict, told = (GOOD if number and published is not None else OPEN), f"{told}，清单中没有该决定"
        elif last is None:
            verdict, told = OPEN, f"{told}，仍在清单中；期限不能计算"
        else:
            verdict = BAD if day > last else GOOD
            told = f"{told}，仍在清单中；最迟{last}撤回"
        out.append(Line(_SYSTEM, "撤销、变更后撤回公示", verdict, told, provision.source if provision else ""))
    return tuple(out)


def table(cases: Sequence[CaseRecord], verdicts: Mapping[str, Verdicts], published: Sequence[PublishedRow] | None) -> Table:
    """Each decision: its day, the day it was published, and the answers."""
    days = {number: row.published_date for row in published or () if (number := doc_number(row.number))}
    rows = []
    for case in cases:
        if not _decided(case):
            continue
        number = doc_number(str(case.value("doc_number") or ""))
        shown = case.value("publication_date") or (days.get(number) if number else None)
        answers = tuple(_WORDS.get(verdicts[case.case_id].get(rule, ""), "—") for rule in ("GS-01", "GS-04", "GS-05"))
        rows.append((case.case_id, str(case.value("doc_number") or ""), _day(case.value("decision_date")), _day(shown), *answers))
    return Table(
        "逐案公示情况", ("案卷", "文号", "决定日期", "公示日期", "按期", "内容一致", "脱敏"), (4, 7, 4, 4, 3, 3, 3), tuple(rows)
    )


def _line(subject: str, rule: str, cases: Sequence[CaseRecord], verdicts: Mapping[str, Verdicts]) -> Line | None:
    told = {case.case_id: verdicts[case.case_id].get(rule) for case in cases}
    counts = {verdict: sum(one == verdict for one in told.values()) for verdict in _WORDS}
    if not any(counts.values()):
        return None
    failed = [case for case, one in told.items() if one == "fail"]
    text = "，".join(f"{_WORDS[verdict]}{count}件" for verdict, count in counts.items())
    text += f"：{'、'.join(failed[:10])}" if failed else ""
    return Line(_SYSTEM, subject, BAD if failed else OPEN if counts["unsure"] else GOOD, text, rule)


def _decided(case: CaseRecord) -> bool:
    return case.procedure in ("ordinary", "hearing", "summary") and bool(case.value("doc_number"))


def _listed(case: CaseRecord, listed: Sequence[DocNumber]) -> bool:
    number = doc_number(str(case.value("doc_number") or ""))
    return number is None or number in listed  # a number that is not understood accuses nobody


def _day(value: object) -> str:
    return str(value) if isinstance(value, date) else ""
