"""Names in a report: who or what each may stand for, and the offices worded with or for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kawat.language import Language, TitleRow
from kawat.records import Mention, Sentence, Span
from kawat.registry import NameForm
from kawat.stage import ReportText, stage
from kawat.text import Hit, Words

# no phrase of a name goes over these
_STOP = re.compile(r"[.;:!?()\[\]“”\"«»\n—–]")
_LEARNED_SCORE = 0.6
# most words between an office and whose it is or who holds it
_LINK = 3
# how many words on either side tell whether a line is in capitals
_AROUND = 6
# words that no name describes: before one of them, or after it, a name stands for itself
_SMALL = (
    "in", "of", "and", "towards", "with", "by", "that", "between", "break", "relative", "to_whom", "also",
    "not", "articles", "at",
)  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """Words of the registry in a sentence."""

    first: int
    last: int
    form: NameForm
    sort: str


@dataclass(frozen=True)
class _Title:
    """An office as worded, with the words that say whose it is: 'foreign minister of Ukraine'."""

    first: int
    last: int
    row: TitleRow
    of: str | None
    former: bool
    consumed: tuple[_Known, ...]


@stage(version="1", needs=[Sentence], makes=[Mention])
def names(report: ReportText, language: Language) -> Iterator[Mention]:
    """Find names of actors and offices, by the registry and, beside an office, by their capitals."""
    for sentence in report[Sentence]:
        yield from _Reader(report, language, report.words.range(sentence.at[0])).mentions()


class _Reader:
    """Reads the names of one sentence, given as a range of the report's words."""

    def __init__(self, report: ReportText, language: Language, inside: range) -> None:
        self.words: Words = report.words
        self.report = report
        self.language = language
        self.inside = inside
        self.grammar = language.grammar

    def mentions(self) -> Iterator[Mention]:
        known = list(self._known())
        persons = [item for item in known if item.sort == "person"]
        others = [item for item in known if item.sort != "person"]
        titles = list(self._titles(others))
        taken: set[int] = set()
        consumed = {id(item) for title in titles for item in title.consumed}
        for title in titles:
            person = self._person_of(title, persons)
            if person:
                taken.add(person[0])
                if title.of is None:
                    title = replace(title, of=self._of_after(person[1], others))
                yield self._person(person, title, persons)
            else:
                yield self._office(title)
        for item in persons:
            if item.first not in taken:
                yield self._mention(item)
        for item in others:
            yield self._mention(item, head=id(item) not in consumed and self._is_head(item))

    def _known(self) -> Iterator[_Known]:
        for hit in self.language.find_names.find(self.words, self.inside):
            sort = self.language.registry.name_sort(hit.rule.actors[0])
            if sort == "person" and hit.rule.sort == "short" and self._of_another(hit):
                continue
            if hit.rule.sort == "abbreviation" and self._shouted(hit):
                continue
            yield _Known(hit.first, hit.last, hit.rule, sort)

    def _of_another(self, hit: Hit[NameForm]) -> bool:
        """A surname with another first name before it, or a longer name after it, is another person."""
        before, after = hit.first - 1, hit.last
        if before >= self.inside.start and self.words.joined(hit.first) and self._is_first_name(before):
            return True
        return after < self.inside.stop and self.words.joined(after) and self._is_first_name(after)

    def _is_first_name(self, index: int) -> bool:
        word = self.words[index]
        if not word.text[0].isupper() or (word.text.isupper() and len(word.text) > 1):
            return False
        if word.fold in self.grammar["no_name"] | self.grammar["honorifics"] | self.grammar["former"]:
            return False
        return not self._in_phrase(index) and not self._in_state(index)

    def _in_phrase(self, index: int) -> bool:
        """Whether the word ends or begins an office or a word of saying."""
        starts = range(max(self.inside.start, index - 3), index + 1)
        titles = (self.language.find_titles.at(self.words, i, self.inside.stop) for i in starts)
        return any(hit and hit.first <= index < hit.last for hit in titles) or (
            self.language.find_cues.at(self.words, index, self.inside.stop) is not None
        )

    def _in_state(self, index: int) -> bool:
        starts = range(max(self.inside.start, index - 3), index + 1)
        hits = (self.language.find_names.at(self.words, i, self.inside.stop) for i in starts)
        return any(
            hit
            and hit.first <= index < hit.last
            and self.language.registry.name_sort(hit.rule.actors[0]) != "person"
            for hit in hits
        )

    def _shouted(self, hit: Hit[NameForm]) -> bool:
        """Whether the line is in capitals, so that those of an abbreviation say nothing."""
        near = self.words[max(self.inside.start, hit.first - _AROUND) : hit.last + _AROUND]
        longer = [word for word in near if len(word.text) > 4]
        return bool(longer) and all(word.text.isupper() for word in longer)

    def _titles(self, others: Sequence[_Known]) -> Iterator[_Title]:
        for hit in self.language.find_titles.find(self.words, self.inside):
            before, after = self._possessor(hit, others)
            owner = after or before
            of = hit.rule.of or (owner.form.actors[0] if owner else None)
            consumed = tuple(item for item in (before, after) if item)
            first = min([hit.first, *(item.first for item in consumed)])
            last = max([hit.last, *(item.last for item in consumed)])
            former = first > self.inside.start and self.words[first - 1].fold in self.grammar["former"]
            yield _Title(first, last, hit.rule, of, former, consumed)

    def _possessor(self, hit: Hit[TitleRow], others: Sequence[_Known]) -> tuple[_Known | None, _Known | None]:
        """The state or organisation just before and just after an office."""
        before = after = None
        links = self.grammar["of"] | self.grammar["articles"]
        for item in others:
            if item.last <= hit.first and self._linked(item.last, hit.first, {"s"}):
                before = item
            elif item.first >= hit.last and after is None and self._linked(hit.last, item.first, links):
                after = item
        return before, after

    def _linked(self, last: int, first: int, allowed: set[str] | frozenset[str], comma: bool = False) -> bool:
        """Whether only `allowed` words, and no stop, lie between word last-1 and word first."""
        if first < last or first - last > _LINK:
            return False
        between = self.words.text[self.words[last - 1].end : self.words[first].start]
        if _STOP.search(between) or ("," in between and not comma):
            return False
        return all(self.words[i].fold in allowed for i in range(last, first))

    def _person_of(self, title: _Title, persons: Sequence[_Known]) -> tuple[int, int] | None:
        """The words of the person who holds the office: known or learned, after it or before it."""
        polite = self.grammar["honorifics"] | {"s"} | self._seat_after(title)
        for item in persons:
            if self._linked(title.last, item.first, polite, comma=True):
                return item.first, item.last
        learned = self._capitals(title.last)
        if learned:
            return learned
        for item in persons:
            if self._linked(item.last, title.first, self.grammar["articles"], comma=True):
                return item.first, item.last
        return self._capitals_before(title.first)

    def _seat_after(self, title: _Title) -> frozenset[str]:
        """'in London' after an office: 'the ambassador in London, X'."""
        first = title.last
        if first >= self.inside.stop or self.words[first].fold not in self.grammar["in"]:
            return frozenset()
        seat = (
            self.language.find_places.at(self.words, first + 1, self.inside.stop)
            if first + 1 < self.inside.stop
            else None
        )
        return frozenset(self.words[i].fold for i in range(first, seat.last)) if seat else frozenset()

    def _capitals(self, first: int) -> tuple[int, int] | None:
        """A run of two to four capitalised words from word `first` on, perhaps after one comma."""
        if first >= self.inside.stop or not self._linked(first, first, set(), comma=True):
            return None
        last = first
        while last < self.inside.stop and last - first < 4 and self._name_like(last, last == first):
            if last > first and not self.words.joined(last):
                break
            last += 1
        while last > first and not self.words[last - 1].text[0].isupper():
            last -= 1
        return (first, last) if last - first >= 2 else None

    def _capitals_before(self, last: int) -> tuple[int, int] | None:
        """A run of two to three capitalised words before word `last`, with a comma between."""
        end = last
        while end > self.inside.start and self.words[end - 1].fold in self.grammar["articles"]:
            end -= 1
        if end <= self.inside.start or end >= len(self.words):
            return None
        if "," not in self.words.text[self.words[end - 1].end : self.words[end].start]:
            return None
        first = end
        while first > self.inside.start and end - first < 3 and self._name_like(first - 1, True):
            if first < end and not self.words.joined(first):
                break
            first -= 1
        return (first, end) if end - first >= 2 else None

    def _name_like(self, index: int, edge: bool) -> bool:
        word = self.words[index]
        if word.fold in self.grammar["no_name"] or self._in_state(index) or self._in_phrase(index):
            return False
        return word.text[0].isupper() or (not edge and word.fold in self.grammar["particles"])

    def _of_after(self, last: int, others: Sequence[_Known]) -> str | None:
        """Whose office it is when that follows the name: 'President Roe of Freedonia'."""
        links = self.grammar["of"] | self.grammar["articles"]
        for item in others:
            if item.first > last and self.words[last].fold in self.grammar["of"]:
                return item.form.actors[0] if self._linked(last, item.first, links) else None
        return None

    def _person(self, at: tuple[int, int], title: _Title, persons: Sequence[_Known]) -> Mention:
        known = next((item for item in persons if item.first == at[0]), None)
        return Mention(
            report=self.report.id,
            at=(self._span(*at),),
            made=names.made("names/person" if known else "names/learned", 1.0 if known else _LEARNED_SCORE),
            sort="person",
            actors=known.form.actors if known else (),
            form=known.form.sort if known else "learned",
            office=title.row.title,
            of=title.of,
            body=title.row.body,
            title=self._span(title.first, title.last),
            former=title.former,
        )

    def _office(self, title: _Title) -> Mention:
        span = self._span(title.first, title.last)
        return Mention(
            report=self.report.id,
            at=(span,),
            made=names.made(title.row.id, 0.8),
            sort="person",
            form="office",
            office=title.row.title,
            of=title.of,
            body=title.row.body,
            title=span,
            former=title.former,
        )

    def _mention(self, item: _Known, head: bool = True) -> Mention:
        return Mention(
            report=self.report.id,
            at=(self._span(item.first, item.last),),
            made=names.made(f"names/{item.form.sort}"),
            sort="person" if item.sort == "person" else "place" if item.sort == "place" else "organisation",
            actors=item.form.actors,
            form=item.form.sort,
            head=head,
        )

    def _is_head(self, item: _Known) -> bool:
        """Whether a state's name stands for itself rather than describing a noun ('Russian troops')."""
        if item.form.sort == "demonym" or self._possessive(item):
            return not self._noun_follows(item.last)
        before = item.first - 1
        if before < self.inside.start or not self.words.joined(item.first):
            return True
        if item.form.sort == "capital" and self.words[before].fold in self.grammar["articles"]:
            # 'the Minsk agreements': a capital bears no article of its own
            return False
        if self._says_or_does(item.last) or self._is_small(item.last, "also"):
            return True
        word = self.words[before]
        small = frozenset().union(*(self.grammar[kind] for kind in _SMALL))
        if word.fold in small or self._says_or_does(before):
            return True
        return not self.language.modifier_follows_noun

    def _is_small(self, index: int, kind: str) -> bool:
        return index < self.inside.stop and self.words[index].fold in self.grammar[kind]

    def _possessive(self, item: _Known) -> bool:
        after = item.last
        return after < self.inside.stop and self.words[after].fold == "s" and self._apostrophe(after)

    def _apostrophe(self, index: int) -> bool:
        return self.words.text[self.words[index].start - 1] in "'’"

    def _noun_follows(self, index: int) -> bool:
        if index < self.inside.stop and self.words[index].fold == "s" and self._apostrophe(index):
            index += 1
        if index >= self.inside.stop or not self.words.joined(index):
            return False
        small = self.grammar["and"] | self.grammar["also"] | self.grammar["in"] | self.grammar["break"]
        return self.words[index].fold not in small and not self._says_or_does(index)

    def _says_or_does(self, index: int) -> bool:
        if index >= self.inside.stop:
            return False
        starts = range(max(self.inside.start, index - 2), index + 1)
        cues = (self.language.find_cues.at(self.words, i, self.inside.stop) for i in starts)
        if any(hit and hit.rule.sort == "verb" and hit.first <= index < hit.last for hit in cues):
            return True
        triggers = (self.language.find_triggers.at(self.words, i, self.inside.stop) for i in starts)
        return any(hit and hit.rule.frame != "noun" and hit.first <= index < hit.last for hit in triggers)

    def _span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last - 1].end)
