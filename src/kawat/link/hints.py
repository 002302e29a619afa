"""Words that tell what an account is of, by language: data in `codes/accounts.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from kawat.tables import Rule, read_table
from kawat.text import Phrases, Words

Kind = Literal["ahead", "open", "plan", "that", "conversation", "it"]


class Hint(Rule, frozen=True, kw_only=True):
    """A line of `codes/accounts.tsv`: what its words tell, in which language, and the words."""

    kind: Kind
    language: str
    pattern: str


@cache
def hints() -> tuple[Hint, ...]:
    """All lines."""
    return read_table(files("kawat") / "codes" / "accounts.tsv", Hint)


@cache
def phrases(kind: Kind, language: str) -> Phrases[Hint]:
    """The words of one kind in a language; none for a language that the table lacks."""
    return Phrases(hint for hint in hints() if (hint.kind, hint.language) == (kind, language))


def told(kind: Kind, text: str, language: str) -> bool:
    """Whether words of that kind stand in a text."""
    return any(True for _ in phrases(kind, language).find(Words(text)))
