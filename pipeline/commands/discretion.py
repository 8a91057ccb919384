"""`anjuan discretion …`: what is wrong with a discretion table, before it is used."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import FILE


@click.group()
def discretion() -> None:
    """裁量基准：核对基准文件。"""


@discretion.command("check")
@click.argument("file", type=FILE)
def check_command(file: Path) -> None:
    """核对 FILE（裁量基准的 YAML，或者写有 discretion 的设置文件）：空档、重叠、超出法定幅度、有效期、条件。有错误时退出码为 3。"""
    from pipeline.lawdesk.discretion import lines
    from pipeline.problems import SettingsError

    told, usable = lines(file)
    click.echo("\n".join(told))
    if not usable:
        raise SettingsError(f"{file}：裁量基准有错误，请改正后再用。")
