"""Placing: nothing covers anything, all is inside, the same network has the same picture."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.insights.rules.arranging import circles_arranged, people_arranged, radii_of
from veche.insights.rules.networking import network_of
from veche.insights.rules.placing import height_of, in_rows, outline, placed, sunflower
from veche.insights.terms import Box, Spot, Tie

WIDTH = 1100.0
BOXES = st.lists(st.builds(Box, st.floats(10, 120), st.floats(10, 120)), min_size=1, max_size=40)


def random_ties(draw, count):
    found = {}
    for _ in range(count * 2 if count > 1 else 0):
        one, other = sorted(draw.sample(range(count), 2))
        found[one, other] = draw.randint(1, 40)
    return [Tie(*pair, replies) for pair, replies in sorted(found.items())]


def covering(boxes, spots):
    """Pairs of boxes of which one covers a part of the other."""
    return [
        (one, other)
        for one, other in combinations(range(len(boxes)), 2)
        if abs(spots[one].x - spots[other].x) < boxes[one].wide + boxes[other].wide - 1e-3
        and abs(spots[one].y - spots[other].y) < boxes[one].high + boxes[other].high - 1e-3
    ]


def outside(boxes, spots, width, height):
    return [
        (box, spot)
        for box, spot in zip(boxes, spots, strict=True)
        if not (box.wide - 1e-3 <= spot.x <= width - box.wide + 1e-3)
        or not (box.high - 1e-3 <= spot.y <= height - box.high + 1e-3)
    ]


@given(BOXES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_box_covers_another_and_all_are_inside(boxes, draw):
    ties = random_ties(draw, len(boxes))

    spots = placed(boxes, ties, WIDTH)

    assert covering(boxes, spots) == []
    assert outside(boxes, spots, WIDTH, height_of(boxes, spots)) == []
    assert placed(boxes, ties, WIDTH) == spots


@given(BOXES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_rows_cover_nothing_either(boxes, draw):
    spots = in_rows(boxes, random_ties(draw, len(boxes)))

    assert covering(boxes, spots) == []
    width = max(spot.x + box.wide for box, spot in zip(boxes, spots, strict=True))
    assert outside(boxes, spots, width, height_of(boxes, spots)) == []


def test_who_talks_much_is_nearer_than_who_never_does():
    boxes = [Box(20, 20)] * 12
    ties = [
        Tie(one, other, 20) for group in (range(6), range(6, 12)) for one, other in combinations(group, 2)
    ]

    spots = placed(boxes, ties, WIDTH)

    def far(pairs):
        gaps = [abs(spots[a].x - spots[b].x) + abs(spots[a].y - spots[b].y) for a, b in pairs]
        return sum(gaps) / len(gaps)

    apart = [(one, other) for one in range(6) for other in range(6, 12)]
    assert far([tie[:2] for tie in ties]) < far(apart)


@pytest.mark.parametrize("count", [0, 1, 2, 150])
def test_any_number_has_a_place(count):
    boxes = [Box(45, 30)] * count

    assert len(placed(boxes, [], WIDTH)) == len(in_rows(boxes, [])) == count


def test_people_of_a_circle_stand_together_and_circles_apart():
    groups = [list(range(1, 15)), list(range(20, 32)), [40, 41], [50]]
    ties = [Tie(1, one, 2) for one in range(2, 15)] + [Tie(20, one, 1) for one in range(21, 32)]
    ties += [Tie(40, 41, 9), Tie(1, 20, 1)]
    boxes = {one: Box(40, 32) for group in groups for one in group}

    arranged = people_arranged(groups, ties, boxes)

    everybody = [one for group in groups for one in group]
    spots = [arranged.spots[one] for one in everybody]
    assert covering([boxes[one] for one in everybody], spots) == []
    assert outside([boxes[one] for one in everybody], spots, arranged.width, arranged.height) == []
    frames = []
    for group in groups:
        xs, ys = zip(*(arranged.spots[one] for one in group), strict=True)
        half = Box((max(xs) - min(xs)) / 2 + 40, (max(ys) - min(ys)) / 2 + 32)
        frames.append((half, Spot((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)))
    halves, middles = zip(*frames, strict=True)
    assert covering(halves, middles) == []


def test_the_disc_of_a_circle_is_as_large_as_it_has_people():
    rows = [(1, other, 1, 0) for other in range(2, 42)] + [(100, other, 1, 0) for other in range(101, 111)]
    network = network_of(rows)

    radii = radii_of(network, [0, 1])

    assert radii[0] > radii[1]
    arranged = circles_arranged(
        {0: Box(radii[0], 80), 1: Box(radii[1], 60), -1: Box(30, 30)}, [Tie(-1, 0, 3)]
    )
    assert set(arranged.spots) == {0, 1, -1}


def test_an_outline_goes_around_everything_and_a_sunflower_stays_in_its_disc():
    corners = outline([Box(10, 10), Box(10, 10), Box(1, 1)], [Spot(0, 0), Spot(100, 0), Spot(50, 2)])

    assert set(corners) == {Spot(-10, -10), Spot(110, -10), Spot(110, 10), Spot(-10, 10)}
    assert all(spot.x**2 + spot.y**2 <= 50**2 for spot in sunflower(200, 50))
