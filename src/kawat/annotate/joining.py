"""What is said in a report, found in three ways and told once: by marks, by the model, by words of saying."""

from __future__ import annotations

from dataclasses import replace

from .attributions import PLAIN, attributed
from .direct import direct_speech
from .indirect import reported_speech
from .said import Said, overlap, size
from .scene import Scenes

# from this score on what the model sees is taken: lower ones cost as much as they bring
_SURE = 0.35
# from this share of common characters two findings are one saying
_SAME = 0.5


def joined(scenes: Scenes) -> list[Said]:
    """All that is said in a report.

    Marks say best where direct speech begins and ends, the model what is said without them; words of saying
    alone read sentences in languages that the model has not learned.
    """
    seen = [said for scene in scenes.all for said in attributed(scene) if said.score >= _SURE]
    spoken = [_informed(said, seen) for said in direct_speech(scenes)]
    spoken = [said for said in spoken if not any(_goes_beyond(other, said) for other in seen)]
    found = [*spoken, *(said for said in seen if not _told(said, spoken))]
    taken = {said.cue for said in found if said.cue}
    for scene in scenes.all:
        if scene.tree is None:
            found += [said for said in reported_speech(scene, taken) if not _known(said, found)]
    return found


def _known(said: Said, found: list[Said]) -> bool:
    return any(other.covers(said, _SAME) for other in found)


def _informed(said: Said, seen: list[Said]) -> Said:
    """Direct speech with the speaker, cue and act that the model sees for it, where marks show none."""
    best = max(seen, key=lambda other: overlap(other.pieces, said.pieces), default=None)
    if best is None or not best.covers(said, _SAME):
        return said
    named = said.speaker.actor or not best.speaker.span or said.holds(best.speaker.span)
    cue = said.cue or (None if said.holds(best.cue) else best.cue)
    act = said.act if said.act != PLAIN else best.act
    return replace(
        said, speaker=said.speaker if named else best.speaker, cue=cue, act=act, addressee=best.addressee
    )


def _goes_beyond(whole: Said, part: Said) -> bool:
    """Whether marks enclose only a part of what the model sees said: 'X said talks “failed in every way”'."""
    own = size(part.pieces)
    return overlap(whole.pieces, part.pieces) >= own - 2 and size(whole.pieces) > 1.3 * own + 10


def _told(said: Said, spoken: list[Said]) -> bool:
    """Whether direct speech has it already; speech told inside of that speech is a saying of its own."""
    for other in spoken:
        if other.covers(said, _SAME):
            inside = said.cue is not None and any(piece.contains(said.cue) for piece in other.pieces)
            if not inside:
                return True
    return False
