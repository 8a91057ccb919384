"""`anjuan train …`: makes the weights of models/ anew, each with its card. Heavy modules load inside the commands."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import FOLDER

_OUT = click.option("-o", "--out", type=FOLDER, required=True, help="模型写入的文件夹。")


@click.group()
def train() -> None:
    """重新训练随程序附带的模型，并写出说明（card.md）。"""


@train.command("ocr-int8")
@_OUT
@click.option("--cases", default=6, show_default=True, type=click.IntRange(min=1), help="用多少个虚构案卷的扫描件来校准。")
@click.option("--seed", default=5, show_default=True, help="随机种子。")
def ocr_int8(out: Path, cases: int, seed: int) -> None:
    """把文字识别模型压缩成8位整数，识读更快；需要另装 nncf。"""
    from pipeline.learn.ocr_int8 import quantise

    made = quantise(out, cases=cases, seed=seed)
    click.echo(f"已写入 {out}：比较{made.characters}字，与原模型不同{made.differ}字，其中数字{made.digits_differ}/{made.digits}")


@train.command("roles")
@_OUT
@click.option("--cases", default=70, show_default=True, type=click.IntRange(min=2), help="用多少个虚构案卷来训练。")
@click.option("--seed", default=9101, show_default=True, help="随机种子；相同种子得到相同模型。")
def roles(out: Path, cases: int, seed: int) -> None:
    """训练没有标题的页面属于哪种文书的模型。"""
    from pipeline.learn.roles import train as fit

    made = fit(out, cases=cases, seed=seed)
    click.echo(
        f"已写入 {out}：未参加训练的样式{made.pages}页，判断正确{made.right:.1%}，敢于认定{made.named:.1%}，其中正确{made.right_of_named:.1%}"
    )


@train.command("judge")
@_OUT
@click.option("--cases", default=16, show_default=True, type=click.IntRange(min=2), help="用多少个虚构案卷来训练。")
@click.option("--seed", default=9301, show_default=True, help="随机种子；相同种子得到相同模型。")
def judge(out: Path, cases: int, seed: int) -> None:
    """训练事实可信度的模型：一个读出的值有多大可能是对的。"""
    from pipeline.learn.judge import train as fit

    made = fit(out, cases=cases, seed=seed)
    click.echo(
        f"已写入 {out}：未参加训练的样式{made.facts}项事实，可信度0.9以上而错误的{made.wrong_sure_raw:.2%} → {made.wrong_sure:.2%}，"
        f"布里尔分数{made.brier_raw:.4f} → {made.brier:.4f}"
    )


@train.command("clues")
@_OUT
@click.option("--seed", default=1, show_default=True, help="随机种子；相同种子得到相同模型。")
def clues(out: Path, seed: int) -> None:
    """训练线索属于哪一类问题的模型。"""
    from pipeline.learn.clues import train as fit

    click.echo(f"已写入 {out}：所用文法的sha256为{fit(out, seed=seed)}")
