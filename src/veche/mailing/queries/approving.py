"""What approvals of a letter stand, and what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from veche.kit.time import DAY, as_datetime, now
from veche.mailing.models import Approval, Letter, Sequence, Version
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.rules.approving import digest_of, reaches_more
from veche.mailing.terms import LetterKind
from veche.mailing.terms.sequencing import OF_SEGMENTS

if TYPE_CHECKING:
    from veche.core.models import Community

_OF_LETTER = (
    "subject", "preheader", "form", "content", "plain", "language", "sender_id", "from_name", "reply_to",
    "newsletter_id", "segment_id", "theme_id", "is_notice", "trial_share",
)  # fmt: skip
_OF_NEWSLETTER = ("from_name", "reply_to", "sender_id", "segment_id", "needs_subscription", "theme_id")


def approval_above(community: Community) -> int:
    """Answer to how many people a letter may go without a second person."""
    return letter_rules_of(community).approval_above


def approval_digest(letter: Letter) -> str:
    """Answer the digest of what an approval is of: what is read, who sends it, how it looks, who gets it."""
    newsletter = letter.newsletter
    segment = letter.segment or newsletter.segment
    theme = letter.theme or newsletter.theme
    facts: dict[str, Any] = {name: getattr(letter, name) for name in _OF_LETTER}
    facts |= {f"newsletter.{name}": getattr(newsletter, name) for name in _OF_NEWSLETTER}
    facts["conditions"] = segment.conditions if segment else None
    facts["look"] = theme.look if theme else None
    facts["variants"] = [
        # Approvals from before variants had a preheader stand for those that have none.
        (number, subject, content, *([preheader] if preheader else []))
        for number, subject, content, preheader in letter.variants.order_by("number").values_list(
            "number", "subject", "content", "preheader"
        )
    ]
    if people := _people_of_step(letter):
        facts["sequence"] = people
    return digest_of(facts)


def approvals_of(letter: Letter) -> list[Approval]:
    """Answer who approved a letter as it stands now, the first first."""
    found = list(letter.approvals.filter(ended_at=None).order_by("at", "pk"))
    digest = approval_digest(letter) if found else ""
    return [one for one in found if one.digest == digest]


def approved_sizes(letter: Letter) -> list[int | None]:
    """Answer for how many each who wrote nothing in a letter approved it as it stands now."""
    writers = writers_of(letter)
    return [one.size for one in approvals_of(letter) if one.user_id not in writers]


def is_approved(letter: Letter, size: int = 0) -> bool:
    """Tell whether somebody who wrote nothing in a letter approved it as it is, for about so many people."""
    return any(not reaches_more(size, approved) for approved in approved_sizes(letter))


def unread_lately(letter: Letter) -> int:
    """Answer how many people letters of the same writers reached within a day that nobody else approved.

    Many small letters are one large one: so nobody slices an audience until no second person is asked, not
    even over drafts that others began.
    """
    since, writers = as_datetime(now() - DAY), writers_of(letter)
    own = Letter.objects.filter(community=letter.community_id, prepared_at__gte=since).exclude(pk=letter.pk)
    wrote = Version.objects.filter(letter=OuterRef("pk"), user_id__in=writers)
    read = Approval.objects.filter(letter=OuterRef("pk"), ended_at=None)
    found = own.filter(Q(user_id__in=writers) | Exists(wrote)).exclude(Exists(read))
    return sum(int(audience.get("reached", 0)) for audience in found.values_list("audience", flat=True))


def writers_of(letter: Letter) -> set[int | None]:
    """Answer who began a letter, who wrote in it or in its variants, and who chose whom it goes to."""
    wrote = letter.versions.values_list("user_id", flat=True)
    return {letter.user_id, letter.trial.get("user"), *letter.chosen_by, *wrote} - {None}


def _people_of_step(letter: Letter) -> list[Any]:
    """Answer whom a letter of a sequence goes to where that is a segment: another one is another letter."""
    if letter.kind != LetterKind.STEP:
        return []
    found = Sequence.objects.filter(steps__letter=letter, start__in=[one.value for one in OF_SEGMENTS])
    return list(found.values_list("start", "words", "segment__conditions")[:1])
