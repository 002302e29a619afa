"""Reports of one site in a store: what stands on many of its pages is the site's, whatever the order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat import Document, Event, Pipeline, Zone, load_settings, open_pipeline, open_store
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.link.spread import R, T, Work
from kawat.read.document import Known, document
from kawat.records import Report, Sentence
from kawat.run.add import add
from kawat.run.again import again
from kawat.run.base import AHEAD, LIVES, Effort, Lost, Ready
from kawat.run.here import Here
from kawat.store import SiteLines, Writer

PROMO = "Bersama pembaca setia dari pesisir sampai pegunungan"
HEADING = "Reaksi dari utara"
STORIES = {
    "kapal": """Armada tuna Islandia meninggalkan perairan utara
Utusan Islandia bertemu utusan Fiji di Suva pada Jumat dan menyepakati jadwal kepulangan kapal tuna.
Nelayan setempat menyambut kabar itu dengan pesta kecil di dermaga lama.""",
    "gandum": """Harga gandum naik lagi di pasar kota
Pedagang menimbun karung sejak musim kering memotong panen di dataran timur.
Pemerintah menjanjikan subsidi roti bagi keluarga miskin mulai bulan depan.""",
    "jembatan": """Jembatan gantung tua ditutup untuk truk
Insinyur menemukan retak pada kabel baja setelah gempa kecil pekan lalu.
Sopir bus harus memutar dua jam melewati lembah sampai perbaikan selesai.""",
    "rumah-sakit": """Rumah sakit kehabisan darah golongan langka
Dokter meminta relawan datang sebelum operasi jantung seorang anak hari Senin.
Palang merah mengirim mobil pendingin dari ibu kota provinsi tetangga.""",
    "pemilu": """Komisi menghitung ulang suara di tiga distrik
Saksi dua partai mengeluhkan kotak tanpa segel di sebuah sekolah dasar.
Hasil akhir diumumkan setelah pengadilan membaca semua keberatan.""",
    "gunung": """Abu vulkanik menghentikan penerbangan malam
Letusan terdengar sampai pantai, tetapi tidak ada warga yang terluka.
Maskapai mengganti tiket penumpang yang terdampar di bandara kecil itu.""",
    "tambang": """Buruh tambang nikel kembali bekerja
Mogok berakhir ketika perusahaan setuju membayar lembur yang tertunda.
Serikat akan memeriksa pembukuan bersama auditor independen setiap kuartal.""",
    "museum": """Topeng kayu abad kesembilan kembali ke museum
Kolektor menyerahkannya tanpa syarat setelah polisi melacak surat lelang palsu.
Kurator berencana memajangnya di samping gamelan kerajaan.""",
    "sepak-bola": """Kiper muda membawa klub pesisir ke final
Adu penalti berlangsung sampai tendangan kesebelas di bawah hujan deras.
Pelatih memuji disiplin para pemain belakang sepanjang musim.""",
    "listrik": """Pembangkit angin pertama menyala di pulau selatan
Baling-baling memasok lampu jalan, pabrik es, dan tiga puskesmas.
Warga masih memakai diesel ketika angin mati di bulan Oktober.""",
    "hutan": """Petugas memadamkan api di hutan pinus
Helikopter menjatuhkan air danau selama empat malam berturut-turut.
Penyelidik menduga puntung rokok pendaki menyulut semak kering.""",
}
PAGES = tuple(STORIES)[:10]
SITE = "https://kabar.example"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return open_pipeline(load_settings(environment={})[0])


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as opened:
        yield opened


def page(story: str, *beside: str, site: str | None = SITE, name: str | None = None) -> Document:
    """A report that shares no line with another, with lines of its site's own within."""
    title, first, *rest = STORIES[story].splitlines()
    text, source = "\n\n".join((title, first, *beside, *rest)), f"{name or story}.txt"
    known = Known(language="id", given_date="2022-01-21", url=f"{site}/{name or story}" if site else None)
    return document(text, text.encode(), source=source, name=source, known=known, largest=10**6)


def outcomes(documents: Iterable[Document], pipeline: Pipeline, writer: Writer) -> list[str]:
    return [done.outcome for done in add(documents, pipeline, writer)]


