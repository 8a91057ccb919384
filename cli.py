"""The commands: each is one short function that calls one function of the pipeline. Heavy modules load inside them."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import click

from pipeline.commands import FILE, FOLDER
from pipeline.commands.annotate import annotate
from pipeline.commands.campaign import campaign
from pipeline.commands.discretion import discretion
from pipeline.commands.law import law
from pipeline.commands.ledger import ledger
from pipeline.commands.standards import standards
from pipeline.commands.threesystems import three_systems
from pipeline.commands.train import train
from pipeline.problems import AnjuanError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="anjuan")
def anjuan() -> None:
    """案卷评查：读行政处罚案卷，按当日有效的法律逐项检查，出评分表、问题清单和台账。全程离线。"""


@anjuan.command()
@click.argument("archive", type=FILE)
@click.option("-o", "--out", type=FOLDER, required=True, help="结果文件夹；不存在则新建，不能放在案卷文件夹里。")
@click.option("--settings", "settings_file", type=FILE, help="设置文件（本机关名称、听证标准、裁量基准等）；默认用案卷文件夹里的 settings.yaml。")
@click.option("--standard", help="评查标准：自带标准的名称（见 anjuan standards），或者自己的标准文件；默认林草合成2026。")
@click.option("--roster", type=FILE, help="执法人员清单（xlsx、xls、csv）；放在案卷文件夹里的会自动识别，下同。")
@click.option("--published", type=FILE, help="公示清单（双公示）。")
@click.option("--register", type=FILE, help="案件登记簿。")
@click.option("--clues", type=FILE, help="线索：投诉举报、12345、复议应诉、媒体。")
@click.option("--inspections", type=FILE, help="检查台账。")
@click.option("--law-texts", type=FOLDER, help="anjuan law import 存入的法规全文文件夹；评分表在问题旁边显示当时条文的原文。")
@click.option("--workers", type=click.IntRange(min=0), default=None, help="进程数；默认为处理器核数。")
@click.option("-q", "--quiet", is_flag=True, help="不显示进度和汇总表。")
def review(
    archive: Path,
    out: Path,
    settings_file: Path | None,
    standard: str | None,
    law_texts: Path | None,
    workers: int | None,
    quiet: bool,
    **registers: Path | None,
) -> None:
    """评查整个案卷文件夹 ARCHIVE，结果写入 OUT；中断后再次运行即接着做。"""
    from pipeline import screen
    from pipeline.check.standard import find
    from pipeline.run import review_archive

    given = {name: path for name, path in registers.items() if path is not None}
    with screen.progress(quiet) as progress:
        summary = review_archive(
            archive,
            out,
            settings_file=settings_file,
            register_files=given,
            standard=find(standard) if standard else None,
            law_texts=law_texts,
            workers=os.cpu_count() or 1 if workers is None else workers,
            progress=progress,
        )
    if not quiet:
        screen.show_summary(summary, out)


_FILES = click.argument("files", nargs=-1, required=True, type=FILE)
_JSON = click.option("--json", "as_json", is_flag=True, help="输出JSON（一个文件一行）。")
_SETTINGS = click.option("--settings", "settings_file", type=FILE, help="设置文件；其中的 passwords 用于打开设有密码的文件。")


@anjuan.command()
@_FILES
@_JSON
@_SETTINGS
def extract(files: tuple[Path, ...], as_json: bool, settings_file: Path | None) -> None:
    """读出文件中的文书和事实。"""
    from pipeline.papers import extract_files

    for record in extract_files(files, settings_file):
        _print(record, as_json, many=len(files) > 1)


@anjuan.command()
@_FILES
@_JSON
@_SETTINGS
@click.option("--png", "pictures", type=FOLDER, help="把读到的行、单元格、印章画在每一页上，存入该文件夹。")
def text(files: tuple[Path, ...], as_json: bool, settings_file: Path | None, pictures: Path | None) -> None:
    """读出文件每一页的文字和位置。"""
    from pipeline.papers import text_files

    for record in text_files(files, settings_file, pictures):
        _print(record, as_json, many=len(files) > 1)


@anjuan.command()
@click.argument("code", required=False)
@click.option("--undecidable", is_flag=True, help="列出没有单独检查的要求及原因。")
def rules(code: str | None, undecidable: bool) -> None:
    """列出全部规则；给出 CODE 则显示该规则的依据和例子。"""
    from pipeline import screen

    if undecidable:
        screen.show_undecidable()
    else:
        screen.show_rules(code)


@anjuan.command()
@click.argument("out", type=FOLDER)
@click.option("--cases", default=12, show_default=True, type=click.IntRange(min=1), help="案卷数。")
@click.option("--seed", default=1, show_default=True, help="随机种子；相同种子得到相同文件。")
@click.option(
    "--kind", default="mixed", show_default=True, type=click.Choice(["pdf", "scan", "docx", "mixed"]), help="文件种类。"
)
@click.option("--styles", default="all", show_default=True, type=click.Choice(["all", "train", "held"]), help="用哪些文书样式。")
def synth(out: Path, cases: int, seed: int, kind: str, styles: str) -> None:
    """生成虚构案卷及其标准答案，供练习和测量。"""
    from pipeline.synth import make

    make(out, cases=cases, seed=seed, kind=kind, styles=styles)
    click.echo(f"已生成：{out / 'archive'}（答案：{out / 'gold'}）")


@anjuan.command()
@click.argument("gold", type=FOLDER)
@click.argument("out", type=FOLDER)
@click.option("--details", is_flag=True, help="逐条列出不一致。")
def evaluate(gold: Path, out: Path, details: bool) -> None:
    """用标准答案 GOLD 衡量评查结果 OUT 的准确率。"""
    from pipeline import screen
    from pipeline.learn.evaluate import evaluate as measure

    screen.show_evaluation(measure(gold, out), details=details)


@anjuan.command()
@click.argument("sources", nargs=-1, required=True, type=FILE)
@click.option("-o", "--out", type=FOLDER, required=True, help="结果文件夹。")
@click.option("--settings", "settings_file", type=FILE, help="设置文件。")
def compare(sources: tuple[Path, ...], out: Path, settings_file: Path | None) -> None:
    """不看案卷、只比处罚：来源可以是结果文件夹、anjuan.db、cases.jsonl、公示清单（xlsx、csv、JSONL）或案卷文件夹，可以同时给几个。"""
    from pipeline.single import compare_sources

    findings = compare_sources(sources, out, settings_file)
    click.echo(f"比较完成，提示 {findings} 条，见 {out}")


anjuan.add_command(law)
anjuan.add_command(standards)
anjuan.add_command(ledger)
anjuan.add_command(train)
anjuan.add_command(annotate)
anjuan.add_command(campaign)
anjuan.add_command(discretion)
anjuan.add_command(three_systems)


@anjuan.command()
@click.argument("sources", nargs=-1, required=True, type=FILE)
@click.option("-o", "--out", type=FOLDER, required=True, help="副本存到哪个文件夹。")
@click.option("--keep-officers", is_flag=True, help="保留执法人员等公职人员的姓名和证件号。")
def redact(sources: tuple[Path, ...], out: Path, keep_officers: bool) -> None:
    """脱敏：把文件、文件夹或者结果文件夹复制一份，隐去姓名、证件号、住址、电话、账号、车牌和签名。"""
    from pipeline.redact import redact as copies

    for source in sources:
        for copy in copies(source, out, officials=not keep_officers):
            click.echo(f"{copy.made}：隐去{copy.hidden}处" if copy.made else f"{copy.source}：{copy.trouble}")
    click.echo("请人工核对后再公开：照片中的人像、手写内容可能没有全部隐去。")


@anjuan.command()
def doctor() -> None:
    """检查本机装了什么、缺什么、缺了有什么影响。"""
    from pipeline import screen

    screen.show_doctor()


def _print(record: dict[str, Any], as_json: bool, *, many: bool) -> None:
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False, indent=None if many else 1))
        return
    for page in record.get("pages", ()):
        click.echo(f"—— 第{page['number'] or '-'}页（{page['source']}，置信度{page['confidence']:.2f}）——")
        click.echo("\n".join(line["text"] for line in page["lines"]))
    for document in record.get("documents", ()):
        click.echo(f"{document['title'] or document['role']}  {document['source']}  页：{document['pages'] or '-'}")
    for name, fact in record.get("facts", {}).items():
        click.echo(f"{name}: {json.dumps(fact['value'], ensure_ascii=False)}")
    for problem in record["problems"]:
        click.echo(f"问题：{problem['message']}")


def main() -> None:
    """The console script: our errors become a Chinese line and their exit code."""
    try:
        code = anjuan.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        click.echo("已停止；再次运行同一命令即接着做。", err=True)
        sys.exit(130)
    except KeyboardInterrupt:
        click.echo("已停止；再次运行同一命令即接着做。", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except AnjuanError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(error.exit_code)
    except Exception:  # ours to mend: the user gets a file to send, not a screen of code
        path = Path(tempfile.gettempdir()) / "anjuan-错误报告.txt"
        path.write_text(f"anjuan {' '.join(sys.argv[1:])}\n\n{traceback.format_exc()}", encoding="utf-8")
        click.echo(f"程序内部错误，已停止。请把 {path} 发给开发者；已完成的案卷保留，再次运行即接着做。", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
