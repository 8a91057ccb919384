"""`anjuan three-systems`: 公示, 全过程记录 and 法制审核 of a bureau as a whole."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from pipeline.commands import FILE, FOLDER
from pipeline.problems import UsageError


@click.command("three-systems")
@click.argument("archive", type=FILE)
@click.option("-o", "--out", type=FOLDER, required=True, help="结果文件夹；可以就是评查的结果文件夹，已评查的不重做。")
@click.option(
    "--materials",
    type=FOLDER,
    help="公示材料文件夹：人员清单、随机抽查事项清单、流程图、服务指南、审核目录，以及复议决定书、判决书。",
)
@click.option(
    "--settings", "settings_file", type=FILE, help="设置文件；默认用案卷文件夹里的 settings.yaml。"
)
@click.option("--date", "when", help="以哪一天为准，如 2026-08-31；默认为今天。")
@click.option("--workers", type=click.IntRange(min=0), default=None, help="进程数；默认为处理器核数。")
@click.option("-q", "--quiet", is_flag=True, help="不显示进度。")
def three_systems(
    archive: Path,
    out: Path,
    materials: Path | None,
    settings_file: Path | None,
    when: str | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """检查三项制度：事前、事中、事后公示，全过程记录，法制审核；并生成双公示表、流程图和服务指南。"""
    from pipeline import screen
    from pipeline.registers import cells
    from pipeline.systems import three_systems as check

    day = cells.day(when) if when else date.today()
    if day is None:
        raise UsageError(f"“{when}”不是日期，请写成 2026-08-31。")
    with screen.progress(quiet) as progress:
        done = check(
            archive, out, folder=materials, settings_file=settings_file, day=day,
            workers=os.cpu_count() or 1 if workers is None else workers, progress=progress,
        )  # fmt: skip
    for line in done.lines:
        click.echo(f"[{line.verdict}] {line.system}  {line.subject}：{line.told}")
    click.echo(f"双公示有{done.troubles}处要补填或者核对。已写入：{done.folder}")
