"""Nudging: silent newcomers as lines of a list and of a file, those who are nearly too late first."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.insights.models import Nudge
from veche.insights.queries import Figures, nudges_of, silent_people
from veche.insights.rules.periods import day_date
from veche.insights.rules.todays import FIRST_DAYS, day_meant, days_left
from veche.insights.showing.naming import person_name, person_url
from veche.insights.terms import Day, Silent
from veche.kit.time import zone_of
from veche.ledger.queries import channels_of
from veche.people.models import Person
from veche.people.queries import people_named, photo_url

SIZE, MOST = 25, 10_000


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joined and is silent: since when, where from, how long there is, who wrote to them."""

    pk: int
    name: str
    url: str
    photo: str
    joined: Day
    since: str
    where: str
    left: int
    nudge: Nudge | None
    at: Any = None

    @property
    def time(self) -> str:
        """How long a first word would still be one in time, in words."""
        if self.left < 0:
            return gettext("the week is over")
        if self.left == 0:
            return gettext("last day")
        return ngettext("{n} day left", "{n} days left", self.left).format(n=self.left)


class Nudging:
    """A page of a community's silent newcomers; names, channels and marks are read once."""

    def __init__(
        self, community: Community, figures: Figures, today: Day, page: int = 1, size: int = SIZE
    ) -> None:
        span = figures.span
        self.community = community
        self.day = day_meant(today, span) if span else today
        self.listed = silent_people(figures, self.day, page=page, size=size)

    @property
    def whole(self) -> int:
        """How many there are."""
        return self.listed.whole

    def lines(self) -> list[Newcomer]:
        """Answer the lines of the page."""
        ids = [one.person for one in self.listed.shown]
        people = people_named(self.community.organisation, ids) if ids else {}
        titles = {one.pk: one.title for one in channels_of(self.community)}
        nudges = nudges_of(self.community, ids) if ids else {}
        return [self._line(one, people, titles, nudges.get(one.person)) for one in self.listed.shown]

    def _line(
        self, one: Silent, people: dict[int, Person], titles: dict[int, str], nudge: Nudge | None
    ) -> Newcomer:
        known, days = people.get(one.person), self.day - one.day
        return Newcomer(
            one.person, person_name(people, one.person),
            person_url(self.community.slug, one.person) if known else "",
            photo_url(self.community, known) if known else "", one.day,
            _ago(days), titles.get(one.channel, ""),
            days_left(one.day, self.day), nudge,
            nudge.made_at.astimezone(zone_of(self.community.time_zone)) if nudge else None,
        )  # fmt: skip


def _ago(days: int) -> str:
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days) if days else gettext("today")


def head_of_file() -> list[str]:
    """Answer the first line of the file."""
    return [
        gettext("Person"), gettext("Joined"), gettext("Days since"), gettext("Days left"),
        gettext("Came from"), gettext("Written to by"), gettext("Written to on"),
    ]  # fmt: skip


def rows_of_file(lines: list[Newcomer]) -> list[list[Any]]:
    """Answer a row for each newcomer, as a file keeps it."""
    return [
        [
            one.name, day_date(one.joined).isoformat(), _days(one), max(one.left, 0), one.where,
            one.nudge.author if one.nudge else "", one.at.date().isoformat() if one.at else "",
        ]
        for one in lines
    ]  # fmt: skip


def _days(one: Newcomer) -> int:
    return FIRST_DAYS - one.left
