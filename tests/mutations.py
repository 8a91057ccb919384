"""Mutation test of the law data and the checks: every number ±1, day ↔ working day, every date ± a year, every `<` ↔ `<=`.

python -m tests.mutations [--every N] [--survivors]      (`make bench` runs it whole, the quick suite a sample)

A mutant is caught when an example of a rule no longer holds, or a test of the law or of the checks fails. Numbers stand a
second time in tests/law_pins.txt, so what the examples catch by themselves is told apart.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from pipeline.check import check, load_rules
from pipeline.law import Law, crimes
from pipeline.law import offences as offences_of  # the function hides the module of the same name
from pipeline.records import Provision, Rule
from tests import law_pins
from tests.builders import a_case, a_registers, a_settings

ROOT = Path(__file__).parent.parent
TESTS = ("test_law", "test_boundaries", "test_checks", "test_checks_b", "test_checks_edges", "test_law_files", "test_score")
LAW_MODULES = ("workdays", "offences", "crimes", "provisions", "citations", "structure")
OFFENCES = sys.modules["pipeline.law.offences"]
LESS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
# Turned, these say the same: the equal case was answered before, or cannot be.
SAME = (
    ("one_sum", "> decided for found in other"),  # only sums that differ by more than one are left
    ("_changed", "decided <= ended"),  # on one day there is one version
    ("decision_as_announced", "if now < before and heard"),  # equal sums passed above
    ("transferred_where_crime", ">= 1 > found.ratio"),  # at the line the next line answers by itself
    ("near_the_line", "found.possible > found.ratio"),  # equal shares: either is the share
    ("near_the_line", "if ratio < share else"),  # at the share it failed above
    ("fine_in_range", "amount < span.lo"),  # at the lower end it passed above
    ("_sentence", "plain.find(stop, end)) >= 0"),  # what is looked for has stood before
    ("_turned", "if then < at"),  # two papers never stand at one place
    ("_provision", "since <= entries[-1].since"),  # a key that stands twice is refused before
)
SWAPPED = {"day": "working_day", "working_day": "day"}


@dataclass(frozen=True)
class Mutant:
    """One change, made for a while; `touches` is what an example must have used to notice it."""

    kind: str  # provision, offence, crime, comparison
    name: str
    touches: str
    made: Callable[[], AbstractContextManager[Law]]
    tests: Callable[[], bool]  # whether a test fails on it


@dataclass(frozen=True)
class Result:
    """What became of a mutant."""

    mutant: Mutant
    by_example: bool
    by_test: bool

    @property
    def caught(self) -> bool:
        """Whether anything noticed it."""
        return self.by_example or self.by_test


def main() -> None:
    """Run the mutants and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every Nth mutant")
    parser.add_argument("--kinds", default="provision,offence,crime,comparison")
    parser.add_argument("--survivors", action="store_true", help="name the mutants that nothing, or no example, caught")
    options = parser.parse_args()
    results = run(list(mutants(options.kinds.split(",")))[:: options.every])
    for kind in sorted({result.mutant.kind for result in results}):
        print(told(kind, [result for result in results if result.mutant.kind == kind]))
    print(told("all", results))
    for result in results if options.survivors else ():
        if not result.caught:
            print(f"  survives: {result.mutant.name}")
        elif not result.by_example:
            print(f"  no example: {result.mutant.name}")


def told(name: str, results: Sequence[Result]) -> str:
    """One line of the report."""
    total, examples, caught = len(results), sum(one.by_example for one in results), sum(one.caught for one in results)
    used = [one for one in results if users(one.mutant.touches)]
    ours = sum(one.by_example for one in used)
    share = f"; of the {len(used)} that a rule uses, examples catch {ours / (len(used) or 1):.1%}"
    return f"{name}: {total} mutants, caught {caught / total:.1%}, by examples alone {examples / total:.1%}{share}"


