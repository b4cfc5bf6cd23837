"""Addresses of engines: what `VECHE_COLUMNS_ENGINE` says, in parts."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from veche.kit.terms import Trouble


class Address(NamedTuple):
    """Where an engine is reached, as whom, and what else was said behind the question mark."""

    url: str
    user: str
    password: str
    options: dict[str, str]


def read_address(wish: str) -> Address:
    """Answer the parts of an address; user and password are taken out of the URL."""
    place, _, query = wish.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    parts = urlsplit(place) if "://" in place else None
    if parts is None or not parts.hostname or parts.scheme.startswith("spark"):
        return Address(place, "", "", options)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        # Without what Python says of it: that has a part of the password in it.
        raise Trouble(
            "VECHE_COLUMNS_ENGINE is no address: write / @ : in its password as %2F %40 %3A"
        ) from None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        f"{parts.scheme}://{host}{port}{parts.path}",
        unquote(parts.username or ""), unquote(parts.password or ""), options,
    )  # fmt: skip
