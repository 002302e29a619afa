"""One request to the application, answered without a server."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import anyio
from fastapi import FastAPI
from starlette.types import Message


class Answer(NamedTuple):
    """Status, headers (in lower case) and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes


async def get(app: FastAPI, path: str, *headers: tuple[bytes, bytes], method: str = "GET") -> Answer:
    """What the application answers to a request for a path with its query, asked from this machine."""
    parts = urlsplit(path if path.startswith("/") else f"/{path}")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [*headers] if b"host" in dict(headers) else [(b"host", b"localhost"), *headers],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 0),
    }
    sent: list[Message] = []

    asking: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asking:
            # who asks does not go away before the answer is there
            await anyio.sleep_forever()
        return asking.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    async with app.router.lifespan_context(app):
        await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    told = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(start["status"], told, body)