def run(chosen: Sequence[Mutant]) -> list[Result]:
    """Each mutant against the examples that use what it changed, then against the tests."""
    results = []
    for mutant in chosen:
        with mutant.made() as law:
            by_example = any(not _holds(rule, example, law) for rule, example in users(mutant.touches))
            by_test = not by_example and mutant.tests()
        results.append(Result(mutant, by_example, by_test))
    return results


def mutants(kinds: Sequence[str] = ("provision", "offence", "crime", "comparison")) -> Iterator[Mutant]:
    """Every mutant of these kinds."""
    made = {"provision": _of_provisions, "offence": _of_offences, "crime": _of_crimes, "comparison": _of_comparisons}
    for kind in kinds:
        yield from made[kind]()


def users(touches: str) -> tuple[tuple[Rule, Mapping[str, Any]], ...]:
    """The examples that use a provision (its name), a row (its id) or a function (module.function)."""
    return _used().get(touches, ())


# --- data ------------------------------------------------------------------------------------------------------------


def _of_provisions() -> Iterator[Mutant]:
    law = Law.load()
    for name in law.names():
        entries = law.versions(name)
        for number, entry in enumerate(entries):
            changed: list[tuple[str, Provision]] = []
            if isinstance(entry.value, Decimal):
                step = Decimal("0.01") if entry.value < 1 else Decimal(1)
                changed += [(f"{entry.value}{sign:+}", replace(entry, value=entry.value + sign * step)) for sign in (1, -1)]
            if entry.unit in SWAPPED:
                changed.append((SWAPPED[entry.unit], replace(entry, unit=SWAPPED[entry.unit])))
            changed += [(f"{sign:+} year", replace(entry, since=_shifted(entry.since, sign))) for sign in (1, -1)]
            for said, mutated in changed:
                versions = (*entries[:number], mutated, *entries[number + 1 :])
                yield Mutant("provision", f"{name} {entry.since} {said}", name, partial(_with_law, name, versions), _pins_differ)


@contextmanager
def _with_law(name: str, versions: tuple[Provision, ...]) -> Iterator[Law]:
    law = Law.load()
    before = dict(law._provisions)
    law._provisions[name] = versions  # type: ignore[index]
    try:
        yield law
    finally:
        law._provisions[name] = before[name]  # type: ignore[index]


def _of_offences() -> Iterator[Mutant]:
    rows = offences_of()
    for number, row in enumerate(rows):
        changed: list[tuple[str, Any]] = []
        for at, branch in enumerate(row.fine):
            for field, sign in itertools.product(("lo", "hi"), (1, -1)):
                step = Decimal("0.1") if getattr(branch, field) < 1 else Decimal(1)
                fresh = replace(branch, **{field: getattr(branch, field) + sign * step})
                changed.append((f"fine {at + 1} {field}{sign:+}", replace(row, fine=(*row.fine[:at], fresh, *row.fine[at + 1 :]))))
        for side, sign in itertools.product((0, 1), (1, -1)) if row.replant else ():
            pair = [*row.replant]
            pair[side] += sign
            changed.append((f"replant {side}{sign:+}", replace(row, replant=tuple(pair))))
        for field, sign in itertools.product(("since", "until"), (1, -1)):
            if getattr(row, field):
                changed.append((f"{field}{sign:+} year", replace(row, **{field: _shifted(getattr(row, field), sign)})))
        for said, mutated in changed:
            every = (*rows[:number], mutated, *rows[number + 1 :])
            yield Mutant("offence", f"{row.id} {said}", row.id, partial(_with_rows, OFFENCES, "_all", every), _pins_differ)


