"""A situation briefing out of records: what happened, was said, is due, is disputed, has changed."""

from __future__ import annotations

from .making import briefing, compared_day
from .patterns import languages, patterns
from .retelling import retold
from .scope import Scope
from .structure import Anchor, Briefing, Original, Section, SectionName, Sentence

__all__ = [
    "Anchor",
    "Briefing",
    "Original",
    "Scope",
    "Section",
    "SectionName",
    "Sentence",
    "briefing",
    "compared_day",
    "languages",
    "patterns",
    "retold",
]
