"""Which addresses of the network a webhook may reach; pure but for reading an address written in figures.

A webhook makes our server ask another. It must never be led to what only our server can reach: itself, its
neighbours, or the metadata service of a cloud. So the address is judged when it is named, after its name was
resolved, and again once connected.
"""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from community.kernel.errors import Refused

LONGEST: Final = 500
PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = IPv6Network("64:ff9b::/96")
LOCAL_NAMES: Final = ("localhost", "local", "internal", "home.arpa")


def checked_url(url: str, *, at_home: bool) -> str:
    """Return a webhook's address as it is kept; `at_home`, in development, plain http and this machine are allowed."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Refused("This is not an address; it looks like https://example.com/hook.") from None
    schemes = ("https", "http") if at_home else ("https",)
    if parts.scheme not in schemes or not parts.hostname or port == 0:
        raise Refused("The address must begin with https:// and name a host.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("The address must hold no name, no password and no #.")
    if len(url) > LONGEST or not (url.strip().isascii() and url.strip().isprintable()) or " " in url.strip():
        raise Refused("The address may have %(most)s plain characters at most.", most=LONGEST)
    if not _may_be_reached(parts, at_home=at_home):
        raise Refused("This address lies within our own network; a webhook may only lead outside.")
    return url.strip()


def _may_be_reached(parts: SplitResult, *, at_home: bool) -> bool:
    """Judge the host as far as that goes without asking anybody: names of this machine, and figures."""
    host = (parts.hostname or "").rstrip(".")
    if not at_home and host.rpartition(".")[2] in LOCAL_NAMES:
        return False
    with suppress(OSError):  # 127.1 and 0x7f000001 are 127.0.0.1 too, for those who connect
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return all(is_outside(str(info[4][0]), at_home=at_home) for info in found)
    return True


def is_outside(address: str, *, at_home: bool) -> bool:
    """Tell whether a numeric address belongs to the public network; `at_home`, this machine counts too."""
    try:
        found = _plain(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if found.is_loopback:
        return at_home
    return found.is_global and not found.is_multicast and not found.is_reserved


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64), or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
