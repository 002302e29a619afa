"""The command that serves pages and the API, or prints what one address answers."""

from __future__ import annotations

import sys

import click

from kawat.serve.extra import needing
from kawat.settings import load_settings
from kawat.store import open_store


@click.command()
@click.argument("store", type=click.Path(dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port.")
@click.option("--get", "path", metavar="PATH", help="Print what PATH answers (/quotes.json), and end.")
def serve(store: str, host: str, port: int, path: str | None) -> None:
    """Serve STORE as web pages and an API, to be read only.

    Every page is there for programs too: /quotes.json, /timeline.json, /actors/RUS.json. Needs the extra
    'serve'.
    """
    with needing("'kawat serve'", "serve"):
        import anyio
        import uvicorn

        from kawat.serve.web.app import app
        from kawat.serve.web.once import get
    settings, _ = load_settings()
    with open_store(store) as opened:
        made = app(opened, settings)
        if path is None:
            click.echo(f"http://{host}:{port}/", err=True)
            uvicorn.run(made, host=host, port=port, log_level="warning")
            return
        answer = anyio.run(get, made, path)
    sys.stdout.buffer.write(answer.body)
    if answer.status >= 400:
        sys.exit(1)
