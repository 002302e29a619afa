"""What happened at places that are known on a map."""

from __future__ import annotations

import msgspec

from kawat.store import EVERYTHING, Filter, View

from .happenings import Happenings, happenings


def placed(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Happenings:
    """A page of the happenings that the filter lets through and whose place has a latitude and longitude."""
    return happenings(view, msgspec.structs.replace(filter, placed=True), limit=limit, cursor=cursor)
