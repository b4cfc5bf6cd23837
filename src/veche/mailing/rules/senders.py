"""What a sender may be: addresses, hosts, ports, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from veche.kit.terms import N_, Reason, refuse_if
from veche.mailing.rules.cutting import NotAnAddress, checked_address
from veche.mailing.terms.senders import PLACED_PROVIDERS, PROVIDERS, TWO_KEYED_PROVIDERS, SenderKind

NO_TITLE = N_("Give the sender a name, so that others know which one it is.")
BAD_ADDRESS = N_("This is no e-mail address that letters can come from.")
NO_HOST = N_("Say which server it is.")
WRONG_PORT = N_("A port is a number from 1 to 65535.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")
BAD_RETURN_DOMAIN = N_("This is no domain: write it alone, as in «bounces.example.org».")
WRONG_LIMIT = N_("A limit is a whole number above nothing; leave it empty for none.")
WRONG_DOMAIN = N_("«{line}»: write a domain and how many letters a minute, as in «example.org 60».")
NO_PROVIDER = N_("Choose a provider.")
NO_TOKEN = N_("Say the key of the provider's interface: your account there shows it.")
NO_INTERFACE = N_("Say the address of the provider's interface: your account there shows it.")
BAD_INTERFACE = N_("The address of an interface begins with https://.")
NO_SECOND_KEY = N_("This provider asks for a second key beside the first.")
NO_PASSWORD = N_("The server or the login is another: say its password.")
OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
_HOST = re.compile(r"[A-Za-z0-9.:\-\[\]]{1,253}")
_INTERFACE = re.compile(
    r"(?:https://[\w.\-]+|http://(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(?:/[\w./~\-]*)?", re.ASCII
)
# What a secret was given for: elsewhere it is never sent by itself.
_MEANT_FOR = ("host", "port", "security", "login", "address")
_SECRETS = ("password", "token")
_DOMAIN = re.compile(r"[^\s@]{1,180}\.[^\s@.]{2,60}|localhost")


def check_sender(fields: Mapping[str, Any], settings: Mapping[str, str]) -> None:
    """Refuse, with every reason, a sender that cannot be."""
    refuse_if([*_faults_of_fields(fields), *_faults_of_place(fields, settings)])


def domain_of(told: str) -> str:
    """Answer a domain in letters of ASCII; refuses (`NotAnAddress`) what is none."""
    return checked_address(f"b@{told.strip()}").rpartition("@")[2] if told.strip() else ""


def settings_after(
    before: Mapping[str, str], told: Mapping[str, str], *, is_same_kind: bool
) -> dict[str, str]:
    """Answer a sender's settings after a change: a secret left empty stays, for the same place alone."""
    is_same = is_same_kind and all(before.get(name, "") == told.get(name, "") for name in _MEANT_FOR)
    kept = {name: before[name] for name in _SECRETS if is_same and before.get(name)}
    return kept | {name: value for name, value in told.items() if value or name not in kept}


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
    if returns := str(fields.get("return_domain", "")).strip():
        try:
            domain_of(returns)
        except NotAnAddress:
            yield Reason(BAD_RETURN_DOMAIN, "return_domain")
    for name in ("per_second", "per_hour", "per_day"):
        limit = fields.get(name)
        if limit is not None and (not isinstance(limit, int) or not 0 < limit < 10**9):
            yield Reason(WRONG_LIMIT, name)


def _faults_of_place(fields: Mapping[str, Any], settings: Mapping[str, str]) -> Iterator[Reason]:
    if fields.get("kind") == SenderKind.PROVIDER:
        yield from _faults_of_provider(str(fields.get("provider", "")), settings)
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
    if settings.get("login") and not settings.get("password"):
        yield Reason(NO_PASSWORD, "password")


def _faults_of_provider(provider: str, settings: Mapping[str, str]) -> Iterator[Reason]:
    if provider not in PROVIDERS:
        yield Reason(NO_PROVIDER, "provider")
    if not settings.get("token"):
        yield Reason(NO_TOKEN, "token")
    interface = settings.get("address", "")
    if interface and not _INTERFACE.fullmatch(interface):
        yield Reason(BAD_INTERFACE, "interface")
    elif not interface and provider in PLACED_PROVIDERS:
        yield Reason(NO_INTERFACE, "interface")
    if provider in TWO_KEYED_PROVIDERS and not settings.get("password"):
        yield Reason(NO_SECOND_KEY, "second_key")
