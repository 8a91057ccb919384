"""pages → papers: roles, borders, the file's own index."""

from pipeline.split.bundle import split as split

__all__ = ["split"]
