"""Telling: what the figures say of a day, as lines about people."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.insights import queries
from veche.insights.queries import Figures
from veche.insights.rules.periods import day_date, month_number
from veche.insights.rules.todays import day_meant, people_in, tone_of
from veche.insights.showing.naming import person_name, person_url
from veche.insights.showing.tabling import stage_title
from veche.insights.showing.wording import day_text, value_text
from veche.insights.terms import Change, Day, Move, Question, Span, Unit
from veche.kit.time import as_datetime
from veche.ledger.queries import words_of
from veche.ledger.terms import KINDS, Activity, Kind
from veche.people.models import Person
from veche.people.queries import Birthday, birthdays_near, people_named, photo_url
from veche.people.terms import STAGE_FORMS, Stage

BIRTHDAY_DAYS, WORDS_SHOWN, HABIT_MONTHS = 8, 280, 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line about somebody: who, where their page is, and what is said of them."""

    pk: int
    name: str
    url: str
    text: str = ""
    at: datetime | None = None
    where: str = ""
    words: str = ""
    colour: str = "secondary"
    icon: str = ""
    photo: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What happened on a day by its kind, beside what is usual, and who did most of it."""

    kind: Kind
    count: str
    usual: str
    tone: str
    people: tuple[Line, ...]


class Told:
    """A community on the day that Today is about; people are read once for all lines."""

    def __init__(self, community: Community, figures: Figures, span: Span, today: Day) -> None:
        self.community, self.span, self.today = community, span, today
        self.day = day_meant(today, span)
        self.silent = queries.silent_newcomers(figures, self.day)
        self.drifting = queries.drifting_people(figures, self.day, month_number(self.day) - HABIT_MONTHS)
        self.waiting = queries.waiting_questions(figures, self.day)
        self.changes = queries.changes_on(figures, self.day - 1)
        self.moves = queries.moves_since(figures, self.day - 1, self.day)

    @property
    def is_past(self) -> bool:
        """Whether the latest fact is so old that the page is about its day and not about today."""
        return self.day != self.today

    @property
    def latest(self) -> str:
        """The day of the latest fact."""
        return day_text(self.span.last)

    @property
    def yesterday(self) -> str:
        """The day before the one the page is about."""
        return date_format(day_date(self.day - 1), "j E")

    @cached_property
    def people(self) -> dict[int, Person]:
        """Everybody who is named on the page."""
        asked = (one.person for some in (self.silent, self.drifting, self.waiting) for one in some.shown)
        ids = people_in(asked, (m.person for m in self.moves.shown), *(c.people for c in self.changes))
        return people_named(self.community.organisation, ids)

    @property
    def silent_lines(self) -> list[Line]:
        """Who joined and has not said a word."""
        return [
            self._line(one.person, text=gettext("joined {when}").format(when=self._ago(one.day)))
            for one in self.silent.shown
        ]

    @property
    def drifting_lines(self) -> list[Line]:
        """Who drifts away."""
        return [
            self._line(one.person, text=gettext("last seen {when}").format(when=self._ago(one.day)))
            for one in self.drifting.shown
        ]

    @cached_property
    def waiting_lines(self) -> list[Line]:
        """Questions nobody has replied to, with their words."""
        words = words_of(self.community, [one.interaction for one in self.waiting.shown])
        lines = []
        for one in self.waiting.shown:
            said = words.get(one.interaction)
            where = said.interaction.channel.title if said else ""
            text = said.text[:WORDS_SHOWN] + ("…" if len(said.text) > WORDS_SHOWN else "") if said else ""
            lines.append(self._question(one, where, text))
        return lines

    def _question(self, one: Question, where: str, words: str) -> Line:
        at = as_datetime(one.at, self.community.time_zone)
        return self._line(one.person, at=at, where=where, words=words)

    @property
    def change_lines(self) -> list[ChangeLine]:
        """What happened the day before, by kind."""
        return [self._change(change) for change in self.changes if self._is_theirs(change)]

    def _is_theirs(self, change: Change) -> bool:
        """Tell what people did or saw from what was done to them or noted about them."""
        return change.kind in KINDS and KINDS[change.kind].activity is not Activity.OUTGOING

    def _change(self, change: Change) -> ChangeLine:
        return ChangeLine(
            KINDS[change.kind],
            value_text(change.times, Unit.FACTS),
            value_text(round(change.usual, 1), Unit.FACTS),
            tone_of(change),
            tuple(self._line(person) for person in change.people),
        )

    @property
    def move_lines(self) -> list[Line]:
        """Who came to another stage."""
        return [self._move(move) for move in self.moves.shown]

    def _move(self, move: Move) -> Line:
        form = STAGE_FORMS[Stage(move.after)]
        if not move.before:
            text = stage_title(move.after)
        else:
            text = f"{stage_title(move.before)} → {stage_title(move.after)}"
        return self._line(move.person, text=text, colour=form.colour, icon=form.icon)

    @cached_property
    def birthday_lines(self) -> list[Line]:
        """Whose birthday is near: real days, however old the facts are."""
        return [
            self._birthday(one) for one in birthdays_near(self.community, day_date(self.today), BIRTHDAY_DAYS)
        ]

    def _birthday(self, one: Birthday) -> Line:
        days = (one.day - day_date(self.today)).days
        words = {0: gettext("today"), 1: gettext("tomorrow")}
        text = words.get(days) or date_format(one.day, "l, j E")
        if one.age:
            years = ngettext("turns {n}", "turns {n}", one.age).format(n=one.age)
            text = f"{text}, {years}"
        url, photo = person_url(self.community.slug, one.person.pk), photo_url(self.community, one.person)
        return Line(one.person.pk, one.person.name, url, text, photo=photo)

    def _line(self, person: int, **more: object) -> Line:
        known = self.people.get(person)
        url = person_url(self.community.slug, person) if known else ""
        photo = photo_url(self.community, known) if known else ""
        return Line(person, person_name(self.people, person), url, photo=photo, **more)  # type: ignore[arg-type]

    def _ago(self, day: Day) -> str:
        days = self.day - day
        if days <= 0:
            return gettext("today")
        if days == 1:
            return gettext("yesterday")
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
