"""The filter that the options of a command, or the parameters of an address, ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kawat.ask.actors import find_actor
from kawat.ontology import type_names
from kawat.store import Filter, View


def as_filter(view: View, options: Mapping[str, Any]) -> Filter:
    """The filter that the options ask for. Raises NotFound for an unknown actor, type or report."""
    actor, report = options.get("actor"), options.get("report")
    return Filter(
        report=None if report is None else view.report(report).id,
        actor=None if actor is None else find_actor(view, actor),
        since=options.get("since"),
        until=options.get("until"),
        source=options.get("source"),
        publisher=options.get("publisher"),
        language=options.get("language"),
        type=as_types(options.get("types", ())),
        status=options.get("status", ()),
        act=options.get("act", ()),
        sort=options.get("sorts", ()),
        min_score=options.get("min_score"),
        min_origins=options.get("min_origins"),
        about=options.get("about", ()),
        moves=options.get("moves"),
        of=options.get("of"),
        bare=None if options.get("bare", True) else False,
        historical=None if options.get("background", True) else False,
    )


def as_types(given: Iterable[str]) -> tuple[str, ...]:
    """Event types, groups spelled out. Raises NotFound with the known ones."""
    return tuple(name for value in given for name in type_names(value))
