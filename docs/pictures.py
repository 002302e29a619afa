"""Takes the pictures of docs/PICTURES.md: every page of the desk on the sample, light, dark and on a phone.

usage: python docs/pictures.py [NAME ...]

With names only these are taken. Needs `pip install 'kawat[serve]' playwright` and a Chromium on the path.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from kawat.serve.web.resources import RESOURCES

HERE = Path(__file__).parent
# a day in the middle of what the sample tells: something is due, something was broken, reports disagree
DAY = "2022-02-16"
STARTED_WITHIN = 60
QUALITY = 62

# one sentence that reports bear out, one that they contradict, one of which they tell nothing
CHECKED = (
    "Blinken met Lavrov in Geneva on 21 January 2022."
    " More than 250,000 Russian troops encircle Ukraine from Russia and Belarus."
    " The volcano erupted in July."
)
ASKED = {
    "today": f"as_of={DAY}",
    "search": "q=jawaban+tertulis",
    "verify": f"text={CHECKED.replace(' ', '+')}",
    "brief": "since=2022-02-01",
}
"""With what a page is asked that would else be nearly empty."""
ITEMS = {
    "reports": "language=en&since=2022-02-15",
    "quotes": "actor=joe-biden&act=deny",
    "commitments": "outcome=met",
    "happenings": "min_origins=2",
    "sayings": "min_origins=2",
    "claims": "min_origins=2",
    "disagreements": "moves=false",
    "stories": "min_origins=2",
}
"""Which item of a list is shown: the first of these."""


_LINES = {
    "reports": "A report as it was received: zones dimmed, every record marked and listed beside it.",
    "actors": "The dossier of an actor: names, offices, promises, what it says, does and is told, with whom.",
}


class Shown(NamedTuple):
    """A page of the desk: its name among the pictures, its title, its address, and what it tells."""

    name: str
    title: str
    path: str
    told: str


class Look(NamedTuple):
    """How a page is looked at: the size in CSS pixels, how many dots make one, and in which light.

    `share`: how much of the width its pictures take where they stand side by side, in percent.
    """

    name: str
    width: int
    height: int
    dots: float
    light: str
    share: int


LOOKS = (
    Look("light", 1280, 900, 1, "light", 42),
    Look("dark", 1280, 900, 1, "dark", 42),
    Look("phone", 390, 844, 1.5, "light", 14),
)


def chromium() -> str | None:
    """Where the browser is, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def launched(playwright: Playwright) -> Browser:
    """The browser without a window."""
    return playwright.chromium.launch(executable_path=chromium())


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address at which `kawat serve` serves a store, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "kawat", "serve", str(store), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()
            server.communicate()


def _wait(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/reports.json?limit=1"):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"the desk did not start at {address}")


def pages(address: str) -> list[Shown]:
    """Every page of the table of addresses, and one item of each kind that the store has."""
    found = []
    for one in RESOURCES:
        asked = ASKED.get(one.name, "")
        found.append(Shown(one.name, one.title, f"{one.path}{'?' if asked else ''}{asked}", one.told))
        if one.item is None or one.kind is None:
            continue
        listed = ask(address, f"/{one.name}.json?limit=1&{ITEMS.get(one.name, '')}")["records"]
        kind = one.kind.__name__
        lines = _LINES.get(one.name, f"One {kind.lower()} with its evidence, and how it was made.")
        found += [Shown(f"{one.name}-one", kind, f"{one.path}/{item['id']}", lines) for item in listed]
    copied = next(copy for copy in ask(address, "/families.json?limit=1")["records"])
    both = [member["report"] for member in copied["members"] if member["report"] != copied["report"]]
    beside = f"/reports/{copied['report']}?beside={both[0]}"
    return [
        *found,
        Shown("beside", "Side by side", beside, "A report and its copy: what is in both is numbered alike."),
        Shown("docs", "Addresses for programs", "/docs", "What programs may ask, and how."),
        Shown("nothing", "Nothing here", "/nothing-here", "What an address that is not there answers."),
    ]


def ask(address: str, path: str) -> dict[str, list[dict[str, object]]]:
    """The JSON of an address."""
    with urlopen(f"{address}{path}") as answer:
        return json.load(answer)


def looked(browser: Browser, address: str, look: Look, **options: Any) -> BrowserContext:
    """A browser that looks at the desk so; the same on every machine."""
    return browser.new_context(
        **options,
        base_url=address,
        viewport={"width": look.width, "height": look.height},
        device_scale_factor=look.dots,
        color_scheme=look.light,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )


def taken(page: Page) -> bytes:
    """What the window shows, as WebP."""
    page.evaluate("document.fonts.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    session.detach()
    return base64.b64decode(shot["data"])


def _image(one: Shown, look: Look) -> str:
    source = f"pictures/{one.name}-{look.name}.webp"
    return f'<img src="{source}" width="{look.share}%" alt="{one.title}, {look.name}">'


def told(shown: Sequence[Shown]) -> str:
    """The page that shows the pictures."""
    lines = [
        "<!-- made by docs/pictures.py, like the pictures -->",
        "# Pictures of the desk",
        "",
        "Every page on the sample (`kawat demo`), light, dark and on a phone. Its outlets are invented.",
    ]
    for one in shown:
        lines += ["", f"## {one.title}", "", one.told, ""]
        lines += [_image(one, look) for look in LOOKS]
    return "\n".join(lines) + "\n"


def main(names: Sequence[str]) -> int:
    """Takes all pictures, or those named."""
    folder = HERE / "pictures"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.webp") if not names else ():
        old.unlink()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        store = Path(made) / "sample.kawat"
        subprocess.run([sys.executable, "-m", "kawat", "demo", str(store)], check=True, capture_output=True)
        with served(store) as address, launched(playwright) as browser:
            shown = pages(address)
            for look in LOOKS:
                with looked(browser, address, look) as context, context.new_page() as page:
                    for one in shown:
                        if names and one.name not in names:
                            continue
                        page.goto(one.path, wait_until="networkidle")
                        (folder / f"{one.name}-{look.name}.webp").write_bytes(taken(page))
    (HERE / "PICTURES.md").write_text(told(shown), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
