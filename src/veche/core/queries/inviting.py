"""Invitations that wait to be used."""

from django.db.models import QuerySet

from veche.core.models import Community, Invitation, Organisation
from veche.core.rules import digest_of_secret
from veche.kit.models import Letter
from veche.kit.time import now


def invitation_of(secret: str) -> Invitation | None:
    """Answer the invitation of a link's secret while it can still be used."""
    found = Invitation.objects.select_related("organisation", "community")
    open_ones = found.filter(used_at=None, withdrawn_at=None, ends_at__gt=now())
    return open_ones.filter(digest=digest_of_secret(secret)).first()


def invitations_in(in_: Community | Organisation) -> QuerySet[Invitation]:
    """Answer the invitations that wait to be used, newest first."""
    found = Invitation.objects.filter(used_at=None, withdrawn_at=None, ends_at__gt=now())
    found = found.select_related("made_by", "community").order_by("-made_at")
    if isinstance(in_, Organisation):
        return found.filter(organisation=in_)
    return found.filter(community=in_)


def letters_of(organisation: Organisation) -> QuerySet[Letter]:
    """Answer the letters about this organisation alone, newest first."""
    return Letter.objects.filter(organisation_id=organisation.pk).order_by("-made_at", "-pk")
