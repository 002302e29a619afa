"""What happens to annotated sentences on their way to a page, made on purpose: the annotation moves along."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.marked import Annotated, Frame
from training.noise import STRAIGHT

# shares of sentences
STRAIGHTENED = 0.4  # whose curly quotation marks become straight ones
SINGLE = 0.1  # whose quotation marks become single ones
STOP_LOST = 0.06
GLUED = 0.12  # that stand together with another
LENGTHENED = 0.3  # at whose end what is said goes on with a clause of another
CLIPPED = 0.5  # of which only the words of one frame are left: 'Orsk shelled the port.'
JOINTS = {
    "id": [
        " dan",
        " karena",
        ", sementara",
        " setelah",
        ", tetapi",
        " sehingga",
        ", meskipun",
        " ketika",
        ", dan",
    ],
    "en": [" and", " because", ", while", " after", ", but", " so that", ", although", " when", ", and that"],
}


def titled(text: str) -> str:
    """Every word with a capital."""
    return "".join(c.upper() if at == 0 or text[at - 1] == " " else c for at, c in enumerate(text))


CASES = ((0.03, str.upper), (0.04, str.lower), (0.02, titled))


def disturb(sentence: Annotated, others: Sequence[Annotated], chance: random.Random) -> Annotated:
    """The sentence with mishaps of pages that leave characters in place; at times one of `others` follows."""
    text = _cased(_marked(sentence.text, chance), chance)
    if chance.random() < STOP_LOST and text.endswith(".") and all(_ends(sentence, len(text))):
        text = text[:-1]
    sentence = replace(sentence, text=text)
    silent = [other for other in others if not other.frames]
    if silent and chance.random() < LENGTHENED:
        joint = chance.choice(JOINTS[sentence.language])
        sentence = _lengthened(sentence, chance.choice(silent).text, joint)
    return _glued(sentence, chance.choice(others)) if chance.random() < GLUED else sentence


def clipped(sentence: Annotated, chance: random.Random) -> Annotated:
    """At times the words of one event alone, with all that lie whole within them.

    Only of what happened: what makes an event planned or denied may stand outside of its words.
    """
    whole = [
        frame
        for frame in sentence.frames
        if "happened" in frame.kinds and any(role == "actor" for role, *_ in frame.roles)
    ]
    if not whole or chance.random() >= CLIPPED:
        return sentence
    start, end = _extent(chance.choice(whole))
    inside = [frame for frame in sentence.frames if start <= _extent(frame)[0] and _extent(frame)[1] <= end]
    cut = [frame for frame in sentence.frames if frame not in inside and _meets(frame.trigger, (start, end))]
    if cut or sentence.text[end - 1] in ".!?":
        return sentence
    moved = tuple(_moved(frame, -start) for frame in inside)
    text = sentence.text[start:end]
    return replace(sentence, text=f"{text[0].upper()}{text[1:]}.", frames=moved)


def _extent(frame: Frame) -> tuple[int, int]:
    """From the first to the last word of a frame."""
    places = [frame.trigger, *((start, end) for _, start, end in frame.roles)]
    return min(start for start, _ in places), max(end for _, end in places)


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moved(frame: Frame, shift: int) -> Frame:
    return Frame(
        frame.kinds,
        (frame.trigger[0] + shift, frame.trigger[1] + shift),
        tuple((name, start + shift, end + shift) for name, start, end in frame.roles),
    )


def _marked(text: str, chance: random.Random) -> str:
    if chance.random() < STRAIGHTENED:
        text = "".join(STRAIGHT.get(c, c) for c in text)
    if chance.random() < SINGLE:
        text = text.replace('"', "'").replace("“", "'").replace("”", "'")
    return text


def _cased(text: str, chance: random.Random) -> str:
    throw = chance.random()
    for rate, change in CASES:
        if throw < rate:
            return change(text) if len(change(text)) == len(text) else text
        throw -= rate
    return text


def _lengthened(sentence: Annotated, clause: str, joint: str) -> Annotated:
    """The sentence with one more clause in all that is said up to its full stop."""
    end = len(sentence.text) - 1
    ends = {(name, stop) for said in sentence.frames for name, _, stop in said.roles}
    if not sentence.text.endswith(".") or ("content", end) not in ends:
        return sentence
    more = f"{joint} {clause[0].lower()}{clause[1:].rstrip('.')}"

    def moved(role: tuple[str, int, int]) -> tuple[str, int, int]:
        name, start, stop = role
        return (name, start, stop + len(more)) if (name, stop) == ("content", end) else role

    grown = tuple(replace(said, roles=tuple(map(moved, said.roles))) for said in sentence.frames)
    return replace(sentence, text=f"{sentence.text[:end]}{more}.", frames=grown)


def _ends(sentence: Annotated, end: int) -> Iterator[bool]:
    for said in sentence.frames:
        yield said.trigger[1] < end
        yield from (last < end for _, _, last in said.roles)


def _glued(first: Annotated, second: Annotated) -> Annotated:
    moved = tuple(_moved(frame, len(first.text) + 1) for frame in second.frames)
    return replace(first, text=f"{first.text} {second.text}", frames=first.frames + moved)
