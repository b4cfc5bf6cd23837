"""Abreast: the communities of an organisation side by side, and all of them together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows, open_communities
from veche.core.terms import Actor
from veche.insights.measures import MEASURES
from veche.insights.rules.shaping import headline_place
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import Card, cards_of
from veche.insights.showing.tabling import Cell, Table
from veche.insights.showing.wording import NONE, value_text
from veche.insights.terms import SEE_FIGURES, Answered, Grain, Measure, Unit

_KEYS = ("members", "growth", "active", "stickiness", "first_word", "unanswered", "answer_time", "money")
ABREAST = tuple(MEASURES[key] for key in _KEYS)
DRAWN = _KEYS.index("active")


@dataclass(frozen=True, slots=True)
class Side:
    """A community among others: its measures in the order of `ABREAST`, none where it has no facts yet."""

    community: Community
    wanted: Wanted
    cards: list[Card]

    @property
    def is_told(self) -> bool:
        """Whether every number is there."""
        return all(card.answered for card in self.cards)

    @property
    def answers(self) -> list[Answered]:
        """What its measures answered."""
        return [card.answered for card in self.cards if card.answered]


def side_of(community: Community, actor: Actor, query: QueryDict, patience: float) -> Side:
    """Answer a community's side, waiting so many seconds at the most before what is left is promised."""
    chosen = QueryDict(mutable=True)
    chosen.update({"period": query.get("period", ""), "grain": Grain.WEEK.value})
    wanted = Wanted(chosen, community, actor)
    is_known = wanted.figures.span is not None
    return Side(community, wanted, cards_of(wanted, ABREAST, patience) if is_known else [])


def sides_of(actor: Actor, query: QueryDict, patience: float | None = None) -> list[Side]:
    """Answer the sides of every open community whose figures the actor may see, by name."""
    until = monotonic() + (settings.FIGURES_PATIENCE if patience is None else patience)
    return [
        side_of(one, actor, query, until - monotonic())
        for one in open_communities(actor)
        if allows(actor, SEE_FIGURES, one)
    ]


def together_of(sides: Sequence[Side]) -> list[str]:
    """Answer the numbers of all together: people once each, sums of what adds up, else none."""
    known = [side for side in sides if side.cards]
    return [_together(measure, place, known) for place, measure in enumerate(ABREAST)]


def _together(measure: Measure, place: int, sides: Sequence[Side]) -> str:
    unit = measure.headline.unit
    if unit is Unit.PEOPLE:
        return value_text(len(_people(measure, sides)), unit)
    currencies = {side.community.currency for side in sides}
    if measure.adds_up and (unit is Unit.FACTS or len(currencies) == 1):
        return value_text(sum(side.answers[place].value or 0 for side in sides), unit)
    return NONE


def _people(measure: Measure, sides: Sequence[Side]) -> Counter[int]:
    found: Counter[int] = Counter()
    for side in sides:
        found.update(side.wanted.figures.everybody(measure, side.wanted.asked, headline_place(measure)))
    return found


def shared_people(sides: Sequence[Side]) -> int:
    """Answer how many people were active in more than one of the communities."""
    known = [side for side in sides if side.cards]
    return sum(times > 1 for times in _people(ABREAST[DRAWN], known).values())


def chart_of(sides: Sequence[Side]) -> dict[str, Any] | None:
    """Answer the chart of active people week by week, a line for each community."""
    wishes = {
        side.community.name: chart["wish"]
        for side in sides if side.cards and (chart := side.cards[DRAWN].chart)
    }  # fmt: skip
    if not wishes:
        return None
    lines = [{"name": name, "values": wish["series"][0]["values"]} for name, wish in wishes.items()]
    labels = max((wish["labels"] for wish in wishes.values()), key=len)
    wish = {"kind": "line", "percent": False, "labels": labels, "series": lines, "marks": []}
    return {"title": gettext(ABREAST[DRAWN].title), "wish": wish, "height": ""}


def table_of_sides(sides: Sequence[Side]) -> Table:
    """Answer every number and the one before it, a row for each community."""
    before = gettext("The period before")
    head = [gettext("Community"), gettext("Currency")]
    for measure in ABREAST:
        head += [gettext(measure.title), f"{gettext(measure.title)}: {before}"]
    rows = []
    for side in (side for side in sides if side.cards):
        row = [Cell(side.community.name, side.community.name), Cell("", side.community.currency)]
        for answered in side.answers:
            row += [Cell("", _rounded(answered.value)), Cell("", _rounded(answered.value_before))]
        rows.append(row)
    return Table(head, rows)


def _rounded(value: float | None) -> Any:
    return "" if value is None else round(value, 4)
