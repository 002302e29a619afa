"""What a tree points at: characters of its own sentence, and its words are all that is to be seen there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.annotate.syntax import syntax, tokens
from kawat.language import Language
from kawat.records import Made, Report, Sentence, Span
from kawat.stage import ReportText

BY_HAND = Made("hand", "1")
WORDS = (
    "Freedonia Santika said denied Friday rumahnya didn't kata kota-kota 5.000 , . ” “ ( e\u0301 \U0001f600"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0"]) | st.text(max_size=5)
SENTENCES = st.lists(PIECES, min_size=1, max_size=12).map(" ".join).map(str.strip).filter(bool)


def spans(found: object) -> Iterator[Span]:
    """Every span in a record, however deep."""
    if isinstance(found, Span):
        yield found
    elif isinstance(found, msgspec.Struct):
        for name in found.__struct_fields__:
            yield from spans(getattr(found, name))
    elif isinstance(found, list | tuple):
        for part in found:
            yield from spans(part)


@settings(max_examples=80)
@given(before=st.text(max_size=10), words=SENTENCES, code=st.sampled_from(["en", "id"]))
def test_a_tree_and_its_tokens_stand_on_their_sentence(
    before: str, words: str, code: str, english: Language
) -> None:
    text = f"{before}\n{words}\n{before}"
    at = Span(len(before) + 1, len(before) + 1 + len(words))
    report = ReportText(
        Report(id="r", report="r", at=(Span(0, len(text)),), made=BY_HAND, source="a", sha256="0"), text
    )
    report.add([Sentence(report="r", at=(at,), made=BY_HAND, language=code)])
    (tree,) = syntax(report, english)
    assert tree.at == (at,)
    assert all(at.start <= start < end <= at.end and text[start:end].strip() for start, end in spans(tree))
    assert all(one.at.end <= other.at.start for one, other in pairwise(tree.words))
    assert "".join(report.slice(word.at) for word in tree.words) == "".join(words.split())
    spoken = list(tokens(tree))
    assert [token.at for token in spoken] == [(word.at,) for word in tree.words]
    assert all(-1 <= token.head < len(spoken) and token.head != token.index for token in spoken)
