"""Imports point one way, along the path of a report: no arrow back, no cycle, no drawer for odds and ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "kawat"

# each may import what stands before it; those in one set do not import each other
FOUNDATION = [
    {"records"},
    {"errors"},
    {"settings", "text", "tables", "own"},
    {"gazetteer"},
    {"registry", "ontology", "titles"},
    {"language"},
    {"stage"},
]
PATH = ["read", "clean", "annotate", "resolve", "link", "pipeline", "run"]
ANSWERS = ["store", "ask"]
# stages ask the language model, and the pipeline tells by which one; stages over many reports take a view of
# the store; a run puts into it what it made; a text is checked by the comparisons that link makes
CROSSING = {
    "annotate": {"model"},
    "link": {"store"},
    "pipeline": {"model"},
    "run": {"store"},
    "ask": {"link"},
}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}


def allowed() -> dict[str, set[str]]:
    """For each part of the package, the parts that it may import."""
    table: dict[str, set[str]] = {}
    for layer in FOUNDATION:
        before = set(table)
        table |= {part: before for part in layer}
    foundation = set(table)
    table["model"] = foundation
    for chain in (PATH, ANSWERS):
        for place, part in enumerate(chain):
            table[part] = foundation | set(chain[:place]) | CROSSING.get(part, set())
    # a folder of data, which is a package only so that it can be found
    table["sample"] = set()
    table["serve"] = set(table)
    return table


class Module:
    """A module of a package, and the modules that it imports."""

    def __init__(self, file: Path, root: Path) -> None:
        parts = (root.name, *file.relative_to(root).with_suffix("").parts)
        self.package = parts[:-1]
        self.name = ".".join(self.package if parts[-1] == "__init__" else parts)
        self.part = parts[1]
        self.tree = ast.parse(file.read_text(encoding="utf-8"))

    def imports(self, nodes: Iterator[ast.AST]) -> Iterator[str]:
        """The full names of what is imported, `package.module.name` for one name out of a module."""
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = self.package[: len(self.package) - node.level + 1] if node.level else ()
                base = ".".join((*above, *([node.module] if node.module else [])))
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def all_imports(self) -> Iterator[str]:
        return self.imports(ast.walk(self.tree))

    def imports_at_start(self) -> Iterator[str]:
        """What is imported when the module is: not what a function or a type checker imports."""
        return self.imports(_run_at_start(self.tree))


def _run_at_start(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        checking = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        if not later and not checking:
            yield child
            yield from _run_at_start(child)


def modules(root: Path) -> list[Module]:
    return [Module(file, root) for file in sorted(root.rglob("*.py"))]


def wrong_arrows(root: Path) -> list[str]:
    """Imports against the path, and modules that have no place in it."""
    table = allowed()
    wrong = []
    for module in modules(root):
        if module.part in ("__init__", "__main__"):
            continue
        if module.part not in table:
            wrong.append(f"{module.name} has no place in the path")
            continue
        for target in module.all_imports():
            package, _, rest = target.partition(".")
            part = rest.partition(".")[0]
            if package == root.name and part not in table[module.part] | {module.part}:
                wrong.append(f"{module.name} imports {target}")
    return wrong


def cycle(root: Path) -> list[str]:
    """The modules of a cycle of imports; none when there is no cycle."""
    known = {module.name for module in modules(root)} - {root.name}
    graph = {
        module.name: {_module_of(target, known) for target in module.imports_at_start()} & known
        for module in modules(root)
        if module.name in known
    }
    try:
        TopologicalSorter({name: targets - {name} for name, targets in graph.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _module_of(target: str, known: set[str]) -> str:
    return target if target in known else target.rpartition(".")[0]


def test_no_import_points_back() -> None:
    assert wrong_arrows(PACKAGE) == []


def test_no_cycle() -> None:
    assert cycle(PACKAGE) == []


def test_no_drawer_for_odds_and_ends() -> None:
    names = {file.stem for file in PACKAGE.rglob("*.py")} | {
        file.parent.name for file in PACKAGE.rglob("*.py")
    }
    assert names & DRAWERS == set()


def small_package(folder: Path, files: dict[str, str]) -> Path:
    root = folder / "kawat"
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("records.py", "from .text import Words", "kawat.records imports kawat.text.Words"),
        ("clean/x.py", "from ..annotate.b import c", "kawat.clean.x imports kawat.annotate.b.c"),
        ("clean/x.py", "def f():\n    import kawat.link", "kawat.clean.x imports kawat.link"),
        ("annotate/names.py", "import kawat.resolve.days", "kawat.annotate.names imports kawat.resolve.days"),
        ("text.py", "from .tables import Rule", "kawat.text imports kawat.tables.Rule"),
        ("ask/matrix.py", "from .. import pipeline", "kawat.ask.matrix imports kawat.pipeline"),
        ("read/text.py", "from kawat import read", None),
        ("link/families.py", "from ..store.base import View\nfrom ..records import Span\nimport json", None),
        ("annotate/syntax.py", "def f():\n    from kawat.model import open_model", None),
        ("clean/x.py", "from kawat.model import Cut", "kawat.clean.x imports kawat.model.Cut"),
        ("model/x.py", "from kawat.annotate import names", "kawat.model.x imports kawat.annotate.names"),
        ("extra.py", "", "kawat.extra has no place in the path"),
        ("serve/cli.py", "from kawat import __version__", "kawat.serve.cli imports kawat.__version__"),
    ],
)  # fmt: skip
def test_a_wrong_arrow_is_seen(tmp_path: Path, name: str, content: str, wrong: str | None) -> None:
    assert wrong_arrows(small_package(tmp_path, {name: content})) == ([wrong] if wrong else [])


def test_a_cycle_is_seen_but_not_one_of_types_or_functions(tmp_path: Path) -> None:
    files = {"__init__.py": "from .a import x", "a.py": "from .b import y", "b.py": "from . import a"}
    assert set(cycle(small_package(tmp_path, files))) == {"kawat.a", "kawat.b"}
    for late in (
        "def f():\n    from . import a",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .a import x",
    ):
        assert cycle(small_package(tmp_path, {"b.py": late})) == []
