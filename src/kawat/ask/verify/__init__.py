"""Checks a text against a store, sentence by sentence: what reports bear out, contradict or do not tell.

`plain` and `draft` read the text, `finding` looks for passages, `compared` lays a sentence beside each, one
module for each thing compared; `cited` does so for a sentence that cites records, `briefed` beside what a
briefing would say of them. `assessing` and `deciding` make verdicts of it, `reasons` says why.
"""

from .deciding import verify
from .draft import Draft
from .reading import Reader
from .verdicts import UNSUPPORTED, Check, Finding, Passage, Verdict

__all__ = ["UNSUPPORTED", "Check", "Draft", "Finding", "Passage", "Reader", "Verdict", "verify"]
