"""Translated copies: of invented reports, with the encoder as it ships."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from crisis import Told, add_all, told
from kawat.link.families import link
from kawat.records import Family, Made, Span, Zone
from kawat.store import Writer
from orders import Rounds, in_rounds, made_of

ENGLISH = [
    "Minister Rosel Vang said on Tuesday that Arvinia would close its border with Kordia within 48 hours.",
    "The decision follows weeks of artillery exercises on the far bank of the river Sel.",
    "Kordia has moved about 12,000 soldiers and 340 tanks to the region, according to satellite pictures.",
    "Its government denies any plan to cross the river and calls the exercises routine.",
    "Farmers in the village of Tolm told reporters that they had already packed their belongings.",
    "The European observers left their post last week after a drone fell beside their car.",
    "Vang asked the neighbouring states to take in up to 25,000 people if fighting breaks out.",
    "Talks between the two foreign ministries are to resume in Geneva on Thursday.",
]

INDONESIAN = [
    "Menteri Rosel Vang mengatakan Selasa bahwa Arvinia akan menutup perbatasan dengan Kordia dalam 48 jam.",
    "Keputusan itu menyusul latihan artileri selama berminggu-minggu di tepi seberang sungai Sel.",
    "Kordia telah memindahkan sekitar 12.000 tentara dan 340 tank ke wilayah itu, menurut citra satelit.",
    "Pemerintahnya membantah rencana apa pun untuk menyeberangi sungai dan menyebut latihan itu rutin.",
    "Para petani di desa Tolm mengatakan kepada wartawan bahwa mereka sudah mengemasi barang-barang mereka.",
    "Para pengamat Eropa meninggalkan pos mereka pekan lalu setelah drone jatuh di samping mobil mereka.",
    "Vang meminta negara-negara tetangga menampung hingga 25.000 orang jika pertempuran pecah.",
    "Pembicaraan antara kedua kementerian luar negeri akan dilanjutkan di Jenewa pada hari Kamis.",
]

# another translation into English, of the Indonesian
AGAIN = [
    "Arvinia is shutting the frontier to Kordia in the next 48 hours, minister Rosel Vang announced Tuesday.",
    "It comes after gunnery drills lasting several weeks across the Sel river.",
    "Satellite images show that some 12,000 troops and 340 tanks were brought to the area by Kordia.",
    "The Kordian authorities reject claims that they intend to ford the river, saying such drills are usual.",
    "In Tolm village, peasants said to journalists their things were packed already.",
    "Observers from Europe abandoned their position a week ago when a drone crashed next to their vehicle.",
    "Countries nearby were requested by Vang to shelter as many as 25,000 persons should war erupt.",
    "The foreign ministries of both sides will continue negotiations Thursday in Geneva.",
]

# the same news by somebody else, with one of its sentences word for word
INDEPENDENT = [
    "Shops in the Arvinian capital emptied within hours as news of the border closure spread.",
    '"I bought flour for a month," a teacher standing in a queue said.',
    "Minister Rosel Vang said on Tuesday that Arvinia would close its border with Kordia within 48 hours.",
    "Opposition leader Edda Kross called the step a panic reaction and demanded a session of parliament.",
    "The currency lost four percent against the dollar, and the central bank raised its rate.",
    "Analysts say that the government wants to look strong before the elections in May.",
    "Kordian state television did not mention the closure in its evening news.",
    "Trains were still running at midnight, with long delays.",
]

DAILY = """\
In the past day the northern command counted {} attacks on its positions near Tolm.
Of these {} were repelled with the help of artillery, the command said.
The enemy lost {} soldiers and {} armoured vehicles in the fighting.
Aircraft struck {} depots behind the front line during the night.
In the villages along the river {} houses were damaged by shells.
Rescue workers brought {} people out of the area, among them many children."""
HARIAN = """\
Dalam sehari terakhir komando utara mencatat {} serangan terhadap posisinya di dekat Tolm.
Dari jumlah itu {} dipukul mundur dengan bantuan artileri, kata komando tersebut.
Musuh kehilangan {} tentara dan {} kendaraan lapis baja dalam pertempuran itu.
Pesawat menghantam {} gudang di belakang garis depan pada malam hari.
Di desa-desa sepanjang sungai {} rumah rusak akibat peluru.
Petugas penyelamat membawa {} orang keluar dari wilayah itu, di antaranya banyak anak-anak."""


def report(lines: list[str], source: str, **fields: str) -> Told:
    made = told("\n".join(lines), source, **({"language": "en"} | fields))
    for line in lines:
        made.zone(line)
        made.sentence(line)
    return made


def linked(writer: Writer, *reports: Told) -> list[Family]:
    add_all(writer, reports)
    link(writer, writer.unlinked())
    return list(writer.families())


WHOLE = report(ENGLISH, "en.txt", day="2022-01-25", agency="AFP")
TRANSLATION = report(INDONESIAN, "id.txt", language="id", day="2022-01-26")
SECOND = report(AGAIN, "again.txt", day="2022-01-27")
OTHER = report(INDEPENDENT, "other.txt", day="2022-01-25")


def test_a_translation_joins_with_its_sentences(writer: Writer) -> None:
    (family,) = linked(writer, WHOLE, TRANSLATION, OTHER)
    assert set(family.reports) == {WHOLE.id, TRANSLATION.id}
    assert family.made.rule == "alignment"
    (member,) = family.members
    assert member.kind == "translated"
    centre, copy = writer.text(family.report), writer.text(member.report)
    shown = [(centre[slice(*p.left)], copy[slice(*p.right)]) for p in member.passages]
    first, second = (ENGLISH, INDONESIAN) if family.report == WHOLE.id else (INDONESIAN, ENGLISH)
    assert shown == [(one.rstrip("."), other.rstrip(".")) for one, other in zip(first, second, strict=True)]
    basis = " | ".join(member.basis)
    assert "8 of 8 sentences say in the same order what 8 of 8 of the centre say" in basis
    assert "figures agree in 3 of 3 sentences" in basis
    assert "possibly machine-translated: 8 of 8 sentences stand one for one" in basis
    assert family.origin == "AFP"


def test_two_translations_into_one_language(writer: Writer) -> None:
    (family,) = linked(writer, report(ENGLISH, "1"), report(AGAIN, "2"))
    (member,) = family.members
    assert member.kind == "translated"
    assert len(member.passages) == 8
    assert not any("machine" in words for words in member.basis)


def test_a_translation_of_a_part(writer: Writer) -> None:
    (family,) = linked(writer, WHOLE, report(INDONESIAN[:5], "part.txt", language="id"))
    (member,) = family.members
    assert family.report == WHOLE.id
    assert member.kind == "translated"
    assert len(member.passages) == 5
    assert not any("one for one" in words for words in member.basis)


def test_a_page_that_says_it_was_translated_by_machine(writer: Writer) -> None:
    notice = "This article was translated automatically."
    copy = told("\n".join([*INDONESIAN[:5], notice]), "said.txt", language="id")
    for line in INDONESIAN[:5]:
        copy.zone(line)
        copy.sentence(line)
    made = Made("wrapper", "1", "en/wrapper/ai/translated")
    at = Span(len(copy.text) - len(notice), len(copy.text))
    copy.records.append(Zone(report=copy.id, at=(at,), made=made, role="site-junk"))
    (family,) = linked(writer, WHOLE, copy)
    assert any("says that it was translated automatically" in words for words in family.members[0].basis)


def test_a_copy_of_a_translation_joins_with_it(writer: Writer) -> None:
    """Two sentences of it are too few to be known for a translation, but they are the translation's words."""
    cut = report(INDONESIAN[2:5], "cut.txt", language="id")
    (family,) = linked(writer, WHOLE, report(INDONESIAN, "id.txt", language="id"), cut)
    assert len(family.reports) == 3
    (member,) = [one for one in family.members if one.report == cut.id]
    assert member.kind == "cut"
    left = writer.text(member.via or family.report)
    for passage in member.passages:
        assert left[slice(*passage.left)] == cut.text[slice(*passage.right)]


