"""Sentences as trees, asked about figures: trees by hand, so that what is asked does not hang on a model."""

from __future__ import annotations

from kawat.annotate.figure_tree import FigureTree, FigureTrees
from kawat.records import Made, Node, Report, Span, Tree
from kawat.stage import ReportText

MADE = Made("hand", "1")


def tree_of(*words: str) -> Tree:
    """A tree of words as 'form/TAG/head/relation', with one blank between them; the root's head is -1."""
    nodes, start = [], 0
    for word in words:
        form, tag, head, relation = word.split("/")
        at = Span(start, start + len(form))
        nodes.append(Node(at, len(nodes), form.casefold(), tag, {}, int(head), relation))
        start = at.end + 1
    return Tree(report="r", at=(Span(0, start - 1),), made=MADE, sentence="s", words=tuple(nodes))


SAID = FigureTree(
    tree_of(
        "NATO/PROPN/1/nsubj", "said/VERB/-1/root", "90/NUM/4/nummod", "old/ADJ/4/amod", "tanks/NOUN/8/nsubj",
        "and/CCONJ/7/cc", "20/NUM/7/nummod", "guns/NOUN/4/conj", "left/VERB/1/ccomp",
    )
)  # fmt: skip


def at(tree: FigureTree, *indices: int) -> Span:
    return Span(tree.nodes[indices[0]].at.start, tree.nodes[indices[-1]].at.end)


def test_what_stands_above_and_below() -> None:
    assert list(SAID.up(2)) == [2, 4, 8, 1]
    assert SAID.below(4) == [2, 3, 7]
    assert SAID.below(4, "amod", "conj") == [3, 7]
    assert SAID.is_under(7, 8)
    assert not SAID.is_under(0, 8)
    assert SAID.hull(4) == at(SAID, 2, 7)
    assert SAID.first(7) == 4


def test_the_noun_of_a_phrase_and_of_a_number() -> None:
    assert SAID.top(at(SAID, 2, 4)) == 4
    assert SAID.top(at(SAID, 3)) is None
    assert SAID.counted(at(SAID, 2)) == 4
    assert SAID.counted(at(SAID, 0)) is None
    assert SAID.counted(Span(900, 901)) is None


def test_a_number_does_not_count_over_a_small_word() -> None:
    tree = FigureTree(tree_of("130/NUM/3/nummod", "with/ADP/3/case", "the/DET/3/det", "forces/NOUN/-1/root"))
    assert tree.counted(at(tree, 0)) is None


def test_a_clause_may_lend_its_subject() -> None:
    assert SAID.subject(1) == 0
    assert SAID.subject(8) == 4
    tree = FigureTree(tree_of("NATO/PROPN/1/nsubj", "left/VERB/-1/root", "saying/VERB/1/advcl"))
    assert tree.subject(2) == 0
    assert FigureTree(tree_of("left/VERB/-1/root")).subject(0) is None


def test_a_compound_goes_to_its_head() -> None:
    tree = FigureTree(
        tree_of("11/NUM/1/nummod", "minute/NOUN/3/compound", "voice/NOUN/3/compound", "mail/NOUN/-1/root")
    )
    assert tree.compound_head(1) == 3
    assert FigureTree(tree_of("left/VERB/-1/root")).compound_head(0) is None


def test_the_tree_of_a_sentence() -> None:
    report = ReportText(
        Report(id="r", report="r", at=(Span(0, 9),), made=MADE, source="a", sha256="0"), "NATO left"
    )
    report.add([tree_of("NATO/PROPN/1/nsubj", "left/VERB/-1/root")])
    trees = FigureTrees(report)
    found = trees.of(Span(0, 9))
    assert found is not None
    assert found is trees.of(Span(0, 9))
    assert trees.of(Span(0, 4)) is None
