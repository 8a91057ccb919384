"""Finding where another case begins in the same pages: its party is named from there on only, the other one never again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.split.content import is_label
from pipeline.split.views import View
from pipeline.titles import plain

OPENERS = ("cover", "index", "source_register", "filing_approval")  # what a case begins with
LABEL = (
    "案件名称|案卷名称|案名|题名|案由|违法行为人(?:姓名|名称)?|当事人(?:姓名|名称|基本情况)?|违法嫌疑人|嫌疑人|相对人|[被受](?:处罚|告知|询问|检查|调查|送达|申请)(?:人|单位|对象)"
    "|缴款人|涉及(?:人员|单位)|涉案(?:人员|单位)|姓名|单位名称|名称"
)
NAMED = re.compile(rf"(?<![\u4e00-\u9fa5])(?:{LABEL})(?:[(（][^()（）\n]{{1,12}}[)）])?[:：\t\n 　]{{1,3}}([\u4e00-\u9fa5()（）*某]{{2,30}})")
DEED = re.compile(r"涉嫌|擅自|[滥盗]伐|毁|非法|未经|无证|违[法反]|破坏|损|一?案|[(（]")  # where the party's name ends in a case's name
NUMBERED = re.compile(r"([\u4e00-\u9fa5]{2})字?[(\[〔﹝【{]((?:19|20)\d\d)[)\]〕﹞】}]第?0*(\d{1,6})号")  # with two characters of its series
OFTEN, TWICE = 4, 2  # pages that must name a party; where one of them is a cover or a filing
DENSE = 0.2  # and their share of those from the first to the last: officers and agencies run through all cases
FORMS = ("cover", "filing_approval")


@dataclass(frozen=True, slots=True)
class _Span:
    """From the first to the last view that bears a party's name or a case's number."""

    first: int
    last: int
    said: str


def cases(seen: Sequence[View]) -> tuple[tuple[View, ...], ...]:
    """The views parted by case. One case is never parted: whatever runs through both halves keeps them together."""
    texts = [plain(view.page.text) for view in seen]
    groups = _apart([*_parties(seen, texts), *_numbers(texts)])
    starts = [0]
    for before, after in zip(groups, groups[1:], strict=False):
        start = _opening(seen, before.last + 1, after.first)
        if start is not None:
            starts.append(start)
    return tuple(tuple(seen[a:b]) for a, b in zip(starts, [*starts[1:], len(seen)], strict=True))


def _parties(seen: Sequence[View], texts: Sequence[str]) -> Iterator[_Span]:
    """Where each party is named, by a label on so many pages at least."""
    labelled: dict[str, set[int]] = defaultdict(set)
    for at, view in enumerate(seen):
        for found in NAMED.findall(view.page.text):
            name = DEED.split(plain(found))[0]
            if len(name) >= 2 and not is_label(name):
                labelled[name].add(at)
    for name, places in labelled.items():
        needed = TWICE if any(_is(seen[at], form) for at in places for form in FORMS) else OFTEN
        held = [at for at, text in enumerate(texts) if name in text] if len(places) >= needed else []
        if held and len(places) >= DENSE * (held[-1] - held[0] + 1):
            yield _Span(held[0], held[-1], name)


def _numbers(texts: Sequence[str]) -> Iterator[_Span]:
    """Where each year and number of a paper is borne, by two pages at least."""
    borne: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for number in set(NUMBERED.findall(text)):
            borne["-".join(number)].append(at)
    return (_Span(places[0], places[-1], "") for places in borne.values() if len(places) >= 2)


def _apart(spans: Sequence[_Span]) -> list[_Span]:
    """Spans that overlap made one; only those that name a party stay."""
    whole: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.first, span.last)):
        if whole and span.first <= whole[-1].last:
            whole[-1] = _Span(whole[-1].first, max(whole[-1].last, span.last), whole[-1].said or span.said)
        else:
            whole.append(span)
    return [span for span in whole if span.said]


def _opening(seen: Sequence[View], low: int, high: int) -> int | None:
    """Where the second case begins: with one of its first papers, behind the last of the first, or where its party is first named."""
    between = range(max(low, 1), high + 1)
    for role in OPENERS:
        if found := [at for at in between if _is(seen[at], role)]:
            return found[0]
    behind = [at for at in between if _is(seen[at - 1], "archive_note")]
    return next((at for at in (*(at for at in behind if seen[at].heading), high) if at > 0 and seen[at].part == 0), None)


def _is(view: View, role: str) -> bool:
    return view.heading is not None and view.heading.title.role == role
