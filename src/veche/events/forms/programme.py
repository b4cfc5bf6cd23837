"""Forms of the programme: a session, a place, a speaker, the call for talks, a review, a schedule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.core.terms import COLOURS
from veche.events.forms.fields import ClockField
from veche.events.models import Event, EventHall, Session, Speaker, Track
from veche.events.terms.asking import LONGEST_PATIENCE, Ask
from veche.events.terms.programme import (
    LONGEST_ABSTRACT,
    LONGEST_BIO,
    LONGEST_NEEDS,
    LONGEST_SESSION,
    SCORES,
    SESSION_TITLES,
    STEP_TITLES,
)
from veche.kit.forms import ActionForm, Swatches, translated_choices
from veche.kit.time import Moment, as_datetime, in_zone, moment


class SessionForm(ActionForm):
    """A session with its place; times are those of the event's clock."""

    title = forms.CharField(label=_("Title"), max_length=300)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=translated_choices(SESSION_TITLES.items()))
    starts_at = ClockField(label=_("Starts"), required=False, help_text=_("Empty: it waits for its place."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=LONGEST_SESSION, initial=30)
    hall = forms.ModelChoiceField(EventHall.objects.none(), label=_("Hall"), required=False)
    track = forms.ModelChoiceField(Track.objects.none(), label=_("Track"), required=False)
    language = forms.CharField(
        label=_("Language"), max_length=8, required=False, help_text=_("Such as en or ru.")
    )
    abstract = forms.CharField(
        label=_("What it is about"), required=False, max_length=LONGEST_ABSTRACT,
        widget=forms.Textarea(attrs={"rows": 8}), help_text=_("For everybody, in Markdown."),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("What it needs"), required=False, max_length=LONGEST_NEEDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team: microphones, tables, a projector."),
    )  # fmt: skip
    slides_link = forms.CharField(label=_("Link to the slides"), max_length=500, required=False)
    recording_link = forms.CharField(label=_("Link to the recording"), max_length=500, required=False)

    def __init__(self, event: Event, data: Any = None, *, session: Session | None = None) -> None:
        initial = {} if session is None else {name: getattr(session, name) for name in self.base_fields}
        if session is not None and session.starts_at is not None:
            initial["starts_at"] = as_datetime(moment(session.starts_at), event.time_zone).replace(
                tzinfo=None
            )
        super().__init__(data, initial=initial)
        self.event = event
        halls, tracks = self.fields["hall"], self.fields["track"]
        halls.queryset = EventHall.objects.filter(event=event).order_by("place", "name")  # type: ignore[attr-defined]
        tracks.queryset = Track.objects.filter(event=event, removed_at=None).order_by("place")  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Answer the fields as the action takes them."""
        told = dict(self.cleaned_data)
        starts = told["starts_at"]
        told["starts_at"] = None if starts is None else in_zone(starts, self.event.time_zone)
        return told


class TrackForm(ActionForm):
    """A track and its colour."""

    title = forms.CharField(label=_("New track"), max_length=100)
    colour = forms.ChoiceField(
        label=_("Colour"), choices=translated_choices(COLOURS.items()), widget=Swatches, initial="blue"
    )


class HallForm(ActionForm):
    """A hall of the event."""

    name = forms.CharField(label=_("New hall"), max_length=200)
    capacity = forms.IntegerField(label=_("Seats"), min_value=0, max_value=1_000_000, required=False)


class SpeakerForm(ActionForm):
    """A speaker: what is shown, and how the team reaches them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    bio = forms.CharField(
        label=_("About the speaker"), required=False, max_length=LONGEST_BIO,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In Markdown. Name and these words are shown to everybody once they agreed to speak."),
    )  # fmt: skip
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput(),
        help_text=_("Only for the team; by it the speaker is known as a person."),
    )  # fmt: skip
    contact = forms.CharField(label=_("Other ways to reach them"), max_length=300, required=False)


class SpeakingForm(SpeakerForm):
    """Somebody who may speak: known already or new, in a session or in one yet to be named."""

    known = forms.ModelChoiceField(Speaker.objects.none(), label=_("Known speaker"), required=False)
    title = forms.CharField(
        label=_("What about"), max_length=300, required=False, help_text=_("Empty: it is not known yet.")
    )
    step = forms.ChoiceField(label=_("How far it is"), choices=translated_choices(STEP_TITLES.items()))
    field_order = ("known", "name", "title", "step", "email", "contact", "bio")

    def __init__(self, event: Event, data: Any = None, *, asks_title: bool) -> None:
        super().__init__(data)
        self.fields["name"].required = False
        self.fields["known"].queryset = Speaker.objects.filter(  # type: ignore[attr-defined]
            community=event.community_id
        ).order_by("folded")[:2_000]
        if not asks_title:
            del self.fields["title"]


class AskForm(ActionForm):
    """The letter that asks somebody to speak."""

    way = forms.ChoiceField(label=_("Which way it goes"))
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Their own link stands where {link} is; without a place for it, it stands at the end."),
    )  # fmt: skip
    remind_days = forms.IntegerField(
        label=_("Remind once after so many days without an answer"), required=False, min_value=1,
        max_value=LONGEST_PATIENCE, help_text=_("Empty: no reminder."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    unmarked = ("subject", "text")

    def __init__(self, data: Any = None, *, ways: list[tuple[str, str]], **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def ask(self) -> Ask:
        """Answer the letter as the action takes it."""
        told = self.cleaned_data
        return Ask(told["subject"], told["text"], told["way"], told["remind_days"])


class CallForm(ActionForm):
    """The call for talks."""

    is_open = forms.BooleanField(label=_("Talks are taken"), required=False)
    closes_at = ClockField(
        label=_("Until"), required=False, help_text=_("Empty: until it is closed by hand.")
    )
    about = forms.CharField(
        label=_("What is wanted"), required=False, max_length=LONGEST_ABSTRACT,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=_("For everybody, in Markdown."),
    )  # fmt: skip
    consent = forms.CharField(
        label=_("What proposers agree to"), required=False, max_length=LONGEST_BIO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty: that name, biography and talk are shown on the event's page if it is accepted."),
    )  # fmt: skip

    def __init__(self, event: Event, data: Any = None, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.zone = event.time_zone

    def closes(self) -> Moment | None:
        """Answer when it ends."""
        told = self.cleaned_data["closes_at"]
        return None if told is None else in_zone(told, self.zone)


class ReviewForm(ActionForm):
    """What a colleague thinks of a proposal."""

    score = forms.TypedChoiceField(
        label=_("Score"), coerce=int, choices=[(score, str(score)) for score in SCORES],
        widget=forms.RadioSelect,
        help_text=_("1: not for us. 5: it must be in the programme."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Why"), required=False, max_length=LONGEST_ABSTRACT, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecideForm(ActionForm):
    """The letter that tells of a decision."""

    letter = forms.CharField(
        label=_("The letter"), required=False, max_length=LONGEST_ABSTRACT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("It goes in a minute. Empty: no letter is written."),
    )  # fmt: skip


class ScheduleForm(ActionForm):
    """A schedule in a file."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("Schedule XML or JSON as frab, pretalx and wafer write it, or iCalendar."),
    )
