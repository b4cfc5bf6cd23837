"""Who acts, with which roles."""

from collections import defaultdict

from django.contrib.auth.tokens import default_token_generator
from django.utils.http import int_to_base36

from veche.core import rules
from veche.core.models import Appointment, Community, Organisation, User
from veche.core.terms import Actor, Permission, Role


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


def way_back_of(user: User) -> tuple[str, str]:
    """Answer the two parts of the link by which a forgotten password is set anew.

    Worth nothing after the password or the address changed, after signing in, and after a day.
    """
    return int_to_base36(user.pk), default_token_generator.make_token(user)


def allows(actor: Actor, permission: Permission, in_: Community | Organisation | None = None) -> bool:
    """Tell whether a page may offer something: in a community, or over the actor's organisation."""
    if isinstance(in_, Community):
        return rules.may(actor, permission, organisation=in_.organisation_id, community=in_.pk)
    return rules.may(actor, permission, organisation=actor.organisation_id or 0, community=None)
