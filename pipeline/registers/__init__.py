"""The registers of an archive (officers, publications, cases, clues, inspections), known by their header row."""

from pipeline.registers.load import load_registers
from pipeline.registers.numbers import DocNumber, doc_number
from pipeline.registers.rows import CaseRow, ClueRow, InspectionRow, OfficerRow, PublishedRow, Registers

__all__ = [
    "CaseRow",
    "ClueRow",
    "DocNumber",
    "InspectionRow",
    "OfficerRow",
    "PublishedRow",
    "Registers",
    "doc_number",
    "load_registers",
]
