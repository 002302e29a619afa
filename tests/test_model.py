"""The model reads each sentence by itself: always the same, whatever was read before it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.errors import ModelError
from kawat.model import Cut, Model, Parse, open_model
from kawat.model.embedding import widened
from kawat.model.model import WEIGHTS
from kawat.model.tags import Features, best_sequence, names, slices, spans
from kawat.records import Span

# words as the treebanks cut them; a word that begins with "_" stands against the one before it
SENTENCES = [
    ("en", "Freedonia denied on Friday that its troops had crossed the border _."),
    ("en", "“ _We will not be the first to strike _, _” said the foreign minister _, Budi Santika _."),
    ("en", "Sylvania"),
    ("en", "The Sylvanian parliament postponed the vote _; two members _' seats are empty _."),
    ("en", "SYLVANIA WARNS OF WAR"),
    ("en", "Wira Lestari met Edda Moss in Lake Town on 21 January _, officials said _."),
    ("id", "Freedonia membantah laporan bahwa pasukan _nya akan menyerang Sylvania _."),
    ("id", "Menteri Luar Negeri Budi Santika bertemu Anton Berg di Kota Danau _, Jumat _( _21/1 _) _."),
    ("id", "“ _Kami tidak akan menyerang lebih dulu _, _” kata dia _."),
    ("id", "Sekitar 60.000 tentara di _kerah _kan _. negara itu mem _bantah"),
    ("id", "PARLEMEN SYLVANIA MENUNDA PEMUNGUTAN SUARA"),
    ("id", "Ia menuntut agar pakta itu ditandatangani sebelum akhir bulan _."),
]  # fmt: skip
FILES = ["encoder.onnx", "relations.onnx", "embedding.npy", "positions.npy", "tokenizer.json.gz"]


def cut(text: str) -> tuple[list[str], list[bool]]:
    """The words of a sentence of `SENTENCES`, and whether white space stands before each."""
    words = text.split(" ")
    return [word.removeprefix("_") for word in words], [not word.startswith("_") for word in words]


def read(model: Model, number: int, guideline: str = "house", treebank: str | None = None) -> Parse:
    language, text = SENTENCES[number]
    return model.read(*cut(text), language, guideline=guideline, treebank=treebank)


def everything(parse: Parse) -> tuple[object, ...]:
    """All that a parse says, the vector bit by bit."""
    features = tuple(tuple(of.items()) for of in parse.features)
    names_ = tuple((*name[:3], name.score.hex()) for name in parse.names)
    return parse.upos, features, parse.heads, parse.relations, names_, parse.vector.tobytes()


def is_well_formed(parse: Parse, words: int) -> bool:
    """Whether there is one entry for each word, one root, and every word hangs from it."""
    assert len(parse.upos) == len(parse.features) == len(parse.heads) == len(parse.relations) == words
    assert parse.heads.count(-1) == min(1, words)
    for word in range(words):
        for _ in range(words):
            word = parse.heads[word] if word >= 0 else word
        assert word == -1
    roots = [head == -1 for head in parse.heads]
    assert [relation == "root" for relation in parse.relations] == roots
    assert all(0 <= name.first < name.last <= words and 0 < name.score <= 1 for name in parse.names)
    assert all(a.last <= b.first for a, b in pairwise(parse.names))
    return bool(abs(np.linalg.norm(parse.vector) - 1) < 1e-5)


@pytest.fixture(scope="module")
def forgetful() -> Model:
    """A model that reads every sentence anew."""
    return Model(remembered=0)


@pytest.fixture(scope="module")
def short_memory() -> Model:
    return Model(remembered=3)


@pytest.fixture(scope="module")
def alone(forgetful: Model) -> list[tuple[object, ...]]:
    return [everything(read(forgetful, number)) for number in range(len(SENTENCES))]


def test_the_model_is_loaded_once() -> None:
    assert open_model() is open_model()


def test_equal_sentences_have_equal_parses_and_are_read_once() -> None:
    assert read(open_model(), 0) is read(open_model(), 0)
    assert read(open_model(), 0) is not read(open_model(), 0, guideline="idner")
    assert read(open_model(), 0) is not read(open_model(), 0, treebank="csui")


@settings(max_examples=12)
@given(order=st.lists(st.integers(0, len(SENTENCES) - 1), min_size=2, max_size=16))
def test_a_parse_never_depends_on_what_was_read_before(
    order: list[int], forgetful: Model, alone: list[tuple[object, ...]]
) -> None:
    for number in order:
        assert everything(read(forgetful, number)) == alone[number]


@settings(max_examples=6)
@given(order=st.permutations(range(len(SENTENCES))))
def test_nor_on_what_is_remembered_and_what_forgotten(
    order: list[int], short_memory: Model, alone: list[tuple[object, ...]]
) -> None:
    for number in order + order[-5:]:
        assert everything(read(short_memory, number)) == alone[number]


def test_nor_on_the_process_a_fork_included(alone: list[tuple[object, ...]]) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no fork")
    language, text = SENTENCES[0]
    program = f"""
