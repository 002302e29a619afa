"""What a threat is to bring about: 'will close the canal unless Orsk withdraws' asks for the withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .deeds import Deed
from .scene import Scene


def demanded(scene: Scene, deeds: Sequence[Deed]) -> list[Deed]:
    """The events of a sentence; what would avert what it threatens with is called for."""
    threatens = any(deed.type == "THREATEN" for deed in deeds)
    return [_demanded(scene, deed) if threatens else deed for deed in deeds]


def _demanded(scene: Scene, deed: Deed) -> Deed:
    nodes = scene.tree.words if scene.tree else ()
    head = scene.head_of(deed.trigger)
    words = [scene.index_at(n.at.start) for n in nodes if n.head >= 0 and nodes[n.head].at == head]
    unless = any(scene.is_a(index, "unless") for index in words)
    if_not = any(scene.is_a(i, "if") for i in words) and any(scene.is_a(i, "not") for i in words)
    return replace(deed, status="called-for") if unless or if_not else deed
