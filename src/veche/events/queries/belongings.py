"""Belongings: all that events keep of a person, for themselves to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from veche.events.models import (
    Asking,
    Feedback,
    Guest,
    GuestChange,
    Introduced,
    Invitee,
    NoInvitation,
    Notice,
    Payment,
    Proposal,
    Seat,
    Speaker,
    Speaking,
    Volunteer,
)
from veche.events.queries.guests import answers_of, mates_of


def what_events_keep(identities: Sequence[int], organisation: int) -> dict[str, Any]:
    """Answer what is kept of somebody behind these handles over the whole organisation, empty parts left out.

    The links of their pages and tickets are not in it: a copy of this file opens nothing.
    """
    guests = list(
        Guest.objects.filter(event__community__organisation=organisation, identity__in=identities)
        .select_related("event__community", "ticket_type", "code").order_by("pk")
    )  # fmt: skip
    emails = {one.email for one in guests if one.email}
    theirs = Q(identity__in=identities) | Q(email__in=emails)
    parts = {
        "registrations": [_registration(one) for one in guests],
        "helped": _helped(emails, organisation),
        "speaker": [_speaker(one) for one in _all(Speaker, "community", identities, organisation)],
        "proposals": [_proposal(one) for one in _all(Proposal, "event__community", identities, organisation)],
        "letters": _letters(theirs, organisation),
        "no_more_letters": _refusals(theirs, organisation),
        "introductions": [
            {"round": one.round.title, "asked": _at(one.asked_at), "answer": one.answer, "met": one.met}
            for one in _all(Introduced, "round__community", identities, organisation)
        ],
    }
    return {name: part for name, part in parts.items() if part}


def _all(kind: type[Any], home: str, identities: Sequence[int], organisation: int) -> list[Any]:
    """Answer rows of these handles in the organisation; `home` leads to their community."""
    found = kind.objects.filter(**{"identity__in": identities, f"{home}__organisation": organisation})
    return list(found.select_related(home).order_by("pk"))


def _helped(emails: set[str], organisation: int) -> list[dict[str, Any]]:
    found = Volunteer.objects.filter(event__community__organisation=organisation, email__in=emails)
    return [
        {
            "event": one.event.title, "name": one.name, "email": one.email, "phone": one.phone,
            "shifts": [placed.shift.title for placed in one.placements.select_related("shift")],
            "added": _at(one.made_at), "removed": _at(one.removed_at),
        }
        for one in found.select_related("event").order_by("pk")
    ]  # fmt: skip


def _letters(theirs: Q, organisation: int) -> list[dict[str, Any]]:
    found = Invitee.objects.filter(theirs, drive__event__community__organisation=organisation)
    return [
        {
            "event": one.drive.event.title, "kind": one.drive.kind, "subject": one.drive.subject,
            "name": one.name, "email": one.email, "state": one.state, "sent": _at(one.sent_at),
            "opened": _at(one.opened_at),
        }
        for one in found.select_related("drive__event").order_by("pk")
    ]  # fmt: skip


def _refusals(theirs: Q, organisation: int) -> list[dict[str, Any]]:
    found = NoInvitation.objects.filter(theirs, community__organisation=organisation)
    return [
        {
            "community": one.community.name, "what": one.what, "email": one.email, "at": _at(one.at),
            "taken_back": _at(one.ended_at),
        }
        for one in found.select_related("community").order_by("pk")
    ]  # fmt: skip


def _registration(guest: Guest) -> dict[str, Any]:
    return {
        "event": guest.event.title, "community": guest.event.community.name, "name": guest.name,
        "email": guest.email, "phone": guest.phone, "language": guest.language, "state": guest.state,
        "seats": [
            {"name": mate.name, "age": mate.age_group, "diets": list(mate.diets), "food": mate.words}
            for mate in mates_of(guest)
        ],
        "came": [_at(at) for at in Seat.objects.filter(guest=guest).values_list("came_at", flat=True) if at],
        "ticket": guest.ticket_type.title if guest.ticket_type else "",
        "code": guest.code.code if guest.code else "", "amount": guest.amount, "paid": guest.paid,
        "currency": guest.event.community.currency,
        "payments": [
            {"way": one.way, "state": one.state, "amount": one.amount, "at": _at(one.made_at)}
            for one in Payment.objects.filter(guest=guest).order_by("pk")
        ],
        "answers": [{"question": asked, "answer": said} for asked, said in answers_of(guest)],
        "not_on_photos": guest.is_unseen, "came_by": guest.source, "note": guest.note,
        "changes": [
            {"state": one.state, "seats": one.seats, "at": _at(one.at)}
            for one in GuestChange.objects.filter(guest=guest).order_by("pk")
        ],
        "letters": [
            {"kind": one.kind, "at": _at(one.at)} for one in Notice.objects.filter(guest=guest).order_by("pk")
        ],
        "feedback": _feedback(guest),
    }  # fmt: skip


def _feedback(guest: Guest) -> dict[str, Any] | None:
    said = Feedback.objects.filter(guest=guest).first()
    return None if said is None else {
        "stars": said.stars, "good": said.good, "mend": said.mend, "again": said.again,
        "sessions": said.sessions, "at": _at(said.changed_at),
    }  # fmt: skip


def _speaker(speaker: Speaker) -> dict[str, Any]:
    talks = speaker.speakings.select_related("session__event", "asking").order_by("pk")
    talks = talks.prefetch_related("changes", "asking__slides")
    return {
        "community": speaker.community.name, "name": speaker.name, "bio": speaker.bio,
        "email": speaker.email, "contact": speaker.contact, "written": _at(speaker.made_at),
        "talks": [
            {"event": one.session.event.title, "title": one.session.title, "step": one.step,
             "since": _at(one.since), "steps": [{"step": c.step, "at": _at(c.at)} for c in one.changes.all()],
             "asked": _asked(one)}
            for one in talks
        ],
    }  # fmt: skip


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "event": one.event.title, "title": one.title, "abstract": one.abstract, "needs": one.needs,
        "name": one.name, "email": one.email, "contact": one.contact, "bio": one.bio, "state": one.state,
        "sent": _at(one.made_at), "decided": _at(one.decided_at), "letter": one.letter,
        "consent": one.consent, "consented": _at(one.consented_at),
    }  # fmt: skip


def _at(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _asked(speaking: Speaking) -> dict[str, Any] | None:
    asking: Asking | None = getattr(speaking, "asking", None)
    return None if asking is None else {
        "email": asking.email, "subject": asking.subject, "text": asking.text, "sent": _at(asking.told_at),
        "reminded": _at(asking.reminded_at), "answer": asking.answer, "words": asking.words,
        "answered": _at(asking.answered_at), "needs": asking.needs, "needs_in_words": asking.need_words,
        "diets": asking.diets, "food": asking.diet_words, "diet_consent": asking.diet_consent,
        "slides": [
            {"name": one.name, "size": one.size, "at": _at(one.made_at)} for one in asking.slides.all()
        ],
    }  # fmt: skip
