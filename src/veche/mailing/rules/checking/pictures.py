"""Pictures of a letter: words for those who see none, weight, size."""

from __future__ import annotations

from collections.abc import Iterator

from veche.kit.terms import N_
from veche.mailing.rules.checking.reading import Seen
from veche.mailing.terms.checking import Finding, Severity
from veche.mailing.terms.writing import Lent

HEAVY, HEAVY_TOGETHER, WIDE = 1_000_000, 3_000_000, 2000
NO_WORDS = N_("A picture says nothing to whoever does not see it: {name}")
NO_PLACE = N_("A picture has no address, so nobody will see it.")
TOO_HEAVY = N_("A picture weighs {weight} kB: {name}")
TOO_HEAVY_TOGETHER = N_("All pictures weigh {weight} kB together: many will wait for them.")
TOO_WIDE = N_("A picture is {width} pixels wide, which no screen needs: {name}")


def too_heavy(address: str, weight: int) -> Finding:
    """Answer what is said of a picture that weighs so many octets."""
    name = address.rpartition("/")[2][:80]
    return Finding(Severity.WARNING, TOO_HEAVY, name, {"weight": weight // 1000, "name": name})


def findings_of_pictures(seen: Seen, lent: Lent) -> Iterator[Finding]:
    """Answer what is wrong with the pictures of a letter, as far as they are ours."""
    photos = {photo.address: photo for photo in lent.photos.values()}
    for picture in seen.pictures:
        name = picture.address.rpartition("/")[2][:80]
        if not picture.address:
            yield Finding(Severity.WARNING, NO_PLACE)
        if not picture.alt:
            grave = Severity.WARNING if picture.is_link else Severity.NOTE
            yield Finding(grave, NO_WORDS, name, {"name": name})
        photo = photos.get(picture.address)
        if photo and photo.weight > HEAVY:
            yield too_heavy(picture.address, photo.weight)
        if photo and photo.width > WIDE:
            yield Finding(Severity.NOTE, TOO_WIDE, name, {"width": photo.width, "name": name})
    used = {picture.address for picture in seen.pictures}
    together = sum(photo.weight for address, photo in photos.items() if address in used)
    if together > HEAVY_TOGETHER:
        yield Finding(Severity.WARNING, TOO_HEAVY_TOGETHER, values={"weight": together // 1000})
