"""What a sender may be: addresses, hosts, ports, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from veche.kit.terms import N_, Reason, refuse_if
from veche.mailing.rules.cutting import NotAnAddress, checked_address
from veche.mailing.terms.senders import PROVIDERS, SenderKind

NO_TITLE = N_("Give the sender a name, so that others know which one it is.")
BAD_ADDRESS = N_("This is no e-mail address that letters can come from.")
NO_HOST = N_("Say which server it is.")
WRONG_PORT = N_("A port is a number from 1 to 65535.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")
WRONG_LIMIT = N_("A limit is a whole number above nothing; leave it empty for none.")
WRONG_DOMAIN = N_("«{line}»: write a domain and how many letters a minute, as in «example.org 60».")
NO_PROVIDER = N_("Choose a provider.")
OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
_HOST = re.compile(r"[A-Za-z0-9.:\-\[\]]{1,253}")
_DOMAIN = re.compile(r"[^\s@]{1,180}\.[^\s@.]{2,60}|localhost")


def check_sender(fields: Mapping[str, Any], settings: Mapping[str, str]) -> None:
    """Refuse, with every reason, a sender that cannot be."""
    refuse_if([*_faults_of_fields(fields), *_faults_of_place(fields, settings)])


def domain_limits(text: str) -> dict[str, int]:
    """Answer the limits a minute by receiving domain, a line each; refuses lines that are none."""
    found, reasons = {}, []
    for line in filter(None, map(str.strip, text.splitlines()[:200])):
        domain, _, number = line.rpartition(" ")
        domain = domain.strip().lower()
        if _DOMAIN.fullmatch(domain) and number.isascii() and number.isdigit() and int(number[:7]) > 0:
            found[domain] = int(number[:7])
        else:
            reasons.append(Reason(WRONG_DOMAIN, "domain_limits", values={"line": line[:80]}))
    refuse_if(reasons)
    return found


def _faults_of_fields(fields: Mapping[str, Any]) -> Iterator[Reason]:
    if not str(fields.get("title", "")).strip():
        yield Reason(NO_TITLE, "title")
    try:
        checked_address(str(fields.get("address", "")))
    except NotAnAddress:
        yield Reason(BAD_ADDRESS, "address")
    for name in ("per_second", "per_hour", "per_day"):
        limit = fields.get(name)
        if limit is not None and (not isinstance(limit, int) or not 0 < limit < 10**9):
            yield Reason(WRONG_LIMIT, name)


def _faults_of_place(fields: Mapping[str, Any], settings: Mapping[str, str]) -> Iterator[Reason]:
    if fields.get("kind") == SenderKind.PROVIDER:
        if fields.get("provider") not in PROVIDERS:
            yield Reason(NO_PROVIDER, "provider")
        return
    if fields.get("kind") != SenderKind.SMTP:
        return
    host, port = settings.get("host", "").strip(), settings.get("port", "").strip()
    if not _HOST.fullmatch(host):
        yield Reason(NO_HOST, "host")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        yield Reason(WRONG_PORT, "port")
    if settings.get("login") and settings.get("security") == "none" and host not in OWN_MACHINE:
        yield Reason(UNSAFE, "security")
