"""Checks that ask others: whether links and pictures answer, and whose values are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.jobs import enqueue, tell_progress
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.text import number_of
from veche.kit.time import now
from veche.kit.web import Web
from veche.mailing.actions.preparing import senders_for
from veche.mailing.models import Letter
from veche.mailing.queries.audience import recipients_of
from veche.mailing.queries.rendering import rendered_letter
from veche.mailing.queries.values import shared_values, values_of_people
from veche.mailing.rules.checking.links import host_of
from veche.mailing.rules.checking.pictures import HEAVY, too_heavy
from veche.mailing.rules.checking.reading import read
from veche.mailing.rules.placeholders import lacking
from veche.mailing.rules.rendering import Rendered
from veche.mailing.rules.rendering.marks import MARK
from veche.mailing.terms import WRITE_LETTERS, SenderKind
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.checks import MOST_LINKS_ASKED, Looked
from veche.mailing.terms.placing import FIELD, Placeholder

DEAD = N_("This address answers {status}: {address}")
SILENT = N_("This address does not answer: {address}")
NOT_ASKED = N_("Only the first {most} addresses were asked.")
# Answers of who is there but does not talk to programs.
_SHY = frozenset({401, 403, 405, 406, 429, 503, 999})
_HEARD = 400
AT_ONCE, MOST_READERS = 2000, 20_000


def ask_checks(letter: Letter, *, by: Actor) -> None:
    """Have links, pictures, the audience's values and the ways out with their domains looked at by jobs.

    May be repeated.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        _note(letter, Looked(letter.version, now()))
        enqueue(
            "mailing.jobs.checking.check_letter", key=str(letter.pk), community=letter.community_id,
            letter=letter.pk,
        )  # fmt: skip
        for sender in senders_for(letter):
            if sender.kind != SenderKind.OUTBOX:
                enqueue("mailing.jobs.examining.check_sender", key=str(sender.pk),
                        community=letter.community_id, sender=sender.pk)  # fmt: skip


def look_letter_over(letter: Letter, web: Web, *, by: Actor) -> Looked:
    """Ask every address of a letter once, and count whose values are missing; notes what is found.

    May be repeated. Each address has the patience of `web`; nothing is sent but a question for it.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    looked = Looked(letter.version, now())
    try:
        rendered = rendered_letter(letter)
    except Refusal:  # what cannot be drawn the page says already
        return _note(letter, replace(looked, is_over=True))
    addresses, pictures = addresses_in(rendered), {one.address for one in read(rendered.html).pictures}
    looked = replace(looked, whole=len(addresses) + 1)
    findings = list(_lacking_in(letter, rendered))
    with web.client(headers={"User-Agent": "Veche link check"}) as client:
        for done, address in enumerate(addresses, 1):
            findings += _asked(client, address, is_picture=address in pictures)
            tell_progress(done, len(addresses), kept=False)
            _note(letter, replace(looked, done=done, findings=findings))
    if len(addresses) == MOST_LINKS_ASKED:
        findings.append(Finding(Severity.NOTE, NOT_ASKED, values={"most": MOST_LINKS_ASKED}))
    return _note(letter, replace(looked, done=looked.whole, is_over=True, findings=findings, at=now()))


def addresses_in(rendered: Rendered) -> list[str]:
    """Answer the addresses of the web in a letter's links and pictures that are the same for everybody."""
    seen = read(rendered.html)
    found = [link.address for link in seen.links] + [picture.address for picture in seen.pictures]
    wanted = (one for one in found if host_of(one) and not MARK.search(one))
    return list(dict.fromkeys(wanted))[:MOST_LINKS_ASKED]


def _asked(client: Any, address: str, *, is_picture: bool) -> list[Finding]:
    try:
        answer = client.head(address)
        status, weight = answer.status_code, number_of(answer.headers.get("Content-Length", "")) or 0
        if status >= _HEARD:
            status = client.get(address, headers={"Range": "bytes=0-1023"}).status_code
    except (Trouble, Refusal):
        return [Finding(Severity.WARNING, SILENT, values={"address": address[:300]})]
    if status < _HEARD or status in _SHY:
        return [too_heavy(address, weight)] if is_picture and weight > HEAVY else []
    return [Finding(Severity.FAULT, DEAD, values={"address": address[:300], "status": status})]


def _lacking_in(letter: Letter, rendered: Rendered) -> Iterator[Finding]:
    """Answer the places that stay empty for some of the audience; of a large one its first thousands."""
    names = {place.name for place in rendered.places if isinstance(place, Placeholder)}
    names = {name for name in names if name in _OF_PEOPLE or name.startswith(FIELD)}
    if not names:
        return
    counts: Counter[str] = Counter()
    common = shared_values(letter)
    try:
        for start in range(0, MOST_READERS, AT_ONCE):
            people = [one.person for one in recipients_of(letter, limit=AT_ONCE, after=start)]
            values = values_of_people(letter.community, [pk for pk in people if pk])
            for pk in people:
                own = common | values.get(pk or 0, {})
                counts.update(name for name in names if not own.get(name))
            if len(people) < AT_ONCE:
                break
    except Refusal:  # a segment that is gone: the page says so where the audience stands
        return
    for reason in lacking(rendered.places, counts):
        yield Finding(Severity.WARNING, reason.text, values=dict(reason.values))


_OF_PEOPLE = frozenset({"first_name", "last_name", "name", "city"})


def _note(letter: Letter, looked: Looked) -> Looked:
    Letter.objects.filter(pk=letter.pk).update(checks=looked.written())
    return looked
