"""Pasts: who came to what before, at our own events and on lists that were imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.events.models import Event
from veche.events.terms import HOLDING, EventKind
from veche.events.terms.predicting import Evening, Lead, Past
from veche.kit import sql
from veche.kit.time import DAY, Moment, moment, now
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche.core.models import Community

# Habits change: what is older says nothing.
YEARS = 3 * 365 * DAY
MOST_EVENINGS, MOST_LEADS = 200, 12
_HOLDING = ", ".join(f"'{state}'" for state in sorted(HOLDING))
# Facts of lists from outside: what our own desk told the ledger is known here better.
_OUTSIDE = """
    JOIN ledger_subject subject ON subject.id = {link} AND subject.kind = 'event'
    JOIN ledger_channel channel ON channel.id = fact.channel_id AND channel.network <> 'events'
    WHERE subject.community_id = %s AND fact.community_id = %s
      AND fact.occurred_at >= %s AND fact.occurred_at < %s
      AND fact.kind IN ({kinds})"""
_KINDS = ", ".join(str(kind.number) for kind in (Kind.REGISTERED, Kind.CANCELLED, Kind.ATTENDED, Kind.MISSED))
# One row for each person and event: who was registered and neither came nor cancelled, missed it,
# if anybody is known to have come at all.
_OUTCOME = f"""
    max(CASE WHEN fact.kind = {Kind.ATTENDED.number} THEN 1 ELSE 0 END) AS came,
    max(CASE WHEN fact.kind = {Kind.CANCELLED.number} THEN 1 ELSE 0 END) AS cancelled"""
_COUNTED = f"""EXISTS (SELECT 1 FROM ledger_interaction seen WHERE seen.subject_id = theirs.subject_id
    AND seen.kind = {Kind.ATTENDED.number})"""


def pasts_of(event: Event) -> dict[int, Past]:
    """Answer how often each person on an event's list came to others before it, and missed; one query."""
    # CROSS JOIN and the plus have SQLite begin with the people on the list, not with every event there was.
    outside = _OUTSIDE.format(link="+fact.subject_id", kinds=_KINDS)
    statement = f"""
        WITH hand AS (
          SELECT tie.identity_id, tie.person_id FROM people_attachment tie WHERE tie.person_id IN (
            SELECT own.person_id FROM people_attachment own
            JOIN events_guest guest ON guest.identity_id = own.identity_id
            WHERE guest.event_id = %s AND guest.state IN ({_HOLDING})))
        SELECT person_id, sum(came), sum(1 - came) FROM (
          SELECT hand.person_id, max(CASE WHEN guest.state = 'came' THEN 1 ELSE 0 END) AS came
          FROM hand CROSS JOIN events_guest guest JOIN events_event event ON event.id = +guest.event_id
          WHERE guest.identity_id = hand.identity_id AND event.community_id = %s AND event.id <> %s
            AND event.starts_at >= %s AND event.starts_at < %s AND guest.state IN ('came', 'missed')
          GROUP BY hand.person_id, event.id
        UNION ALL
          SELECT theirs.person_id, theirs.came FROM (
            SELECT hand.person_id, fact.subject_id, {_OUTCOME}
            FROM hand CROSS JOIN ledger_interaction fact {outside} AND fact.identity_id = hand.identity_id
            GROUP BY hand.person_id, fact.subject_id) AS theirs
          WHERE theirs.came = 1 OR (theirs.cancelled = 0 AND {_COUNTED})
        ) AS past GROUP BY person_id"""
    last = moment(event.starts_at)
    span = (last - YEARS, last)
    home = event.community_id
    values = (event.pk, home, event.pk, *span, home, home, *span)
    return {person: Past(int(came), int(missed)) for person, came, missed in sql.fetch(statement, values)}


