"""How values look to people."""

from __future__ import annotations

import pytest

from kawat.serve.cli.printing import _shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (60_000_000_000.0, "60,000,000,000"),
        (1_250.0, "1,250"),
        (12.5, "12.5"),
        (0.25, "0.25"),
        (["a", "b"], "a, b"),
        (None, ""),
    ],
)
def test_values_are_written_out(value: object, shown: str) -> None:
    assert _shown(value) == shown
