"""The form that puts people together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.models import Community
from veche.events.models import Event
from veche.events.queries.pairing import USUAL_FIELDS
from veche.events.terms.pairing import LIKENESS_TITLES, PACES, SIZES, Likeness, Wishes
from veche.kit.forms import ActionForm, translated_choices
from veche.people.queries import fields_of, segments_of

EVERYBODY = "everybody"
LIKENESSES = [(key.value, text) for key, text in LIKENESS_TITLES.items()]
OFTEN = [(str(days), text) for days, text in PACES.items()]


class RoundForm(ActionForm):
    """Whom to put together, how many at a time, by what, how often."""

    unmarked = ("title", "interests", "offers", "seeks")
    title = forms.CharField(label=_("Name"), max_length=200, required=False)
    who = forms.ChoiceField(label=_("Who"))
    size = forms.TypedChoiceField(label=_("How many come together"), coerce=int)
    by = forms.ChoiceField(label=_("By what"), choices=translated_choices(LIKENESSES))
    interests = forms.ChoiceField(label=_("What people like stands in"), required=False)
    offers = forms.ChoiceField(label=_("What they can help with stands in"), required=False)
    seeks = forms.ChoiceField(label=_("What they look for stands in"), required=False)
    mixes_newcomers = forms.BooleanField(label=_("Newcomers with those who are at home"), required=False)
    keeps_circles_apart = forms.BooleanField(label=_("Nobody with their own company"), required=False)
    every_days = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=translated_choices(OFTEN),
        help_text=_("The next rounds are made and asked by themselves."),
    )  # fmt: skip

    def __init__(self, *args: Any, community: Community, event: Event | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "size": 2, "by": Likeness.SHARED, "every_days": 0, "mixes_newcomers": True, **USUAL_FIELDS,
            "who": f"event-{event.pk}" if event else EVERYBODY, **(kwargs.get("initial") or {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.event = event
        self.segments = {f"segment-{one.pk}": one for one in segments_of(community)}
        self._choose("who", self._whom())
        self._choose("size", [(str(size), _size_told(size)) for size in SIZES])
        traits = [(line.key, line.title) for line in fields_of(community) if not line.purpose]
        for name, key in USUAL_FIELDS.items():
            nowhere = [] if key in dict(traits) else [(key, gettext("nowhere yet"))]
            self._choose(name, nowhere + traits)

    def wishes(self) -> Wishes:
        """Answer how people shall be put together."""
        told = self.cleaned_data
        mixes, apart = told["mixes_newcomers"], told["keeps_circles_apart"]
        return Wishes(int(told["size"]), Likeness(told["by"]), mixes, apart)

    def traits(self) -> dict[str, str]:
        """Answer in which traits stands what people like, offer and look for."""
        return {name: self.cleaned_data.get(name) or key for name, key in USUAL_FIELDS.items()}

    def _whom(self) -> list[tuple[str, str]]:
        own = []
        if self.event:
            own = [(f"event-{self.event.pk}", gettext("whoever goes to “{title}”").format(title=self.event))]
        everybody = (EVERYBODY, gettext("all members"))
        return [*own, everybody, *((key, one.title) for key, one in self.segments.items())]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _size_told(size: int) -> str:
    return gettext("two: pairs") if size == 2 else gettext("a table of {count}").format(count=size)