import os
from kawat.model import open_model
forms, spaces = {cut(text)!r}
def digest(): return open_model().read(forms, spaces, {language!r}).vector.tobytes().hex()
reader, writer = os.pipe()
open_model()
if not os.fork():
    os.write(writer, digest().encode())
    os._exit(0)
os.wait()
os.close(writer)
print(os.fdopen(reader).read(), digest())
"""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    vector = alone[0][-1]
    assert isinstance(vector, bytes)
    assert ran.stdout.split() == [vector.hex()] * 2


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_a_parse_is_well_formed(number: int) -> None:
    assert is_well_formed(read(open_model(), number), len(cut(SENTENCES[number][1])[0]))


def test_it_knows_who_denied_what() -> None:
    for number, verb, name in ((0, "denied", "Freedonia"), (6, "membantah", "Freedonia")):
        forms, _ = cut(SENTENCES[number][1])
        parse = read(open_model(), number)
        root = forms.index(verb)
        assert parse.heads[root] == -1
        assert parse.upos[root] == "VERB"
        assert parse.heads[forms.index(name)] == root
        assert parse.relations[forms.index(name)] == "nsubj"
        assert any(forms[found.first] == name for found in parse.names)


def test_nothing_in_a_parse_can_be_changed() -> None:
    parse = read(open_model(), 0)
    with pytest.raises(ValueError, match="read-only"):
        parse.vector[0] = 1
    assert not hasattr(parse.features[0], "__setitem__")
    assert everything(pickle.loads(pickle.dumps(parse))) == everything(parse)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=12), st.booleans()), max_size=12), st.sampled_from(["id", "en"]))
def test_any_text_gives_a_parse(words: list[tuple[str, bool]], language: str) -> None:
    parse = open_model().read([form for form, _ in words], [space for _, space in words], language)
    assert is_well_formed(parse, len(words))


@pytest.mark.parametrize(
    "form",
    [
        ".",
        "…",
        "«",
        "🇮🇩",
        "👩‍🚀",
        "̈",
        "é̈",
        "",
        " ",
        "\u00a0",
        "\u200b",
        "\ud800",
        "a\udfffb",
        "\x00",
        "ﷺ",
        "中文",
        "ا",
    ],
)
def test_odd_characters_are_words_too(form: str) -> None:
    for forms in ([form], ["Sylvania", form], [form] * 5):
        assert is_well_formed(open_model().read(forms, [True] * len(forms), "en"), len(forms))


@pytest.mark.parametrize("words", [1, 3])
def test_a_word_longer_than_the_model_sees_is_still_a_word(words: int) -> None:
    forms = ["menyerang" * 400] * words
    assert is_well_formed(open_model().read(forms, [True] * words, "id"), words)


def test_a_sentence_longer_than_the_model_sees_is_read_in_parts() -> None:
    forms, spaces = cut(SENTENCES[5][1])
    forms, spaces = forms[:-1] * 70, spaces[:-1] * 70
    parse = open_model().read(forms, spaces, "en")
    assert is_well_formed(parse, len(forms))
    assert parse.relations.count("parataxis") >= 1
    assert max(name.last for name in parse.names) > 900
    assert {forms[name.first] for name in parse.names if name.first > 900} & {"Wira", "Edda"}


@pytest.mark.parametrize("guideline", ["house", "idner", "nergrit", "nerp", "uner", "wikigold"])
def test_names_are_of_the_guideline_asked_for(guideline: str) -> None:
    parse = read(open_model(), 7, guideline=guideline)
    kinds = {tag[2:] for tag in open_model().card.labels.guidelines[guideline]}
    assert parse.names
    assert {name.kind for name in parse.names} <= kinds


def test_names_do_not_change_the_tree() -> None:
    assert read(open_model(), 7).heads == read(open_model(), 7, guideline="uner").heads


def test_a_language_without_a_treebank_is_refused_and_the_known_are_listed() -> None:
    with pytest.raises(ModelError, match=r"no language 'xx': it knows en, id"):
        open_model().read(["a"], [True], "xx")
    with pytest.raises(ModelError, match=r"no treebank 'xx': it knows .*csui"):
        open_model().read(["a"], [True], "en", treebank="xx")
    with pytest.raises(ModelError, match=r"no guideline 'xx': it knows .*house"):
        open_model().read(["a"], [True], "en", guideline="xx")


def test_the_version_is_that_of_the_card() -> None:
    card = json.loads((WEIGHTS / "model.json").read_text(encoding="utf-8"))
    assert open_model().version == card["version"] != ""


def copied(folder: Path, *, without: str) -> Path:
    """A folder with links to all weights but one."""
    for path in WEIGHTS.iterdir():
        if path.name != without:
            (folder / path.name).symlink_to(path)
    return folder


@pytest.mark.parametrize("name", ["model.json", *FILES])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=rf"{name}: the language model needs this file .*pip install"):
        Model(copied(tmp_path, without=name))


@pytest.mark.parametrize("name", ["model.json", *FILES])
def test_a_broken_file_is_named(tmp_path: Path, name: str) -> None:
    (copied(tmp_path, without=name) / name).write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match=rf"{name}: .* the file is broken"):
        Model(tmp_path)


def test_texts_are_divided_with_the_same_pieces() -> None:
    text = "Freedonia membantah laporan itu. Pasukannya tidak akan menyerang."
    first, second = open_model().divide(text)
    assert [text[start:end] for start, end in first.words] == [
        "Freedonia", "membantah", "laporan", "itu", "."
    ]  # fmt: skip
    assert text[slice(*second.words[0])].startswith("Pasukan")


@settings(max_examples=150)
@given(
    st.lists(
        st.text(max_size=6)
        | st.sampled_from(["rumahnya", "can't", "U.S.", "\n\n", " ", ".", "”", "e\u0301", "\ud800"])
    ).map("".join)
)
def test_a_text_is_divided_into_words_that_hold_all_its_visible_characters(text: str) -> None:
    cuts = open_model().divide(text)
    words = [word for cut in cuts for word in cut.words]
    assert all(cut.words for cut in cuts)
    assert all(0 <= start < end <= len(text) for start, end in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert "".join(form for cut in cuts for form in cut.forms(text)) == "".join(text.split())
    for cut in cuts:
        assert len(cut.tokens) == len(cut.words) == len(cut.spaces(text))
        assert cut.tokens[0] == 0
        assert all(later - token in (0, 1) for token, later in pairwise(cut.tokens))


def test_words_of_a_cut_know_their_forms_and_what_stands_before_them() -> None:
    text = "Edda  pergi.\nHujan"
    cuts = [
        Cut((Span(0, 4), Span(6, 9), Span(9, 11), Span(11, 12)), (0, 1, 1, 2)),
        Cut((Span(13, 18),), (0,)),
    ]
    assert cuts[0].forms(text) == ("Edda", "per", "gi", ".")
    assert cuts[0].spaces(text) == (True, True, False, False)
    assert cuts[1].spaces(text) == (True,)
    assert Cut.joined(cuts) == Cut((*cuts[0].words, Span(13, 18)), (0, 1, 1, 2, 3))
    assert Cut.joined([]) == Cut((), ())


def test_weights_of_a_block_are_its_nibbles_less_eight_times_its_scale() -> None:
    scale = np.array([0.5], "<f2").view(np.uint8)
    block = np.concatenate([scale, np.arange(16, dtype=np.uint8) * 16 + 8])
    row = widened(np.stack([np.tile(block, 2)] * 3))
    assert row.shape == (3, 64)
    assert row[1, :16].tolist() == [0.0] * 16
    assert row[1, 16:32].tolist() == [(high - 8) / 2 for high in range(16)]
    assert np.array_equal(row[0, :32], row[2, 32:])


TAGS = ("O", "B-A", "I-A", "B-B", "I-B")


def valid(sequence: tuple[int, ...]) -> bool:
    tags = ["O", *(TAGS[tag] for tag in sequence)]
    return all(not b.startswith("I") or a in (f"B{b[1:]}", b) for a, b in pairwise(tags))


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.floats(-9, 9), min_size=5 * n, max_size=5 * n)))
def test_tags_are_the_best_of_all_valid_sequences(flat: list[float]) -> None:
    logs = np.array(flat, np.float32).reshape(-1, 5)
    found = tuple(best_sequence(logs, TAGS).tolist())
    assert valid(found)
    best = max(
        sum(float(row[tag]) for row, tag in zip(logs, sequence, strict=True))
        for sequence in product(range(5), repeat=len(logs))
        if valid(sequence)
    )
    assert sum(float(row[tag]) for row, tag in zip(logs, found, strict=True)) == pytest.approx(best, abs=1e-4)


def test_the_score_of_a_name_is_the_mean_probability_of_its_tags() -> None:
    scores = np.log(np.array([[0.1, 0.7, 0.1, 0.05, 0.05], [0.2, 0.05, 0.6, 0.1, 0.05]], np.float32))
    (found,) = names(scores + 3, TAGS)
    assert found[:3] == (0, 2, "A")
    assert found.score == pytest.approx(0.65, abs=1e-5)
    assert names(scores[:0], TAGS) == ()


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("", []),
        ("O O", []),
        ("B-A", [(0, 1)]),
        ("B-A I-A O B-A B-A", [(0, 2), (3, 4), (4, 5)]),
        ("O B-A B-B I-B", [(1, 2), (2, 4)]),
    ],
)
def test_names_stand_where_their_tags_do(tags: str, found: list[tuple[int, int]]) -> None:
    assert list(spans(tags.split())) == found


def test_features_are_found_by_name() -> None:
    features = Features((("Number", "Sing"), ("Voice", "Pass")))
    assert features == {"Number": "Sing", "Voice": "Pass"}
    assert features["Voice"] == "Pass"
    assert features.get("Tense") is None
    assert repr(features) == "Number=Sing|Voice=Pass"
    assert repr(Features(())) == "_"
    assert hash(features) == hash(Features((("Number", "Sing"), ("Voice", "Pass"))))


def test_groups_lie_side_by_side() -> None:
    assert slices({"a": "xy", "b": "z"}) == {"a": slice(0, 2), "b": slice(2, 3)}
