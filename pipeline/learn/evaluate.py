"""Gold against output: page roles, papers, facts and findings, as precision, recall and F1 (`anjuan evaluate GOLD OUT`)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.problems import UsageError

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed answers; `unsure` ones are neither."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    unsure: int = 0

    @property
    def precision(self) -> float:
        """Right among given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Right among gold (an `unsure` leaves it out)."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right + self.wrong + self.missed else 1.0

    def add(self, other: Tally) -> None:
        """Sum up."""
        self.right, self.wrong = self.right + other.right, self.wrong + other.wrong
        self.missed, self.unsure = self.missed + other.missed, self.unsure + other.unsure


@dataclass(slots=True)
class Report:
    """What was measured; `details` are the disagreements, one line each."""

    cases: int = 0
    pages: Tally = field(default_factory=Tally)
    papers: Tally = field(default_factory=Tally)
    facts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    signals: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    details: list[str] = field(default_factory=list)

    def total(self, part: Mapping[str, Tally]) -> Tally:
        """All keys together."""
        whole = Tally()
        for tally in part.values():
            whole.add(tally)
        return whole


def evaluate(gold: Path, out: Path) -> Report:
    """Compare a gold folder (cases.jsonl, findings.jsonl, scope.json, unsure.jsonl) with an OUT folder.

    Counting: a fact element by element; a finding is a pair (case, rule), once; an archive finding matches by rule and at least half
    of the cases in common. Raises UsageError where a file is missing.
    """
    told = {row["case"]: row for row in _rows(gold / "cases.jsonl")}
    given = {row["case"]: row for row in _rows(out / "cases.jsonl")}
    unreadable: dict[str, set[str]] = defaultdict(set)
    unsure_rules: set[tuple[str, str]] = set()
    for row in _rows(gold / "unsure.jsonl", optional=True):
        unreadable[row["case"]] |= set(row.get("facts", ()))
        unsure_rules |= {(row["case"], rule) for rule in row.get("rules", ())}
    asked = {key for row in told.values() for key in row["facts"]}  # a key that no gold case has is not scored
    report = Report(cases=len(told))
    for case, right in told.items():
        answer = given.get(case)
        if answer is None:
            report.details.append(f"{case}: no such case in the output")
        _papers(report, case, right, answer or {})
        _facts(report, case, right, answer or {}, asked, unreadable[case])
    _findings(report, gold, out, told, unsure_rules)
    return report


def _papers(report: Report, case: str, right: Row, answer: Row) -> None:
    roles: dict[tuple[str, int], set[str]] = defaultdict(set)
    for paper in answer.get("documents", ()):
        for page in paper["pages"] or (0,):
            roles[paper["source"], page].add(paper["role"])
    told: Counter[tuple[Any, ...]] = Counter()
    for paper in right["documents"]:
        told[paper["role"], paper["source"], *_ends(paper["pages"])] += 1
        for page in paper["pages"] or (0,):
            if paper["role"] in roles[paper["source"], page]:
                report.pages.right += 1
            else:
                report.pages.wrong += 1
                have = sorted(roles[paper["source"], page])
                report.details.append(f"{case}: page {paper['source']}:{page} is {paper['role']}, given {have}")
    given = Counter((paper["role"], paper["source"], *_ends(paper["pages"])) for paper in answer.get("documents", ()))
    report.papers.add(Tally((told & given).total(), (given - told).total(), (told - given).total()))


def _ends(pages: list[int] | None) -> tuple[int, int]:
    return (min(pages), max(pages)) if pages else (0, 0)


def _facts(report: Report, case: str, right: Row, answer: Row, asked: set[str], unreadable: set[str]) -> None:
    told, optional, accept = right["facts"], right.get("facts_optional") or {}, right.get("accept") or {}
    given = {key: fact.get("value") for key, fact in answer.get("facts", {}).items()}
    for key in sorted({*told, *given} & asked):
        if key not in told and (key in optional or given[key] is None):
            continue
        if key in unreadable and given.get(key) is None:
            report.facts[key].right += 1
            continue
        for name, want, have in parts(key, told.get(key), given.get(key)):
            tally = report.facts[name]
            others = set() if isinstance(told.get(key), list | dict) else {_plain(item) for item in accept.get(key, ())}
            if have is not None and (have == want or have in others):
                tally.right += 1
                continue
            if want is not None and key not in optional:
                tally.missed += 1
            if have is not None:
                tally.wrong += 1
            if have is not None or key not in optional:
                report.details.append(f"{case}: {name}: gold {want}, given {have}")


