"""Checks a text against a store, sentence by sentence: what reports bear out, contradict or do not tell."""

from .deciding import Draft, verify
from .telling import Reader
from .verdicts import UNSUPPORTED, Check, Finding, Passage, Verdict

__all__ = ["UNSUPPORTED", "Check", "Draft", "Finding", "Passage", "Reader", "Verdict", "verify"]
