"""Connections: only to addresses of the open internet, however they are written or resolved."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read.connect import addresses, is_public
from kawat.read.request import Requests
from websites import Answer, Site, visiting

PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "64:ff9b::808:808",
          "2002:808:808::1"]  # fmt: skip
Resolver = Any


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_none_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network=ip_network("10.0.0.0/8")) | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_wrapping_makes_a_private_address_public(inner: IPv4Address) -> None:
    number = int(inner)
    for outer in (number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_public(str(IPv6Address(outer)))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Lets names resolve to these addresses, one list a time; the names asked for come back."""
    asked: list[str] = []
    waiting = list(answers)
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **options: Any) -> Resolver:
        if host.replace(".", "").isdigit():
            return real(host, port, *rest, **options)
        asked.append(host)
        given = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in given]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_of_several_addresses_the_private_ones_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["10.0.0.1", "8.8.8.8", "127.0.0.1", "8.8.8.8"])
    assert addresses("news.example", 80, allow_private=False) == ["8.8.8.8"]
    assert addresses("news.example", 80, allow_private=True) == ["10.0.0.1", "8.8.8.8", "127.0.0.1"]


def test_a_name_of_a_private_address_is_refused_before_anything_is_sent(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, ["127.0.0.1"])
    with (
        Requests(visiting(allow_private=False)) as requests,
        pytest.raises(ReadError, match=r"'news\.example' is 127\.0\.0\.1, an address of a private network"),
    ):
        requests.get(site.url("/", "news.example"), 100)
    assert site.asked == []


def test_the_checked_address_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look-up, which could answer otherwise, is never made."""
    asked = resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.99"])
    site.pages["/"] = Answer(b"here")
    with Requests(visiting()) as requests:
        assert requests.get(site.url("/", "news.example"), 100).body == b"here"
    assert asked == ["news.example"]
    (_, headers), *_ = site.asked
    assert headers["host"] == f"news.example:{site.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, ["127.0.0.77", "127.0.0.1"])
    site.pages["/"] = Answer(b"here")
    with Requests(visiting()) as requests:
        assert requests.get(site.url("/", "news.example"), 100).body == b"here"


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*arguments: Any, **options: Any) -> Resolver:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ReadError, match=r"no address is known of 'news\.example': check it and your conn"):
        addresses("news.example", 80, allow_private=False)
