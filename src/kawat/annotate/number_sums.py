"""A number in words as a sum: what each word adds to those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Sum:
    """A number read word by word: its addends so far, each with a lower and an upper bound."""

    parts: list[tuple[float, float]] = field(default_factory=list)
    vague: bool = False
    loose: bool = False
    factor: float = 1

    def begin(self, bounds: tuple[float, float], *, vague: bool) -> bool:
        """Begin with a word for an unclear number: 'dozens', or with `vague` false 'several'."""
        if self.parts:
            return False
        self.parts.append(bounds)
        self.vague, self.loose = vague, not vague
        return True

    def add(self, value: float) -> bool:
        """Put a value after what was read; False when it cannot belong to the same number."""
        if self.parts and (self.vague or self.loose or not _fits_below(value, self.parts[-1][0])):
            return False
        self.parts.append((value, value))
        return True

    def raise_by(self, value: float) -> bool:
        """Add to the digit before: 'dua belas'."""
        if not self.parts or not 1 < self.parts[-1][0] < 10:
            return False
        low, high = self.parts.pop()
        self.parts.append((low + value, high + value))
        return True

    def multiply(self, value: float) -> bool:
        """Multiply the smaller addends before: 'two hundred thousand'. A vague number ends below the next."""
        smaller = [part for part in self.parts if part[0] < value]
        if not smaller:
            return False
        rest = value - 1 if self.vague else 0
        low, high = total(smaller)
        self.parts = [part for part in self.parts if part[0] >= value]
        self.parts.append((low * value, high * value + rest))
        self.factor *= value
        self.loose = False
        return True


def total(parts: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The sums of the lower and of the upper bounds."""
    low, high = map(sum, zip(*parts, strict=True))
    return low, high


def _fits_below(value: float, before: float) -> bool:
    """Whether a value may follow a larger one in one number: 5 after 20, 50 after 200, a half after 2."""
    if value < 1:
        return before >= 1
    return before > value and before % 10 ** len(str(int(value))) == 0
