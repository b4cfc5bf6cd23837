"""An event on one page, and how it repeats."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.terms import LANGUAGES
from veche.events.rules.planning import faults_of
from veche.events.terms import KIND_TITLES, LAST, SCOPE_TITLES, Rhythm, Scope, Unit, WaitingMode
from veche.kit.forms import ActionForm, say_reason, translated_choices
from veche.kit.time import Moment, as_datetime, in_zone, is_plausible
from veche.kit.zones import ZONES, all_zones

if TYPE_CHECKING:
    from veche.events.models import Event, Venue

WAITING_TITLES = (
    (WaitingMode.FIT, _("to the first party that fits")), (WaitingMode.STRICT, _("strictly in turn")),
)  # fmt: skip
WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
REPEATS = (
    ("once", _("once")), ("week", _("every week")), ("month_day", _("every month on the same day")),
    ("month_weekday", _("every month on the same weekday, such as the second Tuesday")),
    ("month_last", _("every month on the last such weekday")),
)  # fmt: skip
_WALL = "%Y-%m-%dT%H:%M"


class WallField(forms.Field):
    """A moment written as the clock on the wall of a time zone shows it; answers milliseconds.

    Refuses an hour that clocks leave out, and one that nobody lives to see.
    """

    zone = "UTC"
    default_error_messages = {
        "invalid": _("Write a day and a time."), "absurd": _("There is no such time."),
        "skipped": _("That hour does not exist on that day: the clocks go forward over it."),
    }  # fmt: skip

    def __init__(self, **facts: Any) -> None:
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_WALL), **facts)

    def prepare_value(self, value: Any) -> Any:
        """Show a moment on the wall."""
        return as_datetime(value, self.zone).strftime(_WALL) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Moment | None:
        """Read the wall."""
        if value in self.empty_values:
            return None
        try:
            wall = datetime.fromisoformat(str(value)).replace(tzinfo=None)
            at = in_zone(wall, self.zone)
        except (ValueError, OverflowError) as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault
        if not is_plausible(at):
            raise forms.ValidationError(self.error_messages["absurd"], code="absurd")
        if as_datetime(at, self.zone).replace(tzinfo=None) != wall:
            raise forms.ValidationError(self.error_messages["skipped"], code="skipped")
        return at

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another minute was written."""
        return self.prepare_value(initial) != (data or None)


