"""The three systems of a bureau: its files reviewed, its materials read, and what came of both written into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import read, registers
from pipeline.law import Law
from pipeline.lawdesk import flow
from pipeline.problems import OutputError, UsageError
from pipeline.records import CaseRecord
from pipeline.rectify import judged
from pipeline.registers.load import find_header
from pipeline.registers.tables import TableError, sheets
from pipeline.report import excel, official
from pipeline.report.drawing import svg
from pipeline.report.official import Block, Paper, Picture
from pipeline.run import Progress, review_archive
from pipeline.settings import Settings, load
from pipeline.store import NAME, Store, codec
from pipeline.systems import double, guide, legal, materials, publicity, recording
from pipeline.systems.line import BAD, GOOD, NONE, OPEN, Line, table

FOLDER = "三项制度"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check came to."""

    lines: tuple[Line, ...]
    troubles: int  # of the 双公示 table
    folder: Path


def three_systems(
    archive: Path, out: Path, *, folder: Path | None, settings_file: Path | None, day: date, workers: int = 1,
    progress: Progress = lambda done, total, case: None,
) -> Outcome:  # fmt: skip
    """Review `archive` into `out` (what is done already is not done again) and check 公示, 全过程记录 and 法制审核 as a whole.

    `folder` holds what the bureau publishes beforehand, and decisions on review or judgments.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder}：没有这个文件夹（公示材料）。")
    review_archive(archive, out, settings_file=settings_file, workers=workers, progress=progress)
    collected = read.collect(archive)
    settings = load(settings_file or collected.settings)
    found, _ = registers.load_registers(collected.registers, {})
    cases, verdicts = _stored(out)
    law, given = Law.load(), materials.load(folder, collected.registers)
    papers = [paper for one in given if (paper := judged.paper(one.text, one.name))]
    marks = [mark for case in cases for mark in recording.marks(case, verdicts[case.case_id])]
    lines = (
        *materials.check(given, day),
        *publicity.during(cases, verdicts),
        *publicity.after(cases, verdicts, found.published),
        publicity.masked(list(_published(collected.registers))),
        *publicity.withdrawn(papers, found.published, law, day),
        *legal.check(cases, verdicts, found.officers, settings, law, day),
    )
    upload, checks = double.export(cases)
    tables = (
        table("检查结果", lines), publicity.table(cases, verdicts, found.published), *recording.tables(marks), legal.table(cases),
    )  # fmt: skip
    target = out / FOLDER
    try:
        target.mkdir(parents=True, exist_ok=True)
        excel.write_tables(target / "三项制度检查.xlsx", "行政执法三项制度检查", [one for one in tables if one.rows])
        excel.write_plain(target / "双公示.xlsx", upload)
        excel.write_tables(target / "双公示校验.xlsx", "双公示上传前校验", (checks,))
        (target / "全过程记录.svg").write_text(svg(recording.picture(marks)), encoding="utf-8")
        (target / "执法流程图.svg").write_text(flow.svg(day), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{target}：文件不能写入，可能正在 Excel 中打开（{error.strerror}）。") from error
    official.write(_paper(settings, lines, marks), target / "三项制度检查报告.docx")
    official.write(guide.chart(settings, day), target / "执法流程图.docx")
    official.write(guide.guide(settings, day), target / "服务指南.docx")
    return Outcome(lines, len(checks.rows), target)


def _paper(settings: Settings, lines: tuple[Line, ...], marks: list[recording.Mark]) -> Paper:
    blocks: list[object] = []
    for number, system in zip("一二三", ("公示", "全过程记录", "法制审核"), strict=True):
        own = [line for line in lines if line.system == system]
        counts = "，".join(f"{verdict}{sum(line.verdict == verdict for line in own)}项" for verdict in (GOOD, BAD, OPEN, NONE))
        blocks += [Block("head", f"{number}、{system}"), Block("text", f"{counts}。")]
        blocks += [
            Block("text", f"{line.subject}：{line.verdict}。{line.told}。") for line in own if line.verdict in (BAD, OPEN, NONE)
        ]
        if system == "全过程记录":
            blocks += [Picture(recording.picture(marks)), recording.tables(marks)[0]]
    blocks += [Block("head", "四、意见"), Block("text", "【填写：总体评价和整改要求】")]
    return Paper(f"{settings.agency.name}\n行政执法三项制度检查报告", tuple(blocks))  # type: ignore[arg-type]


def _stored(out: Path) -> tuple[list[CaseRecord], dict[str, dict[str, str]]]:
    """The cases of the last review without their text's places, and the verdicts of each."""
    store = Store(out / NAME)
    try:
        rows = store.database.execute("select record from readings order by case_id").fetchall()
        cases = [case for (record,) in rows for case in codec.loads(record)]
        verdicts: dict[str, dict[str, str]] = {case.case_id: {} for case in cases}
        for case, rule, verdict in store.database.execute(
            "select case_id, rule, verdict from findings where case_id is not null"
        ).fetchall():
            verdicts.setdefault(case, {})[rule] = verdict
        return cases, verdicts
    finally:
        store.close()


def _published(paths: tuple[Path, ...]) -> Iterator[str]:
    """The rows of the published lists as they stand."""
    for path in paths:
        try:
            found = sheets(path)
        except TableError:
            continue
        for sheet in found:
            header = find_header(sheet)
            if header and header.register == "published":
                yield from ("\t".join("" if cell is None else str(cell) for cell in row) for row in sheet.rows)
