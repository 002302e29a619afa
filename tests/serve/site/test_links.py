"""`kawat export --to html`: in a copy every link leads somewhere, and everything is led to."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import kawat
from copies import dead, links, pages, parsed, target
from kawat.records import Event, Figure, Quote, Report
from kawat.serve.site.names import page_name
from kawat.store import open_store


def reached(folder: Path, start: str = "index.html") -> set[Path]:
    """The pages to which somebody gets who begins at one."""
    found, open_ = set(), [(folder / start).resolve()]
    while open_:
        page = open_.pop()
        if page in found or page.suffix != ".html":
            continue
        found.add(page)
        open_ += [target(link) for link in links(page)]
    return found


def check(folder: Path) -> None:
    """No link of any page is dead, and every page is reached from the first."""
    faults = [(link, why) for page in pages(folder) for link in links(page) if (why := dead(folder, link))]
    assert faults == []
    assert reached(folder) == {page.resolve() for page in pages(folder)}


def test_no_link_is_dead_and_no_page_is_lost(copied: Path) -> None:
    check(copied)


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "2022-01-20"],
        ["--type", "THREATEN", "--lang", "id"],
        ["--actor", "FJI", "--min-origins", "2"],
        ["--as-of", "2022-01-22"],
        ["--language", "id", "--lang", "id", "--lang", "en"],
        ["--publisher", "nobody"],
        ["--act", "deny", "--lang", "en"],
    ],
    ids=lambda options: "".join(options[:2]),
)
def test_no_link_is_dead_where_much_is_left_out(wild: Path, tmp_path: Path, options: list[str]) -> None:
    kawat("export", wild, "--to", "html", *options, "-o", tmp_path / "copy")
    check(tmp_path / "copy")


def test_every_record_has_a_page_in_both_languages(wild: Path, copied: Path) -> None:
    with open_store(wild) as store, store.view() as view:
        for kind, name in ((Report, "reports"), (Quote, "quotes"), (Event, "events"), (Figure, "figures")):
            for record in view.each(kind):
                for root in (copied, copied / "id"):
                    assert (root / page_name(name, record.id)).is_file()


def test_a_list_goes_on_and_back(copied: Path) -> None:
    seen, page = [], copied / "events.html"
    while True:
        seen += parsed(page).xpath("//ol[@class='entries']/li/@id")
        onward = parsed(page).xpath("//a[@rel='next']/@href")
        if not onward:
            break
        following = page.parent / onward[0]
        assert parsed(following).xpath("//a[@rel='prev']/@href") == [page.name]
        page = following
    assert page.name != "events.html"
    with_pages = {path.stem for path in (copied / "events").iterdir()}
    assert len(seen) == len(set(seen))
    assert {*seen} == with_pages


def test_a_page_leads_to_itself_in_the_other_language(copied: Path) -> None:
    for name in ("index.html", "quotes.html", "actors/FJI_.html"):
        (other,) = parsed(copied / name).xpath("//a[@hreflang='id'][1]/@href")[:1]
        there = (copied / name).parent / other
        assert there.resolve() == (copied / "id" / name).resolve()
        assert parsed(there).get("lang") == "id"


def test_what_is_left_out_is_not_linked_and_is_told(wild: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    told = kawat("export", wild, "--to", "html", "--type", "THREATEN", "-o", folder).stderr
    assert "left out, since they cannot be filtered so:" in told
    assert not (folder / "quotes.html").exists()
    assert not (folder / "quotes").exists()
    reader = next((folder / "reports").iterdir())
    assert parsed(reader).xpath("//a[not(@href)]")
    (about,) = parsed(folder / "about.html").xpath("//main")
    assert "Quotes" in about.text_content()
    assert "THREATEN" in about.text_content() or "threaten" in about.text_content()
