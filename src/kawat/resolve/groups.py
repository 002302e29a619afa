"""Whom 'the two leaders', 'both sides', 'kedua negara' or 'his Russian counterpart' mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from typing import Literal, NamedTuple

from kawat.records import Actor, Name, Role, Span
from kawat.titles import may_stand_for

from .people import Layout, People, Person, Phrase

# how many sentences back the two are looked for, and how much less present they are with each
_REACH = 8
_FADES = 0.75
_OFTEN = 0.6
# for two who take part in the same thing: 'A met B', 'talks between A and B'
_TOGETHER = 3.0
# how much more present than any other pair the two must be
_MARGIN = 0.4
# how present a state is that only describes something: 'Russian troops'
_DESCRIBES = 1.2
# words that may stand between 'two' and what they are: 'the two nuclear powers', 'kedua belah pihak'
_BETWEEN = 2
# a counterpart's own name stands within so many words
_NAMED_WITHIN = 6

# relations of a word for two that no noun follows
_ALONE = ("nsubj", "obl", "nmod", "obj", "iobj")

Kind = Literal["title", "people", "states", "sides", "any"]


class Pair(NamedTuple):
    """Words for two: where, of which kind, and the title for two in the same office."""

    at: Span
    kind: Kind
    title: str = ""


class Known(NamedTuple):
    """An actor whom the report names, and the names as persons in its sentences."""

    weight: float
    places: tuple[Person, ...]


class Groups:
    """Looks for words that mean two at once, and for the two named before."""

    def __init__(self, layout: Layout, people: People) -> None:
        self.layout = layout
        self.people = people
        self.grammar = layout.language.grammar
        self.registry = layout.language.registry
        self.words = layout.report.words
        self._period = layout.report.written.period if layout.report.written else None
        self._actors = {actor.id: actor for actor in layout.report[Actor]}
        self._persons = [p for p in people.named if p.actor and "/" not in p.actor]
        self._states = sorted(self._named_states(), key=lambda person: person.at)

    def join(self, at: Span, actor: str) -> None:
        """Take up somebody whom the report means without a name."""
        person = self.people.place(Phrase(self.layout, at), at, actor, actor, "")
        self._persons = sorted([*self._persons, person], key=lambda person: person.at)

    def all(self, pronouns: Sequence[Name]) -> Iterator[tuple[Span, str, bool]]:
        """Where words stand for several or a counterpart, who it is, and whether they head their phrase."""
        for at, actor in Counterparts(self, pronouns).all():
            self.join(at, actor)
            yield at, actor, True
        for pair in self.pairs():
            phrase = Phrase(self.layout, pair.at)
            head = not phrase.relation.startswith("nmod") or bool(phrase.prepositions)
            for actor in self.two(pair) or ():
                yield pair.at, actor, head

    def pairs(self) -> Iterator[Pair]:
        """All words for two, in order."""
        for index in range(len(self.words)):
            pair = self._pair(index) if self._means_both(index) else None
            if pair:
                yield pair

    def _is(self, index: int, *kinds: str) -> bool:
        inside = 0 <= index < len(self.words)
        return inside and any(self.words[index].fold in self.grammar[kind] for kind in kinds)

    def _means_both(self, index: int) -> bool:
        """'both', 'the two', 'kedua'; 'dua pemimpin itu' by the word after it."""
        if self._is(index, "both", "pair"):
            return True
        if not self._is(index, "two"):
            return False
        after = range(index + 1, min(index + 4, len(self.words)))
        return self._is(index - 1, "the") or any(self._is(i, "this_one") for i in after)

    def _pair(self, index: int) -> Pair | None:
        if self._is(index, "pair"):
            return Pair(self._span(index, index + 1), "any")
        for first in range(index + 1, min(index + 2 + _BETWEEN, len(self.words))):
            if not self.words.joined(first):
                break
            title = self.layout.language.find_titles.at(self.words, first)
            last = title.last if title else first + 1
            kind: Kind | None = "title" if title else self._kind(first)
            if kind == "sides" and self._is(first + 1, "sides") and self.words.joined(first + 1):
                last = first + 2
            if kind:
                # 'both sides of the border'
                stays = last < len(self.words) and self._is(last, "of") and self.words.joined(last)
                at = self._span(index, last)
                return None if stays else Pair(at, kind, title.rule.title if title else "")
        return self._alone(index)

    def _kind(self, index: int) -> Kind | None:
        kinds: tuple[tuple[str, Kind], ...] = (
            ("sides", "sides"),
            ("countries", "states"),
            ("people", "people"),
        )
        return next((kind for name, kind in kinds if self._is(index, name)), None)

    def _alone(self, index: int) -> Pair | None:
        """'The two spoke by phone', 'Both agreed': by the parse no noun follows."""
        at = self._span(index, index + 1)
        relation = Phrase(self.layout, at).relation
        return Pair(at, "any") if relation.partition(":")[0] in _ALONE else None

    def _span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last - 1].end)

    def _named_states(self) -> Iterator[Person]:
        """States and organisations as they stand in their sentences."""
        for name in self.layout.report[Name]:
            if name.sort != "person" and name.actor and self._is_body(name.actor):
                phrase = Phrase(self.layout, name.at[0])
                person = self.people.place(phrase, name.at[0], name.actor, name.actor, "")
                yield person if name.head else _lighter(person)

    def _is_body(self, actor: str) -> bool:
        return actor in self.registry.states or actor in self.registry.organisations

    def two(self, pair: Pair) -> tuple[str, str] | None:
        """The two who are meant; None when it stays open."""
        number, quotation = self.layout.sentence(pair.at.start), self.layout.quotation(pair.at.start)
        near = [
            person
            for person in self._candidates(pair)
            if person.at.end <= pair.at.start
            and number - person.sentence <= _REACH
            and person.quotation in (None, quotation)
        ]
        known = known_by_place(near, number)
        ranked = sorted(
            ((_present(known[a], known[b], number), (a, b)) for a, b in combinations(known, 2)), reverse=True
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]

    def _candidates(self, pair: Pair) -> Iterator[Person]:
        persons = self._persons
        if pair.kind in ("people", "title", "any"):
            for person in persons:
                if pair.kind != "title" or self._holds(person.actor or "", pair.title):
                    yield person
        if pair.kind in ("states", "sides", "any"):
            own = [
                state for state in self._states if pair.kind != "states" or state.key in self.registry.states
            ]
            yield from own
        if pair.kind in ("states", "sides"):
            for person in persons:
                country = self._country(person.actor or "")
                if country and (pair.kind == "sides" or country in self.registry.states):
                    yield _as(person, country)

    def bodies(self, classes: Collection[str]) -> Iterator[Person]:
        """States ('state') and bodies of some classes as they stand in the text; persons for their states."""
        for body in self._states:
            known = self.registry.organisations.get(body.key)
            if (known.cls if known else "state") in classes:
                yield body
        for person in self._persons if "state" in classes else ():
            country = self._country(person.actor or "")
            if country in self.registry.states:
                yield _as(person, country)

    def _country(self, actor: str) -> str | None:
        known = self._actors.get(actor)
        return known.country if known else self.registry.country(actor, self._period)

    def _holds(self, actor: str, title: str) -> bool:
        return any(may_stand_for(title, role.title) for role in self.roles(actor))

    def roles(self, actor: str) -> Sequence[Role]:
        """The offices of a person at the time of the report, by the registry or by the report's own words."""
        terms = self.registry.offices_of(actor, self._period)
        if terms:
            return [Role(term.title, term.of, body=term.body or None) for term in terms]
        known = self._actors.get(actor)
        return [] if known is None or actor in self.registry else known.roles


