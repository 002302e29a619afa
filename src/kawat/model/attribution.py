"""Who says what in a sentence: the words that show it, and for each of them its speaker and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .frames import TRIGGER, Asked, Floats, Frames, around, is_part, phrases, runs
from .parse import Attribution, Run
from .paths import hangs_from

SUREST_LEFT_OUT = 0.35  # words that are a cue with less probability are passed over
FLOOR = 0.02  # no word is surer than this
BESIDE = "conj"  # how a cue hangs from another beside it: "said ... and denied ..."
PULL = 0.6  # how far a word's probability is drawn towards its governor's
LEADS_ON = ("cc", "mark", "punct")  # relations of words that what is said does not end in
BEGINS = 0.4  # no run of content begins with a less likely word
LEAST = 1.0  # the log odds that a run of content has at least
FEWEST_BESIDE = 3  # words of a second run, a stop among them
SECOND = 0.2  # and, beside a likelier one, as a share of that one's


class Attributor:
    """Finds attributions by the heads of the scheme 'speech'; scores are by its calibration."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._acts = frames.labels.kinds["acts"]

    def read(self, states: Floats, heads: Sequence[int], relations: Sequence[str]) -> tuple[Attribution, ...]:
        """The attributions of a sentence, by the places of their cues.

        `states` are those of its words (W, width), `heads` their governors (-1 for the root), `relations` the
        names of their relations.
        """
        sure = self._frames.triggers(states)
        cues = np.flatnonzero(sure > SUREST_LEFT_OUT).tolist()
        found = []
        for cue in cues:
            asked = self._frames.asked(states, heads, relations, cue)
            others = [one for one in cues if heads[one] == cue and _goes_on(one, heads, relations)]
            made = self._attribution(cue, float(sure[cue]), asked, heads, relations, others)
            found.append(made and _ended(made, cues, relations))
        return tuple(one for one in found if one is not None)

    def _attribution(
        self,
        cue: int,
        is_cue: float,
        asked: Asked,
        heads: Sequence[int],
        relations: Sequence[str],
        others: Sequence[int],
    ) -> Attribution | None:
        """What is said by one cue; what hangs from `others`, cues beside it, is said by them."""
        roles, act = asked.roles, asked.kinds["acts"]
        labels, column = roles.argmax(1), self._frames.role
        taken = (labels == column(TRIGGER)) | (labels == column("speaker"))
        taken[cue] = True
        for word in range(len(heads)):
            taken[word] |= any(hangs_from(heads, word, other) for other in others)
        own = roles[:, column("content")]
        likely = _likeliest(_with_governors(own, heads, taken), taken, heads)
        content = [_whole(Run(_begun(run, own), run.last), taken, heads, relations) for run in likely]
        if not content:
            return None
        words = np.concatenate([np.arange(*run) for run in content])
        return Attribution(
            cue=around(labels, column(TRIGGER), cue),
            act=self._acts[int(act.argmax())],
            act_score=round(float(act.max()), 3),
            content=tuple(content),
            speaker=_surest(labels, roles, column("speaker")),
            addressee=_surest(labels, roles, column("addressee")),
            score=self._frames.calibrated(is_cue * float(own[words].mean())),
        )


def _surest(labels: npt.NDArray[np.int64], roles: Floats, role: int) -> Run | None:
    """The phrase with a role that is likeliest in sum."""
    return max(phrases(labels, role), key=lambda run: float(roles[slice(*run), role].sum()), default=None)


def _with_governors(content: Floats, heads: Sequence[int], taken: npt.NDArray[np.bool_]) -> Floats:
    """Each word's probability, drawn towards that of the word it hangs from: a clause is said as a whole."""
    out = content.copy()
    done = np.zeros(len(out), bool)

    def settle(word: int) -> float:
        if not done[word]:
            done[word] = True
            above = heads[word]
            if above >= 0 and not taken[above]:
                drawn = PULL * settle(above) + (1 - PULL) * float(content[word])
                out[word] = max(out[word], drawn)
        return float(out[word])

    for word in range(len(out)):
        settle(word)
    return out


def _begun(run: Run, content: Floats) -> int:
    """Where a run begins by its words' own probability: 'that' hangs from what is said, and is not said."""
    return next((word for word in range(*run) if content[word] > BEGINS), run.first)


def _ended(said: Attribution, cues: Sequence[int], relations: Sequence[str]) -> Attribution | None:
    """The attribution without a cue or a small word at the end of what is said: 'was open and denied'."""
    content = []
    for run in said.content:
        last = run.last
        while last > run.first and (last - 1 in cues or relations[last - 1] in LEADS_ON):
            last -= 1
        content += [Run(run.first, last)] if last > run.first else []
    return said._replace(content=tuple(content)) if content else None


def _goes_on(cue: int, heads: Sequence[int], relations: Sequence[str]) -> bool:
    """Whether a cue beside another has no subject of its own: 'said ... and denied ...'."""
    own = (relations[word].partition(":")[0] for word, head in enumerate(heads) if head == cue)
    return relations[cue] == BESIDE and "nsubj" not in own


def _whole(run: Run, taken: npt.NDArray[np.bool_], heads: Sequence[int], relations: Sequence[str]) -> Run:
    """The run with the rest of the phrase that it ends in: not 'the envoy' of 'the envoy of Orsk'."""
    last = run.last
    while last < len(heads) and not taken[last] and is_part(last, run, heads, relations):
        last += 1
    return Run(run.first, last)


def _likeliest(content: Floats, taken: npt.NDArray[np.bool_], heads: Sequence[int] = ()) -> Iterator[Run]:
    """The likeliest run of content between words that have another role, and others nearly as likely.

    `content` is each word's probability. A run is as likely as the product of its words' odds: words that are
    a little unlikely do not end it when what follows makes up for them.
    """
    odds = np.log(np.clip(content, FLOOR, 1 - FLOOR)) - np.log(np.clip(1 - content, FLOOR, 1 - FLOOR))
    found = [_best(odds, free) for free in runs(~taken)]
    best, most = max(found, key=lambda one: one[1], default=(Run(0, 0), 0.0))
    for run, gain in found:
        beside = gain < most and run.last - run.first < FEWEST_BESIDE
        likely = gain > max(LEAST, SECOND * most) and not beside
        if likely or (gain > 0 and most > LEAST and _linked(run, best, heads)):
            yield run


def _linked(run: Run, other: Run, heads: Sequence[int]) -> bool:
    """Whether a word of one run hangs from one of the other, before it: 'France, he said, does not lead'."""
    within = range(*other)
    return bool(heads) and run.last <= other.first and any(heads[word] in within for word in range(*run))


def _best(odds: Floats, within: Run) -> tuple[Run, float]:
    """The run with the largest sum (Kadane), and that sum."""
    best, most, start, total = Run(within.first, within.first), 0.0, within.first, 0.0
    for at in range(within.first, within.last):
        if total <= 0:
            start, total = at, 0.0
        total += float(odds[at])
        if total > most:
            best, most = Run(start, at + 1), total
    return best, most
