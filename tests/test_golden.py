"""A small case from its papers to the words of its sheets and lists, as they are printed. `pytest --regold` writes them anew."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.run import review_archive

GOLDEN = Path(__file__).with_name("golden")


def printed(out: Path) -> str:
    """Every word of the Word sheet in order, then every cell of every workbook."""
    parts = []
    for path in sorted(out.glob("sheets/*.docx")):
        parts.append(f"# {path.name}")
        document = docx.Document(str(path))
        for block in document.iter_inner_content():
            lines = ["\t".join(cell.text for cell in row.cells) for row in block.rows] if hasattr(block, "rows") else [block.text]
            parts += [line.replace("\n", "⏎") for line in lines if line]
    for path in sorted(out.rglob("*.xlsx")):
        for tab in openpyxl.load_workbook(path):
            parts.append(f"# {path.name} {tab.title} {tab.print_area} {tab.freeze_panes} {tab.auto_filter.ref}")
            for row in tab.iter_rows(values_only=True):
                parts.append("\t".join("" if cell is None else str(cell).replace("\n", "⏎") for cell in row).rstrip("\t"))
    return "\n".join(parts).replace(date.today().isoformat(), "〔当日〕") + "\n"  # the day of the run is printed, too


@pytest.mark.parametrize("case", sorted(GOLDEN.iterdir()), ids=lambda path: path.name)
def test_the_papers_give_the_sheets_and_lists_that_are_kept(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    archive = tmp_path / "archive" / case.name
    archive.mkdir(parents=True)
    for paper in (case / "papers").iterdir():
        (archive / paper.name).write_bytes(paper.read_bytes())
    review_archive(archive.parent, tmp_path / "out", workers=0)
    kept = case / "printed.txt"
    if request.config.getoption("--regold"):
        kept.write_text(printed(tmp_path / "out"), encoding="utf-8")
    assert printed(tmp_path / "out") == kept.read_text(encoding="utf-8")


def test_regold_is_refused_where_ci_is_set(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--regold", "--collect-only", str(Path(__file__))],
        env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "refused" in done.stderr) == (4, True)
