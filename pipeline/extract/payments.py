"""Payment slips: amount, payee, kind of slip, surcharge, money taken on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.money import amounts
from pipeline.extract.ticks import choices
from pipeline.extract.tidy import Text
from pipeline.extract.values import NUMBER as FIGURE
from pipeline.records import Document, Field

AMOUNT = (
    "(?:金额|缴款金额|实缴金额|收款金额|合计|合计金额|金额合计|缴纳金额|总金额|罚款金额|小写|实收金额)(?:（小写）|（元）|小写)?"
)
SURCHARGE = re.compile(
    rf"加处(?:的)?罚款(?:金额)?(?:共计|计|为|：|\t)?(?:人民币)?¥?\s*(?P<sum>{FIGURE})\s*元?|滞纳金[：\t ]*¥?(?P<late>{FIGURE})"
)
# who got the money: never 执收单位, which only asked for it
PAYEES = (
    "收款(?:单位|人|方|机构|账户|账号户名|户名)(?:名称|全称)?|收(?:缴|取)单位|收款单位（章）|入账(?:单位|户名)|户名",
    "代收(?:机构|银行|单位|网点)(?:名称)?|缴款银行|经收(?:银行|机构)",
)
FISCAL = re.compile(
    r"财政(?:部|厅|局)?[^\n]{0,10}(?:监制|统一|票据)|非税收入(?!专户)[^\n]{0,14}(?:票据|缴款书|通用|"
    r"专用|一般)|罚没(?:收入|款)?[^\n]{0,10}(?:票据|收据|缴款书)|(?:一般|专用|统一)缴款书|"
    r"罚没收入[^\n]{0,6}票据|电子缴款|代收罚没"
)
PLAIN_RECEIPT = re.compile(r"收款收据|(?:^|\n)\s*(?:收据|收条|收到条|白条)")
ON_SPOT = re.compile(r"当场(?:收缴|缴纳|收取|缴付|交纳)")
NOT_ON_SPOT = re.compile(r"(?:不|未|无须|没有)[^。；，\n]{0,6}$")


def payments(document: Document, text: Text) -> Iterable[Field]:
    """Fields of a payment slip; the surcharge of a demand; whether a penalty on the spot was paid there."""
    if document.role == "payment_receipt":
        yield from _payment(text)
    if document.role in ("payment_receipt", "demand_notice"):
        yield from _surcharge(text)
    if document.role in ("payment_receipt", "summary_decision"):
        yield from _spot_paid(text)


def _payment(text: Text) -> Iterator[Field]:
    paid = next(_paid(text), None)
    if paid:
        value, start, end, sure = paid
        yield field(text, "amount_yuan", value, start, end, sure=sure, by="payments")
    for one in (one for labels in PAYEES for one in find(text, labels)):
        if len(one.value) >= 2 and not re.match(r"柜员|（", one.value):
            yield field(text, "payee", one.value, one.start, one.end, sure=0.93, by="payments")
            break
    fiscal, bare = FISCAL.search(text.plain), PLAIN_RECEIPT.search(text.plain)
    if fiscal or bare:
        match = fiscal if fiscal and not (bare and bare.start() < fiscal.start()) else bare
        span = match.span() if match else (0, 1)
        yield field(text, "fiscal_receipt", match is fiscal, *span, sure=0.93, by="payments")


def _paid(text: Text) -> Iterator[tuple[Decimal, int, int, float]]:
    """The sum of the slip with its place, the surest way to read it first."""
    for one in find(text, AMOUNT):
        value = money(one.value)
        if value is not None and "大写" not in one.label:
            yield value, one.start, one.end, 0.95
    yield from _column(text.plain)
    for match in re.finditer(r"(?:合计|共计|总计|大写)[^\n\d¥]{0,10}?[：\t ）]", text.plain):
        for sum_ in amounts(text.plain[match.end() : match.end() + 24])[:1]:
            yield sum_.value, match.end() + sum_.start, match.end() + sum_.end, 0.9
    for match in re.finditer(rf"¥\s*(?P<sum>{FIGURE})|(?P<plain>{FIGURE})元", text.plain):
        yield Decimal((match["sum"] or match["plain"]).replace(",", "")), match.start(), match.end(), 0.8


def _column(plain: str) -> Iterator[tuple[Decimal, int, int, float]]:
    """Under the head 金额（元）: the row of the total, else the only row."""
    head = re.search(r"(?:^|(?<=[\t\n]))金额(?:（(?:人民币)?(?:小写|元)）)?(?=[\t\n])", plain)
    if head is None:
        return
    start = plain.rfind("\n", 0, head.start()) + 1
    place = plain.count("\t", start, head.start())
    rows: list[tuple[str, Decimal, int, int]] = []
    for line in re.finditer(r"[^\n]+", plain[head.end() :]):
        cells = list(re.finditer(r"[^\t]*", line[0])) if line[0].count("\t") >= place else []
        cells = [one for one in cells if one[0] or one.start() == 0 or line[0][one.start() - 1] == "\t"]
        if len(cells) > place and re.fullmatch(rf"¥?\s*{FIGURE}元?", cells[place][0].strip()):
            at = head.end() + line.start() + cells[place].start()
            rows.append((cells[0][0], money(cells[place][0]) or Decimal(0), at, at + len(cells[place][0])))
    total = [row for row in rows if re.search("合 ?计|总 ?计", row[0])] or (rows if len(rows) == 1 else [])
    for _, value, first, last in total[:1]:
        yield value, first, last, 0.93


def _surcharge(text: Text) -> Iterator[Field]:
    for match in SURCHARGE.finditer(text.plain):
        figure = match["sum"] or match["late"]
        yield field(
            text, "surcharge_yuan", Decimal(figure.replace(",", "")), match.start(), match.end(), sure=0.93, by="payments"
        )
        return


def _spot_paid(text: Text) -> Iterator[Field]:
    for match in ON_SPOT.finditer(text.plain):
        start = text.plain.rfind("\n", 0, match.start()) + 1
        line = text.plain[start : text.plain.find("\n", match.end()) if "\n" in text.plain[match.end() :] else len(text.plain)]
        ticked = [yes for choice, yes in choices(line) if ON_SPOT.search(choice)]
        value = ticked[0] if ticked else not NOT_ON_SPOT.search(text.plain[max(0, match.start() - 10) : match.start()])
        yield field(text, "paid_on_spot", value, match.start(), match.end(), sure=0.9, by="payments")
        return


def money(written: str) -> Decimal | None:
    """The first amount in a value, in the unit it is written in."""
    match = re.search(rf"¥?\s*(?P<sum>{FIGURE})\s*(?P<wan>万)?", written)
    return Decimal(match["sum"].replace(",", "")) * (10_000 if match["wan"] else 1) if match else None
