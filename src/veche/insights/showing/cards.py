"""Cards: a measure on a page, with its number, its change and its picture."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from veche.insights.models import Annotation
from veche.insights.queries import annotations_of
from veche.insights.rules.asking import grain_for
from veche.insights.rules.shaping import headline_place
from veche.insights.showing import wording
from veche.insights.showing.advising import advice_of
from veche.insights.showing.asking import Wanted
from veche.insights.showing.drawing import wish_of
from veche.insights.showing.leading import way_of
from veche.insights.showing.naming import Names
from veche.insights.showing.noticing import band_of
from veche.insights.showing.tabling import table_of
from veche.insights.terms import LISTS, Answered, Form, Measure
from veche.kit.terms import Trouble


@dataclass(frozen=True, slots=True)
class Card:
    """A measure on a page; what is not told yet has no `answered`."""

    measure: Measure
    answered: Answered | None = None
    chart: dict[str, Any] | None = None
    # Where the people behind its number stand; nothing for those who may not see them.
    people_url: str = ""
    # At large only: among others a table is asked for when somebody opens it.
    table: Any = None

    @property
    def advice(self) -> str:
        """What its picture says, in a sentence, where that can be told."""
        return advice_of(self.answered) if self.answered else ""

    @property
    def value(self) -> str:
        """The one number of the period, if there is one."""
        if self.answered is None or self.answered.value is None:
            return ""
        return wording.value_text(self.answered.value, self.measure.headline.unit)

    @property
    def before(self) -> str:
        """The one number of the period before."""
        if self.answered is None or self.answered.value_before is None:
            return ""
        return wording.value_text(self.answered.value_before, self.measure.headline.unit)

    @property
    def change(self) -> str:
        """By how much it changed."""
        return wording.change_text(self.answered) if self.answered else ""

    @property
    def colour(self) -> str:
        """Whether that is good news."""
        return wording.change_colour(self.answered) if self.answered else "secondary"

    @property
    def icon(self) -> str:
        """The picture of the change."""
        return wording.change_icon(self.answered) if self.answered else ""

    @property
    def ignores_channels(self) -> bool:
        """Whether the choice of channels does not touch it, though one was made."""
        return bool(self.answered and self.answered.asked.channels and not self.measure.by_channel)

    @property
    def is_coarser(self) -> bool:
        """Whether it is told in coarser steps than asked for."""
        if self.answered is None or self.measure.form is not Form.SERIES:
            return False
        return grain_for(self.measure, self.answered.asked.grain) is not self.answered.asked.grain


def whole_cards(wanted: Wanted, measures: Iterable[Measure]) -> list[Card]:
    """Answer every measure's card with its table, however long it takes."""
    told = [wanted.figures.answer(one, wanted.asked) for one in measures]
    names, notes = Names(wanted.figures, told), list(annotations_of(wanted.community, wanted.asked.period))
    return [card_of(wanted, one, names, notes, large=True) for one in told]


def cards_of(wanted: Wanted, measures: Iterable[Measure], patience: float | None = None) -> list[Card]:
    """Answer a card of each measure; once it takes longer than `patience` seconds, promises."""
    asked, measures = wanted.asked, list(measures)
    until = monotonic() + (settings.FIGURES_PATIENCE if patience is None else patience)
    told: dict[str, Answered] = {}
    for measure in measures:
        # Whatever is busy now is asked for again by its promise.
        with suppress(Trouble):
            if monotonic() < until:
                told[measure.key] = wanted.figures.answer(measure, asked, brief=True)
    names = Names(wanted.figures, told.values())
    notes = list(annotations_of(wanted.community, asked.period))
    return [
        card_of(wanted, told[one.key], names, notes) if one.key in told else Card(one) for one in measures
    ]


def card_of(
    wanted: Wanted, answered: Answered, names: Names | None = None, notes: Sequence[Annotation] | None = None,
    *, large: bool = False,
) -> Card:  # fmt: skip
    """Answer the card of a measure's answer, with its table where it is shown at large."""
    names = names or Names(wanted.figures, [answered])
    if notes is None:
        notes = list(annotations_of(wanted.community, wanted.asked.period))
    measure = answered.measure
    wish = wish_of(answered, names, notes, large=large)
    height = "tall" if large or measure.form in LISTS | {Form.FLOWS, Form.WAYS} else ""
    band = band_of(wanted.figures, answered) if wish and large else None
    wish = wish and (wish | {"band": band} if band else wish)
    chart = wish and {"title": gettext(measure.title), "wish": wish, "height": height}
    way = way_of(wanted, measure)
    url = way(headline_place(measure)) if measure.headline.who and answered.value else ""
    table = table_of(answered, names, way) if large else None
    return Card(measure, answered, chart, url, table)
