"""Trials of letters: who gets which variant, how each does, which trials are over."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet

from veche.kit import sql
from veche.kit.time import DAY, HOUR, Moment, moment, now
from veche.mailing.models import Delivery, Letter
from veche.mailing.queries.figures.replying import replied_to
from veche.mailing.rules.trying import read_trial
from veche.mailing.terms import WRITABLE, LetterKind, LetterState, Stand, When
from veche.mailing.terms.trying import RESTING, Score, WinsBy

# A trial of which some still wait for their servers is not held up for longer.
PATIENCE = 1 * DAY
_PLACES = 10_000
# Whoever got it, with or without a name: an open or a click, a click.
_HITS = {
    WinsBy.OPENS: "(link = 0 OR delivery_id IS NOT NULL)",
    WinsBy.CLICKS: "link > 0",
}


def variant_sign(letter: Letter) -> str:
    """Answer the SQL of the variant a row `p` of an audience gets: for one letter always the same.

    A hash of who they are puts them at one of ten thousand places; the share that tries comes first, and
    its places go to the variants in turn.
    """
    numbers = [0, *letter.variants.order_by("number").values_list("number", flat=True)]
    if len(numbers) < 2 or not letter.trial_share:
        return "0"
    place = (
        "((((coalesce(p.identity_id, p.person_id, p.n) % 1000003 * 7919 "
        f"+ {letter.pk * 104_729 % 1_000_003}) % 1000003) * 48271 % 2147483647) % {_PLACES})"
    ).replace("%", "%%")
    cases = " ".join(f"WHEN {turn} THEN {number}" for turn, number in enumerate(numbers))
    share = min(letter.trial_share, 100) * _PLACES // 100
    return f"CASE WHEN {place} >= {share} THEN {RESTING} ELSE CASE {place} %% {len(numbers)} {cases} END END"


def scores_of(letter: Letter, wins_by: WinsBy) -> list[Score]:
    """Answer of each variant how many got it and how many of them did what counts."""
    whole = {
        variant: int(count)
        for variant, count in sql.fetch(
            "SELECT variant, count(*) FROM mailing_delivery WHERE letter_id = %s AND variant >= 0 "
            "AND state IN (2, 6) GROUP BY variant",
            (letter.pk,),
        )
    }
    hits = _replies(letter) if wins_by is WinsBy.REPLIES else _hits(letter, wins_by)
    numbers = {0, *letter.variants.values_list("number", flat=True)}
    return [Score(one, whole.get(one, 0), hits.get(one, 0)) for one in sorted(numbers)]


def trial_end(letter: Letter) -> Moment | None:
    """Answer when a trial is decided; nothing for a letter that has not begun or tries nothing."""
    if letter.begun_at is None or not letter.trial_share:
        return None
    began = moment(letter.begun_at)
    if letter.when == When.LOCAL and letter.leaves_at:  # it began before its time, for the east
        began = max(began, moment(letter.leaves_at))
    return Moment(began + read_trial(letter.trial).hours * HOUR)


def trials_over() -> list[Letter]:
    """Answer the letters on their way whose trial is over and of which nobody decided yet."""
    found = Letter.objects.filter(
        state__in=(LetterState.SENDING, LetterState.PAUSED), trial_share__gt=0, begun_at__isnull=False
    ).select_related("community__organisation")
    return [
        one for one in found if "winner" not in one.trial and "asked_at" not in one.trial and _is_over(one)
    ]


def resting(letter: Letter) -> QuerySet[Delivery]:
    """Answer those who wait until it is known which variant they get."""
    return Delivery.objects.filter(letter=letter, state=Stand.WAITING, variant=RESTING)


def _is_over(letter: Letter) -> bool:
    end = trial_end(letter)
    if end is None or now() < end:
        return False
    trying = Delivery.objects.filter(
        letter=letter, state__in=(Stand.WAITING, Stand.CLAIMED), variant__gt=RESTING
    )
    return now() >= end + PATIENCE or not trying.exists()


def _hits(letter: Letter, wins_by: WinsBy) -> dict[int, int]:
    rows = sql.fetch(
        "SELECT variant, count(DISTINCT delivery_id) + sum(CASE WHEN delivery_id IS NULL THEN 1 ELSE 0 END) "
        f"FROM mailing_hit WHERE letter_id = %s AND agent = 0 AND {_HITS[wins_by]} GROUP BY variant",
        (letter.pk,),
    )
    return {variant: int(count) for variant, count in rows}


def _replies(letter: Letter) -> dict[int, int]:
    variants = Delivery.objects.filter(pk__in=replied_to(letter)).values_list("variant", flat=True)
    return Counter(variants)


def contents_near(letter: Letter) -> QuerySet[Letter]:
    """Answer letters of the same form whose content a variant may take over, last changed first."""
    found = Letter.objects.filter(
        community=letter.community_id, form=letter.form, removed_at=None, state__in=WRITABLE
    )
    return (
        found.exclude(pk=letter.pk)
        .exclude(kind=LetterKind.VARIANT)
        .only("pk", "title", "content")
        .order_by("-changed_at")[:20]
    )


def drafts_of(letter: Letter) -> list[Letter]:
    """Answer where the variants of a letter are written that are written in place, in their order."""
    found = Letter.objects.filter(tried_as__letter=letter, removed_at=None)
    return list(found.only("pk", "title", "subject").order_by("tried_as__number"))
