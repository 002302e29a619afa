"""The persons whom a report names in full, and whom of them a shorter or otherwise spelled name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import msgspec

from kawat.tables import read_table

# how alike two surnames must be to be one, spelled otherwise; short ones are too often another's
_ALIKE = 0.8
_ALIKE_FIRST = 0.6
_LEAST_LETTERS = 5
# letters that are no others with a mark
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ı": "i",
        "œ": "oe",
    }
)


class Spelling(msgspec.Struct, frozen=True):
    """A line of `codes/spellings.tsv`: letters, the sound they stand for, and where."""

    letters: str
    sound: str
    use: str = msgspec.field(name="for")


def slug(name: str) -> str:
    """A person's id from the name: ASCII, lower case, hyphens: 'Kalle Laanet' -> 'kalle-laanet'."""
    name = name.translate(_LETTERS)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def alike(left: str, right: str) -> float:
    """How alike two names are spelled, or sound where Latin letters stand for others, 0 to 1."""
    spelled = SequenceMatcher(None, slug(left), slug(right)).ratio()
    return max(spelled, SequenceMatcher(None, sound(left), sound(right)).ratio())


def sound(name: str) -> str:
    """A name by its sounds, however it is carried over into Latin letters: 'Wierszynin' as 'Vershinin'."""
    letters, sounds = _spellings()
    heard = letters.sub(lambda match: sounds[match.group()], slug(name))
    return re.sub(r"([a-z])\1", r"\1", heard)


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all letters that stand for a sound, earlier lines first, and the sounds."""
    rows = read_table(files("kawat") / "codes" / "spellings.tsv", Spelling)
    return re.compile("|".join(row.letters for row in rows)), {row.letters: row.sound for row in rows}


class Persons:
    """Remembers full names in the order in which they are introduced."""

    def __init__(self) -> None:
        # (actor, words of the name): an actor may have several
        self._names: list[tuple[str, tuple[str, ...]]] = []

    def introduce(self, actor: str, name: str) -> None:
        """Take up a person by a name, which may be one word."""
        words = tuple(slug(word) for word in name.split())
        if words and (actor, words) not in self._names:
            self._names.append((actor, words))

    def __contains__(self, actor: str) -> bool:
        return any(actor == known for known, _ in self._names)

    def whose(self, name: str) -> str | None:
        """Whom a name means: the first introduced of whose name it is a part, or that it is spelled like."""
        words = tuple(slug(word) for word in name.split())
        for fits in (_is_part, _is_longer, _is_spelled_otherwise):
            for actor, known in self._names:
                if fits(words, known):
                    return actor
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(actor for actor, _ in self._names))


def _is_part(words: Sequence[str], known: Sequence[str]) -> bool:
    """'Roe' or 'Mira Roe' of 'Mira Anna Roe', but no two words in another order."""
    rest = iter(known)
    return all(word in rest for word in words)


def _is_longer(words: Sequence[str], known: Sequence[str]) -> bool:
    return len(known) > 1 and _is_part(known, words)


def _is_spelled_otherwise(words: Sequence[str], known: Sequence[str]) -> bool:
    """'Petrow' for 'Petrov', 'Sergei Petrov' for 'Sergey Petrov'; a first name must fit as well."""
    last, other = words[-1], known[-1]
    if (
        min(len(last), len(other)) < _LEAST_LETTERS
        or sound(last)[0] != sound(other)[0]
        or alike(last, other) < _ALIKE
    ):
        return False
    if len(words) == 1 or len(known) == 1:
        return True
    return alike(words[0], known[0]) >= _ALIKE_FIRST and sound(words[0])[0] == sound(known[0])[0]
