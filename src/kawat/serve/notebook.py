"""How stores, views, lists and records show themselves in a notebook: as small tables, all text escaped.

Importing `kawat` in a running notebook is enough. The classes know nothing of it: IPython is told how to show
them, and `as_html` is there for other programs that want the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from html import escape
from sqlite3 import ProgrammingError
from typing import Any

from kawat.ask.commitments import Ledger, Undertaking
from kawat.ask.happenings import Happenings, Told
from kawat.ask.listing import Actors, Line, Listing
from kawat.ask.show import Context, Shown
from kawat.errors import KawatError
from kawat.records import (
    Claim,
    Commitment,
    Disagreement,
    Event,
    Failure,
    Figure,
    Happening,
    Judgement,
    Period,
    Quote,
    Record,
    Report,
    Saying,
    Story,
    Written,
    kind_of,
)
from kawat.store import ActorCount, View
from kawat.store.reading import SqlView
from kawat.store.sqlite import SqliteStore

from .fields import fields, in_words
from .formats.beside import counted, days

SHOWN: tuple[type, ...] = (
    SqliteStore,
    SqlView,
    Record,
    Judgement,
    Failure,
    Listing,
    Ledger,
    Happenings,
    Actors,
    ActorCount,
    Shown,
)
"""What a notebook shows as a table."""

_COLUMNS = ("id", "days", "what", "words", "report", "told")


def load_ipython_extension(ipython: Any) -> None:
    """Tells IPython how to show what is Kawat's."""
    html = ipython.display_formatter.formatters["text/html"]
    for each in SHOWN:
        html.for_type(each, as_html)


def show_in_notebook() -> None:
    """Does the same where a notebook is running, and nothing elsewhere."""
    ipython = sys.modules.get("IPython")
    running = ipython.get_ipython() if ipython else None
    if running is not None:
        load_ipython_extension(running)


def as_html(thing: Any) -> str:
    """A table of HTML, without style or script; of what is not Kawat's its `repr`."""
    match thing:
        case SqliteStore():
            return _store(thing)
        case SqlView():
            return _view(thing, "View")
        case Listing() | Ledger() | Happenings():
            return _lines(thing)
        case Actors():
            return _actors(thing.lines, counted(thing.count))
        case ActorCount():
            return _actors([thing], "")
        case Shown():
            return _shown(thing)
        case Record() | Judgement() | Failure():
            return _record(thing)
        case _:
            return f"<pre>{escape(repr(thing))}</pre>"


def _store(store: SqliteStore) -> str:
    name = f"Store {store.path.name}"
    try:
        with store.view() as view:
            return _view(view, name)
    except KawatError as error:
        return f"<p>{escape(f'{name}: {error}')}</p>"


def _view(view: View, name: str) -> str:
    as_of = f", as of {view.as_of}" if view.as_of else ""
    try:
        counts = [(kind, f"{number:,}") for kind, number in view.counts().items() if number]
    except ProgrammingError:
        return f"<p>{escape(name)}, closed: it ends with its 'with' block</p>"
    return _table(f"{name}{as_of}", ("kind", "how many"), counts)


def _lines(listing: Listing[Any] | Ledger | Happenings) -> str:
    more = listing.left if isinstance(listing, Ledger) else listing.cursor
    caption = (
        f"{len(listing.lines)} shown; all in {counted(listing.count)}{'; there are more' if more else ''}"
    )
    return _table(caption, _COLUMNS, map(_line, listing.lines))


def _line(line: Line[Any] | Undertaking | Told) -> Sequence[str | tuple[str, str]]:
    source = line.source
    return (
        line.record.id,
        _days(line.record),
        _what(line.record, getattr(line, "speaker", None)),
        (line.words, source.language or ""),
        " · ".join(filter(None, (source.publisher, source.title))),
        counted(line.count),
    )


def _days(record: Record) -> str:
    match record:
        case Report():
            found: Period | Written | None = record.written
        case Quote() | Saying():
            found = record.said
        case Event() | Happening():
            found = record.when
        case Figure() | Claim():
            return record.as_of or ""
        case Commitment():
            found = record.due or record.made_on
        case Disagreement():
            found = record.days
        case Story():
            found = Period(record.first, record.last or record.first) if record.first else None
        case _:
            found = None
    return days(Period(found.first, found.last)) if found else ""


def _what(record: Record, speaker: str | None) -> str:
    """What a record tells, in short."""
    match record:
        case Quote() | Saying():
            return f"{speaker or record.speaker_actor or 'somebody'}: {record.act}"
        case Event() | Happening():
            to = f" → {', '.join(record.recipients)}" if record.recipients else ""
            return f"{', '.join(record.actors) or 'somebody'}{to}: {record.type}, {record.status}"
        case Figure() | Claim():
            amount = (
                f"{record.low:,g}" if record.low == record.high else f"{record.low:,g} – {record.high:,g}"
            )
            return " ".join(filter(None, (record.qualifier, amount, record.of or record.unit)))
        case Commitment():
            to = f" → {', '.join(record.to)}" if record.to else ""
            return f"{', '.join(record.by) or 'somebody'}{to}: {record.sort}, {record.outcome}"
        case Disagreement():
            return f"{record.about}: {' | '.join(side.says for side in record.sides)}"
        case _:
            return kind_of(type(record))


def _actors(lines: Iterable[ActorCount], caption: str) -> str:
    rows = [
        (one.actor.id, one.actor.name, one.actor.sort, one.actor.country or "", counted(one.count))
        for one in lines
    ]
    return _table(caption, ("id", "name", "sort", "country", "told"), rows)


def _shown(shown: Shown[Any]) -> str:
    """A record, its passages with the evidence marked, and how many tell it."""
    language = _language(shown.source.language)
    passages = "".join(f"<blockquote{language}>{_marked(one)}</blockquote>" for one in shown.contexts)
    return _record(shown.record) + passages + f"<p>{escape(counted(shown.count))}</p>"


def _marked(passage: Context) -> str:
    text, at = passage.text, passage.at.start
    parts, place = [], 0
    for start, end in sorted(passage.marks):
        parts += [escape(text[place : start - at]), f"<mark>{escape(text[start - at : end - at])}</mark>"]
        place = end - at
    return "".join([*parts, escape(text[place:])])


def _record(record: Record | Judgement | Failure) -> str:
    told = fields(record)
    rows = [(name, in_words(value)) for name, value in told.items() if value not in (None, [], "", {})]
    return _table(kind_of(type(record)), ("field", "value"), rows)


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | tuple[str, str]]]) -> str:
    """A table; a cell is text, or text and its language."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(cell: str | tuple[str, str]) -> str:
    text, language = cell if isinstance(cell, tuple) else (cell, None)
    return f"<td{_language(language)}>{escape(text)}</td>"


def _language(code: str | None) -> str:
    return f' lang="{escape(code)}"' if code else ""
