"""Marks what stands on pages in English for the catalogues of other languages (see docs/messages.py)."""

from __future__ import annotations


def N_(message: str) -> str:
    """Marks a message for translation and leaves it as it is."""
    return message