@pytest.mark.parametrize(
    "lines",
    [INDEPENDENT, INDONESIAN[::-1], INDONESIAN[:3], [*INDEPENDENT[:3], *AGAIN[3:5], *INDEPENDENT[3:]]],
    ids=["the same news", "other order", "three sentences", "another report with a few sentences of it"],
)
def test_what_is_no_translation(writer: Writer, lines: list[str]) -> None:
    assert linked(writer, WHOLE, report(lines, "other.txt", language="id")) == []


@pytest.mark.parametrize(
    ("figures", "families"),
    [(["31", "28", "120", "14", "11", "45", "310"], 1), (["52", "47", "95", "23", "17", "60", "128"], 0)],
)
def test_a_daily_report_is_a_copy_only_of_that_of_its_day(
    writer: Writer, figures: list[str], families: int
) -> None:
    english = DAILY.format("31", "28", "120", "14", "11", "45", "310").split("\n")
    daily = report(english, "en.txt"), report(HARIAN.format(*figures).split("\n"), "id.txt", language="id")
    assert len(linked(writer, *daily)) == families


WORDS_KEPT = [
    WHOLE,
    TRANSLATION,
    SECOND,
    OTHER,
    report(INDONESIAN[:6], "id-cut.txt", language="id", day="2022-01-28"),
    report(ENGLISH[:5], "en-cut.txt", day="2022-01-24"),
    report([line.upper() for line in AGAIN], "again-upper.txt"),
]


@settings(max_examples=15, deadline=None)
@given(in_rounds(WORDS_KEPT))
def test_families_do_not_depend_on_the_order_of_adding(rounds: Rounds) -> None:
    expected = made_of(linked, [WORDS_KEPT])
    assert made_of(linked, rounds) == expected
    (family,) = expected
    assert {one.id for one in WORDS_KEPT} - set(family.reports) == {OTHER.id}
