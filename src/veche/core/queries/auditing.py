"""Reading the audit and checking its chain."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from veche.core import rules
from veche.core.models import AuditEntry, Community, Organisation, User
from veche.kit.rooms import acts
from veche.kit.time import start_of


def audit_entries(organisation: Organisation) -> QuerySet[AuditEntry]:
    """Answer the organisation's entries, newest first."""
    return AuditEntry.objects.filter(organisation=organisation).order_by("-number")


@dataclass(frozen=True)
class Wish:
    """What to look for in the audit; what is empty is not asked for. Days are of the time zone."""

    user: int | None = None
    act: str = ""
    community: int | None = None
    first: date | None = None
    last: date | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class ShownEntry:
    """An entry with the names of what it points to; `facts` is empty where they were erased by law."""

    entry: AuditEntry
    title: str
    who: str
    community: str
    address: str
    facts: dict[str, Any]


def find_entries(organisation: Organisation, wish: Wish) -> QuerySet[AuditEntry]:
    """Answer the entries that fit, newest first."""
    found = audit_entries(organisation)
    if wish.user:
        found = found.filter(user_id=wish.user)
    if wish.act:
        found = found.filter(act=wish.act)
    if wish.community:
        found = found.filter(community_id=wish.community)
    if wish.first:
        found = found.filter(at__gte=start_of(wish.first, wish.zone))
    if wish.last:
        found = found.filter(at__lt=start_of(wish.last + timedelta(days=1), wish.zone))
    return found


def shown_entries(entries: list[AuditEntry]) -> list[ShownEntry]:
    """Answer entries ready to be shown: two more queries, however many entries."""
    names = names_of_users({entry.user_id for entry in entries if entry.user_id})
    ids = {entry.community_id for entry in entries if entry.community_id}
    communities = dict(Community.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_shown(entry, names, communities) for entry in entries]


def _shown(entry: AuditEntry, names: dict[int, str], communities: dict[int, str]) -> ShownEntry:
    facts = dict(entry.payload or {})
    by, address = str(facts.pop("by", "")), str(facts.pop("from", ""))
    who = names.get(entry.user_id or 0, by)
    community = communities.get(entry.community_id or 0, "")
    return ShownEntry(entry, acts().get(entry.act, entry.act), who, community, address, facts)


def names_of_users(ids: set[int]) -> dict[int, str]:
    """Answer the names of users by their id."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def broken_link(organisation: Organisation) -> int | None:
    """Answer the number of the first entry that was changed, removed or slipped in, or nothing.

    A cut-off tail is seen by comparing the last link with one noted earlier (`veche check` prints it).
    """
    link = rules.CHAIN_START
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("number")
    for number, entry in enumerate(entries.iterator(), start=1):
        payload_fits = entry.payload is None or entry.digest == rules.digest_of_payload(
            entry.payload, entry.salt
        )
        link = rules.link_of_chain(link, entry.facts())
        if entry.number != number or entry.link != link or not payload_fits:
            return number
    return None
