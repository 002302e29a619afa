"""What the model sees done, with whom the report names there: trees, names and events by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest

from kawat.annotate.deeds import Deed
from kawat.annotate.model_events import RULE, likeliest, seen
from kawat.annotate.mutual import MUTUAL
from kawat.annotate.scene import Scene, Scenes
from kawat.annotate.takers import parts, takers
from kawat.language import Language
from kawat.records import (
    Made,
    ModelEvent,
    Name,
    NameSort,
    Node,
    Quote,
    Report,
    Sentence,
    Share,
    Span,
    Tree,
)
from kawat.stage import ReportText

MADE = Made("hand", "1")
FRE, SYL, UKR = ("FRE",), ("SYL",), ("UKR",)
ACTORS = {"Freedonia": "FRE", "Sylvania": "SYL", "Ukraine": "UKR", "Freedonian": "FRE", "Ukraina": "UKR"}
HAPPENED: tuple[Share, ...] = (("happened", 0.9), ("planned", 0.05))


class Hand:
    """A sentence of words as 'form/TAG/head/relation', one blank between them; states are named."""

    def __init__(self, language: Language, words: str) -> None:
        self.language = language
        self.nodes: list[Node] = []
        start = 0
        for number, word in enumerate(words.split()):
            form, tag, head, relation = word.split("/")
            at = Span(start, start + len(form))
            self.nodes.append(Node(at, number, form.casefold(), tag, {}, int(head), relation))
            start = at.end + 1
        self.text = " ".join(word.partition("/")[0] for word in words.split())
        self.names = [self.name(word, actor) for word, actor in ACTORS.items() if word in self.text.split()]

    def at(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def name(self, words: str, actor: str | None, sort: NameSort = "place") -> Name:
        head = not words.endswith("n")
        return Name(report="r", at=(self.at(words),), made=MADE, sort=sort, actor=actor, head=head)

    def event(
        self,
        trigger: str,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        *,
        types: tuple[Share, ...] = (("ASSAULT", 0.9), ("COERCE", 0.1)),
        statuses: tuple[Share, ...] = HAPPENED,
        places: Sequence[str] = (),
        times: Sequence[str] = (),
        score: float = 0.95,
    ) -> ModelEvent:
        played = [tuple(map(self.at, part)) for part in (actors, recipients, places, times)]
        return ModelEvent(self.at(trigger), types, statuses, *played, score)

    def scene(self, *events: ModelEvent, told: Sequence[Quote] = (), tree: bool = True) -> Scene:
        whole = (Span(0, len(self.text)),)
        report = ReportText(
            Report(id="r", report="r", at=whole, made=MADE, source="a", sha256="0"), self.text
        )
        sentence = Sentence(report="r", at=whole, made=MADE, language=self.language.code)
        report.add([sentence, *self.names, *told])
        if tree:
            words = tuple(self.nodes)
            report.add(
                [Tree(report="r", at=whole, made=MADE, sentence=sentence.id, words=words, events=events)]
            )
        return Scenes(report, self.language).all[0]

    def deed(self, event: ModelEvent) -> Deed:
        """The one event of the sentence."""
        (deed,) = seen(self.scene(event))
        return deed


LIST = (
    "Freedonia/PROPN/6/nsubj ,/PUNCT/2/punct Sylvania/PROPN/0/conj and/CCONJ/4/cc "
    "Ukraine/PROPN/0/conj all/DET/6/det attacked/VERB/-1/root"
)
NESTED = (
    "envoys/NOUN/5/nsubj of/ADP/2/case Freedonia/PROPN/0/nmod and/CCONJ/4/cc "
    "Sylvania/PROPN/2/conj left/VERB/-1/root"
)
BOTH = (
    "troops/NOUN/6/nsubj of/ADP/2/case Freedonia/PROPN/0/nmod and/CCONJ/5/cc the/DET/5/det "
    "army/NOUN/0/conj left/VERB/-1/root"
)
OBJECT = "they/PRON/1/nsubj left/VERB/-1/root Freedonia/PROPN/1/obj"


@pytest.mark.parametrize(
    ("words", "span", "nouns"),
    [
        (LIST, "Freedonia", ["Freedonia"]),
        (LIST, "Freedonia , Sylvania and Ukraine", ["Freedonia", "Sylvania", "Ukraine"]),
        (LIST, "Sylvania and Ukraine", ["Sylvania", "Ukraine"]),
        # 'and Sylvania' belongs to whose envoys they are
        (NESTED, "envoys of Freedonia and Sylvania", ["envoys Freedonia Sylvania"]),
        (NESTED, "of Freedonia and Sylvania", ["Freedonia", "Sylvania"]),
        (BOTH, "troops of Freedonia and the army", ["troops Freedonia", "army"]),
        (OBJECT, "they left Freedonia", ["they Freedonia"]),
        # nothing but a comma heads nothing
        (LIST, ",", []),
    ],
)
def test_parts_stand_beside_each_other(
    english: Language, words: str, span: str, nouns: Sequence[str]
) -> None:
    hand = Hand(english, words)
    whole = hand.at(span)
    found = list(parts(hand.scene(), whole))
    assert all(whole.contains(part) for part in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    told = [
        " ".join(
            hand.text[slice(*node.at)]
            for node in hand.nodes
            if part.contains(node.at) and node.upos in ("NOUN", "PROPN", "PRON")
        )
        for part in found
    ]
    assert told == nouns
    assert list(parts(hand.scene(tree=False), whole)) == []


@pytest.mark.parametrize(
    ("words", "spans", "expected"),
    [
        (LIST, ["Freedonia , Sylvania and Ukraine"], (*FRE, *SYL, *UKR)),
        (LIST, ["Ukraine", "Freedonia"], (*UKR, *FRE)),
        (LIST, ["Sylvania", "Sylvania and Ukraine"], (*SYL, *UKR)),
        (LIST, ["all"], ()),
        (LIST, [], ()),
        (NESTED, ["envoys of Freedonia and Sylvania"], (*FRE, *SYL)),
        (BOTH, ["troops of Freedonia and the army"], FRE),
        (OBJECT, ["they"], ()),
        ("Freedonian/ADJ/1/amod troops/NOUN/2/nsubj left/VERB/-1/root", ["Freedonian troops"], FRE),
        # neither whom they fled nor where they stand
        ("guests/NOUN/4/nsubj who/PRON/2/nsubj fled/VERB/0/acl:relcl Freedonia/PROPN/2/obj left/VERB/-1/root",
         ["guests who fled Freedonia"], ()),
        # the place of the dateline
        ("Ukraine/PROPN/3/dep -/PUNCT/0/punct Freedonia/PROPN/3/nsubj left/VERB/-1/root",
         ["Ukraine - Freedonia"], FRE),
    ],
)  # fmt: skip
def test_takers_are_named_in_their_phrases(
    english: Language, words: str, spans: Sequence[str], expected: tuple[str, ...]
) -> None:
    hand = Hand(english, words)
    assert takers(hand.scene(), [hand.at(span) for span in spans]) == expected


def test_words_for_two_mean_both(english: Language) -> None:
    hand = Hand(english, "the/DET/2/det two/NUM/2/nummod leaders/NOUN/3/nsubj met/VERB/-1/root")
    hand.names += [hand.name("two leaders", actor, "person") for actor in ("wira-lestari", "edda-moss")]
    assert takers(hand.scene(), [hand.at("the two leaders")]) == ("wira-lestari", "edda-moss")


@pytest.mark.parametrize(
    ("code", "we", "verb"), [("english", "We", "attacked"), ("indonesian", "Kami", "menyerang")]
)
def test_we_are_whoever_says_so(request: pytest.FixtureRequest, code: str, we: str, verb: str) -> None:
    hand = Hand(request.getfixturevalue(code), f"{we}/PRON/1/nsubj {verb}/VERB/-1/root Sylvania/PROPN/1/obj")
    whole = (Span(0, len(hand.text)),)
    quote = Quote(report="r", at=whole, made=MADE, form="direct", speaker_actor="wira-lestari")
    assert takers(hand.scene(told=[quote]), [hand.at(we)]) == ("wira-lestari",)
    unknown = Quote(report="r", at=whole, made=MADE, form="direct")
    assert takers(hand.scene(told=[unknown]), [hand.at(we)]) == ()
    assert takers(hand.scene(), [hand.at(we)]) == ()


ATTACK = "Freedonia/PROPN/1/nsubj attacked/VERB/-1/root Sylvania/PROPN/1/obj"
# no list has such a word for an event
STROKE = "Freedonia/PROPN/1/nsubj blue/VERB/-1/root Sylvania/PROPN/1/obj"


@pytest.mark.parametrize(
    ("words", "trigger", "score", "taken"),
    [
        (ATTACK, "attacked", 0.95, True),
        (ATTACK, "attacked", 0.6, True),
        (ATTACK, "attacked", 0.2, False),
        (STROKE, "blue", 0.95, True),
        (STROKE, "blue", 0.6, False),
        (STROKE, "blue", 0.2, False),
    ],
)
def test_what_no_list_has_must_be_surer(
    english: Language, words: str, trigger: str, score: float, taken: bool
) -> None:
    hand = Hand(english, words)
    scene = hand.scene(hand.event(trigger, ["Freedonia"], ["Sylvania"], score=score))
    assert [(deed.score, deed.rule) for deed in seen(scene)] == [(score, RULE)] * taken


def test_a_sentence_without_a_tree_has_none(english: Language) -> None:
    assert list(seen(Hand(english, ATTACK).scene(tree=False))) == []


def test_an_event_has_its_words_times_and_places(english: Language) -> None:
    hand = Hand(
        english,
        "yesterday/NOUN/2/obl Freedonia/PROPN/2/nsubj attacked/VERB/-1/root Sylvania/PROPN/2/obj "
        "near/ADP/6/case the/DET/6/det lake/NOUN/2/obl",
    )
    event = hand.event("attacked", ["Freedonia"], ["Sylvania"], places=["the lake"], times=["yesterday"])
    deed = hand.deed(event)
    assert (deed.trigger, deed.words) == (hand.at("attacked"), hand.at("Freedonia attacked Sylvania"))
    assert (deed.actors, deed.recipients) == (FRE, SYL)
    assert (deed.times, deed.places) == ((hand.at("yesterday"),), (hand.at("the lake"),))
    assert (deed.type, deed.status) == ("ASSAULT", "happened")
    assert deed.listed
    assert deed.listed.id == "en/event/assault/attack"
    assert deed.worded == {"actors", "recipients"}
    assert hand.deed(hand.event("attacked")).worded == frozenset()


def test_nobody_is_on_both_sides(english: Language) -> None:
    hand = Hand(english, "Freedonia/PROPN/1/nsubj blue/VERB/-1/root Freedonian/ADJ/3/amod troops/NOUN/1/obj")
    deed = hand.deed(hand.event("blue", ["Freedonia"], ["Freedonian troops"]))
    assert (deed.actors, deed.recipients, deed.worded) == (FRE, (), {"actors", "recipients"})


@pytest.mark.parametrize(
    ("kind", "done_to", "expected"),
    [
        *((kind, [], (FRE, SYL)) for kind in sorted(MUTUAL)),
        ("ASSAULT", [], ((*FRE, *SYL), ())),
        ("CONSULT", ["Ukraine"], ((*FRE, *SYL), UKR)),
    ],
)
def test_of_a_meeting_the_first_has_met_the_others(
    english: Language, kind: str, done_to: list[str], expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    hand = Hand(
        english,
        "Freedonia/PROPN/3/nsubj and/CCONJ/2/cc Sylvania/PROPN/0/conj blue/VERB/-1/root Ukraine/PROPN/3/obj",
    )
    deed = hand.deed(hand.event("blue", ["Freedonia", "Sylvania"], done_to, types=((kind, 0.9),)))
    assert (deed.actors, deed.recipients) == expected


PASSIVE = (
    "Sylvania/PROPN/2/nsubj:pass was/AUX/2/aux:pass attacked/VERB/-1/root by/ADP/4/case Freedonia/PROPN/2/obl"
)
NOUN = (
    "the/DET/1/det invasion/NOUN/4/nsubj by/ADP/3/case Freedonia/PROPN/1/nmod began/VERB/-1/root "
    "near/ADP/6/case Ukraine/PROPN/4/obl"
)


@pytest.mark.parametrize(
    ("words", "trigger", "actors", "recipients", "expected"),
    [
        # where the model sees nobody the frame has them
        (PASSIVE, "attacked", [], [], (FRE, SYL)),
        # else the model's words come first
        (PASSIVE, "attacked", ["Sylvania"], ["Freedonia"], (SYL, FRE)),
        (ATTACK, "attacked", ["Sylvania"], [], (SYL, ())),
        # one that names the doer alone leaves to the model whom it is done to
        (NOUN, "invasion", [], ["Ukraine"], (FRE, UKR)),
        (NOUN, "invasion", [], ["Freedonia"], (FRE, ())),
        (NOUN, "invasion", ["Ukraine"], [], (UKR, ())),
        (NOUN, "invasion", [], [], (FRE, ())),
        # no list has the word: the model alone
        (STROKE, "blue", ["Sylvania"], ["Freedonia"], (SYL, FRE)),
        (STROKE, "blue", [], [], ((), ())),
    ],
)
def test_frames_and_the_model_name_who_takes_part(
    english: Language,
    words: str,
    trigger: str,
    actors: list[str],
    recipients: list[str],
    expected: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    hand = Hand(english, words)
    deed = hand.deed(hand.event(trigger, actors, recipients))
    assert (deed.actors, deed.recipients) == expected


@pytest.mark.parametrize(
    ("types", "listed", "expected"),
    [
        ((("ASSAULT", 0.9), ("COERCE", 0.1)), False, "ASSAULT"),
        ((("COERCE", 0.6), ("PROTEST", 0.3)), False, "COERCE"),
        # the lists weigh as much as a model that is sure
        ((("COERCE", 0.6), ("ASSAULT", 0.3)), True, "ASSAULT"),
        ((("COERCE", 0.6), ("PROTEST", 0.3)), True, "ASSAULT"),
        ((("ASSAULT", 0.9), ("COERCE", 0.1)), True, "ASSAULT"),
    ],
)
def test_the_likeliest_type(english: Language, types: tuple[Share, ...], listed: bool, expected: str) -> None:
    hand = Hand(english, ATTACK)
    event = hand.event("attacked", types=types)
    (hit,) = hand.scene().triggers
    assert likeliest(event, hit.rule if listed else None) == expected
    if listed:
        assert hand.deed(event).type == expected


WILL = "Freedonia/PROPN/2/nsubj will/AUX/2/aux {}/VERB/-1/root Sylvania/PROPN/2/obj"
AKAN = "Freedonia/PROPN/2/nsubj akan/AUX/2/aux {}/VERB/-1/root Sylvania/PROPN/2/obj"


@pytest.mark.parametrize(
    ("code", "words", "trigger", "statuses", "expected"),
    [
        # words of status turn a model that wavers
        ("english", WILL, "attack", (("happened", 0.5), ("planned", 0.3)), "planned"),
        ("english", WILL, "attack", (("happened", 0.5), ("conditional", 0.3)), "planned"),
        ("indonesian", AKAN, "menyerang", (("conditional", 0.5), ("planned", 0.3)), "planned"),
        # but not one that is sure
        ("english", WILL, "attack", (("conditional", 0.98), ("planned", 0.01)), "conditional"),
        ("indonesian", AKAN, "menyerang", (("denied", 0.98), ("planned", 0.01)), "denied"),
        # nor are they asked where no list has the trigger
        ("english", WILL, "blue", (("happened", 0.5), ("planned", 0.3)), "happened"),
        ("indonesian", AKAN, "biru", (("conditional", 0.5), ("planned", 0.3)), "conditional"),
    ],
)
def test_the_status_that_words_and_model_agree_on(
    request: pytest.FixtureRequest,
    code: str,
    words: str,
    trigger: str,
    statuses: tuple[Share, ...],
    expected: str,
) -> None:
    hand = Hand(request.getfixturevalue(code), words.format(trigger))
    assert hand.deed(hand.event(trigger, statuses=statuses)).status == expected


def test_without_a_word_of_status_a_sure_model_is_believed(english: Language) -> None:
    hand = Hand(english, ATTACK)
    for sure in ("denied", "alleged", "conditional"):
        statuses = ((sure, 0.95), ("happened", 0.02))
        assert hand.deed(hand.event("attacked", statuses=statuses)).status == sure


def past(hand: Hand, form: str) -> Hand:
    """The sentence with that word as a finite verb of the past."""
    features = {"VerbForm": "Fin", "Tense": "Past"}
    hand.nodes = [
        msgspec.structs.replace(node, features=features) if hand.text[slice(*node.at)] == form else node
        for node in hand.nodes
    ]
    return hand


MET = (
    "Freedonia/PROPN/1/nsubj convened/VERB/-1/root a/DET/3/det meeting/NOUN/1/obj "
    "with/ADP/5/case Sylvania/PROPN/3/nmod"
)
TO_COME: tuple[Share, ...] = (("planned", 0.94), ("happened", 0.05))


def met(hand: Hand) -> Deed:
    kinds: tuple[Share, ...] = (("CONSULT", 0.99),)
    return hand.deed(hand.event("meeting", ["Freedonia"], ["Sylvania"], types=kinds, statuses=TO_COME))


def test_what_a_finite_past_verb_tells_is_not_to_come(english: Language) -> None:
    assert met(Hand(english, MET)).status == "planned"
    assert met(past(Hand(english, MET), "convened")).status == "happened"


def test_a_word_of_status_beside_a_past_verb_still_speaks(english: Language) -> None:
    hoped = MET.replace("Freedonia/PROPN/1", "allegedly/ADV/2/advmod Freedonia/PROPN/2")
    hoped = hoped.replace("/3/det", "/4/det").replace("meeting/NOUN/1", "meeting/NOUN/2")
    hoped = hoped.replace("/5/case", "/6/case").replace("/3/nmod", "/4/nmod")
    assert met(past(Hand(english, hoped), "convened")).status == "planned"
