"""Posts of the community's own channels and walls as other desks may show them."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import formats, translation

from veche.kit.cards import Card
from veche.kit.text import number_of
from veche.kit.time import as_datetime, moment
from veche.ledger.models import Interaction
from veche.ledger.queries import channels_of, words_of
from veche.ledger.terms import Kind, Nature

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from veche.core.models import Community

MOST, LONGEST_TITLE, LONGEST_TEXT = 30, 90, 280
# The form of channels in which the community speaks and others listen.
BROADCAST = "channel"


def choose_post(community: Community) -> list[tuple[str, str]]:
    """Answer the newest posts in the community's own name, as (key, title): for a person to choose from."""
    return _titled(community, list(_posts(community)[:MOST]))


def newest_posts(community: Community) -> list[tuple[str, str]]:
    """Answer the newest posts that everybody can read where they stand, as (key, title)."""
    found = [one for one in _posts(community)[: 10 * MOST] if link_of(one)]
    return _titled(community, found[:MOST])


def post_card(community: Community, key: str, language: str) -> Card | None:
    """Answer a post as it is shown elsewhere; nothing for one that was taken away or says nothing."""
    post = _posts(community).filter(pk=number_of(key) or 0).first()
    said = words_of(community, [post.pk]) if post else {}
    if post is None or not said or not said[post.pk].text.strip():
        return None
    title, text = _told(said[post.pk].text)
    with translation.override(language):
        at = as_datetime(moment(post.occurred_at), community.time_zone)
        when = formats.date_format(at, "DATE_FORMAT")
    return Card(title, text, when, post.channel.title, link_of(post))


def link_of(post: Interaction) -> str:
    """Answer where everybody can read a post; nothing where we cannot know that everybody can."""
    number = post.external_id.removeprefix("post/")
    is_wall = post.channel.network == "vk" and post.channel.key.startswith("wall-") and number.isdigit()
    return f"https://vk.com/{post.channel.key}_{number}" if is_wall else ""


def _posts(community: Community) -> QuerySet[Interaction]:
    own = list(channels_of(community).filter(form=BROADCAST))
    found = Interaction.objects.filter(
        community=community, channel__in=own, kind=Kind.PUBLISHED.number, identity__nature=Nature.PLACE
    )
    there = found.filter(Q(removal=None) | Q(removal__back_at__isnull=False))
    return there.select_related("channel").order_by("-occurred_at", "-pk")


def _titled(community: Community, posts: list[Interaction]) -> list[tuple[str, str]]:
    words = words_of(community, [one.pk for one in posts])
    told = [(one, _told(words[one.pk].text)[0]) for one in posts if one.pk in words]
    return [(str(one.pk), f"{title} · {one.channel.title}") for one, title in told if title]


def _told(words: str) -> tuple[str, str]:
    """Answer the first line of a post as its title, and the beginning of what it does not say."""
    first, _, rest = words.strip().partition("\n")
    title = shorten(first, LONGEST_TITLE, placeholder="…")
    unsaid = " ".join(first.split())[len(title.removesuffix("…")) :]
    return title, shorten(f"{'…' if unsaid else ''}{unsaid.strip()} {rest}", LONGEST_TEXT, placeholder="…")
