"""Networks: who talks with whom in what is wanted, with names, circle by circle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.queries import allows
from veche.insights.measures import MEASURES
from veche.insights.queries import network_in, team_of
from veche.insights.rules.networking import (
    HEARTS,
    MOST_OF_CIRCLE,
    MOST_PEOPLE,
    drawn_circles,
    joining,
    marked_among,
)
from veche.insights.showing.asking import Wanted
from veche.insights.showing.leading import way_of
from veche.insights.showing.naming import person_name, person_url
from veche.insights.showing.wording import value_text
from veche.insights.terms import Behind, Circle, Grain, Network, Rows, Unit
from veche.people.models import Person
from veche.people.queries import people_named
from veche.people.terms import READ_PEOPLE

# Circles and lonely people that the page lists.
MOST_LISTED, MOST_LONELY = 24, 24


@dataclass(frozen=True, slots=True)
class CircleLine:
    """A circle in the table: its number, its heart by name, and what is said in it."""

    number: int
    title: str
    circle: Circle
    hearts: Sequence[tuple[str, str]]
    url: str
    people_url: str


class Web:
    """The network of what is wanted; `opened` is the place of the circle that is looked into."""

    def __init__(self, wanted: Wanted, around: int | None = None) -> None:
        self.wanted, self.community = wanted, wanted.community
        self.network: Network = network_in(wanted.figures, wanted.asked, with_team=wanted.with_team)
        self.opened = None if around is None else self.network.circle_of.get(around)

    @property
    def is_of_circles(self) -> bool:
        """Whether the picture shows circles as one rather than everybody."""
        return self.opened is None and self.network.people > MOST_PEOPLE

    @cached_property
    def team(self) -> frozenset[int]:
        """The persons of the team."""
        return team_of(self.wanted.figures)

    @cached_property
    def connectors(self) -> Rows:
        """Who connects people, as the measure says."""
        asked = self.wanted.asked
        return self.wanted.figures.rows(MEASURES["connectors"], asked, asked.period, Grain.WHOLE)

    @cached_property
    def marked(self) -> frozenset[int]:
        """The connectors that the picture marks."""
        people = [row[0] for row in self.connectors if row[0] in self.network.circle_of]
        return frozenset(marked_among(people, self.network.people))

    @cached_property
    def lonely(self) -> tuple[int, int]:
        """How many wrote and talked with nobody, and how many wrote."""
        asked = self.wanted.asked
        rows = self.wanted.figures.rows(MEASURES["lonely"], asked, asked.period, Grain.WHOLE)
        return (rows[0][1], rows[0][3]) if rows else (0, 0)

    @cached_property
    def lonely_people(self) -> Sequence[int]:
        """The first of those who talked with nobody, the latest seen first."""
        if not self.lonely[0]:
            return ()
        return self.wanted.figures.people(MEASURES["lonely"], self.wanted.asked, Behind()).shown[:MOST_LONELY]

    @property
    def lonely_url(self) -> str:
        """Where all of them stand, for those who may see."""
        return way_of(self.wanted, MEASURES["lonely"])(Behind())

    @cached_property
    def circles(self) -> Sequence[int]:
        """The places of circles that are drawn: all where everybody is, else the largest."""
        if self.opened is not None:
            return [self.opened]
        if self.is_of_circles:
            return drawn_circles(self.network)
        return range(len(self.network.circles))

    @cached_property
    def joining(self) -> Mapping[int, Mapping[int, int]]:
        """The connectors that stand between circles of a picture of circles."""
        if not self.is_of_circles:
            return {}
        return joining(self.network, [row[0] for row in self.connectors], set(self.circles))

    @cached_property
    def drawn(self) -> Sequence[int]:
        """Everybody who is drawn as a person."""
        if self.is_of_circles:
            return list(self.joining)
        return [one for place in self.circles for one in self.network.circles[place].people[:MOST_OF_CIRCLE]]

    @cached_property
    def people(self) -> Mapping[int, Person]:
        """All who are named on the page."""
        listed = [one for place in self.listed for one in self.network.circles[place].people[:HEARTS]]
        rows = [row[0] for row in self.connectors]
        return people_named(self.community.organisation, {*self.drawn, *listed, *rows, *self.lonely_people})

    @property
    def listed(self) -> Sequence[int]:
        """The places of the circles in the table."""
        return (
            self.circles[:MOST_LISTED] if self.circles else range(min(len(self.network.circles), MOST_LISTED))
        )

    @property
    def rest(self) -> tuple[int, int]:
        """How many circles the table leaves out, and how many people they have."""
        if self.opened is not None:
            return 0, 0
        shown = set(self.listed)
        left = [one for place, one in enumerate(self.network.circles) if place not in shown]
        return len(left), sum(len(one.people) for one in left)

    def name(self, person: int) -> str:
        """Answer somebody's name."""
        return person_name(self.people, person)

    def url(self, person: int) -> str:
        """Answer where somebody's page is; nothing where there is none any more."""
        return person_url(self.community.slug, person) if person in self.people else ""

    def address(self, route: str = "network_page", place: int | None = None) -> str:
        """Answer where the network, or a circle of it, is looked at, for the same as is wanted here."""
        query = QueryDict(self.wanted.address.removeprefix("?"), mutable=True)
        if place is not None:
            query["circle"] = str(self.network.circles[place].heart)
        path = reverse(f"insights:{route}", args=[self.community.slug])
        return f"{path}?{query.urlencode()}" if query else path

    def line(self, place: int) -> CircleLine:
        """Answer a circle as the table shows it."""
        circle = self.network.circles[place]
        may_read = allows(self.wanted.actor, READ_PEOPLE, self.community)
        return CircleLine(
            place + 1, circle_title(place), circle,
            [(self.name(one), self.url(one)) for one in circle.people[:HEARTS]],
            self.address(place=place), self.address("network_people", place) if may_read else "",
        )  # fmt: skip

    @property
    def lines(self) -> list[CircleLine]:
        """Answer the circles as the table shows them."""
        return [self.line(place) for place in self.listed]

    def told(self, person: int) -> str:
        """Answer in words who somebody is in the network."""
        talks, replies = self.network.partners[person], self.network.replies[person]
        texts = [
            self.name(person),
            circle_title(self.network.circle_of[person]),
            ngettext("talks with {n} person", "talks with {n} people", talks).format(n=talks),
            ngettext("{n} reply", "{n} replies", replies).format(n=replies),
        ]
        if person in self.team:
            texts.append(gettext("of the team"))
        score = next((row[1] for row in self.connectors if row[0] == person), 0)
        if score:
            texts.append(gettext("connects {n} of 100").format(n=value_text(score, Unit.SCORE)))
        return " · ".join(texts)


def circle_title(place: int) -> str:
    """Answer what a circle is called."""
    return gettext("Circle {n}").format(n=place + 1)
