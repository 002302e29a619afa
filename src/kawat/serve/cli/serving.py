"""The command that serves pages and the API, or prints what one address answers."""

from __future__ import annotations

import gc
import os
import sys
from http import HTTPStatus
from pathlib import Path

import click

from kawat.errors import SettingsError
from kawat.serve.extra import needing
from kawat.serve.processes import run_in
from kawat.settings import Settings, load_settings
from kawat.store import open_store


@click.command()
@click.argument("store", type=click.Path(dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port.")
@click.option("--name", "names", multiple=True, metavar="NAME",
              help="A name under which it is reached beside localhost; may be repeated.")  # fmt: skip
@click.option("--token", metavar="TOKEN",
              help="Let whoever has the token judge, by POST to /judgements. Other users of this machine see"
              " what a command was given: better --token-file, or the variable KAWAT_TOKEN.")  # fmt: skip
@click.option("--token-file", metavar="PATH", type=click.Path(dir_okay=False, path_type=Path),
              help="Take the token from the first line of this file; - reads standard input.")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Answer in so many processes, for many readers.")  # fmt: skip
@click.option("--get", "path", metavar="PATH", help="Print what PATH answers (/quotes.json), and end.")
def serve(
    store: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    token: str | None,
    token_file: Path | None,
    processes: int,
    path: str | None,
) -> None:
    """Serve STORE as web pages and an API.

    Every page is there for programs too: /quotes.json, /timeline.csv, /actors/RUS.json; /docs lists the
    addresses. Nothing is fetched from elsewhere, and other sites may not ask. Needs the extra 'serve'.
    """
    if processes > 1 and not hasattr(os, "fork"):
        raise click.UsageError("this system has no processes that share a socket: leave --processes out")
    with needing("'kawat serve'", "serve"):
        import anyio
        import uvicorn

        from kawat.serve.web.app import app
        from kawat.serve.web.once import get
    settings, _ = load_settings({"token": _given(token, token_file)})
    with open_store(store) as opened:
        made = app(opened, settings, hosts=(host, *names), token=_token(settings))
        if path is not None:
            answer = anyio.run(get, made, path)
            sys.stdout.buffer.write(answer.body)
            sys.exit(1 if answer.status >= HTTPStatus.BAD_REQUEST else 0)
        _settle()
        click.echo(f"{store} is at http://{host}:{port}/ until you press Ctrl+C", err=True)
        config = uvicorn.Config(
            made,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            h11_max_incomplete_event_size=settings.largest_request,
            limit_concurrency=_MOST_AT_A_TIME,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        if processes == 1:
            uvicorn.Server(config).run()
            return
        with config.bind_socket() as socket:
            run_in(processes, lambda: uvicorn.Server(config).run([socket]))


def _given(token: str | None, file: Path | None) -> str | None:
    """The token that the command was given, None without one."""
    if file is None:
        return token
    if token is not None:
        raise click.UsageError("--token and --token-file both give a token: leave one out")
    try:
        return (sys.stdin.readline() if str(file) == "-" else file.read_text("utf-8")).split("\n")[0]
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}: its first line should be the token") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is no text: its first line should be the token") from error


def _token(settings: Settings) -> str:
    """The token with which one may judge; '' when nobody may. Raises SettingsError for one that is blank."""
    if settings.token is None:
        return ""
    if not settings.token.strip():
        raise SettingsError("the token is blank: give one that is not, or none")
    return settings.token.strip()


def _settle() -> None:
    """Spare the garbage collector what was made at the start, which stays, and most of its rounds.

    An answer makes tens of thousands of objects, and leaves none behind: looking for some took a third of
    the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_A_ROUND, 20, 20)


_OBJECTS_A_ROUND = 50_000
_MOST_AT_A_TIME = 1_000
_GRACE_SECONDS = 5
