"""The same deed in many reports."""

from __future__ import annotations

from .joining import happenings

__all__ = ["happenings"]
