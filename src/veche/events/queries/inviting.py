"""Asking for drives: those of an event with their numbers, and the people of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from veche.events.models import Drive, Event, Invitee, Series
from veche.events.rules.inviting import filled
from veche.events.terms import GuestState
from veche.events.terms.inviting import LEFT_TITLES, SENT_TITLES, DriveState, Left, Numbers, Sent
from veche.kit.models import Letter
from veche.kit.text import number_of
from veche.kit.time import as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

ON_PAGE, OTHERS_SHOWN = 50, 30
_GOING = (GuestState.GOING, GuestState.CAME, GuestState.APPLIED, GuestState.WAITING)
_NO = (GuestState.DECLINED, GuestState.CANCELLED)


@dataclass(slots=True)
class DriveLine:
    """A drive with what became of it, and whether it can still be taken back."""

    drive: Drive
    numbers: Numbers
    subject: str = ""
    is_fresh: bool = False

    @property
    def is_going(self) -> bool:
        """Tell whether letters are being written."""
        return self.drive.state == DriveState.GOING


@dataclass(slots=True)
class DriveTold:
    """A drive with its people, a page of them, and why others were left out."""

    line: DriveLine
    left: list[tuple[str, int]] = field(default_factory=list)
    people: list[tuple[Invitee, str]] = field(default_factory=list)
    further: str = ""


def drives_of(event: Event) -> list[DriveLine]:
    """Answer the drives of an event with their numbers, the latest first: two queries."""
    drives = list(Drive.objects.filter(event=event).order_by("-pk")[:200])
    numbers = _numbers([drive.pk for drive in drives])
    return [_line(drive, event, numbers) for drive in drives]


def drive_of(event: Event, pk: int) -> Drive | None:
    """Answer a drive of an event."""
    found = Drive.objects.filter(event=event, pk=pk).first()
    if found:
        found.event = event
    return found


def drive_told(drive: Drive, *, state: str = "", after: str = "") -> DriveTold:
    """Answer a drive with its numbers and fifty of its people of one state: three queries."""
    told = DriveTold(_line(drive, drive.event, _numbers([drive.pk])))
    left = Invitee.objects.filter(drive=drive, state=Sent.LEFT_OUT).order_by().values_list("left")
    counts = dict(left.annotate(n=Count("pk")))
    told.left = [(title, counts[why]) for why, title in LEFT_TITLES.items() if why in counts]
    found = Invitee.objects.filter(drive=drive)
    found = found.filter(state=state) if state in set(Sent) else found.exclude(state=Sent.LEFT_OUT)
    place = number_of(after) or 0
    page = list(found.filter(pk__gt=place).select_related("guest", "channel").order_by("pk")[: ON_PAGE + 1])
    told.people = [(one, _stands(one)) for one in page[:ON_PAGE]]
    told.further = str(page[ON_PAGE - 1].pk) if len(page) > ON_PAGE else ""
    return told


def due_drives() -> list[Drive]:
    """Answer drives that should be going on."""
    found = Drive.objects.filter(state=DriveState.GOING, goes_at__lte=as_datetime(now()))
    return list(found.select_related("event__community__organisation", "event__venue").order_by("pk"))


def drive_at(pk: int) -> Drive | None:
    """Answer a drive with its event, for a job."""
    found = Drive.objects.select_related("event__community__organisation", "event__venue")
    return found.filter(pk=pk).first()


def events_to_ask(event: Event) -> tuple[list[Event], list[Series]]:
    """Answer other events and series whose guests may be invited, the latest first: two queries."""
    others = Event.objects.filter(community=event.community_id).exclude(pk=event.pk).exclude(state="draft")
    begun = others.filter(starts_at__lte=as_datetime(now())).order_by("-starts_at")[:OTHERS_SHOWN]
    series = Series.objects.filter(community=event.community_id).order_by("title")[:OTHERS_SHOWN]
    return list(begun), list(series)


def letters_in(ids: list[int]) -> dict[int, Letter]:
    """Answer letters by their numbers; of those that were forgotten meanwhile nothing."""
    return Letter.objects.only("state", "made_at").in_bulk(ids)


def letters_on_way(community: Community, *, since: int) -> QuerySet[Letter, Any]:
    """Answer the numbers of letters that wait for the mail server since no longer than that."""
    found = Letter.objects.filter(state=Letter.WAITING, organisation_id=community.organisation_id)
    return found.filter(made_at__gt=as_datetime(since)).values("pk")


def _line(drive: Drive, event: Event, numbers: dict[int, Numbers]) -> DriveLine:
    is_fresh = drive.state == DriveState.GOING and now() < moment(drive.goes_at)
    subject = filled(drive.subject, {"title": event.title})
    return DriveLine(drive, numbers.get(drive.pk, Numbers()), subject, is_fresh)


def _numbers(drives: list[int]) -> dict[int, Numbers]:
    rows = Invitee.objects.filter(drive__in=drives).order_by().values_list("drive", "state")
    counted = rows.annotate(
        n=Count("pk"), opened=Count("opened_at"), going=Count("pk", filter=Q(guest__state__in=_GOING)),
        no=Count("pk", filter=Q(guest__state__in=_NO)),
    )  # fmt: skip
    found: dict[int, Numbers] = {}
    for drive, state, count, opened, going, no in counted:
        numbers = found.setdefault(drive, Numbers())
        numbers.people += count
        numbers.by_sent[state] = count
        numbers.opened += opened
        if state != Sent.LEFT_OUT:
            numbers.going += going
            numbers.no += no
    return found


def _stands(one: Invitee) -> str:
    return LEFT_TITLES[Left(one.left)] if one.left else SENT_TITLES[Sent(one.state)]
