"""Briefings of small stores: what is told, in which words, of what, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from crisis import Told, add_all, told
from kawat.ask.briefing import Briefing, Scope, Sentence, briefing, languages, patterns, retold
from kawat.errors import LanguageError
from kawat.link.steps import link
from kawat.records import Act, EventType, Outcome, Status, literals
from kawat.store import View, open_store

Opened = Callable[..., View]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens a view of a store in which these reports are, with all that they tell together."""
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as writer:

        def filled(*reports: Told) -> View:
            add_all(writer, reports)
            link(writer, containment=0.6)
            return writer

        yield filled


BOTH = pytest.mark.parametrize("language", languages())


@pytest.fixture
def view(opened: Opened, reports: tuple[Told, ...]) -> View:
    """The agency story, its copy, and the report of its own, with their sentences."""
    whole = [Told(one.report, one.text, list(one.records)) for one in reports]
    for one in whole:
        one.sentence(one.text)
    return opened(*whole)


def section(told_: Briefing, name: str) -> tuple[Sentence, ...]:
    (found,) = (one.sentences for one in told_.sections if one.name == name)
    return found


def texts(told_: Briefing, name: str) -> list[str]:
    return [sentence.text for sentence in section(told_, name)]


def everything(told_: Briefing) -> list[Sentence]:
    return [sentence for one in told_.sections for sentence in one.sentences]


@BOTH
def test_an_empty_store(opened: Opened, language: str) -> None:
    told_ = briefing(opened(), language=language)
    assert not everything(told_)
    assert all(one.note == patterns(language).sections.nothing for one in told_.sections)


def test_a_language_without_patterns(view: View) -> None:
    with pytest.raises(LanguageError, match="no briefing in 'xx': known are en, id"):
        briefing(view, language="xx")


def deed(
    type: str,
    status: str = "happened",
    *,
    actors: tuple[str, ...] = ("FJI",),
    recipients: tuple[str, ...] = ("TON",),
    **fields: object,
) -> Told:
    text = "On the day the ships were there and people saw that it was so in the harbour."
    one = told(text, "a.txt", day="2022-01-22", language="en")
    one.zone(text)
    one.sentence(text)
    one.event(
        text,
        type,
        **{
            "day": "2022-01-20",
            "trigger": "were there",
            "actors": actors,
            "recipients": recipients,
            "status": status,
            "dated": "own",
        }
        | fields,
    )
    for actor, name in (("FJI", "Fiji"), ("TON", "Tonga")):
        one.actor("ships", actor, name=name, country=actor)
    return one


@pytest.mark.parametrize(
    ("one", "english", "indonesian"),
    [
        (deed("CONSULT"), "Fiji and Tonga met or talked", "Fiji dan Tonga bertemu atau berunding"),
        (deed("CONSULT", mode="visit"), "Fiji visited Tonga", "Fiji mengunjungi Tonga"),
        (deed("ASSAULT"), "Fiji attacked Tonga", "Fiji menyerang Tonga"),
        (deed("ASSAULT", actors=()), "Tonga was attacked", "Tonga diserang"),
        (deed("ASSAULT", "alleged"), "it was alleged that Fiji attacked Tonga",
         "dituduhkan bahwa Fiji menyerang Tonga"),
        (deed("AID", "ongoing"), "Fiji was giving aid to Tonga", "Fiji sedang memberi bantuan kepada Tonga"),
        (deed("AID", "ongoing", actors=("FJI", "USA")), "Fiji and the United States were giving aid to Tonga",
         "Fiji dan Amerika Serikat sedang memberi bantuan kepada Tonga"),
    ],
)  # fmt: skip
def test_deeds(opened: Opened, one: Told, english: str, indonesian: str) -> None:
    one.actor("people", "USA", name="United States", country="USA")
    view = opened(one)
    (first,) = texts(briefing(view, language="en"), "happened")
    (second,) = texts(briefing(view, language="id"), "happened")
    assert first.startswith(f"On 20 January 2022, {english}: “On the day the ships")
    assert first.endswith("in the harbour.” (1 report of 1 origin).")
    assert second.startswith(f"Pada 20 Januari 2022, {indonesian}: “On the day the ships")
    assert second.endswith("in the harbour.” (1 laporan dari 1 sumber asal; dalam bahasa Inggris).")


