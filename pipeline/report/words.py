"""How things are said to a reader: names of verdicts and dates, places, citations, masked names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline import plain
from pipeline.records import Evidence, Finding, PartialDate, Provision

PROCEDURES = {
    "ordinary": "普通程序",
    "hearing": "普通程序（听证）",
    "summary": "简易程序",
    "no_penalty": "不予处罚",
    None: "未能判断",
}
VERDICTS = {"pass": "符合", "fail": "不符合", "unsure": "无法判断", "not_applicable": "不适用"}
COLOURS = {"拟否决": "C00000", "不符合": "C00000", "无法判断": "9C5700", "待人工核对": "9C5700", "不合格": "C00000"}
SEVERITIES = {"veto": "拟否决", "deduct": "扣分", "hint": "提示"}
TIMELINE = (
    ("clue_date", "线索登记"),
    ("filing_date", "立案"),
    ("inspection_date", "勘验检查"),
    ("inquiry_date", "询问"),
    ("preservation_date", "先行登记保存"),
    ("seizure_date", "查封扣押"),
    ("investigation_end_date", "调查终结"),
    ("legal_review_submitted_date", "送法制审核"),
    ("legal_review_date", "法制审核"),
    ("notice_date", "事先告知书"),
    ("notice_served_date", "告知书送达"),
    ("hearing_notice_date", "听证告知书"),
    ("hearing_notice_served_date", "听证告知书送达"),
    ("hearing_request_date", "申请听证"),
    ("hearing_invitation_date", "听证通知"),
    ("hearing_date", "听证"),
    ("discussion_date", "集体讨论"),
    ("decision_approval_date", "决定审批"),
    ("decision_date", "处罚决定"),
    ("decision_served_date", "决定书送达"),
    ("payment_date", "缴款"),
    ("demand_date", "催告"),
    ("court_date", "申请强制执行"),
    ("publication_date", "公示"),
    ("acceptance_date", "验收"),
    ("closing_date", "结案"),
    ("archive_date", "归档"),
)


def told(finding: Finding) -> str:
    """The message without the provisions at its end: lists have a column of their own for these."""
    return finding.message.removesuffix(f"依据：{'、'.join(dict.fromkeys(item.source for item in finding.law))}").rstrip("。 ")


def citation(law: Iterable[Provision]) -> str:
    """The provisions of a finding, each once."""
    return "；".join(dict.fromkeys(item.source for item in law))


def place(evidence: Evidence) -> str:
    """Where a quotation stands, as a reviewer would write it."""
    where = evidence.source.rsplit("/", 1)[-1]
    if evidence.page is not None:
        return f"{where}第{evidence.page}页"
    return f"{where}（{_spot(evidence.place)}）" if evidence.place else where


def places(evidence: Iterable[Evidence]) -> str:
    """The same for several quotations: each file once, with its pages."""
    pages: dict[str, dict[str, None]] = {}
    for item in evidence:
        name = item.source.rsplit("/", 1)[-1]
        spot = str(item.page) if item.page is not None else _spot(item.place) if item.place else ""
        pages.setdefault(name if item.page is not None else f"{name}（", {})[spot] = None
    return "；".join(
        f"{name}{'、'.join(filter(None, spots))}）".replace("（）", "")
        if name.endswith("（")
        else f"{name}第{'、'.join(spots)}页"
        for name, spots in pages.items()
    )


def money(amount: Decimal) -> str:
    """Points and sums without trailing zeros."""
    return str(plain.number(amount))


def _spot(text: str) -> str:
    text = re.sub(r"table (\d+), row (\d+), cell (\d+)", r"表\1第\2行第\3格", text)
    return re.sub(r"paragraph (\d+)", r"第\1段", text)


def day(value: object) -> str:
    """A date for print; empty where there is none."""
    return str(value) if isinstance(value, date | PartialDate) else ""


def short(quote: str, limit: int = 60) -> str:
    """A quotation on one line, cut where it is long."""
    flat = re.sub(r"\s+", " ", quote).strip()
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
