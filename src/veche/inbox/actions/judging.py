"""Judging: has figures know of what was promised and of marks, also of conversations older than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.actions.marking import record_marks
from veche.inbox.actions.settling import Due
from veche.inbox.actions.waiting import follow_waits, lay_promises
from veche.inbox.models import Conversation, Rating
from veche.inbox.terms import KEEP_INBOX

if TYPE_CHECKING:
    from veche.core.models import Community

STEP = 500


def judge_anew(*, in_: Community, by: Actor) -> None:
    """Look at all that was asked and answered and at all marks, and have figures know of them.

    What nothing is kept of is judged by what is promised now. May be repeated.
    """
    require(by, KEEP_INBOX, in_=in_)
    after = 0
    while ids := _ids_after(in_, after):
        with transaction.atomic():
            found = Conversation.objects.in_bulk(ids)
            follow_waits(in_, found, Due(in_, {one.channel_id for one in found.values()}))
            record_marks(in_, Rating.objects.filter(conversation__in=ids))
        after = ids[-1]
    lay_promises(in_=in_, by=by)


def _ids_after(community: Community, after: int) -> list[int]:
    found = Conversation.objects.filter(community=community, pk__gt=after).order_by("pk")
    return list(found.values_list("pk", flat=True)[:STEP])