def leads_of(event: Event, before: int) -> list[Lead]:
    """Answer how many seats of the last dozen evenings of a kind were taken so long before them; one query.

    `before` is in milliseconds. Whoever had a seat then and gave it up later counts as having had it.
    """
    statement = f"""
        SELECT sum(CASE WHEN guest.made_at <= past.starts_at - %s AND (guest.state <> 'cancelled'
                     OR guest.changed_at > past.starts_at - %s) THEN guest.seats ELSE 0 END),
               sum(CASE WHEN guest.state <> 'cancelled' THEN guest.seats ELSE 0 END)
        FROM (SELECT id, starts_at, ends_at FROM events_event
              WHERE community_id = %s AND kind = %s AND starts_at < %s AND starts_at >= %s
                AND ends_at < %s AND state <> 'cancelled' AND state <> 'draft'
              ORDER BY starts_at DESC LIMIT {MOST_LEADS}) past
        JOIN events_guest guest ON guest.event_id = past.id
        WHERE guest.state IN ({_HOLDING}, 'cancelled') AND guest.made_at <= past.ends_at
        GROUP BY past.id"""
    last = moment(event.starts_at)
    span = (event.community_id, event.kind, last, last - YEARS, now())
    return [
        Lead(int(early), int(final))
        for early, final in sql.fetch(statement, (before, before, *span))
        if final
    ]


def evenings_of(community: Community, *, before: Moment) -> list[Evening]:
    """Answer how many registrations of each evening before a moment came, latest first; one query.

    An evening of free and paid tickets is two. Lists from outside are taken for free ones of no kind.
    """
    outside = _OUTSIDE.format(link="fact.subject_id", kinds=_KINDS)
    statement = f"""
        SELECT kind, paid, came, missed FROM (
          SELECT event.kind, CASE WHEN guest.amount > 0 THEN 1 ELSE 0 END AS paid, event.starts_at AS begun,
            sum(CASE WHEN guest.state = 'came' THEN 1 ELSE 0 END) AS came,
            sum(CASE WHEN guest.state = 'missed' THEN 1 ELSE 0 END) AS missed
          FROM events_event event JOIN events_guest guest ON guest.event_id = event.id
          WHERE event.community_id = %s AND event.starts_at >= %s AND event.starts_at < %s
            AND guest.state IN ('came', 'missed')
          GROUP BY event.id, event.kind, event.starts_at, CASE WHEN guest.amount > 0 THEN 1 ELSE 0 END
        UNION ALL
          SELECT '', 0, max(begun), sum(came), sum(CASE WHEN came = 0 AND cancelled = 0 THEN 1 ELSE 0 END)
          FROM (
            SELECT fact.subject_id, fact.identity_id, max(fact.occurred_at) AS begun, {_OUTCOME}
            FROM ledger_interaction fact {outside}
            GROUP BY fact.subject_id, fact.identity_id) AS theirs
          GROUP BY subject_id HAVING sum(came) > 0
        ) AS evening ORDER BY begun DESC LIMIT {MOST_EVENINGS}"""
    span = (before - YEARS, before)
    values = (community.pk, *span, community.pk, community.pk, *span)
    return [
        Evening(EventKind(kind) if kind else None, bool(paid), int(came), int(missed))
        for kind, paid, came, missed in sql.fetch(statement, values)
    ]


def first_on_lists(events: Sequence[Event], community: Community) -> dict[int, Moment]:
    """Answer when who came to these events first came to one, by lists from outside: by person; one query."""
    if not events:
        return {}
    outside = _OUTSIDE.format(link="+fact.subject_id", kinds=Kind.ATTENDED.number)
    last = max(moment(event.ends_at) for event in events)
    places = ", ".join(["%s"] * len(events))
    statement = f"""
        WITH hand AS (
          SELECT tie.identity_id, tie.person_id FROM people_attachment tie WHERE tie.person_id IN (
            SELECT own.person_id FROM people_attachment own
            JOIN events_guest guest ON guest.identity_id = own.identity_id
            WHERE guest.event_id IN ({places}) AND guest.state = 'came'))
        SELECT hand.person_id, min(fact.occurred_at)
        FROM hand CROSS JOIN ledger_interaction fact {outside} AND fact.identity_id = hand.identity_id
        GROUP BY hand.person_id"""
    values = (*[event.pk for event in events], community.pk, community.pk, 0, last)
    return {person: Moment(at) for person, at in sql.fetch(statement, values)}
