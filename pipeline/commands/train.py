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


@train.command("borders")
@_OUT
@click.option("--cases", default=50, show_default=True, type=click.IntRange(min=6), help="用多少个虚构案卷来训练。")
@click.option("--seed", default=9301, show_default=True, help="随机种子；相同种子得到相同模型。")
def borders(out: Path, cases: int, seed: int) -> None:
    """训练没有标题的页面是接着上一份文书还是另起一份的模型。"""
    from pipeline.learn.borders import train as fit

    made = fit(out, cases=cases, seed=seed)
    click.echo(f"已写入 {out}：未参加训练的样式{made.pages}页，误切{made.false_cuts}处，漏切{made.missed_cuts}处")


@train.command("judge")
@_OUT
@click.option("--cases", default=32, show_default=True, type=click.IntRange(min=2), help="用多少个虚构案卷来训练。")
@click.option("--seed", default=9301, show_default=True, help="随机种子；相同种子得到相同模型。")
def judge(out: Path, cases: int, seed: int) -> None:
    """训练事实可信度的模型：一个读出的值有多大可能是对的。"""
    from pipeline.learn.judge import train as fit

    made = fit(out, cases=cases, seed=seed)
    for name, title in (("file", "整卷"), ("held files", "整卷，未参加训练的样式"), ("paper", "单独一份决定书")):
        rules, judged = made[name]["rules"], made[name]["judge"]
        click.echo(
            f"{title}：{judged.facts}项事实，可信度0.9以上而错误的{rules.wrong_sure:.2%} → {judged.wrong_sure:.2%}，"
            f"布里尔分数{rules.brier:.4f} → {judged.brier:.4f}，正确而不足0.9的{rules.right_unsure:.1%} → {judged.right_unsure:.1%}"
        )


@train.command("facts")
@_OUT
@click.option("--seed", default=9601, show_default=True, help="随机种子；相同种子得到相同模型。")
def facts(out: Path, seed: int) -> None:
    """训练在单独一份决定书里补读事实的模型：规则没有读出的，从文中所有可能的词里挑。"""
    from pipeline.learn.facts import train as fit

    for name, one in fit(out, seed=seed).items():
        click.echo(f"{name}：{one.told}处，交叉检验给出{one.given}处，其中正确{one.right}处，可能性{one.least}以上才给出")


@train.command("clues")
@_OUT
@click.option("--seed", default=1, show_default=True, help="随机种子；相同种子得到相同模型。")
def clues(out: Path, seed: int) -> None:
    """训练线索属于哪一类问题的模型。"""
    from pipeline.learn.clues import train as fit

    click.echo(f"已写入 {out}：所用文法的sha256为{fit(out, seed=seed)}")
