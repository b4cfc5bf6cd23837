"""Profiles: who somebody is, by which handles, how near to the community."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from veche.ledger.models import Identity, Interaction
from veche.ledger.terms import HANDLES, HandleForm
from veche.people.models import Attachment, Duplicate, Person, Presence, Standing
from veche.people.rules.showing import profile_link
from veche.people.terms import Tie

if TYPE_CHECKING:
    from veche.core.models import Community

# Nobody merges so often; a ring, which no action makes, must not hold a page.
LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class HandleLine:
    """A handle of a person as pages show it."""

    identity: Identity
    tie: Tie

    @property
    def form(self) -> HandleForm:
        """What kind of handle it is."""
        return HANDLES.get(self.identity.kind, HandleForm(self.identity.kind))

    @property
    def value(self) -> str:
        """The handle where it says something; of an account without a name, the name it was seen with."""
        return self.identity.value if self.form.is_exact else self.identity.name

    @property
    def link(self) -> str:
        """Where its profile is."""
        return profile_link(self.identity.kind, self.identity.value)


@dataclass(slots=True)
class Profile:
    """A person of a community with what the head of their page shows."""

    person: Person
    standing: Standing | None
    handles: list[HandleLine] = field(default_factory=list)
    presences: list[Presence] = field(default_factory=list)
    duplicates: int = 0

    @property
    def identities(self) -> list[int]:
        """The ids of the handles."""
        return [line.identity.pk for line in self.handles]

    @property
    def other_names(self) -> list[str]:
        """Other names they were seen with."""
        names = {line.identity.name for line in self.handles} - {"", self.person.name}
        return sorted(names)


def person_of(community: Community, person: int) -> Person | None:
    """Answer who the person with this number is now, if they are of the community: one merged away is
    who they were merged into. Nothing for strangers to the community and for the forgotten.
    """
    found = stood_of(community, person)
    return found[0] if found else None


def stood_of(community: Community, person: int) -> tuple[Person, Standing | None] | None:
    """Answer what `person_of` answers, and where they stand, once that is known."""
    standing = _standing(community, person)
    if standing is not None and standing.person.merged_into_id is None:
        return (standing.person, standing) if standing.person.forgotten_at is None else None
    found = _whole(community, person)
    if found is None or found.forgotten_at:
        return None
    standing = _standing(community, found.pk)
    return (found, standing) if standing or _was_seen(community, found) else None


def _standing(community: Community, person: int) -> Standing | None:
    twins = Duplicate.objects.filter(Q(one=OuterRef("person")) | Q(other=OuterRef("person")))
    open_ones = twins.filter(state=Duplicate.OPEN).order_by().values("state")
    found = (
        Standing.objects.filter(community=community, person=person)
        .annotate(duplicates=Subquery(open_ones.annotate(count=Count("pk")).values("count")))
        .select_related("person").first()
    )  # fmt: skip
    if found is not None:
        found.person.organisation = community.organisation
    return found


def _whole(community: Community, person: int) -> Person | None:
    """Answer the person of the organisation, or whom they were merged into."""
    for _ in range(LONGEST_CHAIN):
        found = Person.objects.filter(organisation=community.organisation_id, pk=person).first()
        if found is None or found.merged_into_id is None:
            break
        person = found.merged_into_id
    if found is not None:
        found.organisation = community.organisation
    return None if found is None or found.merged_into_id else found


def _was_seen(community: Community, person: Person) -> bool:
    """Tell whether the ledger knows the person here: what is recorded counts before it is derived."""
    theirs = Attachment.objects.filter(person=person).values("identity")
    seen = Interaction.objects.filter(community=community)
    return seen.filter(Q(identity__in=theirs) | Q(target__in=theirs)).exists()


def profile_of(community: Community, person: Person, standing: Standing | None) -> Profile:
    """Answer the head of a person's page, for what `stood_of` answered: two queries."""
    twins = getattr(standing, "duplicates", 0) or 0
    profile = Profile(person, standing, handles_of(person), duplicates=twins)
    found = Presence.objects.filter(community=community, person=person).select_related("channel")
    profile.presences = list(found.order_by("-count", "pk"))
    return profile


def handles_of(person: Person) -> list[HandleLine]:
    """Answer the handles of a person: those that name one human first, then by kind and value."""
    found = Attachment.objects.filter(person=person).select_related("identity")
    lines = [HandleLine(one.identity, Tie(one.tie)) for one in found]
    order = list(HANDLES)
    places = {kind: number for number, kind in enumerate(order)}
    return sorted(lines, key=lambda one: (places.get(one.identity.kind, len(order)), one.identity.value))


def handles_of_many(persons: Iterable[int]) -> dict[int, list[str]]:
    """Answer the handles of several persons as people read them, those that name nobody left out."""
    found: dict[int, list[str]] = {}
    attached = Attachment.objects.filter(person__in=list(persons)).select_related("identity")
    for one in attached.order_by("identity__kind", "identity__value"):
        line = HandleLine(one.identity, Tie(one.tie))
        if line.form.is_exact:
            found.setdefault(one.person_id, []).append(one.identity.value)
    return found


def identities_of(person: Person) -> list[int]:
    """Answer the ids of the handles of a person."""
    return list(Attachment.objects.filter(person=person).order_by("pk").values_list("pk", flat=True))


def photo_url(community: Community, person: Person) -> str:
    """Answer where the person's photo is served; nothing where there is none."""
    if not person.face:
        return ""
    stamp = person.face.rsplit("/", 1)[-1].removesuffix(".webp")
    return reverse("people:person_photo", args=[community.slug, person.pk, stamp])
