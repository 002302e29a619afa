"""Who takes part in events told around or in each other, with trees by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kawat.annotate.control import SAME, controlled
from kawat.annotate.deeds import Deed, Part
from kawat.annotate.scene import Scene, Scenes
from kawat.language import Language
from kawat.records import EventType, Made, Node, Quote, Report, Sentence, Span, Tree
from kawat.stage import ReportText
from reading import Reader

MADE = Made("hand", "1")
FRE, SYL, UKR = ("FRE",), ("SYL",), ("UKR",)
Parties = tuple[tuple[str, ...], tuple[str, ...]]
NOBODY: Parties = ((), ())
# one verb in another
TWO = "Freedonia/1/nsubj urged/-1/root Sylvania/1/obj to/4/mark attack/1/xcomp"
# a third in the second, as far from it as the second from the first
THREE = f"{TWO} and/6/cc win/4/xcomp"


def scene_of(language: Language, words: str, *told: Quote, tree: bool = True) -> Scene:
    """A sentence of words as 'form/head/relation', with one blank between them."""
    nodes, start = [], 0
    for number, word in enumerate(words.split()):
        form, head, relation = word.split("/")
        at = Span(start, start + len(form))
        nodes.append(Node(at, number, form.casefold(), "X", {}, int(head), relation))
        start = at.end + 1
    text = " ".join(word.partition("/")[0] for word in words.split())
    at = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=at, made=MADE, source="a", sha256="0"), text)
    sentence = Sentence(report="r", at=at, made=MADE, language=language.code)
    report.add([sentence, *told])
    if tree:
        report.add([Tree(report="r", at=at, made=MADE, sentence=sentence.id, words=tuple(nodes))])
    return Scenes(report, language).all[0]


def deed_at(
    scene: Scene, word: str, kind: EventType, parties: Parties = NOBODY, worded: Sequence[Part] = ()
) -> Deed:
    """An event that a word of the sentence shows."""
    start = scene.report.text.index(word)
    at = Span(start, start + len(word))
    return Deed(at, at, kind, "happened", *parties, rule="hand", score=1.0, worded=frozenset(worded))


def parties_of(deeds: Sequence[Deed]) -> list[Parties]:
    return [(deed.actors, deed.recipients) for deed in deeds]


# the outer event's type, who takes part in it and in the one told in it: before, and after
SHARED: list[tuple[EventType, Parties, Parties, Parties, Parties]] = [
    # whoever is asked, accused or helped to do something does it
    ("REQUEST", (FRE, SYL), NOBODY, (FRE, SYL), (SYL, ())),
    ("REQUEST", (FRE, SYL), ((), UKR), (FRE, SYL), (SYL, UKR)),
    ("REQUEST", (FRE, ()), (SYL, ()), (FRE, SYL), (SYL, ())),
    ("ACCUSE", (FRE, SYL), NOBODY, (FRE, SYL), (SYL, ())),
    ("ACCUSE", (FRE, ()), (SYL, FRE), (FRE, SYL), (SYL, FRE)),
    ("SUPPORT", (FRE, SYL), NOBODY, (FRE, SYL), (SYL, ())),
    # whoever threatens, agrees or refuses to do something is to do it
    ("THREATEN", (FRE, SYL), NOBODY, (FRE, SYL), (FRE, SYL)),
    ("THREATEN", NOBODY, (FRE, SYL), (FRE, SYL), (FRE, SYL)),
    ("THREATEN", (FRE, ()), ((), SYL), (FRE, SYL), (FRE, SYL)),
    ("AGREE", (FRE, ()), ((), SYL), (FRE, SYL), (FRE, SYL)),
    ("REJECT", ((), SYL), (FRE, ()), (FRE, SYL), (FRE, SYL)),
    # each says for itself
    ("REQUEST", (FRE, SYL), (UKR, ()), (FRE, SYL), (UKR, ())),
    ("THREATEN", (FRE, SYL), (UKR, FRE), (FRE, SYL), (UKR, FRE)),
    ("REQUEST", NOBODY, NOBODY, NOBODY, NOBODY),
    # nobody has both parts
    ("REQUEST", (FRE, SYL), ((), SYL), (FRE, SYL), ((), SYL)),
    ("REQUEST", (FRE, (*SYL, *UKR)), ((), SYL), (FRE, (*SYL, *UKR)), (UKR, SYL)),
    ("REQUEST", (FRE, ()), (FRE, ()), (FRE, ()), (FRE, ())),
    ("THREATEN", (FRE, ()), ((), FRE), (FRE, ()), ((), FRE)),
]


@pytest.mark.parametrize(("kind", "outer", "inner", "outer_after", "inner_after"), SHARED)
def test_who_takes_part_in_one_takes_part_in_the_other(
    english: Language,
    kind: EventType,
    outer: Parties,
    inner: Parties,
    outer_after: Parties,
    inner_after: Parties,
) -> None:
    scene = scene_of(english, TWO)
    deeds = [deed_at(scene, "urged", kind, outer), deed_at(scene, "attack", "ASSAULT", inner)]
    assert parties_of(controlled(scene, deeds)) == [outer_after, inner_after]
    # in whichever order they were found
    assert parties_of(controlled(scene, deeds[::-1])) == [inner_after, outer_after]


@pytest.mark.parametrize("kind", ["CONSULT", "ASSAULT", "SANCTION", "MOBILIZE", "AID", "PROTEST"])
def test_other_events_share_nobody(english: Language, kind: EventType) -> None:
    assert kind not in SAME
    scene = scene_of(english, TWO)
    deeds = [deed_at(scene, "urged", kind, (FRE, SYL)), deed_at(scene, "attack", "ASSAULT")]
    assert controlled(scene, deeds) == deeds


@pytest.mark.parametrize(
    ("outer", "inner", "worded_outer", "worded_inner"),
    [
        ((FRE, SYL), NOBODY, (), ("actors",)),
        ((FRE, ()), (SYL, ()), ("recipients",), ()),
    ],
)
def test_words_that_nobody_can_name_are_not_written_over(
    english: Language,
    outer: Parties,
    inner: Parties,
    worded_outer: tuple[Part, ...],
    worded_inner: tuple[Part, ...],
) -> None:
    scene = scene_of(english, TWO)
    deeds = [
        deed_at(scene, "urged", "REQUEST", outer, worded_outer),
        deed_at(scene, "attack", "ASSAULT", inner, worded_inner),
    ]
    assert controlled(scene, deeds) == deeds


def test_nothing_but_who_takes_part_changes(english: Language) -> None:
    scene = scene_of(english, TWO)
    deeds = [deed_at(scene, "urged", "REQUEST", (FRE, SYL)), deed_at(scene, "attack", "ASSAULT")]
    assert controlled(scene, deeds) == [deeds[0], replace(deeds[1], actors=SYL)]


def test_only_the_nearest_event_above_counts(english: Language) -> None:
    scene = scene_of(english, THREE)
    deeds = [
        deed_at(scene, "urged", "REQUEST", (FRE, SYL)),
        deed_at(scene, "attack", "CONSULT", ((), UKR)),
        deed_at(scene, "win", "ASSAULT"),
    ]
    assert parties_of(controlled(scene, deeds)) == [(FRE, SYL), (SYL, UKR), NOBODY]


def test_who_takes_part_is_handed_on(english: Language) -> None:
    scene = scene_of(english, THREE)
    deeds = [
        deed_at(scene, "urged", "REQUEST", (FRE, SYL)),
        deed_at(scene, "attack", "THREATEN", ((), UKR)),
        deed_at(scene, "win", "ASSAULT"),
    ]
    assert parties_of(controlled(scene, deeds)) == [(FRE, SYL), (SYL, UKR), (SYL, UKR)]


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        # beside each other under one word
        ("they/3/nsubj urged/3/advcl attack/3/obj began/-1/root", True),
        # no tree at all
        ("Freedonia/1/nsubj urged/-1/root attack/1/xcomp", False),
    ],
)
def test_events_that_stand_in_no_other_are_left(english: Language, words: str, tree: bool) -> None:
    scene = scene_of(english, words, tree=tree)
    deeds = [deed_at(scene, "urged", "REQUEST", (FRE, SYL)), deed_at(scene, "attack", "ASSAULT")]
    assert controlled(scene, deeds) == deeds
    assert controlled(scene, []) == []


def said(cue: str, speaker: str | None, addressee: str | None = None) -> Quote:
    """What the second verb of `TWO` tells, said with a cue of its first."""
    text = " ".join(word.partition("/")[0] for word in TWO.split())
    at = Span(text.index(cue), text.index(cue) + len(cue))
    content = (Span(text.index("attack"), len(text)),)
    return Quote(
        report="r", at=content, made=MADE, form="indirect", cue=at,
        speaker_actor=speaker, addressee_actor=addressee,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "quote", "before", "after"),
    [
        ("REQUEST", said("urged", "FRE", "SYL"), NOBODY, (FRE, SYL)),
        ("REQUEST", said("urged", "FRE"), NOBODY, (FRE, ())),
        ("REQUEST", said("urged", None, "SYL"), (FRE, ()), (FRE, SYL)),
        # its own go first
        ("REQUEST", said("urged", "FRE", "SYL"), (UKR, ()), (UKR, SYL)),
        ("REQUEST", said("urged", "FRE", "SYL"), ((), UKR), (FRE, UKR)),
        ("ACCUSE", said("urged", "FRE", "FRE"), NOBODY, (FRE, ())),
        ("THREATEN", said("urged", "FRE"), ((), FRE), ((), FRE)),
        # no act of speech, and words that are not those of saying
        ("ASSAULT", said("urged", "FRE", "SYL"), NOBODY, NOBODY),
        ("REQUEST", said("Freedonia", "FRE", "SYL"), NOBODY, NOBODY),
    ],
)
def test_an_act_of_speech_is_its_speakers(
    english: Language, kind: EventType, quote: Quote, before: Parties, after: Parties
) -> None:
    scene = scene_of(english, TWO, quote)
    assert parties_of(controlled(scene, [deed_at(scene, "urged", kind, before)])) == [after]


def test_a_speaker_takes_part_in_what_is_told_in_the_act(english: Language) -> None:
    scene = scene_of(english, TWO, said("urged", "FRE", "SYL"))
    deeds = [deed_at(scene, "urged", "REQUEST"), deed_at(scene, "attack", "ASSAULT")]
    assert parties_of(controlled(scene, deeds)) == [(FRE, SYL), (SYL, ())]


@pytest.mark.parametrize(
    ("code", "text", "outer", "inner"),
    [
        ("en", "Freedonia urged Sylvania to withdraw its troops.",
         ("REQUEST", FRE, SYL), ("RETREAT", SYL, ())),
        ("en", "Freedonia threatened to attack Sylvania.", ("THREATEN", FRE, SYL), ("ASSAULT", FRE, SYL)),
        ("id", "Freedonia mendesak Sylvania menarik pasukannya.",
         ("REQUEST", FRE, SYL), ("RETREAT", SYL, ())),
        ("id", "Freedonia mengancam akan menyerang Sylvania.",
         ("THREATEN", FRE, SYL), ("ASSAULT", FRE, SYL)),
    ],
)  # fmt: skip
def test_reports_tell_events_in_events(
    read: Reader, code: str, text: str, outer: tuple[str, ...], inner: tuple[str, ...]
) -> None:
    reading = read(code, text)
    found = {(event.type, event.actors, event.recipients) for event in reading.events}
    assert found >= {outer, inner}
