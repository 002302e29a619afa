"""What `model.json` says of the model: its labels in the order of their scores, how text becomes pieces."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .session import broken, existing


class Labels(msgspec.Struct, frozen=True):
    """All labels in the order of their scores; the first value of a feature is "" (it does not have it)."""

    upos: tuple[str, ...]
    treebanks: tuple[str, ...]
    features: dict[str, tuple[str, ...]]
    guidelines: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]


class FrameLabels(msgspec.Struct, frozen=True):
    """What a word may be to the trigger of a frame, and of which kinds a frame may be, by sort of kinds."""

    roles: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]


class Special(msgspec.Struct, frozen=True):
    """The pieces that stand for the ends of a sentence and for what has no piece."""

    bos: int
    eos: int
    unk: int


Calibration = tuple[tuple[float, float], ...]  # raw score, share that is right: both never fall


class Card(msgspec.Struct, frozen=True):
    """Everything about the model that is not numbers.

    `languages` says which treebank's manner a language is read in; `splits` the lengths of the words that a
    token may end in; `characters` what is put for a character before words are cut into pieces; `scores` how
    the model did on test sets, by language and measure; `frames` what the heads for 'speech' and 'events' are
    told to find, `calibration` how often what they find with a raw score is right, as points of a line;
    `licence` that of the weights.
    """

    version: str
    licence: str
    labels: Labels
    languages: dict[str, str]
    special: Special
    characters: dict[str, str]
    splits: tuple[tuple[int, ...], ...] = ()
    scores: dict[str, dict[str, float]] = {}
    frames: dict[str, FrameLabels] = {}
    calibration: dict[str, Calibration] = {}


def read_card(path: Path) -> Card:
    """The card in a file. Raises ModelError when it is missing or is no card."""
    try:
        return msgspec.json.decode(existing(path).read_bytes(), type=Card)
    except msgspec.DecodeError as error:
        raise broken(path, error) from error
