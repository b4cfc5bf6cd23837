"""Decisions of the core: who may do what, and whether the audit's chain is whole."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from veche.core.terms import ACCENTS, ORGANISATION_ROLES, Actor, Permission, Role
from veche.kit.terms import N_, Reason
from veche.kit.text import latin

CHAIN_START = "0" * 64
_CURRENCY = re.compile(r"[A-Z]{3}")
_RESERVED_SLUGS = {"new", "static", "files", "account", "o", "c", "p"}


def may(actor: Actor, permission: Permission, *, organisation: int, community: int | None) -> bool:
    """Tell whether the actor may do this in the community, or over the organisation.

    A role over the organisation counts in each of its communities; a role in a
    community counts there only.
    """
    if actor.is_machine:
        return True
    if actor.organisation_id != organisation:
        return False
    if permission.anywhere:
        held = frozenset[Role]().union(*actor.roles.values())
    else:
        held = actor.roles_in(None if permission.organisation_wide else community)
    return bool(held & permission.roles)


def may_see(actor: Actor, organisation: int, community: int) -> bool:
    """Tell whether the actor has any role in the community."""
    return actor.is_machine or (actor.organisation_id == organisation and bool(actor.roles_in(community)))


def may_give(giver: frozenset[Role], role: Role) -> bool:
    """Tell whether somebody with these roles may give or take the role: only owners make owners."""
    if role is Role.OWNER:
        return Role.OWNER in giver
    return bool(giver & ORGANISATION_ROLES)


def faults_of_community(name: str, slug: str, time_zone: str, currency: str, accent: str) -> list[Reason]:
    """Answer everything that is wrong with a community's settings."""
    reasons = []
    if not name.strip():
        reasons.append(Reason(N_("Give the community a name."), field="name"))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,48}", slug) or slug in _RESERVED_SLUGS:
        text = N_("The address takes small Latin letters, digits and hyphens.")
        reasons.append(Reason(text, field="slug"))
    if time_zone not in available_timezones():
        reasons.append(Reason(N_("There is no such time zone."), field="time_zone"))
    if not _CURRENCY.fullmatch(currency):
        text = N_("A currency is three capital letters, such as RUB or EUR.")
        reasons.append(Reason(text, field="currency"))
    if accent not in ACCENTS:
        reasons.append(Reason(N_("Choose one of the colours."), field="accent"))
    return reasons


def slug_of(name: str) -> str:
    """Suggest an address for a name: «Клуб бегунов» becomes «klub-begunov»."""
    slug = re.sub(r"[^a-z0-9]+", "-", latin(name)).strip("-")[:40].strip("-")
    return slug if slug and slug not in _RESERVED_SLUGS else f"community-{slug}".strip("-")


def digest_of_payload(payload: Mapping[str, Any], salt: str) -> str:
    """Answer the salted digest by which the chain knows a payload that may be erased later."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def digest_of_secret(secret: str) -> str:
    """Answer the digest under which a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of_chain(before: str, facts: Iterable[Any]) -> str:
    """Answer an audit entry's link: the digest of the link before it and of its own facts."""
    text = json.dumps([before, *map(str, facts)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
