"""What stands around a word: the clues by which its new annotation is chosen."""

from collections.abc import Sequence

from training.data import Word


class Around:
    """What stands around each word of a sentence as it was annotated in 2017."""

    def __init__(self, words: list[Word], habits: dict[str, str]) -> None:
        self.words = words
        self.habits = habits
        self.children: list[list[int]] = [[] for _ in range(len(words) + 1)]
        for i, word in enumerate(words):
            self.children[word.head].append(i)

    def _at(self, i: int) -> Word:
        return self.words[i] if 0 <= i < len(self.words) else Word("|", "|", {}, 0, "|")

    def _common(self, i: int) -> list[str]:
        word, head = self.words[i], self._at(self.words[i].head - 1)
        low, before, after = word.form.lower(), self._at(i - 1), self._at(i + 1)
        below = [self.words[c] for c in self.children[i + 1]]
        relations = sorted({child.relation for child in below if child.relation != "punct"})
        return [
            "always",
            f"form {low}",
            f"end {low[-3:]}",
            f"start {low[:3]}",
            f"shape {_shape(word.form)}",
            f"habit {self.habits.get(low)}",
            f"before {before.form.lower()}",
            f"after {after.form.lower()}",
            f"around {before.upos} {after.upos}",
            f"head {head.form.lower()}",
            f"head is {head.upos} {_shape(head.form)} {word.head - 1 > i}",
            f"head does {head.relation}",
            f"below {relations}",
            *(f"below {child.relation} {child.form.lower()}" for child in below if child.relation != "punct"),
        ]

    def upos_clues(self, i: int) -> list[str]:
        """What may tell a word's part of speech."""
        word = self.words[i]
        common = self._common(i)
        return common + [f"{word.upos} {clue}" for clue in common] + [f"{word.upos} {word.relation}"]

    def relation_clues(self, i: int, upos: Sequence[str]) -> list[str]:
        """What may tell a word's relation, once all parts of speech are known."""
        word = self.words[i]
        head = upos[word.head - 1] if word.head else "root"
        low = word.form.lower()
        common = [
            *self._common(i),
            f"is {upos[i]}",
            f"both {upos[i]} {head}",
            f"far {abs(word.head - 1 - i) > 1}",
        ]
        common += [f"form {low} {upos[i]}", f"before {self._at(i - 1).form.lower()} {upos[i]} {head}"]
        return [f"{word.relation} {clue}" for clue in common]

    def head_clues(self, i: int, upos: Sequence[str]) -> list[str]:
        """What may tell whether a word's head changed."""
        return self.relation_clues(i, upos)

    def _targets(self, i: int) -> dict[str, int]:
        """Where a head may move to, by the name of the move."""
        word = self.words[i]
        up = self._at(word.head - 1).head
        beside = next((c + 1 for c in self.children[word.head] if c > i), 0)
        down = next((c + 1 for c in self.children[i + 1] if c > i), 0)
        moves = {"keep": word.head, "up": up, "beside": beside, "down": down, "next": i + 2, "previous": i}
        return {name: to for name, to in moves.items() if name == "keep" or 0 < to <= len(self.words)}

    def move(self, i: int, head: int) -> str:
        """The name of the move that gives this head; "keep" if none does."""
        # Punctuation is attached by rule.
        if self.words[i].upos == "PUNCT":
            return "keep"
        return next((name for name, to in self._targets(i).items() if to == head), "keep")

    def moved(self, i: int, move: str) -> int:
        """The head after a move, the old one where it leads nowhere."""
        word = self.words[i]
        return self._targets(i).get(move, word.head) if word.head else 0


def _shape(form: str) -> str:
    if form[0].isdigit():
        return "digit"
    return "upper" if form.isupper() else "title" if form[0].isupper() else "lower"
