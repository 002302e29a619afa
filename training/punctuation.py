"""Where marks hang: as Universal Dependencies ask, whatever their annotators did."""

from dataclasses import replace

from training.data import Word

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"', "``": "''"}


def attach_punctuation(words: list[Word]) -> list[Word]:
    """The words with each mark attached as Universal Dependencies ask.

    That is as high as it can be without a crossing.
    """
    heads = [0] + [word.head for word in words]
    marks = {i for i, w in enumerate(words, 1) if w.upos == "PUNCT" and w.relation == "punct"} - set(heads)
    inside = _paired(words, marks)
    out = list(words)
    for i in sorted(marks):
        head = _top(inside[i], heads, marks) if i in inside else _beside(i, words, heads, marks)
        if head:
            out[i - 1] = replace(words[i - 1], head=head)
    return out


def _paired(words: list[Word], marks: set[int]) -> dict[int, range]:
    """What stands inside each bracket or quote that has its partner."""
    found: dict[int, range] = {}
    opened: list[int] = []
    for i in sorted(marks):
        form = words[i - 1].form
        if opened and _PAIRS[words[opened[-1] - 1].form] == form:
            start = opened.pop()
            found[start] = found[i] = range(start + 1, i)
        elif form in _PAIRS:
            opened.append(i)
    return found


def _top(inside: range, heads: list[int], marks: set[int]) -> int:
    """The one word inside that hangs from outside; 0 where there are several."""
    tops = [i for i in inside if i not in marks and heads[i] not in inside]
    return tops[0] if len(tops) == 1 else 0


def _beside(i: int, words: list[Word], heads: list[int], marks: set[int]) -> int:
    left = next((k for k in range(i - 1, 0, -1) if k not in marks), 0)
    right = next((k for k in range(i + 1, len(heads)) if k not in marks), 0)
    while left and 0 < heads[left] < i:
        left = heads[left]
    while right and heads[right] > i:
        right = heads[right]
    before = words[i - 2].form if i > 1 else ""
    if words[i - 1].form == "." and right and len(before) <= 3 and before[:1].isupper():
        return i - 1  # an abbreviation's
    # A sentence's last mark belongs to all of it, as does a mark between two sentences.
    if not right or words[i - 1].form in (".", "?", "!"):
        return left
    return left if left and heads[left] > i else right
