"""Asking about an event's team: tasks, shifts with who has them, the run sheet as it stands."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Max
from django.urls import reverse

from veche.events.models import Cue, Event, Placement, Shift, Task, Volunteer, Wish
from veche.events.queries.programme.helping import talks_of_volunteers
from veche.events.rules.links import digest_of
from veche.events.rules.team.running import expect_cues, overlaps_of
from veche.events.terms import EventState
from veche.events.terms.team import ExpectedCue, PlannedCue, ShiftNeed, Span, WishLevel
from veche.kit.sealing import unseal
from veche.kit.time import Moment, as_datetime, day_of, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community, User


class ShownShift(NamedTuple):
    """A shift with who has it, and how many it still takes."""

    shift: Shift
    people: list[Volunteer]
    open_places: int


class ShownCue(NamedTuple):
    """A line of the run sheet with what is expected of it."""

    cue: Cue
    expected: ExpectedCue
    clashes: bool

    @property
    def at(self) -> datetime:
        """When it is expected."""
        return as_datetime(self.expected.starts)


class RunSheet(NamedTuple):
    """The run sheet now; `version` changes with anything in it."""

    lines: list[ShownCue]
    version: int
    late: int
    # Over more than a day of the event's clock: each day has its heading.
    is_long: bool


def tasks_of(event: Event) -> list[Task]:
    """Answer the tasks of an event: those to do by their day, then those done."""
    found = Task.objects.filter(event=event, removed_at=None).select_related("user")
    return list(found.order_by(F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"))


def task_in(community: Community, pk: int) -> Task | None:
    """Answer a task of an event of the community, removed or not."""
    return Task.objects.select_related("event__community").filter(event__community=community, pk=pk).first()


def tasks_due_by(user: User, day: date) -> list[Task]:
    """Answer what a colleague has to do by a day, for events that are on."""
    found = Task.objects.filter(user=user, done_at=None, removed_at=None, due_on__lte=day)
    here = found.exclude(event__state__in=[EventState.CANCELLED, EventState.SETTLED])
    here = here.filter(event__community__closed_at=None).select_related("event__community")
    return list(here.order_by("due_on", "pk")[:50])


def owners_of_due_tasks(day: date) -> list[User]:
    """Answer the colleagues who have to do something by a day."""
    from veche.core.models import User

    due = Task.objects.filter(done_at=None, removed_at=None, due_on__lte=day, user__isnull=False)
    return list(User.objects.filter(is_active=True, pk__in=due.values("user")).order_by("pk"))


def shifts_of(event: Event) -> list[ShownShift]:
    """Answer the shifts of an event by time, with who has them: two queries."""
    shifts = list(Shift.objects.filter(event=event, removed_at=None).order_by("starts_at", "pk"))
    placed: dict[int, list[Volunteer]] = defaultdict(list)
    found = Placement.objects.filter(shift__in=shifts, volunteer__removed_at=None)
    for one in found.select_related("volunteer").order_by("volunteer__name", "pk"):
        placed[one.shift_id].append(one.volunteer)
    return [ShownShift(one, placed[one.pk], max(0, one.needed - len(placed[one.pk]))) for one in shifts]


def shift_in(community: Community, pk: int) -> Shift | None:
    """Answer a shift of an event of the community, removed or not."""
    return Shift.objects.select_related("event__community").filter(event__community=community, pk=pk).first()


def volunteers_of(event: Event) -> list[Volunteer]:
    """Answer who helps at an event, by name."""
    return list(Volunteer.objects.filter(event=event, removed_at=None).order_by("name", "pk"))


def volunteer_in(community: Community, pk: int) -> Volunteer | None:
    """Answer a volunteer of an event of the community, removed or not."""
    found = Volunteer.objects.select_related("event__community")
    return found.filter(event__community=community, pk=pk).first()


def volunteer_by(secret: str) -> Volunteer | None:
    """Answer whose link it is, unless they were taken away or the community is closed."""
    found = Volunteer.objects.select_related("event__community__organisation", "event__venue")
    return found.filter(digest=digest_of(secret), removed_at=None, event__community__closed_at=None).first()


def link_of_volunteer(volunteer: Volunteer) -> str:
    """Answer the path of a volunteer's link, for the team to send."""
    return reverse("events:volunteer_page", args=[unseal(volunteer.sealed)])


def needs_of(event: Event) -> list[ShiftNeed]:
    """Answer the shifts of an event as the rules fill them."""
    return [
        ShiftNeed(one.pk, Span(moment(one.starts_at), moment(one.ends_at)), one.needed)
        for one in Shift.objects.filter(event=event, removed_at=None)
    ]


def wishes_of(event: Event) -> dict[int, dict[int, WishLevel]]:
    """Answer what each volunteer of an event says of its shifts."""
    found: dict[int, dict[int, WishLevel]] = {one.pk: {} for one in volunteers_of(event)}
    told = Wish.objects.filter(volunteer__event=event, volunteer__removed_at=None)
    for volunteer, shift, level in told.values_list("volunteer", "shift", "level"):
        found[volunteer][shift] = WishLevel(level)
    return found


def busy_when(event: Event) -> dict[int, tuple[Span, ...]]:
    """Answer when volunteers have something else at the event: who also speaks, when they speak."""
    return talks_of_volunteers(event)


def run_sheet(event: Event) -> RunSheet:
    """Answer the run sheet with what is expected now: two queries."""
    cues = list(Cue.objects.filter(event=event, removed_at=None).order_by("starts_at", "pk"))
    expected = expect_cues((_planned(one) for one in cues), now())
    fixed = frozenset(one.pk for one in cues if one.is_fixed)
    clashing = {key for pair in overlaps_of(expected, fixed) for key in pair}
    told = {one.key: one for one in expected}
    lines = [ShownCue(cue, told[cue.pk], cue.pk in clashing) for cue in cues]
    ahead = [line.expected.late for line in lines if line.cue.ended_at is None]
    days = {day_of(line.expected.starts, event.time_zone) for line in lines}
    return RunSheet(lines, run_version(event), max(ahead, default=0), len(days) > 1)


def run_version(event: Event) -> int:
    """Answer what changes with anything in the run sheet: one query of an index."""
    found = Cue.objects.filter(event=event).aggregate(latest=Max("changed_at"))["latest"]
    return moment(found) if found else 0


def cue_in(community: Community, pk: int) -> Cue | None:
    """Answer a line of a run sheet of the community, removed or not."""
    return Cue.objects.select_related("event__community").filter(event__community=community, pk=pk).first()


def _planned(cue: Cue) -> PlannedCue:
    def at(told: object) -> Moment | None:
        return moment(told) if told else None  # type: ignore[arg-type]

    starts, minutes = moment(cue.starts_at), cue.minutes
    return PlannedCue(cue.pk, starts, minutes, cue.is_fixed, at(cue.started_at), at(cue.ended_at))
