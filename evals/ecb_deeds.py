"""The annotated events of ECB+ as linking compares them: with what Kawat finds in the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawat.link.deeds import Deed, Who, content, lemmas, numbers
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Known, document
from kawat.records import Actor, Name, Node, Period, Span, Time

from .ecb import EcbDocument, Mention

_LARGEST = 10**7
_VERBAL = frozenset({"VERB", "AUX"})


def read(pipeline: Pipeline, told: EcbDocument) -> Annotated:
    """What Kawat finds in the document."""
    given = Known(language="en")
    return pipeline.annotate(
        document(
            told.text, told.text.encode(), source=told.name, name=told.name, known=given, largest=_LARGEST
        )
    )


class Around:
    """The trees, names and times of a document, by place."""

    def __init__(self, made: Annotated) -> None:
        self._made = made
        self._names = [record for record in made.records if isinstance(record, Name)]
        self._times = [record for record in made.records if isinstance(record, Time) and record.value]
        self._states = {
            record.id: record.country or record.id for record in made.records if isinstance(record, Actor)
        }

    def head(self, mention: Mention) -> str:
        """The lemma of the mention's head, in lower case; its words where no tree has them."""
        nodes, head = self._head(mention)
        return nodes[head].lemma.lower() if head >= 0 else self._words(mention.at).lower()

    def deed(self, mention: Mention) -> Deed:
        """The mention with its circumstances: those who are named in its clause, the days of its sentence."""
        sentence, clause = self._around(mention)
        words = self._words(mention.at)
        told = self._words(sentence)
        return Deed(
            report=self._made.report.id,
            at=(clause,),
            language="en",
            trigger=words,
            lemmas=lemmas(words, "en"),
            clause=self._words(clause),
            words=content(told, "en"),
            numbers=numbers(told),
            actors=tuple(sorted(set(self._who(clause)))),
            when=self._when(sentence),
            dated="sentence",
        )

    def _words(self, span: Span) -> str:
        return self._made.text[span.start : span.end]

    def _who(self, clause: Span) -> Iterable[Who]:
        for name in self._names:
            if name.sort in ("person", "organisation", "people") and clause.contains(name.at[0]):
                id = name.actor or self._words(name.at[0]).split()[-1].casefold()
                yield Who(id, self._states.get(id, id))

    def _when(self, sentence: Span) -> Period | None:
        return next((time.value for time in self._times if sentence.contains(time.at[0])), None)

    def _head(self, mention: Mention) -> tuple[Sequence[Node], int]:
        for tree in self._made.trees:
            if tree.at[0].contains(mention.at):
                inside = {i for i, node in enumerate(tree.words) if node.at.overlaps(mention.at)}
                for i in sorted(inside):
                    if tree.words[i].head not in inside:
                        return tree.words, i
        return (), -1

    def _around(self, mention: Mention) -> tuple[Span, Span]:
        """The sentence, and the clause: what hangs on the nearest verb above the mention or itself."""
        nodes, head = self._head(mention)
        if head < 0:
            start = self._made.text.rfind("\n", 0, mention.at.start) + 1
            end = self._made.text.find("\n", mention.at.end)
            line = Span(start, end if end >= 0 else len(self._made.text))
            return line, line
        whole = _cover(nodes)
        while nodes[head].upos not in _VERBAL and nodes[head].head >= 0:
            head = nodes[head].head
        return whole, _cover([node for i, node in enumerate(nodes) if _under(nodes, i, head)])


def _under(nodes: Sequence[Node], word: int, head: int) -> bool:
    while word >= 0 and word != head:
        word = nodes[word].head
    return word == head


def _cover(nodes: Sequence[Node]) -> Span:
    return Span(min(node.at.start for node in nodes), max(node.at.end for node in nodes))
