"""The annotated sentences of `training/speech/`: who says what by which words, marked within the line.

A line is a sentence. `[S ...]` is the speaker, `[Q:act ...]` the cue, `[C ...]` what is said and `[A ...]` to
whom; `[C2 ...]` belongs to the second saying of the sentence. Marks nest and a saying's content may be in
several pieces. Lines without marks are sentences in which nobody says anything; `#` opens a comment.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "speech"
ROLES = {"S": "speaker", "C": "content", "A": "addressee"}
ACTS = (
    "assert", "deny", "demand", "request", "promise", "offer", "threaten", "warn", "accuse",
    "reject", "agree", "support", "appraise", "announce", "ask",
)  # fmt: skip
HELD_OUT = 10  # one in so many sentences only watches
_OPENS = re.compile(r"\[([SQCA])(\d?)(?::([a-z]+))? ?")
_PART = re.compile(r"\[[SQCA]\d?(?::[a-z]+)? ?|\]")


@dataclass(frozen=True)
class Attribution:
    """One act of saying: spans are code points of the sentence, half-open."""

    act: str
    cue: tuple[int, int]
    roles: tuple[tuple[str, int, int], ...]  # (speaker, content or addressee, start, end)


@dataclass(frozen=True)
class Annotated:
    """A sentence and its attributions in the order of their numbers."""

    text: str
    language: str
    attributions: tuple[Attribution, ...]


class MarkupError(ValueError):
    """A line whose marks do not make sense."""


def read(folder: Path = FOLDER) -> Iterator[Annotated]:
    """All sentences, by language and file. MarkupError names file and line."""
    for path in sorted(folder.glob("??/*.txt")):
        for place, line in _lines(path):
            try:
                yield parse(line, path.parent.name)
            except MarkupError as error:
                raise MarkupError(f"{place}: {error}\n  {line}") from error


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The annotated lines of a file, each with its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}:{number}", line.strip()


def parse(line: str, language: str) -> Annotated:
    """The sentence that a marked line stands for."""
    text, at, open_marks = "", 0, []
    marks: list[tuple[str, str, str, int, int]] = []
    for part in _PART.finditer(line):
        text += line[at : part.start()]
        at = part.end()
        opens = _OPENS.fullmatch(part.group())
        if opens:
            open_marks.append((opens[1], opens[2] or "1", opens[3] or "", len(text)))
        elif open_marks:
            marks.append(_closed(open_marks.pop(), text))
        else:
            raise MarkupError("a mark is closed that was not opened")
    text += line[at:]
    if open_marks or "[" in text or "]" in text:
        raise MarkupError("a mark is not closed, or is none of S, Q:act, C, A")
    return Annotated(text, language, tuple(_attributions(marks)))


def _closed(mark: tuple[str, str, str, int], text: str) -> tuple[str, str, str, int, int]:
    if text[mark[3] :] != text[mark[3] :].strip() or not text[mark[3] :]:
        raise MarkupError(f"mark {mark[0]} begins or ends in white space, or is empty")
    return (*mark, len(text))


def _attributions(marks: list[tuple[str, str, str, int, int]]) -> Iterator[Attribution]:
    for number in sorted({mark[1] for mark in marks}):
        own = sorted((mark for mark in marks if mark[1] == number), key=lambda mark: mark[3])
        cues = [mark for mark in own if mark[0] == "Q"]
        if len(cues) != 1 or cues[0][2] not in ACTS:
            raise MarkupError(f"saying {number} needs one cue, [Q:act ...], the act one of {', '.join(ACTS)}")
        if any(mark[2] for mark in own if mark[0] != "Q") or not any(mark[0] == "C" for mark in own):
            raise MarkupError(f"saying {number} needs content, and an act only at its cue")
        roles = tuple((ROLES[mark[0]], mark[3], mark[4]) for mark in own if mark[0] != "Q")
        yield Attribution(cues[0][2], (cues[0][3], cues[0][4]), roles)


def main() -> int:
    """Count what is there, and say which lines are wrong."""
    wrong = 0
    for path in sorted(FOLDER.glob("??/*.txt")):
        sentences = []
        for place, line in _lines(path):
            try:
                sentences.append(parse(line, path.parent.name))
            except MarkupError as error:
                wrong += 1
                print(f"{place}: {error}\n  {line}")
        said = Counter(one.act for sentence in sentences for one in sentence.attributions)
        silent = sum(not sentence.attributions for sentence in sentences)
        acts = ", ".join(f"{act} {said[act]}" for act in ACTS)
        print(f"{path.parent.name}/{path.name}: {len(sentences)} sentences, {silent} silent; {acts}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
