"""The dictionary form of a word, from a word list and what the parse says of the word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from kawat.language import WordForms, word_forms

# the feature that shows a word of a tag to be in its base form, and its value then
_BASE = {
    "NOUN": ("Number", "Sing"),
    "ADJ": ("Degree", "Pos"),
    "VERB": ("VerbForm", "Inf"),
    "AUX": ("VerbForm", "Inf"),
}
# what a clitic may be; the word that it leans on is none of these
_CLITIC = frozenset({"ADP", "DET", "PART", "PRON"})


class _Lookup(Protocol):
    def __call__(self, token: str, lang: str) -> str: ...


def lemma(form: str, upos: str, features: Mapping[str, str], language: str, *, joined: bool = False) -> str:
    """The lemma of a word: a name's own form, else in lower case, from simplemma's word lists.

    `joined`: the word is written as one with another, as a clitic is.
    """
    if upos == "PROPN":
        return form
    plain = form.lower().replace("’", "'")
    forms = word_forms().get(language, WordForms())
    if forms.lemma_is_base:
        feature, value = _BASE.get(upos, ("", ""))
        if feature and features.get(feature) == value:
            return plain
    elif joined and upos in _CLITIC:
        return plain
    found = _lookup()(plain, language)
    first, _, second = plain.partition("-")
    if found == plain and forms.plural_is_doubled and first and first == second:
        return first if upos == "NOUN" else _lookup()(first, language)
    return found


@cache
def _lookup() -> _Lookup:
    """Loaded when first used: the English list alone takes a fifth of a second."""
    from simplemma import lemmatize

    return lemmatize