def cut(writer: Writer) -> dict[str, list[str]]:
    """By source, the lines that are wrapper because the site repeats them; sources without are left out."""
    found: dict[str, list[str]] = {}
    for report in writer.each(Report):
        text = writer.text(report.id)
        for zone in writer.records(Zone, report=report.id):
            if zone.made.rule == "site/repeated":
                found.setdefault(report.source, []).append(text[zone.at[0].start : zone.at[0].end])
    return found


def test_a_line_that_no_list_knows_is_wrapper_when_the_site_repeats_it(
    pipeline: Pipeline, writer: Writer
) -> None:
    outcomes((page(story, PROMO) for story in PAGES), pipeline, writer)
    assert cut(writer) == {f"{story}.txt": [PROMO] for story in PAGES[5:]}
    last = page(PAGES[-1], PROMO)
    text = writer.text(last.report.id)
    sentences = [text[s.at[0].start : s.at[0].end] for s in writer.records(Sentence, report=last.report.id)]
    assert len(sentences) == 3
    assert PROMO not in sentences


def test_reading_again_judges_the_first_reports_by_the_later_ones(pipeline: Pipeline, writer: Writer) -> None:
    pages = [page(story, PROMO) for story in PAGES]
    outcomes(pages, pipeline, writer)
    assert outcomes(pages, pipeline, writer) == ["same"] * len(PAGES)
    assert sorted(done.outcome for done in again(pipeline, writer)) == ["added"] * 5 + ["same"] * 5
    assert cut(writer) == {f"{story}.txt": [PROMO] for story in PAGES}
    assert {done.outcome for done in again(pipeline, writer)} == {"same"}
    assert outcomes(pages, pipeline, writer) == ["same"] * len(PAGES)


def test_after_reading_again_the_order_of_adding_does_not_matter(pipeline: Pipeline, tmp_path: Path) -> None:
    found = []
    for name, step in (("forwards", 1), ("backwards", -1)):
        with open_store(tmp_path / name, create=True) as store, store.writer() as writer:
            outcomes([page(story, PROMO) for story in PAGES][::step], pipeline, writer)
            list(again(pipeline, writer))
            found.append(sorted(map(str, writer.all())))
    assert found[0] == found[1]


def test_news_in_copies_is_not_wrapper(pipeline: Pipeline, writer: Writer) -> None:
    copies = [page("kapal", HEADING, name=f"copy-{number}") for number in range(12)]
    other = page("hutan", HEADING)
    outcomes([*copies, other], pipeline, writer)
    list(again(pipeline, writer))
    (family,) = writer.families()
    assert len(family.reports) == len(copies)
    assert cut(writer) == {}
    assert {done.outcome for done in again(pipeline, writer)} == {"same"}


def test_a_site_knows_nothing_of_another(pipeline: Pipeline, writer: Writer) -> None:
    outcomes((page(story, PROMO) for story in PAGES), pipeline, writer)
    others = [
        page("hutan", PROMO, site="https://warta.example"),
        page("hutan", PROMO, site=None, name="lepas"),
    ]
    outcomes(others, pipeline, writer)
    list(again(pipeline, writer))
    assert not {"hutan.txt", "lepas.txt"} & cut(writer).keys()
    assert writer.site_lines(others[1].report.id) is None


def test_a_report_read_without_a_store_is_as_before(pipeline: Pipeline, writer: Writer) -> None:
    alone = pipeline.annotate(page("kapal", PROMO))
    outcomes([page("kapal", PROMO)], pipeline, writer)
    kept = writer.records(Zone, report=alone.report.id)
    assert [zone for zone in alone.records if isinstance(zone, Zone)] == list(kept)
    assert writer.has(alone.report.id, alone.fingerprint)


def test_why_an_event_was_found_is_told_of_the_text_as_it_was_read(
    pipeline: Pipeline, writer: Writer
) -> None:
    outcomes((page(story, PROMO) for story in reversed(PAGES)), pipeline, writer)
    report = page("kapal", PROMO).report.id
    event = writer.records(Event, report=report)[0]
    lines = writer.site_lines(report)
    assert lines
    assert len(lines.repeated) == 1
    found = pipeline.reasons(writer.report(event.report), writer.text(event.report), event, lines.repeated)
    assert found.trigger == writer.text(report)[event.trigger.start : event.trigger.end]


