"""What reads the web needs packages that plain files do not: they are asked for where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kawat.errors import ReadError


@contextmanager
def needing(what: str) -> Iterator[None]:
    """Turns a failed import into a ReadError that says what to install."""
    try:
        yield
    except ImportError as error:
        raise ReadError(
            f"{what} needs '{error.name}', which is not installed: pip install 'kawat[web]'"
        ) from error
