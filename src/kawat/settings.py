"""Settings: defaults < kawat.toml < KAWAT_* < arguments. Read once, here, and handed down frozen."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from .errors import SettingsError

# set in every container beside a service named kawat, or kawat-...: none of them is a setting
_OF_KUBERNETES = re.compile(
    r"KAWAT_(\w+_)?(SERVICE_HOST=|SERVICE_PORT(_\w+)?=|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?=|PORT=(tcp|udp|sctp)://)"
)
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user may set. Every field has a default."""

    largest_text: Annotated[int, msgspec.Meta(ge=1)] = 10_000_000
    """Longest text that is read, in characters; a longer one is refused with a clear line."""
    actors: str | None = None
    """A TOML file of own actors and triggers, or a folder of own actors (.tsv), laid over ours."""
    language: str | None = None
    """The language of all reports; None: each report's own, detected."""
    family_containment: Share = 0.5
    """From which share of common 5-word passages, of the shorter text, two texts are copies."""
    offline: bool = False
    """Whether nothing is fetched: of a feed its own text is read, and an address is refused."""
    user_agent: Annotated[str, msgspec.Meta(pattern=r"^[\x20-\x7e]+$")] = "Kawat"
    """What servers are told who asks; write an address for their questions behind it."""
    robots: bool = True
    """Whether a site's robots.txt is obeyed; false only for sites that are your own or have agreed."""
    delay_seconds: Annotated[float, msgspec.Meta(ge=0)] = 1.0
    """The least time between two requests to one host; where its robots.txt asks for more, that holds."""
    timeout_seconds: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    """Within which time an answer must be whole, redirects not counted."""
    longest_wait_seconds: Annotated[float, msgspec.Meta(ge=0)] = 60.0
    """How long a host may make us wait, by its robots.txt or when it is busy; else its page is left out."""
    largest_download: Annotated[int, msgspec.Meta(ge=1)] = 20_000_000
    """The most that is fetched of one address, in bytes, also once it is unpacked."""
    most_redirects: Annotated[int, msgspec.Meta(ge=0)] = 10
    """How often one address may lead on to another."""
    most_pages: Annotated[int, msgspec.Meta(ge=1)] = 1_000
    """The most pages that are fetched for one feed or sitemap."""
    writer_key: str | None = None
    """The key for a language model that polishes briefings (`--writer`); it is never printed."""
    allow_private: bool = False
    """Whether addresses of your own machine and network may be fetched, not only public ones."""
    hosts: str = ""
    """Names under which `kawat serve` answers beside localhost, with blanks between: desk.example.org."""
    token: str | None = None
    """What one must know to judge over HTTP (`kawat serve`); without it nobody may. It is never printed."""
    answer_seconds: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    """How long a page or address of `kawat serve` may wait, and then work, before it gives up."""
    largest_request: Annotated[int, msgspec.Meta(ge=1)] = 65_536
    """The most that `kawat serve` takes from a request, in bytes."""
    log: Literal["json", "text"] | None = None
    """How `kawat serve` tells of every request on standard error: as JSON or as words; None: not at all."""
    metrics: Annotated[str, msgspec.Meta(pattern=r"^(\S+:)?\d{1,5}$")] | None = None
    """Where `kawat serve` has figures of its work: host:port, or the port of this machine alone."""
    proxies: str = ""
    """Proxies whose X-Forwarded headers `kawat serve` believes: addresses and networks, blanks between."""
    root: Annotated[str, msgspec.Meta(pattern=r"^(/[A-Za-z0-9_.~-]+)*$")] = ""
    """The path under which a proxy has `kawat serve`, as /desk; pages link to addresses under it."""
    drain_seconds: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """How long `kawat serve`, told to end, still answers, as not ready, for a load balancer to see it."""
    grace_seconds: Annotated[int, msgspec.Meta(ge=1)] = 10
    """How long answers of `kawat serve` may still take when it ends and takes no more."""


def load_settings(
    arguments: Mapping[str, Any] | None = None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[Settings, dict[str, str]]:
    """The settings, and for each field where its value came from.

    Raises SettingsError, naming the place, when a value does not fit or a name is unknown.
    """
    file = (folder or Path.cwd()) / "kawat.toml"
    layers = [
        (str(file), _from_file(file)),
        ("environment", _from_environment(os.environ if environment is None else environment)),
        ("arguments", {name: value for name, value in (arguments or {}).items() if value is not None}),
    ]
    values: dict[str, Any] = {}
    origin = {field.name: "default" for field in msgspec.structs.fields(Settings)}
    for place, layer in layers:
        for name, value in layer.items():
            if name not in origin:
                known = ", ".join(origin)
                raise SettingsError(f"{place}: there is no setting '{name}'; known are {known}")
            try:
                msgspec.convert({name: value}, Settings, strict=False)
            except msgspec.ValidationError as error:
                reason = str(error).partition(" - at `")[0]
                raise SettingsError(f"{place}: {name}: {reason}") from error
            values[name] = value
            origin[name] = place
    return msgspec.convert(values, Settings, strict=False), origin


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}: mend the file or move it away") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    prefix = "KAWAT_"
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in environment.items()
        if name.startswith(prefix) and not _OF_KUBERNETES.match(f"{name}={value}")
    }
