"""Who says what, from scores to words: places in the tree, runs of content, what a score means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.calibrate import steps

from kawat.model import Run, open_model
from kawat.model.attribution import _likeliest, _with_governors
from kawat.model.paths import DEEPEST, NEAR, places

# 'Roe said talks had failed .': said -> Roe, failed; failed -> talks, had; said -> .
HEADS = (1, -1, 4, 4, 1, 1)
RELATIONS = (10, 20, 30, 40, 50, 60)


def test_places_are_seen_from_the_cue() -> None:
    assert places(HEADS, RELATIONS, 1).tolist() == [
        # distance, relation up, relation down, steps up, steps down
        [NEAR - 1, 0, 11, 0, 1],
        [NEAR, 0, 0, 0, 0],
        [NEAR + 1, 0, 51, 0, 2],
        [NEAR + 2, 0, 51, 0, 2],
        [NEAR + 3, 0, 51, 0, 1],
        [NEAR + 4, 0, 61, 0, 1],
    ]


def test_the_way_goes_up_where_the_cue_hangs_from_what_is_said() -> None:
    # 'talks failed , Roe said': failed -> talks, said (parataxis); said -> Roe
    seen = places((1, -1, 1, 4, 1), (30, 20, 60, 10, 70), 4)
    assert seen[1].tolist() == [NEAR - 3, 71, 0, 1, 0]
    assert seen[0].tolist() == [NEAR - 4, 71, 31, 1, 1]
    assert seen[3].tolist() == [NEAR - 1, 0, 11, 0, 1]


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], int]:
    """Heads of a tree, in which every word hangs from one before it, and a word."""
    size = draw(st.integers(1, 80))
    heads = [-1, *(draw(st.integers(0, at)) for at in range(size - 1))]
    return heads, draw(st.integers(0, size - 1))


@given(trees())
def test_places_stay_within_the_tables_that_they_look_up(tree: tuple[list[int], int]) -> None:
    heads, origin = tree
    seen = places(heads, [3] * len(heads), origin)
    assert seen.shape == (len(heads), 5)
    assert seen.min() >= 0
    assert seen[:, 0].max() <= 2 * NEAR
    assert seen[:, 3:].max() <= DEEPEST
    assert seen[origin].tolist() == [NEAR, 0, 0, 0, 0]


def test_a_word_that_is_a_little_unlikely_does_not_end_what_is_said() -> None:
    content = np.array([0.1, 0.9, 0.9, 0.4, 0.9, 0.1], np.float32)
    assert list(_likeliest(content, np.zeros(6, bool))) == [Run(1, 5)]


def test_the_cue_parts_what_is_said_into_pieces() -> None:
    content = np.array([0.9, 0.9, 0.1, 0.9, 0.9], np.float32)
    taken = np.array([False, False, True, False, False])
    assert list(_likeliest(content, taken)) == [Run(0, 2), Run(3, 5)]


def test_nothing_is_said_where_nothing_is_likely() -> None:
    assert list(_likeliest(np.full(5, 0.3, np.float32), np.zeros(5, bool))) == []


def test_a_clause_is_said_as_a_whole_but_a_speaker_is_not_drawn_in() -> None:
    content = np.array([0.05, 0.02, 0.2, 0.9, 0.9, 0.02], np.float32)
    taken = np.array([True, True, False, False, False, False])
    drawn = _with_governors(content, HEADS, taken)
    # 'talks' hangs from 'failed', which is surely said; the stop hangs from the cue
    assert drawn[2] > 0.5
    assert drawn.tolist()[3:] == pytest.approx([0.9, 0.9, 0.02])
    assert drawn.tolist()[:2] == pytest.approx([0.05, 0.02])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=25, max_size=400))
def test_a_higher_score_never_means_less(found: list[tuple[float, bool]]) -> None:
    line = steps(found)
    assert [share for _, share in line] == sorted(share for _, share in line)
    assert [raw for raw, _ in line] == sorted(raw for raw, _ in line)
    assert all(0 <= share <= 1 for _, share in line)


SAID = [
    ("en", "Foreign Minister Rania Velt denied that troops had crossed the river.", "denied", "deny",
     "troops had crossed the river", "Foreign Minister Rania Velt"),
    ("id", "Menteri Luar Negeri Rania Velt membantah bahwa pasukan telah menyeberangi sungai.",
     "membantah", "deny", "pasukan telah menyeberangi sungai", "Menteri Luar Negeri Rania Velt"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "cue", "act", "content", "speaker"), SAID)
def test_the_model_that_ships_finds_who_says_what(
    language: str, text: str, cue: str, act: str, content: str, speaker: str
) -> None:
    model = open_model()
    (cut,) = model.divide(text)
    (said,) = model.read(cut.forms(text), cut.spaces(text), language).attributions

    def words(run: Run | None) -> str:
        assert run is not None
        return text[cut.words[run.first].start : cut.words[run.last - 1].end]

    assert (words(said.cue), said.act) == (cue, act)
    assert [words(run) for run in said.content] == [content]
    assert words(said.speaker) == speaker
    assert 0.5 < said.score <= 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The flood claimed the lives of forty villagers."),
        ("id", "Kereta itu berhenti di stasiun kota."),
    ],
)
def test_the_model_that_ships_hears_nothing_where_nothing_is_said(language: str, text: str) -> None:
    model = open_model()
    (cut,) = model.divide(text)
    assert model.read(cut.forms(text), cut.spaces(text), language).attributions == ()
