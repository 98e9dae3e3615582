"""Errors a user can meet: one clear sentence each, with the next step."""

import unicodedata
from datetime import datetime, timezone

import psycopg
from psycopg import errors

INSUFFICIENT_PRIVILEGE = "42501"
ROW_SECURITY_CHECK = "check_enable_rls"  # the function of PostgreSQL that refuses to leave out rows silently
NOT_AS_BUILT = (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction)
# Another writer came in between, or holds a lock.
MEETINGS = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
LOAD_AGAIN = "Run `challenges load` again: it finds what is missing."
LONGEST_NAME = 300  # characters of a name or a value in a sentence
LONGEST_PART = 800  # characters of each part of an error of PostgreSQL


class ChallengesError(Exception):
    """The command cannot do its work; its message is the reason and the next step."""


class UnknownChallengeError(ChallengesError):
    """No eligibility view decides a challenge that was asked for."""


class FutureDateError(ChallengesError):
    """A date that must not be in the future is."""


class UnknownUserError(ChallengesError):
    """No user, or more than one, is the one that was asked for."""


class UnreachableError(ChallengesError):
    """No connection could be made."""


class SharedPoolError(ChallengesError):
    """A pool lends the sessions of the server to several clients in turn."""


class ConnectionLostError(ChallengesError):
    """The connection was lost; what was under way is rolled back."""


class BusyError(ChallengesError):
    """Another load works on the same challenges."""


class OverLimitError(ChallengesError):
    """A challenge would mint more than its limits allow, or has none; nothing of it was written."""


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
    if error.diag.source_function == ROW_SECURITY_CHECK:  # in any language of the messages
        return (
            "; rows may be hidden by row security: as a superuser, run `alter role challenges_dbt bypassrls`, and the"
            " same for the role that runs this"
        )
    role = "grant the role challenges_loader to the role that runs this"
    next_step = f"; as an administrator, run `challenges grant-rights`, and {role}"
    return next_step if error.sqlstate == INSUFFICIENT_PRIVILEGE else ""


def utc(time: datetime) -> str:
    """Return a time in UTC, to the second; without a zone it is in UTC already."""
    if time.tzinfo:
        time = time.astimezone(timezone.utc).replace(tzinfo=None)
    return f"{time.isoformat(sep=' ', timespec='seconds')} UTC"


def reason(error: ChallengesError | psycopg.Error) -> str:
    """Return an error as a sentence, with the next step if it is a missing right."""
    return sentence(error) + missing_right(error) if isinstance(error, psycopg.Error) else str(error)


def reason_of_view(error: ChallengesError | psycopg.Error) -> str:
    """Return the reason, with the next step if it shows a view that is not as dbt builds it."""
    return reason(error) + ("; run `dbt build`" if isinstance(error, NOT_AS_BUILT) else "")
