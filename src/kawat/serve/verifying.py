"""Reads a text as the pipeline reads reports, and has it checked against a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kawat.annotate.syntax import syntax
from kawat.ask.verify import Draft, Verdict, verify
from kawat.ask.verify.compared.quotations import marked_in
from kawat.ask.verify.plain import Plain, plain
from kawat.clean.language import detect, likeliest
from kawat.errors import LanguageError
from kawat.language import Language
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import READ, Document, Known, document
from kawat.records import Actor, Record, Report, Sentence, Span, Tree
from kawat.stage import ReportText
from kawat.store import View

_NAME = "text"
# fewer words may be names of any language
_SHORT = 25


def check(
    view: View, text: str, pipeline: Pipeline, *, date: str | None = None, language: str | None = None
) -> tuple[Verdict, ...]:
    """The verdicts on the sentences of a text, in their order, headings among them.

    `date`: the day on which it was written, for "on Friday". Without `language` each paragraph's own is
    detected. Raises ReadError for a text that is blank or too long, LanguageError for one in a language that
    has no folder.
    """
    return verify(view, drafted(text, pipeline, date=date, language=language), SentenceReader(pipeline))


def drafted(text: str, pipeline: Pipeline, *, date: str | None = None, language: str | None = None) -> Draft:
    """A text with what the stages find in it, each paragraph read in its own language."""
    bare = plain(text)
    if not bare.text.strip():
        document(text, text.encode(), source=_NAME, name=_NAME, known=Known(), largest=len(text) or 1)
        report = Report(id="0" * 16, report="0" * 16, at=(Span(0, 1),), made=READ, source=_NAME, sha256="")
        return Draft(report, bare.text, (), bare)
    known = Known(given_date=date, language=language)
    largest = pipeline.settings.largest_text
    given = document(bare.text, bare.text.encode(), source=_NAME, name=_NAME, known=known, largest=largest)
    return _read(given, bare, pipeline)


def _read(given: Document, bare: Plain, pipeline: Pipeline) -> Draft:
    own = _language(given, bare, pipeline)
    report = msgspec.structs.replace(given.report, language=own)
    first = pipeline.annotate(msgspec.structs.replace(given, report=report))
    if bare.cited:
        # what is quoted may be in another language than the text that quotes it
        return Draft(first.report, given.text, _in(own, first), bare)
    records: list[Record] = []
    told = [record for record in first.records if isinstance(record, Sentence)]
    for code in dict.fromkeys(pipeline.languages.code(one.language) or own for one in told):
        spans = [one.at[0] for one in told if (pipeline.languages.code(one.language) or own) == code]
        made = first
        if code != own:
            again = msgspec.structs.replace(given.report, language=code)
            made = pipeline.annotate(msgspec.structs.replace(given, report=again))
        records += _within(_in(code, made), spans)
    return Draft(first.report, given.text, records, bare)


def _language(given: Document, bare: Plain, pipeline: Pipeline) -> str:
    """The language that a text is read in. Raises LanguageError for a longer text in one without a folder."""
    languages = pipeline.languages
    told = given.report.language or pipeline.settings.language
    text = (bare.cited and _unquoted(bare.text)) or bare.text
    found = told or detect(text, languages) or ""
    known = languages.code(found) if found else None
    if known:
        return known
    if told or len(text.split()) > _SHORT:
        listed = ", ".join(languages.codes)
        raise LanguageError(f"the text seems to be in '{found}': known are {listed}; give one with --lang")
    return likeliest(text, languages)


def _unquoted(text: str) -> str:
    """The text without what stands between quotation marks."""
    kept = []
    for line in text.splitlines():
        spans = marked_in(line)
        kept.append("".join(c for i, c in enumerate(line) if not any(a <= i < b for a, b in spans)))
    return "\n".join(kept)


def _in(code: str, made: Annotated) -> list[Record]:
    """The records, all sentences as in one language."""
    return [
        msgspec.structs.replace(record, language=code) if isinstance(record, Sentence) else record
        for record in made.records
    ]


def _within(records: Sequence[Record], spans: Sequence[Span]) -> Iterator[Record]:
    """The records that stand in these sentences, and all actors."""
    for record in records:
        if isinstance(record, Actor) or any(span.overlaps(record.at[0]) for span in spans):
            yield record


class SentenceReader:
    """Reads single sentences with the language model and the language folders of a pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._languages = pipeline.languages

    def language(self, code: str) -> Language | None:
        """The data of a language, None when it has no folder."""
        known = self._languages.code(code) if code else None
        return self._languages[known] if known else None

    def trees(self, text: str, sentences: Sequence[Span], language: str) -> Sequence[Tree]:
        """The sentences of a text as trees; none for a language that the model has not learned."""
        folder = self.language(language)
        if folder is None:
            return ()
        report = Report(id=_NAME, report=_NAME, at=(Span(0, len(text)),), made=READ, source=_NAME, sha256="")
        read = ReportText(report, text)
        read.add(Sentence(report=_NAME, at=(span,), made=READ, language=folder.code) for span in sentences)
        return [tree for tree in syntax(read, folder) if isinstance(tree, Tree)]
