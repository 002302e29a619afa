"""Linking as reports come, in any order, read anew and judged between, and all at once: the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import Told, told
from kawat.link.dating import Lent
from kawat.link.steps import link
from kawat.records import LINKED, Event, Judgement, Place, Quote, Report, Written, encode
from kawat.store import Writer, open_store

ENGLISH = (
    "Harbour master Tilde Brock said that the quays of Orsk would close for all ships within 48 hours.",
    "The order follows a collision of two ferries in the fog last week.",
    "About 1,200 passengers and 34 lorries are waiting on the far bank of the sound.",
    "The ferry company denies that its captain had been asleep.",
    "Fishermen in the village of Tolm told reporters that they had seen lights on the water.",
    "Divers have not found the recorder of the larger ship so far.",
)
INDONESIAN = (
    "Kepala pelabuhan Tilde Brock mengatakan dermaga Orsk akan ditutup untuk semua kapal dalam 48 jam.",
    "Perintah itu menyusul tabrakan dua feri dalam kabut pekan lalu.",
    "Sekitar 1.200 penumpang dan 34 truk menunggu di tepi seberang selat.",
    "Perusahaan feri membantah bahwa kaptennya tertidur.",
    "Para nelayan di desa Tolm mengatakan kepada wartawan bahwa mereka melihat cahaya di atas air.",
    "Para penyelam sejauh ini belum menemukan alat perekam kapal yang lebih besar.",
)
BODIES = {
    "english": ENGLISH,
    "indonesian": INDONESIAN,
    "cut": ENGLISH[:4],
    "other": ("Bread was dear in Veld this winter.", "Nobody knows why the mills stand still."),
}
SAID = (None, "the gates of the harbour stay open to every ship", "gerbang pelabuhan tetap terbuka")
DAYS = (None, "2022-01-07/2022-01-28", "2022-01-20", "2022-01-21", "2022-01-22", "2022-02-14", "2022-06-01")
MET = (None, "asked", "2022-01-20", "2022-01-21", "2022-02-13")


class Page(NamedTuple):
    """What a report has: its text, the day that this supports, what is said, counted and told in it."""

    body: str
    day: str | None
    said: str | None
    met: str | None
    counted: int | None

    def told(self, source: str, written: Written | None = None) -> Told:
        """Read by itself, or with the day that others lend."""
        met = ("Anna Blythe met Carl Dent in Brenlau.",) if self.met else ()
        said = (f"“{self.said}”, said Anna Blythe.",) if self.said else ()
        counted = (f"There are {self.counted} soldiers in Orsk.",) if self.counted else ()
        sentences = (*met, *BODIES[self.body], *said, *counted)
        made = told("\n".join(sentences), source, day=self.day, language=self._language)
        # one address whatever stands there: read anew it is the same report
        report = msgspec.structs.replace(made.report, sha256=source.ljust(64, "0"), id="")
        made.report = msgspec.structs.replace(report, written=written) if written else report
        made.zone(made.text)
        for sentence in sentences:
            made.sentence(sentence)
        self._put(made)
        return made

    @property
    def _language(self) -> str:
        return "id" if self.body == "indonesian" else "en"

    def _put(self, made: Told) -> None:
        days = made.report.written.period if made.report.written else None
        day = f"{days.first}/{days.last}" if days else None
        if self.met or self.said:
            made.actor("Anna Blythe", "anna-blythe", sort="person", country="FRD")
        if self.met:
            made.actor("Carl Dent", "carl-dent", sort="person", country="SYL")
            asked = self.met == "asked"
            made.event(
                "Anna Blythe met Carl Dent in Brenlau",
                "CONSULT",
                trigger="met",
                actors=("anna-blythe", "carl-dent"),
                day=day if asked else self.met,
                dated="report" if asked else "own",
                where=Place("Brenlau", "FRD", 50.0, 8.0),
            )
        if self.said:
            made.quote(self.said, speaker_actor="anna-blythe", day=day)
        if self.counted:
            words = f"{self.counted} soldiers"
            made.figure(words, self.counted, self.counted, "persons", of="soldiers", holder_actor="FRD")


pages = st.builds(
    Page,
    st.sampled_from(sorted(BODIES)),
    st.sampled_from(DAYS),
    st.sampled_from(SAID),
    st.sampled_from(MET),
    st.sampled_from((None, 12_400, 13_000)),
)


class Reader:
    """Adds reports to a store and links them; reads them again when linking asks for it."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._pages = writer, dict[str, tuple[str, Page]]()

    def add(self, pages: Sequence[tuple[str, Page]]) -> None:
        for source, page in pages:
            made = page.told(source)
            self._pages[made.id] = (source, page)
            made.add(self._writer, str(page))
        self.link()

    def link(self) -> None:
        link(self._writer, containment=0.5, read=self._read)
        assert not self._writer.unlinked()
        assert not self._writer.unjoined()

    def _read(self, found: Sequence[Lent]) -> Iterator[tuple[Lent, Callable[[], None]]]:
        for one in found:
            source, page = self._pages[one.report]
            yield one, partial(page.told(source, one.written).add, self._writer, str(page))


