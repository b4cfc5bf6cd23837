"""What letters show of others: pictures at the addresses that mail programs ask, and cards of other desks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from veche.kit.cards import Card
from veche.kit.rooms import card_kinds
from veche.mailing.models import Picture
from veche.mailing.rules.arranging import walked
from veche.mailing.terms.writing import Lent, Photo

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_LISTED = 20


def lent_for(
    community: Community, blocks: Iterable[Mapping[str, Any]], language: str, *, header: str = ""
) -> Lent:
    """Answer what the blocks and the header of a look name: one query for the pictures, a few for cards."""
    parts = list(walked(blocks))
    files = {str(one.get("file") or one.get("picture") or "") for one in parts} | {header}
    kinds = card_kinds()
    wanted = {(str(one.get("of")), str(key)) for one in parts for key in _things(one)}
    cards = {
        (of, key): card
        for of, key in sorted(wanted) if of in kinds and (card := kinds[of].card(community, key, language))
    }  # fmt: skip
    newest = {
        of: newest_of(community, of, language)
        for of in {
            str(one.get("of")) for one in parts if one.get("kind") == "listed" and not one.get("things")
        }
        if of in kinds
    }
    return Lent(photos_of(community, files - {""}), cards, newest)


def photos_of(community: Community, files: Iterable[str]) -> dict[str, Photo]:
    """Answer the community's pictures of these names, by name."""
    found = Picture.objects.filter(community=community, name__in=set(files))
    return {one.name: Photo(picture_address(one.name), one.width, one.height, one.weight) for one in found}


def picture_address(name: str) -> str:
    """Answer where a picture of letters is asked for by anybody."""
    return settings.ADDRESS.rstrip("/") + reverse("mailing:letter_picture", args=[name])


def newest_of(community: Community, of: str, language: str) -> list[Card]:
    """Answer the first cards of a kind, as `CardKind.choose` puts them in order."""
    kind = card_kinds()[of]
    found = (kind.card(community, key, language) for key, _ in kind.choose(community)[:MOST_LISTED])
    return [card for card in found if card]


def pictures_of(community: Community, *, limit: int = 60) -> list[Picture]:
    """Answer the newest pictures of the community's letters."""
    return list(Picture.objects.filter(community=community).order_by("-made_at", "-pk")[:limit])


def _things(block: Mapping[str, Any]) -> list[Any]:
    return [one for one in [block.get("thing"), *(block.get("things") or ())] if one]
