"""Errors: one tree, as it is drawn."""

from __future__ import annotations

import inspect

import pytest

from kawat import errors
from kawat.errors import KawatError

ERRORS = [error for _, error in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_stands_in_the_tree(error: type[Exception]) -> None:
    assert issubclass(error, KawatError)
    assert error.__doc__
    assert error.__name__ in (errors.__doc__ or "")


def test_one_handler_is_enough() -> None:
    for error in ERRORS:
        with pytest.raises(KawatError, match="what, where, what next"):
            raise error("what, where, what next")
