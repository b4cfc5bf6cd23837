"""Who acts, with which roles."""

from collections import defaultdict

from veche.core.models import Appointment, User
from veche.core.terms import Actor, Role


def actor_of(user: User, *, address: str = "", organisation_id: int | None = None) -> Actor:
    """Answer the user as an actor with their roles in one organisation.

    In the one named, or the first that took them in; `address` is where the request came
    from. Somebody without a role there may do nothing.
    """
    roles: dict[int | None, set[Role]] = defaultdict(set)
    organisation = organisation_id
    for held in Appointment.objects.filter(user=user).order_by("made_at", "pk"):
        organisation = organisation or held.organisation_id
        if held.organisation_id == organisation:
            roles[held.community_id].add(Role(held.role))
    frozen = {community: frozenset(found) for community, found in roles.items()}
    return Actor(user.name or user.email, user.pk, address, organisation, frozen)


def actor_with_all_rights(name: str) -> Actor:
    """Answer an actor for the command line: whoever may run it owns the machine."""
    return Actor(name=name, is_machine=True)
