"""Names in a report: who or what each may stand for, and the offices worded with or for them."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import Language
from kawat.records import Mention, Sentence, Tree
from kawat.stage import ReportText, stage

from .known_names import is_head, known_names
from .line import Found, Line
from .model_names import describes, join, seen_names
from .offices import Office, offices

_OFFICE_SCORE = 0.8


@stage(version="4", needs=[Sentence, Tree], makes=[Mention])
def names(report: ReportText, language: Language) -> Iterator[Mention]:
    """Find names and offices, by the registry, the language model and, beside an office, their capitals."""
    trees = {tree.sentence: tree for tree in report[Tree]}
    for sentence in report[Sentence]:
        line = Line(report.words, language, report.words.range(sentence.at[0]))
        yield from _Mentions(report, line, trees.get(sentence.id)).all()


class _Mentions:
    """The mentions of one sentence."""

    def __init__(self, report: ReportText, line: Line, tree: Tree | None) -> None:
        self.report = report
        self.line = line
        self.tree = tree

    def all(self) -> Iterator[Mention]:
        """Those with an office first, then names that stand alone."""
        seen = list(seen_names(self.line, self.tree)) if self.tree else []
        found = join(self.line, list(known_names(self.line, seen)), seen)
        held = list(offices(self.line, found))
        for office in held:
            yield self._held(office)
        holding = {index for office in held if office.holder for index in office.holder.words}
        owners = {owner for office in held for owner in office.owners}
        for name in found:
            if name.sort != "person":
                yield self._named(name, head=name not in owners and self._is_head(name))
            elif holding.isdisjoint(name.words):
                yield self._named(name)

    def _is_head(self, name: Found) -> bool:
        if self.tree and not name.actors:
            return not describes(self.tree, self.line.span(name.first, name.last))
        return is_head(self.line, name)

    def _named(self, name: Found, *, head: bool = True) -> Mention:
        return Mention(
            report=self.report.id,
            at=(self.line.span(name.first, name.last),),
            made=names.made(f"names/{name.form}", name.score),
            sort=name.sort,
            actors=name.actors,
            form=name.form,
            head=head,
        )

    def _held(self, office: Office) -> Mention:
        """An office with its holder, or as worded without one."""
        holder = office.holder or Found(office.first, office.last, "person", "office", score=_OFFICE_SCORE)
        rules = {"office": office.row.id, "learned": "names/learned"}
        return Mention(
            report=self.report.id,
            at=(self.line.span(holder.first, holder.last),),
            made=names.made(rules.get(holder.form, "names/person"), holder.score),
            sort="person",
            actors=holder.actors,
            form=holder.form,
            office=office.row.title,
            of=office.of,
            body=office.row.body,
            title=self.line.span(office.first, office.last),
            former=office.former,
        )
