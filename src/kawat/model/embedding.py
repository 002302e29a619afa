"""The vectors of pieces and of their places in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from .session import load_array

Floats = npt.NDArray[np.float32]
BLOCK, BLOCK_BYTES = 32, 18  # so many weights in so many bytes: 2 of scale, 16 of nibbles


class Embedding:
    """Rows of 4-bit weights, kept on the disk and widened when asked for."""

    def __init__(self, path: Path) -> None:
        self._packed: npt.NDArray[np.uint8] = load_array(path, mapped=True)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self._packed.shape[1]) // BLOCK_BYTES * BLOCK

    def rows(self, pieces: npt.NDArray[np.int64]) -> Floats:
        """The vectors (N, width) of N pieces."""
        return widened(self._packed[pieces])


def widened(packed: npt.NDArray[np.uint8]) -> Floats:
    """Packed rows (N, bytes) as numbers (N, width).

    A block holds an fp16 scale and sixteen bytes: their low halves are its first sixteen weights plus 8,
    their high halves the other sixteen.
    """
    blocks = packed.reshape(len(packed), -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1).astype(np.float32)
    wide: Floats = (nibbles - 8) * scales
    return wide.reshape(len(packed), -1)
