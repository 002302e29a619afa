"""Brings the catalogues of the pages' words up to date: run it after a message has changed.

Messages are those of the templates, of `N_` in the code, and what the table of addresses says on pages.
A message that is new stands in the catalogue untranslated, and a test fails until it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.pofile import read_po, write_po

from kawat.serve.web.resources import RESOURCES

WEB = Path(__file__).parent.parent / "src" / "kawat" / "serve" / "web"
LANGUAGES = ("id",)
# without dates: the repository knows them
_HEADS = {
    "id": r"""# Kawat's pages in Indonesian. MIT licence, as the rest of Kawat.
msgid ""
msgstr ""
"Language: id\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
""",
}
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_OPTIONS = {"trimmed": "true"}


def messages() -> Catalog:
    """All messages of the interface, in English."""
    catalogue = Catalog(project="kawat", charset="utf-8")
    for place, message in _found():
        catalogue.add(message, locations=[(place, 0)])
    return catalogue


def _found() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Each message and the file it stands in; line numbers would only change."""
    templates = extract_from_dir(
        WEB / "templates",
        [("**.html", "jinja2.ext.babel_extract")],
        {"**.html": _OPTIONS},
        keywords=_KEYWORDS,
        strip_comment_tags=True,
    )
    for file, _, message, _, _ in templates:
        yield f"templates/{file}", message
    for path in sorted(WEB.rglob("*.py")):
        for _, message, _, _ in extract("python", BytesIO(path.read_bytes()), keywords=_KEYWORDS):
            yield str(path.relative_to(WEB)), message
    for resource in RESOURCES:
        yield "resources.py", resource.title
        yield "resources.py", resource.told


def path_of(language: str) -> Path:
    """Where the catalogue of a language is."""
    return WEB / "locale" / language / "LC_MESSAGES" / "kawat.po"


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


def updated(language: str) -> bytes:
    """The catalogue of a language with the messages that there are now."""
    kept = catalogue(language) if path_of(language).exists() else Catalog(locale=language)
    kept.update(messages(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    written = BytesIO()
    write_po(written, kept, width=100, omit_header=True, sort_output=True)
    return _HEADS[language].encode() + b"\n" + written.getvalue()


if __name__ == "__main__":
    for code in sys.argv[1:] or LANGUAGES:
        target = path_of(code)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(updated(code))
        left = [message.id for message in catalogue(code) if message.id and not message.string]
        print(f"{target}: {len(left)} messages without a translation")
