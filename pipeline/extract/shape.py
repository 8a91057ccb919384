"""Whether a value looks as values of its kind do: a party like a name, a court like a court, a number like a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pipeline.extract.names import is_name
from pipeline.extract.party_name import ORGANISED
from pipeline.records import Citation, Person

NAMES = frozenset({"reviewer", "host", "recorder", "legal_representative"})
MONEY = frozenset({"fine_yuan", "confiscated_yuan", "illegal_gains_yuan"})
PARTY = re.compile(r"[的，。；：/\d]|处罚|决定|违法|当事人|姓名|名称|地址|代码|证[^券]|日")
LIKE = {
    "doc_number": re.compile(r"(?:[㐀-鿿（）A-Za-z]{2,16}〔(?:19|20)\d\d〕[^〔〕]{0,6}\d{1,6}(?:-\d+)?号)"),
    "authority": re.compile(r"[㐀-鿿（）]{3,22}(?:局|委员会|厅|府|队|院|所|会|处|部|中心)"),
    "court": re.compile(r"[㐀-鿿]{2,16}法院"),
    "reconsideration_to": re.compile(r"[㐀-鿿、（）]{2,30}(?:局|委员会|厅|府|部|会|机关)(?:（[^）]*）)?"),
    "discretion_basis": re.compile(r".*(?:裁量|基准|标准|规定|办法|细则).*"),
    "party_address": re.compile(r"(?=.{0,15}[省市县区旗镇乡村路街道号]).{5,40}"),
    "party_id": re.compile(r"[0-9A-Z]{15}|[0-9A-Zx]{18}"),
    "cause": re.compile(r"[^\d，。；：]{3,18}"),
}
UNLIKE = {
    "doc_number": re.compile(r"^[^〔]*(?:书|局|决定|文号|编号)"),
    "authority": re.compile(r"[的对向经由被、]|机关|主体|单位|处罚|复议|法院|部门"),
    "reconsideration_to": re.compile(r"法院|你|日起|申请|[我本]局"),
    "party_address": re.compile(r"[，；。：]|联系|电话|法定|身份|经营|代码|负责"),
    "cause": re.compile(r"当事人|你|[我本](?:局|机关)|依法"),
}
STATUTE = re.compile(r"[㐀-鿿、“”《》〈〉]+(?:法|条例|办法|规定|细则|规则|标准|决定|解释|规范|通知)(?:（[^）]*(?:修|版|年|试行)[^）]*）)?")


def odd(name: str, values: Iterable[object]) -> bool:
    """Whether one of the values of a fact looks unlike it."""
    return any(_odd(name, value) for value in values)


def _odd(name: str, value: object) -> bool:
    if isinstance(value, Person):
        return not is_name(value.name)
    if isinstance(value, Citation):
        return not STATUTE.fullmatch(value.law)
    if isinstance(value, Decimal):
        return name in MONEY and not value
    if not isinstance(value, str):
        return False
    if name == "party_name":
        parts = value.split("、")
        return bool(PARTY.search(value)) or not all(is_name(part) or ORGANISED.search(part) and len(part) < 27 for part in parts)
    if name in NAMES:
        return not is_name(value)
    if name == "party_id" and not _whole(value):
        return True
    return name in LIKE and not LIKE[name].fullmatch(value) or name in UNLIKE and UNLIKE[name].search(value) is not None


def _whole(number: str) -> bool:
    """Whether an identity number ends in the sign its digits ask for (GB 11643); a credit code or a masked one is not asked."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return True
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()
