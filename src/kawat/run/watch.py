"""Polls feeds: what they tell of that is new goes into the store, and what was seen is remembered there."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice

import msgspec

from kawat.errors import ReadError
from kawat.pipeline import Pipeline
from kawat.read.document import now, refusal
from kawat.read.lead import Lead
from kawat.read.source import Reader
from kawat.read.url import received
from kawat.records import Failure
from kawat.store import Visit, Writer

from .add import Done, add
from .base import Runner

TRIES = 3
"""How often a page is tried that cannot be had, one poll after the other; then it is let be."""


def poll(
    feed: str, reader: Reader, pipeline: Pipeline, writer: Writer, *, runner: Runner | None = None
) -> Iterator[Done]:
    """Adds the pages of a feed or sitemap that are new or changed, and tells what became of each.

    A server that has nothing new is asked no more than that. Whoever stops in the middle loses nothing: the
    next poll goes on with what is left.
    """
    before = writer.visit(feed)
    failed: list[Failure] = []
    try:
        found, visit = _asked(feed, before, reader)
        with closing(_fresh(found, failed, writer)) as fresh:
            # no more than one poll takes: the sitemaps of a whole archive have millions
            now_due = list(islice(fresh, pipeline.settings.most_pages))
            whole = next(fresh, None) is None and not failed
    except ReadError as error:
        yield Done(feed, "failed", (refusal(feed, str(error)),))
        return
    yield from (Done(failure.report, "failed", (failure,)) for failure in failed)
    documents = add((reader.follow(lead) for lead in now_due), pipeline, writer, runner=runner)
    for lead, done in zip(now_due, documents, strict=True):
        whole &= _remember(lead, done, writer)
        yield done
    # asked for by its version again only when nothing of this one is left to do
    writer.remember(visit if whole else Visit(feed, visit.at, watched=visit.watched))


def _asked(feed: str, before: Visit | None, reader: Reader) -> tuple[Iterable[Lead | Failure], Visit]:
    """What a feed tells of, nothing when it is as before, and what to remember of it."""
    before = before or Visit(feed, "")
    page = reader.web.get(feed, before.etag, before.modified)
    visit = msgspec.structs.replace(before, at=page.retrieved)
    if page.unchanged:
        return (), visit
    visit = msgspec.structs.replace(visit, etag=page.etag, modified=page.modified)
    return reader.leads(received(page)), visit


def _fresh(found: Iterable[Lead | Failure], failed: list[Failure], writer: Writer) -> Generator[Lead]:
    """What is new of what is found, as it is asked for; what could not be read is put aside."""
    for one in found:
        if isinstance(one, Failure):
            failed.append(one)
        elif _is_fresh(one, writer):
            yield one


def _is_fresh(lead: Lead, writer: Writer) -> bool:
    seen = writer.visit(_key(lead))
    return seen is None or seen.state != lead.state or 0 < seen.failed < TRIES


def _remember(lead: Lead, done: Done, writer: Writer) -> bool:
    """Keeps what became of a page; whether it is done with."""
    before = writer.visit(_key(lead))
    tries = before.failed if before and before.state == lead.state else 0
    failed = tries + 1 if done.outcome == "failed" else 0
    writer.remember(Visit(_key(lead), now(), state=lead.state, failed=failed))
    return failed == 0 or failed >= TRIES


def _key(lead: Lead) -> str:
    return lead.url or lead.source
