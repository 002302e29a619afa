"""Commands that list what is claimed and where it differs: claims, disagreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from kawat.ask.claims import claims as ask_claims
from kawat.ask.disagreements import disagreements as ask_disagreements
from kawat.ask.listing import Line
from kawat.records import Claim, Disagreement, Side
from kawat.store import Count

from .asking import asks
from .filters import filters
from .listing import days, list_, origins, short
from .printing import Format, formats

_NOBODY = "the report itself"


@click.command()
@asks
@filters("actor", "of", "since", "until", "bare", "source", "language", "min_origins", "min_score", "limit")
@formats
def claims(store: str, form: Format, **options: Any) -> None:
    """List claims: the same figure of the same thing, in whatever report and language, once."""
    list_(store, ask_claims, _claim, form, options, Claim)


@click.command()
@asks
@filters("actor", "since", "until", "about", "moves", "source", "language", "min_origins", "limit")
@formats
def disagreements(store: str, form: Format, **options: Any) -> None:
    """List disagreements: accounts of one thing that cannot all hold, side by side, and who gives each.

    Kawat does not say which is right. What moves is a change from day to day, no contradiction.
    """
    list_(store, ask_disagreements, _disagreement, form, options)


def _claim(line: Line[Claim]) -> Mapping[str, object]:
    claim = line.record
    return {
        "id": claim.id,
        "as of": claim.as_of,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "of": claim.of,
        "according to": _tellers(claim),
        "words": short(line.words),
        "reports": origins(line.count),
        "because": "; ".join(claim.basis),
    }


def _tellers(claim: Claim) -> list[str]:
    """All who give a claim: who is named, and the reports that give it in their own name."""
    itself = [_NOBODY] if claim.according_to and None in claim.given_by else []
    return [*claim.according_to, *itself]


def _disagreement(line: Line[Disagreement]) -> Mapping[str, object]:
    differs = line.record
    return {
        "id": differs.id,
        "days": days(differs.days),
        "about": f"{differs.about}, moves" if differs.moves else differs.about,
        "of": differs.of,
        "words": "  //  ".join(map(told_side, differs.sides)),
        "reports": origins(line.count),
    }


def told_side(side: Side) -> str:
    """'94,300 troops (oleksii-reznikov, 2/1)'."""
    by = ", ".join(side.according_to) or _NOBODY
    return f"{short(side.says)} ({by}, {origins(Count(side.reports, side.origins))})"
