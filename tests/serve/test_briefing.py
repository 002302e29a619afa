"""Briefings of the sample: as they are to read, and as 'kawat verify' checks them, whole and falsified."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from commands import kawat, refused
from writers import answering, each

GOLDEN = Path(__file__).parent / "briefings"
LANGUAGES = ("en", "id")
PART = ("--since", "2022-01-10", "--until", "2022-01-25", "--most", "3")


@pytest.fixture(scope="module")
def briefings(sample_store: Path) -> dict[str, str]:
    """The briefing of the sample in each language, as Markdown."""
    return {code: kawat("brief", sample_store, "--lang", code).stdout for code in LANGUAGES}


def verdicts(store: Path, text: str, folder: Path, status: int = 0) -> list[dict[str, Any]]:
    """What 'kawat verify' says of a text, which must end with that status."""
    file = folder / "text.md"
    file.write_text(text, encoding="utf-8")
    told: list[dict[str, Any]] = json.loads(kawat("verify", store, file, "--json", status=status).stdout)
    return told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_briefing_of_the_sample(briefings: dict[str, str], language: str, update_gold: bool) -> None:
    file = GOLDEN / f"sample.{language}.md"
    if update_gold:
        file.write_text(briefings[language], encoding="utf-8")
    assert briefings[language] == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_borne_out_by_the_store(
    sample_store: Path, briefings: dict[str, str], language: str, tmp_path: Path
) -> None:
    found = verdicts(sample_store, briefings[language], tmp_path)
    assert {one["verdict"] for one in found} == {"supported", "nothing to check"}
    sentences = re.findall(r"(?m)^ *- ", briefings[language])
    assert sum(one["verdict"] == "supported" for one in found) == len(sentences)


FALSE = {
    "en": {
        "number": ("“More than 150,000 Russian troops”", "“More than 180,000 Russian troops”"),
        "name": ("visited Volodymyr Zelensky", "visited Dmytro Kuleba"),
        "day": ("On 14 January 2022, Jens Stoltenberg made", "On 15 January 2022, Jens Stoltenberg made"),
        "negation": ("“Kami tidak ada sangkut", "“Kami ada sangkut"),
        "speaker": ("According to Yuri Ushakov:", "According to Dmitry Peskov:"),
    },
    "id": {
        "number": ("“169.000 hingga 190.000 personel Rusia”", "“169.000 hingga 210.000 personel Rusia”"),
        "name": ("mengunjungi Volodymyr Zelensky", "mengunjungi Dmytro Kuleba"),
        "day": ("Pada 14 Januari 2022, Jens Stoltenberg", "Pada 14 Maret 2022, Jens Stoltenberg"),
        "negation": ("“Kami tidak ada sangkut", "“Kami ada sangkut"),
        "speaker": ("Menurut Oleksii Reznikov: “94.300", "Menurut Ben Wallace: “94.300"),
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_falsified_facts_and_nothing_else_are_refused(
    sample_store: Path, briefings: dict[str, str], language: str, tmp_path: Path
) -> None:
    text, false = briefings[language], []
    for told, changed in FALSE[language].values():
        assert text.count(told) == 1, told
        text = text.replace(told, changed)
        false.append(changed)
    found = verdicts(sample_store, text, tmp_path, status=1)
    refused_ = [
        one for one in found if one["verdict"] != "supported" and one["verdict"] != "nothing to check"
    ]
    assert len(refused_) == len(false)
    for changed in false:
        (one,) = (one for one in refused_ if changed.strip("“”") in one["text"])
        assert one["verdict"] == "contradicted"
        assert one["reasons"]


@pytest.mark.parametrize(
    ("told", "changed", "slot"),
    [
        ("“More than 150,000 Russian troops”", "“More than 15,000 Russian troops”", "number"),
        ("(6 reports of 2 origins)", "(6 reports of 5 origins)", "count"),
        ("due on 12 January 2022", "due on 12 February 2022", "day"),
        ("“it plans to attack its neighbour”", "“it never plans to attack its neighbour”", "negation"),
        ("Dmitry Peskov denied it", "Dmitry Peskov said it", "speaker"),
        ("; reported as done on 17 January 2022", "; reported as not kept on 17 January 2022", "negation"),
        ("the Nord Stream 2 gas pipeline", "the old Nord Stream 2 gas pipeline", "quote"),
    ],
)
def test_what_was_changed_is_named(
    sample_store: Path, briefings: dict[str, str], told: str, changed: str, slot: str, tmp_path: Path
) -> None:
    line = next(
        line for line in briefings["en"].splitlines() if told in line and line.lstrip().startswith("-")
    )
    (found,) = verdicts(sample_store, line.replace(told, changed), tmp_path, status=1)
    assert found["verdict"] == "contradicted"
    assert any(reason.startswith(f"{slot}: ") for reason in found["reasons"])


def test_small_words_may_differ(sample_store: Path, briefings: dict[str, str], tmp_path: Path) -> None:
    line = next(line for line in briefings["en"].splitlines() if "visited Volodymyr" in line)
    (found,) = verdicts(sample_store, line.replace("visited", "has visited"), tmp_path)
    assert found["verdict"] == "supported"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone(sample_store: Path, language: str) -> None:
    page = Page(kawat("brief", sample_store, "--lang", language, "--to", "html").stdout)
    assert not page.open
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    assert not any(name.startswith("on") or name == "style" for _, all_ in page.tags for name in all_)
    assert all((all_.get("href") or "#").startswith("#") for _, all_ in page.tags)
    targets = {all_.get("id") for _, all_ in page.tags}
    assert {(all_["href"] or "")[1:] for tag, all_ in page.tags if tag == "a"} <= targets
    assert {all_.get("lang") for tag, all_ in page.tags if tag == "span" and "lang" in all_} == {"en", "id"}
    policy = next(all_["content"] or "" for _, all_ in page.tags if "http-equiv" in all_)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_pdf(sample_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    kawat("brief", sample_store, *PART, "--to", "pdf", "--output", file)
    assert file.read_bytes().startswith(b"%PDF-")


def test_as_json(sample_store: Path) -> None:
    told = json.loads(kawat("brief", sample_store, *PART, "--to", "json").stdout)
    for section in told["sections"]:
        assert len(section["sentences"]) <= 3 * 7
        for sentence in section["sentences"]:
            assert sentence["ids"]
            assert sentence["at"]
            assert {anchor["report"] for anchor in sentence["at"]} <= set(told["sources"])


def test_as_of_a_day_nothing_later_is_told(sample_store: Path) -> None:
    told = json.loads(kawat("brief", sample_store, "--as-of", "2022-01-20", "--to", "json").stdout)
    written = [source["written"]["from"] for source in told["sources"].values()]
    assert max(written) <= "2022-01-20"
    assert "as known on 20 January 2022" in told["title"]


def test_of_an_actor(sample_store: Path) -> None:
    told = kawat("brief", sample_store, "--actor", "Macron", "--lang", "id").stdout
    assert told.startswith("# Taklimat situasi: tentang Emmanuel Macron")
    assert "Emmanuel Macron mengunjungi Volodymyr Zelensky" in told
    assert "Sullivan" not in told


def test_of_a_place_by_its_name_in_another_language(sample_store: Path) -> None:
    geneva, jenewa = (kawat("brief", sample_store, "--place", name).stdout for name in ("Geneva", "Jenewa"))
    assert "the United States and Russia met or talked" in geneva
    assert geneva.splitlines()[2:] == jenewa.splitlines()[2:]


def test_sections_of_which_nothing_is_told_are_named_in_the_note(sample_store: Path, tmp_path: Path) -> None:
    told = kawat("brief", sample_store, "--actor", "Xi", "--since", "2022-02-01").stdout
    assert "\n## " not in told
    assert "What happened, Who said what, What is promised and due" in told
    assert "The reports tell nothing of it." in told.splitlines()[-1]
    (tmp_path / "briefing.md").write_text(told, encoding="utf-8")
    assert kawat("verify", sample_store, tmp_path / "briefing.md").exit_code == 0


def test_an_actor_nobody_names(sample_store: Path) -> None:
    assert "Nobody At All" in refused("brief", sample_store, "--actor", "Nobody At All")


def polished(store: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A briefing that a writer polished, and what is said of it."""
    monkeypatch.setenv("KAWAT_WRITER_KEY", "a-key")
    monkeypatch.setenv("KAWAT_TIMEOUT_SECONDS", "2")
    done = kawat("brief", store, *PART, "--writer", url, "--model", "small")
    return done.stdout, done.stderr


