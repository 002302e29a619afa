"""What runs beyond this machine needs more packages: they are asked for where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kawat.errors import NotInstalled


@contextmanager
def needing(what: str) -> Iterator[None]:
    """Turns a failed import into a NotInstalled that says what to install."""
    try:
        yield
    except ImportError as error:
        raise NotInstalled(
            f"{what} needs '{error.name}', which is not installed: pip install 'kawat[cluster]'"
        ) from error
