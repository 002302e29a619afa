"""TimelineJS JSON: happenings and sayings on a timeline, days that are not sure as ranges.

What has no day is left out. Words of reports are escaped: TimelineJS reads headlines and texts as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from kawat.ask.selection import Kind
from kawat.ontology import types
from kawat.records import AnyRecord, Event, Happening, Period, Quote, Saying, encode
from kawat.store import View

from .beside import Beside, counted, days
from .titles import title

name = "timelinejs"
suffix = "timeline.json"
media_type = "application/json"
kinds: tuple[Kind, ...] = (Quote, Event, Saying, Happening)
usual: tuple[Kind, ...] = (Saying, Happening)
one_kind = False

_Shown = Quote | Event | Saying | Happening


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A timeline with a slide for each record that has a day."""
    beside = Beside(view)
    yield b'{"scale":"human","events":['
    between = b"\n"
    for record in records:
        if isinstance(record, Quote | Event | Saying | Happening):
            period = record.said if isinstance(record, Quote | Saying) else record.when
            if period is not None:
                yield between + encode(_slide(record, period, beside))
                between = b",\n"
    yield b"\n]}\n"


def _slide(record: _Shown, period: Period, beside: Beside) -> dict[str, Any]:
    slide = {
        "unique_id": record.id,
        "start_date": _date(period.first),
        "display_date": days(period),
        "group": _group(record),
        "autolink": False,
        "text": {"headline": escape(title(record, beside)), "text": _text(record, beside)},
    }
    return slide | ({"end_date": _date(period.last)} if period.last != period.first else {})


def _date(day: str) -> dict[str, int]:
    year, month, number = map(int, day.split("-"))
    return {"year": year, "month": month, "day": number}


def _group(record: _Shown) -> str:
    if isinstance(record, Quote | Saying):
        return "said"
    return types()[record.type].group.replace("-", " ")


def _text(record: _Shown, beside: Beside) -> str:
    source = beside.source(record)
    told = f"told in {counted(beside.told(record).count)}"
    where = " · ".join(filter(None, (source.publisher, source.title))) if source else ""
    linked = escape(where or told)
    if source and source.url and source.url.startswith(("http://", "https://")):
        linked = f'<a href="{escape(source.url)}">{linked}</a>'
    evidence = f"<blockquote>{escape(beside.line(record))}</blockquote>"
    return f"{evidence}<p>{linked}</p>" + (f"<p>{escape(told)}</p>" if where else "")
