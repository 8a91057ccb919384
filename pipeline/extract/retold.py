"""A news item or a summary is no decision, but tells of one: what it says of it, with less confidence, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.assemble import assemble
from pipeline.extract.cause import cause
from pipeline.extract.dates import find_days
from pipeline.extract.deed import deed as act
from pipeline.extract.fine import fines
from pipeline.extract.found import field
from pipeline.extract.grounds import grounds
from pipeline.extract.heading import AUTHORITY, NUMBER, document_number
from pipeline.extract.penalties import confiscated, kinds
from pipeline.extract.remedies import remedies
from pipeline.extract.sections import Decided, items, sentences
from pipeline.extract.tidy import Text, tidy
from pipeline.extract.untitled import decision_role
from pipeline.extract.whom import CASE, whom
from pipeline.records import BadDate, Bundle, CaseRecord, Document, Field

SECOND_HAND = 0.85  # what a reporter's word is worth beside the paper's own
SINGLE = ("other", "service_receipt", "publication_record", "payment_receipt", "tenure")  # what a title alone may take such a paper for
PENALTY = r"罚款|没收|警告|通报批评|吊销|暂扣|责令|行政拘留"
DECIDES = re.compile(rf"(?:依据|根据|按照|依照|作出|给予|处以?|决定|予以|被|依法|责令|并)[^。；]{{0,80}}?(?:{PENALTY})")
MADE = re.compile(r"[^。\n]*?作出[^。；\n]{0,12}处罚决定")
UNDECIDED = re.compile(
    r"前[一二两三四五\d]+起|同类案|以上[^，。]{1,14}以下"
    r"|拟|告知|可以?处|可以?并处|可以?给予|应当?给予|规定：|规定，“|听证|申请|要求|曾"
)


def retold(case: CaseRecord, read: Callable[[Document], Sequence[Field]]) -> CaseRecord:
    """The case with the facts its one paper tells of a decision; as it is where it tells of none, or of several."""
    if len(case.documents) != 1 or case.documents[0].title and case.documents[0].role not in SINGLE:
        return case
    document = replace(case.documents[0], role="decision")
    text = tidy(document)
    if role := decision_role(text.plain):  # a decision, or a disclosure table, that bears no title of its own line
        document = replace(document, role=role)
        return _with_facts(case, document, read(document))
    told = _decided(text.plain)
    if told is None or len(CASE.findall(text.plain)) > 1:
        return case
    fields = [*_who_and_when(text, told), *cause(document, text), *grounds(document, text, told), *act(document, text, told)]
    fields += remedies(document, text)
    for reader in (kinds, fines, confiscated):
        fields += [field(text, name, value, at, end, sure=sure, by="retold") for name, value, at, end, sure in reader(text.plain, told.clauses)]
    told_case = _with_facts(case, document, [replace(item, confidence=item.confidence * SECOND_HAND) for item in fields])
    if any(item.name == "cause" for item in fields):
        return told_case
    # a clause out of a report is no name of a deed
    return replace(told_case, cause=None, facts={name: fact for name, fact in told_case.facts.items() if name != "cause"})


def _with_facts(case: CaseRecord, document: Document, fields: Sequence[Field]) -> CaseRecord:
    facts = assemble(case.case_id, Bundle((document,), case.pages), [fields]).facts
    return replace(case, facts=facts)


def _decided(plain: str) -> Decided | None:
    """The sentence that tells of the decision: the one that says most about it."""
    found: list[tuple[int, Decided]] = []
    for start, end in sentences(plain, 0, len(plain)):
        words = plain[start:end]
        said = DECIDES.search(words)
        if not said or UNDECIDED.search(words[: said.end()]) or not re.search(r"[，。：；]", words):  # a headline tells no order
            continue
        # where the articles are named, the order stands behind the last of them
        behind = [match.end() for match in re.finditer(r"(?:条|款|项)(?:[^，。]{0,6}规定，?|，)", words)]
        begin = start + (behind[-1] if behind and re.search(PENALTY, words[behind[-1] :]) else said.start())
        order = Decided(start, begin, end, tuple(items(plain, begin, end)), 1.0)
        weight = 2 * bool(re.search(r"\d元|[万仟佰拾]元", words)) + 2 * ("处罚" in words) + bool(AUTHORITY.search(words))
        found.append((weight, order))
    told = [{item[1] for item in fines(plain, order.clauses) if item[0] == "fine_yuan"} for _, order in found]
    if len({frozenset(fine) for fine in told if fine}) > 1:
        return None  # a list of cases: whose fine is whose, nobody can say
    best = max(found, key=lambda one: (one[0], -one[1].start), default=None)
    return best[1] if best and (best[0] >= 2 or "决定" in plain[best[1].lead : best[1].end]) else None


def _who_and_when(text: Text, told: Decided) -> Iterator[Field]:
    plain = text.plain
    agencies = [
        match
        for match in re.finditer(r"(?:^|(?<=[，。：；、日由经被】.\n]))(?![被由经])" + AUTHORITY.pattern, plain, re.MULTILINE)
        if not re.search(r"[该我本]局|^[县市区]?局|人员|发现|现将|近期|近日|[内可]?向|法院", match["name"])
    ]
    own = next((match for match in agencies if told.lead <= match.start("name") < told.end), None) or next(iter(agencies), None)
    if own:
        yield field(text, "authority", own["name"], own.start("name"), own.end("name"), sure=0.95, by="retold")
    made = next((match for match in MADE.finditer(plain) if not UNDECIDED.search(match[0])), None)
    known = re.search(r"[〔（(\[](20\d\d)[〕）)\]]", plain)
    first = next((one.value for one in find_days(plain) if isinstance(one.value, date) and one.kind == "full"), None)
    days = find_days(plain, first or (date(int(known[1]), 1, 1) if known else None))
    order = re.compile(PENALTY).search(plain, told.start)
    for start, end in ((told.lead, order.start() if order else told.start), *([made.span()] if made else [])):
        own_days = [one for one in days if start <= one.start and one.end <= end and one.kind != "year" and not isinstance(one.value, BadDate)]
        if own_days and not re.search(r"立案|发现|检查|调查|接到", plain[own_days[-1].end : end].split("，")[0]):
            last = own_days[-1]
            latest = max((one.value for one in days if one.kind == "full" and one.start < last.start and isinstance(one.value, date)), default=None)
            if last.kind == "short" and latest and isinstance(last.value, date) and last.value < latest:
                last = replace(last, value=last.value.replace(year=latest.year))  # told after what had happened
            yield field(text, "date", last.value, last.start, last.end, sure=0.95 * last.confidence, by="retold")
            break
    number = next((one for one in NUMBER.finditer(plain) if "罚" in one["agency"] and "告" not in one["agency"]), None)
    if number:
        start = number.start() + max((cut.end() for cut in re.finditer("（|书|作出", number["agency"])), default=0)
        yield field(text, "number", document_number(plain[start : number.end()]), start, number.end(), sure=0.9, by="retold")
    yield from whom(text, told)