@pytest.mark.parametrize(
    "one",
    [
        deed("ASSAULT", "planned"),
        deed("ASSAULT", "denied"),
        deed("ASSAULT", "conditional"),
        deed("ASSAULT", "called-for"),
        # the day of writing is no day of the deed
        deed("ASSAULT", dated="report"),
        # after the report was written
        deed("ASSAULT", day="2022-03-01"),
        deed("ASSAULT", historical=True),
        deed("ASSAULT", actors=(), recipients=()),
        deed("CONSULT", recipients=()),
        # a person is not attacked as a state is
        deed("ASSAULT", recipients=("ratu-vela",)),
        # days that are not sure within a month
        deed("ASSAULT", day="2021-01-01/2022-01-20"),
    ],
)
def test_what_is_not_told_as_happened(opened: Opened, one: Told) -> None:
    one.actor("people", "ratu-vela", name="Ratu Vela", sort="person", country="TON")
    assert not texts(briefing(opened(one)), "happened")


def test_days_that_are_not_sure_are_told_as_ranges(opened: Opened) -> None:
    days = ("2022-01-09/2022-01-10", "2021-12-30/2022-01-02", "2021-12-01/2021-12-31")
    starts = [texts(briefing(opened(deed("ASSAULT", day=day))), "happened")[-1][:47] for day in days]
    assert starts == [
        "Between 9 and 10 January 2022, Fiji attacked To",
        "Between 30 December 2021 and 2 January 2022, Fi",
        "In December 2021, Fiji attacked Tonga: “On the ",
    ]


def saying(words: str, form: str, source: str = "a.txt", **fields: object) -> Told:
    text = f"Pavel Roskov denied on Friday, {words}, and left."
    one = told(text, source, day="2022-01-21", language=fields.pop("language", "en"))  # type: ignore[arg-type]
    one.zone(text)
    one.sentence(text)
    cue = one.span("denied")
    one.quote(words, form=form, cue=cue, day="2022-01-21", speaker_actor="pavel-roskov", **fields)
    one.actor("Pavel Roskov", "pavel-roskov", name="Pavel Roskov", sort="person", country="FJI")
    return one


def test_words_in_quotation_marks_are_only_said(opened: Opened) -> None:
    one = saying("Never did we plan to attack", "direct", act="deny")
    assert texts(briefing(opened(one)), "said") == [
        "On 21 January 2022, Pavel Roskov said: “Never did we plan to attack” (1 report of 1 origin)."
    ]


def test_what_is_retold_is_told_as_the_report_words_it(opened: Opened) -> None:
    one = saying("any plan to attack them", "indirect", act="deny", wording="paraphrase")
    assert texts(briefing(opened(one)), "said") == [
        "On 21 January 2022, Pavel Roskov denied: “any plan to attack them” (1 report of 1 origin; retold)."
    ]


@pytest.mark.parametrize(
    ("wording", "note"),
    [("translated", "a translation"), ("ai-summary", "only an AI summary has it")],
)
def test_words_that_are_not_the_speakers_own_are_noted(opened: Opened, wording: str, note: str) -> None:
    one = saying("We never planned any attack", "direct", wording=wording)
    (only,) = texts(briefing(opened(one)), "said")
    assert only.endswith(f"(1 report of 1 origin; {note}).")


