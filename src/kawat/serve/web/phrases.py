"""The lines in which stages and checks give their reasons, as pages tell them in the reader's language.

Records keep them in English. What fits no pattern is told as it stands, marked as English.
"""

from __future__ import annotations

import re

from .messages import N_

_DAY = r"(?P<day>\d{4}-\d\d-\d\d(?: – \d{4}-\d\d-\d\d)?)"
_TOLD = r"(?: \(as (?P<teller>.+?) says\))?"
_NEAR = r"nearness (?P<near>[\d.]+)"
_DEED = rf"(?P<who>.+?): (?P<deed>[A-Z]+) on {_DAY}{_TOLD}, {_NEAR}"
_ASKED = r"(?P<slot>[a-z]+): “(?P<said>.*)”"

AS_TOLD = N_(" (as %(who)s says)")
"""What stands behind a deed that somebody else tells of."""

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.S), message)
    for pattern, message in (
        (
            rf"it was done: {_DEED}",
            N_("it was done: %(who)s: %(deed)s on %(day)s%(teller)s, nearness %(near)s"),
        ),
        (
            rf"what was not to be was done: {_DEED}",
            N_("what was not to be was done: %(who)s: %(deed)s on %(day)s%(teller)s, nearness %(near)s"),
        ),
        (
            rf"(?P<who>.+?) did so on {_DAY}, in a report that recalls it",
            N_("%(who)s did so on %(day)s, in a report that recalls it"),
        ),
        (rf"said to be kept on {_DAY}, {_NEAR}", N_("said to be kept on %(day)s, nearness %(near)s")),
        (rf"said to be broken on {_DAY}, {_NEAR}", N_("said to be broken on %(day)s, nearness %(near)s")),
        (
            rf"(?P<who>.+?) called it off on {_DAY}{_TOLD}, {_NEAR}",
            N_("%(who)s called it off on %(day)s%(teller)s, nearness %(near)s"),
        ),
        (
            rf"(?P<who>.+?) denied on {_DAY} that it was done",
            N_("%(who)s denied on %(day)s that it was done"),
        ),
        (
            rf"(?P<who>.+?) refused it on {_DAY}, in the report that tells of it",
            N_("%(who)s refused it on %(day)s, in the report that tells of it"),
        ),
        (rf"(?P<who>.+?) refused on {_DAY}, {_NEAR}", N_("%(who)s refused on %(day)s, nearness %(near)s")),
        (
            rf"{_ASKED} stands there as “(?P<found>.*)”",
            N_("%(slot)s: “%(said)s” stands there as “%(found)s”"),
        ),
        (rf"{_ASKED} stands there", N_("%(slot)s: “%(said)s” stands there")),
        (rf"{_ASKED} here, “(?P<found>.*)” there", N_("%(slot)s: “%(said)s” here, “%(found)s” there")),
        (rf"{_ASKED} is not told there", N_("%(slot)s: “%(said)s” is not told there")),
        (
            rf"the nearest passage is about something else \({_NEAR}\)",
            N_("the nearest passage is about something else (nearness %(near)s)"),
        ),
        (
            r"the nearest passage has other words: (?P<words>.*)",
            N_("the nearest passage has other words: %(words)s"),
        ),
        (r"no report tells of anything like it", N_("no report tells of anything like it")),
        (r"a heading", N_("a heading")),
        (r"a question", N_("a question")),
        (r"no words", N_("no words")),
    )
)
"""How the lines look in English, and the messages that tell the same."""
