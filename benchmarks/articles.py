"""Writes invented articles of the length of real ones, to be read by the whole of Kawat.

usage: python benchmarks/articles.py ARTICLES.jsonl [--reports N]

Articles in English and Indonesian about invented persons of real states (`articles.toml` has the sentences),
each on one of sixty topics. They have as many quotes, events and figures as 545 real ones on one war (12, 14
and 4 a report; these 12, 14 and 3), and of these as many belong together with another: sentences are put
together of parts that are short and many, so that what is on something else seldom has four words in a row
with it.
As many words as 545 real ones had: half of them under 420, one in ten over 1,000. A fifth of the stories is
told by two to ten articles; in seven of ten of these the first half of the articles are copies: whole, cut,
or wrapped by another site. Others tell half of the same facts in the other order, a third of them in the
other language. Every site prints lines of its own on all its pages. The same N gives the same articles;
what was made is printed at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date

from kawat.registry import load_registry

LANGUAGES = ("en", "id")
FIRST, A_DAY = date(2022, 1, 1), 90
PERSONS, PLACES, SITES = 600, 2_000, 120
WORDS_A_SENTENCE, MEDIAN, SPREAD = 15, 420, 0.75
# of an article so much is on what its story is about; each topic has so many matters
ON_TOPIC, MATTERS = 0.9, 3
SORTS = (("quotes", 19), ("events", 18), ("figures", 4), ("plain", 59))
LINES: Mapping[str, Sequence[Sequence[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


class Person(NamedTuple):
    """Somebody who does not exist, of a state that does."""

    name: str
    state: str


class Fact(NamedTuple):
    """A sentence of a sort (`quotes`, `events` ...): which, and with what its gaps are filled."""

    sort: str
    number: int
    one: Person
    other: Person
    topic: int
    matter: int
    thing: int
    verb: int
    another: int
    will: int
    when: int
    how: int
    place: str
    amount: int
    day: date


class World(NamedTuple):
    """Who there is, and where."""

    persons: Sequence[Person]
    weights: Sequence[float]
    places: Sequence[str]
    countries: Mapping[str, Mapping[str, str]]


class Article(NamedTuple):
    """What is written to the file."""

    title: str
    sentences: Sequence[str]
    language: str
    day: date


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    arguments = parser.parse_args()
    made: Counter[str] = Counter()
    with arguments.articles.open("w", encoding="utf-8") as file:
        for line in articles(arguments.reports, made):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(", ".join(f"{n:,} {what}" for what, n in made.items()))


def articles(number: int, made: Counter[str]) -> Iterator[Mapping[str, str]]:
    """So many articles as lines of JSON Lines; `made` counts what they are."""
    chance = random.Random(1)
    world = _world(chance)
    written = 0
    while written < number:
        day = FIRST + timedelta(days=written // A_DAY)
        for article, kind in _story(world, chance, day)[: number - written]:
            made["articles"] += 1
            made[kind] += 1
            made["words"] += sum(len(sentence.split()) for sentence in article.sentences)
            yield _printed(article, kind, chance, written)
            written += 1
        made["stories"] += 1


def _world(chance: random.Random) -> World:
    states = [state for _, state in sorted(load_registry().states.items())][:60]
    countries = {
        language: {
            state.id: Locale(language).territories.get(state.alpha2 or "", state.name) for state in states
        }
        for language in LANGUAGES
    }
    persons = [
        Person(f"{_word(chance).title()} {_word(chance).title()}", chance.choice(states).id)
        for _ in range(PERSONS)
    ]
    places = [_word(chance).title() for _ in range(PLACES)]
    return World(persons, [1 / (n + 3) for n in range(PERSONS)], places, countries)


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice("bdgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 3))
    )


def _story(world: World, chance: random.Random, day: date) -> list[tuple[Article, str]]:
    """What one to ten articles tell of the same news, each with what it is to the others."""
    size = 1 if chance.random() < 0.8 else min(10, 2 + int(chance.expovariate(0.9)))
    copied = size // 2 if size > 1 and chance.random() < 0.7 else 0
    cast = chance.choices(world.persons, world.weights, k=6)
    topic = chance.randrange(len(LINES["topics"]))
    facts = [_fact(world, chance, day, cast, topic) for _ in range(_length(chance))]
    language = "en" if chance.random() < 0.6 else "id"
    first = _article(facts, language, day, world)
    told = [(first, "first")]
    for place in range(1, size):
        if place <= copied:
            told.append(_copy(first, chance))
        else:
            told.append((_retold(world, chance, facts, cast, topic, language, day), "retold"))
    return told


def _length(chance: random.Random) -> int:
    words = min(3_000.0, max(50.0, MEDIAN * chance.lognormvariate(0, SPREAD)))
    return max(3, round(words / WORDS_A_SENTENCE))


def _fact(world: World, chance: random.Random, day: date, cast: Sequence[Person], topic: int) -> Fact:
    (sort,) = chance.choices([name for name, _ in SORTS], [weight for _, weight in SORTS])
    one, other = chance.sample(cast, 2)
    return Fact(
        sort=sort,
        number=chance.randrange(len(LINES[sort])),
        one=one,
        other=other,
        topic=topic if chance.random() < ON_TOPIC else chance.randrange(len(LINES["topics"])),
        matter=chance.randrange(MATTERS),
        thing=chance.randrange(len(LINES["things"])),
        verb=chance.randrange(len(LINES["verbs"])),
        another=chance.randrange(len(LINES["verbs"])),
        will=chance.randrange(len(LINES["wills"])),
        when=chance.randrange(len(LINES["whens"])),
        how=chance.randrange(len(LINES["hows"])),
        place=chance.choice(world.places),
        amount=round(10 ** chance.uniform(0.8, 4.8)),
        day=day + timedelta(days=chance.choice((-2, -1, 0, 0, 0, 3, 9))),
    )


def _article(facts: Sequence[Fact], language: str, day: date, world: World) -> Article:
    lead = facts[0]._replace(sort="titles", number=facts[0].topic % len(LINES["titles"]))
    return Article(
        _sentence(lead, language, world), [_sentence(fact, language, world) for fact in facts], language, day
    )


def _retold(
    world: World, chance: random.Random, facts: Sequence[Fact], cast: Sequence[Person], topic: int,
    language: str, day: date,
) -> Article:  # fmt: skip
    """Half of the facts in another order, with new ones, a third of the time in the other language."""
    kept = chance.sample(facts, max(1, len(facts) // 2))
    new = [_fact(world, chance, day, cast, topic) for _ in range(max(2, len(facts) // 2))]
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    mixed = chance.sample([*kept, *new], len(kept) + len(new))
    return _article(mixed, other if chance.random() < 1 / 3 else language, day, world)


def _copy(article: Article, chance: random.Random) -> tuple[Article, str]:
    kind = chance.choice(("copied whole", "copied cut", "copied later"))
    if kind == "copied cut":
        most = max(3, int(len(article.sentences) * chance.uniform(0.5, 0.9)))
        return article._replace(sentences=article.sentences[:most]), kind
    later = timedelta(days=chance.randrange(1, 4)) if kind == "copied later" else timedelta()
    return article._replace(day=article.day + later), kind


def _sentence(fact: Fact, language: str, world: World) -> str:
    at, countries = LANGUAGES.index(language), world.countries[language]
    text = LINES[fact.sort][fact.number][at].format(
        one=fact.one.name,
        other=fact.other.name,
        a=countries[fact.one.state],
        b=countries[fact.other.state],
        topic=LINES["topics"][fact.topic][0][at],
        matter=LINES["topics"][fact.topic][1 + fact.matter][at],
        further=LINES["topics"][fact.topic][1 + (fact.matter + 1) % MATTERS][at],
        thing=LINES["things"][fact.thing][at],
        verb=LINES["verbs"][fact.verb][at],
        another=LINES["verbs"][fact.another][at],
        will=LINES["wills"][fact.will][at],
        manner=f"{LINES['whens'][fact.when][at]} {LINES['hows'][fact.how][at]}",
        place=fact.place,
        number=f"{fact.amount:,}" if language == "en" else f"{fact.amount:,}".replace(",", "."),
        day=format_date(fact.day, "MMMM d" if language == "en" else "d MMMM", locale=language),
        month=format_date(fact.day - timedelta(days=fact.amount % 1_000), "MMMM yyyy", locale=language),
    )
    start = 1 if text.startswith("“") else 0
    return text[:start] + text[start].upper() + text[start + 1 :]


def _printed(article: Article, kind: str, chance: random.Random, number: int) -> Mapping[str, str]:
    site = chance.randrange(SITES)
    own = LINES["wrapper"][site % len(LINES["wrapper"])][LANGUAGES.index(article.language)]
    said = article.sentences
    paragraphs = [" ".join(said[start : start + 3]) for start in range(0, len(said), 3)]
    text = "\n\n".join([article.title, *paragraphs, f"{own} - site {site}", f"© site {site}, {own.lower()}"])
    return {
        "id": f"{number:06}",
        "url": f"https://site-{site}.example/{article.day:%Y/%m/%d}/{number}",
        "title": article.title,
        "date": article.day.isoformat(),
        "language": article.language,
        "publisher": f"Site {site}",
        "text": text,
    }


if __name__ == "__main__":
    main()
