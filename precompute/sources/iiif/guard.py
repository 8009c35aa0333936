"""Addresses that may be asked: of the web, not of this machine or of the network it stands in.

A document from outside names the next address. Were any of them asked, it could make this machine
read what only this machine may. So names are resolved first, every address that a name has must be
public, and the connection goes to the one that was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LONGEST = 4_000
"""Characters of an address."""

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}")
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


class AddressError(ValueError):
    """An address that is not asked; the message is one plain sentence."""


@dataclass(frozen=True)
class Place:
    """An address taken apart: ``number`` is the IP address that ``host`` was found to have."""

    address: str
    scheme: str
    host: str
    port: int
    target: str
    number: str = ""


def parsed(address: str) -> Place:
    """An address of the web taken apart; raises ``AddressError`` for whatever is none."""
    if len(address) > LONGEST or any(ord(char) < 33 or ord(char) == 127 for char in address):
        raise AddressError("This is no address of the web.")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode().lower().rstrip(".")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError):
        raise AddressError("This is no address of the web.") from None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise AddressError("This is no address of the web (http or https).")
    if parts.username is not None or parts.password is not None:
        raise AddressError("An address with a name and a password is not asked.")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Place(address, parts.scheme, host, port, f"{path}{query}")


def resolved(place: Place, *, allow_private: bool) -> Place:
    """The same with the address that its host has; raises ``AddressError`` when it is private.

    Raises ``OSError`` when the name cannot be resolved.
    """
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers:
        raise OSError(f"{place.host} has no address")
    if not allow_private and not all(is_public(number) for number in numbers):
        raise AddressError(
            f"{place.host} is on this machine or in a private network: give --allow-private if "
            "you mean it."
        )
    return Place(place.address, place.scheme, place.host, place.port, place.target, numbers[0])


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.sixtofour is not None or ip.teredo is not None or ip in _TRANSLATED:
            return False
    return ip.is_global and not ip.is_multicast


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of the older kind, written in the newer: they may be private ones."""
