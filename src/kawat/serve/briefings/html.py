"""A briefing as a page that stands alone: no script, nothing fetched, a policy that allows its one style."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from kawat.ask.briefing import Briefing, Section, Sentence

from .evidence import ids, passages


def html(told: Briefing) -> str:
    """The briefing as a document in HTML."""
    style = files(__package__).joinpath("briefing.css").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src 'sha256-{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(told.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(told.title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_body(told),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _body(told: Briefing) -> Iterator[str]:
    yield f"<header><h1>{escape(told.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in (*told.lead, *told.notes))
    yield "</header>"
    number = 0
    behind: list[str] = []
    for section in told.sections:
        yield f'<section id="{section.name}"><h2>{escape(section.title)}</h2>'
        yield from _items(section, number)
        for sentence in section.sentences:
            number += 1
            behind.append(_behind(told, sentence, number))
        if section.note:
            yield f'<p class="note">{escape(section.note)}</p>'
        yield "</section>"
    if behind:
        yield f'<section id="passages"><h2>{escape(told.labels["sources"])}</h2><ol>'
        yield from behind
        yield "</ol></section>"


def _items(section: Section, before: int) -> Iterator[str]:
    """The sentences as a list; what is under one is a list in its item."""
    if not section.sentences:
        return
    yield "<ul>"
    inside = False
    for place, sentence in enumerate(section.sentences):
        if sentence.under and not inside:
            yield "<ul>"
        elif inside and not sentence.under:
            yield "</ul></li>"
        elif place and not sentence.under:
            yield "</li>"
        inside = sentence.under
        yield _item(sentence, before + place + 1) + ("</li>" if inside else "")
    yield "</ul></li></ul>" if inside else "</li></ul>"


def _item(sentence: Sentence, number: int) -> str:
    link = f'<a class="mark" id="s{number}" href="#p{number}">{number}</a>'
    # the mark does not begin a line
    return f"<li>{_text(sentence)}\u00a0{link}"


def _text(sentence: Sentence) -> str:
    """The sentence, the words of reports marked with their language."""
    made, done = "", 0
    for original in sentence.originals:
        start, end = original.at
        language = f' lang="{escape(original.language)}"' if original.language else ""
        words = escape(sentence.text[start:end])
        made += f'{escape(sentence.text[done:start])}<span{language} dir="auto">{words}</span>'
        done = end
    return made + escape(sentence.text[done:])


def _behind(told: Briefing, sentence: Sentence, number: int) -> str:
    where = "; ".join(passages(told, sentence))
    return (
        f'<li id="p{number}"><a href="#s{number}">{" ".join(map(escape, ids(sentence)))}</a>'
        f' <span dir="auto">{escape(where)}</span></li>'
    )
