"""Whom a pronoun means: the person who was last the subject, as far as gender allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.language import Language
from kawat.records import Name, Quotation, Sentence, Span, Tree
from kawat.stage import ReportText, stage
from kawat.text import Word

# how many sentences back a pronoun looks
_REACH = 3


@stage(version="2", needs=[Name, Sentence, Quotation, Tree], makes=[Name])
def pronouns(report: ReportText, language: Language) -> Iterator[Name]:
    """Say which person 'he', 'she', 'dia' or 'ia' stands for: the subject of the nearest sentence before."""
    sentences = [sentence.at[0] for sentence in report[Sentence]]
    quoted = [quotation.at[0] for quotation in report[Quotation]]
    persons = [
        name
        for name in sorted(report[Name], key=lambda name: name.at[0])
        if name.sort == "person" and name.actor and not any(span.contains(name.at[0]) for span in quoted)
    ]
    topics = _topics(report)
    acting = [name for name in persons if topics.isdisjoint(range(*name.at[0]))]
    for number, sentence in enumerate(sentences):
        for word in report.words.inside(sentence):
            gender = _gender(word, language)
            if gender is None:
                continue
            before = sentences[max(0, number - _REACH) : number]
            antecedent = _first([Span(sentence.start, word.start)], acting, gender, language) or _first(
                before[::-1], persons, gender, language
            )
            if antecedent:
                yield Name(
                    report=report.id,
                    at=(Span(word.start, word.end),),
                    made=pronouns.made("pronouns/last-subject", 0.6),
                    sort="person",
                    actor=antecedent.actor,
                )


def _gender(word: Word, language: Language) -> str | None:
    """'m', 'f', '' for either, None when the word is no personal pronoun."""
    if word.fold in language.grammar["he"]:
        return "m"
    if word.fold in language.grammar["she"]:
        return "f"
    return "" if word.fold in language.grammar["he_or_she"] else None


def _topics(report: ReportText) -> set[int]:
    """The characters of words with a preposition: 'Mengenai Putin ia berkata' is about him, not by him."""
    return {
        position
        for tree in report[Tree]
        for word in tree.words
        if word.relation == "case" and word.head >= 0
        for position in range(*tree.words[word.head].at)
    }


def _first(spans: Sequence[Span], persons: list[Name], gender: str, language: Language) -> Name | None:
    """The first person named in the first of these spans that names one who fits."""
    for span in spans:
        for name in persons:
            if span.contains(name.at[0]) and _fits(name, gender, language):
                return name
    return None


def _fits(name: Name, gender: str, language: Language) -> bool:
    person = language.registry.persons.get(name.actor or "")
    return not gender or person is None or person.gender in ("", gender)
