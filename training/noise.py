"""The mess that real pages make of a sentence, made on purpose: each mishap leaves the annotation right."""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from training.data import Sentence

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "–": "-", "—": "-"}
MARKS = frozenset(",.!?;:-")


@dataclass(frozen=True)
class Surface:
    """The forms of a sentence's words and whether white space stands before each."""

    forms: list[str]
    spaces: list[bool]


def disturb(
    sentence: Sentence, rates: Mapping[str, float], chance: random.Random
) -> tuple[Sentence, Surface]:
    """The sentence, without its last word where the full stop was lost, and how its words look now."""
    if chance.random() < rates["stop_lost"]:
        sentence = _without_stop(sentence)
    forms, spaces = list(sentence.forms), list(sentence.spaces)
    if chance.random() < rates["quotes"]:
        forms = _quotes(forms, chance)
    if chance.random() < rates["plain"]:
        forms = [_plain(form) for form in forms]
    if chance.random() < rates["mark_doubled"]:
        forms = [form * 2 if form in MARKS and chance.random() < 0.5 else form for form in forms]
    if chance.random() < rates["space_lost"]:
        spaces = [space and chance.random() < 0.9 for space in spaces]
    return sentence, Surface(_cased(forms, rates, chance), spaces)


def _cased(forms: list[str], rates: Mapping[str, float], chance: random.Random) -> list[str]:
    throw = chance.random()
    for case, change in (("upper", str.upper), ("lower", str.lower), ("title", str.capitalize)):
        if throw < rates[case]:
            return [change(form) for form in forms]
        throw -= rates[case]
    return forms


def _quotes(forms: list[str], chance: random.Random) -> list[str]:
    if chance.random() < 0.5:
        return [STRAIGHT.get(form, form) for form in forms]
    curly, opened = [], False
    for form in forms:
        if form == '"':
            opened = not opened
            form = "“" if opened else "”"
        curly.append(form)
    return curly


def _plain(form: str) -> str:
    """The form without its diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c)) or form


def _without_stop(sentence: Sentence) -> Sentence:
    if len(sentence.tokens) < 3 or sentence.tokens[-1].form not in {".", "!", "?"}:
        return sentence
    if any(word.head == len(sentence.words) for word in sentence.words):
        return sentence
    return replace(
        sentence, tokens=sentence.tokens[:-1], words=sentence.words[:-1], names=sentence.names[:-1]
    )
