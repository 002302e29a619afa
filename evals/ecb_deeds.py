"""The annotated events of ECB+ as linking compares them: with what Kawat finds in the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawat.link.happenings.deeds import Deed, Who, about, content, deed, numbers
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Known, document
from kawat.records import Actor, Name, Node, Span

from .ecb import EcbDocument, Mention

_LARGEST = 10**7
_ACTING = frozenset({"person", "organisation", "people"})
_SAYING = frozenset({"say", "tell", "report", "announce", "state", "add", "note", "claim"})
_CONTENT = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
# what does not belong to the clause of the word that it hangs on
_APART = frozenset(
    {"advcl", "parataxis", "conj", "acl:relcl", "acl", "punct", "cc", "mark", "discourse", "appos", "ccomp"}
    | {"csubj"}
)


def read(pipeline: Pipeline, told: EcbDocument) -> Annotated:
    """What Kawat finds in the document."""
    given = Known(language="en")
    return pipeline.annotate(
        document(
            told.text, told.text.encode(), source=told.name, name=told.name, known=given, largest=_LARGEST
        )
    )


class Around:
    """The trees and names of a document, by place."""

    def __init__(self, made: Annotated) -> None:
        self._made = made
        self._names = [record for record in made.records if isinstance(record, Name)]
        self._states = {
            record.id: record.country or record.id for record in made.records if isinstance(record, Actor)
        }

    def head(self, mention: Mention) -> str:
        """The lemma of the mention's head, in lower case; its words where no tree has them."""
        nodes, head = self._head(mention)
        return nodes[head].lemma.lower() if head >= 0 else self._words(mention.at).lower()

    def deed(self, mention: Mention) -> Deed:
        """The mention with what hangs on it, and those who are named there."""
        sentence, clause = self._around(mention)
        words = self._words(mention.at)
        told = " ".join(self._words(piece) for piece in clause)
        return Deed(
            report=self._made.report.id,
            at=tuple(clause),
            language="en",
            trigger=words,
            deed=deed(words, "en"),
            clause=told,
            about=about(told, words, "en"),
            words=content(self._words(sentence), "en"),
            numbers=numbers(told),
            actors=tuple(sorted(set(self._who(clause)))),
            spoken=not _SAYING.isdisjoint(deed(words, "en")),
        )

    def _words(self, span: Span) -> str:
        return self._made.text[span.start : span.end]

    def _who(self, clause: Sequence[Span]) -> Iterable[Who]:
        for name in self._names:
            if name.sort in _ACTING and any(name.at[0].overlaps(piece) for piece in clause):
                id = name.actor or self._words(name.at[0]).split()[-1].casefold()
                yield Who(id, self._states.get(id, id))

    def _head(self, mention: Mention) -> tuple[Sequence[Node], int]:
        for tree in self._made.trees:
            if tree.at[0].contains(mention.at):
                inside = {i for i, node in enumerate(tree.words) if node.at.overlaps(mention.at)}
                for i in sorted(inside):
                    if tree.words[i].head not in inside:
                        return tree.words, i
        return (), -1

    def _around(self, mention: Mention) -> tuple[Span, Sequence[Span]]:
        """The sentence, and the words of the clause: what hangs on the mention; on a bare noun's governor."""
        nodes, head = self._head(mention)
        if head < 0:
            start = self._made.text.rfind("\n", 0, mention.at.start) + 1
            end = self._made.text.find("\n", mention.at.end)
            return Span(start, end if end >= 0 else len(self._made.text)), [mention.at]
        whole = Span(min(node.at.start for node in nodes), max(node.at.end for node in nodes))
        clause = _hanging(nodes, head)
        governor = nodes[head].head
        if governor >= 0 and nodes[head].upos != "VERB" and _bare(nodes, clause):
            clause |= _hanging(nodes, governor)
        return whole, [nodes[i].at for i in sorted(clause)]


def _hanging(nodes: Sequence[Node], head: int) -> set[int]:
    """A word and what hangs on it, but for clauses of their own."""
    found = {head}
    for i, node in enumerate(nodes):
        if node.head == head and node.relation not in _APART:
            found |= _hanging(nodes, i)
    return found


def _bare(nodes: Sequence[Node], clause: set[int]) -> bool:
    return sum(nodes[i].upos in _CONTENT for i in clause) <= 2
