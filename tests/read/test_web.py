"""Visiting the web: within limits, politely, and with a word to do when a page cannot be had."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from kawat.errors import ReadError
from kawat.read.web import Web
from kawat.settings import Settings
from websites import Answer, Site, running, visiting

BODY = b"<html>" + b"words " * 200
GZIP = {"Content-Encoding": "gzip"}


class Clock:
    """Notes how long was waited, and waits not at all."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(visiting()) as web:
        yield web


def refused(web: Web, url: str) -> str:
    with pytest.raises(ReadError) as caught:
        web.get(url)
    return str(caught.value)


def test_a_page_comes_with_what_the_server_says_of_it(site: Site, web: Web) -> None:
    site.pages["/a"] = Answer(
        BODY, "text/html; charset=ISO-8859-2", headers={"ETag": '"7"', "Last-Modified": "x"}
    )
    page = web.get(site.url("/a#part"))
    assert (page.body, page.media, page.charset) == (BODY, "text/html", "iso-8859-2")
    assert (page.etag, page.modified, page.unchanged) == ('"7"', "x", False)
    assert page.url == site.url("/a")
    assert datetime.fromisoformat(page.retrieved) - datetime.now(UTC) < timedelta(seconds=5)


def test_a_page_that_is_as_it_was_is_not_sent_again(site: Site, web: Web) -> None:
    def page(headers: Mapping[str, str]) -> Answer:
        known = headers.get("if-none-match") == '"7"' and headers.get("if-modified-since") == "then"
        return Answer(status=304) if known else Answer(BODY)

    site.pages["/a"] = page
    assert web.get(site.url("/a"), '"7"', "then").unchanged
    assert not web.get(site.url("/a"), '"6"', "then").unchanged


@pytest.mark.parametrize(
    ("coding", "packed"),
    [("gzip", gzip.compress(BODY, mtime=0)), ("deflate", zlib.compress(BODY)), ("identity", BODY),
     ("deflate", zlib.compress(BODY, wbits=-15)),
     ("gzip", gzip.compress(BODY[:9], mtime=0) + gzip.compress(BODY[9:], mtime=0))],
)  # fmt: skip
def test_a_packed_page_is_unpacked(site: Site, web: Web, coding: str, packed: bytes) -> None:
    site.pages["/a"] = Answer(packed, headers={"Content-Encoding": coding})
    assert web.get(site.url("/a")).body == BODY


def test_a_bomb_is_refused_without_being_unpacked(site: Site) -> None:
    site.pages["/bomb"] = Answer(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    site.pages["/two"] = Answer(
        gzip.compress(gzip.compress(bytes(50_000_000))), headers={"Content-Encoding": "gzip, gzip"}
    )
    site.pages["/large"] = Answer(bytes(100_001))
    site.pages["/just"] = Answer(bytes(100_000))
    with Web(visiting(largest_download=100_000)) as web:
        for path in ("/bomb", "/two", "/large"):
            assert refused(web, site.url(path)) == (
                "it is larger than 100,000 bytes: raise the setting 'largest_download'"
            )
        assert len(web.get(site.url("/just")).body) == 100_000


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(b"junk", headers=GZIP), "its packing is damaged"),
        (Answer(gzip.compress(BODY, mtime=0)[:-9], headers=GZIP), "its packing ends too early"),
        (Answer(BODY, headers={"Content-Encoding": "rot13"}), "it is packed as 'rot13', known are identi"),
        (Answer(BODY, promise=99_999), "it cannot be reached|no whole answer"),
        (Answer(status=404), "the server answers 404 Not Found: check the address"),
        (Answer(status=410), "410 Gone: it is gone: an archive of the web may have it"),
        (Answer(status=401), "401 Unauthorized: it wants a login: save the page in your browser"),
        (Answer(status=403), "403 Forbidden: it does not want programs: save the page in your browser"),
        (Answer(status=500), "500 Internal Server Error: try again later"),
        (Answer(status=503), "503 Service Unavailable: try again later"),
        (Answer(status=599), "the server answers 599: try again later"),
        (Answer(status=204), "the server answers 204 No Content: try again later"),
        (Answer(status=302), "the server answers 302 Found without an address: try again later"),
        (Answer(status=302, headers={"Location": "http://a:b/"}), "it leads on to what is no address of"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "only http and https addresses"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_says_what_to_do(site: Site, answer: Answer, error: str) -> None:
    site.pages["/a"] = answer
    with Web(visiting(timeout_seconds=1)) as web:
        with pytest.raises(ReadError, match=error):
            web.get(site.url("/a"))
        site.pages["/b"] = Answer(BODY)
        assert web.get(site.url("/b")).body == BODY


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "ftp://a/b", "http://[::", "http://a b/", "http://\0/"]
)
def test_what_is_no_address_is_told(web: Web, url: str) -> None:
    assert "address" in refused(web, url)


