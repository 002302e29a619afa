"""Who does what to whom in a sentence: the words that show it, and for each of them who takes part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .frames import TRIGGER, Floats, Frames, around, phrases, whole_phrase
from .parse import EventFrame, Run

SUREST_LEFT_OUT = 0.1  # words that are a trigger with less probability are passed over
NAMED = 3  # so many types and statuses are told with their shares


class EventFinder:
    """Finds events by the heads of the scheme 'events'; scores are by its calibration."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def read(self, states: Floats, heads: Sequence[int], relations: Sequence[str]) -> tuple[EventFrame, ...]:
        """The events of a sentence, by the places of their triggers.

        `states` are those of its words (W, width), `heads` their governors (-1 for the root), `relations` the
        names of their relations.
        """
        sure = self._frames.triggers(states)
        words = sorted(np.flatnonzero(sure > SUREST_LEFT_OUT).tolist(), key=lambda word: -sure[word])
        found: list[EventFrame] = []
        for word in words:
            # a word of a surer trigger tells of nothing else
            if not any(event.trigger.first <= word < event.trigger.last for event in found):
                found.append(self._event(states, heads, relations, word, float(sure[word])))
        return tuple(sorted(found, key=lambda event: event.trigger))

    def _event(
        self, states: Floats, heads: Sequence[int], relations: Sequence[str], trigger: int, sure: float
    ) -> EventFrame:
        asked = self._frames.asked(states, heads, relations, trigger)
        labels = asked.roles.argmax(1)
        types, statuses = (self._named(asked.kinds[sort], sort) for sort in ("types", "statuses"))

        def playing(role: str) -> tuple[Run, ...]:
            found = phrases(labels, self._frames.role(role))
            return tuple(whole_phrase(run, labels == 0, heads, relations) for run in found)

        return EventFrame(
            trigger=around(labels, self._frames.role(TRIGGER), trigger),
            types=types,
            statuses=statuses,
            actors=playing("actor"),
            recipients=playing("recipient"),
            places=playing("place"),
            times=playing("time"),
            score=self._frames.calibrated(sure * types[0][1]),
        )

    def _named(self, shares: Floats, sort: str) -> tuple[tuple[str, float], ...]:
        """The likeliest kinds of a sort with their shares, the likeliest first."""
        order = shares.argsort()[::-1][:NAMED].tolist()
        return tuple((self._frames.labels.kinds[sort][i], round(float(shares[i]), 3)) for i in order)
