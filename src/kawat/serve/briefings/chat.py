"""Asks a language model by the chat interface that most servers have: one question, one answer, bounded."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from kawat.errors import WriterError
from kawat.serve.extra import needing
from kawat.settings import Settings

_PATH = "/chat/completions"
_MOST_BYTES = 1_000_000


class _Message(msgspec.Struct, frozen=True):
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Answer(msgspec.Struct, frozen=True):
    choices: tuple[_Choice, ...]


class Chat:
    """A language model at an address: its base (`http://127.0.0.1:8080/v1`) or that of its chat completions.

    Raises NotInstalled without the extra 'web'.
    """

    def __init__(self, url: str, settings: Settings, *, model: str | None = None) -> None:
        with needing("a writer", "web"):
            import httpx2
        self._http: Any = httpx2
        self.url = url
        self._address = url if url.rstrip("/").endswith(_PATH) else url.rstrip("/") + _PATH
        self._model = model
        self._seconds = settings.timeout_seconds
        self._headers = {"user-agent": settings.user_agent}
        if settings.writer_key:
            self._headers["authorization"] = f"Bearer {settings.writer_key}"

    def ask(self, task: str, text: str) -> str:
        """What the model answers to a text, given its task. Raises WriterError for all that is no answer."""
        question: dict[str, Any] = {
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": text}],
            "temperature": 0,
            "stream": False,
        }
        if self._model:
            question["model"] = self._model
        try:
            body = self._post(question)
        except (self._http.HTTPError, self._http.InvalidURL, OSError) as error:
            raise WriterError(f"it cannot be asked ({error or type(error).__name__})") from error
        try:
            choices = msgspec.json.decode(body, type=_Answer).choices
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise WriterError("its answer is no chat completion") from error
        if not choices or not choices[0].message.content.strip():
            raise WriterError("its answer is empty")
        return choices[0].message.content

    def _post(self, question: dict[str, Any]) -> bytes:
        """The body of the answer, whole within the time and size allowed; no redirect is followed."""
        ends = time.monotonic() + self._seconds
        body = bytearray()
        with (
            self._http.Client(timeout=self._seconds, follow_redirects=False) as client,
            client.stream("POST", self._address, json=question, headers=self._headers) as answer,
        ):
            if answer.status_code != 200:
                raise WriterError(f"it answered with status {answer.status_code}")
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > _MOST_BYTES:
                    raise WriterError(f"its answer is longer than {_MOST_BYTES:,} bytes")
                if time.monotonic() > ends:
                    raise WriterError(f"no whole answer in {self._seconds:g} seconds")
        return bytes(body)
