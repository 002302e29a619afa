"""What is compared of reports, and what two of them share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import Told, told
from kawat.link.families.shingles import PASSAGE_WORDS, SHORT, Text, passages, share
from kawat.records import Sentence, Span, Zone
from kawat.store import NEAR


def words(first: int, last: int) -> str:
    return " ".join(f"kata{number}" for number in range(first, last))


def read(one: Told) -> Text:
    zones = [record for record in one.records if isinstance(record, Zone)]
    sentences = [record for record in one.records if isinstance(record, Sentence)]
    return Text(one.report, one.text, zones, sentences)


def body(text: str) -> Text:
    return read(told(text))


def test_body_leaves_out_wrapper() -> None:
    one = told("Judul\n\nIKLAN\n\nIsi berita.\n\nCredit")
    one.zone("Judul", "title")
    one.zone("IKLAN", "promo")
    one.zone("Isi berita.")
    one.zone("Credit", "credit")
    text = read(one)
    assert [word.fold for word in text.words] == ["judul", "isi", "berita"]
    assert text.breaks == {1}


def test_zones_in_one_another_count_once() -> None:
    one = told("Isi berita panjang. Lagi.")
    one.zone("Isi berita panjang. Lagi.")
    one.zone("Isi berita", "lede")
    assert len(read(one).words) == 4


def test_text_without_zones_is_all_body() -> None:
    text = body("  Isi berita.\n")
    assert text.spans == (Span(2, 13),)
    assert body(" \n").spans == ()


def test_case_and_punctuation_do_not_count() -> None:
    left, right = body("Isi BERITA, panjang!"), body("isi berita panjang")
    assert left.body() == right.body()
    assert left.meanings() == right.meanings()
    assert left.same_words(right)


def test_where_sentences_begin_counts_for_the_digest_only() -> None:
    left, right = body("Isi berita. Panjang."), body("Isi berita panjang.")
    assert left.body().digest != right.body().digest
    assert left.body().bands == right.body().bands
    assert left.same_body(right)
    assert share(left.shingles, right.shingles) == 1.0


def test_empty_bodies_are_not_alike() -> None:
    one, other = told("…", "1"), told("…", "2")
    assert read(one).body().digest != read(other).body().digest
    assert share(read(one).shingles, read(other).shingles) == 0


def test_short_bodies_have_bands_of_all_their_words() -> None:
    assert body("…").body().bands == ()
    short = body(words(0, SHORT + 3)).body()
    assert len(short.bands) == NEAR
    assert short.bands == body(words(0, SHORT + 3).upper()).body().bands
    assert not {*short.bands} & {*body(words(0, SHORT + 2)).body().bands}
    assert len(body(words(0, SHORT + 4)).body().bands) == 64


def test_sentences_are_those_told_else_cut_at_stops_and_lines() -> None:
    one = told(
        "Isi berita pertama. Isi yang kedua!\n\nKredit: Antara kantor\n\nKetiga tanpa titik\nPendek ya"
    )
    one.zone("Isi berita pertama. Isi yang kedua!")
    one.zone("Ketiga tanpa titik\nPendek ya")
    text = read(one)
    assert [text.folded(words) for words in text.sentences] == [
        "isi berita pertama",
        "isi yang kedua",
        "ketiga tanpa titik",
    ]
    one.sentence("Isi berita pertama. Isi yang kedua!")
    text = read(one)
    assert [text.folded(words) for words in text.sentences] == [
        "isi berita pertama isi yang kedua",
        "ketiga tanpa titik pendek ya",
    ]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (words(0, 104), 1.0),
        (words(0, 64), 1.0),
        (words(1000, 1104), 0.0),
        (words(50, 154), 0.5),
        (words(0, 300), 1.0),
        ("kata", 0.0),
    ],
)
def test_share(right: str, expected: float) -> None:
    left = body(words(0, 104)).shingles
    there, back = share(left, body(right).shingles), share(body(right).shingles, left)
    assert there == back == expected


def found(left: Text, right: Text) -> list[str]:
    shared = passages(left, right)
    for passage in shared:
        mine = left.text[passage.left.start : passage.left.end]
        theirs = right.text[passage.right.start : passage.right.end]
        assert [word.fold for word in body(mine).words] == [word.fold for word in body(theirs).words]
    return [right.text[passage.right.start : passage.right.end] for passage in shared]


def test_passages_are_the_longest_common_runs() -> None:
    left = body(f"{words(0, 20)} lain {words(20, 40)}")
    right = body(f"Awal {words(22, 35)}. Tengah {words(0, 20)} akhir {words(35, 40)}")
    assert found(left, right) == [words(22, 35), words(0, 20)]


def test_of_two_places_the_longer_run_is_taken() -> None:
    left = body(f"{words(0, 9)} x {words(0, 15)}")
    (passage,) = passages(left, body(words(0, 15)))
    assert passage.left.start == len(words(0, 9)) + 3


def test_passages_end_where_wrapper_stands_between() -> None:
    one = told(f"{words(0, 10)}\n\nIKLAN\n\n{words(10, 20)}\n\n{words(20, 30)}")
    one.zone(words(0, 10))
    one.zone("IKLAN", "promo")
    one.zone(words(10, 20))
    one.zone(words(20, 30))
    left, right = body(words(0, 30)), read(one)
    assert found(left, right) == [words(0, 10), f"{words(10, 20)}\n\n{words(20, 30)}"]


few = st.lists(st.sampled_from(["a", "b", "c"]), max_size=40).map(" ".join)


@given(few, few)
def test_passages_are_common_to_both_and_do_not_overlap(left: str, right: str) -> None:
    shared = passages(body(left), body(right))
    assert found(body(left), body(right)) == [right[p.right.start : p.right.end] for p in shared]
    ends = [0] + [passage.right.end for passage in shared]
    assert all(passage.right.start >= end for passage, end in zip(shared, ends, strict=False))
    assert all(len(body(p).words) >= PASSAGE_WORDS for p in found(body(left), body(right)))
