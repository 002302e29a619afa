"""The store as tools of an assistant (Model Context Protocol): answers that cite characters of reports.

Every answer is bounded, and says in how many reports it stands and of how many independent origins they are.
A citation is a report's id, the characters `start` to `end` of its received text, and these characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, wraps
from threading import Lock
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from kawat.ask import briefing, commitments, happenings, listing, search, show
from kawat.ask.actors import find_actor
from kawat.ask.evidence import Source, source_of
from kawat.ask.verify import Verdict
from kawat.errors import KawatError
from kawat.ontology import type_names
from kawat.pipeline import Pipeline, open_pipeline
from kawat.records import Act, Outcome, Report, Span, Status
from kawat.serve.verifying import check
from kawat.settings import Settings
from kawat.store import Count, Filter, Store, View, Where

MOST = 50
"""So many items are in an answer at most."""
WORDS = 600
"""So many characters of one passage are cited at most; `cut` says that it goes on."""
SECONDS = 20
LONGEST_TEXT = 8_000
"""So many characters has a text that is checked at most."""
_MEMBERS = 20
_PASSAGES = 3

Limit = Annotated[int, Field(ge=1, le=MOST, description="How many items at most.")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, as 2022-01-21.")]
AsOf = Annotated[Day | None, Field(description="Only what had been written by this day.")]
Who = Annotated[str | None, Field(description="An actor: its id or a name in any language.")]
Answer = dict[str, Any]
Tool = TypeVar("Tool", bound=Callable[..., Answer])


def server(store: Store, settings: Settings) -> MCPServer:
    """The tools on a store; `run()` serves them on standard input and output."""
    made = MCPServer("kawat", instructions=_INSTRUCTIONS)
    for tool in tools(store, settings):
        made.tool()(_told(tool))
    return made


_INSTRUCTIONS = (
    "A sourced record of news reports. Cite every statement by the report's id and its characters. "
    "'reports' counts reports, 'origins' the independent ones among them: copies of one text are one origin. "
    "The tools tell what reports say, never whether it is true. Let 'verify' check what you have written."
)


def tools(store: Store, settings: Settings) -> Sequence[Callable[..., Answer]]:
    """The functions that answer, by their names."""
    reading = Lock()

    @cache
    def pipeline() -> Pipeline:
        return open_pipeline(settings)

    @contextmanager
    def asked(as_of: str | None) -> Iterator[View]:
        with store.view(as_of) as view:
            view.bound(SECONDS)
            view.leave_out_folders()
            yield view

    def find(
        query: str, where: Where = "text", actor: Who = None, since: Day | None = None,
        until: Day | None = None, as_of: AsOf = None, limit: Limit = 10,
    ) -> Answer:  # fmt: skip
        """Reports or quotes that have all words of the query: "two words" together, nego*, -not, OR."""
        with asked(as_of) as view:
            which = Filter(actor=_actor(view, actor), since=since, until=until)
            found = search.search(view, query, where=where, filter=which, limit=limit)
            hits = [
                {"kind": hit.kind, "id": hit.id, **_counts(hit.count), **_passages(view, hit.source, hit.at)}
                for hit in found.hits
            ]
            return {"found": hits, **_all(found.count, found.more), "nearest": found.nearest}

    def quotes(
        speaker: Who = None, addressee: Who = None, act: Act | None = None, since: Day | None = None,
        until: Day | None = None, as_of: AsOf = None, limit: Limit = 10, cursor: str | None = None,
    ) -> Answer:  # fmt: skip
        """Who is reported to have said what, direct or not, in order of days."""
        with asked(as_of) as view:
            which = Filter(
                speaker=_actor(view, speaker), addressee=_actor(view, addressee), act=_only(act),
                since=since, until=until,
            )  # fmt: skip
            page = listing.quotes(view, which, limit=limit, cursor=cursor)
            found = [
                {
                    "id": line.record.id, "speaker": line.speaker, "act": line.record.act,
                    "form": line.record.form, "said": _days(line.record.said), **_counts(line.count),
                    **_passages(view, line.source, *line.record.at),
                }
                for line in page.lines
            ]  # fmt: skip
            return {"found": found, **_all(page.count, page.more), "cursor": page.cursor}

    def events(
        actor: Who = None, type: str | None = None, status: Status | None = None, since: Day | None = None,
        until: Day | None = None, background: bool = False, as_of: AsOf = None, limit: Limit = 10,
        cursor: str | None = None,
    ) -> Answer:  # fmt: skip
        """What happened, each deed once however many reports tell it. `type`: one of PLOVER's, or a group."""
        with asked(as_of) as view:
            which = Filter(
                actor=_actor(view, actor), type=type_names(type) if type else (), status=_only(status),
                since=since, until=until, historical=None if background else False,
            )  # fmt: skip
            page = happenings.happenings(view, which, limit=limit, cursor=cursor)
            found = [
                {
                    "id": line.record.id, "type": line.record.type, "status": line.record.status,
                    "actors": line.record.actors, "recipients": line.record.recipients,
                    "when": _days(line.record.when), **_counts(line.count),
                    **_passages(view, line.source, *line.record.at),
                }
                for line in page.lines
            ]  # fmt: skip
            return {"found": found, **_all(page.count, page.more), "cursor": page.cursor}

    def ledger(
        actor: Who = None, outcome: Outcome | None = None, due_before: Day | None = None,
        since: Day | None = None, until: Day | None = None, as_of: AsOf = None, limit: Limit = 10,
    ) -> Answer:  # fmt: skip
        """What was promised, planned, demanded, offered or threatened, and what became of it."""
        with asked(as_of) as view:
            which = Filter(actor=_actor(view, actor), since=since, until=until)
            page = commitments.commitments(
                view, which, outcomes=_only(outcome), due_before=due_before, limit=limit
            )
            found = [
                {
                    "id": line.record.id, "sort": line.record.sort, "by": line.record.by,
                    "to": line.record.to, "made_on": _days(line.record.made_on),
                    "due": _days(line.record.due), "outcome": line.record.outcome,
                    "why": line.why, **_counts(line.count), **_passages(view, line.source, *line.record.at),
                    "evidence": [
                        {"outcome": one.outcome, "why": one.why,
                         **_passages(view, source_of(view, one.report), *one.at)}
                        for one in line.record.outcome_evidence[-3:]
                    ],
                }
                for line in page.lines
            ]  # fmt: skip
            return {"found": found, **_all(page.count, page.more), "left": page.left}

    def show_record(id: str, as_of: AsOf = None) -> Answer:
        """One record of any kind by its id, or the beginning of it: its evidence, and who tells the same."""
        with asked(as_of) as view:
            shown = show.show(view, id)
            record = shown.record
            spans = () if isinstance(record, Report) else getattr(record, "at", ())
            return {
                "record": _built(record), **_counts(shown.count), **_passages(view, shown.source, *spans),
                "members": [
                    {"id": one.id, "words": one.words[:WORDS], "report": one.source.report}
                    for one in shown.members[:_MEMBERS]
                ],
                "members_left": max(0, len(shown.members) - _MEMBERS),
                "copies": [copy.source.report for copy in shown.copies[:_MEMBERS]],
            }  # fmt: skip

    def verify(
        text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)], date: Day | None = None,
        language: str | None = None, as_of: AsOf = None,
    ) -> Answer:  # fmt: skip
        """What reports say of each sentence of a text: supported, contradicted or not found, and why.

        `date`: the day on which it was written. Numbers, names, days, speakers and denials are compared.
        """
        with asked(as_of) as view, reading:
            verdicts = check(view, text, pipeline(), date=date, language=language)
            sentences = [_verdict(view, one) for one in verdicts if one.text]
        return {"sentences": sentences, "unsupported": sum(one.unsupported for one in verdicts)}

    def brief(
        actor: Who = None, place: str | None = None, since: Day | None = None, until: Day | None = None,
        as_of: AsOf = None, language: Literal["en", "id"] = "en",
    ) -> Answer:  # fmt: skip
        """What happened, was said, is due, is disputed and has changed, each sentence with its citations."""
        with asked(as_of) as view, ExitStack() as stack:
            scope = briefing.Scope(since=since, until=until, actor=_actor(view, actor), place=place)
            day = briefing.compared_day(view, scope)
            before = stack.enter_context(asked(day)) if day else None
            told = briefing.briefing(view, scope, language=language, before=before)
            sections = [
                {
                    "about": part.name, "title": part.title,
                    "sentences": [_sentence(view, one) for one in part.sentences],
                }
                for part in told.sections
            ]  # fmt: skip
        return {"title": told.title, "lead": told.lead, **_counts(told.count), "sections": sections}

    find.__name__, show_record.__name__ = "search", "show"
    return find, quotes, events, ledger, show_record, verify, brief


