"""The same figure of the same thing in many reports."""

from __future__ import annotations

from .joining import claims

__all__ = ["claims"]
