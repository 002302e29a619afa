"""The command that serves a store to assistants."""

from __future__ import annotations

import click

from kawat.serve.extra import needing
from kawat.settings import load_settings
from kawat.store import open_store

from .asking import ADDRESS


@click.command()
@click.argument("store", type=ADDRESS)
def mcp(store: str) -> None:
    """Serve STORE to an assistant as tools of the Model Context Protocol, on standard input and output.

    The tools search, list quotes, events and commitments, show records, check a text and write a briefing.
    Each answer cites reports by their characters and tells how many reports and independent origins stand
    behind it. Nothing is written and nothing is fetched. Needs the extra 'mcp'.
    """
    with needing("'kawat mcp'", "mcp"):
        from kawat.serve.mcp import server
    settings, _ = load_settings()
    with open_store(store) as opened:
        server(opened, settings).run()
