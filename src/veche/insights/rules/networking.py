"""Networking: pairs of people as a network with circles, and what of it is drawn."""

from collections.abc import Collection, Sequence

from veche.insights.rules.circles import circles_among
from veche.insights.terms import Circle, Network, Rows, Tie

# A person more, and the picture is of circles.
MOST_PEOPLE = 80
# Of one circle that is opened, and the lines between them.
MOST_OF_CIRCLE, LINES_EACH, FEWEST_LINES = 150, 2.2, 80
# Circles that are drawn, threads between them, people who join them.
MOST_CIRCLES, MOST_THREADS, MOST_JOINING = 24, 60, 12
# Two who talk with nobody else are a pair, no circle that could be drawn as one among many.
SMALLEST_DRAWN = 3
# Connectors that are marked among however few.
FEWEST_MARKED = 3
# People who are named as a circle's heart.
HEARTS = 3


def network_of(rows: Rows) -> Network:
    """Answer the network of pairs: rows are (one, other, replies, pairs in all)."""
    ties = [Tie(*map(int, row[:3])) for row in rows]
    partners, replies = _counted(ties)
    members = circles_among(ties)
    circle_of = {person: place for place, circle in enumerate(members) for person in circle}
    known, inside, outside = [0] * len(partners), [0] * len(members), [0] * len(members)
    at = {person: place for place, person in enumerate(partners)}
    for one, other, count in ties:
        if circle_of[one] == circle_of[other]:
            inside[circle_of[one]] += count
            known[at[one]] += 1
            known[at[other]] += 1
        else:
            outside[circle_of[one]] += count
            outside[circle_of[other]] += count
    circles = [
        Circle(
            tuple(sorted(circle, key=lambda person: (-known[at[person]], -replies[person], person))),
            inside[place],
            outside[place],
        )
        for place, circle in enumerate(members)
    ]
    left_out = int(rows[0][3]) - len(rows) if rows else 0
    return Network(ties, circles, circle_of, partners, replies, left_out)


def _counted(ties: Sequence[Tie]) -> tuple[dict[int, int], dict[int, int]]:
    partners: dict[int, int] = {}
    replies: dict[int, int] = {}
    for one, other, count in ties:
        for person in (one, other):
            partners[person] = partners.get(person, 0) + 1
            replies[person] = replies.get(person, 0) + count
    return partners, replies


def lines_between(ties: Sequence[Tie], people: Collection[int]) -> list[Tie]:
    """Answer the ties drawn among these people: the strongest of each first, then the strongest of all.

    `ties` come the strongest first; those drawn do, too. There are few for each person, or nobody
    could follow any.
    """
    among = set(people)
    most = max(FEWEST_LINES, int(len(among) * LINES_EACH))
    inner = [tie for tie in ties if tie.one in among and tie.other in among]
    if len(inner) <= most:
        return inner
    lonely, kept = set(among), []
    for tie in inner:
        if tie.one in lonely or tie.other in lonely:
            lonely -= {tie.one, tie.other}
            kept.append(tie)
    firsts = set(kept)
    kept += [tie for tie in inner if tie not in firsts][: max(0, most - len(kept))]
    return sorted(kept[:most], key=lambda tie: (-tie.replies, tie.one, tie.other))


def drawn_circles(network: Network) -> list[int]:
    """Answer the places of the circles that a picture of circles shows: the largest, no pairs."""
    large = [place for place, one in enumerate(network.circles) if len(one.people) >= SMALLEST_DRAWN]
    return large[:MOST_CIRCLES]


def threads_between(network: Network, circles: Collection[int], most: int = MOST_THREADS) -> list[Tie]:
    """Answer the ties between these circles, by their places, the strongest first."""
    found: dict[tuple[int, int], int] = {}
    for one, other, replies in network.ties:
        ends = tuple(sorted((network.circle_of[one], network.circle_of[other])))
        if ends[0] != ends[1] and ends[0] in circles and ends[1] in circles:
            found[ends[0], ends[1]] = found.get((ends[0], ends[1]), 0) + replies
    threads = [Tie(*ends, replies) for ends, replies in found.items()]
    return sorted(threads, key=lambda tie: (-tie.replies, tie.one, tie.other))[:most]


def reached_by(network: Network, person: int, circles: Collection[int]) -> dict[int, int]:
    """Answer with which of these circles somebody talks, and how many replies that were."""
    found: dict[int, int] = {}
    for one, other, replies in network.ties:
        if person in (one, other):
            circle = network.circle_of[other if person == one else one]
            if circle in circles:
                found[circle] = found.get(circle, 0) + replies
    return found


def joining(
    network: Network, connectors: Sequence[int], circles: Collection[int]
) -> dict[int, dict[int, int]]:
    """Answer which connectors join at least two of these circles, each with what they say in each."""
    found: dict[int, dict[int, int]] = {}
    for person in connectors:
        if person in network.circle_of and len(found) < MOST_JOINING:
            reached = reached_by(network, person, circles)
            if len(reached) > 1:
                found[person] = reached
    return found


def marked_among(connectors: Sequence[int], people: int) -> Sequence[int]:
    """Answer which connectors a picture marks: the first, at the most one of ten that it is about."""
    return connectors[: min(MOST_JOINING, max(FEWEST_MARKED, people // 10))]
