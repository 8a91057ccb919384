"""The values of gold facts: names of the marks, types, and reading of what stands in a mark."""

from __future__ import annotations

import datetime
import re
from typing import Any

NAMES = {
    "doc": "doc_number", "auth": "authority", "cause": "cause", "name": "party_name", "kind": "party_kind",
    "trader": "party_trader", "id": "party_id", "addr": "party_address", "rep": "legal_representative", "V": "violated",
    "B": "basis", "disc": "discretion_basis", "pen": "penalties", "fine": "fine_yuan", "times": "fine_times",
    "rate": "fine_rate_per_m2", "conf": "confiscated_yuan", "gains": "illegal_gains_yuan", "O": "officers",
    "reviewer": "reviewer", "host": "host", "rec": "recorder", "member": "discussants", "vd": "violation_date",
    "ve": "violation_end", "clue": "clue_date", "filing": "filing_date", "insp": "inspection_date", "inq": "inquiry_date",
    "pres": "preservation_date", "seiz": "seizure_date", "invend": "investigation_end_date",
    "lrs": "legal_review_submitted_date", "lr": "legal_review_date", "dis": "discussion_date", "nd": "notice_date",
    "nsd": "notice_served_date", "hnd": "hearing_notice_date", "hnsd": "hearing_notice_served_date",
    "hreq": "hearing_request_date", "hinv": "hearing_invitation_date", "hd": "hearing_date",
    "appr": "decision_approval_date", "dd": "decision_date", "dsd": "decision_served_date", "payd": "payment_date",
    "demand": "demand_date", "courtd": "court_date", "pubd": "publication_date", "accd": "acceptance_date",
    "closed": "closing_date", "archd": "archive_date", "pay": "pay_days", "rd": "reconsideration_days",
    "sm": "suit_months", "rto": "reconsideration_to", "court": "court", "SR": "statement_right", "HR": "hearing_right",
}
VALUES = sorted({*NAMES.values(), "quantities"})
LISTS = {"violated", "basis", "penalties", "officers", "discussants", "inquiry_date"}
FLAGS = {"party_trader", "statement_right", "hearing_right"}
NUMBERS = {"fine_yuan", "fine_times", "fine_rate_per_m2", "confiscated_yuan", "illegal_gains_yuan", "quantities"}
COUNTS = {"pay_days", "reconsideration_days", "suit_months"}
PENALTIES = {
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
    "限制开展生产经营", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "责令改正类",
}
QUANTITIES = {
    "area_m2", "area_mu", "area_ha", "volume_m3", "timber_m3", "trees", "value_yuan", "restore_cost_yuan", "replant_trees", "animals",
}
DIGITS = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2} | {str(at): at for at in range(10)}
CHINESE = "[〇零一二两三四五六七八九十百0-9]+"
CITED = re.compile(rf"[《〈]([^》〉]+)[》〉](?:[（(]([^）)]*)[）)])?第?({CHINESE})条(?:第?({CHINESE})款)?(?:第?[（(]?({CHINESE})[）)]?项)?")
DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")


def read_value(key: str, given: str, quote: str) -> Any:
    """The value written in the mark, else the one its quote plainly prints."""
    quote = re.sub(r"\s+", "", quote)
    if key in FLAGS:
        return True
    if key == "party_kind":
        return {"c": "citizen", "u": "unit"}[given]
    if key in ("violated", "basis"):
        return laws(given) if given else [_cited(quote)]
    if key == "officers":
        name, _, certificate = (given or quote).partition("/")
        return {"name": name, "certificate": certificate or None}
    if key == "penalties":
        return [] if given == "none" else (given or quote).split("+")
    if key in NUMBERS:
        number = float(given or re.sub(r"[^\d.]", "", quote))
        return int(number) if number == int(number) else number
    if key in COUNTS:
        return int(given or re.sub(r"\D", "", quote))
    if key.endswith("_date") or key == "violation_end":
        return given or _date(quote)
    return given or (quote.strip("《》") if key == "discretion_basis" else quote)


def laws(given: str) -> list[dict[str, Any]]:
    """`森林法 37.1 + 行政处罚法 32..2@2021年修订` as the list of the contract: article.paragraph.item@version."""
    found = []
    for part in given.split("+"):
        law, numbers = part.strip().rsplit(" ", 1)
        numbers, _, version = numbers.partition("@")
        article, paragraph, item = [int(number) if number else None for number in (numbers + "..").split(".")[:3]]
        found.append(_law(law, article, paragraph, item, version))
    return found


def check_value(key: str, fact: dict[str, Any], text: str) -> None:
    """Fail where a gold fact is not of the contract's shape or its quote is not where it says."""
    spans = fact.get("spans", [fact])
    if any(text[span["start"] : span["end"]] != span["quote"] or not span["quote"].strip() for span in spans):
        raise ValueError(f"{key}: offsets")
    value = fact["value"]
    if key == "penalties" and not set(value) <= PENALTIES or key == "quantities" and not set(value) <= QUANTITIES:
        raise ValueError(f"{key}: {value}")
    dates = value if key == "inquiry_date" else [value] if key.endswith("_date") or key == "violation_end" else []
    for date in dates:
        datetime.date.fromisoformat((date + "-01-01")[:10])


def _date(quote: str) -> str:
    year = quote.partition("年")[0]
    if len(year) == 4 and not year.isdigit():
        quote = "".join(str(DIGITS[sign]) for sign in year) + "年" + re.sub(r"[〇零一二三四五六七八九十]+", _small, quote[5:])
    match = DATE.fullmatch(quote)
    if not match:
        raise ValueError(f"date {quote}")
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _small(match: re.Match[str]) -> str:
    return str(_number(match[0]))


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    total = part = 0
    for sign in printed:
        if sign in "十百":
            total += (part or 1) * (10 if sign == "十" else 100)
            part = 0
        else:
            part = DIGITS[sign]
    return total + part


def _cited(quote: str) -> dict[str, Any]:
    match = CITED.search(quote)
    if not match or match.end() != len(quote):
        raise ValueError(f"law {quote}")
    title, version, *numbers = match.groups()
    article, paragraph, item = [_number(number) if number else None for number in numbers]
    return _law(title.removeprefix("中华人民共和国"), article, paragraph, item, version or "")


def _law(law: str, article: int | None, paragraph: int | None, item: int | None, version: str) -> dict[str, Any]:
    return {"law": law, "article": article, "paragraph": paragraph, "item": item} | ({"version": version} if version else {})
