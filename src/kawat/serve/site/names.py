"""Where a page of the desk is in a copy: /quotes is 'quotes.html', /actors/RUS is 'actors/RUS_.html'."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import quote

_PLAIN = re.compile(r"[a-z0-9-]")
_CAPITALS = re.compile(r"[A-Z]+")
_LONGEST = 120


def page_name(resource: str, id: str | None = None, number: int = 1) -> str:
    """The file of a list's page by its number, or of an item; / between folders."""
    if id is not None:
        return f"{resource}/{safe(id)}.html"
    name = "index" if resource == "today" else resource
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def pair_name(left: str, right: str) -> str:
    """The file of two reports side by side."""
    return f"beside/{safe(left)}+{safe(right)}.html"


def safe(id: str) -> str:
    """An id as a file's name on any system.

    A run of capitals ends with '_', because some systems do not tell RUS from rus; any other sign is its
    bytes in hexadecimal digits.
    """
    capitals = _CAPITALS.sub(lambda run: f"{run[0]}_", id.replace("_", "\0"))
    name = "".join(one if _kept(one) else _spelled(one) for one in capitals)
    if len(name) > _LONGEST:
        return f"{name[:_LONGEST]}~{hashlib.sha256(id.encode()).hexdigest()[:16]}"
    return name


def _kept(sign: str) -> bool:
    return bool(_PLAIN.match(sign)) or "A" <= sign <= "Z" or sign == "_"


def _spelled(sign: str) -> str:
    given = "_" if sign == "\0" else sign
    return "".join(f"~{byte:02x}" for byte in given.encode("utf-8", "surrogatepass"))


def between(here: str, there: str) -> str:
    """The address of one file as a page in another writes it."""
    return quote(posixpath.relpath(there, posixpath.dirname(here) or "."), safe="/~+-._")
