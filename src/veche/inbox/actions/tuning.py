"""Tuning: what opens a conversation in a channel, by when it is answered, who gets it, who is on duty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import User
from veche.core.queries import colleagues_in
from veche.core.terms import Actor
from veche.inbox.actions.settling import settle
from veche.inbox.models import AssignRule, ChannelRule, Conversation, Desk, Duty, LinkCard, SavedFilter
from veche.inbox.terms import ANY_REASON, READ_INBOX, TUNE_INBOX, Method, State
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Channel

MOST_DAYS, MOST_HOLIDAYS, MOST_MINUTES, STEP = 365, 400, 60 * 24 * 60, 500
DAY = 24 * 60
_DAYS = N_("Choose between 1 and {most} days.")
_HOURS = N_("A working day ends after it began.")
_HOLIDAY = N_("Write holidays as dates: 2026-01-01, one a line.")
_MINUTES = N_("That is longer than anybody waits.")
_NOBODY = N_("Choose who gets them.")
_UNNAMED = N_("Give the view a name.")


class Tuned(NamedTuple):
    """How the inbox of a community is to be tuned; hours are minutes of the day, Monday first."""

    days: int
    close_after: int
    hours: tuple[tuple[int, int] | None, ...]
    holidays: tuple[str, ...]
    first_minutes: int
    whole_minutes: int
    shows_links: bool = False


def tune_desk(tuned: Tuned, *, in_: Community, by: Actor) -> Desk:
    """Set working hours, holidays, promises and how far the inbox looks back; refuses what cannot be.

    Where links are not to be shown any more, what was known of them is deleted.
    """
    require(by, TUNE_INBOX, in_=in_)
    refuse_if(_faults_of(tuned))
    with transaction.atomic():
        facts = tuned._asdict() | {
            "hours": [list(day) if day else None for day in tuned.hours],
            "holidays": sorted(set(tuned.holidays)),
        }
        desk, _ = Desk.objects.update_or_create(community=in_, defaults=facts)
        _count_anew(in_)
        if not tuned.shows_links:
            LinkCard.objects.filter(community=in_).delete()
        audit(by, "inbox.tune_desk", in_=in_, on=desk)
    return desk


def _faults_of(tuned: Tuned) -> list[Reason]:
    faults = []
    if not 1 <= tuned.days <= MOST_DAYS:
        faults.append(Reason(_DAYS, field="days", values={"most": MOST_DAYS}))
    if not 0 <= tuned.close_after <= MOST_DAYS:
        faults.append(Reason(_DAYS, field="close_after", values={"most": MOST_DAYS}))
    if any(day and not 0 <= day[0] < day[1] <= DAY for day in tuned.hours):
        faults.append(Reason(_HOURS, field="hours"))
    if len(tuned.holidays) > MOST_HOLIDAYS or not all(map(_is_day, tuned.holidays)):
        faults.append(Reason(_HOLIDAY, field="holidays"))
    for name in ("first_minutes", "whole_minutes"):
        if not 0 <= getattr(tuned, name) <= MOST_MINUTES:
            faults.append(Reason(_MINUTES, field=name))
    return faults


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def tune_channel(
    channel: Channel, reasons: int, first: int | None, whole: int | None, *, asks_how: bool = False,
    in_: Community, by: Actor,
) -> ChannelRule:  # fmt: skip
    """Set which reasons open a conversation in a channel, and its own promises in working minutes.

    `asks_how` has people asked how it was once their conversation is closed.
    """
    require(by, TUNE_INBOX, in_=in_)
    promised = {"first_minutes": first, "whole_minutes": whole}
    faults = [Reason(_MINUTES, field=name) for name, minutes in promised.items()
              if minutes is not None and not 0 <= minutes <= MOST_MINUTES]  # fmt: skip
    refuse_if(faults)
    with transaction.atomic():
        rule, _ = ChannelRule.objects.update_or_create(
            channel=channel, defaults=promised | {"reasons": int(reasons & ANY_REASON), "asks_how": asks_how}
        )
        _count_anew(in_)
        audit(by, "inbox.tune_channel", in_=in_, on=channel, reasons=rule.reasons, asks_how=asks_how)
    return rule


def _count_anew(community: Community) -> None:
    enqueue("inbox.jobs.count_due", key=str(community.pk), community=community.pk, community_id=community.pk)


def count_due(*, in_: Community, by: Actor) -> None:
    """Work out anew by when every open conversation is due. May be repeated."""
    require(by, TUNE_INBOX, in_=in_)
    after = 0
    while True:
        found = Conversation.objects.filter(community=in_, state=State.OPEN, pk__gt=after).order_by("pk")
        ids = list(found.values_list("pk", flat=True)[:STEP])
        if not ids:
            return
        with transaction.atomic():
            settle(in_, ids)
        after = ids[-1]


class Ruled(NamedTuple):
    """A rule of who gets conversations; what is empty fits everything."""

    channel: int | None
    language: str
    words: str
    method: Method
    users: tuple[int, ...]


def save_rule(ruled: Ruled, *, in_: Community, by: Actor) -> AssignRule:
    """Add a rule of who gets conversations, after those there are. Refuses nobody and strangers."""
    require(by, TUNE_INBOX, in_=in_)
    here = {one.user.pk for one in colleagues_in(in_)}
    users = [user for user in ruled.users if user in here]
    refuse_if([Reason(_NOBODY, field="users")] * (not users))
    with transaction.atomic():
        found = AssignRule.objects.create(
            community=in_, channel_id=ruled.channel, language=ruled.language[:5],
            words=clean(ruled.words).strip()[:500], method=ruled.method, users=users, made_at=now(),
            place=AssignRule.objects.filter(community=in_).count(),
        )  # fmt: skip
        audit(by, "inbox.save_rule", in_=in_, on=found)
    return found


def remove_rule(rule: AssignRule, *, in_: Community, by: Actor) -> None:
    """Take a rule away; `restore_rule` brings it back. May be repeated."""
    require(by, TUNE_INBOX, in_=in_)
    with transaction.atomic():
        AssignRule.objects.filter(pk=rule.pk, community=in_).update(removed_at=now())
        audit(by, "inbox.remove_rule", in_=in_, on=rule)


def restore_rule(rule: AssignRule, *, in_: Community, by: Actor) -> None:
    """Bring a rule back. May be repeated."""
    require(by, TUNE_INBOX, in_=in_)
    with transaction.atomic():
        AssignRule.objects.filter(pk=rule.pk, community=in_).update(removed_at=None)
        audit(by, "inbox.restore_rule", in_=in_, on=rule)


def set_duty(user: User, hours: Mapping[int, tuple[int, int]], *, in_: Community, by: Actor) -> None:
    """Set when somebody is on duty: minutes from and to by weekday, Monday is 0; else they are free."""
    require(by, TUNE_INBOX, in_=in_)
    refuse_if([Reason(_HOURS, field="hours")] * any(not 0 <= a < b <= DAY for a, b in hours.values()))
    with transaction.atomic():
        Duty.objects.filter(community=in_, user=user).delete()
        Duty.objects.bulk_create(
            Duty(community=in_, user=user, weekday=day, start=start, end=end)
            for day, (start, end) in sorted(hours.items()) if 0 <= day < 7
        )  # fmt: skip
        audit(by, "inbox.set_duty", in_=in_, on=user)


def save_filter(title: str, query: str, *, is_shared: bool, in_: Community, by: Actor) -> SavedFilter:
    """Keep a view of the inbox under a name, for oneself or for all."""
    require(by, READ_INBOX, in_=in_)
    name = clean_name(title)[:100]
    refuse_if([Reason(_UNNAMED, field="title")] * (not name))
    with transaction.atomic():
        found = SavedFilter.objects.create(
            community=in_,
            user_id=by.user_id,
            title=name,
            query=query[:500],
            is_shared=is_shared,
            made_at=now(),
        )
        audit(by, "inbox.save_filter", in_=in_, on=found, title=name)
    return found


def remove_filter(kept: SavedFilter, *, in_: Community, by: Actor) -> None:
    """Forget a kept view of one's own; others' stay. May be repeated."""
    require(by, READ_INBOX, in_=in_)
    with transaction.atomic():
        theirs = SavedFilter.objects.filter(pk=kept.pk, community=in_, user_id=by.user_id)
        if theirs.delete()[0]:
            audit(by, "inbox.remove_filter", in_=in_, title=kept.title)
