"""Connections to public addresses only, each checked when it is made, and none longer than its time.

A name is resolved once, every address that it resolves to is checked, and the connection goes to the
checked address itself: a name that resolves to another one a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore2

from kawat.errors import ReadError

Option = httpcore2.SOCKET_OPTION
# these carry an IPv4 address in their last bits: IPv4-compatible ones, and those by which a network of IPv6
# reaches the old internet (RFC 6052, RFC 8215)
_CARRIERS = (ip_network("::/96"), ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


class Deadline:
    """When the answer to the request at hand must be whole, in seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """Time begins to run anew."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left. Raises TimeoutException when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("its time is over")
        return left


class PublicBackend(httpcore2.NetworkBackend):
    """Opens connections for a pool, to checked addresses, which end with the deadline."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that may be reached and answers."""
        failed: Exception | None = None
        for address in addresses(host, port, allow_private=self._allow_private):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except httpcore2.ConnectError as error:
                failed = error
        raise failed or httpcore2.ConnectError("it has no address")


class _Timed(httpcore2.NetworkStream):
    """A connection on which no wait goes beyond the deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host that may be reached. Raises ReadError when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(f"no address is known of '{host}': check it and your connection") from error
    every = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = every if allow_private else [one for one in every if is_public(one)]
    if not allowed:
        raise ReadError(
            f"'{host}' is {every[0]}, an address of a private network: "
            "to read from your own, set 'allow_private' to true"
        )
    return allowed


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also where it carries another one inside."""
    whole = ip_address(address)
    if isinstance(whole, IPv6Address) and whole.is_site_local:
        return False
    return all(one.is_global and not one.is_multicast for one in (whole, *_carried(whole)))


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 address at which traffic to an IPv6 address may end, if there is one."""
    if isinstance(address, IPv4Address):
        return []
    if any(address in network for network in _CARRIERS):
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address.sixtofour] if address.sixtofour else []
