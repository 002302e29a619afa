"""The documents of ECB+ with the events that are annotated in them, and which of these are the same.

ECB+ (Cybulska and Vossen 2014, CC BY 3.0): news in pairs of subtopics, say two earthquakes in one topic. Only
sentences that its authors went over again are used, as in the literature.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as XML
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kawat.records import Span

# written to the word before, and to the word after
_LEANS_BACK = re.compile(r"[.,;:!?%)\]}»”’]+$|^(?:'s|'re|'ve|'ll|'d|'m|n't|'|''|)$", re.IGNORECASE)
_LEANS_ON = re.compile(r"^[(\[{«“‘$#£€]+$|^``$|[a-z]['’]$")


class Mention(NamedTuple):
    """Words that tell of an event: where they stand in the text, and the event that they tell of."""

    id: str
    at: Span
    event: str


class EcbDocument(NamedTuple):
    """A document as running text, a sentence a line, and its event mentions in the sentences gone over."""

    name: str
    topic: str
    subtopic: str
    text: str
    mentions: tuple[Mention, ...]


def documents(folder: Path, topics: range) -> Iterator[EcbDocument]:
    """The documents of these topics, in order. `folder` holds 'ECB+' and the table of sentences."""
    sentences = _sentences(folder / "ECBplus_coreference_sentences.csv")
    for topic in topics:
        for path in sorted((folder / "ECB+" / str(topic)).glob("*.xml")):
            yield _document(path, str(topic), sentences.get(path.stem, frozenset()))


def _sentences(table: Path) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _document(path: Path, topic: str, sentences: frozenset[int]) -> EcbDocument:
    root = XML.parse(path).getroot()
    text, at, line = _running(root)
    events = _events(root)
    mentions = []
    for markable in root.find("Markables") or ():
        id = markable.get("m_id", "")
        anchors = [anchor.get("t_id", "") for anchor in markable.findall("token_anchor")]
        if "ACTION" in markable.tag and anchors and line[anchors[0]] in sentences:
            span = Span(at[anchors[0]].start, at[anchors[-1]].end)
            # what is linked with nothing is an event of its own
            mentions.append(Mention(f"{path.stem}/{id}", span, events.get(id, f"{path.stem}/{id}")))
    subtopic = f"{topic}_{'ecbplus' if path.stem.endswith('plus') else 'ecb'}"
    return EcbDocument(path.stem, topic, subtopic, text, tuple(sorted(mentions, key=lambda one: one.at)))


def _running(root: XML.Element) -> tuple[str, dict[str, Span], dict[str, int]]:
    """The words as text, where each stands in it, and in which sentence."""
    text, at, line = "", {}, {}
    before, last = "", None
    for token in root.findall("token"):
        word, sentence = (token.text or "").strip(), int(token.get("sentence", "0"))
        if sentence != last:
            gap = "\n\n" if text else ""
        else:
            gap = "" if _LEANS_BACK.search(word) or _LEANS_ON.search(before) else " "
        text += gap
        id = token.get("t_id", "")
        at[id], line[id] = Span(len(text), len(text) + len(word)), sentence
        text += word
        before, last = word, sentence
    return text, at, line


def _events(root: XML.Element) -> dict[str, str]:
    """The event, by its name across documents, that each mention tells of."""
    names = {
        markable.get("m_id", ""): markable.get("instance_id", "") for markable in root.find("Markables") or ()
    }
    events = {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        name = relation.get("note") or (names.get(target.get("m_id", ""), "") if target is not None else "")
        # what is the same within one document only is named by the relation
        name = name or f"{root.get('doc_name')}/{relation.get('r_id')}"
        for source in relation.findall("source"):
            events[source.get("m_id", "")] = name
    return events