def _told(tool: Tool) -> Tool:
    """The tool; what goes wrong is told in one line."""

    @wraps(tool)
    def telling(*given: Any, **named: Any) -> Answer:
        try:
            return tool(*given, **named)
        except KawatError as error:
            raise ToolError(str(error)) from error

    return telling  # type: ignore[return-value]


def _actor(view: View, words: str | None) -> str | None:
    return None if words is None else find_actor(view, words)


def _only(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _days(days: Any) -> str | None:
    return days and (days.first if days.first == days.last else f"{days.first}/{days.last}")


def _counts(count: Count) -> Answer:
    return {"reports": count.raw, "origins": count.independent}


def _all(count: Count, more: bool) -> Answer:
    """In how many reports everything that was asked for stands; `at_least`: in more than was counted."""
    return {"in_all": _counts(count) | {"at_least": more}}


def _passages(view: View, source: Source, *spans: Span | None) -> Answer:
    """The report, and the citations of these characters of it."""
    text = view.text(source.report)
    return {
        "source": {
            "report": source.report, "title": source.title, "publisher": source.publisher, "url": source.url,
            "agency": source.agency, "language": source.language, "written": _days(source.written),
        },
        "citations": [_citation(source.report, text, span) for span in spans if span],
    }  # fmt: skip


def _verdict(view: View, one: Verdict) -> Answer:
    """A sentence of a checked text, where it stands there, and the passages beside it, nearest first."""
    passages = [
        {
            **_counts(passage.count), **_passages(view, passage.source, passage.at),
            "records": passage.records,
            "differs": [
                {"in": each.slot, "said": each.said, "found": each.found or None}
                for each in passage.checks if each.result != "same"
            ],
        }
        for passage in one.passages[:_PASSAGES]
    ]  # fmt: skip
    return {
        "verdict": one.verdict, "text": one.text, "start": one.at.start, "end": one.at.end,
        "reasons": one.reasons, "passages": passages,
    }  # fmt: skip


def _sentence(view: View, one: briefing.Sentence) -> Answer:
    """A sentence of a briefing with the records that it tells and the characters that show them."""
    citations = [
        _citation(anchor.report, view.text(anchor.report), span)
        for anchor in one.at[:_PASSAGES] for span in anchor.at
    ]  # fmt: skip
    return {"text": one.text, "ids": one.ids, **_counts(one.count), "citations": citations}


def _citation(report: str, text: str, span: Span) -> Answer:
    end = min(span.end, span.start + WORDS)
    cited = {"report": report, "start": span.start, "end": end, "words": text[span.start : end]}
    return cited | ({"cut": True} if end < span.end else {})


def _built(record: Any) -> Answer:
    """A record as its public JSON has it, long lists cut."""
    built: Answer = msgspec.to_builtins(record)
    return {key: value[:MOST] if isinstance(value, (list, tuple)) else value for key, value in built.items()}
