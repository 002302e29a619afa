"""Where reports and records are kept: `base` says what stores do, `values` what they are asked and answer."""

from __future__ import annotations

from pathlib import Path

from kawat.errors import NotInstalled, StoreError

from .address import shown
from .base import Links, SiteReports, Store, View, Writer
from .parties import parties
from .sqlite import SqliteStore
from .values import (
    EVERYTHING,
    KIND_BY_NAME,
    NEAR,
    UNDATED_DAYS,
    ActorCount,
    Body,
    Count,
    Filter,
    Match,
    Matches,
    Meaning,
    Meeting,
    Page,
    Part,
    Remade,
    Shared,
    SiteLines,
    SiteReport,
    Tie,
    Visit,
    WeekCount,
    Where,
)

__all__ = [
    "EVERYTHING",
    "KIND_BY_NAME",
    "NEAR",
    "UNDATED_DAYS",
    "ActorCount",
    "Body",
    "Count",
    "Filter",
    "Links",
    "Match",
    "Matches",
    "Meaning",
    "Meeting",
    "Page",
    "Part",
    "Remade",
    "Shared",
    "SiteLines",
    "SiteReport",
    "SiteReports",
    "Store",
    "Tie",
    "View",
    "Visit",
    "WeekCount",
    "Where",
    "Writer",
    "open_store",
    "parties",
]


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """The store at an address: the path of a file, or `postgresql://user@host/database`.

    Made when `create` says so: the file, or a schema in the database. Raises StoreError when there is none,
    when it is none of ours, or when a newer Kawat wrote it, NotInstalled without PostgreSQL's packages.
    """
    kind, sign, _ = str(address).partition("://")
    if not sign:
        return SqliteStore(Path(address), create=create)
    if kind not in ("postgresql", "postgres"):
        raise StoreError(
            f"{shown(str(address))}: no store of this kind is known: give the path of a file, or postgresql://..."
        )
    try:
        from .postgres import PostgresStore
    except ImportError as error:
        raise NotInstalled(
            f"{kind}:// needs '{error.name}', which is not installed: pip install 'kawat[postgres]'"
        ) from error
    return PostgresStore(str(address), create=create)