@pytest.fixture
def plain(sample_store: Path) -> list[str]:
    """The sentences of the same briefing, as the records tell them."""
    return items(kawat("brief", sample_store, *PART).stdout)


def items(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.lstrip().startswith("- ")]


def test_an_honest_writer(sample_store: Path, plain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(each(lambda one: one.replace("met or talked", "held talks"))) as model:
        told, said = polished(sample_store, model.url, monkeypatch)
    assert items(told) == [line.replace("met or talked", "held talks") for line in plain]
    assert items(told) != plain
    assert f"A language model at {model.url} reworded 2 of {len(plain)} sentences." in said
    assert "dropped" not in said
    assert said.splitlines()[0] in told
    assert {one["model"] for one in model.asked} == {"small"}
    assert {one["authorization"] for one in model.headers} == {"Bearer a-key"}
    assert "a-key" not in told + said


@pytest.mark.parametrize(
    "invent",
    [
        lambda one: one.replace(": “", ", with 40 people killed: “", 1),
        lambda one: one.replace("January", "March", 1),
        lambda one: one.replace("met or talked", "attacked each other"),
        lambda one: re.sub("“.*”", "“We won”", one),
    ],
    ids=["a number", "a day", "a deed", "a quote"],
)
def test_a_writer_that_invents(
    sample_store: Path, plain: list[str], invent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(each(invent)) as model:
        told, said = polished(sample_store, model.url, monkeypatch)
    assert items(told) == plain
    assert "reworded 0 of" in said
    assert "dropped, because the records do not bear" in said


def test_a_writer_that_adds_a_sentence(
    sample_store: Path, plain: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(lambda text: f"{text}\n99. Forty people were killed.") as model:
        told, said = polished(sample_store, model.url, monkeypatch)
    assert items(told) == plain
    assert "dropped, because the records do not bear" in said


@pytest.mark.parametrize(
    ("answer", "how", "why"),
    [
        (lambda text: b"<html>busy</html>", {}, "no chat completion"),
        (lambda text: "I cannot help with that.", {}, "no numbered sentence"),
        (lambda text: "  ", {}, "empty"),
        (lambda text: b'{"choices": [{"message": {"content": null}}]}', {}, "no chat completion"),
        (lambda text: b"x" * 1_100_000, {}, "longer than 1,000,000 bytes"),
        (lambda text: text, {"status": 500}, "status 500"),
        (lambda text: text, {"status": 302}, "status 302"),
        (lambda text: text, {"seconds": 4}, "timed out"),
    ],
)
def test_a_writer_that_is_of_no_use(
    sample_store: Path,
    plain: list[str],
    answer: Any,
    how: dict[str, Any],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with answering(answer, **how) as model:
        told, said = polished(sample_store, model.url, monkeypatch)
    assert items(told) == plain
    assert "gave no usable answer" in said
    assert why in said
    # a model that is of no use once is not asked again
    assert len(model.asked) == 1


def test_nobody_there(sample_store: Path, plain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told, said = polished(sample_store, "http://127.0.0.1:9/v1", monkeypatch)
    assert items(told) == plain
    assert "it cannot be asked" in said


def test_the_key_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAWAT_WRITER_KEY", "a-key")
    for form in ("--json", "--nl", "--csv"):
        assert "a-key" not in kawat("settings", form).output
    assert "a-key" not in kawat("settings").output
