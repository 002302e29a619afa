"""What PostgreSQL says went wrong, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from kawat.errors import StoreError, StoreGone, TooLong
from kawat.store.address import shown

REMEDIES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, "another command is writing to it: wait for it to end, then repeat this one"),
    (
        errors.DiskFull,
        "the server's disk is full: make room and repeat the command, nothing finished is lost",
    ),
    (
        errors.InsufficientPrivilege,
        "this user may not do that: ask with one that may, or have rights granted",
    ),
    (
        errors.ReadOnlySqlTransaction,
        "it may not be written to here: ask as a user that may write, of the server that takes what is new",
    ),
    (
        errors.ProgramLimitExceeded,
        "a name or address in this report is too long for an index: leave the report out, and tell us of it",
    ),
    (errors.InvalidPassword, "the server does not accept user and password: check both"),
    (errors.InvalidAuthorizationSpecification, "the server does not let this user in: check its pg_hba.conf"),
    (errors.InvalidCatalogName, "there is no such database: make it with 'createdb'"),
    (errors.TooManyConnections, "the server has no connection left: raise its max_connections, or ask less"),
)
# while connecting, errors have no code
_CONNECTING: tuple[tuple[re.Pattern[str], type[psycopg.Error]], ...] = (
    (re.compile(r'database ".*" does not exist'), errors.InvalidCatalogName),
    (re.compile(r"password authentication failed|no password supplied"), errors.InvalidPassword),
    (re.compile(r'role ".*" does not exist|pg_hba\.conf'), errors.InvalidAuthorizationSpecification),
    (re.compile(r"permission denied for database"), errors.InsufficientPrivilege),
    (re.compile(r"too many (connections|clients)|connection slots are reserved"), errors.TooManyConnections),
)
_GONE_AWAY = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.IdleSessionTimeout,
    errors.IdleInTransactionSessionTimeout,
)
_GONE = "the server does not answer: see that it runs"
# what readers of the desk are not told: they gave no command
_AGAIN = ", then repeat the command; nothing finished is lost"
_REFUSED = "the database refused this: the server's log has its code"


def gone(error: psycopg.Error) -> bool:
    """Whether it is the connection that failed, and not what was asked."""
    return isinstance(error, _GONE_AWAY) or (
        isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) and error.sqlstate is None
    )


@contextmanager
def told(address: str) -> Iterator[None]:
    """Turns psycopg's errors into a StoreError that says what to do."""
    try:
        yield
    except errors.QueryCanceled as error:
        raise TooLong(
            f"{shown(address)}: this takes too long: ask for less, fewer days or one actor"
        ) from error
    except psycopg.Error as error:
        raise _told(error, shown(address)) from error


def _told(error: psycopg.Error, name: str) -> StoreError:
    for kind, text in REMEDIES:
        if isinstance(error, kind):
            return StoreError(f"{name}: {text}")
    words = " ".join(str(error).split())
    remedy = _remedy(error, words)
    again = _AGAIN if remedy == _GONE else ""
    told = f"{remedy}{again} ({words})" if remedy else words
    made = StoreGone if remedy == _GONE else StoreError
    # words that come with a code may be of a statement, and so of what was asked
    return made(f"{name}: {told}", plain=f"{name}: {remedy or _REFUSED}", noted=error.sqlstate or words)


def _remedy(error: psycopg.Error, words: str) -> str | None:
    for sign, kind in _CONNECTING:
        if error.sqlstate is None and sign.search(words):
            return dict(REMEDIES)[kind]
    return _GONE if gone(error) else None
