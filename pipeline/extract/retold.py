"""A news item or a summary is no decision, but tells of one: what it says of it, with less confidence, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.extract.agency import AUTHORITY, told_agency
from pipeline.extract.assemble import Weigh, assemble
from pipeline.extract.cause import cause
from pipeline.extract.clauses import items, listed
from pipeline.extract.dates import find_days
from pipeline.extract.deed import deed as act
from pipeline.extract.fine import fines
from pipeline.extract.found import field
from pipeline.extract.grounds import grounds
from pipeline.extract.heading import told_number
from pipeline.extract.judge import judged
from pipeline.extract.parted import CASE, parted
from pipeline.extract.party import party
from pipeline.extract.party_name import party_name
from pipeline.extract.penalties import confiscated, kinds
from pipeline.extract.remedies import remedies
from pipeline.extract.sections import Decided
from pipeline.extract.tidy import Text, tidy
from pipeline.extract.told_day import day_of_order, told_day
from pipeline.extract.whom import whom
from pipeline.records import Bundle, CaseRecord, Document, Field

SECOND_HAND = 0.85  # what a reporter's word is worth beside the paper's own
# what a title may take such a paper for
TOLD_IN = ("other", "service_receipt", "publication_record", "payment_receipt", "instalment", "tenure", "photo")
PENALTY = r"罚款|没收|警告|通报批评|吊销|暂扣|责令|行政拘留"
DECIDES = re.compile(
    rf"(?:依据|根据|按照|依照|作出|给予|处以?|决定|予以|被|依法|责令|并)[^。；]{{0,80}}?(?:{PENALTY})"
    r"|对[^。；，]{1,20}罚款\d|，(?:并)?(?:处)?罚款\d|被(?:处以?)?罚款?[\d一二三四五六七八九十万]"
)
TELLS = re.compile(
    r"处罚决定文?书|决定不予(?:行政)?处罚|构成了?[^。]{2,40}违法行为|(?:予以|批准)[^。]{0,6}立案|(?:作出|给予|予以|依法|受到)[^。；\n]{0,20}处罚"
    r"|违反了?《[^。]*(?:立案|处罚|当事人)|查处[^。；\n]{0,40}案|当事人[^。\n]{0,40}行为[^。\n]{0,6}违反"
)
MADE = re.compile(r"[^。\n]*?作出[^。；\n]{0,12}处罚决定")
PLANNED = re.compile(r"拟|告知|应当|可以")
UNDECIDED = re.compile(
    r"前[一二两三四五\d]+起|同类案|以上[^，。]{1,14}以下"
    r"|拟|告知|可以?处|可以?并处|可以?给予|应当?给予|规定：|规定，“|听证|申请|要求|曾"
)


def retold(case: CaseRecord, *, weigh: Weigh = judged) -> CaseRecord:
    """The case with the facts its one paper tells of a decision; as it is where it tells of none, or of several. `weigh`: as in assemble."""
    if len(case.documents) != 1 or case.documents[0].role not in TOLD_IN:
        return case
    document = replace(case.documents[0], role="decision")
    text = tidy(document)
    parties = {who for line in CASE.finditer(text.plain) if (who := parted(line["what"])[0])}
    told, several = _decided(text.plain)
    if several or len(parties) > 1 or not (told or _tells(text.plain)):
        return case
    fields = [*_who_and_when(document, text, told), *cause(document, text), *grounds(document, text, told), *act(document, text, told)]
    fields += remedies(document, text)
    for reader in (kinds, fines, confiscated):
        if told is None:
            break
        fields += [field(text, name, value, at, end, sure=sure, by="retold") for name, value, at, end, sure in reader(text.plain, told.clauses)]
    told_case = _with_facts(case, document, [replace(item, confidence=item.confidence * SECOND_HAND) for item in fields], weigh)
    if any(item.name == "cause" for item in fields):
        return told_case
    # a clause out of a report is no name of a deed
    return replace(told_case, cause=None, facts={name: fact for name, fact in told_case.facts.items() if name != "cause"})


def _with_facts(case: CaseRecord, document: Document, fields: Sequence[Field], weigh: Weigh) -> CaseRecord:
    facts = assemble(case.case_id, Bundle((document,), case.pages), [fields], weigh=weigh).facts
    return replace(case, facts=facts)


def _tells(plain: str) -> bool:
    """Whether a paper that tells no order still tells that somebody was punished, and not only that it was planned."""
    return any(not PLANNED.search(plain[plain.rfind("。", 0, said.start()) + 1 : said.end()]) for said in TELLS.finditer(plain))


def _decided(plain: str) -> tuple[Decided | None, bool]:
    """The sentence that tells of the decision: the one that says most about it; and whether several cases are told."""
    found: list[tuple[int, Decided]] = []
    for start, end in listed(plain):
        words = plain[start:end]
        said = DECIDES.search(words)
        if not said or UNDECIDED.search(words[: said.end()]) or not re.search(r"[，。：；]|\d元", words):  # a headline tells no order
            continue
        # where the articles are named, the order stands behind the last of them
        behind = [match.end() for match in re.finditer(r"(?:条|款|项)(?:[^，。]{0,6}规定，?|，)", words)]
        begin = start + (behind[-1] if behind and re.search(PENALTY, words[behind[-1] :]) else said.start())
        order = Decided(start, begin, end, tuple(items(plain, begin, end)), 1.0)
        weight = 2 * bool(re.search(r"\d元|[万仟佰拾]元", words)) + 2 * ("处罚" in words) + bool(AUTHORITY.search(words))
        found.append((weight, order))
    told = [{item[1] for item in fines(plain, order.clauses) if item[0] == "fine_yuan"} for _, order in found]
    sums = [item for fine in told for item in list(fine)[:1] if isinstance(item, Decimal)]
    parts = [item for item in sums if item != max(sums)]
    if parts and sum(parts) != max(sums):  # no total of its parts
        return None, True  # a list of cases: whose fine is whose, nobody can say
    best = max(found, key=lambda one: (one[0], -one[1].start), default=None)
    return (best[1] if best and (best[0] >= 2 or "决定" in plain[best[1].lead : best[1].end]) else None), False


def _who_and_when(document: Document, text: Text, told: Decided | None) -> Iterator[Field]:
    plain = text.plain
    if own := told_agency(plain, told):
        yield field(text, "authority", *own, sure=0.95, by="retold")
    made = next((match for match in MADE.finditer(plain) if not UNDECIDED.search(match[0])), None)
    known = re.search(r"[〔（(\[](20\d\d)[〕）)\]]", plain)
    first = next((one.value for one in find_days(plain) if isinstance(one.value, date) and one.kind == "full"), None)
    year = first or (date(int(known[1]), 1, 1) if known else None)
    order = re.compile(PENALTY).search(plain, told.start) if told else None
    spans = [(told.lead, order.start() if order else told.start)] if told else []
    found = (day for start, end in (*spans, *([made.span()] if made else [])) if (day := day_of_order(plain, start, end, year)))
    if last := next(found, None) or told_day(plain, year):
        yield field(text, "date", last.value, last.start, last.end, sure=0.95 * last.confidence, by="retold")
    if number := told_number(plain):
        yield field(text, "number", *number, sure=0.9, by="retold")
    yield from party(document, text) if party_name(document, text) else whom(text, told)
