"""Where an event was: by the lists of a language, the towns of the world and the states of the report."""

from __future__ import annotations

import pytest

from kawat.annotate.places import place_in
from kawat.annotate.scene import Scenes
from kawat.records import Place, Span
from kawat.stage import ReportText
from reading import Reader

TROOPS = "Freedonia deployed troops in {} on Thursday."
PASUKAN = "Freedonia mengerahkan pasukan di {} pada Kamis."
CRIMEA, DONBAS = "Crimea: held by Russia since 2014", "Donbas: Ukraine; held in part by Russia"


def where(read: Reader, code: str, text: str) -> Place:
    """Where the troops are sent; its words are its name."""
    report = read(code, text)
    place = report.event("MOBILIZE").where
    assert place is not None
    assert report.words(place.at) == place.name
    return place


def placed(read: Reader, code: str, text: str, words: str) -> Place | None:
    """The place that words of a report name, whatever was done there."""
    reading = read(code, text)
    report = ReportText(reading.made.report, text)
    report.add(reading.made.records)
    start = text.index(words)
    scene = Scenes(report, read.pipeline.languages[code]).at(start)
    return place_in(scene, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("code", "name", "country", "lat", "lon"),
    [
        ("en", "Vienna", "AUT", 48, 16),
        ("en", "Geneva", "CHE", 46, 6),
        ("en", "Kharkiv", "UKR", 50, 36),
        ("en", "Brussels", "BEL", 51, 4),
        # as another language calls them
        ("id", "Wina", "AUT", 48, 16),
        ("id", "Jenewa", "CHE", 46, 6),
        ("id", "Kairo", "EGY", 30, 31),
        ("id", "Kharkiv", "UKR", 50, 36),
        # in no list of the language
        ("en", "Groningen", "NLD", 53, 7),
        ("en", "Izyum", "UKR", 49, 37),
        ("id", "Groningen", "NLD", 53, 7),
        ("id", "Izyum", "UKR", 49, 37),
        # a state, though towns elsewhere bear its name
        ("en", "Lebanon", "LBN", 0, 0),
        ("id", "Turki", "TUR", 0, 0),
        # a name that holds another's
        ("en", "Santiago de Cuba", "CUB", 20, -76),
        # by far the largest of its name
        ("en", "Cordoba", "ARG", -31, -64),
        ("id", "Cordoba", "ARG", -31, -64),
    ],
)
def test_an_event_is_where_it_says(
    read: Reader, code: str, name: str, country: str, lat: int, lon: int
) -> None:
    place = where(read, code, (TROOPS if code == "en" else PASUKAN).format(name))
    assert (place.name, place.country, place.note) == (name, country, None)
    assert (round(place.lat or 0), round(place.lon or 0)) == (lat, lon)


@pytest.mark.parametrize(
    ("code", "text", "name", "country"),
    [
        ("en", f"{TROOPS} Spain was silent.", "Valencia", "ESP"),
        ("en", f"{TROOPS} Venezuela was silent.", "Valencia", "VEN"),
        ("en", f"Spain was silent. {TROOPS}", "Valencia", "ESP"),
        ("en", f"{TROOPS} Sylvania was silent. Spain was silent.", "Valencia", "ESP"),
        # also against the largest
        ("en", f"{TROOPS} Spain was silent.", "Cordoba", "ESP"),
        ("en", f"{TROOPS} Mexico was silent.", "Cordoba", "MEX"),
        # the one named more often
        ("en", f"{TROOPS} Spain was silent. Venezuela called Spain.", "Valencia", "ESP"),
        ("en", f"{TROOPS} Spain was silent. Spain called Venezuela. Venezuela is far. Venezuela waits.",
         "Valencia", "VEN"),
        ("id", f"{PASUKAN} Spanyol diam.", "Valencia", "ESP"),
        ("id", f"{PASUKAN} Venezuela diam.", "Valencia", "VEN"),
        ("id", f"Spanyol diam. {PASUKAN}", "Valencia", "ESP"),
        ("id", f"{PASUKAN} Spanyol diam.", "Cordoba", "ESP"),
        ("id", f"{PASUKAN} Meksiko diam.", "Cordoba", "MEX"),
    ],
)  # fmt: skip
def test_of_several_towns_the_states_of_the_report_tell_which(
    read: Reader, code: str, text: str, name: str, country: str
) -> None:
    place = where(read, code, text.format(name))
    assert (place.name, place.country) == (name, country)
    assert place.lat is not None


def test_the_state_of_its_own_sentence_tells_before_that_of_the_report(read: Reader) -> None:
    text = "Spain was silent. Spain waits. Spain knows. Venezuela closed its port in Valencia. Spain waits."
    place = placed(read, "en", text, "in Valencia")
    assert place is not None
    assert place.country == "VEN"


@pytest.mark.parametrize("name", ["Valencia", "Springfield", "Cambridge", "San Fernando"])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", TROOPS),
        ("id", PASUKAN),
        # a state that has no such town
        ("en", f"{TROOPS} Sylvania was silent."),
        ("id", f"{PASUKAN} Sylvania diam."),
    ],
)
def test_a_town_that_may_be_in_several_states_is_in_none(
    read: Reader, code: str, text: str, name: str
) -> None:
    place = where(read, code, text.format(name))
    assert (place.name, place.country, place.lat, place.lon, place.note) == (name, None, None, None, None)


