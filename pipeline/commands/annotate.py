"""`anjuan annotate …`: facts go out to people and come back as annotations. Heavy modules load inside the commands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.commands import FILE, FOLDER

_FORM = click.option(
    "--form",
    default="xlsx",
    show_default=True,
    type=click.Choice(["jsonl", "labelstudio", "doccano", "xlsx"]),
    help="文件格式：Excel 更正表、本程序的 jsonl、Label Studio、doccano。",
)


@click.group()
def annotate() -> None:
    """人工核对：导出读到的事实，收回更正，用标注衡量读取的准确率。"""


@annotate.command("export")
@click.argument("out", type=FOLDER)
@click.argument("file", type=FILE)
@_FORM
@click.option("--doubtful", is_flag=True, help="只导出没有把握的：可信度低、各文书说法不一、识读困难的页。")
def export_command(out: Path, file: Path, form: str, doubtful: bool) -> None:
    """把结果文件夹 OUT 里读到的事实连同原文写成 FILE，供人核对。"""
    from pipeline.learn.exchange import give

    click.echo(f"已写入 {file}：{give(out, file, form, doubtful=doubtful)}条")


@annotate.command("import")
@click.argument("out", type=FOLDER)
@click.argument("file", type=FILE)
@click.option("--to", type=FILE, required=True, help="标注文件（jsonl），新的标注接在后面。")
@click.option("--by", required=True, help="谁核对的。")
@_FORM
def import_command(out: Path, file: Path, to: Path, by: str, form: str) -> None:
    """收回核对过的 FILE，记下谁在什么时候改了什么，接在标注文件后面。"""
    from pipeline.learn.exchange import take

    taken = take(out, file, form, to, by=by, at=datetime.now(UTC).isoformat(timespec="seconds"))
    click.echo(f"已写入 {to}：{taken.texts}页，其中改动{taken.changed}处")


@annotate.command("build")
@click.argument("folder", type=FOLDER)
@click.argument("file", type=FILE)
def build_command(folder: Path, file: Path) -> None:
    """把 FOLDER 里带标记的文本（写法见 annotations/GUIDE.md）变成标注文件 FILE（jsonl），逐项核对。"""
    from pipeline.learn.marked import write

    texts, facts = write(folder, file)
    click.echo(f"已写入 {file}：{texts}篇，{facts}个事实")


@annotate.command("score")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="输出JSON。")
def score_command(file: Path, as_json: bool) -> None:
    """用标注 FILE（jsonl）衡量 anjuan extract：按事实、文种、领域的准确率，不列出单条错误。"""
    import json

    from pipeline.learn.scored import lines, score_file

    scores = score_file(file)
    click.echo(json.dumps(scores, ensure_ascii=False) if as_json else "\n".join(lines(scores)))
