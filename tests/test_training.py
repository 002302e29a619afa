"""The figures of `training/`: what counts as right, on trees of invented sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from kawat.model.parse import Cut, Named, Parse
from kawat.records import Span

conll = pytest.importorskip("training.conll", reason="needs training/, which only the repository has")
data = pytest.importorskip("training.data", reason="needs training/, which only the repository has")
evaluate = pytest.importorskip("training.evaluate", reason="needs training/, which only the repository has")
labels = pytest.importorskip("training.labels", reason="needs training/, which only the repository has")
teacher = pytest.importorskip("training.teacher", reason="needs training/, which only the repository has")

TREEBANK = """# newdoc
# text = Wira membantahnya.
1	Wira	_	PROPN	_	_	2	nsubj	_	_
2-3	membantahnya	_	_	_	_	_	_	_	SpaceAfter=No
2	membantah	_	VERB	_	Voice=Act	0	root	_	_
3	nya	_	PRON	_	Number=Sing|Person=3	2	obj	_	_
4	.	_	PUNCT	_	_	2	punct	_	_

# text = Sylvania diam saja.
1	Sylvania	_	PROPN	_	_	2	nsubj	_	_
2	diam	_	VERB	_	_	0	root	_	_
3	saja	_	ADV	_	_	2	advmod:emph	_	SpaceAfter=No
4	.	_	PUNCT	_	_	2	punct	_	_

# newpar
# text = Edda tiba.
1	Edda	_	PROPN	_	_	2	nsubj	_	_
2	tiba	_	VERB	_	_	0	root	_	SpaceAfter=No
3	.	_	PUNCT	_	_	2	punct	_	_

"""
TEXTS = ["Wira membantahnya. Sylvania diam saja.", "Edda tiba."]


class Read(NamedTuple):
    """A sentence as a model might read it: tokens, each the forms of its words, and the words' annotation."""

    tokens: Sequence[str]
    upos: str
    heads: Sequence[int]
    relations: str


PERFECT = (
    Read(["Wira", "membantah|nya", "."], "PROPN VERB PRON PUNCT", (1, -1, 1, 1), "nsubj root obj punct"),
    Read(
        ["Sylvania", "diam", "saja", "."],
        "PROPN VERB ADV PUNCT",
        (1, -1, 1, 1),
        "nsubj root advmod:emph punct",
    ),
    Read(["Edda", "tiba", "."], "PROPN VERB PUNCT", (1, -1, 1), "nsubj root punct"),
)


@pytest.fixture
def sentences(tmp_path: Path) -> list:
    path = tmp_path / "treebank.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return data.read_treebank(path, "csui")


def parse(read: Read) -> Parse:
    upos = tuple(read.upos.split())
    features = tuple({} for _ in upos)
    return Parse(
        upos, features, tuple(read.heads), tuple(read.relations.split()), (), (), (), np.ones(512, np.float32)
    )


def cut(text: str, reads: Sequence[Read]) -> list[tuple[Cut, Parse]]:
    """The sentences laid over the text, one word after the other."""
    out, at = [], 0
    for read in reads:
        words, tokens = [], []
        for number, token in enumerate(read.tokens):
            for form in token.split("|"):
                at = text.index(form, at)
                words.append(Span(at, at + len(form)))
                tokens.append(number)
                at += len(form)
        out.append((Cut(tuple(words), tuple(tokens)), parse(read)))
    return out


def figures(sentences: list, reads: Sequence[Read]) -> dict[str, float]:
    text = " ".join(TEXTS)
    found = conll.agreement(conll.gold_trees(sentences), conll.read_trees(text, cut(text, reads)))
    return {name: round(value, 2) for name, value in found.items()}


def test_a_perfect_reading_agrees_in_full(sentences: list) -> None:
    assert set(figures(sentences, PERFECT).values()) == {100.0}


def test_two_sentences_read_as_one_keep_their_words_but_one_root(sentences: list) -> None:
    joined = Read(
        [*PERFECT[0].tokens, *PERFECT[1].tokens],
        f"{PERFECT[0].upos} {PERFECT[1].upos}",
        (1, -1, 1, 1, 5, 1, 5, 5),
        "nsubj root obj punct nsubj parataxis advmod:emph punct",
    )
    found = figures(sentences, [joined, PERFECT[2]])
    assert found["sentences"] == 40.0  # one right, of three and of two
    assert found["tokens"] == found["words"] == found["upos"] == 100.0
    assert found["uas"] == found["las"] == 90.91  # all but the second root, of eleven words


