"""Where accounts differ: figures, denials, days, rival tellings, each side with who gives it."""

from __future__ import annotations

from kawat.records import Disagreement
from kawat.store import EVERYTHING, Filter, View

from .listing import Listing, listed


def disagreements(
    view: View, filter: Filter = EVERYTHING, *, limit: int = 50, cursor: str | None = None
) -> Listing[Disagreement]:
    """Disagreements in order of the days of which they tell."""
    return listed(view, Disagreement, filter, limit=limit, cursor=cursor)
