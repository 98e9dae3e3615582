"""Errors a user can meet: one clear sentence each, with the next step."""

import unicodedata

import psycopg

INSUFFICIENT_PRIVILEGE = "42501"
LONGEST_NAME = 300  # characters of a name or a value in a sentence
LONGEST_PART = 800  # characters of each part of an error of PostgreSQL


class ChallengesError(Exception):
    """The command cannot do its work; its message is the reason and the next step."""


class UnknownChallengeError(ChallengesError):
    """No eligibility view decides a challenge that was asked for."""


class UnknownUserError(ChallengesError):
    """No user, or more than one, is the one that was asked for."""


class UnreachableError(ChallengesError):
    """No connection could be made."""


class ConnectionLostError(ChallengesError):
    """The connection was lost; what was under way is rolled back."""


class BusyError(ChallengesError):
    """Another load works on the same challenges."""


class OverLimitError(ChallengesError):
    """A challenge would mint more than one load may; nothing of it was written."""


def printable(text: object, longest: int = LONGEST_NAME) -> str:
    """Return the text on one line, cut at `longest`, without the characters that could steer a terminal."""
    line = " ".join(str(text).split())
    shown = "".join(char if unicodedata.category(char)[0] != "C" else "?" for char in line[:longest])
    return shown if len(line) <= longest else f"{shown}... ({len(line):,} characters)"


def sentence(error: psycopg.Error, *causes: str) -> str:
    """Return an error of PostgreSQL as one line: its message, its detail, its causes, where it happened."""
    parts = [error.diag.message_primary or str(error), error.diag.message_detail, *causes, error.diag.context]
    return "; ".join(printable(part, LONGEST_PART) for part in parts if part).rstrip(".")


def missing_right(error: psycopg.Error) -> str:
    """Return the next step if the error is a missing right; nothing for other errors."""
    role = "grant the role challenges_loader to the role that runs this"
    next_step = f"; as an administrator, run `challenges grant-rights`, and {role}"
    return next_step if error.sqlstate == INSUFFICIENT_PRIVILEGE else ""


def reason(error: ChallengesError | psycopg.Error) -> str:
    """Return an error as a sentence, with the next step if it is a missing right."""
    return sentence(error) + missing_right(error) if isinstance(error, psycopg.Error) else str(error)
