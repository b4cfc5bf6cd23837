"""What letters show of others: pictures at the addresses that mail programs ask, and cards of other desks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from veche.kit.cards import Card
from veche.kit.rooms import card_kinds
from veche.mailing.models import Picture
from veche.mailing.rules.writing.arranging import walked
from veche.mailing.terms.writing import MOST_CARDS, Lent, Photo

if TYPE_CHECKING:
    from veche.core.models import Community


def lent_for(
    community: Community, blocks: Iterable[Mapping[str, Any]], language: str, *, header: str = ""
) -> Lent:
    """Answer what the blocks and the header of a look name: one query for the pictures, a few for cards."""
    parts = list(walked(blocks))
    files = {str(one.get("file") or one.get("picture") or "") for one in parts} | {header}
    kinds, known = card_kinds(), dict[tuple[str, str], Card | None]()

    def card(of: str, key: str) -> Card | None:
        if (of, key) not in known:
            known[of, key] = kinds[of].card(community, key, language) if of in kinds else None
        return known[of, key]

    for one in parts:
        for key in _things(one):
            card(str(one.get("of")), str(key))
    newest = {
        of: [
            found for key, _ in (kinds[of].newest or kinds[of].choose)(community)[:most]
            if (found := card(of, key))
        ]
        for of, most in _listed(parts).items() if of in kinds
    }  # fmt: skip
    cards = {place: found for place, found in known.items() if found}
    return Lent(photos_of(community, files - {""}), cards, newest)


def photos_of(community: Community, files: Iterable[str]) -> dict[str, Photo]:
    """Answer the community's pictures of these names, by name."""
    found = Picture.objects.filter(community=community, name__in=set(files))
    return {one.name: Photo(picture_address(one.name), one.width, one.height, one.weight) for one in found}


def picture_address(name: str) -> str:
    """Answer where a picture of letters is asked for by anybody."""
    return settings.ADDRESS.rstrip("/") + reverse("mailing:letter_picture", args=[name])


def pictures_of(community: Community, *, limit: int = 60) -> list[Picture]:
    """Answer the newest pictures of the community's letters."""
    return list(Picture.objects.filter(community=community).order_by("-made_at", "-pk")[:limit])


def _listed(parts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Answer of which kinds the newest are listed, and how many at the most."""
    found: dict[str, int] = {}
    for one in parts:
        if one.get("kind") == "listed" and not one.get("things"):
            of, most = str(one.get("of")), min(MOST_CARDS, int(one.get("most") or 3))
            found[of] = max(most, found.get(of, 0))
    return found


def _things(block: Mapping[str, Any]) -> list[Any]:
    return [one for one in [block.get("thing"), *(block.get("things") or ())] if one]
