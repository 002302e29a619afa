"""Annotated sentences: who says what (`training/speech/`), who does what to whom (`training/events/`).

A line is a sentence with marks in it. A frame is what one word tells of: an act of saying, an event. Its
trigger is marked with what kind it is, `[Q:deny denied]`, `[E:AID:planned send grain]`; the words that play
a part in it carry the letter of their role, `[S the envoy]`. `[C2 ...]` belongs to the second frame of the
sentence. Marks nest, and a role may be played by several pieces. Lines without marks tell of nothing; `#`
opens a comment. `python -m training.marked` counts what is there and names every line that makes no sense.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HELD_OUT = 10  # one in so many sentences only watches


@dataclass(frozen=True)
class Scheme:
    """Which marks there are: the trigger's letter, the kinds that it names, the letters of roles.

    A frame `needs` some roles; its kinds show at its trigger and at the words of the roles that `tell`.
    `short`: it is learned from its own words alone as well.
    """

    name: str
    trigger: str
    kinds: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, str]
    tell: str
    needs: str = ""
    short: bool = False

    @property
    def folder(self) -> Path:
        """Where its sentences are, by language."""
        return Path(__file__).parent / self.name

    @property
    def roles(self) -> tuple[str, ...]:
        """What a word may be to a trigger: nothing, (part of) the trigger itself, or in a role."""
        return ("", "trigger", *self.letters.values())

    @property
    def telling(self) -> tuple[int, ...]:
        """Numbers of the roles that tell of what kinds a frame is."""
        return tuple(self.roles.index(self.letters[letter]) for letter in self.tell)

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """The opening of a mark: its letter, number and kinds."""
        return re.compile(rf"\[([{self.trigger}{''.join(self.letters)}])(\d?)((?::[A-Za-z-]+)*) ?")


SPEECH = Scheme(
    name="speech",
    trigger="Q",
    kinds={
        "acts": (
            "assert", "deny", "demand", "request", "promise", "offer", "threaten", "warn", "accuse", "reject",
            "agree", "support", "appraise", "announce", "ask",
        ),
    },
    letters={"S": "speaker", "C": "content", "A": "addressee"},
    tell="C",
    needs="C",
)  # fmt: skip
EVENTS = Scheme(
    name="events",
    trigger="E",
    kinds={
        "types": (
            "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
            "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
        ),
        "statuses": ("happened", "ongoing", "planned", "conditional", "alleged", "denied", "called-for"),
    },
    letters={"A": "actor", "R": "recipient", "P": "place", "T": "time"},
    tell="AR",
    short=True,
)  # fmt: skip
SCHEMES = {scheme.name: scheme for scheme in (SPEECH, EVENTS)}


@dataclass(frozen=True)
class Frame:
    """What one trigger tells of: its kinds in the scheme's order; spans are code points, half-open."""

    kinds: tuple[str, ...]
    trigger: tuple[int, int]
    roles: tuple[tuple[str, int, int], ...]  # (role, start, end)


@dataclass(frozen=True)
class Annotated:
    """A sentence and its frames in the order of their numbers."""

    text: str
    language: str
    frames: tuple[Frame, ...]


@dataclass(frozen=True)
class Mark:
    """A closed mark: the words from `start` to `end`."""

    letter: str
    number: str
    kinds: tuple[str, ...]
    start: int
    end: int


class MarkupError(ValueError):
    """A line whose marks do not make sense."""


def read(scheme: Scheme, folder: Path | None = None) -> Iterator[Annotated]:
    """All sentences, by language and file. MarkupError names file and line."""
    for path in sorted((folder or scheme.folder).glob("??/*.txt")):
        for place, line in _lines(path):
            try:
                yield parse(line, path.parent.name, scheme)
            except MarkupError as error:
                raise MarkupError(f"{place}: {error}\n  {line}") from error


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The annotated lines of a file, each with its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}:{number}", line.strip()


def parse(line: str, language: str, scheme: Scheme) -> Annotated:
    """The sentence that a marked line stands for."""
    text, at = "", 0
    still_open: list[tuple[str, str, str, int]] = []
    marks: list[Mark] = []
    for part in re.finditer(scheme.opens.pattern + r"|\]", line):
        text += line[at : part.start()]
        at = part.end()
        if part[1]:
            still_open.append((part[1], part[2] or "1", part[3], len(text)))
        elif still_open:
            marks.append(_closed(*still_open.pop(), text))
        else:
            raise MarkupError("a mark is closed that was not opened")
    text += line[at:]
    if still_open or "[" in text or "]" in text:
        letters = ", ".join((scheme.trigger, *scheme.letters))
        raise MarkupError(f"a mark is not closed, or is none of {letters}")
    numbers = sorted({mark.number for mark in marks})
    return Annotated(text, language, tuple(_frame(number, marks, scheme) for number in numbers))


def _closed(letter: str, number: str, kinds: str, start: int, text: str) -> Mark:
    if text[start:] != text[start:].strip() or not text[start:]:
        raise MarkupError(f"mark {letter} begins or ends in white space, or is empty")
    return Mark(letter, number, tuple(kinds.split(":")[1:]), start, len(text))


def _frame(number: str, marks: list[Mark], scheme: Scheme) -> Frame:
    own = sorted((mark for mark in marks if mark.number == number), key=lambda mark: mark.start)
    triggers = [mark for mark in own if mark.letter == scheme.trigger]
    if len(triggers) != 1 or not _are_kinds(triggers[0].kinds, scheme):
        shape = ":".join((scheme.trigger, *scheme.kinds))
        lists = "; ".join(f"{kind} {', '.join(values)}" for kind, values in scheme.kinds.items())
        raise MarkupError(f"frame {number} needs one trigger, [{shape} ...]: {lists}")
    others = [mark for mark in own if mark.letter != scheme.trigger]
    if any(mark.kinds for mark in others) or not set(scheme.needs) <= {mark.letter for mark in others}:
        needed = " and ".join(scheme.letters[letter] for letter in scheme.needs)
        raise MarkupError(f"frame {number} needs {needed or 'nothing'}, and kinds only at its trigger")
    roles = tuple((scheme.letters[mark.letter], mark.start, mark.end) for mark in others)
    return Frame(triggers[0].kinds, (triggers[0].start, triggers[0].end), roles)


def _are_kinds(named: tuple[str, ...], scheme: Scheme) -> bool:
    known = tuple(scheme.kinds.values())
    return len(named) == len(known) and all(kind in of for kind, of in zip(named, known, strict=True))


def main() -> int:
    """Count what is there, and say which lines are wrong."""
    wrong = 0
    for scheme in SCHEMES.values():
        for path in sorted(scheme.folder.glob("??/*.txt")):
            sentences = []
            for place, line in _lines(path):
                try:
                    sentences.append(parse(line, path.parent.name, scheme))
                except MarkupError as error:
                    wrong += 1
                    print(f"{place}: {error}\n  {line}")
            silent = sum(not sentence.frames for sentence in sentences)
            print(
                f"{scheme.name}/{path.parent.name}/{path.name}: {len(sentences)} sentences, {silent} silent"
            )
            for column, values in enumerate(scheme.kinds.values()):
                found = Counter(frame.kinds[column] for s in sentences for frame in s.frames)
                print("  " + ", ".join(f"{value} {found[value]}" for value in values))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
