"""Which actor somebody means by a word: an id, a name in any language, or a part of one."""

from __future__ import annotations

from kawat.errors import NotFound
from kawat.store.base import ActorCount, View

_SHOWN = 8


def find_actor(view: View, words: str) -> str:
    """The id of the actor that is called so in this store.

    An id or a whole name, of a person the last name too, comes before a part of a name; of several the one
    that most origins name comes first, if it is named at least three times as often as the next. Raises
    NotFound, which lists the candidates.
    """
    try:
        return view.actor(words).id
    except NotFound:
        known = view.actors()
    wanted = words.casefold()
    for fits in (_is_id, _is_name, _is_part):
        found = [one for one in known if fits(one, wanted)]
        if len(found) == 1 or (found and _clear(found)):
            return found[0].actor.id
        if found:
            shown = ", ".join(f"{one.actor.id} ({one.actor.name})" for one in found[:_SHOWN])
            raise NotFound(f"'{words}' may be {shown}: give the id")
    raise NotFound(f"no report in this store names '{words}': 'kawat actors STORE' lists who is named")


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


def _clear(found: list[ActorCount]) -> bool:
    return found[0].count.independent >= 3 * found[1].count.independent
