"""Forms of an event's team: a task, a shift, a volunteer, a line of the run sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.models import Community, User
from veche.core.queries import colleagues_in
from veche.events.forms.planning import WallField
from veche.events.models import Event
from veche.events.rules.templates import TEMPLATES
from veche.kit.forms import ActionForm, translated_choices


class TaskForm(ActionForm):
    """Something to do, by whom and when."""

    unmarked = ("title",)
    title = forms.CharField(label=_("What is to be done"), max_length=300, required=False)
    due = forms.DateField(
        label=_("By which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    owner = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.user.pk): one.user for one in colleagues_in(community)}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [
            ("", gettext("nobody yet")),
            *((key, str(one)) for key, one in self.colleagues.items()),
        ]

    def who(self) -> User | None:
        """Answer whose task it is."""
        return self.colleagues.get(self.cleaned_data["owner"])


class ChecklistForm(ActionForm):
    """Which ready checklist to bring."""

    template = forms.ChoiceField(
        label=_("Checklist"), choices=translated_choices([(key, one.title) for key, one in TEMPLATES.items()])
    )


class _WallForm(ActionForm):
    """A form with times on the wall of the event's zone."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, WallField):
                field.zone = event.time_zone


class ShiftForm(_WallForm):
    """A job for so many people for a while."""

    unmarked = ("title",)
    title = forms.CharField(label=_("What for"), max_length=200, required=False)
    where = forms.CharField(label=_("Where"), max_length=200, required=False)
    starts_at = WallField(label=_("From"))
    ends_at = WallField(label=_("To"))
    needed = forms.IntegerField(label=_("How many people"), initial=1)


class VolunteerForm(ActionForm):
    """Somebody who helps."""

    unmarked = ("name",)
    name = forms.CharField(label=_("Name of the person"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)


class CueForm(_WallForm):
    """A line of the run sheet."""

    unmarked = ("title",)
    title = forms.CharField(label=_("What happens"), max_length=300, required=False)
    starts_at = WallField(label=_("When"))
    minutes = forms.IntegerField(label=_("Minutes"), initial=10)
    owner = forms.CharField(label=_("Who has it in hand"), max_length=100, required=False)
    words = forms.CharField(
        label=_("Cue"),
        max_length=500,
        required=False,
        help_text=_("What to say or do: lights, microphone, music."),
    )
    is_fixed = forms.BooleanField(
        label=_("Does not move when others slip"), required=False, help_text=_("A train, a broadcast.")
    )
