"""The names of a sentence that the registry knows, and whether each heads its phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kawat.language import PlaceForm, UnitRow
from kawat.records import NameSort
from kawat.registry import NameForm
from kawat.text import Hit

from .line import Found, Line

# how many words on either side tell whether a line is in capitals
_AROUND = 6
# words that no name describes: before one of them, or after it, a name stands for itself
_SMALL = (
    "in", "of", "and", "towards", "with", "by", "that", "between", "break", "relative", "to_whom", "also",
    "not", "articles", "at",
)  # fmt: skip


def known_names(line: Line, seen: Iterable[Found] = ()) -> Iterator[Found]:
    """The names of actors that the registry knows, from left to right, given those that the model sees."""
    alone = {name.words for name in seen if name.sort == "person"}
    places = list(line.language.find_places.find(line.words, line.inside))
    money = list(line.language.find_money.find(line.words, line.inside))
    for hit in line.language.find_names.find(line.words, line.inside):
        if any(_is_part(hit, place) for place in places) or _is_currency(line, hit, money):
            continue
        sort = _sort(line, hit.rule)
        surname = sort == "person" and hit.rule.sort == "short"
        # in a headline every word has a capital: the model tells where the name ends
        if surname and range(hit.first, hit.last) not in alone and _of_another(line, hit):
            continue
        if hit.rule.sort == "abbreviation" and is_shouted(line, hit.first, hit.last):
            continue
        yield Found(hit.first, hit.last, sort, hit.rule.sort, hit.rule.actors)


def _is_part(hit: Hit[NameForm], place: Hit[PlaceForm]) -> bool:
    """Whether a name is only a word of that of a place elsewhere: 'Barat' of 'Jawa Barat'."""
    inside = place.first <= hit.first and hit.last <= place.last
    longer = place.last - place.first > hit.last - hit.first
    return inside and longer and place.rule.row.country not in hit.rule.actors


def _is_currency(line: Line, hit: Hit[NameForm], money: Sequence[Hit[UnitRow]]) -> bool:
    """Whether a state only says whose money is counted: '75 juta dolar AS', 'US$38'."""
    if line.words.text[line.words[hit.last - 1].end :][:1] == "$":
        return True
    inside = (unit for unit in money if unit.first <= hit.first and hit.last <= unit.last)
    return any(unit.last - unit.first > hit.last - hit.first for unit in inside)


def is_shouted(line: Line, first: int, last: int) -> bool:
    """Whether the line around some words is in capitals, so that theirs say nothing."""
    near = line.words[max(line.inside.start, first - _AROUND) : last + _AROUND]
    longer = [word for word in near if len(word.text) > 4]
    return bool(longer) and all(word.text.isupper() for word in longer)


def is_head(line: Line, name: Found) -> bool:
    """Whether a state's name stands for itself rather than describing a noun ('Russian troops')."""
    if name.form == "demonym" or line.is_possessive(name.last):
        return not _noun_follows(line, name.last)
    before = name.first - 1
    if before < line.inside.start or not line.words.joined(name.first):
        return True
    if name.form == "capital" and line.is_a(before, "articles"):
        # 'the Minsk agreements': a capital bears no article of its own
        return False
    if line.says_or_does(name.last) or line.is_a(name.last, "also"):
        return True
    if line.is_a(before, *_SMALL) or line.says_or_does(before):
        return True
    return not line.language.modifier_follows_noun


def _sort(line: Line, form: NameForm) -> NameSort:
    return "people" if form.sort == "demonym" else line.language.registry.name_sort(form.actors[0])


def _of_another(line: Line, hit: Hit[NameForm]) -> bool:
    """A surname with another first name before it, or a longer name after it, is another person."""
    before, after = hit.first - 1, hit.last
    if before >= line.inside.start and line.words.joined(hit.first) and _is_first_name(line, before):
        return True
    return after < line.inside.stop and line.words.joined(after) and _is_first_name(line, after)


def _is_first_name(line: Line, index: int) -> bool:
    text = line.words[index].text
    if not line.is_capital(index) or (text.isupper() and len(text) > 1):
        return False
    if line.is_a(index, "no_name", "honorifics", "former"):
        return False
    return not line.in_phrase(index) and not line.in_state(index)


def _noun_follows(line: Line, index: int) -> bool:
    if line.is_possessive(index):
        index += 1
    if index >= line.inside.stop or not line.words.joined(index):
        return False
    return not line.is_a(index, "and", "also", "in", "break") and not line.says_or_does(index)
