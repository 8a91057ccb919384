"""`anjuan campaign`: where the rectification stands, and the papers to send."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pipeline.commands import FILE, FOLDER
from pipeline.problems import UsageError


@click.command()
@click.argument("sources", nargs=-1, required=True, type=FILE)
@click.option(
    "-o", "--out", type=FOLDER, help="把附件1、附件2、通知书、意见书、通报等写到这里。"
)
@click.option("--date", "when", help="截至哪一天，如 2026-08-31；默认为今天。")
@click.option("--plan", "plan_file", type=FILE, help="本单位的整治安排（campaign.yaml 的格式）；默认为自带的省局方案。")
def campaign(sources: tuple[Path, ...], out: Path | None, when: str | None, plan_file: Path | None) -> None:
    """专项整治进行到哪一步、什么逾期，按县和单位。SOURCES 为结果文件夹、anjuan.db 或各县导出的整治台账；几个县的合成一份。"""
    from pipeline.office import papers
    from pipeline.office import sources as gathering
    from pipeline.rectify import campaign as plans
    from pipeline.rectify.figures import figures
    from pipeline.registers import cells

    day = cells.day(when) if when else date.today()
    if day is None:
        raise UsageError(f"“{when}”不是日期，请写成 2026-08-31。")
    plan = plans.load(plan_file, day)
    found = gathering.merge(sources, out) if out and len(sources) > 1 else gathering.gather(sources)
    late = plans.late(plan, found.items, day)
    count = figures(found.items, len(late))
    click.echo(f"{plan.name}：截至{day}，{plans.now(plan, day)}。")
    for stage in plan.stages:
        left = len(stage.left(found.items))
        click.echo(f"  {stage.name} {stage.start}—{stage.end}：{'未办结' if left else '已办结'}{left or ''}  {stage.work}")
    for report in plan.reports:
        rest = (report.by - day).days
        click.echo(f"  {report.name}：{report.by}前报{plan.receiver}，{f'还有{rest}天' if rest >= 0 else f'已过{-rest}天'}")
    shares = "、".join(f"{state}{number}" for state, number in count.states.items() if number)
    click.echo(f"问题{count.total}个（涉企{count.enterprise}个）：{shares or '无'}；已销号占查实的{count.share}。")
    for group in plans.groups(found.items, late):
        click.echo(f"  {group.county} {group.unit}：{group.total}个，已销号{group.closed}／{group.true}，逾期{group.late}")
    for one in (*late, *plans.beyond(plan, found.items)):
        click.echo(f"  ! {one.item.id} {one.item.unit} {one.item.problem}：{one.why}")
    for text in found.told:
        click.echo(f"  ? {text}")
    if out:
        written = papers.write(found, plan, day, out)
        click.echo(f"已写入{len(written)}份材料：{out}。标有【填写】的地方由人补充。")
