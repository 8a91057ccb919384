"""`anjuan standards`: the review standards, and one with its items. Heavy modules load inside the commands."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True)
@click.pass_context
def standards(context: click.Context) -> None:
    """列出自带的评查标准；show NAME 显示其中一个。"""
    from pipeline import screen

    if context.invoked_subcommand is None:
        screen.show_standards()


@standards.command("show")
@click.argument("name")
@click.option("--yaml", "as_yaml", is_flag=True, help="输出标准文件原文，存成文件后修改，再用 --standard 文件 评查。")
def show_standard(name: str, as_yaml: bool) -> None:
    """显示标准 NAME（名称或文件）的逐项分值、扣分办法、所依据的规则和否决项。"""
    from pipeline import screen
    from pipeline.check.standard import find

    if as_yaml:
        click.echo(find(name).read_text(encoding="utf-8"), nl=False)
    else:
        screen.show_standard(find(name))
