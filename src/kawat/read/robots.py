"""What a site asks of programs in its robots.txt (RFC 9309)."""

from __future__ import annotations

from protego import Protego

LARGEST = 512_000
"""How much of a robots.txt is read, in bytes; the standard asks for at least 500 KiB."""
AGENT = "kawat"
"""The name by which a robots.txt may speak of us."""


class Rules:
    """The rules of one site; without any everything may be fetched."""

    def __init__(self, data: bytes = b"") -> None:
        self._parsed = Protego.parse(data[:LARGEST].decode("utf-8", "replace"))

    def allow(self, url: str) -> bool:
        """Whether a page may be fetched."""
        return bool(self._parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two requests; 0 when it does not say."""
        return float(self._parsed.crawl_delay(AGENT) or 0)


NOTHING = Rules(b"User-agent: *\nDisallow: /\n")
"""Of a site whose rules cannot be had for a fault of its own, nothing may be fetched."""
