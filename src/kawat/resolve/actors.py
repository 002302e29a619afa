"""Whom a name means: one actor, on the day of the report, or nobody when it stays unsure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from kawat.language import Language
from kawat.records import Actor, Finding, Mention, Name, Period, Quotation, Role, Sentence, Span
from kawat.stage import ReportText, stage

# how alike a learned name and a known holder of that office must be to be the same person, spelled otherwise
_SAME_SPELLING = 0.72
_ROLE_SCORE = 0.6
# letters of a Roman number behind a name
_LONGEST_NUMBER = 3
# how far, in characters, 'German' may stand before 'sources': 'German government sources'
_BESIDE = 14
# titles that many bear at once: "the official" is not the one named before
_HELD_BY_MANY = frozenset(
    {"official", "senior-official", "military-official", "source", "aide", "diplomat", "adviser", "lawmaker",
     "minister", "general", "leader", "ambassador", "envoy", "spokesperson"}
)  # fmt: skip


@stage(version="2", needs=[Mention, Finding, Sentence, Quotation], makes=[Name, Actor])
def actors(report: ReportText, language: Language) -> Iterator[Name | Actor]:
    """Say which actor each name stands for, by the offices held on that day and the rest of the report."""
    cast = Cast(report, language)
    found = []
    # last those whom only the model sees: they may be introduced further down
    for mention in sorted(report[Mention], key=lambda mention: (mention.form == "model", mention.at[0])):
        actor, score = cast.actor(mention)
        found.append(_name(mention, actor, score))
    found += cast.later_surnames({index for name in found for index in _indices(report, name)})
    yield from found
    yield from cast.records(found)


def _indices(report: ReportText, name: Name) -> range:
    return report.words.range(name.at[0])


def _name(mention: Mention, actor: str | None, score: float) -> Name:
    made = actors.made(mention.made.rule, min(score, mention.made.score))
    return Name(
        report=mention.report, at=mention.at, made=made, sort=mention.sort, actor=actor, head=mention.head
    )


def slug(name: str) -> str:
    """A person's id from the name: ASCII, lower case, hyphens: 'Kalle Laanet' -> 'kalle-laanet'."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


