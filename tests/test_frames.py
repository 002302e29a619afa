"""Frames: runs of words with a role, phrases up to their noun, and the events that the model sees."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.model import EventFrame, Run, open_model
from kawat.model.card import read_card
from kawat.model.events import NAMED
from kawat.model.frames import (
    BEFORE,
    GAP,
    PHRASE,
    TRIGGER,
    Frames,
    around,
    is_part,
    phrases,
    runs,
    whole_phrase,
)
from kawat.model.model import WEIGHTS
from kawat.records import EventType, Status

RELATIONS = (*sorted(BEFORE | PHRASE), "nmod:poss", "nsubj", "obj", "conj", "acl:relcl", "punct")
ROLES = 3


@st.composite
def trees(draw: st.DrawFn, most: int = 9) -> tuple[list[int], list[str]]:
    """Governors and relations of a few words that hang together from one root."""
    order = draw(st.permutations(range(draw(st.integers(1, most)))))
    heads = [-1] * len(order)
    for place, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, place - 1))]
    return heads, ["root" if head < 0 else draw(st.sampled_from(RELATIONS)) for head in heads]


@st.composite
def runs_in_trees(draw: st.DrawFn) -> tuple[Run, npt.NDArray[np.bool_], list[int], list[str]]:
    """A run of words of a tree, and which words are free."""
    heads, relations = draw(trees())
    first = draw(st.integers(0, len(heads) - 1))
    last = draw(st.integers(first + 1, len(heads)))
    free = draw(st.lists(st.booleans(), min_size=len(heads), max_size=len(heads)))
    return Run(first, last), np.array(free), heads, relations


def labels(most: int = 12) -> st.SearchStrategy[npt.NDArray[np.int64]]:
    """The role of each of a few words; 0 is none."""
    return st.lists(st.integers(0, ROLES), max_size=most).map(lambda roles: np.array(roles, np.int64))


@given(st.lists(st.booleans(), max_size=12))
def test_runs_hold_all_members_and_no_other_word(member: list[bool]) -> None:
    found = list(runs(np.array(member, np.bool_)))
    assert all(0 <= run.first < run.last <= len(member) for run in found)
    assert all(one.last < other.first for one, other in pairwise(found))
    inside = {word for run in found for word in range(*run)}
    assert inside == {word for word, is_one in enumerate(member) if is_one}


@given(labels(), st.integers(1, ROLES))
def test_phrases_are_runs_joined_over_few_words_without_a_role(
    roles: npt.NDArray[np.int64], role: int
) -> None:
    found = phrases(roles, role)
    assert {word for run in runs(roles == role) for word in range(*run)} <= {
        word for run in found for word in range(*run)
    }
    for run in found:
        assert roles[run.first] == roles[run.last - 1] == role
        assert set(roles[run.first : run.last].tolist()) <= {0, role}
        assert all(gap.last - gap.first <= GAP for gap in runs(roles[run.first : run.last] == 0))
    for one, other in pairwise(found):
        between = roles[one.last : other.first]
        assert len(between) > GAP or between.any()


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([1, 1, 0, 1], [(0, 4)]),
        ([1, 0, 0, 1, 0], [(0, 4)]),
        ([1, 0, 0, 0, 1], [(0, 1), (4, 5)]),
        ([1, 2, 1], [(0, 1), (2, 3)]),
        ([1, 0, 1, 0, 1], [(0, 5)]),
        ([0, 2, 0], []),
        ([], []),
    ],
)
def test_a_comma_does_not_end_a_phrase(roles: list[int], expected: list[tuple[int, int]]) -> None:
    assert phrases(np.array(roles, np.int64), 1) == [Run(*run) for run in expected]


@given(labels().filter(len), st.integers(1, ROLES), st.data())
def test_around_a_word_stands_its_run_or_itself(
    roles: npt.NDArray[np.int64], role: int, data: st.DataObject
) -> None:
    word = data.draw(st.integers(0, len(roles) - 1))
    run = around(roles, role, word)
    assert run.first <= word < run.last
    if roles[word] == role:
        assert run in list(runs(roles == role))
    else:
        assert run == Run(word, word + 1)


@given(runs_in_trees())
def test_a_whole_phrase_holds_its_run_and_takes_only_free_words(
    drawn: tuple[Run, npt.NDArray[np.bool_], list[int], list[str]],
) -> None:
    run, free, heads, relations = drawn
    whole = whole_phrase(run, free, heads, relations)
    assert whole.first == run.first
    assert run.last <= whole.last <= len(heads)
    assert free[run.last : whole.last].all()
    assert whole_phrase(run, np.zeros(len(heads), np.bool_), heads, relations) == run


@given(runs_in_trees())
def test_a_part_hangs_from_its_run_by_relations_of_phrases(
    drawn: tuple[Run, npt.NDArray[np.bool_], list[int], list[str]],
) -> None:
    run, _, heads, relations = drawn
    for word, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation.partition(":")[0] not in PHRASE:
            assert not is_part(word, run, heads, relations)
        elif run.first <= head < run.last:
            assert is_part(word, run, heads, relations)
        else:
            # what belongs to a word belongs to whatever that word belongs to
            assert is_part(word, run, heads, relations) == (
                head >= 0 and is_part(head, run, heads, relations)
            )


# words as form/head/relation, those of the run, those that are not free, those of the whole phrase
WHOLE = [
    ("two/1/nummod villages/-1/root", (0, 1), (), (0, 2)),
    ("two/2/nummod old/2/amod villages/-1/root", (0, 1), (), (0, 3)),
    ("two/2/nummod old/2/amod villages/-1/root", (0, 1), (1,), (0, 1)),
    ("two/2/nummod old/2/amod villages/-1/root", (0, 1), (2,), (0, 1)),
    ("the/1/det envoy/-1/root of/3/case Sylvania/1/nmod", (0, 2), (), (0, 4)),
    ("the/1/det envoy/-1/root of/3/case Sylvania/1/nmod", (0, 2), (2, 3), (0, 2)),
    ("the/1/det envoy/4/nsubj of/3/case Sylvania/1/nmod left/-1/root", (0, 1), (), (0, 4)),
    ("Wira/2/nsubj Lestari/0/flat left/-1/root", (0, 1), (), (0, 2)),
    ("kapal/-1/root Sylvania/0/nmod:poss itu/0/det", (0, 1), (), (0, 3)),
    ("Freedonia/1/nsubj attacked/-1/root Sylvania/1/obj", (0, 1), (), (0, 1)),
    ("Freedonia/3/nsubj and/2/cc Sylvania/0/conj left/-1/root", (0, 1), (), (0, 1)),
]


@pytest.mark.parametrize(("words", "run", "taken", "expected"), WHOLE)
def test_a_phrase_goes_to_its_noun_and_to_the_end_of_it(
    words: str, run: tuple[int, int], taken: tuple[int, ...], expected: tuple[int, int]
) -> None:
    _, heads, relations = zip(*(word.split("/") for word in words.split()), strict=True)
    free = np.array([word not in taken for word in range(len(heads))])
    assert whole_phrase(Run(*run), free, [int(head) for head in heads], relations) == Run(*expected)


def seen(code: str, text: str) -> tuple[list[str], tuple[EventFrame, ...]]:
    """The words of a sentence that blanks divide, and the events that the model that ships sees there."""
    forms = text.removesuffix(".").split() + ["."] * text.endswith(".")
    spaces = [form != "." for form in forms]
    return forms, open_model().read(forms, spaces, code).events


# one thing is done, by somebody to somebody, in words that leave no doubt
CLEAR = [
    ("en", "Freedonia threatened Sylvania.", "threatened", "THREATEN"),
    ("en", "Freedonia urged Sylvania to wait.", "urged", "REQUEST"),
    ("en", "Freedonia attacked Sylvania.", "attacked", "ASSAULT"),
    ("id", "Freedonia menyerang Sylvania.", "menyerang", "ASSAULT"),
    ("en", "Freedonia praised Sylvania.", "praised", "SUPPORT"),
    ("id", "Freedonia mengancam Sylvania.", "mengancam", "THREATEN"),
    ("id", "Freedonia mendesak Sylvania menunggu.", "mendesak", "REQUEST"),
    ("id", "Freedonia menuduh Sylvania berbohong.", "menuduh", "ACCUSE"),
]


@pytest.mark.parametrize(("code", "text", "trigger", "kind"), CLEAR)
def test_the_model_sees_what_is_clearly_done(code: str, text: str, trigger: str, kind: str) -> None:
    forms, events = seen(code, text)
    event = max(events, key=lambda event: event.score)
    assert forms[slice(*event.trigger)] == [trigger]
    assert event.types[0][0] == kind
    assert [forms[slice(*run)] for run in event.actors] == [["Freedonia"]]
    assert [forms[slice(*run)] for run in event.recipients] == [["Sylvania"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The sky was blue over the quiet lake."),
        ("en", "Freedonia is a large country with many lakes."),
        ("en", "Sylvania"),
        ("id", "Langit biru di atas danau yang tenang."),
        ("id", "Freedonia adalah negara besar dengan banyak danau."),
        ("id", ""),
    ],
)
def test_where_nothing_is_done_the_model_sees_nothing(code: str, text: str) -> None:
    assert seen(code, text)[1] == ()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *(row[:2] for row in CLEAR),
        ("en", "On Monday troops of Freedonia shelled the port of Sylvania and killed four soldiers there."),
        ("en", "Freedonia agreed with Sylvania to withdraw its troops if the two meet in Geneva."),
        (
            "id",
            "Pada hari Senin pasukan Freedonia menembaki pelabuhan Sylvania dan menewaskan empat tentara.",
        ),
        ("id", "Freedonia setuju menarik pasukannya jika kedua negara bertemu di Jenewa."),
    ],
)
def test_events_stand_within_their_sentence_with_the_likeliest_first(code: str, text: str) -> None:
    forms, events = seen(code, text)
    assert events
    for event in events:
        parts = (*event.actors, *event.recipients, *event.places, *event.times)
        assert all(0 <= run.first < run.last <= len(forms) for run in (event.trigger, *parts))
        assert 0 <= event.score <= 1
        for named, known in ((event.types, EventType), (event.statuses, Status)):
            shares = [share for _, share in named]
            assert len({kind for kind, _ in named} & set(get_args(known))) == len(named) == NAMED
            assert shares == sorted(shares, reverse=True)
            assert all(0 <= share <= 1 for share in shares)
            assert sum(shares) <= 1.01


@pytest.fixture(scope="module")
def frames() -> Frames:
    """The heads for events, which know nothing of how often they are right."""
    card = msgspec.structs.replace(read_card(WEIGHTS / "model.json"), calibration={})
    return Frames(WEIGHTS, card, "events")


@pytest.fixture(scope="module")
def calibrated() -> Frames:
    """The same heads, of which nine in ten are right where they are surest."""
    points = ((0.2, 0.1), (0.5, 0.4), (0.5, 0.6), (1.0, 0.9))
    card = msgspec.structs.replace(read_card(WEIGHTS / "model.json"), calibration={"events": points})
    return Frames(WEIGHTS, card, "events")


def test_heads_share_out_roles_and_kinds(frames: Frames) -> None:
    forms, spaces = ["Freedonia", "threatened", "Sylvania", "."], [True, True, True, False]
    parse, states = open_model().read(forms, spaces, "en"), open_model().states(forms, spaces)
    likely = frames.triggers(states)
    assert likely.shape == (4,)
    assert likely.argmax() == 1
    assert likely.min() >= 0
    assert likely.max() <= 1
    asked = frames.asked(states, parse.heads, parse.relations, 1)
    assert asked.roles.shape == (4, len(frames.labels.roles))
    assert asked.roles.sum(1) == pytest.approx([1] * 4, abs=1e-5)
    assert asked.roles[1].argmax() == frames.role(TRIGGER)
    for sort, known in (("types", EventType), ("statuses", Status)):
        assert set(frames.labels.kinds[sort]) == set(get_args(known))
        assert asked.kinds[sort].shape == (len(frames.labels.kinds[sort]),)
        assert asked.kinds[sort].sum() == pytest.approx(1, abs=1e-5)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8).map(sorted))
def test_a_surer_frame_is_never_less_often_right(calibrated: Frames, raw: list[float]) -> None:
    right = [calibrated.calibrated(score) for score in raw]
    assert right == sorted(right)
    assert all(0 <= share <= 0.9 for share in right)


def test_scores_are_by_the_calibration_where_there_is_one(frames: Frames, calibrated: Frames) -> None:
    raw = [0, 0.1, 0.2, 0.75, 1]
    assert [frames.calibrated(score) for score in raw] == raw
    assert [calibrated.calibrated(score) for score in raw] == [0, 0.05, 0.1, 0.75, 0.9]
