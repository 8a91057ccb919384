"""The command groups: one module a group, each command one short function that calls one function of the pipeline."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
