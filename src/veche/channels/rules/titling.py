"""Titling: channels keep the titles the team chose, whatever the outside calls them."""

from veche.ledger.terms import Sighting

Titles = dict[tuple[str, str], str]


def titled(sightings: list[Sighting], titles: Titles) -> list[Sighting]:
    """Give channels the titles the team chose: a later export does not rename them back."""
    if not titles:
        return sightings
    known: dict[object, Sighting | None] = {}
    for sighting in sightings:
        place = sighting.place
        if place not in known:
            title = titles.get((place.network, place.key), place.title)
            known[place] = (
                None if title == place.title else sighting._replace(place=place._replace(title=title))
            )
    renamed = {place: found.place for place, found in known.items() if found is not None}
    if not renamed:
        return sightings
    return [s._replace(place=renamed[s.place]) if s.place in renamed else s for s in sightings]
