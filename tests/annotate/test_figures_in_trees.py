"""Quantities with the trees of the model that ships: whose, of what, who says so, as of when."""

from __future__ import annotations

import pytest

from kawat.records import Figure
from reading import Reader

DAY = "2022-01-21"


def figures_in(read: Reader, code: str, text: str) -> dict[str, Figure]:
    reading = read(code, text, DAY)
    return {reading.pieces(figure)[0]: figure for figure in reading.all(Figure)}


# language, text, the words of the figure, what is counted
COUNTED = [
    ("en", "They adopted 11 new, severe packages on Monday.", "11 new, severe packages", "packages"),
    ("en", "He posted an 11-minute voice recording.", "11-minute voice recording", "recording"),
    ("en", "He wrote a 7,000-word essay on it.", "7,000-word essay", "words"),
    ("en", "They hold talks of two hours and 30 minutes.", "two hours and 30 minutes", None),
    ("en", "They talked for an hour and 40 minutes.", "an hour and 40 minutes", None),
    ("en", "The ship carries 23,000 tonnes of wheat.", "23,000 tonnes", "wheat"),
    ("en", "They gave $50m in military assistance.", "$50m", "military aid"),
    ("en", "They gave billions of dollars in aid.", "billions of dollars", "aid"),
    ("en", "They spent $50m in the region.", "$50m", None),
    ("en", "They sent 14 anti-aircraft systems there.", "14 anti-aircraft systems", "weapons and equipment"),
    ("en", "The country has an 800-mile land border.", "800-mile land border", "border"),
    ("en", "The economy has lost fifteen US billions.", "fifteen US billions", None),
    ("id", "Freedonia memasok 40 persen dari gas itu.", "40 persen", "gas"),
    ("id", "Kapal itu bergeser 7 mil dari posisi awal.", "7 mil", None),
    ("en", "Trade reached 40 percent of its gas.", "40 percent", "gas"),
    ("en", "They fired 14 ballistic missiles at the port.", "14 ballistic missiles", "ballistic missiles"),
    ("en", "Some 198 civilians, among them a doctor, were killed.", "Some 198 civilians", "civilians killed"),
    ("en", "The army has lost nearly 24,000 soldiers.", "nearly 24,000 soldiers", "troops lost"),
    ("id", "Kapal itu membawa 23.000 ton gandum.", "23.000 ton", "wheat"),
    ("id", "Ada bantuan militer sebesar Rp1,25 triliun.", "sebesar Rp1,25 triliun", "military aid"),
    ("id", "Percakapan telepon berdurasi 50 menit itu berakhir.", "50 menit", "call"),
    ("id", "Mereka menembakkan 14 rudal balistik ke sana.", "14 rudal", "ballistic missiles"),
    ("id", "Mereka berbicara dua jam 30 menit pada Kamis.", "dua jam 30 menit", None),
    ("id", "Pasukan itu telah kehilangan 24.000 tentara.", "24.000 tentara", "troops lost"),
    ("id", "Dokumen sepanjang 5.000 kata itu dibuka.", "5.000 kata", "words"),
    ("id", "Pesawat itu naik ke 34.000 kaki.", "34.000 kaki", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "words", "of"), COUNTED)
def test_what_is_counted(read: Reader, code: str, text: str, words: str, of: str | None) -> None:
    found = figures_in(read, code, text)
    assert {key: figure.of for key, figure in found.items()} == {words: of}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "They met on the eve of the one-year anniversary."),
        ("en", "The 17th brigade arrived after the third call."),
        ("id", "Brigade ke-17 tiba setelah panggilan ketiga."),
        ("en", "The invasion could be two to three weeks away."),
    ],
)
def test_what_says_which_is_no_figure(read: Reader, code: str, text: str) -> None:
    assert figures_in(read, code, text) == {}


def test_a_preposition_is_no_qualifier(read: Reader) -> None:
    found = figures_in(read, "en", "We are talking about hundreds of thousands.")
    assert {words: figure.qualifier for words, figure in found.items()} == {"hundreds of thousands": None}


@pytest.mark.parametrize(
    ("code", "text", "low", "high", "unit"),
    [
        ("id", "Harganya antara 29,88 juta dolar hingga 36,52 juta dolar.", 29.88e6, 36.52e6, "USD"),
        ("id", "Kecepatannya 480 knot sampai 500 knot.", 480, 500, "speed"),
        ("en", "They gave $ 11 billion 700 million for it.", 11.7e9, 11.7e9, "USD"),
        ("id", "Nilainya 2 miliar 300 juta rupiah.", 2.3e9, 2.3e9, "IDR"),
    ],
)
def test_two_numbers_that_are_one(
    read: Reader, code: str, text: str, low: float, high: float, unit: str
) -> None:
    (figure,) = figures_in(read, code, text).values()
    assert (figure.low, figure.high, figure.unit) == (pytest.approx(low), pytest.approx(high), unit)


