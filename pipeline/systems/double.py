"""双公示: the thirty fields of each decision for the credit platform, with what is missing or wrong. Sums are in 万元 there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.records import CaseRecord, Citation, PartialDate
from pipeline.report.sheet import Table

_WAN = Decimal(10000)
_DECIDED = ("ordinary", "hearing", "summary")


def export(cases: Iterable[CaseRecord]) -> tuple[Table, Table]:
    """The table to upload, and what a person must fill in or put right first."""
    fields = _content()["fields"]
    rows, troubles = [], []
    for case in cases:
        if case.procedure in _DECIDED:
            row = _row(case)
            rows.append(tuple(row))
            troubles += [(case.case_id, *trouble) for trouble in _troubles(case, row)]
    heads = tuple(field["name"] for field in fields)
    upload = Table(
        "双公示行政处罚", heads, tuple(4 for _ in heads), tuple(rows)
    )  # text all through: platforms take 0.7667 as it stands
    checks = Table("校验", ("案卷", "字段", "代码", "问题"), (4, 6, 4, 8), tuple(troubles))
    return upload, checks


def wan(yuan: Decimal) -> str:
    """Yuan as 万元 with at most six decimals: 7667 → 0.7667."""
    return f"{(yuan / _WAN).quantize(Decimal('0.000001')).normalize():f}"


def _row(case: CaseRecord) -> list[str]:
    told = _told(case)
    return [told.get(field.get("from", ""), "") for field in _content()["fields"]]


def _told(case: CaseRecord) -> Mapping[str, str]:
    trader, kind = bool(case.value("party_trader")), str(case.value("party_kind") or "")
    shown = "trader" if trader else kind
    number = str(case.value("party_id") or "")
    fine, taken = case.value("fine_yuan"), case.value("confiscated_yuan")
    penalties = case.value("penalties")
    kinds = [_content()["penalties"].get(str(item), "其他") for item in penalties] if isinstance(penalties, tuple) else []
    decision = case.value("decision_date")
    citizen = kind == "citizen" and not trader
    return {
        "party_name": str(case.value("party_name") or ""),
        "party_kind": _content()["kinds"].get(shown, ""),
        "party_code": "" if citizen else number,
        "legal_representative": str(case.value("legal_representative") or ""),
        "id_kind": "身份证" if citizen and number else "",
        "id_number": number if citizen else "",
        "doc_number": str(case.value("doc_number") or ""),
        "cause": str(case.value("cause") or case.cause or ""),
        "facts": _facts(case),
        "basis": "、".join(_cited(item) for item in _tuple(case.value("basis")) if isinstance(item, Citation)),
        "penalties": "；".join(dict.fromkeys(kinds)),
        "content": "；".join(_content_of(penalties, fine)),
        "fine_wan": wan(fine) if isinstance(fine, Decimal) else "",
        "confiscated_wan": wan(taken) if isinstance(taken, Decimal) else "",
        "decision_date": decision.isoformat() if isinstance(decision, date) and not isinstance(decision, PartialDate) else "",
        "authority": str(case.value("authority") or ""),
    }


def _troubles(case: CaseRecord, row: Sequence[str]) -> list[tuple[str, str, str]]:
    out = []
    for field, value in zip(_content()["fields"], row, strict=True):
        if not value and _due(field.get("must"), case):
            out.append((field["name"], field["code"], "必填而没有内容，请补填"))
        elif value and len(value) > field.get("longest", 10**6):
            out.append((field["name"], field["code"], f"超过{field['longest']}个字符"))
        elif value and field["code"] == "cf_xdr_shxym" and not re.fullmatch(r"[0-9A-HJ-NP-RT-UW-Y]{18}", value):
            out.append((field["name"], field["code"], "不是18位统一社会信用代码"))
    for name in ("fine_yuan", "party_name", "doc_number", "decision_date"):
        fact = case.facts.get(name)
        if fact and fact.conflicts:
            out.append((name, "", "案卷内各文书的写法不一致，上传前核对"))
    return out


def _due(must: str | None, case: CaseRecord) -> bool:
    kinds = _tuple(case.value("penalties"))
    unit = case.value("party_kind") == "unit"
    match must:
        case "always":
            return True
        case "unit":
            return unit
        case "citizen":
            return case.value("party_kind") == "citizen" and not case.value("party_trader")
        case "fine":
            return "罚款" in kinds
        case "confiscated":
            return "没收违法所得" in kinds
        case "revoked":
            return bool({"暂扣许可证件", "吊销许可证件"} & set(map(str, kinds)))
    return False


def _facts(case: CaseRecord) -> str:
    """The facts in one sentence: what is known of day, place and quantity, for a person to complete."""
    place = next((str(item.value) for item in case.all("violation_place", "decision")), "") or next(
        (str(item.value) for item in case.all("violation_place")), ""
    )
    when = case.value("violation_date")
    cause = str(case.value("cause") or case.cause or "")
    return f"{when or ''}{'在' + place if place else ''}{cause}" if cause else ""


def _content_of(penalties: object, fine: object) -> list[str]:
    said = {"责令改正类": "责令改正（恢复、补种等）"} | ({"罚款": f"罚款人民币{fine:f}元"} if isinstance(fine, Decimal) else {})
    return [said.get(str(item), str(item)) for item in _tuple(penalties)]


def _cited(item: Citation) -> str:
    parts = [f"第{item.article}条"] if item.article is not None else []
    parts += [f"第{item.paragraph}款"] if item.paragraph else []
    return f"《{item.law}》{''.join(parts)}" + (f"第{item.item}项" if item.item else "")


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("double.yaml").read_text(encoding="utf-8"))
    return content
