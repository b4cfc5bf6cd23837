"""Merging and splitting: what humans decide about who is one. Undone at any time; the ledger stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import now
from veche.people.actions.recognising import touch_persons
from veche.people.actions.settling import settle
from veche.people.models import Attachment, Duplicate, Merge, Person, Split
from veche.people.terms import MERGE_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

_SAME = N_("This is one person already.")
_GONE = N_("One of the two is no longer here: somebody merged or forgot them. Look again.")
_ALL = N_("Leave at least one handle with the person.")
_NOT_THEIRS = N_("One of these handles is not this person's. Look again.")
_NONE = N_("Choose the handles that are somebody else's.")


def merge_persons(keep: Person, lose: Person, *, in_: Community, by: Actor) -> Merge:
    """Say that two persons are one: `keep` is shown from now on, with everything of both.

    Refuses one and the same, and anybody merged or forgotten meanwhile. `undo_merge` takes it back.
    """
    require(by, MERGE_PEOPLE, in_=in_)
    with transaction.atomic():
        pair = _shown((keep.pk, lose.pk), in_)
        refuse_if([Reason(_SAME)] if keep.pk == lose.pk else [])
        refuse_if([Reason(_GONE)] if len(pair) != 2 else [])
        merge = Merge.objects.create(keep=keep, lose=lose, **_decision(in_, by))
        _settle({one.anchor_id for one in pair}, in_)
        Duplicate.objects.filter(one__in=pair, other__in=pair).update(
            state=Duplicate.MERGED, merge=merge, user_id=by.user_id, author=by.name, decided_at=now()
        )
        audit(by, "people.merge_persons", in_=in_, on=keep, lose=lose.pk)
    return merge


def undo_merge(merge: Merge, *, in_: Community, by: Actor) -> None:
    """Take a merge back: each gets back exactly what was theirs. May be repeated."""
    require(by, MERGE_PEOPLE, in_=in_)
    with transaction.atomic():
        if Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=now()):
            anchors = {merge.keep.anchor_id, merge.lose.anchor_id} - {None}
            _settle(anchors, in_)
            Duplicate.objects.filter(merge=merge).update(state=Duplicate.OPEN, merge=None, decided_at=None)
            audit(by, "people.undo_merge", in_=in_, on=merge.keep, lose=merge.lose_id)


def split_identities(person: Person, identities: Iterable[int], *, in_: Community, by: Actor) -> Split:
    """Say that some handles are not this person's but another one's; what belongs to them goes along.

    Refuses to take all handles, none, or anybody else's. `undo_split` takes it back.
    """
    require(by, MERGE_PEOPLE, in_=in_)
    taken = set(identities)
    with transaction.atomic():
        held = set(Attachment.objects.filter(person=person).values_list("identity_id", flat=True))
        refuse_if([Reason(_NONE)] if not taken else [])
        refuse_if([Reason(_NOT_THEIRS)] if taken - held else [])
        refuse_if([Reason(_ALL)] if taken == held else [])
        sides = {"identities": sorted(taken), "stayed": sorted(held - taken)}
        split = Split.objects.create(person=person, **sides, **_decision(in_, by))
        _settle(held, in_)
        gone = Attachment.objects.filter(identity__in=taken).exclude(person=person).first()
        if gone is None:  # the person went with what was taken out: those that stayed are another
            gone = Attachment.objects.filter(identity__in=held - taken).first()
        split.into = gone.person if gone else None
        split.save(update_fields=["into"])
        audit(by, "people.split_identities", in_=in_, on=person, identities=sorted(taken))
    return split


def undo_split(split: Split, *, in_: Community, by: Actor) -> None:
    """Take a split back: the handles are together again. May be repeated."""
    require(by, MERGE_PEOPLE, in_=in_)
    with transaction.atomic():
        if Split.objects.filter(pk=split.pk, undone_at=None).update(undone_at=now()):
            _settle({*split.identities, *split.stayed}, in_)
            audit(by, "people.undo_split", in_=in_, on=split.person, identities=split.identities)


def _shown(persons: tuple[int, ...], in_: Community) -> list[Person]:
    """Answer those of the persons that are shown, held until the transaction ends."""
    found = Person.objects.select_for_update().filter(organisation=in_.organisation_id, pk__in=persons)
    return list(found.filter(merged_into=None, forgotten_at=None, anchor__isnull=False))


def _settle(identities: Iterable[int | None], in_: Community) -> None:
    """Bring persons to what is decided now; by the machine, as it may reach beyond this community."""
    seeds = {pk for pk in identities if pk is not None}
    if not seeds:
        raise Refusal(_GONE)
    changed = settle(seeds, organisation=in_.organisation, by=SYSTEM)
    touch_persons(changed, by=SYSTEM, in_=in_)


def _decision(in_: Community, by: Actor) -> dict[str, object]:
    return {
        "organisation_id": in_.organisation_id, "community_id": in_.pk, "user_id": by.user_id,
        "author": by.name, "made_at": now(),
    }  # fmt: skip
