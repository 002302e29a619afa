"""How the same events in many documents are measured, on documents of an invented crisis."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.link.happenings.deeds import Deed
from kawat.records import Span

ecb = pytest.importorskip("evals.ecb", reason="needs evals/, which only the repository has")
together = pytest.importorskip("evals.together", reason="needs evals/, which only the repository has")
same_deed = pytest.importorskip("training.same_deed", reason="needs training/, which only the repository has")

DOCUMENT = """<Document doc_name="1_1ecb.xml" doc_id="D1">
<token t_id="1" sentence="0" number="0">Harbour</token>
<token t_id="2" sentence="0" number="1">shelled</token>
<token t_id="3" sentence="1" number="0">Sylvania</token>
<token t_id="4" sentence="1" number="1">'s</token>
<token t_id="5" sentence="1" number="2">guns</token>
<token t_id="6" sentence="1" number="3">hit</token>
<token t_id="7" sentence="1" number="4">it</token>
<token t_id="8" sentence="1" number="5">,</token>
<token t_id="9" sentence="1" number="6">witnesses</token>
<token t_id="10" sentence="1" number="7">said</token>
<token t_id="11" sentence="1" number="8">.</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="6"/></ACTION_OCCURRENCE>
<ACTION_REPORTING m_id="3"><token_anchor t_id="10"/></ACTION_REPORTING>
<HUMAN_PART m_id="4"><token_anchor t_id="9"/></HUMAN_PART>
<ACTION_OCCURRENCE m_id="5" RELATED_TO="" TAG_DESCRIPTOR="t1_shelling" instance_id="ACT7"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="9" note="ACT7"><source m_id="1"/><source m_id="2"/><target m_id="5"/></CROSS_DOC_COREF>
</Relations>
</Document>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ECB+" / "1").mkdir(parents=True)
    (tmp_path / "ECB+" / "1" / "1_1ecb.xml").write_text(DOCUMENT, encoding="utf-8")
    table = "Topic,File,Sentence Number\n1,1ecb,0\n1,1ecb,1\n"
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(table, encoding="utf-8")
    return tmp_path


def test_a_document_is_running_text_with_its_mentions(folder: Path) -> None:
    (document,) = ecb.documents(folder, range(1, 2))
    assert document.text == "Harbour shelled\n\nSylvania's guns hit it, witnesses said."
    assert (document.topic, document.subtopic) == ("1", "1_ecb")
    told = [(document.text[slice(*one.at)], one.event) for one in document.mentions]
    assert told == [("shelled", "ACT7"), ("hit", "ACT7"), ("said", "1_1ecb/3")]


def test_only_sentences_gone_over_count(folder: Path) -> None:
    table = "Topic,File,Sentence Number\n1,1ecb,0\n"
    (folder / "ECBplus_coreference_sentences.csv").write_text(table, encoding="utf-8")
    (document,) = ecb.documents(folder, range(1, 2))
    assert [one.id for one in document.mentions] == ["1_1ecb/1"]


def told(id: str, document: str, event: str, head: str, clause: str) -> together.Told:
    about = ecb.EcbDocument(document, "1", f"1_{document}", "", ())
    deed = Deed(
        report=id,
        at=(Span(0, 1),),
        language="en",
        trigger=head,
        deed=(head,),
        clause=clause,
        about=(),
        words=(),
    )
    return together.Told(id, about, event, head, deed)


TOLD = [
    told("a", "x", "1", "shell", "guns shelled the harbour"),
    told("b", "x", "1", "shell", "the harbour was shelled"),
    told("c", "x", "1", "shelling", "the shelling of the harbour by guns"),
    told("d", "y", "2", "shell", "guns shelled a bridge"),
    told("e", "x", "3", "elect", "a mayor was elected"),
]


def test_the_baseline_joins_by_lemma_within_a_matter() -> None:
    def matter(one: together.Told) -> str:
        return str(one.document.name)

    assert together.by_lemma(TOLD, matter) == [{"a", "b"}, {"c"}, {"d"}, {"e"}]
    assert sorted(map(sorted, together.by_deed(TOLD, matter))) == [["a", "b", "c"], ["d"], ["e"]]


def test_the_key_scores_full_and_what_differs_less() -> None:
    key = together.key_of(TOLD)
    assert together.score(key, key) == (100, 100, 100)
    assert together.score(key, [{one.id} for one in TOLD]).conll < 60
    # by hand: MUC 2/3, B3 (1 + 1 + 1/3 ...) as in Pradhan and others (2014)
    half = together.score([{"a", "b", "c"}], [{"a", "b"}, {"c"}])
    assert half.muc == pytest.approx(100 * 2 * 0.5 / 1.5)
    assert half.b_cubed == pytest.approx(100 * 2 * (5 / 9) / (14 / 9))
    assert half.ceaf_e == pytest.approx(100 * 2 * 0.8 * 0.4 / 1.2)


def test_documents_that_have_rare_words_in_common_are_of_one_matter() -> None:
    texts = {
        "a": "The harbour of Kaldis was shelled by Sylvania on Friday night",
        "b": "Sylvania shelled the harbour of Kaldis and its cranes",
        "c": "The mayor of Brenlau was elected with nine votes on Friday",
        "d": "Nine votes made her the elected mayor of Brenlau",
    }
    found = together.matters(texts, texts.values())
    assert found["a"] == found["b"] != found["c"] == found["d"]


def test_what_tells_same_from_other_gets_weight() -> None:
    pairs = [same_deed.Pair({"deed": 0.9, "number": 1.0}, True)] * 8
    pairs += [same_deed.Pair({"deed": 0.9, "other numbers": 1.0}, False)] * 8
    pairs += [same_deed.Pair({"deed": 0.1}, False)] * 8
    weights = same_deed.learn(pairs)
    assert weights["number"] > 0 > weights["other numbers"]
    assert weights["deed"] > 0
    assert weights["about"] == pytest.approx(0, abs=1e-9)