def _of_crimes() -> Iterator[Mutant]:
    lines = crimes.every_line()
    for number, line in enumerate(lines):
        changed: list[tuple[str, Any]] = []
        for at, one in enumerate(line.lines):
            for field, sign in itertools.product(("at", "possible"), (1, -1)):
                if getattr(one, field) is not None:
                    fresh = replace(one, **{field: getattr(one, field) + sign})
                    changed.append((f"{one.quantity} {field}{sign:+}", replace(line, lines=(*line.lines[:at], fresh, *line.lines[at + 1 :]))))
        for field, sign in itertools.product(("since", "until"), (1, -1)):
            if getattr(line, field):
                changed.append((f"{field}{sign:+} year", replace(line, **{field: _shifted(getattr(line, field), sign)})))
        for said, mutated in changed:
            every = (*lines[:number], mutated, *lines[number + 1 :])
            yield Mutant("crime", f"{line.id} {said}", line.id, partial(_with_rows, crimes, "every_line", every), _pins_differ)


@contextmanager
def _with_rows(module: ModuleType, name: str, rows: tuple[Any, ...]) -> Iterator[Law]:
    before = getattr(module, name)
    setattr(module, name, lambda *_: rows)
    offences_of.cache_clear()
    try:
        yield Law.load()
    finally:
        setattr(module, name, before)
        offences_of.cache_clear()


def _pins_differ() -> bool:
    return law_pins.pinned() != law_pins.on_file()


def _shifted(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


# --- comparisons -----------------------------------------------------------------------------------------------------


def _of_comparisons() -> Iterator[Mutant]:
    for module in _modules():
        path = Path(str(module.__file__))
        source = path.read_text(encoding="utf-8")
        for number, (function, line) in _comparisons(source).items():
            target = _function(module, function)
            words = source.splitlines()[line - 1]
            if target is not None and not any(name == function and part in words for name, part in SAME):
                made = partial(_with_code, target, source, str(path), number)
                yield Mutant("comparison", f"{path.name}:{line} {function}", f"{module.__name__}.{function}", made, _tests_fail)


def _modules() -> Iterator[ModuleType]:
    for path in sorted((ROOT / "pipeline" / "check").glob("*.py")):
        if path.stem not in ("__init__", "rule"):
            yield importlib.import_module(f"pipeline.check.{path.stem}")
    for name in LAW_MODULES:
        yield importlib.import_module(f"pipeline.law.{name}") if name != "offences" else OFFENCES


def _comparisons(source: str) -> Mapping[int, tuple[str, int]]:
    """Every < and > of a module by its number: the top-level function it stands in, and the line."""
    found = {}
    for number, (top, node, at) in enumerate(_operators(ast.parse(source))):
        if type(node.ops[at]) in LESS and isinstance(top, ast.FunctionDef):
            found[number] = (top.name, node.lineno)
    return found


def _turned(source: str, file: str, number: int, name: str) -> CodeType:
    """The code of a function with the comparison of that number turned."""
    tree = ast.parse(source)
    _, node, at = next(itertools.islice(_operators(tree), number, None))
    node.ops[at] = LESS[type(node.ops[at])]()  # type: ignore[index]
    module = compile(tree, file, "exec")
    return next(part for part in module.co_consts if isinstance(part, CodeType) and part.co_name == name)


def _operators(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.Compare, int]]:
    for top in tree.body:
        for node in ast.walk(top):
            if isinstance(node, ast.Compare):
                yield from ((top, node, at) for at in range(len(node.ops)))


def _function(module: ModuleType, name: str) -> FunctionType | None:
    target = inspect.unwrap(getattr(module, name, None))  # type: ignore[arg-type]
    return target if isinstance(target, FunctionType) else None


@contextmanager
def _with_code(target: FunctionType, source: str, file: str, number: int) -> Iterator[Law]:
    before = target.__code__
    target.__code__ = _turned(source, file, number, target.__name__)
    _forget()
    try:
        yield Law.load()
    finally:
        target.__code__ = before
        _forget()


def _forget() -> None:
    """What a turned comparison may have answered differently is asked again."""
    for module in _modules():
        for member in vars(module).values():
            if hasattr(member, "cache_clear") and member.__name__ in ("offences", "statute", "_short_lines", "_spellings"):
                member.cache_clear()


# --- examples and tests ----------------------------------------------------------------------------------------------


