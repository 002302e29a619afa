"""Whether something that was reported decides a commitment, and why: met, broken or overtaken. Pure.

Careful: what is not clear decides nothing, so that a commitment stays open. Nobody's own word proves that
they have kept theirs.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kawat.link.vectors import nearness
from kawat.records import EventType, Outcome
from kawat.store.weeks import MUTUAL

from .stated import Stated
from .telling import length

HORIZON = 45
"""For so many days after it was said something without a day can be met."""

# after its day a deed may still be told, or done late
_GRACE = 7
_NARROW = 8
_DOUBTED_FOR, _REFUSED_FOR = 21, 30
_HOSTILE: tuple[EventType, ...] = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION")
# what somebody gives their word for
_GIVEN = frozenset({"promise", "offer", "threat"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_FEW = 5
# so many characters: in the same sentence or the one before
_JUST_BEFORE = 200
_GIST = 0.37
# vectors of two languages are a little farther apart
_ABROAD = 0.05


class Verdict(NamedTuple):
    """What became of a commitment, and the sentence that says why."""

    outcome: Outcome
    why: str


def decided(vow: Stated, deed: Stated) -> Verdict | None:
    """What a deed makes of a commitment; None when it has nothing to do with it, or when that is not sure."""
    if vow.day is None or deed.day is None or not _in_time(vow, deed):
        return None
    if vow.report == deed.report and vow.context == deed.context:
        return None
    match deed.how:
        case "done" | "ongoing":
            return _done(vow, deed)
        case "kept" | "broken":
            return _recalled(vow, deed)
        case "off":
            return _off(vow, deed)
        case "unseen":
            return _unseen(vow, deed)
        case "refused":
            return _refused(vow, deed)
        case _:
            return None


def _in_time(vow: Stated, deed: Stated) -> bool:
    assert vow.day
    assert deed.day
    if deed.day.last < vow.day.first:
        return False
    end = _number(vow.due.last) + _GRACE if vow.due else _number(vow.day.last) + HORIZON
    return _number(deed.day.first) <= end


def _done(vow: Stated, deed: Stated) -> Verdict | None:
    if not _afterwards(vow, deed):
        return None
    if _by_another(vow, deed):
        return Verdict("met", f"{_who(deed)} did so on {_day(deed)}, in a report that recalls it")
    wanted = _wanted(vow, deed)
    if wanted is None:
        return None
    near = _nearness(vow, deed)
    if near < wanted or not _same_thing(vow, deed):
        return None
    how = f"{_who(deed)}: {deed.types[0]} on {_day(deed)}{_told(deed)}, nearness {near:.2f}"
    if vow.negated:
        return Verdict("broken", f"what was not to be was done: {how}")
    return Verdict("met", f"it was done: {how}")


def _same_thing(vow: Stated, deed: Stated) -> bool:
    """Whether they are near without the names too; who meets and who breaks the peace needs no more words."""
    if vow.negated or deed.types[0] in MUTUAL:
        return True
    return nearness(vow.gist, deed.gist) >= _GIST


def _afterwards(vow: Stated, deed: Stated) -> bool:
    """Whether it was done later than it was said, and on its day where it has one."""
    assert vow.day
    assert deed.day
    if vow.due and vow.due.first > vow.day.last:
        return deed.day.last >= vow.due.first
    if deed.day.first > vow.day.last:
        return True
    if deed.day.first < vow.day.first:
        return False
    on_its_day = vow.due and deed.due and vow.due.meets(deed.due)
    return bool(on_its_day and deed.told and deed.told.first > vow.day.last)


def _wanted(vow: Stated, deed: Stated) -> float | None:
    """How near the words must be, by what else agrees; None when the two cannot be the same."""
    if vow.denied != vow.negated or (not vow.negated and deed.teller in vow.doers):
        return None
    parties, both = _parties(vow, deed)
    if not parties:
        return None
    if deed.types[0] not in kinds(vow) or (deed.types[0] in MUTUAL and not both):
        return None
    if vow.negated:
        return 0.55 if both and deed.how == "done" else None
    if vow.conditional:
        # whether the condition has come is not known
        return 0.75 if both else None
    if both:
        return _wanted_on_its_day(vow, deed)
    return None if vow.sort == "demand" else 0.75


def kinds(vow: Stated) -> tuple[EventType, ...]:
    """What a deed must be to decide a commitment; where its words name no deed, what breaks the peace."""
    if vow.negated:
        return vow.types or _HOSTILE
    return tuple(type for type in vow.types if vow.sort != "demand" or type not in _FORCE)


def _wanted_on_its_day(vow: Stated, deed: Stated) -> float:
    """The less, the closer the days agree: on an appointed day the same parties do one thing of a kind."""
    assert deed.day
    if vow.due is None or length(vow.due) > _NARROW:
        return 0.7
    if deed.due and vow.due.meets(deed.due):
        return 0.35
    return 0.5 if vow.due.meets(deed.day) else 0.7


def _parties(vow: Stated, deed: Stated) -> tuple[bool, bool]:
    """Whether those who were to do it did it, and whether the other side is there too."""
    doers, targets = set(deed.doers), set(deed.targets)
    if deed.types and deed.types[0] in MUTUAL:
        doers |= targets
        targets = doers
    if not doers & set(vow.doers) or not _persons_agree(vow, deed):
        return False, False
    if vow.targets:
        both = bool(targets & set(vow.targets))
        return both, both
    if deed.types and deed.types[0] in MUTUAL and len(vow.doers) > 1:
        both = set(vow.doers) <= doers
        return both, both
    return True, bool((targets | set(deed.others)) & (set(vow.others) - set(vow.doers)))


def _persons_agree(vow: Stated, deed: Stated) -> bool:
    """Whether no state has one person act here and another there."""
    for state in {state for _, state in vow.persons}:
        here = {person for person, of in vow.persons if of == state}
        there = {person for person, of in deed.persons if of == state}
        if there and not here & there:
            return False
    return True


def _by_another(vow: Stated, deed: Stated) -> bool:
    """Whether somebody else did it: to the thing of that name, told together with the promise."""
    if vow.denied or not set(vow.things) & set(deed.things) or not _recalls(vow, deed):
        return False
    if deed.types[0] not in (vow.types or deed.types) or deed.types[0] in _FORCE:
        return False
    return deed.teller is None and _nearness(vow, deed) >= 0.4


def _recalls(vow: Stated, deed: Stated) -> bool:
    """Whether the report speaks of the commitment as made on its day."""
    assert vow.day
    return any(one.state in vow.doers and one.days.meets(vow.day) for one in deed.recalls)


def _recalled(vow: Stated, deed: Stated) -> Verdict | None:
    assert vow.day
    assert deed.day
    if deed.day.last <= vow.day.first or not set(deed.doers) & set(vow.doers) or vow.sort not in _GIVEN:
        return None
    near = _nearness(vow, deed)
    if near < (0.42 if _recalls(vow, deed) else 0.6):
        return None
    kept = deed.how == "kept"
    why = f"said to be {'kept' if kept else 'broken'} on {_day(deed)}, nearness {near:.2f}"
    return Verdict("met" if kept else "broken", why)


def _off(vow: Stated, deed: Stated) -> Verdict | None:
    if not set(deed.types) & set(vow.types) or vow.denied or vow.sort == "demand":
        return None
    parties, both = _parties(vow, deed)
    if not parties or not both:
        return None
    near = _nearness(vow, deed)
    same_day = bool(vow.due and deed.due and vow.due.meets(deed.due))
    if near < (0.4 if same_day else 0.6):
        return None
    return Verdict(
        "overtaken", f"{_who(deed)} called it off on {_day(deed)}{_told(deed)}, nearness {near:.2f}"
    )


def _unseen(vow: Stated, deed: Stated) -> Verdict | None:
    assert vow.day
    assert deed.day
    if vow.sort not in ("promise", "plan") or vow.denied or deed.teller in (*vow.doers, *vow.targets):
        return None
    start = vow.due.first if vow.due else vow.day.first
    if deed.day.first <= start or _number(deed.day.first) - _number(start) > _DOUBTED_FOR:
        return None
    # that they meet is denied for too many reasons
    types = (set(vow.types) & set(deed.types)) - {"CONSULT"}
    if not types or not set(vow.doers) & set(deed.doers):
        return None
    near = _nearness(vow, deed)
    # who withdraws is watched: that nobody has seen it is said of the withdrawal that was announced
    watched = "RETREAT" in types and bool(set(vow.doers) & set(deed.others))
    if near < (0.1 if deed.recalled else 0.2 if watched else 0.5):
        return None
    return Verdict("broken", f"{_who(deed)} denied on {_day(deed)} that it was done")


def _refused(vow: Stated, deed: Stated) -> Verdict | None:
    assert vow.day
    assert deed.day
    if vow.sort != "demand" or deed.teller is None:
        return None
    if _is_next(vow, deed):
        return Verdict("broken", f"{_who(deed)} refused it on {_day(deed)}, in the report that tells of it")
    if vow.negated or deed.recalled:
        return None
    if _number(deed.day.first) - _number(vow.day.last) > _REFUSED_FOR:
        return None
    asked = vow.doers or tuple(state for state in vow.others if state != vow.teller)
    if deed.teller not in asked or vow.teller not in deed.others:
        return None
    near = _nearness(vow, deed)
    return (
        Verdict("broken", f"{_who(deed)} refused on {_day(deed)}, nearness {near:.2f}")
        if near >= 0.6
        else None
    )


def _is_next(vow: Stated, deed: Stated) -> bool:
    """Whether somebody else refuses 'the demand', and this is the one that was told just before."""
    gap = deed.at[0].start - vow.at[-1].end
    return (
        deed.recalled and vow.report == deed.report and deed.teller != vow.teller and 0 < gap <= _JUST_BEFORE
    )


def _nearness(vow: Stated, deed: Stated) -> float:
    """How near they are in meaning: by their clauses or sentences, whichever are nearer."""
    near = max(nearness(here, there) for here in _texts(vow)[:1] for there in _texts(deed))
    return near + (_ABROAD if vow.language != deed.language else 0)


def _texts(stated: Stated) -> list[str]:
    """The clause and the sentence; a clause of very few words is near to anything."""
    few = len(stated.text.split()) < _FEW
    return [stated.context or stated.text] if few else [stated.text, stated.context or stated.text]


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _who(deed: Stated) -> str:
    return ", ".join(deed.by or deed.doers)


def _day(deed: Stated) -> str:
    assert deed.day
    return deed.day.first if deed.day.first == deed.day.last else f"{deed.day.first} – {deed.day.last}"


def _told(deed: Stated) -> str:
    return f" (as {deed.teller} says)" if deed.teller else ""
