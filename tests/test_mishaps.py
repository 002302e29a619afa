"""Annotated sentences with mishaps: the words that are annotated stay the words that are annotated."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from training.marked import EVENTS, SPEECH, Annotated, parse
from training.mishaps import clipped, disturb

LINES = [
    "[S Rania Velt] [Q:assert said] on Friday that [C the talks “had failed”].",
    "“[C We wait],” [S she] [Q:promise said], “[C and see].”",
    "[S [S2 Velt]] [Q:deny denied] [C the report] and [Q2:accuse accused] [C2 the paper of inventing it].",
    "The tram stopped at noon.",
]
SENTENCES = [parse(line, "en", SPEECH) for line in LINES]


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


@given(st.sampled_from(SENTENCES), st.integers(0, 5000))
def test_what_is_annotated_moves_with_its_words(sentence: Annotated, seed: int) -> None:
    made = disturb(sentence, SENTENCES, random.Random(seed))
    own = made.frames[: len(sentence.frames)]
    for before, after in zip(sentence.frames, own, strict=True):
        assert after.kinds == before.kinds
        cue = sentence.text[slice(*before.trigger)]
        assert letters(made.text[slice(*after.trigger)]) == letters(cue)
        for (name, start, end), (same, first, last) in zip(before.roles, after.roles, strict=True):
            was = letters(sentence.text[start:end])
            assert name == same
            # only content may go on, and only with a further clause
            now = letters(made.text[first:last])
            assert now == was or (name == "content" and now.startswith(was))


@given(st.sampled_from(SENTENCES), st.integers(0, 5000))
def test_every_span_lies_in_the_sentence_and_is_not_empty(sentence: Annotated, seed: int) -> None:
    made = disturb(sentence, SENTENCES, random.Random(seed))
    for said in made.frames:
        for start, end in (said.trigger, *(role[1:] for role in said.roles)):
            assert 0 <= start < end <= len(made.text)


def test_the_same_seed_makes_the_same_mishaps() -> None:
    twice = [[disturb(s, SENTENCES, random.Random(3)) for s in SENTENCES] for _ in range(2)]
    assert twice[0] == twice[1]


def test_mishaps_do_happen() -> None:
    chance = random.Random(1)
    made = {disturb(SENTENCES[0], SENTENCES, chance).text for _ in range(200)}
    assert any("RANIA VELT SAID" in text for text in made)
    assert any('"' in text for text in made)
    assert any("tram stopped" in text and text.count(".") == 1 for text in made)


EVENTS_ = [
    parse(line, "en", EVENTS)
    for line in (
        "On Friday, [A Orsk] [E:ASSAULT:happened shelled] [R the port] and fled.",
        "If [A Orsk] [E:ASSAULT:conditional attacks], [A2 Velmora] will [E2:SANCTION:planned cut] it off.",
        "[A The envoy] [E:REQUEST:happened urged] [R [A2 Orsk]] to [E2:RETREAT:called-for withdraw] at once.",
    )
]


@given(st.sampled_from(EVENTS_), st.integers(0, 500))
def test_what_is_left_of_an_event_is_told_by_the_same_words(sentence: Annotated, seed: int) -> None:
    made = clipped(sentence, random.Random(seed))
    assert made.text in (sentence.text, *(text for text in CLIPS if text))
    known = {(frame.kinds, letters(sentence.text[slice(*frame.trigger)])) for frame in sentence.frames}
    for frame in made.frames:
        assert (frame.kinds, letters(made.text[slice(*frame.trigger)])) in known
        for _, start, end in frame.roles:
            assert 0 <= start < end <= len(made.text)


CLIPS = ("Orsk shelled the port.", "The envoy urged Orsk.")


def test_an_event_is_at_times_cut_down_to_its_own_words() -> None:
    found = {clipped(one, random.Random(seed)).text for one in EVENTS_ for seed in range(50)}
    assert found == {*CLIPS, *(one.text for one in EVENTS_)}
