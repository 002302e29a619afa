"""Sentences as trees: each word with its lemma, tag, features and governor, and the names the model sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from kawat.records import (
    Act,
    ModelAttribution,
    ModelEvent,
    ModelName,
    NameKind,
    Node,
    Sentence,
    Span,
    Token,
    Tree,
)
from kawat.stage import ReportText, stage

from .lemmas import lemma

if TYPE_CHECKING:
    from kawat.language import Language
    from kawat.model import Attribution, EventFrame, Model, Named, Parse, Run


@stage(version="3", needs=[Sentence], makes=[Tree])
def syntax(report: ReportText, language: Language) -> Iterator[Tree]:
    """Read sentences with the language model: words, lemmas, tags, features, dependencies and names.

    A sentence in a language of which the model has learned no treebank gets no tree: tags in the manner of
    another language would be guesses, and later stages read it by their own words alone.
    """
    from kawat.model import open_model

    model = open_model()
    for sentence in report[Sentence]:
        if sentence.language in model.card.languages:
            yield _tree(report, sentence, model)


def model_version() -> str:
    """The version of the language model that trees are made with. Raises ModelError when there is none."""
    from kawat.model.card import read_card
    from kawat.model.model import WEIGHTS

    return read_card(WEIGHTS / "model.json").version


def tokens(tree: Tree) -> Iterator[Token]:
    """The words of a tree, each as a record of its own."""
    for index, word in enumerate(tree.words):
        yield Token(
            report=tree.report,
            at=(word.at,),
            made=tree.made,
            sentence=tree.sentence,
            index=index,
            lemma=word.lemma,
            upos=word.upos,
            features=word.features,
            head=word.head,
            relation=word.relation,
        )


def _tree(report: ReportText, sentence: Sentence, model: Model) -> Tree:
    """The sentence read as one, also where the model would end it earlier, so that it has one root."""
    from kawat.model import Cut

    start, end = sentence.at[0]
    text = report.text[start:end]
    cut = Cut.joined(model.divide(text))
    forms = cut.forms(text)
    parse = model.read(forms, cut.spaces(text), sentence.language)
    places = [Span(start + word.start, start + word.end) for word in cut.words]
    return Tree(
        report=report.id,
        at=sentence.at,
        made=syntax.made(model.version),
        sentence=sentence.id,
        words=tuple(_nodes(forms, places, cut.tokens, parse, sentence.language)),
        names=tuple(_name(name, places) for name in parse.names),
        attributions=tuple(_attribution(said, places) for said in parse.attributions),
        events=tuple(_event(event, places) for event in parse.events),
    )


def _nodes(
    forms: Sequence[str], places: Sequence[Span], numbers: Sequence[int], parse: Parse, language: str
) -> Iterator[Node]:
    sizes = Counter(numbers)
    for index, (form, at, number) in enumerate(zip(forms, places, numbers, strict=True)):
        upos, features = parse.upos[index], dict(parse.features[index])
        yield Node(
            at=at,
            token=number,
            lemma=lemma(form, upos, features, language, joined=sizes[number] > 1),
            upos=upos,
            features=features,
            head=parse.heads[index],
            relation=parse.relations[index],
        )


def _name(name: Named, places: list[Span]) -> ModelName:
    span = Span(places[name.first].start, places[name.last - 1].end)
    return ModelName(span, cast(NameKind, name.kind), round(name.score, 3))


def _attribution(said: Attribution, places: list[Span]) -> ModelAttribution:
    return ModelAttribution(
        _across(said.cue, places),
        cast(Act, said.act),
        said.act_score,
        tuple(_across(run, places) for run in said.content),
        _across(said.speaker, places) if said.speaker else None,
        _across(said.addressee, places) if said.addressee else None,
        said.score,
    )


def _event(event: EventFrame, places: list[Span]) -> ModelEvent:
    def all_across(runs: tuple[Run, ...]) -> tuple[Span, ...]:
        return tuple(_across(run, places) for run in runs)

    return ModelEvent(
        _across(event.trigger, places),
        event.types,
        event.statuses,
        all_across(event.actors),
        all_across(event.recipients),
        all_across(event.places),
        all_across(event.times),
        event.score,
    )


def _across(run: Run, places: list[Span]) -> Span:
    return Span(places[run.first].start, places[run.last - 1].end)
