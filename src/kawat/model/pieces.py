"""Words cut into the pieces that the encoder knows."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from .session import broken, existing

BLANK = "▁"  # stands for the white space before a word
_REMEMBERED = 1 << 16  # words


class Pieces:
    """Cuts words into pieces, each word by itself, so that the same word is always cut the same way."""

    def __init__(self, tokenizer: Tokenizer, characters: Mapping[str, str], unknown: int) -> None:
        self._tokenizer = tokenizer
        self._characters = str.maketrans(dict(characters))
        self._unknown = unknown
        self.word = lru_cache(_REMEMBERED)(self._word)

    def _word(self, form: str, space: bool) -> tuple[int, ...]:
        # half of a surrogate pair, which JSON may hold, is no character: the tokenizer would refuse it
        whole = form.encode("utf-8", "replace").decode("utf-8")
        plain = whole.translate(self._characters).replace(" ", "")
        return tuple(self._tokenizer.encode(BLANK * space + plain).ids) or (self._unknown,)


def load_pieces(path: Path, characters: Mapping[str, str], unknown: int) -> Pieces:
    """The pieces of a `tokenizer.json.gz`. Raises ModelError when it is missing or broken."""
    try:
        text = gzip.decompress(existing(path).read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise broken(path, error) from error
    try:
        return Pieces(Tokenizer.from_str(text), characters, unknown)
    except Exception as error:  # the tokenizer's errors have no other base
        raise broken(path, error) from error
