"""The command that serves pages and the API, or prints what one address answers."""

from __future__ import annotations

import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kawat.errors import SettingsError
from kawat.serve.extra import needing
from kawat.settings import Settings, load_settings
from kawat.store import open_store

if TYPE_CHECKING:
    from kawat.serve.web.running import Serving


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
@click.option("--log", type=click.Choice(["json", "text"]),
              help="Tell of every request on standard error, without the words that were asked.")  # fmt: skip
@click.option("--metrics", metavar="[HOST:]PORT",
              help="Tell figures as OpenMetrics at an address of their own, /metrics; without HOST only to"
              " this machine.")  # fmt: skip
@click.option("--proxies", metavar="ADDRESSES",
              help="Believe these proxies what name was asked for (X-Forwarded-Host).")  # fmt: skip
@click.option("--root", metavar="PATH", help="The path under which a proxy has it, as /desk.")
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
    **given: str | None,
) -> None:
    """Serve STORE as web pages and an API.

    Every page is there for programs too: /quotes.json, /timeline.csv, /actors/RUS.json; /docs lists the
    addresses. Nothing is fetched from elsewhere, and other sites may not ask. Needs the extra 'serve'.
    """
    settings, _ = load_settings({"token": _given(token, token_file), **given})
    if (processes > 1 or settings.metrics) and not hasattr(os, "fork"):
        raise click.UsageError("this system has no processes that share a socket: leave --processes out")
    with needing("'kawat serve'", "serve"):
        import uvicorn  # noqa: F401

        from kawat.serve.web.running import Serving, run
    serving = Serving(
        store=store,
        settings=settings,
        hosts=(host, *names),
        token=_token(settings),
        host=host,
        port=port,
        processes=processes,
    )
    if path is not None:
        sys.exit(_print(serving, path))
    run(serving, begun=lambda name, port: _tell(name, host, port, settings))


def _print(serving: Serving, path: str) -> int:
    """Prints what an address answers; the exit status."""
    import anyio

    from kawat.serve.web.app import app
    from kawat.serve.web.once import get

    with open_store(serving.store) as opened:
        made = app(opened, serving.settings, hosts=serving.hosts, token=serving.token)
        answer = anyio.run(get, made, path)
    sys.stdout.buffer.write(answer.body)
    return 1 if answer.status >= HTTPStatus.BAD_REQUEST else 0


def _tell(name: str, host: str, port: int, settings: Settings) -> None:
    """Where it is, for whoever sits before the terminal."""
    if settings.log is None:
        click.echo(f"{name} is at http://{host}:{port}{settings.root}/ until you press Ctrl+C", err=True)


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
