"""Promises, plans, demands, offers and threats in many reports, and what became of them."""

from __future__ import annotations

from .joining import commitments

__all__ = ["commitments"]