@pytest.mark.parametrize(
    ("code", "name", "country", "note"),
    [
        # put into no state
        ("en", "Crimea", None, CRIMEA),
        ("en", "Sevastopol", None, CRIMEA),
        ("en", "Kerch", None, CRIMEA),
        ("id", "Krimea", None, CRIMEA),
        ("id", "Sevastopol", None, CRIMEA),
        ("id", "Kerch", None, CRIMEA),
        # put into the one that the United Nations put it into
        ("en", "Bakhmut", "UKR", DONBAS),
        ("en", "Kramatorsk", "UKR", DONBAS),
        ("id", "Bakhmut", "UKR", DONBAS),
        ("id", "Kramatorsk", "UKR", DONBAS),
        ("en", "Jerusalem", None, "Jerusalem: claimed by Israel and by the Palestinians"),
        ("id", "Yerusalem", None, "Jerusalem: claimed by Israel and by the Palestinians"),
        ("en", "Gaza", "PSE", "Gaza Strip: Palestinian territory"),
        ("en", "Tiraspol", "MDA", "Transnistria: Moldova"),
        ("en", "Srinagar", None, "Kashmir: claimed and held in parts"),
    ],
)
def test_where_several_states_claim_a_note_says_so(
    read: Reader, code: str, name: str, country: str | None, note: str
) -> None:
    place = where(read, code, (TROOPS if code == "en" else PASUKAN).format(name))
    assert (place.name, place.country) == (name, country)
    assert (place.note or "").startswith(note)
    assert place.lat is not None


@pytest.mark.parametrize("state", ["Russia", "Ukraine"])
@pytest.mark.parametrize("name", ["Crimea", "Kerch"])
def test_no_state_that_is_named_takes_what_several_claim(read: Reader, name: str, state: str) -> None:
    place = where(read, "en", f"{TROOPS.format(name)} {state} was silent. {state} waits.")
    assert place.country is None
    assert (place.note or "").startswith(CRIMEA)


@pytest.mark.parametrize(
    ("code", "text", "words", "name", "country"),
    [
        # the place inside a phrase
        ("en", "Freedonia closed the port in the town of Bakhmut.", "in the town of Bakhmut", "Bakhmut",
         "UKR"),
        ("en", "Freedonia closed a port in the north of Groningen.", "in the north of Groningen", "Groningen",
         "NLD"),
        ("id", "Freedonia menutup pelabuhan di kota Groningen.", "di kota Groningen", "Groningen", "NLD"),
        ("id", "Freedonia menutup pelabuhan di bagian utara Jenewa.", "di bagian utara Jenewa", "Jenewa",
         "CHE"),
        # names of several words; of two places the first
        ("en", "Freedonia closed the port of Santa Marta in Colombia.", "the port of Santa Marta",
         "Santa Marta", "COL"),
        ("en", "Freedonia closed a port in Vienna and Groningen.", "in Vienna and Groningen", "Vienna",
         "AUT"),
        # a state
        ("en", "Freedonia closed a port in Ukraine.", "in Ukraine", "Ukraine", "UKR"),
        ("en", "Sylvania closed a port in Freedonia.", "in Freedonia", "Freedonia", "FRE"),
        ("id", "Freedonia menutup pelabuhan di Ukraina.", "di Ukraina", "Ukraina", "UKR"),
        ("id", "Sylvania menutup pelabuhan di Freedonia.", "di Freedonia", "Freedonia", "FRE"),
        # a sea of nobody
        ("en", "Freedonia sank a ship in the Black Sea.", "in the Black Sea", "Black Sea", None),
        ("id", "Freedonia menenggelamkan kapal di Laut Hitam.", "di Laut Hitam", "Laut Hitam", None),
    ],
)  # fmt: skip
def test_the_place_in_a_phrase(
    read: Reader, code: str, text: str, words: str, name: str, country: str | None
) -> None:
    place = placed(read, code, text, words)
    assert place is not None
    assert place.at is not None
    assert (text[place.at.start : place.at.end], place.name, place.country) == (name, name, country)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Freedonia closed a port in Zorblat.", "in Zorblat"),
        ("en", "Freedonia closed a port in the harbour.", "in the harbour"),
        # as it is written: no name begins small
        ("en", "Freedonia closed a port in groningen.", "in groningen"),
        ("id", "Freedonia menutup pelabuhan di Zorblat.", "di Zorblat"),
        ("id", "Freedonia menutup pelabuhan di utara.", "di utara"),
    ],
)
def test_no_place_in_a_phrase(read: Reader, code: str, text: str, words: str) -> None:
    assert placed(read, code, text, words) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", TROOPS.format("Zorblat")),
        ("en", "Freedonia deployed troops on Thursday."),
        ("id", PASUKAN.format("Zorblat")),
        ("id", "Freedonia mengerahkan pasukan pada Kamis."),
    ],
)
def test_an_event_that_was_nowhere_known(read: Reader, code: str, text: str) -> None:
    assert read(code, text).event("MOBILIZE").where is None
