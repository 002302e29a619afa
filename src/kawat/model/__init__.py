"""The trained language model and what runs it.

    from kawat.model import open_model
    parse = open_model().read(["Freedonia", "denied", "it", "."], [True, True, True, False], "en")

The weights were trained with `training/`; see the model card for what they learned from and how well they do.
"""

from __future__ import annotations

from functools import cache

from .model import Model
from .parse import Attribution, Cut, EventFrame, Named, Parse, Run

__all__ = ["Attribution", "Cut", "EventFrame", "Model", "Named", "Parse", "Run", "open_model"]


@cache
def open_model() -> Model:
    """The model that ships, loaded when first asked for, once in a process.

    Raises ModelError when one of its files is missing or broken.
    """
    return Model()
