"""The figures that reports give, each once, and by whose account."""

from __future__ import annotations

from kawat.records import Claim
from kawat.store import EVERYTHING, Filter, View

from .listing import Listing, listed


def claims(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Claim]:
    """Claims in order of the days for which they hold."""
    return listed(view, Claim, filter, limit=limit, cursor=cursor)
