"""Input that is broken, hostile or in somebody's hands: each gives a named problem, and the rest is read."""

from __future__ import annotations

import os
import signal
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline import papers, pool
from pipeline.problems import EmptyArchive
from pipeline.read import collect, read
from pipeline.read import pdf as pdf_module
from pipeline.records import CaseFiles, CaseRecord, Problem, Reading
from pipeline.run import review_archive

posix = pytest.mark.skipif(os.name != "posix", reason="links, names and rights as Linux has them")


def pages(path: Path, count: int) -> Path:
    """A PDF of so many pages, each with its number."""
    canvas = Canvas(str(path), invariant=1)
    for number in range(1, count + 1):
        canvas.drawString(72, 760, f"Page {number} of 2024-03-05")
        canvas.showPage()
    canvas.save()
    return path


def of(path: Path) -> Reading:
    """Read one file."""
    return read(collect(path).cases[0].files[0])


# --- what kills or holds up the process ---------------------------------------------------------------------------


def deadly(task: papers.Task) -> dict[str, Any]:
    """Reading as it is, but page 2 of every PDF kills the process and page 4 never ends."""
    looked_at = pdf_module._looked_at

    def look(source: Any, document: Any, number: int, page: Any) -> Any:
        if number == 2:
            os.kill(os.getpid(), signal.SIGSEGV)
        while number == 4:
            signal.signal(signal.SIGALRM, signal.SIG_IGN)  # as deaf as a decoder
        return looked_at(source, document, number, page)

    pdf_module._looked_at = look  # type: ignore[assignment]
    return papers.text_file(task)


@posix
def test_a_page_that_kills_or_hangs_the_decoder_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PAGE", 0.4)
    task = papers.Task(pages(tmp_path / "五页.pdf", 5))
    ((_, _, made),) = pool.each(deadly, {"": task}, 1, papers._no_text)
    assert [page["state"] for page in made["pages"]] == ["read", "unreadable", "read", "unreadable", "read"]
    assert [(problem["kind"], problem["page"]) for problem in made["problems"]] == [
        ("unreadable_page", 2),
        ("unreadable_page", 4),
    ]


def dying(files: CaseFiles) -> tuple[CaseRecord, ...]:
    """A case that ends the process wherever it is read."""
    if files.case_id == "2":
        os._exit(3)
    return (CaseRecord(files.case_id),)


def test_a_case_that_kills_its_process_costs_itself_alone() -> None:
    todo = {name: CaseFiles(name, ()) for name in "123"}
    made = {key: records[0].problems for key, _, records in pool.each(dying, todo, 2, pool.given_up)}
    assert [problem.kind for problem in made["2"]] == [pool.GIVEN_UP]
    assert made["1"] == made["3"] == ()


def swallowing(task: int) -> str:
    """A decoder that takes all memory."""
    return str(len(bytearray(task)))


def why_not(task: int, why: str) -> str:
    """What stands in for the result."""
    return why


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a child is held down on Linux")
def test_a_task_that_takes_too_much_memory_is_given_up() -> None:
    ((_, _, made),) = pool.each(swallowing, {"": 6_000_000_000}, 1, why_not)
    assert "MemoryError" in made


# --- files in somebody's hands ------------------------------------------------------------------------------------


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    source = collect(pages(tmp_path / "改.pdf", 1)).cases[0].files[0]
    pages(tmp_path / "改.pdf", 2)
    assert [problem.kind for problem in read(source).problems] == ["changed"]


def test_a_case_that_changed_is_read_again_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pages(tmp_path / "案卷.pdf", 1)
    (tmp_path / "甲").mkdir()
    path.rename(tmp_path / "甲" / "案卷.pdf")
    monkeypatch.setattr(
        "pipeline.read.readers._changed", lambda source, reading: Reading(reading.pages, (Problem("changed", "改了"),))
    )
    assert review_archive(tmp_path, tmp_path.parent / "out", workers=0).read_again == 1
    assert review_archive(tmp_path, tmp_path.parent / "out", workers=0).read_again == 1


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_right_to_read_is_named(tmp_path: Path) -> None:
    path = pages(tmp_path / "案卷.pdf", 1)
    path.chmod(0)
    assert [problem.kind for problem in collect(path).cases[0].problems] == ["unreadable_file"]


