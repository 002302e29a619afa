"""Lines that a site prints on page after page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kawat.clean.language import paragraphs
from kawat.clean.site import Holder, line_key, line_keys, repeated, site_of
from kawat.clean.wrapper import wrapper
from kawat.language import Language
from kawat.records import Made, Report, Span, Zone
from kawat.stage import ReportText

PROMO = "Ingin tahu semua yang penting hari ini"
ASIDE = "Kami menulis dari dua belas kota, dan kami tidak menerima uang dari negara mana pun."
WORDS = ("Oslo", "Bern", "Roma", "Wina", "Riga", "Praha", "Lima", "Quito", "Accra", "Dakar", "Hanoi", "Seoul")


class Site:
    """Pages of one site by name; of some it is known for copies of which others they stand."""

    def __init__(self, pages: Mapping[str, str], origins: Mapping[str, str] | None = None) -> None:
        self._pages = {name: set(line_keys(text).values()) for name, text in pages.items()}
        self._origins = origins or {}

    @property
    def number(self) -> int:
        return len(self._pages)

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[Holder]]:
        return {
            line: [
                (name, self._origins.get(name, name)) for name, keys in self._pages.items() if line in keys
            ]
            for line in lines
        }


def body(place: str) -> list[str]:
    """A report of three lines that no other place has."""
    return [
        f"Menteri luar negeri kedua negara bertemu di {place} pada Jumat dan sepakat meneruskan perundingan.",
        f"Kedua pihak di {place} tidak mengharapkan kesepakatan sebelum akhir musim dingin, kata pejabat.",
        f"“Kami sabar,” kata Menteri Norwegia kepada wartawan seusai pertemuan di balai kota {place} itu.",
    ]


def page(place: str, *beside: str) -> str:
    first, *rest = body(place)
    return "\n\n".join([first, *beside, *rest])


def report(**fields: str) -> Report:
    return Report(report="r", at=(Span(0, 1),), made=Made("read", "1"), source="r", sha256="0", **fields)  # type: ignore[arg-type]


def cleaned(text: str, site: Site | None, language: Language, title: str | None = None) -> ReportText:
    """The text with its zones, as one of the site's pages."""
    keys = repeated(text, line_keys(text), site) if site else frozenset()
    made = ReportText(msgspec.structs.replace(report(), title=title), text, keys)
    for stage in (paragraphs, wrapper):
        made.add(list(stage(made, language)))
    return made


def cut(text: str, site: Site, language: Language, title: str | None = None) -> list[str]:
    """What is wrapper because the site prints it again and again."""
    made = cleaned(text, site, language, title)
    zones = [zone for zone in made[Zone] if zone.made.rule == "site/repeated"]
    return [line for zone in zones for line in made.slice(zone.at[0]).split("\n\n")]


def test_a_line_on_many_pages_of_a_site_is_wrapper(indonesian: Language) -> None:
    site = Site({place: page(place, PROMO) for place in WORDS})
    assert cut(page("Kairo", PROMO), site, indonesian) == [PROMO]
    assert cut(page("Kairo", f"{PROMO}: 12!"), site, indonesian) == [f"{PROMO}: 12!"]


def test_a_line_on_a_few_pages_is_not(indonesian: Language) -> None:
    pages = {place: page(place, PROMO) for place in WORDS[:4]}
    assert cut(page("Kairo", PROMO), Site(pages), indonesian) == []
    assert cut(page("Kairo", PROMO), Site(pages | {"Oslo 2": page("Bonn", PROMO)}), indonesian) == [PROMO]
    others = {f"other {number}": page(f"Kota {'abcdefghijk'[number % 11]}{number}") for number in range(120)}
    assert cut(page("Kairo", PROMO), Site(pages | others), indonesian) == []


def test_copies_of_a_report_show_nothing(indonesian: Language) -> None:
    site = Site({f"copy-{number}": page("Oslo") for number in range(20)})
    assert cut(page("Oslo"), site, indonesian) == []


def test_copies_of_another_report_count_once(indonesian: Language) -> None:
    heading = "Reaksi dari utara"
    text = page("Kairo", heading)
    copies = {f"copy-{number}": page("Oslo", heading) for number in range(20)}
    assert cut(text, Site(copies, dict.fromkeys(copies, "copy-0")), indonesian) == []
    assert cut(text, Site({place: page(place, heading) for place in WORDS}), indonesian) == [heading]


def test_running_text_must_stand_on_most_pages(indonesian: Language) -> None:
    some = {place: page(place, ASIDE, PROMO) for place in WORDS}
    others = {f"{place} {letter}": page(f"{place} {letter}") for place in WORDS for letter in "ab"}
    assert cut(page("Kairo", ASIDE, PROMO), Site(some), indonesian) == [ASIDE, PROMO]
    assert cut(page("Kairo", ASIDE, PROMO), Site(some | others), indonesian) == [PROMO]
    few = {place: some[place] for place in WORDS[:9]}
    assert cut(page("Kairo", ASIDE, PROMO), Site(few), indonesian) == [PROMO]


def test_what_is_known_already_stays_what_it_is(indonesian: Language) -> None:
    lines = ("Iklan", "Bagikan artikel ini")
    site = Site({place: page(place, *lines) for place in WORDS})
    assert cut(page("Kairo", *lines), site, indonesian) == []
    ticker = "Perundingan hari ke-12: apa yang kita tahu"
    pages = Site({place: f"{ticker}\n\n{page(place)}" for place in WORDS})
    assert cut(f"{ticker}\n\n{page('Kairo')}", pages, indonesian, ticker) == []


def test_the_line_is_taken_out_of_the_body_and_kept(indonesian: Language) -> None:
    site = Site({place: page(place, PROMO) for place in WORDS})
    made = cleaned(page("Kairo", PROMO), site, indonesian)
    first, second, third = body("Kairo")
    told = [(zone.role, made.slice(zone.at[0])) for zone in made[Zone]]
    assert told == [("lede", first), ("site-junk", PROMO), ("body", f"{second}\n\n{third}")]


@given(st.lists(st.sampled_from(["Satu dua tiga", "Empat lima enam", PROMO, ASIDE, "Tujuh."]), max_size=8))
def test_cutting_loses_no_letter(indonesian: Language, chosen: list[str]) -> None:
    text = "\n\n".join([*body("Kairo"), *chosen])
    site = Site({place: page(place, PROMO, ASIDE, "Satu dua tiga") for place in WORDS})

    def letters(made: ReportText) -> str:
        return "".join("".join(made.slice(zone.at[0]).split()) for zone in made[Zone])

    with_site = cleaned(text, site, indonesian)
    assert letters(with_site) == letters(cleaned(text, None, indonesian)) == "".join(text.split())
    zones = [zone.at[0] for zone in with_site[Zone]]
    assert zones == sorted(zones)
    assert not any(one.overlaps(other) for one, other in pairwise(zones))


def test_a_line_is_known_by_its_letters() -> None:
    assert line_key("3 hours ago") == line_key("12 HOURS ago!")
    assert line_key("Read the report") != line_key("Read the reports")
    assert line_key("12:30") is None
    assert line_key("PAP") is None


def test_a_site_is_its_host_or_else_its_publisher() -> None:
    assert site_of(report(url="https://www.kabar.example/1")) == "kabar.example"
    assert site_of(report(url="https://kabar.example/2", publisher="Other")) == "kabar.example"
    assert site_of(report()) is None
    assert site_of(report(publisher="Kabar")) == "kabar"
