"""A briefing as PDF, laid out by WeasyPrint from the page that stands alone; nothing is fetched for it."""

from __future__ import annotations

from typing import NoReturn

from kawat.ask.briefing import Briefing
from kawat.serve.extra import needing

from .html import html


def pdf(told: Briefing) -> bytes:
    """The briefing as a PDF file. Raises NotInstalled without the extra 'pdf'."""
    with needing("a briefing as PDF", "pdf"):
        from weasyprint import HTML
    made: bytes = HTML(string=html(told), url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _nothing(url: str, *_: object, **__: object) -> NoReturn:
    """Refuses to fetch: a briefing has all that it needs."""
    raise ValueError(f"a briefing fetches nothing, not {url}")
