"""Cards of links: which messages may get one, and which there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from veche.core.models import Community
from veche.inbox.models import Item, LinkCard, Report
from veche.inbox.queries.hearing import Heard, heard_by_id
from veche.inbox.rules.linked import first_link
from veche.inbox.terms import Side
from veche.inbox.terms.moderation import Remedy, ReportState
from veche.kit.time import now
from veche.people.models import Attachment

_STANDING = (ReportState.OPEN, ReportState.ACTED)
_AWAY = (Remedy.HIDE, Remedy.DELETE, Remedy.MUTE, Remedy.BAN)
_MEMBERS = (Side.THEY, Side.MEMBER)


def digest_of_link(link: str) -> str:
    """Answer by what a link is known again without being kept."""
    return sha256(link.encode()).hexdigest()


def linked_among(community: Community, ids: Iterable[int]) -> list[tuple[int, str]]:
    """Answer which of the named messages may have their first link looked at, and that link.

    Of members, in a conversation, not said in private; neither reported nor by somebody of whom
    anything had to be taken away, who was muted or banned.
    """
    placed = Item.objects.filter(interaction_id__in=list(ids), conversation__community=community)
    mine = set(placed.filter(side__in=_MEMBERS).values_list("interaction_id", flat=True))
    said = [one for one in heard_by_id(community, mine) if not one.is_private and first_link(one.words)]
    away = _moderated_among(community, said)
    return [(one.pk, first_link(one.words)) for one in sorted(said) if one.pk not in away]


def _moderated_among(community: Community, said: list[Heard]) -> set[int]:
    reports = Report.objects.filter(community=community)
    ids = [one.pk for one in said]
    found = set(
        reports.filter(interaction_id__in=ids, state__in=_STANDING).values_list("interaction_id", flat=True)
    )
    whose = dict(
        Attachment.objects.filter(identity__in={one.identity for one in said})
        .values_list("identity_id", "person_id")
    )  # fmt: skip
    handles = dict(
        Attachment.objects.filter(person__in=set(whose.values())).values_list("identity_id", "person_id")
    )
    among = {*handles, *(one.identity for one in said)}
    away = set(
        reports.filter(state=ReportState.ACTED, remedy__in=_AWAY, identity__in=among)
        .values_list("identity_id", flat=True)
    )  # fmt: skip
    persons = {handles[identity] for identity in away if identity in handles}
    return found | {
        one.pk for one in said if one.identity in away or whose.get(one.identity) in persons
    }  # fmt: skip


def cards_of(community: Community, links: Iterable[str]) -> Mapping[str, LinkCard]:
    """Answer the cards of links that have one to show, by link: one query, none where there is no link."""
    known = {digest_of_link(link): link for link in links if link}
    if not known:
        return {}
    found = LinkCard.objects.filter(community=community, digest__in=list(known), ends_at__gt=now())
    return {known[card.digest]: card for card in found.exclude(title="")}


def card_of(community: Community, pk: int) -> LinkCard | None:
    """Answer a card of the community."""
    return LinkCard.objects.filter(community=community, pk=pk, ends_at__gt=now()).first()


def communities_with_old_cards() -> Iterable[Community]:
    """Answer the communities in which cards are past their time."""
    ids = LinkCard.objects.filter(ends_at__lte=now()).order_by().values_list("community", flat=True)
    return Community.objects.select_related("organisation").filter(pk__in=list(ids.distinct()))
