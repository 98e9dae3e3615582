"""Errors a user can meet: one clear sentence each, with the next step."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

INSUFFICIENT_PRIVILEGE = "42501"
LONGEST_NAME = 300  # characters of a name or a value in a sentence
LONGEST_PART = 800  # characters of each thing that PostgreSQL says of an error


class ChallengesError(Exception):
    """The command cannot do its work; its message says what to do."""


class UnknownChallengeError(ChallengesError):
    """A challenge was asked for that no eligibility view decides."""


class UnreachableError(ChallengesError):
    """No connection could be made."""


class ConnectionLostError(ChallengesError):
    """The connection was lost; what was under way is rolled back."""


class BusyError(ChallengesError):
    """Somebody else is loading what was to be loaded."""


class OverLimitError(ChallengesError):
    """A challenge would mint more than one load may; nothing of it was written."""


class RaisingTriggerError(ChallengesError):
    """A trigger of the platform raised an error; its message names the trigger and the reward."""


def printable(text: object, longest: int = LONGEST_NAME) -> str:
    """Return the text on one line, without the control and format characters that could steer a terminal.

    Of one that is longer, only so many characters, and how many there were.
    """
    line = " ".join(str(text).split())
    shown = "".join(char if unicodedata.category(char)[0] != "C" else "?" for char in line[:longest])
    return shown if len(line) <= longest else f"{shown}... ({len(line):,} characters)"


def sentence(error: psycopg.Error, *causes: str) -> str:
    """Return what PostgreSQL said of an error as one line: its message, its detail, its causes, where it happened."""
    parts = [error.diag.message_primary or str(error), error.diag.message_detail, *causes, error.diag.context]
    return "; ".join(printable(part, LONGEST_PART) for part in parts if part).rstrip(".")


def missing_right(error: psycopg.Error) -> str:
    """Return what to do where the error is that the loader has not the right; nothing of other errors."""
    if error.sqlstate != INSUFFICIENT_PRIVILEGE:
        return ""
    return (
        "; as an administrator, run `challenges grant-rights`, and grant the role challenges_loader to the role that"
        " runs this"
    )
