"""Which days expressions of time mean, counted from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.times import times
from kawat.language import Language
from kawat.records import Finding, Made, Report, Sentence, Span, Time, TimeExpression, Written
from kawat.resolve.calendar import Days, duration, phase_of, shifted, timex_of, unit_around
from kawat.resolve.days import days, reference_day, resolve
from kawat.resolve.moments import Context
from kawat.stage import ReportText

MADE = Made("test", "1")
FRIDAY = "2022-01-21"


def read(text: str, language: Language, first: str | None = FRIDAY, last: str | None = None) -> ReportText:
    report = Report(report="r", at=(Span(0, len(text)),), made=MADE, source="r", sha256="0")
    read = ReportText(report, text)
    if first:
        value = Written(first, last or first)
        read.add([Finding(report="r", at=report.at, made=MADE, field="written", value=value)])
    for stage in (times, days):
        read.add(stage(read, language))
    return read


def last_time(text: str, language: Language, first: str | None = FRIDAY, last: str | None = None) -> Time:
    return read(text, language, first, last)[Time][-1]


def shown(time: Time) -> tuple[str, str, str]:
    value = time.value
    return time.timex, value.first if value else "", value.last if value else ""


ENGLISH = [
    # weekdays: the nearest before, the next of what is planned, the report's own
    ("They met on Wednesday.", FRIDAY, "2022-01-19", "2022-01-19", "2022-01-19"),
    ("They will meet on Wednesday.", FRIDAY, "2022-01-26", "2022-01-26", "2022-01-26"),
    ("They met on Friday.", FRIDAY, FRIDAY, FRIDAY, FRIDAY),
    ("They will meet on Friday.", FRIDAY, FRIDAY, FRIDAY, FRIDAY),
    ("They met last Friday.", FRIDAY, "2022-01-14", "2022-01-14", "2022-01-14"),
    ("They meet next Friday.", FRIDAY, "2022-01-28", "2022-01-28", "2022-01-28"),
    ("They meet on Tuesday next week.", FRIDAY, "2022-01-25", "2022-01-25", "2022-01-25"),
    ("They met this Monday.", FRIDAY, "2022-01-17", "2022-01-17", "2022-01-17"),
    ("It may come as soon as Wednesday.", FRIDAY, "2022-01-26", "2022-01-26", "2022-01-26"),
    ("It has gone on since Monday.", FRIDAY, "2022-01-17", "2022-01-17", "2022-01-21"),
    ("It goes on until Tuesday.", FRIDAY, "2022-01-25", "2022-01-21", "2022-01-25"),
    ("He came on Monday morning.", FRIDAY, "2022-01-17TMO", "2022-01-17", "2022-01-17"),
    ("He came on Monday at 8:30 p.m. local time.", FRIDAY, "2022-01-17T20:30", "2022-01-17", "2022-01-17"),
    ("He came on Monday at 12 a.m.", FRIDAY, "2022-01-17T00:00", "2022-01-17", "2022-01-17"),
    ("It burned Wednesday night into Thursday.", FRIDAY, "2022-01-19/2022-01-20", "2022-01-19", "2022-01-20"),
    ("They met from Friday to Monday.", "2022-01-20", "2022-01-14/2022-01-17", "2022-01-14", "2022-01-17"),
    # dates: the year that brings them nearest
    ("They met on January 9-10.", "2021-12-30", "2022-01-09/2022-01-10", "2022-01-09", "2022-01-10"),
    ("They met on December 30.", "2022-01-05", "2021-12-30", "2021-12-30", "2021-12-30"),
    ("They will meet on October 30.", FRIDAY, "2022-10-30", "2022-10-30", "2022-10-30"),
    ("They met on April 30.", FRIDAY, "2021-04-30", "2021-04-30", "2021-04-30"),
    ("They met on Saturday, May 1.", FRIDAY, "2021-05-01", "2021-05-01", "2021-05-01"),
    ("They met on 1 May last year.", FRIDAY, "2021-05-01", "2021-05-01", "2021-05-01"),
    ("They met on Friday, 21 January 2022.", "2023-05-05", FRIDAY, FRIDAY, FRIDAY),
    ("They met from 28 December to 3 January.", FRIDAY, "2021-12-28/2022-01-03", "2021-12-28", "2022-01-03"),
    ("It will go on until February 4.", FRIDAY, "2022-02-04", "2022-01-21", "2022-02-04"),
    ("It lasted until December 4.", FRIDAY, "2021-12-04", "2021-12-04", "2021-12-04"),
    ("They met on 29 February.", FRIDAY, "2020-02-29", "2020-02-29", "2020-02-29"),
    ("They met on Christmas Eve.", FRIDAY, "2021-12-24", "2021-12-24", "2021-12-24"),
    # weeks and longer
    ("It happened this week.", FRIDAY, "2022-W03", "2022-01-17", "2022-01-23"),
    ("It happened early this week.", FRIDAY, "2022-W03", "2022-01-17", "2022-01-19"),
    ("It happened late last week.", FRIDAY, "2022-W02", "2022-01-13", "2022-01-16"),
    ("It happened earlier this month.", FRIDAY, "2022-01", "2022-01-01", "2022-01-21"),
    ("It will happen later this month.", FRIDAY, "2022-01", "2022-01-21", "2022-01-31"),
    ("It happened in mid-January.", FRIDAY, "2022-01", "2022-01-11", "2022-01-20"),
    ("It happened in late 2021.", FRIDAY, "2021", "2021-09-01", "2021-12-31"),
    ("It happened over the weekend.", FRIDAY, "2022-W02-WE", "2022-01-15", "2022-01-16"),
    ("They plan to spend the weekend there.", FRIDAY, "2022-W03-WE", "2022-01-22", "2022-01-23"),
    ("They spoke over the weekend.", "2022-01-22", "2022-W03-WE", "2022-01-22", "2022-01-23"),
    ("It happened last month.", FRIDAY, "2021-12", "2021-12-01", "2021-12-31"),
    ("It happened in November.", FRIDAY, "2021-11", "2021-11-01", "2021-11-30"),
    ("It will happen in November.", FRIDAY, "2022-11", "2022-11-01", "2022-11-30"),
    ("It happened last January.", FRIDAY, "2021-01", "2021-01-01", "2021-01-31"),
    ("It happened in the third quarter.", FRIDAY, "2021-Q3", "2021-07-01", "2021-09-30"),
    ("It happened in the 1990s.", FRIDAY, "199", "1990-01-01", "1999-12-31"),
    ("It has been so since 2002.", FRIDAY, "2002", "2002-01-01", "2022-01-21"),
    ("It lasted from 2014 to 2019.", FRIDAY, "2014/2019", "2014-01-01", "2019-12-31"),
    ("It fell in the winter of 2014.", FRIDAY, "2014-WI", "2014-12-01", "2015-02-28"),
    # counted
    ("It happened three days ago.", FRIDAY, "2022-01-18", "2022-01-18", "2022-01-18"),
    ("It happened two months ago.", "2022-03-31", "2022-01", "2022-01-01", "2022-01-31"),
    ("It grew over the past two months.", FRIDAY, "P2M", "2021-11-21", "2022-01-21"),
    ("It may come within the next 48 hours.", FRIDAY, "PT48H", "2022-01-21", "2022-01-23"),
    ("It may come in the coming days.", FRIDAY, "PXD", "2022-01-21", "2022-01-28"),
    ("It grew in recent days.", FRIDAY, "PXD", "2022-01-14", "2022-01-21"),
    ("They will decide in the next 10 years.", FRIDAY, "P10Y", "2022-01-21", "2032-01-21"),
    ("They will meet in two weeks.", FRIDAY, "2022-W05", "2022-01-31", "2022-02-06"),
    ("They came on 3 May 2021. Two weeks later they left.", FRIDAY, "2021-05-17", "2021-05-17", "2021-05-17"),
    ("They came on 3 May 2021. The same day they left.", FRIDAY, "2021-05-03", "2021-05-03", "2021-05-03"),
    ("The army is ready now.", FRIDAY, "PRESENT_REF", FRIDAY, FRIDAY),
    # no days
    ("It took two weeks.", FRIDAY, "P2W", "", ""),
    ("They spoke for 50 minutes.", FRIDAY, "PT50M", "", ""),
    ("They meet every Friday.", FRIDAY, "XXXX-WXX-5", "", ""),
    ("It grew in recent weeks.", FRIDAY, "PXW", "", ""),
]  # fmt: skip
INDONESIAN = [
    ("Mereka bertemu pada Rabu.", FRIDAY, "2022-01-19", "2022-01-19", "2022-01-19"),
    ("Mereka akan bertemu pada Rabu.", FRIDAY, "2022-01-26", "2022-01-26", "2022-01-26"),
    ("Mereka bertemu pada Jumat.", FRIDAY, FRIDAY, FRIDAY, FRIDAY),
    ("Mereka bertemu Jumat lalu.", FRIDAY, "2022-01-14", "2022-01-14", "2022-01-14"),
    ("Mereka bertemu Jumat mendatang.", FRIDAY, "2022-01-28", "2022-01-28", "2022-01-28"),
    ("Mereka bertemu Selasa pekan depan.", FRIDAY, "2022-01-25", "2022-01-25", "2022-01-25"),
    ("Mereka bertemu Kamis (30 Desember).", "2022-01-05", "2021-12-30", "2021-12-30", "2021-12-30"),
    ("Mereka bertemu 9-10 Januari.", "2021-12-30", "2022-01-09/2022-01-10", "2022-01-09", "2022-01-10"),
    ("Mereka bertemu Jumat (21/1/2022) malam.", "2022-02-02", "2022-01-21TNI", FRIDAY, FRIDAY),
    ("Mereka bertemu 30 Desember mendatang.", FRIDAY, "2022-12-30", "2022-12-30", "2022-12-30"),
    ("Mereka bertemu tanggal 24 kemarin.", "2022-01-29", "2022-01-24", "2022-01-24", "2022-01-24"),
    ("Latihan akan berlanjut hingga 4 Februari.", FRIDAY, "2022-02-04", "2022-01-21", "2022-02-04"),
    ("Latihan berlanjut sejak Senin.", FRIDAY, "2022-01-17", "2022-01-17", "2022-01-21"),
    ("Awal pekan ini mereka pulang.", FRIDAY, "2022-W03", "2022-01-17", "2022-01-19"),
    ("Pekan lalu mereka pulang.", FRIDAY, "2022-W02", "2022-01-10", "2022-01-16"),
    ("Laporan itu muncul pada akhir pekan.", FRIDAY, "2022-W02-WE", "2022-01-15", "2022-01-16"),
    ("Ia berencana pulang pada akhir pekan.", FRIDAY, "2022-W03-WE", "2022-01-22", "2022-01-23"),
    ("Bulan depan ia pulang.", FRIDAY, "2022-02", "2022-02-01", "2022-02-28"),
    ("Pada akhir Februari ia pulang.", FRIDAY, "2022-02", "2022-02-19", "2022-02-28"),
    ("Pada bulan Maret lalu ia pulang.", FRIDAY, "2021-03", "2021-03-01", "2021-03-31"),
    ("Krimea direbut pada tahun 2014.", FRIDAY, "2014", "2014-01-01", "2014-12-31"),
    ("Ia diam selama dua bulan terakhir.", FRIDAY, "P2M", "2021-11-21", "2022-01-21"),
    ("Ia pulang dalam 48 jam ke depan.", FRIDAY, "PT48H", "2022-01-21", "2022-01-23"),
    ("Ia pulang dua pekan lalu.", FRIDAY, "2022-W01", "2022-01-03", "2022-01-09"),
    ("Ia datang pukul 07.30 malam pada Senin.", FRIDAY, "2022-01-17T19:30", "2022-01-17", "2022-01-17"),
    ("Ia datang Senin pukul 20.00 waktu setempat.", FRIDAY, "2022-01-17T20:00", "2022-01-17", "2022-01-17"),
    ("Mereka berbicara selama 50 menit.", FRIDAY, "PT50M", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "timex", "first", "last"), ENGLISH)
def test_english_days(text: str, day: str, timex: str, first: str, last: str, english: Language) -> None:
    assert shown(last_time(text, english, day)) == (timex, first, last)


@pytest.mark.parametrize(("text", "day", "timex", "first", "last"), INDONESIAN)
def test_indonesian_days(
    text: str, day: str, timex: str, first: str, last: str, indonesian: Language
) -> None:
    assert shown(last_time(text, indonesian, day)) == (timex, first, last)


@pytest.mark.parametrize(
    ("text", "timex", "first"),
    [
        ("on Monday", "XXXX-WXX-1", None),
        ("on May 3", "XXXX-05-03", None),
        ("in November", "XXXX-11", None),
        ("in the third quarter", "XXXX-Q3", None),
        ("last winter", "XXXX-WI", None),
        ("last week", "XXXX-WXX", None),
        ("over the weekend", "XXXX-WXX-WE", None),
        ("over the past two months", "P2M", None),
        ("at 8 p.m.", "XXXX-XX-XXT20:00", None),
        ("from Monday to Friday", "XXXX-WXX-1/XXXX-WXX-5", None),
        ("now", "PRESENT_REF", None),
        ("on May 3, 2021", "2021-05-03", "2021-05-03"),
        ("since 2014", "2014", "2014-01-01"),
    ],
)
@pytest.mark.parametrize("written", [(None, None), ("2022-01-01", "2022-01-31")])
def test_without_a_day_to_count_from_only_full_dates_have_days(
    text: str, timex: str, first: str | None, written: tuple[str | None, str | None], english: Language
) -> None:
    time = last_time(text, english, *written)
    assert time.timex == timex
    assert (time.value.first if time.value else None) == first
    assert time.anchor is None


def test_a_report_of_two_days_counts_from_the_first(english: Language) -> None:
    report = read("It happened today.", english, "2021-12-30", "2021-12-31")
    assert reference_day(report) == date(2021, 12, 30)
    (time,) = report[Time]
    assert (time.timex, time.anchor) == ("2021-12-30", "2021-12-30")


def test_a_day_that_a_year_has_not_is_no_time(english: Language) -> None:
    report = read("They met on 30 February 2022 and on 31 June.", english)
    assert len(report[TimeExpression]) == 2
    assert report[Time] == ()


def test_a_weekday_that_does_not_fit_makes_a_date_less_sure(english: Language) -> None:
    right, wrong = read("Friday, 21 January 2022 or Monday, 21 January 2022", english)[Time]
    assert (right.timex, wrong.timex) == (FRIDAY, FRIDAY)
    assert wrong.made.score < right.made.score


def test_only_what_stands_in_a_sentence_is_a_time(english: Language) -> None:
    text = "January 3, 2020\nThey met on Monday."
    report = Report(report="r", at=(Span(0, len(text)),), made=MADE, source="r", sha256="0")
    read = ReportText(report, text)
    read.add([Sentence(report="r", at=(Span(16, len(text)),), language="en", made=MADE)])
    for stage in (times, days):
        read.add(stage(read, english))
    assert len(read[TimeExpression]) == 2
    assert [read.slice(time.at[0]) for time in read[Time]] == ["Monday"]


def test_records_say_from_which_day_and_by_which_rule(english: Language) -> None:
    since, absolute = read("since Monday; in 2014", english)[Time]
    assert (since.anchor, since.open, since.grain, since.sort) == (FRIDAY, "since", "day", "date")
    assert (absolute.anchor, absolute.open, absolute.grain) == (None, None, "year")
    assert since.made.rule == "en/time/weekday"


def test_a_time_of_day_is_of_the_day_named_before_it(english: Language) -> None:
    text = "They met on Monday in Oslo. It began at 8 p.m., when all had come."
    assert last_time(text, english).timex == "2022-01-17T20:00"


@pytest.mark.parametrize(
    ("unit", "number", "expected"),
    [
        ("day", -1, "2024-02-28"),
        ("week", 1, "2024-03-07"),
        ("month", 12, "2025-02-28"),
        ("quarter", 1, "2024-05-29"),
        ("year", -4, "2020-02-29"),
        ("hour", 23, "2024-02-29"),
        ("hour", 25, "2024-03-02"),
        ("minute", -1440, "2024-02-28"),
    ],
)
def test_shifted(unit: str, number: int, expected: str) -> None:
    assert shifted(date(2024, 2, 29), unit, number).isoformat() == expected


@pytest.mark.parametrize(
    ("unit", "first", "last", "timex"),
    [
        ("week", "2021-12-27", "2022-01-02", "2021-W52"),
        ("month", "2022-01-01", "2022-01-31", "2022-01"),
        ("quarter", "2022-01-01", "2022-03-31", "2022-Q1"),
        ("year", "2022-01-01", "2022-12-31", "2022"),
        ("decade", "2020-01-01", "2029-12-31", "202"),
        ("century", "2000-01-01", "2099-12-31", "20"),
        ("day", "2022-01-01", "2022-01-01", "2022-01-01"),
    ],
)
def test_the_unit_around_a_day(unit: str, first: str, last: str, timex: str) -> None:
    day = date(2022, 1, 1)
    period = unit_around(day, unit).period
    assert (period.first, period.last, timex_of(day, unit)) == (first, last, timex)


@given(
    st.dates(date(1, 1, 1), date(9990, 1, 1)),
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.sampled_from(["start", "mid", "end"]),
)
def test_a_phase_is_within_its_unit(day: date, unit: str, phase: str) -> None:
    whole = unit_around(day, unit)
    part = phase_of(whole, phase, unit)
    assert whole.first <= part.first <= part.last <= whole.last


@pytest.mark.parametrize("unit", ["week", "month", "year"])
def test_start_and_end_are_those_of_the_unit(unit: str) -> None:
    whole = unit_around(date(2022, 1, 21), unit)
    assert phase_of(whole, "start", unit).first == whole.first
    assert phase_of(whole, "end", unit).last == whole.last
    assert phase_of(whole, "sometime", unit) == whole


def test_durations_are_written() -> None:
    assert [duration(2, "month"), duration(50, "minute"), duration("X", "day")] == ["P2M", "PT50M", "PXD"]
    assert Days(date(2022, 1, 1), date(2022, 1, 2)).period.last == "2022-01-02"


@given(
    st.integers(1, 7), st.dates(date(1, 2, 1), date(9999, 11, 1)), st.sampled_from([None, "past", "future"])
)
def test_a_weekday_is_less_than_a_week_away(weekday: int, day: date, tense: str | None) -> None:
    expression = TimeExpression(
        report="r", at=(Span(0, 1),), made=MADE, sort="date", form="weekday", parts={"weekday": weekday}
    )
    meaning = resolve(expression, Context(day, None, tense))  # type: ignore[arg-type]
    assert meaning is not None
    assert meaning.days is not None
    away = (meaning.days.first - day).days
    assert meaning.days.first.isoweekday() == weekday
    assert 0 <= away < 7 if tense == "future" else -7 < away <= 0
