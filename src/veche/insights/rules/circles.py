"""Circles: people who talk with each other more than chance would have it.

The method is that of Louvain (Blondel and others, 2008): everybody moves to the circle where
modularity (Newman, 2004) gains most, then circles are taken for people and move the same way.
Nothing is drawn by lot: people come in the order of their replies and their number, a draw goes
to the circle of the earliest. What does not hang together is parted at the end.
"""

from collections.abc import Sequence

from veche.insights.terms import Tie

Near = list[dict[int, float]]
# Rounds of moving; ten are plenty for any network seen.
ROUNDS = 40
# A gain below this is one of rounding.
NOTHING = 1e-9


def circles_among(ties: Sequence[Tie]) -> list[list[int]]:
    """Answer the circles of a network, the largest first; everybody of a tie is in one."""
    people = _in_order(ties)
    place = {person: number for number, person in enumerate(people)}
    near: Near = [{} for _ in people]
    for one, other, replies in ties:
        near[place[one]][place[other]] = near[place[other]][place[one]] = float(replies)
    member = list(range(len(people)))
    level, rounds = near, 0
    while rounds < ROUNDS:
        found, has_moved = _moved(level)
        if not has_moved:
            break
        member = [found[at] for at in member]
        level, rounds = _gathered(level, found), rounds + 1
    parts = _hanging_together(near, member)
    circles = [[people[number] for number in part] for part in parts]
    return sorted(circles, key=lambda circle: (-len(circle), min(circle)))


def _in_order(ties: Sequence[Tie]) -> list[int]:
    replies: dict[int, int] = {}
    for one, other, count in ties:
        replies[one] = replies.get(one, 0) + count
        replies[other] = replies.get(other, 0) + count
    return sorted(replies, key=lambda person: (-replies[person], person))


def _moved(near: Near) -> tuple[list[int], bool]:
    """Answer the circle of each after nobody gains by moving any more, and whether anybody moved.

    A tie with itself stands once in `near` and is what its people say among themselves, twice.
    """
    weight = [sum(row.values()) for row in near]
    twice = sum(weight) or 1.0
    member, sums, has_moved = list(range(len(near))), list(weight), False
    for _ in range(ROUNDS):
        moves = 0
        for number, row in enumerate(near):
            home, mine = member[number], weight[number]
            sums[home] -= mine
            best = _best_circle(_links(number, row, member), sums, mine / twice, home)
            sums[best] += mine
            member[number] = best
            moves += best != home
        has_moved |= moves > 0
        if not moves:
            break
    numbers = {circle: number for number, circle in enumerate(dict.fromkeys(member))}
    return [numbers[circle] for circle in member], has_moved


def _links(number: int, row: dict[int, float], member: Sequence[int]) -> dict[int, float]:
    """Answer how many replies somebody has with each circle, their own included."""
    links = {member[number]: 0.0}
    for other, replies in row.items():
        if other != number:
            links[member[other]] = links.get(member[other], 0.0) + replies
    return links


def _best_circle(links: dict[int, float], sums: Sequence[float], share: float, home: int) -> int:
    """Answer the circle where modularity gains most; home unless another is better."""
    best, most = home, links[home] - sums[home] * share
    for circle, replies in links.items():
        gain = replies - sums[circle] * share
        is_draw = best != home and gain > most - NOTHING and circle < best
        if gain > most + NOTHING or is_draw:
            best, most = circle, gain
    return best


def _gathered(near: Near, member: Sequence[int]) -> Near:
    """Answer the network of circles, each with what is said inside it."""
    found: Near = [{} for _ in range(max(member) + 1)]
    for number, row in enumerate(near):
        mine = found[member[number]]
        for other, replies in row.items():
            mine[member[other]] = mine.get(member[other], 0.0) + replies
    return found


def _hanging_together(near: Near, member: Sequence[int]) -> list[list[int]]:
    """Answer who is in one circle and joined by ties inside it."""
    parts: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(near)):
        if start in seen:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            number = waiting.pop()
            part.append(number)
            for other in near[number]:
                if other not in seen and member[other] == member[start]:
                    seen.add(other)
                    waiting.append(other)
        parts.append(sorted(part))
    return parts
