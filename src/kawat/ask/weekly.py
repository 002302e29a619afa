"""The roll-up by weeks as columns of numbers: who did what to whom, counted many cells at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from kawat import ontology
from kawat.store import Count, View
from kawat.store.weeks import COLUMNS

# so many cells are counted in place; more, most of them empty, are sorted
_DENSE = 1 << 21
Numbers = npt.NDArray[np.int64]


class Weekly(msgspec.Struct, frozen=True):
    """Rows of the roll-up in columns. `names` says what the numbers of a column are the places of."""

    names: dict[str, list[str]]
    columns: dict[str, Numbers]

    def named(self, name: Callable[[str], str]) -> Weekly:
        """The same with other names for who takes part; several may come to have one."""
        names = {side: [name(one) for one in self.names[side]] for side in ("actor",)}
        known = sorted(set(names["actor"]))
        place = {one: number for number, one in enumerate(known)}
        moved = np.array([place[one] for one in names["actor"]], np.int64)
        columns = self.columns | {side: moved[self.columns[side]] for side in ("actor", "recipient")}
        return Weekly(self.names | {"actor": known}, columns)

    def ranked(self) -> list[str]:
        """Everybody on either side, by the number of origins that tell of them."""
        sides = np.concatenate([self.columns["actor"], self.columns["recipient"]])
        origins = _distinct(sides, np.concatenate([self.columns["origin"]] * 2))
        actors = self.names["actor"]
        counted = np.bincount(origins, minlength=len(actors)).tolist()
        found = (number for number in range(len(actors)) if counted[number])
        return [actors[number] for number in sorted(found, key=lambda one: (-counted[one], actors[one]))]

    def among(self, actors: Sequence[str]) -> Weekly:
        """Only what these do to each other."""
        known = sorted(actors)
        place = {one: number for number, one in enumerate(known)}
        moved = np.array([place.get(one, -1) for one in self.names["actor"]], np.int64)
        sides = {side: moved[self.columns[side]] for side in ("actor", "recipient")}
        mask = (sides["actor"] >= 0) & (sides["recipient"] >= 0)
        columns = {name: column[mask] for name, column in (self.columns | sides).items()}
        return Weekly(self.names | {"actor": known}, columns)

    def weeks(self) -> tuple[str, ...]:
        """The weeks of which anything is told."""
        return tuple(sorted(self.names["week"][number] for number in set(self.columns["week"].tolist())))

    def count(self, *by: str) -> Iterator[tuple[Any, ...]]:
        """Each pair with each value of these columns, in their order, and last the records and origins."""
        keys: Numbers = np.zeros(len(self.columns["n"]), np.int64)
        order = ("actor", "recipient", *by)
        names = [self.names["actor" if column == "recipient" else column] for column in order]
        for column, known in zip(order, names, strict=True):
            keys = keys * len(known) + self.columns[column]
        found, raw, origins = self._counted(keys, prod(map(len, names)))
        parts: list[list[str]] = []
        for known in reversed(names):
            parts.insert(0, [known[place] for place in (found % len(known)).tolist()])
            found = found // len(known)
        return zip(*parts, _counts(raw, origins), strict=True)

    def _counted(self, keys: Numbers, most: int) -> tuple[Numbers, Numbers, Numbers]:
        """The keys that come, of so many that might, each with its records and origins."""
        if most > _DENSE:
            found, keys = np.unique(keys, return_inverse=True)
            most = len(found)
        else:
            found = np.arange(most)
        raw = np.bincount(keys, self.columns["n"], minlength=most).astype(np.int64)
        origins = np.bincount(_distinct(keys, self.columns["origin"]), minlength=most)
        come = np.flatnonzero(raw)
        return found[come], raw[come], origins[come]


def _counts(raw: Numbers, origins: Numbers) -> Iterator[Count]:
    """The counts; most are alike, so that each is made once."""
    most = int(raw.max(initial=0)) + 1
    found, which = np.unique(origins * most + raw, return_inverse=True)
    made = [Count(one % most, one // most) for one in found.tolist()]
    return (made[one] for one in which.tolist())


def _distinct(keys: Numbers, origins: Numbers) -> Numbers:
    """Each key once for each origin that it comes with."""
    most = int(origins.max(initial=0)) + 1
    both: Numbers = np.sort(keys * most + origins)
    # numpy's own way hashes, which takes ten times as long
    first = np.concatenate([both[:1] == both[:1], both[1:] != both[:-1]])
    found: Numbers = both[first] // most
    return found


def weekly(
    view: View,
    since: str | None,
    until: str | None,
    types: Sequence[str],
    statuses: Sequence[str],
    min_score: float | None = None,
) -> Weekly:
    """The roll-up from one week to another, of these types and statuses (of all where none are given)."""
    anew = view.as_of is not None or min_score is not None
    weeks, table, words = _anew(view, since, until, min_score) if anew else _packed(view, since, until)
    known = [words[number] for number in sorted(words)]
    place = np.zeros(max(words, default=0) + 1, np.int64)
    place[sorted(words)] = np.arange(len(words))
    group_of = {name: entry.group for name, entry in ontology.types().items()}
    groups: list[str] = sorted(set(group_of.values()))
    group = np.array([groups.index(group_of[word]) if word in group_of else 0 for word in known], np.int64)
    wanted = [_among(known, names)[place] if known else place for names in (types, statuses)]
    mask = wanted[0][table[0]] & wanted[1][table[1]]
    kind, _, actor, recipient, origin, n, which = (column[mask].astype(np.int64) for column in table)
    columns = {"week": which, "actor": place[actor], "recipient": place[recipient],
               "group": group[place[kind]], "origin": origin, "n": n}  # fmt: skip
    return Weekly({"week": weeks, "actor": known, "group": groups}, columns)


def _among(words: Sequence[str], wanted: Sequence[str]) -> npt.NDArray[np.bool_]:
    among = set(wanted)
    return np.array([not among or word in among for word in words], bool)


_Read = tuple[list[str], Any, dict[int, str]]


def _packed(view: View, since: str | None, until: str | None) -> _Read:
    """The weeks, seven columns (the last is which week), and what the numbers stand for."""
    weeks, parts = [], [np.zeros((COLUMNS, 0), np.int32)]
    for sheet in view.week_sheets(since, until):
        weeks.append(sheet.week)
        parts.append(np.frombuffer(sheet.cells, np.int32).reshape(COLUMNS, -1))
    which = np.repeat(np.arange(len(weeks)), [part.shape[1] for part in parts[1:]])
    return weeks, [*np.concatenate(parts, axis=1), which], dict(view.words())


def _anew(view: View, since: str | None, until: str | None, min_score: float | None) -> _Read:
    """The same from the events of the reports that may be seen."""
    numbers: dict[str, int] = {}
    weeks: dict[str, int] = {}
    origins: dict[str, int] = {}
    rows = [
        (
            *(numbers.setdefault(word, len(numbers)) for word in row[3:5] + row[1:3]),
            origins.setdefault(row.origin, len(origins)),
            row.n,
            weeks.setdefault(row.week, len(weeks)),
        )
        for row in view.weeks(since, until, min_score=min_score)
    ]
    table = np.array(rows, np.int64).reshape(-1, COLUMNS + 1).T
    return list(weeks), list(table), {number: word for word, number in numbers.items()}
