"""Which of the encoder's 250,002 pieces stay, and the tokenizer over them.

What stays: every piece that the words of the training corpora, of the word lists of `wordfreq` and of Kawat's
own registry are cut into, in small letters, capitalised and in capitals; and every single character of every
script, so that no character becomes unknown. A rarer word is cut into more pieces, never into an unknown one.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import wordfreq
from tokenizers import Tokenizer, models

from kawat.model.pieces import BLANK, Pieces
from training import data, e5

# Names in the news come from everywhere;
# a language's most frequent words hold the names of its people and places.
WORDS = {"id": 40_000, "ms": 40_000, "en": 60_000}
OTHERS = [
    "fil", "nl", "de", "fr", "es", "pt", "it", "tr", "pl", "cs", "sk", "sl",
    "sh", "hu", "ro", "fi", "sv", "da", "nb", "lt", "lv", "vi", "ca", "is",
]  # fmt: skip
OTHER_WORDS = 4_000


def choose(source: e5.Pretrained, texts: Iterable[str]) -> list[int]:
    """Rows of the embedding to keep, ascending; the first four are the special pieces."""
    whole = tokenizer(source, list(range(len(source.pieces))))
    kept = {0, 1, 2, 3}
    kept |= {row for row, piece in enumerate(source.pieces) if len(piece.removeprefix(BLANK)) <= 1}
    words = sorted({form for word in _words(texts) for form in _casings(word)})
    for form in (f"{BLANK}{word}" for word in words), words:
        for encoding in whole.encode_batch_fast(list(form)):
            kept.update(encoding.ids)
    return sorted(kept)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for language, count in WORDS.items():
        yield from wordfreq.top_n_list(language, count)
    for language in OTHERS:
        yield from wordfreq.top_n_list(language, OTHER_WORDS)
    for text in texts:
        yield from re.findall(r"[^\W\d_]+|\d+|[^\w\s]", text)


def _casings(word: str) -> tuple[str, str, str]:
    return word, word.capitalize(), word.upper()


def training_texts(root: Path, registry: Path) -> Iterator[str]:
    """All text that may train, and the registry's names."""
    for group in (data.treebanks_for_training(root), data.names_for_training(root)):
        for sentences in group.values():
            yield from (sentence.text for sentence in sentences)
    for pair in data.translations(root):
        yield from pair
    for path in sorted(registry.rglob("*.tsv")):
        yield path.read_text(encoding="utf-8")


def tokenizer(source: e5.Pretrained, kept: list[int]) -> Tokenizer:
    """A Unigram tokenizer whose ids are places in `kept`."""
    pieces = [(source.pieces[row], float(source.scores[row])) for row in kept]
    return Tokenizer(models.Unigram(pieces, unk_id=kept.index(source.special["unk"]), byte_fallback=False))


def pieces(source: e5.Pretrained, kept: list[int]) -> Pieces:
    """What cuts words into the pieces that stay, as it does in the model that ships."""
    return Pieces(tokenizer(source, kept), source.characters, kept.index(source.special["unk"]))
