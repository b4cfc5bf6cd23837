"""Preparing: the audience of a letter is written down, each recipient once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import LATEST, Moment, as_datetime, moment, now
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.senders import first_sender
from veche.mailing.actions.sending.sparing import spare_soon
from veche.mailing.actions.spreading import spread
from veche.mailing.models import Letter, Newsletter, Sender
from veche.mailing.queries.audience import judged, whom_of
from veche.mailing.queries.trying import variant_sign
from veche.mailing.terms import SEND_LETTERS, LetterState, SenderState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche.core.models import Community

NO_SENDER = N_("No way out is open for letters: add a sender, or open one.")
# So many rows a transaction: nobody else who writes waits longer than a moment.
AT_ONCE = 5_000
_DRAFT = "mailing_prepared"


def prepare_letter(letter: Letter, *, in_: Community, by: Actor) -> int:
    """Write down whom a letter goes to and let it leave; answers how many that is.

    Refuses where no sender is open; where there never was one, letters are kept in the outbox. May be
    repeated, also after it was cut off: nobody is written down twice. Where variants are tried, a share gets
    them and the rest waits; where each has a time of their own, each delivery has its moment. The audience
    is judged once, beside the tables, so that a million hold nobody up.
    """
    require(by, SEND_LETTERS, in_=in_)
    senders = senders_for(letter)
    if not senders and not Sender.objects.filter(community=in_, removed_at=None).exists():
        senders = [first_sender(in_=in_, by=by)]
    if not senders:
        raise Refusal(Reason(NO_SENDER))
    asked = judged(whom_of(letter), in_)
    sql.execute(f"DROP TABLE IF EXISTS {_DRAFT}")
    sql.execute(
        f"CREATE TEMPORARY TABLE {_DRAFT} AS SELECT row_number() OVER () AS n, j.* FROM ({asked.text}) AS j "
        "ORDER BY 1",
        asked.values,
    )
    counts = dict(sql.fetch(f"SELECT why, count(*) FROM {_DRAFT} GROUP BY why"))
    sql.execute(f"DELETE FROM {_DRAFT} WHERE why <> ''")
    last = sql.fetch(f"SELECT coalesce(max(n), 0) FROM {_DRAFT}")[0][0]
    variant = variant_sign(letter)
    for start in range(0, last, AT_ONCE):
        _write_down(letter, senders, variant, start)
    sql.execute(f"DROP TABLE {_DRAFT}")
    spread(letter, _due(letter))
    return _let_leave(letter, counts, in_, by)


def general_newsletter(community: Community, *, by: Actor) -> Newsletter:
    """Answer the newsletter of all that is none of its own, made at the first time. May be repeated."""
    require(by, SEND_LETTERS, in_=community)
    title = "Отдельные письма" if community.language == "ru" else "Occasional letters"
    with transaction.atomic():
        sql.lock("mailing.general", community.pk)
        made, _ = Newsletter.objects.get_or_create(
            community=community, is_general=True,
            defaults={
                "title": title, "slug": "letters", "language": community.language, "made_at": now(),
                "needs_subscription": False, "is_public": False,
            },
        )  # fmt: skip
    return made


def senders_for(letter: Letter) -> list[Sender]:
    """Answer the ways out a letter may take: its own, its newsletter's, or all that are open."""
    found = Sender.objects.filter(community=letter.community_id, removed_at=None, state=SenderState.OPEN)
    own = letter.sender_id or letter.newsletter.sender_id
    return list(found.filter(pk=own) if own else found.order_by("pk"))


def _due(letter: Letter) -> Moment:
    return moment(letter.leaves_at) if letter.leaves_at else now()


def _write_down(letter: Letter, senders: Sequence[Sender], variant: str, start: int) -> None:
    if sql.on_postgres():
        domain, no = "split_part(p.email, '@', 2)", "false"
    else:
        domain, no = "substr(p.email, instr(p.email, '@') + 1)", "0"
    sql.execute(
        "INSERT INTO mailing_delivery (letter_id, person_id, identity_id, email, domain, variant, turn, "
        "sender_id, state, why, due_at, is_paced, attempts, answer, foreign_id, is_told) "
        f"SELECT %s, p.person_id, p.identity_id, p.email, lower({domain}), {variant}, 0, "
        f"{_shared(senders)}, "
        f"0, '', CASE WHEN {variant} < 0 THEN {LATEST} ELSE %s END, {no}, 0, '', '', {no} "
        f"FROM {_DRAFT} p WHERE p.n > %s AND p.n <= %s ON CONFLICT DO NOTHING",
        (letter.pk, _due(letter), start, start + AT_ONCE),
    )


def _shared(senders: Sequence[Sender]) -> str:
    """Answer the sender of the n-th recipient, by the senders' shares."""
    parts = [sender.pk for sender in senders for _ in range(max(1, sender.share))]
    cases = " ".join(f"WHEN {place} THEN {pk}" for place, pk in enumerate(parts))
    return f"CASE p.n %% {len(parts)} {cases} END"


def _let_leave(letter: Letter, counts: dict[str, int], in_: Community, by: Actor) -> int:
    """Let a letter leave whose audience stands; one that was paused or given up meanwhile stays so."""
    count = sql.fetch("SELECT count(*) FROM mailing_delivery WHERE letter_id = %s", (letter.pk,))[0][0]
    left = {why: number for why, number in counts.items() if why and why != "had_it"}
    at = as_datetime(now())
    told = {"audience": {"reached": count, "left": left}, "prepared_at": at}
    with transaction.atomic():
        state = Letter.objects.select_for_update().get(pk=letter.pk).state
        begun = {} if state == LetterState.CANCELLED else {"begun_at": at}
        Letter.objects.filter(pk=letter.pk).update(**told, **begun)
        if state == LetterState.CANCELLED:
            spare_soon(letter.pk, in_=in_, by=by)
        elif state != LetterState.PAUSED:
            move_letter(letter, LetterState.SENDING, in_=in_, by=by)
    letter.refresh_from_db()
    return int(count)
