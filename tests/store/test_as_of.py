"""As known on a day: nothing of what was written later, in no answer."""

from __future__ import annotations

import pytest

from crisis import Told, plain
from kawat.errors import NotFound
from kawat.link.steps import link
from kawat.records import Event, Happening, Quote, Report, Saying
from kawat.store import Count, Store

WORDS = "the gates of the harbour stay open to every ship that comes in peace"


def told(source: str, day: str | None, speaker: str = "anna-blythe") -> Told:
    one = plain(f"Blythe met Dent in {source}. She said: {WORDS}.", source, day=day, language="en")
    one.actor("Blythe", speaker, sort="person", country="FRD", name=source)
    one.quote(WORDS, speaker_actor=speaker, day=day)
    one.event("Blythe met Dent", "CONSULT", actors=(speaker,), recipients=("carl-dent",), day=day)
    return one


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writer() as writer:
        for one in (told("early.txt", "2022-01-20"), told("late.txt", "2022-02-01"), told("never.txt", None)):
            one.add(writer)
        link(writer, containment=0.6)
    return store


def test_only_what_was_written_by_then(filled: Store) -> None:
    with filled.view() as now, filled.view("2022-01-25") as then:
        assert (now.as_of, then.as_of) == (None, "2022-01-25")
        assert [report.source for report in then.each(Report)] == ["early.txt"]
        assert (len(list(now.each(Quote))), len(list(then.each(Quote)))) == (3, 1)
        assert then.counts()["event"] == 1
        assert then.count(Event) == Count(1, 1)
        assert then.search("harbour").count == Count(1, 1)
        (late,) = [report for report in now.each(Report) if report.source == "late.txt"]
        with pytest.raises(NotFound):
            then.report(late.id)
        with pytest.raises(NotFound):
            then.record(late.id)
        assert then.tally([report.id for report in now.each(Report)]) == Count(1, 1)


def test_wholes_have_the_members_of_then(filled: Store) -> None:
    with filled.view() as now, filled.view("2022-01-25") as then, filled.view("2022-01-01") as before:
        (saying,), (earlier,) = now.each(Saying), then.each(Saying)
        assert (saying.reports, earlier.reports) == (3, 1)
        assert saying.id == earlier.id
        assert earlier == then.record(saying.id)
        assert list(before.each(Saying)) == []
        with pytest.raises(NotFound):
            before.record(saying.id)


def test_what_stood_only_in_ai_summaries_did_so_then(store: Store) -> None:
    with store.writer() as writer:
        for source, day in (("early.txt", "2022-01-20"), ("late.txt", "2022-02-01")):
            one = plain(f"{source}: {WORDS}.", source, day=day, language="en")
            one.quote(WORDS, speaker_actor="anna-blythe", day=day, wording="ai-summary")
            one.add(writer)
        link(writer, containment=0.6)
    with store.view() as now, store.view("2022-01-25") as then:
        (saying,), (earlier,) = now.each(Saying), then.each(Saying)
        assert (saying.reports, earlier.reports) == (2, 1)
        assert earlier.basis == ("only in AI summaries",)
        assert "only in AI summaries" in saying.basis


def test_what_only_ai_summaries_told_until_then_says_so(store: Store) -> None:
    with store.writer() as writer:
        for source, day, wording in (
            ("early.txt", "2022-01-20", "ai-summary"),
            ("late.txt", "2022-02-01", "verbatim"),
        ):
            one = plain(f"{source}: {WORDS}.", source, day=day, language="en")
            one.quote(WORDS, speaker_actor="anna-blythe", day=day, wording=wording)
            told = {"wording": wording} if wording == "ai-summary" else {}
            one.event(WORDS, "CONSULT", actors=("anna-blythe", "SYL"), day="2022-01-19", **told)
            one.add(writer)
        link(writer, containment=0.6)
    with store.view() as now, store.view("2022-01-25") as then:
        for kind in (Saying, Happening):
            (whole,), (earlier,) = now.each(kind), then.each(kind)
            assert (whole.reports, earlier.reports) == (2, 1)
            assert earlier.basis == ("only in AI summaries",)
            assert "only in AI summaries" not in whole.basis


def test_actors_weeks_and_families(filled: Store) -> None:
    with filled.view() as now, filled.view("2022-01-25") as then:
        assert then.actor("anna-blythe").names == {}
        assert {name for names in now.actor("anna-blythe").names.values() for name in names} <= {"late.txt"}
        assert [(week.week, week.n) for week in then.weeks() if week.actor == "anna-blythe"] == [
            ("2022-W03", 1)
        ]
        assert [c.count for c in then.actors()] == [Count(1, 1)]
        # copies: the words between differ, so there is a family, of which one copy was there
        assert list(then.families()) == []


def test_all_of_a_day_after_the_last_is_all_that_is_dated(filled: Store) -> None:
    with filled.view("2030-01-01") as then:
        assert len(list(then.each(Report))) == 2


def test_no_day_is_no_view(filled: Store) -> None:
    with pytest.raises(ValueError, match="isoformat"), filled.view("yesterday"):
        pass
