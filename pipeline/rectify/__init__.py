"""Findings and clues → the problems to be closed."""

from pipeline.rectify.entries import of_archive, of_clues, of_review

__all__ = ["of_archive", "of_clues", "of_review"]
