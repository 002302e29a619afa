"""Which days expressions of time mean, counted from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.times import times
from kawat.language import Language
from kawat.records import Finding, Made, Report, Sentence, Span, Time, TimeExpression, Written
from kawat.resolve.calendar import (
    Days,
    duration,
    easter,
    islamic,
    islamic_year,
    phase_of,
    shifted,
    timex_of,
    unit_around,
    with_half,
)
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


ALL_NIGHT = "2022-01-21T22:00/2022-01-22T02:00"
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
    ("They will decide within two weeks.", FRIDAY, "P2W", "2022-01-21", "2022-02-04"),
    ("They will decide over the next year.", FRIDAY, "P1Y", "2022-01-21", "2023-01-21"),
    ("It grew over the past half year.", FRIDAY, "P6M", "2021-07-21", "2022-01-21"),
    ("It happened a year and a half ago.", FRIDAY, "2020-07", "2020-07-01", "2020-07-31"),
    # counted from what was named: the day, the month or the year
    ("They came in 2014. A year later they left.", FRIDAY, "2015", "2015-01-01", "2015-12-31"),
    ("They came in March 2014. Two months later they left.", FRIDAY, "2014-05", "2014-05-01", "2014-05-31"),
    ("A third-quarter gain, a loss a year earlier.", FRIDAY, "2020-Q3", "2020-07-01", "2020-09-30"),
    ("They came in March 2014. That year it rained.", FRIDAY, "2014", "2014-01-01", "2014-12-31"),
    ("Monday at 8 p.m. The day before, it rained.", FRIDAY, "2022-01-16", "2022-01-16", "2022-01-16"),
    ("They met Monday. The previous day he had left.", FRIDAY, "2022-01-16", "2022-01-16", "2022-01-16"),
    ("It runs until 3 May. A day earlier he left.", FRIDAY, "2022-01-20", "2022-01-20", "2022-01-20"),
    ("They meet on 3 May 2022. A day earlier he left.", FRIDAY, "2022-01-20", "2022-01-20", "2022-01-20"),
    # parts of months and years
    ("They met in the first week of January.", FRIDAY, "2022-01", "2022-01-01", "2022-01-07"),
    ("They met in the last week of November.", FRIDAY, "2021-11", "2021-11-24", "2021-11-30"),
    ("It rained in the second half of 2021.", FRIDAY, "2021-H2", "2021-07-01", "2021-12-31"),
    ("It rained in the first half of January.", FRIDAY, "2022-01", "2022-01-01", "2022-01-15"),
    # a quarter that has just ended is still reported
    ("They expect to report third-quarter losses.", "2021-11-02", "2021-Q3", "2021-07-01", "2021-09-30"),
    ("It was worst in nineteen ninety-six.", FRIDAY, "1996", "1996-01-01", "1996-12-31"),
    ("It is an 11th-century temple.", FRIDAY, "10", "1000-01-01", "1099-12-31"),
    # since an age: since its end
    ("It is the worst crisis since the Cold War.", FRIDAY, "1947/1991", "1991-12-31", "2022-01-21"),
    # nights
    ("It burned on the night of 7-8 January.", FRIDAY, "2022-01-07/2022-01-08", "2022-01-07", "2022-01-08"),
    ("They shelled it on the night of Wednesday.", FRIDAY, "2022-01-19TNI", "2022-01-19", "2022-01-19"),
    ("They met on Monday. He left in the evening.", FRIDAY, "2022-01-17TEV", "2022-01-17", "2022-01-17"),
    ("Three people died overnight, he said.", FRIDAY, "2022-01-20TNI", "2022-01-20", "2022-01-20"),
    # clock times
    ("It began on Monday at 8:30 p.m. GMT.", FRIDAY, "2022-01-17T20:30Z", "2022-01-17", "2022-01-17"),
    ("At eight o'clock in the evening Monday.", FRIDAY, "2022-01-17T20:00", "2022-01-17", "2022-01-17"),
    ("10 p.m. to 2 a.m.", FRIDAY, ALL_NIGHT, "2022-01-21", "2022-01-22"),
    # holidays that move
    ("They met on Good Friday.", "2022-05-01", "2022-04-15", "2022-04-15", "2022-04-15"),
    ("They will meet after Easter.", FRIDAY, "2022-04-17", "2022-04-17", "2022-04-17"),
    ("They met on Easter Sunday 2019.", FRIDAY, "2019-04-21", "2019-04-21", "2019-04-21"),
    ("They met on Eid al-Fitr 2023.", FRIDAY, "2023-04-22", "2023-04-22", "2023-04-22"),
    # what is to come, and what was to come
    ("He would be paid in November.", FRIDAY, "2022-11", "2022-11-01", "2022-11-30"),
    ("He will succeed Roe on 1 July.", FRIDAY, "2022-07-01", "2022-07-01", "2022-07-01"),
    ("Roe meets Smith on Monday.", FRIDAY, "2022-01-24", "2022-01-24", "2022-01-24"),
    ("The offer had been due to expire Monday.", FRIDAY, "2022-01-17", "2022-01-17", "2022-01-17"),
    ("They sold ahead of the weekend.", "2022-01-17", "2022-W03-WE", "2022-01-22", "2022-01-23"),
    # no days
    ("They met three days later.", FRIDAY, "P3D", "", ""),
    ("They came on 20 January. Two weeks later they left and met.", FRIDAY, "P2W", "", ""),
    ("They decided within two weeks.", FRIDAY, "P2W", "", ""),
    ("It took half an hour.", FRIDAY, "PT30M", "", ""),
    ("It took 2.5 years.", FRIDAY, "P2Y6M", "", ""),
    ("It took a couple of weeks.", FRIDAY, "P2W", "", ""),
    ("They ruled for hundreds of years.", FRIDAY, "PXY", "", ""),
    ("They march every July.", FRIDAY, "XXXX-07", "", ""),
    ("It is quiet in the evening.", FRIDAY, "XXXX-XX-XXTEV", "", ""),
    ("It took two weeks.", FRIDAY, "P2W", "", ""),
    ("They spoke for 50 minutes.", FRIDAY, "PT50M", "", ""),
    ("They meet every Friday.", FRIDAY, "XXXX-WXX-5", "", ""),
    ("It grew in recent weeks.", FRIDAY, "PXW", "", ""),
]  # fmt: skip
WORKING_HOURS = "2022-01-21T07:00+07:00/2022-01-21T13:30+07:00"
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
    ("Ia datang Senin pukul 20.00 WIB.", FRIDAY, "2022-01-17T20:00+07:00", "2022-01-17", "2022-01-17"),
    ("Ia datang Senin (17/1/2022). Malam itu hujan.", FRIDAY, "2022-01-17TNI", "2022-01-17", "2022-01-17"),
    ("Ia datang hingga Jumat (21/1/2022) sore ini.", FRIDAY, "2022-01-21TAF", FRIDAY, FRIDAY),
    ("Ia datang besok pagi.", FRIDAY, "2022-01-22TMO", "2022-01-22", "2022-01-22"),
    ("Ia datang lusa.", FRIDAY, "2022-01-23", "2022-01-23", "2022-01-23"),
    ("Kantor buka pukul 07.00 hingga 13.30 WIB.", FRIDAY, WORKING_HOURS, FRIDAY, FRIDAY),
    ("Rabu hingga Minggu (28/10-1/11/2021)", FRIDAY, "2021-10-28/2021-11-01", "2021-10-28", "2021-11-01"),
    ("Libur itu Senin-Selasa (17-18/1/2022).", FRIDAY, "2022-01-17/2022-01-18", "2022-01-17", "2022-01-18"),
    ("Perang pecah pada 2014. Setahun kemudian ia pulang.", FRIDAY, "2015", "2015-01-01", "2015-12-31"),
    ("Ia akan pulang pada akhir tahun.", FRIDAY, "2022", "2022-09-01", "2022-12-31"),
    ("Ia pulang pada akhir bulan lalu.", FRIDAY, "2021-12", "2021-12-21", "2021-12-31"),
    ("Ia pulang pada akhir bulan ini.", FRIDAY, "2022-01", "2022-01-21", "2022-01-31"),
    ("Ia pulang pada pekan pertama Januari.", FRIDAY, "2022-01", "2022-01-01", "2022-01-07"),
    ("Laba naik pada semester I-2021.", FRIDAY, "2021-H1", "2021-01-01", "2021-06-30"),
    ("Laba naik pada triwulan III-2021.", FRIDAY, "2021-Q3", "2021-07-01", "2021-09-30"),
    ("Ia pulang saat Lebaran.", "2023-05-10", "2023-04-22", "2023-04-22", "2023-04-22"),
    ("Ia pulang setelah Natal 2020.", FRIDAY, "2020-12-25", "2020-12-25", "2020-12-25"),
    ("Ia pulang setengah tahun lalu.", FRIDAY, "2021-07", "2021-07-01", "2021-07-31"),
    ("Kabar itu ditunda untuk beberapa hari lagi.", FRIDAY, "PXD", "", ""),
    ("Ia pulang tiga hari kemudian.", FRIDAY, "P3D", "", ""),
    ("Perjalanan itu sekitar 1,5 jam.", FRIDAY, "PT1H30M", "", ""),
    ("Mereka diam beberapa saat.", FRIDAY, "PXX", "", ""),
    ("Kabar itu muncul beberapa waktu lalu.", FRIDAY, "PAST_REF", "", ""),
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


@pytest.mark.parametrize(
    ("text", "timex"),
    [("on May 3", "XXXX-05-03"), ("in November", "XXXX-11"), ("in the third quarter", "XXXX-Q3"),
     ("last winter", "XXXX-WI"), ("on Good Friday", "XXXX-XX-XX")],
)  # fmt: skip
def test_without_any_day_a_date_has_no_year(text: str, timex: str, english: Language) -> None:
    assert [time.timex for time in read(text, english, None)[Time]] == ([timex] if timex else [])


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        # written in these three weeks, whenever: they mean the same
        (
            "It goes on until 4 February.",
            "2022-01-07",
            "2022-01-28",
            ("2022-02-04", "2022-01-07", "2022-02-04"),
        ),
        ("They meet next month.", "2022-01-07", "2022-01-28", ("2022-02", "2022-02-01", "2022-02-28")),
        ("It was planned since 2020.", "2022-01-07", "2022-01-28", ("2020", "2020-01-01", "2022-01-28")),
        # and these not
        ("They met on Friday.", "2022-01-07", "2022-01-28", ("XXXX-WXX-5", "", "")),
        ("They meet next month.", "2022-01-07", "2022-02-28", ("XXXX-XX", "", "")),
        ("It grew over the past two months.", "2022-01-07", "2022-01-28", ("P2M", "", "")),
        ("They met on 30 February.", "2022-01-07", "2022-01-28", ("XXXX-02-30", "", "")),
    ],
)
def test_of_a_report_of_some_weeks_what_does_not_depend_on_its_day_is_known(
    text: str, first: str, last: str, expected: tuple[str, str, str], english: Language
) -> None:
    times = read(text, english, first, last)[Time]
    assert [shown(time) for time in times] == [expected]
    assert all(time.anchor is None for time in times)


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
    st.sampled_from(["start", "mid", "end", "h1", "h2", "w1", "w4", "w-1"]),
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


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2019, "2019-04-21"), (2022, "2022-04-17"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter(year: int, sunday: str) -> None:
    assert easter(year).isoformat() == sunday


@given(st.integers(1600, 9000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(st.dates(date(700, 1, 1), date(9000, 1, 1)))
def test_an_islamic_year_is_near_its_day(day: date) -> None:
    assert -2 < (day - islamic(islamic_year(day), 1, 1)).days < 357


def test_islamic_days() -> None:
    assert islamic(1444, 10, 1) == date(2023, 4, 22)
    assert islamic(1443, 12, 10) == date(2022, 7, 10)


def test_halves_are_written() -> None:
    written = [duration(2, "year", half=True), duration(0, "day", half=True), duration(1, "week", half=True)]
    assert written == ["P2Y6M", "PT12H", "P1.5W"]
    assert [with_half(1, "year"), with_half(1, "week"), with_half(2, "second")] == [
        (18, "month"),
        (10, "day"),
        (2, "second"),
    ]


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
