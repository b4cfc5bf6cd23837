"""Sketching: a network as its picture, of everybody or of circles and those who join them."""

from collections.abc import Mapping, Sequence

from django.utils.text import Truncator
from django.utils.translation import ngettext

from veche.insights.rules.networking import HEARTS, lines_between, threads_between
from veche.insights.showing.networks import Web, circle_title
from veche.insights.showing.picturing import (
    HUES,
    Blob,
    Disc,
    Dot,
    Line,
    Picture,
    blob_path,
    box_of,
    dots_path,
    line_between,
    middle_of,
    name_lines,
    names_below,
    number,
    text_at,
)
from veche.insights.showing.wording import value_text
from veche.insights.terms import Box, Spot, Tie, Unit
from veche.kit.text import initials

FACE, BUSY_FACE, SQUARE = 17.0, 22.0, 0.92
# How far the ring of a connector is from the face.
RING = 4.0
LONGEST_HEART = 18


def picture_of(web: Web) -> Picture | None:
    """Answer the picture of a network, or nothing where nobody talked with anybody."""
    if not web.circles:
        return None
    return _circles(web) if web.is_of_circles else _everybody(web)


def _radius(web: Web, person: int) -> float:
    return (BUSY_FACE if person in web.marked or web.is_of_circles else FACE) + RING


def _everybody(web: Web) -> Picture:
    drawn = set(web.drawn)
    groups = [[one for one in web.network.circles[place].people if one in drawn] for place in web.circles]
    lines = {person: name_lines(web.name(person)) for person in drawn}
    radii = {person: _radius(web, person) for person in drawn}
    boxes = {person: box_of(radii[person], lines[person]) for person in web.drawn}
    ties = lines_between(web.network.ties, drawn)
    from veche.insights.rules.arranging import people_arranged

    arranged = people_arranged(groups, ties, boxes)
    middles = {
        person: middle_of(spot, radii[person], lines[person]) for person, spot in arranged.spots.items()
    }
    circle_of = web.network.circle_of
    return Picture(
        number(arranged.width), number(arranged.height),
        dots=[_dot(web, one, middles[one], radii[one], lines[one]) for one in web.drawn],
        lines=[
            line_between(tie, middles, (str(tie.one), str(tie.other)),
                         is_far=circle_of[tie.one] != circle_of[tie.other])
            for tie in reversed(ties)
        ],
        blobs=[] if web.opened is not None else [
            _blob(web, place, [boxes[one] for one in group], [arranged.spots[one] for one in group])
            for place, group in zip(web.circles, groups, strict=True)
        ],
        left_out=_left_out_of_people(web, drawn, len(ties)),
    )  # fmt: skip


def _left_out_of_people(web: Web, drawn: set[int], lines: int) -> list[str]:
    texts = []
    if web.opened is not None:
        rest = len(web.network.circles[web.opened].people) - len(drawn)
        if rest:
            text = ngettext(
                "{n} more person of the circle, who talks less, is in its list.",
                "{n} more people of the circle, who talk less, are in its list.", rest,
            )  # fmt: skip
            texts.append(text.format(n=value_text(rest, Unit.PEOPLE)))
    hidden = sum(tie.one in drawn and tie.other in drawn for tie in web.network.ties) - lines
    if hidden > 0:
        text = ngettext("{n} weaker tie is not drawn.", "{n} weaker ties are not drawn.", hidden)
        texts.append(text.format(n=value_text(hidden, Unit.FACTS)))
    return texts


def _dot(web: Web, person: int, middle: Spot, radius: float, lines: Sequence[str]) -> Dot:
    face, side = radius - RING, (radius - RING) * SQUARE
    place = web.network.circle_of[person]
    return Dot(
        person, number(middle.x), number(middle.y), number(face), number(radius - 1), number(2 * side),
        number(middle.x - side), number(middle.y - side), web.told(person), web.url(person),
        initials(web.name(person)), names_below(middle, radius, lines), place % HUES,
        is_team=person in web.team, is_connector=person in web.marked or web.is_of_circles,
    )  # fmt: skip


def _blob(web: Web, place: int, boxes: Sequence[Box], spots: Sequence[Spot]) -> Blob:
    path, corner = blob_path(boxes, spots)
    people = len(web.network.circles[place].people)
    title = ngettext("{circle}: {n} person", "{circle}: {n} people", people)
    return Blob(
        path, text_at(corner.x + 2, corner.y, str(place + 1)), web.address(place=place),
        title.format(circle=circle_title(place), n=people), place % HUES,
    )  # fmt: skip


def _circles(web: Web) -> Picture:
    from veche.insights.rules.arranging import circles_arranged, radii_of

    radii: dict[int, float] = dict(radii_of(web.network, web.circles))
    lines = {place: _hearts(web, place) for place in web.circles}
    ties = threads_between(web.network, set(web.circles))
    # Persons stand in the same picture as circles: by numbers below 0.
    joined: list[Tie] = []
    for person, reached in web.joining.items():
        radii[-person], lines[-person] = _radius(web, person), name_lines(web.name(person))
        best = sorted(reached.items(), key=lambda one: (-one[1], one[0]))[:HEARTS]
        joined += [Tie(-person, place, replies) for place, replies in best]
    boxes = {key: box_of(radii[key], lines[key]) for key in radii}
    arranged = circles_arranged(boxes, [*ties, *joined])
    middles = {key: middle_of(spot, radii[key], lines[key]) for key, spot in arranged.spots.items()}
    return Picture(
        number(arranged.width), number(arranged.height),
        dots=[_dot(web, one, middles[-one], radii[-one], lines[-one]) for one in web.joining],
        lines=[_thread(tie, middles, is_far=True) for tie in reversed(ties)]
        + [_thread(tie, middles, is_far=False) for tie in joined],
        discs=[_disc(web, place, middles[place], radii[place], lines[place]) for place in web.circles],
        left_out=_left_out_of_circles(web),
    )  # fmt: skip


def _thread(tie: Tie, middles: Mapping[int, Spot], *, is_far: bool) -> Line:
    names = tuple(f"c{key}" if key >= 0 else str(-key) for key in (tie.one, tie.other))
    return line_between(tie, middles, (names[0], names[1]), is_far=is_far)


def _hearts(web: Web, place: int) -> list[str]:
    """Answer who is at the heart of a circle, a line for each of two."""
    people = web.network.circles[place].people
    return [Truncator(web.name(one)).chars(LONGEST_HEART) for one in people[: HEARTS - 1]]


def _disc(web: Web, place: int, middle: Spot, radius: float, lines: Sequence[str]) -> Disc:
    circle = web.network.circles[place]
    hearts = ", ".join(web.name(one) for one in circle.people[:HEARTS])
    count = len(circle.people)
    text = ngettext("{circle}: {n} person, {hearts}", "{circle}: {n} people, {hearts}", count)
    return Disc(
        f"c{place}", number(middle.x), number(middle.y), number(radius), dots_path(middle, radius, count),
        text_at(middle.x, middle.y + 6, str(count)), names_below(middle, radius, lines),
        web.address(place=place), text.format(circle=circle_title(place), n=count, hearts=hearts),
        place % HUES,
    )  # fmt: skip


def _left_out_of_circles(web: Web) -> list[str]:
    circles, people = web.rest
    if not circles:
        return []
    text = ngettext(
        "{circles} small circle with {n} people is not drawn.",
        "{circles} small circles with {n} people are not drawn.", circles,
    )  # fmt: skip
    return [text.format(circles=circles, n=value_text(people, Unit.PEOPLE))]
