"""The party: one name and number through the whole file, numbers that check, an age that answers for the deed."""

from __future__ import annotations

import re
from datetime import date

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import number
from pipeline.check.checks_people import unclear
from pipeline.check.party import heads
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import act_ended
from pipeline.check.words import label
from pipeline.law.workdays import add_months
from pipeline.records import Field, PartialDate

# One wrong character in an OCR line of printed names scores below this about nine times in ten.
_CLEAR = 0.95
_LABEL = re.compile(
    "(?:数量|名称|规格|型号|单位|品名|备注|特征|编号|序号|日期|时间|地址|住址|住所|性别|年龄|电话|签名|签字|盖章|职务|民族|案由|无|同上)+"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def party_same(question: Question) -> Outcome:
    """The papers of `papers` name the party of the decision, those of `numbered` its number; a unit's identity paper is there."""
    name = question.read("party_name")
    if name.trouble:
        return unsure(name.trouble, name)
    right = str(name.value)
    papers = question.given["papers"]
    # a unit is met by its head: a receipt or a notice may name the person who signs for it
    named = [item for item in question.case.all("party_name", *papers) if _is_name(str(item.value))]
    named += [item for item in question.case.all("recipient", *papers) if str(item.value).replace(" ", "").endswith("本人")]
    others = [item for item in named if not _same_name(str(item.value), right) and not heads(question, str(item.value))]
    ids = [item for item in question.case.all("party_id", *question.given["numbered"]) if not _masked(str(item.value))]
    unit = question.case.value("party_kind") == "unit"
    wrong = [item for item in others if not (_misread(question, item, right) or unclear(str(item.value)) or unclear(right))]
    # a person where the party is a unit is its man more likely than another party
    wrong = [item for item in wrong if not (unit and len(_plain(str(item.value))) < 5)]
    if wrong:
        said = "；".join(dict.fromkeys(f"{_title(question, item)}写作“{item.value}”" for item in wrong))
        return failed(f"决定书的当事人为“{right}”，{said}", name, *wrong)
    for alike in _by_kind(ids):
        if len({_plain(str(item.value)) for item in alike}) > 1:
            return _ids_differ(question, alike)
    if others:
        return unsure(f"{_title(question, others[0])}的当事人写作“{others[0].value}”，与“{right}”是否同一人请人工核对", *others)
    if question.case.value("party_kind") == "unit" and surely_absent(question.case, "party_identity"):
        return failed("当事人是单位，全卷没有营业执照等身份证明", name)
    return passed(f"全卷当事人都是“{right}”", name)


def same_party_told(question: Question) -> Outcome:
    """The papers of `papers` name the party of the decision."""
    decided = question.case.one("party_name", "decision")
    told = [item for item in question.case.all("party_name", *question.given["papers"])]
    if decided is None or not told:
        return unsure("没有读到告知书或者决定书的当事人")
    right = str(decided.value)
    others = [item for item in told if not _same_name(str(item.value), right)]
    if not others:
        return passed(f"告知书与决定书的当事人都是“{right}”", decided, *told)
    said = f"{_title(question, others[0])}的当事人为“{others[0].value}”，决定书的当事人为“{right}”"
    doubtful = unclear(right) or all(_misread(question, item, right) or unclear(str(item.value)) for item in others)
    if doubtful or _misread(question, decided, str(others[0].value)):
        return unsure(f"{said}，可能是误读，请人工核对", decided, *others)
    return failed(f"{said}", decided, *others)


def id_valid(question: Question) -> Outcome:
    """The party's identity number or credit code has the right check character."""
    fields = [item for item in question.case.all("party_id", *question.given["papers"]) if not _masked(str(item.value))]
    if not fields:
        known = question.read("party_id")
        return unsure(known.trouble or "当事人证件号码已遮盖", known)
    counts: dict[str, list[Field]] = {}
    for item in fields:
        counts.setdefault(_plain(str(item.value)), []).append(item)
    valid = [text for text in counts if _checks(text)]
    unknown = [text for text in counts if _checks(text) is None]
    wrong = {text: items for text, items in counts.items() if _checks(text) is False}
    if not wrong:
        if unknown and not valid:
            return not_applicable(f"“{unknown[0]}”不是18位号码，没有校验位")
        return passed(f"证件号码{valid[0]}的校验位正确", *counts[valid[0]][:1])
    text, items = max(wrong.items(), key=lambda entry: len(entry[1]))
    said = f"{_title(question, items[0])}所写证件号码{text}的校验位不符"
    picture = any(question.case.documents[item.document].pages[0].origin == "ocr" for item in items if item.document >= 0)
    if (valid and picture) or (picture and len(items) < 2 and items[0].confidence < _CLEAR):
        return unsure(f"{said}，可能是误读，请人工核对", *items)
    return failed(f"{said}", *items)


def old_enough(question: Question) -> Outcome:
    """The party was of age when the deed ended; below the second provision's age, mitigation is stated."""
    born = _birth(question)
    ended = act_ended(question.case)
    if born is None or ended is None:
        return unsure("没有读到当事人的出生日期或者违法行为的日期，不能判断责任年龄")
    youngest = min(ended)
    answers = add_months(born, 12 * number(question.provisions[0]))
    full = add_months(born, 12 * number(question.provisions[1]))
    said = f"当事人生于{born}，违法行为时间为{youngest}"
    if max(ended) < answers:
        return failed(f"{said}，不满{number(question.provisions[0])}周岁，不应处罚", question.read("party_id"))
    if youngest >= full:
        return passed(f"{said}，已满{number(question.provisions[1])}周岁", question.read("party_id"))
    if youngest < answers:
        return unsure(f"{said}，违法行为没有具体日期，不能确定是否已满{number(question.provisions[0])}周岁")
    words = [item for item in question.case.all("mitigation_word") if str(item.value) in ("从轻", "减轻", "不予")]
    if words:
        return passed(f"{said}，不满{number(question.provisions[1])}周岁，已写明{words[0].value}", *words)
    return failed(
        f"{said}，不满{number(question.provisions[1])}周岁，没有从轻或者减轻处罚的说明",
        question.read("party_id"),
    )


def _birth(question: Question) -> date | None:
    known = question.case.value("party_id")
    match = re.fullmatch(r"\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx]", str(known or ""))
    if match:
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    days = [
        item.value
        for item in question.case.all("party_birth")
        if isinstance(item.value, date) and not isinstance(item.value, PartialDate)
    ]
    return days[0] if days else None


def _ids_differ(question: Question, ids: list[Field]) -> Outcome:
    known = _plain(str(question.case.value("party_id") or ""))
    main = known if any(_plain(str(item.value)) == known for item in ids) else _plain(str(ids[0].value))
    odd = [item for item in ids if _plain(str(item.value)) != main]
    printed = [item for item in odd if item.document < 0 or question.case.documents[item.document].pages[0].origin == "text"]
    said = "；".join(dict.fromkeys(f"{_title(question, item)}写作{item.value}" for item in odd))
    if printed and len(printed[0].evidence.quote) >= len(main):
        return failed(f"当事人证件号码为{main}，{said}", *printed)
    return unsure(f"当事人证件号码为{main}，{said}，可能是误读，请人工核对", *odd)


def _by_kind(ids: list[Field]) -> list[list[Field]]:
    """The numbers by kind: a trader's own number and the credit code of the shop are two numbers of one party."""
    kinds: dict[str, list[Field]] = {}
    for item in ids:
        kinds.setdefault(_kind(_plain(str(item.value))), []).append(item)
    return list(kinds.values())


def _kind(text: str) -> str:
    if re.search("[A-WYZ]", text) or text.startswith("9"):
        return "credit code"
    if not re.search(r"^.{6}(?:18|19|20)\d\d", text) and len(text) == 18 and _checks_credit(text):
        return "credit code"
    return "citizen" if 16 <= len(text) <= 19 else f"{len(text)} signs"


def _is_name(text: str) -> bool:
    # the head of a column or the next label, where the place for the name is empty
    return len(_plain(text)) > 1 and not _LABEL.fullmatch(_plain(text))


def _same_name(one: str, other: str) -> bool:
    """Equal, one inside the other (a trader's sign and its owner), or masked alike."""
    first, second = _plain(one), _plain(other)
    if first in second or second in first:
        return True
    if re.search(r"[*×ＸX某＊○]", first + second):
        return first[:1] == second[:1]
    return first.replace("有限责任公司", "有限公司") == second.replace("有限责任公司", "有限公司")


def _misread(question: Question, item: Field, right: str) -> bool:
    """Whether a name one character off, read from a picture, is more likely a slip of the reading."""
    pages = question.case.documents[item.document].pages if item.document >= 0 else ()
    if not any(page.origin == "ocr" for page in pages):
        return False
    name = _plain(str(item.value))
    near = len(name) != len(right) or sum(a != b for a, b in zip(name, right, strict=True)) <= max(1, len(right) // 4)
    return near and item.confidence < _CLEAR


def _checks(text: str) -> bool | None:
    """Whether the check character is right; None where the number has none."""
    if re.fullmatch(r"\d{17}[\dX]", text):
        total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True))
        return "10X98765432"[total % 11] == text[17]
    return _checks_credit(text)


def _checks_credit(text: str) -> bool | None:
    if len(text) != 18 or any(sign not in _CREDIT_SIGNS for sign in text):
        return None
    total = sum(weight * _CREDIT_SIGNS.index(sign) for weight, sign in zip(_CREDIT_WEIGHTS, text[:17], strict=True))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == text[17]


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()〔〕\[\]·,，]|个体工商户$|[（(〔]个体工商户[)）〕]|(?<=..)本人$", "", text).upper().removesuffix("个体工商户")


def _masked(text: str) -> bool:
    return bool(re.search(r"[*×＊某]|X{2,}|…", text.upper()))


def _title(question: Question, item: Field) -> str:
    paper = question.case.documents[item.document] if item.document >= 0 else None
    return (paper.title or label(paper.role)) if paper else "文书"


CHECKS = (
    Asks(party_same, papers="roles", numbered="roles"),
    Asks(same_party_told, papers="roles"),
    Asks(id_valid, papers="roles"),
    Asks(old_enough),
)
