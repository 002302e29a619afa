"""The sentences that Kawat itself wrote into records and verdicts, told in the reader's language.

Why a day is known, why reports are of one origin, what became of a promise: records keep such a sentence in
English, as it was made. A page looks for the message that it is an instance of, and tells that one anew with
what fills its gaps, which may be such sentences too. One that fits no message stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .messages import N_
from .words import Words

MESSAGES = (
    # how many are independent
    N_("{number} reports are copies of one text"),
    N_("{number} reports are copies of {texts} texts"),
    N_("{number} reports hand on what was told to {name}"),
    N_("only in AI summaries"),
    N_("no report credits an agency"),
    N_("{number} of {of} reports credits {name}"),
    N_("{number} of {of} reports credit {name}"),
    N_("{number} reports credit {name}"),
    N_("{number} of {of} name no agency"),
    N_("agencies differ: {name} ({times}), who is credited first; others credit {others}"),
    N_("agencies differ: {name} ({times}); others credit {others}"),
    N_("the earliest, {name}, was written {when} and names no publisher"),
    N_("the earliest, {name}, was written {when} by {publisher}"),
    N_("on a day unknown"),
    N_("on a day left open"),
    N_("between {day} and {last}"),
    N_("from {day} to {last}"),
    N_("on {day}"),
    # when a text was written
    N_("{claimed} is {day}, and the text does not speak against it"),
    N_("{claimed}, {day}, does not fit the text: {reasons}"),
    N_("the page disagrees with itself: {claimed} is {day}"),
    N_("not after {claimed}, {day}"),
    N_("the date given with it"),
    N_("the page's own date"),
    N_("the date in its address"),
    N_("the date printed on the page"),
    N_("the day it was retrieved"),
    N_("the news is of {words}: written on that day or the day after"),
    N_("the news is of {words}: written on that weekday"),
    N_("{words} is named with its weekday: written within that week"),
    N_("{words} is named first of all: written within that week"),
    N_("{words} is told as past"),
    N_("{words} is still to come"),
    N_("{words} has no year: it is still to come"),
    N_("{words} has no year: it is not long past"),
    N_("{words}: {weekday} is right in {years}"),
    N_("what is shown in it is of {words}"),
    N_("{name} is named as former {office} of {state}: {periods}"),
    N_("{name} is named as {office} of {state}: {periods}"),
    N_("a copy of the text, {name}, was written {when}"),
    N_("what it tells as news was {when}, or due then, according to {name}"),
    N_("days after {day} fit too, but what is known of offices ends before"),
    N_("of {number} stretches of days that fit, the longest is taken"),
    N_("{number} stretches of days fit: from the first to the last of them"),
    # what became of a promise
    N_("{told}, nearness {near}"),
    N_("{told}, in the report that tells of it"),
    N_("{told}, in a report that recalls it"),
    N_("{told} (as {who} says)"),
    N_("it was done: {deed} on {day}"),
    N_("what was not to be was done: {deed} on {day}"),
    N_("{who} did so on {day}"),
    N_("said to be kept on {day}"),
    N_("said to be broken on {day}"),
    N_("said again on {day}"),
    N_("{who} called it off on {day}"),
    N_("{who} denied on {day} that it was done"),
    N_("{who} refused it on {day}"),
    N_("{who} refused on {day}"),
    # why a sentence that was checked got its verdict
    N_("a heading"),
    N_("no words"),
    N_("a question"),
    N_("no report tells of anything like it"),
    N_("the nearest passage is about something else (nearness {near})"),
    N_("the nearest passage has other words: {words}"),
    N_("{slot}: {words} stands there as {other}"),
    N_("{slot}: {words} stands there"),
    N_("{slot}: {words} here, {other} by the records cited"),
    N_("{slot}: {words} here, {other} there"),
    N_("{slot}: {words} is not told there"),
    N_("it cites [{id}], but {error}"),
    N_("disputed [{id}]: {sides}"),
)
# gaps that others fill: words of reports, names, numbers
_AS_THEY_ARE = frozenset(
    {"words", "name", "publisher", "others", "id", "error", "sides", "number", "texts", "of",
     "times", "near", "years"}
)  # fmt: skip
_GAP = re.compile(r"\\\{(\w+)\\\}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# any Monday
_MONDAY = 3


class Told(NamedTuple):
    """A sentence as a page shows it, and the language that it is in."""

    text: str
    language: str


def told(line: str, words: Words) -> Told:
    """A sentence in the reader's language; in English where no message fits it."""
    fitting = next(_fitting(line), None)
    if fitting is None:
        return Told(words.plain(line), "en")
    return Told(_told(*fitting, words), words.language_code)


def _told(message: str, gaps: dict[str, str], words: Words) -> str:
    filled = {name: _filled(name, value, words) for name, value in gaps.items()}
    return words.translate(message).format(**filled)


def _filled(name: str, value: str, words: Words) -> str:
    """What fills a gap: a sentence of its own, a word with a label, or codes and days."""
    if name == "other":
        # as the passage has it, or a day as it is compared
        return words.dated(value)
    if name in _AS_THEY_ARE:
        return value
    if name == "slot":
        return words.label("slot", value)
    if name == "weekday" and value in _WEEKDAYS:
        return words.weekday(f"2022-01-{_MONDAY + _WEEKDAYS.index(value):02}")
    if name == "reasons":
        return "; ".join(told(one, words).text for one in value.split("; "))
    if name == "periods":
        return ", ".join(_from_to(period, words) for period in value.split(", "))
    if name == "office":
        return words.label("title", value.replace(" ", "-"))
    fitting = next(_fitting(value), None)
    return _told(*fitting, words) if fitting else words.plain(value)


def _from_to(period: str, words: Words) -> str:
    """The time of an office: '2021-01-26 to 2025-01-20', '2021 to now'."""
    first, _, last = period.partition(" to ")
    since, until = _date(first, words), _date(last, words)
    if last == "now":
        return words.translate(N_("since {first}")).format(first=since)
    return words.translate(N_("{first} to {last}")).format(first=since, last=until)


def _date(given: str, words: Words) -> str:
    return words.date(given) if given[:1].isdigit() else given


def _fitting(line: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The messages that a sentence is an instance of, with what stands in their gaps."""
    for message, pattern in _patterns():
        found = pattern.fullmatch(line)
        if found:
            yield message, found.groupdict()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((message, _pattern(message)) for message in MESSAGES)


_NUMBER, _DAY = r"\d+", r"\d{4}-[\d–? -]+"
_NARROW = {
    "number": _NUMBER, "texts": _NUMBER, "of": _NUMBER, "times": _NUMBER, "near": r"[\d.]+",
    "day": _DAY, "last": _DAY, "slot": r"[\w ]+", "weekday": "|".join(_WEEKDAYS), "claimed": "the [^,]+?",
}  # fmt: skip


def _pattern(message: str) -> re.Pattern[str]:
    gaps = _GAP.sub(lambda gap: rf"(?P<{gap[1]}>{_NARROW.get(gap[1], '.+?')})", re.escape(message))
    return re.compile(gaps, re.DOTALL)
