"""Whose words a part of a page is: an AI summary is the page's, not the report's."""

from __future__ import annotations

from kawat.records import Span, Wording, Zone
from kawat.stage import ReportText


def summarised(report: ReportText, span: Span) -> Wording | None:
    """'ai-summary' for what stands in an AI summary, else None."""
    inside = any(zone.role == "ai-summary" and zone.at[0].overlaps(span) for zone in report[Zone])
    return "ai-summary" if inside else None
