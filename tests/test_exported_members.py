"""`kawat`'s own names: sorted, complete, and each with a sentence on what it is."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import kawat


def test_the_list_is_sorted_and_has_no_name_twice() -> None:
    # constants, then classes, then functions: as ruff sorts it
    def place(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2), name

    assert kawat.__all__ == sorted(set(kawat.__all__), key=place)


def test_the_list_is_complete() -> None:
    public = {
        name
        for name, value in vars(kawat).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    # `stage` is both a module and the decorator in it
    assert public == set(kawat.__all__)


def test_all_errors_and_records_are_public() -> None:
    from kawat import errors
    from kawat.records import KINDS

    for thing in (*KINDS, errors.KawatError, *errors.KawatError.__subclasses__()):
        assert getattr(kawat, thing.__name__) is thing


@pytest.mark.parametrize("name", kawat.__all__)
def test_every_name_has_a_docstring(name: str) -> None:
    value = getattr(kawat, name)
    if name.isupper():
        assert isinstance(value, tuple)
        return
    told = inspect.getdoc(value) or ""
    assert told.split("\n\n")[0].rstrip().endswith((".", "`"))


@pytest.mark.parametrize("name", [name for name in kawat.__all__ if name[0].isupper() and not name.isupper()])
def test_public_methods_have_docstrings(name: str) -> None:
    for method, value in vars(getattr(kawat, name)).items():
        if not method.startswith("_") and inspect.isfunction(value) and value.__module__.startswith("kawat"):
            assert inspect.getdoc(value), method


def test_the_version_is_the_last_in_the_list_of_changes() -> None:
    changes = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
    last = next(line for line in changes.read_text(encoding="utf-8").splitlines() if line.startswith("## "))
    assert last.split()[1] == kawat.__version__
