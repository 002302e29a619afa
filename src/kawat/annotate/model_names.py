"""The names that the language model sees in a sentence, joined with those that the registry knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kawat.records import ModelName, NameKind, NameSort, Span, Tree

from .line import Found, Line

_SORTS: dict[NameKind, NameSort] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
# below this the model is more often wrong than right
_LEAST_SCORE = 0.5
# relations of a word that describes another; `nmod` does unless a preposition stands with it
_DESCRIBING = frozenset({"amod", "compound", "flat", "nmod"})


def seen_names(line: Line, tree: Tree) -> Iterator[Found]:
    """The model's names from their first capital on, persons' without words of office at their ends."""
    for name in tree.names:
        found = _found(line, name) if name.score >= _LEAST_SCORE else None
        if found and any(map(str.isupper, line.words.text[name.at.start : name.at.end])):
            yield found


def join(line: Line, known: Sequence[Found], seen: Iterable[Found]) -> list[Found]:
    """The longest names of both: a known one yields to a longer one of another kind that holds it.

    'Russia' in 'Bank of Russia' is not the state. But a state keeps its name in that of a body that acts for
    it ('Russian Navy'), beside its like ('Russia-Ukraine') and beside words of office ('President Putin').
    """
    kept, new = list(known), list[Found]()
    for name in seen:
        touching = [other for other in kept if other.first < name.last and name.first < other.last]
        inner = [other for other in touching if other.first >= name.first and other.last <= name.last]
        if touching and (len(inner) < len(touching) or not _yield(line, name, inner)):
            continue
        kept = [other for other in kept if other not in inner]
        new.append(name)
    return sorted([*kept, *new], key=lambda name: name.first)


def describes(tree: Tree, at: Span) -> bool:
    """Whether a name only describes a noun ('the RAND analyst'), by the parse."""
    inside = [index for index, word in enumerate(tree.words) if at.overlaps(word.at)]
    top = next((index for index in inside if tree.words[index].head not in inside), None)
    if top is None or tree.words[top].relation.partition(":")[0] not in _DESCRIBING:
        return False
    return not any(word.head == top and word.relation == "case" for word in tree.words)


def _found(line: Line, name: ModelName) -> Found | None:
    words = line.words.range(name.at)
    first, last, sort = words.start, words.stop, _SORTS[name.kind]
    while first < last and line.words[first].text[0].islower() and not line.is_a(first, "particles"):
        first += 1
    if sort == "person" and any(line.is_a(index, "ships") for index in (first - 1, *words)):
        sort = "other"
    if sort == "person":
        while first < last and (_of_office(line, first) or line.is_a(first, "honorifics")):
            first += 1
        while first < last and line.in_office(last - 1):
            last -= 1
        first, last = _with_hyphens(line, first, last)
    elif all(map(line.in_office, words)):
        # 'Foreign Affairs' in 'Minister of Foreign Affairs'
        return None
    return Found(first, last, sort, "model", score=name.score) if first < last else None


def _with_hyphens(line: Line, first: int, last: int) -> tuple[int, int]:
    """A surname whole: 'Strand-Berg' where the model saw one of its parts."""
    while first < last < line.inside.stop and _hyphen_before(line, last):
        last += 1
    while line.inside.start < first < last and _hyphen_before(line, first):
        first -= 1
    return first, last


def _hyphen_before(line: Line, index: int) -> bool:
    gap = line.words.text[line.words[index - 1].end : line.words[index].start]
    return gap == "-" and line.is_capital(index - 1) and line.is_capital(index)


def _of_office(line: Line, index: int) -> bool:
    """Whether the word is part of an office or of the state right after one: 'menteri Rusia'."""
    return line.in_office(index) or (line.in_state(index) and _of_office(line, index - 1))


def _yield(line: Line, name: Found, inner: Sequence[Found]) -> bool:
    """Whether known names give way to the longer one around them."""
    covered = {index for other in inner for index in other.words}
    rest = [index for index in name.words if index not in covered and line.is_capital(index)]
    if all(line.is_a(index, "the", "articles") for index in rest):
        return False
    alike = [other for other in inner if other.sort == name.sort]
    if alike:
        return name.sort == "place" and all(_lies_elsewhere(line, name, other) for other in alike)
    if name.sort == "organisation":
        return not any(line.is_a(index, "organs") for index in rest)
    if name.sort == "other":
        # 'Warsaw Pact', but 'Perang Rusia Ukraina' is theirs
        return all(other.form == "capital" for other in inner)
    return True


def _lies_elsewhere(line: Line, name: Found, state: Found) -> bool:
    """Whether the whole name is known for a place that is not the state's: 'South China Sea'."""
    place = line.language.find_places.at(line.words, name.first, line.inside.stop)
    return place is not None and place.last == name.last and place.rule.row.country not in state.actors
