"""The words of the pages in the reader's language: names of fields and values, actors, days and numbers.

The messages are in English here and in the templates; `locale/` has the others (`pybabel`, see islands/README).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal

from kawat.records import Actor, Period, Written


def N_(message: str) -> str:
    """Marks a message for translation and leaves it as it is."""
    return message


LABELS: Mapping[str, Mapping[str, str]] = {
    "act": {
        "assert": N_("says"),
        "deny": N_("denies"),
        "demand": N_("demands"),
        "request": N_("asks for"),
        "promise": N_("promises"),
        "offer": N_("offers"),
        "threaten": N_("threatens"),
        "warn": N_("warns"),
        "accuse": N_("accuses"),
        "reject": N_("rejects"),
        "agree": N_("agrees"),
        "support": N_("backs"),
        "appraise": N_("judges"),
        "announce": N_("announces"),
        "ask": N_("asks"),
    },
    "type": {
        "AGREE": N_("agree"),
        "CONSULT": N_("meet or talk"),
        "SUPPORT": N_("support in words"),
        "CONCEDE": N_("yield"),
        "COOPERATE": N_("work together"),
        "AID": N_("give aid"),
        "RETREAT": N_("pull back"),
        "REQUEST": N_("ask or demand"),
        "ACCUSE": N_("accuse"),
        "REJECT": N_("refuse"),
        "THREATEN": N_("threaten or warn"),
        "PROTEST": N_("protest"),
        "SANCTION": N_("cut relations"),
        "MOBILIZE": N_("show force"),
        "COERCE": N_("coerce"),
        "ASSAULT": N_("attack"),
    },
    "group": {
        "verbal-cooperation": N_("cooperation in words"),
        "material-cooperation": N_("cooperation in deeds"),
        "verbal-conflict": N_("conflict in words"),
        "material-conflict": N_("conflict in deeds"),
    },
    "status": {
        "happened": N_("happened"),
        "ongoing": N_("going on"),
        "planned": N_("planned"),
        "conditional": N_("if"),
        "alleged": N_("alleged"),
        "denied": N_("denied"),
        "called-for": N_("called for"),
    },
    "outcome": {
        "open": N_("open"),
        "met": N_("met"),
        "broken": N_("broken"),
        "overtaken": N_("overtaken"),
        "repeated": N_("repeated"),
        "unknown": N_("unknown"),
    },
    "commitment": {
        "promise": N_("promise"),
        "plan": N_("plan"),
        "demand": N_("demand"),
        "threat": N_("threat"),
        "offer": N_("offer"),
    },
    "form": {"direct": N_("direct"), "indirect": N_("indirect"), "mixed": N_("mixed")},
    "wording": {
        "verbatim": N_("word for word"),
        "translated": N_("translated"),
        "paraphrase": N_("in the reporter's words"),
        "ai-summary": N_("from an AI summary"),
    },
    "zone": {
        "title": N_("title"),
        "body": N_("report"),
        "lede": N_("lede"),
        "ai-summary": N_("AI summary"),
        "ai-summary-notice": N_("notice of an AI summary"),
        "duplicate-title": N_("title again"),
        "credit": N_("credit"),
        "caption": N_("caption"),
        "category": N_("category"),
        "promo": N_("promotion"),
        "embed": N_("embedded"),
        "site-junk": N_("site"),
        "spam": N_("spam"),
    },
    "copy": {
        "verbatim": N_("word for word"),
        "wrapped": N_("same text, other wrapping"),
        "cut": N_("cut"),
        "edited": N_("edited"),
        "translated": N_("translated"),
    },
    "about": {
        "figure": N_("figures"),
        "denial": N_("denial"),
        "date": N_("days"),
        "characterisation": N_("how it is told"),
    },
    "actor": {
        "state": N_("state"),
        "person": N_("person"),
        "organisation": N_("organisation"),
        "group": N_("group"),
        "role": N_("unnamed office"),
    },
    "unit": {
        "persons": N_("persons"),
        "minutes": N_("minutes"),
        "days": N_("days"),
        "percent": N_("percent"),
        "count": "",
        "members": N_("members"),
        "hours": N_("hours"),
        "weeks": N_("weeks"),
        "months": N_("months"),
        "years": N_("years"),
        "decades": N_("decades"),
        "times": N_("times"),
        "miles": N_("miles"),
        "tons": N_("tons"),
        "litres": N_("litres"),
        "barrels": N_("barrels"),
    },
    "qualifier": {
        "about": N_("about"),
        "at-least": N_("at least"),
        "nearly": N_("nearly"),
        "more-than": N_("more than"),
        "less-than": N_("less than"),
        "up-to": N_("up to"),
        "estimated": N_("estimated"),
        "only": N_("only"),
        "exactly": N_("exactly"),
        "another": N_("another"),
    },
    "verdict": {
        "supported": N_("supported"),
        "contradicted": N_("contradicted"),
        "not found": N_("not found"),
        "nothing to check": N_("nothing to check"),
    },
    "slot": {
        "name": N_("name"),
        "place": N_("place"),
        "day": N_("day"),
        "figure": N_("figure"),
        "number": N_("number"),
        "quote": N_("quote"),
        "speaker": N_("speaker"),
        "doer": N_("who did it"),
        "negation": N_("denial"),
        "status": N_("told as"),
        "quantity": N_("how many"),
        "words": N_("words"),
    },
    "result": {"same": N_("the same"), "other": N_("something else"), "missing": N_("not there")},
    "kind": {
        "report": N_("Report"),
        "quote": N_("Quote"),
        "event": N_("Event"),
        "figure": N_("Figure"),
        "saying": N_("Saying"),
        "happening": N_("Happening"),
        "claim": N_("Claim"),
        "commitment": N_("Commitment"),
        "disagreement": N_("Disagreement"),
        "story": N_("Story"),
        "family": N_("Family of copies"),
        "actor": N_("Actor"),
        "sentence": N_("Sentence"),
        "name": N_("Name"),
        "time": N_("Time"),
        "zone": N_("Zone"),
        "failure": N_("Failure"),
    },
    "lane": {
        "cooperation": N_("cooperation"),
        "conflict": N_("conflict"),
        "saying": N_("said"),
    },
    "where": {"text": N_("in texts"), "title": N_("in titles"), "quote": N_("in quotes")},
    "by": {"state": N_("state"), "actor": N_("each for itself")},
    "judged": {
        "same": N_("the same"),
        "different": N_("different"),
        "right": N_("right"),
        "wrong": N_("wrong"),
        "withdrawn": N_("withdrawn"),
    },
    "parameter": {
        "actor": N_("Actor"),
        "since": N_("From"),
        "until": N_("Until"),
        "type": N_("What is done"),
        "status": N_("Told as"),
        "background": N_("With background"),
        "act": N_("What a saying does"),
        "source": N_("Source"),
        "publisher": N_("Publisher"),
        "language": N_("Language of the report"),
        "min_score": N_("Score at least"),
        "min_origins": N_("Origins at least"),
        "about": N_("About"),
        "moves": N_("Changes over time"),
        "sort": N_("Sort"),
        "outcome": N_("Outcome"),
        "due_before": N_("Due before"),
        "kind": N_("Done or said"),
        "by": N_("Persons count as"),
        "q": N_("Words"),
        "in": N_("Where to look"),
        "place": N_("Place"),
    },
    "field": {
        "form": N_("Form"),
        "speaker_actor": N_("Speaker"),
        "addressee_actor": N_("To whom"),
        "role": N_("Office as worded"),
        "act": N_("What it does"),
        "said": N_("Said on"),
        "wording": N_("Wording"),
        "type": N_("What is done"),
        "mode": N_("Mode"),
        "context": N_("Matter"),
        "status": N_("Told as"),
        "actors": N_("Who"),
        "recipients": N_("To whom"),
        "when": N_("When"),
        "dated": N_("Day known from"),
        "where": N_("Where"),
        "cameo": "CAMEO",
        "goldstein": "Goldstein",
        "holder_actor": N_("Whose"),
        "according_to_actor": N_("According to"),
        "according_to": N_("According to"),
        "as_of": N_("As of"),
        "of": N_("Of what"),
        "sort": N_("Sort"),
        "by": N_("By whom"),
        "to": N_("To whom"),
        "made_on": N_("Made on"),
        "due": N_("Due"),
        "outcome": N_("Outcome"),
        "about": N_("About"),
        "days": N_("Days"),
        "languages": N_("Languages"),
        "origin": N_("Origin"),
    },
    "words": {"cue": N_("Words of saying"), "speaker": N_("Speaker as worded"), "trigger": N_("Words that show it")},
    "dated": {
        "own": N_("its own expression of time"),
        "sentence": N_("the sentence"),
        "report": N_("the day on which the report was written"),
    },
}
"""What stands on the page for a value of a record, by the field that holds it."""


_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DEED = re.compile("|".join(rf"\b{type}\b" for type in LABELS["type"]))
# an actor's id within a line: RUS, joe-biden, USA/senior-official
_ACTOR = re.compile(r"\b(?:[A-Z]{2,}(?:/[a-z-]+)?|[a-z]+(?:-[a-z]+)+)\b")


class Leaf(NamedTuple):
    """A day as a leaf of an almanac: its number, weekday, month and year."""

    number: str
    weekday: str
    month: str


class Words:
    """How things are called in one language. `translate` looks a message up, `known` an actor by its id."""

    def __init__(
        self, language: str, translate: Callable[[str], str], known: Callable[[str], Actor | None]
    ) -> None:
        # English of the world: days before months, and no 12-hour clock
        self.locale = Locale.parse("en_GB" if language == "en" else language)
        self._language = language
        self.translate = translate
        self._known = known

    def label(self, field: str, value: str | None) -> str:
        """The word for a value of a field; the value itself where there is none, '' for None."""
        if value is None:
            return ""
        message = LABELS[field].get(value, value)
        return self.translate(message) if message else ""

    def language(self, code: str | None) -> str:
        """The name of a language."""
        return (code and self.locale.languages.get(code)) or code or ""

    def number(self, value: float | None) -> str:
        """A number as the language writes it; '' for None."""
        return "" if value is None else str(format_decimal(value, locale=self.locale))

    def day(self, day: str) -> str:
        """A day: '21 Jan 2022'."""
        return str(format_date(date.fromisoformat(day[:10]), "d MMM y", locale=self.locale))

    def days(self, period: Period | Written | None) -> str:
        """Days from one to another, as short as they can be told: '21–23 Jan 2022'; '' for None."""
        if period is None:
            return ""
        first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
        if first == last:
            return self.day(period.first)
        return str(format_interval(first, last, "yMMMd", locale=self.locale))

    def leaf(self, day: str) -> Leaf:
        """A day in its parts."""
        when = date.fromisoformat(day)
        return Leaf(
            str(when.day),
            str(format_date(when, "EEE", locale=self.locale)),
            str(format_date(when, "MMM y", locale=self.locale)),
        )

    def month(self, day: str) -> str:
        """The month of a day: 'January 2022'."""
        return str(format_date(date.fromisoformat(day), "LLLL y", locale=self.locale))

    def weekday(self, day: str) -> str:
        """The weekday of a day: 'Friday'."""
        return str(format_date(date.fromisoformat(day), "EEEE", locale=self.locale))

    def plain(self, line: str) -> str:
        """A line that Kawat wrote, with the names of actors, deeds and days in place of their codes."""
        line = _ISO_DAY.sub(lambda found: self.day(found[0]), line)
        line = _DEED.sub(lambda found: self.label("type", found[0]), line)
        return _ACTOR.sub(lambda found: self.name(found[0]) if self._known(found[0]) else found[0], line)

    def name(self, actor: str | None) -> str:
        """What an actor is called: states as the language calls them, others as reports do."""
        if not actor:
            return self.translate(N_("nobody named"))
        known = self._known(actor)
        owner, _, office = actor.partition("/")
        if office and (known is None or known.name == actor):
            return f"{office.replace('-', ' ')} ({self.name(owner)})"
        if known is None:
            return self._state(actor) or actor
        if known.sort == "state":
            return self._state(actor) or known.name
        return known.name

    def _state(self, alpha3: str) -> str | None:
        """The CLDR name of a state."""
        return self.locale.territories.get(_ALPHA2.get(alpha3, ""))


def _alpha2() -> dict[str, str]:
    """ISO 3166 alpha-2 by alpha-3, from CLDR's aliases."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {old: new[0] for old, new in aliases.items() if len(old) == 3 and old.isalpha() and len(new) == 1}


_ALPHA2 = _alpha2()
