"""Addresses that links of a letter may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from veche.mailing.terms.placing import EVENT_LINKS
from veche.mailing.terms.writing import LONGEST_ADDRESS, OWN_LINKS

_WEB = re.compile(r"https?://[^\s<>\"'\\{}\x00-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]+", re.IGNORECASE)
_OTHER = re.compile(r"(?:mailto:[^\s<>\"'\\{}]+@[^\s<>\"'\\{}]+|tel:\+?[\d\-() ]{3,30})", re.IGNORECASE)


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web: with a host, without spaces, braces or signs of markup."""
    if len(address) > LONGEST_ADDRESS or not _WEB.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def is_link(address: str) -> bool:
    """Tell whether a letter may link there: the web, mail, a phone, or a place of ours in braces."""
    own = address[1:-1] if address.startswith("{") and address.endswith("}") else ""
    name, _, fallback = own.partition("|")
    if name in EVENT_LINKS:
        return not fallback or is_web(fallback)
    return own in OWN_LINKS or is_web(address) or bool(_OTHER.fullmatch(address))
