"""Founding: the organisation, its communities and their settings."""

from typing import Any

from django.db import transaction

from veche.core import rules
from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.actions.staffing import make_user
from veche.core.models import Appointment, Community, Organisation, User
from veche.core.terms import (
    CHANGE_COMMUNITY,
    CHANGE_ORGANISATION,
    COMMUNITY_CHANGED,
    OPEN_COMMUNITY,
    Actor,
    Role,
)
from veche.kit.jobs import enqueue
from veche.kit.rooms import listeners_of
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import now

CHANGEABLE = frozenset(
    {"name", "about", "language", "time_zone", "currency", "accent", "country", "is_public"}
)


def found_organisation(
    name: str, *, owner_email: str, owner_name: str, password: str, language: str, by: Actor
) -> tuple[Organisation, User]:
    """Found an organisation with its owner; by the machine at first run or from the command line."""
    refuse_if([Reason(N_("Give the organisation a name."), field="organisation")] if not name.strip() else [])
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name.strip(), made_at=now())
        require(by, CHANGE_ORGANISATION, in_=organisation)
        owner = make_user(
            owner_email, name=owner_name, password=password, language=language, in_=organisation, by=by
        )
        Appointment.objects.create(user=owner, organisation=organisation, role=Role.OWNER, made_at=now())
        audit(by, "core.found_organisation", in_=organisation, on=organisation, owner=owner.email)
    return organisation, owner


def open_community(organisation: Organisation, *, by: Actor, slug: str = "", **settings: Any) -> Community:
    """Open a community with name, language, time_zone, currency, accent; the address is made of the name.

    Refuses settings that make no sense, all at once, and an address that is taken.
    """
    require(by, OPEN_COMMUNITY, in_=organisation)
    community = Community(organisation=organisation, made_at=now(), **settings)
    community.slug = slug or _free_slug(rules.slug_of(community.name))
    refuse_if([*_faults(community), *_taken(community)])
    with transaction.atomic():
        community.save()
        audit(by, "core.open_community", in_=community, on=community, name=community.name)
    return community


def change_community(community: Community, *, by: Actor, **changes: Any) -> Community:
    """Change a community's settings; fields not named stay. May be repeated."""
    require(by, CHANGE_COMMUNITY, in_=community)
    before = {key: getattr(community, key) for key in changes if key in CHANGEABLE}
    for key, value in changes.items():
        if key in CHANGEABLE:
            setattr(community, key, value)
    refuse_if(_faults(community))
    with transaction.atomic():
        community.save()
        audit(by, "core.change_community", in_=community, on=community, before=before, after=changes)
        changed = sorted(key for key, value in before.items() if value != getattr(community, key))
        for listener in listeners_of(COMMUNITY_CHANGED) if changed else ():
            enqueue(listener, community=community.pk, community_id=community.pk, changed=changed)
    return community


def change_organisation(organisation: Organisation, *, name: str, by: Actor) -> Organisation:
    """Give the organisation another name."""
    require(by, CHANGE_ORGANISATION, in_=organisation)
    refuse_if([Reason(N_("Give the organisation a name."), field="name")] if not name.strip() else [])
    with transaction.atomic():
        before, organisation.name = organisation.name, name.strip()
        organisation.save()
        audit(by, "core.change_organisation", in_=organisation, on=organisation, before=before, after=name)
    return organisation


def close_community(community: Community, *, by: Actor) -> None:
    """Take a community out of everybody's way; its data stays and `reopen_community` undoes it."""
    require(by, OPEN_COMMUNITY, in_=community.organisation)
    with transaction.atomic():
        Community.objects.filter(pk=community.pk, closed_at=None).update(closed_at=now())
        audit(by, "core.close_community", in_=community, on=community)


def reopen_community(community: Community, *, by: Actor) -> None:
    """Undo closing a community. May be repeated."""
    require(by, OPEN_COMMUNITY, in_=community.organisation)
    with transaction.atomic():
        Community.objects.filter(pk=community.pk).update(closed_at=None)
        audit(by, "core.reopen_community", in_=community, on=community)


def _faults(community: Community) -> list[Reason]:
    return rules.faults_of_community(
        community.name, community.slug, community.time_zone, community.currency, community.accent
    )


def _taken(community: Community) -> list[Reason]:
    taken = Community.objects.filter(slug=community.slug).exists()
    return [Reason(N_("Another community has this address."), field="slug")] if taken else []


def _free_slug(slug: str) -> str:
    """Add a number where the address is taken."""
    free, number = slug, 2
    while Community.objects.filter(slug=free).exists():
        free, number = f"{slug[:45]}-{number}", number + 1
    return free
