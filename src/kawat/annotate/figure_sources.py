"""Who gives a figure: the subject of the words of saying over it, or whom it is told 'according to'."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import Cue, Language
from kawat.records import Act, Name, Span
from kawat.stage import ReportText
from kawat.text import Hit

from .figure_tree import FigureTree, base
from .quantity import Quantity

# how many words may stand between a word of saying and its speaker
_CUE_REACH = 6
_LONGEST_BLANK = 4
_LONGEST_BODY = 4
_BODY_REACH = 3
_CLOSES = (",", "”", '"', "’", "'", "»", "–", "—")
# acts by which somebody tells how things are
_TELLING: frozenset[Act] = frozenset({"assert", "announce", "warn", "accuse", "appraise"})
# what hangs on a word of saying so is what is said; an object is only where the word may take one
_SAID = frozenset({"ccomp", "xcomp", "parataxis"})
_OBJECT = "obj"
_RELATIVE = "acl:relcl"
_OPENS, _SHUTS = "“«„", "”»"
_CLAUSE = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj"})
_PART = ("nmod", "compound", "amod", "flat", "appos")


class FigureSources:
    """Finds who is said to give the quantities of one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._text = report.text
        self._words = report.words
        self._language = language
        known = [(span, name) for name in report[Name] if name.actor for span in name.at]
        self._names = sorted(known, key=lambda pair: pair[0])
        grammar = language.grammar
        self._bodies = grammar.get("organs", frozenset()) | grammar.get("rulers", frozenset())
        self._that = grammar.get("that", frozenset())
        self._tells = grammar.get("tells", frozenset())

    def source(self, quantity: Quantity, sentence: Span, tree: FigureTree | None) -> str | None:
        """The actor to whom the sentence ascribes the quantity, when it names one."""
        hits = [hit for hit in self._hits(sentence) if not hit.span.overlaps(quantity.span)]
        noun = tree.top(quantity.span) if tree else None
        if tree is None or noun is None:
            speakers = (self._beside(hit, quantity, sentence) for hit in hits)
            return next((speaker for speaker in speakers if speaker), None)
        return self._over(tree, noun, hits, sentence)

    def _hits(self, sentence: Span) -> Iterator[Hit[Cue]]:
        """The words of saying in a sentence by which somebody tells how things are."""
        for hit in self._language.find_cues.find(self._words, self._words.range(sentence)):
            if hit.rule.act in _TELLING and hit.rule.sort != "noun":
                yield hit

    def _over(self, tree: FigureTree, noun: int, hits: list[Hit[Cue]], sentence: Span) -> str | None:
        """The speaker of the innermost saying that a noun is part of."""
        verbs = {index: hit for hit in hits if hit.rule.sort == "verb" for index in tree.at(hit.span)}
        told = [hit for hit in hits if hit.rule.sort == "according"]
        background, came_by = False, noun
        for index in tree.up(noun):
            for hit in told:
                speaker = self._told(tree, index, hit, sentence)
                if speaker:
                    return speaker
            for verb in self._sayings(tree, index, came_by, verbs):
                after = noun > verb and not self._is_quoted(verbs[verb].span.end, tree, noun)
                # behind 'he said', and not in the quotation that goes on there
                if after and index <= verb:
                    continue
                # what such a clause adds is mostly the reporter's own: 'NATO, which has 30'
                if background and after:
                    return None
                speaker = self._subject(tree, verb) or self._next_to(verbs[verb]) or self._behind(verbs[verb])
                if speaker:
                    return speaker
            background, came_by = background or self._is_added(tree, index), index
        return None

    def _is_added(self, tree: FigureTree, index: int) -> bool:
        """Whether a node governs a relative clause, or one with a conjunction behind a comma."""
        node = tree.nodes[index]
        if node.relation == _RELATIVE:
            return True
        start = tree.hull(index).start
        after_comma = "," in (
            self._text[start],
            self._text[max(0, start - _LONGEST_BLANK) : start].rstrip()[-1:],
        )
        return base(node) == "advcl" and after_comma and bool(tree.below(index, "mark"))

    def _is_quoted(self, start: int, tree: FigureTree, noun: int) -> bool:
        """Whether a quotation that begins after a word of saying is still open at a noun."""
        between = self._text[start : tree.nodes[noun].at.start]
        opened = sum(between.count(mark) for mark in _OPENS) - sum(between.count(mark) for mark in _SHUTS)
        return opened > 0 or between.count('"') % 2 == 1

    def _sayings(
        self, tree: FigureTree, index: int, came_by: int, verbs: dict[int, Hit[Cue]]
    ) -> Iterator[int]:
        """The words of saying of which what a node governs is the content, before or after it.

        What stands under the words of saying is none: 'he told them after three hours'.
        """
        node = tree.nodes[index]
        if node.head in verbs and node.head >= 0:
            relation, hit = base(node), verbs[node.head]
            takes = "object" in hit.rule.takes and tree.nodes[node.head].at.end <= node.at.start
            told = any(word.fold in self._tells for word in self._words.inside(hit.span))
            marked = relation == "advcl" and self._has_that(tree, index)
            before = index < node.head and self._is_told_of(tree, node.head)
            as_object = relation == _OBJECT and ((takes and not told) or before)
            if relation in _SAID or marked or as_object:
                yield node.head
        for child in tree.below(index, "parataxis", "ccomp"):
            own = child in verbs and child != came_by and not tree.below(child, "ccomp")
            if own and child > index and self._closed(tree.hull(child).start):
                yield child

    def _is_told_of(self, tree: FigureTree, verb: int) -> bool:
        """Whether a comma stands before the subject of a last verb: 'Shells that killed six, X said'."""
        subject = tree.subject(verb)
        return subject is not None and self._closed(tree.hull(subject).start)

    def _has_that(self, tree: FigureTree, index: int) -> bool:
        marks = [tree.nodes[mark].at for mark in tree.below(index, "mark")]
        return any(self._text[start:end].casefold() in self._that for start, end in marks)

    def _told(self, tree: FigureTree, index: int, hit: Hit[Cue], sentence: Span) -> str | None:
        """The name after 'according to' when these words belong to the clause that a node governs."""
        named = self._after(hit, sentence)
        if named is None:
            return None
        inside = tree.at(Span(hit.span.start, named[0].end))
        tops = [i for i in inside if tree.nodes[i].head not in inside]
        # 'officials who, according to X, are ...' says nothing of how many they are
        if any(base(tree.nodes[i]) == "acl" for i in tops):
            return None
        above = [tree.nodes[i].head for i in tops]
        clause = next((i for head in above if head >= 0 for i in tree.up(head) if _is_clause(tree, i)), None)
        if clause is not None and self._frames(Span(hit.span.start, named[0].end), sentence):
            # at the beginning or end it is said of all that is joined
            clause = tree.first(clause)
        return named[1].actor if clause in (index, None) else None

    def _frames(self, phrase: Span, sentence: Span) -> bool:
        """Whether nothing but marks stands before a phrase or after it in the sentence."""
        before, after = self._text[sentence.start : phrase.start], self._text[phrase.end : sentence.end]
        return not any(map(str.isalnum, before)) or not any(map(str.isalnum, after))

    def _after(self, hit: Hit[Cue], sentence: Span) -> tuple[Span, Name] | None:
        """The name after 'according to', in the same phrase."""
        last = min(hit.last + _CUE_REACH, len(self._words)) - 1
        reach = min(self._words[last].end, sentence.end)
        named = next((pair for pair in self._names if hit.span.end <= pair[0].start < reach), None)
        if named is None or "," in self._text[hit.span.end : named[0].start]:
            return None
        return named

    def _subject(self, tree: FigureTree, verb: int) -> str | None:
        """The actor that the subject of a verb names, or whose body or government it is."""
        subject = tree.subject(verb)
        if subject is None:
            return None
        at = tree.nodes[subject].at
        head = self._text[at.start : at.end].casefold()
        parts = [i for i in tree.below(subject, *_PART) if not tree.below(i, "case")]
        by_name = self._named([at], "person") or self._named([at])
        # 'menteri Budi Santika' is called by what he is, 'Russia's army' by whose it is
        person = self._named([tree.nodes[i].at for i in parts], "person")
        owners = tree.below(subject, *_PART) if head in self._bodies else []
        return by_name or person or self._named([tree.nodes[i].at for i in owners])

    def _named(self, places: list[Span], sort: str = "") -> str | None:
        """The actor of the first name in one of the places, of a sort when one is wanted."""
        for span, name in self._names:
            if (not sort or name.sort == sort) and any(span.overlaps(place) for place in places):
                return name.actor
        return None

    def _next_to(self, hit: Hit[Cue]) -> str | None:
        """The actor named right before a word of saying, or whose body is: 'Russia's army says'."""
        for span, name in self._names:
            gap = self._text[span.end : hit.span.start]
            between = [word.fold for word in self._words.inside(Span(span.end, hit.span.start))]
            near = gap and len(between) <= _LONGEST_BODY and not set(',;:“”"\n') & set(gap)
            if near and (not between or not self._bodies.isdisjoint(between[:2])):
                return name.actor
        return None

    def _behind(self, hit: Hit[Cue]) -> str | None:
        """The actor whose body is named right after a word of saying: 'kata militer Rusia'."""
        first = hit.last
        if first >= len(self._words) or self._words[first].fold not in self._bodies:
            return None
        after = Span(self._words[first].end, self._words[min(first + _BODY_REACH, len(self._words) - 1)].end)
        named = next((pair for pair in self._names if after.contains(pair[0])), None)
        gap = self._text[hit.span.end : named[0].start] if named else ","
        return named[1].actor if named and gap.replace(" ", "").isalpha() else None

    def _beside(self, hit: Hit[Cue], quantity: Quantity, sentence: Span) -> str | None:
        """The name beside a word of saying, when the quantity is part of what is said."""
        if hit.rule.sort == "according":
            named = self._after(hit, sentence)
            return named[1].actor if named else None
        before = next((pair for pair in self._names if self._blank(pair[0].end, hit.span.start)), None)
        after = next((pair for pair in self._names if self._blank(hit.span.end, pair[0].start)), None)
        if hit.span.start < quantity.span.start:
            return before[1].actor if before else None
        if after and self._closed(hit.span.start):
            return after[1].actor
        return before[1].actor if before and self._closed(before[0].start) else None

    def _blank(self, start: int, end: int) -> bool:
        return 0 < end - start < _LONGEST_BLANK and self._text[start:end].isspace()

    def _closed(self, start: int) -> bool:
        """Whether a comma or quotation mark, there or before, closes what was said."""
        before = self._text[max(0, start - _LONGEST_BLANK) : start].rstrip()[-1:]
        return before in _CLOSES or self._text[start] in _CLOSES[:3]


def _is_clause(tree: FigureTree, index: int) -> bool:
    return base(tree.nodes[index]) in _CLAUSE
