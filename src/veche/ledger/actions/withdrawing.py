"""Withdrawing: taking back a whole origin, because the wrong file was read in."""

from typing import Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.rooms import listeners_of
from veche.kit.time import SECOND, Moment, day_of, moment, now
from veche.ledger.models import Alias, Channel, Identity, Interaction, Origin, Subject
from veche.ledger.queries.searching import WORDS
from veche.ledger.terms import WITHDRAW_ORIGIN, WITHDRAWN

STEP = 5_000
SETTLING = 3 * SECOND


def withdraw_origin(origin: Origin, *, by: Actor) -> None:
    """Mark an origin withdrawn and have its facts taken out in steps; may be repeated.

    What other origins said about the same facts goes with them; reading those files again
    brings it back.
    """
    require(by, WITHDRAW_ORIGIN, in_=origin.community)
    with transaction.atomic():
        Origin.objects.filter(pk=origin.pk, withdrawn_at=None).update(withdrawn_at=now())
        enqueue("ledger.jobs.take_back", key=str(origin.pk), community=origin.community_id, origin=origin.pk)
        audit(by, "ledger.withdraw_origin", in_=origin.community, on=origin, title=origin.title)


def take_back_step(origin: Origin, *, by: Actor, after: int = 0) -> int:
    """Take out the next few thousand facts; answers the last of them, or 0 when none was left.

    `after` is the last fact of the step before, so that none looks at them all again. Safe to
    cut off anywhere.
    """
    require(by, WITHDRAW_ORIGIN, in_=origin.community)
    with transaction.atomic():
        found = Interaction.objects.filter(origin=origin, pk__gt=after).order_by("pk")
        facts = list(found.values_list("pk", "occurred_at")[:STEP])
        if not facts:
            _take_back_rest(origin)
            return 0
        ids = sql.listed(pk for pk, _ in facts)
        places = [(pk, moment(at)) for pk, at in facts]
        WORDS.remove(places)
        sql.execute(f"DELETE FROM ledger_reply WHERE {sql.any_of('child_id')}", (ids,))
        _mark_months(origin, {at for _, at in places} | _let_replies_wait(ids))
        # What was taken away outside stays so when the fact comes back with another file.
        sql.execute(
            f"UPDATE ledger_removal SET interaction_id = NULL WHERE {sql.any_of('interaction_id')}", (ids,)
        )
        for table, column in (
            ("tally", "interaction_id"),
            ("wording", "interaction_id"),
            ("interaction", "id"),
        ):
            sql.execute(f"DELETE FROM ledger_{table} WHERE {sql.any_of(column)}", (ids,))
    return int(facts[-1][0])


def _let_replies_wait(ids: Any) -> set[int]:
    """Have replies of others to these facts wait for them to come back; answers when those were given."""
    found = sql.fetch(
        "SELECT c.occurred_at FROM ledger_reply r JOIN ledger_interaction c ON c.id = r.child_id "
        f"WHERE {sql.any_of('r.parent_id')}",
        (ids,),
    )
    child = "SELECT {} FROM ledger_interaction c WHERE c.id = ledger_reply.child_id"
    # Whoever was erased by law no longer says what they replied to.
    erased = f"EXISTS ({child.format('1')} AND c.reply_to = '')"
    sql.execute(f"DELETE FROM ledger_reply WHERE {sql.any_of('parent_id')} AND {erased}", (ids,))
    sql.execute(
        f"UPDATE ledger_reply SET parent_id = NULL, channel_id = ({child.format('c.channel_id')}), "
        f"waits_for = ({child.format('c.reply_to')}) WHERE {sql.any_of('parent_id')}",
        (ids,),
    )
    return {at for (at,) in found}


def _moments_of(table: str, origin: Origin) -> set[int]:
    """Answer when the facts were of which the origin stated numbers, or gave words."""
    statement = (
        f"SELECT DISTINCT i.occurred_at FROM ledger_{table} t "
        "JOIN ledger_interaction i ON i.id = t.interaction_id WHERE t.origin_id = %s"
    )
    return {at for (at,) in sql.fetch(statement, (origin.pk,))}


def _mark_months(origin: Origin, moments: set[int]) -> None:
    """Have the columnar copy of these moments' months made anew, once for many steps."""
    zone = origin.community.time_zone
    days = {day_of(at, zone) for at in moments}
    for month in sorted({(day.year - 1970) * 12 + day.month - 1 for day in days}):
        enqueue(
            "ledger.jobs.rebuild_month", key=f"{origin.community_id}:{month}", community=origin.community_id,
            at=Moment(now() + SETTLING), community_id=origin.community_id, month=month,
        )  # fmt: skip


def _take_back_rest(origin: Origin) -> None:
    """Take out what the origin said of others' facts, and identities and channels nobody else saw."""
    _mark_months(origin, _moments_of("tally", origin) | _moments_of("wording", origin))
    sql.execute("DELETE FROM ledger_wording WHERE origin_id = %s", (origin.pk,))
    sql.execute("DELETE FROM ledger_tally WHERE origin_id = %s", (origin.pk,))
    sql.execute("DELETE FROM ledger_removal WHERE origin_id = %s", (origin.pk,))
    Alias.objects.filter(origin=origin).delete()
    lonely = Identity.objects.filter(origin=origin, interaction=None, aliases=None, alias_of=None)
    lonely = lonely.exclude(pk__in=Interaction.objects.filter(target__isnull=False).values("target"))
    ids = list(lonely.values_list("pk", flat=True))
    for listener in listeners_of(WITHDRAWN):
        enqueue(listener, community=origin.community_id, origin=origin.pk)
    for start in range(0, len(ids), 500):
        Identity.objects.filter(pk__in=ids[start : start + 500]).delete()
    Channel.objects.filter(community=origin.community_id, interaction=None).delete()
    Subject.objects.filter(community=origin.community_id, interaction=None).delete()
