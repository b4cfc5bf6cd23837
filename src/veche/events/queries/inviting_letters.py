"""What letters of drives and reminders say, and the links in them."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext, gettext_lazy

from veche.events.models import Event, Guest, Invitee, NoInvitation
from veche.events.queries.calendars import place_of
from veche.events.queries.inviting_reach import word_against
from veche.events.queries.letters import Written, when_of
from veche.events.queries.links import link_of
from veche.events.rules.inviting import filled, first_name, letter_template
from veche.events.rules.links import digest_of
from veche.events.terms import EventKind
from veche.events.terms.inviting import Left, Refusable
from veche.kit.time import as_datetime, day_of, moment

if TYPE_CHECKING:
    from veche.events.models import Drive

_PURPOSE, _REMINDERS = "veche.events.no-invitations", "veche.events.no-reminders"
_WAYS_OUT = {
    Refusable.INVITATIONS: gettext_lazy("No more invitations, with one click: {link}"),
    Refusable.REMINDERS: gettext_lazy("No more reminders, with one click: {link}"),
}  # fmt: skip
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def ready_letter(event: Event, key: str) -> Written:
    """Answer a ready letter of an event's template, in the language of the event."""
    found = letter_template(event.template, key)
    return Written(found.subject.told_in(event.language), found.text.told_in(event.language))


def letter_of(
    event: Event, language: str, subject: str, text: str, *, name: str, link: str, refusing: str = "",
    what: Refusable = Refusable.INVITATIONS, is_chat: bool = False,
) -> Written:  # fmt: skip
    """Answer a letter to one person: its places filled, their link in it, and the way to refuse more.

    A message in a chat is Markdown, so that marks in a name or in a link's secret are no marks there.
    """
    if is_chat:
        link, refusing = f"<{link}>", f"<{refusing}>" if refusing else ""
    with translation.override(language):
        values = _values(event, name, link)
        shown = {key: _plain(value) for key, value in values.items()} if is_chat else values
        shown["link"] = link
        body = filled(text, shown)
        parts = [body] if link in body else [body, gettext("Your page, to answer: {link}").format(link=link)]
        parts.append(event.community.name if not is_chat else "")
        if refusing:
            parts.append(str(_WAYS_OUT[what]).format(link=refusing))
        written = "\n\n".join(part for part in parts if part) + "\n"
        return Written(filled(subject, values), written)


def tracked_link(guest: Guest, drive: Drive) -> str:
    """Answer a guest's own link, which tells the drive it was opened from."""
    return f"{link_of(guest)}?d={drive.pk}"


def refusing_secret(invitee: Invitee) -> str:
    """Answer the secret by which somebody refuses further invitations, bound to this purpose."""
    made = salted_hmac(_PURPOSE, f"{invitee.drive_id}/{invitee.who}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()


def refusing_link(secret: str) -> str:
    """Answer the address that takes somebody's word that they want no more invitations."""
    return f"{settings.ADDRESS}/n/{secret}/"


def reminders_link(guest: Guest) -> str:
    """Answer the address that takes a guest's word that they want no more reminders."""
    return f"{settings.ADDRESS}/r/{guest.pk}/{_reminders_secret(guest)}/"


def guest_reminded(pk: int, secret: str) -> Guest | None:
    """Answer whose word a link of a reminder takes, while their community is open."""
    found = Guest.objects.select_related("event__community__organisation", "identity")
    guest = found.filter(pk=pk, event__community__closed_at=None).first()
    return guest if guest and constant_time_compare(secret, _reminders_secret(guest)) else None


def refusing_headers(link: str) -> Mapping[str, str]:
    """Answer what makes a mail program show its own button for that (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def invitee_by(secret: str) -> Invitee | None:
    """Answer whose word a link takes, while their community is open."""
    found = Invitee.objects.select_related(
        "drive__event__community__organisation", "identity__attachment", "guest"
    )
    return found.filter(
        digest=digest_of(secret), drive__event__community__closed_at=None
    ).first()  # fmt: skip


def refusals_of_letters(invitee: Invitee) -> QuerySet[NoInvitation]:
    """Answer the word of somebody that they want no more invitations, as far as it stands."""
    same = Q(email=invitee.email) if invitee.email else Q(pk=None)
    if invitee.identity_id:
        same |= Q(identity=invitee.identity_id)
    return NoInvitation.objects.filter(
        same, community=invitee.drive.event.community_id, ended_at=None, what=Refusable.INVITATIONS
    )


def is_refusing(invitee: Invitee) -> str:
    """Answer why somebody gets no invitations by their own word: our link, another list, their consent."""
    attachment = getattr(invitee.identity, "attachment", None)
    person = attachment.person_id if attachment else 0
    if refusals_of_letters(invitee).exists():
        return Left.REFUSED
    return word_against(invitee.drive.event.community, person, invitee.email)


def refusals_of_reminders(guest: Guest) -> QuerySet[NoInvitation]:
    """Answer the word of a guest that they want no more reminders, as far as it stands."""
    same = Q(email=guest.email) if guest.email else Q(pk=None)
    if guest.identity_id:
        same |= Q(identity=guest.identity_id)
    return NoInvitation.objects.filter(
        same, community=guest.event.community_id, ended_at=None, what=Refusable.REMINDERS
    )


def _reminders_secret(guest: Guest) -> str:
    made = salted_hmac(_REMINDERS, f"{guest.event_id}/{guest.key}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()


def _values(event: Event, name: str, link: str) -> dict[str, str]:
    online = gettext("online") if event.kind == EventKind.ONLINE else ""
    where = place_of(event) or online or gettext("the place stands on the page")
    return {
        "first_name": first_name(name), "title": event.title, "when": _when(event), "where": where,
        "link": link,
    }  # fmt: skip


def _when(event: Event) -> str:
    """Answer when an event is, as it stands within a sentence; the zone where somebody may wonder."""
    starts, ends, zone = moment(event.starts_at), moment(event.ends_at), event.time_zone
    said = when_of(starts, zone)
    if translation.get_language() == "ru":
        said = said[:1].lower() + said[1:]
    if day_of(starts, zone) == day_of(ends, zone):
        said += f"–{as_datetime(ends, zone):%H:%M}"
    is_far = event.kind in {EventKind.ONLINE, EventKind.HYBRID} or zone != event.community.time_zone
    return f"{said} ({as_datetime(starts, zone):%Z})" if is_far else said


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
