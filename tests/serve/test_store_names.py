"""STORE is a path or an address, in every command; who may open an address is never printed."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import kawat, refused
from kawat.errors import QueryError, StoreError
from kawat.serve import logs
from kawat.serve.cli import main
from kawat.serve.web.problems import unnamed
from kawat.store.address import is_address, shown

ADDRESS = "postgresql://reader:s3cret@db.example:5432/news?sslmode=require"
WORDS = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1)
# a value in an address ends before these
VALUES = st.text(st.characters(codec="ascii", min_codepoint=33, exclude_characters="&"), min_size=1)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (ADDRESS, "postgresql://db.example:5432/news?sslmode=require"),
        ("postgresql://db/news", "postgresql://db/news"),
        ("postgresql:///news?host=/run&password=s3cret&port=1", "postgresql:///news?host=/run&password=...&port=1"),
        ("postgresql://a,b/news?user=x&password=s3cret", "postgresql://a,b/news?user=x&password=..."),
        (f"{ADDRESS}: it is gone; see {ADDRESS}",
         "postgresql://db.example:5432/news?sslmode=require: it is gone;"
         " see postgresql://db.example:5432/news?sslmode=require"),
        ("postgresql://u:p@s3cret@[::1]:1/n", "postgresql://[::1]:1/n"),
        ("postgresql://u:a/b?c#d'e\"f@db/news", "postgresql://db/news"),
        ("'postgresql://u:x@db/news' is gone", "'postgresql://db/news' is gone"),
        ("postgresql://db/news?password=a@b&port=1", "postgresql://...&port=1"),
        ("host=db user=x password='s3 cret' port=1", "host=db user=x password=... port=1"),
        ("file:///home/me@work/feed.xml", "file:///home/me@work/feed.xml"),
        ("crisis.kawat", "crisis.kawat"),
        ("mail me@example.org, or https://example.org/@me", "mail me@example.org, or https://example.org/@me"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_who_may_open_it(given: str, told: str) -> None:
    assert shown(given) == told


@given(WORDS, WORDS)
def test_no_password_is_shown(user: str, password: str) -> None:
    told = shown(f"before postgresql://{user}:s3cret{password}@db/news after")
    assert "s3cret" not in told
    assert told in ("before postgresql://db/news after", "before postgresql://... after")


@given(VALUES)
def test_no_password_behind_the_name_is_shown(password: str) -> None:
    told = shown(f"before postgresql://db/news?password={password}&port=1 after")
    assert told.removeprefix("before postgresql://db/news?password=...") in ("&port=1 after", " after") or (
        told == "before postgresql://...&port=1 after"
    )


@given(WORDS)
def test_no_password_is_shown_in_the_words_of_libpq(password: str) -> None:
    quoted = password.replace("\\", "\\\\").replace("'", "\\'")
    for written in (f"password='{quoted} {quoted}'", f"password = '{quoted}'"):
        assert shown(f"host=db {written} port=1").partition("...")[2] == " port=1"


@given(st.lists(WORDS).map(" ".join))
def test_what_has_been_left_out_stays_so(text: str) -> None:
    told = shown(f"{shown(ADDRESS)}&password=s3cret: {text}")
    assert told.startswith("postgresql://db.example:5432/news?sslmode=require&password=...")
    assert shown("postgresql:///news?password=...: gone") == "postgresql:///news?password=...: gone"


@pytest.mark.parametrize("command", [name for name in main.commands])
def test_a_command_that_takes_a_store_takes_an_address(command: str) -> None:
    for parameter in main.commands[command].params:
        if isinstance(parameter, click.Argument) and parameter.name == "store":
            assert parameter.type.convert(ADDRESS, parameter, None) == ADDRESS
            break


@pytest.mark.parametrize(
    "words",
    [
        ["reports"],
        ["timeline"],
        ["summary"],
        ["show", "abc"],
        ["judge", "wrong", "abc"],
        ["export"],
        ["serve", "--get", "/"],
        ["watch", "--once"],
        ["mcp"],
    ],
    ids=lambda words: words[0],
)
def test_what_cannot_be_opened_is_told_without_its_password(words: list[str]) -> None:
    name, *rest = words
    # nobody knows this kind of store
    told = refused(name, ADDRESS.replace("postgresql", "odd"), *rest)
    assert "odd://db.example:5432/news" in told
    assert "s3cret" not in told
    assert "reader" not in told


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "is a folder" in kawat("reports", tmp_path, status=2).stderr


def test_a_summary_leads_on_without_a_password(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    from kawat.ask.summary import summarise
    from kawat.serve.cli.summary import _questions, print_summary
    from kawat.store import open_store

    with open_store(store) as opened, opened.view() as view:
        told = summarise(view)
    print_summary(told, ADDRESS, _questions(told, ADDRESS))
    out = capsys.readouterr().out
    assert "kawat commitments postgresql://db.example:5432/news" in out
    assert "s3cret" not in out


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_log_has_none(form: logs.Form) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs._FORMS[form]())
    record = logging.LogRecord("kawat", logging.ERROR, "", 0, "%s: gone", (ADDRESS,), None)
    record.kawat = {"store": ADDRESS}
    handler.emit(record)
    assert stream.getvalue().count("postgresql://db.example") == 2
    assert "s3cret" not in stream.getvalue()
    if form == "json":
        assert json.loads(stream.getvalue())["level"] == "error"


@given(WORDS, st.sampled_from(["json", "text"]))
def test_a_log_has_none_whatever_it_is_made_of(password: str, form: logs.Form) -> None:
    address = f"postgresql://reader:s3cret{password}@db/news"
    record = logging.LogRecord("kawat", logging.ERROR, "", 0, "gone", (), None)
    record.kawat = {"store": address, "stores": [address], "named": {"one": {address}}}
    told = logs._FORMS[form]().format(record)
    assert "s3cret" not in told
    if form == "json" and "password=" not in password.lower():
        assert json.loads(told)["stores"] == ["postgresql://db/news"]


def test_readers_are_not_told_where_the_store_is() -> None:
    for name, folder in (("crisis.kawat", "/home/me/our files/"), (shown(ADDRESS), ""), ("c.kawat", "")):
        error = unnamed(StoreError(f"{folder}{name}: the disk is full: 'kawat add {name}'"), name)
        assert (type(error), str(error)) == (StoreError, "the disk is full: 'kawat add the store'")
    said = StoreError("db: it is gone (host 10.0.0.7, user ani)", plain="db: it is gone")
    for store in ("db", "elsewhere"):
        assert str(unnamed(said, store)).endswith("it is gone")
    inside = unnamed(StoreError("cannot open '/home/me/crisis.kawat' here"), "crisis.kawat")
    assert str(inside) == "cannot open 'the store' here"
    asked = QueryError("there is no filter 'x'")
    assert unnamed(asked, "crisis.kawat") is asked
    assert is_address(ADDRESS)
    assert not is_address("crisis.kawat")
