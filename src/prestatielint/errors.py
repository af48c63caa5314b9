"""Errors that a user can mend, each one clear Dutch line; imports only the standard library."""

from __future__ import annotations


class PrestatielintError(Exception):
    """An error for the user. ``code`` is stable and meant for programs, the message is Dutch and meant for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class IngestError(PrestatielintError):
    """A document that cannot be read."""


class CatalogueError(PrestatielintError):
    """A rule file that is wrong; the message holds file, line and excerpt."""


class ConfigError(PrestatielintError):
    """A setting that is wrong."""


class PipelineError(PrestatielintError):
    """A spaCy pipeline that is missing or unfit."""
