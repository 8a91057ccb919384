"""What a paper that is all there is of a case shows of each value read in it: where it stands, what else could be meant, what it contradicts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.learned import Guesses
from pipeline.extract.party_name import ORGANISED
from pipeline.extract.settle import same
from pipeline.extract.shape import odd
from pipeline.extract.tidy import tidy
from pipeline.records import Citation, Document, Evidence, Fact, Field

FEATURES = (
    "logit", "scanned", "scanned_logit", "told", "second_hand", "titled", "labelled", "opened", "closed", "again", "rivals", "core", "facts",
    "conflict", "length", "values", "text", "position", "odd", "clash", "shared", "unusual", "kin", "disorder", "broken",
    "seconded", "denied",
)  # fmt: skip
CORE = ("doc_number", "authority", "party_name", "decision_date", "penalties", "basis", "violated", "cause")
BEFORE = (  # the decision comes after all of these
    "violation_date", "clue_date", "filing_date", "inspection_date", "notice_date", "notice_served_date", "hearing_notice_date",
    "hearing_request_date", "hearing_date", "discussion_date", "legal_review_date",
)  # fmt: skip
LONG_AGO = 700  # days before the decision; few cases take longer
WORD = re.compile(r"[㐀-鿿A-Za-z\d]")
DAY = re.compile(
    r"(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}|[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|\d{1,2}月\d{1,2}日"
)
ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
BODY = re.compile(  # surely no individual trader
    r"公司|集团|[局厅院会校]$|委员会|合作社|中心|政府|大学|[中小]学|银行|支行|事务所|农场|林场|联社|合伙"
)
RIVALS = {
    "doc_number": re.compile(r"[〔\[（(](?:19|20)\d\d[〕\]）)]第?[\w-]+号"),
    "court": re.compile(r"[㐀-鿿]{2,12}人民法院"),
    "reconsideration_to": re.compile(r"[㐀-鿿]{2,16}(?:人民政府|厅|局|部)(?=申请|提出|或)"),
    "authority": re.compile(r"[㐀-鿿]{2,16}(?:局|委员会|厅|支队|大队|总队)"),
    "basis": ARTICLE,
    "violated": ARTICLE,
    **dict.fromkeys(
        ("fine_yuan", "confiscated_yuan", "illegal_gains_yuan"), re.compile(r"\d[\d,，.]*(?:万|千|百)?元|[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}元")
    ),
}  # fmt: skip


Second = Callable[[str], Guesses]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper's words, and what was read in it."""

    pages: Mapping[tuple[str, int | None], str]
    scans: frozenset[tuple[str, int | None]]
    flat: str  # without breaks and spaces
    titled: bool
    second_hand: bool
    facts: Mapping[str, Fact]
    usual: Mapping[str, Sequence[str]]
    second: Guesses  # what the other reader would say
    found: dict[re.Pattern[str], frozenset[str]]  # what else stands in it, looked for once


def paper(
    documents: Sequence[Document], fields: Sequence[Field], facts: Mapping[str, Fact], usual: Mapping[str, Sequence[str]], second: Second
) -> Paper:
    """What all facts of the paper are held against; `usual`: for facts of few values those that are common."""
    pages = [page for document in documents for page in document.pages]
    return Paper(
        pages={(page.source.name, page.number): page.text for page in pages},
        scans=frozenset((page.source.name, page.number) for page in pages if page.origin == "ocr"),
        flat=re.sub(r"\s", "", "".join(page.text for page in pages)),
        titled=any(document.title for document in documents),
        second_hand=any(item.found_by == "retold" for item in fields),
        facts=facts,
        usual=usual,
        second=second(tidy(documents[0]).plain) if documents else {},
        found={},
    )


def features(fact: Fact, logit: float, around: Paper) -> tuple[float, ...]:
    """FEATURES of one fact."""
    place = fact.evidence[0] if fact.evidence else None
    scanned = float(any((one.source, one.page) in around.scans for one in fact.evidence))
    words = around.pages.get((place.source, place.page), "") if place else ""
    before, behind = (words[: place.start][-1:], words[place.end : place.end + 1]) if place else ("", "")
    quote = place.quote if place else ""
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    said = re.sub(r"\s", "", fact.value if isinstance(fact.value, str) else quote)
    return (
        logit, scanned, scanned * logit, float(fact.told), float(around.second_hand), float(around.titled),
        float(words[: place.start].rstrip(" 　")[-1:] in ("：", ":", "\t") if place else False),
        float(not WORD.match(before)), float(not WORD.match(behind)),
        math.log1p(max(around.flat.count(said) - 1, 0)) if said else 0.0,
        math.log1p(len(_rivals(fact.name, around) - {re.sub(r"\s", "", quote)})),
        sum(name in around.facts for name in CORE) / len(CORE), math.log1p(len(around.facts)), float(bool(fact.conflicts)),
        math.log1p(len(said)), math.log1p(len(values)), math.log1p(len(around.flat)), place.start / max(len(words), 1) if place else 0.0,
        float(odd(fact.name, values)), float(_clash(fact, around.facts)), _shared(fact, place, around.facts),
        float(fact.name in around.usual and usual_form(fact) not in around.usual[fact.name]), _kin(fact, around.facts),
        float(_disorder(fact, around.facts)), float("\n" in quote), *_seconded(fact, around.second),
    )  # fmt: skip


