"""The office's registers as spreadsheets, and its settings."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml
from openpyxl import Workbook

from pipeline.synth.amounts import SETTINGS
from pipeline.synth.case import Case
from pipeline.synth.gold import number
from pipeline.synth.sentences import law_words
from pipeline.synth.word import still
from pipeline.synth.world import Office

Row = Sequence[str | int | float | date | None]
HEADS: dict[str, tuple[tuple[str, ...], ...]] = {
    "roster": (
        ("姓名", "单位", "职务", "证件编号", "执法类别", "执法区域", "有效期起", "有效期止", "法律职业资格"),
        ("执法人员姓名", "所在单位", "职务", "执法证号", "执法类别", "执法区域", "发证日期", "有效期至", "法律职业资格证号"),
    ),
    "published": (
        (
            "行政相对人名称",
            "行政处罚决定书文号",
            "违法行为类型",
            "处罚依据",
            "罚款金额（万元）",
            "处罚决定日期",
            "公示日期",
            "处罚机关",
        ),
        ("相对人名称", "决定书文号", "违法事实", "法律依据", "罚款金额(万元)", "决定日期", "公开日期", "机关"),
    ),
    "cases": (
        ("案号", "案由", "当事人", "立案日期", "决定书文号", "决定日期", "罚款金额"),
        ("案件编号", "案由", "当事人名称", "立案时间", "处罚决定书文号", "处罚日期", "罚款金额（元）"),
    ),
}


def write_registers(
    folder: Path, office: Office, cases: Sequence[tuple[Case, Mapping[str, str]]], rng: Random, *, planted: bool
) -> list[dict[str, Any]]:
    """执法人员清单, 公示清单, 案件登记簿; returns the archive findings planted in them."""
    choice = rng.randrange(2)
    people = [office.head, *office.deputies, office.section, office.reviewer, office.clerk, *office.officers, office.expired]
    roster: list[Row] = [
        (man.name, office.name, man.post, man.certificate, "林业和草原", office.county, man.since, man.until, man.lawyer or "无")
        for man in people
    ]
    published: list[list[str | int | float | date | None]] = []
    listed: list[list[str | int | float | date | None]] = []
    for case, numbers in cases:
        name = case.party.name if case.party.kind == "unit" else case.party.name[0] + "*" * (len(case.party.name) - 1)
        decision = numbers["summary" if case.procedure == "summary" else "decision"]
        day = case.days["decision"]
        published.append(
            [
                name,
                decision,
                case.deed["deed"],
                law_words(case)["basis"],
                number(case.fine / 10000),
                day,
                case.days["publication"],
                office.name,
            ]
        )
        listed.append([case.id, case.deed["deed"], case.party.name, case.days.get("filing"), decision, day, number(case.fine)])
    findings = _spoil(rng, cases, published, listed) if planted and len(cases) >= 6 else []
    for name, key, rows in (
        ("执法人员清单", "roster", roster),
        ("公示清单", "published", published),
        ("案件登记簿", "cases", listed),
    ):
        (folder / f"{name}.xlsx").write_bytes(_sheet(f"{office.name}{name}" if choice else "", HEADS[key][choice], rows))
    return findings


def _spoil(
    rng: Random, cases: Sequence[tuple[Case, Mapping[str, str]]], published: list[list[Any]], listed: list[list[Any]]
) -> list[dict[str, Any]]:
    """Two differences between archive and registers (XA-14)."""
    right = [place for place, (case, _) in enumerate(cases) if not case.findings]
    if len(right) < 2:
        return []
    fine, missing = rng.sample(right, 2)
    listed[fine][6] = listed[fine][6] + 500
    gone = cases[missing][0].id
    published.pop(missing)
    return [
        {
            "case": None,
            "cases": [cases[fine][0].id],
            "rule": "XA-14",
            "severity": "hint",
            "pages": [],
            "implied": False,
            "note": "登记簿罚款与决定书不同",
        },
        {
            "case": None,
            "cases": [gone],
            "rule": "XA-14",
            "severity": "hint",
            "pages": [],
            "implied": False,
            "note": "公示清单没有本案",
        },
    ]


def _sheet(title: str, heads: Sequence[str], rows: Sequence[Row]) -> bytes:
    book = Workbook()
    page = book.active
    if title:
        page.append([title])
    page.append(list(heads))
    for row in rows:
        page.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return still(buffer.getvalue())


def settings(office: Office) -> str:
    """settings.yaml for this office."""
    agency = {
        "name": office.name,
        "code": office.code,
        "level": "county",
        "parent": office.parent,
        "government": office.government,
    }
    return yaml.safe_dump(
        {"agency": agency, "region": ["山西省", office.city, office.county], **SETTINGS}, allow_unicode=True, sort_keys=False
    )
