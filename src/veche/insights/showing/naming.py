"""Naming: what the lines of lists are called, and where they lead."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext

from veche.insights.queries import Figures, words_of_lemmas
from veche.insights.terms import STEP_TITLES, Answered, Form, Step
from veche.kit.time import zone_of
from veche.ledger.models import Channel, Wording
from veche.ledger.queries import channels_of, words_of
from veche.ledger.terms import KINDS
from veche.people.models import Person
from veche.people.queries import people_named

LONGEST = 80


def person_name(people: Mapping[int, Person], pk: int) -> str:
    """Answer the name of a person."""
    return (people[pk].name if pk in people else "") or gettext("Somebody without a name")


def person_url(community: str, pk: int) -> str:
    """Answer where a person's page is."""
    return reverse("people:person_page", args=[community, pk])


def step_title(step: int) -> str:
    """Answer the name of a step of the path."""
    return gettext(STEP_TITLES[Step(step)]) if step in set(Step) else gettext("No further so far")


class Names:
    """The names of everybody and everything that answers list, each kind read once."""

    def __init__(self, figures: Figures, told: Iterable[Answered] = ()) -> None:
        self.figures, self.community = figures, figures.community
        self._told = [one for one in told if one.measure.form in (Form.PEOPLE, Form.FACTS, Form.WORDS)]

    def _ids(self, form: Form) -> set[int]:
        return {row[0] for one in self._told if one.measure.form is form for row in one.rows}

    @cached_property
    def people(self) -> Mapping[int, Person]:
        """The persons that are listed."""
        ids = self._ids(Form.PEOPLE)
        return people_named(self.community.organisation, ids) if ids else {}

    @cached_property
    def facts(self) -> Mapping[int, Wording]:
        """The interactions that are listed, with their words."""
        ids = self._ids(Form.FACTS)
        return words_of(self.community, sorted(ids)) if ids else {}

    @cached_property
    def words(self) -> Mapping[int, str]:
        """The words that the listed numbers of lemmas stand for."""
        return words_of_lemmas(self.figures, self._ids(Form.WORDS))

    @cached_property
    def channels(self) -> Mapping[int, Channel]:
        """All channels of the community."""
        return {channel.pk: channel for channel in channels_of(self.community)}

    def name(self, form: Form, key: int) -> str:
        """Answer what a line is called."""
        if form is Form.FACTS:
            return self._words(key)
        if form is Form.CHANNELS:
            return self.channels[key].title if key in self.channels else gettext("Not seen in a channel")
        if form is Form.WORDS:
            return self.words.get(key) or gettext("A word that is gone")
        if form is Form.KINDS:
            return gettext(KINDS[key].title) if key in KINDS else gettext("Unknown")
        if form is Form.STEPS:
            return step_title(key)
        return person_name(self.people, key)

    def _words(self, key: int) -> str:
        said = self.facts.get(key)
        if said is None:
            return gettext("Words that are gone")
        at = date_format(said.interaction.occurred_at.astimezone(zone_of(self.community.time_zone)), "j E Y")
        words = Truncator(" ".join(said.text.split())).chars(LONGEST)
        return f"{words or gettext('Without words')} · {said.interaction.channel.title}, {at}"

    def url(self, form: Form, key: int) -> str:
        """Answer where a line leads, or nothing."""
        slug = self.community.slug
        if form is Form.PEOPLE and key in self.people:
            return person_url(slug, key)
        if form is Form.FACTS and key in self.facts:
            return reverse("people:word_page", args=[slug, key])
        if form is Form.WORDS and key in self.words:
            return reverse("people:word_list", args=[slug]) + "?" + urlencode({"q": self.words[key]})
        return ""
