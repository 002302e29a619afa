"""Who did what to whom: types, frames, status, time and place, in both languages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis import told
from kawat import ontology
from kawat.annotate.events import with_whole_names
from kawat.annotate.scene import Scene
from kawat.records import Event, Quote
from reading import Reader

FRE, SYL, UKR, RUS = ("FRE",), ("SYL",), ("UKR",), ("RUS",)


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        ("en", "Freedonia agreed to open its harbour.", "AGREE", FRE, ()),
        ("en", "Budi Santika met Anton Berg in Geneva.", "CONSULT", ("budi-santika",), ("anton-berg",)),
        ("en", "Freedonia praised Sylvania.", "SUPPORT", FRE, SYL),
        ("en", "Freedonia and Sylvania cooperated on a rescue.", "COOPERATE", (*FRE, *SYL), ()),
        ("en", "Freedonia sent weapons to Sylvania.", "AID", FRE, SYL),
        ("en", "Freedonia apologised to Sylvania.", "CONCEDE", FRE, SYL),
        ("en", "Freedonia withdrew its troops from Sylvania.", "RETREAT", FRE, SYL),
        ("en", "Freedonia urged Sylvania to wait.", "REQUEST", FRE, SYL),
        ("en", "Freedonia accused Sylvania of lying.", "ACCUSE", FRE, SYL),
        ("en", "Freedonia rejected the demand of Sylvania.", "REJECT", FRE, SYL),
        ("en", "Freedonia threatened Sylvania.", "THREATEN", FRE, SYL),
        ("en", "Protesters marched against Sylvania.", "PROTEST", ("protesters",), SYL),
        ("en", "Freedonia imposed sanctions on Sylvania.", "SANCTION", FRE, SYL),
        ("en", "Freedonia deployed troops near Sylvania.", "MOBILIZE", FRE, SYL),
        ("en", "Freedonia seized a ship of Sylvania.", "COERCE", FRE, SYL),
        ("en", "Freedonia attacked Sylvania.", "ASSAULT", FRE, SYL),
        ("id", "Freedonia setuju membuka pelabuhannya.", "AGREE", FRE, ()),
        ("id", "Budi Santika bertemu Anton Berg di Jenewa.", "CONSULT", ("budi-santika",), ("anton-berg",)),
        ("id", "Freedonia memuji Sylvania.", "SUPPORT", FRE, SYL),
        ("id", "Freedonia dan Sylvania bekerja sama dalam misi itu.", "COOPERATE", (*FRE, *SYL), ()),
        ("id", "Freedonia mengirim senjata ke Sylvania.", "AID", FRE, SYL),
        ("id", "Freedonia meminta maaf kepada Sylvania.", "CONCEDE", FRE, SYL),
        ("id", "Freedonia menarik pasukannya dari Sylvania.", "RETREAT", FRE, SYL),
        ("id", "Freedonia mendesak Sylvania menunggu.", "REQUEST", FRE, SYL),
        ("id", "Freedonia menuduh Sylvania berbohong.", "ACCUSE", FRE, SYL),
        ("id", "Freedonia menolak tuntutan Sylvania.", "REJECT", FRE, SYL),
        ("id", "Freedonia mengancam Sylvania.", "THREATEN", FRE, SYL),
        ("id", "Warga Sylvania berunjuk rasa semalam.", "PROTEST", ("SYL/resident",), ()),
        ("id", "Freedonia menjatuhkan sanksi terhadap Sylvania.", "SANCTION", FRE, SYL),
        ("id", "Freedonia mengerahkan pasukan di dekat Sylvania.", "MOBILIZE", FRE, SYL),
        ("id", "Freedonia menyita kapal Sylvania.", "COERCE", FRE, SYL),
        ("id", "Freedonia menyerang Sylvania.", "ASSAULT", FRE, SYL),
    ],
)
def test_all_types(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)
    assert (event.status, event.historical, event.in_quote) == ("happened", False, None)
    row = ontology.types()[kind]
    assert (event.score, event.ontology) == (row.score, ontology.VERSION)
    assert event.cameo in ontology.cameo()


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        # passive: the doer after the word for 'by', or none
        ("en", "Sylvania was attacked by Freedonia.", "ASSAULT", FRE, SYL),
        ("en", "Sylvania was attacked.", "ASSAULT", (), SYL),
        ("en", "Sylvania was accused by Freedonia of lying.", "ACCUSE", FRE, SYL),
        ("en", "Sanctions were imposed on Sylvania by Freedonia.", "SANCTION", FRE, SYL),
        ("id", "Sylvania diserang oleh Freedonia.", "ASSAULT", FRE, SYL),
        ("id", "Sylvania diserang Freedonia.", "ASSAULT", FRE, SYL),
        ("id", "Sylvania diserang.", "ASSAULT", (), SYL),
        ("id", "Sylvania dituduh oleh Freedonia berbohong.", "ACCUSE", FRE, SYL),
        # both around a noun
        ("en", "Freedonia's invasion of Sylvania was long.", "ASSAULT", FRE, SYL),
        ("en", "The Russian invasion of Ukraine was long.", "ASSAULT", RUS, UKR),
        ("en", "The invasion of Sylvania by Freedonia was long.", "ASSAULT", FRE, SYL),
        ("id", "Invasi Freedonia ke Sylvania berlangsung lama.", "ASSAULT", FRE, SYL),
        ("id", "Invasi ke Sylvania oleh Freedonia berlangsung lama.", "ASSAULT", FRE, SYL),
        # all take part
        ("en", "Budi Santika and Anton Berg held talks in Geneva.",
         "CONSULT", ("budi-santika", "anton-berg"), ()),
        ("en", "Budi Santika held talks with Anton Berg.", "CONSULT", ("budi-santika",), ("anton-berg",)),
        ("en", "Talks between Freedonia and Sylvania began.", "CONSULT", (*FRE, *SYL), ()),
        ("en", "Budi Santika spoke with Anton Berg by phone.", "CONSULT", ("budi-santika",), ("anton-berg",)),
        ("id", "Budi Santika dan Anton Berg bertemu di Jenewa.",
         "CONSULT", ("budi-santika", "anton-berg"), ()),
        ("id", "Budi Santika bertemu dengan Anton Berg.", "CONSULT", ("budi-santika",), ("anton-berg",)),
        ("id", "Perundingan antara Freedonia dan Sylvania dimulai.", "CONSULT", (*FRE, *SYL), ()),
        ("id", "Budi Santika berbicara dengan Anton Berg melalui telepon.",
         "CONSULT", ("budi-santika",), ("anton-berg",)),
        # a visit is to the country of the place
        ("en", "Budi Santika visited Moscow.", "CONSULT", ("budi-santika",), RUS),
        ("en", "Budi Santika will travel to Moscow.", "CONSULT", ("budi-santika",), RUS),
        ("id", "Budi Santika mengunjungi Moskow.", "CONSULT", ("budi-santika",), RUS),
        ("id", "Budi Santika berkunjung ke Moskow.", "CONSULT", ("budi-santika",), RUS),
        # several on a side
        ("en", "Freedonia, Russia and Belarus signed a treaty.", "SUPPORT", ("FRE", "RUS", "BLR"), ()),
        ("en", "Freedonia attacked Sylvania and Ukraine.", "ASSAULT", FRE, ("SYL", "UKR")),
        ("id", "Freedonia, Rusia dan Belarus menandatangani perjanjian.",
         "SUPPORT", ("FRE", "RUS", "BLR"), ()),
        ("id", "Freedonia menyerang Sylvania dan Ukraina.", "ASSAULT", FRE, ("SYL", "UKR")),
        # a second verb shares the subject of the first; its object is its own
        ("en", "Freedonia attacked Sylvania and threatened Ukraine.", "THREATEN", FRE, UKR),
        ("en", "Freedonia attacked Sylvania and threatened Ukraine.", "ASSAULT", FRE, SYL),
        ("id", "Freedonia menyerang Sylvania dan mengancam Ukraina.", "THREATEN", FRE, UKR),
        ("id", "Freedonia menyerang Sylvania dan mengancam Ukraina.", "ASSAULT", FRE, SYL),
        # a name after a comma alone is in another clause
        ("en", "If Freedonia attacks Sylvania, NATO will answer.", "ASSAULT", FRE, SYL),
        ("id", "Jika Freedonia menyerang Sylvania, NATO akan membalas.", "ASSAULT", FRE, SYL),
        # whoever tells it does not do it
        ("en", "Wira Lestari said that Freedonia attacked Sylvania.", "ASSAULT", FRE, SYL),
        ("en", "Wira Lestari said that the attack on Sylvania failed.", "ASSAULT", (), SYL),
        ("id", "Wira Lestari mengatakan bahwa Freedonia menyerang Sylvania.", "ASSAULT", FRE, SYL),
        ("id", "Wira Lestari mengatakan bahwa serangan terhadap Sylvania gagal.", "ASSAULT", (), SYL),
        # but whoever denies doing it would be the one who does
        ("en", "Freedonia denied attacking Sylvania.", "ASSAULT", FRE, SYL),
        ("id", "Freedonia membantah menyerang Sylvania.", "ASSAULT", FRE, SYL),
    ],
)  # fmt: skip
def test_who_and_whom(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)


@pytest.mark.parametrize(
    ("code", "text", "kind", "status"),
    [
        ("en", "Freedonia attacked Sylvania.", "ASSAULT", "happened"),
        ("en", "Freedonia is still attacking Sylvania.", "ASSAULT", "ongoing"),
        ("en", "Freedonia will attack Sylvania.", "ASSAULT", "planned"),
        ("en", "Freedonia plans to attack Sylvania.", "ASSAULT", "planned"),
        ("en", "If Freedonia attacks Sylvania, all wait.", "ASSAULT", "conditional"),
        ("en", "Freedonia could attack Sylvania.", "ASSAULT", "conditional"),
        ("en", "Freedonia allegedly attacked Sylvania.", "ASSAULT", "alleged"),
        ("en", "Wira Lestari accused Freedonia of attacking Sylvania.", "ASSAULT", "alleged"),
        ("en", "Freedonia did not attack Sylvania.", "ASSAULT", "denied"),
        ("en", "Freedonia denied that it attacked Sylvania.", "ASSAULT", "denied"),
        ("en", "NATO demanded that Freedonia withdraw its troops from Sylvania.", "RETREAT", "called-for"),
        ("en", "NATO demanded that Freedonia withdraw its troops from Sylvania.", "REQUEST", "happened"),
        ("id", "Freedonia menyerang Sylvania.", "ASSAULT", "happened"),
        ("id", "Freedonia masih menyerang Sylvania.", "ASSAULT", "ongoing"),
        ("id", "Freedonia akan menyerang Sylvania.", "ASSAULT", "planned"),
        ("id", "Freedonia berencana menyerang Sylvania.", "ASSAULT", "planned"),
        ("id", "Jika Freedonia menyerang Sylvania, semua menunggu.", "ASSAULT", "conditional"),
        ("id", "Freedonia mungkin menyerang Sylvania.", "ASSAULT", "conditional"),
        ("id", "Freedonia diduga menyerang Sylvania.", "ASSAULT", "alleged"),
        ("id", "Wira Lestari menuduh Freedonia menyerang Sylvania.", "ASSAULT", "alleged"),
        ("id", "Freedonia tidak menyerang Sylvania.", "ASSAULT", "denied"),
        ("id", "Freedonia membantah menyerang Sylvania.", "ASSAULT", "denied"),
        ("id", "NATO menuntut agar Freedonia menarik pasukannya dari Sylvania.", "RETREAT", "called-for"),
        ("id", "NATO menuntut agar Freedonia menarik pasukannya dari Sylvania.", "REQUEST", "happened"),
        # another clause's word of status is none of this one's
        ("en", "Freedonia denied the report, and attacked Sylvania.", "ASSAULT", "happened"),
        ("id", "Freedonia membantah laporan itu, dan menyerang Sylvania.", "ASSAULT", "happened"),
        # who says that there would be consequences has threatened
        ("en", "Freedonia said there would be “grave consequences” for Sylvania.", "THREATEN", "happened"),
        ("id", "Freedonia mengatakan akan ada “konsekuensi besar” bagi Sylvania.", "THREATEN", "happened"),
    ],
)
def test_status(read: Reader, code: str, text: str, kind: str, status: str) -> None:
    assert read(code, text).event(kind).status == status


@pytest.mark.parametrize(
    ("code", "text", "first", "last", "historical"),
    [
        ("en", "Freedonia attacked Sylvania on Thursday.", "2022-01-20", "2022-01-20", False),
        ("en", "On 3 January 2022 Freedonia attacked Sylvania.", "2022-01-03", "2022-01-03", False),
        ("en", "In 2014 Freedonia attacked Sylvania.", "2014-01-01", "2014-12-31", True),
        ("id", "Freedonia menyerang Sylvania pada Kamis.", "2022-01-20", "2022-01-20", False),
        ("id", "Pada 3 Januari 2022 Freedonia menyerang Sylvania.", "2022-01-03", "2022-01-03", False),
        ("id", "Freedonia menyerang Sylvania pada 2014.", "2014-01-01", "2014-12-31", True),
    ],
)
def test_when(read: Reader, code: str, text: str, first: str, last: str, historical: bool) -> None:
    event = read(code, text).event("ASSAULT")
    assert event.when is not None
    assert (event.when.first, event.when.last, event.historical) == (first, last, historical)


@pytest.mark.parametrize(
    ("code", "text", "kind", "first", "dated"),
    [
        ("en", "Freedonia attacked Sylvania on Thursday.", "ASSAULT", "2022-01-20", "own"),
        ("id", "Freedonia menyerang Sylvania pada Kamis.", "ASSAULT", "2022-01-20", "own"),
        ("en", "Freedonia accused Sylvania of lying about the ships.", "ACCUSE", "2022-01-21", "sentence"),
        # the report tells as news what happened when it was written
        ("en", "Freedonia attacked Sylvania.", "ASSAULT", "2022-01-21", "report"),
        ("id", "Freedonia menyerang Sylvania.", "ASSAULT", "2022-01-21", "report"),
        # and what it tells of as planned is planned then
        ("en", "Freedonia will attack Sylvania.", "ASSAULT", "2022-01-21", "report"),
        # a story goes on where it was
        (
            "en",
            "The ships left on 3 January 2022. Freedonia attacked Sylvania.",
            "ASSAULT",
            "2022-01-03",
            "sentence",
        ),
    ],
)
def test_an_event_says_whence_its_day_is_known(
    read: Reader, code: str, text: str, kind: str, first: str, dated: str
) -> None:
    event = read(code, text).event(kind)
    assert event.when is not None
    assert (event.when.first, event.dated) == (first, dated)


@pytest.mark.parametrize(
    ("code", "text", "name", "country"),
    [
        ("en", "Freedonia attacked Sylvania in Kharkiv on Thursday.", "Kharkiv", "UKR"),
        ("en", "Budi Santika met Anton Berg in Geneva.", "Geneva", "CHE"),
        ("id", "Freedonia menyerang Sylvania di Kharkiv pada Kamis.", "Kharkiv", "UKR"),
        ("id", "Budi Santika bertemu Anton Berg di Jenewa.", "Jenewa", "CHE"),
    ],
)
def test_where(read: Reader, code: str, text: str, name: str, country: str) -> None:
    report = read(code, text)
    (place,) = [event.where for event in report.events]
    assert place is not None
    assert (place.name, place.country, report.words(place.at)) == (name, country, name)
    assert place.lat is not None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Wira Lestari said that Freedonia attacked Sylvania."),
        ("en", "“Freedonia attacked Sylvania without any reason,” said Wira Lestari."),
        ("id", "Wira Lestari mengatakan bahwa Freedonia menyerang Sylvania."),
        ("id", "“Freedonia menyerang Sylvania tanpa alasan apa pun,” kata Wira Lestari."),
    ],
)
def test_an_event_told_in_a_quote_points_at_it(read: Reader, code: str, text: str) -> None:
    report = read(code, text)
    assert report.event("ASSAULT").in_quote == report.quote.id
    assert report.quote.speaker_actor == "wira-lestari"


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        # twice the same: the fuller one
        ("en", "Freedonia attacked Sylvania. Freedonia attacked Sylvania in Kharkiv on Thursday.", 1),
        ("id", "Freedonia menyerang Sylvania. Freedonia menyerang Sylvania di Kharkiv pada Kamis.", 1),
        # again, without saying whom
        ("en", "Freedonia attacked Sylvania. The invasion by Freedonia was long.", 1),
        ("id", "Freedonia menyerang Sylvania. Invasi oleh Freedonia berlangsung lama.", 1),
        # on two days, by two, of two kinds: two
        ("en", "Freedonia attacked Sylvania on Monday. Freedonia attacked Sylvania on Thursday.", 2),
        ("en", "Freedonia attacked Sylvania. Sylvania attacked Freedonia.", 2),
        ("id", "Freedonia menyerang Sylvania pada Senin. Freedonia menyerang Sylvania pada Kamis.", 2),
        ("id", "Freedonia menyerang Sylvania. Sylvania menyerang Freedonia.", 2),
        # done, and planned
        ("en", "Freedonia attacked Sylvania. Freedonia will attack Sylvania.", 2),
    ],
)
def test_an_event_told_again_is_one(read: Reader, code: str, text: str, told: int) -> None:
    assert [event.type for event in read(code, text).events] == ["ASSAULT"] * told


def test_the_fullest_telling_is_kept(read: Reader) -> None:
    text = "Freedonia attacked Sylvania. Freedonia attacked Sylvania in Kharkiv on Thursday."
    event = read("en", text).event("ASSAULT")
    assert event.trigger.start > text.index(".")
    assert event.when is not None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The heart attacks were many."),
        ("en", "The ships left on Monday."),
        ("en", "Freedonia met the deadline."),
        ("id", "Kapal itu pergi pada Senin."),
        ("id", "Freedonia adalah sebuah negara."),
    ],
)
def test_what_is_no_event(read: Reader, code: str, text: str) -> None:
    assert read(code, text).events == []


PIECES = st.sampled_from(
    ["Freedonia", "Sylvania", "NATO", "attacked", "was attacked by", "the invasion of", "met",
     "talks between", "and", ",", ".", "will", "denied", "if", "on Thursday", "in Geneva", "in 2014",
     "sanctions", "against", "Budi Santika", "said that", "“", "”", "threatened", "Russian", "he",
     "withdrew its troops from", "that", "\n\n", "to"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, min_size=1, max_size=25))
def test_an_event_has_somebody_its_trigger_in_its_clause_and_its_quote_in_the_report(
    read: Reader, pieces: list[str]
) -> None:
    report = read("en", " ".join(["It rained.", *pieces]))
    quotes = {quote.id: quote for quote in report.all(Quote)}
    for event in report.events:
        assert event.actors or event.recipients
        # nobody on both sides, but where each does it to the other
        assert not set(event.actors) & set(event.recipients) or event.actors == event.recipients
        assert event.at[0].overlaps(event.trigger)
        if event.in_quote:
            assert any(piece.contains(event.trigger) for piece in quotes[event.in_quote].at)
        assert len(set(event.actors)) == len(event.actors)


BOTH = ("budi-santika", "anton-berg")


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        # the state in an office takes no part beside who holds it
        ("en", "Freedonia's Foreign Minister Budi Santika met Anton Berg.", "CONSULT", BOTH[:1], BOTH[1:]),
        ("id", "Menlu Freedonia Budi Santika dan Menlu Sylvania Anton Berg bertemu.", "CONSULT", BOTH, ()),
        ("id", "Menlu Freedonia Budi Santika dan Menlu Sylvania Anton Berg sepakat.", "AGREE", BOTH, ()),
        ("id", "Utusan itu menemui Menteri Luar Negeri Sylvania Anton Berg.", "CONSULT", BOTH[1:], ()),
        # what is talked about, or where, takes no part
        ("id", "Budi Santika membahas pembicaraan mengenai Ukraina.", "CONSULT", BOTH[:1], ()),
        ("id", "Di Brussels, Budi Santika bertemu dengan Anton Berg.", "CONSULT", BOTH[:1], BOTH[1:]),
        # a verb after 'after' has the subject of its sentence
        ("id", "Budi Santika pulang dari Sylvania seusai bertemu Anton Berg.", "CONSULT", BOTH[:1], BOTH[1:]),
        # ', and' begins a clause unless it ends a list
        ("en", "Freedonia invaded Sylvania, and Ukraine urged Russia to help.", "ASSAULT", FRE, SYL),
        ("en", "Freedonia invaded Sylvania, and Ukraine urged Russia to help.", "REQUEST", UKR, RUS),
        ("en", "Freedonia sanctioned Sylvania, Ukraine, and Russia.", "SANCTION", FRE, (*SYL, *UKR, *RUS)),
        # the speaker is no object of what is said, but is 'we'
        ("id", "“Kami menyerang Ukraina,” kata Budi Santika.", "ASSAULT", BOTH[:1], UKR),
        ("en", "“We attacked Ukraine,” Budi Santika said.", "ASSAULT", BOTH[:1], UKR),
        ("en", "Freedonia's forces killed at least 14 people.", "ASSAULT", FRE, ()),
    ],
)
def test_who_takes_part(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)


@pytest.mark.parametrize(
    ("code", "text", "kind", "status"),
    [
        (
            "id",
            "Freedonia tidak pernah, di mana pun dan kapan pun, mengancam Sylvania.",
            "THREATEN",
            "denied",
        ),
        ("en", "Freedonia never, anywhere or at any time, threatened Sylvania.", "THREATEN", "denied"),
        # the act is done by saying it, whatever is said of what may follow
        ("en", "Budi Santika warned Sylvania that sanctions could follow.", "THREATEN", "happened"),
        ("id", "Budi Santika memperingatkan Sylvania bahwa sanksi akan menyusul.", "THREATEN", "happened"),
    ],
)
def test_status_of_what_is_said_and_denied(
    read: Reader, code: str, text: str, kind: str, status: str
) -> None:
    assert read(code, text).event(kind).status == status


def test_what_falls_due_later_is_promised_when_it_is_said(read: Reader) -> None:
    promised = read("en", "Freedonia agreed on Friday to resume talks with Sylvania next week.").event(
        "AGREE"
    )
    assert promised.when is not None
    assert promised.when.last == "2022-01-21"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Foreign Minister Budi Santika of Freedonia warned Freedonia and Sylvania of sanctions."),
        ("id", "Menteri Luar Negeri Freedonia Budi Santika mengancam Freedonia dan Sylvania."),
    ],
)
def test_nobody_threatens_the_state_acted_for(read: Reader, code: str, text: str) -> None:
    event = read(code, text).event("THREATEN")
    assert event.actors == ("budi-santika",)
    assert "FRE" not in event.recipients


@pytest.mark.parametrize(
    ("code", "text", "whom"),
    [
        ("en", "Russia and Ukraine traded fire. Russian forces shelled Kharkiv on Thursday.", UKR),
        ("id", "Rusia dan Ukraina saling menembak. Pasukan Rusia menembaki Kharkiv pada Kamis.", UKR),
        # a state that the report does not name
        ("en", "Russian forces shelled Kharkiv on Thursday.", ()),
        # a place that several claim
        ("en", "Russia and Ukraine traded fire. Russian forces shelled Sevastopol on Thursday.", ()),
    ],
)
def test_whoever_hits_a_town_hits_its_state(
    read: Reader, code: str, text: str, whom: tuple[str, ...]
) -> None:
    hits = [event for event in read(code, text).all(Event) if event.actors == RUS and event.dated != "report"]
    assert [event.recipients for event in hits if event.type == "ASSAULT"] == [whom]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Budi Santika was shot dead by Ukrainian fighters.", UKR, ("budi-santika",)),
        ("It showed new weapons prior to Moscow's full-scale invasion of Ukraine.", RUS, UKR),
        (
            "Budi Santika believes it is a turning point in Russia's war of attrition against Ukraine.",
            RUS,
            UKR,
        ),
        ("Ukrainian forces repelled a Russian attack.", RUS, UKR),
    ],
)
def test_whose_war_it_is_stands_before_it(
    read: Reader, text: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read("en", text).event("ASSAULT")
    assert (event.actors, event.recipients) == (who, whom)


@pytest.mark.parametrize(
    "text",
    [
        "It was Ukrainian intelligence that warned Budi Santika about the impending invasion.",
        "Budi Santika added that the war in Ukraine went on.",
    ],
)
def test_who_speaks_or_is_told_of_a_war_does_not_lead_it(read: Reader, text: str) -> None:
    events = [event for event in read("en", text).all(Event) if event.type == "ASSAULT"]
    assert all("budi-santika" not in event.actors for event in events)


def test_an_agency_credited_behind_a_dash_takes_no_part(read: Reader) -> None:
    text = "On Friday Joe Biden plans to meet President Vladimir Putin - {} agency said."
    for agency in ("DPA", "AFP"):
        (met,) = [
            event
            for event in read("en", text.format(agency), "2022-01-21").all(Event)
            if event.type == "CONSULT"
        ]
        assert {*met.actors, *met.recipients} == {"joe-biden", "vladimir-putin"}


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("House convened a meeting", "White House convened a meeting"),
        ("convened a meeting with the Security", "convened a meeting with the Security Council"),
        ("convened a meeting", "convened a meeting"),
    ],
)
def test_a_clause_cuts_no_name(words: str, whole: str) -> None:
    one = told("The White House convened a meeting with the Security Council.")
    names = [one.name(name, "ORS") for name in ("White House", "Security Council")]
    scene = cast(Scene, SimpleNamespace(names=names))
    assert with_whole_names(scene, one.span(words)) == one.span(whole)
