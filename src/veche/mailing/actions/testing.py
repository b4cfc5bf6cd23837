"""Trying a letter: it goes to those who work here, as somebody of its audience would get it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from veche.core.actions import audit, require
from veche.core.queries import colleagues_in
from veche.core.terms import Actor
from veche.kit.jobs import enqueue
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, refuse_if
from veche.mailing.actions.preparing import senders_for
from veche.mailing.models import Letter
from veche.mailing.queries.rendering import rendered_letter, values_for, variant_of
from veche.mailing.rules.rendering import shown_letter
from veche.mailing.terms import WRITE_LETTERS, SenderKind
from veche.mailing.terms.desk import MOST_TEST_ADDRESSES

NOBODY = N_("Choose who gets it.")
TOO_MANY = N_("At most {most} at once.")
STRANGER = N_("{told} does not work here: letters are tried on the team alone.")
SUBJECT = N_("[Test] {subject}")


def send_test(
    letter: Letter, addresses: Sequence[str], *, person: int | None = None, variant: int = 0, by: Actor
) -> int:  # fmt: skip
    """Send a letter, or a variant of it, to some of the team as a person of its audience would get it.

    Answers to how many. By the first way out that it may take, so that name, signature and filters are tried
    too; where letters are only kept on this machine, like any other mail of Veche. Nothing of it is counted.
    Refuses addresses that are not the team's, so that nobody else is tried on, and what cannot be read.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    wanted = list(dict.fromkeys(one.strip().lower() for one in addresses if one.strip()))
    team = {one.user.email.lower() for one in colleagues_in(letter.community)}
    reasons = [Reason(STRANGER, "addresses", values={"told": one}) for one in wanted if one not in team]
    if not wanted:
        reasons.append(Reason(NOBODY, field="addresses"))
    if len(wanted) > MOST_TEST_ADDRESSES:
        reasons.append(Reason(TOO_MANY, "addresses", values={"most": MOST_TEST_ADDRESSES}))
    refuse_if(reasons)
    other = variant_of(letter, variant)
    rendered = rendered_letter(letter, variant=other)
    subject, html, plain = shown_letter(rendered, values_for(letter, person, email=wanted[0]))
    with transaction.atomic():
        way = next((one for one in senders_for(letter) if one.kind != SenderKind.OUTBOX), None)
        for address in wanted:
            if way is not None:
                enqueue(
                    "mailing.jobs.testing.try_letter", community=letter.community_id, letter=letter.pk,
                    sender=way.pk, to=address, person=person or 0, variant=other.number if other else 0,
                )  # fmt: skip
                continue
            write_letter(
                address, gettext(SUBJECT).format(subject=subject), plain, html=html,
                organisation=letter.community.organisation_id,
            )  # fmt: skip
        audit(by, "mailing.send_test", in_=letter.community, on=letter, to=wanted)
    return len(wanted)
