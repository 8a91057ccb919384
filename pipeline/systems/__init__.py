"""The three systems of a bureau as a whole: 行政执法公示, 执法全过程记录, 重大执法决定法制审核."""

from pipeline.systems.check import three_systems

__all__ = ["three_systems"]
