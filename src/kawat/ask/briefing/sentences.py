"""Makes a sentence: its text by the patterns, behind it the counts and notes, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from kawat.records import Period, Quote, Record, Span
from kawat.store import Count, View

from .quoting import is_copy, language_of, words
from .structure import Anchor, Original, Sentence
from .words import Words

_SLOT = re.compile(r"\{(\w+)\}")


class Shown(msgspec.Struct, frozen=True):
    """Words of a report, as a sentence has them, and the record and passage that they are."""

    record: Record
    words: str
    anchor: Anchor


class Maker:
    """Makes sentences in a language, out of the records of a view."""

    def __init__(self, view: View, language: Words) -> None:
        self.view = view
        self.words = language

    def dated(self, sentence: str, days: Period | None) -> str:
        """The sentence with its day before it."""
        if days is None:
            return sentence
        return self.words.patterns.notes.dated.format(when=self.words.when(days), sentence=sentence)

    def attributed(self, sentence: str, record: Record, own: Collection[str] = ()) -> str:
        """The sentence with who says so, where the record stands in what others than its `own` actors say."""
        teller = self._teller(record)
        if teller is None or teller in own or not self.words.sayable(teller):
            return sentence
        known = self.words.patterns.notes
        return known.according.format(who=self.words.name(teller), sentence=sentence)

    def _teller(self, record: Record) -> str | None:
        """In whose words a record is told, other than the one who says it."""
        own = record.speaker_actor if isinstance(record, Quote) else None
        for other in self.view.records(Quote, report=record.report):
            around = other.id != record.id and other.speaker_actor not in (None, own)
            if around and all(any(outer.contains(span) for outer in other.at) for span in record.at):
                return other.speaker_actor
        return None

    def shown(self, record: Record, *, sentence: bool = False) -> Shown:
        """The words of a record, or of the sentence in which they stand if it is not too long."""
        said, at = words(self.view, record, sentence=sentence)
        return Shown(record, said, Anchor(record.report, at))

    def sentence(
        self,
        pattern: str,
        slots: Mapping[str, str | Shown],
        count: Count,
        *,
        notes: Iterable[str] = (),
        also: Iterable[str] = (),
        rests: Sequence[Record] = (),
        under: bool = False,
    ) -> Sentence:
        """A sentence by a pattern, behind it how many tell it and what is to be noted of the words shown.

        It rests on the records shown and on `rests`; `also` are ids of wholes that these are part of.
        """
        shown = [slot for slot in slots.values() if isinstance(slot, Shown)]
        known = self.words.patterns.notes
        behind = dict.fromkeys((self.words.count(count), *notes, *self._notes(shown)))
        told = known.joined.join(behind)
        text, originals = self._filled(known.whole, {"sentence": pattern, "notes": told}, slots)
        anchors = dict.fromkeys(
            (*(one.anchor for one in shown), *(Anchor(record.report, record.at) for record in rests))
        )
        ids = dict.fromkeys((*(one.record.id for one in shown), *(record.id for record in rests), *also))
        return Sentence(text, tuple(ids), tuple(anchors), count, told, tuple(originals), under)

    def _filled(
        self, whole: str, outer: Mapping[str, str], slots: Mapping[str, str | Shown]
    ) -> tuple[str, list[Original]]:
        """The text with a capital at its beginning, and where in it the words of reports stand."""
        text, originals = "", []
        for piece in _pieces(whole.replace("{sentence}", outer["sentence"])):
            slot = {**outer, **slots}.get(piece[1:-1]) if _SLOT.fullmatch(piece) else piece
            if isinstance(slot, Shown):
                at = Span(len(text), len(text) + len(slot.words))
                originals.append(Original(at, language_of(self.view, slot.record)))
                text += slot.words
            else:
                text += slot or ""
        return text[:1].upper() + text[1:], originals

    def _notes(self, shown: Iterable[Shown]) -> Iterator[str]:
        """That words are in another language, a translation, or of an AI summary."""
        known = self.words.patterns.notes
        for one in shown:
            language = language_of(self.view, one.record)
            if language and language != self.words.code:
                yield known.language.format(language=self.words.language_name(language))
            wording = getattr(one.record, "wording", None)
            if wording == "translated" or is_copy(self.view, one.record.report):
                yield known.translated
            if wording == "ai-summary":
                yield known.ai_summary


def _pieces(pattern: str) -> Iterator[str]:
    """A pattern cut into its slots and what stands between them."""
    start = 0
    for slot in _SLOT.finditer(pattern):
        yield pattern[start : slot.start()]
        yield slot.group()
        start = slot.end()
    yield pattern[start:]
