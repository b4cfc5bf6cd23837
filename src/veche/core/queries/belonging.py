"""Organisations, their communities and who works in them."""

from django.db.models import Q, QuerySet

from veche.core.models import Appointment, Community, Organisation
from veche.core.terms import Actor


def is_founded() -> bool:
    """Tell whether this installation has an organisation yet."""
    return Organisation.objects.exists()


def organisation_of(actor: Actor) -> Organisation | None:
    """Answer the organisation the actor works in."""
    return Organisation.objects.filter(pk=actor.organisation_id or 0).first()


def communities_of(actor: Actor) -> QuerySet[Community]:
    """Answer the communities the actor may see, closed ones too, by name."""
    found = Community.objects.select_related("organisation").order_by("name", "pk")
    if actor.is_machine:
        return found
    found = found.filter(organisation_id=actor.organisation_id or 0)
    if actor.roles.get(None):
        return found
    return found.filter(pk__in=[k for k in actor.roles if k])


def open_communities(actor: Actor) -> QuerySet[Community]:
    """Answer the communities the actor may see that are not closed, by name."""
    return communities_of(actor).filter(closed_at=None)


def community_of(actor: Actor, slug: str) -> Community | None:
    """Answer one community by its address, or nothing if the actor may not see it."""
    return communities_of(actor).filter(slug=slug).first()


def appointments_in(in_: Community | Organisation) -> QuerySet[Appointment]:
    """Answer who works in the community (leaders of the organisation too), or in the organisation."""
    found = Appointment.objects.select_related("user", "community").order_by("user__name", "pk")
    if isinstance(in_, Organisation):
        return found.filter(organisation=in_)
    return found.filter(Q(community=in_) | Q(organisation=in_.organisation_id, community=None))
