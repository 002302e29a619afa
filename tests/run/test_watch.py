"""Polling feeds: what is new is added once, what failed is tried again, what is done is not asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kawat import Pipeline, load_settings, open_pipeline, open_store
from kawat.read import Reader
from kawat.records import Report
from kawat.run.add import Done
from kawat.run.watch import TRIES, poll
from kawat.store import Writer
from websites import Answer, Site, article

FEED = "<rss version='2.0'><channel><title>The Courier</title>{}</channel></rss>"


class Paper:
    """A site with a feed, whose entries are (path, moment); it knows versions when it has an ETag."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.entries: list[tuple[str, str]] = []
        self.etag: str | None = None
        site.pages["/feed"] = self.feed
        for name in "abcd":
            site.pages[f"/{name}"] = Answer(article(f"Fiji warns Iceland again {name}"))

    def feed(self, headers: Mapping[str, str]) -> Answer:
        if self.etag and headers.get("if-none-match") == self.etag:
            return Answer(status=304)
        items = "".join(
            f"<item><link>{path}</link><pubDate>{moment}</pubDate></item>" for path, moment in self.entries
        )
        return Answer(
            FEED.format(items).encode(), "text/xml", headers={"ETag": self.etag} if self.etag else {}
        )

    @property
    def url(self) -> str:
        return self.site.url("/feed")

    def asked(self) -> list[str]:
        """The paths asked for since the last call."""
        paths = self.site.paths()
        self.site.asked.clear()
        return paths


@pytest.fixture
def paper(site: Site) -> Paper:
    return Paper(site)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    settings, _ = load_settings({"allow_private": True, "delay_seconds": 0, "timeout_seconds": 5})
    return open_pipeline(settings)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as writer:
        yield writer


@pytest.fixture
def reader(pipeline: Pipeline) -> Iterator[Reader]:
    with Reader(pipeline.settings) as reader:
        yield reader


@pytest.fixture
def again(paper: Paper, reader: Reader, pipeline: Pipeline, writer: Writer):  # type: ignore[no-untyped-def]
    """Polls the paper's feed and gives the paths asked for and the outcomes."""

    def polled() -> tuple[list[str], list[str]]:
        outcomes = [done.outcome for done in poll(paper.url, reader, pipeline, writer)]
        return paper.asked(), outcomes

    return polled


MOMENT = "Fri, 21 Jan 2022 10:00:00 GMT"
LATER = "Sat, 22 Jan 2022 10:00:00 GMT"


def test_only_what_is_new_is_fetched(paper: Paper, again, writer: Writer) -> None:  # type: ignore[no-untyped-def]
    paper.entries = [("/a", MOMENT), ("/b", MOMENT)]
    assert again() == (["/feed", "/a", "/b"], ["added", "added"])
    assert again() == (["/feed"], [])
    paper.entries.insert(0, ("/c", LATER))
    assert again() == (["/feed", "/c"], ["added"])
    assert {report.given_date for report in writer.each(Report)} == {"2022-01-21", "2022-01-22"}


def test_what_changed_is_fetched_again(paper: Paper, again) -> None:  # type: ignore[no-untyped-def]
    paper.entries = [("/a", MOMENT)]
    again()
    paper.entries = [("/a", LATER)]
    paper.site.pages["/a"] = Answer(article("Fiji takes its warning back"))
    assert again() == (["/feed", "/a"], ["added"])


def test_a_version_that_is_known_is_not_sent(paper: Paper, again, writer: Writer) -> None:  # type: ignore[no-untyped-def]
    paper.entries, paper.etag = [("/a", MOMENT)], '"1"'
    assert again() == (["/feed", "/a"], ["added"])
    known = writer.visit(paper.url)
    assert known is not None
    assert known.etag == '"1"'
    paper.entries = []
    assert again() == (["/feed"], [])
    paper.entries, paper.etag = [("/b", MOMENT)], '"2"'
    assert again() == (["/feed", "/b"], ["added"])


def test_a_page_that_fails_is_tried_some_times(paper: Paper, again) -> None:  # type: ignore[no-untyped-def]
    paper.entries, paper.etag = [("/a", MOMENT), ("/gone", MOMENT)], '"1"'
    assert again() == (["/feed", "/a", "/gone"], ["added", "failed"])
    for _ in range(TRIES - 1):
        assert again() == (["/feed", "/gone"], ["failed"])
    # given up: from now on the version of the feed is enough
    assert again() == (["/feed"], [])
    paper.entries, paper.etag = [("/gone", LATER)], '"2"'
    assert again() == (["/feed", "/gone"], ["failed"])
    paper.site.pages["/gone"] = Answer(article("It is back"))
    assert again() == (["/feed", "/gone"], ["added"])
    assert again() == (["/feed"], [])


def test_a_poll_that_is_left_goes_on_with_the_rest(
    paper: Paper, again, reader: Reader, pipeline: Pipeline, writer: Writer
) -> None:  # type: ignore[no-untyped-def]
    paper.entries, paper.etag = [("/a", MOMENT), ("/b", MOMENT), ("/c", MOMENT)], '"1"'
    started = poll(paper.url, reader, pipeline, writer)
    assert next(started).outcome == "added"
    started.close()  # type: ignore[attr-defined]
    paper.asked()
    assert again() == (["/feed", "/b", "/c"], ["added", "added"])
    assert list(writer.unlinked()) == []


def test_no_more_than_the_settings_allow_at_once(paper: Paper, writer: Writer, pipeline: Pipeline) -> None:
    settings, _ = load_settings({"allow_private": True, "delay_seconds": 0, "most_pages": 2})
    small = Pipeline(settings, pipeline.languages)
    paper.entries, paper.etag = [(f"/{name}", MOMENT) for name in "abc"], '"1"'
    with Reader(settings) as reader:
        asked = []
        for _ in range(3):
            list(poll(paper.url, reader, small, writer))
            asked.append(paper.asked())
    assert asked == [["/feed", "/a", "/b"], ["/feed", "/c"], ["/feed"]]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(status=404), "the server answers 404 Not Found: check the address"),
        (Answer(article("A page of words")), "it is neither a feed nor a sitemap: check the address"),
        (Answer(b"<rss/>", "text/xml"), "it is no feed that can be read"),
    ],
)
def test_a_feed_that_is_none_is_told(
    paper: Paper, reader: Reader, pipeline: Pipeline, writer: Writer, answer: Answer, error: str
) -> None:
    paper.site.pages["/feed"] = answer
    (done,) = poll(paper.url, reader, pipeline, writer)
    assert isinstance(done, Done)
    assert (done.source, done.outcome) == (paper.url, "failed")
    assert done.failures[0].error.startswith(f"{paper.url}: {error}")


def test_a_sitemap_can_be_polled_too(paper: Paper, again) -> None:  # type: ignore[no-untyped-def]
    listed = f"<urlset><url><loc>{paper.site.url('/a')}</loc><lastmod>2022-01-21</lastmod></url></urlset>"
    paper.site.pages["/feed"] = Answer(listed.encode(), "text/xml")
    assert again() == (["/feed", "/a"], ["added"])
    assert again() == (["/feed"], [])
