"""Accounts of one thing that cannot all hold."""

from __future__ import annotations

from .joining import disagreements

__all__ = ["disagreements"]