# language, text, and of each figure in it whose it is
HELD = [
    ("en", "100,000 troops have been deployed by Freedonia near the border.", ["FRE"]),
    ("en", "Freedonia has lost 24,000 soldiers, over 1,000 tanks and 500 drones.", ["FRE", "FRE", "FRE"]),
    ("en", "Freedonia has, according to Sylvania, massed 90,000 troops.", ["FRE"]),
    ("en", "About 5,000 troops of Freedonia stayed in Sylvania.", ["FRE"]),
    ("en", "Freedonia said on Friday it had withdrawn 10,000 of its soldiers.", ["FRE"]),
    ("en", "Freedonia is withdrawing 160 military trainers from Sylvania.", ["FRE"]),
    ("id", "Sekitar 100.000 tentara dikerahkan oleh Freedonia di perbatasan.", ["FRE"]),
    ("id", "Sekitar 100.000 tentara dikerahkan Freedonia di perbatasan.", ["FRE"]),
    ("id", "Freedonia telah kehilangan 24.000 tentara dan 1.000 tank.", ["FRE", "FRE"]),
    ("id", "Puluhan ribu pasukan milik Freedonia berada di perbatasan.", ["FRE"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "holders"), HELD)
def test_whose(read: Reader, code: str, text: str, holders: list[str | None]) -> None:
    assert [figure.holder_actor for figure in figures_in(read, code, text).values()] == holders


# language, text, who says it
SAID = [
    ("en", "As of Friday, 300 people had been killed, Sylvania's military said.", "SYL"),
    ("en", "Sylvania's military says that Freedonia lost 300 tanks.", "SYL"),
    ("en", "90 tanks left on Friday, according to Freedonia.", "FRE"),
    ("en", "“There are 90 tanks at the border,” Budi Santika said.", "budi-santika"),
    ("en", "Freedonia announced sanctions on 386 people.", "FRE"),
    ("id", "Sebanyak 300 orang tewas di sana, kata militer Sylvania.", "SYL"),
    ("id", "Menteri Budi Santika menyampaikan bahwa 94.300 tentara berada di sana.", "budi-santika"),
    ("id", "“Ada 90 tank di perbatasan,” kata Budi Santika.", "budi-santika"),
    ("id", "Menurut Freedonia, 90 tank telah ditarik.", "FRE"),
    ("id", "Freedonia mengirim 300 tentara, kata juru bicara Budi Santika pada Rabu.", "budi-santika"),
    ("en", "About 90,000 troops left and more will, according to Budi Santika.", "budi-santika"),
    # what stands beside the saying is not said
    ("en", "“There is a risk,” Budi Santika told reporters after about four hours of talks.", None),
    ("en", "Hundreds of protesters unfurled a flag on Friday, accusing Freedonia of murder.", None),
    ("id", "Dalam percakapan telepon berdurasi 50 menit, Budi Santika mengatakan siap berunding.", None),
    ("id", "“Bola ada di sana,” ucap Budi Santika di hadapan 500 wartawan.", None),
    ("en", "The 36-page report came on Friday, as Budi Santika said that Sylvania had won.", None),
    # what a relative clause adds is the reporter's
    ("en", 'Budi Santika says he will act "quickly" on this, after senators passed a $61bn package.', None),
    ("id", "Freedonia meminta sanksi pada empat pejabat yang menurut Sylvania berada di sana.", None),
    ("id", "Freedonia mengatakan bahwa aliansi yang beranggotakan 30 negara itu tidak akan meluas.", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "speaker"), SAID)
def test_according_to_whom(read: Reader, code: str, text: str, speaker: str | None) -> None:
    (figure,) = figures_in(read, code, text).values()
    assert figure.according_to_actor == speaker


AS_OF = [
    ("en", "As of Friday, 300 people had been killed.", "2022-01-21"),
    ("en", "Freedonia has lost 300 tanks as of Monday.", "2022-01-17"),
    ("en", "The death toll rose to 300 by Wednesday.", "2022-01-19"),
    ("id", "Hingga Selasa, 300 orang tewas di sana.", "2022-01-18"),
    ("id", "Per 1 Januari, Freedonia kehilangan 300 tank.", "2022-01-01"),
    ("id", "Jumlah korban tewas mencapai 300 hingga Rabu malam.", "2022-01-19"),
    # said, done or planned on a day is not as of that day
    ("en", "On Friday 300 people left the town.", None),
    ("en", "They talked for 90 minutes by Wednesday.", None),
    ("id", "Latihan dengan 30.000 tentara akan berlangsung hingga 4 Februari.", None),
    ("id", "Pada Selasa 300 orang tewas di sana.", None),
]


@pytest.mark.parametrize(("code", "text", "day"), AS_OF)
def test_as_of_when(read: Reader, code: str, text: str, day: str | None) -> None:
    (figure,) = figures_in(read, code, text).values()
    assert figure.as_of == day


def test_a_number_parted_from_its_magnitude_counts_nobody(read: Reader) -> None:
    (figure,) = figures_in(read, "en", "The economy has lost fifteen US billions.").values()
    assert (figure.low, figure.high, figure.unit, figure.of) == (15e9, 15e9, "count", None)
