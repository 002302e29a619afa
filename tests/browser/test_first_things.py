"""The first things that a newcomer does, by what stands on the pages and not by how these are made."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs.pictures import DAY, LOOKS, looked, pages
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from watching import Watch

REPORT = "Biden says Russian pullback 'not yet verified' as Moscow announces return of units"
CHECKED = "Blinken met Lavrov in Geneva on 21 January 2022. The volcano erupted in July."


def lit(page: Page) -> Locator:
    """The marks in the text that the reader looks at now."""
    return page.locator("mark[aria-current]")


def lit_words(page: Page) -> str:
    """The characters that are lit, each once however many marks stand on them."""
    expect(lit(page).first).to_be_visible()
    told = lit(page).evaluate_all(
        "marks => marks.filter(one => !one.parentElement.closest('mark[aria-current]'))"
        ".map(one => one.textContent)"
    )
    return plain("".join(told))


def plain(text: str | None) -> str:
    """A text without its spaces, which a page may break otherwise."""
    return re.sub(r"\s+", "", text or "")


def contents(page: Page, name: str) -> None:
    """Goes to a page by the contents at its side."""
    page.get_by_role("navigation", name="Contents").get_by_role("link", name=name, exact=True).click()


def narrowed(page: Page, **fields: str) -> None:
    """Fills the form that narrows a list down, by the names of its fields."""
    page.get_by_text("Narrow down").first.click()
    for name, value in fields.items():
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_role("button", name="Show", exact=True).click()


def days(page: Page) -> Locator:
    """What the timeline is narrowed with."""
    return page.get_by_role("group", name="Days shown")


def opened_report(page: Page) -> None:
    """Opens the report of all of these tests from the list of reports."""
    page.goto("/reports?language=en")
    page.get_by_role("link", name=REPORT, exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REPORT)
    # what the marks do is loaded by now
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()


def test_follows_a_number_of_today_to_its_passage(page: Page) -> None:
    page.goto(f"/?as_of={DAY}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wednesday")
    told = page.get_by_role("region", name="What happened").get_by_role("listitem").first
    number, origins = re.findall(r"(\d+) reports? of (\d+) origin", told.inner_text())[0]
    told.get_by_role("link", name="Evidence").click()
    expect(page.get_by_role("heading", name="The passage")).to_be_visible()
    expect(page.get_by_text(f"{number} reports of {origins} origin").first).to_be_visible()
    tellers = page.get_by_role("region", name="Who tells it").get_by_role("listitem")
    expect(tellers).to_have_count(int(number))
    words = tellers.first.get_by_role("blockquote").inner_text()
    tellers.first.get_by_role("blockquote").get_by_role("link").click()
    assert plain(words) in lit_words(page)


def test_finds_who_said_what(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox", name="Search all reports").fill("not yet verified")
    page.get_by_role("searchbox", name="Search all reports").press("Enter")
    page.get_by_role("link", name="in quotes").click()
    found = page.get_by_role("main").get_by_role("listitem").filter(has_text="Indeed, our analysts")
    assert found.get_by_role("mark").all_inner_texts()[:3] == ["not", "yet", "verified"]
    found.get_by_role("link", name="Evidence").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joe Biden")


def test_opens_a_quote_and_sees_its_characters_marked(page: Page) -> None:
    page.goto("/quotes?actor=joe-biden")
    quote = page.get_by_role("blockquote").nth(2)
    words = plain(quote.inner_text())
    quote.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/reports/\w+#c\d+-\d+$"))
    assert lit_words(page) == words.strip("“”")
    expect(lit(page).first).to_be_in_viewport()


def test_a_mark_shows_its_item_and_an_item_its_mark(page: Page) -> None:
    opened_report(page)
    margin = page.get_by_role("region", name="Found in this report")
    page.get_by_role("mark").filter(has_text="We have not yet verified").last.click(
        position={"x": 9, "y": 14}
    )
    item = margin.locator("[aria-current]").filter(has_text="We have not yet verified").first
    expect(item).to_be_in_viewport()
    expect(item).to_contain_text("Joe Biden")
    last = margin.get_by_role("listitem").last
    last.get_by_role("paragraph").nth(1).click()
    expect(last).to_have_attribute("aria-current", "true")
    expect(item).to_have_count(0)
    expect(lit(page).first).to_be_in_viewport()
    assert lit_words(page) == plain(last.get_by_role("paragraph").nth(1).inner_text())


def test_copies_a_citation(page: Page) -> None:
    opened_report(page)
    item = page.get_by_role("region", name="Found in this report").get_by_role("listitem").first
    item.get_by_role("button", name="Copy").click()
    expect(item.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    words = item.get_by_role("paragraph").nth(1).inner_text()
    assert copied.startswith(f"“{words}” — ")
    assert REPORT in copied
    page.goto(copied.rpartition(" ")[2])
    assert lit_words(page) == plain(words)


def test_narrows_the_timeline_by_actor_and_by_days(page: Page) -> None:
    page.goto("/timeline")
    shown = page.get_by_role("status")
    everything = int(shown.inner_text().split()[0])
    narrowed(page, Actor="USA")
    expect(page).to_have_url(re.compile(r"actor=USA"))
    expect(page.get_by_role("link", name="Actor: United States")).to_be_visible()
    of_one = int(shown.inner_text().split()[0])
    assert 0 < of_one < everything
    drawing = page.get_by_role("group", name=re.compile("What is told, by day:"))
    box = drawing.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=5)
    page.mouse.up()
    brushed = int(shown.inner_text().split()[0])
    assert 0 < brushed < of_one
    items = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("blockquote"))
    expect(items).to_have_count(brushed)
    first = days(page).get_by_label("From").input_value()
    page.get_by_role("link", name="Ask for these days only").click()
    expect(page).to_have_url(re.compile(f"actor=USA.*since={first}|since={first}.*actor=USA"))
    assert int(shown.inner_text().split()[0]) >= brushed


def test_shows_all_days_again(page: Page) -> None:
    page.goto("/timeline")
    shown = page.get_by_role("status")
    everything = shown.inner_text()
    days(page).get_by_label("From").fill("2022-01-20")
    expect(shown).not_to_have_text(everything)
    page.get_by_role("button", name="Show all days").click()
    expect(shown).to_have_text(everything)


def test_counts_all_reports_instead_of_independent_origins(page: Page) -> None:
    page.goto("/timeline")
    drawing = page.get_by_role("group", name=re.compile("What is told, by day:"))
    switch = page.get_by_role("button", name="Count all reports")
    expect(switch).to_have_attribute("aria-pressed", "false")
    before = drawing.screenshot()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert drawing.screenshot() != before
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert drawing.screenshot() == before


def test_opens_a_dossier_and_a_promise_in_the_ledger(page: Page) -> None:
    page.goto("/")
    contents(page, "Actors")
    page.get_by_role("link", name="Joe Biden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joe Biden")
    expect(page.get_by_role("region", name="Says").get_by_role("blockquote").first).to_be_visible()
    page.get_by_role("link", name="Open the ledger").click()
    expect(page.get_by_role("link", name="Actor: Joe Biden")).to_be_visible()
    met = (
        page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_text("met", exact=True)).first
    )
    met.get_by_role("link", name="Evidence").click()
    became = page.get_by_role("region", name="What became of it")
    expect(became).to_contain_text("met")
    became.get_by_role("blockquote").get_by_role("link").first.click()
    assert lit_words(page)


def test_compares_two_sides_of_a_disagreement(page: Page) -> None:
    page.goto("/")
    contents(page, "Disagreements")
    page.get_by_role("heading", level=3).get_by_role("link", name="troops: Russia").first.click()
    for told in ("up to 90,000 troops of Russia", "94,300 troops of Russia"):
        expect(page.get_by_text(told, exact=True)).to_be_visible()
    passages = page.get_by_role("link", name="passage 1")
    opened = []
    for number in range(2):
        passages.nth(number).click()
        opened.append(lit_words(page))
        page.go_back()
    assert all(map(str.__contains__, opened, ("90.000", "94.300"))), opened


def test_reads_a_report_beside_its_copy(page: Page) -> None:
    page.goto("/families")
    page.get_by_role("heading", level=3).get_by_role("link").first.click()
    page.get_by_role("link", name="Side by side").first.click()
    expect(page.get_by_text("passages are in both, and are numbered alike")).to_be_visible()
    page.wait_for_load_state("networkidle")
    left, right = (page.locator("[data-island=beside]").get_by_role("region").nth(side) for side in (0, 1))
    left.get_by_role("mark").nth(1).click()
    expect(left.locator("mark[aria-current]").first).to_be_visible()
    expect(right.locator("mark[aria-current]").first).to_be_in_viewport()
    page.get_by_role("link", name="Back to this report alone").click()
    expect(page.get_by_role("heading", name="Found in this report")).to_be_visible()


def test_reads_on_in_indonesian_and_back(page: Page) -> None:
    page.goto("/quotes?actor=joe-biden&act=deny")
    words = page.get_by_role("blockquote").all_inner_texts()
    assert words
    page.get_by_role("link", name="Bahasa Indonesia").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kutipan")
    assert page.get_by_role("blockquote").all_inner_texts() == words
    # the language stays on the way to another page
    page.get_by_role("navigation", name="Isi").get_by_role("link", name="Pelaku", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pelaku")
    page.go_back()
    page.get_by_role("link", name="English").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotes")
    assert page.get_by_role("blockquote").all_inner_texts() == words


def test_checks_two_sentences(page: Page) -> None:
    page.goto("/")
    contents(page, "Check a text")
    page.get_by_label("The text").fill(CHECKED)
    page.get_by_role("button", name="Check", exact=True).click()
    first, second = (
        page.get_by_role("main").get_by_role("listitem").filter(has_text=words).first
        for words in ("Blinken met Lavrov", "The volcano")
    )
    expect(first).to_contain_text("supported")
    expect(second).to_contain_text("not found")
    first.get_by_role("blockquote").first.get_by_role("link").click()
    assert lit_words(page)


def test_makes_a_briefing_and_follows_a_sentence_to_its_evidence(page: Page) -> None:
    page.goto("/")
    contents(page, "Briefing")
    narrowed(page, From="2022-02-10", Until="2022-02-16")
    expect(page).to_have_url(re.compile("since=2022-02-10"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("10 February")
    said = page.get_by_role("region", name="Who said what")
    said.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Found in this report")).to_be_visible()
    expect(lit(page).first).to_be_in_viewport()


def test_downloads_a_list_as_csv(page: Page, tmp_path: Path) -> None:
    page.goto("/quotes?actor=joe-biden&act=deny")
    words = {plain(told).strip("“”") for told in page.get_by_role("blockquote").all_inner_texts()}
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".csv", exact=True).click()
    assert waiting.value.suggested_filename.endswith(".csv")
    waiting.value.save_as(tmp_path / "quotes.csv")
    with (tmp_path / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {plain(row["words"]) for row in csv.DictReader(file)} == words


def test_goes_everywhere_by_keyboard(page: Page) -> None:
    page.goto("/quotes?actor=joe-biden")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, page.get_by_text("Narrow down"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Actor", exact=True)).to_be_visible()
    tab_to(page, page.get_by_role("blockquote").first.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(lit(page).first).to_be_in_viewport()
    item = page.get_by_role("region", name="Found in this report").get_by_role("listitem").last
    item.get_by_role("link").nth(-2).focus()
    page.keyboard.press("Enter")
    expect(item).to_have_attribute("aria-current", "true")
    page.goto("/timeline")
    tab_to(page, days(page).get_by_label("From"))
    # a month, a day and a year, as this browser's field asks for them
    shown = page.get_by_role("status").inner_text()
    page.keyboard.type("01202022")
    expect(page.get_by_role("status")).not_to_have_text(shown)
    tab_to(page, page.get_by_role("button", name="Count all reports"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Count all reports")).to_have_attribute("aria-pressed", "true")


def tab_to(page: Page, wanted: Locator, within: int = 60) -> None:
    """Presses Tab until something has the focus."""
    for _ in range(within):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


@pytest.fixture
def unscripted(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that runs no script."""
    with looked(browser, address, LOOKS[0], java_script_enabled=False) as context:
        watch = Watch(context, address)
        yield context
        assert watch.faults == []


def test_reads_without_scripts(unscripted: BrowserContext, address: str) -> None:
    page = unscripted.new_page()
    page.goto("/quotes?actor=joe-biden")
    page.get_by_text("Narrow down").click()
    page.get_by_label("From", exact=True).fill("2022-02-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("since=2022-02-01"))
    before = page.get_by_role("main").evaluate("one => getComputedStyle(one).color")
    page.get_by_role("radio", name="dark").first.check()
    assert page.get_by_role("main").evaluate("one => getComputedStyle(one).color") != before
    words = page.get_by_role("blockquote").first
    said = plain(words.inner_text()).strip("“”")
    words.get_by_role("link").click()
    expect(page).to_have_url(re.compile("#c"))
    marked = page.locator(":target + mark")
    expect(marked).to_be_in_viewport()
    # up to where another record begins: a browser without scripts lights one mark
    assert said.startswith(plain(marked.inner_text()))
    for one in pages(address):
        if one.name != "nothing":
            answer = page.goto(one.path)
            assert answer is not None
            assert answer.ok, one.path
            expect(page.get_by_role("heading", level=1)).to_be_visible()
