"""`anjuan law …`: each command calls one function of the desk book. Heavy modules load inside them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from pipeline.commands import FILE, FOLDER
from pipeline.problems import UsageError

_TEXTS = click.option("--texts", type=FOLDER, help="anjuan law import 导入的法规全文文件夹，同时显示原文。")
_DATE = click.option("--date", "when", help="以哪一天的法律为准，如 2021-07-15；默认为今天。")


@click.group()
def law() -> None:
    """查法律：某日的规定、查找、变化、程序图、引用核对、导入本单位的法规全文。"""


@law.command("at")
@click.argument("name")
@click.argument("when", required=False, metavar="[DATE]")
@_TEXTS
def at_command(name: str, when: str | None, texts: Path | None) -> None:
    """NAME（条目名称或者标题里的词）在 DATE 那天的数值、单位、依据和可信度；DATE 默认为今天。"""
    from pipeline.lawdesk.find import at

    click.echo("\n".join(at(name, _day(when), texts)))


@law.command("search")
@click.argument("words", nargs=-1, required=True)
@_TEXTS
def search_command(words: tuple[str, ...], texts: Path | None) -> None:
    """在条目、违法行为、入罪门槛、规则和导入的全文里查找同时含有各词的条目。"""
    from pipeline.lawdesk.find import KINDS, search

    found = search(" ".join(words), texts)
    for entry in found:
        click.echo(f"[{KINDS[entry.kind]}] {entry.name}  {entry.title}\n    {entry.text}")
    click.echo(f"共{len(found)}条。")


@law.command("changes")
@click.argument("since")
@click.option("--until", help="到哪一天为止；默认包括已公布而尚未施行的。")
def changes_command(since: str, until: str | None) -> None:
    """SINCE 之后法律有什么变化，新旧对照。"""
    from pipeline.lawdesk.changes import changes

    found = changes(_day(since), _day(until) if until else None)
    for change in found:
        click.echo(f"{change.day}  {change.what}\n    原：{change.old}\n    新：{change.new}")
    click.echo(f"共{len(found)}处变化。")


@law.command("flow")
@_DATE
@click.option("-o", "--out", type=FILE, help="写成图：FILE.svg 或 FILE.html；不写则显示文字。")
def flow_command(when: str | None, out: Path | None) -> None:
    """行政处罚程序和那一天的各项期限，画成图。"""
    from pipeline.lawdesk import flow

    day = _day(when)
    click.echo(f"已写入：{flow.write(out, day)}" if out else "\n".join(flow.lines(day)))


@law.command("check")
@click.argument("text", metavar="TEXT|FILE")
@_DATE
@_TEXTS
def check_command(text: str, when: str | None, texts: Path | None) -> None:
    """核对一段文字或者一个文件里引用的每一个条文：有没有、当时是否有效、是否引到款项、是否该案由的罚则。"""
    from pipeline.lawdesk import citations

    click.echo("\n".join(citations.lines(citations.text_of(text), _day(when), texts)))


@law.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--to", type=FOLDER, required=True, help="存到哪个文件夹；以后用 --texts 指向它。")
def import_command(folder: Path, to: Path) -> None:
    """把 FOLDER 里的法规全文（国家法律法规数据库的 docx 或 txt）拆成条、款、项存入 --to。"""
    from pipeline.lawdesk.texts import take

    found = take(folder, to)
    for one in found:
        click.echo(
            f"{one.file}：{one.trouble}" if one.trouble else f"{one.file}：《{one.law}》{one.version}施行，{one.articles}条"
        )
    taken = sum(one.trouble is None for one in found)
    if not taken:
        raise UsageError(f"{folder}：没有一个文件能导入。")
    click.echo(f"已导入{taken}个，未导入{len(found) - taken}个，存入 {to}")


@law.command("count")
def count_command() -> None:
    """法律知识库有多少行录入了、多少行写明了不录入的原因。"""
    from pipeline.lawdesk.count import lines

    click.echo("\n".join(lines()))


def _day(given: str | None) -> date:
    if given is None:
        return date.today()
    match = re.fullmatch(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?", given.strip())
    try:
        return date(*(int(part) for part in match.groups())) if match else date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"“{given}”不是日期，请写成 2021-07-15。") from error
