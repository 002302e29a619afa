"""Where reports and records are kept: `base` says what stores do, `values` what they are asked and answer."""

from __future__ import annotations

from pathlib import Path

from kawat.errors import StoreError

from .base import SiteReports, Store, View, Writer
from .sqlite import SqliteStore
from .values import (
    BESIDE,
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
    Shared,
    SiteLines,
    Tie,
    Visit,
    WeekCount,
    Where,
)

__all__ = [
    "BESIDE",
    "EVERYTHING",
    "KIND_BY_NAME",
    "NEAR",
    "UNDATED_DAYS",
    "ActorCount",
    "Body",
    "Count",
    "Filter",
    "Match",
    "Matches",
    "Meaning",
    "Meeting",
    "Page",
    "Part",
    "Shared",
    "SiteLines",
    "SiteReports",
    "Store",
    "Tie",
    "View",
    "Visit",
    "WeekCount",
    "Where",
    "Writer",
    "open_store",
]


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """The store at an address: the path of a file, made when `create` says so.

    Raises StoreError when there is none, when it is none of ours, or when a newer Kawat wrote it.
    """
    if "://" in str(address):
        raise StoreError(f"{address}: no store of this kind is known: give the path of a file")
    return SqliteStore(Path(address), create=create)
