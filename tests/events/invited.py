"""People who came to an earlier event, and a drive that invites them to the next."""

from tests import make
from tests.events.filled import registered

from veche.core.terms import SYSTEM
from veche.events.actions import launch_drive, send_next
from veche.events.models import Drive, Event
from veche.events.queries import drive_at
from veche.events.terms.inviting import DriveKind, Whom
from veche.kit.jobs import drain
from veche.kit.time import DAY, MINUTE, as_datetime, now


def known_people(*names: str) -> tuple[Event, Event]:
    """An event that people with these names registered for, and the next of the same community."""
    earlier = make.event(title="Прошлый вечер")
    for name in names:
        registered(earlier, name, email=f"{name.split()[0].lower()}@example.org")
    drain()
    Event.objects.filter(pk=earlier.pk).update(starts_at=now() - 2 * DAY, ends_at=now() - DAY)
    return earlier, make.event(earlier.community, title="Новый вечер")


def launched(event: Event, whom: Whom, *, kind=DriveKind.INVITATION, key="one", **told) -> Drive:
    """A drive whose ten seconds are over."""
    facts = {"subject": "Зовём: {title}", "text": "{first_name}, приходите: {link}"} | told
    drive = launch_drive(event, kind, whom, key=key, in_=event.community, by=SYSTEM, **facts)
    Drive.objects.filter(pk=drive.pk).update(goes_at=as_datetime(now() - MINUTE))
    return drive_at(drive.pk)


def sent(drive: Drive) -> Drive:
    """The same drive, once everything is written."""
    while send_next(drive, by=SYSTEM):
        pass
    return drive_at(drive.pk)
