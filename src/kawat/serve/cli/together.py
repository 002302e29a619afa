"""Commands that list what reports say together: stories, sayings, happenings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from kawat.ask import listing as ask
from kawat.ask.happenings import Told
from kawat.ask.happenings import happenings as ask_happenings
from kawat.ask.listing import Line
from kawat.records import Happening, Period, Saying, Story

from .asking import asks
from .filters import filters
from .listing import around, days, list_, origins, short, source
from .printing import Format, formats


@click.command()
@asks
@filters("since", "until", "source", "publisher", "language", "min_origins", "limit")
@formats
def stories(store: str, form: Format, **options: Any) -> None:
    """List stories: reports on the same news over a few days, and of how many independent origins."""
    list_(store, ask.stories, _story, form, options)


@click.command()
@asks
@filters("actor", "since", "until", "act", "source", "language", "min_origins", "min_score", "limit")
@formats
def sayings(store: str, form: Format, **options: Any) -> None:
    """List sayings: the same words of one speaker, in whatever report, wording and language, once."""
    list_(store, ask.sayings, _saying, form, options)


@click.command()
@asks
@filters(
    "actor", "since", "until", "type", "status", "background", "source", "language", "min_origins",
    "min_score", "limit",
)  # fmt: skip
@formats
def happenings(store: str, form: Format, **options: Any) -> None:
    """List happenings: each deed once, however many reports and languages tell it.

    The column 'reports' has reports and independent origins: 5/1 is one text in five copies.
    """
    list_(store, ask_happenings, _happening, form, options, Happening)


def _story(line: Line[Story]) -> Mapping[str, object]:
    story = line.record
    written = Period(story.first, story.last or story.first) if story.first else None
    return {
        "id": story.id,
        "written": days(written),
        "title": short(line.words),
        "first in": source(line.source),
        "reports": origins(line.count),
        "because": "; ".join(story.basis),
    }


def _saying(line: Line[Saying]) -> Mapping[str, object]:
    saying = line.record
    return {
        "id": saying.id,
        "said": days(saying.said),
        "speaker": saying.speaker_actor,
        "act": saying.act,
        "words": short(line.words),
        "in": list(saying.languages),
        "first in": source(line.source),
        "reports": origins(line.count),
        "because": "; ".join(saying.basis),
    }


def _happening(line: Told) -> Mapping[str, object]:
    record = line.record
    return {
        "id": record.id,
        "reports": origins(line.count),
        "when": days(record.when),
        "who": list(record.actors),
        "type": record.type,
        "whom": list(record.recipients),
        "status": record.status,
        "words": around(line.words, line.mark),
        "first in": source(line.source),
        "because": "; ".join(record.basis),
    }
