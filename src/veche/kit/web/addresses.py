"""What is an address of the public net, and what a host is called: pure, no lookups.

Sources: IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates),
RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), UTS 46 (names in other scripts).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name

Address = IPv4Address | IPv6Address

ODD = N_("This is no address that Veche opens: {host}")
PRIVATE = N_(
    "Veche does not connect to {host}: it stands in a private or reserved network. "
    "Whoever runs Veche may allow it with VECHE_MAY_REACH."
)
STRANGE = N_("{host} does not belong to this service.")
PORT = N_("Veche does not connect to port {port} of {host}.")

_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # looks public, and is the inside of every machine at Azure
    )
)  # fmt: skip
_V6_WORLD = IPv6Network("2000::/3")
_V6 = tuple(
    IPv6Network(text)
    # Protocol assignments with Teredo, documentation, 6to4: the latter two carry any IPv4 address inside.
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
# How machines without IPv4 reach it: what counts is the address inside.
_NAT64 = IPv6Network("64:ff9b::/96")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*")


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public net, and of nothing inside.

    Addresses that carry another one (v4-mapped, v4-compatible, 6to4, Teredo) are never public;
    those of NAT64 are what they carry.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _V6_WORLD and not any(address in network for network in _V6)


def canonical(host: str) -> str:
    """Answer a host's name in the one spelling that is compared, or the address it spells.

    Refuses what has two readings: numbers that are no dotted decimals (2130706433, 0x7f.1, 127.1,
    0177.0.0.1), zones, a dot at the end, anything that is no letter, digit, dash or dot.
    """
    bare = host[1:-1] if host[:1] == "[" and host[-1:] == "]" else host
    try:
        if ":" in bare or bare is not host:
            found = IPv6Address(bare)
            if found.scope_id is not None:
                raise _odd(host)
            return found.compressed
        name = bare.lower() if bare.isascii() else _in_letters_of_the_net(bare)
        last = name.rpartition(".")[2]
        if not _NAME.fullmatch(name):
            raise _odd(host)
        return str(IPv4Address(name)) if last.isdigit() or last.startswith("0x") else name
    except (ValueError, UnicodeError) as error:
        raise _odd(host) from error


def literal(host: str) -> Address | None:
    """Answer the address that a canonical host is, or nothing for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_among(host: str, hosts: Iterable[str]) -> bool:
    """Tell whether a canonical host is one of those, or below one that starts with a dot."""
    return any(host.endswith(one) if one[:1] == "." else host == one for one in hosts)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What whoever runs Veche lets it reach although it is not public, each with a port or all of them."""

    names: tuple[tuple[str, int | None], ...] = ()
    networks: tuple[tuple[IPv4Network | IPv6Network, int | None], ...] = ()

    def let(self, host: str, address: Address, port: int) -> bool:
        """Tell whether this address, found for that canonical host, may be reached."""
        return any(is_among(host, [name]) and only in (None, port) for name, only in self.names) or any(
            address in network and only in (None, port) for network, only in self.networks
        )


def read_exceptions(texts: Iterable[str]) -> Exceptions:
    """Read «localhost», «.inner.example», «10.1.2.3», «10.1.0.0/16», «[::1]:8008», «chat.local:8065».

    Raises `ValueError` for anything else: a misspelt exception must not open something other.
    """
    names, networks = [], []
    for text in texts:
        place, port = _parted(text.strip())
        try:
            networks.append((ip_network(place), port))
        except ValueError as error:
            dot = place[:1] == "."
            if "/" in place or literal(place) is not None:
                raise ValueError(f"no network: {text}") from error
            try:
                names.append(("." * dot + canonical(place[dot:]), port))
            except Refusal as refusal:
                raise ValueError(f"no host: {text}") from refusal
    return Exceptions(tuple(names), tuple(networks))


def _parted(text: str) -> tuple[str, int | None]:
    """Part «[::1]:80», «host:80», «::1» into place and port."""
    found = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::(\d{1,5}))?|([^:]+):(\d{1,5})", text)
    if found is None:
        return text, None
    port = found[2] or found[4]
    return found[1] or found[3], int(port) if port else None


def shown(url: object) -> str:
    """Answer of an address what may be shown: paths and names before an @ may hold secrets."""
    found = re.match(r"([a-zA-Z0-9+.-]{0,20}:)?/*([^/?#\\]*)", str(url))
    return f"{found[1] or ''}//{found[2].rpartition('@')[2]}" if found else ""


def refused(text: str, host: str, **values: object) -> Refusal:
    """Answer the refusal with the host in it as it may be shown."""
    return Refusal(Reason(text, values={"host": clean_name(host, 100), **values}))


def _in_letters_of_the_net(host: str) -> str:
    import idna  # its tables take two megabytes

    return idna.encode(host, uts46=True, std3_rules=True).decode()


def _odd(host: str) -> Refusal:
    return refused(ODD, host)
