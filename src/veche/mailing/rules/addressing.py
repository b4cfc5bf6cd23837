"""Addresses of mail, as far as a form may judge them (RFC 5321, RFC 6531 for what is not ASCII)."""

from __future__ import annotations

import re

from veche.kit.terms import N_, Reason

NO_ADDRESS = N_("This is no e-mail address: {told}.")

# Not everything the RFC allows, but everything that is in use; quoted local parts are not.
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
LONGEST = 254
# Where one mailbox has many spellings, also before a «+»: by their providers' own help pages.
_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_YANDEX = frozenset({
    "yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru",
})  # fmt: skip


def address_of(text: str) -> str:
    """Answer an address in the one spelling we keep, small letters; nothing for what is none."""
    address = text.strip().lower()
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    is_local = bool(_LOCAL.fullmatch(local)) and not local.startswith(".") and ".." not in local
    is_domain = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return address if at and is_local and is_domain and len(address) <= LONGEST else ""


def mailbox_of(address: str) -> str:
    """Answer one spelling for the many of a mailbox, to count how often somebody is written to unasked."""
    local, _, domain = address.rpartition("@")
    local = local.partition("+")[0]
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local.replace('.', '-')}@yandex.ru" if domain in _YANDEX else f"{local}@{domain}"


def faults_of_address(told: str, field: str) -> list[Reason]:
    """Answer why a text that is not empty is no address."""
    return [] if not told or address_of(told) else [Reason(NO_ADDRESS, field, values={"told": told[:100]})]
