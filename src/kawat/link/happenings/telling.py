"""The words that tell a deed from others of its kind: those that neither name a state or who takes part, nor
say what is done, when, by which office, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kawat.annotate.lemmas import lemma
from kawat.language import Language
from kawat.link.languages import language_of
from kawat.records import Actor, Event, Name, Sentence, Span, Time
from kawat.store import View
from kawat.text import Words

# shorter words are mostly those of grammar
_LEAST_LETTERS = 4
_OF_MANY = frozenset({"state", "group"})


class _Word(NamedTuple):
    at: Span
    form: str


class Telling:
    """A report, to ask what the sentences and clauses of its events tell beside their kind and parties."""

    def __init__(self, view: View, report: str) -> None:
        self._text = view.text(report)
        self._code = view.report(report).language or ""
        self._language = language_of(self._code)
        self._common, self._nearer, self._farther = _sets(self._language)
        self._of_many = {actor.id for actor in view.records(Actor, report=report) if actor.sort in _OF_MANY}
        self._names = view.records(Name, report=report)
        self._times = [span for time in view.records(Time, report=report) for span in time.at]
        self._sentences = [sentence.at[0] for sentence in view.records(Sentence, report=report)]
        self._read: dict[Span, Sequence[_Word]] = {}

    def sentence(self, span: Span) -> Span | None:
        """The sentence that holds a place."""
        return next((one for one in self._sentences if one.contains(span)), None)

    def words(self, sentence: Span, event: Event) -> tuple[str, ...]:
        """The dictionary forms of the telling words of a sentence, beside this event's, each once, sorted."""
        if sentence not in self._read:
            self._read[sentence] = tuple(self._words(sentence))
        parties = {*event.actors, *event.recipients}
        own = [name.at[0] for name in self._names if name.actor in parties and name.at[0].overlaps(sentence)]
        mute = (*own, event.trigger)
        return tuple(
            sorted({word.form for word in self._read[sentence] if not any(map(word.at.overlaps, mute))})
        )

    def bare(self, sentence: Span) -> str:
        """The characters of a sentence, but for those that tell a time or are a name."""
        kept, start = [], sentence.start
        for one in sorted(filter(sentence.overlaps, (*self._times, *(name.at[0] for name in self._names)))):
            kept.append(self._text[start : one.start])
            start = max(start, one.end)
        return " ".join((*kept, self._text[start : sentence.end]))

    def states(self, event: Event) -> tuple[str, ...]:
        """The states that the clause names, sorted."""
        named = {
            name.actor
            for name in self._names
            if name.actor in self._of_many and any(span.contains(name.at[0]) for span in event.at)
        }
        return tuple(sorted(id for id in named if id))

    def direction(self, event: Event) -> int:
        """1 when by the clause somebody moves towards somebody, -1 when away, 0 when neither."""
        words = {word.fold for span in event.at for word in Words(self._text[span.start : span.end])}
        return bool(words & self._nearer) - bool(words & self._farther)

    def _words(self, sentence: Span) -> Iterator[_Word]:
        """Those of a sentence that stand for little else."""
        mute = [span for span in self._mute(sentence) if span.overlaps(sentence)]
        for word in Words(self._text[sentence.start : sentence.end]):
            at = Span(sentence.start + word.start, sentence.start + word.end)
            if len(word.fold) < _LEAST_LETTERS or word.fold.isdigit() or any(map(at.overlaps, mute)):
                continue
            form = lemma(word.text, "", {}, self._code) if self._language else word.fold
            if self._common.isdisjoint((form, word.fold)):
                yield _Word(at, form)

    def _mute(self, sentence: Span) -> Iterator[Span]:
        """The places whose words stand for much else."""
        yield from self._times
        for name in self._names:
            if name.sort == "people" or name.actor in self._of_many:
                yield name.at[0]
            elif name.at[0].overlaps(sentence):
                # of a name of several words one tells as much as all
                yield from _but_last(self._text, name.at[0])
        if self._language:
            yield from _listed(self._language, self._text, sentence)


def _sets(language: Language | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The common words of a language, and those for moving towards somebody and away."""
    common, nearer, farther = (
        language.word_set(name) if language else frozenset[str]() for name in ("common", "nearer", "farther")
    )
    return common, nearer, farther


def _but_last(text: str, name: Span) -> Iterator[Span]:
    """The long words of a name but the last."""
    long = [word for word in Words(text[name.start : name.end]) if len(word.fold) >= _LEAST_LETTERS]
    for word in long[:-1]:
        yield Span(name.start + word.start, name.start + word.end)


def _listed(language: Language, text: str, sentence: Span) -> Iterator[Span]:
    """What word lists know: what is done, whether it is, who says so, and offices."""
    words = Words(text[sentence.start : sentence.end])
    finders = (language.find_triggers, language.find_status, language.find_cues, language.find_titles)
    for finder in finders:
        for hit in finder.find(words):
            yield Span(sentence.start + hit.span.start, sentence.start + hit.span.end)
