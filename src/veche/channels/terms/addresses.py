"""Addresses that people fill in: completed where they are shortened, and whose host is whose."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit


def whole_address(filled: str) -> str:
    """Answer an address with its scheme and without a slash at its end; nothing of nothing."""
    address = filled.strip().rstrip("/")
    return address if not address or "://" in address else f"https://{address}"


def hosts_at(settings: Mapping[str, str], key: str, usual: Collection[str] = ()) -> frozenset[str]:
    """Answer where secrets may go: to the host filled in under a key, else to the usual ones."""
    try:
        own = urlsplit(whole_address(settings.get(key, ""))).hostname
    except ValueError:
        own = None
    return frozenset({own}) if own and own not in usual else frozenset(usual)
