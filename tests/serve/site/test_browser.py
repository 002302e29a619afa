"""A copy in a browser, from a disk and a web server: its scripts run, nothing is fetched elsewhere."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from copies import parsed

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium without a window."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with driver.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tells nothing."""


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, copied: Path) -> Iterator[str]:
    """The address of the copy."""
    if request.param == "file":
        yield f"{copied.as_uri()}/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(copied))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Any, base: str) -> Iterator[Any]:
    """A page on which nothing may go wrong, nor be asked from elsewhere."""
    faults: list[str] = []
    opened = browser.new_page()
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("requestfailed", lambda asked: faults.append(asked.url))
    opened.on("request", lambda asked: asked.url.startswith(base) or faults.append(asked.url))
    yield opened
    opened.close()
    assert faults == []


def test_a_passage_opens_marked(page: Any, base: str, copied: Path) -> None:
    (event, *_) = sorted((copied / "events").iterdir())
    (passage,) = parsed(event).xpath("//blockquote/a/@href")[:1]
    page.goto(f"{base}events/{event.name}")
    page.click("blockquote a")
    page.wait_for_selector("mark.lit")
    assert page.url.endswith(passage.removeprefix(".."))
    page.click(".margin .entry .words a >> nth=-1")
    assert page.locator(".margin .entry.lit").count() == 1


def test_characters_of_no_record_open_marked(page: Any, base: str, copied: Path) -> None:
    report = sorted((copied / "reports").iterdir())[0]
    page.goto(f"{base}reports/{report.name}#c1-4")
    page.wait_for_selector("mark.lit")
    words = "".join(page.locator("mark.lit").all_text_contents())
    (received,) = parsed(report).xpath("//*[@class='received']")
    assert words == received.text_content()[1:4]


def test_the_timeline_narrows(page: Any, base: str) -> None:
    page.goto(f"{base}timeline.html")
    before = page.locator("[data-list] li:visible").count()
    page.fill(".tools input >> nth=0", "2022-01-24")
    assert 0 < page.locator("[data-list] li:visible").count() < before
    assert page.locator(".tools a").count() == 0


def test_the_font_of_the_desk_is_there_and_dark_is_dark(page: Any, base: str) -> None:
    page.goto(f"{base}id/index.html")
    assert page.evaluate("document.fonts.ready.then(all => [...all].some(font => font.status == 'loaded'))")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.check("#top-dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
