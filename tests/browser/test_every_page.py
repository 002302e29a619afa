"""Every page of the desk: found in the table of addresses, so that a new one is tested by itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from docs.pictures import LOOKS, Shown, looked, pages
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from kawat.serve.web.resources import RESOURCES
from watching import Watch

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")
ITEMS = [f"{one.name}-one" for one in RESOURCES if one.item is not None]
NAMES = [*(one.name for one in RESOURCES), *ITEMS, "beside", "docs", "nothing"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
# one list is as good as a long one, and tried in less time
_FEW = {one.name for one in RESOURCES if "limit" in one.parameters}

_RUN = """options => axe.run({resultTypes: ["violations"], preload: false, ...options})
    .then(found => found.violations.map(({id, impact, nodes}) =>
        ({id, impact, nodes: nodes.map(node => node.html.slice(0, 200))})))"""
_WIDER = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll"))
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def shown(address: str) -> dict[str, Shown]:
    """Every page, by its name."""
    return {one.name: one for one in pages(address)}


@pytest.fixture(scope="module")
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """One window's surroundings for all pages: nothing is kept from one to the next."""
    with looked(browser, address, LOOKS[0]) as context:
        context.add_init_script(AXE)
        yield context


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def watch(context: BrowserContext, address: str) -> Watch:
    return Watch(context, address)


def test_the_names_are_those_of_all_pages(shown: dict[str, Shown]) -> None:
    assert set(shown) <= set(NAMES)
    # the sample has no stage that failed, and nobody judged it
    assert set(NAMES) - set(shown) == {"failures-one"}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound(name: str, window: Page, shown: dict[str, Shown], watch: Watch) -> None:
    if name not in shown:
        pytest.skip("the sample has none of these")
    watch.faults.clear()
    path = shown[name].path
    faults = []
    for language in ("en", "id"):
        opens(window, asking(path, name, language), 404 if name == "nothing" else 200)
        # words differ between languages, colours do not
        faults += axe(window, {"rules": {"color-contrast": {"enabled": language == "en"}}})
        faults += too_wide(window, DESK) + too_wide(window, PHONE)
    window.set_viewport_size(DESK)
    window.emulate_media(color_scheme="dark")
    faults += axe(window, {"runOnly": ["color-contrast"]})
    window.emulate_media(color_scheme="light")
    expected = ["console: Failed to load resource: the server responded with a status of 404 (Not Found)"] * 2
    assert faults == []
    assert watch.faults == (expected if name == "nothing" else [])


def test_what_is_not_sound_is_found(window: Page, watch: Watch) -> None:
    window.goto("/failures")
    window.evaluate("""() => {
        const main = document.querySelector("main");
        main.append(Object.assign(document.createElement("input"), {type: "text"}));
        const pale = main.appendChild(document.createElement("mark"));
        pale.textContent = "hardly to be read".repeat(9);
        pale.style.color = "#fff";
        pale.style.whiteSpace = "nowrap";
        main.append(Object.assign(document.createElement("img"), {src: "http://203.0.113.1/", alt: "spy"}));
    }""")
    watch.faults.clear()
    assert {fault.partition(":")[0] for fault in axe(window, {})} == {"label", "color-contrast"}
    assert too_wide(window, PHONE)
    window.set_viewport_size(DESK)
    window.evaluate("document.querySelector('main').setAttribute('onclick', 'alert(1)')")
    window.wait_for_function("() => true")
    assert any("Content Security Policy" in fault for fault in watch.faults)


def asking(path: str, name: str, language: str) -> str:
    """The address in a language, with a few lines of a list."""
    few = "&limit=8" if name in _FEW else ""
    return f"{path}{'&' if '?' in path else '?'}lang={language}{few}"


def opens(window: Page, path: str, status: int) -> None:
    """Opens a page, which must be answered so and under a strict policy."""
    answer = window.goto(path)
    assert answer is not None
    assert answer.status == status
    policy = answer.headers["content-security-policy"]
    assert "unsafe-" not in policy
    assert policy.startswith("default-src 'none'")


def axe(window: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds that keeps somebody from reading."""
    found = window.evaluate(_RUN, options)
    return [f"{one['id']}: {one['nodes'][:3]}" for one in found if one["impact"] in SERIOUS]


def too_wide(window: Page, size: ViewportSize) -> list[str]:
    """What makes a reader scroll sideways in a window of that size."""
    window.set_viewport_size(size)
    wide = window.evaluate("document.documentElement.scrollWidth")
    if wide <= size["width"]:
        return []
    return [f"{wide} pixels wide in {size['width']}: {window.evaluate(_WIDER)}"]
