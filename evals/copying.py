"""Copies of a report as they are met: wrapped, cut, edited, in another order, with other dates."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, timedelta

JUNK = (
    "ADVERTISEMENT",
    "Read also: Ten beaches that you should see before winter",
    "Baca juga: Harga emas hari ini naik lagi",
    "Share this article on Facebook, Twitter and WhatsApp",
    "Daftar sekarang dan menangkan jackpot harian di situs kami",
    "Sign up for our newsletter",
    "Copyright. All rights reserved. This material may not be published, broadcast or rewritten.",
    "Follow us for the latest news and subscribe to our channel",
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")

Copier = Callable[[str, random.Random], str]


def wrapped(text: str, chance: random.Random) -> str:
    """The text between lines of a site's own, every other time set in lines of 72 characters."""
    paragraphs = text.split("\n")
    if chance.random() < 0.5:
        paragraphs = [textwrap.fill(paragraph, 72) for paragraph in paragraphs]
    some = chance.sample(JUNK, 5)
    paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), f"\n{some[0]}\n")
    return "\n\n".join([*some[1:3], "\n".join(paragraphs), *some[3:]])


def cut(keep: float) -> Copier:
    """Keeps so much of the words: half the time from the beginning, else from anywhere."""

    def copy(text: str, chance: random.Random) -> str:
        words = [match.span() for match in _WORD.finditer(text)]
        number = max(1, round(len(words) * keep))
        first = 0 if chance.random() < 0.5 else chance.randrange(len(words) - number + 1)
        return text[words[first][0] : words[first + number - 1][1]]

    return copy


def edited(rate: float, vocabulary: Sequence[str]) -> Copier:
    """Changes so much of the words: half of them for another, a quarter left out, a quarter put in."""

    def change(word: str, chance: random.Random) -> str:
        if chance.random() >= rate:
            return word
        other = chance.choice(vocabulary)
        return chance.choice((other, other, "", f"{word} {other}"))

    def copy(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        return "\n".join(" ".join(filter(None, (change(w, chance) for w in line.split()))) for line in lines)

    return copy


def reordered(text: str, chance: random.Random) -> str:
    """The paragraphs in another order; of few paragraphs, the sentences."""
    pieces = [piece for piece in text.split("\n") if piece.strip()]
    pieces = pieces if len(pieces) >= 4 else _SENTENCE_END.split(text)
    return "\n\n".join(chance.sample(pieces, len(pieces)))


def redated(text: str, chance: random.Random) -> str:
    """Other months, weekdays, years and days of the month, under a line with a day of its own."""
    day = date(2022, 1, 1) + timedelta(days=chance.randrange(900))
    text = re.sub(rf"\b({'|'.join(MONTHS)})\b", lambda _: chance.choice(MONTHS[:12]), text)
    text = re.sub(rf"\b({'|'.join(DAYS)})\b", lambda _: chance.choice(DAYS), text)
    text = re.sub(r"\b20[12]\d\b", str(day.year), text)
    return f"Posted on {day:%B} {day.day}, {day.year}\n\n{text}"
