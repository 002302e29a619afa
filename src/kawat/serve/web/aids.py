"""What some answers need beside the view they are asked of: an earlier view, the pipeline that reads text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property

from kawat.pipeline import Pipeline, open_pipeline
from kawat.settings import Settings
from kawat.store import View

from .snapshots import Snapshots


class Aids:
    """Lent to answers by the desk, which lets one at a time use the pipeline."""

    def __init__(self, snapshots: Snapshots, settings: Settings) -> None:
        self._snapshots, self._settings = snapshots, settings

    def earlier(self, day: str) -> AbstractContextManager[tuple[View, str]]:
        """The view as of another day, bounded in time as the first one, and the name of what is in it."""
        return self._snapshots.lend(day, self._settings.answer_seconds)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The stages; opened for the first text."""
        return open_pipeline(self._settings)