def everything(writer: Writer) -> list[object]:
    """All that linking makes, in an order of its own."""
    return [
        sorted(encode(report) for report in writer.each(Report)),
        sorted(encode(event) for event in writer.each(Event)),
        [encode(family) for family in writer.families()],
        *(sorted(encode(whole) for whole in writer.each(kind)) for kind in LINKED),
        sorted(writer.counts().items()),
        sorted(writer.weeks()),
    ]


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[str, Page], list[list[tuple[str, Page]]]]:
    """The pages as they are in the end, and rounds in which they came to be so."""
    last = {f"page-{n}.txt": page for n, page in enumerate(draw(st.lists(pages, min_size=2, max_size=5)))}
    before = draw(st.lists(st.tuples(st.sampled_from(sorted(last)), pages), max_size=2))
    order = [*before, *draw(st.permutations(sorted(last.items())))]
    again = draw(st.lists(st.sampled_from(sorted(last.items())), max_size=1))
    order += again
    cuts = sorted(draw(st.sets(st.integers(1, len(order)))))
    return last, [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@settings(max_examples=20, deadline=None)
@given(histories(), st.data())
def test_what_is_linked_depends_on_the_reports_alone(
    history: tuple[dict[str, Page], list[list[tuple[str, Page]]]], data: st.DataObject
) -> None:
    last, rounds = history
    quotes = sorted(
        record.id
        for source, page in last.items()
        for record in page.told(source).records
        if isinstance(record, Quote)
    )
    verdicts = data.draw(st.lists(_judgements(quotes), max_size=2)) if len(quotes) > 1 else []
    moment = data.draw(st.integers(0, len(rounds) - 1))
    assert _linked(rounds, verdicts, moment) == _linked([list(last.items())], verdicts, 0)


def _judgements(quotes: Sequence[str]) -> st.SearchStrategy[Judgement]:
    pairs = st.tuples(st.sampled_from(quotes), st.sampled_from(quotes)).filter(lambda pair: pair[0] < pair[1])
    return st.builds(
        lambda pair, verdict: Judgement(
            left=pair[0], right=pair[1], verdict=verdict, by="ani", when="2022-02-01T10:00:00"
        ),
        pairs,
        st.sampled_from(("same", "different")),
    )


def _linked(
    rounds: Sequence[Sequence[tuple[str, Page]]], verdicts: Sequence[Judgement], moment: int
) -> list[object]:
    with (
        TemporaryDirectory() as folder,
        open_store(Path(folder) / "test.kawat", create=True) as store,
        store.writer() as writer,
    ):
        reader = Reader(writer)
        for number, some in enumerate(rounds):
            reader.add(some)
            if number == moment:
                for verdict in verdicts:
                    writer.judge(verdict)
                reader.link()
        return everything(writer)


def test_what_a_body_means_stays_when_one_report_leaves_it_as_another_comes(writer: Writer) -> None:
    day = "2022-01-21"
    leaving = Page("indonesian", day, "gerbang pelabuhan tetap terbuka", day, 12_400)
    coming = Page("english", day, "the gates of the harbour stay open to every ship", day, 12_400)
    reader = Reader(writer)
    reader.add([("page-1.txt", leaving)])
    reader.add([("page-1.txt", coming), ("page-0.txt", leaving)])
    (family,) = writer.families()
    assert len(family.reports) == 2
