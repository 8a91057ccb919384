"""A file given on the command line as a SourceFile."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.problems import UsageError
from pipeline.read.kinds import kind_of
from pipeline.records import SourceFile


def source_of(path: Path) -> SourceFile:
    """The file, ready to read. UsageError where it cannot be opened."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(f"{path}：打不开（{error.strerror}）。请检查路径和权限。") from error
    return SourceFile(path, path.name, digest, kind_of(path))
