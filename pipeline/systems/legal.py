"""法制审核: who must be reviewed and is, in how many days, with what result, by whom; and how many reviewers there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.law import Law
from pipeline.records import CaseRecord
from pipeline.registers import OfficerRow
from pipeline.report.sheet import Table
from pipeline.settings import Settings
from pipeline.systems.line import BAD, GOOD, NONE, OPEN, Line
from pipeline.systems.recording import Verdicts

_SYSTEM = "法制审核"
_DUE = ("FS-01", "FS-02", "FS-03", "FS-17")
_ASKED = (
    ("审核在决定之前", ("FS-04",)),
    ("听证以后审核", ("FS-06",)),
    ("审核在集体讨论之前", ("FS-07",)),
    ("审核通过才决定", ("FS-05",)),
    ("审核意见的采纳有记载", ("FS-14",)),
    ("按期完成审核", ("FS-12",)),
    ("审核人不是承办人", ("FS-08",)),
    ("审核人员资格", ("FS-09",)),
    ("逐项审核", ("FS-10",)),
)


def check(
    cases: Sequence[CaseRecord],
    verdicts: Mapping[str, Verdicts],
    officers: Sequence[OfficerRow] | None,
    settings: Settings,
    law: Law,
    day: date,
) -> tuple[Line, ...]:
    """What the files and the officers' list say of legal review."""
    due = [case for case in cases if any(verdicts[case.case_id].get(rule) in ("pass", "fail") for rule in _DUE)]
    done = [
        case
        for case in due
        if case.papers("legal_review") or not any(verdicts[case.case_id].get(rule) == "fail" for rule in _DUE)
    ]
    unsure = sum(any(verdicts[case.case_id].get(rule) == "unsure" for rule in _DUE) for case in cases if case not in due)
    lines = [_share(len(done), len(due), unsure), _catalogue(settings)]
    for subject, rules in _ASKED:
        counts = {verdict: 0 for verdict in ("pass", "fail", "unsure")}
        failed = []
        for case in cases:
            for rule in rules:
                verdict = verdicts[case.case_id].get(rule)
                if verdict in counts:
                    counts[verdict] += 1
                if verdict == "fail":
                    failed.append(case.case_id)
        if any(counts.values()):
            told = f"符合{counts['pass']}件，不符合{counts['fail']}件，无法判断{counts['unsure']}件"
            told += f"：{'、'.join(failed[:10])}" if failed else ""
            lines.append(
                Line(_SYSTEM, subject, BAD if counts["fail"] else OPEN if counts["unsure"] else GOOD, told, "、".join(rules))
            )
    return (*lines, _staff(cases, officers, law, day))


def table(cases: Sequence[CaseRecord]) -> Table:
    """Each reviewed case: sent, reviewed, days taken, by whom, result, then discussion and decision."""
    rows = []
    for case in cases:
        if not case.papers("legal_review"):
            continue
        sent, done = case.value("legal_review_submitted_date"), case.value("legal_review_date")
        taken = str((done - sent).days) if type(sent) is date and type(done) is date else ""
        result = next((str(item.value) for item in case.all("review_result", "legal_review")), "")
        words = {"agree": "同意", "disagree": "不同意", "conditional": "有修改意见"}
        days = (sent, done, case.value("discussion_date"), case.value("decision_date"))
        said = tuple(str(day) if isinstance(day, date) else "" for day in days)
        rows.append((case.case_id, *said, taken, str(case.value("reviewer") or ""), words.get(result, "")))
    heads = ("案卷", "送审日期", "审核日期", "集体讨论日期", "决定日期", "审核天数", "审核人", "审核结果")
    return Table("法制审核情况", heads, (4, 4, 4, 4, 4, 3, 4, 4), tuple(rows), ("审核天数",))


def _share(done: int, due: int, unsure: int) -> Line:
    if not due:
        return Line(_SYSTEM, "应审尽审", OPEN if unsure else NONE, f"没有能断定应当审核的案卷；无法判断{unsure}件")
    told = f"应当审核{due}件，已审核{done}件，审核率{done / due:.0%}；另有{unsure}件无法判断是否应当审核"
    return Line(_SYSTEM, "应审尽审", GOOD if done == due else BAD, told, "、".join(_DUE))


def _catalogue(settings: Settings) -> Line:
    told = settings.legal_review
    if told is None:
        return Line(_SYSTEM, "本机关审核目录标准", NONE, "设置里没有填写 legal_review，应审范围只按法律判断")
    parts = ["普通程序一律审核" if told.all_ordinary else ""]
    if told.fine_over:
        parts.append(f"罚款数额：公民{told.fine_over.citizen}元、单位{told.fine_over.unit}元以上")
    parts.append(f"期限{told.days}日" if told.days else "没有写审核期限")
    return Line(_SYSTEM, "本机关审核目录标准", GOOD, "；".join(part for part in parts if part))


def _staff(cases: Sequence[CaseRecord], officers: Sequence[OfficerRow] | None, law: Law, day: date) -> Line:
    subject, provision = "审核人员配备", law.at("legal_review_staff_share", day)
    if not officers or provision is None or not isinstance(provision.value, Decimal):
        return Line(_SYSTEM, subject, NONE, "没有执法人员清单，不能计算审核人员比例")
    names = {str(case.value("reviewer")) for case in cases if case.value("reviewer")}
    names |= {row.name for row in officers if any("法制" in (text or "") for text in (row.post, row.unit, row.kind))}
    share = Decimal(len(names)) / len(officers)
    told = f"审核人员{len(names)}人，执法人员{len(officers)}人，占{share:.1%}；要求{provision.value:.0%}"
    doubt = "（该比例待核）" if provision.grade in ("C", "D") else ""
    return Line(_SYSTEM, subject, GOOD if share >= provision.value else OPEN, told + doubt, provision.source)
