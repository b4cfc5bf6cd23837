"""Newsletters with what came of them, looks, senders to choose from, and a community's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from veche.mailing.models import Delivery, LetterRules, Newsletter, Sender, Subscription, Theme
from veche.mailing.terms import GONE, LetterState, Stand, SubscriptionState

if TYPE_CHECKING:
    from veche.core.models import Community


def newsletters_of(community: Community, *, removed: bool = False) -> QuerySet[Newsletter]:
    """Answer the community's newsletters by name, the general one last."""
    found = Newsletter.objects.filter(community=community, removed_at__isnull=not removed)
    return found.select_related("theme", "segment", "sender").order_by("is_general", "title", "pk")


def newsletters_shown(community: Community) -> list[Any]:
    """Answer newsletters with what came of them: subscribers, letters, when the last left, what came back.

    One query. Each has `subscribers`, `issues`, `last_at`, `went`, `returned`.
    """
    own = Delivery.objects.filter(letter__newsletter=OuterRef("pk")).order_by().values("letter__newsletter")
    went = own.filter(state__in=GONE).annotate(n=Count("pk")).values("n")
    returned = own.filter(state=Stand.BOUNCED).annotate(n=Count("pk")).values("n")
    on = Subscription.objects.filter(newsletter=OuterRef("pk"), state=SubscriptionState.ON).order_by()
    subscribers = on.values("newsletter").annotate(n=Count("pk")).values("n")
    sent = Q(letters__state=LetterState.SENT)
    found = newsletters_of(community).annotate(
        issues=Count("letters", filter=sent), last_at=Max("letters__ended_at", filter=sent),
        subscribers=_count(subscribers), went=_count(went), returned=_count(returned),
    )  # fmt: skip
    for one in found:
        one.community = community
    return list(found)


def newsletter_of(community: Community, pk: int) -> Newsletter | None:
    """Answer a newsletter of the community, removed or not."""
    found = Newsletter.objects.select_related("community__organisation", "theme", "segment", "sender")
    return found.filter(community=community, pk=pk).first()


def public_address(newsletter: Newsletter) -> str:
    """Answer where anybody subscribes and reads what was written; nothing where nobody may."""
    return place_of(newsletter, newsletter.community) if newsletter.is_public else ""


def place_of(newsletter: Newsletter, community: Community) -> str:
    """Answer the address of a newsletter's page, whoever may open it; its letters stand below."""
    return f"{settings.ADDRESS}/n/{community.slug}/letters/{newsletter.slug}/"


def themes_of(community: Community) -> list[Theme]:
    """Answer the looks of the community's letters by name."""
    return list(Theme.objects.filter(community=community, removed_at=None).order_by("title", "pk"))


def theme_of(community: Community, pk: int) -> Theme | None:
    """Answer a look of the community, removed or not."""
    return Theme.objects.select_related("community__organisation").filter(community=community, pk=pk).first()


def senders_of(community: Community) -> list[Sender]:
    """Answer the ways out to choose from."""
    return list(Sender.objects.filter(community=community, removed_at=None).order_by("title", "pk"))


def letter_rules_of(community: Community) -> LetterRules:
    """Answer the community's rules for letters; the usual ones where none were set."""
    return LetterRules.objects.filter(community=community).first() or LetterRules(community=community)


def _count(found: Any) -> Coalesce:
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)
