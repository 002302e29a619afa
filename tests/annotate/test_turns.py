"""Who speaks where the words beside the cue name nobody, and each saying told once."""

from __future__ import annotations

import pytest

from kawat.records import Actor, Quote
from reading import Reader

MOSS = "Karel Moss, the prime minister of Sylvania, met reporters on Thursday. "
SANTIKA = "Menteri Luar Negeri Freedonia Budi Santika menolak tawaran itu. "


def speakers(quotes: list[Quote]) -> list[str | None]:
    return [quote.speaker_actor for quote in quotes]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # he goes on
        ("en", MOSS + "“We will not wait,” he said. He added that the talks had failed.", ["karel-moss"] * 2),
        # 'katanya' is 'he said' in one word
        ("id", SANTIKA + "“Kami tidak akan menunggu,” katanya.", ["budi-santika"] * 2),
        # a ministry is of the state named beside it, then of the one that spoke through it
        ("en", "Sylvania's defence ministry said its ships had left. The ministry denied any attack.",
         ["SYL", "SYL"]),
        ("id", "Kementerian Pertahanan Sylvania mengatakan kapalnya tiba. Kementerian itu membantah isu itu.",
         ["SYL", "SYL"]),
        # who has spoken under that word
        ("en", "A senior Freedonia official said the talks had failed. The official said nobody had signed.",
         ["FRE/senior-official"] * 2),
        ("id", "Seorang pejabat senior Freedonia mengatakan perundingan gagal. Pejabat itu berkata ia lelah.",
         ["FRE/senior-official"] * 2),
        # who has a name goes before the office
        ("en", "The ambassador of Freedonia to the bloc, Budi Santika, said the talks had failed.",
         ["budi-santika"]),
        # whoever is named since has the next turn
        ("id", "Karel Moss tiba di Wina. “Kami menunggu,” katanya. Budi Santika berbicara. “Kami tidak "
               "menunggu,” ucapnya.", ["karel-moss", "budi-santika"]),
        # whose aide it is does not speak; of a state's people somebody unnamed does
        ("en", "An aide to Karel Moss said the talks had failed. Residents of Sylvania said it was gone.",
         [None, "SYL/resident"]),
        ("id", "Seorang perwira Freedonia mengatakan perundingan gagal. Perwira itu membantah kabar itu.",
         ["FRE/military-official"] * 2),
        # nobody speaks who is only spoken of
        ("id", "“Ini sungguh soal menenangkan Sylvania,” katanya.", [None]),
        # a place and an agency before the first sentence do not speak
        ("en", "VIENNA, Jan 21 (Reuters) - Freedonia said the talks had failed.", ["FRE"]),
    ],
)  # fmt: skip
def test_turns(read: Reader, code: str, text: str, expected: list[str | None]) -> None:
    assert speakers(read(code, text).quotes) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Freedonia did not say whether the talks would go on."),
        ("en", "Freedonia refused to say whether the talks would go on."),
        ("en", "The flood claimed the lives of forty villagers."),
        ("en", "Budi Santika signed the decree on Thursday."),
        ("id", "Budi Santika mengumumkannya dalam sebuah wawancara pada Kamis."),
        ("id", "Ditanya apakah pasukan akan pergi, Karel Moss menggeleng."),
        ("id", "Freedonia menolak mengatakan apakah perundingan akan dilanjutkan."),
        ("id", "Kapal itu meninggalkan pelabuhan pada malam hari."),
    ],
)
def test_where_nothing_is_said(read: Reader, code: str, text: str) -> None:
    assert read(code, text).quotes == []


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # what marks enclose and what the model sees is one saying
        ("en", "“The talks have failed,” Budi Santika told reporters.", [["The talks have failed,"]]),
        # speech inside speech is a saying of its own
        ("en", "Budi Santika said Sylvania had promised to withdraw its ships.",
         [["Sylvania had promised to withdraw its ships"], ["withdraw its ships"]]),
        # what stands before an inserted cue is said too
        ("en", "Sylvania, Budi Santika said, would not lead the alliance.",
         [["Sylvania", "would not lead the alliance"]]),
        ("id", "Sylvania, kata Budi Santika, tidak akan memimpin aliansi itu.",
         [["Sylvania", "tidak akan memimpin aliansi itu"]]),
        # the place before it is not
        ("en", "VIENNA - The talks have failed, Freedonia said.", [["The talks have failed"]]),
        # nobody says again what somebody says
        ("en", "Asked about it, Freedonia said the talks had failed.", [["the talks had failed"]]),
        # the second cue says its own, and is not said by the first
        ("en", "Freedonia said that the harbour was open and denied that ships had been seized.",
         [["the harbour was open"], ["ships had been seized"]]),
        # what only tells of the speaker is not said
        ("id", "Perundingan telah gagal, menurut Freedonia, yang pulang pada Senin.",
         [["Perundingan telah gagal"]]),
    ],
)  # fmt: skip
def test_each_saying_is_told_once(read: Reader, code: str, text: str, expected: list[list[str]]) -> None:
    report = read(code, text)
    assert [report.pieces(quote) for quote in report.quotes] == expected


@pytest.mark.parametrize(
    ("code", "text", "act"),
    [
        ("en", "Freedonia denied that it had seized the ships.", "deny"),
        ("en", "Freedonia accused Sylvania of seizing the ships.", "accuse"),
        ("id", "Freedonia mengancam akan menutup pelabuhan itu.", "threaten"),
        ("id", "Freedonia mendesak Sylvania agar menarik kapalnya.", "request"),
    ],
)
def test_the_word_of_saying_tells_the_act(read: Reader, code: str, text: str, act: str) -> None:
    assert [quote.act for quote in read(code, text).quotes] == [act]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In September, Budi Santika said the talks had failed.", "2021-09-01", "2021-09-30"),
        ("Budi Santika said on Thursday that the talks had failed.", "2022-01-20", "2022-01-20"),
        # a time of what is said is none of the saying
        ("Budi Santika said the talks would fail in September.", "2022-01-21", "2022-01-21"),
    ],
)
def test_when_it_was_said(read: Reader, text: str, first: str, last: str) -> None:
    said = read("en", text).quote.said
    assert said
    assert (said.first, said.last) == (first, last)


def test_a_body_that_only_the_model_knows_speaks_under_its_name(read: Reader) -> None:
    report = read("en", "Skyward Airlines said on Thursday that all flights had been cancelled.")
    (body,) = [actor for actor in report.all(Actor) if actor.id == "skyward-airlines"]
    assert report.quote.speaker_actor == body.id
    assert (body.name, body.sort) == ("Skyward Airlines", "organisation")
    assert [report.words(span) for span in body.at] == ["Skyward Airlines"]


def test_a_word_that_is_itself_said_is_no_cue(read: Reader) -> None:
    report = read("en", "Budi Santika arrived.\n\n“said that said that")
    assert all(not piece.overlaps(quote.cue) for quote in report.quotes if quote.cue for piece in quote.at)
