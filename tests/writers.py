"""A server on this machine that answers as a language model does, or as one should not."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[str], str | bytes]
"""What the model makes of the sentences that it is asked to reword; bytes are sent as they are."""


class Model:
    """A running server: its address, and what it was asked, with which headers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def answering(answer: Answer, *, status: int = 200, seconds: float = 0) -> Iterator[Model]:
    """A model that answers so, after so many seconds."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            model.asked.append(asked)
            model.headers.append(dict(self.headers.items()))
            time.sleep(seconds)
            text = answer(asked["messages"][-1]["content"])
            body = text if isinstance(text, bytes) else _completion(text)
            try:
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the one who asked did not wait

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model = Model(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def each(reword: Callable[[str], str]) -> Answer:
    """A model that rewords every sentence so."""

    def answer(text: str) -> str:
        return "\n".join(
            f"{number}. {reword(sentence)}"
            for number, sentence in re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE)
        )

    return answer
