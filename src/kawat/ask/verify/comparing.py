"""Compares a sentence with a passage, slot by slot: who, how many, when, where, whose words, and whether."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from kawat.language import Language
from kawat.link.claims.amounts import Counted
from kawat.link.vectors import nearness
from kawat.records import Event, Period, Span, Time
from kawat.store.weeks import MUTUAL
from kawat.text import Words

from .likeness import (
    ONE_WORD,
    SURELY,
    Match,
    aligned,
    fits,
    folds,
    rival_figure,
    same_figure,
    same_name,
    shared,
    stands_in,
)
from .telling import Text, Uttered, Who, contents
from .terms import Term
from .verdicts import Check, Result, Slot

# words between marks
_MARKED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)[‘']([^‘’']{3,})[’'](?!\w)")
_STRAIGHT = re.compile(r"\"[^\"]+\"")
_GAPS = re.compile(r"\.\.\.|…|\[[^\]]*\]")
# how near a passage's words must be to count as those that were quoted, in another language
_TRANSLATED = 0.55
# from which share of common words on, other words between marks are a wrong quotation
_MISQUOTED = 0.5
# how near what is said in two sentences must be to be one saying
_SAID = 0.45
# how many days after the day of which it tells a report may be written and give no day
_LATE = 3
_NEAR_BY = 0.3
_CLAUSES = re.compile(r"(?<=[,;:–—])\s+")
_MOST_CLAUSES = 6


class Side:
    """A passage: a sentence of a report, with those that tell the same in other reports (`others`)."""

    def __init__(self, text: Text, at: Span, others: Sequence[tuple[Text, Span]] = ()) -> None:
        self.text, self.at = text, at
        self.core = text.telling(at)
        self.all = ((text, at), *others)
        self.tellings = tuple(one.telling(span) for one, span in self.all)

    @cached_property
    def named(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named in it and next to it, takes part or speaks."""
        found: list[tuple[Who, Text]] = []
        for text, span in self.all:
            found += [(who, text) for who in text.names(text.around(span))]
            telling = text.telling(span)
            ids = [id for event in telling.events for id in (*event.actors, *event.recipients)]
            ids += [quote.speaker.actor for quote in telling.quotes if quote.speaker and quote.speaker.actor]
            ids += [one.by for one in telling.figures if one.by]
            found += [(who, text) for id in ids if (who := text.who(id, None))]
        return tuple(found)

    def resolved(self, who: Who) -> Who:
        """Somebody called by a part of his name: the one whom the passage names so."""
        if who.actor is not None:
            return who
        known = (other for other, text in self.named if other.actor and exactly(who, other, text))
        found = next(known, None)
        return who._replace(actor=found.actor, state=found.state) if found else who

    @cached_property
    def core_names(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named in it itself."""
        return tuple(
            (who, text)
            for who, text in self.named
            if any(text is one and span.overlaps(who.at) for one, span in self.all) or who.at.end <= 1
        )

    @cached_property
    def is_title(self) -> bool:
        """Whether it is a headline, which leaves out days and what is only planned."""
        return self.text.is_title(self.at)

    @cached_property
    def reported(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named anywhere in its report."""
        whole = Span(0, len(self.text.text))
        return tuple((who, self.text) for who in self.text.names(whole))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of it and what stands next to it, case folded."""
        return tuple(word for text, span in self.all for word in folds(_slice(text, text.around(span))))

    @cached_property
    def days(self) -> tuple[Period, ...]:
        """The days that it tells of by its words."""
        return tuple(day for telling in self.tellings for day in telling.days)


class Comparison:
    """A sentence beside passages, compared with one after the other."""

    def __init__(self, claim: Text, at: Span) -> None:
        self.claim, self.at, self.telling = claim, at, claim.telling(at)
        self.data = claim.data(at)

    def asks(self, side: Side) -> Iterator[str]:
        """The words and sentences that will be compared by meaning, to be encoded together."""
        yield self.telling.text
        yield from _parts(side)
        yield from (quote.words for quote in (*self.telling.quotes, *side.core.quotes))
        yield from contents(self.telling)
        for text, at in ((self.claim, self.at), (side.text, side.at)):
            yield from (_slice_raw(text, term.at).casefold() for term in text.terms(at))

    def near(self, side: Side) -> float:
        """How near the two are in meaning: as wholes, or the sentence to what is said in the passage."""
        whole = max(nearness(self.telling.text, one) for one in _parts(side))
        said = (nearness(one, quote.words) for one in contents(self.telling) for quote in side.core.quotes)
        return max([whole, *said])

    def covered(self, side: Side) -> float:
        """The share of the sentence's telling words that the passage has in some form."""
        claimed = [term for term in self.claim.terms(self.at) if term.upos != "PROPN"]
        told = [term for text, span in side.all for term in text.terms(span)]
        if not claimed:
            return 1.0
        if not told:
            return nearness(self.telling.text, side.core.text)
        words = {_slice_raw(text, term.at).casefold() for text, span in side.all for term in text.terms(span)}
        lemmas = {term.lemma for term in told}
        found = sum(
            term.lemma in lemmas
            or max(nearness(_slice_raw(self.claim, term.at).casefold(), word) for word in words) >= ONE_WORD
            for term in claimed
        )
        return found / len(claimed)

    def checks(self, side: Side) -> tuple[Check, ...]:
        """What of the sentence the passage has, has otherwise, or has not."""
        return (
            *self._names(side),
            *self._places(side),
            *self._days(side),
            *self._figures(side),
            *self._numbers(side),
            *self._marked(side),
            *self._speakers(side),
            *self._terms(side),
            *self._turned(side),
        )

    def _names(self, side: Side) -> Iterator[Check]:
        done: set[str] = set()
        for who in self.telling.names:
            key = who.actor or who.words.casefold()
            if key in done or not who.words[:1].isupper() or "/" in (who.actor or ""):
                continue
            done.add(key)
            if who.actor is None and who.sort == "place":
                continue
            found = _found(who, side.core_names)
            beside = None if found is not None else _found(who, side.named)
            words = found if found is not None else beside
            if words is None and who.sort != "person":
                words = _found(who, side.reported)
            if words is None and stands_in(folds(who.words), side.words):
                words = who.words
            result: Result = "missing" if words is None else "same"
            own = found is not None and any(exactly(who, other, text) for other, text in side.core_names)
            yield Check("name", result, who.words, words or "", beside=words is not None and not own)

    def _places(self, side: Side) -> Iterator[Check]:
        """The towns in which something is said to be."""
        for name, point in _towns(self.claim, self.at, self.data, placed=True):
            near = [
                other
                for text, span in side.all
                for other in _towns(text, text.around(span), text.data(span), placed=False)
            ]
            near += [town for text, _ in side.all for town in _dateline(text)]
            same = next((other for other, at in near if _one_place(point, at)), None)
            if same:
                yield Check("place", "same", name, same)
                continue
            rivals = _towns(side.text, side.at, side.text.data(side.at), placed=True)
            rival = next((other for other, _ in rivals), "")
            yield Check("place", "other" if rival else "missing", name, rival)
        listed = {name for name, _ in _towns(self.claim, self.at, self.data, placed=False)}
        for who in self.telling.names:
            if who.actor is None and who.sort == "place" and who.words not in listed:
                same_words = stands_in(folds(who.words), side.words)
                yield Check("place", "same" if same_words else "missing", who.words)

    def same_place(self, who: Who, side: Side) -> bool:
        """Whether a passage names the same town in another language."""
        mine = [at for name, at in _towns(self.claim, self.at, self.data, placed=False) if name == who.words]
        theirs = [
            at
            for text, span in side.all
            for _, at in (*_towns(text, text.around(span), text.data(span), placed=False), *_dateline(text))
        ]
        return any(_one_place(one, other) for one in mine for other in theirs)

    def _days(self, side: Side) -> Iterator[Check]:
        for time in self.telling.times:
            said = _slice(self.claim, time.at[0])
            own = fits(time, side.days)
            if own is None:
                continue
            written = side.core.written
            if own:
                yield Check("day", "same", said, told_days(side.days, time))
            elif not side.days and written and fits(time, [_before(written)]):
                yield Check("day", "same", said, f"written {_period(written)}", beside=True)
            else:
                yield Check("day", "other" if side.days else "missing", said, told_days(side.days))

    def _figures(self, side: Side) -> Iterator[Check]:
        told = [(one, text) for text, span in side.all for one in text.telling(span).figures]
        for figure in self.telling.figures:
            said = _slice(self.claim, figure.at[0])
            alike = [(one, text) for one, text in told if same_figure(figure, one)]
            held = [pair for pair in alike if pair[0].holder]
            owned = [pair for pair in held if pair[0].holder == figure.holder] or held
            rivals = [(one, text) for one, text in told if rival_figure(figure, one)]
            if figure.holder and held and owned is held and owned[0][0].holder != figure.holder:
                yield Check("figure", "other", said, _figure_words(held[0]))
            elif alike:
                yield Check("figure", "same", said, _figure_words(alike[0]))
            else:
                found = _figure_words(rivals[0]) if rivals else ""
                yield Check("figure", "other" if rivals else "missing", said, found)

    def _numbers(self, side: Side) -> Iterator[Check]:
        for number in self.telling.numbers:
            result: Result = "same" if number.casefold() in side.words else "missing"
            yield Check("number", result, number)

    def _marked(self, side: Side) -> Iterator[Check]:
        """Words between quotation marks stand in the passage word for word, or in another language."""
        for marked in _MARKED.finditer(self.telling.text):
            words = next(group for group in marked.groups() if group)
            runs = [run for part in _GAPS.split(words) if (run := folds(part))]
            if not runs:
                continue
            if all(stands_in(run, side.words) for run in runs):
                yield Check("quote", "same", words, words)
            else:
                yield self._quoted(words, side)

    def _quoted(self, words: str, side: Side) -> Check:
        said = [
            (quote.words, text.telling(span).language)
            for text, span in side.all
            for quote in text.quotes(text.around(span))
            if quote.direct
        ]
        said += [
            (next(group for group in one.groups() if group), text.telling(span).language)
            for text, span in side.all
            for one in _MARKED.finditer(_slice(text, text.around(span)))
        ]
        abroad = [one for one, language in said if language != self.telling.language]
        best = max(abroad, key=lambda one: nearness(words, one), default="")
        if best and nearness(words, best) >= _TRANSLATED:
            return Check("quote", "same", words, best)
        here = [one for one, language in said if language == self.telling.language]
        likest = max(here, key=lambda one: shared(folds(words), folds(one)), default="")
        misquoted = bool(likest) and shared(folds(words), folds(likest)) >= _MISQUOTED
        return Check("quote", "other" if misquoted else "missing", words, likest if misquoted else "")

    def _speakers(self, side: Side) -> Iterator[Check]:
        """Who is said to have said it: compared with whoever says it in the passage."""
        told = [(quote, text) for text, span in side.all for quote in text.quotes(span)]
        for quote in self.telling.quotes:
            if quote.speaker is None or not _named(quote.speaker):
                continue
            alike = [one for one in told if one[0].speaker and _said_alike(quote, one[0])]
            who = side.resolved(quote.speaker)
            same = [one.speaker for one, text in alike if one.speaker and _same(who, one.speaker, text)]
            if same:
                yield Check("speaker", "same", quote.speaker.words, same[0].words)
            elif alike:
                best = max(alike, key=lambda one: nearness(quote.words, one[0].words))[0].speaker
                assert best is not None
                known = best.actor is not None and "/" not in best.actor
                yield Check("speaker", "other" if known else "missing", quote.speaker.words, best.words)
            else:
                tells = any(self._tells(quote, text, span) for text, span in side.all)
                yield Check("speaker", "same" if tells else "missing", quote.speaker.words, beside=tells)

    def _turned(self, side: Side) -> Iterator[Check]:
        """Whether one is told to do to another what the other does to him."""
        for mine in self.telling.events:
            for other in side.core.events:
                if mine.type != other.type or mine.type in MUTUAL:
                    continue
                doing, done = self._states(self.claim, mine)
                does, undergoes = self._states(side.text, other)
                if doing and does and doing <= undergoes and done and done <= does and not doing & does:
                    yield Check("doer", "other", ", ".join(sorted(doing)), ", ".join(sorted(does)))
                    return

    def _states(self, text: Text, event: Event) -> tuple[set[str], set[str]]:
        sides = (text.context.states(side) for side in (event.actors, event.recipients))
        doing, done = map(set, sides)
        return doing, done

    def _verbatim(self, side: Side) -> list[Span]:
        """Where words between marks stand that the passage has word for word."""
        start, end = self.at
        marked = [Span(start + a, start + b) for a, b in marked_in(self.claim.text[start:end])]
        return [one for one in marked if stands_in(folds(_slice(self.claim, one)), side.words)]

    def _tells(self, quote: Uttered, text: Text, span: Span) -> bool:
        """Whether a sentence next to one has the speaker say so: 'Wallace announced it on Monday.'"""
        cues = [term for term in self.claim.terms(self.at) if self._is_cue(term)]
        one = self.telling.language == text.telling(span).language
        places = [place.at[0] for place in text.sentences]
        at = places.index(span) if span in places else 0
        for near in places[max(0, at - 1) : at + 2]:
            pairs = aligned(cues, text.terms(near), (self.claim.text, text.text), one_language=one)
            said = [other for _, others in pairs for score, other in others if score >= SURELY]
            if quote.speaker and any(
                _same(quote.speaker, who, text) for other in said for who in doers_of(text, other)
            ):
                return True
        return False

    def _terms(self, side: Side) -> Iterator[Check]:
        """Whether it is denied, done or planned, and by whom it is done."""
        verbatim = self._verbatim(side)
        claimed = [
            one for one in self.claim.terms(self.at) if not any(at.contains(one.at) for at in verbatim)
        ]
        told = side.text.terms(side.at)
        if not claimed or not told:
            return
        one = self.telling.language == side.core.language
        pairs = aligned(claimed, told, (self.claim.text, side.text.text), one_language=one)
        sure = SURELY if one else ONE_WORD
        for term, others in pairs:
            if not others or (term.upos == "VERB" and others[0][0] < sure):
                yield from self._unmatched(term, told)
            if not others:
                continue
            known = {other.lemma for mine, found in pairs if mine is not term for _, other in found}
            yield from self._modes(term, others, side, known - {other.lemma for _, other in others})
            yield from self._doer(term, others, side)

    def _unmatched(self, term: Term, told: Sequence[Term]) -> Iterator[Check]:
        if term.denied and term.core and not any(one.denied for one in told):
            yield Check("negation", "missing", self._words(term))
        elif term.upos == "VERB" and term.core and not self._is_cue(term):
            yield Check("words", "missing", self._words(term))

    def _modes(self, term: Term, others: Sequence[Match], side: Side, known: set[str]) -> Iterator[Check]:
        """Nothing where one of the words that may be meant is said in the same way."""
        score, other = others[0]
        if self._is_cue(term) or term.light or not _comparable(term, other):
            return
        said = self._words(term)
        found = " … ".join((*other.by, _slice(side.text, other.at)))
        # the word that denies it or makes it a plan may stand in the sentence, in no list
        marks = [by for _, one in others for by in one.by]
        told = bool(known.intersection(word for by in marks for word in by.split()))
        denial = bool(known.intersection(marks))
        if all(term.denied != one.denied for _, one in others):
            yield Check("negation", "other" if score >= SURELY and not denial else "missing", said, found)
        elif term.main and term.upos == "VERB" and not term.denied:
            if not term.open and all(one.open for _, one in others) and not told:
                yield Check("status", "other" if score >= SURELY else "missing", said, found)
            elif term.open and not any(one.open for _, one in others) and other.upos == "VERB":
                yield Check("status", "missing", said, found)

    def _doer(self, term: Term, others: Sequence[Match], side: Side) -> Iterator[Check]:
        """Who does it: nothing where either leaves it open, or one of the words that may be meant agrees."""
        sure = [one for score, one in others if one.upos == "VERB" and score >= SURELY]
        mine = [side.resolved(who) for who in doers_of(self.claim, term)] if term.upos == "VERB" else []
        told = [found for one in sure if (found := doers_of(side.text, one))]
        if mine and told and not any(_same(a, b, side.text) for found in told for a in mine for b in found):
            known = any(who.actor for who in mine) and any(who.actor for found in told for who in found)
            yield Check("doer", "other" if known else "missing", mine[0].words, told[0][0].words)

    def _is_cue(self, term: Term) -> bool:
        """Whether a word is that by which something is said to be said."""
        return any(cue.overlaps(term.at) for cue in self.claim.cues)

    def _words(self, term: Term) -> str:
        return _slice(self.claim, term.at)


def _figure_words(pair: tuple[Counted, Text]) -> str:
    return _slice(pair[1], pair[0].at[0])


def _parts(side: Side) -> list[str]:
    """A passage, what is said in it, and its runs of clauses: a sentence may tell of one of them."""
    clauses = [part for part in _CLAUSES.split(side.core.text) if part.strip()]
    runs = [
        " ".join(clauses[first:last])
        for first in range(min(len(clauses), _MOST_CLAUSES))
        for last in range(first + 1, min(len(clauses), _MOST_CLAUSES) + 1)
    ]
    return [side.core.text, *(quote.words for quote in side.core.quotes), *runs]


def _found(who: Who, named: Sequence[tuple[Who, Text]]) -> str | None:
    """The words that name somebody in a passage; of a state also those for whoever acts for it."""
    for agree in (exactly, for_state):
        for other, text in named:
            if agree(who, other, text):
                return other.words
    return None


def exactly(who: Who, other: Who, text: Text) -> bool:
    if who.actor and other.actor:
        return who.actor == other.actor
    forms = text.known_as(other.actor) if other.actor else ()
    return same_name(who.words, (*forms, other.words))


def for_state(who: Who, other: Who, text: Text) -> bool:
    return who.actor is not None and who.actor == other.state


def _comparable(term: Term, other: Term) -> bool:
    """Whether it tells something that one is denied and the other not: of things only where outright."""
    if term.upos == other.upos == "VERB" or not (term.denied or other.denied):
        return True
    return term.outright or other.outright


def doers_of(text: Text, term: Term) -> list[Who]:
    """Who is named as doing something: those who are meant before those whose they are."""
    inside = [who for span in term.doers for who in text.names(span) or _around(text, span)]
    known = [who for who in inside if who.actor or (who.words[:1].isupper() and who.sort != "place")]
    return [who for who in known if who.head] or known


def _around(text: Text, span: Span) -> tuple[Who, ...]:
    return tuple(who for who in text.names(text.sentence(span)) if who.at.overlaps(span))


def _named(who: Who) -> bool:
    """Whether somebody is named, not called by what he is: 'a senior official'."""
    return "/" not in (who.actor or "") and (who.actor is not None or who.words[:1].isupper())


def marked_in(text: str) -> list[tuple[int, int]]:
    """Where words between quotation marks stand in a text, the outermost marks with them."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for place, character in enumerate(text):
        if character in "“„«":
            start = start if depth else place
            depth += 1
        elif character in "”»" and depth:
            depth -= 1
            if not depth:
                found.append((start, place + 1))
    plain = "".join(" " if any(a <= i < b for a, b in found) else c for i, c in enumerate(text))
    found += [one.span() for one in _STRAIGHT.finditer(plain)]
    return sorted(found)


def _said_alike(claimed: Uttered, told: Uttered) -> bool:
    return nearness(claimed.words, told.words) >= _SAID


def _same(who: Who, other: Who, text: Text) -> bool:
    """One actor, or one of them the state that the other acts for, or names that can be one's."""
    if who.actor and other.actor:
        if who.actor == other.actor:
            return True
        if "/" in who.actor or "/" in other.actor:
            # 'the president of France' may be whoever acts for it
            return who.state is not None and who.state == other.state
        return who.state is not None and who.state == other.state and who.state in (who.actor, other.actor)
    forms = text.known_as(other.actor) if other.actor else ()
    return same_name(who.words, (*forms, other.words))


Point = tuple[float, float] | None


def _towns(text: Text, span: Span, language: Language | None, *, placed: bool) -> list[tuple[str, Point]]:
    """The known places named in a stretch of text; `placed`: those in which something is."""
    if language is None:
        return []
    words = Words(_slice_raw(text, span))
    small = language.grammar.get("in", frozenset()) | language.grammar.get("at", frozenset())
    found: list[tuple[str, Point]] = []
    for hit in language.find_places.find(words):
        row = hit.rule.row
        before = words[hit.first - 1].fold if hit.first else ""
        if row.lat is not None and row.lon is not None and (not placed or before in small):
            found.append((words.text[hit.span.start : hit.span.end], (row.lat, row.lon)))
    return found


def _dateline(text: Text) -> list[tuple[str, Point]]:
    """The town with which a report begins: 'JENEWA (Agency) – '."""
    sentences = text.sentences
    begins = [one.at[0] for one in sentences[:4]]
    found: list[tuple[str, Point]] = []
    for span in begins:
        first = _slice_raw(text, Span(span.start, min(span.end, span.start + 40)))
        head = re.match(r"[\W_]*([A-Z][A-Z .'-]+[A-Z])\b", first)
        data = text.data(span)
        if head and data:
            words = Words(head[1].title())
            found += [
                (head[1], (hit.rule.row.lat, hit.rule.row.lon))
                for hit in data.find_places.find(words)
                if hit.rule.row.lat is not None and hit.rule.row.lon is not None
            ]
    return found


def _one_place(left: Point, right: Point) -> bool:
    if left is None or right is None:
        return False
    return abs(left[0] - right[0]) < _NEAR_BY and abs(left[1] - right[1]) < _NEAR_BY


def _before(written: Period) -> Period:
    """The days that a report without days of its own may tell of."""
    from datetime import date, timedelta

    first = date.fromisoformat(written.first) - timedelta(days=_LATE)
    return Period(first.isoformat(), written.last)


def told_days(days: Sequence[Period], time: Time | None = None) -> str:
    chosen = [day for day in days if time is None or fits(time, [day])]
    return ", ".join(dict.fromkeys(map(_period, chosen)))


def _period(days: Period) -> str:
    return days.first if days.first == days.last else f"{days.first} to {days.last}"


def _slice_raw(text: Text, span: Span) -> str:
    return text.text[span.start : span.end]


def _slice(text: Text, span: Span) -> str:
    return " ".join(_slice_raw(text, span).split())


__all__ = ["Comparison", "Side", "Slot"]
