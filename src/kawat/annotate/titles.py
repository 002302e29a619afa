"""Titles beside each other: which office a shorter or looser word may stand for later in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

# titles that many bear at once: of these the report names one without saying that there is no other
HELD_BY_MANY = frozenset(
    {"official", "senior-official", "military-official", "source", "aide", "diplomat", "adviser", "lawmaker",
     "minister", "general", "leader", "ambassador", "envoy", "spokesperson", "candidate", "director"}
)  # fmt: skip
# what the title of somebody whom a report does not name ends in: 'senior-administration-official'
UNNAMED = ("official", "source", "aide", "diplomat", "adviser", "spokesperson")
LEADERS = frozenset(
    {"leader", "head-of-state", "head-of-government", "head-of-organisation", "secretary-general",
     "foreign-policy-chief"}
)  # fmt: skip
# how lists of words in `grammar.toml` begin that say for what an unnamed official acts
SPHERE = "sphere_"
# titles that a looser word stands for: 'the diplomat' may be the ambassador
_LOOSER = {
    "leader": LEADERS,
    "diplomat": frozenset(
        {"foreign-minister", "deputy-foreign-minister", "ambassador", "un-ambassador", "envoy",
         "foreign-policy-chief"}
    ),
    "envoy": frozenset({"ambassador", "un-ambassador"}),
    "ambassador": frozenset({"un-ambassador"}),
    "spokesperson": frozenset({"press-secretary"}),
    "general": frozenset({"chief-of-general-staff"}),
    "head-of-organisation": frozenset({"secretary-general", "director"}),
    "adviser": frozenset({"aide"}),
    "aide": frozenset({"adviser"}),
    "official": frozenset(
        {"spokesperson", "press-secretary", "adviser", "aide", "chief-of-staff", "director", "envoy",
         "deputy-foreign-minister", "deputy-defence-minister", "chief-of-general-staff"}
    ),
}  # fmt: skip


def is_held_by_many(title: str) -> bool:
    """Whether 'the official' need not be the one named before."""
    return title in HELD_BY_MANY or is_unnamed(title)


def is_unnamed(title: str) -> bool:
    """Whether the title is a role rather than an office: 'intelligence-official', not a national adviser."""
    base = title.rpartition("-")[2]
    return base in UNNAMED and not title.endswith("security-adviser")


def is_called(title: str, office: str) -> bool:
    """Whether a title is that of an office, or its last part: the 'minister' of a 'foreign-minister'."""
    if office == title or office.endswith(f"-{title}"):
        return True
    return is_unnamed(title) and is_unnamed(office) and title.rpartition("-")[2] == office.rpartition("-")[2]


def may_stand_for(title: str, office: str) -> bool:
    """Whether somebody in an office may be called by a title, also by a looser one: 'the diplomat'."""
    return is_called(title, office) or office in _LOOSER.get(title, ())


def role(title: str, body: str, words: Iterable[str], grammar: Mapping[str, Set[str]]) -> str:
    """The role of somebody unnamed in English, by all words of the phrase: 'senior-administration-official'.

    `grammar` has lists `sphere_...`, in which each word stands for one, and `rank_senior`.
    """
    if not is_unnamed(title):
        return title
    folded = frozenset(words)
    named = [
        name.removeprefix(SPHERE) for name, own in grammar.items() if name.startswith(SPHERE) and own & folded
    ]
    spheres = [body] if body else named
    base = title.rpartition("-")[2]
    if title == "military-official" and not spheres:
        spheres = ["military"]
    senior = grammar["rank_senior"] & folded
    return "-".join([*(["senior"] if senior else []), *spheres, base])
