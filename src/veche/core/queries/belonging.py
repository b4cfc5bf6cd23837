"""Organisations, their communities and who works in them."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from veche.core.models import Appointment, AuditEntry, Community, Organisation, User
from veche.core.terms import Actor, Role


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


def appointments_in(in_: Community | Organisation) -> QuerySet[Appointment]:
    """Answer who works in the community (leaders of the organisation too), or in the organisation."""
    found = Appointment.objects.select_related("user", "community").order_by("user__name", "pk")
    if isinstance(in_, Organisation):
        return found.filter(organisation=in_)
    return found.filter(Q(community=in_) | Q(organisation=in_.organisation_id, community=None))


@dataclass
class Colleague:
    """Somebody who works here, with the roles they have over the organisation and in communities."""

    user: User
    over_all: list[Role] = field(default_factory=list)
    in_communities: list[tuple[Community, Role]] = field(default_factory=list)


def colleagues_in(in_: Community | Organisation) -> list[Colleague]:
    """Answer who works in the community (leaders of the organisation too) or in the organisation, by name."""
    found: dict[int, Colleague] = {}
    for held in appointments_in(in_):
        colleague = found.setdefault(held.user_id, Colleague(held.user))
        if held.community is None:
            colleague.over_all.append(Role(held.role))
        else:
            colleague.in_communities.append((held.community, Role(held.role)))
    return list(found.values())


def user_in(organisation: Organisation, user_id: int) -> User | None:
    """Answer a user who works in the organisation, or did and was dismissed; strangers are nothing."""
    here = Q(appointments__organisation=organisation)
    past = AuditEntry.objects.filter(organisation=organisation, on_kind="core.user", on_id=str(user_id))
    found = User.objects.filter(here, pk=user_id).first()
    return found or (User.objects.filter(pk=user_id).first() if past.exists() else None)


def public_community(slug: str) -> Community | None:
    """Answer a community that wants to be seen by anybody, by its address."""
    return Community.objects.filter(slug=slug, is_public=True, closed_at=None).first()


def shown_community(slug: str) -> Community | None:
    """Answer a community that is not closed by its address, for a page that asks further whether to show."""
    return Community.objects.filter(slug=slug, closed_at=None).first()
