"""What the party is told at the end: where and when to pay, to whom and how long to complain or sue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.appeals import DAYS, appeals
from pipeline.extract.found import field
from pipeline.extract.tidy import Text
from pipeline.extract.values import integer
from pipeline.records import Document, Field

ROLES = ("decision", "summary_decision", "no_penalty_decision")
ITEM = r"\n\s?[（(]?[一二三四五\d]{1,2}[、.）]"  # the days of one order are not those of the payment in the next
PAY = re.compile(
    rf"{DAYS}(?:之?内|以内|之前)?(?:(?!{ITEM})[^。；]){{0,70}}?"
    rf"(?:缴|交(?:至|到|纳|付|清|(?=[一-鿿]{{2,14}}(?:银行|信用|财政|国库|专户|农商行)))|汇)"
)
PAY_LATE = re.compile(rf"(?:缴|交)(?:纳|至|到|清|款|罚款)[^。；\n]{{0,60}}?{DAYS}(?:之?内)|缴款期限(?:为|：)?" + DAYS.replace("P<n>", "P<m>"))
SURCHARGE = re.compile(
    r"(?:每日|每天|按日)[^。；]{0,30}?(?:百分之三|3\s?[%％]|三%|3/100)[^。；]{0,16}(?:加处)?"
    r"|加处[^。；]{0,30}(?:百分之三|3\s?[%％])"
)
BANK = re.compile(r"银行|信用社|农商行|农信|电子支付|非税|代收机构|微信|支付宝|二维码|缴款码|扫码|账[号户]|帐[号户]")


def remedies(document: Document, text: Text) -> Iterable[Field]:
    """pay_days, bank_told, surcharge_told, and what appeals.py reads."""
    if document.role not in ROLES:
        return
    plain = text.plain
    yield from _pay(text)
    for name, pattern in (("surcharge_told", SURCHARGE), ("bank_told", BANK)):
        match = pattern.search(plain)
        if match and document.role != "no_penalty_decision":
            yield field(text, name, True, match.start(), match.end(), sure=0.97, by="remedies")
    yield from appeals(text)


def _pay(text: Text) -> Iterable[Field]:
    for pattern in (PAY, PAY_LATE):
        for match in pattern.finditer(text.plain):
            words = _sentence(text.plain, match.start(), match.end())
            before = words[: words.find(match[0])]
            if re.search(r"复议|诉讼|起诉|陈述|申辩|听证|逾期|分期|整改|恢复|补[种栽植]", match[0]) or re.search(
                r"复议|诉讼|起诉|补[种栽植][^，]*$", before[-30:]
            ):
                continue
            at = match.start("n") if match["n"] else match.end()
            if re.search(r"□\s?$", text.plain[max(0, at - 2) : at]) and re.search(r"[☑√■✓]", words):
                continue  # the way of payment that is not ticked
            if re.search(r"罚|缴|款|交至|交到|交清|专户|国库", words):
                days = integer(match["n"] or match["m"] if pattern is PAY_LATE else match["n"])
                if days:
                    yield field(text, "pay_days", days, match.start(), match.end(), sure=0.97, by="remedies")
                    return


def _sentence(plain: str, start: int, end: int) -> str:
    first = max(plain.rfind("。", 0, start), plain.rfind("\n", 0, start)) + 1
    stops = [at for at in (plain.find("。", end), plain.find("\n", end)) if at >= 0]
    return plain[first : min(stops, default=len(plain))]