def test_a_clitic_left_on_its_word_loses_two_words_and_what_hangs_from_them(sentences: list) -> None:
    whole = Read(["Wira", "membantahnya", "."], "PROPN VERB PUNCT", (1, -1, 1), "nsubj root punct")
    found = figures(sentences, [whole, *PERFECT[1:]])
    assert found["sentences"] == found["tokens"] == 100.0
    assert found["words"] == round(200 * 9 / (11 + 10), 2)
    assert found["uas"] == round(200 * 7 / (11 + 10), 2)


def test_words_of_a_token_cut_elsewhere_are_paired_by_their_forms(sentences: list) -> None:
    parted = Read(
        ["Wira", "membantah", "nya", "."], "PROPN VERB PRON PUNCT", (1, -1, 1, 1), "nsubj root obj punct"
    )
    found = figures(sentences, [parted, *PERFECT[1:]])
    assert found["words"] == 100.0
    assert found["tokens"] == round(200 * 9 / (10 + 11), 2)


def test_subtypes_of_relations_are_passed_over(sentences: list) -> None:
    plain = PERFECT[1]._replace(relations="nsubj root advmod punct")
    other = PERFECT[1]._replace(relations="nsubj root obl punct")
    assert figures(sentences, [PERFECT[0], plain, PERFECT[2]])["las"] == 100.0
    assert figures(sentences, [PERFECT[0], other, PERFECT[2]])["las"] == 90.91


def test_characters_that_a_reading_leaves_out_shift_nothing(sentences: list) -> None:
    short = PERFECT[0]._replace(
        tokens=PERFECT[0].tokens[:-1],
        upos="PROPN VERB PRON",
        heads=PERFECT[0].heads[:-1],
        relations="nsubj root obj",
    )
    found = figures(sentences, [short, *PERFECT[1:]])
    assert found["words"] == round(200 * 10 / (11 + 10), 2)


def test_text_is_set_from_tokens_and_parted_where_paragraphs_open(sentences: list) -> None:
    assert evaluate.paragraphs(sentences) == TEXTS


def test_a_treebank_without_paragraphs_is_one_text(sentences: list) -> None:
    assert evaluate.paragraphs(sentences[1:2] * 2) == ["Sylvania diam saja. Sylvania diam saja."]


def test_what_is_right_of_a_word(sentences: list) -> None:
    read = parse(PERFECT[0])
    assert set(evaluate.right(sentences[0], read, 0)) == {
        "words",
        "upos",
        "features",
        "uas",
        "las",
        "las_subtypes",
    }
    assert "features" not in evaluate.right(sentences[0], read, 1)
    assert set(evaluate.right(sentences[1], parse(PERFECT[1]._replace(heads=(2, -1, 0, 1))), 2)) == {
        "words",
        "upos",
        "features",
    }
    assert "las_subtypes" not in evaluate.right(
        sentences[1], parse(PERFECT[1]._replace(relations="nsubj root advmod punct")), 2
    )


def test_features_that_the_model_cannot_tell_do_not_count() -> None:
    told = {"Number": "Sing", "PronType": "Int,Rel", "Typo": "Yes", "Tense": "Fut"}
    assert evaluate.known_features(told) == {"Number": "Sing", "PronType": "Int"}


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("O O", set()),
        ("B-PER I-PER O B-ORG", {(0, 2, "PER"), (3, 4, "ORG")}),
        ("B-PER B-PER", {(0, 1, "PER"), (1, 2, "PER")}),
        ("O I-LOC I-LOC", {(1, 3, "LOC")}),
        ("B-PER I-ORG", {(0, 1, "PER"), (1, 2, "ORG")}),
    ],
)
def test_names_of_tags(tags: str, names: set[tuple[int, int, str]]) -> None:
    assert labels.names_of(tags.split()) == names


