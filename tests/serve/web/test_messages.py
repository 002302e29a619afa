"""Every word of the pages is there in every language of the interface."""

from __future__ import annotations

import re

import pytest
from docs.messages import LANGUAGES, catalogue, path_of, updated

PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_messages_of_the_pages(language: str) -> None:
    assert path_of(language).read_bytes() == updated(language), "run: python docs/messages.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_untranslated(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            told = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(told), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_things(language: str) -> None:
    for message in catalogue(language):
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        if asked:
            for one in told:
                assert set(PLACEHOLDER.findall(one)) == set(PLACEHOLDER.findall(asked)), asked
