"""Reading the audit and checking its chain."""

from django.db.models import QuerySet

from veche.core import rules
from veche.core.models import AuditEntry, Organisation, User


def audit_entries(organisation: Organisation) -> QuerySet[AuditEntry]:
    """Answer the organisation's entries, newest first."""
    return AuditEntry.objects.filter(organisation=organisation).order_by("-number")


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
