"""Venues: where they stand on a map, and what is wrong with what was written of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

from veche.kit.terms import N_, Reason

MILLION = 1_000_000
UNNAMED = N_("Give the venue a name.")
BAD_SEATS = N_("Between {least} and {most}.")
NO_POINT = N_("Write coordinates like 55.7512, 37.6184, or paste a link to a map.")
NO_PRICE = N_("Write an amount such as 1500, or leave it empty.")
_PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)")
_AT = re.compile(r"@(-?\d{1,3}\.\d+),(-?\d{1,3}\.\d+)")
_HASH = re.compile(r"map=\d+/(-?\d{1,3}\.\d+)/(-?\d{1,3}\.\d+)")


class Point(NamedTuple):
    """A place on earth, in millionths of a degree."""

    latitude: int
    longitude: int


def point_in(text: str) -> Point | None:
    """Read «55.7512, 37.6184» or a link to OpenStreetMap, Google, Yandex or 2GIS, if it is one."""
    text = text.strip()
    if text.startswith(("http://", "https://")):
        return _point_in_link(text)
    found = _PAIR.fullmatch(text)
    return _point(found.group(1), found.group(2)) if found else None


def _point_in_link(text: str) -> Point | None:
    try:
        link = urlsplit(text)
    except ValueError:  # such as a bracket that is never closed
        return None
    asked = {name: values[0] for name, values in parse_qs(link.query).items()}
    if "mlat" in asked and "mlon" in asked:
        return _point(asked["mlat"], asked["mlon"])
    if link.netloc.rpartition("yandex.")[1] and (pair := _PAIR.match(asked.get("ll", ""))):
        return _point(pair.group(2), pair.group(1))  # Yandex writes the longitude first, as does 2GIS
    if "2gis." in link.netloc and (pair := _PAIR.match(asked.get("m", ""))):
        return _point(pair.group(2), pair.group(1))
    found = _HASH.search(link.fragment) or _AT.search(link.path) or _PAIR.match(asked.get("q", ""))
    return _point(found.group(1), found.group(2)) if found else None


def _point(latitude: str, longitude: str) -> Point | None:
    north, east = round(float(latitude) * MILLION), round(float(longitude) * MILLION)
    return Point(north, east) if abs(north) <= 90 * MILLION and abs(east) <= 180 * MILLION else None


def point_text(latitude: int | None, longitude: int | None) -> str:
    """Write a point the way `point_in` reads it."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude / MILLION:.6f}, {longitude / MILLION:.6f}"


def map_link(latitude: int | None, longitude: int | None, line: str) -> str:
    """Answer a link to the place on a map: its point, else its address searched for; nothing without both."""
    if latitude is not None and longitude is not None:
        at = (f"{latitude / MILLION:.6f}", f"{longitude / MILLION:.6f}")
        return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"
    return f"https://www.openstreetmap.org/search?query={quote(line)}" if line else ""


def faults_of_venue(values: Mapping[str, Any]) -> list[Reason]:
    """Answer what is wrong with a venue's or a room's name and seats."""
    found = [] if values.get("name") else [Reason(UNNAMED, field="name")]
    seats = values.get("capacity")
    if seats is not None and not 1 <= seats <= 1_000_000:
        found.append(Reason(BAD_SEATS, field="capacity", values={"least": 1, "most": 1_000_000}))
    return found
