"""A desk on the sample, served as its users serve it, and a browser that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docs.pictures import LOOKS, chromium, launched, looked, served
from playwright.sync_api import Browser, Page, expect, sync_playwright

from watching import Watch

PATIENCE = 15_000
"""How many milliseconds something may take to appear: far more than it does, on a machine that is busy."""


@pytest.fixture(scope="session")
def address(sample_store: Path) -> Iterator[str]:
    """Where the desk is."""
    with served(sample_store) as address:
        yield address


# not for the session: while Playwright is open its event loop runs, and no other test could start one
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    if chromium() is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty window on a wide screen; nothing may leave the machine from it or be complained of."""
    with looked(browser, address, LOOKS[0]) as context:
        context.set_default_timeout(PATIENCE)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        watch = Watch(context, address)
        yield context.new_page()
        assert watch.faults == []
