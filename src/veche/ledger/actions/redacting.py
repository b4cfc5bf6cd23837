"""Redacting: erasing by law blanks words and handles and keeps the count."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import token_hex
from typing import TYPE_CHECKING

import orjson
from django.conf import settings
from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import moment, now
from veche.ledger import rules
from veche.ledger.actions.storing import json_of
from veche.ledger.models import Alias, Identity, Interaction, Removal, Reply, Wording
from veche.ledger.queries.searching import WORDS
from veche.ledger.terms import ERASED, HORIZON, REDACT_IDENTITY

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation


def redact_identities(identities: Iterable[int], *, organisation: Organisation, by: Actor) -> int:
    """Blank the handles, names and words of identities and keep digests so that they stay out.

    Facts keep their kind, time and place, so that counts stay true; answers how many facts
    were blanked. May be repeated. Called by forgetting a person, which asks for the right there.
    """
    require(by, REDACT_IDENTITY, in_=organisation)
    ids = list(identities)
    count = 0
    with transaction.atomic():
        _wait_for_recorders()
        found = Identity.objects.filter(organisation=organisation, pk__in=ids)
        _suppress(organisation, [(i.kind, i.value) for i in found if not i.value.startswith(ERASED)])
        for identity in found:
            identity.value, identity.name = f"{ERASED}{token_hex(12)}", ""
            identity.save(update_fields=["value", "name"])
            count += _blank_facts(identity.pk)
        Alias.objects.filter(identity__in=ids).delete()
        Alias.objects.filter(other__in=ids).delete()
        enqueue("ledger.jobs.purge_words", key="purge")
        enqueue("ledger.jobs.erase_from_columns", key=str(organisation.pk), organisation=organisation.pk)
    return count


def strike_from_extra(
    origin: int, span: tuple[int, int], part: str, names: frozenset[str], *, in_: Community, by: Actor
) -> int:  # fmt: skip
    """Take named values out of a part of the extra data of an origin's facts from first to last.

    For what must not outlive a consent and is kept elsewhere, where it can be erased. Answers how
    many facts were changed; may be repeated.
    """
    require(by, REDACT_IDENTITY, in_=in_.organisation)
    rows = sql.fetch(
        "SELECT id, extra FROM ledger_interaction "
        "WHERE id BETWEEN %s AND %s AND origin_id = %s AND community_id = %s AND extra IS NOT NULL",
        (*span, origin, in_.pk),
    )
    changed = []
    for pk, extra in rows:
        found = extra if isinstance(extra, dict) else orjson.loads(extra)
        held = found.get(part) if isinstance(found, dict) else None
        if isinstance(held, dict) and held.keys() & names:
            rest = {name: value for name, value in held.items() if name not in names}
            changed.append((json_of(found | {part: rest}), pk))
    sql.execute_many("UPDATE ledger_interaction SET extra = %s WHERE id = %s", changed)
    return len(changed)


def _wait_for_recorders() -> None:
    """Let batches on their way commit and new ones wait: none may add words to a handle it read before."""
    if sql.on_postgres():
        sql.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (HORIZON,))


def _suppress(organisation: Organisation, handles: list[tuple[str, str]]) -> None:
    rows = [
        (organisation.pk, rules.digest_of_handle(*handle, secret=settings.SECRET_KEY), now())
        for handle in handles
    ]
    sql.insert_rows("ledger_suppression", ("organisation_id", "digest", "made_at"), rows, ignore=True)


def _blank_facts(identity: int) -> int:
    """Take the words from the table and the index, and what the outside's ids might tell."""
    facts = Interaction.objects.filter(identity=identity)
    places = list(facts.values_list("pk", "occurred_at"))
    WORDS.remove((pk, moment(at)) for pk, at in places)
    Wording.objects.filter(interaction__identity=identity).delete()
    Removal.objects.filter(interaction__identity=identity).delete()
    sql.execute(
        "UPDATE ledger_interaction SET extra = NULL, thread = '', reply_to = '', "
        "external_id = 'erased-' || id WHERE identity_id = %s",
        (identity,),
    )
    # What others did to them may say of them what words do: «added Anna by phone».
    sql.execute("UPDATE ledger_interaction SET extra = NULL WHERE target_id = %s", (identity,))
    Reply.objects.filter(child__identity=identity).update(channel_id=None, waits_for="")
    return len(places)
