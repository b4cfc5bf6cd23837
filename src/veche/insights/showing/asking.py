"""Asking: what the address of a page says somebody wants to see, and the choices that change it."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.queries import Figures
from veche.insights.rules.periods import LAST_DAYS, PRESETS, day_date, read_asked
from veche.insights.showing.wording import period_text
from veche.insights.terms import GRAIN_TITLES, Asked
from veche.kit.time import now, number_of_day
from veche.ledger.models import Channel
from veche.ledger.queries import channels_of
from veche.people.models import Segment
from veche.people.queries import segment_question, segments_of

_KEPT = ("period", "from", "to", "grain", "channel", "compare", "segment", "team")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by a link: what it is called, where it leads, whether it is chosen."""

    title: str
    query: str
    is_chosen: bool


class Wanted:
    """What somebody wants to see of a community, and what else they could choose."""

    def __init__(self, query: QueryDict, community: Community, actor: Actor) -> None:
        self.community, self.actor = community, actor
        self.today = number_of_day(now(), community.time_zone)
        self.query = query.copy()
        for key in set(self.query) - set(_KEPT):
            del self.query[key]

    @cached_property
    def channels(self) -> list[Channel]:
        """The community's channels by title."""
        return list(channels_of(self.community))

    @cached_property
    def figures(self) -> Figures:
        """What is known of the community, or of a segment's people alone."""
        chosen = self.segment
        return Figures(self.community, segment_question(chosen) if chosen else None)

    @cached_property
    def segment_list(self) -> list[Segment]:
        """The community's segments by name."""
        return segments_of(self.community)

    @cached_property
    def segment(self) -> Segment | None:
        """The segment whose people are asked about; one there is not is as if not said."""
        wanted = self.query.get("segment", "")
        return next((one for one in self.segment_list if str(one.pk) == wanted), None)

    @property
    def segments(self) -> list[Choice]:
        """The segments to choose from."""
        return [
            Choice(one.title, self._changed(segment=str(one.pk)), one == self.segment)
            for one in self.segment_list
        ]

    @property
    def without_segment(self) -> str:
        """The address of everybody."""
        return self._changed(segment="")

    @cached_property
    def asked(self) -> Asked:
        """What is asked for; channels that are not the community's are as if not said."""
        known = {str(channel.pk) for channel in self.channels}
        named = [pk for pk in self.query.getlist("channel") if pk in known]
        wish = {key: str(value) for key, value in self.query.items()}
        asked = read_asked(wish, named, today=self.today, span=self.figures.span)
        segment = self.segment.pk if self.segment else 0
        asked = replace(asked, segment=segment, currency=self.community.currency)
        return asked if self._is_comparable(asked) else replace(asked, compared=False)

    def _is_comparable(self, asked: Asked) -> bool:
        """Tell whether anything is known of the period before."""
        span = self.figures.span
        return span is not None and span.first <= asked.period.before().last

    @property
    def address(self) -> str:
        """The query string that asks for the same again."""
        return f"?{self.query.urlencode()}" if self.query else ""

    @property
    def period(self) -> str:
        """The period in words."""
        return period_text(self.asked.period)

    @property
    def before(self) -> str:
        """The period it is compared with, in words."""
        return period_text(self.asked.period.before()) if self.asked.compared else ""

    @property
    def first(self) -> str:
        """The first day as a field for dates wants it."""
        return day_date(self.asked.period.first).isoformat()

    @property
    def last(self) -> str:
        """The last day as a field for dates wants it."""
        return day_date(self.asked.period.last).isoformat()

    @property
    def stretches(self) -> list[Choice]:
        """Periods that end today."""
        return [self._preset(key) for key in LAST_DAYS]

    @property
    def more_stretches(self) -> list[Choice]:
        """The other periods that have a name."""
        return [self._preset(key) for key in PRESETS if key not in LAST_DAYS and key != "custom"]

    @property
    def stretch_title(self) -> str:
        """What the chosen period is called where it is none of those that end today."""
        return "" if self.asked.preset in LAST_DAYS else gettext(PRESETS[self.asked.preset])

    @property
    def grains(self) -> list[Choice]:
        """The steps in which charts are drawn."""
        return [
            Choice(gettext(title), self._changed(grain=grain.value), grain is self.asked.grain)
            for grain, title in GRAIN_TITLES.items()
        ]

    @property
    def comparison(self) -> Choice | None:
        """Comparing with the period before, or not; nothing where nothing is known of it."""
        if not self._is_comparable(self.asked):
            return None
        compared = self.asked.compared
        title = gettext("Do not compare") if compared else gettext("Compare with the period before")
        return Choice(title, self._changed(compare="0" if compared else ""), compared)

    @property
    def with_team(self) -> bool:
        """Whether the team is in pictures of people."""
        return self.query.get("team") != "no"

    @property
    def team_choice(self) -> Choice:
        """Showing the team in pictures of people, or not."""
        title = gettext("Without the team") if self.with_team else gettext("With the team")
        return Choice(title, self._changed(team="no" if self.with_team else ""), self.with_team)

    @property
    def chosen_channels(self) -> list[Channel]:
        """The channels that are asked for; none means all."""
        return [channel for channel in self.channels if channel.pk in self.asked.channels]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form that chooses channels has to keep of the address."""
        return [(key, str(value)) for key, value in self.query.items() if key != "channel"]

    @property
    def every_channel(self) -> str:
        """The address of all channels."""
        return self._changed(channel="")

    def _preset(self, key: str) -> Choice:
        query = self._changed(period=key, grain="", **{"from": "", "to": ""})
        return Choice(gettext(PRESETS[key]), query, self.asked.preset == key)

    def _changed(self, **changes: str) -> str:
        query = self.query.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"?{query.urlencode()}" if query else "?"