class Cast:
    """Who appears in a report: remembers the persons met so far, with their offices."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self.report = report
        self.language = language
        self.registry = language.registry
        self.period: Period | None = report.written.period if report.written else None
        self._sentences = [sentence.at[0] for sentence in report[Sentence]]
        self._full = {
            mention.actors[0]
            for mention in report[Mention]
            if mention.sort == "person" and mention.form == "name" and len(mention.actors) == 1
        }
        self._officers = {actor for m in report[Mention] if m.office for actor in m.actors}
        self._countries = {actor for m in report[Mention] if m.sort != "person" for actor in m.actors[:1]} | {
            m.of for m in report[Mention] if m.of
        }
        # offices as worded in the report: (title, whose) -> person
        self._in_office: dict[tuple[str | None, str | None], str] = {}
        # offices in the order in which the report names their bearers: (title, person)
        self._called: list[tuple[str, str]] = []
        self._roles: dict[str, set[Role]] = defaultdict(set)
        self._surnames: dict[str, str | None] = {}
        self._learned_names: dict[str, str] = {}
        # full names that the registry does not know, of persons who may share a surname with one it knows
        self._strangers = {
            report.slice(mention.at[0])
            for mention in report[Mention]
            if mention.sort == "person" and mention.form in ("learned", "model")
        }

    def actor(self, mention: Mention) -> tuple[str | None, float]:
        """The actor that a mention stands for, and how sure; None when it stays open."""
        actor, score = self._found(mention)
        if actor and mention.office and not mention.former and not self._is_quoted(mention):
            self._called.append((mention.office, actor))
        return actor, score

    def _found(self, mention: Mention) -> tuple[str | None, float]:
        actor: str | None
        if mention.form == "learned":
            actor, score = self._learned(mention)
        elif mention.form == "office":
            return self._holder(mention)
        elif mention.form == "model":
            return self._seen(mention), mention.made.score
        elif mention.sort == "person":
            actor, score = self._person(mention)
        else:
            return self._body(mention)
        if actor and mention.office and not mention.former:
            self._in_office[mention.office, mention.of] = actor
            self._in_office[mention.office, None] = actor
        return actor, score

    def _person(self, mention: Mention) -> tuple[str | None, float]:
        """Of several bearers of a name: the one named in full, else the one in office on that day."""
        candidates = list(mention.actors)
        if mention.form == "short" and not mention.office:
            # a surname alone may be anybody's: something in the report must speak for the known bearer
            candidates = [actor for actor in candidates if self._supported(actor, mention)]
        for choose in (self._named_in_full, self._of_that_office(mention), self._in_office_now):
            kept = [actor for actor in candidates if choose(actor)]
            if len(kept) == 1:
                return kept[0], 1.0 if len(candidates) == 1 else 0.8
            candidates = kept or candidates
        return (candidates[0], 1.0) if len(candidates) == 1 else (None, 0.3)

    def _supported(self, actor: str, mention: Mention) -> bool:
        """Whether the report names the person in full or with an office, or the country acted for.

        The country says nothing when the report names a stranger with that surname.
        """
        if actor in self._full or actor in self._officers:
            return True
        surname = f" {self.report.slice(mention.at[0])}"
        if any(name.endswith(surname) for name in self._strangers):
            return False
        return self.registry.country(actor, self.period) in self._countries

    def _named_in_full(self, actor: str) -> bool:
        return actor in self._full

    def _in_office_now(self, actor: str) -> bool:
        return bool(self.registry.offices_of(actor, self.period))

    def _of_that_office(self, mention: Mention) -> Callable[[str], bool]:
        def holds(actor: str) -> bool:
            terms = self.registry.offices_of(actor, None if mention.former else self.period)
            return any(term.title == mention.office for term in terms)

        return holds

    def _learned(self, mention: Mention) -> tuple[str, float]:
        """A person the registry lacks, known by the office beside the name; or a holder spelled otherwise."""
        words = self.report.slice(mention.at[0])
        actor, score = slug(words), 0.6
        if mention.office and mention.of:
            for holder in self.registry.holders(mention.office, mention.of, self.period):
                if (
                    SequenceMatcher(None, slug(self.registry.name(holder)), slug(words)).ratio()
                    >= _SAME_SPELLING
                ):
                    actor, score = holder, 0.7
            self._roles[actor].add(Role(mention.office, mention.of, body=mention.body or None))
        if self._is_surname(words.split()[-1]):
            self._surnames[words.split()[-1]] = actor
        self._learned_names.setdefault(actor, words)
        return actor, score

    def _seen(self, mention: Mention) -> str | None:
        """The person whom the report introduces elsewhere by an office; no other whom only the model sees."""
        if mention.sort != "person":
            return None
        words = self.report.slice(mention.at[0]).split()
        for actor, name in self._learned_names.items():
            if set(words) <= set(name.split()):
                return actor
        if len(words) > 1 and self._is_surname(words[-1]):
            self._surnames.setdefault(words[-1], None)
        return None

    def _is_surname(self, word: str) -> bool:
        """Whether a name's last word may stand for it later: no number ('Alexander II'), no small word."""
        numbered = word.isupper() and len(word) <= _LONGEST_NUMBER
        small = self.language.word_set("function") | self.language.grammar["no_name"]
        return word[0].isupper() and not numbered and word.casefold() not in small

    def _holder(self, mention: Mention) -> tuple[str | None, float]:
        """Who held the office on that day: by the report's own words first, then by the registry."""
        if mention.former or not mention.office:
            return None, 0.3
        if not mention.of and self._is_definite(mention):
            for title, actor in reversed(self._called):
                if title == mention.office or title.endswith(f"-{mention.office}"):
                    return actor, 0.6
        of = mention.of or self._nearby_state(mention)
        said = self._in_office.get((mention.office, mention.of))
        if said and mention.office not in _HELD_BY_MANY:
            return said, 0.8
        if not of:
            return None, 0.3
        holders = self.registry.holders(mention.office, of, self.period, mention.body)
        if len(holders) == 1 and self.period:
            return holders[0], 0.7 if mention.of else 0.5
        return f"{of}/{mention.office}", _ROLE_SCORE

    def _is_quoted(self, mention: Mention) -> bool:
        """Whether another speaks of them: the report itself has not introduced them."""
        return any(quotation.at[0].contains(mention.at[0]) for quotation in self.report[Quotation])

    def _is_definite(self, mention: Mention) -> bool:
        """'the minister', 'menteri itu': one who was named before."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        before = words[indices.start - 1].fold if indices.start else ""
        after = words[indices.stop].fold if indices.stop < len(words) else ""
        grammar = self.language.grammar
        if words[indices.stop - 1].fold.endswith(self.language.figures.plural_endings):
            return False
        return before in grammar["the"] or (
            after in grammar["this_one"] and before not in grammar["articles"]
        )

    def _nearby_state(self, mention: Mention) -> str | None:
        """The state or organisation just before the mention, or the first subject of its sentence."""
        start = mention.at[0].start
        sentence = next((span for span in self._sentences if span.start <= start < span.end), None)
        if sentence is None:
            return None
        before = [
            other
            for other in self.report[Mention]
            if other.sort != "person" and other.actors and sentence.start <= other.at[0].start < start
        ]
        beside = [other for other in before if start - other.at[0].end <= _BESIDE]
        heads = [other for other in before if other.head]
        near = beside[-1:] or heads
        return near[0].actors[0] if near else None

    def _body(self, mention: Mention) -> tuple[str | None, float]:
        """A state, organisation or group. A capital after 'in' or 'to' is a place, not its state."""
        if not mention.actors:
            return None, 0.3
        if mention.form == "capital" and self._is_place(mention):
            return None, 0.9
        return mention.actors[0], 1.0 if len(mention.actors) == 1 else 0.6

    def _is_place(self, mention: Mention) -> bool:
        """A capital after 'in' or 'to', or that gives its name to a treaty or talks, is not its state."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        if indices.start and words[indices.start - 1].fold in self.language.grammar["in"]:
            return not self._government_of(mention)
        if mention.head:
            return False
        nouns = (indices.start - 1, indices.stop) if self.language.modifier_follows_noun else (indices.stop,)
        found = [self.language.find_triggers.at(words, index) for index in nouns if 0 <= index < len(words)]
        return any(hit and hit.rule.type in ("AGREE", "CONSULT") for hit in found)

    def _government_of(self, mention: Mention) -> bool:
        """'the authorities in Kyiv': those who rule or an office stand before the preposition."""
        start = mention.at[0].start
        ruler = self.report.words.range(mention.at[0]).start - 2
        if ruler >= 0 and self.report.words[ruler].fold in self.language.grammar["rulers"]:
            return True
        return any(
            other.form == "office" and 0 < start - other.at[0].end <= 4 for other in self.report[Mention]
        )

    def later_surnames(self, covered: set[int]) -> Iterator[Name]:
        """Later mentions by surname alone of the persons that the report introduced."""
        for index, word in enumerate(self.report.words):
            if word.text in self._surnames and index not in covered:
                yield Name(
                    report=self.report.id,
                    at=(Span(word.start, word.end),),
                    made=actors.made("names/learned-surname", 0.6),
                    sort="person",
                    actor=self._surnames[word.text],
                )

    def records(self, names: Sequence[Name]) -> Iterator[Actor]:
        """An Actor record for everybody who appears, with the places where they are named."""
        places: dict[str, list[Span]] = defaultdict(list)
        for name in names:
            if name.actor:
                places[name.actor].append(name.at[0])
        for actor, spans in sorted(places.items()):
            yield self._record(actor, tuple(sorted(spans)))

    def _record(self, actor: str, spans: tuple[Span, ...]) -> Actor:
        known = actor in self.registry or "/" in actor
        roles = self.registry.roles(actor) or tuple(sorted(self._roles[actor], key=lambda role: role.title))
        forms = tuple(sorted({self.report.slice(span) for span in spans}))
        return Actor(
            id=actor,
            report=self.report.id,
            at=spans,
            made=actors.made("actors/registry" if known else "actors/learned", 1.0 if known else _ROLE_SCORE),
            name=self.registry.name(actor) if known else self._learned_names.get(actor, forms[0]),
            names={self.language.code: forms},
            sort=self.registry.sort(actor),
            country=self.registry.country(actor, self.period) or (roles[-1].of if roles else None),
            roles=roles,
        )
