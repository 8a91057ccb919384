"""Everything in a text that could be a value: names, bodies, days, sums, periods, addresses, wherever they stand and whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.extract.dates import find_days
from pipeline.extract.money import amounts
from pipeline.extract.names import MASK, SURNAMES
from pipeline.extract.values import integer
from pipeline.records import Value

ORGANISATION = re.compile(
    r"(?:有限责任公司|有限公司|公司|合作社|[厂店场院所部站馆矿户坊屋吧园行社队局]|中心|委员会|村委会|学校|[大中小]学|幼儿园|超市|商行|酒店|宾馆|诊所|药房)"
    r"(?:（[^）]{1,12}）)?"
)
BEFORE_NAME = re.compile(
    r"当事人|处罚人|处罚单位|对象|行为人|单位|名称|姓名|企业|商户|主体|相对方|经营者|[对由为是向因系查将经的于人]"
)  # behind these a name may begin
BEFORE_PERSON = re.compile(r"(?:[人者对为由名主民是系因将农机员方体查]|经营者)$")
BODY = re.compile(r"人民政府|法院|[局厅部]|委员会|大队|支队|总队|办事处")
BEFORE_BODY = re.compile(r"单位|部门|主体|名称|依法|[向由到至可和或者关经被的局章对是为]")
PERIOD = re.compile(r"(?<![年月\d])(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<unit>个工作日|工作日|个月|月(?=[以之]?内)|日|天)")
ADDRESS = re.compile(r"[㐀-鿿\dA-Za-z（）#－—-]{5,44}")
PLACE = re.compile(r"[省市县区旗乡镇村路街道]")
BEFORE_ADDRESS = re.compile(r"住址|住所|地址|位于|所在地|户籍|坐落|现住|居住地|注册地|[住于]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """plain[start:end] could be this value; `form` tells in what way it is written."""

    value: Value
    start: int
    end: int
    form: str


def candidates(plain: str, kind: str) -> tuple[Candidate, ...]:
    """Every candidate of one of KINDS, each span once."""
    return tuple({(one.start, one.end): one for one in KINDS[kind](plain)}.values())


def _names(plain: str) -> Iterator[Candidate]:
    for run in re.finditer(rf"[㐀-鿿A-Za-z（）()·{MASK}]+", plain):
        words, at = run[0], run.start()
        begins = {0, *(match.end() for match in BEFORE_NAME.finditer(words))}
        for last in ORGANISATION.finditer(words):
            for begin in sorted(begins):
                if 4 <= last.end() - begin <= 34:
                    yield Candidate(words[begin : last.end()], at + begin, at + last.end(), "organisation")
        for begin, sign in enumerate(words):
            if sign in SURNAMES and (begin == 0 or BEFORE_PERSON.search(words[:begin])):
                for end in (begin + 2, begin + 3):
                    if end <= len(words) and re.fullmatch(rf"[㐀-鿿{MASK}]+", words[begin:end]):
                        yield Candidate(words[begin:end], at + begin, at + end, "person")


def _bodies(plain: str) -> Iterator[Candidate]:
    for run in re.finditer(r"[㐀-鿿（）]+", plain):
        words, at = run[0], run.start()
        begins = {0, *(match.end() for match in BEFORE_BODY.finditer(words))}
        for last in BODY.finditer(words):
            for begin in sorted(begins):
                if 4 <= last.end() - begin <= 30:
                    yield Candidate(words[begin : last.end()], at + begin, at + last.end(), last[0])


def _days(plain: str) -> Iterator[Candidate]:
    for day in find_days(plain):
        if isinstance(day.value, date):
            yield Candidate(day.value, day.start, day.end, day.kind)


def _sums(plain: str) -> Iterator[Candidate]:
    for amount in amounts(plain):
        yield Candidate(amount.value, amount.start, amount.end, "words" if amount.words else "figures")


def _periods(plain: str) -> Iterator[Candidate]:
    for match in PERIOD.finditer(plain):
        if count := integer(match["count"]):
            yield Candidate(count, match.start(), match.end(), match["unit"][-1])


def _addresses(plain: str) -> Iterator[Candidate]:
    for run in ADDRESS.finditer(plain):
        if PLACE.search(run[0]):
            for begin in sorted({0, *(match.end() for match in BEFORE_ADDRESS.finditer(run[0]))}):
                if len(run[0]) - begin >= 5:
                    yield Candidate(run[0][begin:], run.start() + begin, run.end(), "")


KINDS: dict[str, Callable[[str], Iterator[Candidate]]] = {
    "name": _names, "body": _bodies, "day": _days, "sum": _sums, "period": _periods, "address": _addresses,
}  # fmt: skip
