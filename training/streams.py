"""What the segmenter learns: running text with known sentences, tokens and words.

The debris that pages leave in it is there too.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from training.data import Sentence
from training.noise import STRAIGHT


@dataclass(frozen=True)
class Piece:
    """A surface token of a stream: its form, the lengths of its words, what follows it.

    `ends` says whether a sentence ends here, None where the treebank is not to be believed.
    """

    form: str
    words: tuple[int, ...]
    space_after: str
    ends: bool | None


Stream = list[Piece]


def pieces_of(sentence: Sentence) -> Stream:
    """A sentence's tokens; tokens whose words are not their own characters are kept whole."""
    out: Stream = []
    at = 0
    for token in sentence.tokens:
        words = sentence.words[at : at + token.words]
        at += token.words
        own = "".join(word.form for word in words) == token.form
        lengths = tuple(len(word.form) for word in words) if own else (len(token.form),)
        out.append(Piece(token.form, lengths, " " if token.space_after else "", False))
    out[-1] = replace(out[-1], ends=True)
    return [replace(piece, ends=None) if _overlooked(out, at) else piece for at, piece in enumerate(out)]


def _overlooked(stream: Stream, at: int) -> bool:
    """Whether a stop inside a sentence looks like its end: GSD has many sentences that are two."""
    if not 0 < at < len(stream) - 1 or stream[at].form not in {".", "?", "!"}:
        return False
    before, after = stream[at - 1].form, stream[at + 1].form
    return before.islower() and len(before) > 3 and after[:1].isupper()


def streams(
    parts: dict[str, list[Sentence]], repeats: dict[str, float], chance: random.Random
) -> Iterator[Stream]:
    """One epoch of paragraphs.

    Real ones where the treebank has them, made ones of random sentences elsewhere.
    """
    for name, sentences in parts.items():
        for _ in range(max(1, round(repeats[name]))):
            yield from _paragraphs(sentences, name == "ewt", chance)


def _paragraphs(sentences: Sequence[Sentence], real: bool, chance: random.Random) -> Iterator[Stream]:
    ordered = list(sentences)
    keep_order = real or chance.random() < 0.5
    if not keep_order:
        chance.shuffle(ordered)
    stream: Stream = []
    left = _length(chance)
    for sentence in ordered:
        breaks = left <= 0 or (real and sentence.opens_paragraph and chance.random() < 0.85)
        if stream and breaks:
            yield disturb(stream, chance)
            stream, left = [], _length(chance)
        if stream and not stream[-1].space_after:
            stream[-1] = replace(stream[-1], space_after=" ")
        stream += pieces_of(sentence)
        left -= 1
    if stream:
        yield disturb(stream, chance)


def _length(chance: random.Random) -> int:
    """Sentences in a paragraph: often few, sometimes a whole page."""
    return chance.choice((1, 2, 3, 4, 6, 10, 20))


def disturb(stream: Stream, chance: random.Random) -> Stream:
    """The stream with a few of the accidents that copying and translating by machine bring."""
    out: Stream = []
    rough = chance.random() < 0.5
    for number, piece in enumerate(stream):
        following = stream[number + 1] if number + 1 < len(stream) else None
        left = _accident(piece, following, chance) if rough else [piece]
        if not left and out:
            out[-1] = replace(out[-1], ends=True, space_after=piece.space_after or " ")
        out += left
    if chance.random() < 0.1:
        out = [replace(piece, form=STRAIGHT.get(piece.form, piece.form)) for piece in out]
    if chance.random() < 0.03:
        out = [_cased(piece, str.upper) for piece in out]
    elif chance.random() < 0.02:
        out = [_cased(piece, str.lower) for piece in out]
    return out


def _accident(piece: Piece, following: Piece | None, chance: random.Random) -> Stream:
    throw = chance.random()
    inside = following is not None and not piece.ends
    letters = piece.form.isalpha() and following is not None and following.form.isalpha()
    if inside and letters and following and following.form.islower() and throw < 0.006:
        return [replace(piece, space_after=""), Piece(".", (1,), " ", False)]  # "dikerahkan. negara"
    if piece.ends and following and piece.form in ".!?" and following.form[:1].isupper() and throw < 0.06:
        return [replace(piece, space_after="")]  # "the war.Then"
    if piece.ends and following and throw < 0.09:
        return [replace(piece, space_after="\n")]
    if piece.ends and following and piece.form == "." and throw < 0.13:
        return []  # a headline, or a stop that was lost: what is before it ends the sentence
    if not piece.ends and piece.form == "," and throw < 0.01:
        return [replace(piece, space_after="")]
    return [piece]


def _cased(piece: Piece, change: Callable[[str], str]) -> Piece:
    changed = change(piece.form)
    return replace(piece, form=changed) if len(changed) == len(piece.form) else piece


def text_of(stream: Stream) -> str:
    """The stream's characters; nothing follows the last token."""
    return "".join(piece.form + piece.space_after for piece in stream[:-1]) + stream[-1].form
