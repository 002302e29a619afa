"""Whom a pronoun means: the person most present before it, as far as gender and grammar allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from typing import NamedTuple

from kawat.language import Language
from kawat.records import Actor, Mention, Name, Node, Quotation, Sentence, Span, Tree
from kawat.stage import ReportText, stage

from .bodies import Bodies
from .groups import Groups
from .people import Layout, People, Person, Phrase
from .short_names import ShortNames

# how many sentences back a pronoun looks
_REACH = 4
# how much less present a person is with each sentence
_FADES = 0.6
# for each time named before (of its logarithm), for the same part of the sentence, for who spoke last
_OFTEN = 0.5
_PARALLEL = 0.5
_SPOKE = 0.25
# and for the subject of a verb below which the pronoun hangs: 'Roe said he would come'
_ABOVE = 2.0
_FARTHER = 1.0
# and for the first of two who stand together: 'Roe and her aides'
_JOINED = 4.0
_SCORE = 0.6

# pronouns by lists of `grammar.toml`, with 'm', 'f' or '' for either
_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "he_or_she": ""}


class Pronoun(NamedTuple):
    """A pronoun, its gender, and whether it may mean a state or organisation as well."""

    at: Span
    gender: str
    body: bool = False
    suffix: bool = False


@stage(version="5", needs=[Name, Actor, Mention, Sentence, Quotation, Tree], makes=[Name])
def pronouns(report: ReportText, language: Language) -> Iterator[Name]:
    """Say whom 'he', 'her', 'dia', '-nya' or 'the two leaders' stand for: those most present before."""
    layout = Layout(report, language)
    people = People(layout)
    found = list(Pronouns(layout, people).all())
    yield from found
    known = Groups(layout, people)
    short = list(ShortNames(known).all())
    for rule, phrases in (
        ("groups/most-present", known.all(found)),
        ("bodies/short-name", short),
        ("bodies/most-present", Bodies(known, [at for at, _, _ in short]).all()),
    ):
        for at, actor, head in phrases:
            yield Name(
                report=report.id,
                at=(at,),
                made=pronouns.made(rule, _SCORE),
                sort=language.registry.name_sort(actor),
                actor=actor,
                head=head,
            )


class Pronouns:
    """The pronouns of a report, resolved from first to last: each found one counts for the next."""

    def __init__(self, layout: Layout, people: People) -> None:
        self.layout = layout
        self.people = people
        self.grammar = layout.language.grammar
        self._met: list[Person] = []

    def all(self) -> Iterator[Name]:
        """Names for the pronouns of whom it is known whom they mean."""
        waiting = sorted([*self.people.named, *self.people.bodies], key=lambda person: person.at)
        for pronoun in self._pronouns():
            while waiting and waiting[0].at.start < pronoun.at.start:
                self._met.append(waiting.pop(0))
            phrase = Phrase(self.layout, pronoun.at)
            person = self._subject_after(phrase, pronoun, waiting) or self._antecedent(phrase, pronoun)
            if person is None:
                continue
            gender = person.gender or pronoun.gender
            place = self.people.place(phrase, pronoun.at, person.key, person.actor, gender)
            self._met.append(replace(place, body=person.body))
            if person.actor and self._is_told(phrase, pronoun, person):
                yield self._name(pronoun.at, person.actor, head=not _is_possessor(phrase))

    def _subject_after(self, phrase: Phrase, pronoun: Pronoun, waiting: Sequence[Person]) -> Person | None:
        """'In his speech Roe said': the possessor is the subject that follows."""
        for person in waiting if _is_possessor(phrase) else ():
            if person.sentence != phrase.number:
                break
            fits = (pronoun.body or not person.body) and pronoun.gender in ("", person.gender)
            if fits and person.subject and person.verb is not None and person.verb == phrase.clause:
                return person
        return None

    def _is_told(self, phrase: Phrase, pronoun: Pronoun, person: Person) -> bool:
        """Whether the pronoun says anything that the words around it do not.

        Not of whoever does it themselves ('Roe sold his car'), not beside an office ('his lawyer', whose
        bearer is another), and not in 'katanya': who speaks is a matter of the quote.
        """
        if not _is_possessor(phrase):
            return not (pronoun.suffix and self._is_said(pronoun.at))
        own = person.sentence == phrase.number and person.subject and person.verb == phrase.clause
        return not (own and pronoun.suffix) and not self._owns_bearer(phrase)

    def _is_said(self, at: Span) -> bool:
        words = self.layout.report.words
        return words[words.range(Span(0, at.end)).stop - 1].start in self.layout.speaking

    def _name(self, at: Span, actor: str, *, head: bool) -> Name:
        return Name(
            report=self.layout.report.id,
            at=(at,),
            made=pronouns.made("pronouns/salience" if head else "pronouns/possessor", _SCORE),
            sort=self.layout.language.registry.name_sort(actor),
            actor=actor,
            head=head,
        )

    def _pronouns(self) -> Iterator[Pronoun]:
        """The pronouns of the third person singular in order."""
        found = [
            Pronoun(Span(word.start, word.end), gender)
            for word in self.layout.report.words
            if (gender := self._gender(word.fold)) is not None
        ]
        for number in range(len(self.layout.sentences)):
            tree = self.layout.tree(number)
            found += (
                [Pronoun(suffix.at, "", body=True, suffix=True) for suffix in self._suffixes(tree)]
                if tree
                else []
            )
        yield from sorted(set(found))

    def _gender(self, word: str) -> str | None:
        return next((gender for name, gender in _GENDERS.items() if word in self.grammar[name]), None)

    def _suffixes(self, tree: Tree) -> Iterator[Node]:
        """Suffixes that stand for somebody: 'bukunya', but not 'Chechnya' and 'misalnya'."""
        report = self.layout.report
        for host, word in pairwise(tree.words):
            if host.token != word.token or host.upos == "PROPN" or word.upos != "PRON":
                continue
            if word.at.end == report.words[-1].end:
                # rules after this one ask for the word that follows
                continue
            whole = report.text[host.at.start : word.at.end].casefold()
            if (
                report.slice(word.at).casefold() in self.grammar["own"]
                and whole not in self.grammar["no_owner"]
                and word.relation in ("nmod:poss", "nmod", "obj", "obl", "nsubj", "iobj")
            ):
                yield word

    def _antecedent(self, phrase: Phrase, pronoun: Pronoun) -> Person | None:
        """The most present one; None when nobody fits."""
        here = self.layout.quotation(phrase.at.start)
        speaker = self._speaker_of(here)
        met = [person for person in self._met if phrase.number - person.sentence <= _REACH]
        often = Counter(person.key for person in met)
        others = {person.key for person in self._met if self._is_other(person, phrase)}
        fitting = [
            person
            for person in met
            if person.quotation in (None, here)
            and (pronoun.body or not person.body)
            and (person.body or not pronoun.gender or person.gender in ("", pronoun.gender))
            and person.key != speaker
            and person.key not in others
        ]
        return max(fitting, key=lambda p: self._present(p, phrase, often[p.key]), default=None)

    def _present(self, person: Person, phrase: Phrase, often: int) -> tuple[float, int]:
        """How present a person is at a pronoun; of equals the one named first in the later sentence."""
        score = person.weight * _FADES ** (phrase.number - person.sentence)
        if phrase.speaks and person.speaks:
            score += _SPOKE
        score += _OFTEN * log(often)
        if phrase.subject and person.subject:
            score += _PARALLEL
        if person.subject and person.sentence == phrase.number and person.verb in phrase.above:
            # of several the nearest: 'Roe said Brand lost his keys'
            score += max(0.0, _ABOVE - _FARTHER * phrase.above.index(person.verb))
        if phrase.joined_to is not None and person.at.overlaps(phrase.joined_to):
            score += _JOINED
        return score, -person.at.start

    def _is_other(self, person: Person, phrase: Phrase) -> bool:
        """'Roe met him', 'about Roe he said': two parts of one verb are two persons."""
        if person.sentence != phrase.number or _is_possessor(phrase):
            return False
        if person.speaks and not person.subject:
            return False
        here, shared = phrase.verbs
        return (person.verb in here and (person.argument or person.topic)) or (
            person.verb in shared and person.subject and not phrase.subject
        )

    def _speaker_of(self, quotation: int | None) -> str | None:
        """Who says what stands in a quotation, or spoke last in its paragraph: that person is 'I' in it."""
        if quotation is None:
            return None
        start, end = self.layout.quotations[quotation]
        beside = {self.layout.sentence(start), self.layout.sentence(end)}
        speakers = [person for person in self.people.named if person.speaks and person.quotation is None]
        own = [person.key for person in speakers if person.sentence in beside]
        text = self.layout.report.text
        before = [p.key for p in speakers if p.at.end <= start and "\n" not in text[p.at.end : start]]
        return next(iter([*own, *before[::-1]]), None)

    def _owns_bearer(self, phrase: Phrase) -> bool:
        """'his lawyer said', 'kata pengacaranya', 'his spokesman': who is meant is not the possessor."""
        owned, words = phrase.governor, self.layout.report.words
        if owned is None or phrase.tree is None:
            return False
        around = words.range(Span(min(owned.at.start, phrase.at.start), max(owned.at.end, phrase.at.end)))
        if any(self.layout.language.find_titles.find(words, around)):
            return True
        verb = phrase.tree.words[owned.head] if owned.head >= 0 else None
        return (
            owned.relation.startswith("nsubj") and verb is not None and verb.at.start in self.layout.speaking
        )


def _is_possessor(phrase: Phrase) -> bool:
    node = phrase.node
    return (
        node is not None
        and node.upos != "ADP"
        and phrase.relation.startswith("nmod")
        and not phrase.prepositions
    )
