"""The reader's language, and the words of the interface in it. Days and numbers are for `web.words`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("en", "id")
"""The languages of the interface, the first where nothing is known of the reader."""


@cache
def translations(language: str) -> NullTranslations:
    """The words of the interface in a language, out of `locale/<language>/LC_MESSAGES/kawat.po`."""
    catalogue = files("kawat.serve.web") / "locale" / language / "LC_MESSAGES" / "kawat.po"
    if not catalogue.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with catalogue.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def preferred(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes best."""
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        code = tag.strip().partition("-")[0].lower()
        # the code that Indonesian had until 1989, which some browsers still send
        code = "id" if code == "in" else code
        if code in LANGUAGES:
            wishes.append((-_quality(quality), place, code))
    return min(wishes)[2] if wishes else LANGUAGES[0]


def _quality(given: str) -> float:
    try:
        return float(given) if given else 1.0
    except ValueError:
        return 0.0