class Counterparts:
    """Looks for 'his Russian counterpart': who holds the same office elsewhere."""

    def __init__(self, groups: Groups, pronouns: Sequence[Name]) -> None:
        self.layout = groups.layout
        self.groups = groups
        self.owners = {name.at[0]: name.actor for name in pronouns if name.actor}
        self.owners |= {person.at: person.actor for person in groups.people.named if person.actor}
        self.names = sorted(self.layout.report[Name], key=lambda name: name.at[0])

    def all(self) -> Iterator[tuple[Span, str]]:
        """Where somebody is called another's counterpart, and who it is."""
        words = self.layout.report.words
        for index, word in enumerate(words):
            if word.fold in self.layout.language.grammar["counterpart"]:
                at = Span(word.start, word.end)
                owner, state = self._owner(at), self._state(index)
                holder = self._holder(owner, state) if owner and state else None
                if holder and not self._is_named(at):
                    yield at, holder

    def _owner(self, at: Span) -> str | None:
        """Whose counterpart: the nearest possessor before the word or in it."""
        start = self.layout.report.words[max(0, self.layout.report.words.range(at).start - 4)].start
        near = [
            actor for span, actor in sorted(self.owners.items()) if start <= span.start and span.end <= at.end
        ]
        return near[-1] if near else None

    def _state(self, index: int) -> str | None:
        """The state named just before or after: 'Russian counterpart', 'mitranya dari Rusia'."""
        words = self.layout.report.words
        near = words[max(0, index - 1)].start, words[min(len(words), index + 3) - 1].end
        states = self.layout.language.registry.states
        return next(
            (
                n.actor
                for n in self.names
                if n.actor in states and near[0] <= n.at[0].start and n.at[0].end <= near[1]
            ),
            None,
        )

    def _holder(self, owner: str, state: str) -> str | None:
        period = self.layout.report.written.period if self.layout.report.written else None
        for role in self.groups.roles(owner):
            holders = self.layout.language.registry.holders(role.title, state, period)
            if len(holders) == 1 and role.of != state and period:
                return holders[0]
        return None

    def _is_named(self, at: Span) -> bool:
        """'his Russian counterpart, Sergey Lavrov': the name says it."""
        words, number = self.layout.report.words, self.layout.sentence(at.start)
        end = words[min(len(words), words.range(at).start + _NAMED_WITHIN) - 1].end
        return any(
            name.sort == "person"
            and name.actor is not None
            and at.end < name.at[0].start <= end
            and self.layout.sentence(name.at[0].start) == number
            for name in self.names
        )


def _lighter(person: Person) -> Person:
    return _as(person, person.key, min(person.weight, _DESCRIBES))


def _as(person: Person, key: str, weight: float | None = None) -> Person:
    """The place of one as that of another: a minister's as the state's."""
    return Person(
        person.at, key, key, person.sentence, person.weight if weight is None else weight, person.verb,
        quotation=person.quotation,
    )  # fmt: skip


def known_by_place(near: Sequence[Person], number: int) -> Mapping[str, Known]:
    """How present each of some actors is in a sentence, by where they were named."""
    places: dict[str, list[Person]] = defaultdict(list)
    for person in near:
        places[person.key].append(person)
    return {
        key: Known(
            max(p.weight * _FADES ** (number - p.sentence) for p in own) + _OFTEN * log(len(own)), tuple(own)
        )
        for key, own in places.items()
    }


def _present(left: Known, right: Known, number: int) -> float:
    """How present two are together."""
    both = [
        _TOGETHER * _FADES ** (number - a.sentence)
        for a in left.places
        for b in right.places
        if a.sentence == b.sentence and a.verb is not None and a.verb == b.verb and a.at != b.at
    ]
    return left.weight + right.weight + max(both, default=0.0)
