"""A news item or a summary is no decision, but tells of one: what it says of it, with less confidence, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.assemble import assemble
from pipeline.extract.cause import cause, deed
from pipeline.extract.dates import find_days
from pipeline.extract.deed import deed as act
from pipeline.extract.fine import fines
from pipeline.extract.found import field
from pipeline.extract.grounds import grounds
from pipeline.extract.heading import AUTHORITY, NUMBER, document_number
from pipeline.extract.party_name import ORGANISED, addressed
from pipeline.extract.penalties import confiscated, kinds
from pipeline.extract.remedies import remedies
from pipeline.extract.sections import Decided, items, sentences
from pipeline.extract.tidy import Text, tidy
from pipeline.extract.untitled import decision_role
from pipeline.records import Bundle, CaseRecord, Document, Field

SECOND_HAND = 0.85  # what a reporter's word is worth beside the paper's own
SINGLE = ("other", "service_receipt", "publication_record", "payment_receipt", "tenure")  # what a title alone may take such a paper for
PENALTY = r"罚款|没收|警告|通报批评|吊销|暂扣|责令|行政拘留"
DECIDES = re.compile(rf"(?:作出|给予|处以?|决定|予以|被|依法|责令|并)[^。；]{{0,80}}?(?:{PENALTY})")
MADE = re.compile(r"[^。\n]*?作出[^。；\n]{0,12}处罚决定")
UNDECIDED = re.compile(r"拟|告知|可以?处|可以?并处|可以?给予|应当?给予|规定：|规定，“|听证|申请|要求|曾")
CASE = re.compile(
    r"^(?:典型)?(?:案例)?\s?[（(]?[一二三四五六七八九十\d]{0,3}[）)]?[：、.． ]{0,2}(?P<what>[^，。：；\n]{4,60}?)(?:一)?案(?:例)?$", re.MULTILINE
)
BODY = r"[一-鿿（）]{2,30}?(?:公司|厂|合作社|店|场|部|站|矿|中心|超市|医院|学校|酒店|饭店|馆|吧|所)"
WHO = rf"(?P<name>(?!其|此|上述|该|当事人|涉案|违法|两|双方|你)(?:{BODY}|[一-鿿][某*×xX＊]{{1,3}}|[一-鿿·]{{2,4}}?))"
WHOM = re.compile(
    rf"(?:对|给予|责令|处罚){WHO}(?:（[^）]{{2,40}}）)?(?:的?[^，。；]{{2,40}}?(?:行为|一案|案件))?(?:依法)?(?=作出|处以?|给予|予以|进行|罚款|立即|限期|停止|改正|的?行政处罚)"
)
HEADED = re.compile(rf"(?:关于|对)?{WHO}(?=涉嫌|未|擅自|无|非法|违|滥|盗|超|以|使用|生产|销售|经营)(?:涉嫌)?(?P<deed>.{{3,}})")


def retold(case: CaseRecord, read: Callable[[Document], Sequence[Field]]) -> CaseRecord:
    """The case with the facts its one paper tells of a decision; as it is where it tells of none, or of several."""
    if len(case.documents) != 1 or case.documents[0].role not in SINGLE:
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
    return _with_facts(case, document, [replace(item, confidence=item.confidence * SECOND_HAND) for item in fields])


def _with_facts(case: CaseRecord, document: Document, fields: Sequence[Field]) -> CaseRecord:
    facts = assemble(case.case_id, Bundle((document,), case.pages), [fields]).facts
    return replace(case, facts=facts)


def _decided(plain: str) -> Decided | None:
    """The sentence that tells of the decision: the one that says most about it."""
    found: list[tuple[int, Decided]] = []
    for start, end in sentences(plain, 0, len(plain)):
        words = plain[start:end]
        said = DECIDES.search(words)
        if not said or UNDECIDED.search(words[: said.end()]):
            continue
        # where the articles are named, the order stands behind the last of them
        behind = [match.end() for match in re.finditer(r"(?:条|款|项)[^，。]{0,6}规定，?", words)]
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
        for match in re.finditer(r"(?:^|(?<=[，。：；、日由经\n]))" + AUTHORITY.pattern, plain, re.MULTILINE)
        if not re.search(r"[该我本]局|^[县市区]?局|人员|发现|现将|近期|近日|[内可]?向|法院", match["name"])
    ]
    own = next((match for match in agencies if told.lead <= match.start("name") < told.end), None) or next(iter(agencies), None)
    if own:
        yield field(text, "authority", own["name"], own.start("name"), own.end("name"), sure=0.95, by="retold")
    made = next((match for match in MADE.finditer(plain) if not UNDECIDED.search(match[0])), None)
    for at, words in ((told.lead, plain[told.lead : told.start]), *([(made.start(), made[0])] if made else [])):
        days = [one for one in find_days(words) if isinstance(one.value, date)]
        if days and not re.search(r"立案|发现|检查|调查|接到", words[days[-1].end :].split("，")[0]):
            yield field(text, "date", days[-1].value, at + days[-1].start, at + days[-1].end, sure=0.95 * days[-1].confidence, by="retold")
            break
    number = next((one for one in NUMBER.finditer(plain) if "罚" in one["agency"] and "告" not in one["agency"]), None)
    if number:
        start = number.start() + max(number["agency"].rfind("（"), number["agency"].rfind("书")) + 1
        yield field(text, "number", document_number(plain[start : number.end()]), start, number.end(), sure=0.9, by="retold")
    yield from _party_and_cause(text, told)


def _party_and_cause(text: Text, told: Decided) -> Iterator[Field]:
    plain = text.plain
    whom = WHOM.search(plain, told.lead, told.end) or next((one for one in WHOM.finditer(plain) if "决定" in plain[one.end() : one.end() + 16]), None)
    found: tuple[str, int, int] | None = (whom["name"], whom.start("name"), whom.end("name")) if whom else None
    headed = CASE.search(plain)
    titled = HEADED.match(headed["what"]) if headed else None
    if titled and headed:
        at = headed.start("what")
        found = found or (titled["name"], at + titled.start("name"), at + titled.end("name"))
        short = deed(titled["deed"], plain) or titled["deed"]
        yield field(text, "cause", short, at + titled.start("deed"), at + titled.end("deed"), sure=0.95, by="retold")
    if found is None and (subject := addressed(text)):
        found = subject[:3]
    if found:
        yield field(text, "party_name", *found, sure=0.9, by="retold")
        kind = "unit" if ORGANISED.search(found[0]) and len(found[0]) > 3 else "citizen" if len(found[0]) <= 4 else None
        if kind:
            yield field(text, "party_kind", kind, found[1], found[2], sure=0.9, by="retold")
