"""Lines that a site prints on page after page."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kawat.clean.language import paragraphs
from kawat.clean.site import Lines, fenced, line_key, line_keys, repeated, site_of
from kawat.clean.wrapper import wrapper
from kawat.language import Language
from kawat.records import Made, Report, Span, Zone
from kawat.stage import ReportText

PROMO = "Ingin tahu semua yang penting hari ini"
ASIDE = "Kami menulis dari dua belas kota, dan kami tidak menerima uang dari negara mana pun."
WORDS = ("Oslo", "Bern", "Roma", "Wina", "Riga", "Praha", "Lima", "Quito", "Accra", "Dakar", "Hanoi", "Seoul")


def body(place: str) -> list[str]:
    """A report of three lines that no other place has."""
    return [
        f"Menteri luar negeri kedua negara bertemu di {place} pada Jumat dan sepakat meneruskan perundingan.",
        f"Kedua pihak di {place} tidak mengharapkan kesepakatan sebelum akhir musim dingin, kata pejabat.",
        f"“Kami sabar,” kata Menteri Norwegia kepada wartawan seusai pertemuan di balai kota {place} itu.",
    ]


def read(text: str, language: Language, *, name: str = "r", url: str | None = None) -> ReportText:
    report = Report(
        report=name,
        at=(Span(0, max(1, len(text))),),
        made=Made("read", "1"),
        source=name,
        sha256="0",
        url=url,
    )
    made = ReportText(report, text)
    for stage in (paragraphs, wrapper):
        made.add(list(stage(made, language)))
    return made


def page(place: str, *beside: str) -> str:
    first, *rest = body(place)
    return "\n\n".join([first, *beside, *rest])


def site(pages: dict[str, str], language: Language) -> Lines:
    return Lines({name: line_keys(read(text, language)).values() for name, text in pages.items()})


def cut(text: str, lines: Lines, language: Language, name: str = "r") -> list[str]:
    report = read(text, language, name=name)
    return [report.slice(zone.at[0]) for zone in repeated(report, lines.beside(name))]


def test_a_line_on_many_pages_of_a_site_is_wrapper(indonesian: Language) -> None:
    lines = site({place: page(place, PROMO) for place in WORDS}, indonesian)
    assert cut(page("Kairo", PROMO), lines, indonesian) == [PROMO]
    assert cut(page("Kairo", f"{PROMO}: 12!"), lines, indonesian) == [f"{PROMO}: 12!"]


def test_the_report_in_question_does_not_count(indonesian: Language) -> None:
    pages = {place: page(place, PROMO) for place in WORDS[:5]}
    lines = site(pages, indonesian)
    assert cut(pages["Oslo"], lines, indonesian, name="Oslo") == []
    assert cut(page("Kairo", PROMO), lines, indonesian) == [PROMO]


def test_copies_of_a_report_show_nothing(indonesian: Language) -> None:
    lines = site({f"copy-{number}": page("Oslo") for number in range(20)}, indonesian)
    assert cut(page("Oslo"), lines, indonesian) == []


def test_running_text_must_stand_on_more_pages(indonesian: Language) -> None:
    others = {
        f"{place} {number}": page(f"{place} {letter}")
        for place in WORDS
        for number, letter in enumerate("abcd")
    }
    some = {place: page(place, ASIDE, PROMO) for place in WORDS[:6]}
    lines = site(some | others, indonesian)
    assert cut(page("Kairo", ASIDE, PROMO), lines, indonesian) == [PROMO]
    assert cut(page("Kairo", ASIDE, PROMO), site(some, indonesian), indonesian) == [ASIDE, PROMO]


def test_what_is_fenced_already_is_left_as_it_is(indonesian: Language) -> None:
    lines = site({place: page(place, "Iklan", "Bagikan artikel ini") for place in WORDS}, indonesian)
    assert cut(page("Kairo", "Iklan", "Bagikan artikel ini"), lines, indonesian) == []


def test_the_line_is_taken_out_of_the_body_and_kept(indonesian: Language) -> None:
    lines = site({place: page(place, PROMO) for place in WORDS}, indonesian)
    report = read(page("Kairo", PROMO), indonesian)
    zones = fenced(report, list(repeated(report, lines.beside("r"))))
    first, second, third = body("Kairo")
    told = [(zone.role, report.slice(zone.at[0])) for zone in zones]
    assert told == [("lede", first), ("site-junk", PROMO), ("body", f"{second}\n\n{third}")]


@given(st.lists(st.sampled_from(["Satu dua tiga", "Empat lima enam", PROMO, "Tujuh."]), max_size=8))
def test_cutting_loses_no_letter(indonesian: Language, chosen: list[str]) -> None:
    report = read("\n\n".join([*body("Kairo"), *chosen]), indonesian)
    lines = site({place: page(place, PROMO, "Satu dua tiga") for place in WORDS}, indonesian)
    zones = fenced(report, list(repeated(report, lines.beside("r"))))
    assert "".join("".join(report.slice(z.at[0]).split()) for z in zones) == "".join(
        "".join(report.slice(z.at[0]).split()) for z in sorted(report[Zone], key=lambda zone: zone.at)
    )
    ends = [0, *(zone.at[0].end for zone in zones)]
    assert all(zone.at[0].start >= end for zone, end in zip(zones, ends, strict=False))


def test_a_line_is_known_by_its_letters() -> None:
    assert line_key("3 hours ago") == line_key("12 HOURS ago!")
    assert line_key("Read the report") != line_key("Read the reports")
    assert line_key("12:30") is None
    assert line_key("PAP") is None


def test_a_site_is_its_host_or_else_its_publisher(indonesian: Language) -> None:
    report = read("Satu.", indonesian, url="https://www.kabar.example/1").report
    assert site_of(report) == "kabar.example"
    plain = read("Satu.", indonesian).report
    assert site_of(plain) is None
    assert site_of(msgspec.structs.replace(plain, publisher="Kabar")) == "kabar"
