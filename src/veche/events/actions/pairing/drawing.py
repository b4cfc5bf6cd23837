"""Drawing rounds: putting people together, anew while nobody was asked, again when it is time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Introduced, Introduction, Round
from veche.events.queries.pairing import USUAL_FIELDS, met_lately, people_for, seekers_of
from veche.events.rules.pairing import make_groups
from veche.events.terms import INTRODUCE_PEOPLE
from veche.events.terms.pairing import LEAST_PEOPLE, MOST_PEOPLE, PACES, SIZES, Groups, Likeness, Wishes
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, Moment, as_datetime, now
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.events.models import Event
    from veche.people.models import Segment

UNTITLED = N_("Give the round a name.")
TOO_FEW = N_("There is nobody to put together: it takes two people at least.")
TOO_MANY = N_("A round is for {most} people at most. Choose a smaller segment.")
ASKED = N_("People were asked already: they stay as they are.")
ODD_SIZE = N_("Choose how many come together.")


def draw_round(
    community: Community,
    title: str,
    wishes: Wishes,
    *,
    by: Actor,
    event: Event | None = None,
    segment: Segment | None = None,
    fields: Mapping[str, str] | None = None,
    every_days: int = 0,
    seed: int | None = None,
) -> Round:
    """Put people of an event, a segment or all members together; nobody is asked yet.

    Nobody who was put together in the last year is again, nor is anybody who never wants to be.
    Refuses a round without a name, of too few or too many people, of a size there is not.
    """
    require(by, INTRODUCE_PEOPLE, in_=community)
    name = clean_name(title, 200)
    reasons = [] if name else [Reason(UNTITLED, field="title")]
    reasons += [] if wishes.size in SIZES and every_days in PACES else [Reason(ODD_SIZE, field="size")]
    refuse_if(reasons)
    at = now()
    kept = Round(
        community=community, event=event, segment=segment, title=name, made_at=at, user_id=by.user_id,
        seed=secrets.randbelow(2**31) if seed is None else seed, every_days=every_days,
        wishes={
            "size": wishes.size, "by": wishes.by, "mixes_newcomers": wishes.mixes_newcomers,
            "keeps_circles_apart": wishes.keeps_circles_apart, "fields": dict(fields or USUAL_FIELDS),
        },
    )  # fmt: skip
    groups = _groups_for(kept)
    with transaction.atomic():
        kept.save(force_insert=True)
        _seat(kept, groups)
        audit(by, "events.draw_round", in_=community, on=kept, title=name)
    return kept


def redraw_round(found: Round, *, by: Actor) -> None:
    """Put the same people together in another way; refused once they were asked."""
    require(by, INTRODUCE_PEOPLE, in_=found.community)
    found.seed = secrets.randbelow(2**31)
    groups = _groups_for(found)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=found.pk)
        if held.asked_at is not None:
            raise Refusal(Reason(ASKED))
        Introduction.objects.filter(round=held).delete()
        Round.objects.filter(pk=held.pk).update(seed=found.seed)
        _seat(held, groups)


def repeat_round(found: Round, *, by: Actor) -> Round | None:
    """Make the next round of one that comes again; once for each date, nothing if it is not due."""
    require(by, INTRODUCE_PEOPLE, in_=found.community)
    due = Round.objects.filter(pk=found.pk, next_at__lte=now(), removed_at=None)
    with transaction.atomic():
        if not due.update(next_at=None):
            return None
        return draw_round(
            found.community, found.title, wishes_of(found), event=found.event, segment=found.segment,
            fields=found.wishes.get("fields"), every_days=found.every_days, by=by,
        )  # fmt: skip


def plan_next(found: Round, *, from_: Moment) -> None:
    """Note when the next round of one that comes again is made."""
    if found.every_days:
        next_at = as_datetime(from_ + found.every_days * DAY)
        Round.objects.filter(pk=found.pk, next_at=None).update(next_at=next_at)


def remove_round(found: Round, *, by: Actor) -> None:
    """Take a round away: its links lead nowhere and it comes no more; `restore_round` undoes it."""
    require(by, INTRODUCE_PEOPLE, in_=found.community)
    with transaction.atomic():
        if Round.objects.filter(pk=found.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_round", in_=found.community, on=found, title=found.title)


def restore_round(found: Round, *, by: Actor) -> None:
    """Bring a round back. May be repeated."""
    require(by, INTRODUCE_PEOPLE, in_=found.community)
    with transaction.atomic():
        if Round.objects.filter(pk=found.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_round", in_=found.community, on=found, title=found.title)


def wishes_of(found: Round) -> Wishes:
    """Answer how a round puts people together."""
    told = found.wishes
    return Wishes(
        int(told["size"]),
        Likeness(told["by"]),
        bool(told["mixes_newcomers"]),
        bool(told["keeps_circles_apart"]),
    )


def _groups_for(found: Round) -> Groups:
    ids = people_for(found.community, event=found.event, segment=found.segment)
    if len(ids) > MOST_PEOPLE:
        raise Refusal(Reason(TOO_MANY, field="who", values={"most": MOST_PEOPLE}))
    seekers = seekers_of(found.community, ids, USUAL_FIELDS | found.wishes.get("fields", {}))
    if len(seekers) < LEAST_PEOPLE:
        raise Refusal(Reason(TOO_FEW, field="who"))
    apart = met_lately(found.community, but=found.pk or 0)
    return make_groups(seekers, wishes_of(found), apart=apart, seed=found.seed)


def _seat(found: Round, groups: Groups) -> None:
    """Keep the pairs or tables, each person by a handle of theirs: their address where they have one."""
    persons = [person for group in groups.groups for person in group]
    attached = Attachment.objects.filter(person__in=persons).order_by("pk")
    handles: dict[int, int] = {}
    for person, identity, kind in attached.values_list("person", "identity", "identity__kind"):
        if kind == "email" or person not in handles:
            handles[person] = identity
    tables = Introduction.objects.bulk_create(
        [Introduction(round=found, number=number) for number in range(1, len(groups.groups) + 1)]
    )
    Introduced.objects.bulk_create([
        Introduced(introduction=table, round=found, identity_id=handles[person])
        for table, group in zip(tables, groups.groups, strict=True) for person in group
    ])  # fmt: skip
