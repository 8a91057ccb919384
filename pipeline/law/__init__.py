"""The law as dated data: provisions, statutes and their structure, offences, crime lines, and the official calendar."""

from pipeline.law.citations import Existence, exists
from pipeline.law.crimes import CrimeLine, Reach, crime_lines, reach
from pipeline.law.offences import Branch, FineRange, Offence, fine_range, offences
from pipeline.law.provisions import Law
from pipeline.law.structure import Statute, StatuteVersion, statute, version_on

__all__ = [
    "Branch",
    "CrimeLine",
    "Existence",
    "FineRange",
    "Law",
    "Offence",
    "Reach",
    "Statute",
    "StatuteVersion",
    "crime_lines",
    "exists",
    "fine_range",
    "offences",
    "reach",
    "statute",
    "version_on",
]