class Guesser:
    """A model that sees the same names in whatever it is given."""

    def read(self, forms: Sequence[str], spaces: Sequence[bool], language: str, *, guideline: str) -> Parse:
        kind = {"nergrit": "PERSON", "house": "PER"}[guideline]
        names = (Named(0, 1, kind, 0.9), *([Named(1, 2, "MISC", 0.9)] if guideline == "house" else []))
        return Parse((), (), (), (), names, (), (), np.ones(512, np.float32))


def test_names_count_whole_and_by_kind_and_the_house_has_its_own_kinds() -> None:
    sentence = data.named_sentence(["Edda", "ke", "Sylvania"], ["B-PERSON", "O", "B-PLACE"], "nergrit")
    found = evaluate._named(Guesser(), [sentence], "nergrit")
    assert (found["f1"], found["precision"], found["recall"]) == (66.67, 100.0, 50.0)
    assert found["kinds"]["PLACE"] == {"f1": 0.0, "precision": 0.0, "recall": 0.0}
    assert found["house"] == {"f1": 66.67, "precision": 100.0, "recall": 50.0}


def test_scores_of_a_guideline_stand_in_their_own_columns() -> None:
    known = labels.labels_with(("root",))
    found = [known.name_slice(name) for name in known.guidelines]
    assert [place.stop - place.start for place in found] == [len(tags) for tags in known.guidelines.values()]
    assert (found[0].start, found[-1].stop) == (0, known.name_width)
    assert known.feature_slice("Number") == slice(0, 3)


@pytest.mark.parametrize("guideline", labels.HOUSE)
def test_every_tag_of_a_corpus_is_something_in_the_house(guideline: str) -> None:
    house = {"O", *labels.GUIDELINES["house"].split()}
    for kind in ("O", *labels.GUIDELINES[guideline].split()):
        assert set(labels.HOUSE[guideline].get(kind, kind).split()) <= house


class Encoder:
    """A teacher that knows a text by its length, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)


def test_the_teacher_encodes_only_what_it_has_not_taught_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder, cache = Encoder(), tmp_path / "run" / "teacher.npz"
    monkeypatch.setattr(teacher, "_encoded", encoder)
    first = teacher.teach(["Edda tiba.", "Hujan."], [("Ia pergi.", "He left.")], cache)
    assert sorted(encoder.asked) == ["Edda tiba.", "He left.", "Hujan.", "Ia pergi."]
    assert first["Ia pergi."].tolist() == first["He left."].tolist() == [8, 1]
    encoder.asked.clear()
    again = teacher.teach(["Hujan.", "Hujan lagi."], [("Ia pergi.", "He left.")], cache)
    assert encoder.asked == ["Hujan lagi."]
    assert {text: vector.tolist() for text, vector in again.items()} == {
        **{text: vector.tolist() for text, vector in first.items()},
        "Hujan lagi.": [11, 1],
    }
    encoder.asked.clear()
    assert teacher.teach(["Edda tiba.", "Hujan lagi."], [], cache).keys() == again.keys()
    assert encoder.asked == []


def test_retrieval_counts_both_ways() -> None:
    ours = np.array([[1.0, 0.0], [0.0, 2.0], [0.9, 0.5]], np.float32)
    theirs = np.array([[3.0, 0.0], [0.0, 1.0], [0.0, 1.0]], np.float32)
    assert evaluate.retrieval(ours, theirs) == {"id_en": 66.67, "en_id": 66.67}


def test_scores_go_into_the_card_beside_older_ones(tmp_path: Path) -> None:
    card = tmp_path / "model.json"
    card.write_text(json.dumps({"version": "1", "scores": {"id": {"raw csui las": 70.0}}}), encoding="utf-8")
    names = {"f1": 90.1, "precision": 91.0, "recall": 89.0}
    evaluate.record(card, {"names": {"idner": names, "uner": {"f1": 74.0}}})
    assert json.loads(card.read_text(encoding="utf-8")) == {
        "version": "1",
        "scores": {"id": {"raw csui las": 70.0, "names idner f1": 90.1}, "en": {"names uner f1": 74.0}},
    }


def test_each_treebank_agrees_with_itself(shared: Path) -> None:
    for sentences in data.treebanks_for_measuring(shared / "data").values():
        trees = conll.gold_trees(sentences[:200])
        assert set(conll.agreement(trees, trees).values()) == {100.0}