def parts(key: str, want: Any, have: Any) -> Iterable[tuple[str, str | None, str | None]]:
    """A fact element by element: (name, gold, given), None where one side has none."""
    if isinstance(want, dict) or isinstance(have, dict):
        want, have = want or {}, have or {}
        for part in sorted({*want, *have}):
            yield f"{key}.{part}", _plain(want.get(part)), _plain(have.get(part))
        return
    if isinstance(want, list) or isinstance(have, list):
        wanted = Counter(_plain(item) for item in _list(want))
        held = Counter(_plain(item) for item in _list(have))
        both = wanted & held
        yield from ((key, item, item) for item in both.elements())
        left, extra = sorted(map(str, (wanted - both).elements())), sorted(map(str, (held - both).elements()))
        for number in range(max(len(left), len(extra))):
            yield key, left[number] if number < len(left) else None, extra[number] if number < len(extra) else None
        return
    yield key, _plain(want), _plain(have)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, dict):
        return json.dumps({k: v for k, v in value.items() if k != "version"}, ensure_ascii=False, sort_keys=True)
    text = re.sub(r"[\s《》“”\"]", "", unicodedata.normalize("NFKC", str(value)))
    return re.sub(r"[〔\[【(﹝]", "〔", re.sub(r"[〕\]】)﹞]", "〕", text)).removeprefix("中华人民共和国")


def _findings(report: Report, gold: Path, out: Path, told: Mapping[str, Row], unsure: set[tuple[str, str]]) -> None:
    scope = json.loads((gold / "scope.json").read_text(encoding="utf-8"))
    held, recalled = set(scope["rules"]), set(scope.get("recall_only", ()))
    wanted = list(_rows(gold / "findings.jsonl"))
    given = list(_rows(out / "findings.jsonl"))
    want = {(row["case"], row["rule"]) for row in wanted if row["case"] is not None and row["rule"] in held}
    have = {(row["case"], row["rule"]): row for row in given if row["case"] is not None and row["verdict"] == "fail"}
    open_ = {(row["case"], row["rule"]) for row in given if row["case"] is not None and row["verdict"] == "unsure"}
    for pair in sorted(want):
        tally = report.findings[pair[1]]
        if pair in have:
            tally.right += 1
        elif pair in open_:
            tally.unsure += 1
            report.details.append(f"{pair[0]}: {pair[1]}: gold fail, given unsure")
        else:
            tally.missed += 1
            report.details.append(f"{pair[0]}: {pair[1]}: gold fail, not found")
    for pair, row in sorted(have.items()):
        case, rule = pair
        if pair in want or rule not in held or case not in told or rule in told[case].get("not_counted", ()):
            continue
        report.findings[rule].wrong += 2 if pair in unsure else 1
        report.details.append(f"{case}: {rule}: FALSE FAIL: {row['message']}")
    _signals(report, wanted, given, held, recalled)


def _signals(report: Report, wanted: list[Row], given: list[Row], held: set[str], recalled: set[str]) -> None:
    have = [row for row in given if row["case"] is None and row["verdict"] == "fail"]
    used: set[int] = set()
    for row in wanted:
        if row["case"] is not None or row["rule"] not in held | recalled:
            continue
        match = next((n for n, other in enumerate(have) if n not in used and _same_signal(row, other)), None)
        if match is None:
            report.signals[row["rule"]].missed += 1
            report.details.append(f"archive: {row['rule']} {row['cases'][:6]}: not found ({row.get('note', '')})")
        else:
            used.add(match)
            report.signals[row["rule"]].right += 1
    for n, row in enumerate(have):
        if n not in used and row["rule"] in held:
            report.signals[row["rule"]].wrong += 1
            report.details.append(f"archive: {row['rule']} {row['cases'][:6]}: FALSE: {row['message']}")


def _same_signal(gold: Row, given: Row) -> bool:
    if gold["rule"] != given["rule"]:
        return False
    want, have = set(gold["cases"]), set(given["cases"])
    if not want:
        numbers = re.findall(r"〔\d{4}〕第?(\d+)号", gold.get("note", ""))
        return not have and all(number in given["message"] for number in numbers)
    return 2 * len(want & have) >= max(len(want), len(have))


def _rows(path: Path, *, optional: bool = False) -> list[Row]:
    if not path.exists():
        if optional:
            return []
        raise UsageError(f"{path}：没有这个文件。")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
