"""Whatever is asked, the answer is never a fault of ours, and nothing of the machine gets out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from desk import Ask
from kawat.serve.web.parameters import parameters
from kawat.serve.web.resources import RESOURCES

NAMES = sorted(parameters())
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["2022-02-01", "9999-12-31", "0001-01-01", "1", "0", "true", "RUS", "-1", "1e9", "NaN"]),
    st.sampled_from(
        ['"', "OR", "a OR", "NEAR(a b)", "a*", "-a", "{title}: a", "a' OR '1'='1", "%", "\0", "\ud7ff"]
    ),
)
QUERIES = st.lists(st.tuples(st.sampled_from([*NAMES, "_extra", "x"]), VALUES), max_size=5)
PLACES = [
    *(one.path for one in RESOURCES),
    *(one.file(suffix) for one in RESOURCES for suffix in one.formats),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), query=QUERIES)
def test_no_query_is_a_fault_of_ours(ask: Ask, place: str, query: list[tuple[str, str]]) -> None:
    assert ask(f"{place}?{urlencode(query)}").status in (200, 400, 404)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.binary(max_size=60), path=st.text(max_size=30))
def test_no_bytes_are_a_fault_of_ours(ask: Ask, query: bytes, path: str) -> None:
    assert ask(f"/quotes.json?{quote(query, safe='&=%+')}").status in (200, 400)
    assert ask(f"/{quote(path)}").status in (200, 400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/desk.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/reports/../../../../etc/passwd",
        "/reports/..%2f..%2fetc%2fpasswd.json",
        "/quotes/%2fetc%2fpasswd",
        "/..%2f..%2fetc/passwd",
        "/%00",
        "/quotes/%00.json",
    ],
)
def test_no_path_leads_to_a_file(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert b"root:" not in answer.body
    assert b"import annotations" not in answer.body


@pytest.mark.parametrize(
    "attack",
    ["' OR '1'='1", "'; DROP TABLE report; --", "1) UNION SELECT sql FROM sqlite_master --", '" OR "" = "'],
)
def test_what_looks_like_sql_is_a_word_like_any_other(ask: Ask, store: Path, attack: str) -> None:
    before = store.read_bytes()
    for name in ("source", "publisher", "actor", "cursor", "q", "in", "type", "limit"):
        for resource in RESOURCES:
            answer = ask(f"{resource.file('json')}?{urlencode({name: attack})}")
            assert answer.status in (200, 400, 404)
            assert b"CREATE TABLE" not in answer.body
            if answer.status == 200 and resource.kind:
                assert b'"records":[]' in answer.body
    for resource in RESOURCES:
        if resource.item is not None:
            assert ask(f"/{resource.name}/{quote(attack, safe='')}.json").status == 404
    assert store.read_bytes() == before


def test_what_a_reader_types_is_written_as_text(ask: Ask) -> None:
    for path in ("/search?q={}", "/quotes?source={}", "/quotes/{}", "/{}", "/quotes?{}=1"):
        page = ask(path.format(quote("<script>alert(1)</script>\"'><img src=x>"))).body.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
