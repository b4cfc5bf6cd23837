"""An event as search engines read it: schema.org's Event in JSON-LD (https://schema.org/Event)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from veche.events.rules.calendars import Entry

_IN = "https://schema.org/"


def event_data(
    entry: Entry, *, organiser: str, organiser_url: str, image: str = "", mode: str = "Offline",
    offers: Sequence[tuple[str, str, str, bool]] = (),
) -> dict[str, Any]:  # fmt: skip
    """Answer an event in schema.org's words; `offers` are (title, price, currency, whether to be had).

    `mode` is Offline, Online, or Mixed where people are in both places.
    """
    online = {"@type": "VirtualLocation", "url": entry.url}
    place = {"@type": "Place", "name": entry.place or organiser, "address": entry.place}
    where: Any = {"Online": online, "Mixed": [place, online]}.get(mode, place)
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Event", "name": entry.title, "url": entry.url,
        "startDate": entry.starts.isoformat(), "endDate": entry.ends.isoformat(),
        "eventStatus": _IN + ("EventCancelled" if entry.is_cancelled else "EventScheduled"),
        "eventAttendanceMode": _IN + f"{mode}EventAttendanceMode", "location": where,
        "organizer": {"@type": "Organization", "name": organiser, "url": organiser_url},
        "offers": [
            {"@type": "Offer", "name": title, "price": price, "priceCurrency": currency, "url": entry.url,
             "availability": _IN + ("InStock" if is_left else "SoldOut")}
            for title, price, currency, is_left in offers
        ],
    }  # fmt: skip
    data |= {"description": entry.about} if entry.about else {}
    return data | ({"image": [image]} if image else {})