def test_a_store_from_before_is_settled_by_one_reading(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "old.kawat"
    pages = [page(story, PROMO) for story in PAGES]
    with open_store(path, create=True) as store, store.writer() as writer:
        for one in pages:
            writer.add(one.report, one.text, [], original=one.original)
            assert writer.site_lines(one.report.id) is None
    with open_store(path) as store, store.writer() as writer:
        assert [done.outcome for done in again(pipeline, writer)] == ["added"] * len(PAGES)
        assert cut(writer) == {f"{story}.txt": [PROMO] for story in PAGES}


def test_the_newest_and_nearest_reports_of_a_site_are_asked(writer: Writer) -> None:
    pages = [page(story) for story in PAGES]
    for number, one in enumerate(pages):
        writer.add(one.report, one.text, [])
        writer.set_site_lines(one.report.id, SiteLines("kabar.example", frozenset({1, -number})))
    ids = [one.report.id for one in pages]
    new, fifth = writer.beside("new", "kabar.example", 3), writer.beside(ids[5], "kabar.example", 3)
    assert new.place is None
    assert [report.id for report in new.reports] == ids[-3:]
    assert new.having({1}) == {1: ids[-3:]}
    assert [report.id for report in fifth.reports] == [*ids[2:5], *ids[6:9]]
    assert [len(fifth.having({-number}).get(-number, ())) for number in (1, 2, 5, 8, 9)] == [0, 1, 0, 1, 0]
    assert not writer.beside("new", "warta.example", 3).reports


def test_a_version_is_known_by_its_lines_before_anything_is_linked(
    pipeline: Pipeline, writer: Writer
) -> None:
    first, other, second = page("kapal", HEADING), page("hutan"), page("kapal", name="kapal-2")
    (*_,) = islice(add([first, other, second], pipeline, writer), 3)
    assert writer.unlinked()
    versions = [writer.site_lines(one.report.id) for one in (first, other, second)]
    assert [lines and lines.version for lines in versions] == [None, None, first.report.id]


LINES = [f"Baris {word} tentang sebuah kota kecil" for word in STORIES]
CHOSEN = st.lists(st.sampled_from(LINES), min_size=1, max_size=8)
READ = st.tuples(st.sampled_from("abcdefgh"), CHOSEN, st.sampled_from(["2022-01-21", "2022-01-22"]))


class Ahead:
    """A runner that takes so many items ahead before it answers the first."""

    def __init__(self, most: int) -> None:
        self.most = most

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        do, taken = work.begin(), deque[T | Ready[R]]()
        source = iter(items)
        while True:
            taken.extend(islice(source, self.most - len(taken)))
            if not taken:
                return
            item = taken.popleft()
            yield item.answer if isinstance(item, Ready) else do(item)

    def beside(self, *, on_disk: bool) -> Here:
        return Here()

    def efforts(self) -> Sequence[Effort]:
        return ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to let go of."""


def told(name: str, lines: Sequence[str], day: str) -> Document:
    text = "\n\n".join(lines)
    known = Known(language="id", given_date=day, url=f"{SITE}/{name}")
    return document(text, text.encode(), source=name, name=name, known=known, largest=10**6)


@given(
    st.lists(READ, min_size=6, max_size=30),
    st.integers(2, 12),
    st.lists(st.integers(0, 30), max_size=2),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_what_a_site_repeats_hangs_on_the_order_of_adding_alone(
    pipeline: Pipeline, read: list[tuple[str, list[str], str]], ahead: int, stops: list[int], settle: bool
) -> None:
    """Neither on how many reports are under way at once, nor on where a run stopped, nor on linking."""
    bare = Pipeline(pipeline.settings, pipeline.languages, (paragraphs, wrapper))
    documents = [told(*one) for one in read]
    found = []
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr("kawat.run.sites.BESIDE", 4)
        patch.setattr("kawat.clean.site._FEWEST", 2)
        patch.setattr("kawat.run.add._LINK_EVERY", 3)
        for name, runner, ends in (("one", Ahead(1), []), ("many", Ahead(ahead), stops)):
            with open_store(Path(folder) / name, create=True) as store, store.writer() as writer:
                for end in ends:
                    (*_,) = islice(add(documents, bare, writer, runner=runner), end)
                (*_,) = add(documents, bare, writer, runner=runner)
                if settle:
                    (*_,) = again(bare, writer, runner=runner)
                found.append({report.id: writer.site_lines(report.id) for report in writer.each(Report)})
    assert found[0] == found[1]
