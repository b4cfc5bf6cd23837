"""Standing: how near persons are to a community, made anew from the ledger for whom it may have changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.text import fold
from veche.kit.time import SECOND, Moment, now, number_of_day, start_of_number
from veche.people.models import Standing, TeamMark, Touch
from veche.people.queries.deeds import deeds_of
from veche.people.rules.living import Deed, days_of, life_of
from veche.people.rules.staging import course_of
from veche.people.terms import KEEP_PEOPLE, Course

if TYPE_CHECKING:
    from veche.core.models import Community

STEP = 500
SETTLING = 3 * SECOND
COLUMNS = (
    "person_id", "community_id", "stage", "since", "review_at", "first_seen_at", "last_seen_at",
    "last_own_at", "joined_at", "left_at", "first_word_at", "own_count", "words_count", "answered_count",
    "brought_count", "active_weeks", "first_channel_id", "first_kind", "is_team", "sort_name",
)  # fmt: skip


def stand_step(community: Community, *, by: Actor) -> int:
    """Look anew at the next few hundred persons that wait for it; answers how many there were.

    Their touches go first: whoever does something meanwhile waits again.
    """
    require(by, KEEP_PEOPLE, in_=community)
    with transaction.atomic():
        waiting = Touch.objects.filter(what=Touch.STANDING, community_id=community.pk).order_by("pk")
        touches = dict(waiting.values_list("pk", "person_id")[:STEP])
        Touch.objects.filter(pk__in=list(touches)).delete()
        _stand(community, sorted(set(touches.values())))
        if touches:
            at = Moment(now() + SETTLING)
            key = str(community.pk)
            enqueue(
                "people.jobs.lay_snapshots", key=key, at=at, community=community.pk, community_id=community.pk
            )
    return len(touches)


def review_standings(community: Community, *, by: Actor) -> int:
    """Have those looked at whose stage time alone has changed; answers how many."""
    require(by, KEEP_PEOPLE, in_=community)
    due = Standing.objects.filter(community=community, review_at__lte=now()).values_list(
        "person_id", flat=True
    )
    rows = [Touch(what=Touch.STANDING, community_id=community.pk, person_id=pk) for pk in due]
    with transaction.atomic():
        Touch.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
        if rows:
            key = str(community.pk)
            enqueue("people.jobs.stand", key=key, community=community.pk, community_id=community.pk)
    return len(rows)


def _stand(community: Community, persons: list[int]) -> None:
    deeds = deeds_of(community, persons)
    today = number_of_day(now(), community.time_zone)
    names, team = _names_of(persons), _team_of(community, persons)
    rows: list[tuple[Any, ...]] = []
    turns: list[tuple[int, int, int, int, int]] = []
    presences: list[tuple[Any, ...]] = []
    for person, done in deeds.items():
        if person not in names:
            continue
        course = course_of(days_of(done), today)
        standing = _standing_of(done, course, community.time_zone)
        name = fold(names[person])[:60]
        rows.append((person, community.pk, *standing, person in team, name))
        turns += [(community.pk, person, turn.day, turn.before, turn.after) for turn in course.turns]
        presences += [(person, stay.channel, community.pk, *stay[1:]) for stay in life_of(done).channels]
    _write_standings(community.pk, persons, rows)
    _write_ways(community.pk, persons, turns, presences)


def _standing_of(deeds: list[Deed], course: Course, zone: str) -> tuple[Any, ...]:
    """Answer a standing's columns from the stage on, but for whose it is."""
    life = life_of(deeds)
    review = start_of_number(course.review, zone) if course.review is not None else None
    return (
        int(course.stage), start_of_number(course.since, zone), review, life.first_seen, life.last_seen,
        life.last_own, life.joined, life.left, life.first_word, life.own, life.words, life.answered,
        life.brought, course.active_weeks, life.first_channel, life.first_kind,
    )  # fmt: skip


def _names_of(persons: list[int]) -> dict[int, str]:
    """Answer the names of those that are shown: who was merged away or forgotten stands nowhere."""
    rows = sql.fetch(
        "SELECT id, name FROM people_person WHERE merged_into_id IS NULL AND forgotten_at IS NULL "
        f"AND {sql.any_of('id')}",
        (sql.listed(persons),),
    )
    return dict(rows)


def _team_of(community: Community, persons: list[int]) -> set[int]:
    marks = TeamMark.objects.filter(community=community, person__in=persons)
    return set(marks.values_list("person_id", flat=True))


def _write_standings(community: int, persons: list[int], rows: list[tuple[Any, ...]]) -> None:
    """Write where persons stand, each in the row they had; who did nothing here any more has none."""
    gone = sorted(set(persons) - {row[0] for row in rows})
    Standing.objects.filter(community_id=community, person__in=gone).delete()
    changes = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])
    places = ", ".join(["%s"] * len(COLUMNS))
    insert = f"INSERT INTO people_standing ({', '.join(COLUMNS)}) VALUES ({places}) "
    sql.execute_many(insert + f"ON CONFLICT (community_id, person_id) DO UPDATE SET {changes}", rows)


def _write_ways(
    community: int, persons: list[int], turns: Iterable[sql.Row], presences: Iterable[sql.Row]
) -> None:
    """Write the persons' changes of stage and the channels they were seen in, whole."""
    ids = sql.listed(persons)
    for table in ("presence", "transition"):
        sql.execute(
            f"DELETE FROM people_{table} WHERE community_id = %s AND {sql.any_of('person_id')}",
            (community, ids),
        )
    columns = ("community_id", "person_id", "day", "stage_from", "stage_to")
    sql.insert_rows("people_transition", columns, turns)
    stays = ("person_id", "channel_id", "community_id", "count", "last_at", "is_in", "has_left")
    sql.insert_rows("people_presence", stays, presences)
