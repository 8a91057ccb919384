"""Rules as data: check/rules/<AREA>/<CODE>.yaml → Rule, checked on load.

For who writes rules and checks
-------------------------------
A rule file:  title, why, severity (veto|deduct|hint), check, with, law (a provision's name or a list: the first carries the number,
all are cited), as_of (the fact whose day picks the version; `a, b`: b where a was not read), applies, root, category, suggestion, examples.

`applies` (all optional, else the rule is not_applicable):
    procedure: [ordinary, hearing]        unsure where the procedure is not known
    not_procedure: summary                not in this procedure; where the procedure is not known the rule asks on
    party_kind: citizen                   unit or citizen
    papers: [seizure]                     one of these papers is in the file; unsure where a page that may be it was not read
    facts: [hearing_request_date]         every one of these facts was read (null counts as unreadable: unsure)
    penalties: [罚款]                     the decision holds one of these kinds
    cause: [盗伐林木]                     the case's cause is one of these
    since / until: 2024-01-01             the as_of day lies between (inclusive)

A check is `def name(question: Question) -> Outcome` in a checks_*.py, declared at the foot of its module in
    CHECKS = (Asks(name, start="value", event="value", papers="roles?"), …)
and the module is listed in checks.MODULES. Kinds of `with:` keys: value(s) = fact or role.field · role(s) · field(s) = a key of
fields.yaml · word(s) · number · flag · map; a trailing ? makes it optional. The loader refuses anything else.

A check reads by `question.read("decision_date")`, `question.read("prior_notice.fine_yuan")`, `question.days(name)` (whole days only)
→ Known(value, values, trouble, sources); answers by passed/failed/unsure/not_applicable(message, *sources), where a source is a
Known, Field, Fact, Document or Evidence. `question.provision` is the first provision in force on `question.day`.
The engine does the rest: applies, as_of, the law of the day, grade C/D → unconfirmed, a fail on badly read text → unsure.

Examples are facts by key (`decision_date: 2022-03-01`), paper fields (`prior_notice.fine_yuan: 10320`), and the words
expect, note, papers (roles, or `{role: inquiry_record, officers: [甲, 乙]}`), complete, procedure, cause, conflicts, unreadable,
settings, registers, index, origin: see tests/builders.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.check.asks import Asks
from pipeline.check.checks import CHECKS
from pipeline.check.words import is_field, is_role, is_value
from pipeline.law import Law, datafile
from pipeline.nearest import hint
from pipeline.problems import DataError
from pipeline.records import Rule

RULES = Path(__file__).with_name("rules")
REQUIRED = ("title", "why", "severity", "check", "as_of", "examples")
OPTIONAL = ("with", "law", "applies", "root", "category", "suggestion")
SEVERITIES = ("veto", "deduct", "hint")
CATEGORIES = ("运动式执法", "一刀切执法", "简单粗暴执法", "野蛮执法", "过度执法", "机械执法", "逐利执法", "其他")
APPLIES = ("procedure", "not_procedure", "party_kind", "papers", "facts", "penalties", "cause", "since", "until")
EXPECTED = ("pass", "fail", "unsure", "not_applicable")


_TYPES: dict[str, tuple[type, ...]] = {"number": (int, float), "flag": (bool,), "word": (str,), "map": (dict,)}


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Every rule below `folder` (default: the shipped rules), by code. Raises DataError naming file and key."""
    folder = folder or RULES
    names = frozenset(Law.load().names())
    rules: dict[str, Rule] = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.stem in rules:
            raise DataError(f"{datafile.label(path)}：规则代码 {path.stem} 重复。")
        rules[path.stem] = _rule(path, names)
    return tuple(rules[code] for code in sorted(rules))


