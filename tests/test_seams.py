"""The seams between the steps: what a rule asks for is made by somebody, and every part on the shelf is used."""

import ast
import re
from pathlib import Path

import yaml

from pipeline import check, extract, read, report
from pipeline.check.checks import CHECKS

STEPS = Path(check.__file__).parent.parent
FIELDS = yaml.safe_load((STEPS / "fields.yaml").read_text(encoding="utf-8"))


def words_of(step: str) -> str:
    paths = sorted((STEPS / step).rglob("*"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.suffix in {".py", ".yaml"})


def test_every_field_of_the_catalogue_is_made_by_some_extractor() -> None:
    code = words_of("extract")
    assert [name for name in FIELDS if f'"{name}"' not in code and f"{name}:" not in code] == []


def test_every_field_of_the_catalogue_is_asked_for() -> None:
    code = words_of("check") + words_of("extract") + words_of("compare")
    assert [name for name in FIELDS if code.count(name) < 2] == []


def test_every_check_is_used_by_a_rule() -> None:
    used = {rule.check for rule in check.load_rules()}
    assert sorted(set(CHECKS) - used) == []


def test_every_extractor_of_the_tuple_is_a_function_of_this_step() -> None:
    assert len(set(extract.EXTRACTORS)) == len(extract.EXTRACTORS)
    assert all(extractor.__module__.startswith("pipeline.extract.") for extractor in extract.EXTRACTORS)


def test_every_reader_and_writer_has_one_key() -> None:
    for parts in (read.READERS, report.WRITERS):
        keys = [key for key, _ in parts]
        assert len(keys) == len(set(keys))


def test_every_module_has_one_subject() -> None:
    long = [path for path in STEPS.rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 250]
    assert long == []


def strings_of(path: Path) -> list[str]:
    """The string literals of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docs = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_no_article_of_law_stands_in_python() -> None:
    article = re.compile(r"第[一二三四五六七八九十百]+条")
    assert [path.name for path in STEPS.rglob("*.py") if any(article.search(text) for text in strings_of(path))] == []
