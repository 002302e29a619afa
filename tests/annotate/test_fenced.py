"""What is no report tells nothing: spam, promotions, the site's lines; what AI summaries tell says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.clean.site import line_key
from kawat.read.document import Known, document
from kawat.records import Event, Figure, Quote, Zone
from reading import Reader, Reading

LINES = {
    "en": (
        "Freedonia said on Thursday that the talks had failed after 300 soldiers crossed the border.",
        "“We will answer each attack,” Budi Santika said after Sylvania shelled the harbour with 20 rockets.",
        "Sylvania accused Freedonia of sending 1,200 troops and demanded that they leave the island.",
        "Edda Moss met Budi Santika in Vienna and told him: “Nobody wants a war over forty ships.”",
    ),
    "id": (
        "Freedonia mengatakan pada Kamis bahwa perundingan gagal setelah 300 tentara melintasi batas.",
        "“Kami akan membalas setiap serangan,” kata Budi Santika, setelah Sylvania menembaki pelabuhan itu.",
        "Sylvania menuduh Freedonia mengirim 1.200 tentara dan menuntut mereka meninggalkan pulau itu.",
        "Edda Moss bertemu Budi Santika di Wina dan berkata: “Tidak ada yang mau perang demi 40 kapal.”",
    ),
}
OUTSIDE = {
    "en": ("Read also: {}", "See also: {}", "Instant jackpot tonight: 500 free spins, 20 dollars deposit!!"),
    "id": ("Baca juga: {}", "Simak juga: {}", "Situs slot gacor hari ini, deposit 10 ribu rupiah"),
}
NO_REPORT = ("spam", "site-junk", "promo")
NOTICES = {
    "en": "AI-generated summary. For context, always refer to the full article.",
    "id": "Ini adalah ringkasan yang dibuat oleh AI, mungkin ada kesalahan.",
}


def annotated(read: Reader, code: str, text: str, repeated: set[int]) -> Reading:
    known = Known(language=code, given_date="2022-01-21", title="The news of the day")
    received = document(text, text.encode(), source="a.txt", name="a.txt", known=known, largest=10**6)
    return Reading(read.pipeline.annotate(received, repeated))


@settings(max_examples=40)
@given(
    code=st.sampled_from(["en", "id"]),
    order=st.permutations(range(4)),
    theirs=st.sets(st.integers(0, 3)),
    outside=st.integers(0, 2),
)
def test_nothing_is_told_outside_the_report(
    read: Reader, code: str, order: list[int], theirs: set[int], outside: int
) -> None:
    """Lines of news that the site repeats, and more of them behind what no report begins with."""
    lines = [LINES[code][number] for number in order]
    beside = [OUTSIDE[code][outside].format(line) for line in lines[:2]]
    keys = {key for number in theirs if (key := line_key(LINES[code][number])) is not None}
    found = annotated(read, code, "\n\n".join([lines[0], beside[0], *lines[1:], beside[1]]), keys)
    fenced = [zone.at[0] for zone in found.all(Zone) if zone.role in NO_REPORT]
    assert len(fenced) >= 2
    told = [*found.all(Quote), *found.all(Event), *found.all(Figure)]
    assert not [record for record in told for at in record.at if any(zone.overlaps(at) for zone in fenced)]
    if not theirs:
        assert told


@pytest.mark.parametrize("code", ["en", "id"])
def test_what_only_an_ai_summary_tells_says_so(read: Reader, code: str) -> None:
    told, summed = LINES[code][2], LINES[code][3]
    title = {"en": "Talks fail in Vienna", "id": "Perundingan di Wina gagal"}[code]
    dateline = {"en": "VIENNA, Jan 21 - ", "id": "WINA, 21 Jan - "}[code]
    found = read(code, "\n\n".join([title, NOTICES[code], summed, f"{dateline}{told}"]))
    start = found.text.index(summed)
    inside = {event.id for event in found.events if start <= event.trigger.start < start + len(summed)}
    assert inside
    assert len(inside) < len(found.events)
    assert {event.id for event in found.events if event.wording == "ai-summary"} == inside
    assert all(event.wording is None for event in found.events if event.id not in inside)
    quotes = [quote for quote in found.quotes if start <= quote.at[0].start < start + len(summed)]
    assert [quote.wording for quote in quotes] == ["ai-summary"]


@pytest.mark.parametrize("code", ["en", "id"])
def test_what_the_report_tells_too_is_of_the_report(read: Reader, code: str) -> None:
    summed = {
        "en": "Sylvania accused Freedonia of sending troops.",
        "id": "Sylvania menuduh Freedonia mengirim tentara.",
    }[code]
    title = {"en": "Talks fail in Vienna", "id": "Perundingan di Wina gagal"}[code]
    dateline = {"en": "VIENNA, Jan 21 - ", "id": "WINA, 21 Jan - "}[code]
    found = read(code, "\n\n".join([title, NOTICES[code], summed, f"{dateline}{LINES[code][2]}"]))
    accused = found.event("ACCUSE")
    body = found.text.index(dateline)
    assert accused.wording is None
    assert accused.trigger.start > body
    assert [place.start >= body for place in accused.at] == [True, False]


def test_the_report_repeats_no_summary(read: Reader) -> None:
    words = "Freedonia said the harbour of the capital stays closed for a week."
    found = read("en", f"Harbour closed\n\n{NOTICES['en']}\n\n{words}\n\nVIENNA, Jan 21 - {words}")
    summary, report = found.quotes
    assert (summary.wording, summary.repeats) == ("ai-summary", report.id)
    assert report.repeats is None


def test_the_wording_of_an_event_is_not_in_its_id(read: Reader) -> None:
    found = read("en", "Sylvania accused Freedonia of sending 1,200 troops.").event("ACCUSE")
    assert "wording" not in found.hashed()
