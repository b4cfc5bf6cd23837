"""Forms of sequences: what brings people in and lets them out, and when each letter goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm, translated_choices
from veche.kit.terms import N_
from veche.kit.text import number_of
from veche.mailing.models import Sequence, Step
from veche.mailing.queries.newsletters import newsletters_of
from veche.mailing.terms.sequencing import (
    AGAIN_TITLES,
    CONDITION_TITLES,
    DATED,
    ENDING_TITLES,
    MOST_LATE,
    MOST_LEAD,
    OF_COMING,
    OF_SEGMENTS,
    READY_TITLES,
    START_TITLES,
    Again,
    Condition,
    Start,
)
from veche.people.queries import fields_of, segments_of
from veche.people.terms import STAGE_FORMS
from veche.people.terms import Form as TraitForm

if TYPE_CHECKING:
    from veche.core.models import Community

UNITS = (("1", N_("minutes")), ("60", N_("hours")), ("1440", N_("days")))


class NewSequenceForm(ActionForm):
    """A new sequence: of which newsletter, and how it begins."""

    newsletter = forms.ChoiceField(
        label=_("Newsletter"),
        help_text=_("Its look, its sender, and the link to unsubscribe are of this one."),
    )
    ready = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect,
        choices=[("", ""), *((key, key) for key in READY_TITLES)],
    )  # fmt: skip
    title = forms.CharField(label=_("Name of an empty one"), max_length=150, required=False)

    def __init__(self, community: Community, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in newsletters_of(community)}
        choices = [(key, one.title) for key, one in self.known.items()]
        self.fields["newsletter"].choices = choices  # type: ignore[attr-defined]


class SequenceForm(ActionForm):
    """What brings people into a sequence, how often, and what lets them out."""

    title = forms.CharField(label=_("Name"), max_length=150)
    newsletter = forms.ChoiceField(label=_("Newsletter"))
    start = forms.ChoiceField(label=_("Begins when"), choices=translated_choices(START_TITLES.items()))
    words = forms.CharField(
        label=_("Of events: words in their name"), max_length=100, required=False,
        help_text=_("Every event where nothing is written."),
    )  # fmt: skip
    field = forms.ChoiceField(label=_("Of a date: which"), required=False)
    lead_days = forms.IntegerField(
        label=_("Of a date or a coming event: begins so many days before"), required=False,
        min_value=0, max_value=MOST_LEAD,
        help_text=_("Nothing, or 0: on the day itself. A letter for the day itself then waits as many days."),
    )  # fmt: skip
    stage = forms.ChoiceField(label=_("Of a stage: which"), required=False)
    segment = forms.ChoiceField(
        label=_("Of a segment: which"), required=False,
        help_text=_("Also of a coming event people have not answered. Segments have a page of their own."),
    )  # fmt: skip
    takes_present = forms.BooleanField(
        label=_("Also those who are there when it starts"), required=False,
        help_text=_("Of stages and segments. Without it only those who come to be there later."),
    )  # fmt: skip
    again = forms.ChoiceField(label=_("How often for one person"),
                              choices=translated_choices(AGAIN_TITLES.items()))  # fmt: skip
    pause = forms.IntegerField(label=_("Pause before it comes again, days"), min_value=1, max_value=1000)
    endings = forms.MultipleChoiceField(
        label=_("It ends early when"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=translated_choices(ENDING_TITLES.items()),
    )  # fmt: skip
    late_days = forms.IntegerField(
        label=_("Letters later than so many days do not go"), min_value=1, max_value=MOST_LATE,
        help_text=_("After a pause nobody gets everything at once."),
    )  # fmt: skip

    def __init__(self, community: Community, sequence: Sequence | None, *args: Any, **kwargs: Any) -> None:
        if sequence is not None:
            plain = (
                "title",
                "start",
                "words",
                "field",
                "lead_days",
                "takes_present",
                "again",
                "pause",
                "endings",
                "late_days",
            )
            told = {name: getattr(sequence, name) for name in plain}
            told |= {name: str(getattr(sequence, f"{name}_id") or "") for name in ("newsletter", "segment")}
            kwargs["initial"] = told | {"stage": str(sequence.stage or "")}
        super().__init__(*args, **kwargs)
        self.newsletters = {str(one.pk): one for one in newsletters_of(community)}
        self.segments = {str(one.pk): one for one in segments_of(community)}
        dates = [one for one in fields_of(community) if one.form == TraitForm.DATE and not one.purpose]
        choices: dict[str, list[tuple[str, str]]] = {
            "newsletter": [(key, one.title) for key, one in self.newsletters.items()],
            "segment": [("", "–"), *((key, one.title) for key, one in self.segments.items())],
            "field": [("", "–"), *((one.key, gettext(one.title)) for one in dates)],
            "stage": [
                ("", "–"),
                *((str(int(one)), gettext(form.title)) for one, form in STAGE_FORMS.items()),
            ],
        }
        for name, told_choices in choices.items():
            self.fields[name].choices = told_choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Answer the fields as `save_sequence` takes them: only what its start needs is kept of the rest."""
        told = dict(self.cleaned_data)
        told["newsletter"] = self.newsletters.get(told["newsletter"])
        told["segment"] = self.segments.get(told["segment"]) if told["start"] in OF_SEGMENTS else None
        told["stage"] = number_of(told["stage"]) if told["start"] == Start.STAGE else None
        told["field"] = told["field"] if told["start"] == Start.DATE else ""
        told["lead_days"] = told["lead_days"] or 0 if told["start"] in DATED else 0
        if told["start"] in OF_COMING:
            told["again"] = Again.EACH
        return told


class StepForm(ActionForm):
    """When a letter of a sequence goes, and on which conditions."""

    title = forms.CharField(label=_("Name"), max_length=200, help_text=_("Only the team sees it."))
    wait = forms.IntegerField(label=_("Waits"), min_value=0, max_value=100_000, initial=1)
    unit = forms.ChoiceField(label=_("Unit of the wait"), choices=translated_choices(UNITS), initial="1440")
    hour = forms.ChoiceField(
        label=_("Then leaves at"), required=False,
        choices=[("", _("any time")), *((str(hour), f"{hour:02}:00") for hour in range(24))],
        help_text=_("Where each of them lives, if we know it by a field of theirs; else in the community."),
    )  # fmt: skip
    condition = forms.ChoiceField(label=_("Goes"), choices=translated_choices(CONDITION_TITLES.items()))
    segment = forms.ChoiceField(
        label=_("Only to those who then fit"), required=False,
        help_text=_("A segment of people; it is asked at the very moment."),
    )  # fmt: skip

    def __init__(self, community: Community, step: Step | None, *args: Any, **kwargs: Any) -> None:
        if step is not None:
            unit = next(size for size in (1440, 60, 1) if step.wait % size == 0)
            kwargs["initial"] = {
                "title": step.letter.title, "wait": step.wait // unit, "unit": str(unit),
                "hour": "" if step.hour is None else str(step.hour), "condition": step.condition,
                "segment": str(step.segment_id or ""),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.segments = {str(one.pk): one for one in segments_of(community)}
        choices = [("", _("everybody")), *((key, one.title) for key, one in self.segments.items())]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Answer the fields as `add_step` takes them."""
        told = self.cleaned_data
        return {
            "title": told["title"], "wait": told["wait"] * int(told["unit"]),
            "hour": int(told["hour"]) if told["hour"] else None, "condition": Condition(told["condition"]),
            "segment": self.segments.get(told["segment"]),
        }  # fmt: skip