def _rule(path: Path, provisions: frozenset[str]) -> Rule:
    raw = datafile.load(path)
    for key in raw:
        if key not in (*REQUIRED, *OPTIONAL):
            raise DataError(f"{datafile.label(path)}：{key}：没有这个键{hint(key, (*REQUIRED, *OPTIONAL))}")
    for key in REQUIRED:
        if key not in raw:
            raise DataError(f"{datafile.label(path)}：缺少“{key}”。")
    _one_of(path, "severity", raw["severity"], SEVERITIES)
    _one_of(path, "category", raw.get("category", "其他"), CATEGORIES)
    _one_of(path, "check", raw["check"], tuple(CHECKS))
    given = raw.get("with") or {}
    _given(path, CHECKS[raw["check"]], given)
    law = _list(raw.get("law"))
    for name in law:
        _one_of(path, "law", name, tuple(sorted(provisions)))
    for name in str(raw["as_of"]).split(",") if raw["as_of"] is not None else ():
        if not is_value(name.strip()):
            raise DataError(f"{datafile.label(path)}：as_of：“{name.strip()}”不是事实，也不是文书字段。")
    if law and raw["as_of"] is None:
        raise DataError(f"{datafile.label(path)}：as_of：写了 law 就要写以哪一天的法律为准。")
    _applies(path, raw.get("applies") or {})
    _examples(path, raw["examples"])
    return Rule(
        code=path.stem,
        title=str(raw["title"]),
        why=str(raw["why"]),
        severity=raw["severity"],
        check=str(raw["check"]),
        given=given,
        law=tuple(law),
        as_of=raw["as_of"],
        applies=raw.get("applies") or {},
        root=str(raw.get("root") or path.stem),
        category=raw.get("category", "其他"),
        suggestion=str(raw.get("suggestion") or ""),
        examples=tuple(raw["examples"]),
    )


def _given(path: Path, asks: Asks, given: Any) -> None:
    if not isinstance(given, dict):
        raise DataError(f"{datafile.label(path)}：with：应为“键: 值”的形式。")
    for key, value in given.items():
        if key not in asks.needs:
            raise DataError(f"{datafile.label(path)}：with.{key}：检查 {asks.name} 没有这个参数{hint(key, asks.needs)}")
        _kind(path, f"with.{key}", value, asks.needs[key].rstrip("?"))
    for key, kind in asks.needs.items():
        if not kind.endswith("?") and key not in given:
            raise DataError(f"{datafile.label(path)}：with：检查 {asks.name} 还要“{key}”。")


def _kind(path: Path, where: str, value: Any, kind: str) -> None:
    known = {"value": is_value, "role": is_role, "field": is_field}
    single = kind.removesuffix("s")
    if kind != single and (not isinstance(value, list) or not value):
        raise DataError(f"{datafile.label(path)}：{where}：应为列表，至少一项。")
    values = value if kind != single else [value]
    for item in values:
        if single in known and not (isinstance(item, str) and known[single](item)):
            raise DataError(f"{datafile.label(path)}：{where}：“{item}”不是{'角色' if single == 'role' else '事实，也不是文书字段'}。")
        types = _TYPES.get(single)
        if types and (not isinstance(item, types) or (single == "number" and isinstance(item, bool))):
            raise DataError(f"{datafile.label(path)}：{where}：“{item}”的类型不对（应为 {single}）。")


def _applies(path: Path, applies: Any) -> None:
    for key, value in dict(applies).items():
        _one_of(path, "applies", key, APPLIES)
        known = {"papers": is_role, "facts": is_value}.get(key)
        for item in _list(value) if known else ():
            if known and not known(item):
                raise DataError(f"{datafile.label(path)}：applies.{key}：没有“{item}”。")


def _examples(path: Path, examples: Any) -> None:
    if not isinstance(examples, list) or not examples:
        raise DataError(f"{datafile.label(path)}：examples：至少要有一个通过和一个不通过的例子。")
    for number, example in enumerate(examples, 1):
        if not isinstance(example, dict) or example.get("expect") not in EXPECTED:
            raise DataError(f"{datafile.label(path)}：examples：第{number}个例子的 expect 应为 {'、'.join(EXPECTED)} 之一。")
    missing = {"pass", "fail"} - {example["expect"] for example in examples}
    if missing:
        raise DataError(f"{datafile.label(path)}：examples：缺少 expect 为 {'、'.join(sorted(missing))} 的例子。")


def _one_of(path: Path, key: str, value: Any, known: Sequence[str]) -> None:
    if value not in known:
        raise DataError(f"{datafile.label(path)}：{key}：没有“{value}”{hint(value, known)}")


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
