"""Telling the team: whoever asked somebody to speak gets a letter with the answer."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.models import User
from veche.core.queries import actor_of, allows
from veche.core.terms import Actor
from veche.events.models import Asking
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.asking import ANSWER_TITLES
from veche.kit.mail import write_letter


def tell_answer(asking: Asking, *, by: Actor) -> bool:
    """Write to whoever asked what was answered; answers whether there was anybody to write to.

    Nobody gets one who left the team since, or who may not plan events any more.
    """
    session = asking.speaking.session
    community = session.event.community
    require(by, KEEP_EVENTS, in_=community)
    asker = User.objects.filter(pk=asking.user_id, is_active=True).first() if asking.user_id else None
    if asker is None or not asking.answer:
        return False
    if not allows(actor_of(asker, organisation_id=community.organisation_id), PLAN_EVENTS, community):
        return False
    with translation.override(asker.language):
        answer, who = gettext(ANSWER_TITLES[asking.answer]), asking.speaking.speaker.name
        address = settings.ADDRESS + reverse("events:programme_page", args=[community.slug, session.event_id])
        talk = gettext("“{talk}” ({event})").format(talk=session.title, event=session.event.title)
        lines = [f"{who}: {answer}.", talk, *([asking.words] if asking.words else []), address]
    write_letter(asker.email, f"{who}: {answer}", "\n\n".join(lines), organisation=community.organisation_id)
    return True
