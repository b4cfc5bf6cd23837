"""A drive, somebody it invited and a reminder, with what their routes name."""

from typing import Any

from tests import make
from tests.events.filled import registered

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.models import Drive, Invitee, Reminder
from veche.events.queries.inviting_letters import refusing_secret, reminders_link
from veche.events.rules.links import digest_of

ROUTES = (
    "letter_list", "invitation_new", "message_new", "drive_page", "drive_stop", "reminder_new",
    "reminder_edit", "reminder_act",
)  # fmt: skip


def things_of_inviting(community: Community) -> dict[str, Any]:
    """Answer a drive, the link of whom it invited and a reminder by the routes that name them."""
    event = make.event(community, f"Письма {community.slug}")
    drive = Drive.objects.create(
        event=event, subject="Приходите", text="Ждём", key="sweep", language="ru", state="done",
        made_at=make.NOON, goes_at=make.NOON, user_id=SYSTEM.user_id,
    )  # fmt: skip
    invitee = Invitee.objects.create(drive=drive, who="guest", guest=registered(event), state="sent")
    secret = refusing_secret(invitee)
    Invitee.objects.filter(pk=invitee.pk).update(digest=digest_of(secret))
    reminder = Reminder.objects.get(event=event)
    things: dict[str, Any] = {f"events:{name}.event": event.pk for name in ROUTES}
    things |= {f"events:{name}.drive": drive.pk for name in ("drive_page", "drive_stop")}
    things |= {f"events:{name}.reminder": reminder.pk for name in ("reminder_edit", "reminder_act")}
    *_, number, word, _ = reminders_link(invitee.guest).split("/")
    things |= {"portal:reminders_end.guest": int(number), "portal:reminders_end.secret": word}
    return things | {"events:reminder_act.deed": "off", "portal:invitations_end.secret": secret}
