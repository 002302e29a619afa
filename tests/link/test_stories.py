"""Reports on the same news are one story, copies or not."""

from __future__ import annotations

from crisis import Told, plain
from kawat.link.steps import link
from kawat.records import Story
from kawat.store import Writer

NEWS = "Orsk and Belmark signed a treaty on fishing in the strait. Ministers shook hands in the harbour hall."
ABROAD = (
    "Orsk dan Belmark menandatangani perjanjian penangkapan ikan di selat itu. "
    "Para menteri berjabat tangan di balai pelabuhan."
)
OTHER = "A storm tore roofs from houses in Orsk. Belmark offered to send boats and blankets to the coast."


def report(text: str, source: str, day: str | None = "2022-01-21", language: str = "en") -> Told:
    one = plain(text, source, day=day, language=language)
    for name in ("Orsk", "Belmark"):
        one.name(name, name[:3].upper())
    one.sentence(text.partition(". ")[0] + ".")
    return one


def stories(writer: Writer, *reports: Told) -> list[set[str]]:
    for one in reports:
        one.add(writer)
    link(writer, containment=0.6)
    return [{writer.report(id).source for id in story.reports} for story in writer.each(Story)]


def test_the_same_news_in_two_languages_is_one_story(writer: Writer) -> None:
    found = stories(writer, report(NEWS, "a"), report(ABROAD, "b", "2022-01-22", "id"), report(OTHER, "c"))
    assert sorted(map(sorted, found)) == [["a", "b"], ["c"]]
    story = next(story for story in writer.each(Story) if len(story.reports) == 2)
    assert (story.first, story.last, story.origins) == ("2022-01-21", "2022-01-22", 2)
    assert writer.report(story.report).source == "a"


def test_news_of_another_week_is_another_story(writer: Writer) -> None:
    assert len(stories(writer, report(NEWS, "a"), report(ABROAD, "b", "2022-02-02", "id"))) == 2


def test_copies_are_one_story_whatever_their_dates(writer: Writer) -> None:
    words = " ".join(f"kata{number}" for number in range(60))
    found = stories(writer, report(f"{NEWS} {words}", "a"), report(f"{NEWS} {words} ya", "b", "2024-05-01"))
    assert found == [{"a", "b"}]


def test_an_earlier_report_gives_the_story_its_id_and_the_old_one_leads_there(writer: Writer) -> None:
    stories(writer, report(NEWS, "later", "2022-01-22"))
    (before,) = writer.each(Story)
    stories(writer, report(ABROAD, "earlier", "2022-01-21", "id"))
    (after,) = writer.each(Story)
    assert writer.record(before.id) == after
    assert writer.record(after.id) == after != before
