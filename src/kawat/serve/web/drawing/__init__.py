"""What pages draw, as positions and marks: from answers to plain values that templates put into HTML and SVG.

marking   the received text with zones and records marked, one inside the other
strip     happenings and sayings along the days
weeks     one pair of actors, week by week
series    figures over time, with ranges
months    a calendar of what is due
earth     places on a map of the land
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kawat.serve.web.words import Words

from . import earth, finding, marking, months, series, strip, weeks


def drawings(reader: Words) -> Mapping[str, Callable[..., Any]]:
    """The functions by the names that templates call them by; `reader` names what is drawn."""
    return {
        "strip": strip.strip,
        "by_month": strip.by_month,
        "weeks_between": weeks.weeks_between,
        "told_before": weeks.told_before,
        "multiples": weeks.multiples,
        "grid": weeks.grid,
        "series": series.series,
        "day_of": series.day_of,
        "months": months.months,
        "spots": earth.spots,
        "named": earth.named,
        "frame": earth.frame,
        "land": earth.land,
        "facets": finding.facets,
        "found": finding.found,
        "context": finding.context,
        "code": finding.code,
        "told": finding.told,
        "received": lambda answer: marking.received(answer, reader),
        "sides": lambda answer: marking.sides(answer, reader),
    }
