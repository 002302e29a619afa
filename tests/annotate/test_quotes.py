"""Who said what to whom: tables of cases in both languages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawat.pipeline import Pipeline
from kawat.records import Event, Quote, Sentence, Tree
from kawat.stage import Stage
from reading import Reader

SANTIKA = "Menteri Luar Negeri Freedonia Budi Santika tiba di Wina pada Senin. "
MINISTER = "Freedonia's foreign minister, Budi Santika, arrived in Vienna on Monday. "


@pytest.mark.parametrize(
    ("code", "text", "content", "cue", "speaker", "actor"),
    [
        # the cue after it
        ("en", "“We wait for nobody,” said Budi Santika.",
         ["We wait for nobody"], "said", "Budi Santika", "budi-santika"),
        ("en", "“We wait for nobody,” Freedonia's foreign minister, Budi Santika, said on Thursday.",
         ["We wait for nobody"], "said", "Freedonia's foreign minister, Budi Santika", "budi-santika"),
        ("id", "“Kami tidak menunggu siapa pun,” kata Menteri Luar Negeri Freedonia Budi Santika.",
         ["Kami tidak menunggu siapa pun"], "kata",
         "Menteri Luar Negeri Freedonia Budi Santika", "budi-santika"),
        ("id", "“Kami tidak menunggu siapa pun,” ujar Wira Lestari pada Kamis.",
         ["Kami tidak menunggu siapa pun"], "ujar", "Wira Lestari", "wira-lestari"),
        # the cue before it
        ("en", "Budi Santika said: “We wait for nobody.”",
         ["We wait for nobody"], "said", "Budi Santika", "budi-santika"),
        ("en", "Budi Santika told reporters, “We wait for nobody.”",
         ["We wait for nobody"], "told", "Budi Santika", "budi-santika"),
        ("id", "Budi Santika mengatakan, “Kami tidak menunggu siapa pun.”",
         ["Kami tidak menunggu siapa pun"], "mengatakan", "Budi Santika", "budi-santika"),
        ("id", "Budi Santika mengatakan kepada wartawan, “Kami tidak menunggu siapa pun.”",
         ["Kami tidak menunggu siapa pun"], "mengatakan", "Budi Santika", "budi-santika"),
        # the cue in the middle: one quote of two pieces
        ("en", "“We wait,” Budi Santika said, “but nobody comes.”",
         ["We wait", "but nobody comes"], "said", "Budi Santika", "budi-santika"),
        ("en", "“We wait,” Budi Santika said. “But nobody comes to us.”",
         ["We wait", "But nobody comes to us"], "said", "Budi Santika", "budi-santika"),
        ("id", "“Kami menunggu,” kata Budi Santika, “tetapi tidak ada yang datang.”",
         ["Kami menunggu", "tetapi tidak ada yang datang"], "kata", "Budi Santika", "budi-santika"),
        ("id", "“Kami menunggu,” kata Budi Santika. “Tetapi tidak ada yang datang.”",
         ["Kami menunggu", "Tetapi tidak ada yang datang"], "kata", "Budi Santika", "budi-santika"),
        # over two paragraphs, the first without its closing mark
        ("en", "“We wait for them.\n\n“Nobody comes,” Budi Santika said.",
         ["We wait for them", "Nobody comes"], "said", "Budi Santika", "budi-santika"),
        ("id", "“Kami menunggu mereka.\n\n“Tidak ada yang datang,” kata Budi Santika.",
         ["Kami menunggu mereka", "Tidak ada yang datang"], "kata", "Budi Santika", "budi-santika"),
        # speech after a dash
        ("en", "- We wait for nobody - said Budi Santika.",
         ["We wait for nobody"], "said", "Budi Santika", "budi-santika"),
        ("id", "- Kami tidak menunggu siapa pun - kata Budi Santika.",
         ["Kami tidak menunggu siapa pun"], "kata", "Budi Santika", "budi-santika"),
        # the speaker stands before it
        ("en", MINISTER + "“We wait for nobody,” he said.",
         ["We wait for nobody"], "said", "he", "budi-santika"),
        ("id", SANTIKA + "“Kami tidak menunggu siapa pun,” katanya.",
         ["Kami tidak menunggu siapa pun"], "katanya", None, "budi-santika"),
        ("id", SANTIKA + "“Kami tidak menunggu siapa pun,” ujarnya pada Kamis.",
         ["Kami tidak menunggu siapa pun"], "ujarnya", None, "budi-santika"),
        ("en", MINISTER + "“We wait for nobody,” the minister said.",
         ["We wait for nobody"], "said", "the minister", "budi-santika"),
        ("id", SANTIKA + "“Kami tidak menunggu siapa pun,” kata menteri itu.",
         ["Kami tidak menunggu siapa pun"], "kata", "menteri itu", "budi-santika"),
    ],
)  # fmt: skip
def test_direct_speech(
    read: Reader, code: str, text: str, content: list[str], cue: str, speaker: str | None, actor: str
) -> None:
    report = read(code, text)
    assert report.said == [content]
    quote = report.quote
    assert (quote.form, quote.wording) == ("direct", "verbatim")
    assert (report.words(quote.cue), report.words(quote.speaker), quote.speaker_actor) == (
        cue,
        speaker,
        actor,
    )


@pytest.mark.parametrize(
    "marks", ["“”", '""', "«»", "»«", "„“", "„”", "‘’", "””", '“"', ["''", "''"], ["``", "''"]]
)
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "{}The harbour stays closed for a week,{} Budi Santika said on Thursday."),
        ("id", "{}Pelabuhan itu tetap ditutup selama sepekan,{} kata Budi Santika pada Kamis."),
    ],
)
def test_all_kinds_of_marks(read: Reader, code: str, text: str, marks: str) -> None:
    opening, closing = marks
    report = read(code, text.format(opening, closing))
    assert report.said == [[text[2 : text.index(",")]]]
    assert (report.quote.form, report.quote.wording) == ("direct", "verbatim")
    assert report.quote.speaker_actor == "budi-santika"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # with and without a word for 'that'
        ("en", "Freedonia said that the talks had failed.", [("FRE", "said", "the talks had failed")]),
        ("en", "Freedonia said the talks had failed.", [("FRE", "said", "the talks had failed")]),
        ("en", "Freedonia said on Thursday that the talks had failed.",
         [("FRE", "said", "the talks had failed")]),
        ("en", "Freedonia said in a statement that the talks had failed.",
         [("FRE", "said", "the talks had failed")]),
        ("en", "Asked about it, Freedonia said the talks had failed.",
         [("FRE", "said", "the talks had failed")]),
        ("en", "Freedonia, which borders Sylvania, said the talks had failed.",
         [("FRE", "said", "the talks had failed")]),
        ("id", "Freedonia mengatakan bahwa perundingan telah gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal")]),
        ("id", "Freedonia mengatakan perundingan telah gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal")]),
        ("id", "Freedonia mengatakan dalam sebuah pernyataan bahwa perundingan telah gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal")]),
        ("id", "Ditanya tentang itu, Freedonia mengatakan perundingan telah gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal")]),
        ("id", "Freedonia, yang berbatasan dengan Sylvania, mengatakan perundingan telah gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal")]),
        ("en", "Citing a decision to send boats to Sylvania, the foreign minister Budi Santika said"
               " the talks had failed.", [("budi-santika", "said", "the talks had failed")]),
        # words that only follow what is said take the name after them, also in the middle
        ("id", "Perundingan telah gagal, kata Freedonia, dan Sylvania pulang.",
         [("FRE", "kata", "Perundingan telah gagal")]),
        # a participle before a noun says nothing
        ("en", "Freedonia called the announced truce a good sign and said the talks had failed.",
         [("FRE", "called", "the announced truce a good sign"),
          ("FRE", "said", "the talks had failed")]),
        # after what is said
        ("en", "The talks had failed, Freedonia said.", [("FRE", "said", "The talks had failed")]),
        ("en", "The talks had failed, Freedonia said on Thursday.",
         [("FRE", "said", "The talks had failed")]),
        ("en", "The talks had failed, said Budi Santika.",
         [("budi-santika", "said", "The talks had failed")]),
        ("id", "Perundingan telah gagal, kata Freedonia.", [("FRE", "kata", "Perundingan telah gagal")]),
        ("id", "Perundingan telah gagal, kata Budi Santika pada Kamis.",
         [("budi-santika", "kata", "Perundingan telah gagal")]),
        # according to somebody
        ("en", "According to Freedonia, the talks had failed.",
         [("FRE", "According to", "the talks had failed")]),
        ("en", "The talks had failed, according to Freedonia.",
         [("FRE", "according to", "The talks had failed")]),
        ("id", "Menurut Freedonia, perundingan telah gagal.",
         [("FRE", "Menurut", "perundingan telah gagal")]),
        ("id", "Perundingan telah gagal, menurut Freedonia.",
         [("FRE", "menurut", "Perundingan telah gagal")]),
        # two words of saying, one subject
        ("en", "Freedonia denied planning an attack and said the talks had failed.",
         [("FRE", "denied", "planning an attack"), ("FRE", "said", "the talks had failed")]),
        ("en", "Freedonia denied that it plans an attack, and said the talks had failed.",
         [("FRE", "denied", "it plans an attack"), ("FRE", "said", "the talks had failed")]),
        ("id", "Freedonia membantah merencanakan serangan baru dan mengatakan perundingan telah gagal.",
         [("FRE", "membantah", "merencanakan serangan baru"),
          ("FRE", "mengatakan", "perundingan telah gagal")]),
        ("id", "Freedonia mengatakan perundingan telah gagal, seraya menambahkan bahwa belum ada tanggal.",
         [("FRE", "mengatakan", "perundingan telah gagal"), ("FRE", "menambahkan", "belum ada tanggal")]),
        # two subjects
        ("en", "Freedonia said the talks had failed, while Sylvania said they would go on.",
         [("FRE", "said", "the talks had failed"), ("SYL", "said", "they would go on")]),
        ("en", "Freedonia said the talks had failed, but Sylvania insisted they would go on.",
         [("FRE", "said", "the talks had failed"), ("SYL", "insisted", "they would go on")]),
        ("id", "Freedonia mengatakan perundingan telah gagal, sementara Sylvania mengatakan "
               "tidak ada yang gagal.",
         [("FRE", "mengatakan", "perundingan telah gagal"), ("SYL", "mengatakan", "tidak ada yang gagal")]),
        # a noun
        ("en", "Freedonia's statement that the talks had failed",
         [("FRE", "statement", "the talks had failed")]),
        ("id", "Pernyataan Freedonia bahwa perundingan telah gagal",
         [("FRE", "Pernyataan", "perundingan telah gagal")]),
        # the office that is said to say it
        ("en", "A senior Freedonia official said the talks had failed.",
         [("FRE/senior-official", "said", "the talks had failed")]),
        ("id", "Seorang pejabat Freedonia mengatakan perundingan telah gagal.",
         [("FRE/official", "mengatakan", "perundingan telah gagal")]),
        # he who was the subject before
        ("en", MINISTER + "He added that the talks had failed.",
         [("budi-santika", "added", "the talks had failed")]),
        ("id", SANTIKA + "Dia menambahkan bahwa perundingan telah gagal.",
         [("budi-santika", "menambahkan", "perundingan telah gagal")]),
    ],
)  # fmt: skip
def test_indirect_speech(read: Reader, code: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    report = read(code, text)
    assert [
        (quote.speaker_actor, report.words(quote.cue), content)
        for quote, (content,) in zip(report.quotes, report.said, strict=True)
    ] == expected
    assert {(quote.form, quote.wording) for quote in report.quotes} == {("indirect", "paraphrase")}


@pytest.mark.parametrize(
    ("code", "text", "pieces"),
    [
        ("en", "The talks, according to Freedonia, had failed on Monday.",
         ["The talks", "had failed on Monday"]),
        ("id", "Kapal itu, menurut Freedonia, telah tiba pada Senin.",
         ["Kapal itu", "telah tiba pada Senin"]),
        # what explains the speaker is not said
        ("en", "The talks had failed, according to Freedonia, which left on Monday.",
         ["The talks had failed"]),
        ("id", "Perundingan telah gagal, menurut Freedonia, yang pulang pada Senin.",
         ["Perundingan telah gagal"]),
    ],
)  # fmt: skip
def test_an_ascription_in_the_middle_leaves_two_pieces(
    read: Reader, code: str, text: str, pieces: list[str]
) -> None:
    report = read(code, text)
    assert report.said == [pieces]
    assert report.quote.speaker_actor == "FRE"


@pytest.mark.parametrize(
    ("code", "text", "content"),
    [
        ("en", "Freedonia said that the harbour “stays closed” for a week.",
         "the harbour “stays closed” for a week"),
        ("en", "Freedonia said the harbour was “closed”.", "the harbour was “closed”"),
        ("id", "Freedonia mengatakan bahwa pelabuhan itu “tetap ditutup” selama sepekan.",
         "pelabuhan itu “tetap ditutup” selama sepekan"),
    ],
)  # fmt: skip
def test_speech_partly_in_marks_is_mixed_and_whole(read: Reader, code: str, text: str, content: str) -> None:
    report = read(code, text)
    assert report.said == [[content]]
    assert (report.quote.form, report.quote.speaker_actor) == ("mixed", "FRE")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # nothing was said
        ("en", "Freedonia did not say when the talks would go on."),
        ("en", "Freedonia refused to say whether the talks would go on."),
        ("en", "Freedonia never said that the talks had failed."),
        ("id", "Freedonia tidak mengatakan kapan perundingan akan dilanjutkan."),
        ("id", "Freedonia menolak mengatakan apakah perundingan akan dilanjutkan."),
        ("id", "Freedonia belum mengatakan bahwa perundingan telah gagal."),
        # words in marks that nobody says
        ("en", "The so-called “peace plan” was printed in Vienna."),
        ("en", "The film “A Door Left Open” opened in Vienna."),
        ("en", "The ship is a “floating hotel” for tourists."),
        ("id", "Yang disebut “rencana damai” itu dicetak di Wina."),
        ("id", "Film “Pintu yang Terbuka” diputar di Wina."),
        # a condition is no speech
        ("en", "If Freedonia closes the harbour, Sylvania will answer."),
        ("id", "Jika Freedonia menutup pelabuhan, Sylvania akan membalas."),
    ],
)
def test_what_is_no_speech(read: Reader, code: str, text: str) -> None:
    assert read(code, text).said == []


@pytest.mark.parametrize(
    ("code", "text", "act"),
    [
        ("en", "Freedonia denied that its ships had left.", "deny"),
        ("en", "Freedonia warned that it would close the harbour.", "warn"),
        ("en", "Freedonia demanded that the ships leave.", "demand"),
        ("en", "Freedonia promised that the harbour would open.", "promise"),
        ("id", "Freedonia membantah bahwa kapalnya telah pergi.", "deny"),
        ("id", "Freedonia memperingatkan bahwa pelabuhan akan ditutup.", "warn"),
        ("id", "Freedonia menuntut agar kapal itu pergi.", "demand"),
        ("id", "Freedonia berjanji bahwa pelabuhan akan dibuka.", "promise"),
    ],
)
def test_what_the_saying_does(read: Reader, code: str, text: str, act: str) -> None:
    assert (read(code, text).quote.act, read(code, text).quote.speaker_actor) == (act, "FRE")


@pytest.mark.parametrize(
    ("code", "text", "addressee"),
    [
        ("en", "Freedonia told Sylvania that the talks had failed.", "SYL"),
        ("en", "Freedonia said to Sylvania that the talks had failed.", "SYL"),
        ("en", "“The talks have failed,” Budi Santika told the United Nations.", "UN"),
        ("en", "“The talks have failed,” Budi Santika told Anton Berg on Thursday.", "anton-berg"),
        ("en", "Freedonia said the talks had failed.", None),
        ("en", "The talks had failed, said Budi Santika.", None),
        ("id", "Freedonia mengatakan kepada Sylvania bahwa perundingan telah gagal.", "SYL"),
        ("id", "Freedonia memberi tahu Sylvania bahwa perundingan telah gagal.", "SYL"),
        ("id", "“Perundingan telah gagal,” kata Budi Santika kepada Anton Berg.", "anton-berg"),
        ("id", "Perundingan telah gagal, kata Budi Santika.", None),
        ("id", "Perundingan telah gagal, menurut Freedonia.", None),
    ],
)
def test_who_is_told(read: Reader, code: str, text: str, addressee: str | None) -> None:
    assert read(code, text).quote.addressee_actor == addressee


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("en", "“We wait for nobody,” Budi Santika said on Wednesday.", "2022-01-19"),
        ("en", "Freedonia said on Thursday that the talks had failed.", "2022-01-20"),
        ("id", "“Kami tidak menunggu siapa pun,” kata Budi Santika pada Rabu (19/1).", "2022-01-19"),
        ("id", "Freedonia mengatakan pada Kamis bahwa perundingan telah gagal.", "2022-01-20"),
        # a date in what is said is not when it was said
        ("en", "“We leave on 3 March 2022,” Budi Santika said on Wednesday.", "2022-01-19"),
        ("id", "“Kami pergi pada 3 Maret 2022,” kata Budi Santika pada Rabu (19/1).", "2022-01-19"),
        # without a date the report's own day
        ("en", "Freedonia said the talks had failed.", "2022-01-21"),
        ("id", "Freedonia mengatakan perundingan telah gagal.", "2022-01-21"),
    ],
)
def test_when_it_was_said(read: Reader, code: str, text: str, day: str) -> None:
    said = read(code, text).quote.said
    assert said is not None
    assert (said.first, said.last) == (day, day)


@pytest.mark.parametrize(
    ("code", "text", "role"),
    [
        ("en", "“We wait for nobody,” said Freedonia's foreign minister, Budi Santika.", "foreign minister"),
        ("en", "“We wait for nobody,” said Budi Santika.", None),
        ("id", "“Kami menunggu,” kata Menteri Luar Negeri Freedonia Budi Santika.", "Menteri Luar Negeri"),
    ],
)
def test_the_role_is_as_worded(read: Reader, code: str, text: str, role: str | None) -> None:
    assert read(code, text).quote.role == role


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "“The harbour of our capital stays closed for a week,” said Budi Santika.\n\n"
               "Nothing moved.\n\n"
               "Budi Santika said the harbour of the capital stays closed for a week."),
        ("id", "“Pelabuhan ibu kota kami tetap ditutup selama sepekan,” kata Budi Santika.\n\n"
               "Tidak ada yang bergerak.\n\n"
               "Budi Santika mengatakan pelabuhan ibu kota tetap ditutup selama sepekan."),
    ],
)  # fmt: skip
def test_the_same_words_again_repeat_the_first(read: Reader, code: str, text: str) -> None:
    first, second = read(code, text).quotes
    assert (first.repeats, second.repeats) == (None, first.id)


def test_others_saying_the_same_repeat_nothing(read: Reader) -> None:
    text = "Freedonia said the harbour of the capital stays closed. " * 2
    other = text.replace("Freedonia", "Sylvania", 1)
    assert [quote.repeats for quote in read("en", other).quotes] == [None, None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Talks fail in Vienna\n\n"
               "AI-generated summary. For context, always refer to the full article.\n\n"
               "Freedonia said the talks had failed.\n\n"
               "VIENNA, Jan 21 - Freedonia said on Thursday that the talks in Vienna had failed.\n\n"
               "The ships left the harbour."),
        ("id", "Perundingan di Wina gagal\n\n"
               "Ini adalah ringkasan yang dibuat oleh AI, mungkin ada kesalahan.\n\n"
               "Freedonia mengatakan perundingan telah gagal.\n\n"
               "WINA, 21 Jan - Freedonia mengatakan pada Kamis bahwa perundingan di Wina telah gagal.\n\n"
               "Kapal itu meninggalkan pelabuhan."),
    ],
)  # fmt: skip
def test_the_wording_of_an_ai_summary_is_its_own(read: Reader, code: str, text: str) -> None:
    quotes = read(code, text).quotes
    assert [(quote.speaker_actor, quote.wording) for quote in quotes] == [
        ("FRE", "ai-summary"),
        ("FRE", "paraphrase"),
    ]


BY_WORDS = [
    ("en", "Freedonia said that the talks had failed.", [("FRE", "the talks had failed")]),
    ("en", "The talks had failed, said Budi Santika.", [("budi-santika", "The talks had failed")]),
    ("en", "According to Freedonia, the talks had failed.", [("FRE", "the talks had failed")]),
    ("en", "Freedonia denied planning an attack and said the talks had failed.",
     [("FRE", "planning an attack"), ("FRE", "the talks had failed")]),
    ("en", "Freedonia's statement that the talks had failed", [("FRE", "the talks had failed")]),
    ("en", "Freedonia refused to say whether the talks would go on.", []),
    ("id", "Freedonia mengatakan bahwa perundingan telah gagal.", [("FRE", "perundingan telah gagal")]),
    ("id", "Perundingan telah gagal, kata Budi Santika.", [("budi-santika", "Perundingan telah gagal")]),
    ("id", "Menurut Freedonia, perundingan telah gagal.", [("FRE", "perundingan telah gagal")]),
    ("id", "Freedonia menolak mengatakan apakah perundingan akan dilanjutkan.", []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), BY_WORDS)
def test_words_of_saying_read_what_the_model_has_not_learned(
    read: Reader, code: str, text: str, expected: list[tuple[str, str]]
) -> None:
    unread = Stage("syntax", "0", (Sentence,), (Tree,), lambda report, language: iter(()), "")
    stages = [unread if stage.name == "syntax" else stage for stage in read.pipeline.stages]
    report = Reader(Pipeline(read.pipeline.settings, read.pipeline.languages, stages))(code, text)
    assert [
        (q.speaker_actor, said) for q, (said,) in zip(report.quotes, report.said, strict=True)
    ] == expected


PIECES = st.sampled_from(
    ["“", "”", '"', "Freedonia", "Budi Santika", "said", "said that", "denied", "according to", "he",
     "the minister", "told", "Sylvania", "the talks failed", "We wait for nobody", ",", ".", ". ", "and",
     "while", "that", "to", "on Thursday", "\n\n", "which", "statement", "-", "‘", "’", "would not", "added"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, min_size=1, max_size=25))
def test_content_cue_and_speaker_lie_apart_and_the_speaker_is_somebody_of_the_report(
    read: Reader, pieces: list[str]
) -> None:
    report = read("en", " ".join(["Budi Santika arrived.", *pieces]))
    known = {actor.id for actor in report.made.records if type(actor).__name__ == "Actor"}
    ids = {quote.id for quote in report.quotes}
    for quote in report.quotes:
        for beside in (quote.cue, quote.speaker):
            assert beside is None or not any(piece.overlaps(beside) for piece in quote.at)
        assert quote.speaker_actor is None or quote.speaker_actor in known
        assert quote.repeats is None or quote.repeats in ids - {quote.id}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "OSLO (Reuters) - The board disputed it, calling it misleading. Freedonia praised Sylvania.",
        ),
        (
            "id",
            "OSLO (Reuters) - Dewan membantah, seraya menyebutnya menyesatkan. Freedonia memuji Sylvania.",
        ),
    ],
)
def test_the_agency_in_a_dateline_says_and_does_nothing(read: Reader, code: str, text: str) -> None:
    made = read(code, text).made.records
    told = [(record.speaker_actor,) for record in made if isinstance(record, Quote)]
    told += [record.actors + record.recipients for record in made if isinstance(record, Event)]
    assert told
    assert not any("REUTERS" in actors for actors in told)
