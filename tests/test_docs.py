"""README says what is there: every command, option group, step and extension point."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_lists_every_command_and_no_other(readme: Path) -> None:
    told = set(re.findall(r"^\| `anjuan ([\w-]+)", readme.read_text(encoding="utf-8"), re.M))
    assert told == set(cli.anjuan.commands)


@pytest.mark.parametrize("command", sorted(cli.anjuan.commands))
def test_every_command_explains_itself_in_chinese(command: str) -> None:
    result = CliRunner().invoke(cli.anjuan, [command, "--help"])
    assert result.exit_code == 0
    assert re.search(r"[\u4e00-\u9fa5]{4}", result.output)


def test_every_path_that_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(pipeline/[\w/.]+?)(?:<|`|\s)", text):
        assert (ROOT / name.rstrip("/")).exists(), name


def test_every_dependency_has_its_line_in_design() -> None:
    design = (ROOT / "pipeline" / "DESIGN.md").read_text(encoding="utf-8").lower()
    block = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.S | re.M)
    assert block
    for name in re.findall(r'"([A-Za-z0-9_-]+)', block[1]):
        assert name.lower() in design, name


def test_every_make_target_that_readme_names_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"make (demo|test|lint|bench)", (ROOT / "README.md").read_text(encoding="utf-8"))) <= targets
