"""Spreading: of a letter that reaches each at their own time, every delivery gets its moment."""

from __future__ import annotations

from collections.abc import Iterable

from veche.kit import sql
from veche.kit.time import Moment, now
from veche.mailing.models import Letter
from veche.mailing.queries.timing import hours_of, zones_of
from veche.mailing.rules.timing import local_moment, usual_moment
from veche.mailing.terms import When

AT_ONCE = 5_000


def spread(letter: Letter, since: Moment) -> None:
    """Give every delivery that waits and is due by then its own moment, none of them past; repeatable.

    Within the running transaction, or before the letter leaves. A letter that reaches all at once is left.
    """
    if letter.when not in (When.LOCAL, When.USUAL):
        return
    is_local = letter.when == When.LOCAL
    hours, common = ({}, 0) if is_local else hours_of(letter.community)
    home, last, at = letter.community.time_zone, 0, now()
    while rows := _waiting(letter, since, last):
        last = rows[-1][0]
        if is_local:
            zones = zones_of(letter.community, [person for _, person in rows if person])
            _write((pk, local_moment(since, home, zones.get(person or 0, home), at)) for pk, person in rows)
        else:
            _write((pk, usual_moment(since, hours.get(person or 0, common), home)) for pk, person in rows)


def _waiting(letter: Letter, since: Moment, last: int) -> list[tuple[int, int | None]]:
    rows = sql.fetch(
        "SELECT d.id, coalesce(a.person_id, d.person_id) FROM mailing_delivery d "
        "LEFT JOIN people_attachment a ON a.identity_id = d.identity_id WHERE d.letter_id = %s "
        "AND d.state = 0 AND d.variant >= 0 AND d.due_at <= %s AND d.id > %s ORDER BY d.id LIMIT %s",
        (letter.pk, since, last, AT_ONCE),
    )
    return [(int(pk), person) for pk, person in rows]


def _write(dues: Iterable[tuple[int, Moment]]) -> None:
    alike: dict[Moment, list[int]] = {}
    for pk, due in dues:
        alike.setdefault(due, []).append(pk)
    for due, pks in alike.items():
        sql.execute(
            f"UPDATE mailing_delivery SET due_at = %s WHERE {sql.any_of('id')}", (due, sql.listed(pks))
        )
