"""What is decided or proposed: the operative words, what they rest on, what the decision says it has told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.deed import deed
from pipeline.extract.fine import columns, fines
from pipeline.extract.found import field
from pipeline.extract.grounds import grounds
from pipeline.extract.labelled import labelled
from pipeline.extract.penalties import confiscated, due, kinds, orders
from pipeline.extract.sections import FACTS_END, Decided, decided, facts
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

FINAL = ("decision", "summary_decision")
PROPOSING = (
    "prior_notice",
    "hearing_notice_rights",
    "opinion",
    "investigation_report",
    "legal_review",
    "decision_approval",
    "discussion_record",
    "hearing_report",
    "defence_review",
)
TELLING = (
    "filing_approval",
    "source_register",
    "rectification_order",
    "inspection_record",
    "appraisal",
    "no_penalty_decision",
    "transfer_letter",
    "extension_approval",
    "restoration_acceptance",
)
EVIDENCE = re.compile(
    r"(?:以上|上述|前述)[^。]{0,12}(?:有|由)[^。]{4,}(?:证实|证明|为证|佐证|在案|证据)|证据(?:有|如下|包括|材料|清单)"
    r"|(?<!事实[和及与、])(?:主要)?证据[：\n]\s*(?!以上|上述)[^\s][^\n]{3,}|有[^。]{4,80}(?:为证|予以证实|证据证实|在案佐证)"
    r"|\n\s*证据[一1][：、]"
)
REASON = re.compile(
    r"裁量(?:权)?(?:基准|标准|办法|规则|理由|情节|幅度)|(?:违法情节|情节)(?:属于|属|较|一般|轻微|严重|为)|从轻|减轻"
    r"|从重|情节(?:较轻|较重)|适用[^。]{0,12}档"
)
TIER = re.compile(
    r"(?:属于?|符合|适用|为|对应)(?P<tier>“[^”]{4,160}”(?:的?(?:档次|档|情形|情节|阶次|违法程度))?"
    r"|[^，。；“”]{2,30}(?:档次|裁量档|裁量等级|裁量阶次|违法程度|裁量(?:幅度|区间|标准)|档)(?=[，。；（的]))"
    # 依照《…裁量基准》，立木蓄积3立方米以上不足8立方米的，处3.5倍至4倍罚款
    r"|裁量[^。；]{0,30}，(?P<tier2>[^，。；]{4,50}的，处以?[^，。；]{1,24}罚款)"
)
MITIGATION = re.compile(
    r"(?P<word>从轻|减轻|从重|不予)(?:或者减轻)?(?:行政)?处罚|(?:予以|可以|依法|应当|决定)(?P<word2>从轻|减轻|从重)"
)
DRAFT = re.compile(r"[^。；，\n]{0,12}拟(?:作出|给予|决定|对|处|罚|定)[^。；，\n]{0,24}")
TOLD = {
    "statement_right": re.compile(r"(?:陈述|申辩)"),
    "hearing_right": re.compile(r"听证"),
}
NO_HEARING = re.compile(r"不(?:属于|符合|适用|需)[^。]{0,12}听证")


def decision(document: Document, text: Text) -> Iterable[Field]:
    """Everything of catalogue part "decision" that hangs on the operative words."""
    if document.role in FINAL + PROPOSING:
        operative = decided(text.plain, proposal=document.role in PROPOSING, after=_concluded(document, text))
    elif document.role in TELLING:
        operative = None
    else:
        if document.role == "seizure":  # rests on a provision too, but tells no deed of its own
            yield from grounds(document, text, None)
        return
    yield from grounds(document, text, operative)
    yield from deed(document, text, operative)
    told = list(_operative(text, operative)) if operative else []
    if document.role in FINAL and operative:
        told += (one for one in _boxed_kinds(text) if one.value not in {item.value for item in told if item.name == "penalties"})
    yield from told
    if document.role in FINAL:
        known = {item.name for item in told}
        for name, value, start, end, sure in columns(text.plain):
            if name not in known:
                yield field(text, name, value, start, end, sure=sure, by="decision")
    if document.role == "rectification_order":
        for name, value, start, end, sure in due(text.plain, 0, len(text.plain)):
            yield field(text, name, value, start, end, sure=sure, by="decision")
    if document.role in (*FINAL, "no_penalty_decision", "prior_notice", "hearing_notice_rights", "opinion"):
        yield from _said(document, text, operative)


def _concluded(document: Document, text: Text) -> int:
    """Where the conclusion of a discussion begins: what a member proposed before it decides nothing."""
    if document.role != "discussion_record":
        return 0
    marks = re.finditer(
        r"(?:讨论|会议|结论性?|集体|最终|处理)(?:结论|结果|决定|意见)(?:性意见)?[：\t]|结论[：\t]|(?:经"
        r"|会议)[^。\n]{0,12}(?:讨论|研究)[^。\n]{0,10}(?:决定|一致)",
        text.plain,
    )
    found = [match for match in marks if not re.match(r"讨论意见", match[0])]
    return found[-1].start() if found else 0


def _operative(text: Text, operative: Decided) -> Iterable[Field]:
    for reader in (kinds, fines, confiscated, orders):
        for name, value, start, end, sure in reader(text.plain, operative.clauses):
            yield field(text, name, value, start, end, sure=sure * operative.sure, by=reader.__name__)


def _boxed_kinds(text: Text) -> Iterable[Field]:
    """The kinds of penalty of a disclosure, which has a cell of its own for them."""
    boxes = [(box.start, box.end) for box in labelled(text.plain, r"(?:行政)?处罚(?:类别|种类)\d?")]
    for name, value, start, end, sure in kinds(text.plain, boxes):
        yield field(text, name, value, start, end, sure=sure, by="kinds")


def _asked(plain: str, found: re.Match[str]) -> bool:
    """Whether the words stand in what the party asked for: 请求从轻处理，经复核不予采纳."""
    clause = re.split(r"[。；\n]", plain[max(0, found.start() - 30) : found.start()])[-1]
    return bool(re.search(r"(?:请求|要求|申请|希望|恳请|请)(?:[^。；，](?!依法|予以|决定)){0,12}$", clause)) and found[0] in ("从轻", "减轻", "从重")


def _said(document: Document, text: Text, operative: Decided | None) -> Iterable[Field]:
    plain = text.plain
    final = document.role in (*FINAL, "no_penalty_decision")
    start, end = facts(plain, operative)
    stop = FACTS_END.search(plain, start, end)  # at once after the heading: the form is blank
    if start and document.role != "opinion" and len(plain[start : stop.start() if stop else end].strip()) >= 20:
        yield field(text, "facts_told", True, start, end, sure=0.95, by="decision")
    evidence = EVIDENCE.search(plain)
    if evidence and document.role in ("decision", "prior_notice"):
        yield field(text, "evidence_told", True, evidence.start(), evidence.end(), sure=0.95, by="decision")
    reason = next((one for one in REASON.finditer(plain) if not _asked(plain, one)), None)
    if reason and document.role in ("decision", "no_penalty_decision"):
        yield field(text, "discretion_told", True, reason.start(), reason.end(), sure=0.9, by="decision")
    tier = TIER.search(plain)
    if tier and document.role == "decision":
        cited = "tier" if tier["tier"] else "tier2"
        yield field(text, "tier_cited", tier[cited], tier.start(cited), tier.end(cited), sure=0.9, by="decision")
    for match in MITIGATION.finditer(plain):
        if re.search(r"请求|要求|申请|希望|规定[：“]", plain[max(0, match.start() - 14) : match.start()]) or plain.rfind(
            "“", 0, match.start()
        ) > plain.rfind("”", 0, match.start()):
            continue
        yield field(
            text, "mitigation_word", match["word"] or match["word2"], match.start(), match.end(), sure=0.85, by="decision"
        )
        break
    if final:
        for name, pattern in TOLD.items():
            told = _told_sentence(plain, pattern)
            if told:
                yield field(text, name, True, *told, sure=0.9, by="decision")
    if document.role == "decision":
        for match in DRAFT.finditer(plain):
            sentence = plain[plain.rfind("。", 0, match.start()) + 1 : match.end() + 40]
            if not re.search(r"告知|听证|送达|申辩", sentence) and plain.rfind("“", 0, match.start()) <= plain.rfind(
                "”", 0, match.start()
            ):
                yield field(text, "draft_words", match[0].strip(), match.start(), match.end(), sure=0.85, by="decision")
                break


def _told_sentence(plain: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """A sentence that tells the party was told of this right, or used or gave it up after being told."""
    for sentence in re.finditer(r"[^。\n]+", plain):
        words = sentence[0]
        if (
            pattern.search(words)
            and re.search(r"告知|放弃|提出|要求|未申请|申请|申辩书|举行", words)
            and not NO_HEARING.search(words)
            and not re.search(r"复议、?诉讼期", words)
        ):
            return sentence.start(), sentence.end()
    return None