def _holds(rule: Rule, example: Mapping[str, Any], law: Law) -> bool:
    try:
        finding = check(_case(rule.code, id(example)), (rule,), law, *_setting(rule.code, id(example)))[0]
    except Exception:  # a mutant may break anything; that is noticed, too
        return False
    return finding.verdict == example["expect"] and str(example.get("message", "")) in finding.message


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.code: rule for rule in load_rules()}


@cache
def _case(code: str, example: int) -> Any:
    return a_case(**_example(code, example))


@cache
def _setting(code: str, example: int) -> tuple[Any, Any]:
    given = _example(code, example)
    return a_settings(**given.get("settings", {})), a_registers(given.get("registers"))


def _example(code: str, example: int) -> Any:
    return next(given for given in _rules()[code].examples if id(given) == example)


@cache
def _used() -> Mapping[str, tuple[tuple[Rule, Mapping[str, Any]], ...]]:
    """What each example uses: provisions asked for, rows of offences and crimes in force, functions called."""
    used: dict[str, list[tuple[Rule, Mapping[str, Any]]]] = {}
    names: set[str] = set()
    folders = (str(ROOT / "pipeline" / "check"), str(ROOT / "pipeline" / "law"))

    def watch(frame: Any, event: str, _: Any) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(folders):
            return
        module = code.co_filename.removeprefix(str(ROOT)).strip("/\\").removesuffix(".py").replace("/", ".").replace("\\", ".")
        names.add(f"{module}.{code.co_qualname.partition('.<locals>')[0]}")
        if code.co_name in ("versions", "at") and isinstance(frame.f_locals.get("name"), str):
            names.add(frame.f_locals["name"])
        for local in ("offence", "line"):
            if hasattr(frame.f_locals.get(local), "id"):
                names.add(frame.f_locals[local].id)

    for rule in _rules().values():
        for example in rule.examples:
            _case(rule.code, id(example)), _setting(rule.code, id(example))
            _forget()
            names.clear()
            sys.setprofile(watch)
            try:
                check(_case(rule.code, id(example)), (rule,), Law.load(), *_setting(rule.code, id(example)))
            finally:
                sys.setprofile(None)
            for name in names:
                used.setdefault(name, []).append((rule, example))
    return {name: tuple(found) for name, found in used.items()}


def _tests_fail() -> bool:
    return any(not _passes(call) for call in _calls())


def _passes(call: Callable[[], object]) -> bool:
    try:
        call()
    except BaseException:  # pytest's Failed is no Exception
        return False
    return True


@cache
def _calls() -> tuple[Callable[[], object], ...]:
    """The tests of law and checks as calls, those that need a fixture other than `law` left out; only those that pass."""
    calls: list[Callable[[], object]] = []
    for name in TESTS:
        module = importlib.import_module(f"tests.{name}")
        for test in vars(module).values():
            if inspect.isfunction(test) and test.__name__.startswith("test_") and test.__module__ == module.__name__:
                calls += _expanded(test)
    return tuple(call for call in calls if _passes(call))


def _expanded(test: FunctionType) -> Iterator[Callable[[], object]]:
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    rows = []
    for mark in marks:
        names = [part.strip() for part in mark.args[0].split(",")] if isinstance(mark.args[0], str) else list(mark.args[0])
        values = [getattr(row, "values", row) if not isinstance(row, Mapping) else row for row in mark.args[1]]
        rows.append([dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in values])
    for chosen in itertools.product(*rows):
        given = {name: value for part in chosen for name, value in part.items()}
        wanted = set(inspect.signature(test).parameters) - set(given)
        if not wanted <= {"law", "tmp_path"}:
            return
        if "law" in wanted:
            given["law"] = Law.load()
        yield partial(_in_a_folder, test, given) if "tmp_path" in wanted else partial(test, **given)


def _in_a_folder(test: Callable[..., object], given: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        test(**given, tmp_path=Path(folder))


if __name__ == "__main__":
    main()
