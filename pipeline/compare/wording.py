"""What the papers' own words give away: answers copied between records (XA-08), fine targets and returns (XA-11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.compare.alike import alike
from pipeline.compare.links import clusters
from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen
from pipeline.records import Document, Evidence, Finding, Page

_QUESTION = re.compile(r"(?:问|询问)\s*[：:](?P<question>.*?)(?:答|回答)\s*[：:](?P<answer>.*?)(?=(?:问|询问)\s*[：:]|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One person's record: long answers to other than standard questions, each with where it stands."""

    seen: Seen
    person: str | None
    answers: Mapping[str, Evidence]


def copied_answers(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-08: records of different people in different files that share most of their long answers."""
    records = [record for seen in cases for record in _records(signal, seen)]
    said = [(record, answer) for record in records for answer in record.answers]
    same: dict[tuple[Record, Record], dict[str, str]] = {}
    spread: dict[str, set[Record]] = {answer: {record} for record, answer in said}
    for i, j in alike([answer for _, answer in said], float(signal.number("alike"))):
        (one, first), (other, second) = said[i], said[j]
        spread[first].add(other)
        spread[second].add(one)
        if one.seen is not other.seen and not (one.person and one.person == other.person):
            same.setdefault((one, other), {})[first] = second
    # What many people are written to have said is the form's wording, not copying.
    usual = max(signal.count("form_text_from"), int(len(records) * signal.number("form_text_share")))
    pairs: dict[tuple[Record, Record], dict[str, str]] = {}
    for (one, other), answers in same.items():
        copied = {first: second for first, second in answers.items() if len(spread[first]) < usual}
        fewest = min(len(one.answers), len(other.answers))
        if len(copied) >= signal.count("least_answers") and len(copied) >= signal.number("share") * fewest:
            pairs[one, other] = copied
    findings = []
    for linked in clusters(pairs):
        about = list(dict.fromkeys(record.seen for record in linked))
        copies = next(answers for (one, _), answers in pairs.items() if one in linked)
        words = {*copies, *copies.values()}
        people = "、".join(f"{record.person or '被询问人'}（案卷{record.seen.name}）" for record in linked)
        evidence = [record.answers[answer] for record in linked for answer in record.answers if answer in words]
        message = f"{people}的询问笔录有{len(copies)}处回答雷同，如“{evidence[0].quote.strip()}”。"
        findings.append(report(signal, about, message, evidence=evidence))
    return findings


def fine_targets(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-11: words of fine targets, quotas or returns that the paper does not forbid."""
    wanted = re.compile("|".join(signal.words("patterns")))
    forbidden = re.compile("|".join(signal.words("negations")))
    found: list[tuple[Seen, Evidence]] = []
    for seen in cases:
        for document in seen.case.documents:
            for page in document.pages:
                text, places = _packed(page.text)
                for match in wanted.finditer(text):
                    before = re.split(r"[。；;]", text[: match.start()])[-1]
                    if not forbidden.search(before[-signal.count("negation_within") :]):
                        found.append((seen, _evidence(page, places[match.start()], places[match.end() - 1] + 1)))
    if not found:
        return []
    quotes = "；".join(f"案卷{seen.name}“{place.quote}”" for seen, place in found)
    message = f"案卷中有罚没指标、任务或者返还的表述：{quotes}。"
    return [report(signal, [seen for seen, _ in found], message, evidence=[place for _, place in found])]


def _records(signal: Signal, seen: Seen) -> Iterable[Record]:
    for index, document in enumerate(seen.case.documents):
        if document.role != "inquiry_record":
            continue
        asked = next((field.value for field in seen.case.of(index, "asked_person")), None)
        answers = {key: place for key, place in _answers(signal, document)}
        yield Record(seen, asked if isinstance(asked, str) else None, answers)


def _answers(signal: Signal, document: Document) -> Iterable[tuple[str, Evidence]]:
    standard = re.compile("|".join(signal.words("standard_questions")))
    closing = re.compile("|".join(signal.words("closing_words")))
    for page in document.pages:
        for match in _QUESTION.finditer(page.text):
            start, end = match.span("answer")
            ends = closing.search(page.text, start, end)
            end = ends.start() if ends else end
            key = re.sub(r"[\W_]", "", page.text[start:end])
            if len(key) >= signal.count("long_answer") and not standard.search(match["question"]):
                yield key, _evidence(page, start, end)


def _packed(text: str) -> tuple[str, list[int]]:
    """The text without blanks and line ends, and where each character stood."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return "".join(text[index] for index in places), places


def _evidence(page: Page, start: int, end: int) -> Evidence:
    line = next((line for line in page.lines if line.start < end and start < line.end), None)
    box, place = (line.box, line.place) if line else (None, None)
    return Evidence(page.source.name, page.number, start, end, page.text[start:end], box, place)
