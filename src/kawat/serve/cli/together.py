"""Commands that list what reports say together: stories, sayings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from kawat.ask import listing as ask
from kawat.ask.listing import Line
from kawat.records import Period, Saying, Story

from .asking import asks
from .filters import filters
from .listing import days, list_, origins, short, source
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


def _story(line: Line[Story]) -> Mapping[str, object]:
    story = line.record
    written = Period(story.first, story.last or story.first) if story.first else None
    return {
        "id": story.id,
        "written": days(written),
        "title": short(line.words),
        "first in": source(line.source),
        "reports": origins(line.count),
        "why": "; ".join(story.basis),
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
        "why": "; ".join(saying.basis),
    }
