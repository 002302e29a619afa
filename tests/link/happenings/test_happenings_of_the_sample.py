"""What reports of the sample tell together, in two languages and in copies."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from commands import kawat
from kawat.records import Happening
from kawat.store import View, open_store

REPORTS = Path(str(files("kawat") / "sample" / "reports"))
NAMES = (
    "2022-01-20-no-minor-incursions-courier.txt",
    "2022-01-21-jenewa-selat.txt",
    "2022-01-21-jenewa-dermaga.html",
    "2022-02-08-pipeline-dispatch.html",
    "2022-02-22-nord-stream-muara.txt",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "some.kawat"
    kawat("add", path, *(REPORTS / name for name in NAMES))
    return path


def happening(view: View, *, type: str, actor: str, words: str) -> Happening:
    """The one of several reports that has these words."""
    found = [
        one
        for one in view.each(Happening)
        if one.type == type
        and one.reports > 1
        and actor in (*one.actors, *one.recipients)
        and any(words in view.text(one.report)[slice(*span)] for span in one.at)
    ]
    assert len(found) == 1, found
    return found[0]


def test_a_meeting_in_copies_is_one_and_its_announcement_another(path: Path) -> None:
    with open_store(path) as store, store.view() as view:
        meeting = happening(view, type="CONSULT", actor="sergey-lavrov", words="seusai bertemu")
        assert (meeting.status, meeting.reports, meeting.origins) == ("happened", 2, 1)
        assert meeting.basis == ("2 reports are copies of one text",)
        assert meeting.where is not None
        assert meeting.where.name in ("Geneva", "Jenewa")
        plans = [one for one in view.each(Happening) if one.type == "CONSULT" and one.status == "planned"]
        assert any("to meet Russian Foreign" in view.text(one.report)[slice(*one.at[0])] for one in plans)


def test_a_promise_recalled_two_weeks_later_is_the_one_that_was_made(path: Path) -> None:
    with open_store(path) as store, store.view() as view:
        promise = happening(view, type="AGREE", actor="joe-biden", words="Biden promised on Monday")
        assert (promise.reports, promise.origins, promise.languages) == (2, 2, ("en", "id"))
        assert promise.when is not None
        assert (promise.when.first, promise.when.last) == ("2022-02-07", "2022-02-07")
