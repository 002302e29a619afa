"""Tells records again as a briefing tells them, to compare with what somebody says that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.errors import NotFound
from kawat.records import Commitment, Disagreement, Failure, Happening, Record, Saying, Story
from kawat.store import View

from . import changed, disputed, due, happened, said, stories
from .patterns import languages
from .sentences import Maker
from .structure import Sentence
from .words import Words


def retold(view: View, ids: Iterable[str]) -> Iterator[tuple[str, Sentence]]:
    """All sentences of briefings that tell exactly the records with these ids, each with its language.

    For an id its beginning will do. Records that are not there, or that no briefing tells, give none.
    """
    cited = frozenset(ids)
    records = [record for id in cited if (record := _found(view, id)) is not None]
    for language in languages():
        maker = Maker(view, Words(view, language))
        for record in records:
            for sentence in _told(maker, record):
                if _tells(sentence, cited):
                    yield language, sentence


def _found(view: View, id: str) -> Record | Failure | None:
    try:
        return view.record(id)
    except NotFound:
        return None


def _tells(sentence: Sentence, cited: frozenset[str]) -> bool:
    """Whether each id cited is one of the sentence's, and each of these is cited."""
    all_known = all(any(id.startswith(one) for id in sentence.ids) for one in cited)
    return all_known and all(any(id.startswith(one) for one in cited) for id in sentence.ids)


def _told(maker: Maker, record: Record | Failure) -> Iterator[Sentence]:
    """Every sentence that a briefing may make of a whole, or of the dispute that a record is part of."""
    known = maker.words.patterns
    match record:
        case Happening():
            if deed := happened.deed(maker, record):
                for pattern in (known.notes.quoted, known.changed["confirmed"]):
                    yield happened.sentence(maker, deed, pattern)
        case Saying():
            if saying := said.saying(maker, record):
                for pattern in (known.notes.quoted, known.changed["confirmed"]):
                    yield said.sentence(maker, saying, pattern)
        case Commitment():
            if undertaken := due.undertaken(maker, record):
                yield due.sentence(maker, undertaken)
                yield changed.decided(maker, undertaken)
        case Disagreement():
            if disputed.clause(maker, record):
                yield from disputed.sentences(maker, record)
                yield disputed.head(maker, record, known.changed["disputed"])
        case Story():
            yield stories.sentence(maker, record)
        case Record():
            if dispute := maker.view.whole_of(Disagreement, record.id):
                yield from _told(maker, dispute)
