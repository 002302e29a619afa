"""How a store is named: the path of a file, or the address of a database."""

from __future__ import annotations

import re

_WHO = re.compile(r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]*://)[^/?#\s'\"]*@")
_PASSWORD = re.compile(r"(?<=[?&])((?:ssl)?password=)[^&#\s'\"]*")


def is_address(store: str) -> bool:
    """Whether it names a database and not a file."""
    return "://" in store


def shown(text: str) -> str:
    """The text without who may open the addresses in it: neither users nor passwords."""
    return _PASSWORD.sub(r"\1...", _WHO.sub(r"\1", text))
