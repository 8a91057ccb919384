"""Register, publication list and archive side by side (XA-14): one finding a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen, said
from pipeline.records import Finding
from pipeline.registers import CaseRow, DocNumber, PublishedRow, Registers, doc_number

Row = CaseRow | PublishedRow
_REGISTER, _PUBLISHED = "案件登记簿", "公示清单"


def differences(cases: Sequence[Seen], registers: Registers, signal: Signal) -> list[Finding]:
    """XA-14 for both lists, where the archive has them."""
    findings: list[Finding] = []
    lists: list[tuple[str, Sequence[Row], Callable[[Row], str | None]]] = []
    if registers.cases is not None:
        lists.append((_REGISTER, registers.cases, lambda row: row.doc_number if isinstance(row, CaseRow) else None))
    if registers.published is not None:
        lists.append((_PUBLISHED, registers.published, lambda row: row.number if isinstance(row, PublishedRow) else None))
    without: dict[str, list[str]] = {}
    rows_of_all = 0
    for name, rows, printed in lists:
        pairs, lonely = _match(cases, rows, printed)
        findings += [found for seen, row in pairs for found in _unequal(name, seen, row, signal)]
        findings += _missing(name, cases, rows, {seen.name for seen, _ in pairs}, signal)
        rows_of_all += len(rows)
        for row in lonely:
            without.setdefault(printed(row) or f"第{row.row}行", []).append(f"{name}第{row.row}行")
    return findings + _files_missing(without, rows_of_all, signal)


def _match(
    cases: Sequence[Seen], rows: Sequence[Row], printed: Callable[[Row], str | None]
) -> tuple[list[tuple[Seen, Row]], list[Row]]:
    """Rows with their case, by number, else by case number, else by party and day; and the rows without one."""
    by_number: dict[DocNumber, list[Seen]] = {}
    for seen in cases:
        if seen.number:
            by_number.setdefault(seen.number, []).append(seen)
    pairs: list[tuple[Seen, Row]] = []
    left: list[Row] = []
    for row in rows:
        number = doc_number(printed(row))
        holders = by_number.get(number, []) if number else []
        chosen = next((one for one in holders if _agrees(one, row)), holders[0] if len(holders) == 1 else None)
        if chosen:
            pairs.append((chosen, row))
        elif not holders:
            left.append(row)
    taken = {seen.name for seen, _ in pairs}
    lonely = []
    for row in left:
        # A number that was misread or misprinted still belongs to the case that has everything else.
        other = next((one for one in cases if one.name not in taken and _same_case(one, row, printed(row))), None)
        if other is None:
            lonely.append(row)
        else:
            taken.add(other.name)
            pairs.append((other, row))
    return pairs, lonely


def _agrees(one: Seen, row: Row) -> bool:
    return row.decision_date is None or one.decision == row.decision_date


def _same_case(one: Seen, row: Row, number: str | None) -> bool:
    if isinstance(row, CaseRow) and row.case_number == one.name:
        return True
    legible = one.number is not None and doc_number(number) is not None
    if legible or one.decision is None or one.decision != row.decision_date:
        return False
    return bool(one.party) and _party_fits(one.party, row.party)


def _party_fits(party: str | None, listed: str | None) -> bool:
    """Names agree; a list may mask one (张**)."""
    if not party or not listed:
        return False
    plain = listed.rstrip("*＊某×")
    return party == listed or (plain != listed and bool(plain) and party.startswith(plain))


def _unequal(name: str, seen: Seen, row: Row, signal: Signal) -> list[Finding]:
    least = float(signal.number("least_confidence"))
    dates: list[tuple[str, str, date | None, date | None]] = [("decision_date", "决定日期", seen.decision, row.decision_date)]
    if isinstance(row, CaseRow):
        dates.append(("filing_date", "立案日期", seen.filing, row.filing_date))
    found = []
    for fact, word, own, listed in dates:
        if own and listed and own != listed:
            message = f"{seen.named()}：{name}第{row.row}行的{word}为{listed}，案卷为{own}。"
            found.append(report(signal, [seen], message, evidence=seen.evidence(fact), verdict=seen.verdict(fact, least)))
    if seen.fine is not None and row.fine_yuan is not None and not _same_money(seen.fine, row.fine_yuan, signal):
        message = f"{seen.named()}：{name}第{row.row}行的罚款为{said(row.fine_yuan)}元，案卷为{said(seen.fine)}元。"
        found.append(report(signal, [seen], message, evidence=seen.evidence("fine_yuan"), verdict=seen.verdict("fine_yuan", least)))
    return found


def _same_money(own: Decimal, listed: Decimal, signal: Signal) -> bool:
    if abs(own - listed) <= signal.number("rounding_yuan"):
        return True
    # A list in 万元 rounds: 18773.1 may stand there as 1.8773, 1.877 or 1.88.
    wan = own / 10000
    return any(wan.quantize(Decimal(1).scaleb(-places)) * 10000 == listed for places in (2, 3, 4, 5))


def _missing(name: str, cases: Iterable[Seen], rows: Sequence[Row], matched: set[str], signal: Signal) -> list[Finding]:
    """Cases that the list lacks though it covers their year."""
    years = {row.decision_date.year for row in rows if row.decision_date}
    least = float(signal.number("least_confidence"))
    found = []
    for seen in cases:
        if seen.name in matched or seen.number is None or seen.decision is None or seen.decision.year not in years:
            continue
        if name == _PUBLISHED and seen.procedure == "no_penalty":
            continue
        message = f"{name}中没有{seen.named()}。"
        found.append(report(signal, [seen], message, evidence=seen.evidence("doc_number"), verdict=seen.verdict("doc_number", least)))
    return found


def _files_missing(without: Mapping[str, Sequence[str]], rows: int, signal: Signal) -> list[Finding]:
    """Numbers of the lists that have no file; an archive that is a mere sample of the lists says nothing by that."""
    listed = sum(len(places) for places in without.values())
    if rows and listed > signal.number("sample_share") * rows:
        message = f"登记簿、公示清单共有{len(without)}个文号没有案卷，超过半数，本次可能只是抽查，请人工确认。"
        return [report(signal, [], message, verdict="unsure")]
    by_number: dict[object, tuple[str, list[str]]] = {}
    for number, places in without.items():
        key = doc_number(number) or number
        by_number.setdefault(key, (number, []))[1].extend(places)
    return [report(signal, [], f"{'、'.join(places)}有{number}，没有相应的案卷。") for number, places in by_number.values()]
