"""The words that tell a deed from others of its kind: those that neither name a state or who takes part, nor
say what is done, when, by which office, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.annotate.lemmas import lemma
from kawat.language import Language
from kawat.link.languages import language_of
from kawat.records import Actor, Event, Name, Sentence, Span, Time
from kawat.store import View
from kawat.text import Words

# shorter words are mostly those of grammar
_LEAST_LETTERS = 4
_OF_MANY = frozenset({"state", "group"})


class Telling:
    """A report, to ask for the telling words of a place in it."""

    def __init__(self, view: View, report: str) -> None:
        self._text = view.text(report)
        self._code = view.report(report).language or ""
        self._language = language_of(self._code)
        self._of_many = {actor.id for actor in view.records(Actor, report=report) if actor.sort in _OF_MANY}
        self._names = view.records(Name, report=report)
        self._many = [
            name.at[0] for name in self._names if name.sort == "people" or name.actor in self._of_many
        ]
        # of a name of several words one tells as much as all
        self._more = [more for name in self._names for more in _but_last(self._text, name.at[0])]
        self._times = [span for time in view.records(Time, report=report) for span in time.at]
        self._sentences = [sentence.at[0] for sentence in view.records(Sentence, report=report)]
        self._silent: dict[Span, list[Span]] = {}

    def sentence(self, span: Span) -> Span | None:
        """The sentence that holds a place."""
        return next((one for one in self._sentences if one.contains(span)), None)

    def words(self, span: Span, event: Event) -> tuple[str, ...]:
        """The dictionary forms of the telling words of a sentence, beside this event's, each once, sorted."""
        return tuple(sorted(set(self._words(span, event))))

    def bare(self, span: Span) -> str:
        """The characters of a sentence, but for those that tell a time or are a name."""
        kept, start = [], span.start
        for one in sorted((*self._times, *(name.at[0] for name in self._names))):
            if one.overlaps(span):
                kept.append(self._text[start : one.start])
                start = max(start, one.end)
        return " ".join((*kept, self._text[start : span.end]))

    def states(self, event: Event) -> tuple[str, ...]:
        """The states that the clause names, sorted."""
        named = (name for name in self._names if any(span.contains(name.at[0]) for span in event.at))
        return tuple(sorted({name.actor for name in named if name.actor in self._of_many}))

    def direction(self, event: Event) -> int:
        """1 when by the clause somebody moves towards somebody, -1 when away, 0 when neither."""
        if self._language is None:
            return 0
        words = {word.fold for span in event.at for word in Words(self._text[span.start : span.end])}
        nearer, farther = (
            not words.isdisjoint(self._language.word_set(way)) for way in ("nearer", "farther")
        )
        return nearer - farther

    def _words(self, span: Span, event: Event) -> Iterator[str]:
        parties = {*event.actors, *event.recipients}
        own = [name.at[0] for name in self._names if name.actor in parties]
        mute = [*own, *self._mute(span), event.trigger]
        common = self._language.word_set("common") if self._language else frozenset[str]()
        for word in Words(self._text[span.start : span.end]):
            at = Span(span.start + word.start, span.start + word.end)
            if len(word.fold) < _LEAST_LETTERS or word.fold.isdigit() or any(map(at.overlaps, mute)):
                continue
            form = lemma(word.text, "", {}, self._code) if self._language else word.fold
            if common.isdisjoint((form, word.fold)):
                yield form

    def _mute(self, sentence: Span) -> Sequence[Span]:
        """The places of a sentence whose words stand for much else."""
        if sentence not in self._silent:
            named = [span for span in (*self._many, *self._more, *self._times) if span.overlaps(sentence)]
            listed = _listed(self._language, self._text, sentence) if self._language else ()
            self._silent[sentence] = [*named, *listed]
        return self._silent[sentence]


def _but_last(text: str, name: Span) -> Iterator[Span]:
    """The words of a name but its last long one."""
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