def _seconded(fact: Fact, second: Guesses) -> tuple[float, float]:
    """How likely the other reader thinks this value, or another one."""
    if fact.name not in second or isinstance(fact.value, tuple | Mapping) or fact.value is None:
        return 0.0, 0.0
    one, sure = second[fact.name]
    return (sure, 0.0) if same(fact.name, fact.value, one.value) else (0.0, sure)


def usual_form(fact: Fact) -> str:
    """A value as the table of usual ones writes it."""
    return "、".join(sorted(map(str, fact.value))) if isinstance(fact.value, tuple) else str(fact.value)


def _rivals(name: str, around: Paper) -> frozenset[str]:
    """What else of this kind the paper prints."""
    pattern = DAY if name.endswith("_date") or name == "violation_end" else RIVALS.get(name)
    if pattern is None:
        return frozenset()
    if pattern not in around.found:
        around.found[pattern] = frozenset(match[0] for match in pattern.finditer(around.flat))
    return around.found[pattern]


def _clash(fact: Fact, facts: Mapping[str, Fact]) -> bool:
    """Whether another fact of the paper speaks against this one."""
    told = {name: one.value for name, one in facts.items()}
    kind, who, penalties = told.get("party_kind"), told.get("party_name"), told.get("penalties")
    trader = bool(told.get("party_trader"))
    if fact.name in ("party_kind", "party_name") and isinstance(who, str):
        return kind == "citizen" and bool(ORGANISED.search(who)) and not trader or kind == "unit" and not BODY.search(who)
    if fact.name == "party_id" and kind and not trader:
        return (kind == "unit") == bool(re.fullmatch(r"\d{17}[\dXx]", str(fact.value)))
    if fact.name in ("penalties", "fine_yuan") and isinstance(penalties, tuple) and ("罚款" in penalties) != ("fine_yuan" in told):
        return True
    if fact.name in ("penalties", "confiscated_yuan"):
        return isinstance(penalties, tuple) and "confiscated_yuan" in told and "没收违法所得" not in penalties
    if fact.name in ("basis", "violated"):
        basis, violated = (_cited(told.get(name)) for name in ("basis", "violated"))
        return bool(basis & violated) or fact.name == "basis" and bool(penalties) and any("处罚法" in law for law, _ in basis)
    return False


def _cited(value: object) -> frozenset[tuple[str, object]]:
    return frozenset((one.law, one.article) for one in value if isinstance(one, Citation)) if isinstance(value, tuple) else frozenset()


def _shared(fact: Fact, place: Evidence | None, facts: Mapping[str, Fact]) -> float:
    """How many other facts have the same day, or stand on the same words."""
    if isinstance(fact.value, date):
        return float(sum(one.value == fact.value for one in facts.values()) - 1)
    return float(place is not None and sum(place in one.evidence[:1] for one in facts.values()) > 1)


def _kin(fact: Fact, facts: Mapping[str, Fact]) -> float:
    """Whether number, court and body of appeal are of the agency's region: 1, -1 where they are not, 0 where nobody can say."""
    authority = facts["authority"].value if "authority" in facts else None
    number = facts["doc_number"].value if "doc_number" in facts else None
    if not isinstance(authority, str):
        return 0.0
    if fact.name in ("authority", "doc_number") and isinstance(number, str) and number.strip("（"):
        return 1.0 if number.strip("（")[0] in authority else -1.0
    if fact.name in ("court", "reconsideration_to"):
        return 1.0 if any(authority[at : at + 2] in str(fact.value) for at in range(4)) else -1.0
    return 0.0


def _disorder(fact: Fact, facts: Mapping[str, Fact]) -> bool:
    """Whether the day is out of the order in which a case goes."""
    decided = facts["decision_date"].value if "decision_date" in facts else None
    if not isinstance(fact.value, date) or not isinstance(decided, date):
        return False
    if fact.name == "decision_date":
        steps = [one.value for name, one in facts.items() if name in BEFORE and isinstance(one.value, date)]
        return bool(steps) and (max(steps) > decided or min(steps) == decided)
    return fact.name in BEFORE and (fact.value > decided or (decided - fact.value).days > LONG_AGO)
