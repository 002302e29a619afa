"""What happens to annotated sentences on their way to a page, made on purpose: the annotation moves along."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.noise import STRAIGHT
from training.speech import Annotated, Attribution

# shares of sentences
STRAIGHTENED = 0.4  # whose curly quotation marks become straight ones
SINGLE = 0.1  # whose quotation marks become single ones
STOP_LOST = 0.06
GLUED = 0.12  # that stand together with another
LENGTHENED = 0.3  # at whose end what is said goes on with a clause of another
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
    silent = [other for other in others if not other.attributions]
    if silent and chance.random() < LENGTHENED:
        joint = chance.choice(JOINTS[sentence.language])
        sentence = _lengthened(sentence, chance.choice(silent).text, joint)
    return _glued(sentence, chance.choice(others)) if chance.random() < GLUED else sentence


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
    ends = {(name, stop) for said in sentence.attributions for name, _, stop in said.roles}
    if not sentence.text.endswith(".") or ("content", end) not in ends:
        return sentence
    more = f"{joint} {clause[0].lower()}{clause[1:].rstrip('.')}"

    def moved(role: tuple[str, int, int]) -> tuple[str, int, int]:
        name, start, stop = role
        return (name, start, stop + len(more)) if (name, stop) == ("content", end) else role

    grown = tuple(replace(said, roles=tuple(map(moved, said.roles))) for said in sentence.attributions)
    return replace(sentence, text=f"{sentence.text[:end]}{more}.", attributions=grown)


def _ends(sentence: Annotated, end: int) -> Iterator[bool]:
    for said in sentence.attributions:
        yield said.cue[1] < end
        yield from (last < end for _, _, last in said.roles)


def _glued(first: Annotated, second: Annotated) -> Annotated:
    shift = len(first.text) + 1
    moved = tuple(
        Attribution(
            said.act,
            (said.cue[0] + shift, said.cue[1] + shift),
            tuple((name, start + shift, end + shift) for name, start, end in said.roles),
        )
        for said in second.attributions
    )
    return replace(first, text=f"{first.text} {second.text}", attributions=first.attributions + moved)