def test_a_file_that_cannot_be_opened_is_named_and_the_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲").mkdir()
    for name in ("1.txt", "2.txt"):
        (tmp_path / "甲" / name).write_text("文字", encoding="utf-8")
    opened = Path.open

    def refuse(path: Path, *given: Any, **named: Any) -> Any:
        if path.name == "1.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    (case,) = collect(tmp_path).cases
    assert ([file.name for file in case.files], [problem.source for problem in case.problems]) == (["甲/2.txt"], ["甲/1.txt"])


# --- names and links ----------------------------------------------------------------------------------------------


@posix
def test_names_with_line_ends_or_in_gbk_are_shown_and_written(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    for name in ("甲案".encode("gb18030"), b"x\ny", b"\xff\xfe\x80"):
        folder = archive / os.fsdecode(name)
        folder.mkdir(parents=True)
        (folder / os.fsdecode(b"\xbe\xf6.txt")).write_text("处罚决定书", encoding="utf-8")
    summary = review_archive(archive, tmp_path / "out", workers=0)
    assert {line.case for line in summary.lines} == {"甲案", "x␊y", "\ufffd\ufffd\ufffd"}
    assert (tmp_path / "out" / "sheets" / "甲案.docx").exists()


@posix
def test_links_that_run_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "1.txt").write_text("文字", encoding="utf-8")
    (tmp_path / "甲" / "圈").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "自己").symlink_to("自己")
    found = collect(tmp_path)
    assert [file.name for case in found.cases for file in case.files] == ["甲/1.txt"]
    assert {problem.kind for problem in (*found.problems, *found.cases[0].problems)} == {"link"}


@posix
def test_only_links_make_no_case(tmp_path: Path) -> None:
    (tmp_path / "圈").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(EmptyArchive):
        collect(tmp_path)


def test_a_zip_with_links_bad_paths_and_line_ends_in_names(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "卷.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
        packed.writestr("../../out.txt", "外面")
        packed.writestr("a\nb.txt", "里面")
    reading = of(tmp_path / "卷.zip")
    assert [page.source.name for page in reading.pages] == ["卷.zip/a␊b.txt"]
    assert sorted(problem.kind for problem in reading.problems) == ["link", "unsafe_path"]


def test_zips_in_zips_end_somewhere(tmp_path: Path) -> None:
    content = b"text"
    name = "1.txt"
    for depth in range(6):
        with zipfile.ZipFile(tmp_path / f"{depth}.zip", "w") as packed:
            packed.writestr(name, content)
        content, name = (tmp_path / f"{depth}.zip").read_bytes(), f"{depth}.zip"
    reading = of(tmp_path / "5.zip")
    assert ([problem.kind for problem in reading.problems], reading.pages) == (["limit"], ())


# --- size ---------------------------------------------------------------------------------------------------------


def test_a_long_bundle_is_opened_anew_and_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_FRESH", 3)
    reading = of(pages(tmp_path / "长.pdf", 8))
    assert [page.text.split()[1] for page in reading.pages] == [str(number) for number in range(1, 9)]


def test_a_child_is_started_once_for_many_files(tmp_path: Path) -> None:
    begun = time.monotonic()
    made = list(papers.text_files([pages(tmp_path / f"{number}.pdf", 1) for number in range(3)]))
    assert ([len(record["pages"]) for record in made], time.monotonic() - begun < 30) == ([1, 1, 1], True)


def test_sheets_of_a_case_that_left_the_archive_are_put_away(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / "a" / name).mkdir(parents=True)
        (tmp_path / "a" / name / "1.txt").write_text("处罚决定书", encoding="utf-8")
    review_archive(tmp_path / "a", tmp_path / "out", workers=0)
    (tmp_path / "a" / "乙" / "1.txt").unlink()
    (tmp_path / "a" / "乙").rmdir()
    review_archive(tmp_path / "a", tmp_path / "out", workers=0)
    names = {path.name for path in (tmp_path / "out" / "sheets").iterdir()}
    assert names == {"甲.docx", "甲.xlsx", "甲.html", "已不在案卷文件夹"}
    assert (tmp_path / "out" / "sheets" / "已不在案卷文件夹" / "乙.docx").exists()


def naming(task: str) -> str:
    return task


def why_named(task: str, why: str) -> str:
    return why


def test_a_child_that_is_done_is_given_the_next_task_at_once() -> None:
    todo = {str(number): str(number) for number in range(8)}
    ended = [time.monotonic() for _ in pool.each(naming, todo, 1, why_named)]
    assert ended[-1] - ended[0] < 3  # the parent looks up once a second only while all children work
