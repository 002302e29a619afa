"""Which actor somebody means by a word: an id, a name in any language, or a part of one."""

from __future__ import annotations

from collections.abc import Callable

from kawat.errors import NotFound
from kawat.records import Report
from kawat.store.base import View
from kawat.store.values import ActorCount, Called, Filter

_SHOWN = 8


def find_actor(view: View, words: str) -> str:
    """The id of the actor that is called so in this store.

    An id or a whole name, of a person the last name too, comes before a part of a name; of several the one
    that most origins name comes first, if it is named at least three times as often as the next. Raises
    NotFound, which lists the candidates.
    """
    wanted = words.casefold()
    for how, fits in _WAYS:
        found = [one for one in _called(view, words, how) if fits(one, wanted)]
        if len(found) == 1 or (found and _clear(found)):
            return found[0].actor.id
        if found:
            shown = ", ".join(f"{one.actor.id} ({one.actor.name})" for one in found[:_SHOWN])
            raise NotFound(f"'{words}' may be {shown}: give the id")
    raise NotFound(f"no report in this store names '{words}': 'kawat actors STORE' lists who is named")


def _called(view: View, words: str, how: Called) -> list[ActorCount]:
    """Who may be called so, most reported first."""
    ids = view.called(words, how)
    found = [
        ActorCount(view.actor(id), view.counted(Report, Filter(actor=id))[0])
        for id in ids
        if view.as_of is None or view.counted(Report, Filter(actor=id))[0].raw
    ]
    return sorted(found, key=lambda one: (-one.count.independent, -one.count.raw, one.actor.id))


def _is_id(one: ActorCount, wanted: str) -> bool:
    return one.actor.id.casefold() == wanted


def _forms(one: ActorCount) -> set[str]:
    return {one.actor.name.casefold()} | {
        form.casefold() for forms in one.actor.names.values() for form in forms
    }


def _is_name(one: ActorCount, wanted: str) -> bool:
    """A whole name; or a person's last, which others may bear as well."""
    surname = one.actor.sort == "person" and one.actor.name.casefold().endswith(f" {wanted}")
    return wanted in _forms(one) or surname


def _is_part(one: ActorCount, wanted: str) -> bool:
    return any(wanted in form for form in _forms(one))


_WAYS: tuple[tuple[Called, Callable[[ActorCount, str], bool]], ...] = (
    ("id", _is_id),
    ("name", _is_name),
    ("part", _is_part),
)


def _clear(found: list[ActorCount]) -> bool:
    return found[0].count.independent >= 3 * found[1].count.independent
