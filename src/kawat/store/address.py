"""How a store is named: the path of a file, or the address of a database."""

from __future__ import annotations

import re

# on the web a '/', '?' or '#' ends what may name somebody; in a store's address a password may have them
_OF_WEB = re.compile(r"((?:https?|file)://)[^/?#\s]*@", re.IGNORECASE)
_OF_STORE = re.compile(r"(?<!http)(?<!https)(?<!file)://(\S+)", re.IGNORECASE)
# as a part of an address, or as libpq has it: password = 'two words'
_PASSWORD = re.compile(
    r"(\b(?:ssl)?password\s*=\s*)"
    r"(?!\.{3}[:;,.)'\"]*(?:[&\s]|$))"  # has been left out already
    r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\\\s|[^&\s])+",
    re.IGNORECASE | re.DOTALL,
)


def is_address(store: str) -> bool:
    """Whether it names a database and not a file."""
    return "://" in store


def shown(text: str) -> str:
    """The text without who may open the addresses in it: neither users nor passwords.

    Of what can be read in several ways rather too much is left out.
    """
    return _PASSWORD.sub(r"\1...", _OF_WEB.sub(r"\1", _OF_STORE.sub(_store, text)))


def _store(found: re.Match[str]) -> str:
    before, at, behind = found[1].rpartition("@")
    if at and "password=" in before.lower():
        # the '@' may be one of the password's
        behind = f"...{''.join(behind.partition('&')[1:])}"
    return f"://{behind}"
