"""Notebooks: what they show is escaped and is there; the worked ones run to their end."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

import kawat
from crisis import told
from kawat.ask import listing
from kawat.ask.claims import claims
from kawat.ask.commitments import commitments
from kawat.ask.disagreements import disagreements
from kawat.ask.happenings import happenings
from kawat.ask.show import show
from kawat.records import Event, Figure, Judgement, Quote
from kawat.serve.notebook import SHOWN, as_html, load_ipython_extension, show_in_notebook
from kawat.store import View, open_store

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'words'"


class Read(HTMLParser):
    """The tags and the text of a page; a tag that is closed must have been open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        assert {name for name, _ in attributes} <= {"scope", "lang"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """A store of one report that would like to be a page."""
    one = told(f"{HOSTILE} he said.", "<b>.txt", day="2022-01-20", language="en", title=f"{HOSTILE}!")
    one.zone(one.text)
    one.quote(HOSTILE, day="2022-01-20", speaker=one.span("he"))
    one.event(HOSTILE, "ACCUSE", trigger="alert", actors=("<i>",), recipients=("&",))
    one.figure("1", 1, 1, "<u>", of="<s>")
    one.actor("he", "<i>", name="<img src=x>", names={"en": ("<em>",)})
    one.failure("times", HOSTILE)
    path = tmp_path_factory.mktemp("hostile") / "<a>.kawat"
    with open_store(path, create=True) as store:
        with store.writer() as writer:
            one.add(writer)
        with store.view() as view:
            yield view


def test_words_of_reports_are_text_and_no_markup(hostile: View) -> None:
    things = [
        *(listing.listed(hostile, kind) for kind in (Quote, Event, Figure)),
        listing.reports(hostile),
        listing.actors(hostile),
        *listing.actors(hostile).lines,
        *hostile.each(Quote),
        *hostile.failures(),
        *(show(hostile, quote.id) for quote in hostile.each(Quote)),
        Judgement(left="<a>", right="<b>", verdict="right", by="<c>", when="2022", note=HOSTILE),
    ]
    for thing in things:
        page = Read(as_html(thing))
        assert page.tags <= {
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "blockquote",
            "mark",
            "p",
        }
    text = Read(as_html(things[0])).text
    assert HOSTILE in text
    assert "“he”: assert" in text
    assert "1 report of 1 origin" in text
    assert Read(as_html(HOSTILE)).tags == {"pre"}


def test_evidence_is_marked_in_its_passage(hostile: View) -> None:
    (quote,) = hostile.each(Quote)
    page = as_html(show(hostile, quote.id))
    assert '<blockquote lang="en"><mark>&lt;script&gt;' in page
    assert "</mark> he said." in page


def test_stores_and_views_tell_what_is_in_them(sample_store: Path) -> None:
    with open_store(sample_store) as store:
        assert "Store sample.kawat" in as_html(store)
        with store.view("2022-01-21") as view:
            assert "View, as of 2022-01-21" in Read(as_html(view)).text
        assert Read(as_html(view)).text == "View, closed: it ends with its 'with' block"
        with store.view() as view:
            counts = view.counts()
            assert f"quote{counts['quote']:,}event{counts['event']:,}" in Read(as_html(view)).text
            for ask in (listing.sayings, listing.stories, happenings, claims, disagreements, commitments):
                page = Read(as_html(ask(view, limit=2)))
                assert "2 shown; all in " in page.text
                assert "; there are more" in page.text


def test_a_store_that_is_gone_says_so(tmp_path: Path) -> None:
    path = tmp_path / "gone.kawat"
    store = open_store(path, create=True)
    path.unlink()
    assert "Store gone.kawat: " in as_html(store)


def test_ipython_is_told_once_it_runs(hostile: View) -> None:
    show_in_notebook()
    shell = InteractiveShell()
    try:
        load_ipython_extension(shell)
        html = shell.display_formatter.formatters["text/html"]
        (quote,) = hostile.each(Quote)
        assert html(quote) == as_html(quote)
        assert html(hostile) == as_html(hostile)
        assert html("a string") is None
        assert {each.__name__ for each in SHOWN} >= {"SqliteStore", "SqlView", "Record", "Listing"}
    finally:
        shell.history_manager.end_session()
        InteractiveShell.clear_instance()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_worked_notebook_runs(
    path: Path, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sample_store, tmp_path / "sample.kawat")
    source = str(Path(kawat.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "kept without outputs"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    tables = [output for output in outputs if "text/html" in output.get("data", {})]
    assert len(tables) >= 2
    assert "<caption>View</caption>" in tables[0]["data"]["text/html"]
    assert any("origin" in output.get("text", "") for output in outputs if output["output_type"] == "stream")


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 3
    assert "IPython" in sys.modules
