"""`anjuan ledger …`: the problems of a result folder, from found to closed. Heavy modules load inside the commands."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import FILE
from pipeline.problems import UsageError

if TYPE_CHECKING:
    from pipeline.office.ledger import Wanted
    from pipeline.records.ledger import Item

_OUT = click.argument("out", type=FILE)
_IDS = click.argument("ids", nargs=-1, required=True, metavar="编号...")


def _who(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--by", "who", default=getpass.getuser, show_default="本机用户名", help="谁改的，记入历史。")(command)


def _chosen(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--state", "states", multiple=True, help="状态，可以重复。"),
        click.option("--kind", "category", default="", help="问题类型（八类之一）。"),
        click.option("--unit", default="", help="责任单位（含这些字）。"),
        click.option("--county", default="", help="县（含这些字）。"),
        click.option("--case", default="", help="案卷。"),
        click.option("--origin", default="", help="线索来源，如 12345、复议、案卷。"),
        click.option("--enterprise", is_flag=True, help="只看涉企的。"),
        click.option("--late", is_flag=True, help="只看逾期没有销号的。"),
        click.option("--gone", is_flag=True, help="也列出最近一次评查已经不再发现、也没有人处理过的。"),
    ):
        command = option(command)
    return command


@click.group()
def ledger() -> None:
    """整治台账：列出、核实、分派、销号、退回、导出和导入。OUT 为评查的结果文件夹。"""


@ledger.command("list")
@_OUT
@_chosen
@click.option("--json", "as_json", is_flag=True, help="一行一条 JSON。")
def list_command(out: Path, as_json: bool, **chosen: Any) -> None:
    """列出台账。"""
    from pipeline.office.ledger import items_of

    found = items_of(out, _wanted(chosen))
    for item in found:
        click.echo(json.dumps(asdict(item), ensure_ascii=False) if as_json else _line(item))
    if not as_json:
        click.echo(f"共{len(found)}条。")


@ledger.command("show")
@_OUT
@click.argument("id_", metavar="编号")
def show_command(out: Path, id_: str) -> None:
    """一条问题的全部内容、历史和最近一次评查的结论。"""
    from pipeline.office.ledger import shown
    from pipeline.rectify.columns import columns, label

    item, notes, verdict = shown(out, id_)
    for field in columns():
        value = getattr(item, field, "")
        if value not in ("", None):
            click.echo(f"{label(field)}：{_said(value)}")
    if item.rule not in ("线索", "自查"):
        told = {"pass": "符合", "fail": "仍不符合", "unsure": "无法判断", "gone": "没有这个案卷"}[verdict]
        click.echo(f"最近一次评查：{told}")
    for note in notes:
        change = note.change
        why = f"（{change.why}）" if change.why else ""
        head = label(change.field) if change.field in columns() else change.field
        click.echo(f"  {note.at} {note.who}：{head}“{change.old}”→“{change.new}”{why}")


@ledger.command("set")
@_OUT
@_IDS
@click.option(
    "--to",
    "pairs",
    multiple=True,
    required=True,
    metavar="栏目=内容",
    help="如 状态=属实、问题类型=过度执法、整改进展=…；可以重复。",
)
@click.option("--why", default="", help="理由；改为“不属实”“退回”必须写。")
@_who
def set_command(out: Path, ids: tuple[str, ...], pairs: tuple[str, ...], why: str, who: str) -> None:
    """改台账的栏目；评查得出的栏目不能改。"""
    from pipeline.office.ledger import set_fields
    from pipeline.rectify.columns import field_of

    fields = {}
    for pair in pairs:
        head, mark, value = pair.partition("=")
        field = field_of(head)
        if not mark or field is None:
            raise UsageError(f"“{pair}”：请写成 栏目=内容，如 状态=属实。")
        fields[field] = value
    _done(set_fields(out, ids, fields, who=who, why=why), "已修改")


@ledger.command("assign")
@_OUT
@_IDS
@click.option("--unit", help="责任单位。")
@click.option("--department", help="责任部门。")
@click.option("--leader", help="责任领导。")
@click.option("--person", help="责任人。")
@click.option("--measure", help="整治措施。")
@click.option("--deadline", help="整治时限，如 2026-08-31。")
@click.option("--start", is_flag=True, help="同时转为“整治中”。")
@_who
def assign_command(out: Path, ids: tuple[str, ...], start: bool, who: str, **given: str | None) -> None:
    """分派：责任单位、责任人、措施和时限。"""
    from pipeline.office.ledger import set_fields

    fields = {name: value for name, value in given.items() if value is not None} | ({"state": "整治中"} if start else {})
    if not fields:
        raise UsageError("请至少给出一项：--unit、--department、--leader、--person、--measure、--deadline、--start。")
    _done(set_fields(out, ids, fields, who=who), "已分派")


@ledger.command("close")
@_OUT
@_IDS
@click.option("--proof", default="", help="佐证材料。")
@click.option("--reason", default="", help="重新评查没有通过而仍要销号的理由。")
@_who
def close_command(out: Path, ids: tuple[str, ...], proof: str, reason: str, who: str) -> None:
    """销号：规则发现的问题须重新评查通过；期限已过等不能补正的，以措施销号；否则写明理由。"""
    from pipeline.office.ledger import close

    closed = close(out, ids, who=who, proof=proof, reason=reason)
    for item in closed:
        click.echo(f"{item.id}：{item.closing}")
    _done(closed, "已销号")


@ledger.command("reopen")
@_OUT
@_IDS
@click.option("--why", required=True, help="退回的理由。")
@_who
def reopen_command(out: Path, ids: tuple[str, ...], why: str, who: str) -> None:
    """退回：已完成、已销号的重新整治。"""
    from pipeline.office.ledger import reopen

    _done(reopen(out, ids, who=who, why=why), "已退回")


@ledger.command("export")
@_OUT
@click.option("-o", "--to", "path", type=FILE, required=True, help="写到哪个 xlsx 文件。")
@_chosen
def export_command(out: Path, path: Path, **chosen: Any) -> None:
    """导出为 xlsx，供各单位填写；填好后用 import 导入。"""
    from pipeline.office.exchange import export

    click.echo(f"已导出{export(out, path, _wanted(chosen))}条：{path}")


@ledger.command("import")
@_OUT
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--add", is_flag=True, help="台账里没有的行作为自查发现的问题加入。")
@_who
def import_command(out: Path, files: tuple[Path, ...], add: bool, who: str) -> None:
    """导入填好的台账：能对上的改动写入，冲突、不允许的和对不上的逐条列出，什么都不删。"""
    from pipeline.office.exchange import take_back

    for path in files:
        done = take_back(out, path, who=who, add=add)
        click.echo(f"{path.name}：写入{len(done.applied)}条")
        for head, lines in (
            ("不允许", done.refused), ("冲突、未采用", done.conflicts), ("对不上的行", done.unmatched), ("新增", done.added),
            ("表中没有的问题（台账保留）", done.missing),
        ):  # fmt: skip
            if lines:
                click.echo(f"  {head}（{len(lines)}）：")
                for line in lines:
                    click.echo(f"    {line}")


@ledger.command("clues")
@_OUT
@click.argument("files", nargs=-1, required=True, type=FILE)
@_who
def clues_command(out: Path, files: tuple[Path, ...], who: str) -> None:
    """导入线索：12345、投诉、媒体、复议应诉的表格（xlsx、csv、docx），或者复议决定书、判决书本身。"""
    from pipeline.office.clues import take_in

    done = take_in(out, files, who=who)
    for clue in done.taken:
        click.echo(clue)
    for trouble in done.troubles:
        click.echo(f"  {trouble}")
    click.echo(f"导入线索{len(done.taken)}条，其中对上案卷{done.matched}条；合并重复{done.joined}条。")


def _wanted(chosen: dict[str, Any]) -> Wanted:
    from pipeline.office.ledger import Wanted

    late = chosen.pop("late")
    return Wanted(**chosen, late_on=date.today() if late else None)


def _line(item: Item) -> str:
    deadline = f"  时限{item.deadline}" if item.deadline else ""
    return f"{item.id}  {item.state}  {item.category}  {item.case_id}  {item.unit}  {item.problem}{deadline}"


def _said(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _done(items: tuple[Item, ...], what: str) -> None:
    click.echo(f"{what}{len(items)}条。")
