"""When a text was written, with the reasons, and the date that a page prints."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.times import times
from kawat.clean.claims import in_address
from kawat.clean.dates import written
from kawat.clean.evidence import ALL_DAYS, EARLIEST, LATEST, allows, both
from kawat.language import Language, Languages
from kawat.records import Finding, Made, Mention, Report, Sentence, Span, Written, Zone, ZoneRole
from kawat.registry import Office, Organisation, Person, Registry, State
from kawat.stage import ReportText

MADE = Made("test", "1")
REGISTRY = Registry(
    [State("NOR", "NO", "Norway")],
    [Organisation("CLUB", "The Club")],
    [
        Person("ann-roe", "Ann Roe"),
        Person("bob-doe", "Bob Doe"),
        Person("cy-poe", "Cy Poe"),
        Person("di-coe", "Di Coe"),
    ],
    [
        Office("ann-roe", "head-of-state", "NOR", first="2013-03-04", last="2017-03-04"),
        Office("ann-roe", "foreign-minister", "NOR", first="2020-05-01", last="2023"),
        Office("di-coe", "foreign-minister", "NOR", first="2016-05-01", last="2020-05-01"),
        Office("bob-doe", "press-secretary", "NOR", first="2020-06", last="2022-05"),
        Office("cy-poe", "head-of-organisation", "CLUB", first="2021"),
    ],
)
OWN = Languages(REGISTRY)
OFFICES = {
    "Ann Roe": "foreign-minister",
    "Bob Doe": "spokesperson",
    "Cy Poe": "head-of-organisation",
    "Di Coe": "foreign-minister",
}


def read(
    text: str,
    code: str = "en",
    *,
    given_date: str | None = None,
    page_date: str | None = None,
    retrieved: str | None = None,
    url: str | None = None,
    roles: dict[str, ZoneRole] | None = None,
) -> ReportText:
    """The text with a sentence a line, zones for the lines named, and mentions of our three persons."""
    report = Report(
        report="r",
        at=(Span(0, max(1, len(text))),),
        made=MADE,
        source="r",
        sha256="0",
        given_date=given_date,
        page_date=page_date,
        retrieved=retrieved,
        url=url,
    )
    read = ReportText(report, text)
    start = 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        start += len(line) + 1
        role = (roles or {}).get(line)
        if line and role:
            read.add([Zone(report="r", at=(span,), role=role, made=MADE)])
        if line and role in (None, "body", "lede", "title"):
            read.add([Sentence(report="r", at=(span,), language=code, made=MADE)])
    for name, office in OFFICES.items():
        if name in text:
            at = Span(text.index(name), text.index(name) + len(name))
            actors = (name.lower().replace(" ", "-"),)
            worded = None if f"ex-{name}" in text else office
            mention = Mention(
                report="r",
                at=(at,),
                sort="person",
                actors=actors,
                office=worded,
                former=f"former {name}" in text,
                made=MADE,
            )
            read.add([mention])
    language: Language = OWN[code]
    for stage in (times, written):
        read.add(stage(read, language))
    return read


def interval(report: ReportText) -> tuple[str, str] | None:
    found = report.written
    return (found.first, found.last) if found else None


LEDE = "Foreign Minister Ann Roe met the envoy on Thursday (30 December)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the weekday fits 2010, 2021, 2027; the office only 2021
        (LEDE, ("2021-12-30", "2021-12-31")),
        ("They met on Friday, 21 January 2022, in Oslo.", ("2022-01-21", "2022-01-22")),
        ("One.\nTwo.\nThree: they met on Friday, 21 January 2022.", ("2022-01-21", "2022-01-27")),
        # offices alone: from the later beginning to the earlier end
        ("Ann Roe and Bob Doe spoke.", ("2020-06-01", "2022-05-31")),
        # the weekday of the first sentence takes days off at both ends
        ("Ann Roe and Bob Doe spoke on Friday.", ("2020-06-05", "2022-05-27")),
        ("Ann Roe and Bob Doe spoke.\nThey have ruled since 2021.", ("2021-01-01", "2022-05-31")),
        # no end, or nothing at all
        ("Cy Poe spoke.", None),
        ("They spoke on Friday.", None),
        ("ex-Ann Roe and ex-Bob Doe spoke.", None),
        ("", None),
    ],
)
def test_the_text_dates_itself(text: str, expected: tuple[str, str] | None) -> None:
    assert interval(read(text)) == expected


def test_plans_bound_from_above_and_what_is_past_from_below() -> None:
    text = "Bob Doe spoke.\nAn exercise will go on until 4 February."
    told = "\nThey have met since March 2021.\nThey have spoken since 1 April 2021."
    assert interval(read(text)) == ("2021-01-04", "2022-02-04")
    assert interval(read(text + told)) == ("2022-01-04", "2022-02-04")


def test_a_month_to_come_has_not_begun() -> None:
    text = "Bob Doe spoke.\nIt was so since 1 April 2021.\nAn exercise will go on until 4 February."
    text += "\nIt will rain in February."
    assert (interval(read(text)) or ("", ""))[1] == "2022-01-31"


def test_the_given_date_holds_unless_the_text_speaks_against_it() -> None:
    report = read("Ann Roe spoke on Friday.", given_date="2022-01-22")
    assert interval(report) == ("2022-01-22", "2022-01-22")
    assert report.written is not None
    assert report.written.basis == (
        "the date given with it is 2022-01-22, and the text does not speak against it",
    )


def test_the_given_date_comes_before_the_pages() -> None:
    assert interval(read("Ann Roe spoke.", given_date="2022-01-22", page_date="2022-03-01")) == (
        "2022-01-22",
        "2022-01-22",
    )


@pytest.mark.parametrize("field", ["given_date", "page_date"])
def test_a_date_that_the_text_contradicts_is_set_aside_in_words(field: str) -> None:
    report = read(LEDE + "\nBob Doe agreed.", **{field: "2024-11-24"})  # type: ignore[arg-type]
    assert interval(report) == ("2021-12-30", "2021-12-31")
    assert report.written is not None
    assert "2024-11-24, does not fit the text: " in report.written.basis[0]
    assert "Thursday is right in" in report.written.basis[0]
    (finding,) = report.found("written")
    assert [report.slice(span) for span in finding.at] == ["Ann Roe", "Thursday (30 December)", "Bob Doe"]


def test_a_date_weeks_after_the_news_is_that_of_a_copy() -> None:
    assert interval(read(LEDE, given_date="2022-02-20")) == ("2021-12-30", "2021-12-31")
    assert interval(read(LEDE, given_date="2022-01-05")) == ("2022-01-05", "2022-01-05")


def test_one_slip_of_the_writer_refutes_nothing() -> None:
    slip = "They met on Monday (30 December)."
    assert interval(read(slip, given_date="2021-12-31")) == ("2021-12-31", "2021-12-31")
    # some are called by an office that they gave up
    late = "Ann Roe and Bob Doe spoke."
    assert interval(read(late, given_date="2024-02-01")) == ("2024-02-01", "2024-02-01")


def test_a_doubted_date_is_better_than_none() -> None:
    report = read("They met on 3 May 2025.\nThey spoke since 2026.", given_date="2022-01-01")
    assert interval(report) == ("2022-01-01", "2022-01-01")
    assert report.written is not None
    assert "does not fit the text" in report.written.basis[0]


def test_a_text_is_not_written_after_it_was_retrieved() -> None:
    report = read("Cy Poe spoke.", retrieved="2023-05-05T10:00:00Z")
    assert interval(report) == ("2021-01-01", "2023-05-06")


def test_several_years_that_fit_are_told() -> None:
    report = read("They met on Saturday (1 May).\nCy Poe spoke.", retrieved="2029-01-01")
    assert report.written is not None
    assert interval(report) == ("2021-05-01", "2027-05-02")
    assert report.written.basis[-1] == "2 stretches of days fit: from the first to the last of them"


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("• November 24, 2024", None, "2024-11-24"),
        ("Posted on 24/11/2024 by admin", None, "2024-11-24"),
        (
            "OSLO, November 24, 2024 (Wire) - They met and they parted, as was to be expected.",
            None,
            "2024-11-24",
        ),
        (
            "Tagged: news, world, politics, November 24, 2024, and much else besides",
            "site-junk",
            "2024-11-24",
        ),
        ("They met and parted on November 24, 2024, as was to be expected.", None, None),
        ("November 24", None, None),
        ("30 February 2024", None, None),
    ],
)
def test_the_date_that_the_page_prints(text: str, role: ZoneRole | None, expected: str | None) -> None:
    roles: dict[str, ZoneRole] = {text: role} if role else {}
    report = read(f"{text}\nThe rest of the report.", roles=roles)
    assert [finding.value for finding in report.found("page_date")] == ([expected] if expected else [])
    assert all("24" in report.slice(finding.at[0]) for finding in report.found("page_date"))


def test_a_declared_date_is_not_overridden() -> None:
    report = read("November 24, 2024\nThey met.", page_date="2024-11-20")
    assert report.found("page_date") == []
    assert interval(report) == ("2024-11-20", "2024-11-20")


def test_a_printed_date_dates_the_text_and_is_its_evidence() -> None:
    report = read("November 24, 2024\nThey met.", roles={"November 24, 2024": "site-junk"})
    (finding,) = report.found("written")
    assert interval(report) == ("2024-11-24", "2024-11-24")
    assert report.slice(finding.at[0]) == "November 24, 2024"


def test_indonesian_texts_date_themselves() -> None:
    assert interval(read("Ann Roe bertemu utusan itu pada Kamis (30 Desember).", "id")) == (
        "2021-12-30",
        "2021-12-31",
    )


intervals = st.lists(
    st.tuples(st.dates(EARLIEST, LATEST), st.integers(0, 900)).map(
        lambda pair: (pair[0], min(LATEST, pair[0] + timedelta(days=pair[1])))
    ),
    max_size=4,
).map(tuple)


@given(intervals, intervals, st.dates(EARLIEST, LATEST))
def test_days_of_both_are_days_of_each(
    left: tuple[tuple[date, date], ...], right: tuple[tuple[date, date], ...], day: date
) -> None:
    assert allows(both(left, right), day) == (allows(left, day) and allows(right, day))
    assert allows(both(left, ALL_DAYS), day) == allows(left, day)


@given(
    st.lists(
        st.sampled_from(
            [
                LEDE,
                "Bob Doe spoke.",
                "Cy Poe will go on 5 May.",
                "In 2030 it fell.",
                "2020-02-02",
                "",
                "Kamis (1/1/2033)",
            ]
        ),
        max_size=6,
    ).map("\n".join),
    st.none() | st.dates().map(str),
    st.none() | st.dates().map(str),
)
def test_at_most_one_verdict_and_never_backwards(
    text: str, given_date: str | None, page_date: str | None
) -> None:
    findings = read(text, given_date=given_date, page_date=page_date).found("written")
    assert len(findings) <= 1
    for finding in findings:
        assert isinstance(finding, Finding)
        assert isinstance(finding.value, Written)
        assert finding.value.first <= finding.value.last
        assert finding.value.basis


def test_a_former_holder_has_given_the_office_up() -> None:
    # Bob Doe left in May 2022, Ann Roe at the end of 2023
    assert interval(read("former Bob Doe met Ann Roe.")) == ("2022-05-01", "2023-12-31")
    assert interval(read("former Cy Poe spoke.\nBob Doe spoke.")) == ("2020-06-01", "2022-05-31")


def test_two_holders_of_an_office_do_not_date_a_text_to_the_day_on_which_it_was_handed_over() -> None:
    # each is called foreign minister; one gave the office to the other on 1 May 2020
    assert interval(read("Ann Roe and Di Coe spoke.")) == ("2020-05-01", "2023-12-31")
    assert interval(read("Ann Roe and Di Coe spoke on Friday, 1 May 2020.")) == ("2020-05-01", "2020-05-02")


def test_an_office_named_in_looking_back_may_have_been_given_up_since() -> None:
    back = "Last year Bob Doe spoke in Oslo."
    assert interval(read(f"Ann Roe spoke.\n{back}")) == ("2020-06-01", "2023-12-31")
    assert interval(read(f"Ann Roe spoke.\n{back}\nBob Doe spoke today.".replace(back, "They met."))) == (
        "2020-06-01",
        "2022-05-31",
    )


def test_what_is_shown_is_older_than_the_text_and_is_not_its_date() -> None:
    shown = "We meet in Oslo (@example) August 6, 2021"
    report = read(f"Bob Doe spoke.\n{shown}", roles={shown: "embed"})
    assert report.found("page_date") == []
    assert interval(report) == ("2021-08-06", "2022-05-31")
    assert report.written is not None
    assert "what is shown in it is of 'August 6, 2021'" in report.written.basis


def test_a_date_beside_a_past_year_is_of_that_year() -> None:
    text = "It began in 2014. On 27 February they came.\nBob Doe spoke."
    assert interval(read(text)) == ("2020-06-01", "2022-05-31")


def test_years_after_all_that_is_known_are_left_out() -> None:
    report = read("Cy Poe spoke.\nThey met on Saturday (1 May).\nThey had waited since 2020.")
    # the weekday fits 2021, 2027 and 2032, the offices of this world end in 2023
    assert report.written is not None
    assert interval(report) == ("2021-05-01", "2021-05-02")
    assert report.written.basis[-1] == (
        "days after 2024-12-31 fit too, but what is known of offices ends before"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://kabar.example/2022/01/21/jenewa", date(2022, 1, 21)),
        ("https://kabar.example/2022/1/5/jenewa", date(2022, 1, 5)),
        ("https://kabar.example/dunia/2022-01-21-jenewa", date(2022, 1, 21)),
        ("https://kabar.example/read/20220121/jenewa", date(2022, 1, 21)),
        ("https://kabar.example/2022/13/21/jenewa", None),
        ("https://kabar.example/1922/01/21/jenewa", None),
        ("https://kabar.example/2022/01/jenewa", None),
        ("https://kabar.example/202201211234567", None),
        ("https://kabar.example/?day=2022-01-21", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_may_hold_the_day(url: str | None, expected: date | None) -> None:
    assert in_address(url) == expected


def test_the_day_of_the_address_comes_before_a_later_one_of_the_page() -> None:
    report = read("They met.", url="https://kabar.example/2022/01/21/a", page_date="2022-06-01")
    assert report.written == Written(
        "2022-01-21",
        "2022-01-21",
        (
            "the page disagrees with itself: the page's own date is 2022-06-01",
            "the date in its address is 2022-01-21, and the text does not speak against it",
        ),
    )


@pytest.mark.parametrize(
    ("page_date", "expected"),
    [("2022-01-22", "2022-01-22"), ("2022-01-03", "2022-01-03"), (None, "2022-01-21")],
)
def test_the_page_comes_before_its_address_where_it_is_not_later(
    page_date: str | None, expected: str
) -> None:
    report = read("They met.", url="https://kabar.example/2022/01/21/a", page_date=page_date)
    assert interval(report) == (expected, expected)


def test_what_the_page_prints_may_disagree_with_what_it_declares() -> None:
    report = read("November 24, 2024\nThey met.", page_date="2024-11-20")
    assert interval(report) == ("2024-11-20", "2024-11-20")
    assert report.written is not None
    assert report.written.basis[0] == (
        "the page disagrees with itself: the date printed on the page is 2024-11-24"
    )
