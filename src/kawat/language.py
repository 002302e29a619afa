"""Loads a language folder, `languages/<code>/`, into a frozen Language. No word of any language in here."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

from .errors import LanguageError
from .records import Act, EventType, Status, ZoneRole
from .registry import ActorRow, NameForm, PlaceRow, Registry
from .tables import Row, Rule, read_table
from .text import Phrases, Words


class Cue(Rule, frozen=True, kw_only=True):
    """Words that say that somebody says something (`saying.tsv`).

    `sort`: verb ("said"), noun ("the warning that"), according ("according to", "menurut").
    `takes`: what may follow as content: clause, that (only with a word for 'that'), to (infinitive),
    object (a noun phrase).
    """

    pattern: str
    sort: Literal["verb", "noun", "according"]
    act: Act
    takes: tuple[Literal["clause", "that", "to", "object"], ...]


class Trigger(Rule, frozen=True, kw_only=True):
    """Words that show an event (`triggers.tsv`).

    `frame`: who stands where. active (doer before, done-to after), passive (done-to before, doer after the
    word for 'by'), mutual (all take part), noun (both around a noun: "invasion of X by Y"), agentless,
    both (as active, but only where both are named: "X met Y", not "X met the deadline").
    """

    pattern: str
    type: EventType
    frame: Literal["active", "passive", "mutual", "noun", "agentless", "both"]
    mode: str | None = None
    cameo: str | None = None
    context: tuple[str, ...] = ()


class StatusWord(Rule, frozen=True, kw_only=True):
    """Words before (or after) a trigger that say whether it happened (`status.tsv`)."""

    pattern: str
    status: Status
    place: Literal["before", "after"] = "before"
    reach: int = 6


class OutcomeWord(Rule, frozen=True, kw_only=True):
    """Words that tell what became of something promised, planned, demanded or threatened (`outcomes.tsv`).

    `tells`: recalled (spoken of as said before), done (a deed in the past), kept, broken, off (will not be),
    unseen (is not to be seen), yet (not known yet), if (on a condition), wished (hoped for or ruled out, and
    nobody's plan), advised (a counsel, no demand), assured (a word for a forecast as well as for a
    promise), borne (what somebody has to bear who is threatened), own (the speaker's own side).
    """

    pattern: str
    tells: Literal[
        "recalled", "done", "kept", "broken", "off", "unseen", "yet", "if",
        "wished", "advised", "assured", "borne", "own",
    ]  # fmt: skip


class TitleRow(Rule, frozen=True, kw_only=True):
    """An office as worded (`titles.tsv`): its title id, the house it speaks for, and its class.

    `owned`: it is one only where the text says whose: 'Freedonian source', not 'a source of heat'.
    """

    pattern: str
    title: str
    body: str = ""
    of: str = ""
    cls: str = msgspec.field(default="government", name="class")
    owned: bool = False


class BodyNoun(Rule, frozen=True, kw_only=True):
    """A noun for a state or body named before (`bodies.tsv`), its classes; `bare`: also without 'the'."""

    pattern: str
    classes: tuple[str, ...]
    bare: bool = False


class WrapperRow(Rule, frozen=True, kw_only=True):
    """A pattern of what is not report (`wrapper.tsv`): a regular expression, its role and where it holds.

    `where`: line (the whole line matches), begins (the line begins so), first and last (a whole line
    among the first, the last); of these the line is wrapper. ends (the line ends so, after a stop, a dash
    or a bracket), within (anywhere): only the match is wrapper. `{agency}` stands for the names of
    `codes/agencies.tsv`; groups named author, agency and publisher are found out about the report.
    """

    pattern: str
    role: ZoneRole
    where: Literal["line", "begins", "ends", "within", "last", "first"]


class TimeRow(Rule, frozen=True, kw_only=True):
    """A pattern of an expression of time (`times.tsv`).

    A regular expression with `{names}` of the word tables in `times.toml`; `form` and `fixed` (`part=value`)
    say what it means (see `annotate/times.py`); `value` is the TIMEX3 value of `finds`, read on 2022-01-21,
    a Friday.
    """

    pattern: str
    form: str
    fixed: tuple[str, ...] = ()
    value: str = ""


class AntonymRow(Rule, frozen=True, kw_only=True):
    """Words for one of two opposites (`antonyms.tsv`): what they are opposite in, and which side they are.

    `sense` is the same in every language, so that 'opened' is against 'menutup'.
    """

    pattern: str
    sense: str
    side: Literal["one", "other"]


class UnitRow(Rule, frozen=True, kw_only=True):
    """A counted noun or unit (`units.tsv`): the unit id and a short English label.

    `place`: after the number ("soldiers"), before it ("killing", "beranggotakan"), or prefix and suffix,
    which touch it ("US$", "%"). `least` is the smallest number in words that counts as a figure.
    """

    pattern: str
    unit: str
    of: str = ""
    place: Literal["after", "before", "prefix", "suffix"] = "after"
    least: int = 2


class QualifierRow(Rule, frozen=True, kw_only=True):
    """Words that make a figure less or more than exact (`qualifiers.tsv`), or only introduce it."""

    pattern: str
    qualifier: str = ""
    place: Literal["before", "after"] = "before"


BRIEFING = "briefing.toml"
"""How a briefing is worded in a language: no report is read with it."""

Fitted = TypeVar("Fitted", bound=msgspec.Struct)


class FigureWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language writes numbers, and the small words around figures (`figures.toml` explains each)."""

    thousands: str = ","
    decimal: str = "."
    suffixes: dict[str, float] = {}
    values: dict[str, float] = {}
    teens: dict[str, float] = {}
    times: dict[str, float] = {}
    vague: dict[str, tuple[float, float]] = {}
    loose: dict[str, tuple[float, float]] = {}
    plus: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    article: frozenset[str] = frozenset()
    range: tuple[str, ...] = ()
    either: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    plural_endings: tuple[str, ...] = ()
    not_plural: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    label_after: frozenset[str] = frozenset()
    placing_before: frozenset[str] = frozenset()
    placing_after: tuple[str, ...] = ()
    definite: frozenset[str] = frozenset()
    definite_after: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    own_before: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    before_noun: frozenset[str] = frozenset()


class CountingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of `counting.toml`, which explains each; a language may do without."""

    as_of: tuple[str, ...] = ()
    measured: frozenset[str] = frozenset()
    part_of: frozenset[str] = frozenset()
    given_in: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    no_length_of: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    fates: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    things: dict[str, str] = {}


class WordForms(NamedTuple):
    """How a language forms words, as far as lemmas depend on it (`language.toml` explains each)."""

    lemma_is_base: bool = False
    plural_is_doubled: bool = False


class PlaceForm(NamedTuple):
    """One form of the name of a place."""

    pattern: str
    row: PlaceRow


class Language:
    """The data of one language, read once. Word lists as rows, with finders made on first use."""

    def __init__(self, code: str, folder: Traversable | Path, registry: Registry) -> None:
        self.code = code
        self.registry = registry
        self.folder = folder
        settings = self.toml("language.toml")
        if "name" not in settings:
            raise LanguageError(f"{folder / 'language.toml'}: it has no 'name': give it one")
        self.name: str = settings["name"]
        self.family: tuple[str, ...] = tuple(settings.get("family", ()))
        self.words: Mapping[str, Any] = settings.get("words", {})
        self.modifier_follows_noun: bool = settings.get("modifier_follows_noun", False)
        self.grammar = {name: frozenset(words) for name, words in self.toml("grammar.toml").items()}
        self.saying = self.table("saying.tsv", Cue)
        self.triggers = (*self.table("triggers.tsv", Trigger), *self._own_triggers())
        self.status = self.table("status.tsv", StatusWord)
        self.outcomes = self.table("outcomes.tsv", OutcomeWord)
        self.titles = self.table("titles.tsv", TitleRow)
        self.bodies = self.table("bodies.tsv", BodyNoun)
        self.wrapper = self.table("wrapper.tsv", WrapperRow)
        self.times = self.table("times.tsv", TimeRow)
        self.units = self.table("units.tsv", UnitRow)
        self.qualifiers = self.table("qualifiers.tsv", QualifierRow)
        self.antonyms = self.table("antonyms.tsv", AntonymRow)
        self.figures = self.fitted("figures.toml", FigureWords)
        self.counting = self.fitted("counting.toml", CountingWords)
        self.actors = self.table("actors.tsv", ActorRow)
        self.places = self.table("places.tsv", PlaceRow)

    def table(self, name: str, row: type[Row]) -> tuple[Row, ...]:
        """The rows of a table of the folder; none when it has no such table."""
        path = self.folder / name
        return read_table(path, row) if path.is_file() else ()

    def _own_triggers(self) -> Iterator[Trigger]:
        """The user's own words that show an event, in this language."""
        for number, own in enumerate(self.registry.own_triggers, start=1):
            if own.language == self.code:
                said = {
                    field: value
                    for field, value in msgspec.structs.asdict(own).items()
                    if field != "language"
                }
                yield Trigger(id=f"own/event/{number}", finds="", misses="", **said)

    def toml(self, name: str) -> dict[str, Any]:
        """A TOML file of the folder. Raises LanguageError when it is missing or broken."""
        path = self.folder / name
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LanguageError(f"{path}: {error}: a language folder needs this file") from error

    def fitted(self, name: str, kind: type[Fitted]) -> Fitted:
        """What a TOML file of the folder says, if it is there. Raises LanguageError for what does not fit."""
        if not (self.folder / name).is_file():
            return kind()
        try:
            return msgspec.convert(self.toml(name), kind)
        except msgspec.ValidationError as error:
            raise LanguageError(f"{self.folder / name}: {error}") from error

    def word_set(self, name: str) -> frozenset[str]:
        """The words listed under `[words]` in `language.toml`, case folded."""
        return frozenset(word.casefold() for word in self.words.get(name, ()))

    @cached_property
    def names(self) -> tuple[NameForm, ...]:
        """All forms of names of actors in this language."""
        return self.registry.forms(self.actors, self.code)

    @cached_property
    def find_names(self) -> Phrases[NameForm]:
        return Phrases(self.names, fold=False)

    @cached_property
    def countries(self) -> dict[str, str]:
        """In which country a place is, by each of its names in lower case."""
        return {form.casefold(): row.country for row in self.places for form in row.form if row.country}

    @cached_property
    def find_places(self) -> Phrases[PlaceForm]:
        return Phrases((PlaceForm(form, row) for row in self.places for form in row.form), fold=False)

    @cached_property
    def classes(self) -> dict[str, str]:
        """The class of each title id: the first that a row gives it."""
        found: dict[str, str] = {}
        for row in self.titles:
            found.setdefault(row.title, row.cls)
        return found

    def is_possessive(self, words: Words, index: int) -> bool:
        """Whether a word is an ending by which the word before it owns what follows: the 's of English."""
        if not 0 < index < len(words) or words[index].fold not in self.possessive:
            return False
        return words.text[words[index].start - 1] in "'’"

    @cached_property
    def possessive(self) -> frozenset[str]:
        """Endings by which a word owns what follows."""
        return self.grammar.get("possessive", frozenset())

    @cached_property
    def find_titles(self) -> Phrases[TitleRow]:
        return Phrases(self.titles)

    @cached_property
    def find_bodies(self) -> Phrases[BodyNoun]:
        return Phrases(self.bodies)

    @cached_property
    def find_money(self) -> Phrases[UnitRow]:
        """Words for money after a number, by the three capitals of its unit: 'US dollars', 'dolar AS'."""
        return Phrases(row for row in self.units if row.place == "after" and row.unit.isupper())

    @cached_property
    def find_cues(self) -> Phrases[Cue]:
        return Phrases(self.saying)

    @cached_property
    def find_triggers(self) -> Phrases[Trigger]:
        return Phrases(self.triggers)

    @cached_property
    def find_status(self) -> Phrases[StatusWord]:
        return Phrases(self.status)

    @cached_property
    def find_antonyms(self) -> Phrases[AntonymRow]:
        return Phrases(self.antonyms)

    @cached_property
    def find_outcomes(self) -> Phrases[OutcomeWord]:
        return Phrases(self.outcomes)

    def rules(self) -> Iterator[Rule]:
        """All rules that carry an id and examples."""
        for rows in (self.saying, self.triggers, self.status, self.outcomes, self.titles, self.bodies,
                     self.wrapper, self.times, self.units, self.qualifiers, self.antonyms,
                     self.actors):  # fmt: skip
            yield from rows


class Languages:
    """The language folders that there are, each loaded when first asked for."""

    def __init__(self, registry: Registry, folder: Traversable | Path | None = None) -> None:
        self._registry = registry
        self._folder = folder or files(__package__) / "languages"
        self._loaded: dict[str, Language] = {}

    @cached_property
    def digest(self) -> str:
        """A hash of all data that reports are read with: language folders, codes and the registry."""
        hashed = hashlib.blake2b(self._registry.digest.encode(), digest_size=8)
        for folder in (self._folder, files(__package__) / "codes"):
            for path in _all_files(folder):
                hashed.update(path.name.encode() + path.read_bytes())
        return hashed.hexdigest()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the languages that have a folder."""
        return tuple(
            sorted(item.name for item in self._folder.iterdir() if (item / "language.toml").is_file())
        )

    @cached_property
    def _families(self) -> dict[str, str]:
        return {other: code for code in self.codes for other in (code, *self[code].family)}

    def code(self, language: str) -> str | None:
        """The folder that reads a language (a close relative's, as Malay with Indonesian); None if none."""
        return self._families.get(language.lower().replace("_", "-").split("-")[0])

    def __getitem__(self, code: str) -> Language:
        """The language with a folder of that code. Raises LanguageError, which lists the known ones."""
        if code not in self._loaded:
            if code not in self.codes:
                known = ", ".join(self.codes)
                raise LanguageError(
                    f"no folder for language '{code}': known are {known}; add languages/{code}/"
                )
            self._loaded[code] = Language(code, self._folder / code, self._registry)
        return self._loaded[code]


def shipped(name: str) -> dict[str, Traversable]:
    """The file of that name in each language folder that ships, by language."""
    folder = files(__package__) / "languages"
    return {item.name: item / name for item in folder.iterdir() if (item / name).is_file()}


@cache
def word_forms() -> dict[str, WordForms]:
    """Those of each language that ships: a sentence may be in another language than its report."""
    settings = {
        code: tomllib.loads(table.read_text(encoding="utf-8"))
        for code, table in shipped("language.toml").items()
    }
    return {
        code: WordForms(*(own.get(name, False) for name in WordForms._fields))
        for code, own in settings.items()
    }


def _all_files(folder: Traversable | Path) -> Iterator[Traversable | Path]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _all_files(item)
        elif not item.name.startswith((".", "_")) and item.name != BRIEFING:
            yield item