class EventForm(ActionForm):
    """Everything an event is; `parts` are its sections as the page lays them out."""

    title = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of event"), choices=translated_choices(KIND_TITLES.items()))
    summary = forms.CharField(
        label=_("In a sentence"), max_length=300, required=False,
        help_text=_("Stands in lists, letters and where the page is shared."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Text"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: **bold**, # heading, - list, [words](address)."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("All times here are on its clock.")
    )  # fmt: skip
    starts_at = WallField(label=_("Starts"))
    ends_at = WallField(label=_("Ends"))
    doors_at = WallField(label=_("Doors open"), required=False)
    venue = forms.ChoiceField(label=_("Venue"), required=False)
    halls = forms.MultipleChoiceField(label=_("Rooms"), required=False, widget=forms.CheckboxSelectMultiple)
    online_link = forms.CharField(
        label=_("Link to join online"), max_length=500, required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=_("Only guests see it, and always the latest: it may change without a new letter."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, help_text=_("Empty: there is room for all.")
    )
    overbook = forms.IntegerField(
        label=_("Taken beyond that"), min_value=0, required=False,
        help_text=_("Some never come: so many more may register than there are seats."),
    )  # fmt: skip
    most_seats = forms.IntegerField(label=_("Seats in one registration, at most"), min_value=1, max_value=100)
    needs_approval = forms.BooleanField(label=_("Somebody of the team approves each guest"), required=False)
    registers_from = WallField(
        label=_("Registration from"), required=False, help_text=_("Empty: as soon as it is opened.")
    )
    registers_until = WallField(
        label=_("Registration until"), required=False, help_text=_("Empty: until it begins.")
    )
    waiting_mode = forms.ChoiceField(label=_("A seat that came free is offered"), choices=WAITING_TITLES)
    waiting_bound = forms.IntegerField(
        label=_("A party may be passed over so many times"), min_value=0, max_value=100
    )
    offer_hours = forms.IntegerField(
        label=_("An offer stands so many hours"), min_value=0, max_value=336,
        help_text=_("With 0 nobody is asked first: who waits is going at once."),
    )  # fmt: skip
    asks_diets = forms.BooleanField(
        label=_("Ask guests what they do not eat"), required=False,
        help_text=_("With a consent of its own; answers are deleted after the event."),
    )  # fmt: skip
    is_listed = forms.BooleanField(label=_("Shown in the community's public calendar"), required=False)

    def __init__(self, data: Any = None, *, zone: str, venues: list[Venue], initial: Any = None,
                 event: Event | None = None) -> None:  # fmt: skip
        super().__init__(data, initial={"time_zone": zone} | dict(initial or {}))
        self.venues, self.zone = venues, _zone_in(data, zone)
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            (name, gettext(ZONES[name]) if name in ZONES else name) for name in all_zones()
        ]
        for field in self.fields.values():
            if isinstance(field, WallField):
                field.zone = self.zone
        self.fields["venue"].choices = [  # type: ignore[attr-defined]
            ("", gettext("none, or not known yet")),
            *((str(one.pk), one.name) for one in venues),
        ]
        self.fields["halls"].choices = [  # type: ignore[attr-defined]
            (str(hall.pk), hall.name)
            for one in venues
            for hall in one.shown_halls  # type: ignore[attr-defined]
        ]
        if event is not None and event.series_id:
            self.fields["scope"] = forms.ChoiceField(
                label=_("Change"), choices=translated_choices(SCOPE_TITLES.items()), initial=Scope.THIS,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Say all that makes no sense at once, beside what could not be read at all."""
        given = super().clean() or {}
        if given.get("starts_at") is not None and given.get("ends_at") is not None:
            for reason in faults_of({"title": "-"} | given | {"time_zone": self.zone}):
                if reason.field not in self.errors:
                    self.add_error(reason.field, say_reason(reason))
        return given

    def parts(self) -> dict[str, list[forms.BoundField]]:
        """Answer the fields by section."""
        sections = {
            "what": ("title", "kind", "summary", "about"),
            "when": ("starts_at", "ends_at", "doors_at", "time_zone"),
            "online": ("online_link",), "seats": ("capacity", "overbook", "most_seats", "needs_approval"),
            "more": (
                "registers_from", "registers_until", "waiting_mode", "waiting_bound", "offer_hours",
                "asks_diets", "is_listed", "language",
            ),
        }  # fmt: skip
        return {section: [self[name] for name in names] for section, names in sections.items()}

    def halls_by_venue(self) -> list[tuple[Venue, list[tuple[str, str, bool]]]]:
        """Answer the rooms of each venue that has some, and which are chosen."""
        chosen = {str(one) for one in self["halls"].value() or ()}
        return [
            (one, [(str(hall.pk), hall.name, str(hall.pk) in chosen) for hall in one.shown_halls])  # type: ignore[attr-defined]
            for one in self.venues
            if one.shown_halls  # type: ignore[attr-defined]
        ]

    def has_more_faults(self) -> bool:
        """Tell whether something is wrong in the section that is closed at first."""
        return any(field.errors for field in self.parts()["more"])

    def values(self) -> dict[str, Any]:
        """Answer the fields as actions take them; rooms of the chosen venue alone."""
        given = dict(self.cleaned_data)
        given.pop("scope", None)
        venue = int(given.pop("venue") or 0) or None
        known = {str(hall.pk) for one in self.venues if one.pk == venue for hall in one.shown_halls}  # type: ignore[attr-defined]
        halls = sorted(int(pk) for pk in given.pop("halls") if pk in known)
        return given | {
            "venue_id": venue, "halls": halls, "overbook": given["overbook"] or 0, "time_zone": self.zone,
        }  # fmt: skip

    def chosen_scope(self) -> Scope:
        """Answer which dates the change is for."""
        return Scope(self.cleaned_data.get("scope") or Scope.THIS)


def _zone_in(data: Any, usual: str) -> str:
    """Answer the zone that was chosen, in which the moments beside it were written."""
    chosen = data.get("time_zone") if data else None
    return chosen if chosen in all_zones() else usual


class RhythmForm(ActionForm):
    """How an event repeats, counted from its first date."""

    repeats = forms.ChoiceField(label=_("It takes place"), choices=REPEATS, initial="once")
    every = forms.IntegerField(
        label=_("Every so many weeks or months"), min_value=1, max_value=12, required=False, initial=1,
        help_text=_("2 is every other week."),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), title) for number, title in enumerate(WEEKDAYS)],
        help_text=_("None: the day of the first date."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until you end it."),
    )  # fmt: skip
    count = forms.IntegerField(label=_("Or so many times"), required=False, min_value=1, max_value=200)

    def clean(self) -> dict[str, Any]:
        """Take one end, not two."""
        given = super().clean() or {}
        if given.get("until") and given.get("count"):
            self.add_error("count", gettext("Either a last day or a number of times."))
        return given

    def rhythm(self, first: date) -> Rhythm | None:
        """Answer the rhythm as counted from a first date; nothing where it takes place once."""
        given = self.cleaned_data
        repeats = given["repeats"]
        if repeats == "once":
            return None
        facts: dict[str, Any] = {
            "every": given["every"] or 1,
            "until": given["until"],
            "count": given["count"],
        }
        if repeats == "week":
            days = tuple(int(day) for day in given["weekdays"]) or (first.weekday(),)
            return Rhythm(Unit.WEEK, weekdays=days, **facts)
        if repeats == "month_day":
            return Rhythm(Unit.MONTH_DAY, month_day=first.day, **facts)
        nth = (first.day - 1) // 7 + 1
        nth = LAST if repeats == "month_last" or nth > 4 else nth
        return Rhythm(Unit.MONTH_WEEKDAY, weekdays=(first.weekday(),), nth=nth, **facts)


def rhythm_shown(rhythm: Rhythm) -> dict[str, Any]:
    """Answer a rhythm as the form shows it."""
    repeats = {Unit.WEEK: "week", Unit.MONTH_DAY: "month_day"}.get(rhythm.unit)
    days = [str(day) for day in rhythm.weekdays] if rhythm.unit is Unit.WEEK else []
    return {
        "repeats": repeats or ("month_last" if rhythm.nth == LAST else "month_weekday"),
        "every": rhythm.every,
        "weekdays": days, "until": rhythm.until, "count": rhythm.count,
    }  # fmt: skip


class CancelForm(ActionForm):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Guests read it on the event's page.")
    )
