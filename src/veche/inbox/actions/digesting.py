"""Digesting: letters of what waits in the inbox, for whoever wants them, when they want them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.queries import actor_of, allows
from veche.core.terms import Actor
from veche.inbox.models import Digest
from veche.inbox.queries.listing import Row, conversations_listed
from veche.inbox.queries.waiting import Waiting, capped, waiting_in
from veche.inbox.terms import KEEP_INBOX, READ_INBOX, Wish
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import now, number_of_day

if TYPE_CHECKING:
    from veche.core.models import Community

HOURS, LISTED, WORDS = 24, 10, 120
_HOUR = N_("Choose an hour of the day.")


def set_digest(hour: int, days: Iterable[int], *, in_: Community, by: Actor) -> None:
    """Have the actor written to at an hour of some weekdays, Monday is 0; without days never."""
    require(by, READ_INBOX, in_=in_)
    refuse_if([Reason(_HOUR, field="hour")] * (not 0 <= hour < HOURS))
    chosen = sorted({day for day in days if 0 <= day < 7})
    with transaction.atomic():
        mine = Digest.objects.filter(community=in_, user=by.user_id or 0)
        if not chosen:
            mine.delete()
        elif by.user_id is not None and not mine.update(hour=hour, days=chosen):
            Digest.objects.create(community=in_, user_id=by.user_id, hour=hour, days=chosen)
        audit(by, "inbox.set_digest", in_=in_, hour=hour, days=chosen)


def send_digest(digest: Digest, *, by: Actor) -> bool:
    """Write the letter of today, once, unless nothing waits or its reader may not read it any more.

    Answers whether there is a letter. May be repeated.
    """
    community, user = digest.community, digest.user
    require(by, KEEP_INBOX, in_=community)
    with transaction.atomic():
        today = number_of_day(now(), community.time_zone)
        if not Digest.objects.filter(pk=digest.pk, sent_day__lt=today).update(sent_day=today):
            return False
        reader = actor_of(user, organisation_id=community.organisation_id)
        waiting = waiting_in(community, user.pk)
        if not waiting.whole or not allows(reader, READ_INBOX, community):
            return False
        with (
            translation.override(user.language or community.language),
            timezone.override(community.time_zone),
        ):
            subject = gettext("{community}: waiting for an answer: {count}").format(
                community=community.name, count=capped(waiting.whole)
            )
            rows = conversations_listed(community, Wish(), user.pk).rows[:LISTED]
            body = _body(community, waiting, rows)
        write_letter(user.email, subject, body, organisation=community.organisation_id)
    return True


def _body(community: Community, waiting: Waiting, rows: list[Row]) -> str:
    counts = (
        gettext("Waiting for an answer: {count}").format(count=capped(waiting.whole)),
        gettext("Overdue: {count}").format(count=capped(waiting.overdue)),
        gettext("Yours: {count}").format(count=capped(waiting.mine)),
    )
    lines = [*counts, "", gettext("Whoever waits longest:"), ""]
    for row in rows:
        lines += [_line(row), "  " + _address(community, "inbox:conversation_page", row.conversation.pk)]
    lines += [
        "", gettext("The inbox:") + " " + _address(community, "inbox:conversation_list"),
        gettext("When these letters come:") + " " + _address(community, "inbox:digest_page"),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    one = row.conversation
    since = one.waiting_since or one.last_at
    when = formats.date_format(timezone.localtime(since), "SHORT_DATETIME_FORMAT")
    words = " ".join(row.words.split())
    short = words if len(words) <= WORDS else words[:WORDS] + "…"
    overdue = f" ({gettext('overdue')})" if row.is_overdue else ""
    return f"- {row.name or '?'}, {one.channel.title}, {when}{overdue}: {short or '…'}"


def _address(community: Community, route: str, *more: int) -> str:
    return settings.ADDRESS + reverse(route, args=[community.slug, *more])
