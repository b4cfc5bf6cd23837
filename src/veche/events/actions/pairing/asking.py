"""Asking: everybody of a round gets a letter that names who it would be and asks whether they want to."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.pairing.drawing import plan_next
from veche.events.models import Introduced, Round
from veche.events.queries.pairing import Member, ShownIntroduction, introductions_told
from veche.events.rules.links import digest_of
from veche.events.rules.registering import greeted
from veche.events.terms import INTRODUCE_PEOPLE
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import now

REMOVED = N_("This round was taken away.")


def ask_round(found: Round, *, by: Actor) -> tuple[int, int]:
    """Write to everybody of a round who was not asked; answers how many, and how many have no address.

    The first asking sets when the next round is made. May be repeated: nobody is asked twice.
    """
    require(by, INTRODUCE_PEOPLE, in_=found.community)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=found.pk)
        if held.removed_at is not None:
            raise Refusal(Reason(REMOVED))
        asked = unreachable = 0
        for table in introductions_told(found):
            for member in table.members:
                if member.introduced.asked_at is not None:
                    continue
                if member.email:
                    _ask(found, table, member)
                    asked += 1
                else:
                    unreachable += 1
        if asked and held.asked_at is None:
            at = now()
            Round.objects.filter(pk=held.pk).update(asked_at=at)
            plan_next(held, from_=at)
        if asked:
            audit(by, "events.ask_round", in_=found.community, on=found, title=found.title, count=asked)
    return asked, unreachable


def _ask(found: Round, table: ShownIntroduction, member: Member) -> None:
    secret = secrets.token_urlsafe(16)
    Introduced.objects.filter(pk=member.introduced.pk).update(asked_at=now(), digest=digest_of(secret))
    address = settings.ADDRESS + reverse("events:introduction_page", args=[secret])
    others = ", ".join(greeted(one.name) or "…" for one in table.members if one is not member)
    community = found.community
    with translation.override(community.language):
        name = greeted(member.name)
        lines = [gettext("Hello, {name}!").format(name=name) if name else gettext("Hello!"), ""]
        lines += [gettext("We would like to introduce you to each other: {others}.").format(others=others)]
        if table.shared:
            told = gettext("You have in common: {words}.")
            lines.append(told.format(words=", ".join(table.shared[:5])))
        if table.helped:
            told = gettext("You could help each other with: {words}.")
            lines.append(told.format(words=", ".join(table.helped[:5])))
        lines += ["", gettext("Would you like to? Yes or no, with one tap:"), address, ""]
        lines.append(gettext("Your address is given to nobody before all of you have said yes."))
        subject = gettext("{community}: somebody to get to know").format(community=community.name)
        body = "\n".join(lines)
    write_letter(member.email, subject, body, organisation=community.organisation_id)