def test_an_address_where_nobody_answers_is_told(web: Web) -> None:
    assert refused(web, "http://127.0.0.1:1/").startswith("it cannot be reached (")


def test_redirects_are_followed_each_as_it_stands(site: Site, web: Web) -> None:
    for number, status in enumerate((301, 302, 303, 307, 308)):
        site.pages[f"/{number}"] = Answer(status=status, headers={"Location": f"{number + 1}?q=ä"})
        site.pages[f"/{number}?q=%C3%A4"] = site.pages[f"/{number}"]
    site.pages["/5?q=%C3%A4"] = Answer(BODY)
    assert web.get(site.url("/0")).url == site.url("/5?q=%C3%A4")


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.pages["/b"] = Answer(status=302, headers={"Location": "/a"})
    with Web(visiting(most_redirects=3)) as web:
        assert refused(web, site.url("/a")) == "it leads on more than 3 times: give the address where it ends"
    assert site.paths() == ["/a", "/b", "/a", "/b"]


def test_a_redirect_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public, the one it leads to does not."""
    monkeypatch.setattr("kawat.read.connect.is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = Answer(status=302, headers={"Location": site.url("/b", "127.0.0.2")})
    site.pages["/b"] = Answer(BODY)
    with Web(visiting(allow_private=False)) as web:
        assert "'127.0.0.2' is 127.0.0.2, an address of a private network" in refused(web, site.url("/a"))
    assert site.paths() == ["/a"]


def test_an_answer_that_drips_is_cut_off(site: Site) -> None:
    site.pages["/a"] = Answer(BODY, drip=0.1)
    with Web(visiting(timeout_seconds=0.5)) as web:
        began = time.monotonic()
        assert refused(web, site.url("/a")) == (
            "no whole answer in 0.5 seconds: try again later, or raise the setting 'timeout_seconds'"
        )
        assert time.monotonic() - began < 60


def test_robots_are_asked_once_and_obeyed(site: Site, web: Web) -> None:
    rules = b"User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /no\nAllow: /no/but\n"
    site.pages["/robots.txt"] = Answer(rules, "text/plain")
    for path in ("/a", "/no/but", "/no/way"):
        site.pages[path] = Answer(BODY)
    site.pages["/leads"] = Answer(status=302, headers={"Location": "/no/way"})
    asks = "the site's robots.txt asks not to fetch it: save the page and read the file"
    assert web.get(site.url("/a")).body == web.get(site.url("/no/but")).body == BODY
    assert refused(web, site.url("/no/way")) == refused(web, site.url("/leads")) == asks
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/no/but", "/leads"]
    with Web(visiting(robots=False)) as own:
        assert own.get(site.url("/no/way")).body == BODY


def test_robots_may_speak_of_us_by_name(site: Site, web: Web) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: kawat\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    site.pages["/a"] = Answer(BODY)
    assert "robots.txt asks not to" in refused(web, site.url("/a"))


@pytest.mark.parametrize(
    "robots",
    [
        Answer(status=404),
        Answer(status=403),
        Answer(bytes(range(256)) * 10),
        Answer(b"Disallow\n:::\nUser-agent\nCrawl-delay: soon\n" * 9),
        Answer(status=302, headers={"Location": "/robots.txt"}),
        Answer(status=301, headers={"Location": "/rules"}),
    ],
)
def test_without_rules_everything_may_be_fetched(site: Site, web: Web, robots: Answer) -> None:
    site.pages |= {"/robots.txt": robots, "/a": Answer(BODY), "/rules": Answer(b"User-agent: *\nAllow: /")}
    assert web.get(site.url("/a")).body == BODY


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_tell_its_rules_is_let_be(site: Site, web: Web, status: int) -> None:
    site.pages |= {"/robots.txt": Answer(status=status), "/a": Answer(BODY)}
    for _ in range(2):
        assert refused(web, site.url("/a")).startswith(f"the site's robots.txt cannot be had ({status} ")
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_long_robots_file_is_cut(site: Site, web: Web) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /no\n" + b"# words\n" * 100_000)
    site.pages["/a"] = Answer(BODY)
    assert web.get(site.url("/a")).body == BODY
    assert "asks not to fetch it" in refused(web, site.url("/no"))


def test_a_host_is_asked_no_more_often_than_it_wants(site: Site) -> None:
    site.pages |= {"/a": Answer(BODY), "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 7\n")}
    clock = Clock()
    with Web(visiting(delay_seconds=3), sleep=clock) as web:
        for _ in range(3):
            web.get(site.url("/a"))
        assert [round(seconds) for seconds in clock.waited] == [7, 7]
        web.get(site.url("/a", "localhost"))
        assert len(clock.waited) == 2
    with Web(visiting(delay_seconds=90), sleep=clock) as slower:
        for _ in range(2):
            slower.get(site.url("/a"))
    assert round(clock.waited[2]) == 90


def test_requests_really_wait(site: Site) -> None:
    site.pages["/a"] = Answer(BODY)
    with Web(visiting(delay_seconds=0.2)) as web:
        for _ in range(3):
            web.get(site.url("/a"))
    moments = [moment for moment, (path, _) in zip(site.times, site.asked, strict=True) if path == "/a"]
    assert all(after - before >= 0.2 for before, after in pairwise(moments))


def test_a_host_that_wants_to_be_let_be_for_long_is(site: Site) -> None:
    site.pages |= {"/a": Answer(BODY), "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 3600\n")}
    with Web(visiting(), sleep=Clock()) as web:
        web.get(site.url("/a"))
        assert refused(web, site.url("/a")) == (
            "its host wants to be left alone for 3600 seconds: try again then, or raise the setting "
            "'longest_wait_seconds'"
        )
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_time", [False, True])
def test_a_busy_host_is_asked_again_when_it_says(site: Site, status: int, as_time: bool) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=20)) if as_time else "20"
    answers = [Answer(status=status, headers={"Retry-After": when}), Answer(BODY)]
    site.pages["/a"] = lambda headers: answers.pop(0)
    clock = Clock()
    with Web(visiting(), sleep=clock) as web:
        assert web.get(site.url("/a")).body == BODY
    assert [seconds == pytest.approx(20, abs=4) for seconds in clock.waited] == [True]


def test_a_host_that_stays_busy_is_let_be(site: Site) -> None:
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": "20"})
    clock = Clock()
    with Web(visiting(), sleep=clock) as web:
        assert refused(web, site.url("/a")) == "the server answers 429 Too Many Requests: try again later"
        assert len(site.paths()) == 2
        site.pages["/b"] = Answer(BODY)
        web.get(site.url("/b"))
        assert [round(seconds) for seconds in clock.waited] == [20, 20]
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": "86400"})
    with Web(visiting(), sleep=clock) as web:
        for path in ("/a", "/b"):
            assert "left alone for 86400 seconds" in refused(web, site.url(path))
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": "when it rains"})
    with Web(visiting(), sleep=clock) as web:
        assert "429" in refused(web, site.url("/a"))


def test_offline_nothing_is_asked(site: Site) -> None:
    with Web(Settings(offline=True, allow_private=True)) as web:
        assert refused(web, site.url("/a")).startswith("nothing is fetched while 'offline' is set")
    assert site.asked == []


def test_servers_are_told_who_asks(site: Site) -> None:
    site.pages["/a"] = Answer(BODY)
    with Web(visiting(user_agent="Kawat (desk@paper.example)")) as web:
        web.get(site.url("/a"))
    assert {headers["user-agent"] for _, headers in site.asked} == {"Kawat (desk@paper.example)"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed but itself, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", path, "-out", f"{path}.crt"]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def test_only_a_trusted_certificate_for_the_name_will_do(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(context) as site:
        site.pages["/a"] = Answer(BODY)
        with Web(visiting()) as web:
            assert refused(web, site.url("/a", "localhost")).startswith("it cannot be reached (")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Web(visiting()) as web:
            assert web.get(site.url("/a", "localhost")).body == BODY
            assert refused(web, site.url("/a", "127.0.0.1")).startswith("it cannot be reached (")
