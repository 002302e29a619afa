"""Commands that list what reports tell together: happenings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import msgspec

from kawat.ask import happenings as ask
from kawat.ask.happenings import Told
from kawat.store import open_store

from .filters import as_filter, filters
from .listing import STORE, around, days, origins, source
from .printing import Format, emit, formats


@click.command()
@STORE
@filters("actor", "since", "until", "type", "status", "background", "language", "min_score", "limit")
@click.option("--min-origins", type=click.IntRange(min=1), metavar="N",
              help="Only what at least so many independent origins tell.")  # fmt: skip
@formats
def happenings(store: str, form: Format, limit: int, min_origins: int | None, **options: Any) -> None:
    """List happenings: each deed once, however many reports and languages tell it.

    The column 'told' has reports and independent origins: 5/1 is one text in five copies.
    """
    with open_store(store) as opened, opened.view() as view:
        which = msgspec.structs.replace(as_filter(view, options), min_origins=min_origins)
        found = ask.happenings(view, which, limit=limit)
        things = [line.record for line in found.lines] if form in ("nl", "json") else found.lines
        note = f"{len(found.lines)} shown{'; more with --limit 0' if found.cursor else ''}"
        emit(things, form, _row, empty="no happening fits", note=note)


def _row(line: Told) -> Mapping[str, object]:
    record = line.record
    return {
        "id": record.id,
        "told": origins(line.count),
        "when": days(record.when),
        "who": list(record.actors),
        "type": record.type,
        "whom": list(record.recipients),
        "status": record.status,
        "words": around(line.words, line.mark),
        "report": source(line.source),
    }
