"""Whom a name means: one actor, on the day of the report, or nobody when it stays unsure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from kawat.language import Language
from kawat.records import (
    Actor,
    Finding,
    Mention,
    Name,
    Paragraph,
    Period,
    Quotation,
    Role,
    Sentence,
    Span,
    TimeExpression,
)
from kawat.stage import ReportText, stage

from .offices import Offices
from .persons import Persons, alike, slug

# how alike a learned name and a known holder of that office must be to be the same person, spelled otherwise
_SAME_SPELLING = 0.72
_ROLE_SCORE = 0.6
# how far after a place its day stands: "Jakarta, Kamis", "Geneva, on Friday"
_NEAR_TIME = 8
# letters of a Roman number behind a name
_LONGEST_NUMBER = 3
# from which score a body that only the model knows is one, and how sure it then is
_SURE_BODY, _BODY_SCORE = 0.85, 0.6
# how sure the language model must be of a full name for a person of its own, and that a surname is another's
_SURE = 0.7

# the order in which forms of a name are looked at, those that introduce a person first
_FULL = {"name": 0, "learned": 1, "model": 2}
_SHORT = {"name": 0, "short": 3, "learned": 4, "model": 5, "office": 6}


@stage(
    version="4",
    needs=[Mention, Finding, Paragraph, Sentence, Quotation, TimeExpression],
    makes=[Name, Actor],
)
def actors(report: ReportText, language: Language) -> Iterator[Name | Actor]:
    """Say which actor each name stands for, by the offices held on that day and the rest of the report."""
    cast = Cast(report, language)
    found = []
    for mention in sorted(report[Mention], key=cast.turn):
        actor, score = cast.actor(mention)
        found.append(_name(mention, actor, score))
    found = [name for name in found if not cast.is_surname(name)]
    found += cast.later_surnames({index for name in found for index in _indices(report, name)})
    found.sort(key=lambda name: name.at)
    yield from found
    yield from cast.records(found)


def _indices(report: ReportText, name: Name) -> range:
    return report.words.range(name.at[0])


def _name(mention: Mention, actor: str | None, score: float) -> Name:
    made = actors.made(mention.made.rule, min(score, mention.made.score))
    return Name(
        report=mention.report, at=mention.at, made=made, sort=mention.sort, actor=actor, head=mention.head
    )


def _is_number(word: str) -> bool:
    """A Roman number behind a name: 'Nicholas II'."""
    return word.isupper() and len(word) <= _LONGEST_NUMBER


class Cast:
    """Who appears in a report: remembers the persons met so far, with their offices."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self.report = report
        self.language = language
        self.registry = language.registry
        self.period: Period | None = report.written.period if report.written else None
        self._full = {
            mention.actors[0]
            for mention in report[Mention]
            if mention.sort == "person" and mention.form == "name" and len(mention.actors) == 1
        }
        self._officers = {actor for m in report[Mention] if m.office for actor in m.actors}
        self._countries = {actor for m in report[Mention] if m.sort != "person" for actor in m.actors[:1]} | {
            m.of for m in report[Mention] if m.of
        }
        self._persons = Persons()
        self._offices = Offices(report, language, self._persons)
        self._roles: dict[str, set[Role]] = defaultdict(set)
        self._surnames: dict[str, str] = {}
        self._learned_names: dict[str, str] = {}
        self._bodies: set[str] = set()
        # full names that the registry does not know, of persons who may share a surname with one it knows
        self._strangers = {
            report.slice(mention.at[0])
            for mention in report[Mention]
            if mention.sort == "person" and mention.form in ("learned", "model")
        }

    def turn(self, mention: Mention) -> tuple[int, Span]:
        """When a mention is looked at: full names first, then what may be short for them, offices last."""
        forms = _FULL if self._is_full(mention) else _SHORT
        return forms.get(mention.form, 3), mention.at[0]

    def _is_full(self, mention: Mention) -> bool:
        """Whether the words are at least two of a name, with a surname that no longer name could lack."""
        words = self.report.slice(mention.at[0]).split()
        return (
            mention.form in ("learned", "model")
            and len(words) > 1
            and (_is_number(words[-1]) or not self._is_small(words[-1]))
        )

    def actor(self, mention: Mention) -> tuple[str | None, float]:
        """The actor that a mention stands for, and how sure; None when it stays open."""
        if mention.sort != "person":
            return self._body(mention)
        if mention.form == "office":
            return self._offices.holder(mention)
        actor, score = self._person(mention)
        if actor:
            self._offices.meet(mention, actor)
        return actor, score

    def _person(self, mention: Mention) -> tuple[str | None, float]:
        if mention.form == "learned":
            return self._learned(mention)
        if mention.form == "model":
            return self._seen(mention)
        actor, score = self._known(mention)
        if actor is None and mention.form == "short":
            actor = self._persons.whose(self.report.slice(mention.at[0]))
        elif actor:
            self._persons.introduce(actor, self.registry.name(actor))
            self._persons.introduce(actor, self.report.slice(mention.at[0]))
        return actor, score

    def _known(self, mention: Mention) -> tuple[str | None, float]:
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
        actor, score = self._persons.whose(words) or slug(words), 0.6
        if mention.office and mention.of:
            for holder in self.registry.holders(mention.office, mention.of, self.period):
                if alike(self.registry.name(holder), words) >= _SAME_SPELLING:
                    actor, score = holder, 0.7
            self._roles[actor].add(Role(mention.office, mention.of, body=mention.body or None))
        self._introduce(actor, words)
        return actor, score

    def _seen(self, mention: Mention) -> tuple[str | None, float]:
        """Whom only the model sees: one named before, or by a full name somebody of their own."""
        words, score = self.report.slice(mention.at[0]), mention.made.score
        actor = self._persons.whose(words)
        if actor is None and self._is_full(mention) and score >= _SURE:
            actor = slug(words)
        if actor and self._is_full(mention):
            self._introduce(actor, words)
        return actor, score

    def _introduce(self, actor: str, words: str) -> None:
        surname = words.split()[-1]
        if self._is_surname(surname):
            self._surnames.setdefault(surname, actor)
        self._learned_names.setdefault(actor, words)
        self._persons.introduce(actor, words)

    def _is_surname(self, word: str) -> bool:
        """Whether a name's last word may stand for it later: no number ('Alexander II'), no small word."""
        return word[0].isupper() and not _is_number(word) and not self._is_small(word)

    def _is_small(self, word: str) -> bool:
        small = self.language.word_set("function") | self.language.grammar["no_name"]
        return word.casefold() in small

    def _body(self, mention: Mention) -> tuple[str | None, float]:
        """A state, organisation or group. A capital after 'in' or 'to' is a place, not its state."""
        if mention.form == "model":
            return self._organisation(mention)
        if not mention.actors:
            return None, 0.3
        if mention.form == "capital" and self._is_place(mention):
            return None, 0.9
        return mention.actors[0], 1.0 if len(mention.actors) == 1 else 0.6

    def _organisation(self, mention: Mention) -> tuple[str | None, float]:
        """A body that only the language model knows, if it is sure: a paper, a company, an agency."""
        score = mention.made.score
        words = self.report.slice(mention.at[0])
        if mention.sort != "organisation" or score < _SURE_BODY or not slug(words):
            return None, 0.3
        self._learned_names.setdefault(slug(words), words)
        self._bodies.add(slug(words))
        return slug(words), min(score, _BODY_SCORE)

    def _is_place(self, mention: Mention) -> bool:
        """A capital after 'in' or 'to', or that gives its name to a treaty or talks, is not its state."""
        words, indices = self.report.words, self.report.words.range(mention.at[0])
        if self.language.is_possessive(words, indices.stop):
            # 'prior to Moscow's invasion': a place owns nothing
            return False
        if self._ends_address(mention.at[0]):
            return True
        if indices.start and words[indices.start - 1].fold in self.language.grammar["in"]:
            return not self._government_of(mention)
        if mention.head:
            return False
        nouns = (indices.start - 1, indices.stop) if self.language.modifier_follows_noun else (indices.stop,)
        found = [self.language.find_triggers.at(words, index) for index in nouns if 0 <= index < len(words)]
        return any(hit and hit.rule.type in ("AGREE", "CONSULT") for hit in found)

    def _ends_address(self, at: Span) -> bool:
        """Whether a capital ends where something was: 'di Gedung Parlemen, Jakarta, Kamis (3/4)'."""
        text = self.report.text
        return (
            text[: at.start].endswith(", ")
            and text[at.end : at.end + 2] in (", ", " (")
            and any(0 < time.at[0].start - at.end < _NEAR_TIME for time in self.report[TimeExpression])
        )

    def _government_of(self, mention: Mention) -> bool:
        """'the authorities in Kyiv': those who rule or an office stand before the preposition."""
        start = mention.at[0].start
        ruler = self.report.words.range(mention.at[0]).start - 2
        if ruler >= 0 and self.report.words[ruler].fold in self.language.grammar["rulers"]:
            return True
        return any(
            other.form == "office" and 0 < start - other.at[0].end <= 4 for other in self.report[Mention]
        )

    def is_surname(self, name: Name) -> bool:
        """Whether what the model takes for the name of a thing is the surname of somebody introduced."""
        unknown = name.actor is None and name.sort == "other"
        return unknown and self.report.slice(name.at[0]) in self._surnames

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
            sort="organisation" if actor in self._bodies else self.registry.sort(actor),
            cls=self._class(actor, roles),
            country=self.registry.country(actor, self.period) or (roles[-1].of if roles else None),
            roles=roles,
            wikidata=self.registry.wikidata(actor),
        )

    def _class(self, actor: str, roles: Sequence[Role]) -> str | None:
        """What kind of power an actor is, or serves in the office held last."""
        known = self.registry.organisations.get(actor)
        if known:
            return known.cls or None
        if actor in self.registry.states:
            return "government"
        held = [term.title for term in self.registry.offices_of(actor, self.period)]
        title = actor.partition("/")[2] or next(iter([*held, *(role.title for role in roles[::-1])]), "")
        classes = self.language.classes
        # 'senior-administration-official' is an official
        return classes.get(title) or classes.get(title.rpartition("-")[2])