def test_a_speaker_in_the_words_of_another(opened: Opened) -> None:
    text = "Anna Blythe said that Pavel Roskov had promised never to attack the islands again."
    one = told(text, "a.txt", day="2022-01-21", language="en")
    one.zone(text)
    one.sentence(text)
    outer = "Pavel Roskov had promised never to attack the islands again"
    one.quote(outer, form="indirect", cue=one.span("said"), speaker_actor="anna-blythe")
    one.quote(
        "never to attack the islands again",
        form="indirect",
        cue=one.span("promised"),
        speaker_actor="pavel-roskov",
        act="promise",
    )
    for name, id in (("Anna Blythe", "anna-blythe"), ("Pavel Roskov", "pavel-roskov")):
        one.actor(name, id, name=name, sort="person", country="FJI")
    found = texts(briefing(opened(one)), "said")
    assert {line.partition(":")[0] for line in found} == {
        "On 21 January 2022, Anna Blythe said",
        "On 21 January 2022, according to Anna Blythe, Pavel Roskov promised",
    }


def test_copies_are_one_origin(view: View) -> None:
    (only,) = section(briefing(view), "said")
    assert (only.count.raw, only.count.independent) == (3, 2)
    assert "(3 reports of 2 origins)" in only.text


@BOTH
def test_every_sentence_can_be_checked(view: View, language: str) -> None:
    for sentence in everything(briefing(view, language=language)):
        assert sentence.ids
        assert sentence.at
        assert all(view.record(id) for id in sentence.ids)
        for original in sentence.originals:
            words = sentence.text[slice(*original.at)].removesuffix(" …")
            received = [
                " ".join(view.text(one.report)[slice(*at)].split()) for one in sentence.at for at in one.at
            ]
            assert all(any(piece in text for text in received) for piece in words.split(" … "))


@BOTH
def test_records_are_told_again_alike(view: View, language: str) -> None:
    for sentence in everything(briefing(view, language=language)):
        for ids in (sentence.ids, [id[:8] for id in sentence.ids]):
            assert (language, sentence.text) in {(code, one.text) for code, one in retold(view, ids)}


def test_other_ids_tell_nothing(view: View) -> None:
    (only,) = section(briefing(view), "said")
    assert not list(retold(view, [*only.ids, "ffffffff"]))
    assert not list(retold(view, only.ids[:1]))
    assert not list(retold(view, []))


def test_only_the_days_asked_for(view: View) -> None:
    assert texts(briefing(view, Scope(since="2022-01-21", until="2022-01-21")), "said")
    assert not everything(briefing(view, Scope(since="2022-03-01")))


def test_only_the_actor_asked_for(view: View) -> None:
    assert not texts(briefing(view, Scope(actor="USA")), "said")
    assert texts(briefing(view, Scope(actor="pavel-roskov")), "said")


def test_no_more_sentences_than_asked_for(opened: Opened) -> None:
    reports = [
        saying(f"Island number {number} is ours for ever", "direct", f"{number}.txt") for number in range(9)
    ]
    told_ = briefing(opened(*reports), Scope(most=2))
    (said,) = (one for one in told_.sections if one.name == "said")
    assert len(said.sentences) == 2
    assert said.left == 7
    assert said.note == "7 more are left out."


@BOTH
def test_the_patterns_say_all_that_records_can_be(language: str) -> None:
    known = patterns(language)
    assert set(known.happened.active) == set(known.happened.passive) == set(literals(Status))
    assert set(known.said.acts) == set(literals(Act))
    assert set(known.disputed.deeds) == set(literals(EventType))
    assert set(known.due.tail) == {"due", *literals(Outcome)}
    assert {name.partition(".")[0] for name in known.happened.types} <= set(literals(EventType))


def test_the_languages_tell_the_same() -> None:
    one, *others = (msgspec.to_builtins(patterns(code)) for code in languages())
    for other in others:
        assert shape(one) == shape(other)


def shape(part: object) -> object:
    """The keys of a table, and which of them hold slots, without the words."""
    if not isinstance(part, dict):
        return None
    loose = {"the", "the_words", "roles"}
    return {name: shape(value) for name, value in part.items() if name not in loose}


@BOTH
def test_what_changed_needs_something_to_compare_with(view: View, language: str) -> None:
    assert "changed" not in {one.name for one in briefing(view, language=language).sections}
    assert "changed" in {one.name for one in briefing(view, language=language, before=view).sections}
