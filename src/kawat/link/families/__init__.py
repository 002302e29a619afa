"""Which reports are copies of one text, and how each was copied."""

from __future__ import annotations

from .finding import link

__all__ = ["link"]
