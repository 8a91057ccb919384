"""Our exceptions, each with its exit code.

AnjuanError            1  an error of ours
├── UsageError         3  input or settings cannot be used; nothing was written
│   ├── SettingsError     an unknown or wrong key of settings.yaml
│   └── EmptyArchive      no case in it, or no such path
├── DataError          1  a broken rule, statute, standard or model file that we ship (or that an office edited)
└── OutputError        4  OUT cannot be written or is in use
"""

from __future__ import annotations


class AnjuanError(Exception):
    """The base of our exceptions; the message is Chinese and says file, place, what is wrong and what to do."""

    exit_code = 1


class UsageError(AnjuanError):
    """The input or the settings cannot be used."""

    exit_code = 3


class SettingsError(UsageError):
    """A key or value of the settings file is wrong."""


class EmptyArchive(UsageError):
    """There is no case to review."""


class DataError(AnjuanError):
    """A data file of law, rules or standards is broken."""


class OutputError(AnjuanError):
    """The output folder cannot be written or is in use."""

    exit_code = 4
